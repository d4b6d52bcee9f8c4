"""The articles of a build joined: documents resolved together, and the graph written, in a process of its own if many.

Resolving ten thousand articles takes more than a gigabyte of small objects. Python gives such memory back to the
system only where nothing at all lives beside them, so that the store would be loaded on top of it; a process that ends
gives all back.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from onrecord.children import pool
from onrecord.collecting import forget, no_collecting
from onrecord.errors import OutputError
from onrecord.model import Document, Knowledge
from onrecord.rdf.dataset import Run, knowledge_graphs
from onrecord.rdf.ledger import Ledger
from onrecord.rdf.ondisk import write_graphs
from onrecord.records import read_packed, unpack
from onrecord.resolve import read_verdicts, resolve

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
    digests: dict[str, str] = {}

    def documents() -> Sequence[Document]:
        found = []
        for packed in read_packed(folder / DOCUMENTS):
            found.append(unpack(packed))
            digests[found[-1].article.id] = hashlib.sha256(packed).hexdigest()
        return found

    with no_collecting():
        held = [resolve(documents(), verdicts=read_verdicts(verdicts) if verdicts else ())]
        joined = _counted(held[0])
        forget("onrecord.resolve")
        write_graph(held.pop(), folder, base, run, lambda document: digests[document.article.id], earlier)
    return joined


def write_graph(
    knowledge: Knowledge,
    folder: Path,
    base: str,
    run: Run,
    digest: Callable[[Document], str],
    earlier: Path | None = None,
) -> Ledger:
    """Write the graph of ``knowledge``; ``digest`` and ``earlier`` tell which graphs are as they were."""
    parts = knowledge_graphs(knowledge, base, run, digest)
    del knowledge
    return write_graphs(parts, folder, earlier)


def _counted(knowledge: Knowledge) -> Joined:
    statements = [(d.article.id, s) for d in knowledge.documents for s in d.statements]
    speakers = {knowledge.entity_of.get((article, s.speaker)) for article, s in statements if s.speaker}
    return Joined(
        articles=len(knowledge.documents),
        statements=len(statements),
        speakers=len(speakers - {None}),
        operations=sum(occurrence.operation for occurrence in knowledge.occurrences),
        entities=len(knowledge.entities),
        events=len(knowledge.occurrences),
        resolved=time.monotonic(),
    )
