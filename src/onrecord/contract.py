"""The plain JSON form of what was found, a line an article: for scorers, spreadsheets and other programs.

::

    {"id", "text",
     "statements": [{"source", "cue", "content": [[start, end], …], "manner", "kind", "speaker",
                     "speaker_chain", "addressee", "about": [chain, …], "nested"}],
     "mentions": [{"kind": "event" | "entity", "type", "start", "end", "chain", "label"}],
     "figures": [{"start", "end", "minimum", "maximum", "measure", "about", "speaker_chain"}]}

Of one article alone a ``chain`` is unique in the article; after a build it is the IRI of the entity
or event and holds across articles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from onrecord.model import Article, Chain, Document, Event, Knowledge, Spans

_SURROGATE = re.compile("[\ud800-\udfff]")
_Name = Callable[[str], tuple[str, str]]


def article_record(document: Document) -> dict[str, Any]:
    """The record of one article alone: chains are those of the article."""
    labels = {thing.id: thing.label for thing in _things(document)}
    return _record(document, lambda id: (id, labels[id]))


def knowledge_records(knowledge: Knowledge, iri: Callable[[str], str]) -> list[dict[str, Any]]:
    """The records of all articles of a build: chains are IRIs, which ``iri`` makes of an entity's key."""
    labels = {entity.key: entity.label for entity in knowledge.entities}
    labels |= {occurrence.key: occurrence.label for occurrence in knowledge.occurrences}
    keys = {**knowledge.entity_of, **knowledge.occurrence_of}

    def names(article: str) -> _Name:
        def name(id: str) -> tuple[str, str]:
            key = keys[article, id]
            return iri(key), labels[key]

        return name

    return [_record(document, names(document.article.id)) for document in knowledge.documents]


def empty_record(article: Article) -> dict[str, Any]:
    """The record of an article that could not be annotated: its line stays, in its place."""
    return article_record(Document(article))


def to_line(record: dict[str, Any]) -> str:
    """One line of JSON Lines, without the line end; ASCII only where the text has what UTF-8 cannot hold."""
    line = json.dumps(record, ensure_ascii=False)
    return json.dumps(record) if _SURROGATE.search(line) else line


def _record(document: Document, name: _Name) -> dict[str, Any]:
    def chain(id: str | None) -> str | None:
        return None if id is None else name(id)[0]

    def label(id: str | None) -> str | None:
        return None if id is None else name(id)[1]

    return {
        "id": document.article.id,
        "text": document.article.text,
        "statements": [
            {
                "source": _pairs(statement.source),
                "cue": _pairs(statement.cue),
                "content": _pairs(statement.content),
                "manner": statement.manner,
                "kind": statement.kind,
                "speaker": label(statement.speaker),
                "speaker_chain": chain(statement.speaker),
                "joint": [label(id) for id in statement.joint],
                "addressee": label(statement.addressee),
                "about": [chain(about.event) for about in statement.about],
                "nested": statement.nested,
            }
            for statement in document.statements
        ],
        "mentions": sorted(
            (
                {
                    "kind": "event" if isinstance(thing, Event) else "entity",
                    "type": _type(thing),
                    "start": mention.start,
                    "end": mention.end,
                    "chain": chain(thing.id),
                    "label": label(thing.id),
                }
                for thing in _things(document)
                for mention in thing.mentions
            ),
            key=lambda mention: (mention["start"], mention["end"], mention["kind"], mention["chain"]),
        ),
        "figures": [
            {
                "start": figure.span[0],
                "end": figure.span[1],
                "minimum": figure.minimum,
                "maximum": figure.maximum,
                "measure": figure.measure,
                "about": [chain(about.event) for about in figure.about],
                "speaker_chain": chain(figure.speaker),
            }
            for figure in document.figures
        ],
    }


def _things(document: Document) -> tuple[Chain | Event, ...]:
    return (*document.chains, *document.events)


def _type(thing: Chain | Event) -> str:
    if isinstance(thing, Event):
        return "operation" if thing.operation else thing.type
    return thing.type


def _pairs(spans: Spans) -> list[list[int]]:
    return [list(span) for span in spans]
