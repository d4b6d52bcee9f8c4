"""Knowledge to quads, by the table of :mod:`onrecord.rdf.mapping`.

One named graph an article (its IRI is the article's), one for the shared entities, events and decisions, one
for the run; every triple in exactly one of them, no blank nodes. Nothing of an article's graph depends on the
other articles except which shared entity or event a chain or attested event refers to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rdflib.term import URIRef

from onrecord.errors import InputError
from onrecord.model import (
    About,
    Chain,
    Decision,
    Document,
    Entity,
    Event,
    Figure,
    Knowledge,
    Mention,
    Occurrence,
    Role,
    Span,
    Statement,
)
from onrecord.rdf import mapping as m
from onrecord.rdf import terms as t
from onrecord.rdf.namespace import DCTERMS, DEFAULT_BASE, GAF, NIF, ONR, PROV, RDF, SCHEMA
from onrecord.rdf.terms import Quad, Term
from onrecord.rdf.vocabulary import vocabulary_quads
from onrecord.rdf.wording import content_text, hull, verbatim_texts

UNLISTED_EVENTS = frozenset({"other", "communication"})
"""Event types that say no more than that something happens, or is said."""

_RULES: Mapping[type, tuple[tuple[str, m.Rule], ...]] = {
    record: tuple((name, rule) for name, rule in row.fields.items() if not isinstance(rule, m.Elsewhere))
    for record, row in m.MAPPING.items()
}


@dataclass(frozen=True, slots=True)
class Run:
    """What made the records: nothing of it changes when the same pipeline runs again.

    ``fingerprint`` identifies pipeline and models; ``components`` are names with versions
    ("spacy" → "3.8.18").
    """

    fingerprint: str
    version: str
    components: Mapping[str, str] = field(default_factory=dict)


class Names:
    """The IRIs under one base."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        """Raise :class:`InputError` where ``base`` is no absolute IRI that ends with ``/`` or ``#``."""
        if not base.endswith(("/", "#")) or t.outside_iri(base) != base:
            raise InputError(f"--base {base!r} is not an absolute IRI ending with '/' or '#'; try {DEFAULT_BASE!r}")
        self.base = base
        self.entities = t.iri(f"{base}graph/entities")
        self.provenance = t.iri(f"{base}graph/provenance")

    def article(self, id: str) -> Term:
        """The article, which is also the name of its graph."""
        return t.iri(f"{self.base}article/{t.path_segment(id)}")

    def thing(self, key: str) -> Term:
        """A shared entity or event."""
        return t.iri(self.base + t.key_path(key))

    def run(self, run: Run) -> Term:
        """The run."""
        return t.iri(f"{self.base}run/{t.path_segment(run.fingerprint)}")

    def local(self, kind: str, *parts: object) -> Term:
        """Something that one article attests: a hash of the article's id and of the spans it rests on."""
        return t.iri(f"{self.base}{kind}/{t.digest(kind, *parts)}")


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


def published_events(document: Document) -> list[Event]:
    """The events that a graph tells of: operations, events of a listed type, and what something is about.

    The annotation marks every verb that tells of an event, five times as many; of the rest nobody would ask,
    and an act of saying is a statement already.
    """
    links = [*(s.about for s in document.statements), *(f.about for f in document.figures)]
    about = {link.event for record in links for link in record}
    return [e for e in document.events if e.operation or e.type not in UNLISTED_EVENTS or e.id in about]


def document_quads(
    document: Document,
    names: Names,
    run: Run | None,
    entity_of: Mapping[tuple[str, str], str],
    occurrence_of: Mapping[tuple[str, str], str],
) -> list[Quad]:
    """The graph of one article, sorted."""
    return _ArticleGraph(document, names, run, entity_of, occurrence_of).quads()


def entity_quads(
    entities: Iterable[Entity], occurrences: Iterable[Occurrence], decisions: Iterable[Decision], names: Names
) -> list[Quad]:
    """The graph of what the articles share, sorted."""
    graph = _SharedGraph(names)
    entities, occurrences = tuple(e for e in entities if e.type != "thing"), tuple(occurrences)
    graph.keys = {e.key for e in entities} | {o.key for o in occurrences}
    for entity in entities:
        graph.place = entity.type == "place"
        graph.record(names.thing(entity.key), entity)
    graph.place = False
    for occurrence in occurrences:
        subject = names.thing(occurrence.key)
        graph.add(subject, RDF.type, t.iri(ONR.Event))
        graph.record(subject, occurrence)
    for decision in decisions:
        subject = names.local("decision", decision.left, decision.right, decision.same, decision.reason)
        graph.add(subject, RDF.type, t.iri(ONR.Decision))
        graph.record(subject, decision)
    return graph.sorted()


def run_quads(run: Run, names: Names) -> list[Quad]:
    """The graph of how the records came to be, sorted; the time is not part of it."""
    graph = _Graph(names.provenance)
    subject = names.run(run)
    graph.add(subject, RDF.type, t.iri(ONR.ExtractionRun))
    graph.add(subject, DCTERMS.identifier, t.plain(run.fingerprint))
    graph.add(subject, SCHEMA.softwareVersion, t.plain(f"onrecord {run.version}"))
    for name, version in run.components.items():
        graph.add(subject, SCHEMA.softwareRequirements, t.plain(f"{name} {version}"))
    return graph.sorted()


class _Graph:
    """The triples of one named graph, and the rules that need no article."""

    language = "en"

    def __init__(self, name: Term) -> None:
        self.name = name
        self.triples: set[tuple[Term, Term, Term]] = set()

    def add(self, subject: Term, property: URIRef, value: Term) -> None:
        self.triples.add((subject, f"<{property}>", value))

    def sorted(self) -> list[Quad]:
        name = self.name
        return [(s, p, o, name) for s, p, o in sorted(self.triples)]

    def record(self, subject: Term, record: Any) -> None:
        """Every field of ``record`` by its rule; None and empty tuples give nothing."""
        for name, rule in _RULES[type(record)]:
            value = getattr(record, name)
            if value is not None and value != ():
                getattr(self, _METHODS[type(rule)])(subject, rule, value)

    def words(self, subject: Term, rule: m.Words, value: str | tuple[str, ...]) -> None:
        for text in (value,) if isinstance(value, str) else value:
            self.add(subject, rule.property, t.tagged(text, self.language) if rule.tagged else t.plain(text))

    def link(self, subject: Term, rule: m.Link, value: str | tuple[str, ...]) -> None:
        for address in (value,) if isinstance(value, str) else value:
            target = t.outside_iri(address)
            self.add(subject, rule.property, t.iri(target) if target else t.plain(address))

    def whole(self, subject: Term, rule: m.Whole, value: int) -> None:
        self.add(subject, rule.property, t.integer(value))

    def share(self, subject: Term, rule: m.Share, value: float) -> None:
        self.add(subject, rule.property, t.decimal(value))

    def degrees(self, subject: Term, rule: m.Degrees, value: float) -> None:
        self.add(subject, rule.property, t.coordinate(value))

    def day(self, subject: Term, rule: m.Day, value: str) -> None:
        if date := t.day(value):
            self.add(subject, rule.property, date)

    def days(self, subject: Term, rule: m.Days, value: str) -> None:
        if bounds := t.days(value):
            self.add(subject, rule.first, bounds[0])
            self.add(subject, rule.last, bounds[1])

    def concept(self, subject: Term, rule: m.Concept, value: str) -> None:
        self.add(subject, rule.property, t.iri(m.concept(rule.scheme, value)))

    def flag(self, subject: Term, rule: m.Flag, value: bool) -> None:
        target = rule.true if value else rule.false
        if target is not None:
            self.add(subject, rule.property, t.iri(target))


class _SharedGraph(_Graph):
    """The graph of entities, events and decisions."""

    def __init__(self, names: Names) -> None:
        super().__init__(names.entities)
        self.names = names
        self.place = False
        self.keys: set[str] = set()

    def classes(self, subject: Term, rule: m.Classes, value: str) -> None:
        for cls in m.ENTITY_CLASSES[value]:  # type: ignore[index]
            self.add(subject, RDF.type, t.iri(cls))

    def key_ref(self, subject: Term, rule: m.KeyRef, value: str | tuple[str, ...]) -> None:
        property = rule.of_place if self.place and rule.of_place is not None else rule.property
        for key in (value,) if isinstance(value, str) else value:
            if key in self.keys:
                self.add(subject, property, self.names.thing(key))

    def either(self, subject: Term, rule: m.Either, value: str) -> None:
        self.add(subject, rule.property, self.names.thing(value) if value in self.keys else t.plain(value))


class _ArticleGraph(_Graph):
    """The graph of one article."""

    def __init__(
        self,
        document: Document,
        names: Names,
        run: Run | None,
        entity_of: Mapping[tuple[str, str], str],
        occurrence_of: Mapping[tuple[str, str], str],
    ) -> None:
        article = document.article
        super().__init__(names.article(article.id))
        self.language = article.language
        self.document, self.names, self.text = document, names, article.text
        self.run = names.run(run) if run is not None else None
        self.spans: dict[Span, Term] = {}
        self.denoted: Term | None = None
        taken: set[Term] = set()

        def name(kind: str, *parts: object) -> Term:
            term = names.local(kind, article.id, *parts)
            again = 2
            while term in taken:
                term, again = names.local(kind, article.id, *parts, again), again + 1
            taken.add(term)
            return term

        self.chains = {
            c.id: name("chain", c.type, *(x.span for x in c.mentions[:1])) for c in document.chains if c.type != "thing"
        }
        self.told = published_events(document)
        self.events = {e.id: name("attested-event", e.type, *(x.span for x in e.mentions[:1])) for e in self.told}
        self.statements = {s.id: name("statement", s.content, s.source, s.cue) for s in document.statements}
        self.figures = {f.id: name("figure", f.measure, f.span) for f in document.figures}
        self.roles = {r.id: name("role", r.title, r.span) for r in document.roles}
        self.entities = {
            id: names.thing(key) for id in self.chains if (key := entity_of.get((article.id, id))) is not None
        }
        self.occurrences = {
            e.id: names.thing(key) for e in self.told if (key := occurrence_of.get((article.id, e.id))) is not None
        }

    def quads(self) -> list[Quad]:
        document, article = self.document, self.name
        self.add(article, RDF.type, t.iri(ONR.Article))
        self.record(article, document.article)
        self.add(article, SCHEMA.sha256, t.plain(document.article.sha256))
        self.add(article, ONR.characters, t.integer(len(self.text)))
        for warning in document.warnings:
            self.add(article, ONR.warning, t.plain(warning))
        for chain in document.chains:
            if chain.id in self.chains:
                self._referring(self.chains[chain.id], chain, self.entities.get(chain.id))
        for event in self.told:
            self._referring(self.events[event.id], event, self.occurrences.get(event.id))
        for role in document.roles:
            self._attested(self.roles[role.id], role)
        for figure in document.figures:
            self._attested(self.figures[figure.id], figure)
        for statement in document.statements:
            subject = self.statements[statement.id]
            self._attested(subject, statement)
            self._wording(subject, statement)
        return self.sorted()

    def _attested(self, subject: Term, record: Chain | Event | Role | Figure | Statement) -> None:
        self.add(subject, RDF.type, t.iri(m.MAPPING[type(record)].cls))
        self.add(subject, ONR.reportedIn, self.name)
        if self.run is not None and not isinstance(record, Chain):
            self.add(subject, PROV.wasGeneratedBy, self.run)
        self.record(subject, record)

    def _referring(self, subject: Term, record: Chain | Event, shared: Term | None) -> None:
        self.denoted = shared
        self._attested(subject, record)
        if shared is not None:
            self.add(subject, ONR.refersTo, shared)

    def _wording(self, subject: Term, statement: Statement) -> None:
        evidence = hull(self.text, (*statement.source, *statement.cue, *statement.content))
        if evidence is not None:
            self.add(subject, ONR.evidence, self.span(evidence))
        words = content_text(self.text, statement.content)
        self.add(subject, SCHEMA.text, t.tagged(words, self.language))
        for verbatim in verbatim_texts(self.text, statement.content, statement.manner):
            self.add(subject, ONR.verbatim, t.tagged(verbatim, self.language))

    def span(self, span: Span) -> Term:
        """The evidence node of ``span``, described the first time that it is asked for."""
        node = self.spans.get(span)
        if node is None:
            start, end = span
            node = self.spans[span] = f"{self.name[:-1]}#char={start},{end}>"
            self.add(node, RDF.type, t.iri(ONR.Evidence))
            self.add(node, NIF.beginIndex, t.integer(start))
            self.add(node, NIF.endIndex, t.integer(end))
            self.add(node, NIF.anchorOf, t.plain(self.text[start:end]))
            self.add(node, NIF.referenceContext, self.name)
        return node

    def span_of(self, subject: Term, rule: m.SpanOf, value: Any) -> None:
        for start, end in (value,) if isinstance(value[0], int) else value:
            self.add(subject, rule.property, self.span((start, end)))
            if rule.words is not None:
                self.add(subject, rule.words, t.tagged(self.text[start:end], self.language))

    def mentions(self, subject: Term, rule: m.Mentions, value: tuple[Mention, ...]) -> None:
        for mention in value:
            node = self.span(mention.span)
            self.add(subject, m.MENTION_PROPERTIES[mention.form], node)
            if self.denoted is not None:
                self.add(node, GAF.denotes, self.denoted)

    def chain_ref(self, subject: Term, rule: m.ChainRef, value: str | tuple[str, ...]) -> None:
        for id in (value,) if isinstance(value, str) else value:
            if id in self.chains:
                self.add(subject, rule.chain, self.chains[id])
            if rule.entity is not None and id in self.entities:
                self.add(subject, rule.entity, self.entities[id])

    def statement_ref(self, subject: Term, rule: m.StatementRef, value: str | tuple[str, ...]) -> None:
        for id in (value,) if isinstance(value, str) else value:
            other = self.statements.get(id)
            if other is not None:
                self.add(subject, rule.property, other)
                if rule.symmetric:
                    self.add(other, rule.property, subject)

    def event_ref(self, subject: Term, rule: m.EventRef, value: str) -> None:
        self.add(subject, rule.property, self.events[value])

    def abouts(self, subject: Term, rule: m.Abouts, value: tuple[About, ...]) -> None:
        for about in value:
            event = self.events.get(about.event)
            if event is None:
                continue
            link = self.names.local("about", subject, event)
            self.add(subject, rule.link, link)
            self.add(link, RDF.type, t.iri(ONR.AboutLink))
            self.record(link, about)
            if about.event in self.occurrences:
                self.add(subject, rule.shared, self.occurrences[about.event])


_METHODS: Mapping[type, str] = {
    m.Words: "words",
    m.Link: "link",
    m.Whole: "whole",
    m.Share: "share",
    m.Degrees: "degrees",
    m.Day: "day",
    m.Days: "days",
    m.Concept: "concept",
    m.Flag: "flag",
    m.SpanOf: "span_of",
    m.Mentions: "mentions",
    m.ChainRef: "chain_ref",
    m.StatementRef: "statement_ref",
    m.EventRef: "event_ref",
    m.Abouts: "abouts",
    m.Classes: "classes",
    m.KeyRef: "key_ref",
    m.Either: "either",
}
"""The method of a graph that writes a rule."""
