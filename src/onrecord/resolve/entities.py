"""All chains of all articles → groups with keys: the order in which the resolvers need one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Entity, EntityType
from onrecord.partitions import Workers
from onrecord.resolve import kinds, localities, organisations, people, places, verdicts
from onrecord.resolve.blocking import blocks
from onrecord.resolve.decisions import Ledger
from onrecord.resolve.keys import Claim, settle, slug
from onrecord.resolve.names import organisation_core, person_name
from onrecord.resolve.parts import Group, Part, Ref, described_key, usual, written_names

_ORGANISATIONS: frozenset[EntityType] = frozenset({"agency", "organization", "outlet"})


@dataclass(frozen=True)
class Resolved:
    """Every group with its key, the key of every chain, the rows of linked places by key.

    ``identified`` are the unnamed sources that a verdict names: chain → key of the person. ``idle`` are the
    verdicts that no entity answers to.
    """

    groups: list[Group]
    key_of: dict[Ref, str]
    rows: Mapping[str, places.Place]
    identified: Mapping[Ref, str]
    idle: list[verdicts.Verdict]


def resolve_entities(
    parts: Sequence[Part],
    said: Sequence[verdicts.Verdict],
    ledger: Ledger,
    memory: kinds.Memory | None = None,
    workers: Workers | None = None,
) -> Resolved:
    """Places and organisations first: they tell people apart.

    ``memory`` knows of what kind names are in stories; ``workers`` compare names in their blocks.
    """
    parts = kinds.agreed(parts, memory)
    open_ = [p for p in parts if p.type not in ("unnamed", "group") and (p.named or _local(p))]
    closed = [p for p in parts if p.type in ("unnamed", "group") or not (p.named or _local(p))]
    located, rows = localities.resolve_places([p for p in open_ if p.type == "place"], ledger, workers)
    mistaken = _mistaken_people(open_)
    organised = [p for p in open_ if p.type in _ORGANISATIONS or p.ref in mistaken]
    bodies = organisations.resolve_organisations(organised, ledger, workers)
    groups = [*located, *localities.containers(located, rows), *bodies, *organisations.ancestors(bodies)]
    key_of = keys_of(groups)
    persons = [p for p in open_ if p.type == "person" and p.ref not in mistaken]
    groups += people.resolve_people(persons, key_of, ledger, workers)
    groups += _things([p for p in open_ if p.type == "thing"])
    groups += [scoped(p) for p in closed]
    key_of = keys_of(groups)
    if not said:
        return Resolved(groups, key_of, rows, {}, [])
    groups, idle = _judged(groups, said)
    key_of = keys_of(groups)
    identified, idle = _identified(groups, idle)
    return Resolved(groups, key_of, rows, identified, idle)


def _mistaken_people(parts: Sequence[Part]) -> set[Ref]:
    """Chains taken for a person by one article, by a single word that the story's other articles give an organisation.

    Nobody of that family name may be in the story, and the article may give the chain no role.
    """
    bodies = {(p.story, organisation_core(n)) for p in parts if p.type in _ORGANISATIONS for n in p.names}
    named = [p for p in parts if p.type == "person"]
    full = {(p.story, name.surname) for p in named for name in map(person_name, p.names) if name.full}
    found = set()
    for part in named:
        word = (part.story, organisation_core(part.label))
        roles = any(role.person == part.id for role in part.article.roles)
        if word in bodies and word not in full and " " not in word[1] and not roles and not part.known:
            found.add(part.ref)
    return found


def _identified(
    groups: Sequence[Group], said: Sequence[verdicts.Verdict]
) -> tuple[dict[Ref, str], list[verdicts.Verdict]]:
    """ "same" between an unnamed source and somebody with a name is a link; the verdicts that are none remain."""
    holdings = [verdicts.Holding(group.key, group.parts) for group in groups if group.parts]
    types = {group.key: group.type for group in groups}
    found: dict[Ref, str] = {}
    idle = []
    for verdict in said:
        sides = [verdicts.matched(text, holdings) for text in (verdict.left, verdict.right)]
        sources = [part for side in sides for parts in side.values() for part in parts if part.type == "unnamed"]
        named = sorted({holdings[at].key for side in sides for at in side if types[holdings[at].key] == "person"})
        if verdict.same and sources and named:
            found.update((part.ref, named[0]) for part in sources)
        else:
            idle.append(verdict)
    return found, idle


def keys_of(groups: Sequence[Group]) -> dict[Ref, str]:
    """Settle the key of every group, and return the key of every chain."""
    settle_keys(groups)
    return {part.ref: group.key for group in groups for part in group.parts}


def settle_again(groups: Sequence[Group], key_of: dict[Ref, str]) -> dict[str, str]:
    """Settle the keys of ``groups`` that were joined since, in ``key_of`` too; keys that are no more, with what is."""
    settle_keys(groups)
    changed = {}
    for group in groups:
        for part in group.parts:
            before = key_of[part.ref]
            if before != group.key:
                changed[before] = key_of[part.ref] = group.key
    return changed


def settle_keys(groups: Sequence[Group]) -> None:
    """Settle the key of every group."""
    wanting = Counter(group.wanted for group in groups)
    contested = [group for group in groups if wanting[group.wanted] > 1]
    held = [key for key, rivals in wanting.items() if rivals == 1]
    settled = settle((Claim(group.token, group.wanted, group.rank) for group in contested), held)
    for group in groups:
        group.key = group.wanted
    for group in contested:
        group.key = settled[group.token]


def _things(parts: Sequence[Part]) -> list[Group]:
    """Things with a name of their own ("INS Sukanya"): one for each name."""
    named = blocks(parts, lambda part: [organisation_core(part.label) or part.label])
    return [
        Group("thing", usual(p.label for p in members), f"thing/{slug(name)}", members, written_names(members))
        for name, members in sorted(named.items())
    ]


def _local(part: Part) -> bool:
    """Whether a description may mean the same in all articles of a story: one body or place ("the board")."""
    return part.single and (part.type in _ORGANISATIONS or part.type == "place")


def scoped(part: Part) -> Group:
    """A group of one chain whose key names its article: unnamed sources, and whatever is only described."""
    kind = "org" if part.type in _ORGANISATIONS else part.type
    return Group(part.type, part.label, described_key(kind, [part]), [part], written_names([part]))


def _judged(groups: list[Group], said: Sequence[verdicts.Verdict]) -> tuple[list[Group], list[verdicts.Verdict]]:
    """The groups after a reviewer's verdicts, and the verdicts that found none; unnamed sources are never merged."""
    open_ = [group for group in groups if group.parts and group.type != "unnamed"]
    closed = [group for group in groups if not group.parts or group.type == "unnamed"]
    holdings = [verdicts.Holding(group.key, group.parts) for group in open_]
    after, idle = verdicts.apply(holdings, said)
    found = []
    for holding in after:
        parts = sorted(holding.members, key=lambda part: part.ref)
        if holding.origin is None:
            label = usual(part.label for part in parts)
            kind = parts[0].type
            prefix = holding.key.partition("/")[0]
            found.append(Group(kind, label, f"{prefix}/{slug(label)}", parts, written_names(parts)))
            continue
        group = open_[holding.origin]
        if parts != sorted(group.parts, key=lambda part: part.ref):
            group = replace(group, parts=parts, names=written_names(parts))
        found.append(group)
    return found + closed, idle


def entity(group: Group, key_of: Mapping[Ref, str], identified: Mapping[Ref, str]) -> Entity:
    """The published record of a group."""
    affiliation, same = _links(group, key_of)
    return Entity(
        group.key,
        group.type,
        group.label,
        tuple(sorted(part.ref for part in group.parts)),
        group.names,
        group.links,
        group.parent,
        group.website,
        group.latitude,
        group.longitude,
        affiliation,
        identified.get(group.parts[0].ref, same) if group.parts else None,
    )


def _links(group: Group, key_of: Mapping[Ref, str]) -> tuple[str | None, str | None]:
    """The entity's most usual affiliation, and the person that an article names an unnamed source as."""
    if not any(part.affiliation or part.identified_as for part in group.parts):  # nearly always
        return None, None

    def keys(id_of: str) -> list[str]:
        return [key for part in group.parts if (key := key_of.get((part.article.id, getattr(part, id_of) or "")))]

    return usual(keys("affiliation")) or None, usual(keys("identified_as")) or None
