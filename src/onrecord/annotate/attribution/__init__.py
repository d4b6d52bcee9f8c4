"""Who said what: the attribution stage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from onrecord.annotate.attribution.rules import rule_statements
from onrecord.model import Document

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["METHODS", "Method", "attribute_statements", "rule_statements"]

Method: TypeAlias = Literal["rules", "model", "combined"]
METHODS: tuple[Method, ...] = ("rules", "model", "combined")
_DEFAULT: Method = "combined"


def attribute_statements(document: Document, doc: Doc, *, method: Method = _DEFAULT) -> Document:
    """The document with its statements; ``doc`` is the parse of ``parser_text(document.article.text)``.

    ``method`` is "rules" (no network), "model" (the trained network alone) or "combined".

    :raises ModelMissing: the method needs the network, and it or onnxruntime is not installed.
    """
    if method == "rules":
        return replace(document, statements=tuple(rule_statements(document, doc)))
    from onrecord.annotate.attribution.combine import combined_statements, model_only_statements

    statements = combined_statements if method == "combined" else model_only_statements
    return replace(document, statements=tuple(statements(document, doc)))
