"""What several say together is everyone's, and counts once: queries, views, tables, pictures."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fixtures_joint import joint_knowledge
from onrecord.export.tables import write_csv
from onrecord.graphview import bundled, speakers_of, to_networkx
from onrecord.page.payload import payload
from onrecord.page.render import kind_styles
from onrecord.rdf.dataset import knowledge_quads
from onrecord.store import Store

BOTH = {"Bob Poe", "Ann Lee"}


@pytest.fixture(scope="module")
def store() -> Store:
    return Store(knowledge_quads(joint_knowledge()))


@pytest.mark.parametrize(
    ("query", "column", "who"),
    [
        ("who-said-what", "speaker", ["Ann Lee", "Bob Poe", "Bob Poe"]),
        ("statements", "speaker", ["Ann Lee", "Bob Poe", "Bob Poe"]),
        ("timeline", "speaker", ["Ann Lee", "Bob Poe", "Bob Poe"]),
        ("speakers", "speaker", ["Ann Lee", "Bob Poe"]),
        ("speakers-by-operation", "speaker", ["Ann Lee", "Bob Poe"]),
        ("figures", "voice", ["Ann Lee", "Bob Poe"]),
        ("articles", "speakers", ["2"]),
        ("articles", "statements", ["2"]),
    ],
)
def test_named_queries_name_everyone(store: Store, query: str, column: str, who: list[str]) -> None:
    assert sorted(str(row[column]) for row in store.ask(query)) == who


def test_a_person_is_found_by_what_was_said_together(store: Store) -> None:
    for query in ("who-said-what", "statements"):
        (row,) = store.ask(query, {"person": "Ann Lee"})
        assert row["speaker"] == "Ann Lee"


def test_the_view_joins_a_statement_to_everyone(store: Store) -> None:
    graph = to_networkx(store.dataset)
    names = {
        graph.nodes[iri]["text"]: [graph.nodes[who]["label"] for who in speakers_of(graph, iri)]
        for iri, type in graph.nodes(data="type")
        if type == "statement"
    }
    assert sorted(names.values()) == [["Bob Poe"], ["Bob Poe", "Ann Lee"]]  # in the order of the text
    bundles = bundled(graph)
    lines = {
        graph.nodes[s]["label"]: a["statements"] for s, _, a in bundles.edges(data=True) if a["relation"] == "said"
    }
    assert lines == {"Bob Poe": 2, "Ann Lee": 1}
    (figure,) = [iri for iri, type in graph.nodes(data="type") if type == "figure"]
    assert {graph.nodes[who]["label"] for who in speakers_of(graph, figure, "gave")} == BOTH


def test_a_node_is_sized_by_statements_each_counted_once(store: Store) -> None:
    graph = to_networkx(store.dataset)
    made = payload(graph, bundled(graph), {}, kind_styles())
    counts = {made.data["nodes"][node["id"]]["label"]: node["value"] for node in made.nodes}
    assert (counts["the raid"], counts["Bob Poe"], counts["Ann Lee"]) == (2, 2, 1)
    assert made.data["counts"]["statements"] == 2
    assert made.data["counts"]["speakers"] == 2


def test_tables_have_one_row_and_count_for_everyone(store: Store, tmp_path: Path) -> None:
    write_csv(store, tmp_path)

    def table(name: str) -> list[dict[str, str]]:
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    said = {(row["speaker_name"], row["joint_speaker_name"]) for row in table("statements")}
    assert len(table("statements")) == 2
    assert said == {("Bob Poe", "Ann Lee"), ("Bob Poe", "")}
    assert {row["name"]: row["statements"] for row in table("speakers")} == {"Bob Poe": "2", "Ann Lee": "1"}
