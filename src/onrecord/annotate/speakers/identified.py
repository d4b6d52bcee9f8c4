"""An unnamed source whom the article names after all: "The officer, later identified as …". A link, never a merge."""

from __future__ import annotations

from onrecord.annotate.speakers.resolver import Resolver
from onrecord.lexicon.nominals import word_set
from onrecord.model import Mention

_IDENTIFIES = word_set("identifies")
_BETWEEN = frozenset(("RB", "VBD", "VBN", "VBZ", "VBP", "WP", ",", "MD", "VB"))
_NEAR = 12  # tokens from the verb to the name: "identified by police on Monday as …"


def identify(resolver: Resolver) -> None:
    """Set ``identified_as`` of every unnamed source that a verb of :data:`_IDENTIFIES` ties to a person's name."""
    for draft in list(resolver.drafts.by_id.values()):
        if draft.type != "unnamed" or draft.plural:
            continue
        for mention in sorted(draft.mentions):
            if (found := _named_after(resolver, mention)) is not None:
                draft.identified_as = found
                break


def _named_after(resolver: Resolver, mention: Mention) -> str | None:
    words = resolver.words
    i = words.token_from(mention.end)
    begin = i
    while i < len(words) and words.sentence[i] == words.sentence[begin] and words.tag[i] in _BETWEEN:
        if words.lower[i] in _IDENTIFIES:
            return _as(resolver, i + 1)
        i += 1
    return None


def _as(resolver: Resolver, begin: int) -> str | None:
    """The person whose name follows "as", if a title or an article at most stands between."""
    words = resolver.words
    for i in range(begin, min(len(words), begin + _NEAR)):
        if words.sentence[i] != words.sentence[begin]:
            return None
        if words.lower[i] == "as":
            names = [resolver.names[k][0] for k in range(i + 1, min(len(words), i + 4)) if k in resolver.names]
            people = [id for id in names if resolver.drafts[id].type == "person"]
            return people[0] if people else None
    return None
