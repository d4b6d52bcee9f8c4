"""The competency questions hold, and what still differs is what questions/differences.json argues."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from competency import HERE, QUESTIONS, SEEDS, build, compare

import onrecord

ARGUED = json.loads((HERE / "differences.json").read_text(encoding="utf-8"))
# The annotator's confidences are a judgement that ours, measured on other articles, cannot repeat:
# question 12 is held to what it promises (weakest first, exact spans) and not to its rows.
REVIEW = "12"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> onrecord.Graph:
    return build(tmp_path_factory.mktemp("seeds"))


@pytest.fixture(scope="module")
def report(graph: onrecord.Graph) -> dict[str, dict[str, list[tuple[str | None, ...]]]]:
    return compare(graph)


@pytest.mark.parametrize("number", [q.number for q in QUESTIONS if q.number != REVIEW])
def test_rows_are_those_expected_or_argued(number, report):
    argued = ARGUED.get(number, {"missing": [], "extra": []})
    found = {side: sorted(map(list, report[number][side]), key=repr) for side in ("missing", "extra")}
    assert found == {side: sorted(argued[side], key=repr) for side in ("missing", "extra")}


def test_at_least_nine_are_equal(report):
    equal = [number for number, difference in report.items() if not (difference["missing"] or difference["extra"])]
    assert len(equal) >= 9, equal


def test_review_queue_is_weakest_first_with_exact_spans(graph):
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(Path(SEEDS).glob("*.txt"))}
    rows = list(graph.query("review-queue", below="0.9"))
    assert rows
    confidences = [Decimal(row["confidence"]) for row in rows]
    assert confidences == sorted(confidences)
    assert all(c < Decimal("0.9") for c in confidences)
    for row in rows:
        assert texts[row["articleId"]][int(row["begin"]) : int(row["end"])] == row["quote"]


def test_ids_are_unique_in_an_article(graph):
    for document in graph.knowledge.documents:
        things = (*document.chains, *document.events, *document.statements, *document.figures, *document.roles)
        ids = [thing.id for thing in things]
        assert len(ids) == len(set(ids))
