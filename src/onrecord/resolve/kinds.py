"""What kind of thing a name names, where the articles of one story disagree.

The parser reads a name anew in every article: "Jaguars" is a place here and a person there. The
articles of a story speak of one thing by one name, so the kind that most of them give it stands.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from onrecord.model import EntityType
from onrecord.resolve import places
from onrecord.resolve.blocking import blocks
from onrecord.resolve.names import organisation_core, person_name
from onrecord.resolve.parts import Part, Ref

if TYPE_CHECKING:
    from onrecord.resolve.briefs import Brief

TOWN = 15_000  # inhabitants from which on a name that an article takes for a place's is one
_OPEN: frozenset[EntityType] = frozenset(("person", "organization", "place", "thing"))


class Memory(Protocol):
    """What stories gave, by a digest of all that they were made of."""

    def get(self, made_of: str) -> bytes | None:
        """What that gave, or None; it is kept."""

    def put(self, made_of: str, packed: bytes) -> None:
        """Keep what that gave."""


def agreed(parts: Sequence[Part], memory: Memory | None = None) -> list[Part]:
    """The parts, with the type of a chain replaced where its story gives the name another.

    ``parts`` are all of their articles. What a story gave that is in ``memory`` is not counted again.
    """
    changed: dict[Ref, EntityType] = {}
    for articles in blocks(dict.fromkeys(part.article for part in parts), lambda article: [article.story]).values():
        changed.update(_changed(articles, memory))
    return [replace(part, type=changed[part.ref]) if part.ref in changed else part for part in parts]


def _changed(articles: Sequence[Brief], memory: Memory | None) -> Iterable[tuple[Ref, EntityType]]:
    """The chains of the articles of a story that are of another type than their article says."""
    made_of = sha256("\n".join(["kinds", *(article.digest for article in articles)]).encode()).hexdigest()
    known = memory.get(made_of) if memory else None
    if known is None:
        rows = [[*part.ref, type] for part, type in _counted([p for article in articles for p in article.parts])]
        known = json.dumps(rows, separators=(",", ":")).encode()
        if memory:
            memory.put(made_of, known)
    return (((article, id), type) for article, id, type in json.loads(known))


def _counted(parts: Sequence[Part]) -> Iterator[tuple[Part, EntityType]]:
    """The chains of one story to which the others give another type, with that."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    people: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        if not part.named:
            continue
        for core in _cores(part):
            votes[core][part.type] += 1
        if part.type == "person":
            for name in map(person_name, part.names):
                if name.full:
                    people[name.surname].add(name.given)
                    people[name.given].add(name.surname)
    for part in parts:
        wanted = _wanted(part, votes, people)
        if wanted != part.type:
            yield part, wanted


def _cores(part: Part) -> set[str]:
    return {organisation_core(name) for name in part.names} - {""}


def _wanted(part: Part, votes: Mapping[str, Counter[EntityType]], people: Mapping[str, set[str]]) -> EntityType:
    if not part.named or part.type not in _OPEN or part.known:
        return part.type
    told = _told(part, votes, people)
    return part.type if told == part.type or _certain(part) else told


def _told(part: Part, votes: Mapping[str, Counter[EntityType]], people: Mapping[str, set[str]]) -> EntityType:
    """The type that the story gives the name."""
    core = organisation_core(part.label)
    if " " not in core and len(people.get(core, ())) == 1:
        return "person"
    counted = votes.get(core, Counter())
    best = max(counted.values(), default=0)
    if counted[part.type] * 2 <= best and best > 1:
        return min((t for t in counted if counted[t] == best), key=str)
    return part.type


def _certain(part: Part) -> bool:
    """Whether the article itself leaves no doubt: a full name with an office, a place that the index knows."""
    if part.type == "person":
        return person_name(part.label).full and any(role.person == part.id for role in part.article.roles)
    found = places.look_up(part.label) if part.type == "place" else ()
    return any(place.kind != "city" or place.population >= TOWN for place in found)
