"""Who said what: the attribution stage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.annotate.attribution.rules import rule_statements
from onrecord.annotate.method import DEFAULT, Method
from onrecord.model import Document

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.annotate.attribution.model import Scoring

__all__ = ["attribute_statements", "rule_statements"]


def attribute_statements(
    document: Document, doc: Doc, *, method: Method | None = None, scoring: Scoring | None = None
) -> Document:
    """The document with its statements; ``doc`` is the parse of ``parser_text(document.article.text)``.

    ``method`` is "rules" (no network), "model" (the trained network alone) or "combined" (also where it is None);
    ``scoring`` gives what the network says of the article, where it is being asked already.

    :raises ModelMissing: the method needs the network, and it or onnxruntime is not installed.
    """
    method = method or DEFAULT
    if method == "rules":
        return replace(document, statements=tuple(rule_statements(document, doc)))
    from onrecord.annotate.attribution.combine import combined_statements, model_only_statements

    statements = combined_statements if method == "combined" else model_only_statements
    return replace(document, statements=tuple(statements(document, doc, scoring=scoring)))
