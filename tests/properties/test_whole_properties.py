"""From texts to one graph of who is who: neither the order of articles nor the number of processes shows in it."""

from __future__ import annotations

import random
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from test_resolve_properties import content

from onrecord.annotate.many import annotate_many
from onrecord.language import load_language
from onrecord.model import Article, Document, Knowledge
from onrecord.resolve import resolve

SENTENCES = (
    "Harold Quist, the sheriff of Osterley, said that agents raided the plant on Tuesday.",
    "Quist said he would resign.",
    "His son Harold Quist Jr. was arrested in Springfield, Illinois.",
    "Immigration and Customs Enforcement (ICE) arrested 43 people in Morton, Mississippi.",
    "The agency said the raids would go on.",
    "A senior official, who asked not to be named, told the Osterley Gazette that it was planned for weeks.",
    "Sen. Laura Marwick called the raid a disgrace.",
    "“We were not told,” Marwick said.",
    "Three people were hurt when the bridge fell.",
)


@st.composite
def articles(draw: st.DrawFn) -> list[Article]:
    """Two to five articles of one to four sentences, dated or not."""
    return [
        Article(
            f"a{number}",
            " ".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))),
            published=draw(st.sampled_from([None, "2019-08-08", "2021-02-06"])),
        )
        for number in range(draw(st.integers(2, 5)))
    ]


@cache
def nlp() -> Language:
    return load_language()


def known(told: list[Article], processes: int) -> Knowledge:
    found = list(annotate_many(told, processes=processes, nlp=nlp(), attribution="rules"))
    return resolve(document for document in found if isinstance(document, Document))


# Every process loads the parser anew: few examples, and each of them draws how many.
@settings(max_examples=4, deadline=None)
@given(articles(), st.integers(1, 3), st.integers(0, 2**32))
def test_order_and_processes_change_nothing(told: list[Article], processes: int, seed: int) -> None:
    expected = known(told, 1)
    assert {document.article.id for document in expected.documents} == {article.id for article in told}
    shuffled = list(told)
    random.Random(seed).shuffle(shuffled)
    assert content(known(shuffled, processes)) == content(expected)
