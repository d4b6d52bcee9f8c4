"""The words that mark an act of saying, showing or thinking: ``cues.tsv``, ``cue-nouns.tsv``, ``cue-prepositions.tsv``.

Verbs are looked up by lemma; a verb with a particle ("point out") has its own row.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

CueClass = Literal["speech", "show", "attitude"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One row: a lemma, its class and the letters of the frames it takes (see the head of the file)."""

    lemma: str
    kind: CueClass
    frames: frozenset[str]


@cache
def verbs() -> dict[str, Cue]:
    """Cue verbs by lemma, particles after a space."""
    return _load("cues.tsv")


@cache
def nouns() -> dict[str, Cue]:
    """Cue nouns by lemma."""
    return _load("cue-nouns.tsv")


def _load(name: str) -> dict[str, Cue]:
    out = {}
    for row in rows(name):
        lemma, kind, frames = row[:3]
        out[lemma] = Cue(lemma, cast(CueClass, kind), frozenset(frames))
    return out


def rows(name: str) -> list[list[str]]:
    """The rows of a tab-separated file of the lexicon, comments and the head line left out."""
    text = (files("onrecord") / "lexicon" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]
