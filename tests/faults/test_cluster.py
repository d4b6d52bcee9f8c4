"""A Dask cluster gives what one process gives, whatever becomes of its workers."""

import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.annotate.many import Failure, How, annotate_many
from onrecord.annotating import Keeping, annotate_and_keep, pipeline_of
from onrecord.building import build_graph
from onrecord.cluster import ClusterError, check, connect
from onrecord.language import DEFAULT_MODEL, load_language
from onrecord.lexicon import own
from onrecord.model import Article, Chain, Document, Mention
from onrecord.partitions import Processes
from onrecord.records import unpack
from onrecord.resolve import condense, find
from onrecord.timelimit import SECONDS_PER_ARTICLE

SAID = "ICE raided a plant in Morton, Mississippi, on Wednesday. “We left,” ICE acting Director Ann Smith said."


def articles(count, times=1):
    return [Article(f"a{n:04}", f"{n}. {SAID}\n" * times) for n in range(count)]


def annotate_on_cluster(given, address, seconds=SECONDS_PER_ARTICLE, records=None):
    """Documents and failures as the workers at ``address`` give them, by rules."""
    with connect(address, records=records) as workers:
        pipeline = check(workers, DEFAULT_MODEL, "rules")
        assert pipeline == pipeline_of(load_language(), "rules")
        keeping = Keeping(DEFAULT_MODEL, How("rules", seconds), pipeline.fingerprint)
        for result in annotate_and_keep(given, workers, keeping, None):
            yield result if isinstance(result, Failure) else unpack(result.packed)


def started(*command, wait_for=None):
    """A process, once it has written ``wait_for``."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        if wait_for is None or wait_for in line:
            break
    threading.Thread(target=process.stderr.read, daemon=True).start()
    return process, line


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler and two workers, each a process of its own: the address and the workers."""
    folder = tmp_path_factory.mktemp("dask")
    scheduler, line = started(
        sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
        "--no-dashboard", wait_for="Scheduler at:",
    )  # fmt: skip
    address = line.split()[-1]
    workers = [
        started(
            sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny",
            "--no-dashboard", "--local-directory", str(folder), wait_for="Registered to",
        )[0]
        for _ in range(2)
    ]  # fmt: skip
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def test_a_worker_that_is_killed_in_the_middle_costs_nothing(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.annotate.many._BATCH_CHARACTERS", 3000)
    address, workers = cluster
    given = articles(30, 10)
    alone = list(annotate_many(given, attribution="rules"))
    found = []
    for result in annotate_on_cluster(given, address, records=str(tmp_path / "records")):
        found.append(result)
        if len(found) == 2:
            os.kill(workers[0].pid, signal.SIGKILL)
    assert found == alone
    assert not any(isinstance(result, Failure) for result in found)
    written = sorted(path.name for path in (tmp_path / "records").rglob("*.records"))
    assert written
    assert not list((tmp_path / "records").rglob("*.partial"))
    # the next run finds the records and annotates nothing
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "records").rglob("*.records")}
    again = list(annotate_on_cluster(given, address, records=str(tmp_path / "records")))
    assert again == alone
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "records").rglob("*.records")} == before


def test_an_article_takes_no_longer_on_a_worker(cluster):
    address, _ = cluster
    given = [*articles(1), Article("long", f"{SAID}\n" * 3000), *articles(1)]
    began = time.monotonic()
    first, long, last = annotate_on_cluster(given, address, seconds=2)
    assert isinstance(long, Failure)
    assert "longer than 2 seconds" in long.message
    assert first == last
    assert time.monotonic() - began < 120


def told(number):
    """What is condensed of an article: people, bodies and places of names that other articles have in other forms."""
    names = {
        "person": [("Ann Quist", "A. Quist", "Ann Quist Jr.", "Quist")[number % 4], f"Olena Zelensk{'iy'[number % 2]}"],
        "organization": [("Kestrel Records", "Kestrel", "KRI", "Kestrel Records Intl")[number % 4]],
        "place": [("Springfield", "Osterley", "Paris")[number % 3], ("Illinois", "Ohio")[number % 2]],
    }
    chains = tuple(
        Chain(f"{kind}{at}", kind, name, (Mention(at, at + 1),), (name,))
        for kind, some in names.items()
        for at, name in enumerate(some)
    )
    text = f"{SAID} {number // 8} {number // 8} {number // 8}"
    return condense(Document(Article(f"a{number:04}", text, published=f"2024-05-{1 + number // 8:02}"), chains), set())


def test_names_are_compared_by_two_processes_and_on_a_cluster_as_by_one(cluster, monkeypatch):
    condensed = [told(number) for number in range(160)]
    one = find(condensed, lambda id: SAID)
    assert {"person", "organization", "place"} <= {entity.type for entity in one.entities}
    monkeypatch.setattr("onrecord.resolve.blocking._TOGETHER", 0.5)  # milliseconds: many partitions
    address, _ = cluster
    with Processes(2) as workers, connect(address) as elsewhere:
        assert find(condensed, lambda id: SAID, workers=workers) == one
        assert workers.running
        assert find(condensed, lambda id: SAID, workers=elsewhere) == one


def test_a_build_on_a_local_cluster_is_that_of_one_process(tmp_path):
    lines = "".join(json.dumps({"id": a.id, "text": a.text}) + "\n" for a in articles(60))
    (tmp_path / "a.jsonl").write_text(lines)

    def build(name, *options):
        command = [sys.executable, "-m", "onrecord", "build", tmp_path / "a.jsonl", "-o", tmp_path / name, *options]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
        return {f.name: f.read_bytes() for f in (tmp_path / name).iterdir() if f.is_file() and f.name != "run.json"}

    one, records = build("one", "--processes", "1"), tmp_path / "records"
    assert one == build("two", "--cluster", "local", "--processes", "2", "--records", records)
    assert list(records.rglob("*.records"))
    assert (records / "shards").is_dir()  # the graph was written by the workers, and nothing of it is left
    assert not list((records / "shards").iterdir())


def test_workers_read_a_lexicon_of_ones_own(cluster, tmp_path):
    address, _ = cluster
    text = "The agriculture ministry ordered a cull of poultry in Devon on Monday."
    folder = Path(__file__).parents[2] / "examples" / "lexicon"
    with own.using(folder):
        (found,) = annotate_on_cluster([Article("a", text)], address)
    assert {event.type for event in found.events if event.operation} == {"cull"}
    (without,) = annotate_on_cluster([Article("a", text)], address)
    assert not any(event.type == "cull" for event in without.events)


def test_a_scheduler_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setattr("onrecord.cluster._SECONDS_TO_CONNECT", 1)
    with pytest.raises(ClusterError, match=r"'tcp://127.0.0.1:9' does not answer.*tcp://10.0.0.1:8786"):
        list(annotate_on_cluster(articles(1), "tcp://127.0.0.1:9"))
    with pytest.raises(ClusterError, match=r"does not answer.*expected 'local'"):
        list(annotate_on_cluster(articles(1), "nonsense"))


def test_a_scheduler_that_is_not_there_leaves_nothing_behind(monkeypatch):
    from distributed import Client

    monkeypatch.setattr("onrecord.cluster._SECONDS_TO_CONNECT", 1)
    with pytest.raises(ClusterError):
        list(annotate_on_cluster(articles(1), "tcp://127.0.0.1:9"))
    # One that were left would close itself at any later moment, and could block whatever starts then.
    assert not [o for o in gc.get_objects() if isinstance(o, Client) and o.status != "closed"]


def test_without_dask_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'onrecord\[cluster\]'"):
        list(annotate_on_cluster(articles(1), "local"))


def test_a_worker_of_another_version_is_told(cluster, monkeypatch):
    monkeypatch.setattr("onrecord.cluster.installed", lambda: "another")
    with pytest.raises(ClusterError, match="has another version of onrecord"):
        list(annotate_on_cluster(articles(1), cluster[0]))


def test_two_workers_of_two_models_are_told(cluster, monkeypatch):
    with connect(cluster[0]) as workers:
        one = check(workers, DEFAULT_MODEL, "rules")
        answers = {"tcp://a": one, "tcp://b": replace(one, fingerprint="another")}
        monkeypatch.setattr(workers.client, "run", lambda *_: answers)
        with pytest.raises(ClusterError, match="the worker tcp://b has another en_core_web"):
            check(workers, DEFAULT_MODEL, "rules")


def test_the_command_loads_no_model(cluster, monkeypatch, tmp_path):
    """Only the workers do."""

    def none(*_, **__):
        raise AssertionError("a model was loaded")

    monkeypatch.setattr("onrecord.building.load_language", none)
    monkeypatch.setattr("onrecord.annotate.many.load_language", none)
    (tmp_path / "a.txt").write_text(SAID)
    summary = build_graph([tmp_path / "a.txt"], tmp_path / "out", attribution="rules", cluster=cluster[0])
    assert (summary.articles, summary.problems) == (1, ())
