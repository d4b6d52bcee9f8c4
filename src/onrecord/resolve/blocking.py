"""Blocks, and clusters that know what may not meet: the two tools that every resolver here uses.

Comparison happens only inside a block (a surname, a core of a name, a story), never over all pairs. What is found in a
block from the block alone may be found by others: :func:`over_blocks`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import TypeVar

from onrecord.partitions import Workers, whole

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
R = TypeVar("R")

_TOGETHER = 100.0
"""Milliseconds of work that go to a worker at once; where there are less than two such pieces they stay here."""


def blocks(items: Iterable[T], keys: Callable[[T], Iterable[K]]) -> dict[K, list[T]]:
    """The items under each of their keys, in the order given."""
    found: dict[K, list[T]] = defaultdict(list)
    for item in items:
        for key in keys(item):
            found[key].append(item)
    return found


def over_blocks(
    function: Callable[[T], R], given: Iterable[T], cost: Callable[[T], float], workers: Workers | None
) -> Iterator[R]:
    """``function`` of each block, in order; ``workers`` share them where that is worth it.

    ``function`` may depend on its block alone; ``cost`` is about how many milliseconds it takes.
    """
    pieces = list(_pieces(given, cost))
    if workers is None or not workers.apart or len(pieces) < 2:
        return (function(block) for piece in pieces for block in piece)
    return chain.from_iterable(whole(workers.map(partial(_each, function), pieces)))


def _each(function: Callable[[T], R], piece: Sequence[T]) -> list[R]:
    return [function(block) for block in piece]


def _pieces(given: Iterable[T], cost: Callable[[T], float]) -> Iterator[list[T]]:
    """``given`` in pieces of about one cost; what costs more is a piece of its own."""
    piece: list[T] = []
    spent = 0.0
    for block in given:
        more = cost(block)
        if piece and spent + more > _TOGETHER:
            yield piece
            piece, spent = [], 0.0
        piece.append(block)
        spent += more
    if piece:
        yield piece


class Clusters:
    """Disjoint sets of 0 … n-1 with pairs that must never come together."""

    def __init__(self, size: int) -> None:
        """``size`` singletons."""
        self._parent = list(range(size))
        self._members: dict[int, list[int]] = {}
        self._apart: dict[int, set[int]] = {}
        self._marks: dict[int, Hashable] = {}

    def find(self, item: int) -> int:
        """The representative of ``item``: the smallest index of its cluster."""
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def members(self, item: int) -> Sequence[int]:
        """The cluster of ``item``, its representative first."""
        root = self.find(item)
        return self._members.get(root, [root])

    def may_join(self, a: int, b: int) -> bool:
        """Whether nothing keeps the clusters of ``a`` and ``b`` apart."""
        a, b = self.find(a), self.find(b)
        if a in self._marks and self._marks.get(b, self._marks[a]) != self._marks[a]:
            return False
        return b not in self._apart.get(a, ())

    def keep_apart(self, a: int, b: int) -> None:
        """Forbid that ``a`` and ``b`` ever share a cluster; of no effect where they already do."""
        a, b = self.find(a), self.find(b)
        if a != b:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def mark(self, item: int, mark: Hashable) -> None:
        """Forbid that the cluster of ``item`` ever becomes one with any of another mark."""
        self._marks[self.find(item)] = mark

    def join(self, a: int, b: int) -> bool:
        """Make one cluster of two; False where they are one already or are kept apart."""
        a, b = sorted((self.find(a), self.find(b)))
        if a == b or not self.may_join(a, b):
            return False
        self._parent[b] = a
        if b in self._marks:
            self._marks[a] = self._marks.pop(b)
        self._members.setdefault(a, [a]).extend(self._members.pop(b, [b]))
        for other in self._apart.pop(b, ()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart.setdefault(a, set()).add(other)
        return True

    def adopt(self, members: list[int]) -> None:
        """Make one cluster of singletons: ``members`` in the order in which they came together, the smallest first."""
        for item in members[1:]:
            self._parent[item] = members[0]
        if len(members) > 1:
            self._members[members[0]] = members

    def all(self) -> list[list[int]]:
        """Every cluster, members ascending, ordered by their first."""
        several = self._members
        roots = (item for item, parent in enumerate(self._parent) if item == parent)
        return [sorted(several[root]) if root in several else [root] for root in roots]
