"""The JSON-LD context of the graph, derived from the mapping, and JSON-LD written with it.

``ontology/context.jsonld`` is this context as a file. It is written into every JSON-LD export as well, so that
reading one fetches nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from rdflib.term import URIRef

from onrecord.errors import OutputError
from onrecord.rdf import mapping as m
from onrecord.rdf.namespace import DCTERMS, GAF, NIF, ONR, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS, XSD
from onrecord.rdf.terms import value_of

_IRI = "@id"
_NEXT = ",\n"
_KEPT = 1 << 16
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


def write_jsonld(graphs: Iterable[bytes], path: Path, named: bool = True) -> None:
    """Write ``graphs``, each the sorted lines of N-Quads of one, as JSON-LD with the context inside.

    A line is a node, a graph comes after the other. Without ``named`` all nodes are in the one graph that has no name.

    Raises :class:`OutputError` where ``path`` cannot be written.
    """
    values = _Values()
    try:
        with path.open("w", encoding="utf-8", newline="\n") as output:
            output.write(
                '{"@context":' + json.dumps(context(), ensure_ascii=False, separators=(",", ":")) + ',\n"@graph":['
            )
            separator = "\n"
            for lines in graphs:
                text = lines.decode()
                end = text[text.rindex(" ", 0, -3) :]  # the graph's name, and what ends a line
                if named:
                    output.write(f'{separator}{{"@id":{_string(end[1:-3].strip("<>"))},"@graph":[\n')
                    output.write(_NEXT.join(_nodes(text, end, values)))
                    output.write("\n]}")
                else:
                    output.write(separator + _NEXT.join(_nodes(text, end, values)))
                separator = _NEXT
            output.write("\n]}\n")
    except OSError as error:
        raise OutputError(f"cannot write {str(path)!r}: {error.strerror or error}") from error


def _nodes(lines: str, end: str, values: _Values) -> Iterator[str]:
    """The nodes of a graph whose lines end with ``end``, each as one line of JSON.

    Lines stand by subject, and those of a subject by property: a node is done where another begins.
    """
    last, name, held, node = "", "", [""], ""
    for line in lines.split(end)[:-1]:
        subject, property, term = line.split(" ", 2)
        key, of = values[property]
        if subject != last:
            if last:
                yield f"{node}{_joined(name, held)}}}"
            node, last = f'{{"@id":{_string(subject[1:-1])}', subject
        elif key == name:
            held.append(of[term])
            continue
        else:
            node += _joined(name, held)
        name, held = key, [of[term]]
    if last:
        yield f"{node}{_joined(name, held)}}}"


def _joined(name: str, values: list[str]) -> str:
    return f",{name}:{values[0]}" if len(values) == 1 else f",{name}:[{','.join(values)}]"


class _Values(dict[str, tuple[str, "_OfProperty"]]):
    """Each property's name in JSON, and what turns terms that stand behind it into JSON; made when asked for."""

    def __init__(self) -> None:
        self._known = properties()

    def __missing__(self, property: str) -> tuple[str, _OfProperty]:
        iri = URIRef(property[1:-1])
        if iri == RDF.type:
            found = _string("@type"), _OfProperty(_IRI)
        elif iri in self._known:
            found = _string(_local(iri)), _OfProperty(self._known[iri])
        else:
            found = _string(str(iri)), _OfProperty(None)
        self[property] = found
        return found


class _OfProperty(dict[str, str]):
    """Terms of N-Quads as JSON, where JSON-LD takes them to be of the type ``coerced``; what comes often is kept."""

    def __init__(self, coerced: str | None) -> None:
        self._coerced = coerced
        self._typed = '"' if coerced is None else f'"^^<{coerced}>'

    def __missing__(self, term: str) -> str:
        found = self._json(term)
        if term[0] == "<" and len(self) < _KEPT:
            self[term] = found
        return found

    def _json(self, term: str) -> str:
        if term[0] == "<":
            short = _string(_compact(term[1:-1]))
            return short if self._coerced == _IRI else f'{{"@id":{short}}}'
        if term[0] != '"':
            raise TypeError(f"the graph has only IRIs and literals, not {term}")
        last = term.rindex('"')
        # The escapes of canonical N-Quads are those of JSON, but for characters by number.
        words = _string(value_of(term)) if "\\u" in term or "\\U" in term else term[: last + 1]
        kind = term[last:]
        if kind == self._typed:
            return words
        if kind[1:2] == "@":
            return f'{{"@value":{words},"@language":{_string(kind[2:])}}}'
        if kind == '"':
            return f'{{"@value":{words}}}'
        return f'{{"@value":{words},"@type":{_string(_compact(kind[4:-1]))}}}'


@lru_cache(maxsize=4096)
def _compact(iri: str) -> str:
    """``onr:speaker`` for an IRI of a vocabulary that has a prefix, else the IRI."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _local(iri: str) -> str:
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]


_string = json.encoder.encode_basestring
"""A string in JSON; ``json.dumps`` takes four times as long for it."""
