"""How each rule of :mod:`onrecord.rdf.mapping` writes a value: as property and value with the space between.

Most of the time of publishing goes here, so a rule is prepared once. What it says of a value alone, whatever the
article, is a table that fills itself (:class:`Said`): a look-up, no call. What needs the graph is a function
(:data:`Writer`) with its property in N-Quads syntax at hand, so that only strings are joined. Both are put in a row
for each kind of record (:data:`RECORDS`), as :mod:`dataclasses` makes its methods: to go through tables of readers and
writers for each record takes half as long again.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from onrecord.model import Span
from onrecord.rdf import mapping as m
from onrecord.rdf import terms as t
from onrecord.rdf.namespace import ONR, RDF
from onrecord.rdf.terms import Term

if TYPE_CHECKING:
    from onrecord.rdf.graphs import ArticleGraph, Graph, SharedGraph

Writer: TypeAlias = Callable[[Any, Term, list[str], Any], None]
"""Takes the graph, the subject, the list that the subject's triples are added to, and the value."""

_TYPE = f"{t.iri(RDF.type)} "
_KEPT = 4096  # values of a rule


def _head(property: str) -> str:
    return f"{t.iri(property)} "


class Said(dict[Any, str]):
    """What a rule says of each value, made when it is first asked for; of None, and of what is not stated, nothing."""

    def __init__(self, make: Callable[[Any], str]) -> None:
        """``make`` gives property and value, or an empty string."""
        super().__init__()
        self.make = make

    def __missing__(self, value: Any) -> str:
        """Make it, and keep it; there are as many titles as articles, so that at times all are let go of."""
        if len(self) >= _KEPT:
            self.clear()
        made = self[value] = "" if value is None else self.make(value)
        return made


def _words(rule: m.Words, many: bool) -> Said | Writer:
    head = f'{_head(rule.property)}"'
    if not rule.tagged:
        return Said(lambda value: f'{head}{t.escaped(value)}"')
    special, escaped = t.special, t.escaped

    def write(graph: Graph, subject: Term, held: list[str], value: str) -> None:
        held.append(f"{head}{value if special(value) is None else escaped(value)}{graph.tag}")

    def write_all(graph: Graph, subject: Term, held: list[str], value: tuple[str, ...]) -> None:
        if len(value) == 1:
            held.append(f"{head}{escaped(value[0])}{graph.tag}")
        else:
            held += {f"{head}{escaped(text)}{graph.tag}" for text in value}

    return write_all if many else write


def _link(rule: m.Link, many: bool) -> Writer:
    head = _head(rule.property)

    def write(graph: Graph, subject: Term, held: list[str], value: Any) -> None:
        targets = {address: t.outside_iri(address) for address in (value if many else (value,))}
        held += {f"{head}{t.iri(target) if target else t.plain(address)}" for address, target in targets.items()}

    return write


def _number(make: Callable[[Any], Term]) -> Callable[[Any, bool], Said]:
    def said(rule: m.Whole | m.Share | m.Degrees, many: bool) -> Said:
        head = _head(rule.property)
        return Said(lambda value: f"{head}{make(value)}")

    return said


def _day(rule: m.Day, many: bool) -> Said:
    head = _head(rule.property)
    return Said(lambda value: f"{head}{date}" if (date := t.day(value)) else "")


def _days(rule: m.Days, many: bool) -> Writer:
    first, last = _head(rule.first), _head(rule.last)

    def write(graph: Graph, subject: Term, held: list[str], value: str) -> None:
        if bounds := t.days(value):
            held += (f"{first}{bounds[0]}", f"{last}{bounds[1]}")

    return write


def _concept(rule: m.Concept, many: bool) -> Said:
    head, scheme = _head(rule.property), rule.scheme
    return Said(lambda value: f"{head}{t.iri(m.concept(scheme, value))}")


def _flag(rule: m.Flag, many: bool) -> Said:
    head = _head(rule.property)
    true, false = f"{head}{t.iri(rule.true)}", f"{head}{t.iri(rule.false)}" if rule.false is not None else ""
    return Said(lambda value: true if value else false)


def _span_of(rule: m.SpanOf, many: bool) -> Writer:
    head = _head(rule.property)
    words = f'{_head(rule.words)}"' if rule.words is not None else None

    def write(graph: ArticleGraph, subject: Term, held: list[str], value: Span) -> None:
        held.append(head + graph.span(value))
        if words is not None:
            held.append(f"{words}{graph.quoted(value)}{graph.tag}")

    def write_all(graph: ArticleGraph, subject: Term, held: list[str], value: tuple[Span, ...]) -> None:
        for span in value if len(value) == 1 else set(value):
            held.append(head + graph.span(span))
        if words is not None:
            held += {f"{words}{graph.quoted(span)}{graph.tag}" for span in value}

    return write_all if many else write


def _mentions(rule: m.Mentions, many: bool) -> Writer:
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


def _chain_ref(rule: m.ChainRef, many: bool) -> Writer:
    chain, entity = _head(rule.chain), _head(rule.entity) if rule.entity is not None else None

    def write(graph: ArticleGraph, subject: Term, held: list[str], value: str) -> None:
        if value in graph.chains:
            held.append(chain + graph.chains[value])
            if entity is not None and value in graph.entities:
                held.append(entity + graph.entities[value])

    def write_all(graph: ArticleGraph, subject: Term, held: list[str], value: tuple[str, ...]) -> None:
        held += {chain + graph.chains[id] for id in value if id in graph.chains}
        if entity is not None:
            held += {entity + graph.entities[id] for id in value if id in graph.entities}

    return write_all if many else write


def _statement_ref(rule: m.StatementRef, many: bool) -> Writer:
    head, symmetric = _head(rule.property), rule.symmetric

    def write(graph: ArticleGraph, subject: Term, held: list[str], value: Any) -> None:
        for id in set(value) if many else (value,):
            other = graph.statements.get(id)
            if other is not None:
                held.append(f"{head}{other}")
                if symmetric:
                    graph.nodes[other].append(f"{head}{subject}")
                    graph.several.add(other)

    return write


def _event_ref(rule: m.EventRef, many: bool) -> Writer:
    head = _head(rule.property)

    def write(graph: ArticleGraph, subject: Term, held: list[str], value: str) -> None:
        held.append(f"{head}{graph.events[value]}")

    return write


def _abouts(rule: m.Abouts, many: bool) -> Writer:
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


def _classes(rule: m.Classes, many: bool) -> Writer:
    typed = {kind: [f"{_TYPE}{t.iri(cls)}" for cls in classes] for kind, classes in m.ENTITY_CLASSES.items()}

    def write(graph: SharedGraph, subject: Term, held: list[str], value: Any) -> None:
        held += typed[value]

    return write


def _key_ref(rule: m.KeyRef, many: bool) -> Writer:
    head = _head(rule.property)
    of_place = _head(rule.of_place) if rule.of_place is not None else head

    def write(graph: SharedGraph, subject: Term, held: list[str], value: Any) -> None:
        property, named, keys = of_place if graph.place else head, graph.named, graph.keys
        held += {property + named(key) for key in (value if many else (value,)) if key in keys}

    return write


def _either(rule: m.Either, many: bool) -> Writer:
    head = _head(rule.property)

    def write(graph: SharedGraph, subject: Term, held: list[str], value: str) -> None:
        held.append(f"{head}{graph.named(value) if value in graph.keys else t.plain(value)}")

    return write


PREPARED: Mapping[type, Callable[[Any, bool], Said | Writer]] = {
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
"""What prepares a rule for a field that holds one value, or many."""


def _first_property(rule: m.Rule) -> str:
    if isinstance(rule, m.Mentions):
        return min(m.MENTION_PROPERTIES.values())
    return min((str(getattr(rule, field.name)) for field in dataclasses.fields(rule)[:1]), default=str(RDF.type))


def _of_record(record: type, row: m.ClassMap) -> Writer:
    """A function that does for one field after another what its rule says."""
    rules = {name: rule for name, rule in row.fields.items() if not isinstance(rule, m.Elsewhere)}
    hints = typing.get_type_hints(record)
    body, made = ["add = held.append"], dict[str, Any]()
    # In the order of the properties: what is written nearly sorted takes a fraction of the time to sort.
    for name, rule in sorted(rules.items(), key=lambda field: _first_property(field[1])):
        many = typing.get_args(hints[name])[1:] == (Ellipsis,)
        prepared = made[f"of_{name}"] = PREPARED[type(rule)](rule, many)
        body.append(f"value = record.{name}")
        if isinstance(prepared, Said):
            body.append(f"if value is not None and (said := of_{name}[value]): add(said)")
        else:
            body.append(f"if value{'' if many else ' is not None'}: of_{name}(graph, subject, held, value)")
    source = "\n    ".join(("def write(graph, subject, held, record):", *body))
    exec(source, made)  # nosec B102: made of the names of our fields and of nothing else
    write: Writer = made["write"]
    return write


RECORDS: Mapping[type, Writer] = {record: _of_record(record, row) for record, row in m.MAPPING.items()}
"""What writes every field of a record; None and empty tuples give nothing."""
