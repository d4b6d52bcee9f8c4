"""The triples of one named graph, made from records by the rules of :mod:`onrecord.rdf.mapping`."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from onrecord.model import (
    Chain,
    Decision,
    Document,
    Entity,
    Event,
    Figure,
    Occurrence,
    Role,
    Span,
    Statement,
)
from onrecord.rdf import mapping as m
from onrecord.rdf import terms as t
from onrecord.rdf.names import Names, Run
from onrecord.rdf.namespace import GAF, NIF, ONR, PROV, RDF, RDFS, SCHEMA
from onrecord.rdf.rules import OF_RECORD
from onrecord.rdf.terms import Quad, Term
from onrecord.rdf.wording import content_text, hull, verbatim_texts

UNLISTED_EVENTS = frozenset({"other", "communication"})
"""Event types that say no more than that something happens, or is said."""

_TYPE = t.iri(RDF.type)
_BEGIN, _END, _ANCHOR, _CONTEXT, _DENOTES = (
    f"{t.iri(p)} " for p in (NIF.beginIndex, NIF.endIndex, NIF.anchorOf, NIF.referenceContext, GAF.denotes)
)
_IS_EVIDENCE = f"{_TYPE} {t.iri(ONR.Evidence)}"
_EVIDENCE, _TEXT, _VERBATIM, _REFERS_TO = (
    f"{t.iri(p)} " for p in (ONR.evidence, SCHEMA.text, ONR.verbatim, ONR.refersTo)
)
_EVENT, _DECISION = (f"{_TYPE} {t.iri(cls)}" for cls in (ONR.Event, ONR.Decision))
_CLASSES: Mapping[type, str] = {record: f"{_TYPE} {t.iri(row.cls)}" for record, row in m.MAPPING.items()}
_INTEGER = t.integer(0)[2:]


def published_events(document: Document) -> list[Event]:
    """The events that a graph tells of: operations, events of a listed type, and what something is about.

    The annotation marks every verb that tells of an event, five times as many; of the rest nobody would ask,
    and an act of saying is a statement already.
    """
    links = [*(s.about for s in document.statements), *(f.about for f in document.figures)]
    about = {link.event for record in links for link in record}
    return [e for e in document.events if e.operation or e.type not in UNLISTED_EVENTS or e.id in about]


class Graph:
    """The triples of one named graph, and what the rules need that need no article.

    ``nodes`` holds them by subject, each as property and value with the space between: this is the form in which
    they are written, and the one that takes least to make, sort and join. ``tag`` is what ends the words of the
    graph's language.
    """

    tag = '"@en'

    def __init__(self, name: Term) -> None:
        """An empty graph of that name."""
        self.name = name
        self.nodes: defaultdict[Term, list[str]] = defaultdict(list)

    def add(self, subject: Term, property: Term, value: Term) -> None:
        """Add a triple."""
        self.nodes[subject].append(f"{property} {value}")

    def lines(self) -> Iterator[str]:
        """The triples as lines of N-Quads, sorted, no triple twice; a string holds all lines of some subjects."""
        nodes, end = self.nodes, f" {self.name} .\n"
        for subject in sorted(nodes):
            yield _lines(subject, nodes[subject], end)

    def sorted(self) -> list[Quad]:
        """The triples as quads, in order."""
        end, found = f" {self.name} .", []
        for lines in self.lines():
            for line in lines.removesuffix("\n").split("\n"):
                subject, property, value = line.removesuffix(end).split(" ", 2)
                found.append((subject, property, value, self.name))
        return found

    def record(self, subject: Term, record: Any) -> None:
        """Every field of ``record`` by its rule; None and empty tuples give nothing."""
        read, writers = OF_RECORD[type(record)]
        held = self.nodes[subject]
        for value, write in zip(read(record), writers, strict=False):
            if value or not (value is None or value == ()):
                write(self, subject, held, value)


def _first(record: Chain | Event) -> tuple[str, ...]:
    """The span of the first mention as Python writes it; made by hand, it costs half."""
    return tuple(f"({mention.start}, {mention.end})" for mention in record.mentions[:1])


def _lines(subject: Term, held: list[str], end: str) -> str:
    return f"{subject} {f'{end}{subject} '.join(sorted(set(held)) if len(held) > 1 else held)}{end}"


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
            self.nodes[subject].append(_DECISION if isinstance(record, Decision) else _EVENT)
        self.record(subject, record)


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
        self.tag = t.tagged("", article.language)[1:]
        self.document, self.names, self.text = document, names, article.text
        self.spans: dict[Span, Term] = {}
        self.denotes: defaultdict[Span, list[Term]] = defaultdict(list)
        self.denoted: Term | None = None
        self._span = f"{self.name[:-1]}#char="
        self._reported = f"{t.iri(ONR.reportedIn)} {self.name}"
        self._generated = f"{t.iri(PROV.wasGeneratedBy)} {names.run(run)}" if run is not None else None
        taken: set[Term] = set()

        def name(kind: str, *parts: object) -> Term:
            term = names.local(kind, article.id, *parts)
            again = 2
            while term in taken:
                term, again = names.local(kind, article.id, *parts, again), again + 1
            taken.add(term)
            return term

        self.chains = {c.id: name("chain", c.type, *_first(c)) for c in document.chains if c.type != "thing"}
        self.told = published_events(document)
        self.events = {e.id: name("attested-event", e.type, *_first(e)) for e in self.told}
        self.statements = names.statements(document)
        self.figures = {f.id: name("figure", f.measure, f.span) for f in document.figures}
        self.roles = {r.id: name("role", r.title, r.span) for r in document.roles}
        self.entities = {id: names.thing(entities[id]) for id in self.chains if id in entities}
        self.occurrences = {e.id: names.thing(occurrences[e.id]) for e in self.told if e.id in occurrences}

        self._state()

    def lines(self) -> Iterator[str]:
        """The triples as lines of N-Quads, sorted, no triple twice."""
        nodes, end = self.nodes, f" {self.name} .\n"
        subjects = sorted(nodes)
        before = bisect(subjects, self._span)
        for subject in subjects[:before]:
            yield _lines(subject, nodes[subject], end)
        if self.spans:
            yield self._evidence(end)
        for subject in subjects[before:]:
            yield _lines(subject, nodes[subject], end)

    def _evidence(self, end: str) -> str:
        """The lines of all spans: their IRIs begin alike, so that they stand together."""
        text, denotes, found, escaped = self.text, self.denotes, [], t.escaped
        spans = {node: span for span, node in self.spans.items()}
        denoted, anchor = f" {_DENOTES}", f' {_ANCHOR}"'
        closing, after = f'"{end}', f"{_INTEGER}{end}"
        context, typed = f" {_CONTEXT}{self.name}{end}", f" {_IS_EVIDENCE}{end}"
        for node in sorted(spans):
            span = spans[node]
            first, last = span
            if span in denotes:
                things = denotes[span]
                for thing in things if len(things) == 1 else sorted(set(things)):
                    found.append(f"{node}{denoted}{thing}{end}")
            found.append(
                f'{node}{anchor}{escaped(text[first:last])}{closing}{node} {_BEGIN}"{first}{after}'
                f'{node} {_END}"{last}{after}{node}{context}{node}{typed}'
            )
        return "".join(found)

    def _state(self) -> None:
        """Everything that the article attests."""
        document, article = self.document, self.name
        self.add(article, _TYPE, t.iri(ONR.Article))
        self.record(article, document.article)
        self.add(article, t.iri(SCHEMA.sha256), t.plain(document.article.sha256))
        self.add(article, t.iri(ONR.characters), t.integer(len(self.text)))
        self.nodes[article].append(f'{t.iri(RDFS.label)} "{t.escaped(self._label())}{self.tag}')
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
        held = self.nodes[subject]
        held += (_CLASSES[type(record)], self._reported)
        if self._generated is not None and not isinstance(record, Chain):
            held.append(self._generated)
        self.record(subject, record)

    def _referring(self, subject: Term, record: Chain | Event, shared: Term | None) -> None:
        self.denoted = shared
        self._attested(subject, record)
        if shared is not None:
            self.nodes[subject].append(f"{_REFERS_TO}{shared}")

    def _wording(self, subject: Term, statement: Statement) -> None:
        held = self.nodes[subject]
        evidence = hull(self.text, (*statement.source, *statement.cue, *statement.content))
        if evidence is not None:
            held.append(f"{_EVIDENCE}{self.span(evidence)}")
        words = content_text(self.text, statement.content)
        held.append(f'{_TEXT}"{t.escaped(words)}{self.tag}')
        for verbatim in verbatim_texts(self.text, statement.content, statement.manner):
            held.append(f'{_VERBATIM}"{t.escaped(verbatim)}{self.tag}')

    def span(self, span: Span) -> Term:
        """The evidence node of ``span``, which is then described."""
        node = self.spans.get(span)
        if node is None:
            node = self.spans[span] = f"{self._span}{span[0]},{span[1]}>"
        return node

    def quoted(self, span: Span) -> str:
        """The characters of ``span`` as they stand between the quotation marks of a literal."""
        return t.escaped(self.text[span[0] : span[1]])
