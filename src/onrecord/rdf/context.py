"""The JSON-LD context of the graph, derived from the mapping, and JSON-LD written with it.

``ontology/context.jsonld`` is this context as a file. It is written into every JSON-LD export as well, so that
reading one fetches nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
from rdflib.term import URIRef

from onrecord.errors import OutputError
from onrecord.rdf import mapping as m
from onrecord.rdf.namespace import DCTERMS, GAF, NIF, ONR, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

Json: TypeAlias = "str | dict[str, str]"

_IRI = "@id"
_NEXT = ",\n"
_COERCED: dict[URIRef, str] = {
    NIF.beginIndex: str(XSD.integer),
    NIF.endIndex: str(XSD.integer),
    NIF.referenceContext: _IRI,
    GAF.denotes: _IRI,
    ONR.characters: str(XSD.integer),
    ONR.copyOf: _IRI,
    ONR.evidence: _IRI,
    ONR.headlineSpan: _IRI,
    ONR.refersTo: _IRI,
    ONR.reportOf: _IRI,
    ONR.reportedIn: _IRI,
    PROV.wasGeneratedBy: _IRI,
    SKOS.broader: _IRI,
    SKOS.inScheme: _IRI,
}
_PLAIN: tuple[URIRef, ...] = (
    DCTERMS.identifier,
    NIF.anchorOf,
    ONR.verbatim,
    ONR.warning,
    RDFS.label,
    SCHEMA.sha256,
    SCHEMA.softwareRequirements,
    SCHEMA.softwareVersion,
    SCHEMA.text,
    SKOS.notation,
    SKOS.prefLabel,
)


def properties() -> dict[URIRef, str | None]:
    """Every property of the graph, with the type that JSON-LD gives its values ("@id", a datatype or None)."""
    found: dict[URIRef, str | None] = dict.fromkeys(_PLAIN) | dict(_COERCED)
    for row in m.MAPPING.values():
        for rule in row.fields.values():
            for property, coerced in _of_rule(rule):
                found.setdefault(property, coerced)
    return {property: found[property] for property in sorted(found) if property != RDF.type}


def _of_rule(rule: m.Rule) -> list[tuple[URIRef, str | None]]:
    match rule:
        case m.Words(property) | m.Link(property) | m.Either(property):
            return [(property, None)]
        case m.Whole(property):
            return [(property, str(XSD.integer))]
        case m.Share(property) | m.Degrees(property):
            return [(property, str(XSD.decimal))]
        case m.Day(property):
            return [(property, str(XSD.date))]
        case m.Days(first, last):
            return [(first, str(XSD.date)), (last, str(XSD.date))]
        case m.SpanOf(property, words):
            return [(property, _IRI), *([(words, None)] if words is not None else [])]
        case m.Mentions():
            return [(property, _IRI) for property in m.MENTION_PROPERTIES.values()]
        case m.ChainRef(chain, entity):
            return [(chain, _IRI), *([(entity, _IRI)] if entity is not None else [])]
        case m.KeyRef(property, of_place):
            return [(property, _IRI), *([(of_place, _IRI)] if of_place is not None else [])]
        case m.Abouts(shared, link):
            return [(shared, _IRI), (link, _IRI)]
        case m.Concept(property, _) | m.Flag(property, _, _) | m.StatementRef(property, _) | m.EventRef(property):
            return [(property, _IRI)]
        case _:
            return []


def context() -> dict[str, object]:
    """The context: prefixes, then a term a property, named by its local name; JSON-LD 1.0 readers take it too."""
    terms: dict[str, object] = {**PREFIXES}
    for property, coerced in properties().items():
        short = _compact(property)
        terms[_local(property)] = {"@id": short, "@type": _compact(coerced)} if coerced else {"@id": short}
    return terms


def context_text() -> str:
    """What ``ontology/context.jsonld`` holds."""
    return json.dumps({"@context": context()}, indent=2, ensure_ascii=False) + "\n"


def write_jsonld(graphs: Iterable[list[ox.Quad]], path: Path, named: bool = True) -> None:
    """Write ``graphs`` as JSON-LD with the context inside: a line a node, a graph after the other.

    Without ``named`` all nodes are in the one graph that has no name.

    Raises :class:`OutputError` where ``path`` cannot be written.
    """
    names = {str(property): (_local(property), coerced) for property, coerced in properties().items()}
    try:
        with path.open("w", encoding="utf-8", newline="\n") as output:
            output.write('{"@context":' + _dump(context()) + ',\n"@graph":[')
            separator = "\n"
            for graph in graphs:
                if not named:
                    for node in _nodes(graph, names):
                        output.write(separator + _dump(node))
                        separator = _NEXT
                    continue
                name = graph[0].graph_name
                output.write(f'{separator}{{"@id":{_dump(getattr(name, "value", ""))},"@graph":[')
                output.write(",".join("\n" + _dump(node) for node in _nodes(graph, names)))
                output.write("\n]}")
                separator = _NEXT
            output.write("\n]}\n")
    except OSError as error:
        raise OutputError(f"cannot write {str(path)!r}: {error.strerror or error}") from error


def _nodes(graph: list[ox.Quad], names: dict[str, tuple[str, str | None]]) -> Iterable[dict[str, object]]:
    nodes: dict[str, dict[str, list[Json]]] = {}
    kind, string = str(RDF.type), str(XSD.string)
    for quad in graph:
        node = nodes.setdefault(quad.subject.value, {})  # type: ignore[union-attr]
        value = quad.object
        if quad.predicate.value == kind and isinstance(value, ox.NamedNode):
            node.setdefault("@type", []).append(_compact(value.value))
        else:
            name, coerced = names.get(quad.predicate.value, (quad.predicate.value, None))
            node.setdefault(name, []).append(_value(value, coerced, string))
    for iri, node in nodes.items():
        yield {"@id": iri, **{key: values[0] if len(values) == 1 else values for key, values in node.items()}}


def _value(term: object, coerced: str | None, string: str) -> Json:
    if isinstance(term, ox.NamedNode):
        short = _compact(term.value)
        return short if coerced == _IRI else {"@id": short}
    if not isinstance(term, ox.Literal):
        raise TypeError(f"the graph has only IRIs and literals, not {term}")
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype == string:
        return term.value if coerced is None else {"@value": term.value}
    return term.value if coerced == datatype else {"@value": term.value, "@type": _compact(datatype)}


@lru_cache(maxsize=4096)
def _compact(iri: str) -> str:
    """``onr:speaker`` for an IRI of a vocabulary that has a prefix, else the IRI."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _local(iri: str) -> str:
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
