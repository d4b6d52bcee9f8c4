"""The event lexicon: which words name an event, of which type, and which types are operations.

``events.tsv`` has a row a type: key, label, broader, operation (yes or no), triggers, definition. A trigger
is a lemma or a phrase of lemmas and a part of speech, ``search warrant/N``. A class of ``countnouns.tsv`` in
angle brackets stands for the object of the verb (``remove <person>/V``), with ``!`` for objects that it has not
(``raid <!funds>/N``: whoever raids a fund carries out no operation). ``~`` marks a word that names an
operation only where an agency takes part ("seized"): elsewhere it is an event of that type.

``eventnouns.tsv`` lists further nouns that denote events, with the verb they come from and how likely they
are to be an event. It is derived from WordNet 3.0 and ECB+: ``eventnouns.licence.txt`` has the terms.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from onrecord.errors import InputError
from onrecord.lexicon.own import own_files


@dataclass(frozen=True, slots=True)
class EventType:
    """A row of ``events.tsv``: a concept of the ontology's scheme of event types."""

    key: str
    label: str
    broader: str | None
    operation: bool
    definition: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that names an event: ``words`` are lemmas in lower case, the last one is the head."""

    words: tuple[str, ...]
    pos: str
    type: str
    weak: bool = False
    object_class: str | None = None
    particle: tuple[str, ...] = ()
    excluded_class: str | None = None


@dataclass(frozen=True)
class EventLexicon:
    """Types and triggers; ``triggers`` are keyed by (head lemma, part of speech), longest phrase first."""

    types: Mapping[str, EventType]
    triggers: Mapping[tuple[str, str], tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[str, float]] = field(default_factory=dict)

    def ancestors(self, key: str) -> tuple[str, ...]:
        """``key`` and the types above it, nearest first."""
        found: list[str] = []
        at: str | None = key
        while at and at not in found and at in self.types:
            found.append(at)
            at = self.types[at].broader
        return tuple(found)

    def related(self, left: str, right: str) -> bool:
        """Whether one type is the other or lies above it."""
        return right in self.ancestors(left) or left in self.ancestors(right)

    def family(self, lemma: str) -> str:
        """The verb that an event noun comes from ("announcement" → "announce"), else the lemma."""
        row = self.nouns.get(lemma)
        return row[0] if row and row[0] else lemma


def read_rows(source: Traversable) -> list[dict[str, str]]:
    """The rows of a tab-separated file with a header line; lines that start with # are comments."""
    lines = [line for line in source.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [
        {key: value or "" for key, value in row.items() if key}
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


def event_lexicon() -> EventLexicon:
    """The lexicon in force: the shipped one, with the rows of a user's own (:mod:`onrecord.lexicon.own`).

    Raises :class:`InputError` as :func:`read_event_lexicon` does.
    """
    return read_event_lexicon(*own_files("events.tsv"))


def _cell(source: Traversable, row: Mapping[str, str], column: str) -> str:
    """A cell of a lexicon's row. Raises :class:`InputError` where the file has no such column."""
    if column not in row:
        raise InputError(f"{source}: there is no column {column!r}; the columns are those of the shipped {source.name}")
    return row[column]


@lru_cache(maxsize=8)
def read_event_lexicon(*more: Traversable) -> EventLexicon:
    """The shipped lexicon, with the rows of ``more`` (files like ``events.tsv``) added or put in its place.

    Raises :class:`InputError` for a row without key, with an unknown ``broader`` or a malformed trigger.
    """
    folder = files("onrecord") / "lexicon"
    rows: dict[str, dict[str, str]] = {}
    for source in (folder / "events.tsv", *more):
        for row in read_rows(source):
            if not row.get("key"):
                raise InputError(f"{source}: a row of the event lexicon has no key: {row!r}")
            for column in ("label", "broader", "operation", "triggers", "definition"):
                _cell(source, row, column)
            rows[row["key"]] = row
    types = {
        key: EventType(key, row["label"], row["broader"] or None, row["operation"] == "yes", row["definition"])
        for key, row in rows.items()
    }
    for kind in types.values():
        if kind.broader and kind.broader not in types:
            raise InputError(f"event type {kind.key!r} has the unknown broader type {kind.broader!r}")
    nouns = {row["noun"]: (row["verb"], float(row["likelihood"])) for row in read_rows(folder / "eventnouns.tsv")}
    return EventLexicon(types, _triggers(rows), nouns)


def _triggers(rows: Mapping[str, Mapping[str, str]]) -> dict[tuple[str, str], tuple[Trigger, ...]]:
    found: dict[tuple[str, str], list[Trigger]] = {}
    for key, row in rows.items():
        for text in _listed(row["triggers"]):
            trigger = _trigger(key, text)
            found.setdefault((trigger.words[-1], trigger.pos), []).append(trigger)
    return {
        head: tuple(sorted(group, key=lambda t: (-len(t.words), -len(t.particle), t.object_class is None)))
        for head, group in found.items()
    }


def _trigger(key: str, text: str) -> Trigger:
    weak = text.endswith("~")
    phrase, slash, pos = text.rstrip("~").rpartition("/")
    words = tuple(phrase.split())
    if not slash or not words or pos not in ("N", "V", "A"):
        raise InputError(f"event type {key!r}: {text!r} is no trigger; write 'lemma/N', 'lemma/V' or 'lemma/A'")
    if len(words) == 2 and words[1].startswith("<!"):
        return Trigger(words[:1], pos, key, weak, excluded_class=words[1].strip("<!>"))
    if pos != "V" or len(words) == 1:
        return Trigger(words, pos, key, weak)
    if words[1].startswith("<"):
        return Trigger(words[:1], pos, key, weak, object_class=words[1].strip("<>"))
    return Trigger(words[:1], pos, key, weak, particle=words[1:])


def _listed(cell: str) -> Iterable[str]:
    return (part.strip() for part in cell.split("|") if part.strip())


def noun_classes() -> Mapping[str, frozenset[str]]:
    """Noun lemma → classes ("person", "site", "weapon") from ``countnouns.tsv``, the user's own rows added."""
    return _read_classes(*own_files("countnouns.tsv"))


@lru_cache(maxsize=8)
def _read_classes(*more: Traversable) -> Mapping[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for source in (files("onrecord") / "lexicon" / "countnouns.tsv", *more):
        for row in read_rows(source):
            for lemma in _listed(_cell(source, row, "lemmas")):
                classes.setdefault(lemma.lower(), set()).add(_cell(source, row, "class"))
    return {lemma: frozenset(group) for lemma, group in classes.items()}
