"""Interviews whose questions and answers have no label."""

from __future__ import annotations

import pytest
from parsed import annotated

LEAD = "The Gazette interviewed Ann Lee, the mayor of Springfield, about the flood."
TURNS = (
    "How did you hear of the flood?",
    "My deputy called me at night.",
    "We opened the school within an hour.",
    "The school",
    "Image: City of Springfield.",
    "What did you need most?",
    "Boats. I asked the county for ten.",
    "You have been mayor for a year.",
    "Would you do it again?",
    "I would.",
)


def told(*paragraphs: str, title: str | None = None) -> list[tuple[str | None, str, str | None]]:
    document = annotated("\n\n".join(paragraphs), title=title)
    out = []
    for s in document.statements:
        if s.found_by == "rules:answer":
            who = document.chain(s.speaker)
            out.append((who and who.label, " … ".join(document.words(span) for span in s.content), s.channel))
    return out


ANSWERS = [
    ("Ann Lee", "My deputy called me at night … We opened the school within an hour", "interview"),
    ("Ann Lee", "Boats. I asked the county for ten", "interview"),
    ("Ann Lee", "I would", "interview"),
]


def test_answers_are_the_words_of_who_was_interviewed() -> None:
    assert told(LEAD, *TURNS) == ANSWERS


@pytest.mark.parametrize(
    "lead",
    [
        "Ann Lee, the mayor of Springfield, was interviewed by the Gazette.",
        "After the flood, the Gazette spoke with Ann Lee, the mayor of Springfield.",
        "Interview with Mayor Ann Lee",
    ],
)
def test_how_it_is_said_who_was_interviewed(lead: str) -> None:
    assert [who for who, _, _ in told(lead, *TURNS)] == ["Ann Lee"] * 3


@pytest.mark.parametrize(
    "lead",
    [
        "The Gazette interviewed Ann Lee and Bob Poe about the flood.",  # nobody can tell who answers
        "The Gazette interviewed residents about Ann Lee.",
        "Ann Lee is the mayor of Springfield.",
    ],
)
def test_nothing_is_guessed_where_the_lead_does_not_say_who(lead: str) -> None:
    assert told(lead, *TURNS) == []


def test_questions_to_readers_are_no_interview() -> None:
    lead = "The Gazette interviewed Ann Lee, the mayor of Springfield, about the flood."
    advice = ("The city offers help.", "Is your cellar wet?", "The city pumps it out.", "Do you need a bed?")
    assert told(lead, *advice, "The school has forty.", "Have you lost a pet?", "The shelter has found six.") == []


def test_a_transcript_with_labels_is_left_to_its_labels() -> None:
    turns = [("LEE: " if k % 2 else "POE: ") + turn for k, turn in enumerate(TURNS)]
    assert told("Poe spoke with Ann Lee about the flood.", "Do you see?", "Can you?", "Did you?", *turns) == []


def test_what_an_answer_reports_of_others_stays_nested() -> None:
    document = annotated("\n\n".join((LEAD, *TURNS[:2], "The governor said that the dam was safe.", *TURNS[5:])))
    answer = next(s for s in document.statements if s.found_by == "rules:answer")
    nested = next(s for s in document.statements if s.nested)
    assert nested.parent == answer.id
    assert document.words(nested.content[0]) == "that the dam was safe"
