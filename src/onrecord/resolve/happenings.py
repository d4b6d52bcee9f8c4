"""An event as one article tells of it: what its words say, and who takes part."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.lexicon.operations import event_lexicon
from onrecord.model import Document, Event
from onrecord.resolve.parts import Ref
from onrecord.resolve.words import noun_sense, stem

if TYPE_CHECKING:
    from onrecord.resolve.briefs import Account, Brief

_UNREAL = frozenset({"planned", "ordered", "hypothetical", "delayed", "negated", "denied"})
_NAME = re.compile(r"Operation [A-Z0-9][^ ]*(?: (?:[A-Z0-9][^ ]*|and|of|the|&))*")  # what an article calls one


def head(document: Document, event: Event) -> str:
    """The trigger's head in lower case, as written."""
    found = next((m for m in event.mentions if m.form in ("verb", "noun", "nominal", "name")), None)
    words = (document.words(found.span) if found else event.label).lower().split() or [event.type]
    return words[0] if found and found.form == "verb" else words[-1]


def lemma(document: Document, event: Event) -> str:
    """The stem of the trigger's head; an event noun counts as its verb ("announcement" as "announce")."""
    lexicon, word = event_lexicon(), head(document, event)
    for form in (word, word.removesuffix("s")):
        if lexicon.family(form) != form:
            return stem(lexicon.family(form))
    return stem(word)


def sense(document: Document, event: Event) -> str | None:
    """The noun that stands for its synonyms, None for a verb and a noun without any ("the Oscars")."""
    first = event.mentions[0] if event.mentions else None
    if first is None or first.form == "verb":
        return None
    return noun_sense(document.words(first.span).strip("’'\"®#")) or noun_sense(head(document, event))


def described(event: Event, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Who or what fills which role, by the last word of its description: "police" acts in all reports.

    ``labels`` are those of the article's chains by id.
    """
    found: set[tuple[str, str]] = set()
    for role, ids in (("agent", event.agents), ("target", event.targets)):
        found.update((role, stem(words[-1])) for id in ids if (words := labels.get(id, "").split()))
    return sorted(found)


@dataclass(slots=True, eq=False)
class Happening:
    """One event of one article, with the keys of its participants."""

    article: Brief
    event: Account
    agents: frozenset[str]
    targets: frozenset[str]
    places: frozenset[str]
    ref: Ref = field(init=False)  # article id and event id
    participants: frozenset[tuple[str, str]] = field(init=False)  # who or what fills which role, by key

    def __post_init__(self) -> None:
        """Made once: nothing is asked for more often."""
        self.ref = (self.article.id, self.event.id)
        self.participants = frozenset(
            [*(("agent", key) for key in self.agents), *(("target", key) for key in self.targets)]
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The label: what a verdict calls it."""
        return (self.event.label,)

    @property
    def name(self) -> str | None:
        """The name of an operation that has one, in lower case: "operation crash"."""
        if not self.event.operation or not _NAME.fullmatch(self.event.label):
            return None
        return self.event.label.lower().replace("&", "and")

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


@dataclass(frozen=True, slots=True)
class Story:
    """The articles that may tell of the same, and the keys of all chains."""

    articles: Sequence[Brief]
    key_of: Mapping[Ref, str]

    def happenings(self) -> list[Happening]:
        """What they tell of, in their order."""
        return [happening(article, event, self.key_of) for article in self.articles for event in article.events()]

    def made_of(self, nameless: Collection[Ref]) -> str:
        """A digest of all that decides what of it is one: the articles, who takes part, and who has no name."""
        found = hashlib.sha256()
        for article in self.articles:
            keys = "\x1f".join(f"{self.key_of[part.ref]}{'?' * (part.ref in nameless)}" for part in article.parts)
            found.update(f"{article.digest}\x1f{keys}\x1e".encode("utf-8", "surrogatepass"))
        return found.hexdigest()


def happening(article: Brief, event: Account, key_of: Mapping[Ref, str]) -> Happening:
    """An event with the keys of its participants in the place of chain ids."""

    def keys(ids: Sequence[str]) -> frozenset[str]:
        return frozenset(key for id in ids if (key := key_of.get((article.id, id))))

    return Happening(article, event, keys(event.agents), keys(event.targets), keys(event.places))
