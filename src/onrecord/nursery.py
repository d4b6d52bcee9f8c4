"""A process that has loaded the model, of which workers are forked: each has it at once, and they share its memory.

It is the fork server of multiprocessing. While it loads, the process that asks for it goes on; a worker that dies is
replaced in no time. Linux alone has it: elsewhere a process that has loaded libraries of the system must not fork.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

MODEL = "ONRECORD_NURSERY_MODEL"
"""Names the model in the environment: the server is told nothing else but which modules it is to import."""

_LOADS = "onrecord.preloaded"


def can_fork() -> bool:
    """Whether there may be a nursery here."""
    return sys.platform == "linux"


@contextmanager
def nursery(model: str) -> Iterator[None]:
    """Where it can be: one that loads ``model``, until the block ends, by when its workers have to be gone."""
    if not can_fork():
        yield
        return
    from multiprocessing import forkserver

    forkserver.set_forkserver_preload([_LOADS])
    os.environ[MODEL] = model
    try:
        forkserver.ensure_running()
    finally:
        del os.environ[MODEL]
    try:
        yield
    finally:
        close_nursery()


def close_nursery() -> None:
    """End it and give its memory back; its workers have to be gone. Of no effect where there is none."""
    if not can_fork():
        return
    from multiprocessing import forkserver

    # It ends by itself with the process that asked for it; before that only by what Python's own tests end it with.
    server = getattr(forkserver, "_forkserver", None)
    stop, process = getattr(server, "_stop", None), getattr(server, "_forkserver_pid", None)
    if stop is not None and process is not None:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGTERM)  # in the middle of loading, where that is over before
        stop()
