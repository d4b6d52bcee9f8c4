"""Knowledge to quads, by the table of :mod:`onrecord.rdf.mapping`.

One named graph an article (its IRI is the article's), one for the shared entities, events and decisions, one
for the run; every triple in exactly one of them, no blank nodes. Nothing of an article's graph depends on the
other articles except which shared entity or event a chain or attested event refers to.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.resources import files
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, Protocol, TypeAlias

from onrecord.model import Copies, Decision, Document, Entity, Knowledge, Occurrence, SharedStatement
from onrecord.rdf import terms as t
from onrecord.rdf.graphs import ArticleGraph, Block, Graph, SharedGraph, published_events, quads_of
from onrecord.rdf.names import Names, Run
from onrecord.rdf.namespace import DCTERMS, DEFAULT_BASE, ONR, RDF, SCHEMA
from onrecord.rdf.terms import Quad, Term
from onrecord.rdf.vocabulary import vocabulary_quads
from onrecord.records import digest_of

__all__ = [
    "NO_REFS",
    "Described",
    "Names",
    "Part",
    "Record",
    "Refs",
    "Run",
    "Source",
    "article_part",
    "described",
    "document_quads",
    "entity_quads",
    "found_graphs",
    "found_in",
    "knowledge_graphs",
    "knowledge_quads",
    "published_events",
    "refs_by_article",
    "run_quads",
]

_TYPE = t.iri(RDF.type)
_NODES = 4096  # described before they are written


@dataclass(frozen=True, slots=True)
class Part:
    """One named graph that is to be written: its name and its lines of N-Quads in sorted blocks, made when asked for.

    ``made_of`` is a digest of all that the lines depend on besides the code: graphs that are made of the same are
    the same. ``portable``: another process can be asked for the lines.
    """

    name: Term
    made_of: str
    blocks: Callable[[], Iterable[Block]]
    portable: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """An article whose graph is to be written: its id, a digest of its Document, and how to read that."""

    id: str
    digest: str
    read: Callable[[], Document]


class Several(Protocol):
    """What several articles carry in the same words, as :class:`onrecord.model.Knowledge` has it."""

    @property
    def copies(self) -> Sequence[Copies]:
        """In any order."""

    @property
    def shared(self) -> Sequence[SharedStatement]:
        """In any order."""


class Found(Several, Protocol):
    """All that articles have in common: of events only what is published."""

    @property
    def entities(self) -> Sequence[Entity]:
        """In any order."""

    @property
    def occurrences(self) -> Sequence[Occurrence]:
        """In any order."""

    @property
    def decisions(self) -> Sequence[Decision]:
        """In any order."""


Record: TypeAlias = Entity | Occurrence | Decision


class Described(NamedTuple):
    """What articles share: the ``keys`` of all entities and occurrences, and all ``records`` in the order of nodes."""

    keys: Collection[str]
    records: Iterable[tuple[Term, Record]]


class Refs(NamedTuple):
    """What the chains and the events of one article are: keys of entities and of occurrences by their ids."""

    entities: Mapping[str, str]
    occurrences: Mapping[str, str]


NO_REFS = Refs({}, {})


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
    sources = [Source(d.article.id, digest(d), partial(_same, d)) for d in knowledge.documents]
    found, refs = found_in(knowledge)
    return found_graphs(found, partial(described, found), lambda id: refs.get(id, NO_REFS), sources, base, run)


def found_in(knowledge: Knowledge) -> tuple[Found, dict[str, Refs]]:
    """What is published of what articles have in common, and what the chains and events of each are."""
    ids = [(d.article.id, event.id) for d in knowledge.documents for event in published_events(d)]
    told = {ref: knowledge.occurrence_of[ref] for ref in ids if ref in knowledge.occurrence_of}
    keys = set(told.values())
    occurrences = tuple(occurrence for occurrence in knowledge.occurrences if occurrence.key in keys)
    return replace(knowledge, occurrences=occurrences), refs_by_article(knowledge.entity_of, told)


def _same(document: Document) -> Document:
    return document


def found_graphs(
    found: Several,
    described: Callable[[Names], Described],
    refs: Callable[[str], Refs],
    sources: Iterable[Source],
    base: str,
    run: Run | None,
) -> Iterator[Part]:
    """The same where documents are read one by one, each when its graph is written.

    ``described`` gives what they share, ``refs`` what the chains and events of one are, by its id.
    """
    names = Names(base)
    by_id = {source.id: source for source in sources}

    def of_article(id: str) -> Part:
        return article_part(by_id[id], names, run, *refs(id))

    def shared() -> Iterable[Block]:
        return (graph.block() for graph in _shared(described(names), names))

    makers: list[tuple[Term, Callable[[], Part]]] = [(names.article(id), partial(of_article, id)) for id in by_id]

    def also(name: Term, blocks: Callable[[], Iterable[Block]], made_of: str = "") -> None:
        makers.append((name, lambda: Part(name, made_of, blocks)))

    also(names.entities, shared)
    if found.copies or found.shared:
        concerned = [by_id[id].digest for id in _reporting(found) if id in by_id]
        made_of = t.digest(_code(), names.base, tuple(found.copies), tuple(found.shared), concerned)
        also(names.copies, lambda: _one_block(copies_quads(found, names, by_id)), made_of)
    if run is not None:
        also(names.provenance, lambda: _one_block(run_quads(run, names)))
    also(vocabulary_quads()[0][3], lambda: _one_block(vocabulary_quads()))
    makers.sort(key=lambda row: row[0])
    return (make() for _, make in makers)


def _one_block(quads: Sequence[Quad]) -> tuple[Block]:
    return ((list(map(t.line, quads)), len(quads)),)


def article_part(
    source: Source, names: Names, run: Run | None, entities: Mapping[str, str], occurrences: Mapping[str, str]
) -> Part:
    """The graph of one article; ``entities`` and ``occurrences`` are what its chains and events are, by their ids."""
    by = names.run(run) if run else ""
    refers = "\0".join(chain.from_iterable((*sorted(entities.items()), *sorted(occurrences.items()))))
    made_of = t.digest(_code(), names.base, by, source.digest, len(entities), refers)
    return Part(
        names.article(source.id),
        made_of,
        partial(_article_blocks, source, names, run, entities, occurrences),
        portable=True,
    )


def _article_blocks(
    source: Source, names: Names, run: Run | None, entities: Mapping[str, str], occurrences: Mapping[str, str]
) -> tuple[Block]:
    return (ArticleGraph(source.read(), names, run, entities, occurrences).block(),)


@cache
def _code() -> str:
    """What turns records into lines, for who wrote a graph with another version."""
    here = files("onrecord") / "rdf"
    found = sorted((file.name, file.read_bytes()) for file in here.iterdir() if file.name.endswith(".py"))
    return hashlib.sha256(b"".join(data for _, data in found)).hexdigest()


def refs_by_article(
    entity_of: Mapping[tuple[str, str], str], occurrence_of: Mapping[tuple[str, str], str]
) -> dict[str, Refs]:
    """``entity_of`` and ``occurrence_of``, which have keys by article and id, of each article by itself."""
    entities: defaultdict[str, dict[str, str]] = defaultdict(dict)
    occurrences: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for of, found in ((entity_of, entities), (occurrence_of, occurrences)):
        for (article, id), key in of.items():
            found[article][id] = key
    return {article: Refs(entities[article], occurrences[article]) for article in entities.keys() | occurrences.keys()}


def knowledge_quads(knowledge: Knowledge, base: str = DEFAULT_BASE, run: Run | None = None) -> Iterator[Quad]:
    """All quads, graph by graph as :func:`knowledge_graphs` orders them, sorted inside each."""
    for part in knowledge_graphs(knowledge, base, run):
        for block in part.blocks():
            yield from quads_of(block)


def document_quads(
    document: Document,
    names: Names,
    run: Run | None,
    entities: Mapping[str, str],
    occurrences: Mapping[str, str],
) -> list[Quad]:
    """The graph of one article, sorted; ``entities`` and ``occurrences`` as for :func:`article_part`."""
    return ArticleGraph(document, names, run, entities, occurrences).sorted()


def entity_quads(found: Found, names: Names) -> list[Quad]:
    """The graph of what the articles share, sorted."""
    return [quad for graph in _shared(described(found, names), names) for quad in graph.sorted()]


def described(found: Found, names: Names) -> Described:
    """What is stated of what articles share; of things that are neither person, body nor place nothing is."""
    things: list[Entity | Occurrence] = [entity for entity in found.entities if entity.type != "thing"]
    things += found.occurrences
    records: list[tuple[Term, Record]] = [(names.thing(thing.key), thing) for thing in things]
    records += [(names.local("decision", d.left, d.right, d.same, d.reason), d) for d in found.decisions]
    records.sort(key=itemgetter(0))
    return Described({thing.key for thing in things}, records)


def _shared(described: Described, names: Names) -> Iterator[SharedGraph]:
    """What the articles share in the order of the nodes, some thousands of them at a time."""
    graph = SharedGraph(names, described.keys)
    for subject, record in described.records:
        if len(graph.nodes) >= _NODES and subject not in graph.nodes:
            yield graph
            graph = SharedGraph(names, described.keys)
        graph.describe(subject, record)
    yield graph


def copies_quads(found: Several, names: Names, sources: Mapping[str, Source]) -> list[Quad]:
    """The graph of what several articles carry in the same words, sorted: texts, and acts of saying."""
    graph = Graph(names.copies)
    for copies in found.copies:
        text = names.thing(copies.key)
        graph.add(text, _TYPE, t.iri(ONR.SharedText))
        graph.record(text, copies)
        for article in copies.articles:
            graph.add(names.article(article), t.iri(ONR.copyOf), text)
    terms = {id: names.statements(sources[id].read()) for id in _reporting(found) if id in sources}
    for shared in found.shared:
        saying = names.thing(shared.key)
        graph.add(saying, _TYPE, t.iri(ONR.SharedStatement))
        graph.record(saying, shared)
        for article, statement in shared.reports:
            if article in terms:
                graph.add(terms[article][statement], t.iri(ONR.reportOf), saying)
    return graph.sorted()


def _reporting(found: Several) -> list[str]:
    """The articles that report what others do."""
    return sorted({id for shared in found.shared for id, _ in shared.reports})


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
