"""The articles of a build joined: documents resolved together, and the graph written, each in a process of its own if
they are many.

Documents are read one by one, first to be condensed, then to be written; but what is compared of ten thousand
articles is half a gigabyte of small objects. Python gives such memory back to the
system only where nothing at all lives beside them, so that the graph would be written and the store be loaded on top of
it; a process that ends gives all back.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from onrecord.children import pool
from onrecord.collecting import forget, no_collecting
from onrecord.errors import OutputError
from onrecord.handed import hand, handed
from onrecord.held import Holding
from onrecord.rdf.dataset import Found, Refs, Run, Source, found_graphs, refs_by_article
from onrecord.rdf.ondisk import write_graphs
from onrecord.remembered import Remembered
from onrecord.resolve import Findings, find, read_verdicts

_APART = 1_500
"""Articles from which on processes of their own pay."""

_HANDED = "found.bin"
"""A file that the one hands to the other."""


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

    Many are resolved and written in other processes, where the build may have several.

    :raises InputError: ``verdicts`` or the documents cannot be read.
    :raises OutputError: the graph cannot be written, or the process was ended.
    """
    count = len(articles.rows)
    if processes < 2 or count < _APART:
        with no_collecting():
            found = _found(articles, verdicts, earlier)
            joined = _counted(found, count)
            forget("onrecord.resolve")
            _write(found, refs_by_article(found.entity_of, found.occurrence_of), articles, base, run, earlier)
        return joined
    handing = articles.folder / _HANDED
    try:
        with pool(1) as process:
            joined = process.submit(_hand, articles, verdicts, earlier, handing).result()
        with pool(1) as process:
            process.submit(write_handed, articles, base, run, earlier, handing).result()
        return joined
    except BrokenProcessPool as error:
        raise OutputError(
            f"the process that joins the {count} articles was ended; what was annotated is kept: build again with "
            'more memory, or fewer articles; a script has to call this under if __name__ == "__main__":'
        ) from error


def _hand(articles: Holding, verdicts: Path | None, earlier: Earlier | None, handing: Path) -> Joined:
    with no_collecting():
        found = _found(articles, verdicts, earlier)
        joined = _counted(found, len(articles.rows))
        hand(found, refs_by_article(found.entity_of, found.occurrence_of), handing)
    return joined


def write_handed(articles: Holding, base: str, run: Run, earlier: Earlier | None, handing: Path) -> None:
    """Write the graph of ``articles`` beside them, from what another process has handed on in the file ``handing``."""
    with no_collecting():
        found = handed(handing)
        _write(found, found.refs, articles, base, run, earlier)


def _found(articles: Holding, verdicts: Path | None, earlier: Earlier | None) -> Findings:
    condensed = articles.condensed(earlier.articles if earlier else None)
    known = earlier.folder if earlier and earlier.articles else None
    said = read_verdicts(verdicts) if verdicts else ()
    with Remembered(articles.folder, known) as memory:
        return find(condensed, lambda id: articles.article(id).text, said, memory=memory)


def _write(
    found: Found, refs: Mapping[str, Refs], articles: Holding, base: str, run: Run, earlier: Earlier | None
) -> None:
    sources = [Source(id, row.sha256, partial(articles.document, id)) for id, row in articles.rows.items()]
    write_graphs(found_graphs(found, refs, sources, base, run), articles.folder, earlier.folder if earlier else None)


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
