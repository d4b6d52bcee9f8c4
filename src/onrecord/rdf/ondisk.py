"""``graph.nq`` and ``store/`` of a build: written whole, or made from an earlier build and what has changed since.

``store/`` is an Oxigraph database. Nobody writes into that of a finished build: a change is made in a copy whose
immutable files are hard links, and the whole folder takes the place of the old one in one step. So whoever reads
is never disturbed, and a crash leaves the old graph or the new one.
"""

from __future__ import annotations

import io
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from itertools import groupby, islice
from pathlib import Path
from typing import IO, TypeVar

import pyoxigraph as ox

from onrecord.cores import require_memory
from onrecord.errors import InputError, OutputError
from onrecord.partitions import Here, Workers
from onrecord.rdf.dataset import Part
from onrecord.rdf.ledger import Ledger, Row, read_ledger, write_ledger
from onrecord.rdf.shards import write_all
from onrecord.rdf.terms import Term
from onrecord.rdf.writing import GRAPH_FILE

EDITED = "store.edited"
"""A file beside the store that says that somebody has changed it since, so that it is not what ``graph.nq`` has."""

_T = TypeVar("_T")

STORE = "store"
"""The folder of the database in that of a build."""

_IMMUTABLE = ".sst"  # RocksDB writes such a file once
_LOG = "LOG"  # what RocksDB told of its work, with times and paths of this machine
_UPDATE = 20_000  # quads of one update
_FEW = 0.3  # of the quads: where more have changed, loading all anew is faster
_LARGE = 100 << 20  # bytes of graph.nq from which on a look-up in a store as it was loaded takes noticeably longer
_WAIT = 0.02  # seconds between two looks at a file that grows
_PARTS = 24  # how many parts of graph.nq are loaded one after the other …
_STORE_SPACE = 900 * 2**20  # address space: RocksDB's threads reserve most of 0.8 GB
_SMALLEST, _LARGEST = 32 << 20, 96 << 20  # … each of so many bytes at least and at most: the memory is five times that
_BLOCK = 1 << 20  # bytes copied at a time where the system cannot
_COMPARED = 1 << 16  # bytes of two graphs that are compared at a time


def write_graphs(
    parts: Iterable[Part], folder: Path, earlier: Path | None = None, workers: Workers | None = None
) -> Ledger:
    """Write ``parts``, which are in the order of their names, as ``graph.nq`` and ``graphs.tsv``.

    What the build in ``earlier`` has of the same graphs is copied; ``workers`` make the others (None: this process).
    :func:`make_store` makes the store.
    """
    before = _ledger_of(earlier)

    def known(part: Part) -> Row | None:
        row = before.rows.get(part.name) if before else None
        return row if row and row.made_of and row.made_of == part.made_of else None

    rows: list[Row] = []
    with (
        (folder / GRAPH_FILE).open("wb") as file,
        (earlier / GRAPH_FILE).open("rb") if earlier and before else nullcontext() as old,
    ):
        for is_known, some in groupby(((known(part), part) for part in parts), lambda pair: pair[0] is not None):
            if not is_known:
                rows += write_all((part for _, part in some), file, workers or Here())
                continue
            for row, _ in some:
                if old and before and row:
                    copy_bytes(old, file, before.offsets[row.name], row.bytes)
                    rows.append(row)
    write_ledger(rows, folder)
    return read_ledger(folder)


def make_store(folder: Path, ledger: Ledger, earlier: Path | None = None) -> None:
    """Make ``store/`` of what :func:`write_graphs` wrote, from that of ``earlier`` where little has changed.

    :raises OutputError: it cannot be written.
    """
    before = _ledger_of(earlier)
    try:
        if not (earlier and before and _change_store(folder, ledger, earlier, before)):
            load_store(folder)
    except (OSError, SyntaxError) as error:
        raise OutputError(f"{folder / STORE}: cannot be written ({error})") from error


def load_store(folder: Path, compact: bool = True, growing: Callable[[], bool] = lambda: False) -> None:
    """Make ``store/`` from ``graph.nq``; a large one is then put in order (``compact``), which makes queries faster.

    It is loaded part by part: Oxigraph takes up to two gigabytes for a file that it is given whole. Every few parts
    RocksDB merges what it has, all of it, so that parts grow with the graph, or time would grow faster than that.
    Loading leaves files that overlap, and a look-up asks each: of 8,000 articles, queries took four times as long.
    The file is read on as long as it is ``growing``.

    :raises OSError: it cannot be written.
    :raises MemoryError: a limit of address space leaves too little.
    """
    require_memory(_STORE_SPACE, "a store")
    shutil.rmtree(folder / STORE, ignore_errors=True)
    store = ox.Store(str(folder / STORE))
    with (folder / GRAPH_FILE).open("rb") as file:
        for part in _parts(file, growing):
            # Our own writer made every IRI: nothing has to be checked again.
            store.bulk_load(input=part, format=ox.RdfFormat.N_QUADS, lenient=True)
    if compact and (folder / GRAPH_FILE).stat().st_size > _LARGE:
        store.optimize()
    store.flush()
    del store  # closes it
    _remove_logs(folder / STORE)


def _parts(file: IO[bytes], growing: Callable[[], bool]) -> Iterator[_Part]:
    """Whole lines of ``file``, so many bytes of them at a time."""
    start = 0
    while True:
        part = min(_LARGEST, max(_SMALLEST, _size(file) // _PARTS))
        while growing() and _size(file) - start < part:
            time.sleep(_WAIT)
        file.seek(start + part)
        line = file.readline()
        while not line.endswith(b"\n") and growing():
            time.sleep(_WAIT)
            line += file.readline()
        if not line.endswith(b"\n"):
            file.readline()  # what came of it before the last was written
        end = min(file.tell(), _size(file))
        if end <= start:
            return
        file.seek(start)
        yield _Part(file, end - start)
        start = end


def _size(file: IO[bytes]) -> int:
    return os.fstat(file.fileno()).st_size


class _Part(io.BytesIO):
    """The next ``size`` bytes of a file, which are not in memory at once."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        super().__init__()
        self._file, self._left = file, size

    def read(self, size: int | None = -1) -> bytes:
        data = self._file.read(self._left if size is None or size < 0 else min(size, self._left))
        self._left -= len(data)
        return data


def open_store(folder: Path) -> ox.Store:
    """``store/`` of a finished build, to be read.

    :raises InputError: it cannot be.
    """
    try:
        return ox.Store.read_only(str(folder / STORE))
    except OSError as error:
        raise InputError(f"{folder / STORE}: cannot be opened ({error}); build the graph again") from error


def lines_of(folder: Path, ledger: Ledger, name: Term) -> bytes:
    """The lines of one graph, cut out of ``graph.nq``."""
    with (folder / GRAPH_FILE).open("rb") as file:
        file.seek(ledger.offsets[name])
        return file.read(ledger.rows[name].bytes)


class Lying:
    """The lines of one graph where they lie in ``file``: what the articles share may be hundreds of megabytes."""

    def __init__(self, file: IO[bytes], start: int = 0, size: int = 0) -> None:
        """``size`` bytes from ``start`` on."""
        self._file, self._at, self._end = file, start, start + size

    def some(self) -> bytes:
        """The next whole lines; nothing at the end."""
        self._file.seek(self._at)
        data = self._file.read(min(_COMPARED, self._end - self._at))
        cut = data.rfind(b"\n") + 1
        return data[:cut] if cut else data + self._file.readline() if data else b""

    def skip(self, size: int) -> None:
        """Go on behind so many bytes."""
        self._at += size


def differences(old: Lying, new: Lying) -> tuple[list[bytes], list[bytes]]:
    """The lines that only ``old`` has, and those that only ``new`` has; both are sorted.

    Most are the same in both: they are compared some hundred at a time, and one by one only where these differ.
    """
    lost: list[bytes] = []
    gained: list[bytes] = []
    while True:
        one, other = old.some(), new.some()
        if one == other:
            if not one:
                return lost, gained
            old.skip(len(one))
            new.skip(len(other))
            continue
        before, after = _split(one), _split(other)
        i = j = 0
        while i < len(before) and j < len(after):
            if before[i] == after[j]:
                i, j = i + 1, j + 1
            elif before[i] < after[j]:
                lost.append(before[i])
                i += 1
            else:
                gained.append(after[j])
                j += 1
        if not before or not after:
            lost += before
            gained += after
            i, j = len(before), len(after)
        old.skip(sum(map(len, before[:i])))
        new.skip(sum(map(len, after[:j])))


def _split(lines: bytes) -> list[bytes]:
    return [line + b"\n" for line in lines.split(b"\n")[:-1]]


def graph_lines(folder: Path) -> Iterator[bytes]:
    """The lines of each graph of a build, in the order of their names.

    :raises InputError: they cannot be read.
    """
    try:
        with (folder / GRAPH_FILE).open("rb") as file:
            for row in read_ledger(folder).rows.values():
                yield file.read(row.bytes)
    except OSError as error:
        raise InputError(f"{folder / GRAPH_FILE}: cannot be read ({error}); build the graph again") from error


def read_quads(folder: Path) -> Iterator[ox.Quad]:
    """The quads of a build, in the order of ``graph.nq``.

    :raises InputError: they cannot be read.
    """
    try:
        # Our own writer made every IRI: checking each again takes half of the time.
        yield from ox.parse(path=str(folder / GRAPH_FILE), format=ox.RdfFormat.N_QUADS, lenient=True)
    except (OSError, SyntaxError) as error:
        raise InputError(f"{folder / GRAPH_FILE}: cannot be read ({error}); build the graph again") from error


def changed_graphs(before: Mapping[Term, Row], after: Mapping[Term, Row]) -> tuple[list[Term], list[Term]]:
    """The graphs that are gone, and those that are new or not as before, each sorted."""
    gone = sorted(before.keys() - after.keys())
    return gone, sorted(n for n, row in after.items() if n not in before or before[n].sha256 != row.sha256)


def _ledger_of(earlier: Path | None) -> Ledger | None:
    if earlier is None or not (earlier / GRAPH_FILE).is_file() or not (earlier / STORE).is_dir():
        return None
    if (earlier / EDITED).exists():
        return None
    try:
        return read_ledger(earlier)
    except InputError:
        return None


def copy_bytes(source: IO[bytes], target: IO[bytes], start: int, size: int) -> None:
    """Append ``size`` bytes of ``source`` from ``start`` on to ``target``: by the system, where it can."""
    target.flush()
    by_system = getattr(os, "copy_file_range", None)
    while by_system and size > 0:
        try:
            copied = by_system(source.fileno(), target.fileno(), size, offset_src=start)
        except OSError:  # not between these two: the file system tells in the end whether it is full
            break
        if not copied:
            break
        start, size = start + copied, size - copied
    source.seek(start)
    while size > 0 and (block := source.read(min(size, _BLOCK))):
        target.write(block)
        size -= len(block)


def _some(items: Iterable[_T], count: int) -> Iterator[tuple[_T, ...]]:
    given = iter(items)
    while held := tuple(islice(given, count)):
        yield held


def _change_store(folder: Path, ledger: Ledger, earlier: Path, before: Ledger) -> bool:
    """Make ``store/`` from that of ``earlier``; False where too much has changed for that to pay."""
    gone, changed = changed_graphs(before.rows, ledger.rows)
    quads = sum(before.rows[name].quads for name in gone) + sum(ledger.rows[name].quads for name in changed)
    if quads > _FEW * ledger.quads:
        return False
    _copy(earlier / STORE, folder / STORE)
    store = ox.Store(str(folder / STORE))
    for names in _some(gone, 1000):
        store.update(";".join(f"DROP SILENT GRAPH {name}" for name in names))
    for name in changed:
        with (earlier / GRAPH_FILE).open("rb") as one, (folder / GRAPH_FILE).open("rb") as other:
            new = Lying(other, ledger.offsets[name], ledger.rows[name].bytes)
            known = Lying(one, before.offsets[name], before.rows[name].bytes) if name in before.rows else Lying(one)
            changes = differences(known, new)
        for update in _updates(name, *changes):
            store.update(update)
    store.flush()
    del store  # closes it
    _remove_logs(folder / STORE)
    return True


def _remove_logs(store: Path) -> None:
    for entry in store.glob(f"{_LOG}*"):
        entry.unlink()


def _updates(name: Term, lost: list[bytes], gained: list[bytes]) -> Iterator[str]:
    end = f" {name} .\n"
    for what, lines in (("DELETE", lost), ("INSERT", gained)):
        for some in _some(lines, _UPDATE):
            triples = " .\n".join(line.decode().removesuffix(end) for line in some)
            yield f"{what} DATA {{ GRAPH {name} {{ {triples} }} }}"


def _copy(source: Path, target: Path) -> None:
    """A copy of a database that nobody has open; it shares the files that are never written again."""
    target.mkdir()
    for entry in sorted(source.iterdir()):
        if entry.suffix == _IMMUTABLE:
            try:
                os.link(entry, target / entry.name)
                continue
            except OSError:
                pass  # a file system without hard links
        if entry.name != "LOCK" and not entry.name.startswith(_LOG):
            shutil.copyfile(entry, target / entry.name)
