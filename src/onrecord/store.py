"""A built graph, ready to be asked: an Oxigraph store behind rdflib's and SPARQL's interfaces."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset

from onrecord.errors import QueryError
from onrecord.rdf import terms as t
from onrecord.rdf.ledger import read_ledger
from onrecord.rdf.namespace import ONR, PREFIXES, RDF, XSD
from onrecord.rdf.ondisk import STORE, graph_lines, open_store, read_quads
from onrecord.rdf.queries import named_query
from onrecord.rdf.terms import Quad, Term, line
from onrecord.rdf.writing import graphs_of, load

RESULT_FORMATS: Mapping[str, ox.QueryResultsFormat] = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
}
"""What an answer can be written as: SPARQL 1.1 Query Results CSV, TSV and JSON."""

_NAMED = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?name WHERE {
  VALUES ?class { %s }
  GRAPH ?graph { ?thing a ?class . { ?thing rdfs:label ?name } UNION { ?thing skos:altLabel ?name } }
}"""
_CONCEPTS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?name WHERE {
  GRAPH ?graph { ?thing skos:inScheme <%s> . { ?thing skos:prefLabel ?name } UNION { ?thing skos:notation ?name } }
}"""
_ARTICLES = """
PREFIX dct: <http://purl.org/dc/terms/> PREFIX onr: <https://w3id.org/onrecord/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?thing ?name WHERE {
  GRAPH ?thing { ?thing a onr:Article . { ?thing dct:identifier ?name } UNION { ?thing rdfs:label ?name } }
}"""
_NARROWER = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing WHERE { VALUES ?above { %s } GRAPH ?graph { ?thing skos:broader+ ?above } }"""


def _of_classes(*classes: str) -> str:
    return _NAMED % " ".join(t.iri(cls) for cls in classes)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a parameter of a named query takes: a thing that the query ``names`` finds, or a literal of ``datatype``.

    ``narrower``: what lies under a concept that was named is meant as well.
    """

    help: str
    names: str | None = None
    datatype: str | None = None
    narrower: bool = False


_PEOPLE = (ONR.Person, ONR.AnonymousSource, ONR.Group, ONR.Organization, ONR.Place)
PARAMETERS: Mapping[str, Parameter] = {
    "operation": Parameter("an operation or other event, by its label or some words of it", _of_classes(ONR.Event)),
    "agency": Parameter("an agency or other organisation, by name", _of_classes(ONR.Organization)),
    "person": Parameter("whoever speaks or holds a role, by name", _of_classes(*_PEOPLE)),
    "entity": Parameter("a person, organisation, place or event, by name", _of_classes(*_PEOPLE, ONR.Event)),
    "article": Parameter("an article, by id or headline", _ARTICLES),
    "measure": Parameter("what is counted, by name or key", _CONCEPTS % ONR.measures, narrower=True),
    "containing": Parameter("words that the text has", datatype=str(XSD.string)),
    "below": Parameter("a confidence from 0 to 1", datatype=str(XSD.decimal)),
}
"""Every parameter that a named query may declare. A thing may also be given by its key or IRI."""


@dataclass(frozen=True)
class Answer:
    """An answer as SPARQL 1.1 Query Results JSON, with its rows as text."""

    json: str

    @cached_property
    def _document(self) -> dict[str, object]:
        document: dict[str, object] = json.loads(self.json)
        return document

    @property
    def boolean(self) -> bool | None:
        """The answer to ASK; None for rows."""
        value = self._document.get("boolean")
        return value if isinstance(value, bool) else None

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns; none for ASK."""
        head = self._document["head"]
        return tuple(head.get("vars", ())) if isinstance(head, dict) else ()

    @cached_property
    def rows(self) -> tuple[tuple[str | None, ...], ...]:
        """The rows in order; a cell is an IRI, the characters of a literal, or None where nothing is bound."""
        results = self._document.get("results")
        bindings = results["bindings"] if isinstance(results, dict) else ()
        return tuple(tuple(row[c]["value"] if c in row else None for c in self.columns) for row in bindings)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str | None]]:
        """The rows as dictionaries by column."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def serialize(self, format: str) -> str:
        """The answer as ``csv``, ``tsv`` or ``json``. Raises :class:`QueryError` for another format."""
        if format not in RESULT_FORMATS:
            raise QueryError(f"there is no result format {format!r}; there are {', '.join(RESULT_FORMATS)}")
        if format == "json":
            return self.json
        if self.boolean is not None:
            return f"{str(self.boolean).lower()}\n"
        parsed = ox.parse_query_results(self.json.encode(), format=ox.QueryResultsFormat.JSON)
        if not isinstance(parsed, ox.QuerySolutions):
            raise QueryError(f"the answer has no rows to write as {format!r}")
        return (parsed.serialize(format=RESULT_FORMATS[format]) or b"").decode()


class Store:
    """Quads that can be queried, all graphs together being the default graph."""

    def __init__(self, quads: Iterable[Quad] = (), base: str | None = None) -> None:
        """A store in memory. ``base`` is where keys of things start; without it the data tells."""
        self._store = ox.Store()
        self._base = base
        self.folder: Path | None = None
        lines = "".join(map(line, quads))
        if lines:
            self._store.bulk_load(input=lines.encode(), format=ox.RdfFormat.N_QUADS)

    @classmethod
    def open(cls, folder: Path | str) -> Store:
        """The graph of a build's folder, which is read where it lies, or of an N-Quads file, which is loaded.

        Nothing can be written to the first. Raises :class:`InputError` where it is none.
        """
        store, folder = cls(), Path(folder)
        if (folder / STORE).is_dir():
            store._store, store.folder = open_store(folder), folder
        else:
            store._store = load(folder)
        return store

    @classmethod
    def unloaded(cls, folder: Path) -> Store:
        """The graph of a build whose store is still being made: for formats that stream, and for nothing else."""
        first = next(iter(read_ledger(folder).rows), "<>")  # they are sorted: an article's
        store = cls(base=first[1:-1].rpartition("article/")[0])
        store.folder = folder
        return store

    def __len__(self) -> int:
        """How many quads there are."""
        return len(self._store)

    @cached_property
    def dataset(self) -> Dataset:
        """The same store as an rdflib Dataset, with our prefixes bound."""
        dataset = Dataset(store=OxigraphStore(store=self._store), default_union=True)
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset

    @cached_property
    def base(self) -> str:
        """Where the keys of things start, as in ``BASE person/ann-smith``."""
        if self._base is not None:
            return self._base
        found = self._store.query(
            f"SELECT ?graph WHERE {{ GRAPH ?graph {{ ?graph a {t.iri(ONR.Article)} }} }} ORDER BY ?graph LIMIT 1"
        )
        if isinstance(found, ox.QuerySolutions):
            for solution in found:
                graph = solution["graph"]
                if isinstance(graph, ox.NamedNode):
                    return graph.value.rpartition("article/")[0]
        return ""

    def graphs(self) -> Iterator[list[ox.Quad]]:
        """The quads graph by graph, in the order of the graphs' IRIs, sorted inside each: what the writers take."""
        if self.folder is None:
            yield from graphs_of(self._store)
            return
        for lines in graph_lines(self.folder):
            yield list(ox.parse(lines, format=ox.RdfFormat.N_QUADS))

    def quads(self) -> Iterator[ox.Quad]:
        """The same quads one by one; where they lie in a folder none but the one that is asked for is in memory.

        :raises InputError: they cannot be read.
        """
        if self.folder is None:
            yield from chain.from_iterable(graphs_of(self._store))
            return
        yield from read_quads(self.folder)

    def lines(self) -> Iterator[bytes]:
        """The same quads as lines of N-Quads, graph by graph.

        :raises InputError: they cannot be read.
        """
        if self.folder is None:
            for graph in graphs_of(self._store):
                yield "".join(f"{quad} .\n" for quad in graph).encode()
            return
        yield from graph_lines(self.folder)

    def articles(self) -> frozenset[str]:
        """The IRIs of the articles, which are also the names of their graphs."""
        found = self._store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(ONR.Article), None)
        return frozenset(quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode))

    def shared(self) -> Iterator[ox.Quad]:
        """The quads of the graphs that are not an article's, sorted inside each."""
        articles = self.articles()
        for name in sorted(self._store.named_graphs(), key=str):
            if getattr(name, "value", "") not in articles:
                yield from sorted(self._store.quads_for_pattern(None, None, None, name), key=str)

    def query(self, sparql: str) -> Answer:
        """The answer to a SPARQL 1.1 query; our prefixes need not be declared.

        A CONSTRUCT or DESCRIBE gives rows of subject, predicate and object. Raises :class:`QueryError` for a
        text that is no query.
        """
        try:
            result = self._store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
            if isinstance(result, ox.QueryTriples):
                return _of_triples(result)
            return Answer((result.serialize(format=ox.QueryResultsFormat.JSON) or b"").decode())
        except SyntaxError as error:
            raise QueryError(f"this is no SPARQL query: {error}") from error
        except OSError as error:
            raise QueryError(f"the query failed: {error}") from error

    def ask(
        self,
        name: str,
        parameters: Mapping[str, str] | None = None,
        everything: bool = False,
        limit: int | None = None,
    ) -> Answer:
        """The answer to the named query ``name``, or its first ``limit`` rows, which may take far less time.

        ``parameters`` are what the user typed, by name (see :data:`PARAMETERS`); ``everything`` asks for headlines,
        nested statements and the like too. Raises :class:`QueryError` for a name, parameter or value that is not known.
        """
        query = named_query(name)
        given = {key: value for key, value in (parameters or {}).items() if value is not None}
        query.check(given)
        bound = {key: self.resolve(key, value) for key, value in given.items()}
        return self.query(query.bind(bound, everything, limit))

    def resolve(self, parameter: str, value: str) -> tuple[Term, ...]:
        """The terms that ``value`` names for ``parameter``, sorted.

        An IRI or key is taken as it is; else whatever has exactly this name, or, where nothing has, all words of it.
        Raises :class:`QueryError` with the nearest names where there is nothing.
        """
        kind = PARAMETERS[parameter]
        if kind.names is None:
            return (_literal(parameter, value, kind.datatype),)
        names: dict[str, list[str]] = {}
        found = self._named(kind.names, value)
        wanted = _plain(value)
        if not found:
            for thing, name in self.query(kind.names).rows:
                if thing is not None and name is not None:
                    names.setdefault(thing, []).append(name)
            found = [thing for thing, of in names.items() if value in of]
        if not found and wanted:
            found = [thing for thing, of in names.items() if any(_plain(name) == wanted for name in of)]
        if not found and wanted:
            words = set(wanted.split())
            found = [thing for thing, of in names.items() if any(words <= set(_plain(name).split()) for name in of)]
        if not found:
            known = sorted({name for of in names.values() for name in of})
            near = difflib.get_close_matches(value, known, 5, 0.5)
            hint = f"did you mean {', '.join(map(repr, near))}?" if near else f"none of the {len(known)} names is near"
            raise QueryError(f"--{parameter} {value!r} is {kind.help}, but nothing has that name; {hint}")
        if kind.narrower:
            under = self.query(_NARROWER % " ".join(map(t.iri, sorted(found))))
            found += [row[0] for row in under.rows if row[0] is not None]
        return tuple(sorted(t.iri(iri) for iri in set(found)))

    def _named(self, names: str, value: str) -> list[str]:
        """The thing of those that ``names`` finds whose IRI or key ``value`` is: without a list of all names."""
        # A key is no IRI, and what the base and an IRI give together is nothing.
        iri = value if t.outside_iri(value) == value else self.base + t.key_path(value)
        if t.outside_iri(iri) != iri:
            return []
        begin = "WHERE {"
        rows = self.query(names.replace(begin, f"{begin} VALUES ?thing {{ {t.iri(iri)} }}", 1)).rows
        return [iri] if rows else []


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def _literal(parameter: str, value: str, datatype: str | None) -> Term:
    if datatype != str(XSD.decimal):
        return t.plain(value)
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise QueryError(f"--{parameter} {value!r} is not a number such as 0.9")
    return f'"{number:f}"^^{t.iri(XSD.decimal)}'


def _of_triples(triples: Iterable[ox.Triple]) -> Answer:
    columns = ("subject", "predicate", "object")
    rows = [
        {name: _binding(term) for name, term in zip(columns, triple, strict=True)}
        for triple in sorted(triples, key=lambda triple: tuple(map(str, triple)))
    ]
    return Answer(json.dumps({"head": {"vars": columns}, "results": {"bindings": rows}}, ensure_ascii=False))


def _binding(term: object) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal):
        if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        if term.datatype.value == str(XSD.string):
            return {"type": "literal", "value": term.value}
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    return {"type": "bnode", "value": str(term).removeprefix("_:")}
