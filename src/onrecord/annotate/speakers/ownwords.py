"""First-person words inside a speaker's quoted words: "I" is the speaker, "we" the body spoken for."""

from __future__ import annotations

from onrecord.annotate.speakers.resolver import Resolver
from onrecord.model import Mention, Statement

_ONE = frozenset(("i", "me", "my", "mine", "myself"))
_MANY = frozenset(("we", "us", "our", "ours", "ourselves"))
_BODIES = frozenset(("agency", "organization", "outlet"))


def own_words(resolver: Resolver, statement: Statement, behalf: str | None) -> None:
    """Gives the first-person words between the quotation marks of ``statement`` to the chains they stand for."""
    id = resolver.speaker.get(statement.id)
    if id is None or statement.manner == "indirect":
        return
    speaker = resolver.drafts[id]
    many = resolver.drafts[behalf] if behalf is not None else speaker
    spoken_for = many.type in _BODIES or many.plural
    words = resolver.words
    for start, end in statement.content:
        for i in range(words.token_from(start), words.token_from(end)):
            lower = words.lower[i]
            if (lower not in _ONE and lower not in _MANY) or not resolver.inside_quotes(words.start[i]):
                continue
            mention = Mention(words.start[i], words.end[i], "pronoun")
            if resolver.drafts.of(mention.span) is not None:
                continue
            if lower in _ONE and speaker.type not in _BODIES and not speaker.plural:
                resolver.drafts.give(speaker, mention)
            elif lower in _MANY and spoken_for:
                resolver.drafts.give(many, mention)
