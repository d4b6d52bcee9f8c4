"""The chains of a Document while speakers are found: mentions move, chains are made, change type or merge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.annotate.entities.chains import chain_prefix
from onrecord.model import Chain, EntityType, Mention, Span


@dataclass(slots=True)
class Draft:
    """A chain under way."""

    id: str
    type: EntityType
    label: str
    mentions: set[Mention]
    names: tuple[str, ...] = ()
    known: str | None = None
    affiliation: str | None = None
    identified_as: str | None = None
    plural: bool = False
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """Offset of the first mention."""
        return min((m.start for m in self.mentions), default=0)


class Drafts:
    """All chains by id, and the chain of every mention span."""

    def __init__(self, chains: Iterable[Chain]) -> None:
        """Take over the chains of the stages before."""
        self.by_id: dict[str, Draft] = {}
        self.at: dict[Span, str] = {}
        self._counted: dict[str, int] = {}
        self._merged: dict[str, str] = {}
        for c in chains:
            self.by_id[c.id] = Draft(
                c.id, c.type, c.label, set(c.mentions), c.names, c.known, c.affiliation, c.identified_as
            )
            for mention in c.mentions:
                self.at[mention.span] = c.id
            letter, number = c.id[:1], c.id[1:]
            if number.isdigit():
                self._counted[letter] = max(self._counted.get(letter, 0), int(number))

    def __getitem__(self, id: str) -> Draft:
        """The chain of that id, or the one it was merged into."""
        while id in self._merged:
            id = self._merged[id]
        return self.by_id[id]

    def of(self, span: Span) -> Draft | None:
        """The chain that has a mention at exactly that span."""
        id = self.at.get(span)
        return self[id] if id is not None else None

    def new(self, type: EntityType, label: str, mention: Mention | None = None) -> Draft:
        """A chain of its own."""
        letter = chain_prefix(type)
        self._counted[letter] = self._counted.get(letter, 0) + 1
        draft = Draft(f"{letter}{self._counted[letter]}", type, label, set())
        self.by_id[draft.id] = draft
        if mention is not None:
            self.give(draft, mention)
        return draft

    def give(self, draft: Draft, mention: Mention) -> None:
        """Make ``mention`` one of ``draft``'s, taking it from the chain that had it."""
        former = self.of(mention.span)
        if former is draft:
            return
        if former is not None:
            for old in [m for m in former.mentions if m.span == mention.span]:
                former.mentions.discard(old)
        draft.mentions.add(mention)
        self.at[mention.span] = draft.id

    def merge(self, source: Draft, into: Draft) -> None:
        """All mentions of ``source`` become ``into``'s."""
        if source is into:
            return
        into.mentions |= source.mentions
        for mention in source.mentions:
            self.at[mention.span] = into.id
        into.affiliation = into.affiliation or source.affiliation
        self._merged[source.id] = into.id
        del self.by_id[source.id]

    def become_unnamed(self, draft: Draft, label: str) -> Draft:
        """Turn a chain that the article does not name into an unnamed source."""
        if draft.type == "unnamed":
            return draft
        fresh = self.new("unnamed", label)
        fresh.affiliation, fresh.plural = draft.affiliation, draft.plural
        self.merge(draft, fresh)
        fresh.label = label
        return fresh

    def freeze(self) -> tuple[Chain, ...]:
        """Chains in order of first mention; those that lost every mention are gone."""
        kept = [d for d in self.by_id.values() if d.mentions]
        kept.sort(key=lambda d: (d.first, d.id))

        def alive(id: str | None) -> str | None:
            if id is None:
                return None
            draft = self[id]
            return draft.id if draft.mentions else None

        return tuple(
            Chain(
                d.id,
                d.type,
                d.label,
                tuple(sorted(d.mentions)),
                d.names,
                d.known,
                alive(d.affiliation),
                alive(d.identified_as),
            )
            for d in kept
        )
