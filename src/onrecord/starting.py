"""Workers that load the model while this process still imports what a build needs, and reads the articles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path

from onrecord.lexicon import own
from onrecord.nursery import can_fork, nursery
from onrecord.partitions import Processes
from onrecord.replacing import MARK


def get_ready(model: str) -> None:
    """Load what a worker needs; a model that is missing is told by who needs it."""
    from onrecord.annotating import load

    load(model)


@contextmanager
def started(processes: int | None, model: str, output: Path, lexicon: Path | None) -> Iterator[Processes | None]:
    """So many workers for a build of ``output``; None where it is one, or where there is a build and few may be new.

    Where they can be forked of a process that loads the model meanwhile they are, and begin when they are asked; not
    with a ``lexicon``, as a process knows one for life.

    :raises InputError: ``lexicon`` is no lexicon.
    """
    if processes is None or processes < 2 or (output / MARK).is_file():
        yield None
        return
    nursed = lexicon is None and can_fork()
    with (
        own.using(lexicon),
        nursery(model) if nursed else nullcontext(),
        Processes(processes, partial(get_ready, model), nursed) as workers,
    ):
        if not nursed:
            workers.start()
        yield workers
