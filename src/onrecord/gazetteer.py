"""What is known of names beforehand: public bodies, outlets, officials, regions, given names, surnames.

The tables lie in ``ontology/gazetteer`` and are read on first use, once a process. A row is found by the exact name
here; finding names in running text is the business of :mod:`onrecord.annotate.entities`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from onrecord.model import EntityType
from onrecord.resources import shared

Gender = Literal["m", "f", "u"]


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation, public body or outlet that a gazetteer row describes.

    ``parent`` is the key of the body it belongs to; ``wikidata`` is a bare id ("Q8333") that the given sources hold.
    """

    key: str
    type: EntityType
    label: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    parent: str | None = None
    website: str | None = None
    wikidata: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Label, aliases and acronyms, each once."""
        return tuple(dict.fromkeys((self.label, *self.aliases, *self.acronyms)))


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office; the dates are ISO 8601, ``end`` is the day it ends or is due to end."""

    title: str
    state: str | None
    party: str | None
    start: str
    end: str

    def covers(self, day: str | None) -> bool:
        """Whether the ISO date ``day`` lies in the term; an unknown day lies in every term."""
        return day is None or self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Official:
    """A legislator, president or vice president of the United States with terms of office."""

    wikidata: str
    name: str
    aliases: tuple[str, ...]
    terms: tuple[Term, ...]

    @property
    def label(self) -> str:
        """The name as newspapers write it: "Joe Biden", "Bernie Sanders", without middle initials."""
        name = _newspaper_form(self.name)
        alias = _newspaper_form(self.aliases[0]) if self.aliases else name
        called = len(name.split()) > 2 or len(alias.split()[0]) < len(name.split()[0])
        return alias if called else name

    @property
    def surname(self) -> str:
        """The family name."""
        return self.label.split()[-1]


@dataclass(frozen=True, slots=True)
class Region:
    """A country, continent or US state: ISO 3166 code, names and abbreviations, words for its people."""

    code: str
    kind: str
    label: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """A word before a name: "Mr.", "Rep.", "President".

    ``role`` is the office it stands for, None for a mere courtesy ("Mr.").
    """

    form: str
    role: str | None
    gender: Gender | None


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = shared("ontology", "gazetteer", name).read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    for line in lines[1:]:
        if line:
            yield dict(zip(head, line.split("\t"), strict=True))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


_INITIAL = re.compile(r" (?:[A-Z]\.|\"[^\"]+\"|\([^)]+\))(?= )")
_SUFFIX = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")


def _newspaper_form(name: str) -> str:
    return _SUFFIX.sub("", _INITIAL.sub("", name))


@cache
def organizations() -> Mapping[str, Known]:
    """Public bodies, organisations and outlets by key."""
    found: dict[str, Known] = {}
    above = {row["key"]: row["parent"] for row in _rows("hierarchy.tsv")}
    for table in ("agencies.tsv", "outlets.tsv"):
        for row in _rows(table):
            found[row["key"]] = Known(
                row["key"],
                cast(EntityType, row["type"]),
                row["label"],
                _parts(row["aliases"]),
                _parts(row["acronyms"]),
                above.get(row["key"]),
                row["website"] or None,
                row["wikidata"] or None,
            )
    return found


def known(key: str | None) -> Known | None:
    """The row of that key, or None."""
    return organizations().get(key) if key else None


def parents(key: str | None) -> tuple[str, ...]:
    """Keys of the bodies above ``key``, nearest first: ("ice", "dhs", "us-government") for "hsi"."""
    chain: list[str] = []
    row = known(key)
    while row is not None and row.parent and row.parent not in chain:
        chain.append(row.parent)
        row = known(row.parent)
    return tuple(chain)


@cache
def officials() -> tuple[Official, ...]:
    """All officials of the table."""
    found = []
    for row in _rows("officials.tsv"):
        terms = []
        for cell in row["terms"].split(";"):
            title, state, party, start, end = cell.split("|")
            terms.append(Term(title, state or None, party or None, start, end))
        found.append(Official(row["wikidata"], row["name"], _parts(row["aliases"]), tuple(terms)))
    return tuple(found)


@cache
def _officials_by_surname() -> Mapping[str, tuple[Official, ...]]:
    found: dict[str, list[Official]] = {}
    for official in officials():
        found.setdefault(official.surname, []).append(official)
    return {surname: tuple(rows) for surname, rows in found.items()}


def officials_named(surname: str, office: str | None = None, day: str | None = None) -> tuple[Official, ...]:
    """Officials of that family name whose title in office on ``day`` holds the word ``office``.

    ``office`` is matched inside the term's title in any case ("senator" in "United States senator"); with ``day``
    None any term counts.
    """
    found = []
    for official in _officials_by_surname().get(surname, ()):
        if any((office is None or office.lower() in t.title.lower()) and t.covers(day) for t in official.terms):
            found.append(official)
    return tuple(found)


@cache
def presidents() -> Mapping[str, Official | None]:
    """Presidents and vice presidents by family name; None where two share it."""
    found: dict[str, Official | None] = {}
    for official in officials():
        if any("President of the United States" in term.title for term in official.terms):
            found[official.surname] = None if official.surname in found else official
    return found


@cache
def _regions() -> Mapping[str, Region]:
    found: dict[str, Region] = {}
    for row in _rows("regions.tsv"):
        region = Region(row["code"], row["kind"], row["label"], _parts(row["names"]), _parts(row["demonyms"]))
        for name in (region.label, *region.names):
            # Georgia is the state: the country is named less often, and then with its capital or its people.
            if region.kind == "state" or name not in found:
                found[name] = region
    return found


def region_named(name: str) -> Region | None:
    """The country, continent or US state of that name or abbreviation ("Miss.", "MS", "U.K.")."""
    return _regions().get(name)


@cache
def _demonyms() -> Mapping[str, Region]:
    found: dict[str, Region] = {}
    for region in _regions().values():
        for demonym in region.demonyms:
            found.setdefault(demonym, region)
    return found


def demonym_of(word: str) -> Region | None:
    """The region whose people or things are called so ("Texan", "French")."""
    return _demonyms().get(word)


@cache
def titles() -> Mapping[str, Title]:
    """Words before names by lower-case form without a final full stop."""
    return {
        row["form"].lower().rstrip("."): Title(
            row["form"], row["role"] or None, cast(Gender, row["gender"]) if row["gender"] else None
        )
        for row in _rows("titles.tsv")
    }


@cache
def _given_names() -> Mapping[str, Gender]:
    return {row["name"]: cast(Gender, row["gender"]) for row in _rows("given-names.tsv")}


def given_name_gender(name: str) -> Gender | None:
    """ "m", "f", "u" (both) for a given name in title case, None for a word that is none."""
    table = _given_names()
    return table.get(name) or (table.get(name.split("-")[0]) if "-" in name else None)


@cache
def _surnames() -> Mapping[str, int]:
    return {row["name"]: rank for rank, row in enumerate(_rows("surnames.tsv"), 1)}


def surname_rank(name: str) -> int | None:
    """Rank of a family name by frequency in the United States (1 is the commonest), None beyond the table."""
    return _surnames().get(name)


@cache
def _nicknames() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _rows("nicknames.tsv"):
        for nick in _parts(row["nicknames"]):
            found.setdefault(row["name"], set()).add(nick)
            found.setdefault(nick, set()).add(row["name"])
    return {name: frozenset(others) for name, others in found.items()}


def same_given_name(left: str, right: str) -> bool:
    """Whether two given names can be one person's: equal, an initial, a nickname, or two nicknames of one name."""
    a, b = left.lower().rstrip("."), right.lower().rstrip(".")
    if not a or not b:
        return False
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    table = _nicknames()
    return b in table.get(a, ())
