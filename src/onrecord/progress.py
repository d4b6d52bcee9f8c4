"""What a person sees while it runs: a progress bar on a terminal, faults on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from onrecord.read import Problem

Tick: TypeAlias = Callable[[int, int], None]

_NOTES_SHOWN = 5


def say(message: str) -> None:
    """One line on standard error."""
    print(f"onrecord: {message}", file=sys.stderr)


def tell(problems: Sequence[Problem]) -> None:
    """Each fault on a line of its own; details that were left out only the first few of."""
    for problem in problems:
        if problem.skipped:
            say(f"skipped {problem}")
    notes = [problem for problem in problems if not problem.skipped]
    for note in notes[:_NOTES_SHOWN]:
        say(f"note: {note}")
    if len(notes) > _NOTES_SHOWN:
        say(f"note: {len(notes) - _NOTES_SHOWN} more such notes")


@contextmanager
def progress(label: str) -> Iterator[Tick]:
    """Gives a function to call with (done, total); draws a bar on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def default_processes(articles: int) -> int:
    """As many processes as this one may use cores, but each with enough to do to be worth its start."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, articles // _ARTICLES_PER_PROCESS))


# A worker takes about three seconds to start: some forty press releases.
_ARTICLES_PER_PROCESS = 40
