"""The twelve competency questions, asked of the two seed articles and compared with answers made by hand.

usage: python tests/evaluation/competency.py [--attribution METHOD]

``questions/expected.json`` holds the rows that one annotator expects, ``questions/labels.tsv`` what
that annotator and we call the same thing, and ``questions/differences.json`` the rows in which we
still differ, each with its reason. :func:`compare` gives the rows missing and the rows too many.
"""

from __future__ import annotations

import argparse
import collections
import csv
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import onrecord

HERE = Path(__file__).with_name("questions")
SEEDS = Path(__file__).parents[2] / "examples" / "articles"
RAIDS = "ICE raids in Mississippi"

Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Question:
    """A question, the named query that answers it, and the columns that the expected rows have."""

    number: str
    query: str
    columns: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...] = ()


QUESTIONS = (
    Question("01", "who-said-what", ("speaker", "form", "text"), (("operation", RAIDS),)),
    Question("02", "speakers-by-operation", ("about", "speaker", "statements")),
    Question("03", "said-for-an-agency", ("who", "outlet", "text"), (("agency", "ICE"),)),
    Question("04", "figures", ("minimum", "maximum", "voice", "words"),
             (("operation", RAIDS), ("measure", "persons-detained"))),
    Question("05", "figures-agreement", ("about", "what", "atLeast", "atMost", "figures")),
    Question("06", "figures-in-conflict", ("words1", "words2")),
    Question("07", "roles", ("person", "role", "organisation", "span")),
    Question("08", "unnamed-sources", ("described", "affiliation", "told", "statements")),
    Question("09", "disputes", ("who1", "text1", "who2", "text2")),
    Question("10", "second-hand", ("outlet", "statements")),
    Question("11", "operations-in-several-articles", ("about", "articles", "speakers")),
    Question("12", "review-queue", ("confidence", "kind", "quote", "begin", "end"), (("below", "0.9"),)),
)  # fmt: skip


def labels() -> dict[str, str]:
    """Our name for what the expected rows call otherwise."""
    lines = [x for x in (HERE / "labels.tsv").read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    return {row["expected"]: row["ours"] for row in csv.DictReader(lines, delimiter="\t")}


def build(folder: Path, **options: str) -> onrecord.Graph:
    """The graph of the two seed articles alone."""
    return onrecord.build(sorted(SEEDS.glob("*.txt")), folder / "graph", **options)


def compare(graph: onrecord.Graph) -> dict[str, dict[str, list[Row]]]:
    """For each question the expected rows that are ``missing`` and the rows that are ``extra``."""
    expected = {key[:2]: rows for key, rows in json.loads((HERE / "expected.json").read_text()).items()}
    ours = labels()
    report: dict[str, dict[str, list[Row]]] = {}
    for question in QUESTIONS:
        wanted = collections.Counter(
            tuple(ours.get(cell, cell) if cell is not None else None for cell in row)
            for row in expected[question.number]
        )
        answer = graph.query(question.query, **dict(question.parameters))
        found = collections.Counter(tuple(row[column] for column in question.columns) for row in answer)
        report[question.number] = {
            "missing": sorted((wanted - found).elements(), key=repr),
            "extra": sorted((found - wanted).elements(), key=repr),
        }
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--attribution", default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        given = {"attribution": options.attribution} if options.attribution else {}
        report = compare(build(Path(folder), **given))
    for number, difference in report.items():
        equal = not difference["missing"] and not difference["extra"]
        print(number, next(q.query for q in QUESTIONS if q.number == number), "equal" if equal else "DIFFERS")
        for side in ("missing", "extra"):
            for row in difference[side]:
                print("    ", side, row)
    print(sum(not d["missing"] and not d["extra"] for d in report.values()), "of", len(report), "equal")


if __name__ == "__main__":
    main()
