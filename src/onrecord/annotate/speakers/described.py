"""Sources that the article describes and does not name."""

from __future__ import annotations

import re

from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.drafts import Draft, Drafts
from onrecord.annotate.speakers.sources import Source, noun_of
from onrecord.lexicon.nominals import nouns
from onrecord.model import Mention

_BODIES = frozenset(("agency", "organization"))
_LEADING = re.compile(
    r"^(?:(?i:and|but|yet|so|also|while|as|even|both)\s+|(?:[A-Z][\w.]*, )?[A-Z][\w.]*(?:--|[–—])(?=The ))"
)
_WHEN = frozenset(("last", "this", "the", "next", "earlier", "past"))
_DAYS = frozenset(("today", "yesterday", "tonight", "week", "month", "year", "weekend", "day", "morning")) | frozenset(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)
_SELF = re.compile(r",? (?:him|her|it|them)sel(?:f|ves),?$")
_WITH = frozenset(("with", "from", "of", "for", "at", "in", "inside", "within"))
_MODIFIERS = ("JJ", "NN", "VB")
_VAGUE = frozenset(
    ("some", "many", "several", "most", "all", "other", "the", "these", "those", "a", "few", "of", "and")
)
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))


def description(text: str, words: Words, source: Source) -> str:
    """The source's words as its label: relative clause, leading conjunction and closing commas left out."""
    label = " ".join(text[words.start[source.first] : words.end[source.last - 1]].split())
    label = _SELF.sub("", label)
    return _LEADING.sub("", label).strip(" ,;:\"“”'’") or label


def definite(words: Words, source: Source) -> bool:
    """Whether the source is spoken of as known: "the official", "the source"."""
    return words.lower[source.first] in _DEFINITE


def bare(words: Words, source: Source) -> bool:
    """Whether nothing but a determiner stands before the head and nothing behind it."""
    return source.last - source.first <= 2 and source.head == source.last - 1


def is_day(words: Words, source: Source) -> bool:
    """Whether the source is a day or a time alone: "last week's", "yesterday's"."""
    said = [k for k in range(source.first, source.last) if words.tag[k] != "POS" and words.lower[k] not in _WHEN]
    return bool(said) and all(words.lower[k] in _DAYS for k in said)


def affiliation(words: Words, drafts: Drafts, source: Source, bodies: dict[int, tuple[str, int]]) -> str | None:
    """The body that the words tie an unnamed source to: before the head, or behind "with", "at", "for" …

    ``bodies`` gives chain id and last token of names and noun phrases by first token.
    """
    i = source.first
    while i < source.last:
        found = bodies.get(i)
        if found is None or i <= source.head < found[1]:
            i += 1
            continue
        chain, after = drafts[found[0]], found[1]
        if chain.type in _BODIES and chain.names:
            before = i - 1
            while before > source.head and words.lower[before] in ("the", "a", "an", "its", "his", "their"):
                before -= 1
            if after <= source.head or words.lower[before] in _WITH:
                return chain.affiliation if chain.affiliation and not chain.known and not chain.names else chain.id
        i = max(after, i + 1)
    return None


def head_noun(words: Words, source: Source) -> str:
    """Lemma of the noun that says what the source is; "one of the officials" is an official."""
    head = source.head
    if words.lower[head] in ("one", "some", "many", "several", "two", "three") and head + 2 < source.last:
        for i in range(head + 1, source.last):
            if words.tag[i][:2] == "NN":
                return noun_of(words, i)
    return noun_of(words, head)


def person_like(words: Words, source: Source) -> bool:
    """Whether one person is described."""
    noun = nouns().get(head_noun(words, source))
    return noun is not None and noun.type == "person" and words.tag[source.head] == "NN"


def mention_of(words: Words, source: Source) -> Mention:
    """The noun phrase of the source as a mention: up to its head."""
    first = min(words.chunk_start(source.head), source.head)
    return Mention(words.start[max(first, source.first)], words.end[source.head], "nominal")


def other_than(words: Words, source: Source, draft: Draft) -> bool:
    """Whether "local officials" are others than "federal officials": several, each told by words of their own."""
    if words.tag[source.head] not in ("NNS", "NNPS") or words.lower[source.first] in _DEFINITE:
        return False
    own = {words.lower[k] for k in range(source.first, source.head) if words.tag[k][:2] in _MODIFIERS}
    label = draft.label.lower().split()
    before = (
        {w.strip(",") for w in label[: label.index(words.lower[source.head])]}
        if words.lower[source.head] in label
        else set()
    )
    return bool(own) and bool(before - _VAGUE) and not own & before


def same_source(left: Draft, right: Draft) -> bool:
    """Whether two descriptions can be of one source: same head noun and number, no two affiliations."""
    if left.notes.get("head") != right.notes.get("head") or left.plural != right.plural:
        return False
    return left.affiliation is None or right.affiliation is None or left.affiliation == right.affiliation
