"""Learn how quoted speech reads beside a release's own sentences, from releases whose quotation marks are whole.

    python -m training.spoken_style OUT.tsv FILE.jsonl[.gz] ...

Each sentence that stands in double quotation marks is speech, each one outside is not; the marks are taken away.
A logistic regression over words and pairs of words (features of ``spoken_style.py``) with an L2 penalty, by L-BFGS.
Prints the scores on the articles of every fifth web site, which are held out; the weights that are written are
learnt from all.
"""

from __future__ import annotations

import argparse
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.stats import rankdata

from onrecord.annotate.attribution.spoken_style import features
from onrecord.annotate.surface import boilerplate, paragraphs, parser_text, quotations
from training.gold import read_gold

_SENTENCE_END = re.compile(r"(?<=[a-zA-Z0-9)%'\"]{2})[.!?][\"')]*\s+(?=[\"'(]?[A-Z])")
_MOST_CHARS = 12_000  # longer texts are lists and reports
_LEAST_QUOTED, _LEAST_QUOTATIONS = 60, 2
_LEAST_PARAGRAPH, _LEAST_LETTERS = 80, 25
_MOSTLY, _HARDLY = 0.6, 0.02  # letters of a sentence inside of marks
_LEAST_SEEN = 40
_PENALTY = 3.0
_LEAST_WEIGHT = 0.1
_FOLDS = 5


def sentences(text: str) -> Iterator[tuple[str, bool]]:
    """The sentences of a text without their marks, and whether they were quoted. What is both is left out."""
    quoted = [q for q in quotations(text) if q.mark == "double" and q.level == 1]
    if sum(q.inner[1] - q.inner[0] > _LEAST_QUOTED for q in quoted) < _LEAST_QUOTATIONS:
        return
    inside = bytearray(len(text))
    for q in quoted:
        inside[q.inner[0] : q.inner[1]] = b"\1" * (q.inner[1] - q.inner[0])
    plain, skipped = parser_text(text), set(boilerplate(text))
    for start, end in paragraphs(text):
        if (start, end) in skipped or end - start < _LEAST_PARAGRAPH:
            continue
        bounds = [start, *(m.end() for m in _SENTENCE_END.finditer(plain, start, end)), end]
        for a, b in pairwise(bounds):
            letters = [i for i in range(a, b) if plain[i].isalpha()]
            if len(letters) < _LEAST_LETTERS:
                continue
            share = sum(inside[i] for i in letters) / len(letters)
            if share >= _MOSTLY:
                yield " ".join("".join(c if inside[i] else " " for i, c in enumerate(plain[a:b], a)).split()), True
            elif share <= _HARDLY:
                yield " ".join(plain[a:b].replace('"', "").split()), False


def learn(rows: list[set[str]], spoken: Any) -> dict[str, float]:
    """The weight of each feature that is seen often enough, and of the empty one, the constant."""
    seen = Counter(f for row in rows for f in row)
    names = sorted(f for f, n in seen.items() if n >= _LEAST_SEEN)
    matrix = _matrix(rows, {f: k for k, f in enumerate(names)})

    def loss(weights: Any) -> tuple[float, Any]:
        z = matrix @ weights[:-1] + weights[-1]
        off = 1 / (1 + np.exp(-z)) - spoken
        value = np.logaddexp(0, z).sum() - (spoken * z).sum() + _PENALTY / 2 * (weights[:-1] ** 2).sum()
        return value, np.append(matrix.T @ off + _PENALTY * weights[:-1], off.sum())

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    kept = {f: round(float(w), 2) for f, w in zip(names, found, strict=False) if abs(w) >= _LEAST_WEIGHT}
    return {"": round(float(found[-1]), 2), **kept}


def _matrix(rows: list[set[str]], columns: dict[str, int]) -> Any:
    found = [sorted(columns[f] for f in row if f in columns) for row in rows]
    ends = np.cumsum([0, *map(len, found)])
    flat = [k for row in found for k in row]
    return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(columns)))


def report(weights: dict[str, float], rows: list[set[str]], spoken: Any) -> str:
    """Area under the curve, and how many are right at 0."""
    z = np.array([weights[""] + sum(weights.get(f, 0.0) for f in sorted(row)) for row in rows])
    yes = spoken.sum()
    area = (rankdata(z)[spoken == 1].sum() - yes * (yes + 1) / 2) / (yes * (len(rows) - yes))
    right = np.mean((z > 0) == (spoken == 1))
    return f"{len(rows)} sentences held out: area under the curve {area:.3f}, right {right:.3f}"


def main() -> None:
    """Read, learn, report, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    args = parser.parse_args()
    rows: list[set[str]] = []
    spoken: list[float] = []
    held: list[bool] = []
    for article in (a for path in args.files for a in read_gold(path)):
        if len(article["text"]) > _MOST_CHARS:
            continue
        site = urlparse(str(article.get("url") or article.get("id"))).netloc
        for sentence, quoted in sentences(article["text"]):
            rows.append(set(features(sentence)))
            spoken.append(float(quoted))
            held.append(zlib.crc32(site.encode()) % _FOLDS == 0)
    labels, out = np.array(spoken), np.array(held)
    weights = learn([r for r, h in zip(rows, held, strict=True) if not h], labels[~out])
    print(report(weights, [r for r, h in zip(rows, held, strict=True) if h], labels[out]))
    weights = learn(rows, labels)
    lines = [f"{name}\t{weight:g}" for name, weight in sorted(weights.items())]
    args.out.write_text("\n".join(["feature\tlog odds", *lines]) + "\n", encoding="utf-8")
    print(f"{len(rows)} sentences of all, {len(weights)} weights: {args.out}")


if __name__ == "__main__":
    main()
