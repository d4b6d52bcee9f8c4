"""The files of a build beside its store: made while the store is loaded, and on several processes where that pays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from onrecord.children import pool
from onrecord.export import FORMATS
from onrecord.store import Store

_PAYS = 300_000
"""Quads, of about 250 articles: of fewer, another process has hardly begun when everything is written."""


def write_files(
    names: Sequence[str], folder: Path, make_store: Callable[[], None], *, quads: int, processes: int = 1
) -> None:
    """Let ``make_store`` make the store of the build in ``folder`` and write its files in the formats ``names``.

    Oxigraph loads without Python's lock, so that what streams is written meanwhile. ``quads`` are those of the graph.
    Raises what ``make_store`` or a format raises.
    """
    wanted = [name for name in names if FORMATS[name].file and not (folder / str(FORMATS[name].file)).exists()]
    streaming = [name for name in wanted if FORMATS[name].streams]
    left = [name for name in wanted if not FORMATS[name].streams]
    with ThreadPoolExecutor(1) as beside:
        loading = beside.submit(make_store)
        if processes < 2 or quads < _PAYS:
            _write(streaming, folder)
            loading.result()
        else:
            left = _in_processes(streaming, left, folder, loading, min(processes - 1, len(wanted) or 1))
    _write(left, folder)


def _in_processes(
    streaming: list[str], others: list[str], folder: Path, loading: Future[None], processes: int
) -> list[str]:
    """Write all in ``processes`` more than this one, and give those that are left.

    What streams goes to the others at once, and what is ``apart`` when the store is there; the rest is written here.
    """
    here = [name for name in others if not FORMATS[name].apart]
    jobs: dict[str, Future[None]] = {}
    try:
        with pool(processes) as beside:
            jobs = {name: beside.submit(_write, [name], folder) for name in streaming}
            loading.result()
            jobs |= {name: beside.submit(_write, [name], folder) for name in others if name not in here}
            for name in streaming:
                jobs[name].result()
            _write(here, folder)
            for job in jobs.values():
                job.result()
        return []
    except BrokenProcessPool:
        # One ran out of memory, or was ended: this process writes what it left.
        loading.result()
        return [name for name in (*streaming, *others) if name not in jobs or jobs[name].exception() is not None]


def _write(names: Iterable[str], folder: Path) -> None:
    store = None
    for name in names:
        format = FORMATS[name]
        if format.streams:
            format.write(Store.unloaded(folder), folder / str(format.file))
        else:
            store = store or Store.open(folder)
            format.write(store, folder / str(format.file))
