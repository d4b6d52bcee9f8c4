"""Score aboutness and figures of the two seed articles against the gold made by hand.

usage: score_operations.py GOLD.jsonl PREDICTED.jsonl [--json OUT]

A predicted statement stands for the gold one whose content it overlaps most, if by half; a link is right where both are
about the same operation. Operations of the gold are matched to predicted ones one to one, as most links agree. Links of
statements that the gold does not have are not judged. A figure is right where its span meets a gold figure's, its
interval is the gold one's, and it is about that figure's operation. Precision (P), recall (R) and F1, 0 to 1.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

Row = Mapping[str, Any]
Bounds = tuple[int | None, int | None]
# What the annotator's figures without a value mean; "hundreds" is two hundred or more.
VAGUE = {"dozens": 24, "hundreds": 200, "thousands": 2000}


def characters(pieces: Sequence[Sequence[int]]) -> set[int]:
    return {at for start, end in pieces for at in range(start, end)}


def pairs(gold: Sequence[Row], found: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Gold statements with the predicted one that stands for each: contents overlap by half, one to one."""
    if not gold or not found:
        return []
    score = np.zeros((len(gold), len(found)))
    for i, left in enumerate(gold):
        for j, right in enumerate(found):
            a, b = characters(left["content"]), characters(right["content"])
            score[i, j] = len(a & b) / len(a | b)
    rows, columns = linear_sum_assignment(-score)
    return [(gold[i], found[j]) for i, j in zip(rows, columns, strict=True) if score[i, j] >= 0.5]


def same_operation(together: Counter[tuple[str, str]]) -> dict[str, str]:
    """Gold operation → predicted one, one to one, so that most links agree."""
    keys, chains = sorted({k for k, _ in together}), sorted({c for _, c in together})
    if not keys:
        return {}
    table = np.array([[together[key, chain] for chain in chains] for key in keys])
    rows, columns = linear_sum_assignment(-table)
    return {keys[i]: chains[j] for i, j in zip(rows, columns, strict=True) if table[i, j]}


def bounds(figure: Row) -> Bounds:
    """The interval that a gold figure's value and qualifier mean."""
    value, qualifier = figure["value"], (figure["qualifier"] or "").lower()
    if value is None:
        return next((low for word, low in VAGUE.items() if word in figure["text"].lower()), None), None
    low = {"at least": value, "more than": value + 1}
    high = {"as many as": value, "up to": value, "fewer than": value - 1}
    if qualifier in low or qualifier in high:
        return low.get(qualifier), high.get(qualifier)
    return value, value


def score(gold: Sequence[Row], predicted: Sequence[Row]) -> dict[str, dict[str, float]]:
    """``about`` and ``figures``, each with P, R and F1."""
    by_id = {line["id"]: line for line in predicted}
    matched: list[tuple[Row, Row]] = []
    wanted = 0
    for line in gold:
        found = [s for s in by_id[line["id"]]["statements"] if s["kind"] == "speech"]
        matched += pairs(line["statements"], found)
        wanted += sum(len(s["about"]) for s in line["statements"])
    same = same_operation(Counter((key, chain) for g, p in matched for key in g["about"] for chain in p["about"]))
    links = sum(len(p["about"]) for _, p in matched)
    right = sum(same.get(key) in p["about"] for g, p in matched for key in g["about"])
    figures = right_figures = expected = 0
    for line in gold:
        counted = by_id[line["id"]]["figures"]
        figures += len(counted)
        expected += len(line["figures"])
        for figure in line["figures"]:
            start, end = figure["span"]
            right_figures += any(
                f["start"] < end
                and start < f["end"]
                and (f["minimum"], f["maximum"]) == bounds(figure)
                and same.get(figure["operation"]) in f["about"]
                for f in counted
            )
    return {"about": _scores(right, links, wanted), "figures": _scores(right_figures, figures, expected)}


def _scores(right: int, found: int, wanted: int) -> dict[str, float]:
    p, r = right / found if found else 0.0, right / wanted if wanted else 0.0
    return {"P": p, "R": r, "F1": 2 * p * r / (p + r) if p + r else 0.0}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    lines = [[json.loads(x) for x in path.read_text().splitlines() if x] for path in (options.gold, options.predicted)]
    report = score(*lines)
    for name, values in report.items():
        print(f"{name:8}", "  ".join(f"{key} {100 * value:.1f}" for key, value in values.items()))
    if options.json:
        options.json.write_text(json.dumps(report))


if __name__ == "__main__":
    main()
