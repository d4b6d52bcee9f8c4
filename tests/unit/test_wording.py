"""The words of a statement without the marks that its spans hold."""

from __future__ import annotations

import pytest

from onrecord.model import Manner
from onrecord.rdf.wording import content_text, hull, unquoted, verbatim_texts


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        ("“It went well,”", "It went well,"),
        ('"It went well,"', "It went well,"),
        ("‘It didn’t go well’", "It didn’t go well"),
        ("'It didn't go well'", "It didn't go well"),
        ("“a” and “b”", "“a” and “b”"),
        ('"a" and "b"', '"a" and "b"'),
        ("“He said ‘no’ twice”", "He said ‘no’ twice"),
        ("“left open over the paragraph", "left open over the paragraph"),
        ("closed from the paragraph before”", "closed from the paragraph before"),
        ("that the raid went well", "the raid went well"),
        ("that “the raid” went well", "“the raid” went well"),
        ("that, as they came late, it failed", "as they came late, it failed"),
        ("that is wrong", "that is wrong"),
        ("“closed by the wrong mark.“", "closed by the wrong mark."),
        ("That raid went well", "That raid went well"),
        ("a “textbook” raid", "a “textbook” raid"),
        ("a raid that was “textbook”", "a raid that was “textbook”"),
        ("’80s music is back", "’80s music is back"),
        ("", ""),
        ("“", ""),
        ("“”", ""),
        ("that ", "that"),
    ],
)
def test_outer_marks_go(piece: str, words: str) -> None:
    assert unquoted(piece) == words


@pytest.mark.parametrize(
    ("piece", "manner", "words"),
    [
        ("“It went well,”", "direct", ["It went well,"]),
        ("a “textbook” raid and a 'good' one, “he” said", "mixed", ["textbook", "good", "he"]),
        ("it's the workers' raid", "mixed", []),
        ("a “raid left open", "mixed", ["raid left open"]),
        ("‘not a social services agency’", "mixed", ["not a social services agency"]),
        ("an ‘agency’s raid’ it was", "mixed", ["agency’s raid"]),
        ("a “textbook” raid", "indirect", []),
        ("“ ”", "direct", []),
    ],
)
def test_verbatim(piece: str, manner: Manner, words: list[str]) -> None:
    assert list(verbatim_texts(piece, [(0, len(piece))], manner)) == words


def test_pieces_are_joined() -> None:
    text = "“One,” she said. “Two.”"
    assert content_text(text, [(0, 6), (17, 23)]) == "One, […] Two."


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("She said it went well. Then", [(0, 3), (4, 8), (9, 21)], "She said it went well."),
        ("“It went well,” she said.", [(0, 15), (16, 19), (20, 24)], "“It went well,” she said."),
        ("She said it was “textbook,” and", [(0, 26)], "She said it was “textbook,”"),
        ("She said it, and", [(0, 11)], "She said it"),
    ],
)
def test_hull_has_its_closing_marks(text: str, spans: list[tuple[int, int]], expected: str) -> None:
    found = hull(text, spans)
    assert found is not None and text[slice(*found)] == expected


def test_no_hull_of_nothing() -> None:
    assert hull("text", []) is None
    assert hull("text", [(2, 2)]) is None
