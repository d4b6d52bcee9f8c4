"""The occurrences of all stories, story by story: what is done with is let go of, but for what is published.

Happenings are one inside a story only, except for operations that say everything; an event's key names its article,
an operation's does not. So a story is compared, described and keyed alone, and operations are left to the end.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol, TypeAlias

from onrecord.model import Occurrence
from onrecord.partitions import Workers, whole
from onrecord.resolve import places
from onrecord.resolve.decisions import Decided, Ledger
from onrecord.resolve.happenings import Happening, Story
from onrecord.resolve.keys import Claim, settle
from onrecord.resolve.occurrences import Comparison, across_stories, complete, describe, happening_rank, in_story
from onrecord.resolve.participants import Slots, told_of_several
from onrecord.resolve.parts import Ref
from onrecord.resolve.verdicts import Holding, Verdict, apply

_TOGETHER = 150
"""Articles of a partition: a fifth of a second of work."""


@dataclass
class Happened:
    """What happened: the ``occurrences`` that are kept, and the keys of the events that are published.

    ``told`` are the keys of the occurrences that are published; others are kept where they may join participants, for
    which ``slots`` has who takes part. ``decided`` are the keys of events that decisions are about, ``labels`` those
    of operations, ``count`` is how many occurrences there are and ``operations`` how many of them are some.
    """

    occurrences: list[Occurrence] = field(default_factory=list)
    key_of: dict[Ref, str] = field(default_factory=dict)
    decided: dict[Ref, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    slots: dict[Ref, Slots] = field(default_factory=dict)
    labels: dict[Ref, str] = field(default_factory=dict)
    idle: list[Verdict] = field(default_factory=list)
    count: int = 0
    operations: int = 0

    def add(self, other: Happened) -> None:
        """Take what is in ``other``."""
        self.occurrences += other.occurrences
        self.key_of.update(other.key_of)
        self.decided.update(other.decided)
        self.told |= other.told
        self.slots.update(other.slots)
        self.labels.update(other.labels)
        self.count += other.count
        self.operations += other.operations

    def packed(self) -> bytes:
        """All of it, where it has no operations and no decisions."""
        rows = [
            [o.key, o.type, o.label, o.members, o.agents, o.targets, o.places, o.date, o.status, o.key in self.told]
            for o in self.occurrences
        ]
        keys = [[*ref, key] for ref, key in self.key_of.items()]
        slots = [[*ref, some.agents, some.targets] for ref, some in self.slots.items()]
        return zlib.compress(json.dumps([self.count, rows, keys, slots], separators=(",", ":")).encode(), 1)

    @classmethod
    def unpacked(cls, packed: bytes) -> Happened:
        """What :meth:`packed` packed."""
        same: dict[str, str] = {}

        def one(text: str) -> str:
            return same.setdefault(text, text)

        def refs(pairs: list[list[str]]) -> tuple[Ref, ...]:
            return tuple((one(article), sys.intern(id)) for article, id in pairs)

        count, rows, keys, slots = json.loads(zlib.decompress(packed))
        found = cls(count=count)
        for key, type, label, members, agents, targets, where, date, status, told in rows:
            told_of = [tuple(map(one, some)) for some in (agents, targets, where)]
            rest = (*told_of, date, status)
            found.occurrences.append(Occurrence(one(key), sys.intern(type), label, False, refs(members), *rest))
            if told:
                found.told.add(one(key))
        found.key_of = {(one(article), sys.intern(id)): one(key) for article, id, key in keys}
        for article, id, *sides in slots:
            found.slots[one(article), sys.intern(id)] = Slots(*(tuple(map(sys.intern, ids)) for ids in sides))
        return found

    def take(
        self, occurrence: Occurrence, members: Sequence[Happening], ledger: Ledger, nameless: Collection[Ref]
    ) -> None:
        """Take from an occurrence and its reports what is needed later."""
        self.count += 1
        self.operations += occurrence.operation
        slots = [Slots(h.event.agents, h.event.targets) for h in members]
        several = told_of_several([h.article.id for h in members], slots, nameless)
        told = False
        for h, some in zip(members, slots, strict=True):
            if several or (some.agents and some.targets and some.any_of(h.article.id, nameless)):
                self.slots[h.ref] = some
            if h.event.told:
                self.key_of[h.ref] = occurrence.key
                told = True
            if h.ref in ledger.refs:
                self.decided[h.ref] = occurrence.key
            if h.event.operation:
                self.labels[h.ref] = h.event.label
        if told:
            self.told.add(occurrence.key)
        if told or several:
            self.occurrences.append(occurrence)


NAME = 64
"""Signs of a name of what is remembered."""


class Memory(Protocol):
    """What an earlier build found, by a digest of all that it was made of, or another name, of ``NAME`` signs."""

    def get(self, made_of: str) -> bytes | None:
        """What that gave, or None; it is kept."""

    def take(self, made_of: str) -> bytes | None:
        """The same; it is not kept."""

    def put(self, made_of: str, packed: bytes) -> None:
        """Keep what that gave."""


def happen(
    stories: Iterable[Story],
    rows: Mapping[str, places.Place],
    said: Sequence[Verdict],
    ledger: Ledger,
    nameless: Collection[Ref],
    without: frozenset[str] = frozenset(),
    memory: Memory | None = None,
    workers: Workers | None = None,
) -> Happened:
    """The occurrences of ``stories``, after the verdicts, in the order of their keys.

    ``rows`` are the linked places by key, ``nameless`` the chains that participants may be joined by
    (:func:`onrecord.resolve.participants.nameless`), ``without`` features to do without
    (:mod:`onrecord.resolve.features`). ``memory`` knows what stories gave, and of operations what is one; ``workers``
    may find it out where it knows none. A verdict may mean any event by its name: where there are some, all happenings
    are held.
    """
    comparison = Comparison(rows, without)
    found = Happened(idle=list(said))
    late: list[list[tuple[int, Happening]]] = []
    operations: list[_Described] = []

    remembers = memory if not said and not without else None
    if workers and workers.apart and not said and not without:
        looked_at = _worked_out(stories, rows, nameless, remembers, workers)
    else:
        looked_at = _remembered(stories, nameless, remembers)
    for story, made_of, packed in looked_at:
        if packed is not None:
            looked = Looked.unpacked(packed)
        else:
            looked = look(story, comparison, nameless, everything_waits=bool(said))
            packed = looked.packed() if remembers else None
        if remembers and packed:
            _keep(remembers, made_of, packed)
        found.add(looked.found)
        ledger.take(looked.decided)
        happenings = (looked.happenings or story.happenings()) if looked.waiting else ()
        for order in looked.waiting:
            members = [happenings[i] for i in order]
            if said or any(map(complete, members)):
                late.append(list(zip(order, members, strict=True)))
            else:
                operations.append((describe(members, rows), members))
    joined = [(describe(members, rows), members) for members in across_stories(late, comparison, ledger)]
    if said:
        after, found.idle = apply([Holding(occurrence.key, members) for occurrence, members in _settled(joined)], said)
        joined = [(describe(holding.members, rows), holding.members) for holding in after]
    for occurrence, members in _settled(operations + joined):
        found.take(occurrence, members, ledger, nameless)
    found.occurrences.sort(key=lambda occurrence: occurrence.key)
    return found


Packed: TypeAlias = tuple[bytes, bytes]
"""What was found in a story, and what of it waits for the others; nothing where nothing does."""


@dataclass
class Looked:
    """A story looked at alone: what was ``found``, and what was ``decided``.

    ``waiting`` are the numbers of ``happenings`` that are one, which have to wait until all stories are known:
    operations; ``happenings`` are empty where they have to be made again.
    """

    found: Happened
    decided: Sequence[Decided]
    waiting: Sequence[Sequence[int]]
    happenings: Sequence[Happening] = ()

    def packed(self) -> Packed | None:
        """All but the happenings; None where what was found cannot be packed."""
        if self.found.decided or self.found.labels:
            return None
        rest = b""
        if self.waiting or self.decided:
            rest = json.dumps([self.waiting, self.decided], separators=(",", ":")).encode()
        return self.found.packed(), rest

    @classmethod
    def unpacked(cls, packed: Packed) -> Looked:
        """What :meth:`packed` packed."""
        found, rest = packed
        waiting, decided = json.loads(rest) if rest else ((), ())
        return cls(Happened.unpacked(found), decided, waiting)


def look(story: Story, comparison: Comparison, nameless: Collection[Ref], *, everything_waits: bool = False) -> Looked:
    """Compare what is told in ``story``, and describe what does not have to wait."""
    happenings, ledger = story.happenings(), Ledger()
    events, waiting = list[_Described](), list[list[int]]()
    for order in in_story(happenings, comparison, ledger):
        members = [happenings[i] for i in order]
        if everything_waits or any(map(complete, members)):
            waiting.append(order)
            continue
        occurrence = describe(members, comparison.rows)
        if occurrence.operation:
            waiting.append(order)
        else:
            events.append((occurrence, members))
    found = Happened()
    for occurrence, members in _settled(events):
        found.take(occurrence, members, ledger, nameless)
    return Looked(found, ledger.rows, waiting, happenings)


_LookedAt: TypeAlias = Iterator[tuple[Story, str, Packed | None]]
"""Each story, what it was made of, and what was found in it where that was known or found out."""


def _remembered(stories: Iterable[Story], nameless: Collection[Ref], memory: Memory | None) -> _LookedAt:
    """What ``memory`` knows."""
    for story in stories:
        made_of = story.made_of(nameless) if memory else ""
        found = memory.take(made_of) if memory else None
        yield story, made_of, (found, memory.take(_rest(made_of)) or b"") if memory and found is not None else None


def _keep(memory: Memory, made_of: str, packed: Packed) -> None:
    found, rest = packed
    memory.put(made_of, found)
    if rest:
        memory.put(_rest(made_of), rest)


def _rest(made_of: str) -> str:
    """What waits of a story is remembered by this."""
    return f"{made_of[1:]}+"


def _worked_out(
    stories: Iterable[Story],
    rows: Mapping[str, places.Place],
    nameless: Collection[Ref],
    memory: Memory | None,
    workers: Workers,
) -> _LookedAt:
    """What ``memory`` knows, and what ``workers`` find out of the others."""
    waiting: deque[tuple[Story, str, Packed | None]] = deque()

    def partitions() -> Iterator[tuple[Carried, ...]]:
        piece: list[Carried] = []
        articles = 0
        for one in _remembered(stories, nameless, memory):
            waiting.append(one)
            story, _, packed = one
            if packed is not None:
                continue
            piece.append(carried(story, rows, nameless))
            articles += len(story.articles)
            if articles >= _TOGETHER:
                yield tuple(piece)
                piece, articles = [], 0
        if piece:
            yield tuple(piece)

    def known() -> _LookedAt:
        while waiting and waiting[0][2] is not None:
            yield waiting.popleft()

    for results in whole(workers.map(found_out, partitions())):
        for packed in results:
            yield from known()
            story, made_of, _ = waiting.popleft()
            yield story, made_of, packed
    yield from known()


class Carried(NamedTuple):
    """A story as it goes to a worker: of its articles only what tells of events, and the keys of their chains."""

    story: Story
    rows: Mapping[str, places.Place]
    nameless: frozenset[Ref]


def carried(story: Story, rows: Mapping[str, places.Place], nameless: Collection[Ref]) -> Carried:
    """``story`` with all that decides what of it is one, and nothing of the others."""
    keys = {part.ref: story.key_of[part.ref] for article in story.articles for part in article.parts}
    articles = [replace(article, parts=(), roles=(), packed_sayings=b"") for article in story.articles]
    known = {key: rows[key] for key in keys.values() if key in rows}
    return Carried(Story(articles, keys), known, frozenset(ref for ref in keys if ref in nameless))


def found_out(stories: Sequence[Carried]) -> list[Packed | None]:
    """What is found in each of ``stories``, packed where it can be: what a worker does."""
    return [look(story, Comparison(rows, frozenset()), nameless).packed() for story, rows, nameless in stories]


_Described: TypeAlias = tuple[Occurrence, list[Happening]]


def _settled(described: Sequence[_Described]) -> list[_Described]:
    """The same with keys that differ."""
    tokens = ["\x1f".join(min(h.ref for h in members)) for _, members in described]
    settled = settle(
        Claim(token, occurrence.key, happening_rank(members))
        for token, (occurrence, members) in zip(tokens, described, strict=True)
    )
    keyed = zip((settled[token] for token in tokens), described, strict=True)
    return [(o if o.key == key else replace(o, key=key), members) for key, (o, members) in keyed]
