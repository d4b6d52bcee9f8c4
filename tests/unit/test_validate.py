"""A build that holds has no findings; a damaged copy fails and names the fault."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
from itertools import groupby
from pathlib import Path

import pytest

from fixtures_knowledge import RUN
from onrecord.errors import InputError
from onrecord.model import Knowledge
from onrecord.rdf.dataset import knowledge_quads
from onrecord.rdf.ledger import Row, write_ledger
from onrecord.rdf.validate import compiled, validate
from onrecord.rdf.writing import write_nquads
from onrecord.records import write_documents

BASE = "https://example.org/kg/"


@pytest.fixture(scope="module")
def built(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    write_nquads(knowledge_quads(knowledge, BASE, RUN), folder / "graph.nq")
    write_documents(knowledge.documents, folder / "documents.jsonl.gz")
    (folder / "run.json").write_text(json.dumps({"base": BASE}))
    return folder


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "copy"))


def edit(folder: Path, old: str, new: str, count: int = 1) -> None:
    path = folder / "graph.nq"
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, count).encode())


def without(folder: Path, *parts: str) -> None:
    """Take away the first line that has all ``parts``."""
    path = folder / "graph.nq"
    lines = path.read_bytes().decode().split("\n")
    index = next(i for i, line in enumerate(lines) if all(part in line for part in parts))
    del lines[index]
    path.write_bytes("\n".join(lines).encode())


def messages(folder: Path) -> str:
    found = validate(folder)
    assert found == validate(folder, slow=True)  # by the Rust shacl, and by pySHACL
    return "\n".join(map(str, found))


def test_the_fast_shacl_is_installed_where_tests_run() -> None:
    assert compiled is not None


def test_a_whole_build_has_no_findings(built: Path) -> None:
    assert validate(built) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('anchorOf> "Ann Smith"', 'anchorOf> "Ann Smyth"', "says 'Ann Smyth' where the article has 'Ann Smith'"),
        ("#char=85,94>", "#char=85,95>", "of class onr:Evidence"),
        ('"85"^^', '"84"^^', "does not fit the span"),
        ('"85"^^', '"94"^^', "begins before it ends"),
        ("ns#Direct>", "ns#Loud>", "direct, indirect or mixed"),
        ("ns#Done>", "ns#Finished>", "a status is one of onr:statuses"),
        ('"0.97"^^', '"1.97"^^', "a confidence is one xsd:decimal from 0 to 1"),
        ('minValue> "120"', 'minValue> "a lot"', "at most one lower end"),
        ('chainType> "agency"', 'chainType> "office"', "a chain is of one entity type"),
        ('"32.5"^^', '"132.5"^^', "a latitude is between"),
        ('"2019-08-05"^^', '"2019-09-05"^^', "not after its last"),
        (
            "ns#speaker> <https://example.org/kg/person/ann-smith>",
            "ns#speaker> <https://example.org/kg/x>",
            "nothing describes",
        ),
        ('sha256> "', 'sha256> "0', "64 hexadecimal digits"),
        (
            '"2019-08-09"^^<http://www.w3.org/2001/XMLSchema#date>',
            '"2019"^^<http://www.w3.org/2001/XMLSchema#gYear>',
            "gYear",
        ),
        ("<https://example.org/kg/source/he>", "_:he", "blank node"),
    ],
)
def test_a_changed_value_is_named(copy: Path, old: str, new: str, message: str) -> None:
    edit(copy, old, new)
    assert message in messages(copy)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (("statement/", "ns#evidence>"), "exactly one evidence span"),
        (("statement/", "schema.org/text>"), "a statement has its words"),
        (("statement/", "ns#contentSpan>"), "a statement has content"),
        (("statement/", "wasGeneratedBy"), "names the run"),
        (("#char=", "anchorOf"), "a span has its characters"),
        (("#char=", "beginIndex"), "a span has one begin"),
        (("#char=", "referenceContext"), "a span lies in one article"),
        (("#char=", "#type>"), "is a span"),
        (("person/ann-smith> ", "label>"), "exactly one label"),
        (("person/ann-smith> ", "#type>"), "at most one speaker"),
        (("chain/", "refersTo"), "refers to one entity"),
        (("figure/", "ns#measure>"), "a figure counts one thing"),
        (("role/", "roleName"), "a role has a title"),
        (("about/", "attestedEvent"), "one attested event"),
        (("decision/", "verdict"), "same or different"),
        (("run/", "identifier"), "a fingerprint"),
        (("article/raid-1> ", "sha256"), "SHA-256"),
    ],
)
def test_a_missing_triple_is_named(copy: Path, parts: tuple[str, ...], message: str) -> None:
    without(copy, *parts)
    assert message in messages(copy)


def test_a_triple_in_two_graphs_is_named(copy: Path) -> None:
    path = copy / "graph.nq"
    line = next(x for x in path.read_text(encoding="utf-8").split("\n") if "ann-smith> <http://www.w3.org/2000" in x)
    path.write_text(path.read_text(encoding="utf-8") + line.replace("graph/entities", "article/raid-1") + "\n")
    assert "more than one graph" in messages(copy)


def test_a_changed_text_is_named(copy: Path, knowledge: Knowledge) -> None:
    first, *rest = knowledge.documents
    text = first.article.text.replace("careful", "reckless")
    changed = dataclasses.replace(first, article=dataclasses.replace(first.article, text=text))
    write_documents((changed, *rest), copy / "documents.jsonl.gz")
    found = messages(copy)
    assert "SHA-256" in found and "where the article has" in found


def test_articles_without_text_or_graph_are_named(copy: Path, knowledge: Knowledge) -> None:
    write_documents(knowledge.documents[1:], copy / "documents.jsonl.gz")
    assert "text of the article is not there" in messages(copy)
    write_documents(knowledge.documents, copy / "documents.jsonl.gz")
    path = copy / "graph.nq"
    path.write_text("\n".join(x for x in path.read_text(encoding="utf-8").split("\n") if "article/raid-1>" not in x))
    assert "the article has no graph" in messages(copy)


def test_a_changed_file_is_named(copy: Path) -> None:
    digest = hashlib.sha256((copy / "graph.nq").read_bytes()).hexdigest()
    (copy / "run.json").write_text(json.dumps({"base": BASE, "files": {"graph.nq": digest, "graph.trig": digest}}))
    assert messages(copy) == "graph.trig: the file is missing"
    edit(copy, '"Ann Smith"@en', '"Anne Smith"@en')
    assert "graph.nq: the file is not as the build wrote it" in messages(copy)


@pytest.mark.parametrize("name", ["graph.nq", "documents.jsonl.gz", "run.json"])
def test_a_missing_file_is_an_error(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(InputError, match=name.replace(".", r"\.")):
        validate(copy)


def test_a_changed_graph_is_named_by_the_digests_of_the_ledger(copy: Path) -> None:
    def graph_of(line: bytes) -> bytes:
        return line.rsplit(b" ", 2)[1]

    lines = sorted((copy / "graph.nq").read_bytes().splitlines(keepends=True), key=graph_of)
    (copy / "graph.nq").write_bytes(b"".join(lines))
    rows = []
    for name, graph in groupby(lines, graph_of):
        held = list(graph)
        digest = hashlib.sha256(b"".join(held)).hexdigest()
        rows.append(Row(name.decode(), len(held), sum(map(len, held)), digest))
    write_ledger(rows, copy)
    ledger = hashlib.sha256((copy / "graphs.tsv").read_bytes()).hexdigest()
    (copy / "run.json").write_text(json.dumps({"base": BASE, "files": {"graphs.tsv": ledger}}))
    assert messages(copy) == ""
    edit(copy, '"Ann Smith"@en', '"Amy Smith"@en')
    assert "article/raid-1: the graph is not as the build wrote it" in messages(copy)
    with (copy / "graph.nq").open("ab") as file:
        file.write(b"\n")
    assert "graph.nq: is not as long as the build wrote it" in messages(copy)
