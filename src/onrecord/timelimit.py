"""A bound on how long a piece of work may take, so that hostile input costs minutes and not a night."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from types import FrameType

# A library that catches every exception would swallow the first alarm: it is given again.
_AGAIN = 1.0


class OutOfTime(OnrecordError):
    """A piece of work took longer than it may."""


@contextmanager
def time_limit(seconds: float, message: str) -> Iterator[None]:
    """Raise :class:`OutOfTime` with ``message`` inside the block after ``seconds`` of wall time.

    Signals reach the main thread only, and only on systems that have SIGALRM: elsewhere there is no
    limit. Compiled code that holds the interpreter for long is interrupted when it returns. Limits do
    not nest.
    """
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def expire(_signal: int, _frame: FrameType | None) -> None:
        raise OutOfTime(message)

    previous = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
