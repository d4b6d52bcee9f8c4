"""The value lists of the graph as SKOS concept schemes.

What the records themselves fix (manner, kind, part …) is a table here; event types, measures and channels
are the rows of the lexicons, so that a word list and the ontology cannot part. ``python -m
onrecord.rdf.vocabulary`` writes the section of ``ontology/onrecord.ttl`` that they make up.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from rdflib.term import URIRef

from onrecord.errors import InputError
from onrecord.lexicon import own
from onrecord.lexicon.operations import read_rows
from onrecord.rdf import terms as t
from onrecord.rdf.context import context_text
from onrecord.rdf.mapping import concept
from onrecord.rdf.namespace import ONR, RDF, SKOS
from onrecord.rdf.terms import Quad
from onrecord.resources import shared

BEGIN = "# --- value lists: written by `python -m onrecord.rdf.vocabulary`, not by hand ---\n"

SCHEMES: dict[URIRef, str] = {
    ONR.forms: "forms of a statement",
    ONR.kinds: "kinds of a statement",
    ONR.parts: "parts of an article",
    ONR.nestings: "nesting of statements",
    ONR.statuses: "statuses of an event",
    ONR.verdicts: "verdicts of a decision",
    ONR.channels: "channels of a statement",
    ONR.eventTypes: "types of events",
    ONR.measures: "what a figure counts",
}
"""Label of each concept scheme."""

_LEXICONS: dict[URIRef, str] = {
    ONR.channels: "channels.tsv",
    ONR.eventTypes: "events.tsv",
    ONR.measures: "measures.tsv",
}


@dataclass(frozen=True, slots=True)
class Value:
    """A concept: the key that the records use, and what it means."""

    scheme: URIRef
    key: str
    label: str
    definition: str
    broader: str | None = None

    @property
    def iri(self) -> URIRef:
        """The concept's IRI."""
        return concept(self.scheme, self.key)


_FIXED: tuple[Value, ...] = (
    Value(ONR.forms, "direct", "direct", "The words stand inside quotation marks."),
    Value(ONR.forms, "indirect", "indirect", "The content is told in the article's words."),
    Value(ONR.forms, "mixed", "mixed", "Told in the article's words, with some words inside quotation marks."),
    Value(ONR.kinds, "speech", "speech", "Somebody says, writes or shows it."),
    Value(
        ONR.kinds, "attitude", "attitude", "The article reports a belief, wish or plan that nobody is said to utter."
    ),
    Value(ONR.parts, "headline", "headline", "The title of the article."),
    Value(ONR.parts, "body", "body", "The running text."),
    Value(ONR.parts, "caption", "caption", "The line under a picture."),
    Value(ONR.nestings, "outermost", "outermost", "Lies in no other statement."),
    Value(ONR.nestings, "nested", "nested", "Lies in what another statement says."),
    Value(ONR.statuses, "planned", "planned", "Is to happen."),
    Value(ONR.statuses, "ordered", "ordered", "Somebody has told somebody to do it."),
    Value(ONR.statuses, "underway", "underway", "Is happening."),
    Value(ONR.statuses, "done", "done", "Has happened."),
    Value(ONR.statuses, "delayed", "delayed", "Was to happen and is put off."),
    Value(ONR.statuses, "denied", "denied", "Somebody says that it did not or will not happen."),
    Value(ONR.statuses, "hypothetical", "hypothetical", "Is only thought of."),
    Value(ONR.statuses, "negated", "negated", "Did not happen, as the article tells it."),
    Value(ONR.verdicts, "same", "same", "Both are one."),
    Value(ONR.verdicts, "different", "different", "Both were compared and kept apart."),
)


def values() -> tuple[Value, ...]:
    """Every concept, scheme by scheme, with those of the user's own lexicon that is in force.

    Raises :class:`InputError` where two share an IRI or one lacks its label.
    """
    return _values(own.in_force(), own.digest())


@lru_cache(maxsize=4)
def _values(_folder: Path | None, _digest: str) -> tuple[Value, ...]:
    found = list(_FIXED)
    for scheme, name in _LEXICONS.items():
        rows: dict[str, Value] = {}
        for source in (files("onrecord") / "lexicon" / name, *own.own_files(name)):
            for row in read_rows(source):
                key, label = row.get("key", ""), row.get("label", "")
                if not key or not label:
                    raise InputError(f"{source}: a row needs key and label, but has key {key!r} and label {label!r}")
                rows[key] = Value(scheme, key, label, row.get("definition", ""), row.get("broader") or None)
        found += rows.values()
    taken: dict[str, Value] = {}
    for value in found:
        other = taken.setdefault(str(value.iri), value)
        if other is not value:
            raise InputError(f"{value.key!r} and {other.key!r} have one IRI {value.iri}: change a key in the lexicon")
    return tuple(found)


def vocabulary_quads() -> tuple[Quad, ...]:
    """Labels of the concepts, in the graph that the ontology's IRI names, sorted: so that an answer can name them."""
    return _quads(values())


@lru_cache(maxsize=4)
def _quads(concepts: tuple[Value, ...]) -> tuple[Quad, ...]:
    graph = t.iri(str(ONR._NS).removesuffix("#"))
    quads: list[Quad] = []
    for value in concepts:
        subject = t.iri(value.iri)
        quads.append((subject, t.iri(RDF.type), t.iri(SKOS.Concept), graph))
        quads.append((subject, t.iri(SKOS.inScheme), t.iri(value.scheme), graph))
        quads.append((subject, t.iri(SKOS.prefLabel), t.tagged(value.label, "en"), graph))
        quads.append((subject, t.iri(SKOS.notation), t.plain(value.key), graph))
        if value.broader:
            quads.append((subject, t.iri(SKOS.broader), t.iri(concept(value.scheme, value.broader)), graph))
    return tuple(sorted(quads))


def vocabulary_turtle() -> str:
    """The section of ``ontology/onrecord.ttl`` that defines the concepts."""
    lines = [BEGIN]
    for scheme, label in SCHEMES.items():
        lines.append(f"\n{_short(scheme)} a skos:ConceptScheme ; rdfs:label {t.tagged(label, 'en')} ;\n")
        lines.append("    rdfs:isDefinedBy <https://w3id.org/onrecord/ns> .\n")
        for value in values():
            if value.scheme == scheme:
                lines.append(_turtle(value))
    return "".join(lines)


def _turtle(value: Value) -> str:
    parts = [
        f"{_short(value.iri)} a skos:Concept ; skos:inScheme {_short(value.scheme)}",
        f"    skos:notation {t.plain(value.key)}",
        f"    skos:prefLabel {t.tagged(value.label, 'en')}",
    ]
    if value.definition:
        parts.append(f"    skos:definition {t.tagged(value.definition, 'en')}")
    if value.broader:
        parts.append(f"    skos:broader {_short(concept(value.scheme, value.broader))}")
    else:
        parts.append(f"    skos:topConceptOf {_short(value.scheme)}")
    return " ;\n".join(parts) + " .\n"


def _short(iri: str) -> str:
    return "onr:" + iri.removeprefix(str(ONR._NS))


def main() -> None:
    """Write the value lists into ``ontology/onrecord.ttl`` of the checkout, and ``ontology/context.jsonld``."""
    path = Path(str(shared("ontology", "onrecord.ttl")))
    by_hand = path.read_text(encoding="utf-8").partition(BEGIN)[0]
    path.write_text(by_hand + vocabulary_turtle(), encoding="utf-8")
    Path(str(shared("ontology", "context.jsonld"))).write_text(context_text(), encoding="utf-8")
    sys.stdout.write(f"{len(values())} concepts written\n")


if __name__ == "__main__":
    main()
