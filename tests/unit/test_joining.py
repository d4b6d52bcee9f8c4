"""Articles joined in this process or in others: the same graph, and a fault told."""

import multiprocessing
import threading
import time
from pathlib import Path

import pytest

from fixtures_knowledge import RUN
from onrecord import joining
from onrecord.errors import InputError, OutputError
from onrecord.held import Holding, hold
from onrecord.joining import Task, join
from onrecord.model import Article, Document, Knowledge
from onrecord.partitions import Here, Processes
from onrecord.rdf import shards
from onrecord.records import article_of, pack

BASE = "https://example.org/kg/"


@pytest.fixture
def folders(knowledge: Knowledge, tmp_path: Path) -> tuple[Path, Path]:
    found = tmp_path / "one", tmp_path / "two"
    for folder in found:
        folder.mkdir()
    return found


@pytest.fixture
def held(knowledge: Knowledge, folders: tuple[Path, Path]) -> list[Holding]:
    return [hold({d.article.id: pack(d) for d in knowledge.documents}, folder) for folder in folders]


def test_another_process_joins_the_same(
    folders: tuple[Path, Path], held: list[Holding], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = folders
    here = join(Task(held[0], BASE, RUN), Here())
    monkeypatch.setattr(joining, "_APART", 1)
    with Processes(2) as workers:
        there = join(Task(held[1], BASE, RUN), workers)
        assert not workers.running
    assert [(path.name, path.read_bytes()) for path in sorted(one.iterdir())] == [
        (path.name, path.read_bytes()) for path in sorted(two.iterdir())
    ]
    assert here.statements == there.statements > 0
    assert here.entities == there.entities > 0
    assert here.resolved < there.resolved < time.monotonic()


def test_other_processes_write_the_same(
    knowledge: Knowledge, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "_WORTH", 1)
    monkeypatch.setattr(shards, "_TOGETHER", 2)
    without_refs = Document(Article("z-none", "Nothing."))
    packed = {d.article.id: pack(d) for d in (*knowledge.documents, without_refs)}
    one, two = folders
    join(Task(hold(packed, one), BASE, RUN), Here())
    with Processes(2) as workers:
        join(Task(hold(packed, two), BASE, RUN), workers)
        assert workers.running
    assert [(path.name, path.read_bytes()) for path in sorted(one.iterdir())] == [
        (path.name, path.read_bytes()) for path in sorted(two.iterdir())
    ]


def test_a_fault_comes_back_from_the_other_process(
    folders: tuple[Path, Path], held: list[Holding], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "_APART", 1)
    verdicts = folders[0] / "verdicts.tsv"
    verdicts.write_text("nonsense\n")
    with Processes(2) as workers, pytest.raises(InputError, match="verdicts"):
        join(Task(held[0], BASE, RUN, verdicts), workers)


def test_a_process_that_is_ended_is_told(held: list[Holding], monkeypatch: pytest.MonkeyPatch) -> None:
    def kill() -> None:
        before = time.monotonic()
        while not (children := multiprocessing.active_children()) and time.monotonic() < before + 60:
            time.sleep(0.005)
        for child in children:
            child.kill()

    monkeypatch.setattr(joining, "_APART", 1)
    killer = threading.Thread(target=kill)
    killer.start()
    with Processes(2) as workers, pytest.raises(OutputError, match="what was annotated is kept"):
        join(Task(held[0], BASE, RUN), workers)
    killer.join()


def test_the_article_of_packed_records(knowledge: Knowledge) -> None:
    for document in knowledge.documents:
        assert article_of(pack(document)) == document.article
    for damaged in (b"", pack(knowledge.documents[0])[:-9], b"x" * 40):
        with pytest.raises(InputError, match="build it again"):
            article_of(damaged)
