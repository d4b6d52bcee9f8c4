"""Whom a statement is made to: an outlet, a person, a group."""

from __future__ import annotations

from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.drafts import Draft, Drafts
from onrecord.model import Mention, Span, Statement

_NOBODY = frozenset(("me", "us", "you", "myself", "himself", "herself", "themselves", "it", "them", "him", "her"))


def addressee(span: Span, words: Words, drafts: Drafts, names: dict[int, tuple[str, int]], text: str) -> str | None:
    """Chain id of whom ``span`` names; people that no chain stands for become a group."""
    first, last = words.token_from(span[0]), min(words.token_from(max(span[0], span[1] - 1)) + 1, len(words))
    if first >= last:
        return None
    if last - first == 1 and words.lower[first] in _NOBODY:
        found = drafts.of((words.start[first], words.end[first]))
        return found.id if found is not None else None
    best: Draft | None = None
    i = first
    while i < last:
        named = names.get(i)
        if named is not None:
            chain = drafts[named[0]]
            if best is None or (best.type == "place" and chain.type != "place"):
                best = chain
            i = max(named[1], i + 1)
        else:
            i += 1
    head = next((i for i in range(first, last) if not first <= words.head[i] < last or words.head[i] == i), last - 1)
    if words.tag[head] in ("NNS", "NN") and (best is None or not _named_at(names, drafts, head)):
        begin = max(first, words.chunk_start(head))
        mention = Mention(words.start[begin], words.end[head], "nominal")
        found = drafts.of(mention.span)
        if found is not None:
            return found.id
        if best is None or words.tag[head] == "NNS":
            label = " ".join(text[mention.start : mention.end].split())
            return drafts.new("group", label, mention).id
    return best.id if best is not None else None


def _named_at(names: dict[int, tuple[str, int]], drafts: Drafts, head: int) -> bool:
    return any(first <= head < last for first, (_, last) in names.items())


def inherits(statement: Statement, before: Statement, head: str | None) -> bool:
    """Whether ``statement`` goes on with the act of saying of ``before``, the same speaker's statement just before.

    A direct quotation that follows does ("Albence said" after "comments to The Washington Post"), and so does
    "the source said", which presupposes whom the source told. Indirect speech by a person does not: it may have
    been said elsewhere.
    """
    if statement.addressee_span is not None or statement.channel is not None:
        return False
    return head == "source" or (statement.manner == "direct" and before.manner in ("direct", "mixed", "indirect"))
