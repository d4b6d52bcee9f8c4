"""Whether sentences read as somebody's words or as the article's own, where no mark tells.

A release speaks otherwise than those whom it quotes: "The bill would provide $4 million" beside "This bill is what
our families need". :func:`log_odds` adds up what the words and pairs of words of a sentence tell, a logistic
regression over a hundred thousand sentences of releases whose marks are whole (``make spoken-style``; scores in
docs/model-card.md). :func:`run_of_speech` divides a row of sentences with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d,.]*|[$%;:!?()–—]", re.I)
_MOST_WORDS = 120  # of a sentence: lists and tables are no longer for it
_LENGTHS, _LENGTH_STEP = 6, 8
# Neighbours say the same thing twice: what a sentence tells counts for less than its own.
_TRUST = 0.8
_SOMEBODY_ELSE = 0.05


def features(sentence: str) -> Iterator[str]:
    """Words, pairs of words and the length of a sentence; each name is ``A``, each number ``0``."""
    found = ["^"]
    for m in _WORD.finditer(sentence):
        word = m[0]
        if len(found) > _MOST_WORDS:
            break
        if word[0].isdigit():
            found.append("0")
        elif word[0].isupper() and m.start() > 0 and word.partition("'")[0] != "I":
            found.append("A")
        else:
            found.append(word.lower())
    found.append("$")
    yield from found[1:-1]
    yield from (f"{a} {b}" for a, b in pairwise(found))
    yield f"#{min(_LENGTHS, len(found) // _LENGTH_STEP)}"


def log_odds(sentence: str) -> float:
    """Above 0 where the sentence is rather quoted speech than narrative, in nats."""
    weights = _weights()
    return weights[""] + sum(weights.get(f, 0.0) for f in dict.fromkeys(features(sentence)))


def run_of_speech(sentences: Sequence[str], stays: Sequence[float]) -> int:
    """How many of ``sentences``, from the first on, are speech as the one before them is.

    ``stays[k]`` is the chance that ``sentences[k]`` is, if the one before it is. The most probable division decides:
    speech, then narrative, in which somebody else may speak.
    """
    speech, over = 0.0, float("-inf")  # log probability of the best row that is speech to its end, or no longer
    run = 0  # how many are speech in the second
    for k, (sentence, stay) in enumerate(zip(sentences, stays, strict=True)):
        told = _TRUST * log_odds(sentence) / 2
        turn = speech + log(1 - stay)
        if turn > over:
            run, over = k, turn
        speech += log(stay) + told
        over += max(-told, told + log(_SOMEBODY_ELSE))
    return len(sentences) if speech >= over else run


@cache
def _weights() -> dict[str, float]:
    """By feature; the constant is that of the empty one."""
    rows = (files("onrecord") / "lexicon" / "spoken-style.tsv").read_text(encoding="utf-8").splitlines()
    return {name: float(weight) for name, _, weight in (row.partition("\t") for row in rows[1:])}
