"""Read releases with and without their quotation marks, and count how much of the quotations is found again.

usage: python tests/evaluation/unmarked.py RELEASES.jsonl[.gz] ... [--sample 150] [--seed 1] [--paragraphs]

With ``--paragraphs`` the line breaks go as well. Of the releases that have two quotations or more, four paragraphs
or more and at most 6,000 characters, ``--sample`` are taken by ``--seed``. What is found in a release as it is serves
as truth: quotations wholly in marks behind or before which somebody is named, for those are right 97 times of 100
(docs/reading.md). One is found again where a statement has the same cue. It is cut where half of it or more is
missing, run on where half or more of what is found is not its own.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from statements import rows

from onrecord.annotate.many import Failure, annotate_many
from onrecord.annotate.surface import paragraphs, quotations
from onrecord.model import Article, Document

_MARKS = frozenset('"“”')
_LEAST_QUOTATIONS, _LEAST_QUOTED, _LEAST_PARAGRAPHS, _MOST_CHARS = 2, 60, 4, 6000
_LEAST_LETTERS = 30
_HALF = 0.5


def is_marked(text: str) -> bool:
    """Whether a release is fit to lose its marks."""
    quoted = [q for q in quotations(text) if q.mark == "double" and q.level == 1 and q.closed]
    long = sum(q.inner[1] - q.inner[0] > _LEAST_QUOTED for q in quoted) >= _LEAST_QUOTATIONS
    return long and len(text) < _MOST_CHARS and len(paragraphs(text)) >= _LEAST_PARAGRAPHS


def without_marks(text: str, lines: bool) -> tuple[str, list[int]]:
    """The text without double marks, and without line breaks unless ``lines``; the offset that each character had."""
    kept: list[str] = []
    places: list[int] = []
    for at, c in enumerate(text):
        if c in _MARKS:
            continue
        plain = c if lines or c not in "\n\r\t" else " "
        if plain == " " != c and kept and kept[-1] == " ":
            continue
        kept.append(plain)
        places.append(at)
    return "".join(kept), places


def contents(read: Document, places: Sequence[int], truth: bool) -> dict[int, set[int]]:
    """The letters of each statement of speech, by where its cue begins, all as offsets of the release as it is."""
    text = read.article.text
    found = {}
    for s in read.statements:
        if s.kind == "speech" and s.cue and s.source and (s.manner == "direct" or not truth):
            letters = {places[i] for a, b in s.content for i in range(a, b) if text[i].isalnum()}
            found[places[s.cue[0][0]]] = letters
    return found


def verdict(wanted: set[int], given: set[int] | None) -> str:
    """What became of a quotation."""
    if not given:
        return "not found"
    if len(wanted - given) >= _HALF * len(wanted):
        return "cut"
    return "run on" if len(given - wanted) >= _HALF * len(given) else "right"


def main() -> None:
    """Draw, read twice, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("releases", type=Path, nargs="+")
    parser.add_argument("--sample", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--paragraphs", action="store_true")
    args = parser.parse_args()
    given = [row for path in args.releases for row in rows(path)]
    random.Random(args.seed).shuffle(given)
    drawn: list[str] = []
    for row in given:
        if len(drawn) < args.sample and is_marked(row["text"]):
            drawn.append(row["text"])
    bare = [without_marks(text, not args.paragraphs) for text in drawn]
    whole = annotate_many([Article(f"w{k}", text) for k, text in enumerate(drawn)])
    stripped = annotate_many([Article(f"s{k}", text) for k, (text, _) in enumerate(bare)])
    counts: Counter[str] = Counter()
    for before, after, (_, places) in zip(whole, stripped, bare, strict=True):
        if isinstance(before, Failure) or isinstance(after, Failure):
            raise SystemExit(f"{before if isinstance(before, Failure) else after} was not read")
        found = contents(after, places, truth=False)
        for cue, letters in contents(before, range(len(before.article.text)), truth=True).items():
            if len(letters) >= _LEAST_LETTERS:
                counts[verdict(letters, found.get(cue))] += 1
    again = counts.total() - counts["not found"]
    print(
        f"{counts.total()} quotations of {len(drawn)} releases: "
        + ", ".join(f"{n} {what}" for what, n in counts.items())
    )
    print(f"of those found again {counts['right'] / max(again, 1):.1%} right")


if __name__ == "__main__":
    main()
