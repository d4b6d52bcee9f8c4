"""One event of one article, with the keys of who takes part: what events across articles are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from onrecord.lexicon.operations import event_lexicon
from onrecord.model import Article, Document, Event
from onrecord.resolve.parts import Ref
from onrecord.resolve.words import noun_sense, stem

_UNREAL = frozenset({"planned", "ordered", "hypothetical", "delayed", "negated", "denied"})
_NAME = re.compile(r"Operation [A-Z0-9][^ ]*(?: (?:[A-Z0-9][^ ]*|and|of|the|&))*")  # what an article calls one


@dataclass(frozen=True, eq=False)
class Happening:
    """One event of one article, with the keys of its participants."""

    document: Document
    story: int
    event: Event
    agents: frozenset[str]
    targets: frozenset[str]
    places: frozenset[str]
    ref: Ref = field(init=False)  # article id and event id

    def __post_init__(self) -> None:
        """Made once: nothing is asked for more often."""
        object.__setattr__(self, "ref", (self.document.article.id, self.event.id))

    @property
    def article(self) -> Article:
        """The article that reports it."""
        return self.document.article

    @property
    def names(self) -> tuple[str, ...]:
        """The label: what a verdict calls it."""
        return (self.event.label,)

    @cached_property
    def head(self) -> str:
        """The trigger's head in lower case, as written."""
        found = next((m for m in self.event.mentions if m.form in ("verb", "noun", "nominal", "name")), None)
        words = (self.document.words(found.span) if found else self.event.label).lower().split() or [self.event.type]
        return words[0] if found and found.form == "verb" else words[-1]

    @cached_property
    def lemma(self) -> str:
        """The stem of the trigger's head; an event noun counts as its verb ("announcement" as "announce")."""
        lexicon = event_lexicon()
        for form in (self.head, self.head.removesuffix("s")):
            if lexicon.family(form) != form:
                return stem(lexicon.family(form))
        return stem(self.head)

    @cached_property
    def sense(self) -> str | None:
        """The noun that stands for its synonyms, None for a verb and a noun without any ("the Oscars")."""
        first = self.event.mentions[0] if self.event.mentions else None
        if first is None or first.form == "verb":
            return None
        return noun_sense(self.document.words(first.span).strip("’'\"®#")) or noun_sense(self.head)

    @cached_property
    def name(self) -> str | None:
        """The name of an operation that has one, in lower case: "operation crash"."""
        if not self.event.operation or not _NAME.fullmatch(self.event.label):
            return None
        return self.event.label.lower().replace("&", "and")

    @property
    def participants(self) -> frozenset[tuple[str, str]]:
        """Who or what fills which role, by key."""
        return frozenset(("agent", key) for key in self.agents) | frozenset(("target", key) for key in self.targets)

    @cached_property
    def described(self) -> frozenset[tuple[str, str]]:
        """Who or what fills which role, by the last word of its description: "police" acts in all reports."""
        found: set[tuple[str, str]] = set()
        for role, ids in (("agent", self.event.agents), ("target", self.event.targets)):
            chains = (self.document.chain(id) for id in ids)
            found.update((role, stem(words[-1])) for chain in chains if chain and (words := chain.label.split()))
        return frozenset(found)

    @property
    def days(self) -> tuple[str, str] | None:
        """First and last day, ISO 8601, None where the article does not fix them."""
        if not self.event.date:
            return None
        first, _, last = self.event.date.partition("/")
        return (first, last or first)

    @property
    def real(self) -> bool:
        """Whether it is told as carried out or under way."""
        return self.event.status not in _UNREAL


def happening(document: Document, story: int, event: Event, key_of: Mapping[Ref, str]) -> Happening:
    """An event with the keys of its participants in the place of chain ids."""

    def keys(ids: Sequence[str]) -> frozenset[str]:
        return frozenset(key for id in ids if (key := key_of.get((document.article.id, id))))

    return Happening(document, story, event, keys(event.agents), keys(event.targets), keys(event.places))
