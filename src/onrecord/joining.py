"""The articles of a build joined: documents resolved together, and the graph written, in a process of its own if many.

Resolving ten thousand articles takes more than a gigabyte of small objects. Python gives such memory back to the
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
from onrecord.rdf.dataset import Run, Source, found_graphs, published_events
from onrecord.rdf.ondisk import write_graphs
from onrecord.records import Stored
from onrecord.resolve import Findings, condense, find, read_verdicts

DOCUMENTS = "documents.jsonl.gz"
"""The file of a build's folder that holds all documents."""

_APART = 1_500
"""Articles from which on a process of its own pays."""


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
    folder: Path, base: str, run: Run, verdicts: Path | None, earlier: Path | None, *, articles: int, processes: int
) -> Joined:
    """Resolve the documents in ``folder`` and write its graph; ``earlier`` as for :func:`write_graphs`.

    Many ``articles`` are joined in another process, where the build may have several.

    :raises InputError: ``verdicts`` or the documents cannot be read.
    :raises OutputError: the graph cannot be written, or the process was ended.
    """
    if processes < 2 or articles < _APART:
        return _join(folder, base, run, verdicts, earlier)
    try:
        with pool(1) as process:
            return process.submit(_join, folder, base, run, verdicts, earlier).result()
    except BrokenProcessPool as error:
        raise OutputError(
            f"the process that joins the {articles} articles was ended; what was annotated is kept: build again with "
            'more memory, or fewer articles; a script has to call this under if __name__ == "__main__":'
        ) from error


def _join(folder: Path, base: str, run: Run, verdicts: Path | None, earlier: Path | None) -> Joined:
    stored = Stored(folder / DOCUMENTS)
    condensed = (condense(d, {event.id for event in published_events(d)}) for d in stored.documents())
    with no_collecting():
        said = read_verdicts(verdicts) if verdicts else ()
        held = [find(condensed, lambda id: stored[id].article.text, said)]
        joined = _counted(held[0], len(stored.digests))
        forget("onrecord.resolve")
        sources = [Source(id, digest, partial(stored.__getitem__, id)) for id, digest in stored.digests.items()]
        write_graphs(found_graphs(held.pop(), sources, base, run), folder, earlier)
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
