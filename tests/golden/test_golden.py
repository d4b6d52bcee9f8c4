"""The golden build: examples/ gives graph/examples.nq byte for byte, however it is built."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.resources import shared

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "articles"
UNSTABLE = {"run.json"}  # says when and how long


def build(inputs, output, *, processes=1, seed="0"):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "onrecord",
            "build",
            *map(str, inputs),
            "-o",
            str(output),
            "--processes",
            str(processes),
        ],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return output


def contents(folder: Path) -> dict[str, bytes]:
    """The files; a database has its own order, so what the store holds is compared elsewhere."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file() and file.name not in UNSTABLE}


def differing(one: Path, two: Path) -> list[str]:
    left, right = contents(one), contents(two)
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build([EXAMPLES], tmp_path_factory.mktemp("golden") / "out")


def test_the_examples_give_the_golden_graph(built):
    golden = (ROOT / "graph" / "examples.nq").read_bytes().splitlines()
    found = (built / "graph.nq").read_bytes().splitlines()
    gone, new = sorted(set(golden) - set(found)), sorted(set(found) - set(golden))
    said = "\n".join([f"- {line.decode()}" for line in gone[:10]] + [f"+ {line.decode()}" for line in new[:10]])
    # Compared before the assert: a diff of megabytes would take pytest an hour.
    same = golden == found
    assert same, f"{len(gone)} quads gone, {len(new)} new; if that was meant: make golden\n{said}"


def test_the_examples_give_the_golden_page(built):
    same = (ROOT / "graph" / "examples.html").read_bytes() == (built / "page.html").read_bytes()
    assert same, "graph/examples.html differs from the page that the examples give; if that was meant: make golden"


def test_two_processes_and_another_hash_seed_give_the_same_bytes(built, tmp_path):
    again = build([EXAMPLES], tmp_path / "out", processes=2, seed="4711")
    assert differing(built, again) == []


def test_building_again_uses_what_is_known_and_gives_the_same_bytes(built, tmp_path):
    first = contents(built)
    again = build([EXAMPLES], built)
    assert contents(again) == first
    run = json.loads((again / "run.json").read_text())
    assert run["reused"] == run["articles"] == 20


def test_an_article_less_is_as_if_it_had_never_been_there(tmp_path):
    lines = (EXAMPLES / "wikinews.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    texts = sorted(EXAMPLES.glob("*.txt"))
    (tmp_path / "few.jsonl").write_text("".join(lines[:5] + lines[6:9]), encoding="utf-8")
    fresh = build([texts[0], tmp_path / "few.jsonl"], tmp_path / "fresh")
    (tmp_path / "few.jsonl").write_text("".join(lines[:9]), encoding="utf-8")
    grown = build([*texts, tmp_path / "few.jsonl"], tmp_path / "out")
    assert differing(fresh, grown)
    (tmp_path / "few.jsonl").write_text("".join(lines[:5] + lines[6:9]), encoding="utf-8")
    shrunk = build([tmp_path / "few.jsonl", texts[0]], tmp_path / "out")
    assert differing(fresh, shrunk) == []


def test_every_file_of_a_build_is_there(built):
    assert set(contents(built)) == {
        "graph.nq",
        "graph.trig",
        "graph.ttl",
        "graph.jsonld",
        "graph.rdf",
        "graph.graphml",
        "page.html",
        "errors.jsonl",
        "documents.jsonl.gz",
        "graphs.tsv",
        "articles.bin",
        "stories.bin",
        "void.ttl",
    }
    assert (built / "store").is_dir()


def test_records_of_a_build_hold_across_articles(built, tmp_path):
    out = tmp_path / "found.jsonl"
    subprocess.run([sys.executable, "-m", "onrecord", "export", str(built), "-o", str(out)], check=True, timeout=300)
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(records) == 20
    chains = {
        mention["chain"]
        for record in records
        for mention in record["mentions"]
        if record["text"][mention["start"] : mention["end"]] == "ICE"
    }
    assert chains == {"https://example.org/kg/org/ice"}
    for record in records:
        for statement in record["statements"]:
            assert (statement["speaker"] is None) == (statement["speaker_chain"] is None)
            for spans in (statement["source"], statement["cue"], statement["content"]):
                assert all(0 <= start < end <= len(record["text"]) for start, end in spans)


def test_documents_are_packed_without_a_time(built):
    data = (built / "documents.jsonl.gz").read_bytes()
    assert data[4:8] == bytes(4)
    assert len(gzip.decompress(data).splitlines()) == 20


def test_the_shipped_queries_all_run_on_the_golden_build(built):
    from onrecord.rdf.queries import named_queries
    from onrecord.store import Store

    store = Store.open(built)
    assert shared("graph", "queries").is_dir()
    answered = {name for name in named_queries() if len(store.ask(name))}
    assert {"who-said-what", "figures", "roles", "unnamed-sources", "speakers-by-operation"} <= answered
