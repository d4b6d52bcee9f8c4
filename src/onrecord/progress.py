"""What a person or a machine sees while it runs: faults, a progress bar on a terminal, a log if one is asked for.

Everything goes through the logger "onrecord" to standard error, in one of ``LOGS``: "plain" shows what a person
must know, "text" and "json" also the steps, each line with its time.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeAlias

from onrecord.cores import available_cores
from onrecord.read import Problem

Tick: TypeAlias = Callable[[int, int], None]

LOGS = ("plain", "text", "json")
_NOTES_SHOWN = 5
_FAULTS_SHOWN = 50
_SECONDS_BETWEEN = 10.0

_logger = logging.getLogger("onrecord")


class _Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return f"onrecord: {record.getMessage()}"


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return f"{_time(record)} {record.levelname.lower():<7} {record.getMessage()}"


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        facts = getattr(record, "facts", {})
        known = {"time": _time(record), "level": record.levelname.lower(), "message": record.getMessage()}
        return json.dumps({**known, **facts}, ensure_ascii=False)


class _StandardError(logging.Handler):
    """Whatever standard error is at the time: tests and notebooks put another in its place."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=sys.stderr)


def log_as(style: str) -> None:
    """Say everything from now on in one of ``LOGS``."""
    handler = _StandardError()
    handler.setFormatter({"plain": _Plain, "text": _Text, "json": _Json}[style]())
    _logger.handlers = [handler]
    _logger.propagate = False
    _logger.disabled = False  # logging.config of another library switches off every logger that there is
    _logger.setLevel(logging.WARNING if style == "plain" else logging.INFO)


def say(message: str) -> None:
    """One line for a person who runs a command."""
    _logger.warning(message)


def step(message: str, **facts: object) -> None:
    """One line of the log, with figures for a machine."""
    _logger.info(message, extra={"facts": facts})


def tell(problems: Sequence[Problem], elsewhere: str = "") -> None:
    """Each fault on a line of its own; of many, and of details that were left out, only the first.

    ``elsewhere`` is where all of them can be read.
    """
    faults = [problem for problem in problems if problem.fault]
    notes = [problem for problem in problems if not problem.skipped]
    shown = faults[:_FAULTS_SHOWN] if elsewhere else faults
    for label, found in (("skipped ", shown), ("note: ", notes[:_NOTES_SHOWN])):
        for problem in found:
            facts = {"place": problem.place, "stage": problem.stage, "skipped": problem.skipped}
            _logger.warning(f"{label}{problem}", extra={"facts": facts})
    if len(faults) > len(shown):
        say(f"{len(faults) - len(shown)} more were skipped; all are in {elsewhere}")
    if len(notes) > _NOTES_SHOWN:
        say(f"note: {len(notes) - _NOTES_SHOWN} more such notes{f' in {elsewhere}' if elsewhere else ''}")


@contextmanager
def progress(label: str) -> Iterator[Tick]:
    """Gives a function to call with (done, total).

    On a terminal it draws a bar with the rate and the time left; in a log it says so now and then.
    """
    if _logger.isEnabledFor(logging.INFO):
        yield _log_ticks(label)
        return
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Task as RichTask
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: RichTask) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=120) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _log_ticks(label: str) -> Tick:
    begun = said = time.monotonic()
    first: int | None = None

    def tick(done: int, total: int) -> None:
        nonlocal said, first
        now = time.monotonic()
        first = done if first is None else first
        if now - said < _SECONDS_BETWEEN and done < total:
            return
        said = now
        rate = (done - first) / max(now - begun, 1e-9)
        left = (total - done) / rate if rate else None
        shown = f", {rate:.1f} a second, {left:.0f} seconds left" if left is not None else ""
        step(
            f"{label}: {done} of {total} articles{shown}",
            done=done,
            total=total,
            articles_per_second=round(rate, 2),
            seconds_left=None if left is None else round(left),
        )

    return tick


def default_processes(articles: int) -> int:
    """As many processes as this one may use cores, but each with enough to do to be worth its start."""
    return max(1, min(available_cores(), articles // _ARTICLES_PER_PROCESS))


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


# A worker takes about three seconds to start: some forty press releases.
_ARTICLES_PER_PROCESS = 40

log_as("plain")
