"""A graph that was changed step by step is, byte for byte, the graph that a build of the same articles gives."""

import functools
import json
import random
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

import onrecord
from onrecord.changing import add_articles, remove_articles, update_graph
from onrecord.errors import InputError, OutputError
from onrecord.language import load_language
from onrecord.rdf.ondisk import open_store
from onrecord.rdf.validate import validate
from onrecord.replacing import replacing

PEOPLE = ("Ann Smith", "Bob Jones", "Carla Diaz")
TOWNS = ("Morton, Mississippi", "Canton, Mississippi", "El Paso, Texas")
FILES = ("graph.nq", "graphs.tsv", "documents.jsonl.gz")


def text(number: int, version: int) -> str:
    """Articles that share people, agencies and operations, so that one more or less changes others' graphs."""
    who, other, town = PEOPLE[number % 3], PEOPLE[(number + version) % 3], TOWNS[(number + version) % 3]
    return (
        f"ICE raided a plant in {town} on Wednesday and arrested {100 + number} people.\n\n"
        f"“We left at noon {version},” ICE acting Director {who} said. {other.split()[1]} told reporters "
        f"that at least {20 + number} workers were released."
    )


def write(folder: Path, articles: dict[int, int]) -> Path:
    folder.mkdir(exist_ok=True)
    for number, version in articles.items():
        (folder / f"a{number}.txt").write_text(text(number, version))
    return folder


def contents(folder: Path) -> dict[str, object]:
    found: dict[str, object] = {name: (folder / name).read_bytes() for name in FILES}
    lines = sorted(f"{quad} .\n".encode() for quad in open_store(folder))
    assert lines == sorted((folder / "graph.nq").read_bytes().splitlines(keepends=True)), "the store is not the file"
    return found


@pytest.fixture(autouse=True, scope="module")
def one_language_model():
    """Loaded once: here it is about what happens to the graph."""
    with pytest.MonkeyPatch.context() as patch:
        loaded = functools.cache(load_language)
        patch.setattr("onrecord.building.load_language", loaded)
        patch.setattr("onrecord.changing.load_language", loaded)
        yield


@pytest.mark.parametrize("seed", [1, 2])
def test_any_walk_of_changes_ends_where_a_build_begins(tmp_path, seed):
    chance = random.Random(seed)
    held = dict.fromkeys(range(4), 0)
    out = tmp_path / "out"
    onrecord.build(write(tmp_path / "first", held), out, formats=[], attribution="rules", processes=1)
    for step in range(4):
        kind = chance.choice(["add", "remove", "update", "delete"]) if len(held) > 2 else "add"
        if kind == "add":
            new = {max(held) + 1: chance.randrange(3), max(held) + 2: 0}
            add_articles(out, [write(tmp_path / f"{step}", new)], processes=1)
            held |= new
        elif kind == "remove":
            gone = chance.sample(sorted(held), 2)
            remove_articles(out, [f"a{number}.txt" for number in gone])
            held = {number: version for number, version in held.items() if number not in gone}
        else:
            some = {number: held[number] + chance.randrange(2) for number in chance.sample(sorted(held), 2)}
            some[max(held) + 1] = 1
            update_graph(out, [write(tmp_path / f"{step}", some)], delete=kind == "delete", processes=1)
            held = some if kind == "delete" else held | some
    onrecord.build(write(tmp_path / "last", held), tmp_path / "scratch", formats=[], attribution="rules", processes=1)
    assert contents(out) == contents(tmp_path / "scratch")
    assert validate(out) == []


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    articles = write(folder / "articles", {0: 0, 1: 0})
    onrecord.build(articles, folder / "out", formats=["nquads"], attribution="rules", processes=1)
    return folder / "out"


def command(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)], capture_output=True, text=True, timeout=300
    )


def test_an_article_that_changed_is_not_taken_by_add(built, tmp_path):
    before = contents(built)
    done = command("add", built, write(tmp_path / "changed", {0: 2, 1: 0}))
    assert done.returncode == 1
    assert done.stderr == (
        f"onrecord: skipped a0.txt: is in the graph and has changed; to take the new one: "
        f"onrecord update {built} ARTICLES\n"
    )
    assert "2 articles (2 as they were)" in done.stdout
    assert contents(built) == before


def test_faults_of_a_change_leave_the_graph_as_it_was(built, tmp_path):
    before = contents(built)
    with pytest.raises(InputError, match=r"'a7\.txt', 'a8\.txt': no article of .* has this id; list them"):
        remove_articles(built, ["a8.txt", "a7.txt", "a0.txt"])
    with pytest.raises(InputError, match="no article would be left"):
        remove_articles(built, ["a0.txt", "a1.txt"])
    with pytest.raises(InputError, match="give the articles that are to stay"):
        update_graph(built, delete=True)
    with pytest.raises(InputError, match="is no build of onrecord"):
        add_articles(tmp_path, [tmp_path])
    assert contents(built) == before


def test_a_graph_of_another_pipeline_is_brought_up_to_date_first(built, tmp_path):
    out = tmp_path / "out"
    subprocess.run(["cp", "-r", built, out], check=True)
    said = json.loads((out / "run.json").read_text())
    (out / "run.json").write_text(json.dumps(said | {"fingerprint": "0" * 16}))
    new = write(tmp_path / "new", {5: 0})
    with pytest.raises(InputError, match="bring it up to date first: onrecord update"):
        add_articles(out, [new])
    assert update_graph(out, processes=1).reused == 0
    assert contents(out) == contents(built)
    assert add_articles(out, [new], processes=1).reused == 2


def test_two_that_write_at_once(built):
    before = contents(built)

    def write_twice():
        with replacing(built):
            with pytest.raises(OutputError, match="another onrecord is writing to it; wait"), replacing(built):
                pass
            raise RuntimeError("nothing was written")

    with pytest.raises(RuntimeError, match="nothing was written"):
        write_twice()
    assert contents(built) == before


def test_who_reads_keeps_what_was_there_when_the_reading_began(built, tmp_path):
    out = tmp_path / "out"
    subprocess.run(["cp", "-r", built, out], check=True)
    reading = onrecord.open(out)
    quads = len(reading.store)
    remove_articles(out, ["a1.txt"])
    assert len(reading.store) == quads
    statements = 'SELECT ?s { GRAPH ?g { ?s a onr:Statement } FILTER(CONTAINS(STR(?g), "a1.txt")) }'
    assert len(reading.query(statements)) > 0 == len(onrecord.open(out).query(statements))
    assert len(onrecord.open(out).store) < quads


def test_a_store_that_is_not_the_file_is_found_and_made_anew(built, tmp_path):
    out = tmp_path / "out"
    subprocess.run(["cp", "-r", built, out], check=True)
    store = ox.Store(str(out / "store"))
    store.remove(next(iter(store)))
    del store
    assert [fault.node for fault in validate(out)] == ["store"]
    (out / "store.edited").touch()
    assert len(validate(out)) == 2
    update_graph(out, processes=1)
    assert validate(out) == []
    assert contents(out) == contents(built)
