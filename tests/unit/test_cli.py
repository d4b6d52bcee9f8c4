"""The commands that read a build, on a small one made by hand: no model needed."""

import csv
import gzip
import io
import json
import shutil
import subprocess
import sys

import pytest
from typer.testing import CliRunner

import onrecord
from fixtures_knowledge import RUN
from onrecord import cli
from onrecord.building import publish
from onrecord.contract import article_record, knowledge_records
from onrecord.errors import InputError, OnrecordError, QueryError
from onrecord.rdf.namespace import DEFAULT_BASE

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@pytest.fixture(scope="module")
def folder(knowledge, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli") / "out"
    folder.mkdir()
    publish(knowledge, folder, DEFAULT_BASE, RUN)
    (folder / "run.json").write_text(json.dumps({"fingerprint": "0", "base": DEFAULT_BASE}))
    return folder


def run(*arguments):
    """Exit code and standard output, faults as :func:`onrecord.cli.main` tells them."""
    result = CliRunner().invoke(cli.app, list(map(str, arguments)))
    if isinstance(result.exception, OnrecordError):
        raise result.exception
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_query_list_shows_every_query_with_its_parameters():
    code, output = run("query", "--list")
    assert code == 0
    assert "who-said-what" in output
    assert "--operation --person --article --all" in output


def test_query_formats_agree(folder):
    _, table = run("query", folder, "who-said-what", "--all")
    _, text = run("query", folder, "who-said-what", "--all", "--format", "csv")
    _, tabs = run("query", folder, "who-said-what", "--all", "--format", "tsv")
    _, results = run("query", folder, "who-said-what", "--all", "--format", "json")
    rows = list(csv.DictReader(io.StringIO(text)))
    bindings = json.loads(results)["results"]["bindings"]
    assert len(rows) == len(bindings) == len(tabs.splitlines()) - 1 > 1
    assert f"{len(rows)} rows" in table
    assert [row["speaker"] for row in rows] == [binding["speaker"]["value"] for binding in bindings]
    assert "Ann Smith" in {row["speaker"] for row in rows}


def test_a_limit_cuts_the_answer_and_says_so(folder):
    _, whole = run("query", folder, "articles", "--format", "csv")
    _, cut = run("query", folder, "articles", "--format", "csv", "--limit", "1")
    told = "these are the first 1 rows; all of them: --limit 0, or --format csv"
    assert told in cut
    first = cut.replace(f"{told}\n", "")
    assert whole.startswith(first)
    assert len(list(csv.reader(io.StringIO(first)))) == 2 < len(list(csv.reader(io.StringIO(whole))))
    assert "these are the first" not in whole
    assert run("query", folder, "articles", "--format", "csv", "--limit", "0")[1] == whole


def test_query_parameters_reach_the_query(folder):
    _, text = run("query", folder, "who-said-what", "--person", "Ann Smith", "--all", "--format", "csv")
    assert {row["speaker"] for row in csv.DictReader(io.StringIO(text))} == {"Ann Smith"}
    with pytest.raises(QueryError, match="'nobody'"):
        run("query", folder, "who-said-what", "--person", "nobody")
    with pytest.raises(QueryError, match="no parameter --measure"):
        run("query", folder, "who-said-what", "--measure", "x")
    with pytest.raises(QueryError, match="there is no query 'no-such'"):
        run("query", folder, "no-such")


def test_any_sparql(folder, tmp_path):
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s a onr:Statement }"
    (tmp_path / "count.rq").write_text(query)
    _, one = run("query", folder, "--sparql", query, "--format", "csv")
    _, two = run("query", folder, "--file", tmp_path / "count.rq", "--format", "csv")
    assert one == two
    assert int(one.split()[1]) > 0
    assert run("query", folder, "--sparql", "ASK { ?s a onr:Statement }")[1] == "yes\n"
    with pytest.raises(QueryError, match="no SPARQL query"):
        run("query", folder, "--sparql", "SELECT nonsense")
    with pytest.raises(InputError, match="cannot be read"):
        run("query", folder, "--file", tmp_path / "none.rq")


@pytest.mark.parametrize(
    "arguments",
    [
        ["who-said-what", "--sparql", "ASK {}"],
        ["who-said-what", "--format", "xml"],
        [],
        ["--sparql", "ASK {}", "--all"],
    ],
)
def test_query_misuse_has_exit_code_two(folder, arguments):
    assert run("query", folder, *arguments)[0] == 2


def test_what_is_no_build_is_told(tmp_path):
    for command in (
        ["query", tmp_path, "roles"],
        ["explain", tmp_path, "x"],
        ["validate", tmp_path],
        ["export", tmp_path],
    ):
        with pytest.raises(InputError, match=str(tmp_path)):
            run(*command)


def test_validate_holds_and_a_damaged_copy_is_named(folder, tmp_path):
    assert run("validate", folder)[0] == 0
    damaged = tmp_path / "damaged"
    shutil.copytree(folder, damaged)
    graph = (damaged / "graph.nq").read_text(encoding="utf-8")
    assert "careful operation" in graph
    (damaged / "graph.nq").write_text(graph.replace("careful operation", "careless operation"), encoding="utf-8")
    code, output = run("validate", damaged)
    assert code == 1
    assert "careless operation" in output
    assert "faults in" in output


def test_export_of_every_format(folder, tmp_path):
    from onrecord.export import FORMATS

    listed = run("export", "--list")[1]
    for name in ("jsonl", *FORMATS):
        assert name in listed
        assert run("export", folder, "--format", name, "--output", tmp_path / name)[0] == 0
        assert (tmp_path / name).stat().st_size > 0
    for format in FORMATS.values():
        if format.file:
            assert (tmp_path / format.name).read_bytes() == (folder / format.file).read_bytes()
    assert run("export", folder, "--format", "docx")[0] == 2
    assert not [entry for entry in tmp_path.iterdir() if entry.name.startswith(".")]


def test_export_to_standard_output(folder, tmp_path):
    run("export", folder, "--output", tmp_path / "a.jsonl")
    done = subprocess.run([sys.executable, "-m", "onrecord", "export", str(folder)], capture_output=True, check=True)
    assert done.stdout == (tmp_path / "a.jsonl").read_bytes()


def test_the_plain_form_has_all_that_is_promised(knowledge):
    for document, joined in zip(
        knowledge.documents, knowledge_records(knowledge, lambda key: f"iri:{key}"), strict=True
    ):
        alone = article_record(document)
        assert alone.keys() == joined.keys() == {"id", "text", "statements", "mentions", "figures"}
        assert alone["text"] == document.article.text
        assert len(alone["statements"]) == len(document.statements)
        ids = {chain.id for chain in document.chains} | {event.id for event in document.events}
        for one, two in zip(alone["mentions"], joined["mentions"], strict=True):
            assert one["chain"] in ids
            assert two["chain"].startswith("iri:")
        for statement, found in zip(document.statements, alone["statements"], strict=True):
            speaker = document.chain(statement.speaker)
            assert found["speaker"] == (speaker.label if speaker else None)
            assert found["content"] == [list(span) for span in statement.content]
        kinds = {mention["type"] for mention in alone["mentions"] if mention["kind"] == "event"}
        assert ("operation" in kinds) == any(event.operation and event.mentions for event in document.events)


def test_the_graph_object(folder, knowledge):
    graph = onrecord.open(folder)
    assert repr(graph) == f"Graph({str(folder)!r})"
    assert len(graph.dataset) == len(graph.store)
    assert {row["speaker"] for row in graph.query("who-said-what", everything=True)} >= {"Ann Smith"}
    assert len(graph.query("SELECT ?s WHERE { ?s a onr:Statement }")) > 0
    assert graph.to_networkx().number_of_nodes() > 0
    assert graph.knowledge.documents == tuple(knowledge.documents)
    with pytest.raises(InputError, match="is no build of onrecord"):
        onrecord.open(folder / "none")


def test_a_damaged_document_file_is_told(folder, tmp_path):
    damaged = tmp_path / "damaged"
    shutil.copytree(folder, damaged)
    (damaged / "documents.jsonl.gz").write_bytes(gzip.compress(b'{"article": 5}\n'))
    with pytest.raises(InputError, match="build it again"):
        _ = onrecord.open(damaged).knowledge
