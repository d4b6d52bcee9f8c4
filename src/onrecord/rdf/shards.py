"""Graphs of articles as shards of N-Quads, which other processes or machines write: joined they are ``graph.nq``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from io import BytesIO
from typing import IO, TypeAlias

from onrecord.partitions import Workers, whole
from onrecord.rdf.dataset import Part
from onrecord.rdf.ledger import Row
from onrecord.rdf.terms import digest

_TOGETHER = 24
"""Articles of a shard: six megabytes of N-Quads, a sixth of a second of work."""

_WORTH = 500
"""Articles for which it pays to start processes: two seconds of work."""

Parts: TypeAlias = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Shard:
    """Graphs that follow each other: their rows of the ledger, and their lines."""

    rows: tuple[Row, ...]
    lines: bytes


class WriteShard:
    """What a worker does: the shard of some graphs."""

    lasting = False

    def __call__(self, parts: Parts) -> Shard:
        """The shard of ``parts``."""
        file = BytesIO()
        rows = tuple(write_part(part, file) for part in parts)
        return Shard(rows, file.getvalue())

    def name(self, parts: Parts) -> str:
        """What is made of the same has the same name."""
        return f"shards/{digest(*(part.made_of for part in parts))}.nq"

    def pack(self, shard: Shard) -> bytes:
        """The rows as a line of JSON, then the lines."""
        return json.dumps([astuple(row) for row in shard.rows]).encode() + b"\n" + shard.lines

    def unpack(self, packed: bytes) -> Shard:
        """What :meth:`pack` packed."""
        rows, _, lines = packed.partition(b"\n")
        return Shard(tuple(Row(*row) for row in json.loads(rows)), lines)


def write_part(part: Part, file: IO[bytes]) -> Row:
    """Write the lines of ``part``, and give its row."""
    digest, quads, size = hashlib.sha256(), 0, 0
    for lines, count in part.blocks():
        # One by one: a single sign that is not ASCII would make Python look at each of the others.
        written = b"".join(map(str.encode, lines))
        file.write(written)
        digest.update(written)
        quads += count
        size += len(written)
    return Row(part.name, quads, size, digest.hexdigest(), part.made_of)


def write_all(parts: Iterable[Part], file: IO[bytes], workers: Workers) -> Iterator[Row]:
    """Write ``parts`` in their order, those that are portable by ``workers`` where that pays; else none is held."""
    if not workers.apart:
        yield from (write_part(part, file) for part in parts)
        return
    pieces = list(_pieces(parts))
    portable = sum(len(piece) for piece in pieces if piece[0].portable)
    if portable < (_TOGETHER if workers.running else _WORTH):
        yield from (write_part(part, file) for piece in pieces for part in piece)
        return
    shards = whole(workers.map(WriteShard(), (piece for piece in pieces if piece[0].portable)))
    for piece in pieces:
        if piece[0].portable:
            shard = next(shards)
            file.write(shard.lines)
            yield from shard.rows
        else:
            yield from (write_part(part, file) for part in piece)


def _pieces(parts: Iterable[Part]) -> Iterator[Parts]:
    """``parts`` in pieces, each of which is portable or not."""
    piece: list[Part] = []
    for part in parts:
        if piece and (part.portable != piece[0].portable or len(piece) == _TOGETHER):
            yield tuple(piece)
            piece = []
        piece.append(part)
    if piece:
        yield tuple(piece)
