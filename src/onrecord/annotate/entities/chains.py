"""Clusters written out as chains of the model."""

from __future__ import annotations

from onrecord.annotate.entities.clusters import Cluster
from onrecord.model import Chain, EntityType

_PREFIX: dict[EntityType, str] = {
    "person": "p",
    "agency": "o",
    "organization": "o",
    "outlet": "o",
    "place": "l",
    "unnamed": "u",
    "group": "g",
    "thing": "t",
}


def chain_prefix(type: EntityType) -> str:
    """First letter of the ids of chains of that type."""
    return _PREFIX[type]


def to_chains(clusters: list[Cluster]) -> tuple[Chain, ...]:
    """Chains in order of first mention, numbered by type: p1, p2, o1, l1 …"""
    filled = sorted((c for c in clusters if c.mentions), key=lambda c: (min(c.mentions), c.order))
    counted: dict[str, int] = {}
    ids: dict[int, str] = {}
    for cluster in filled:
        letter = _PREFIX[cluster.type]
        counted[letter] = counted.get(letter, 0) + 1
        ids[id(cluster)] = f"{letter}{counted[letter]}"
    return tuple(
        Chain(
            ids[id(c)],
            c.type,
            c.label,
            tuple(sorted(set(c.mentions))),
            tuple(c.names),
            c.known.key if c.known is not None else None,
            ids.get(id(c.affiliation)) if c.affiliation is not None else None,
        )
        for c in filled
    )
