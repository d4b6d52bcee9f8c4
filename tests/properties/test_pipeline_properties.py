"""What holds of the statements of the whole pipeline as shipped, on any text: inside it, not empty, never crossing."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from onrecord.annotate.many import annotate_many
from onrecord.annotate.pipeline import annotate
from onrecord.language import load_language
from onrecord.model import Article, Document, Span

PARTS = st.sampled_from(
    [
        *("He said ", "the agency told reporters that ", "“We will see,” ", '"Open ', "'single' ", "said Ann Lee, "),
        *("according to 𝕁ane 😀 ", "it was over. ", "\n\n", "\r\n", "\u200b", "\x00", "\ud800", "— Bob Poe", ": "),
        *("Rep. Ann Lee released the following statement:\n\n", "I urge you to vote no. ", "We must act now. ", "« "),
        *("Dear Sir:\n", "Sincerely,\n", "» ", "“", "”", "„", "quoted Lee as saying ", "The letter is below.\n\n"),
        *("was told that ", "###\n", "LEE: ", "at 10 a.m. ", "The minister said that the army had said "),
        ", she said, ",
    ]
)
TEXTS = st.one_of(st.lists(PARTS, max_size=30).map("".join), st.text(max_size=200))

PLAIN = (
    "“The raid was unlawful,” Ann Lee said. “We checked it twice.\n\n“Nobody was hurt.”\n\nThe agency told CNN that "
    "it would appeal.\n\nRep. Bob Poe released the following statement:\n\nI am angry about the raid. We must do "
    "better.\n"
)


@cache
def nlp() -> Language:
    return load_language()


def crossing(left: Span, right: Span) -> bool:
    return left[0] < right[0] < left[1] < right[1] or right[0] < left[0] < right[1] < left[1]


def check(document: Document) -> None:
    text = document.article.text
    ids = {s.id for s in document.statements}
    assert len(ids) == len(document.statements)
    for s in document.statements:
        assert s.content
        assert all(any(c.isalnum() for c in text[a:b]) for a, b in s.content)
        for spans in (s.content, s.source, s.cue):
            last = 0
            for start, end in spans:
                assert last <= start < end <= len(text)
                last = end
        assert not any(crossing(a, b) for a in s.content for b in (*s.source, *s.cue))
        assert s.parent is None or (s.parent in ids and s.parent != s.id)
        for span in (s.addressee_span, s.channel_span, s.time):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        assert s.speaker is None or document.chain(s.speaker) is not None
    pieces = [(span, s.id) for s in document.statements for span in s.content]
    for k, (span, one) in enumerate(pieces):
        for other, two in pieces[k + 1 :]:
            assert one == two or not crossing(span, other), (text[slice(*span)], text[slice(*other)])


@given(TEXTS)
@settings(max_examples=80, deadline=None)
def test_statements_of_any_text(text: str) -> None:
    check(annotate(Article("a", text), nlp()))


def said(text: str) -> list[tuple[str, ...]]:
    document = annotate(Article("a", text), nlp())
    check(document)
    return [
        ("".join("".join(text[a:b] for a, b in s.content).split()), s.manner, s.kind, s.found_by.split(":")[0])
        for s in document.statements
    ]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: "😀𝒳\n\n" + text, id="astral"),
        pytest.param(lambda text: "\ufeff" + text.replace("\n\n", "\u200b\n\n"), id="zero width"),
    ],
)
def test_odd_characters_move_nothing(change) -> None:
    bare = [(content.replace("\u200b", ""), *rest) for content, *rest in said(change(PLAIN))]
    assert bare == [(content, *rest) for content, *rest in said(PLAIN)]


def test_a_paragraph_of_a_megabyte() -> None:
    """Unbroken runs keep the number of words small; the offsets at its end are those of the text."""
    filler = ("x" * 190 + " ") * 2700
    middle = "Bob Poe said that the plan would fail. "
    text = f"“We did our job,” Ann Lee said. {filler}{middle}{filler}“It is over,” said Ann Lee."
    assert len(text) > 1_000_000
    document = annotate(Article("a", text), nlp())
    check(document)
    contents = [document.words(s.content[-1]) for s in document.statements]
    assert "“It is over,”" in contents
    assert any("the plan would fail" in content for content in contents)


def test_alone_in_a_batch_and_in_two_processes() -> None:
    texts = [PLAIN, "", "😀 " + PLAIN.replace("\n", "\r\n"), "“" * 50, PLAIN[: len(PLAIN) // 2], "\ud800 he said \x00."]
    articles = [Article(f"a{k}", text) for k, text in enumerate(texts)]
    alone = [annotate(article, nlp()) for article in articles]
    assert list(annotate_many(articles, nlp=nlp())) == alone
    assert list(annotate_many(articles[::-1], processes=2)) == alone[::-1]
