"""Who says it together with the speaker: ``Senators Ann Lee and Bob Poe, Rep. Cy Roe and 20 colleagues said …``.

Or whom he joins: ``Senator Lee joined Senators Roe and Poe in urging …``. Bodies say things together too.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.drafts import Drafts
from onrecord.annotate.speakers.others import AND, Phrase, colleagues, others_behind
from onrecord.annotate.speakers.rosters import WITH, Named, in_bracket, is_field, is_heading, joins
from onrecord.annotate.speakers.sources import Source, is_named_speaker, is_person_noun
from onrecord.gazetteer import titles
from onrecord.lexicon.nominals import roles
from onrecord.model import Spans

_MAX_TITLES = 24  # tokens of titles and offices before a name
_MAX_JOINED = 120  # tokens from "joined" to "in urging": names with offices, parties and states
BODIES = frozenset(("agency", "organization"))
_GOVERNMENTS = ("state", "city", "county", "town", "commonwealth")
_APART = ("VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB")  # tags that end a list of names
_ELSEWHERE = frozenset(("after", "before", "while", "since", "during", "to", "against", "by", "about"))


def together(
    source: Source, cue: Spans, speaker: str, words: Words, drafts: Drafts, names: Mapping[int, tuple[str, int]]
) -> tuple[tuple[str, ...], Phrase | None]:
    """Chain ids of all who say it with the speaker, named beside him or whom he joins; and the unnamed ones."""
    listed = members(source, speaker, words, drafts, names)
    behind = others_behind(words, listed[-1][1], source.last) if listed else None
    ids = tuple(dict.fromkeys(id for _, _, id in listed if id != speaker))
    joined, colleagues_joined = _joined(source, cue[0][0], speaker, words, drafts, names) if cue else ((), None)
    return tuple(dict.fromkeys((*ids, *joined))), behind or colleagues_joined


def members(
    source: Source, speaker: str, words: Words, drafts: Drafts, names: Mapping[int, tuple[str, int]]
) -> list[Named]:
    """First token, end and chain id of those named side by side with the speaker in a source, himself among them.

    They are members of one list: nothing but commas, "and", titles and brackets lies between them, and an
    "and" stands before or behind one. Who a clause, an "of" or a possessive names is not among them.
    """
    body = drafts[speaker].type != "person"
    runs: list[list[Named]] = [[]]
    i = source.first
    while i < source.last:
        id, after = names.get(i, ("", i + 1))
        type = drafts[id].type if id else ""
        if type == "person" and drafts[id].label.lower().rstrip(".") in titles():
            pass  # "Rep." cut off from its name
        elif type == "person" and not body:
            named = is_named_speaker(words, source.first, i, after, source.last)
            if not named and not _with_him(words, source, i) and not (runs[-1] and _owns_too(words, source, i, after)):
                runs.append([])
            else:
                if runs[-1] and _are_apart(words, runs[-1][-1][1], i):
                    runs.append([])
                runs[-1].append((i, after, drafts[id].id))
        elif body and (type in BODIES or (type == "place" and _is_government(words, i))):
            again = runs[-1] and runs[-1][-1][2] == drafts[id].id  # its abbreviation behind it
            if again or words.lower[after : after + 1] in (["'s"], ["’s"], ["'"]):
                i = after
                continue
            if not _is_member(words, source, i, after, drafts[id].known is not None):
                return []
            runs[-1].append((i, after, drafts[id].id))
        i = max(after, i + 1)
    run = next((run for run in runs if any(id == speaker for _, _, id in run)), [])
    pairs = [range(a, b) for (_, a, _), (b, _, _) in pairwise(run)]
    joined = any(joins(words, k, between.stop) for between in pairs for k in between)
    only = bool(run) and not body and all(words.text[k] == "," for between in pairs for k in between)
    whole = only and run[0][0] == source.first and run[-1][1] == source.last  # "Lee, Poe: We must act"
    whole = whole or (only and is_heading(words, run))
    if not joined and not whole and (not run or others_behind(words, run[-1][1], source.last) is None):
        return []
    return run


def _is_member(words: Words, source: Source, begin: int, after: int, known: bool) -> bool:
    """Whether a body is one of the list by itself, no half of a name: "the agency and the State", "FEMA and DHS"."""
    article = begin > source.first and words.lower[begin - 1] == "the"
    before = begin - 2 if article else begin - 1
    if before < source.first:
        return True
    parted = words.lower[before] in AND or words.text[before] == "," or words.tag[before] == "POS"
    ends = after >= source.last or words.lower[after] in AND or words.tag[after].startswith(("V", ",", "-L"))
    return parted and ends and (article or known or words.text[begin].isupper())


def _owns_too(words: Words, source: Source, begin: int, after: int) -> bool:
    """Whether a name is the last of those whose document the source is: "Lee and Poe's letter"."""
    owner = words.lower[begin - 1] in AND and words.tag[after : after + 1] == ["POS"]
    noun = source.head if source.head > after else source.last - 1
    return owner and noun > after and not is_person_noun(words, noun)


def _is_government(words: Words, begin: int) -> bool:
    """ "the State of Ohio" acts, as a place does not."""
    before = words.lower[max(0, begin - 2) : begin]
    return words.lower[begin] in _GOVERNMENTS or (len(before) == 2 and before[0] in _GOVERNMENTS and before[1] == "of")


def _with_him(words: Words, source: Source, begin: int) -> bool:
    """Whether "along with" or "joined by" stands before a name, but for its titles."""
    k = begin - 1
    while k > max(source.first, begin - _MAX_TITLES) and (words.tag[k].startswith("NNP") or words.lower[k] in roles()):
        k -= 1
    return k > source.first and (words.lower[k - 1], words.lower[k]) in WITH


def _are_apart(words: Words, start: int, stop: int) -> bool:
    """Whether what lies between two names is more than a list has, or the second stands in the first's office.

    "Dr. Ann Lee, the Bob and Sue Poe Dean of Medicine": no comma closes the apposition before the name.
    """
    if is_field(words, start, stop):
        return True
    opened = words.text[start] == "," and words.lower[start + 1] in ("the", "a", "an")
    if opened and start + 2 < stop and "," not in words.text[start + 2 : stop] and ";" not in words.text[start:stop]:
        return True
    for k in range(start, stop):
        verb = words.tag[k] in _APART and words.text[k].islower() and words.lower[k] != "joined"
        if verb or (words.lower[k] in _ELSEWHERE and words.lower[k - 1] != "joined"):
            return True
    return False


def _is_host(words: Words, verb: int, begin: int) -> bool:
    """Whether "with" stands before a name, but for its titles: "Lee joined the programme with Ann Poe to discuss"."""
    k = begin - 1
    while k > max(verb, begin - _MAX_TITLES) and (words.tag[k].startswith("NNP") or words.lower[k] in roles()):
        k -= 1
    return words.lower[k] == "with"


def _joined(
    source: Source, cue: int, speaker: str, words: Words, drafts: Drafts, names: Mapping[int, tuple[str, int]]
) -> tuple[tuple[str, ...], Phrase | None]:
    """Chain ids of the persons whom the speaker joins in the act of saying at the character ``cue``; or colleagues.

    They are named between "joined" behind the source and "in" or "to" before the cue, and nobody else acts between.
    """
    at = words.token_from(cue)
    verb = next((k for k in range(source.last, at) if words.tag[k] == "VBD" or words.tag[k] == "VBZ"), None)
    if verb is None or words.lemma[verb].lower() != "join" or at - verb > _MAX_JOINED:
        return (), None
    if words.sentence[verb] != words.sentence[at] or not any(w in ("in", "to") for w in words.lower[at - 2 : at + 1]):
        return (), None
    between = range(verb + 1, at - 1)
    if any(words.tag[k] in ("VBD", "VBZ", "VBP", "MD") for k in between):
        return (), None
    # "joined a group of senators in writing the Secretary to urge": what they do has whom they do it to.
    deed = next((k for k in between if words.tag[k] == "VBG" and words.lower[k - 1] == "in"), at - 1)
    between = range(verb + 1, deed)
    found = [names[k][0] for k in between if k in names and not _is_host(words, verb, k) and not in_bracket(words, k)]
    people = [drafts[id].id for id in found if drafts[id].type == "person"]
    ids = tuple(dict.fromkeys(id for id in people if id != speaker))
    return ids, (colleagues(words, verb + 1, deed) if not ids else None)
