"""Bodies that a source names with more words than were taken: "the March of | Dimes", "Bloomberg | View".

Where a source is nothing but capitals and the small words of names, all of it is the name.
"""

from __future__ import annotations

from onrecord import gazetteer
from onrecord.annotate.entities.name import title_at
from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.drafts import Draft
from onrecord.annotate.speakers.resolver import Resolver
from onrecord.annotate.speakers.sources import Source
from onrecord.lexicon.nominals import nouns, roles, word_set
from onrecord.model import Mention

_SMALL = frozenset(("of", "for", "and", "&", "on", "the"))
_ARTICLES = frozenset(("the", "a", "an", "this"))
_OPEN = frozenset(("organization", "agency", "outlet", "thing"))
_LONGEST = 14  # tokens


def whole_bodies(resolver: Resolver) -> None:
    """Give every speaker whom a source names by more words than his chain has the whole name."""
    for id, source in resolver.sources.items():
        speaker = resolver.speaker.get(id)
        if source.kind in ("name", "nominal") and speaker is not None:
            _whole(resolver, source, resolver.drafts[speaker])


def _whole(resolver: Resolver, source: Source, draft: Draft) -> None:
    words, names = resolver.words, resolver.names
    at = next(
        (i for i in range(source.first, source.last) if i in names and resolver.drafts[names[i][0]] is draft), None
    )
    if at is None or not _may_be_cut(words, draft, at, names[at][1]):
        return
    first, last = source.first, _before_bracket(words, names[at][1], source.last)
    while first < at and (words.lower[first] in _ARTICLES or words.text[first].isdigit()):  # "the 2010 Census"
        first += 1
    if (first, last) == (at, names[at][1]) or not _is_one_name(resolver, draft, first, last):
        return
    start, end = words.start[first], words.end[last - 1]
    label = " ".join(resolver.document.article.text[start:end].split())
    whole = resolver.drafts.new("organization" if draft.type in ("person", "place") else draft.type, label)
    whole.names = (label,)
    if draft.type != "place":
        resolver.drafts.merge(draft, whole)
    resolver.drafts.give(whole, Mention(start, end, "name"))
    if draft.type == "place":
        for id, other in resolver.sources.items():
            if other.span == source.span:
                resolver.speaker[id] = whole.id


def _may_be_cut(words: Words, draft: Draft, first: int, last: int) -> bool:
    """Whether a name can be a piece of another: a body's that no table has, a lone word's that is nobody's name."""
    if draft.type == "person":
        word = words.text[first]
        known = gazetteer.surname_rank(word) is not None or gazetteer.given_name_gender(word) is not None
        return last - first == 1 and len(draft.names) == 1 and not known and title_at(words, first - 1) is None
    if draft.type == "place":
        return words.text[first] in ("U.S.", "US") and last < len(words) and words.text[last].endswith("s")
    return draft.type in _OPEN and draft.known is None and len(draft.names) == 1


def _before_bracket(words: Words, after: int, last: int) -> int:
    """Where the source ends before the abbreviation of its name, or before "'s" and commas."""
    for i in range(after, last):
        if words.text[i] in ("(", ",", "[") or words.lower[i] in ("'s", "'"):
            return i if i > after or words.text[i] != "," else last
    return last


def _is_one_name(resolver: Resolver, draft: Draft, first: int, last: int) -> bool:
    """Whether the tokens are one name: capitals, figures, small words between them, nobody's name and no office."""
    words = resolver.words
    if last - first > _LONGEST or not words.capital(last - 1):
        return False
    if words.lower[first] in _SMALL or words.lower[last - 1] in _SMALL:
        return False
    for i in range(first, last):
        lower, behind = words.lower[i], words.lower[i + 1] if i + 1 < last else ""
        if lower in ("and", "&") and behind == "the":
            return False  # "the Committee on Taxation and the Taxpayers Union"
        if not (words.capital(i) or words.text[i].isdigit() or lower in _SMALL or words.text[i] in ("-", "'s")):
            return False
        office = lower in roles() or title_at(words, i) is not None or lower in word_set("partisan")
        if (office and behind != "'s") or (lower in word_set("calendar") and behind != "of") or "\n" in words.text[i]:
            return False
        other = resolver.drafts[resolver.names[i][0]] if i in resolver.names else draft
        if other is not draft and (other.type == "person" or not _are_joined(words, first, i, resolver.names[i][1])):
            return False
        if other is draft and behind in ("and", "&") and i + 2 in resolver.names and "of" not in words.lower[first:i]:
            return False
    first_word = words.lower[first]
    return not (words.tag[first] in ("RB", "CC", "IN", "VBG", "VBN") or (first_word in nouns() and last - first == 2))


def _are_joined(words: Words, first: int, begin: int, after: int) -> bool:
    """Whether a name in another is a part of it: "Bloomberg | View", "Office of Energy and | Carbon Management"."""
    before, behind = words.lower[begin - 1] if begin > first else "", words.lower[after]
    listed = before in ("and", "&") and "of" not in words.lower[first:begin]
    return not listed and behind not in ("and", "&", "'s")
