"""What every process that we start does first, so that it ends when it should."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from pathlib import Path

from onrecord.lexicon.own import use


def begin(lexicon: Path | None) -> None:
    """Take the user's own ``lexicon``; end with the parent, and on Ctrl-C at once: the parent tells of it."""
    use(lexicon)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed cannot tell its children, which would wait for work for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
