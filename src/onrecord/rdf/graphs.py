"""The triples of one named graph, made from records by the rules of :mod:`onrecord.rdf.mapping`."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from operator import itemgetter
from typing import Any, TypeAlias

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
from onrecord.rdf.rules import RECORDS
from onrecord.rdf.terms import Quad, Term
from onrecord.rdf.wording import content_text, hull, verbatim_texts

Block: TypeAlias = tuple[list[str], int]
"""Sorted lines of N-Quads, several in a string, and how many lines they are."""

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
_CHAIN = _CLASSES[Chain]
_INTEGER = t.integer(0)[2:]
_SECOND = itemgetter(1)


def quads_of(block: Block) -> Iterator[Quad]:
    """The quads of ``block``."""
    for lines in block[0]:
        for line in lines.split("\n")[:-1]:
            subject, property, rest = line.split(" ", 2)
            value, _, graph = rest.removesuffix(" .").rpartition(" ")
            yield subject, property, value, graph


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
        self.several: set[Term] = set()

    def add(self, subject: Term, property: Term, value: Term) -> None:
        """Add a triple."""
        self.nodes[subject].append(f"{property} {value}")
        self.several.add(subject)

    def block(self) -> Block:
        """The triples as lines of N-Quads, sorted, no triple twice; a string holds all lines of a subject."""
        quads = self._once()
        return self.lines_of(sorted(self.nodes)), quads

    def _once(self) -> int:
        """Let go of what was said twice, and count what is left."""
        nodes = self.nodes
        for subject in self.several:
            nodes[subject] = list(set(nodes[subject]))
        return sum(map(len, nodes.values()))

    def lines_of(self, subjects: Iterable[Term]) -> list[str]:
        """The lines of ``subjects``, a string each."""
        end = f" {self.name} .\n"
        described = ((subject, held) for subject in subjects if (held := self.nodes[subject]))
        return [f"{subject} {f'{end}{subject} '.join(sorted(held))}{end}" for subject, held in described]

    def sorted(self) -> list[Quad]:
        """The triples as quads, in order."""
        return list(quads_of(self.block()))

    def record(self, subject: Term, record: Any) -> list[str]:
        """Every field of ``record`` by its rule. What the subject has by now."""
        held = self.nodes[subject]
        if held:
            self.several.add(subject)
        RECORDS[type(record)](self, subject, held, record)
        return held


def _first(record: Chain | Event) -> str:
    """The span of the first mention as Python writes it, after a NUL; made by hand, it costs a third."""
    if not record.mentions:
        return ""
    first = record.mentions[0]
    return f"\0({first.start}, {first.end})"


class SharedGraph(Graph):
    """The graph of entities, events and decisions."""

    def __init__(self, names: Names, keys: Collection[str]) -> None:
        """An empty graph; ``keys`` are those of all entities and occurrences that are described."""
        super().__init__(names.entities)
        self.keys, self.named = keys, names.thing
        self.place = False

    def describe(self, subject: Term, record: Entity | Occurrence | Decision) -> None:
        """State what ``record`` holds."""
        self.place = isinstance(record, Entity) and record.type == "place"
        held = self.record(subject, record)
        if not isinstance(record, Entity):
            held.append(_DECISION if isinstance(record, Decision) else _EVENT)


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
        self.document, self.names, self.run, self.text = document, names, run, article.text
        self.spans: dict[Span, Term] = {}
        self.denotes: defaultdict[Span, list[Term]] = defaultdict(list)
        self.denoted: Term | None = None
        self.prefix = f"{self.name[:-1]}#char="
        chains = [chain for chain in document.chains if chain.type != "thing"]
        self.told = published_events(document)
        named = partial(names.of_article, article.id)
        self.chains = named("chain", ((c.id, f"{c.type}{_first(c)}") for c in chains))
        self.events = named("attested-event", ((e.id, f"{e.type}{_first(e)}") for e in self.told))
        self.statements = names.statements(document)
        self.figures = named("figure", ((f.id, f"{f.measure}\0{f.span}") for f in document.figures))
        self.roles = named("role", ((r.id, f"{r.title}\0{r.span}") for r in document.roles))
        self.entities = {id: names.thing(entities[id]) for id in self.chains if id in entities}
        self.occurrences = {e.id: names.thing(occurrences[e.id]) for e in self.told if e.id in occurrences}

        self._state()

    def block(self) -> Block:
        """The triples as lines of N-Quads, sorted, no triple twice; a string holds all lines of a subject."""
        quads = self._once()
        subjects = sorted(self.nodes)
        before = bisect(subjects, self.prefix)  # the IRIs of all spans begin alike, so that they stand together
        evidence, of_evidence = self._evidence()
        return [*self.lines_of(subjects[:before]), *evidence, *self.lines_of(subjects[before:])], quads + of_evidence

    def _evidence(self) -> Block:
        """The lines of all spans."""
        end = f" {self.name} .\n"
        text, denotes, special, escaped = self.text, self.denotes, t.special, t.escaped
        denoted, anchor, begin, finish = f" {_DENOTES}", f' {_ANCHOR}"', f' {_BEGIN}"', f' {_END}"'
        closing, after = f'"{end}', f"{_INTEGER}{end}"
        context, typed = f" {_CONTEXT}{self.name}{end}", f" {_IS_EVIDENCE}{end}"
        lines: list[str] = []
        pieces: list[str] = []
        quads = 5 * len(self.spans)
        for span, node in sorted(self.spans.items(), key=_SECOND):
            first, last = span
            words = text[first:last]
            if special(words):
                words = escaped(words)
            apart = not words.isascii()  # what stands beside such words in a string takes twice the bytes
            if apart:
                lines.append("".join(pieces))
                pieces.clear()
            things = denotes.get(span)
            if things is not None:
                if len(things) > 1:
                    things = sorted(set(things))
                for thing in things:
                    pieces += (node, denoted, thing, end)
                quads += len(things)
            pieces += (node, anchor, words, closing, node, begin, str(first), after, node, finish, str(last), after)
            pieces += (node, context, node, typed)
            if apart:
                lines.append("".join(pieces))
                pieces.clear()
        lines.append("".join(pieces))
        return lines, quads

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
        reported = f"{t.iri(ONR.reportedIn)} {article}"
        ends = (reported, f"{t.iri(PROV.wasGeneratedBy)} {self.names.run(self.run)}") if self.run else (reported,)

        def attested(subject: Term, record: Event | Role | Figure | Statement) -> list[str]:
            held = self.record(subject, record)
            held += (_CLASSES[type(record)], *ends)
            return held

        chains, entities = self.chains, self.entities
        for chain in document.chains:
            if chain.id in chains:
                self.denoted = shared = entities.get(chain.id)
                held = self.record(chains[chain.id], chain)
                held += (_CHAIN, reported) if shared is None else (_CHAIN, f"{_REFERS_TO}{shared}", reported)
        for event in self.told:
            self.denoted = shared = self.occurrences.get(event.id)
            held = attested(self.events[event.id], event)
            if shared is not None:
                held.append(f"{_REFERS_TO}{shared}")
        for role in document.roles:
            attested(self.roles[role.id], role)
        for figure in document.figures:
            attested(self.figures[figure.id], figure)
        for statement in document.statements:
            self._wording(attested(self.statements[statement.id], statement), statement)

    def _label(self) -> str:
        document = self.document
        headline = " ".join(document.words(document.headline).split()) if document.headline is not None else None
        return document.article.title or headline or document.article.id

    def _wording(self, held: list[str], statement: Statement) -> None:
        evidence = hull(self.text, (*statement.source, *statement.cue, *statement.content))
        if evidence is not None:
            held.append(f"{_EVIDENCE}{self.span(evidence)}")
        words = content_text(self.text, statement.content)
        held.append(f'{_TEXT}"{t.escaped(words)}{self.tag}')
        verbatim = verbatim_texts(self.text, statement.content, statement.manner)
        held += {f'{_VERBATIM}"{t.escaped(words)}{self.tag}' for words in verbatim}

    def span(self, span: Span) -> Term:
        """The evidence node of ``span``, which is then described."""
        node = self.spans.get(span)
        if node is None:
            node = self.spans[span] = f"{self.prefix}{span[0]},{span[1]}>"
        return node

    def quoted(self, span: Span) -> str:
        """The characters of ``span`` as they stand between the quotation marks of a literal."""
        return t.escaped(self.text[span[0] : span[1]])
