"""The files of a build beside its store: made while the store is loaded, and by several processes where that pays."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

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

    Oxigraph loads without Python's lock, so that what streams is written meanwhile: of a graph with many ``quads`` the
    most work here, and the rest by ``workers`` of this machine, who when the store is there write what needs it.
    Raises what ``make_store`` or a format raises.
    """
    wanted = [name for name in names if FORMATS[name].file and not (folder / str(FORMATS[name].file)).exists()]
    streaming = sorted((name for name in wanted if FORMATS[name].streams), key=lambda name: -FORMATS[name].work)
    left = [name for name in wanted if not FORMATS[name].streams]
    write = partial(write_file, folder)
    with ThreadPoolExecutor(1) as beside:
        if not workers.apart or quads < (_PAYS_RUNNING if workers.running else _PAYS):
            loading = beside.submit(make_store)
            _write(streaming, folder)
            loading.result()
            _write(left, folder)
            return
        given = workers.map(write, streaming[1:])

        def rest() -> None:
            make_store()
            deque(whole(given), 0)
            deque(whole(workers.map(write, left)), 0)

        loading = beside.submit(rest)
        _write(streaming[:1], folder)
        loading.result()


def write_file(folder: Path, name: str) -> None:
    """Write the build in ``folder`` in the format ``name``: what a worker does."""
    _write([name], folder)


def _write(names: Iterable[str], folder: Path) -> None:
    lines, store = Store.unloaded(folder), None
    for name in names:
        format = FORMATS[name]
        if format.streams:
            format.write(lines, folder / str(format.file))
        else:
            store = store or Store.open(folder)
            format.write(store, folder / str(format.file))
