"""Who says it together with the speaker: ``Senators Ann Lee and Bob Poe and Rep. Cy Roe said …``.

Or whom he joins: ``Senator Lee joined Senators Roe and Poe in urging …``.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.drafts import Drafts
from onrecord.annotate.speakers.sources import Source, is_named_speaker
from onrecord.model import Spans

_AND = frozenset(("and", "&"))
_MAX_JOINED = 120  # tokens from "joined" to "in urging": names with offices, parties and states


def together(
    source: Source, cue: Spans, speaker: str, words: Words, drafts: Drafts, names: Mapping[int, tuple[str, int]]
) -> tuple[str, ...]:
    """Chain ids of all who say it with the speaker: named beside him, or whom he joins."""
    beside = _beside(source, speaker, words, drafts, names)
    return beside or (_joined(source, cue[0][0], speaker, words, drafts, names) if cue else ())


def _beside(
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


def _joined(
    source: Source, cue: int, speaker: str, words: Words, drafts: Drafts, names: Mapping[int, tuple[str, int]]
) -> tuple[str, ...]:
    """Chain ids of the persons whom the speaker joins in the act of saying at the character ``cue``.

    They are named between "joined" behind the source and "in" or "to" before the cue, and nobody else acts between.
    """
    at = words.token_from(cue)
    verb = next((k for k in range(source.last, at) if words.tag[k] == "VBD" or words.tag[k] == "VBZ"), None)
    if verb is None or words.lemma[verb].lower() != "join" or at - verb > _MAX_JOINED:
        return ()
    if words.sentence[verb] != words.sentence[at] or not any(w in ("in", "to") for w in words.lower[at - 2 : at + 1]):
        return ()
    between = range(verb + 1, at - 1)
    if any(words.tag[k] in ("VBD", "VBZ", "VBP", "MD") for k in between):
        return ()
    found = [names[k][0] for k in between if k in names]
    people = [drafts[id].id for id in found if drafts[id].type == "person"]
    return tuple(dict.fromkeys(id for id in people if id != speaker))
