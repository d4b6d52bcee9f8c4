"""A part of the articles: the first of them, or some chosen at random."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice

from onrecord.errors import InputError
from onrecord.model import Article


@dataclass(frozen=True, slots=True)
class Selection:
    """``limit``: so many of the first articles. ``sample``: so many of all (of the first ``limit``), at random.

    The random choice depends on the articles' ids alone: the same every time, and a larger sample holds
    the smaller one. None is all.
    """

    limit: int | None = None
    sample: int | None = None

    def of(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The selected articles, in their order.

        :raises InputError: a number is below 1.
        """
        for name, number in (("limit", self.limit), ("sample", self.sample)):
            if number is not None and number < 1:
                raise InputError(f"--{name} {number} is not right: expected 1 or more")
        first = islice(articles, self.limit)
        if self.sample is None:
            return first
        chosen = nsmallest(self.sample, enumerate(first), key=lambda entry: _lot(entry[1].id))
        return (article for _, article in sorted(chosen, key=lambda entry: entry[0]))


def _lot(identifier: str) -> bytes:
    return hashlib.sha256(b"sample\0" + identifier.encode("utf-8", "surrogatepass")).digest()
