"""The articles of a build joined: documents resolved together, and the graph written, in a process of its own if many.

Documents are read one by one, first to be condensed, then to be written; but what is compared of ten thousand
articles is half a gigabyte of small objects. Python gives such memory back to the
system only where nothing at all lives beside them, so that the store would be loaded on top of it; a process that ends
gives all back.
"""

from __future__ import annotations

import time
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from onrecord.children import pool
from onrecord.collecting import forget, no_collecting
from onrecord.errors import OutputError
from onrecord.held import Holding
from onrecord.rdf.dataset import Run, Source, found_graphs
from onrecord.rdf.ondisk import write_graphs
from onrecord.remembered import Remembered
from onrecord.resolve import Findings, find, read_verdicts

_APART = 1_500
"""Articles from which on a process of its own pays."""


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


def join(
    articles: Holding, base: str, run: Run, verdicts: Path | None, earlier: Earlier | None, *, processes: int
) -> Joined:
    """Resolve ``articles`` and write their graph beside them; of ``earlier`` what has not changed is taken.

    Many are joined in another process, where the build may have several.

    :raises InputError: ``verdicts`` or the documents cannot be read.
    :raises OutputError: the graph cannot be written, or the process was ended.
    """
    count = len(articles.rows)
    if processes < 2 or count < _APART:
        return _join(articles, base, run, verdicts, earlier)
    try:
        with pool(1) as process:
            return process.submit(_join, articles, base, run, verdicts, earlier).result()
    except BrokenProcessPool as error:
        raise OutputError(
            f"the process that joins the {count} articles was ended; what was annotated is kept: build again with "
            'more memory, or fewer articles; a script has to call this under if __name__ == "__main__":'
        ) from error


def _join(articles: Holding, base: str, run: Run, verdicts: Path | None, earlier: Earlier | None) -> Joined:
    condensed = articles.condensed(earlier.articles if earlier else None)
    known = earlier.folder if earlier and earlier.articles else None
    with no_collecting():
        said = read_verdicts(verdicts) if verdicts else ()
        with Remembered(articles.folder, known) as memory:
            held = [find(condensed, lambda id: articles.article(id).text, said, memory=memory)]
        joined = _counted(held[0], len(articles.rows))
        forget("onrecord.resolve")
        sources = [Source(id, row.sha256, partial(articles.document, id)) for id, row in articles.rows.items()]
        parts = found_graphs(held.pop(), sources, base, run)
        write_graphs(parts, articles.folder, earlier.folder if earlier else None)
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
