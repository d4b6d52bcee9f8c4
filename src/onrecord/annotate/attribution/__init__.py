"""Who said what: the attribution stage."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from onrecord.annotate.attribution.rules import rule_statements
from onrecord.model import Document

__all__ = ["attribute_statements", "rule_statements"]


def attribute_statements(document: Document, doc: Doc) -> Document:
    """The document with its statements; ``doc`` is the parse of ``parser_text(document.article.text)``."""
    return replace(document, statements=tuple(rule_statements(document, doc)))
