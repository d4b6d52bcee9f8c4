"""Knowledge to quads, by the table of :mod:`onrecord.rdf.mapping`.

One named graph an article (its IRI is the article's), one for the shared entities, events and decisions, one
for the run; every triple in exactly one of them, no blank nodes. Nothing of an article's graph depends on the
other articles except which shared entity or event a chain or attested event refers to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord.model import Decision, Document, Entity, Knowledge, Occurrence
from onrecord.rdf import terms as t
from onrecord.rdf.graphs import ArticleGraph, Graph, SharedGraph, published_events
from onrecord.rdf.names import Names, Run
from onrecord.rdf.namespace import DCTERMS, DEFAULT_BASE, ONR, RDF, SCHEMA
from onrecord.rdf.terms import Quad
from onrecord.rdf.vocabulary import vocabulary_quads

__all__ = ["Names", "Run", "document_quads", "entity_quads", "knowledge_quads", "published_events", "run_quads"]

_TYPE = t.iri(RDF.type)


def knowledge_quads(knowledge: Knowledge, base: str = DEFAULT_BASE, run: Run | None = None) -> Iterator[Quad]:
    """All quads: each article's graph in the order of the documents, then entities, provenance and the labels
    of the concepts.

    Quads are sorted inside each graph. ``run`` is what made the documents, if it is to be stated.
    Raises :class:`InputError` for a base that is no IRI.
    """
    names = Names(base)
    told: set[str] = set()
    for document in knowledge.documents:
        yield from document_quads(document, names, run, knowledge.entity_of, knowledge.occurrence_of)
        for event in published_events(document):
            told.add(knowledge.occurrence_of.get((document.article.id, event.id), ""))
    occurrences = (occurrence for occurrence in knowledge.occurrences if occurrence.key in told)
    yield from entity_quads(knowledge.entities, occurrences, knowledge.decisions, names)
    if run is not None:
        yield from run_quads(run, names)
    yield from vocabulary_quads()


def document_quads(
    document: Document,
    names: Names,
    run: Run | None,
    entity_of: Mapping[tuple[str, str], str],
    occurrence_of: Mapping[tuple[str, str], str],
) -> list[Quad]:
    """The graph of one article, sorted."""
    return ArticleGraph(document, names, run, entity_of, occurrence_of).quads()


def entity_quads(
    entities: Iterable[Entity], occurrences: Iterable[Occurrence], decisions: Iterable[Decision], names: Names
) -> list[Quad]:
    """The graph of what the articles share, sorted."""
    graph = SharedGraph(names)
    entities, occurrences = tuple(e for e in entities if e.type != "thing"), tuple(occurrences)
    graph.keys = {e.key for e in entities} | {o.key for o in occurrences}
    for entity in entities:
        graph.place = entity.type == "place"
        graph.record(names.thing(entity.key), entity)
    graph.place = False
    for occurrence in occurrences:
        subject = names.thing(occurrence.key)
        graph.add(subject, _TYPE, t.iri(ONR.Event))
        graph.record(subject, occurrence)
    for decision in decisions:
        subject = names.local("decision", decision.left, decision.right, decision.same, decision.reason)
        graph.add(subject, _TYPE, t.iri(ONR.Decision))
        graph.record(subject, decision)
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
