"""What a build holds of each article beside its Document, so that articles come and go without reading the others.

``articles.bin`` begins with a line that tells which code condensed the articles (:mod:`onrecord.resolve.briefs`). Then
comes for each article of ``documents.jsonl.gz``, in their order, a line of JSON (:class:`Held`, without its places) and
what was condensed of it. It is only a short cut: where it is missing or of other code, all is made anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import IO, NamedTuple

from onrecord.cache import article_key
from onrecord.errors import InputError
from onrecord.lexicon import own
from onrecord.model import Article, Document
from onrecord.rdf.dataset import published_events
from onrecord.records import article_of, read_packed, unpack
from onrecord.resolve import condense, digest_of_condensed
from onrecord.resources import shared

DOCUMENTS = "documents.jsonl.gz"
"""The file of a build's folder that holds all documents."""

ARTICLES = "articles.bin"
"""The file that holds what is known of each beside."""


class Held(NamedTuple):
    """An article of a build: the SHA-256 of its packed Document, which lies at ``start``, and its key in the cache.

    What was condensed of it lies at ``condensed`` in ``articles.bin``, ``length`` bytes of that ``digest``; 0: nowhere.
    """

    id: str
    size: int
    sha256: str
    key: str
    length: int
    digest: str
    start: int
    condensed: int


class Holding:
    """The articles of a build by their ids, in order, none of them in memory."""

    def __init__(self, folder: Path, rows: Mapping[str, Held]) -> None:
        """``rows`` as they lie in ``folder``."""
        self.folder, self.rows = folder, rows

    @classmethod
    def of(cls, folder: Path) -> Holding:
        """What the build in ``folder`` holds.

        :raises InputError: its documents cannot be read.
        """
        try:
            with (folder / ARTICLES).open("rb") as file:
                rows = {row.id: row for row in _rows(file)}
            whole = sum(row.size for row in rows.values()) == (folder / DOCUMENTS).stat().st_size
        except (OSError, ValueError, TypeError):
            whole = False
        return cls(folder, rows if whole else {row.id: row for row in _from_documents(folder / DOCUMENTS)})

    def has(self, article: Article) -> bool:
        """Whether it is the article of that id."""
        return article.id in self.rows and self.rows[article.id].key == article_key(article)

    def packed(self, id: str) -> bytes:
        """The packed Document of the article of that id."""
        row = self.rows[id]
        return _cut(self.folder / DOCUMENTS, row.start, row.size)

    def article(self, id: str) -> Article:
        """The article of that id."""
        return article_of(self.packed(id))

    def document(self, id: str) -> Document:
        """The Document of the article of that id."""
        return unpack(self.packed(id))

    def reading(self, id: str) -> Callable[[], Document]:
        """What reads the Document of the article of that id, here or in another process."""
        return _Lying(self.folder / DOCUMENTS, self.rows[id])

    def all(self) -> dict[str, bytes]:
        """All packed Documents."""
        try:
            with (self.folder / DOCUMENTS).open("rb") as file:
                return {id: file.read(row.size) for id, row in self.rows.items()}
        except OSError as error:
            raise _unreadable(self.folder / DOCUMENTS, error) from error

    def condensed(
        self, earlier: Holding | None, waiting: Callable[[str], bytes | None] = lambda id: None
    ) -> Iterator[bytes]:
        """What is condensed of each article, in their order; ``articles.bin`` is written by the way.

        What ``earlier`` has of the same Document is taken from there, and ``waiting`` may have what was condensed
        since, by the article's id.
        """
        ours = earlier is not None and earlier._is_ours()
        known = earlier.rows if earlier is not None and ours else {}
        with (
            (self.folder / ARTICLES).open("wb") as file,
            (earlier.folder / ARTICLES).open("rb") if earlier is not None and ours else nullcontext() as old,
        ):
            file.write(made_by())
            for row in self.rows.values():
                before = known.get(row.id)
                found, digest = b"", ""
                if old is not None and before is not None and before.sha256 == row.sha256:
                    found, digest = _taken(old, before)
                if not found:
                    found = waiting(row.id) or condensed(self.document(row.id))
                    digest = digest_of_condensed(found)
                head = [row.id, row.size, row.sha256, row.key, len(found), digest]
                file.write(json.dumps(head).encode() + b"\n" + found)
                yield found

    def _is_ours(self) -> bool:
        try:
            with (self.folder / ARTICLES).open("rb") as file:
                return file.readline() == made_by()
        except OSError:
            return False


def _taken(file: IO[bytes], row: Held) -> tuple[bytes, str]:
    """What was condensed of an article, and the digest of it; nothing where it is not whole."""
    try:
        file.seek(row.condensed)
        found = file.read(row.length)
    except OSError:
        return b"", ""
    digest = digest_of_condensed(found)
    return (found, digest) if digest == row.digest else (b"", "")


def condensed(document: Document) -> bytes:
    """What is condensed of ``document``."""
    return condense(document, {event.id for event in published_events(document)})


@dataclass(frozen=True, slots=True)
class _Lying:
    """A Document in a file; another process, which may be of another machine, is sent the Document itself."""

    path: Path
    row: Held

    def __call__(self) -> Document:
        return unpack(_cut(self.path, self.row.start, self.row.size))

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return partial, (unpack, _cut(self.path, self.row.start, self.row.size))


def hold(
    found: Mapping[str, bytes], folder: Path, earlier: Holding | None = None, keys: Mapping[str, str] | None = None
) -> Holding:
    """Write the packed Documents ``found`` into ``folder``; what ``earlier`` knows of them is not found out again.

    ``keys`` are those of articles in the cache, by their ids, as far as they are known.
    The order in which articles were given says nothing about them: they are written in that of their ids.
    """
    keys = keys or {}
    rows: dict[str, Held] = {}
    start = 0
    with (folder / DOCUMENTS).open("wb") as file:
        for id in sorted(found):
            packed = found[id]
            file.write(packed)
            sha256 = hashlib.sha256(packed).hexdigest()
            before = earlier.rows.get(id) if earlier is not None else None
            key = before.key if before and before.sha256 == sha256 else keys.get(id)
            key = key or article_key(article_of(packed))
            rows[id] = Held(id, len(packed), sha256, key, 0, "", start, 0)
            start += len(packed)
    return Holding(folder, rows)


def _rows(file: IO[bytes]) -> Iterator[Held]:
    file.readline()
    start = 0
    while line := file.readline():
        id, size, sha256, key, length, digest = json.loads(line)
        yield Held(id, size, sha256, key, length, digest, start, file.tell())
        start += size
        file.seek(length, 1)


def _from_documents(path: Path) -> Iterator[Held]:
    start = 0
    for packed in read_packed(path):
        article, sha256 = article_of(packed), hashlib.sha256(packed).hexdigest()
        yield Held(article.id, len(packed), sha256, article_key(article), 0, "", start, 0)
        start += len(packed)


def _cut(path: Path, start: int, size: int) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(start)
            return file.read(size)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> InputError:
    return InputError(f"{path}: cannot be read ({error}); build the graph again")


def made_by() -> bytes:
    """A line that tells what else condensed articles depend on: our code and tables, the user's lexicon."""
    return f"{_code_and_data()} {own.digest()}\n".encode()


@cache
def _code_and_data() -> str:
    digest = hashlib.sha256()
    package = files("onrecord")
    roots = [package / "resolve", package / "lexicon", package / "rdf", shared("ontology", "gazetteer")]
    found = [file for root in roots for file in sorted(root.iterdir(), key=lambda file: file.name) if file.is_file()]
    for file in [*found, package / "gazetteer.py", package / "model.py"]:
        digest.update(f"{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()
