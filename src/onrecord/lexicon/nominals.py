"""Common nouns for people, bodies, places and things, role nouns, and words that show what a name names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from onrecord.gazetteer import Gender
from onrecord.model import EntityType


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun: what it stands for, and the gender it tells, if any."""

    lemma: str
    type: EntityType
    gender: Gender | None = None


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = files("onrecord.lexicon").joinpath(name).read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    for line in lines[1:]:
        if line:
            yield dict(zip(head, line.split("\t"), strict=True))


@cache
def nouns() -> Mapping[str, Noun]:
    """Nouns by lemma; role nouns are persons."""
    found = {
        row["noun"]: Noun(row["noun"], cast(EntityType, row["type"]), cast(Gender, row["gender"]) or None)
        for row in _rows("nominals.tsv")
    }
    for noun, gender in roles().items():
        found.setdefault(noun, Noun(noun, "person", gender))
    return found


@cache
def roles() -> Mapping[str, Gender | None]:
    """Nouns that name a role a person holds, with the gender they tell."""
    return {row["noun"]: cast(Gender, row["gender"]) or None for row in _rows("roles.tsv")}


@cache
def name_words() -> Mapping[str, EntityType]:
    """Words inside names that show what the name is of: "Department", "Inc", "Street"."""
    return {row["word"]: cast(EntityType, row["type"]) for row in _rows("name-words.tsv")}


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of a set of wordsets.tsv: "calendar", "qualifier", "corporate" …"""
    return frozenset(row["word"] for row in _rows("wordsets.tsv") if row["set"] == name)
