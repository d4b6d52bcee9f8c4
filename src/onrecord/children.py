"""The processes that we start: spawned or forked of a clean one, and ended when they should be."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from onrecord.lexicon.own import in_force, use


@contextmanager
def pool(
    processes: int, start: Callable[..., None] | None = None, *arguments: Any, nursed: bool = False
) -> Iterator[ProcessPoolExecutor]:
    """So many processes, each of which first calls ``start`` with ``arguments`` (None: :func:`begin`).

    They are ``nursed`` where they are forked of the :func:`onrecord.nursery.nursery` that is there.
    """
    before = set(multiprocessing.active_children())
    if start is None:
        start, arguments = begin, (in_force(),)
    context = multiprocessing.get_context("forkserver" if nursed else "spawn")
    executor = ProcessPoolExecutor(processes, context, initializer=start, initargs=arguments)
    try:
        yield executor
    except BaseException:
        # Ctrl-C or an error of the caller: what still runs is of no use to anybody.
        for child in multiprocessing.active_children():
            if child not in before:
                child.terminate()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def begin(lexicon: Path | None) -> None:
    """Take the user's own ``lexicon``; end with the parent, and on Ctrl-C at once: the parent tells of it."""
    use(lexicon)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Whoever waits for the end need not wait until every object has been taken apart.
    Finalize(None, os._exit, (0,), exitpriority=-1)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed cannot tell its children, which would wait for work for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
