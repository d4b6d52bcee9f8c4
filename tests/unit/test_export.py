"""Exports: tables that open elsewhere, networks, flat, compressed, in parts."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import json
from pathlib import Path

import duckdb
import networkx as nx
import pandas as pd
import pyarrow.parquet
import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from fixtures_knowledge import RUN
from onrecord.building import publish
from onrecord.cli import app
from onrecord.export import FORMATS
from onrecord.export.tables import TABLES, harmless
from onrecord.model import Knowledge
from onrecord.store import Store

BASE = "https://example.org/kg/"


@pytest.fixture(scope="module")
def folder(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "out"
    folder.mkdir()
    publish(knowledge, folder, BASE, RUN, formats=())
    (folder / "run.json").write_text(json.dumps({"fingerprint": "f", "base": BASE}))
    return folder


def export(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["export", *map(str, arguments)])
    return done.exit_code, done.output


def quads(path: Path, format: ox.RdfFormat) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=path, format=format)]


def test_a_store_on_disk_is_written_as_one_in_memory(folder: Path, knowledge: Knowledge, tmp_path: Path) -> None:
    memory, disk = Store.open(folder / "graph.nq"), Store.open(folder)
    for format in FORMATS.values():
        # The description names the files around the store, which the one in memory does not have.
        if not format.folder and format.name not in ("page", "void"):
            format.write(memory, tmp_path / "one")
            format.write(disk, tmp_path / "two")
            assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes(), format.name


@pytest.mark.parametrize(
    ("name", "read"),
    [("nquads", ox.RdfFormat.N_TRIPLES), ("trig", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)],
)
def test_flat_is_every_triple_without_a_graph(folder: Path, tmp_path: Path, name: str, read: ox.RdfFormat) -> None:
    assert export(folder, "--format", name, "--flat", "-o", tmp_path / "flat")[0] == 0
    found = list(ox.parse(path=tmp_path / "flat", format=read))
    assert {quad.graph_name for quad in found} == {ox.DefaultGraph()}
    assert {quad.triple for quad in found} == set(quads(folder / "graph.nq", ox.RdfFormat.N_QUADS))
    assert len(found) == len(Store.open(folder))


def test_gzip_has_the_same_bytes_every_time(folder: Path, tmp_path: Path) -> None:
    for name in ("one.nq.gz", "two.nq.gz"):
        assert export(folder, "--format", "nquads", "--gzip", "-o", tmp_path / name)[0] == 0
    assert (tmp_path / "one.nq.gz").read_bytes() == (tmp_path / "two.nq.gz").read_bytes()
    assert gzip.decompress((tmp_path / "one.nq.gz").read_bytes()) == (folder / "graph.nq").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.nq.gz", "two.nq.gz"]


def test_parts_hold_everything_in_order(folder: Path, tmp_path: Path) -> None:
    assert export(folder, "--format", "nquads", "--split", 100, "--gzip", "-o", tmp_path / "g.nq.gz")[0] == 0
    parts = sorted(tmp_path.iterdir())
    assert [path.name for path in parts[:2]] == ["g-0001.nq.gz", "g-0002.nq.gz"]
    unpacked = [gzip.decompress(path.read_bytes()) for path in parts]
    assert b"".join(unpacked) == (folder / "graph.nq").read_bytes()
    assert all(part.count(b"\n") == 100 for part in unpacked[:-1])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "graphml", "--flat"), "has no graph names to leave out"),
        (("--format", "trig", "--split", "5"), "cannot be cut"),
        (("--format", "csv", "--gzip"), "is a folder of files"),
        (("--format", "jsonl", "--flat"), "do not go with jsonl"),
        (("--format", "docx"), "is none of"),
    ],
)
def test_what_does_not_go_together_is_told(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    code, output = export(folder, *arguments)
    assert code == 2
    assert said in " ".join(output.replace("│", " ").split())


@pytest.fixture(scope="module")
def tables(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    output = tmp_path_factory.mktemp("tables") / "csv"
    assert export(folder, "--format", "csv", "-o", output)[0] == 0
    return {
        table.name: list(csv.DictReader((output / f"{table.name}.csv").open(encoding="utf-8", newline="")))
        for table in TABLES
    }


def test_tables_hold_a_row_a_record(folder: Path, tables: dict[str, list[dict[str, str]]]) -> None:
    store = Store.open(folder)
    for name, cls in (("statements", "Statement"), ("figures", "ReportedFigure"), ("evidence", "Evidence")):
        found = store.query(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?g {{ ?s a onr:{cls} }} }}").rows[0][0]
        assert str(len(tables[name])) == found, name
        assert tables[name]
    assert tables["operations"]
    speakers = "SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?x a onr:Statement ; onr:speaker ?s } }"
    assert str(len(tables["speakers"])) == store.query(speakers).rows[0][0]


def test_a_row_says_who_said_what_where(folder: Path, tables: dict[str, list[dict[str, str]]]) -> None:
    asked = Store.open(folder).query(
        "SELECT ?s ?name ?text ?b ?e { GRAPH ?g { ?s a onr:Statement ; onr:speaker ?who ; schema:text ?text ; "
        "onr:evidence ?span . ?span nif:beginIndex ?b ; nif:endIndex ?e } GRAPH ?h { ?who rdfs:label ?name } }"
    )
    rows = {row["statement"]: row for row in tables["statements"]}
    assert len(asked)
    for s, name, text, begin, end in asked.rows:
        row = rows[str(s)]
        assert (row["speaker_name"], row["text"], row["begin"], row["end"]) == (
            *(harmless(cell) for cell in (name, text)), begin, end,
        )  # fmt: skip


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless(f"said {cell}") == f"said {cell}"
    assert harmless(-5) == -5


def test_parquet_has_the_types_and_the_words_as_they_are(
    folder: Path, tables: dict[str, list[dict[str, str]]], tmp_path: Path
) -> None:
    assert export(folder, "--format", "parquet", "-o", tmp_path / "tables")[0] == 0
    for table in TABLES:
        read = pyarrow.parquet.read_table(tmp_path / "tables" / f"{table.name}.parquet")
        assert read.column_names == list(table.columns)
        written = [{k: "" if v is None else str(harmless(v)) for k, v in row.items()} for row in read.to_pylist()]
        expected = [{k: "" if v == str(10**30) else v for k, v in row.items()} for row in tables[table.name]]
        assert written == expected
    figures = pyarrow.parquet.read_table(tmp_path / "tables" / "figures.parquet")
    assert str(figures.schema.field("minimum").type) == "int64"


def test_networks_are_read_by_networkx(folder: Path, tmp_path: Path) -> None:
    for name in ("node-link", "cytoscape", "graphml"):
        assert export(folder, "--format", name, "-o", tmp_path / name)[0] == 0
    linked = nx.node_link_graph(json.loads((tmp_path / "node-link").read_text()), edges="edges")
    cytoscape = nx.cytoscape_graph(json.loads((tmp_path / "cytoscape").read_text()))
    graphml = nx.read_graphml(tmp_path / "graphml")
    assert set(linked) == set(graphml)
    assert len(cytoscape) == len(graphml) > 0
    assert linked.number_of_edges() == cytoscape.number_of_edges() == graphml.number_of_edges() > 0


def test_the_description_counts_what_is_there(folder: Path, tmp_path: Path) -> None:
    assert export(folder, "--format", "void", "-o", tmp_path / "void.ttl")[0] == 0
    told = ox.Store()
    told.load(path=tmp_path / "void.ttl", format=ox.RdfFormat.TURTLE)
    store = Store.open(folder)

    def number(query: str) -> int:
        answer = told.query(
            "PREFIX void: <http://rdfs.org/ns/void#> PREFIX dcat: <http://www.w3.org/ns/dcat#> " + query
        )
        assert isinstance(answer, ox.QuerySolutions)
        return int(next(answer)[0].value)  # type: ignore[union-attr]

    assert number("SELECT ?n { ?d void:triples ?n . ?d a dcat:Dataset }") == len(store)
    assert number("SELECT ?n { ?d void:documents ?n }") == len(store.articles())
    statements = "SELECT (COUNT(?s) AS ?n) { GRAPH ?g { ?s a onr:Statement } }"
    cls = "<https://w3id.org/onrecord/ns#Statement>"
    assert str(number(f"SELECT ?n {{ ?p void:class {cls} ; void:entities ?n }}")) == store.query(statements).rows[0][0]
    subjects = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"
    assert str(number("SELECT ?n { ?d void:distinctSubjects ?n }")) == store.query(subjects).rows[0][0]
    assert number("SELECT (SUM(?t) AS ?n) { ?p void:property ?x ; void:triples ?t }") == len(store)
    assert number("SELECT ?n { ?f dcat:byteSize ?n }") == (folder / "graph.nq").stat().st_size


def test_tables_open_in_pandas_and_duckdb(
    folder: Path, tables: dict[str, list[dict[str, str]]], tmp_path: Path
) -> None:
    for name in ("csv", "parquet"):
        assert export(folder, "--format", name, "-o", tmp_path / name)[0] == 0
    for table in TABLES:
        csv_file, parquet = tmp_path / "csv" / f"{table.name}.csv", tmp_path / "parquet" / f"{table.name}.parquet"
        count = len(tables[table.name])
        assert len(pd.read_csv(csv_file)) == len(pd.read_parquet(parquet)) == count
        assert list(pd.read_csv(csv_file).columns) == list(table.columns)
        for file in (csv_file, parquet):
            assert duckdb.sql(f"SELECT COUNT(*) FROM '{file}'").fetchall() == [(count,)]
    joined = duckdb.sql(
        f"SELECT COUNT(*) FROM '{tmp_path}/parquet/statements.parquet' s "
        f"JOIN '{tmp_path}/parquet/speakers.parquet' p ON s.speaker = p.speaker"
    ).fetchall()
    assert joined == [(sum(1 for row in tables["statements"] if row["speaker"]),)]


def test_no_cell_of_a_table_begins_like_a_formula(folder: Path, knowledge: Knowledge, tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://evil.example/";"x")'
    entity = dataclasses.replace(knowledge.entities[0], label=evil)
    changed = dataclasses.replace(knowledge, entities=(entity, *knowledge.entities[1:]))
    (tmp_path / "out").mkdir()
    publish(changed, tmp_path / "out", BASE, RUN, formats=())
    (tmp_path / "out" / "run.json").write_text(json.dumps({"fingerprint": "f", "base": BASE}))
    assert export(tmp_path / "out", "--format", "csv", "-o", tmp_path / "csv")[0] == 0
    cells = [
        cell
        for table in TABLES
        for row in csv.reader((tmp_path / "csv" / f"{table.name}.csv").open(encoding="utf-8", newline=""))
        for cell in row
    ]
    assert f"'{evil}" in cells
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t", "\r")]


@pytest.mark.parametrize("name", [format.name for format in FORMATS.values() if not format.folder])
def test_every_format_can_be_packed(folder: Path, tmp_path: Path, name: str) -> None:
    # A description names the graph's files, a page its own: both are the same text packed.
    assert export(folder, "--format", name, "-o", tmp_path / "plain")[0] == 0
    assert export(folder, "--format", name, "--gzip", "-o", tmp_path / "packed.gz")[0] == 0
    assert gzip.decompress((tmp_path / "packed.gz").read_bytes()) == (tmp_path / "plain").read_bytes()
