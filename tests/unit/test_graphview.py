"""The networkx views and what is written of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import igraph
import networkx as nx
import pytest
from rdflib import Dataset

import fixtures_knowledge
from onrecord.errors import OutputError
from onrecord.export.gexf import write_gexf
from onrecord.export.graphml import flat, write_graphml
from onrecord.graphview import VIEWS, View, subjects, to_networkx
from onrecord.page.looks import add_looks, looks
from onrecord.page.render import kind_styles
from onrecord.store import Store

BASE = "https://example.org/kg/"
RAID = BASE + "operation/elm-county-raid"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    from onrecord.rdf.dataset import knowledge_quads

    return Store(knowledge_quads(fixtures_knowledge.knowledge())).dataset


@pytest.fixture(scope="module")
def graph(dataset: Dataset) -> nx.MultiDiGraph:
    return to_networkx(dataset)


def of_type(graph: nx.MultiDiGraph, type: str) -> list[str]:
    return [node for node, found in graph.nodes(data="type") if found == type]


def test_every_record_is_a_node(graph: nx.MultiDiGraph) -> None:
    known = fixtures_knowledge.knowledge()
    assert len(of_type(graph, "article")) == len(known.documents)
    assert len(of_type(graph, "statement")) == sum(len(d.statements) for d in known.documents)
    assert len(of_type(graph, "figure")) == sum(len(d.figures) for d in known.documents)
    for entity in known.entities:
        node = graph.nodes[BASE + entity.key.replace(" ", "%20").replace("ü", "%C3%BC")]
        assert node["type"] == entity.type
    assert graph.nodes[RAID]["type"] == "operation"
    assert graph.nodes[BASE + "event/arrests"]["type"] == "event"


def test_a_statement_has_its_words_spans_and_relations(graph: nx.MultiDiGraph) -> None:
    smith = BASE + "person/ann-smith"
    (statement,) = [t for _, t, r in graph.out_edges(smith, data="relation") if r == "said"]
    node = graph.nodes[statement]
    text = fixtures_knowledge.RAID
    assert [text[b:e] for b, e in node["content"]] == ["“This was a careful operation,”", "“No one was hurt.”"]
    assert [text[b:e] for b, e in node["cue_spans"]] == ["told"]
    assert text[node["begin_index"] : node["end_index"]].startswith("“This was")
    assert (node["manner"], node["kind"], node["part"], node["nested"]) == ("direct", "speech", "body", False)
    assert node["time"] == "on Friday"
    relations = {(t, r) for _, t, r in graph.out_edges(statement, data="relation")}
    assert {
        (RAID, "about"),
        (BASE + "org/daily-post", "told"),
        (BASE + "org/border-office", "on_behalf_of"),
        (BASE + "article/raid-1", "reported_in"),
    } <= relations
    assert graph.edges[statement, RAID, "about"]["confidence"] == 0.95


def test_roles_are_edges_with_their_words(graph: nx.MultiDiGraph) -> None:
    (role,) = [
        e for _, t, e in graph.out_edges(BASE + "person/ann-smith", data=True) if t == BASE + "org/border-office"
    ]
    assert (role["relation"], role["title"], role["qualifier"]) == ("role", "acting Director", "acting")
    (alone,) = [e for _, t, e in graph.out_edges(BASE + "person/jose-perez", data=True) if e["relation"] == "role"]
    assert (alone["title"], alone["party"], alone["article"]) == ("Mayor", "D", BASE + "article/raid-1")


def test_bundles_hold_every_statement_with_a_speaker_once_an_operation(dataset: Dataset) -> None:
    graph, bundles = to_networkx(dataset), to_networkx(dataset, "speakers-operations")
    said = {(s, t) for s, t, r in graph.edges(data="relation") if r == "said"}
    wanted = {(s, hub, t) for s, t in said for hub in subjects(graph, t)}
    edges = [(s, t, a) for s, t, a in bundles.edges(data=True) if a["relation"] == "said"]
    assert {(s, hub, iri) for s, hub, a in edges for iri in a["iris"]} == wanted
    for _, hub, a in edges:
        assert (
            a["statements"] == len(a["iris"]) == a["direct"] + a["indirect"] + a["mixed"] == a["speech"] + a["attitude"]
        )
        assert bundles.nodes[hub]["type"] in ("operation", "article")
    # What is said of a mere event hangs on its article only where no operation is spoken of as well.
    assert not of_type(bundles, "event")


def test_co_mention_counts_articles(dataset: Dataset) -> None:
    graph = to_networkx(dataset, "co-mention")
    union, office = BASE + "org/workers-union", BASE + "org/border-office"
    assert graph.edges[office, union, "co_mention"]["articles"] == 2
    assert all(source < target for source, target in graph.edges())


@pytest.mark.parametrize("view", VIEWS)
def test_order_and_content_are_the_same_every_time(view: str) -> None:
    from onrecord.rdf.dataset import knowledge_quads

    quads = list(knowledge_quads(fixtures_knowledge.knowledge()))
    first = to_networkx(Store(quads).dataset, view)  # type: ignore[arg-type]
    again = to_networkx(Store(reversed(quads)).dataset, view)  # type: ignore[arg-type]
    assert list(first.nodes(data=True)) == list(again.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(again.edges(keys=True, data=True))


def test_a_view_that_does_not_exist_is_named(dataset: Dataset) -> None:
    with pytest.raises(ValueError, match="'everything': choose one of statements, speakers-operations, co-mention"):
        to_networkx(dataset, "everything")  # type: ignore[arg-type]


def test_an_empty_dataset_is_an_empty_graph() -> None:
    for view in VIEWS:
        assert len(to_networkx(Dataset(), view)) == 0  # type: ignore[arg-type]


@pytest.mark.parametrize("view", VIEWS)
def test_graphml_and_gexf_hold_every_node_and_edge(dataset: Dataset, view: str, tmp_path: Path) -> None:
    graph = to_networkx(dataset, view)  # type: ignore[arg-type]
    for write, read, name in (
        (write_graphml, nx.read_graphml, "graph.graphml"),
        (write_gexf, nx.read_gexf, "graph.gexf"),
    ):
        path, again = tmp_path / name, tmp_path / f"again-{name}"
        write(dataset, path, view=view)
        write(dataset, again, view=view)
        assert path.read_bytes() == again.read_bytes()
        found = read(path, force_multigraph=True) if write is write_graphml else read(path)
        assert set(found) == set(graph)
        assert found.number_of_edges() == graph.number_of_edges()
        for node, attributes in graph.nodes(data=True):
            assert found.nodes[node]["type"] == attributes["type"]
            assert found.nodes[node]["label"] == attributes["label"]


def test_graphml_is_what_networkx_writes(dataset: Dataset, graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write_graphml(dataset, tmp_path / "ours")
    drawn = graph.copy()
    add_looks(drawn)
    drawn = flat(drawn)
    nx.write_graphml(drawn, tmp_path / "theirs")
    ours, theirs = (nx.read_graphml(tmp_path / name, force_multigraph=True) for name in ("ours", "theirs"))
    assert list(ours.nodes(data=True)) == list(drawn.nodes(data=True))
    assert list(ours.nodes(data=True)) == list(theirs.nodes(data=True))
    assert list(ours.edges(keys=True, data=True)) == list(theirs.edges(keys=True, data=True))


def test_a_gexf_node_has_place_colour_and_size(dataset: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "graph.gexf"
    write_gexf(dataset, path)
    found = nx.read_gexf(path)
    places = {(n["viz"]["position"]["x"], n["viz"]["position"]["y"]) for _, n in found.nodes(data=True)}
    assert len(places) == len(found)
    assert found.nodes[RAID]["viz"]["size"] > found.nodes[BASE + "person/ann-smith"]["viz"]["size"]
    assert (found.nodes[RAID]["start"], found.nodes[RAID]["end"]) == ("2019-08-05", "2019-08-11")
    assert "lastmodifieddate" not in path.read_text()


def test_graphml_has_the_looks_that_gephi_reads(dataset: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    write_graphml(dataset, path, view="speakers-operations")
    found = nx.read_graphml(path, force_multigraph=True)
    graph = to_networkx(dataset, "speakers-operations")
    wanted = looks(graph)
    assert len({(n["x"], n["y"]) for _, n in found.nodes(data=True)}) == len(found)
    for node, attributes in found.nodes(data=True):
        assert (attributes["x"], attributes["y"], attributes["size"]) == wanted[node][:3]
        assert attributes["color"] == f"#{attributes['r']:02x}{attributes['g']:02x}{attributes['b']:02x}"
    add_looks(graph)
    assert graph.nodes[RAID]["color"] == kind_styles()["operation"]["light"]


def test_a_graph_too_large_to_place_has_colours_and_sizes(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("onrecord.page.looks.MOST_PLACED", 3)
    write_gexf(dataset, tmp_path / "graph.gexf")
    found = nx.read_gexf(tmp_path / "graph.gexf")
    assert all("color" in n["viz"] and "position" not in n["viz"] for _, n in found.nodes(data=True))


def test_a_column_has_one_type_that_holds_all_its_values() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", n=1, mixed=1, huge=10**30, spans=((1, 2), (3, 4)), names=("x", "y"), words="\x00é", none=None)
    graph.add_node("b", n=2, mixed=0.5, huge=1, flag=True)
    plain = flat(graph)
    assert plain.nodes["a"] == {
        "n": 1,
        "mixed": 1.0,
        "huge": 1e30,
        "spans": "1,2|3,4",
        "names": "x|y",
        "words": "\ufffdé",
    }
    assert plain.nodes["b"] == {"n": 2, "mixed": 0.5, "huge": 1.0, "flag": True}
    assert isinstance(plain.nodes["a"]["mixed"], float)


def test_igraph_reads_the_same_from_graphml(dataset: Dataset, tmp_path: Path) -> None:
    write_graphml(dataset, tmp_path / "graph.graphml")
    found, ours = igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml")), to_networkx(dataset)
    assert dict(zip(found.vs["id"], found.vs["type"], strict=True)) == dict(ours.nodes(data="type"))
    ends = sorted((found.vs[e.source]["id"], found.vs[e.target]["id"], e["relation"]) for e in found.es)
    assert ends == sorted(ours.edges(data="relation"))
    assert all(isinstance(x, float) for x in found.vs["x"])


def test_what_cannot_be_written_is_said(dataset: Dataset, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="choose another --output"):
        write_graphml(dataset, tmp_path / "no" / "such" / "folder.graphml")


def test_speakers_that_stand_outside_the_dataset_are_no_nodes() -> None:
    from onrecord.rdf.dataset import knowledge_quads

    known = replace(fixtures_knowledge.knowledge(), entities=())
    graph = to_networkx(Store(knowledge_quads(known)).dataset)
    assert not of_type(graph, "person")
    assert all("type" in node for _, node in graph.nodes(data=True))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from onrecord.rdf.dataset import knowledge_graphs
    from onrecord.rdf.ondisk import make_store, write_graphs

    folder = tmp_path_factory.mktemp("built")
    make_store(folder, write_graphs(knowledge_graphs(fixtures_knowledge.knowledge()), folder))
    return folder


@pytest.mark.parametrize("view", VIEWS)
def test_the_lines_of_a_build_give_the_same_views(built: Path, dataset: Dataset, view: View) -> None:
    store = Store.open(built)
    assert store.folder is not None
    ours, theirs = to_networkx(store, view), to_networkx(dataset, view)
    assert list(ours.nodes(data=True)) == list(theirs.nodes(data=True))
    assert list(ours.edges(keys=True, data=True)) == list(theirs.edges(keys=True, data=True))


def test_a_store_that_was_changed_is_asked_itself(built: Path) -> None:
    (built / "graph.nq").write_bytes(b"")
    assert len(to_networkx(Store.open(built))) == 0
    (built / "store.edited").touch()
    assert len(to_networkx(Store.open(built))) > 0


@pytest.mark.parametrize("view", VIEWS)
def test_any_dataset_of_rdflib_gives_the_same_views(dataset: Dataset, view: View) -> None:
    plain = Dataset(default_union=True)
    plain.addN((s, p, o, plain.graph(g)) for s, p, o, g in dataset.quads((None, None, None, None)))
    ours, theirs = to_networkx(dataset, view), to_networkx(plain, view)
    assert list(ours.nodes(data=True)) == list(theirs.nodes(data=True))
    assert list(ours.edges(keys=True, data=True)) == list(theirs.edges(keys=True, data=True))
