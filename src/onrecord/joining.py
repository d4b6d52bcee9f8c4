"""The articles of a build joined: documents resolved together, and the graph written, in a process of its own if many.

Documents are read one by one, first to be condensed, then to be written; but what is compared of ten thousand
articles is half a gigabyte of small objects. Python gives such memory back to the
system only where nothing at all lives beside them, so that the store would be loaded on top of it; a process that ends
gives all back.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from onrecord.annotating import Condensed
from onrecord.children import pool
from onrecord.collecting import forget, no_collecting
from onrecord.errors import OutputError
from onrecord.held import Holding
from onrecord.partitions import Workers
from onrecord.rdf.dataset import Run, Source, found_graphs
from onrecord.rdf.ondisk import write_graphs
from onrecord.remembered import Remembered
from onrecord.resolve import Findings, find, read_verdicts

_APART = 1_500
"""Articles from which on a process of its own pays."""


_STORIES = 3_000
"""Articles from which on it pays to start processes for looking at their stories."""


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

    Many are joined in another process, where the build may have several.

    :raises InputError: the verdicts or the documents cannot be read.
    :raises OutputError: the graph cannot be written, or the process was ended.
    """
    count = len(task.articles.rows)
    if not joined_apart(count, workers):
        return _join(task, workers)
    workers.rest()
    try:
        with pool(1) as process:
            return process.submit(_join_there, task, workers.elsewhere()).result()
    except BrokenProcessPool as error:
        raise OutputError(
            f"the process that joins the {count} articles was ended; what was annotated is kept: build again with "
            'more memory, or fewer articles; a script has to call this under if __name__ == "__main__":'
        ) from error


def joined_apart(articles: int, workers: Workers) -> bool:
    """Whether so many are joined in another process."""
    return workers.apart and articles >= _APART


def _join_there(task: Task, opened: Callable[[], AbstractContextManager[Workers]]) -> Joined:
    with opened() as workers:
        return _join(task, workers)


def _join(task: Task, workers: Workers) -> Joined:
    articles, earlier = task.articles, task.earlier
    waiting = task.waiting.get if task.waiting else lambda id: None
    condensed = articles.condensed(earlier.articles if earlier else None, waiting)
    known = earlier.folder if earlier and earlier.articles else None
    # Where an earlier build tells of stories, few are left to look at.
    beside = workers if known is None and (workers.running or len(articles.rows) >= _STORIES) else None
    with no_collecting():
        said = read_verdicts(task.verdicts) if task.verdicts else ()
        with Remembered(articles.folder, known) as memory:
            held = [find(condensed, lambda id: articles.document(id).article.text, said, memory=memory, workers=beside)]
        joined = _counted(held[0], len(articles.rows))
        forget("onrecord.resolve")
        sources = [Source(id, row.sha256, articles.reading(id)) for id, row in articles.rows.items()]
        parts = found_graphs(held.pop(), sources, task.base, task.run)
        write_graphs(parts, articles.folder, earlier.folder if earlier else None, workers)
    return joined


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
