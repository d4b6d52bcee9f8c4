"""The files of a build, written by one process or several, whatever becomes of them."""

import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from fixtures_knowledge import RUN
from onrecord.building import publish
from onrecord.errors import OutputError
from onrecord.export import FORMATS, files
from onrecord.model import Knowledge
from onrecord.partitions import Here, Lost, P, R

BASE = "https://example.org/kg/"
WRITTEN = sorted(str(format.file) for format in FORMATS.values() if format.file)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.fixture(scope="module")
def alone(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("alone")
    publish(knowledge, folder, BASE, RUN)
    found = contents(folder)
    assert set(WRITTEN) < set(found)
    return found


def test_several_processes_write_the_same(
    knowledge: Knowledge, alone: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PAYS", 0)
    publish(knowledge, tmp_path, BASE, RUN, processes=2)
    assert contents(tmp_path) == alone


def test_what_a_process_that_is_ended_leaves_is_written(
    knowledge: Knowledge, alone: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = []
    inner = files.write_files

    def write_files(names, folder, make_store, **options):  # type: ignore[no-untyped-def]
        def making() -> None:
            make_store()
            while not (children := multiprocessing.active_children()):
                time.sleep(0.01)
            for child in children:
                child.kill()
                killed.append(child.pid)

        inner(names, folder, making, **options)

    monkeypatch.setattr(files, "_PAYS", 0)
    monkeypatch.setattr("onrecord.building.write_files", write_files)
    publish(knowledge, tmp_path, BASE, RUN, processes=2)
    assert killed
    assert contents(tmp_path) == alone


@pytest.mark.parametrize("processes", [1, 2])
def test_a_store_that_cannot_be_made_is_told(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    def full(*_: object) -> None:
        raise OutputError("store: cannot be written (No space left on device)")

    monkeypatch.setattr(files, "_PAYS", 0)
    monkeypatch.setattr("onrecord.building.make_store", full)
    with pytest.raises(OutputError, match="No space left"):
        publish(knowledge, tmp_path, BASE, RUN, processes=processes)


@pytest.mark.parametrize("processes", [1, 2])
def test_nothing_waits_for_the_store_but_what_tells_of_the_other_files(
    knowledge: Knowledge, alone: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    """All but VoID is there while the store is still being made, whose counts are made by then as well."""
    early = {name for name in WRITTEN if name != "void.ttl"}
    assert {"page.html", "graph.graphml", "graph.trig"} <= early
    before: list[str] = []
    inner = files.write_files

    def write_files(names, folder, make_store, **options):  # type: ignore[no-untyped-def]
        def making() -> None:
            until = time.monotonic() + 60
            while not all((folder / name).exists() for name in early) and time.monotonic() < until:
                time.sleep(0.01)
            before.extend(name for name in WRITTEN if (folder / name).exists())
            make_store()

        inner(names, folder, making, **options)

    monkeypatch.setattr(files, "_PAYS", 0)
    monkeypatch.setattr("onrecord.building.write_files", write_files)
    publish(knowledge, tmp_path, BASE, RUN, processes=processes)
    assert set(before) == early
    assert contents(tmp_path) == alone


class Watched(Here):
    """Workers that are elsewhere, and tell how many at a time write what."""

    apart = running = True

    def __init__(self) -> None:
        """Nobody writes."""
        self.writing = 0
        self.given: list[tuple[int, tuple[str, ...]]] = []

    def map(self, function: Callable[[P], R], partitions: Iterable[P]) -> Iterator[R | Lost[P]]:
        """One after the other, each of which takes a while."""
        for names in partitions:
            self.writing += 1
            self.given.append((self.writing, names))  # type: ignore[arg-type]
            time.sleep(0.05)
            yield function(names)
            self.writing -= 1


def test_the_store_has_a_core_of_its_own_and_the_most_work_comes_first(
    knowledge: Knowledge, alone: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workers, loaded = Watched(), []
    publish(knowledge, tmp_path, BASE, RUN, formats=("nquads",))
    monkeypatch.setattr(files, "available_cores", lambda: 2)

    def loading() -> None:
        while len(workers.given) < 3:
            time.sleep(0.01)
        loaded.append(len(workers.given))

    names = tuple(name for name, format in FORMATS.items() if format.file)
    files.write_files(names, tmp_path, loading, quads=1_000_000, workers=workers)
    assert contents(tmp_path) == alone
    assert [names for _, names in workers.given[:3]] == [("graphml", "page"), ("void",), ("jsonld",)]
    assert sorted(name for _, names in workers.given for name in names) == sorted({*names} - {"nquads"})
    assert {count for count, _ in workers.given[: loaded[0]]} == {1}
    assert max(count for count, _ in workers.given) == 2
