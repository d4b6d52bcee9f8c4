"""The articles of a build joined: documents resolved together, and the graph written, each in a process of its own if
they are many.

Documents are read one by one, first to be condensed, then to be written; but what is compared of ten thousand
articles is half a gigabyte of small objects. Python gives such memory back to the
system only where nothing at all lives beside them, so that the graph would be written and the store be loaded on top of
it; a process that ends gives all back.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.children import pool
from onrecord.collecting import forget, no_collecting
from onrecord.errors import OutputError
from onrecord.handed import hand, handed
from onrecord.held import Holding
from onrecord.partitions import Here, Workers
from onrecord.rdf.dataset import (
    NO_REFS,
    Described,
    Names,
    Refs,
    Run,
    Several,
    Source,
    described,
    found_graphs,
    refs_by_article,
)
from onrecord.rdf.ondisk import write_graphs
from onrecord.remembered import Remembered
from onrecord.resolve import Findings, find, read_verdicts

if TYPE_CHECKING:
    from onrecord.annotating import Condensed

_APART = 1_500
"""Articles from which on processes of their own pay."""

_HANDED = "found.bin"
"""A file that the one hands to the other."""

_STORIES = 3_000
"""New articles from which on it pays to start processes for comparing names and looking at stories."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A build that is to be replaced: its folder, and what it holds of articles where that can be used."""

    folder: Path
    articles: Holding | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """How much was found; ``resolved`` is when resolving ended, on the clock of :func:`time.monotonic`."""

    articles: int
    statements: int
    speakers: int
    operations: int
    entities: int
    events: int
    resolved: float


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be joined: ``articles``, whose graph is written beside them under ``base`` as made by ``run``.

    ``verdicts`` are a reviewer's; of ``earlier`` what has not changed is taken; ``waiting`` is condensed already.
    """

    articles: Holding
    base: str
    run: Run
    verdicts: Path | None = None
    earlier: Earlier | None = None
    waiting: Condensed | None = None


def join(task: Task, workers: Workers) -> Joined:
    """Resolve the articles of ``task`` and write their graph.

    Many are resolved and written in other processes, where the build may have several.

    :raises InputError: the verdicts or the documents cannot be read.
    :raises OutputError: the graph cannot be written, or the process was ended.
    """
    count = len(task.articles.rows)
    if not joined_apart(count, workers):
        with no_collecting():
            found = _found(task, workers)
            joined = _counted(found, count)
            forget("onrecord.resolve")
            refs = refs_by_article(found.entity_of, found.occurrence_of)
            _write(found, partial(described, found), lambda id: refs.get(id, NO_REFS), task, workers)
        return joined
    workers.rest()
    handing = task.articles.folder / _HANDED
    try:
        with pool(1) as process:
            joined = process.submit(_hand, task, handing, workers.elsewhere()).result()
        with pool(1) as process:
            process.submit(write_handed, replace(task, waiting=None), handing, workers.elsewhere()).result()
        return joined
    except BrokenProcessPool as error:
        raise OutputError(
            f"the process that joins the {count} articles was ended; what was annotated is kept: build again with "
            'more memory, or fewer articles; a script has to call this under if __name__ == "__main__":'
        ) from error


def joined_apart(articles: int, workers: Workers) -> bool:
    """Whether so many are joined in other processes."""
    return workers.apart and articles >= _APART


_Opened = Callable[[], AbstractContextManager[Workers]]


def _hand(task: Task, handing: Path, opened: _Opened) -> Joined:
    with no_collecting(), opened() as workers:
        found = _found(task, workers)
        joined = _counted(found, len(task.articles.rows))
        hand(found, refs_by_article(found.entity_of, found.occurrence_of), handing, task.base)
    return joined


def write_handed(task: Task, handing: Path, opened: _Opened = Here) -> None:
    """Write the graph of ``task``, from what another process has handed on in the file ``handing``."""
    with no_collecting(), opened() as workers, handed(handing) as found:
        _write(found, found.described, found.refs, task, workers)


def _found(task: Task, workers: Workers) -> Findings:
    articles, earlier = task.articles, task.earlier
    waiting = task.waiting.get if task.waiting else lambda id: None
    condensed = articles.condensed(earlier.articles if earlier else None, waiting)
    known = earlier.folder if earlier and earlier.articles else None
    # Where an earlier build tells of stories, few are left to look at.
    fresh = len(articles.rows.keys() - (earlier.articles.rows if earlier and earlier.articles else {}).keys())
    beside = workers if workers.running or fresh >= _STORIES else None
    said = read_verdicts(task.verdicts) if task.verdicts else ()
    with Remembered(articles.folder, known) as memory:
        return find(condensed, lambda id: articles.article(id).text, said, memory=memory, workers=beside)


def _write(
    found: Several,
    described: Callable[[Names], Described],
    refs: Callable[[str], Refs],
    task: Task,
    workers: Workers,
) -> None:
    articles, earlier = task.articles, task.earlier
    sources = [Source(id, row.sha256, articles.reading(id)) for id, row in articles.rows.items()]
    parts = found_graphs(found, described, refs, sources, task.base, task.run)
    write_graphs(parts, articles.folder, earlier.folder if earlier else None, workers)


def _counted(found: Findings, articles: int) -> Joined:
    return Joined(
        articles=articles,
        statements=found.statements,
        speakers=found.speakers,
        operations=found.operations,
        entities=len(found.entities),
        events=found.events,
        resolved=time.monotonic(),
    )
