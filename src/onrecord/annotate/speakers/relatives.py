"""What a relative pronoun stands for: "Ann Lee, who said", "the Lee Act, a bill led by Roe, which directs"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.annotate.speakers.drafts import Draft
from onrecord.annotate.speakers.owners import INSTITUTIONS
from onrecord.annotate.speakers.sources import Source

if TYPE_CHECKING:
    from onrecord.annotate.speakers.resolver import Resolver

_MAX_UP = 8  # from a name up to the noun that "which" stands for


def antecedent_of(resolver: Resolver, source: Source) -> Draft | None:
    """Whom "who", "which", "many of whom" stand for: a person before an outlet."""
    words = resolver.words
    draft = resolver.drafts[source.chain] if source.chain is not None else None
    person = words.lower[source.head] in ("who", "whom", "whose")
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
