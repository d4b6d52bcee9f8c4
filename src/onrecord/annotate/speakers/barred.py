"""Who cannot be the "he" who says something: whoever is named in it, and whoever says of another that he said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.annotate.speakers.drafts import Draft
from onrecord.annotate.speakers.sources import Source
from onrecord.model import Statement

if TYPE_CHECKING:
    from onrecord.annotate.speakers.resolver import Resolver

_OPENING = 80  # characters of what somebody says
_NEAR = 120  # tokens in which who is spoken of stands before his "he"


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
    host = resolver.host(statement)
    if host is not None and resolver.inside_quotes(statement.source[0][0]):
        found.add(host)
    return found


def named_inside(resolver: Resolver, source: Source, pronoun: str, barred: set[str]) -> Draft | None:
    """The person who is the subject last before the pronoun in the quotation that it stands in."""
    words = resolver.words
    start = source.span[0]
    quotation = resolver.quotation(start)
    if quotation is None:
        return None
    for i in range(source.head - 1, max(-1, source.head - _NEAR), -1):
        if words.start[i] < quotation.start:
            return None
        draft = resolver.drafts[resolver.heads[i]] if i in resolver.heads and words.dep[i] == "nsubj" else None
        if draft is not None and draft.type == "person" and draft.names and draft.id not in barred:
            return draft if resolver.agrees(draft, pronoun) else None
    return None


def named_before(resolver: Resolver, source: Source, pronoun: str, barred: set[str]) -> Draft | None:
    """The person named last in the sentence before, who is none of the ``barred``; in quotation marks in them too."""
    words = resolver.words
    quoted = resolver.inside_quotes(source.span[0])
    for i in range(source.head - 1, -1, -1):
        if words.sentence[source.head] - words.sentence[i] > 1:
            return None
        draft = resolver.drafts[resolver.heads[i]] if i in resolver.heads else None
        if draft is None or draft.type != "person" or not draft.names or draft.id in barred:
            continue
        if resolver.agrees(draft, pronoun) and resolver.inside_quotes(words.start[i]) <= quoted:
            return draft
    return None
