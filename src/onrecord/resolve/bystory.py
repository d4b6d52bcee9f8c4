"""The occurrences of all stories, story by story: what is done with is let go of, but for what is published.

Happenings are one inside a story only, except for operations that say everything; an event's key names its article,
an operation's does not. So a story is compared, described and keyed alone, and operations are left to the end.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeAlias

from onrecord.model import Occurrence
from onrecord.resolve import places
from onrecord.resolve.decisions import Ledger
from onrecord.resolve.happenings import Happening, Story
from onrecord.resolve.keys import Claim, settle
from onrecord.resolve.occurrences import Comparison, across_stories, complete, describe, happening_rank, in_story
from onrecord.resolve.participants import Slots, told_of_several
from onrecord.resolve.parts import Ref
from onrecord.resolve.verdicts import Holding, Verdict, apply


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
) -> Happened:
    """The occurrences of ``stories``, after the verdicts, in the order of their keys.

    ``rows`` are the linked places by key, ``nameless`` the chains that participants may be joined by
    (:func:`onrecord.resolve.participants.nameless`), ``without`` features to do without
    (:mod:`onrecord.resolve.features`). ``memory`` knows what stories gave, and of operations what is one. A verdict
    may mean any event by its name: where there are some, all happenings are held.
    """
    comparison = Comparison(rows, without)
    found = Happened(idle=list(said))
    late: list[list[tuple[int, Happening]]] = []
    operations: list[_Described] = []

    def kept(order: list[int], happenings: Sequence[Happening]) -> Occurrence | None:
        """Keep what is one until all stories are known, where it is an operation; else what it is."""
        members = [happenings[i] for i in order]
        if said or any(map(complete, members)):
            late.append(list(zip(order, members, strict=True)))
            return None
        occurrence = describe(members, rows)
        if occurrence.operation:
            operations.append((occurrence, members))
            return None
        return occurrence

    remembers = memory if not said and not without else None
    for story in stories:
        made_of = story.made_of(nameless) if remembers else ""
        known = remembers.get(made_of) if remembers else None
        if remembers and known is not None:
            found.add(Happened.unpacked(known))
            rest = remembers.get(_rest(made_of))
            if rest is not None:
                orders, decided = json.loads(rest)
                ledger.take(decided)
                happenings = story.happenings()
                for order in orders:
                    kept(order, happenings)
            continue
        happenings = story.happenings()
        one, own, events, left = Happened(), Ledger(), list[_Described](), list[list[int]]()
        for order in in_story(happenings, comparison, own):
            occurrence = kept(order, happenings)
            if occurrence is None:
                left.append(order)
            else:
                events.append((occurrence, [happenings[i] for i in order]))
        ledger.take(own.rows)
        for occurrence, members in _settled(events):
            one.take(occurrence, members, ledger, nameless)
        found.add(one)
        if remembers and not one.decided and not one.labels:
            remembers.put(made_of, one.packed())
            if left or own.rows:
                remembers.put(_rest(made_of), json.dumps([left, own.rows], separators=(",", ":")).encode())
    joined = [(describe(members, rows), members) for members in across_stories(late, comparison, ledger)]
    if said:
        after, found.idle = apply([Holding(occurrence.key, members) for occurrence, members in _settled(joined)], said)
        joined = [(describe(holding.members, rows), holding.members) for holding in after]
    for occurrence, members in _settled(operations + joined):
        found.take(occurrence, members, ledger, nameless)
    found.occurrences.sort(key=lambda occurrence: occurrence.key)
    return found


def _rest(made_of: str) -> str:
    """What the operations of a story are remembered by."""
    return f"{made_of[1:]}+"


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
