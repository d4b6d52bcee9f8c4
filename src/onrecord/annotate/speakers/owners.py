"""Whose a document or page is that speaks: "a statement by Boeing", "the agency's report", "the Apple website"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.annotate.speakers.drafts import Draft
from onrecord.annotate.speakers.sources import Source
from onrecord.lexicon.nominals import nouns, roles, word_set

if TYPE_CHECKING:
    from onrecord.annotate.entities.words import Words
    from onrecord.annotate.speakers.resolver import Resolver

INSTITUTIONS = frozenset(("agency", "organization", "outlet"))
LAWS = frozenset(("Act", "Bill", "Resolution", "Amendment", "Agreement", "Plan"))  # they speak for nobody
_PAGES = frozenset(("website", "webpage", "homepage"))
_BY = frozenset(("by", "from", "of"))
_NOUNS = frozenset(("NN", "NNS"))
_MAX_BEFORE = 4  # tokens between "by" and a name: "by the nonpartisan Tax Foundation", "by U.S. Senator Lee"
_MAX_DAY = 3  # tokens from a participle to its "by": "requested last year by Senator Lee"


def is_document(noun: str) -> bool:
    """Whether what somebody makes and others read is told of: a report, a bill, a rule."""
    return noun in word_set("document") or noun in word_set("tells")


def owner_of(resolver: Resolver, source: Source, head: str) -> Draft | None:
    """The body behind a document: "A statement by Boeing", "the agency's report" speak for it.

    Of several, who made it ("conducted by Lee") goes before whose data it is of.
    """
    noun = nouns().get(head)
    site = head in _PAGES
    if noun is not None and noun.type != "thing" and not site:
        return None
    if resolver.words.tag[source.head] == "NNPS":
        return None  # "the House Republicans" are not the House
    i = source.first
    whom = next((k for k in range(source.head, source.last) if resolver.words.lower[k] == "to"), source.last)
    found: list[tuple[bool, Draft]] = []
    while i < source.last:
        body = resolver.bodies.get(i)
        if body is not None:
            chain = resolver.drafts[body[0]]
            owned = _owned(resolver, body[1]) if chain.names else None
            if owned is not None:  # "data from the USDA's Conservation Service" are the service's
                body, chain = (body[0], owned[1]), resolver.drafts[owned[0]]
            before = i - 2 if resolver.words.lower[i - 1] == "the" else i - 1
            preposition = _preposition(resolver.words, i, body[1], source.head, head)
            by = preposition != "" and not _handled(resolver.words, before, source.head)
            # "a letter to the Secretary of State" is not by State, "a report on the work of the agency" not by it.
            by = by and (preposition != "of" or (i < whom and _is_of(resolver.words, i, source.head)))
            # "the Arts and Humanities Index" is not by Arts.
            beside = resolver.words.lower[body[1]] if body[1] < len(resolver.words) else ""
            if site:  # "the Apple website", "the agency's website"; not "a site about Apple"
                by = body[1] == source.head or (beside in ("'s", "'") and body[1] + 1 == source.head)
            else:
                # "the Jacobs resolution" does not speak for her as her letter does.
                named = (
                    resolver.words.tag[source.first] == "DT" and chain.type == "person" and beside not in ("'s", "'")
                )
                other = named and head not in word_set("document")
                by = by or (body[1] <= source.head and beside not in ("and", "&") and not other)
                # "a statement on Apple's website", "a report in The Daily Courier"
                placed = resolver.words.lower[before] if before >= source.head else ""
                by = by or (placed == "on" and beside in ("'s", "'") and _is_page(resolver, body[1] + 1))
                by = by or (placed == "in" and chain.type == "outlet")
            law = chain.label.split()[-1] in LAWS  # "the Home Lending Act data"
            if chain.names and chain.type in (*INSTITUTIONS, "person") and by and not law:
                found.append((preposition != "by", chain))
            # Inside of "the Apple website", "this GAO report" the body stands.
            i = max(body[1], i + 1) if chain.names else i + 1
        else:
            i += 1
    return min(found, key=lambda f: f[0])[1] if found else None


def _owned(resolver: Resolver, k: int) -> tuple[str, int] | None:
    """The named body behind the "'s" at token ``k``: chain id and end."""
    if k + 1 >= len(resolver.words) or resolver.words.tag[k] != "POS":
        return None
    named = resolver.names.get(k + 1)
    if named is not None and named[1] < len(resolver.words) and resolver.words.tag[named[1]] in _NOUNS:
        return None  # "UMass's CDC program"
    return named if named is not None and resolver.drafts[named[0]].type in INSTITUTIONS else None


def _preposition(words: Words, first: int, after: int, at: int, head: str) -> str:
    """The "by", "from" or "of" before a name behind the head; of documents adjectives and a title may stand between."""
    if after < len(words) and words.tag[after] in _NOUNS and words.lower[after] not in word_set("calendar"):
        return ""  # "one of the FBI agents"
    most = _MAX_BEFORE if head in word_set("document") else 1
    for k in range(first - 1, max(at - 1, first - 2 - most), -1):
        if words.lower[k] in _BY:
            return words.lower[k]
        if words.lower[k] != "the" and (
            most == 1 or (words.tag[k] not in ("DT", "JJ", "NNP") and words.lower[k] not in roles())
        ):
            return ""
    return ""


def _is_of(words: Words, first: int, head: int) -> bool:
    """Whether the "of" before a name follows the head itself, and no noun or preposition behind it."""
    between = range(head + 1, first)
    of = next((k for k in reversed(between) if words.lower[k] == "of"), head)
    return not any(
        words.lower[k] != "out" and (words.tag[k] == "IN" or words.tag[k] in _NOUNS) for k in range(head + 1, of)
    )


def _handled(words: Words, by: int, head: int) -> bool:
    """Whether who is named only saw the document, or asked for it: "a letter seen by Sky News"."""
    for k in range(by - 1, max(head, by - 2 - _MAX_BEFORE - _MAX_DAY), -1):
        if words.tag[k] in ("VBN", "VBD"):
            return words.lower[k] in word_set("handled")
    return False


def _is_page(resolver: Resolver, i: int) -> bool:
    return i < len(resolver.words) and resolver.words.lower[i] in _PAGES
