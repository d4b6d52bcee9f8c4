"""What a source lists beside its first speaker that is no person's name: bodies, and people who are only described.

``Congressman Lee, members of the delegation, and lawmakers``, ``Acme and its subsidiary Foo``, ``Lee and his
administration``. What stands beside a name without being one of the list is an office or an employer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.drafts import Draft, Drafts
from onrecord.annotate.speakers.others import AND, Phrase, colleagues
from onrecord.annotate.speakers.plurals import COLLECTIVES
from onrecord.annotate.speakers.rosters import WITH, behind_bracket
from onrecord.annotate.speakers.sources import Source
from onrecord.gazetteer import region_named
from onrecord.lexicon.nominals import word_set

_BODIES = frozenset(("agency", "organization", "outlet"))
_POSSESSIVE = frozenset(("his", "her", "their", "its"))
_OWN = frozenset(("administration", "team", "staff", "government", "cabinet", "party", "campaign", "allies"))
_LEAST = 2  # names of a list
_MAX_ITEM = 12  # tokens of a body's name with all that stands before it


@dataclass(frozen=True, slots=True)
class Items:
    """Chain ids of the bodies that a source lists beside its first speaker, and phrases for people without a name."""

    ids: tuple[str, ...]
    phrases: tuple[Phrase, ...]


def items_beside(
    source: Source, speaker: str, words: Words, drafts: Drafts, names: Mapping[int, tuple[str, int]]
) -> Items:
    """Those of a source who are listed behind the speaker, but for persons that are named."""
    named = (i for i in range(source.first, source.last) if i in names)
    begin = next((i for i in named if drafts[names[i][0]].id == speaker), None)
    if begin is None:
        return Items((), ())
    body = drafts[speaker].type != "person"
    parts = _parts(words, begin, source.last)
    whole = not body and any(joined for _, _, joined in parts[1:])
    ids: list[str] = []
    phrases: list[Phrase] = []
    clean, people, closed = True, 1, False  # whether the one before is of the list, persons so far, whether it ends so
    for start, stop, joined in parts[1:]:
        person = _person_ends(words, start, stop, drafts, names)
        if person:
            clean, people, closed = True, people + 1, closed or joined
            continue
        of_list = clean and (joined or body or (whole and people == 1))
        found = _body(words, start, stop, drafts, names, body) if of_list else None
        phrase = _people(words, start, stop) if of_list and found is None else None
        plain = words.lower[start] == "the" or joined or body
        clean = (found is not None and plain) or phrase is not None
        closed = closed or (clean and joined)
        if found is not None and plain and found != speaker:
            ids.append(found)
        elif phrase is not None:
            phrases.append(phrase)
        elif body:
            break
    return Items(tuple(dict.fromkeys(ids)), tuple(phrases)) if closed else Items((), ())


def _parts(words: Words, first: int, last: int) -> list[tuple[int, int, bool]]:
    """What commas and "and" part outside of brackets: first token, end, and whether an "and" stands before."""
    found: list[tuple[int, int, bool]] = []
    start, joined, k = first, False, first
    while k < last:
        after = behind_bracket(words, k)
        if after > k:
            k = after
            continue
        if words.text[k] == "," and k + 1 < last and words.text[k + 1] in word_set("degree"):
            k += 2  # "Ann Lee, M.D. and the Council"
            continue
        width = 2 if k + 1 < last and (words.lower[k], words.lower[k + 1]) in WITH else 1
        link = words.lower[k] in AND or width == 2
        if link or words.text[k] in (",", ";"):
            if start < k:
                found.append((start, k, joined))
                joined = False
            joined = joined or link
            start = k + width
        k += width
    if start < last:
        found.append((start, last, joined))
    return found


def _person_ends(words: Words, start: int, stop: int, drafts: Drafts, names: Mapping[int, tuple[str, int]]) -> bool:
    """Whether a part ends with a person's name, but for a bracket."""
    for i in range(start, stop):
        if i in names and drafts[names[i][0]].type == "person" and behind_bracket(words, names[i][1]) >= stop:
            return True
    return False


def _body(
    words: Words, start: int, stop: int, drafts: Drafts, names: Mapping[int, tuple[str, int]], beside_body: bool
) -> str | None:
    """The body that a part names and nothing else: "the Alameda Council", "its subsidiary Acme"."""
    own = words.lower[start] in _POSSESSIVE
    k = start + int(start not in names and words.lower[start] in ("the", "both", "our"))
    if own:
        k = next((m for m in range(start + 1, min(stop, start + _MAX_ITEM)) if m in names), start)
    found = names.get(k)
    if found is None or (beside_body is False and own):
        return None
    draft, after = drafts[found[0]], behind_bracket(words, found[1])
    if after < stop and words.lower[after] == "at":  # "the University of Ohio at Athens"
        after = names.get(after + 1, ("", after))[1]
    if after < stop and words.text[after] == "/":
        after = names.get(after + 1, ("", after))[1]
    if after < stop and words.lower[after] in ("all", "both"):
        after += 1
    # "the Office of Energy and Carbon Management" is one body
    alone = own or not beside_body or k > start or draft.known is not None or words.lower[k] == "the"
    if not (alone or words.text[k].isupper()):
        return None
    right = draft.type in _BODIES or (draft.type == "thing" and beside_body)
    return draft.id if right and after >= stop else None


def _people(words: Words, start: int, stop: int) -> Phrase | None:
    """The people whom a part describes and nothing else: "members of the delegation", "his administration"."""
    k = start + int(words.lower[start] == "both")
    if words.lower[k] in _POSSESSIVE and stop - k <= 3 and words.lower[stop - 1] in _OWN:
        return k, stop - 1, stop
    if stop - k == 2 and words.lower[k] == "the" and words.text[stop - 1] == "Administration":
        return k, stop - 1, stop
    found = colleagues(words, k, stop)
    noun = next((m for m in range(k, stop) if words.tag[m].startswith("NN")), k)
    if words.tag[noun] == "NN" and words.lower[noun + 1 : noun + 2] == ["of"] and words.lower[noun] not in COLLECTIVES:
        return None  # "mother of three students"
    if found is None or (found[2] < stop and words.tag[found[2]] not in ("IN", "DT")):
        return None
    return found


def including(source: Source, drafts: Drafts, words: Words, names: Mapping[int, tuple[str, int]]) -> Phrase | None:
    """ "the Democratic Leadership" of "the Democratic Leadership, including Leader Lee": he speaks as one of them."""
    k = next((i for i in range(source.first + 2, source.last) if words.lower[i] == "including"), None)
    if k is None or any(i in names and drafts[names[i][0]].type == "person" for i in range(source.first, k)):
        return None
    end = k - 1 if words.text[k - 1] == "," else k
    acting = any(words.tag[i][:2] == "VB" for i in range(source.first, end))
    # "Several members of Congress, including Lee" are members
    head = next((i - 1 for i in range(source.first + 1, end) if words.lower[i] == "of"), end - 1)
    head = head if words.tag[head] in ("NNS", "NNPS") else end - 1
    return (source.first, head, end) if words.tag[end - 1].startswith("NN") and not acting else None


def bare_list(source: Source, words: Words, drafts: Drafts, names: Mapping[int, tuple[str, int]]) -> tuple[str, ...]:
    """All whom a source names that is nothing but names: "Acme, Foo, and Bar", whatever each was taken for.

    Two that an "and" joins may be one name; each of them must stand without the other elsewhere.
    """
    parts = _parts(words, source.first, source.last)
    if len(parts) < _LEAST or not parts[-1][2] or any(joined for _, _, joined in parts[:-1]):
        return ()
    ids: list[str] = []
    for start, stop, _ in parts:
        k = start + int(start not in names and words.lower[start] == "the")
        found = names.get(k)
        if found is None or behind_bracket(words, found[1]) != stop:
            return ()
        draft = drafts[found[0]]
        whole = draft.type in _BODIES or (draft.type in ("person", "place", "thing") and found[1] == k + 1)
        called = draft.type in _BODIES or " " not in draft.label  # no "Lee" of "Ann Lee", no "U.S."
        if not whole or not called or (draft.type == "place" and region_named(draft.label) is not None):
            return ()
        ids.append(draft.id)
    alone = len(parts) > _LEAST or all(_stands_alone(words, drafts[id], source) for id in ids)
    body = any(drafts[id].type in _BODIES for id in ids)
    return tuple(dict.fromkeys(ids)) if alone and body else ()


def _stands_alone(words: Words, draft: Draft, source: Source) -> bool:
    """Whether a name stands elsewhere with no "and" beside it."""
    for mention in draft.mentions:
        first, last = words.token_from(mention.start), words.token_from(mention.end - 1) + 1
        outside = mention.end <= source.span[0] or mention.start >= source.span[1]
        beside = (words.lower[first - 1] if first else "", *words.lower[last : last + 1])
        if outside and words.text[first][:1].isupper() and not AND & set(beside):
            return True
    return draft.known is not None
