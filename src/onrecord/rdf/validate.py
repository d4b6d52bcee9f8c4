"""Whether a built graph holds what it says: SHACL, and every span against the article's characters.

The shapes are checked by the Rust ``shacl`` where it is installed and by pySHACL otherwise, with equal findings.
pySHACL does not finish on an Oxigraph store and slows down on large graphs, so articles are checked in batches in
rdflib's own memory store, each with the types and labels of what it refers to; time grows with the number of articles
and no faster.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox
from pyshacl import validate as shacl_validate
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import BNode, Literal, Node, URIRef

from onrecord.errors import InputError
from onrecord.rdf import terms as t
from onrecord.rdf.dataset import Names
from onrecord.rdf.ledger import LEDGER_FILE, read_ledger
from onrecord.rdf.namespace import DEFAULT_BASE, NIF, ONR, RDF, RDFS, SCHEMA, SKOS, XSD
from onrecord.rdf.ondisk import EDITED, STORE, graph_lines, open_store
from onrecord.rdf.writing import GRAPH_FILE, graphs_of, load
from onrecord.records import read_documents
from onrecord.resources import shared

try:
    import shacl as compiled  # Rust, a tenth of the time: pip install 'onrecord[shacl]'
except ImportError:
    compiled = None  # type: ignore[assignment]

BATCH = 20_000
"""About how many triples are checked against the shapes at a time."""

_DATATYPES = {str(XSD.string), str(XSD.integer), str(XSD.decimal), str(XSD.date), str(RDF.langString)}
_PARTS = (ONR.sourceSpan, ONR.cueSpan, ONR.contentSpan)
_OUTWARD = (RDF.type, SCHEMA.sameAs, SCHEMA.url, SKOS.inScheme)
_ABOUT_OTHERS = (RDF.type, RDFS.label, SKOS.prefLabel)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A fault: in which graph, at which node, and what is wrong."""

    graph: str
    node: str
    message: str

    def __str__(self) -> str:
        """The fault in one line."""
        return f"{self.node}: {self.message}" + (f" (in {self.graph})" if self.graph not in self.node else "")


def validate(folder: Path, slow: bool = False) -> list[Finding]:
    """The faults of the build in ``folder``, sorted; none where it holds.

    Compares files with the digests that ``run.json`` has of them, ``graph.nq`` with those of ``graphs.tsv``, the graph
    with the shapes, and each span with the text in ``documents.jsonl.gz``. Raises
    :class:`onrecord.errors.InputError` where a file is missing or no graph.
    """
    store = load(folder)
    run = _run(folder)
    names = Names(str(run.get("base", DEFAULT_BASE)))
    texts = {
        names.article(document.article.id)[1:-1]: document.article.text
        for document in read_documents(folder / "documents.jsonl.gz")
    }
    found = [*_changed_files(folder, run), *_of_database(folder, store), *validate_graph(store, texts.get, slow)]
    stored = {_iri(graph) for graph in store.named_graphs()}
    found += [Finding(iri, iri, "the article has no graph") for iri in texts if iri not in stored]
    return sorted(set(found))


def validate_graph(store: ox.Store, text_of: Callable[[str], str | None], slow: bool = False) -> list[Finding]:
    """The faults of the quads in ``store``; ``text_of`` gives an article's text by its IRI, or None.

    Shapes are checked by the Rust ``shacl`` where it is installed, else, or if ``slow``, by pySHACL.
    """
    found: list[Finding] = []
    batch: list[ox.Quad] = []
    for graph in graphs_of(store):
        found += _of_terms(graph)
        found += _of_spans(graph, text_of)
        batch += graph
        if len(batch) >= BATCH:
            found += _of_shapes(batch, store, slow)
            batch = []
    found += _of_shapes(batch, store, slow)
    found += _of_repetition(store)
    found += _of_references(store)
    return sorted(set(found))


def _run(folder: Path) -> dict[str, object]:
    try:
        run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{str(folder / 'run.json')!r} cannot be read: {error}") from error
    return run if isinstance(run, dict) else {}


def _changed_files(folder: Path, run: dict[str, object]) -> Iterator[Finding]:
    """Files whose bytes are not those that the build wrote, by the digests in ``run.json`` ("files") and of graphs."""
    digests = run.get("files")
    if isinstance(digests, dict) and LEDGER_FILE in digests and GRAPH_FILE not in digests:
        yield from _changed_graphs(folder)
    for name, digest in sorted(digests.items()) if isinstance(digests, dict) else ():
        path = folder / name
        if not path.is_file():
            yield Finding(name, name, "the file is missing")
        else:
            with path.open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != digest:
                    yield Finding(name, name, "the file is not as the build wrote it (its SHA-256 differs)")


def _changed_graphs(folder: Path) -> Iterator[Finding]:
    """Graphs whose lines are not those that the build wrote, by the digests in ``graphs.tsv``."""
    ledger = read_ledger(folder)
    for row, lines in zip(ledger.rows.values(), graph_lines(folder), strict=True):
        if hashlib.sha256(lines).hexdigest() != row.sha256:
            yield Finding(GRAPH_FILE, row.name[1:-1], "the graph is not as the build wrote it (its SHA-256 differs)")
    if (folder / GRAPH_FILE).stat().st_size != sum(row.bytes for row in ledger.rows.values()):
        yield Finding(GRAPH_FILE, GRAPH_FILE, "is not as long as the build wrote it")


def _of_database(folder: Path, store: ox.Store) -> Iterator[Finding]:
    """A database that is not what ``graph.nq`` has."""
    if not (folder / STORE).is_dir():
        return
    if (folder / EDITED).exists():
        yield Finding(
            STORE, STORE, "was changed by updates since the build; build, or change the graph, to make it anew"
        )
    held = len(open_store(folder))
    if held != len(store):
        yield Finding(STORE, STORE, f"has {held} quads where graph.nq has {len(store)}; build the graph again")


def _of_terms(graph: list[ox.Quad]) -> Iterator[Finding]:
    """Blank nodes, and literals of types that stores rewrite."""
    for quad in graph:
        name = _iri(quad.graph_name)
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            yield Finding(name, str(quad.subject), "a blank node; the graph has IRIs only")
        elif isinstance(quad.object, ox.Literal) and quad.object.datatype.value not in _DATATYPES:
            yield Finding(name, _iri(quad.subject), f"a literal of type {quad.object.datatype.value}")


def _of_repetition(store: ox.Store) -> Iterator[Finding]:
    """Triples that stand in two graphs."""
    found = store.query(
        "SELECT DISTINCT ?s ?p ?g WHERE { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?p ?o } FILTER(STR(?g) < STR(?h)) }"
    )
    if isinstance(found, ox.QuerySolutions):
        for solution in found:
            message = f"a triple with {_iri(solution['p'])} stands in more than one graph"
            yield Finding(_iri(solution["g"]), _iri(solution["s"]), message)


def _of_references(store: ox.Store) -> Iterator[Finding]:
    """IRIs that a record refers to and that nothing describes; what others publish has no description here."""
    outward = ", ".join(map(t.iri, _OUTWARD))
    found = store.query(
        f"SELECT ?s ?p ?o ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(ISIRI(?o) && ?p NOT IN ({outward}))"
        " FILTER NOT EXISTS { GRAPH ?h { ?o ?q ?r } } }"
    )
    if isinstance(found, ox.QuerySolutions):
        for solution in found:
            message = f"its {_iri(solution['p'])} leads to {_iri(solution['o'])}, which nothing describes"
            yield Finding(_iri(solution["g"]), _iri(solution["s"]), message)


def _of_spans(graph: list[ox.Quad], text_of: Callable[[str], str | None]) -> Iterator[Finding]:
    """Spans that are not the article's characters, and parts of a statement outside its evidence."""
    article = _iri(graph[0].graph_name)
    values: dict[str, dict[str, list[str]]] = {}
    for quad in graph:
        if isinstance(quad.object, (ox.NamedNode, ox.Literal)):
            values.setdefault(_iri(quad.subject), {}).setdefault(quad.predicate.value, []).append(quad.object.value)
    if str(ONR.Article) not in values.get(article, {}).get(str(RDF.type), ()):
        return
    text = text_of(article)
    if text is None:
        yield Finding(article, article, "the text of the article is not there to compare spans with")
        return
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if values[article].get(str(SCHEMA.sha256)) != [digest]:
        yield Finding(article, article, "the SHA-256 is not that of the article's text")
    characters = t.loadable(text)
    spans: dict[str, tuple[int, int]] = {}
    for node, of in values.items():
        if str(ONR.Evidence) in of.get(str(RDF.type), ()):
            yield from _of_span(node, of, article, characters, spans)
    for node, of in values.items():
        evidence = [spans[iri] for iri in of.get(str(ONR.evidence), ()) if iri in spans]
        for part in (spans[iri] for p in _PARTS for iri in of.get(str(p), ()) if iri in spans):
            if evidence and not evidence[0][0] <= part[0] < part[1] <= evidence[0][1]:
                yield Finding(article, node, f"its part {part} lies outside its evidence {evidence[0]}")


def _of_span(
    node: str, of: dict[str, list[str]], article: str, characters: str, spans: dict[str, tuple[int, int]]
) -> Iterator[Finding]:
    try:
        begin, end = int(of[str(NIF.beginIndex)][0]), int(of[str(NIF.endIndex)][0])
        anchor = of[str(NIF.anchorOf)][0]
    except (KeyError, ValueError):
        return  # the shapes name what is missing
    spans[node] = begin, end
    if node != f"{article}#char={begin},{end}":
        yield Finding(article, node, f"the IRI does not fit the span {begin},{end} of {article}")
    if end > len(characters):
        yield Finding(article, node, f"the span ends at {end}, the article at {len(characters)}")
    elif characters[begin:end] != anchor:
        yield Finding(
            article, node, f"the span says {_short(anchor)} where the article has {_short(characters[begin:end])}"
        )


def _of_shapes(quads: list[ox.Quad], store: ox.Store, slow: bool) -> Iterator[Finding]:
    """What SHACL finds in ``quads``, with the types and labels of what they refer to."""
    if not quads:
        return
    data = Graph()
    graph_of: dict[str, str] = {}
    for quad in quads:
        data.add(_triple(quad))
        graph_of[_iri(quad.subject)] = _iri(quad.graph_name)
    for iri in sorted({_iri(q.object) for q in quads if isinstance(q.object, ox.NamedNode)} - graph_of.keys()):
        for property in _ABOUT_OTHERS:
            for quad in store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(property), None, None):
                data.add(_triple(quad))
    for node, message, value in _by_rust(data) if compiled is not None and not slow else _by_pyshacl(data):
        if node not in graph_of:
            continue  # described in another batch, here by its type and label only
        said = f"; it has {_short(value)}" if value is not None and value != node else ""
        yield Finding(graph_of[node], node, message + said)


_Result: TypeAlias = tuple[str, str, str | None]
"""What a shape says of a node: the node, the message, the value where one is at fault."""


def _by_pyshacl(data: Graph) -> Iterator[_Result]:
    shapes = Graph().parse(data=shared("ontology", "shapes.ttl").read_bytes(), format="turtle")
    conforms, report, text = shacl_validate(data, shacl_graph=shapes)
    if conforms:
        return
    if not isinstance(report, Graph):
        raise InputError(f"the graph cannot be checked against the shapes: {text}")
    for result in report.objects(None, SH.result):  # not the details of nested shapes, which are results as well
        value = report.value(result, SH.value)
        message = str(report.value(result, SH.resultMessage))
        yield str(report.value(result, SH.focusNode)), message, None if value is None else str(value)


def _by_rust(data: Graph) -> Iterator[_Result]:
    report = _compiled().validate_text(data.serialize(format="nt"), "ntriples")
    for result in report.results:
        value = result.value_plain if result.value is not None else None
        yield result.focus_node.removeprefix("<").removesuffix(">"), str(result.message), value


@cache
def _compiled() -> Any:
    return compiled.Shapes.from_turtle(shared("ontology", "shapes.ttl").read_text(encoding="utf-8"))


def _triple(quad: ox.Quad) -> tuple[Node, Node, Node]:
    return _node(quad.subject), _node(quad.predicate), _node(quad.object)


def _node(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if not isinstance(term, ox.Literal):
        return BNode(str(term).removeprefix("_:"))
    if term.language:
        return Literal(term.value, lang=term.language)
    # A plain string in the shapes has no datatype in rdflib, and would not equal one that has.
    datatype = term.datatype.value
    return Literal(term.value) if datatype == str(XSD.string) else Literal(term.value, datatype=URIRef(datatype))


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _short(text: str, limit: int = 80) -> str:
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")
