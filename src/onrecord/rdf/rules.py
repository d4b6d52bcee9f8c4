"""How each rule of :mod:`onrecord.rdf.mapping` writes a value: as property and value with the space between.

A rule becomes a function once, with its property in N-Quads syntax and what it has written before at hand, so that
what is done for every value is only to join strings. That is where most of the time of publishing goes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from onrecord.rdf import mapping as m
from onrecord.rdf import terms as t
from onrecord.rdf.namespace import ONR, RDF
from onrecord.rdf.terms import Term

if TYPE_CHECKING:
    from onrecord.rdf.graphs import ArticleGraph, Graph, SharedGraph

Writer: TypeAlias = Callable[[Any, Term, list[str], Any], None]
"""Takes the graph, the subject, the list that the subject's triples are added to, and the value."""

_TYPE = f"{t.iri(RDF.type)} "


def _head(property: str) -> str:
    return f"{t.iri(property)} "


def _words(rule: m.Words) -> Writer:
    head = f'{_head(rule.property)}"'
    if not rule.tagged:
        kept = lru_cache(1 << 12)(lambda value: f'{head}{t.escaped(value)}"')

        def plain(graph: Graph, subject: Term, held: list[str], value: str | tuple[str, ...]) -> None:
            if isinstance(value, str):
                held.append(kept(value))
            else:
                held += {kept(text) for text in value}

        return plain

    def write(graph: Graph, subject: Term, held: list[str], value: str | tuple[str, ...]) -> None:
        if isinstance(value, str):
            held.append(f"{head}{t.escaped(value)}{graph.tag}")
        else:
            held += {f"{head}{t.escaped(text)}{graph.tag}" for text in value}

    return write


def _link(rule: m.Link) -> Writer:
    head = _head(rule.property)

    def write(graph: Graph, subject: Term, held: list[str], value: str | tuple[str, ...]) -> None:
        targets = {address: t.outside_iri(address) for address in ((value,) if isinstance(value, str) else value)}
        held += {f"{head}{t.iri(target) if target else t.plain(address)}" for address, target in targets.items()}

    return write


def _number(make: Callable[[Any], Term]) -> Callable[[Any], Writer]:
    def writer(rule: m.Whole | m.Share | m.Degrees) -> Writer:
        head = _head(rule.property)
        kept = lru_cache(1 << 12)(lambda value: f"{head}{make(value)}")
        return lambda graph, subject, held, value: held.append(kept(value))

    return writer


def _day(rule: m.Day) -> Writer:
    head = _head(rule.property)

    def write(graph: Graph, subject: Term, held: list[str], value: str) -> None:
        if date := t.day(value):
            held.append(f"{head}{date}")

    return write


def _days(rule: m.Days) -> Writer:
    first, last = _head(rule.first), _head(rule.last)

    def write(graph: Graph, subject: Term, held: list[str], value: str) -> None:
        if bounds := t.days(value):
            held += (f"{first}{bounds[0]}", f"{last}{bounds[1]}")

    return write


def _concept(rule: m.Concept) -> Writer:
    head, scheme = _head(rule.property), rule.scheme
    kept = lru_cache(1 << 12)(lambda value: f"{head}{t.iri(m.concept(scheme, value))}")
    return lambda graph, subject, held, value: held.append(kept(value))


def _flag(rule: m.Flag) -> Writer:
    head = _head(rule.property)
    true, false = f"{head}{t.iri(rule.true)}", f"{head}{t.iri(rule.false)}" if rule.false is not None else None

    def write(graph: Graph, subject: Term, held: list[str], value: bool) -> None:
        said = true if value else false
        if said is not None:
            held.append(said)

    return write


def _span_of(rule: m.SpanOf) -> Writer:
    head = _head(rule.property)
    words = f'{_head(rule.words)}"' if rule.words is not None else None

    def write(graph: ArticleGraph, subject: Term, held: list[str], value: Any) -> None:
        spans = (value,) if isinstance(value[0], int) else value if len(value) == 1 else set(value)
        held += [f"{head}{graph.span(span)}" for span in spans]
        if words is not None:
            held += {f"{words}{graph.quoted(span)}{graph.tag}" for span in spans}

    return write


def _mentions(rule: m.Mentions) -> Writer:
    heads = {form: _head(property) for form, property in m.MENTION_PROPERTIES.items()}

    def write(graph: ArticleGraph, subject: Term, held: list[str], value: Any) -> None:
        denoted, denotes, spans, prefix = graph.denoted, graph.denotes, graph.spans, graph.prefix
        made = []
        for mention in value:
            start, end = span = mention.start, mention.end
            node = spans.get(span)
            if node is None:
                node = spans[span] = f"{prefix}{start},{end}>"
            made.append(heads[mention.form] + node)
            if denoted is not None:
                denotes[span].append(denoted)
        held += made if len(made) == 1 else set(made)

    return write


def _chain_ref(rule: m.ChainRef) -> Writer:
    chain, entity = _head(rule.chain), _head(rule.entity) if rule.entity is not None else None

    def write(graph: ArticleGraph, subject: Term, held: list[str], value: str | tuple[str, ...]) -> None:
        if isinstance(value, str):
            if value in graph.chains:
                held.append(f"{chain}{graph.chains[value]}")
                if entity is not None and value in graph.entities:
                    held.append(f"{entity}{graph.entities[value]}")
            return
        held += {f"{chain}{graph.chains[id]}" for id in value if id in graph.chains}
        if entity is not None:
            held += {f"{entity}{graph.entities[id]}" for id in value if id in graph.entities}

    return write


def _statement_ref(rule: m.StatementRef) -> Writer:
    head, symmetric = _head(rule.property), rule.symmetric

    def write(graph: ArticleGraph, subject: Term, held: list[str], value: str | tuple[str, ...]) -> None:
        for id in {value} if isinstance(value, str) else set(value):
            other = graph.statements.get(id)
            if other is not None:
                held.append(f"{head}{other}")
                if symmetric:
                    graph.nodes[other].append(f"{head}{subject}")
                    graph.several.add(other)

    return write


def _event_ref(rule: m.EventRef) -> Writer:
    head = _head(rule.property)

    def write(graph: ArticleGraph, subject: Term, held: list[str], value: str) -> None:
        held.append(f"{head}{graph.events[value]}")

    return write


def _abouts(rule: m.Abouts) -> Writer:
    link_head, shared_head = _head(rule.link), _head(rule.shared)
    typed = f"{_TYPE}{t.iri(ONR.AboutLink)}"

    def write(graph: ArticleGraph, subject: Term, held: list[str], value: Any) -> None:
        if len(value) > 1:
            graph.several.add(subject)
        for about in value:
            event = graph.events.get(about.event)
            if event is None:
                continue
            link = graph.names.hashed("about", f"{subject}\0{event}")
            held.append(f"{link_head}{link}")
            graph.record(link, about).append(typed)
            if about.event in graph.occurrences:
                held.append(f"{shared_head}{graph.occurrences[about.event]}")

    return write


def _classes(rule: m.Classes) -> Writer:
    typed = {kind: [f"{_TYPE}{t.iri(cls)}" for cls in classes] for kind, classes in m.ENTITY_CLASSES.items()}

    def write(graph: SharedGraph, subject: Term, held: list[str], value: Any) -> None:
        held += typed[value]

    return write


def _key_ref(rule: m.KeyRef) -> Writer:
    head = _head(rule.property)
    of_place = _head(rule.of_place) if rule.of_place is not None else head

    def write(graph: SharedGraph, subject: Term, held: list[str], value: str | tuple[str, ...]) -> None:
        property, thing, keys = of_place if graph.place else head, graph.names.thing, graph.keys
        if isinstance(value, str):
            if value in keys:
                held.append(f"{property}{thing(value)}")
        else:
            held += {f"{property}{thing(key)}" for key in value if key in keys}

    return write


def _either(rule: m.Either) -> Writer:
    head = _head(rule.property)

    def write(graph: SharedGraph, subject: Term, held: list[str], value: str) -> None:
        held.append(f"{head}{graph.names.thing(value) if value in graph.keys else t.plain(value)}")

    return write


WRITERS: Mapping[type, Callable[[Any], Writer]] = {
    m.Words: _words,
    m.Link: _link,
    m.Whole: _number(t.integer),
    m.Share: _number(t.decimal),
    m.Degrees: _number(t.coordinate),
    m.Day: _day,
    m.Days: _days,
    m.Concept: _concept,
    m.Flag: _flag,
    m.SpanOf: _span_of,
    m.Mentions: _mentions,
    m.ChainRef: _chain_ref,
    m.StatementRef: _statement_ref,
    m.EventRef: _event_ref,
    m.Abouts: _abouts,
    m.Classes: _classes,
    m.KeyRef: _key_ref,
    m.Either: _either,
}
"""What makes the writer of a rule."""


def _first_property(rule: m.Rule) -> str:
    if isinstance(rule, m.Mentions):
        return min(m.MENTION_PROPERTIES.values())
    return min((str(getattr(rule, field.name)) for field in dataclasses.fields(rule)[:1]), default=str(RDF.type))


def _of_record(row: m.ClassMap) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[Writer, ...]]:
    fields = {name: rule for name, rule in row.fields.items() if not isinstance(rule, m.Elsewhere)}
    # In the order of the properties: what is written nearly sorted takes a fraction of the time to sort.
    fields = dict(sorted(fields.items(), key=lambda field: _first_property(field[1])))
    # attrgetter gives no tuple for a single name, and nothing is lost by reading one field twice.
    names = [*fields, *fields] if len(fields) == 1 else list(fields)
    return attrgetter(*names), tuple(WRITERS[type(rule)](rule) for rule in fields.values())


OF_RECORD: Mapping[type, tuple[Callable[[Any], tuple[Any, ...]], tuple[Writer, ...]]] = {
    record: _of_record(row) for record, row in m.MAPPING.items()
}
"""For a record: what reads the fields that are written, and their writers in the same order."""
