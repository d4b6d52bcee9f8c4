"""The tour is true: each question is answered by what it says to press, in at most three presses."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tour import PAGE, PICTURES, ROOT, TOUR, Question, answer

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("question", TOUR, ids=[question.name for question in TOUR])
def test_a_question_is_answered_in_three_presses(open_page: Any, question: Question) -> None:
    assert len(question.presses) <= 3
    page = open_page(PAGE)
    answer(page, question)
    place = page.locator(question.where)
    for words in question.words:
        playwright.expect(place).to_contain_text(words)
    told = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    section = told.partition(f"## {question.asks}\n")[2].partition("\n## ")[0]
    assert section, f"docs/tour.md does not ask: {question.asks}"
    assert f"images/tour-{question.name}.png" in section
    assert (PICTURES / f"tour-{question.name}.png").is_file()
    plain = re.sub(r"\s+", " ", section)
    for words in question.words:
        assert words in plain


def test_the_tour_asks_nothing_else() -> None:
    told = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", told, re.M) == [question.asks for question in TOUR]
