"""Real parses for tests of the stages: one model a session, one parse a text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.annotate.attribution import attribute_statements
from onrecord.annotate.entities import find_entities
from onrecord.annotate.pipeline import to_parse
from onrecord.annotate.roles import attest_roles
from onrecord.annotate.speakers import resolve_speakers
from onrecord.language import load_language, parse
from onrecord.model import Article, Chain, Document, Statement

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def _nlp() -> Language:
    return load_language()


@cache
def annotated(text: str, published: str | None = None, title: str | None = None) -> Document:
    """``text`` after the first four stages."""
    document = Document(Article("test", text, title, published=published))
    doc = parse(_nlp(), *to_parse(text))
    for stage in (find_entities, attest_roles, attribute_statements, resolve_speakers):
        document = stage(document, doc)
    return document


def chain(document: Document, label: str) -> Chain:
    """The one chain of that label."""
    found = [c for c in document.chains if c.label == label]
    assert len(found) == 1, [c.label for c in document.chains]
    return found[0]


def said(document: Document, words: str) -> Statement:
    """The statement whose content holds ``words``."""
    found = [s for s in document.statements if any(words in document.words(p) for p in s.content)]
    assert found, [[document.words(p) for p in s.content] for s in document.statements]
    return min(found, key=lambda s: sum(b - a for a, b in s.content))


def speaker(document: Document, words: str) -> str | None:
    """Label of who says ``words``."""
    found = document.chain(said(document, words).speaker)
    return found.label if found is not None else None
