"""Numbers in words and figures as intervals."""

from __future__ import annotations

import pytest

from onrecord.lexicon.numbers import amounts


@pytest.mark.parametrize(
    ("text", "span", "minimum", "maximum"),
    [
        ("as many as 800 people", "as many as 800", None, 800),
        ("at least 680 people", "at least 680", 680, None),
        ("More than 300 of them", "More than 300", 301, None),
        ("fewer than 50 men", "fewer than 50", None, 49),
        ("no more than 50 men", "no more than 50", None, 50),
        ("nearly 700 people", "nearly 700", 630, 699),
        ("about 50 men", "about 50", 45, 55),
        ("hundreds of people", "hundreds", 200, None),
        ("dozens of people", "dozens", 24, None),
        ("tens of thousands of people", "tens of thousands", 20000, None),
        ("a dozen people", "a dozen", 12, 12),
        ("two dozen people", "two dozen", 24, 24),
        ("half a dozen people", "half a dozen", 6, 6),
        ("several hundred people", "several hundred", 200, None),
        ("seven plants", "seven", 7, 7),
        ("twenty-five plants", "twenty-five", 25, 25),
        ("two hundred and fifty soldiers", "two hundred and fifty", 250, 250),
        ("1,200 troops", "1,200", 1200, 1200),
        ("3.5 million people", "3.5 million", 3500000, 3500000),
        ("100 or more people", "100 or more", 100, None),
        ("between 20 and 30 people", "between 20 and 30", 20, 30),
        ("20 to 30 people", "20 to 30", 20, 30),
        ("$2.5 million", "$2.5 million", 2500000, 2500000),
    ],
)
def test_interval(text: str, span: str, minimum: int | None, maximum: int | None) -> None:
    found = amounts(text)
    assert [text[a.span[0] : a.span[1]] for a in found] == [span]
    assert (found[0].minimum, found[0].maximum) == (minimum, maximum)


@pytest.mark.parametrize("text", ["a man", "45% of them", "12 percent", "a 34-year-old", "the 3rd man", "10.5 points"])
def test_no_count(text: str) -> None:
    assert amounts(text) == ()


def test_currency() -> None:
    assert [a.currency for a in amounts("$5, £6, €7 and 8 dollars")] == ["USD", "GBP", "EUR", "USD"]
