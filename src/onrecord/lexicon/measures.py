"""The measure lexicon: what a figure counts, decided by the noun counted and the event it is counted in.

``measures.tsv`` has a row a measure: key, label, broader, unit, nouns (a class of ``countnouns.tsv``),
triggers (lemma/N, lemma/V, lemma/A), definition.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from onrecord.errors import InputError
from onrecord.lexicon.operations import read_rows
from onrecord.lexicon.own import own_files


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of ``measures.tsv``: a concept of the ontology's scheme of measures."""

    key: str
    label: str
    broader: str | None
    unit: str
    nouns: str
    triggers: frozenset[tuple[str, str]]
    definition: str


@dataclass(frozen=True)
class MeasureLexicon:
    """Measures by key; ``by_trigger`` finds that of a noun class and a trigger word, ``nouns`` are the classes."""

    measures: Mapping[str, Measure]
    by_trigger: Mapping[tuple[str, str, str], str]
    nouns: frozenset[str] = frozenset()

    def of(self, noun_class: str, lemma: str, pos: str) -> str | None:
        """The measure of things of ``noun_class`` that ``lemma`` ("N", "V" or "A") happened to, or None."""
        return self.by_trigger.get((noun_class, lemma, pos))


def measure_lexicon() -> MeasureLexicon:
    """The measures in force: the shipped ones, with the rows of a user's own (:mod:`onrecord.lexicon.own`).

    Raises :class:`InputError` as :func:`read_measure_lexicon` does.
    """
    return read_measure_lexicon(*own_files("measures.tsv"))


@lru_cache(maxsize=8)
def read_measure_lexicon(*more: Traversable) -> MeasureLexicon:
    """The shipped measures, with the rows of ``more`` added or put in their place.

    Raises :class:`InputError` for a row without key or with an unknown ``broader``.
    """
    rows: dict[str, dict[str, str]] = {}
    for source in (files("onrecord") / "lexicon" / "measures.tsv", *more):
        for row in read_rows(source):
            if not row.get("key"):
                raise InputError(f"{source}: a row of the measure lexicon has no key: {row!r}")
            missing = [c for c in ("label", "broader", "unit", "nouns", "triggers", "definition") if c not in row]
            if missing:
                raise InputError(f"{source}: there is no column {missing[0]!r} as in the shipped measures.tsv")
            rows[row["key"]] = row
    measures = {key: _measure(row) for key, row in rows.items()}
    by_trigger: dict[tuple[str, str, str], str] = {}
    for measure in measures.values():
        if measure.broader and measure.broader not in measures:
            raise InputError(f"measure {measure.key!r} has the unknown broader measure {measure.broader!r}")
        for lemma, pos in sorted(measure.triggers):
            by_trigger.setdefault((measure.nouns, lemma, pos), measure.key)
    return MeasureLexicon(measures, by_trigger, frozenset(m.nouns for m in measures.values()))


def _measure(row: Mapping[str, str]) -> Measure:
    triggers = set()
    for part in row["triggers"].split("|"):
        lemma, slash, pos = part.strip().rpartition("/")
        if slash:
            triggers.add((lemma, pos))
    return Measure(
        row["key"],
        row["label"],
        row["broader"] or None,
        row["unit"],
        row["nouns"],
        frozenset(triggers),
        row["definition"],
    )
