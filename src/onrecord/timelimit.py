"""A bound on how long a piece of work may take, so that hostile input costs minutes and not a night."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from types import FrameType

# An article of a few thousand words takes about a second to annotate; this only ends what is hostile.
SECONDS_PER_ARTICLE = 120.0
# A library that catches every exception, or a callback of the garbage collector, swallows an alarm: it is given again.
_AGAIN = 0.1


class OutOfTime(OnrecordError):
    """A piece of work took longer than it may."""

    def __init__(self, message: str = "took longer than it may") -> None:
        """``message`` tells how long that was, and what to do."""
        super().__init__(message)


def time_limit(seconds: float, message: str) -> AbstractContextManager[None]:
    """Raise :class:`OutOfTime` with ``message`` inside the block after ``seconds`` of wall time.

    Compiled code that holds the interpreter for long is interrupted when it returns. Limits do not nest.
    """
    if hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread():
        return _by_alarm(seconds, message)
    return _by_watch(seconds, message)


@contextmanager
def _by_alarm(seconds: float, message: str) -> Iterator[None]:
    def expire(_signal: int, _frame: FrameType | None) -> None:
        raise OutOfTime(message)

    previous = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


@contextmanager
def _by_watch(seconds: float, message: str) -> Iterator[None]:
    """In a thread, as of a Dask worker, and where there is no alarm: another thread raises the exception in it."""
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    thread = ctypes.c_ulong(threading.get_ident())
    over = threading.Event()
    lock = threading.Lock()

    def watch() -> None:
        wait = seconds
        while not over.wait(wait):
            with lock:
                if not over.is_set():
                    raise_in(thread, ctypes.py_object(OutOfTime))
            wait = _AGAIN

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    except OutOfTime as error:
        raise OutOfTime(message) from error
    finally:
        with lock:
            over.set()
            raise_in(thread, None)  # one that was asked for and has not come
        watcher.join()
