"""The files of a build beside its store: made while the store is loaded, and by several processes where that pays."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

from onrecord.cores import available_cores
from onrecord.export import FORMATS
from onrecord.partitions import Workers, whole
from onrecord.store import Store

_PAYS = 300_000
"""Quads, of about 250 articles: of fewer, another process has hardly begun when everything is written."""

_PAYS_RUNNING = 60_000
"""The same where the process is there already."""


def write_files(
    names: Sequence[str], folder: Path, make_store: Callable[[], None], *, quads: int, workers: Workers
) -> None:
    """Let ``make_store`` make the store of the build in ``folder`` and write its files in the formats ``names``.

    Oxigraph loads without Python's lock, so that the files are written meanwhile: those of a graph with many ``quads``
    by ``workers`` of this machine, one core being the store's as long as it is loaded.
    Raises what ``make_store`` or a format raises.
    """
    wanted = [name for name in names if FORMATS[name].file and not (folder / str(FORMATS[name].file)).exists()]
    pieces = _pieces(wanted)
    with ThreadPoolExecutor(1) as beside:
        loading = beside.submit(make_store)
        if not workers.apart or quads < (_PAYS_RUNNING if workers.running else _PAYS):
            left = write_some(folder, [name for piece in pieces for name in piece])
        else:
            left = _shared(pieces, folder, workers, loading)
        loading.result()
    for write in left:
        write()


def write_some(folder: Path, names: Sequence[str]) -> list[Callable[[], None]]:
    """Write the build in ``folder`` in the formats ``names``; what is given is to be called when all others are there.

    It is what a worker does.
    """
    lines, left = Store.unloaded(folder), list[Callable[[], None]]()
    for format in map(FORMATS.__getitem__, names):
        path = folder / str(format.file)
        if format.begin is None:
            format.write(lines, path)
        else:
            left.append(partial(format.begin(lines), path))
    return left


def _pieces(names: Sequence[str]) -> list[tuple[str, ...]]:
    """``names`` as they are given out, the most work first."""
    formats = sorted(map(FORMATS.__getitem__, names), key=lambda format: -format.work)
    network = tuple(format.name for format in formats if format.network)
    return [*([network] if network else []), *((format.name,) for format in formats if not format.network)]


def _shared(
    pieces: Sequence[tuple[str, ...]], folder: Path, workers: Workers, loading: Future[None]
) -> list[Callable[[], None]]:
    """What ``workers`` leave who write ``pieces``: one fewer of them than there are cores until all is loaded."""
    waiting, left = deque(pieces), list[Callable[[], None]]()

    def give() -> None:
        while waiting:
            with suppress(IndexError):  # another was faster
                for some in whole(workers.map(partial(write_some, folder), [waiting.popleft()])):
                    left.extend(some)

    with ThreadPoolExecutor(max(1, available_cores() - 1)) as threads:
        given = [threads.submit(give) for _ in range(max(1, min(len(pieces), available_cores() - 1)))]
        try:
            loading.result()
            give()
        finally:
            waiting.clear()
        for one in given:
            one.result()
    return left
