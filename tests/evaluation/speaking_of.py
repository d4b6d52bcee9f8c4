"""Select the articles of a collection that speak of something: a smaller collection to build and read.

usage: python tests/evaluation/speaking_of.py ARTICLES OUTPUT [--words EXPRESSION | --operations] [--count N --part K]

ARTICLES and OUTPUT are JSON Lines (.gz too); lines are copied as they are. EXPRESSION is a regular expression that
``text`` must match somewhere; by default the articles that speak of raids or of ICE, with ``--operations`` those in
which a word of an operation stands. ``--count N --part K`` takes the K-th N of them in an order by chance that is the
same every time: no two parts share an article, so that what is read to find faults is never read again to count them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

RAIDS_OR_ICE = r"\bICE\b|Immigration and Customs Enforcement|\b[Rr]aid(?:s|ed|ing)?\b|\bRAIDS?\b"
OPERATIONS = (
    r"(?i)\b(?:raid(?:s|ed|ing)?|operation|crackdown|manhunt|search warrants?|checkpoints?|patrol(?:s|led)?|seizures?"
    r"|seized|deport(?:s|ed|ation|ations)|rescued?|evacuat\w+|deploy(?:ed|ment|ments)|air ?strikes?|invasion|invaded"
    r"|airlift|blockade|(?:relief|recovery|rescue|enforcement|military) (?:operations?|efforts?|missions?))\b"
)
_ORDER = 5  # the seed of the order by chance


def lines(path: Path) -> Iterator[str]:
    """The lines of a file, plain or gzip."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from file


def speaking_of(words: str, articles: Path) -> Iterator[str]:
    """The lines of ``articles`` whose text matches the regular expression ``words``."""
    wanted = re.compile(words)
    return (line for line in lines(articles) if line.strip() and wanted.search(json.loads(line)["text"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--words", default=RAIDS_OR_ICE)
    parser.add_argument("--operations", action="store_const", const=OPERATIONS, dest="words")
    parser.add_argument("--count", type=int)
    parser.add_argument("--part", type=int, default=1)
    options = parser.parse_args()
    found = list(speaking_of(options.words, options.articles))
    if options.count:
        random.Random(_ORDER).shuffle(found)
        found = found[options.count * (options.part - 1) : options.count * options.part]
    with (
        gzip.open(options.output, "wt", encoding="utf-8")
        if options.output.suffix == ".gz"
        else options.output.open("w", encoding="utf-8") as file
    ):
        file.writelines(line if line.endswith("\n") else line + "\n" for line in found)
    print(f"{len(found)} articles")


if __name__ == "__main__":
    main()
