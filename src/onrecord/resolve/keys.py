"""Keys: the readable, stable paths of IRIs ("person/matthew-albence").

A key is made of what the thing is called, never of a counter or of the order of articles. Where two
things want one key, the one that a gazetteer knows and then the one reported first keeps it, so
that an article that comes later does not take it away; the others carry a suffix made of their
earliest mention.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from onrecord.resolve.names import fold

LONGEST = 60  # characters of a slug; words are never cut
Rank = tuple[bool, str, str, str]


@lru_cache(maxsize=30_000)
def slug(name: str) -> str:
    """``name`` in lower-case ASCII words with hyphens; a hash where no such character is left ("x1f0c2a9b")."""
    folded = fold(name)
    if folded and len(folded) <= LONGEST and folded.isascii():  # nearly always: letters, digits and single spaces
        return folded.replace(" ", "-")
    words = ["".join(c for c in word if c.isascii() and c.isalnum()) for word in folded.split()]
    kept = ""
    for word in filter(None, words):
        if kept and len(kept) + 1 + len(word) > LONGEST:
            break
        kept = f"{kept}-{word}" if kept else word[:LONGEST]
    return kept or "x" + digest(name)


def digest(*parts: str) -> str:
    """Eight hexadecimal characters that stand for ``parts``."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]


@lru_cache(maxsize=30_000)
def article_slug(id: str) -> str:
    """A path segment that is unique to the article: its id where that is short and plain, else a slug and hash."""
    plain = slug(id)
    return plain if plain == id else f"{plain[:32].rstrip('-')}-{digest(id)}"


class Dated(Protocol):
    """An article, or what is kept of one."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def published(self) -> str | None:
        """The ISO date of publication, if it is known."""


def rank(articles: Iterable[Dated], known: bool = False) -> Rank:
    """Who keeps a key that two want: known to a gazetteer, then first published, then smallest article id.

    An article without a date counts as later than any with one.
    """
    first = min((article.published or "~", article.id) for article in articles)
    return (not known, *first, "")


@dataclass(frozen=True, slots=True)
class Claim:
    """That the thing ``token`` (any string, unique among the claims) wants ``key``."""

    token: str
    key: str
    rank: Rank


def settle(claims: Iterable[Claim], held: Collection[str] = ()) -> dict[str, str]:
    """The key of every token, all different; independent of the order of ``claims``.

    ``held`` are keys of others, which nobody among the claims wants and none may get.
    """
    wanted: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        wanted[claim.key].append(claim)
    settled: dict[str, str] = {}
    taken = {*held, *wanted}
    for key in sorted(wanted):
        first, *others = sorted(wanted[key], key=lambda claim: (claim.rank, claim.token))
        settled[first.token] = key
        for claim in others:
            suffix = digest(*claim.rank[1:])
            longer = f"{key}-{suffix}"
            while longer in taken:
                suffix = digest(suffix, claim.token)
                longer = f"{key}-{suffix}"
            taken.add(longer)
            settled[claim.token] = longer
    return settled


def month(day: str | None) -> str:
    """The month that holds an ISO date or interval, else the year, else ""."""
    first, _, last = (day or "").partition("/")
    wide = last or first
    return next((first[:cut] for cut in (7, 4) if first[:cut] == wide[:cut]), "")
