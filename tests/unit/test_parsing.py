"""The faster spaCy pipeline gives what spaCy's own gives, token by token."""

import json
from pathlib import Path

import pytest
from spacy.tokens import Span

from onrecord.annotate.pipeline import to_parse
from onrecord.language import load_language, parse, parse_all
from onrecord.parsing.attributes import AttributeTable
from onrecord.parsing.entities import EntityDecoder

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
RULED = (
    "I ain't gonna let's go; there's nothin' doin', y' all. There is one. You've got ta see 'em. "
    "The one that I saw isn't mine, c'm on. But it was that, wasn't it?\n\n  \n\tWho do you think does?"
)
NAMED = (
    "Ann Lee\nof the U.S. Immigration and Customs Enforcement in New York\n\nMorton, Mississippi, June 5, 2019\n"
    "ICE\n\nThe U.S.\n\n$ 5 million to Acme Foods Inc. and Best Cuts Ltd. on Monday , at noon . 7"
)


@pytest.fixture(scope="module")
def plain():
    return load_language(fast=False)


@pytest.fixture(scope="module")
def fast():
    return load_language()


@pytest.fixture(scope="module")
def texts():
    articles = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    for path in sorted(EXAMPLES.glob("*.jsonl")):
        articles += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(articles) > 15
    return [*articles, RULED, NAMED, "", " \n ", "\ud83d\ude00 said.", "x"]


def annotated(doc):
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.is_sent_start, t.ent_iob_, t.ent_type_)
        for t in doc
    ]


def test_the_parts_are_replaced(fast, plain):
    assert isinstance(fast.get_pipe("ner").pipe, EntityDecoder)
    assert isinstance(fast.get_pipe("attribute_ruler").pipe, AttributeTable)
    assert fast.pipe_names == plain.pipe_names


def test_every_token_is_annotated_as_spacy_does(fast, plain, texts):
    for text in texts:
        assert annotated(parse(fast, *to_parse(text))) == annotated(parse(plain, *to_parse(text)))


def test_a_parse_does_not_depend_on_those_beside_it(fast, texts):
    together = parse_all(fast, [to_parse(text) for text in texts])
    assert [annotated(doc) for doc in together] == [annotated(parse(fast, *to_parse(text))) for text in texts]


def test_entities_that_are_given_stay(fast, plain):
    def with_one(nlp):
        doc = nlp.make_doc("Ann Lee of Acme Foods said so in Ohio.")
        doc.set_ents([Span(doc, 3, 4, "PRODUCT")], default="unmodified")
        return nlp.get_pipe("ner")(nlp.get_pipe("tok2vec")(doc))

    found = [(e.text, e.label_) for e in with_one(fast).ents]
    assert ("Acme", "PRODUCT") in found
    assert found == [(e.text, e.label_) for e in with_one(plain).ents]


@pytest.mark.parametrize(
    ("patterns", "attrs"),
    [
        ([[{"TAG": "NN"}, {"TAG": "NN"}, {"TAG": "NN"}]], {"POS": "X"}),
        ([[{"SHAPE": "Xxx"}]], {"POS": "X"}),
        ([[{"TAG": "NN", "OP": "+"}]], {"POS": "X"}),
        ([[{"LOWER": {"NOT_IN": ["a"]}}]], {"POS": "X"}),
        ([[{"TAG": "NN"}]], {"NORM": "x"}),
    ],
)
def test_rules_of_another_form_are_left_to_spacy(plain, patterns, attrs):
    import spacy

    ruler = spacy.blank("en").add_pipe("attribute_ruler")
    assert AttributeTable.of(ruler, ruler.vocab) is not None
    ruler.add(patterns, attrs)
    assert AttributeTable.of(ruler, ruler.vocab) is None


def test_later_rules_go_before_earlier_ones():
    import spacy

    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "raid"}]], {"POS": "NOUN", "LEMMA": "first"})
    ruler.add([[{"LOWER": {"REGEX": "^r.id$"}}, {"IS_SPACE": False}]], {"LEMMA": "second"})
    table = AttributeTable.of(ruler, nlp.vocab)
    for text in ("raid", "a raid here", "raid raid"):
        doc, expected = table(nlp.make_doc(text)), ruler(nlp.make_doc(text))
        assert [(t.pos_, t.lemma_) for t in doc] == [(t.pos_, t.lemma_) for t in expected]
