"""What a relative pronoun stands for: "Ann Lee, who said", "the Lee Act, a bill led by Roe, which directs"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.annotate.speakers.drafts import Draft
from onrecord.annotate.speakers.owners import INSTITUTIONS, LAWS
from onrecord.annotate.speakers.sources import Source

if TYPE_CHECKING:
    from onrecord.annotate.speakers.resolver import Resolver

_VERBS = frozenset(("VBP", "VBZ", "VBD"))
_IN_PHRASE = frozenset(("NN", "NNP", "IN"))
_MAX_UP = 8  # from a name up to the noun that "which" stands for


def antecedent_of(resolver: Resolver, source: Source) -> Draft | None:
    """Whom "who", "which", "many of whom" stand for: a person before an outlet."""
    words = resolver.words
    draft = resolver.drafts[source.chain] if source.chain is not None else None
    person = words.lower[source.head] in ("who", "whom", "whose")
    if (several := _several_before(resolver, source, draft)) is not None:
        return several
    if (law := _law_before(resolver, source)) is not None:
        resolver.drafts.give(law, resolver.mention(source))
        return law
    if draft is not None and draft.type == "person" and words.lower[source.head] == "which":
        return _named_by_apposition(resolver, source)
    if draft is None or (person and draft.type in ("place", "thing", "outlet")):
        for i in range(source.head - 1, max(-1, source.head - 30), -1):
            if words.sentence[i] != words.sentence[source.head]:
                break
            if i in resolver.heads:
                other = resolver.drafts[resolver.heads[i]]
                if other.type in ("person", "group", "unnamed") or (not person and other.type in INSTITUTIONS):
                    draft = other
                    break
    if draft is None:
        # "my constituents, many of whom told me": nobody that has a chain yet.
        k = source.first - 2
        if source.last - source.first < 3 or k < 0 or not words.tag[k].startswith("NN"):
            return None
        first = words.chunk_start(k)
        return resolver.unnamed(None, Source((words.start[first], words.end[k]), first, k + 1, k, "nominal"))
    resolver.drafts.give(draft, resolver.mention(source))
    if draft.names:
        return draft
    head = next(
        (
            i
            for i in range(source.head - 1, -1, -1)
            if i in resolver.heads and resolver.drafts[resolver.heads[i]] is draft
        ),
        None,
    )
    if head is None:
        return draft
    first = words.chunk_start(head)
    return resolver.unnamed(draft, Source((words.start[first], words.end[head]), first, head + 1, head, "nominal"))


def _several_before(resolver: Resolver, source: Source, draft: Draft | None) -> Draft | None:
    """Those before a "who" whose verb is plural, where it was taken for one person: "met owners who have said"."""
    words, who = resolver.words, source.head
    if words.lower[who] != "who" or who < 1 or (draft is not None and draft.plural):
        return None
    verb = next((k for k in range(who + 1, min(who + 3, len(words))) if words.tag[k] in _VERBS), -1)
    if verb < 0 or words.tag[verb] != "VBP":
        return None
    k = who - 1
    while words.tag[k] in _IN_PHRASE and not _is_name(resolver, k) and who - k < _MAX_UP:
        k -= 1  # "candidates for secretary of state who are declaring"
    if words.tag[k] != "NNS" or k in resolver.names or words.sentence[k] != words.sentence[who]:
        return None
    id = resolver.heads.get(k)
    first = words.chunk_start(k)
    theirs = Source((words.start[first], words.end[k]), first, k + 1, k, "nominal")
    return resolver.unnamed(resolver.drafts[id] if id is not None else None, theirs)


def _is_name(resolver: Resolver, k: int) -> bool:
    id = resolver.heads.get(k)
    return id is not None and bool(resolver.drafts[id].names) and resolver.words.tag[k] == "NNP"


def _law_before(resolver: Resolver, source: Source) -> Draft | None:
    """The law that ends right before ", which": "the Lee Act of 2022, which clarifies"."""
    words, k = resolver.words, source.head - 1
    if words.lower[source.head] != "which" or k < 3:
        return None
    if words.text[k] == ",":
        k -= 1
    if words.text[k].isdigit() and words.lower[k - 1] == "of":
        k -= 2
    id = resolver.heads.get(k)
    draft = resolver.drafts[id] if id is not None and words.text[k] in LAWS else None
    return draft if draft is not None and draft.names and draft.type != "person" else None


def _named_by_apposition(resolver: Resolver, source: Source) -> Draft | None:
    """What "which" stands for behind a name that it cannot: "the Lee Act, a bill led by Roe, which directs"."""
    words = resolver.words
    noun = words.head[words.head[source.head]]
    for _ in range(_MAX_UP):
        draft = resolver.drafts[resolver.heads[noun]] if noun in resolver.heads else None
        if words.tag[noun] == "NN" or (draft is not None and draft.type != "person"):
            break
        noun = words.head[noun]
    if not noun < source.head or words.tag[noun] not in ("NN", "NNP"):
        return None
    first = words.head[noun] if words.dep[noun] == "appos" else noun
    draft = resolver.drafts[resolver.heads[first]] if first in resolver.heads else None
    if draft is not None and draft.names and draft.type != "person":
        return draft
    start = words.chunk_start(noun)
    return resolver.unnamed(None, Source((words.start[start], words.end[noun]), start, noun + 1, noun, "nominal"))
