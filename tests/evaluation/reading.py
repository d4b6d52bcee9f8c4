"""Operations and figures in 24 articles that a person read: what is found, missed and wrong.

usage: python tests/evaluation/reading.py

``read/expected.tsv`` holds what the reader found, ``read/known.tsv`` where we differ today. An operation is found where
one of its mentions lies in the words given, a figure where its number does and measure and interval agree; what is
told of no operation and no incident is not judged.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from onrecord.annotate.figures.counted import INCIDENTS
from onrecord.annotate.pipeline import annotate
from onrecord.language import load_language
from onrecord.model import Article, Document, Figure, Span

HERE = Path(__file__).with_name("read")
WIKINEWS = Path(__file__).parents[2] / "examples" / "articles" / "wikinews.jsonl"
READ = 2_000  # characters of an article that were read

Row = tuple[str, str, str]  # article, outcome ("missed operation", "wrong figure" …), words


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file of ``read/``."""
    lines = [x for x in (HERE / name).read_text(encoding="utf-8").splitlines() if x and not x.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def documents() -> dict[str, Document]:
    """The articles of ``read/expected.tsv``, annotated with statements found by rules."""
    wanted = {row["article"] for row in rows("expected.tsv")}
    nlp = load_language()
    found = {}
    for path in (WIKINEWS, HERE / "releases.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["id"] in wanted:
                article = Article(row["id"], row["text"], row["title"], row["url"], row["date"])
                found[row["id"]] = annotate(article, nlp, "rules")
    return found


def compare(found: Mapping[str, Document]) -> tuple[Counter[str], list[Row]]:
    """How many of each outcome, and the rows that are missed or wrong."""
    counts: Counter[str] = Counter()
    differ: list[Row] = []
    for id, document in sorted(found.items()):
        expected = [row for row in rows("expected.tsv") if row["article"] == id and row["kind"] != "none"]
        for outcome, words in (*_operations(document, expected), *_figures(document, expected)):
            counts[outcome] += 1
            if not outcome.startswith("found"):
                differ.append((id, outcome, words))
    return counts, differ


def _place(document: Document, words: str) -> Span:
    start = document.article.text.index(words)
    return (start, start + len(words))


def _operations(document: Document, expected: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    told = {
        event.id: event for event in document.events if event.operation and any(m.start < READ for m in event.mentions)
    }
    right = set()
    for row in expected:
        if row["kind"] != "operation":
            continue
        start, end = _place(document, row["words"])
        here = [e for e in told.values() if any(start <= m.start and m.end <= end for m in e.mentions)]
        right.update(event.id for event in here)
        if not here:
            yield "missed operation", row["words"]
        elif all(event.status != row["value"] for event in here):
            yield "found operation", row["words"]
            yield "wrong status", f"{row['words']}: {here[0].status}"
        else:
            yield "found operation", row["words"]
            yield "found status", row["words"]
    for event in told.values():
        if event.id not in right:
            yield "wrong operation", event.label


def _figures(document: Document, expected: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    events = {event.id: event for event in document.events}
    read = [f for f in document.figures if f.span[1] <= READ]
    right: set[str] = set()
    for row in expected:
        if row["kind"] == "figure":
            start, end = _place(document, row["words"])
            here = [f for f in read if f.span[0] < end and start < f.span[1] and _value(f) == row["value"]]
            right.update(f.id for f in here)
            yield ("found figure" if here else "missed figure"), row["words"]
    for figure in read:
        judged = any(events[a.event].operation or events[a.event].type in INCIDENTS for a in figure.about)
        if judged and figure.id not in right:
            yield "wrong figure", f"{document.words(figure.clause)}: {_value(figure)}"


def _value(figure: Figure) -> str:
    ends = ["-" if end is None else str(end) for end in (figure.minimum, figure.maximum)]
    return " ".join((figure.measure, *ends))


def main() -> None:
    counts, differ = compare(documents())
    for outcome, number in sorted(counts.items()):
        print(f"{outcome:18}{number:4}")
    for row in differ:
        print("\t".join(row))


if __name__ == "__main__":
    main()
