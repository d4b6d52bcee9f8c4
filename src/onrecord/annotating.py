"""Articles annotated for a build: packed and condensed where they are annotated, so that no single process has to.

What is condensed waits in a file until it is asked for (:class:`Condensed`): that of a hundred thousand articles would
take half a gigabyte of memory.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from onrecord.annotate.many import Batch, Failure, How, annotate_many, in_batches, language, work
from onrecord.annotate.method import Method, fingerprint, installed
from onrecord.cache import article_key
from onrecord.held import condensed as condense
from onrecord.held import made_by
from onrecord.model import Article, Document
from onrecord.partitions import Workers
from onrecord.rdf.names import Run
from onrecord.records import pack
from onrecord.runs import run_of

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article that was annotated: its id, its key in the cache, its Document packed, and what is condensed of it."""

    id: str
    key: str
    packed: bytes
    condensed: bytes


def kept(document: Document) -> Annotated:
    """What is kept of ``document``."""
    article = document.article
    return Annotated(article.id, article_key(article), pack(document), condense(document))


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a worker does with a batch: annotate it by the pipeline ``known``, and give back what is kept.

    As bytes it begins with the line of :func:`onrecord.held.made_by`. Then come for each article a line of JSON (id,
    key, length of the Document and of what is condensed) and both: that which other code has condensed is not taken.
    """

    model: str
    how: How
    known: str
    lasting: ClassVar[bool] = True

    def __call__(self, batch: Batch) -> list[Annotated | Failure]:
        """The results of ``batch``."""
        results = work(batch, language(self.model), self.how)
        return [result if isinstance(result, Failure) else kept(result) for result in results]

    def name(self, batch: Batch) -> str:
        """The file of its records."""
        return f"{self.known}/{hashlib.sha256(''.join(map(article_key, batch)).encode()).hexdigest()}.records"

    def pack(self, results: Sequence[Annotated | Failure]) -> bytes | None:
        """All of it; None where something failed, which is tried again the next time."""
        found = [made_by()]
        for one in results:
            if isinstance(one, Failure):
                return None
            head = json.dumps([one.id, one.key, len(one.packed), len(one.condensed)])
            found += (head.encode(), b"\n", one.packed, one.condensed)
        return b"".join(found)

    def unpack(self, packed: bytes) -> list[Annotated | Failure]:
        """What :meth:`pack` packed."""
        file, found = BytesIO(packed), list[Annotated | Failure]()
        ours = file.readline() == made_by()
        while head := file.readline():
            id, key, *lengths = json.loads(head)
            document, condensed = map(file.read, lengths)
            found.append(Annotated(id, key, document, condensed if ours else b""))
        return found


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What tells one pipeline from another: its fingerprint, and what it says of itself in the graph.

    ``installed`` is what is known of it without its model (:func:`onrecord.annotate.method.installed`).
    """

    fingerprint: str
    run: Run
    installed: str


def pipeline_of(nlp: Language, attribution: Method | None) -> Pipeline:
    """That of a loaded model."""
    return Pipeline(fingerprint(nlp, attribution), run_of(nlp), installed())


def pipeline_there(asked: tuple[str, Method | None]) -> Pipeline:
    """That of this process, of which model and method are asked; a worker's function."""
    model, attribution = asked
    return pipeline_of(language(model), attribution)


def load(model: str) -> None:
    """Load what :class:`Keeping` needs ahead."""
    language(model)


def annotate_and_keep(
    articles: Iterable[Article],
    workers: Workers,
    keeping: Keeping,
    nlp: Language | None,
    then: Callable[..., object] | None = None,
) -> Iterator[Annotated | Failure]:
    """What is kept of each of ``articles``, in their order, with ``nlp`` in this process where there is one worker.

    Who has no more to annotate while others still do may load what ``then`` needs.
    """
    if workers.apart:
        yield from in_batches(workers, keeping, articles, then)
        return
    how = keeping.how
    for result in annotate_many(articles, keeping.model, nlp=nlp, attribution=how.attribution, seconds=how.seconds):
        yield result if isinstance(result, Failure) else kept(result)


class Condensed:
    """What is condensed of articles, by their ids: in a file of its own until it is asked for."""

    def __init__(self, path: Path) -> None:
        """Nothing, and no file yet."""
        self._path = path
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def put(self, id: str, condensed: bytes) -> None:
        """Keep what is condensed of the article of that id, if it is."""
        if not condensed:
            return
        with self._path.open("ab") as file:
            file.write(condensed)
        self._places[id] = (self._end, len(condensed))
        self._end += len(condensed)

    def get(self, id: str) -> bytes | None:
        """What was kept of the article of that id."""
        if id not in self._places:
            return None
        start, size = self._places[id]
        with self._path.open("rb") as file:
            file.seek(start)
            return file.read(size)

    def remove(self) -> None:
        """Let go of all."""
        self._places.clear()
        self._path.unlink(missing_ok=True)
