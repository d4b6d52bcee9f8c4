"""A store that is loaded while its graph is written."""

import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from onrecord.errors import OutputError
from onrecord.rdf.loading import Loading
from onrecord.rdf.ondisk import STORE, _parts
from onrecord.rdf.writing import GRAPH_FILE

LINES = [f'<urn:s{n}> <urn:p> "{"word " * (n % 7)}{n}" <urn:g> .\n'.encode() for n in range(500)]


def test_what_comes_in_pieces_is_loaded_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.rdf.ondisk._SMALLEST", 1000)
    whole = b"".join(LINES)
    with Loading(tmp_path) as loading:
        time.sleep(0.05)  # there is no file yet
        with (tmp_path / GRAPH_FILE).open("wb", buffering=0) as file:
            for start in range(0, len(whole), 777):  # in the middle of lines
                file.write(whole[start : start + 777])
                time.sleep(0.002)
        loading.written()
        loading.result()
    store = ox.Store.read_only(str(tmp_path / STORE))
    assert sorted(f"{quad} .\n".encode() for quad in store) == sorted(LINES)


def test_a_line_that_is_half_written_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.rdf.ondisk._SMALLEST", 3)
    (tmp_path / GRAPH_FILE).write_bytes(b"first\nsec")
    with (tmp_path / GRAPH_FILE).open("rb") as file:
        assert next(_parts(file, lambda: True)).read() == b"first\n"
        assert [part.read() for part in _parts(file, lambda: False)] == [b"first\n", b"sec"]


def test_a_graph_that_is_not_written_after_all_ends_the_thread(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no graph"), Loading(tmp_path):
        (tmp_path / GRAPH_FILE).write_bytes(b"".join(LINES)[:-9])
        time.sleep(0.05)
        raise ValueError("no graph")


def test_a_store_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / GRAPH_FILE).write_bytes(b"no quads\n")
    with Loading(tmp_path) as loading:
        loading.written()
        with pytest.raises(OutputError, match="store: cannot be written"):
            loading.result()
