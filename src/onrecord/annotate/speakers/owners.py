"""Whose a document or page is that speaks: "a statement by Boeing", "the agency's report", "the Apple website"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.annotate.speakers.drafts import Draft
from onrecord.annotate.speakers.sources import Source
from onrecord.lexicon.nominals import nouns, word_set

if TYPE_CHECKING:
    from onrecord.annotate.speakers.resolver import Resolver

INSTITUTIONS = frozenset(("agency", "organization", "outlet"))
_PAGES = frozenset(("website", "webpage", "homepage"))


def owner_of(resolver: Resolver, source: Source, head: str) -> Draft | None:
    """The body behind a document: "A statement by Boeing", "the agency's report" speak for it."""
    noun = nouns().get(head)
    site = head in _PAGES
    if noun is not None and noun.type != "thing" and not site:
        return None
    if resolver.words.tag[source.head] == "NNPS":
        return None  # "the House Republicans" are not the House
    i = source.first
    found = None
    while i < source.last:
        body = resolver.bodies.get(i)
        if body is not None:
            chain = resolver.drafts[body[0]]
            before = i - 2 if resolver.words.lower[i - 1] == "the" else i - 1
            by = before >= source.head and resolver.words.lower[before] in ("by", "from", "of")
            # "a letter seen by Sky News" is somebody else's.
            by = by and resolver.words.lower[before - 1] not in word_set("handled")
            # "the Arts and Humanities Index" is not by Arts.
            beside = resolver.words.lower[body[1]] if body[1] < len(resolver.words) else ""
            if site:  # "the Apple website", "the agency's website"; not "a site about Apple"
                by = body[1] == source.head or (beside in ("'s", "'") and body[1] + 1 == source.head)
            else:
                by = by or (body[1] <= source.head and beside not in ("and", "&"))
                # "a statement on Apple's website", "a report in The Daily Courier"
                placed = resolver.words.lower[before] if before >= source.head else ""
                by = by or (placed == "on" and beside in ("'s", "'") and _is_page(resolver, body[1] + 1))
                by = by or (placed == "in" and chain.type == "outlet")
            if chain.names and chain.type in (*INSTITUTIONS, "person") and by:
                found = found or chain
            # Inside of "the Apple website" Apple stands.
            i = max(body[1], i + 1) if chain.names or not site else i + 1
        else:
            i += 1
    return found


def _is_page(resolver: Resolver, i: int) -> bool:
    return i < len(resolver.words) and resolver.words.lower[i] in _PAGES
