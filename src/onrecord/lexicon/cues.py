"""The words that mark an act of saying, showing or thinking.

``cues.tsv`` has the verbs, ``cue-nouns.tsv`` the nouns; what the letters of their frames mean stands at
the head of each file. Verbs are looked up by lemma; a verb with a particle ("point out") has its own row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

CueClass = Literal["speech", "show", "attitude"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One row: a lemma, its class, the letters of the frames it takes, the prepositions of its topic."""

    lemma: str
    kind: CueClass
    frames: frozenset[str]
    prepositions: frozenset[str] = frozenset()


@cache
def verbs() -> dict[str, Cue]:
    """Cue verbs by lemma, particles after a space."""
    return _load("cues.tsv")


@cache
def nouns() -> dict[str, Cue]:
    """Cue nouns by lemma."""
    return _load("cue-nouns.tsv")


@cache
def speakers() -> frozenset[str]:
    """Nouns of people, bodies and papers that speak ("official", "police", "poll")."""
    return frozenset(row[0] for row in rows("cue-speakers.tsv"))


@cache
def words(name: str) -> frozenset[str]:
    """A closed set of words of ``cue-words.tsv``."""
    return frozenset(next(row[1] for row in rows("cue-words.tsv") if row[0] == name).split())


@cache
def no_saying() -> re.Pattern[str]:
    """Turns of phrase with a word of saying that report nobody's words ("it goes without saying")."""
    return re.compile("|".join(f"(?:{row[0]})" for row in rows("no-saying.tsv")), re.I)


def verb(lemma: str, particle: str = "") -> Cue | None:
    """The row of a verb; spaCy's lemmas that drop or add a final e ("hop" for hoping) are mended."""
    table = verbs()
    if particle and (row := table.get(f"{lemma} {particle}")):
        return row
    return table.get(lemma) or table.get(lemma + "e") or (table.get(lemma[:-1]) if lemma.endswith("e") else None)


def confidence(rule: str, lemma: str | None) -> float:
    """How often the finds of a rule were right where it was measured, 0..1.

    A cue word with enough finds has a figure of its own.
    """
    table = _confidences()
    return table.get((rule, lemma or ""), table.get((rule, "*"), 0.5))


@cache
def _confidences() -> dict[tuple[str, str], float]:
    return {(rule, lemma): float(value) for rule, lemma, _, value in rows("cue-confidence.tsv")}


def _load(name: str) -> dict[str, Cue]:
    out = {}
    for row in rows(name):
        lemma, kind, frames = row[:3]
        topics = frozenset(row[3].split()) if len(row) > 3 else frozenset()
        out[lemma] = Cue(lemma, cast(CueClass, kind), frozenset(frames), topics)
    return out


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated file of the lexicon, comments and the head line left out."""
    text = (files("onrecord") / "lexicon" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(tuple(line.split("\t")) for line in lines[1:])
