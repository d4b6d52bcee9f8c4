"""The triples of one named graph, made from records by the rules of :mod:`onrecord.rdf.mapping`."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, cast

from rdflib.term import URIRef

from onrecord.model import (
    About,
    Chain,
    Decision,
    Document,
    Entity,
    Event,
    Figure,
    Mention,
    Occurrence,
    Role,
    Span,
    Statement,
)
from onrecord.rdf import mapping as m
from onrecord.rdf import terms as t
from onrecord.rdf.names import Names, Run
from onrecord.rdf.namespace import GAF, NIF, ONR, PROV, RDF, RDFS, SCHEMA
from onrecord.rdf.terms import Quad, Term
from onrecord.rdf.wording import content_text, hull, verbatim_texts

UNLISTED_EVENTS = frozenset({"other", "communication"})
"""Event types that say no more than that something happens, or is said."""

_TYPE = t.iri(RDF.type)
_BEGIN, _END, _ANCHOR, _CONTEXT = map(t.iri, (NIF.beginIndex, NIF.endIndex, NIF.anchorOf, NIF.referenceContext))
_DENOTES, _REFERS_TO, _REPORTED_IN, _GENERATED_BY = map(
    t.iri, (GAF.denotes, ONR.refersTo, ONR.reportedIn, PROV.wasGeneratedBy)
)
_EVIDENCE_CLASS, _EVIDENCE, _TEXT, _VERBATIM = map(t.iri, (ONR.Evidence, ONR.evidence, SCHEMA.text, ONR.verbatim))
_EVENT, _DECISION = map(t.iri, (ONR.Event, ONR.Decision))
_MENTIONS = {form: t.iri(property) for form, property in m.MENTION_PROPERTIES.items()}
_CLASSES: Mapping[type, Term] = {record: t.iri(row.cls) for record, row in m.MAPPING.items()}


def published_events(document: Document) -> list[Event]:
    """The events that a graph tells of: operations, events of a listed type, and what something is about.

    The annotation marks every verb that tells of an event, five times as many; of the rest nobody would ask,
    and an act of saying is a statement already.
    """
    links = [*(s.about for s in document.statements), *(f.about for f in document.figures)]
    about = {link.event for record in links for link in record}
    return [e for e in document.events if e.operation or e.type not in UNLISTED_EVENTS or e.id in about]


class Graph:
    """The triples of one named graph, and the rules that need no article.

    ``nodes`` holds them by subject, each as property and value with the space between: this is the form in which
    they are written, and the one that takes least to make, sort and join.
    """

    language = "en"

    def __init__(self, name: Term) -> None:
        """An empty graph of that name."""
        self.name = name
        self.nodes: defaultdict[Term, list[str]] = defaultdict(list)

    def add(self, subject: Term, property: Term, value: Term) -> None:
        """Add a triple."""
        self.nodes[subject].append(f"{property} {value}")

    def lines(self) -> Iterator[str]:
        """The triples as lines of N-Quads, sorted, no triple twice; a string holds all lines of one subject."""
        nodes, end = self.nodes, f" {self.name} .\n"
        for subject in sorted(nodes):
            held = nodes[subject]
            yield f"{subject} {f'{end}{subject} '.join(sorted(set(held)) if len(held) > 1 else held)}{end}"

    def sorted(self) -> list[Quad]:
        """The triples as quads, in order."""
        name, found = self.name, []
        for subject in sorted(self.nodes):
            for held in sorted(set(self.nodes[subject])):
                property, _, value = held.partition(" ")
                found.append((subject, property, value, name))
        return found

    def record(self, subject: Term, record: Any) -> None:
        """Every field of ``record`` by its rule; None and empty tuples give nothing."""
        for name, method, rule in _RULES[type(record)]:
            value = getattr(record, name)
            if value is not None and value != ():
                getattr(self, method)(subject, rule, value)

    def _words(self, subject: Term, rule: m.Words, value: str | tuple[str, ...]) -> None:
        for text in (value,) if isinstance(value, str) else value:
            self.add(subject, rule.property, t.tagged(text, self.language) if rule.tagged else t.plain(text))

    def _link(self, subject: Term, rule: m.Link, value: str | tuple[str, ...]) -> None:
        for address in (value,) if isinstance(value, str) else value:
            target = t.outside_iri(address)
            self.add(subject, rule.property, t.iri(target) if target else t.plain(address))

    def _whole(self, subject: Term, rule: m.Whole, value: int) -> None:
        self.add(subject, rule.property, t.integer(value))

    def _share(self, subject: Term, rule: m.Share, value: float) -> None:
        self.add(subject, rule.property, t.decimal(value))

    def _degrees(self, subject: Term, rule: m.Degrees, value: float) -> None:
        self.add(subject, rule.property, t.coordinate(value))

    def _day(self, subject: Term, rule: m.Day, value: str) -> None:
        if date := t.day(value):
            self.add(subject, rule.property, date)

    def _days(self, subject: Term, rule: m.Days, value: str) -> None:
        if bounds := t.days(value):
            self.add(subject, rule.first, bounds[0])
            self.add(subject, rule.last, bounds[1])

    def _concept(self, subject: Term, rule: m.Concept, value: str) -> None:
        self.add(subject, rule.property, t.iri(m.concept(rule.scheme, value)))

    def _flag(self, subject: Term, rule: m.Flag, value: bool) -> None:
        target = rule.true if value else rule.false
        if target is not None:
            self.add(subject, rule.property, target)


class SharedGraph(Graph):
    """The graph of entities, events and decisions."""

    def __init__(self, names: Names, keys: AbstractSet[str]) -> None:
        """An empty graph; ``keys`` are those of all entities and occurrences that are described."""
        super().__init__(names.entities)
        self.names, self.keys = names, keys
        self.place = False

    def describe(self, subject: Term, record: Entity | Occurrence | Decision) -> None:
        """State what ``record`` holds."""
        self.place = isinstance(record, Entity) and record.type == "place"
        if not isinstance(record, Entity):
            self.add(subject, _TYPE, _DECISION if isinstance(record, Decision) else _EVENT)
        self.record(subject, record)

    def _classes(self, subject: Term, rule: m.Classes, value: str) -> None:
        for cls in m.ENTITY_CLASSES[value]:  # type: ignore[index]
            self.add(subject, _TYPE, t.iri(cls))

    def _key_ref(self, subject: Term, rule: m.KeyRef, value: str | tuple[str, ...]) -> None:
        property = rule.of_place if self.place and rule.of_place is not None else rule.property
        for key in (value,) if isinstance(value, str) else value:
            if key in self.keys:
                self.add(subject, property, self.names.thing(key))

    def _either(self, subject: Term, rule: m.Either, value: str) -> None:
        self.add(subject, rule.property, self.names.thing(value) if value in self.keys else t.plain(value))


class ArticleGraph(Graph):
    """The graph of one article."""

    def __init__(
        self,
        document: Document,
        names: Names,
        run: Run | None,
        entities: Mapping[str, str],
        occurrences: Mapping[str, str],
    ) -> None:
        """The graph of ``document``; ``entities`` and ``occurrences``: what its chains and events are, by their ids."""
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
        self.statements = names.statements(document)
        self.figures = {f.id: name("figure", f.measure, f.span) for f in document.figures}
        self.roles = {r.id: name("role", r.title, r.span) for r in document.roles}
        self.entities = {id: names.thing(entities[id]) for id in self.chains if id in entities}
        self.occurrences = {e.id: names.thing(occurrences[e.id]) for e in self.told if e.id in occurrences}

        self._state()

    def _state(self) -> None:
        """Everything that the article attests."""
        document, article = self.document, self.name
        self.add(article, _TYPE, t.iri(ONR.Article))
        self.record(article, document.article)
        self.add(article, t.iri(SCHEMA.sha256), t.plain(document.article.sha256))
        self.add(article, t.iri(ONR.characters), t.integer(len(self.text)))
        self.add(article, t.iri(RDFS.label), t.tagged(self._label(), self.language))
        if document.headline is not None:
            self.add(article, t.iri(ONR.headlineSpan), self.span(document.headline))
        for warning in document.warnings:
            self.add(article, t.iri(ONR.warning), t.plain(warning))
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

    def _label(self) -> str:
        document = self.document
        headline = " ".join(document.words(document.headline).split()) if document.headline is not None else None
        return document.article.title or headline or document.article.id

    def _attested(self, subject: Term, record: Chain | Event | Role | Figure | Statement) -> None:
        self.add(subject, _TYPE, _CLASSES[type(record)])
        self.add(subject, _REPORTED_IN, self.name)
        if self.run is not None and not isinstance(record, Chain):
            self.add(subject, _GENERATED_BY, self.run)
        self.record(subject, record)

    def _referring(self, subject: Term, record: Chain | Event, shared: Term | None) -> None:
        self.denoted = shared
        self._attested(subject, record)
        if shared is not None:
            self.add(subject, _REFERS_TO, shared)

    def _wording(self, subject: Term, statement: Statement) -> None:
        evidence = hull(self.text, (*statement.source, *statement.cue, *statement.content))
        if evidence is not None:
            self.add(subject, _EVIDENCE, self.span(evidence))
        words = content_text(self.text, statement.content)
        self.add(subject, _TEXT, t.tagged(words, self.language))
        for verbatim in verbatim_texts(self.text, statement.content, statement.manner):
            self.add(subject, _VERBATIM, t.tagged(verbatim, self.language))

    def span(self, span: Span) -> Term:
        """The evidence node of ``span``, described the first time that it is asked for."""
        node = self.spans.get(span)
        if node is None:
            start, end = span
            node = self.spans[span] = f"{self.name[:-1]}#char={start},{end}>"
            self.nodes[node] += (
                f"{_ANCHOR} {t.plain(self.text[start:end])}",
                f"{_BEGIN} {t.integer(start)}",
                f"{_END} {t.integer(end)}",
                f"{_CONTEXT} {self.name}",
                f"{_TYPE} {_EVIDENCE_CLASS}",
            )
        return node

    def _span_of(self, subject: Term, rule: m.SpanOf, value: Any) -> None:
        for start, end in (value,) if isinstance(value[0], int) else value:
            self.add(subject, rule.property, self.span((start, end)))
            if rule.words is not None:
                self.add(subject, rule.words, t.tagged(self.text[start:end], self.language))

    def _mentions(self, subject: Term, rule: m.Mentions, value: tuple[Mention, ...]) -> None:
        for mention in value:
            node = self.span(mention.span)
            self.add(subject, _MENTIONS[mention.form], node)
            if self.denoted is not None:
                self.add(node, _DENOTES, self.denoted)

    def _chain_ref(self, subject: Term, rule: m.ChainRef, value: str | tuple[str, ...]) -> None:
        for id in (value,) if isinstance(value, str) else value:
            if id in self.chains:
                self.add(subject, rule.chain, self.chains[id])
            if rule.entity is not None and id in self.entities:
                self.add(subject, rule.entity, self.entities[id])

    def _statement_ref(self, subject: Term, rule: m.StatementRef, value: str | tuple[str, ...]) -> None:
        for id in (value,) if isinstance(value, str) else value:
            other = self.statements.get(id)
            if other is not None:
                self.add(subject, rule.property, other)
                if rule.symmetric:
                    self.add(other, rule.property, subject)

    def _event_ref(self, subject: Term, rule: m.EventRef, value: str) -> None:
        self.add(subject, rule.property, self.events[value])

    def _abouts(self, subject: Term, rule: m.Abouts, value: tuple[About, ...]) -> None:
        for about in value:
            event = self.events.get(about.event)
            if event is None:
                continue
            link = self.names.local("about", subject, event)
            self.add(subject, rule.link, link)
            self.add(link, _TYPE, t.iri(ONR.AboutLink))
            self.record(link, about)
            if about.event in self.occurrences:
                self.add(subject, rule.shared, self.occurrences[about.event])


_METHODS: Mapping[type, str] = {
    m.Words: "_words",
    m.Link: "_link",
    m.Whole: "_whole",
    m.Share: "_share",
    m.Degrees: "_degrees",
    m.Day: "_day",
    m.Days: "_days",
    m.Concept: "_concept",
    m.Flag: "_flag",
    m.SpanOf: "_span_of",
    m.Mentions: "_mentions",
    m.ChainRef: "_chain_ref",
    m.StatementRef: "_statement_ref",
    m.EventRef: "_event_ref",
    m.Abouts: "_abouts",
    m.Classes: "_classes",
    m.KeyRef: "_key_ref",
    m.Either: "_either",
}
"""The method of a graph that writes a rule."""


def _in_terms(rule: m.Rule) -> m.Rule:
    """``rule`` with its properties as terms, so that each is written in N-Quads syntax once."""
    given = {f.name: getattr(rule, f.name) for f in dataclasses.fields(rule) if f.name != "scheme"}
    terms = {name: t.iri(value) for name, value in given.items() if isinstance(value, URIRef)}
    return cast(m.Rule, dataclasses.replace(cast(Any, rule), **terms))


_RULES: Mapping[type, tuple[tuple[str, str, m.Rule], ...]] = {
    record: tuple(
        (name, _METHODS[type(rule)], _in_terms(rule))
        for name, rule in row.fields.items()
        if not isinstance(rule, m.Elsewhere)
    )
    for record, row in m.MAPPING.items()
}
"""What is done for the fields of a record: the field, the method of a graph, the rule."""
