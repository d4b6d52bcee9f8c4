"""Measure how often each attribution rule is right, and write ``lexicon/cue-confidence.tsv``.

usage: python benchmarks/measure_rules.py GOLD.jsonl[.gz] [OUT.tsv]

GOLD has a line an article: ``{"id", "text", "statements": [{"source", "cue", "content"}, …]}`` with lists of
``[start, end]``. A find is right where its content shares at least half of all words of both (intersection
over union) with a gold content that no better find took, and the heads of the sources are the same word.
The figure is smoothed towards the rule's by five finds, the rule's towards one half.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from onrecord.annotate.attribution.rules import rule_statements
from onrecord.annotate.surface import parser_text
from onrecord.language import load_language, parse
from onrecord.model import Spans

_LEAST_FINDS = 20
_PRIOR = 5
_WORD = re.compile(r"\w+")
_HEAD = """\
# Precision of each rule (lemma *) and of its cue words with 20 finds or more, smoothed, on the training part of
# PolNeAR: content (overlap of half or more) and head of the source right. finds: how many were counted.
# Written by benchmarks/measure_rules.py.
rule\tlemma\tfinds\tprecision
"""


def articles(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a gold file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def tokens(text: str, spans: Iterable[Iterable[int]]) -> frozenset[int]:
    """The offsets of the words in ``spans``."""
    return frozenset(m.start() for a, b in spans for m in _WORD.finditer(text, a, b))


def head(doc: Doc, spans: Spans | list[list[int]]) -> int | None:
    """The offset of the head word of ``spans``, None where there is none."""
    if not spans:
        return None
    span = doc.char_span(spans[0][0], spans[-1][1], alignment_mode="expand")
    return span.root.idx if span is not None and len(span) else None


def right(doc: Doc, gold: list[dict[str, Any]], text: str) -> Iterator[tuple[str, str, bool]]:
    """For each find its rule, its cue's lemma and whether it is right."""
    wanted = [(tokens(text, g["content"]), head(doc, g["source"])) for g in gold]
    found = [s for s in rule_statements(text, doc) if not s.nested]
    contents = [tokens(text, s.content) for s in found]
    pairs = sorted(
        (
            (len(ours & theirs) / len(ours | theirs), i, j)
            for i, ours in enumerate(contents)
            for j, (theirs, _) in enumerate(wanted)
            if ours & theirs
        ),
        reverse=True,
    )
    taken_finds: dict[int, int] = {}
    taken_gold: set[int] = set()
    for overlap, i, j in pairs:
        if overlap >= 0.5 and i not in taken_finds and j not in taken_gold:
            taken_finds[i] = j
            taken_gold.add(j)
    for i, s in enumerate(found):
        j = taken_finds.get(i, -1)
        yield s.found_by.removeprefix("rules:"), s.cue_lemma or "", j >= 0 and head(doc, s.source) == wanted[j][1]


def table(results: Iterable[tuple[str, str, bool]]) -> str:
    """The rows of the data file."""
    n: Counter[tuple[str, str]] = Counter()
    hits: Counter[tuple[str, str]] = Counter()
    for rule, lemma, ok in results:
        for key in ((rule, "*"), (rule, lemma)):
            n[key] += 1
            hits[key] += ok
    out = [_HEAD]
    for rule in sorted({rule for rule, _ in n}):
        base = (hits[rule, "*"] + _PRIOR / 2) / (n[rule, "*"] + _PRIOR)
        out.append(f"{rule}\t*\t{n[rule, '*']}\t{base:.2f}\n")
        for key in sorted(k for k in n if k[0] == rule and k[1] not in ("*", "") and n[k] >= _LEAST_FINDS):
            out.append(f"{rule}\t{key[1]}\t{n[key]}\t{(hits[key] + _PRIOR * base) / (n[key] + _PRIOR):.2f}\n")
    return "".join(out)


def main() -> None:
    """Read the arguments, measure, write."""
    if len(sys.argv) not in (2, 3):
        sys.exit(str(__doc__))
    nlp = load_language()
    results = [
        result
        for article in articles(Path(sys.argv[1]))
        for result in right(parse(nlp, parser_text(article["text"])), article["statements"], article["text"])
    ]
    if len(sys.argv) == 3:
        Path(sys.argv[2]).write_text(table(results), encoding="utf-8")
    else:
        sys.stdout.write(table(results))


if __name__ == "__main__":
    main()
