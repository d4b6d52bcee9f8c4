"""Files of the graph: sorted, the same in every format, and whole."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from fixtures_knowledge import RUN
from onrecord.errors import InputError, OutputError
from onrecord.export import FORMATS
from onrecord.model import Knowledge
from onrecord.rdf.dataset import knowledge_quads
from onrecord.rdf.ondisk import copy_bytes, load_store, open_store
from onrecord.rdf.writing import load, write_nquads
from onrecord.store import Store

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

QUADS = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
TRIPLES = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML}


@pytest.fixture(scope="module")
def store(knowledge: Knowledge) -> Store:
    return Store(knowledge_quads(knowledge, run=RUN))


@pytest.fixture(scope="module")
def file(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("nq") / "graph.nq"
    assert write_nquads(knowledge_quads(knowledge, run=RUN), path) == path.read_bytes().count(b"\n")
    return path


def test_lines_are_sorted_and_distinct(file: Path) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    assert lines == sorted(set(lines))


@pytest.mark.parametrize("chunk", [1, 7, 100, 10**6])
def test_sorting_in_parts_gives_the_same(knowledge: Knowledge, file: Path, tmp_path: Path, chunk: int) -> None:
    limit = 300 if chunk < 10 else None  # a part is a file
    quads = list(knowledge_quads(knowledge, run=RUN))[:limit]
    write_nquads(quads, tmp_path / "parts.nq", chunk)
    write_nquads(quads, tmp_path / "whole.nq")
    assert (tmp_path / "parts.nq").read_bytes() == (tmp_path / "whole.nq").read_bytes()
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["parts.nq", "whole.nq"]


@pytest.mark.parametrize("name", QUADS)
def test_formats_with_graphs_hold_all_quads(store: Store, file: Path, tmp_path: Path, name: str) -> None:
    FORMATS[name].write(store, tmp_path / "out")
    written = list(ox.parse(path=tmp_path / "out", format=QUADS[name]))
    assert set(written) == set(ox.parse(path=file, format=ox.RdfFormat.N_QUADS))
    assert len(written) == len(store)


@pytest.mark.parametrize("name", TRIPLES)
def test_flat_formats_hold_all_triples(store: Store, file: Path, tmp_path: Path, name: str) -> None:
    FORMATS[name].write(store, tmp_path / "out")
    written = [quad.triple for quad in ox.parse(path=tmp_path / "out", format=TRIPLES[name])]
    assert set(written) == {quad.triple for quad in ox.parse(path=file, format=ox.RdfFormat.N_QUADS)}
    assert len(written) == len(store)


@pytest.mark.parametrize("name", [*QUADS, *TRIPLES])
def test_formats_are_the_same_every_time(knowledge: Knowledge, store: Store, tmp_path: Path, name: str) -> None:
    FORMATS[name].write(store, tmp_path / "one")
    backwards = Store(reversed(list(knowledge_quads(knowledge, run=RUN))))
    FORMATS[name].write(backwards, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize(("name", "parser"), [("trig", "trig"), ("jsonld", "json-ld"), ("nquads", "nquads")])
def test_rdflib_reads_what_we_write(store: Store, tmp_path: Path, name: str, parser: str) -> None:
    FORMATS[name].write(store, tmp_path / "out")
    dataset = rdflib.Dataset()
    dataset.parse(tmp_path / "out", format=parser)
    assert sum(len(graph) for graph in dataset.graphs()) == len(store)


def test_rdfxml_keeps_carriage_returns_in_every_xml_reader(store: Store, tmp_path: Path) -> None:
    FORMATS["rdfxml"].write(store, tmp_path / "out")
    assert b"\r" not in (tmp_path / "out").read_bytes()
    graph = rdflib.Graph().parse(tmp_path / "out", format="xml")
    assert any("\r\n" in str(value) for value in graph.objects())


def test_jsonld_needs_no_network(store: Store, tmp_path: Path) -> None:
    FORMATS["jsonld"].write(store, tmp_path / "out")
    document = json.loads((tmp_path / "out").read_text(encoding="utf-8"))
    assert isinstance(document["@context"], dict)
    statements = [n for g in document["@graph"] for n in g["@graph"] if n.get("@type") == "onr:Statement"]
    assert {n["form"] for n in statements} == {"onr:Direct", "onr:Indirect", "onr:Mixed"}


@pytest.mark.parametrize("name", [*QUADS, *TRIPLES])
def test_a_place_that_cannot_be_written_is_named(store: Store, tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="missing"):
        FORMATS[name].write(store, tmp_path / "missing" / "out")


def test_what_is_no_graph_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="onrecord build"):
        load(tmp_path)
    (tmp_path / "graph.nq").write_text("<a> <b> broken")
    with pytest.raises(InputError, match="line 1"):
        load(tmp_path)


def test_every_format_has_its_own_name_and_file() -> None:
    files = [format.file for format in FORMATS.values() if format.file]
    assert len(files) == len(set(files)) and "graph.nq" in files
    assert all(name == format.name and format.help for name, format in FORMATS.items())


@pytest.mark.parametrize("part", [1, 1000, 10**6])
def test_a_store_loaded_in_parts_holds_all_quads(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    lines = file.read_bytes().splitlines(keepends=True)[: 30 if part == 1 else None]  # a part is a line at least
    (tmp_path / "graph.nq").write_bytes(b"".join(lines))
    for name in ("_SMALLEST", "_LARGEST"):
        monkeypatch.setattr(f"onrecord.rdf.ondisk.{name}", part)
    load_store(tmp_path)
    assert sorted(f"{quad} .\n".encode() for quad in open_store(tmp_path)) == sorted(lines)


@pytest.mark.parametrize("way", ["by the system", "refused by the system", "without it"])
def test_bytes_are_copied_from_within_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    def refused(*given: object, **named: object) -> int:
        raise OSError("not between these two")

    if way == "without it":
        monkeypatch.delattr("os.copy_file_range", raising=False)
    elif way == "refused by the system":
        monkeypatch.setattr("os.copy_file_range", refused, raising=False)
    data = random.Random(7).randbytes(3 << 20)
    (tmp_path / "old").write_bytes(data)
    with (tmp_path / "old").open("rb") as old, (tmp_path / "new").open("wb") as new:
        new.write(b"before\n")
        copy_bytes(old, new, 5, 2 << 20)
        new.write(b"between\n")
        copy_bytes(old, new, len(data) - 9, 9)
    assert (tmp_path / "new").read_bytes() == b"before\n" + data[5 : 5 + (2 << 20)] + b"between\n" + data[-9:]
