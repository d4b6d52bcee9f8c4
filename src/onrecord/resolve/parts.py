"""What resolution works on: a chain in its article and story, and the groups that chains are put into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.model import EntityType
from onrecord.resolve.keys import Rank, article_slug, rank, slug
from onrecord.resolve.names import fold

if TYPE_CHECKING:
    from onrecord.resolve.briefs import Brief

Ref = tuple[str, str]


@dataclass(slots=True, eq=False)
class Part:
    """One chain of one article: of :class:`onrecord.model.Chain` what is compared, and of its mentions what they tell.

    ``written`` are the chain's ``names``. ``first`` orders the first mentions of an article's chains (None without
    any), ``follows`` is the state or country written right after a mention, ``as_state`` and ``as_county`` say that
    the words around one make it a state's or county's name.
    """

    article: Brief
    ref: Ref  # article id and chain id
    type: EntityType
    label: str
    written: tuple[str, ...] = ()
    known: str | None = None
    affiliation: str | None = None
    identified_as: str | None = None
    first: int | None = None
    follows: str = ""
    as_state: bool = False
    as_county: bool = False

    @property
    def id(self) -> str:
        """The chain's id in its article."""
        return self.ref[1]

    @property
    def story(self) -> int:
        """The number of the article's story."""
        return self.article.story

    @property
    def names(self) -> tuple[str, ...]:
        """The names as written, the label first."""
        if self.written and self.written[0] == self.label:  # nearly always
            return self.written
        return tuple(dict.fromkeys((self.label, *self.written)))

    @property
    def named(self) -> bool:
        """Whether the article names it, or a gazetteer row is meant; "the board" alone is no identity."""
        return bool(self.written or self.known)

    @property
    def single(self) -> bool:
        """Whether the description is of one thing ("the board", "police"), as far as its last letter tells."""
        return not self.label.lower().rstrip().endswith("s") or self.label.lower().endswith("ss")


@dataclass(slots=True)
class Group:
    """Chains found to be one thing, and what its entity will say.

    ``wanted`` is the key it asks for; ``known`` says that a gazetteer names it, so that it comes first where
    another wants the same key.
    """

    type: EntityType
    label: str
    wanted: str
    parts: list[Part] = field(default_factory=list)
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    parent: str | None = None
    website: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    known: bool = False
    key: str = ""

    @property
    def token(self) -> str:
        """A string that no other group has: the smallest reference of a member, or the wanted key without any."""
        return "\x1f".join(min((part.ref for part in self.parts), default=("", self.wanted)))

    @property
    def rank(self) -> Rank:
        """For :func:`onrecord.resolve.keys.settle`."""
        if not self.parts:
            return (not self.known, "", self.wanted, "")
        return rank((part.article for part in self.parts), self.known)


def described_key(kind: str, parts: Sequence[Part]) -> str:
    """The key of something without a name: it names the article that described it first."""
    first = parts[0]
    if len(parts) > 1:  # hardly ever
        first = min(parts, key=lambda part: (part.article.published or "~", part.ref))
    return f"{kind}/{article_slug(first.article.id)}/{slug(first.label)}"


def written_names(parts: Iterable[Part]) -> tuple[str, ...]:
    """The distinct names of all chains, sorted; forms that differ in case or accents alone count once."""
    given = list(parts)
    if len(given) == 1 and len(given[0].written) < 2:  # most often: no second tuple for it
        return given[0].written
    names = {name for part in given for name in part.written}
    if len(names) < 2:
        return tuple(names)
    found: dict[str, str] = {}
    for name in sorted(names):
        found.setdefault(fold(name), name)
    return tuple(sorted(found.values()))


def usual(values: Iterable[str], default: str = "") -> str:
    """The most frequent value; of equals the longest, then the alphabetically first."""
    found = list(values)
    if len(found) < 2:  # nearly always
        return found[0] if found else default
    counts = Counter(found)
    return min(counts, key=lambda value: (-counts[value], -len(value), value))


def usual_type(parts: Sequence[Part], order: Sequence[EntityType]) -> EntityType:
    """The most frequent type of the chains; of equals the first in ``order``, the last where none is in it."""
    counts = Counter(part.type for part in parts)
    if not any(counts[kind] for kind in order):
        return order[-1]
    return min(order, key=lambda kind: (-counts[kind], order.index(kind)))
