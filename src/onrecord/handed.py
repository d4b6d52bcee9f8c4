"""What resolving found, handed on in a file to the process that writes the graph, without what is not written.

A process that has compared ten thousand articles does not give all its memory back, and writing needs little: entities
and events without their members, in the order in which they are written, and of each article what its chains and events
are, which is read when the article's graph is written. The file is ours, is read once, and goes.
"""

from __future__ import annotations

import os
import pickle  # nosec B403: reads only what this package has just written
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, TypeVar

from onrecord.model import Copies, Decision, SharedStatement
from onrecord.rdf.dataset import NO_REFS, Described, Found, Names, Record, Refs, described

_T = TypeVar("_T")

_SOME = 1024  # that are pickled at a time: no more are in memory together
_END = 8  # bytes at the end of the file: where what is read first begins


@dataclass(frozen=True, slots=True)
class Handed:
    """What :class:`onrecord.resolve.Findings` holds, as far as it is written; what is large stays in ``file``."""

    file: IO[bytes]
    copies: Sequence[Copies]
    shared: Sequence[SharedStatement]
    keys: frozenset[str]
    records: int
    articles: Mapping[str, int]

    def described(self, names: Names) -> Described:
        """What articles share, read while it is written; nothing else may be read meanwhile."""
        self.file.seek(self.records)
        return Described(self.keys, _load(self.file))

    def refs(self, id: str) -> Refs:
        """What the chains and events of an article are."""
        at = self.articles.get(id)
        if at is None:
            return NO_REFS
        self.file.seek(at)
        found: Refs = pickle.load(self.file)  # nosec B301: ours, as what processes send each other
        return found


def hand(found: Found, refs: Mapping[str, Refs], path: Path, base: str) -> None:
    """Write ``found``, whose IRIs begin with ``base``, and the ``refs`` of all articles by their ids, to ``path``."""
    shared = described(found, Names(base))
    with path.open("wb") as file:
        at: dict[str, int] = {}
        for article, of in refs.items():
            at[article] = file.tell()
            pickle.dump(of, file, pickle.HIGHEST_PROTOCOL)
        records = file.tell()
        _dump(((subject, _without_members(record)) for subject, record in shared.records), file)
        rest = file.tell()
        _dump([records, at], file)
        for some in (found.copies, found.shared, shared.keys):
            _dump(some, file)
        file.write(rest.to_bytes(_END, "big"))


@contextmanager
def handed(path: Path) -> Iterator[Handed]:
    """What :func:`hand` wrote; the file is removed at the end."""
    with path.open("rb") as file:
        file.seek(-_END, os.SEEK_END)
        file.seek(int.from_bytes(file.read(_END), "big"))
        records: int
        articles: dict[str, int]
        records, articles = _load(file)
        copies: list[Copies] = list(_load(file))
        shared: list[SharedStatement] = list(_load(file))
        yield Handed(file, copies, shared, frozenset(_load(file)), records, articles)
    path.unlink()


def _without_members(record: Record) -> Record:
    return record if isinstance(record, Decision) else replace(record, members=())


def _dump(items: Iterable[_T], file: IO[bytes]) -> None:
    given = iter(items)
    while some := list(islice(given, _SOME)):
        pickle.dump(some, file, pickle.HIGHEST_PROTOCOL)
    pickle.dump([], file)


def _load(file: IO[bytes]) -> Iterator[_T]:
    while some := pickle.load(file):  # nosec B301: ours, as what processes send each other
        yield from some
