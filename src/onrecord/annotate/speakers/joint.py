"""Who says it together with the speaker: ``Senators Ann Lee and Bob Poe and Rep. Cy Roe said …``."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.drafts import Drafts
from onrecord.annotate.speakers.sources import Source, is_named_speaker

_AND = frozenset(("and", "&"))


def joint_speakers(
    source: Source, speaker: str, words: Words, drafts: Drafts, names: Mapping[int, tuple[str, int]]
) -> tuple[str, ...]:
    """Chain ids of the other persons named side by side in a source, in its order.

    The names are members of one list: nothing but commas, "and", titles and brackets lies between them, and an
    "and" stands before one. Who a clause, an "of" or a possessive names is not among them.
    """
    found: list[tuple[int, int, str]] = []
    i = source.first
    while i < source.last:
        id, after = names.get(i, ("", i + 1))
        if id and drafts[id].type == "person" and is_named_speaker(words, source.first, i, after, source.last):
            found.append((i, after, drafts[id].id))
        i = max(after, i + 1)
    joined = any(words.lower[k] in _AND for (_, a, _), (b, _, _) in pairwise(found) for k in range(a, b))
    if not joined or speaker not in {id for _, _, id in found}:
        return ()
    return tuple(dict.fromkeys(id for _, _, id in found if id != speaker))
