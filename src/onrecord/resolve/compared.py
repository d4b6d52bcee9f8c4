"""Pairs of articles that were compared, and how alike they are: that is so whatever other articles there are.

Where articles come or go, a build has to compare those alone that are new or have new neighbours.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence

import numpy as np

from onrecord.resolve.tellings import Floats, Ints

_INTEGER, _FLOAT = "<i8", "<f8"


class Compared:
    """Pairs of articles as numbers, ascending (``first * articles + second``), with the likeness of each.

    ``digests`` tell the articles apart; a likeness of 0 stands for any below what makes a story.
    """

    def __init__(self, digests: Sequence[str], pairs: Ints, likeness: Floats) -> None:
        """``pairs`` of articles in the order of ``digests``."""
        self.digests, self.pairs, self.likeness = digests, pairs, likeness

    @classmethod
    def none(cls, digests: Sequence[str]) -> Compared:
        """Nothing that is known."""
        return cls(digests, np.array((), np.int64), np.array((), np.float64))

    def among(self, digests: Sequence[str]) -> Compared:
        """What of it holds for other articles: for those that are among them as well."""
        number = {digest: at for at, digest in enumerate(digests)}
        now = np.array([number.get(digest, -1) for digest in self.digests], np.int64)
        if not len(self.pairs):
            return Compared.none(digests)
        first, second = (now[side] for side in np.divmod(self.pairs, len(self.digests)))
        there = (first >= 0) & (second >= 0)
        first, second, likeness = first[there], second[there], self.likeness[there]
        pairs = np.minimum(first, second) * len(digests) + np.maximum(first, second)
        order = np.argsort(pairs, kind="stable")
        return Compared(digests, pairs[order], likeness[order])

    def of(self, pairs: Ints) -> Floats:
        """The likeness of each of ``pairs``, not a number where it is not known."""
        found = np.full(len(pairs), np.nan)
        if len(self.pairs):
            at = np.minimum(np.searchsorted(self.pairs, pairs), len(self.pairs) - 1)
            known = self.pairs[at] == pairs
            found[known] = self.likeness[at[known]]
        return found

    def packed(self) -> bytes:
        """All of it; every pair is written as the step from that before."""
        alike = self.likeness > 0
        pieces = [
            json.dumps([list(self.digests), len(self.pairs), int(alike.sum())]).encode() + b"\n",
            np.diff(self.pairs, prepend=0).astype(_INTEGER).tobytes(),
            np.packbits(alike).tobytes(),
            self.likeness[alike].astype(_FLOAT).tobytes(),
        ]
        return zlib.compress(b"".join(pieces), 1)

    @classmethod
    def unpacked(cls, packed: bytes) -> Compared:
        """What :meth:`packed` packed."""
        head, _, rest = zlib.decompress(packed).partition(b"\n")
        digests, count, alike = json.loads(head)
        steps, bits = 8 * count, -(-count // 8)
        pairs = np.cumsum(np.frombuffer(rest, _INTEGER, count)).astype(np.int64)
        which = np.unpackbits(np.frombuffer(rest, np.uint8, bits, steps), count=count).astype(np.bool_)
        likeness = np.zeros(count)
        likeness[which] = np.frombuffer(rest, _FLOAT, alike, steps + bits)
        return cls(digests, pairs, likeness)
