"""Print what a build says of operations, with the passages it rests on, for reading; and count the verdicts.

usage: python tests/evaluation/operations.py timeline|conflicts BUILD [--from 1] [--to 30]
       python tests/evaluation/operations.py nodes|about BUILD [--count 30] [--seed 1]
       python tests/evaluation/operations.py tally VERDICTS.tsv ...

BUILD is a folder of ``onrecord build``; ``speaking_of.py`` selects the articles that speak of raids or ICE.
``timeline`` and ``conflicts`` print rows of the named queries as they come, ``nodes`` draws operations by
``--seed`` (name, type, agency, place, date, status), ``about`` statements of speech with the operation each
was linked to. The reader writes a line for every row, right or not, so that the same reading can be counted again::

    what      article            offset  verdict        article and offset: of the first passage printed
    nodes     some-article-id    408     right
    nodes     another-article    12      wrong-place

The verdicts are those of ``VERDICTS``; a row with two faults gets the graver one, which stands first there.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import onrecord
from onrecord.annotate.surface import paragraphs
from onrecord.model import Document, Knowledge, Occurrence, Span

VERDICTS = (
    "right",
    "no-operation",  # nothing of the kind, or standing work, a law, a metaphor, one of another body than an agency
    "two-mixed",  # two operations in one node
    "wrong-agency",
    "wrong-place",
    "wrong-date",
    "wrong-status",
    "wrong-name",  # says nothing, or something else than the article
    "not-about",  # a statement about something else than the operation
    "wrong-speaker",
    "no-statement",
    "no-conflict",  # two figures that can both be true
)
BEFORE, AFTER = 170, 170  # characters shown around a mention
_PASSAGES = 3
_LONG = 600  # characters of a long statement that are shown


def passage(document: Document, span: Span, before: int = BEFORE, after: int = AFTER) -> str:
    """The mention in its surroundings, on one line."""
    text, (start, end) = document.article.text, span
    inner = (
        text[start:end] if end - start <= _LONG else f"{text[start : start + _LONG - 100]} [..] {text[end - 100 : end]}"
    )
    return " ".join(f"{text[max(0, start - before) : start]}[[{inner}]]{text[end : end + after]}".split())


class Build:
    """What a build knows, by article and by key."""

    def __init__(self, folder: Path) -> None:
        self.graph = onrecord.open(folder)
        self.knowledge: Knowledge = self.graph.knowledge
        self.documents = {d.article.id: d for d in self.knowledge.documents}
        self.labels = {e.key: e.label for e in self.knowledge.entities}
        self.occurrences = {o.key: o for o in self.knowledge.occurrences}

    def names(self, keys: tuple[str, ...]) -> str:
        return " | ".join(self.labels.get(key, key) for key in keys) or "-"

    def mentions(self, occurrence: Occurrence) -> Iterator[tuple[Document, Span]]:
        for article, id in occurrence.members:
            document = self.documents[article]
            event = next(e for e in document.events if e.id == id)
            yield from ((document, mention.span) for mention in event.mentions)

    def show(self, occurrence: Occurrence) -> None:
        """The node on one line and the passages of its first mentions."""
        print(f"    {occurrence.key}: {occurrence.label} ({occurrence.type}, {occurrence.status})")
        print(
            f"    by {self.names(occurrence.agents)}; at {self.names(occurrence.places)}; on {occurrence.date or '-'}"
        )
        for document, span in [*self.mentions(occurrence)][:_PASSAGES]:
            print(f"    {document.article.id}\t{span[0]}\t({document.article.published}) {passage(document, span)}")


def timeline(build: Build, options: argparse.Namespace) -> None:
    operations = [o for o in build.knowledge.occurrences if o.operation]
    rows = list(build.graph.query("timeline"))[options.first - 1 : options.last]
    for number, row in enumerate(rows, options.first):
        print(f"\n{number:3} {row['first']} {row['what']}: {row['about']} | {row['status']} | {row['place']}")
        if row["what"] == "happened":
            days = row["first"] if row["first"] == row["last"] else f"{row['first']}/{row['last']}"
            for one in operations:
                if one.label == row["about"] and one.date == days:
                    build.show(one)
        else:
            document, span = build.documents[str(row["articleId"])], (int(row["begin"] or 0), int(row["end"] or 0))
            print(f"    {row['speaker']}: {row['articleId']}\t{span[0]}\t{passage(document, span, 300, 120)}")
            for one in operations:
                spans = [s for d, s in build.mentions(one) if d is document] if one.label == row["about"] else []
                for s in spans[:2]:
                    print(f"        about {one.key} @{s[0]} {passage(document, s, 120, 120)}")


def conflicts(build: Build, options: argparse.Namespace) -> None:
    rows = list(build.graph.query("figures-in-conflict"))[options.first - 1 : options.last]
    for number, row in enumerate(rows, options.first):
        print(f"\n{number:3} {row['about']} | {row['what']}")
        for k in ("1", "2"):
            document = build.documents[str(row[f"article{k}Id"])]
            for figure in document.figures:
                words = document.words(figure.clause)
                if row[f"words{k}"] in (words, document.words(figure.span)):
                    print(f"    {row[f'voice{k}']}: {document.article.id}\t{figure.span[0]}\t"
                          f"({document.article.published}) {passage(document, figure.span)}")  # fmt: skip


def nodes(build: Build, options: argparse.Namespace) -> None:
    found = [o for o in build.knowledge.occurrences if o.operation]
    articles = {article for o in found for article, _ in o.members}
    print(f"{len(found)} operations in {len(articles)} of {len(build.documents)} articles")
    for number, one in enumerate(random.Random(options.seed).sample(found, min(options.count, len(found))), 1):
        print(f"\n{number:3}")
        build.show(one)


def about(build: Build, options: argparse.Namespace) -> None:
    found = []
    for document in build.knowledge.documents:
        for s in document.statements:
            keys = [build.knowledge.occurrence_of.get((document.article.id, a.event)) for a in s.about]
            linked = [build.occurrences[k] for k in keys if k]
            if s.kind == "speech" and s.part == "body" and any(o.operation for o in linked):
                found.append((document, s, next(o for o in linked if o.operation)))
    print(f"{len(found)} statements about operations in {len(build.documents)} articles")
    for number, (document, s, one) in enumerate(
        random.Random(options.seed).sample(found, min(options.count, len(found))), 1
    ):
        spot = s.content[0]
        inside = next((p for p in paragraphs(document.article.text) if p[0] <= spot[0] < p[1]), spot)
        before = max(300, spot[0] - inside[0])
        print(f"\n{number:3} {document.article.id}\t{spot[0]}\t{passage(document, spot, min(before, 900), 120)}")
        build.show(one)


def tally(paths: list[Path]) -> None:
    """Print how many rows of each file had each verdict."""
    for path in paths:
        count: Counter[str] = Counter()
        for row in path.read_text(encoding="utf-8").splitlines():
            if row and not row.startswith(("#", "what")):
                verdict = row.split("\t")[3]
                if verdict not in VERDICTS:
                    raise ValueError(f"{path}: {verdict!r} is no verdict; see the head of this script")
                count[verdict] += 1
        wrong = ", ".join(f"{count[v]} {v}" for v in VERDICTS[1:] if count[v])
        print(f"{path.name}: {count['right']} of {count.total()} right" + (f"; {wrong}" if wrong else ""))


READINGS = {"timeline": timeline, "conflicts": conflicts, "nodes": nodes, "about": about}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="what", required=True)
    for name in READINGS:
        one = commands.add_parser(name)
        one.add_argument("build", type=Path)
        if name in ("timeline", "conflicts"):
            one.add_argument("--from", type=int, default=1, dest="first")
            one.add_argument("--to", type=int, default=30, dest="last")
        else:
            one.add_argument("--count", type=int, default=30)
            one.add_argument("--seed", type=int, default=1)
    commands.add_parser("tally").add_argument("verdicts", type=Path, nargs="+")
    options = parser.parse_args()
    if options.what == "tally":
        tally(options.verdicts)
    else:
        READINGS[options.what](Build(options.build), options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
