"""Chains of events that are no operations: the same happening told twice in one article."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotate.events.chains import Seen
from onrecord.lexicon.operations import EventLexicon
from onrecord.model import Status

_REAL: frozenset[Status | None] = frozenset({"done", "underway"})
_UNREAL: frozenset[Status | None] = frozenset({"planned", "ordered", "hypothetical"})
# Verbs too general for two of them to be the same happening because the word is the same.
_GENERAL = frozenset(
    [
        "have",
        "make",
        "take",
        "get",
        "give",
        "go",
        "come",
        "do",
        "see",
        "use",
        "want",
        "need",
        "know",
        "think",
        "say",
        "add",
        "state",
        "note",
        "explain",
        "tell",
        "be",
        "become",
        "keep",
        "let",
        "put",
        "set",
        "include",
        "call",
        "show",
        "work",
        "help",
        "try",
        "find",
        "look",
        "feel",
        "seem",
        "begin",
        "start",
        "continue",
        "happen",
        "allow",
        "provide",
        "require",
        "offer",
        "run",
    ]
)


def group_events(seen: Sequence[Seen], lexicon: EventLexicon) -> list[list[Seen]]:
    """Groups of mentions, each one event, in the order of their first mention."""
    groups: list[list[Seen]] = []
    by_word: dict[str, list[list[Seen]]] = {}
    for one in seen:
        group = None
        if one.lemma not in _GENERAL:
            group = next((g for g in by_word.get(one.lemma, [])[-8:] if _same(one, g)), None)
        if group is None:
            group = []
            groups.append(group)
            by_word.setdefault(one.lemma, []).append(group)
        group.append(one)
    return groups


def _same(one: Seen, group: Sequence[Seen]) -> bool:
    if one.novel or one.earlier:
        return False
    if _is_kind(one) != _is_kind(group[0]):
        return False
    for other in group[-4:]:
        if "indefinite" in (one.reference, other.reference) and _contrary(one.status, other.status):
            return False
        if any(a.contradicts(b) for a in one.arguments.times for b in other.arguments.times):
            return False
        for mine, its in (
            (one.arguments.agents, other.arguments.agents),
            (one.arguments.targets, other.arguments.targets),
        ):
            if mine and its and not set(mine) & set(its):
                return False
    return True


def _contrary(left: Status | None, right: Status | None) -> bool:
    return bool({left, right} & _REAL and {left, right} & _UNREAL)


def _is_kind(seen: Seen) -> bool:
    """Whether a bare plural speaks of events of a kind, none in particular: "they include investigations"."""
    return seen.reference == "bare" and seen.plural and not (seen.arguments.places or seen.arguments.times)
