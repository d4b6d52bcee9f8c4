"""What the attribution model sees: pieces, features, windows."""

from __future__ import annotations

import itertools
from importlib.resources import files

import numpy as np
import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab
from tokenizers import Tokenizer

from onrecord.annotate.attribution.model_input import (
    CLS,
    DEPENDENCIES,
    FEATURE_SIZES,
    PAD,
    PARAGRAPH,
    SEP,
    Pieces,
    batch,
    model_text,
    quotation_codes,
    read_pieces,
    syntax,
    windows,
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    path = files("onrecord") / "annotate" / "attribution" / "weights" / "tokenizer.json"
    made = Tokenizer.from_str(path.read_text(encoding="utf-8"))
    made.no_padding()
    made.no_truncation()
    return made


def words(text: str, pieces: Pieces) -> list[str]:
    return [text[a:b] for a, b in zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)]


def test_words_are_the_articles_characters(tokenizer: Tokenizer) -> None:
    text = "“Unprecedented,” said Muñoz-Łuczak 😀.\n\nHe left."
    pieces = read_pieces(text, tokenizer)
    assert words(text, pieces) == [
        "“", "Unprecedented", ",", "”", "said", "Muñoz", "-", "Łuczak", "😀", ".", "", "He", "left", "."
    ]  # fmt: skip
    assert pieces.breaks.tolist() == [w == "" for w in words(text, pieces)]
    assert pieces.ids[pieces.first[:-1][pieces.breaks]].tolist() == [PARAGRAPH]


@pytest.mark.parametrize("text", ["", " \n\n\t", "\u200b", "\x00\x00", '"' * 9, "* * *"])
def test_nothing_to_read(tokenizer: Tokenizer, text: str) -> None:
    assert len(read_pieces(text, tokenizer)) == 0


def test_lone_surrogates_keep_offsets(tokenizer: Tokenizer) -> None:
    text = "He said \ud800 yes."
    assert words(text, read_pieces(text, tokenizer))[-2:] == ["yes", "."]


def test_newsrooms_marks_make_no_difference(tokenizer: Tokenizer) -> None:
    straight = read_pieces('"We won," he said. "We did."', tokenizer)
    for text in ("“We won,” he said. “We did.”", "'We won,' he said. 'We did.'", "«We won,» he said. «We did.»"):
        other = read_pieces(text, tokenizer)
        assert np.array_equal(other.ids, straight.ids), text
        assert np.array_equal(other.features, straight.features), text


def test_model_text_is_as_long_as_the_text() -> None:
    text = "‘It isn’t,’ she said.\r\n\r\n'Open to the end"
    assert len(model_text(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('"a" b', "21300"),
        ('"a b', "2111"),
        ('a" b', "0000"),
        ('"a "b" c', "21121300"),
        ('6" a', "0000"),
    ],
)
def test_quotation_codes(text: str, codes: str) -> None:
    assert "".join(str(c) for c in quotation_codes(text, [(0, len(text))])[:-1]) == codes


def test_open_quotation_ends_with_its_paragraph() -> None:
    text = '"a b\nc d'
    assert quotation_codes(text, [(0, 4), (5, 8)]).tolist()[:8] == [2, 1, 1, 1, 0, 0, 0, 0]


def test_clause_codes_mark_governor_subject_and_complement() -> None:
    made = ["The", "official", "said", "agents", "left", "."]
    heads = [1, 2, 2, 4, 2, 2]
    deps = ["det", "nsubj", "ROOT", "nsubj", "ccomp", "punct"]
    doc = Doc(Vocab(), made, heads=heads, deps=deps, pos=["DET", "NOUN", "VERB", "NOUN", "VERB", "PUNCT"])
    codes = syntax(doc).codes
    assert codes[:, 2].tolist() == [3, 3, 2, 5, 5, 1]
    assert [DEPENDENCIES[c - 1] for c in codes[:, 1]] == deps


def test_syntax_reaches_the_pieces(tokenizer: Tokenizer) -> None:
    doc = Doc(
        Vocab(), ["He", "left", "."], heads=[1, 1, 1], deps=["nsubj", "ROOT", "punct"], pos=["PRON", "VERB", "PUNCT"]
    )
    with_parse = read_pieces("He left.", tokenizer, syntax(doc))
    assert (with_parse.features[:, 3] > 0).all()
    assert (with_parse.features < np.array(FEATURE_SIZES)).all()
    assert not read_pieces("He left.", tokenizer).features[:, 2:].any()


@pytest.mark.parametrize(
    "text",
    [
        "Uncharacteristically antidisestablishmentarian words. " * 200,
        ("Uncharacteristically long paragraphs. " * 3 + "\n\n") * 60,
        "word\n\n" * 500,
        ("x" * 3_000 + " said.\n\n") * 9,
        "One short paragraph.",
    ],
)
def test_every_word_is_some_windows_own_and_windows_keep_their_length(tokenizer: Tokenizer, text: str) -> None:
    pieces = read_pieces(text, tokenizer)
    found = windows(pieces, 64)
    assert found[0].start == 0
    assert [k for w in found for k in range(*w.own)] == list(range(len(pieces)))
    assert all(w.start <= w.own[0] < w.own[1] <= w.end for w in found)
    assert all(pieces.first[w.end] - pieces.first[w.start] <= 64 or w.end == w.start + 1 for w in found)
    assert all(a.start < b.start for a, b in itertools.pairwise(found))


def test_windows_end_with_paragraphs_and_begin_before_their_own_words(tokenizer: Tokenizer) -> None:
    pieces = read_pieces(("He left the plant on Monday. " * 2 + "\n\n") * 20, tokenizer)
    first, second = windows(pieces, 64)[:2]
    assert pieces.breaks[first.end - 1]
    assert second.own[0] == first.end
    assert 0 < pieces.first[second.own[0]] - pieces.first[second.start] <= 64 * 5 // 32


def test_batch_pads_and_frames() -> None:
    made = Pieces(
        np.array([5, 6, 7]), np.ones((3, 5), np.int64), np.array([0, 2, 3]), np.array([0, 5]), np.array([4, 6]),
        np.array([False, False]),
    )  # fmt: skip
    out = batch([(made, 0, 2), (made, 1, 2)], 8)
    assert out["ids"].tolist() == [[CLS, 5, 6, 7, SEP], [CLS, 7, SEP, PAD, PAD]]
    assert out["mask"].tolist() == [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]]
    assert out["index"].tolist() == [[1, 3], [1, 0]]


def test_word_longer_than_a_window_keeps_its_first_pieces() -> None:
    made = Pieces(
        np.arange(10), np.zeros((10, 5), np.int64), np.array([0, 10]), np.array([0]), np.array([9]), np.array([False])
    )
    assert batch([(made, 0, 1)], 4)["ids"].shape == (1, 6)
