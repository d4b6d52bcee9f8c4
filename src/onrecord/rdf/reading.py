"""The graph of an article back to its Document, by the table of :mod:`onrecord.rdf.mapping`.

What comes back is what went in, except that chains of type "thing" and events that
:func:`onrecord.rdf.dataset.published_events` leaves out are not in a graph, that a confidence has four places,
that "disputes" holds in both directions, that tuples are in the order of the text and of the ids, and that
characters which no store holds are U+FFFD in names.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from typing import Any, TypeVar, cast

from onrecord.errors import InputError
from onrecord.model import About, Article, Chain, Document, Event, Figure, Mention, Role, Span, Statement
from onrecord.rdf import mapping as m
from onrecord.rdf import terms as t
from onrecord.rdf.namespace import DCTERMS, ONR, RDF
from onrecord.rdf.terms import Quad, Term

_Record = TypeVar("_Record", Chain, Role, Statement, Event, Figure)
_SPAN = re.compile(r"#char=(\d+),(\d+)>$")
_MANY = ("tuple[", "Spans")


def read_document(quads: Iterable[Quad], text: str) -> Document:
    """The Document that the graph ``quads`` of one article states; ``text`` is the article's.

    Raises :class:`InputError` where the graph lacks what a record needs.
    """
    graph = _Reader(quads)
    articles = graph.of_class(ONR.Article)
    if len(articles) != 1:
        raise InputError(f"an article's graph has one onr:Article, but this one has {len(articles)}")
    try:
        article = cast(Article, graph.record(Article, articles[0], text=text))
        return Document(
            article=article,
            chains=graph.records(Chain),
            roles=graph.records(Role),
            statements=graph.records(Statement),
            events=graph.records(Event),
            figures=graph.records(Figure),
            headline=next(map(_span, graph.values(articles[0], ONR.headlineSpan)), None),
            warnings=tuple(sorted(map(t.value_of, graph.values(articles[0], ONR.warning)))),
        )
    except (TypeError, ValueError) as error:
        raise InputError(f"the graph of {articles[0]} is not whole: {error}") from error


class _Reader:
    def __init__(self, quads: Iterable[Quad]) -> None:
        self._values: dict[tuple[Term, Term], list[Term]] = {}
        self._classes: dict[Term, list[Term]] = {}
        for subject, property, value, _ in sorted(quads):
            self._values.setdefault((subject, property), []).append(value)
            if property == t.iri(RDF.type):
                self._classes.setdefault(value, []).append(subject)

    def of_class(self, cls: str) -> list[Term]:
        return self._classes.get(t.iri(cls), [])

    def values(self, subject: Term, property: str) -> list[Term]:
        return self._values.get((subject, t.iri(property)), [])

    def records(self, record: type[_Record]) -> tuple[_Record, ...]:
        found = [cast(_Record, self.record(record, node)) for node in self.of_class(m.MAPPING[record].cls)]
        return tuple(sorted(found, key=lambda r: _natural(r.id)))

    def record(self, record: type, node: Term, **given: object) -> object:
        """The record of that type at ``node``; fields for which the graph has nothing keep their default."""
        fields = {field.name: field for field in dataclasses.fields(record)}
        for name, rule in m.MAPPING[record].fields.items():
            if isinstance(rule, m.Elsewhere):
                continue
            values = self._read(rule, node)
            if str(fields[name].type).startswith(_MANY):
                given[name] = tuple(values)
            elif values:
                given[name] = values[0]
        return record(**given)

    def _read(self, rule: m.Rule, node: Term) -> list[Any]:
        match rule:
            case m.Words(property) | m.Link(property) | m.Day(property):
                return [t.value_of(value) for value in self.values(node, property)]
            case m.Whole(property):
                return [int(t.value_of(value)) for value in self.values(node, property)]
            case m.Share(property):
                return [float(t.value_of(value)) for value in self.values(node, property)]
            case m.Days(first, last):
                bounds = zip(self.values(node, first), self.values(node, last), strict=True)
                return [t.value_of(a) if a == b else f"{t.value_of(a)}/{t.value_of(b)}" for a, b in bounds]
            case m.Concept(property, scheme):
                return [m.concept_key(scheme, t.value_of(value)) for value in self.values(node, property)]
            case m.Flag(property, true, _):
                return [t.iri(true) in self.values(node, property)]
            case m.SpanOf(property, _):
                return sorted(map(_span, self.values(node, property)))
            case m.Mentions():
                return sorted(
                    Mention(*_span(value), form)
                    for form, property in m.MENTION_PROPERTIES.items()
                    for value in self.values(node, property)
                )
            case m.ChainRef(property, _) | m.StatementRef(property, _) | m.EventRef(property):
                return sorted(map(self._id, self.values(node, property)), key=_natural)
            case m.Abouts(_, link):
                found = [cast(About, self.record(About, value)) for value in self.values(node, link)]
                return sorted(found, key=lambda about: _natural(about.event))
            case _:
                raise InputError(f"no record of an article has a {type(rule).__name__}")

    def _id(self, node: Term) -> str:
        return t.value_of(self.values(node, DCTERMS.identifier)[0])


def _span(node: Term) -> Span:
    match = _SPAN.search(node)
    if match is None:
        raise InputError(f"{node} is no evidence span")
    return int(match[1]), int(match[2])


def _natural(id: str) -> tuple[str, int, str]:
    """Ids in the order of their numbers: s2 before s10."""
    head = id.rstrip("0123456789")
    number = id[len(head) :]
    return head, int(number) if number.isdecimal() and len(number) < 10 else 0, id
