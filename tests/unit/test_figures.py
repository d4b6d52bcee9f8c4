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


@pytest.mark.parametrize(
    "told",
    [
        "They were held longer than 180 days after the raid.",
        "After the raid the House passed H.R. 933 and released the text.",
        "It is one of the hardest hit towns after the raid.",
        "The workers were arrested in the raid.[10]",
        "The bill spends $61 billion on other things.",
        "The agency lost nearly one-third of its workers.",
        "The agency lost 2,700 employees.",
    ],
)
def test_lengths_of_time_names_of_bills_and_budgets_count_nothing_of_a_raid(told: str) -> None:
    document = read(f"ICE agents raided a bakery in Salem on Monday. The raid was long. {told}")
    raids = {event.id for event in document.events if event.operation}
    assert [document.words(f.span) for f in document.figures if raids & {about.event for about in f.about}] == []
