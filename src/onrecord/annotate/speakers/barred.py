"""Who cannot be the "he" who says something: whoever is named in it, and whoever says of another that he said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.annotate.speakers.drafts import Draft
from onrecord.annotate.speakers.sources import Source
from onrecord.model import Statement

if TYPE_CHECKING:
    from onrecord.annotate.speakers.resolver import Resolver

_OPENING = 80  # characters of what somebody says


def barred(resolver: Resolver, statement: Statement) -> set[str]:
    """The persons whom the first words of a statement name in full, and in quotation marks who says the whole."""
    start, end = statement.content[0]
    end = min(end, start + _OPENING)
    found = set()
    for id in {resolver.drafts[id].id for id in resolver.heads.values()}:
        draft = resolver.drafts[id]
        full = (m for m in draft.mentions if m.form == "name" and " " in resolver.text[m.start : m.end].strip())
        if draft.type == "person" and any(start <= m.start < end for m in full):
            found.add(id)
    host = resolver.speaker.get(statement.parent) if statement.parent is not None else None
    if host is not None and resolver.inside_quotes(statement.source[0][0]):
        found.add(host)
    return found


def named_before(resolver: Resolver, source: Source, pronoun: str, barred: set[str]) -> Draft | None:
    """The person named last in the sentence before, who is none of the ``barred``."""
    words = resolver.words
    for i in range(source.head - 1, -1, -1):
        if words.sentence[source.head] - words.sentence[i] > 1:
            return None
        draft = resolver.drafts[resolver.heads[i]] if i in resolver.heads else None
        if draft is None or draft.type != "person" or not draft.names or draft.id in barred:
            continue
        if resolver.agrees(draft, pronoun) and not resolver.inside_quotes(words.start[i]):
            return draft
    return None
