"""Figures: the words that tell a reader what was counted."""

from __future__ import annotations

import pytest
from happened import figure, read


@pytest.mark.parametrize(
    ("text", "amount", "clause"),
    [
        (
            "ICE agents raided a plant in Ohio on Tuesday. At least 80 foreign workers were detained during the raid.",
            "At least 80",
            "At least 80 foreign workers were detained",
        ),
        (
            "ICE agents raided a plant in Ohio, where as many as 90 workers were later arrested.",
            "as many as 90",
            "as many as 90 workers were later arrested",
        ),
        (
            "ICE agents raided a plant in Ohio. The agents arrested 45 workers on Tuesday.",
            "45 workers",
            "arrested 45 workers",
        ),
        (
            "A raid by ICE in Ohio led to the detention of at least 80 foreign workers.",
            "at least 80",
            "at least 80 foreign workers",
        ),
        (
            "ICE agents raided a plant in Ohio. The sudden arrest of dozens of people shocked the town.",
            "dozens of people",
            "The sudden arrest of dozens of people",
        ),
        (
            "ICE agents raided six plants in Ohio on Tuesday.",
            "six plants",
            "raided six plants",
        ),
        (
            "ICE raided a dairy in Ohio on Tuesday. More than 30 of them had been released by Thursday, ICE said.",
            "More than 30",
            "More than 30 of them had been released",
        ),
    ],
)  # fmt: skip
def test_clause_gives_the_measure(text: str, amount: str, clause: str) -> None:
    document = read(text)
    found = figure(document, amount)
    assert document.words(found.clause) == clause
    assert found.clause[0] <= found.span[0] and found.span[1] <= found.clause[1]
