"""Knowledge as quads: one graph a triple, the same every time, and back to the Document."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from fixtures_knowledge import RUN
from onrecord.errors import InputError
from onrecord.model import About, Article, Chain, Document, Entity, Event, Knowledge, Mention, Statement
from onrecord.rdf.dataset import Names, document_quads, entity_quads, knowledge_quads
from onrecord.rdf.namespace import ONR, RDF, RDFS, SCHEMA
from onrecord.rdf.reading import read_document
from onrecord.rdf.terms import Quad, iri, line, value_of

ENTITIES = "<https://example.org/kg/graph/entities>"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def quads(knowledge: Knowledge) -> list[Quad]:
    return list(knowledge_quads(knowledge, run=RUN))


def test_every_triple_stands_in_one_graph(quads: list[Quad]) -> None:
    assert max(Counter(quad[:3] for quad in quads).values()) == 1


def test_no_blank_nodes_and_only_literals_that_stores_keep(quads: list[Quad]) -> None:
    for subject, property, value, graph in quads:
        assert all(term.startswith("<https://") or term.startswith("<http://") for term in (subject, property, graph))
        if not value.startswith("<"):
            tail = value[value.rindex('"') + 1 :]
            assert (
                tail == "" or tail.startswith("@") or tail in {f"^^<{XSD}{d}>" for d in ("integer", "decimal", "date")}
            )


def test_entities_are_described_in_their_graph_alone(quads: list[Quad]) -> None:
    graphs = defaultdict(set)
    for subject, property, _, graph in quads:
        if property in (iri(RDF.type), iri(RDFS.label)):
            graphs[subject].add(graph)
    entities = {subject for subject, of in graphs.items() if ENTITIES in of}
    assert len(entities) == 17  # 13 entities, 2 occurrences, 2 decisions
    assert all(graphs[subject] == {ENTITIES} for subject in entities)


def test_what_is_referred_to_is_described(quads: list[Quad]) -> None:
    subjects = {quad[0] for quad in quads}
    for _, property, value, _ in quads:
        if value.startswith("<https://example.org/kg/"):
            assert value in subjects, (property, value)


def test_adding_an_article_leaves_the_others_alone(knowledge: Knowledge) -> None:
    fewer = dataclasses.replace(knowledge, documents=knowledge.documents[:1])
    article = Names().article(knowledge.documents[0].article.id)
    alone = [quad for quad in knowledge_quads(fewer, run=RUN) if quad[3] == article]
    together = [quad for quad in knowledge_quads(knowledge, run=RUN) if quad[3] == article]
    assert alone == together and len(alone) > 100


def test_the_same_in_every_process(quads: list[Quad]) -> None:
    code = (
        "import hashlib\nfrom fixtures_knowledge import RUN, knowledge\n"
        "from onrecord.rdf.dataset import knowledge_quads\n"
        "print(hashlib.sha256(repr(list(knowledge_quads(knowledge(), run=RUN))).encode()).hexdigest())"
    )
    tests = str(Path(__file__).parents[1])
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": tests},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_one_evidence_span_a_record(quads: list[Quad], knowledge: Knowledge) -> None:
    evidence = Counter(quad[0] for quad in quads if quad[1] == iri(ONR.evidence))
    assert set(evidence.values()) == {1}
    records = sum(len(d.statements) + len(d.figures) + len(d.roles) for d in knowledge.documents)
    assert len(evidence) == records


def test_two_records_on_the_same_spans_stay_two() -> None:
    twins = tuple(Statement(id, ((0, 4),), found_by=id) for id in ("s1", "s2", "s3"))
    made = document_quads(Document(Article("a", "text"), statements=twins), Names(), None, {}, {})
    assert len({quad[0] for quad in made if quad[2] == iri(ONR.Statement)}) == 3


def test_things_are_no_nodes() -> None:
    ship = Chain("t1", "thing", "the ship", (Mention(0, 4),))
    made = document_quads(
        Document(Article("a", "ship"), chains=(ship,)), Names(), None, {("a", "t1"): "thing/ship"}, {}
    )
    assert not [quad for quad in made if "ship" in "".join(quad)]
    ship = Entity("thing/ship", "thing", "the ship", ())
    assert entity_quads(Knowledge((), (ship,)), Names()) == []


def test_events_of_which_nobody_would_ask_are_left_out() -> None:
    def event(id: str, type: str, operation: bool = False) -> Event:
        return Event(id, type, id, (Mention(0, 4, "verb"),), operation)

    document = Document(
        Article("a", "text"),
        events=(event("e1", "other"), event("e2", "other"), event("e3", "communication"), event("e4", "arrest")),
        statements=(Statement("s", ((0, 4),), about=(About("e2"),)),),
    )
    made = document_quads(document, Names(), None, {}, {})
    labels = {value_of(q[2]) for q in made if q[1] == iri(RDFS.label) and "event" in q[0]}
    assert labels == {"e2", "e4"}


def _in_order(document: Document) -> Document:
    """``document`` with its tuples in the order that a graph gives back."""
    return dataclasses.replace(
        document,
        chains=tuple(
            dataclasses.replace(c, mentions=tuple(sorted(c.mentions)), names=tuple(sorted(c.names)))
            for c in sorted(document.chains, key=lambda chain: chain.id)
        ),
        events=tuple(dataclasses.replace(e, mentions=tuple(sorted(e.mentions))) for e in document.events),
    )


@pytest.mark.parametrize("index", [0, 1])
def test_a_document_survives_the_trip(knowledge: Knowledge, index: int) -> None:
    document = knowledge.documents[index]
    made = document_quads(document, Names(), RUN, knowledge.entity_of, knowledge.occurrence_of)
    assert read_document(made, document.article.text) == _in_order(document)


def test_a_hostile_document_survives_but_for_what_no_store_holds(knowledge: Knowledge) -> None:
    document = knowledge.documents[2]
    made = document_quads(document, Names(), RUN, knowledge.entity_of, knowledge.occurrence_of)
    back = read_document(made, document.article.text)
    assert [(s.content, s.source, s.cue) for s in back.statements] == [
        (s.content, s.source, s.cue) for s in document.statements
    ]
    assert back.figures[0].minimum == 10**30
    assert back.chains[0].label == document.chains[0].label.translate(
        {0: 0xFFFD, 7: 0xFFFD, 0xD800: 0xFFFD, 0xFFFE: 0xFFFD}
    )
    assert back.article.published is None  # no date, so not in the graph


def test_a_graph_with_a_hole_is_named() -> None:
    made = document_quads(
        Document(Article("a", "text"), statements=(Statement("s", ((0, 4),)),)), Names(), None, {}, {}
    )
    with pytest.raises(InputError, match="not whole"):
        read_document([quad for quad in made if "identifier" not in quad[1]], "text")
    with pytest.raises(InputError, match="one onr:Article"):
        read_document([], "text")


@pytest.mark.parametrize(
    "base", ["", "example.org/", "https://example.org/kg", "https://exa mple/", "urn:x:", "javascript:/"]
)
def test_a_base_that_is_none_is_refused(base: str) -> None:
    with pytest.raises(InputError, match="--base"):
        list(knowledge_quads(Knowledge(()), base))


def test_another_base_changes_every_iri_of_ours(knowledge: Knowledge) -> None:
    lines = "".join(map(line, knowledge_quads(knowledge, "https://other.example/x#", RUN)))
    assert "https://example.org/kg/" not in lines
    assert "<https://other.example/x#article/raid-1>" in lines


def test_words_have_the_articles_language() -> None:
    document = Document(Article("a", "Er sagte nein", language="de"), statements=(Statement("s", ((9, 13),)),))
    made = document_quads(document, Names(), None, {}, {})
    texts = [quad[2] for quad in made if quad[1] == iri(SCHEMA.text)]
    assert texts == ['"nein"@de'] and value_of(texts[0]) == "nein"


def test_no_triple_is_written_twice_and_all_are_in_order() -> None:
    twice = (Mention(3, 9, "noun"), Mention(3, 9, "noun"), Mention(14, 20, "noun"))
    raid = Event("e1", "workplace-raid", "raid", twice, operation=True, times=((3, 9), (14, 20)))
    about = (About("e1", 0.7), About("e1", 0.7))
    said = tuple(Statement(f"s{n}", ((n, 9),), about=about, disputes=(f"s{1 - n}",) * 2) for n in (0, 1))
    made = document_quads(
        Document(Article("a", "On Monday, on Monday."), events=(raid,), statements=said),
        Names(),
        None,
        {},
        {"e1": "operation/raid"},
    )
    assert made == sorted(set(made))
    assert len([quad for quad in made if "disputes" in quad[1]]) == 2
    assert len([quad for quad in made if "timeText" in quad[1]]) == 1
