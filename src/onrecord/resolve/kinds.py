"""What kind of thing a name names, where the articles of one story disagree.

The parser reads a name anew in every article: "Jaguars" is a place here and a person there. The
articles of a story speak of one thing by one name, so the kind that most of them give it stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import EntityType
from onrecord.resolve import places
from onrecord.resolve.names import organisation_core, person_name
from onrecord.resolve.parts import Part

TOWN = 15_000  # inhabitants from which on a name that an article takes for a place's is one
_OPEN: frozenset[EntityType] = frozenset(("person", "organization", "place", "thing"))


def agreed(parts: Sequence[Part]) -> list[Part]:
    """The parts, with the type of a chain replaced where its story gives the name another."""
    votes: dict[tuple[int, str], Counter[EntityType]] = defaultdict(Counter)
    people: dict[tuple[int, str], set[str]] = defaultdict(set)
    for part in parts:
        if not part.named:
            continue
        for core in _cores(part):
            votes[part.story, core][part.type] += 1
        if part.type == "person":
            for name in map(person_name, part.names):
                if name.full:
                    people[part.story, name.surname].add(name.given)
                    people[part.story, name.given].add(name.surname)
    return [_agreed(part, votes, people) for part in parts]


def _cores(part: Part) -> set[str]:
    return {organisation_core(name) for name in part.names} - {""}


def _agreed(
    part: Part, votes: dict[tuple[int, str], Counter[EntityType]], people: dict[tuple[int, str], set[str]]
) -> Part:
    if not part.named or part.type not in _OPEN or part.known or _certain(part):
        return part
    core = organisation_core(part.label)
    wanted = part.type
    if " " not in core and len(people.get((part.story, core), ())) == 1:
        wanted = "person"
    else:
        counted = votes.get((part.story, core), Counter())
        best = max(counted.values(), default=0)
        if counted[part.type] * 2 <= best and best > 1:
            wanted = min((t for t in counted if counted[t] == best), key=str)
    return part if wanted == part.type else replace(part, type=wanted)


def _certain(part: Part) -> bool:
    """Whether the article itself leaves no doubt: a full name with an office, a place that the index knows."""
    if part.type == "person":
        return person_name(part.label).full and any(role.person == part.id for role in part.article.roles)
    found = places.look_up(part.label) if part.type == "place" else ()
    return any(place.kind != "city" or place.population >= TOWN for place in found)
