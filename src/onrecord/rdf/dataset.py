"""Knowledge to quads, by the table of :mod:`onrecord.rdf.mapping`.

One named graph an article (its IRI is the article's), one for the shared entities, events and decisions, one
for the run; every triple in exactly one of them, no blank nodes. Nothing of an article's graph depends on the
other articles except which shared entity or event a chain or attested event refers to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.resources import files
from typing import Protocol

from onrecord.model import Copies, Decision, Document, Entity, Knowledge, Occurrence, SharedStatement
from onrecord.rdf import terms as t
from onrecord.rdf.graphs import ArticleGraph, Graph, SharedGraph, published_events
from onrecord.rdf.names import Names, Run
from onrecord.rdf.namespace import DCTERMS, DEFAULT_BASE, ONR, RDF, SCHEMA
from onrecord.rdf.terms import Quad, Term
from onrecord.rdf.vocabulary import vocabulary_quads
from onrecord.records import digest_of

__all__ = [
    "Names",
    "Part",
    "Run",
    "Source",
    "article_part",
    "document_quads",
    "entity_lines",
    "entity_quads",
    "found_graphs",
    "knowledge_graphs",
    "knowledge_quads",
    "published_events",
    "run_quads",
]

_TYPE = t.iri(RDF.type)
_NODES = 4096  # described before they are written


@dataclass(frozen=True, slots=True)
class Part:
    """One named graph that is to be written: its name and its sorted lines of N-Quads, made when asked for.

    ``made_of`` is a digest of all that the lines depend on besides the code: graphs that are made of the same are
    the same. ``portable``: another process can be asked for the lines.
    """

    name: Term
    made_of: str
    lines: Callable[[], Iterable[str]]
    portable: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """An article whose graph is to be written: its id, a digest of its Document, and how to read that."""

    id: str
    digest: str
    read: Callable[[], Document]


class Found(Protocol):
    """What articles have in common, as :class:`onrecord.model.Knowledge` has it: of events only what is published."""

    @property
    def entities(self) -> Sequence[Entity]:
        """In any order."""

    @property
    def occurrences(self) -> Sequence[Occurrence]:
        """In any order."""

    @property
    def decisions(self) -> Sequence[Decision]:
        """In any order."""

    @property
    def copies(self) -> Sequence[Copies]:
        """In any order."""

    @property
    def shared(self) -> Sequence[SharedStatement]:
        """In any order."""

    @property
    def entity_of(self) -> Mapping[tuple[str, str], str]:
        """Keys by article and chain."""

    @property
    def occurrence_of(self) -> Mapping[tuple[str, str], str]:
        """Keys by article and event."""


def knowledge_graphs(
    knowledge: Knowledge,
    base: str = DEFAULT_BASE,
    run: Run | None = None,
    digest: Callable[[Document], str] = digest_of,
) -> Iterator[Part]:
    """Every graph, in the order of their names: what is written in this order is the same from run to run.

    ``run`` is what made the documents, if it is to be stated; ``digest`` gives a document's, where it is known
    already. Raises :class:`InputError` for a base that is no IRI.
    """
    sources, told = [], {}
    for document in knowledge.documents:
        id = document.article.id
        sources.append(Source(id, digest(document), partial(_same, document)))
        refs = ((id, event.id) for event in published_events(document))
        told.update({ref: knowledge.occurrence_of[ref] for ref in refs if ref in knowledge.occurrence_of})
    keys = set(told.values())
    occurrences = tuple(occurrence for occurrence in knowledge.occurrences if occurrence.key in keys)
    return found_graphs(replace(knowledge, occurrences=occurrences, occurrence_of=told), sources, base, run)


def _same(document: Document) -> Document:
    return document


def found_graphs(found: Found, sources: Iterable[Source], base: str, run: Run | None) -> Iterator[Part]:
    """The same where documents are read one by one, each when its graph is written."""
    names = Names(base)
    by_id = {source.id: source for source in sources}
    entity_of, occurrence_of = _by_article(found.entity_of), _by_article(found.occurrence_of)

    def of_article(id: str) -> Part:
        return article_part(by_id[id], names, run, entity_of.get(id, {}), occurrence_of.get(id, {}))

    def shared() -> Iterable[str]:
        return entity_lines(found.entities, found.occurrences, found.decisions, names)

    def copies() -> Iterable[str]:
        return map(t.line, copies_quads(found, names, by_id))

    makers: list[tuple[Term, Callable[[], Part]]] = [(names.article(id), partial(of_article, id)) for id in by_id]

    def also(name: Term, lines: Callable[[], Iterable[str]]) -> None:
        makers.append((name, lambda: Part(name, "", lines)))

    also(names.entities, shared)
    if found.copies or found.shared:
        also(names.copies, copies)
    if run is not None:
        also(names.provenance, lambda: map(t.line, run_quads(run, names)))
    also(vocabulary_quads()[0][3], lambda: map(t.line, vocabulary_quads()))
    makers.sort(key=lambda row: row[0])
    return (make() for _, make in makers)


def article_part(
    source: Source, names: Names, run: Run | None, entities: Mapping[str, str], occurrences: Mapping[str, str]
) -> Part:
    """The graph of one article; ``entities`` and ``occurrences`` are what its chains and events are, by their ids."""
    by = names.run(run) if run else ""
    made_of = t.digest(_code(), names.base, by, source.digest, sorted(entities.items()), sorted(occurrences.items()))
    return Part(
        names.article(source.id),
        made_of,
        partial(_article_lines, source, names, run, entities, occurrences),
        portable=True,
    )


def _article_lines(
    source: Source, names: Names, run: Run | None, entities: Mapping[str, str], occurrences: Mapping[str, str]
) -> list[str]:
    return ArticleGraph(source.read(), names, run, entities, occurrences).lines()


@cache
def _code() -> str:
    """What turns records into lines, for who wrote a graph with another version."""
    here = files("onrecord") / "rdf"
    found = sorted((file.name, file.read_bytes()) for file in here.iterdir() if file.name.endswith(".py"))
    return hashlib.sha256(b"".join(data for _, data in found)).hexdigest()


def _by_article(keys: Mapping[tuple[str, str], str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for (article, id), key in keys.items():
        found.setdefault(article, {})[id] = key
    return found


def knowledge_quads(knowledge: Knowledge, base: str = DEFAULT_BASE, run: Run | None = None) -> Iterator[Quad]:
    """All quads, graph by graph as :func:`knowledge_graphs` orders them, sorted inside each."""
    for part in knowledge_graphs(knowledge, base, run):
        for lines in part.lines():
            for line in lines.removesuffix("\n").split("\n"):
                subject, property, rest = line.split(" ", 2)
                value, _, graph = rest.removesuffix(" .").rpartition(" ")
                yield subject, property, value, graph


def document_quads(
    document: Document,
    names: Names,
    run: Run | None,
    entities: Mapping[str, str],
    occurrences: Mapping[str, str],
) -> list[Quad]:
    """The graph of one article, sorted; ``entities`` and ``occurrences`` as for :func:`article_part`."""
    return ArticleGraph(document, names, run, entities, occurrences).sorted()


def entity_quads(
    entities: Iterable[Entity], occurrences: Iterable[Occurrence], decisions: Iterable[Decision], names: Names
) -> list[Quad]:
    """The graph of what the articles share, sorted."""
    return [quad for graph in _shared(entities, occurrences, decisions, names) for quad in graph.sorted()]


def entity_lines(
    entities: Iterable[Entity], occurrences: Iterable[Occurrence], decisions: Iterable[Decision], names: Names
) -> Iterator[str]:
    """The same as lines of N-Quads, made as they are asked for."""
    for graph in _shared(entities, occurrences, decisions, names):
        yield from graph.lines()


def _shared(
    entities: Iterable[Entity], occurrences: Iterable[Occurrence], decisions: Iterable[Decision], names: Names
) -> Iterator[SharedGraph]:
    """What the articles share in the order of the nodes, some thousands of them at a time."""
    found: list[tuple[Term, Entity | Occurrence | Decision]] = []
    keys: set[str] = set()
    for entity in entities:
        if entity.type != "thing":
            keys.add(entity.key)
            found.append((names.thing(entity.key), entity))
    for occurrence in occurrences:
        keys.add(occurrence.key)
        found.append((names.thing(occurrence.key), occurrence))
    for d in decisions:
        found.append((names.local("decision", d.left, d.right, d.same, d.reason), d))
    found.sort(key=lambda pair: pair[0])
    graph = SharedGraph(names, keys)
    for subject, record in found:
        if len(graph.nodes) >= _NODES and subject not in graph.nodes:
            yield graph
            graph = SharedGraph(names, keys)
        graph.describe(subject, record)
    yield graph


def copies_quads(found: Found, names: Names, sources: Mapping[str, Source]) -> list[Quad]:
    """The graph of what several articles carry in the same words, sorted: texts, and acts of saying."""
    graph = Graph(names.copies)
    for copies in found.copies:
        text = names.thing(copies.key)
        graph.add(text, _TYPE, t.iri(ONR.SharedText))
        graph.record(text, copies)
        for article in copies.articles:
            graph.add(names.article(article), t.iri(ONR.copyOf), text)
    concerned = sorted({id for shared in found.shared for id, _ in shared.reports if id in sources})
    terms = {id: names.statements(sources[id].read()) for id in concerned}
    for shared in found.shared:
        saying = names.thing(shared.key)
        graph.add(saying, _TYPE, t.iri(ONR.SharedStatement))
        graph.record(saying, shared)
        for article, statement in shared.reports:
            if article in terms:
                graph.add(terms[article][statement], t.iri(ONR.reportOf), saying)
    return graph.sorted()


def run_quads(run: Run, names: Names) -> list[Quad]:
    """The graph of how the records came to be, sorted; the time is not part of it."""
    graph = Graph(names.provenance)
    subject = names.run(run)
    graph.add(subject, _TYPE, t.iri(ONR.ExtractionRun))
    graph.add(subject, t.iri(DCTERMS.identifier), t.plain(run.fingerprint))
    graph.add(subject, t.iri(SCHEMA.softwareVersion), t.plain(f"onrecord {run.version}"))
    for name, version in run.components.items():
        graph.add(subject, t.iri(SCHEMA.softwareRequirements), t.plain(f"{name} {version}"))
    return graph.sorted()
