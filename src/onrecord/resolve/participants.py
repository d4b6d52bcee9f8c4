"""People and things without a name, across articles: only as the same participant of one happening.

"Three people" of one article are the "three people" of another where both were shot in one shooting:
they fill one slot of one occurrence and are described by one word. A description alone joins nobody,
and an unnamed source is never joined.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from onrecord import gazetteer
from onrecord.model import Occurrence
from onrecord.resolve.blocking import Clusters
from onrecord.resolve.decisions import Ledger
from onrecord.resolve.names import fold, word_list
from onrecord.resolve.parts import Group, Part, Ref, described_key
from onrecord.resolve.words import stem

_OWNED = re.compile(r"[A-Z][a-z]+ ?['’]s ")
_NOT_ONE = word_list("not-one-person")


class Slots(NamedTuple):
    """Who takes part in an event: ids of chains."""

    agents: tuple[str, ...]
    targets: tuple[str, ...]

    def any_of(self, article: str, refs: Collection[Ref]) -> bool:
        """Whether one of them is in ``refs``, all being of ``article``."""
        return any((article, id) in refs for ids in self for id in ids)


def nameless(groups: Sequence[Group]) -> set[Ref]:
    """The chains of the groups that may be joined with others because they fill one slot."""
    return {part.ref for group in groups if joinable(group) for part in group.parts}


def told_of_several(articles: Sequence[str], slots: Sequence[Slots], nameless: Collection[Ref]) -> bool:
    """Whether reports of one happening, by article, may give a participant twice: nobody else is ever joined by it."""
    if len(slots) > 1:
        return any(some.any_of(article, nameless) for article, some in zip(articles, slots, strict=True))
    return any(len(ids) > 1 and sum((articles[0], id) in nameless for id in ids) > 1 for some in slots for ids in some)


def join_participants(
    groups: Sequence[Group], occurrences: Sequence[Occurrence], events: Mapping[Ref, Slots], ledger: Ledger
) -> list[Group]:
    """The groups after those without a name that fill one slot of one occurrence were joined.

    ``events`` are those of the occurrences that :func:`told_of_several`, and those that have agents and targets of
    which one is :func:`nameless`: people with names are never joined here.
    """
    taking_part = {(article, id) for (article, _), slots in events.items() for ids in slots for id in ids}
    index: dict[Ref, int] = {}
    named: dict[Ref, int] = {}
    for at, group in enumerate(groups):
        there = [part.ref for part in group.parts if part.ref in taking_part]
        found = (index if joinable(group) else named if _person(group) else None) if there else None
        if found is not None:
            found.update(dict.fromkeys(there, at))
    clusters = Clusters(len(groups))
    _keep_sides_apart(clusters, {**index, **named}, events)
    for occurrence in occurrences:
        if occurrence.members[0] not in events:
            continue  # nearly always: nobody to join
        for slot in ("agents", "targets"):
            if len(occurrence.members) == 1 and len(getattr(events[occurrence.members[0]], slot)) < 2:
                continue
            first: dict[tuple[str, str], int] = {}
            for article, event in occurrence.members:
                for at in [
                    index[article, id] for id in getattr(events[article, event], slot) if (article, id) in index
                ]:
                    head = first.setdefault((groups[at].type, _head(groups[at])), at)
                    if len({c for i in (head, at) for c in clusters.members(i) if _person(groups[c])}) > 1:
                        continue
                    if clusters.join(head, at) and groups[head].parts[0].article.id != article:
                        reason = f"the same {slot.removesuffix('s')} of {occurrence.key}, described by one word"
                        ledger.joined(groups[head].parts[0].ref, groups[at].parts[0].ref, reason, 0.7)
            if len(occurrence.members) > 1:
                _join_named(occurrence, slot, groups, index, named, events, clusters, ledger)
    return [_merged([groups[at] for at in found]) if len(found) > 1 else groups[found[0]] for found in clusters.all()]


def _keep_sides_apart(clusters: Clusters, at: Mapping[Ref, int], events: Mapping[Ref, Slots]) -> None:
    """Who does something and whom it is done to are two, here and in all articles: the driver is not whom he hit."""
    for (article, _), event in events.items():
        for agent in event.agents if event.targets else ():
            for target in event.targets:
                one, other = at.get((article, agent)), at.get((article, target))
                if one is not None and other is not None:
                    clusters.keep_apart(one, other)


def _person(group: Group) -> bool:
    return group.type == "person" and any(part.named for part in group.parts)


def _join_named(
    occurrence: Occurrence,
    slot: str,
    groups: Sequence[Group],
    index: Mapping[Ref, int],
    named: Mapping[Ref, int],
    events: Mapping[Ref, Slots],
    clusters: Clusters,
    ledger: Ledger,
) -> None:
    """One person described where all other reports name the same one: the officer who was shot.

    Nobody else may fill the slot, and no report may give both (they would be two). A title describes its bearer:
    the sheriff who tells of an arrest is not the man arrested, and the deputy who was shot is a deputy.
    """
    reports = [[(article, id) for id in getattr(events[article, event], slot)] for article, event in occurrence.members]
    refs = [ref for report in reports for ref in report]
    people = sorted({clusters.find(named[ref]) for ref in refs if ref in named})
    single = sorted({index[ref] for ref in refs if ref in index and _single(groups[index[ref]])})
    others = {index[ref] for ref in refs if ref in index} - set(single)
    both = any(sum(ref in named or ref in index for ref in report) > 1 for report in reports)
    if len(people) != 1 or others or both or any(ref not in named and ref not in index for ref in refs):
        return
    bearers = [part for ref in refs if ref in named for part in groups[named[ref]].parts if part.ref == ref]
    titles = {word for part in bearers for word in _title_words(part)}
    for at in single:
        if any(_person(groups[other]) for other in clusters.members(at)) or _another(groups[at], groups[people[0]]):
            continue
        if titles and not titles & set(fold(groups[at].label).split()):
            continue
        if clusters.join(people[0], at):
            reason = f"the only {slot.removesuffix('s')} of {occurrence.key} that anybody names"
            ledger.joined(groups[people[0]].parts[0].ref, groups[at].parts[0].ref, reason, 0.6)


def _title_words(part: Part) -> set[str]:
    """The words of those of a person's titles that stand before names: "Sheriff", "Const."."""
    roles = [fold(role.title).split() for role in part.article.roles if role.person == part.id]
    return {word for title in roles for word in title if any(word in gazetteer.titles() for word in title)}


def _another(described: Group, person: Group) -> bool:
    """Whether the article brings in somebody new: "a man", after it has named the person."""
    part = described.parts[0]
    first, words = part.first, part.label.lower().split()
    named = [p.first for p in person.parts if p.article.id == part.article.id and p.first is not None]
    return words[0] in ("a", "an") and first is not None and any(mention < first for mention in named)


def _single(group: Group) -> bool:
    """Whether one human being is described, and not as another's kin or as one of several."""
    if group.type != "group" or len(group.parts) != 1 or not group.parts[0].single:
        return False
    words = fold(group.label).split()
    if _OWNED.search(group.label):
        return False
    return (
        bool(words)
        and not words[-1].endswith("men")
        and _NOT_ONE.isdisjoint(words)
        and not any(word.isdigit() for word in words[:1])
    )


def joinable(group: Group) -> bool:
    """Whether it is known by descriptions only, and is no source."""
    return group.type == "group" or (group.type != "unnamed" and not any(part.named for part in group.parts))


def _head(group: Group) -> str:
    words = group.label.split()
    return stem(words[-1]) if words else ""


def _merged(groups: list[Group]) -> Group:
    """One group of several, called what the article that came first calls it."""
    parts = sorted((part for group in groups for part in group.parts), key=lambda part: part.ref)
    named = [group for group in groups if _person(group)]
    if named:
        return replace(named[0], parts=parts)
    wanted = described_key(groups[0].wanted.partition("/")[0], parts)
    label = min(parts, key=lambda part: (part.article.published or "~", part.ref)).label
    return replace(groups[0], label=label, wanted=wanted, parts=parts)


def renamed(occurrence: Occurrence, keys: Mapping[str, str]) -> Occurrence:
    """The occurrence with the keys of its participants replaced where ``keys`` has another."""
    if keys.keys().isdisjoint(occurrence.agents) and keys.keys().isdisjoint(occurrence.targets):
        return occurrence
    agents = tuple(sorted({keys.get(key, key) for key in occurrence.agents}))
    targets = tuple(sorted({keys.get(key, key) for key in occurrence.targets}))
    return replace(occurrence, agents=agents, targets=targets)
