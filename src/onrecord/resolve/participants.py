"""People and things without a name, across articles: only as the same participant of one happening.

"Three people" of one article are the "three people" of another where both were shot in one shooting:
they fill one slot of one occurrence and are described by one word. A description alone joins nobody,
and an unnamed source is never joined.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.model import Event, Occurrence
from onrecord.resolve.blocking import Clusters
from onrecord.resolve.decisions import Ledger
from onrecord.resolve.parts import Group, Ref, described_key
from onrecord.resolve.words import stem


def join_participants(
    groups: Sequence[Group], occurrences: Sequence[Occurrence], events: Mapping[Ref, Event], ledger: Ledger
) -> list[Group]:
    """The groups after those without a name that fill one slot of one occurrence were joined."""
    index = {part.ref: at for at, group in enumerate(groups) for part in group.parts if joinable(group)}
    clusters = Clusters(len(groups))
    for occurrence in occurrences:
        for slot in ("agents", "targets"):
            first: dict[tuple[str, str], int] = {}
            for article, event in occurrence.members:
                for at in [
                    index[article, id] for id in getattr(events[article, event], slot) if (article, id) in index
                ]:
                    head = first.setdefault((groups[at].type, _head(groups[at])), at)
                    if clusters.join(head, at) and groups[head].parts[0].article.id != article:
                        reason = f"the same {slot.removesuffix('s')} of {occurrence.key}, described by one word"
                        ledger.joined(groups[head].parts[0].ref, groups[at].parts[0].ref, reason, 0.7)
    return [_merged([groups[at] for at in members]) for members in clusters.all()]


def joinable(group: Group) -> bool:
    """Whether it is known by descriptions only, and is no source."""
    return group.type == "group" or (group.type != "unnamed" and not any(part.named for part in group.parts))


def _head(group: Group) -> str:
    words = group.label.split()
    return stem(words[-1]) if words else ""


def _merged(groups: list[Group]) -> Group:
    """One group, called what the article that came first calls it."""
    if len(groups) == 1:
        return groups[0]
    parts = sorted((part for group in groups for part in group.parts), key=lambda part: part.ref)
    wanted = described_key(groups[0].wanted.partition("/")[0], parts)
    label = min(parts, key=lambda part: (part.article.published or "~", part.ref)).chain.label
    return replace(groups[0], label=label, wanted=wanted, parts=parts)


def renamed(occurrence: Occurrence, keys: Mapping[str, str]) -> Occurrence:
    """The occurrence with the keys of its participants replaced where ``keys`` has another."""
    agents = tuple(sorted({keys.get(key, key) for key in occurrence.agents}))
    targets = tuple(sorted({keys.get(key, key) for key in occurrence.targets}))
    return replace(occurrence, agents=agents, targets=targets)
