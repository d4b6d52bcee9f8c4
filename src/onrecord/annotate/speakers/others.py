"""Those who say it with the ones that are named: ``Lee and nine other members``, ``Lee led Republicans in asking``."""

from __future__ import annotations

from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.sources import is_person_noun
from onrecord.lexicon.nominals import nouns, word_set

Phrase = tuple[int, int, int]
"""First token, head and end of a noun phrase."""

AND = frozenset(("and", "&"))
_WITH_THEM = frozenset(("along", "together", "alongside"))
_MAX_BRACKET = 6  # tokens of "(D-N.C.)" behind a name
_MAX_LED = 24  # tokens from a name to whom it leads
_MAX_PHRASE = 8  # tokens of "more than 100 of their progressive colleagues"
_PARTS = ("NN", "JJ", "CD", "DT", "PR", "RB", "PO", "HY", "IN", "CC")
_DASHES = frozenset(("-", "–", "—", "--"))
_OTHERS = frozenset(("other", "others", "colleague", "colleagues"))
_GROUPS = frozenset(("coalition", "group", "delegation"))
_COLLEAGUES = word_set("together") | word_set("lawmakers") | frozenset(("republican", "democrat", "colleague", "other"))


def others_behind(words: Words, stop: int, last: int) -> Phrase | None:
    """ "and CBC members" right behind a name that ends at token ``stop``, before token ``last``."""
    k = stop
    while k < last and k - stop < _MAX_BRACKET and _is_bracket(words, stop, k):
        k += 1
    if k < last and words.text[k] == ",":
        k += 1
    if k < last and words.lower[k] in _WITH_THEM:
        k += 1
    if k >= last or not (words.lower[k] in AND or words.lower[k] == "with"):
        return None
    return colleagues(words, k + 1, last)


def _is_bracket(words: Words, stop: int, k: int) -> bool:
    return words.text[stop] in ("(", "[") and (k == stop or words.text[k - 1] not in (")", "]"))


def colleagues(words: Words, first: int, last: int) -> Phrase | None:
    """The noun phrase of several persons without a name of their own that begins at token ``first``."""
    first += int(first < last and words.lower[first] in ("by", "with"))
    for k in range(first, min(first + _MAX_PHRASE, last)):
        if words.sentence[k] != words.sentence[first] or not words.tag[k].startswith(_PARTS):
            return None
        if words.text[k] in _DASHES and words.start[k] > words.end[max(k, 1) - 1]:
            return None  # "D.C. - House Republicans"
        if words.lower[k] in _GROUPS and k + 1 < last and words.lower[k + 1] == "of":
            continue
        if _are_persons(words, k) and not (k + 1 < last and words.tag[k + 1] in ("NNS", "NNPS", "NNP")):
            return first, k, _of_what(words, k + 1, last)
        if words.tag[k] == "CC" and words.lower[k] not in AND | {"or"}:
            return None
    return None


def _of_what(words: Words, stop: int, last: int) -> int:
    """The end of a phrase with the body behind it: "six members of the Ohio delegation"."""
    if stop >= last or words.lower[stop] not in ("of", "from"):
        return stop
    k = stop + 1
    while k < min(last, stop + _MAX_PHRASE) and words.tag[k][:2] in ("DT", "NN", "JJ"):
        k += 1
    return k if words.tag[k - 1][:2] == "NN" and words.sentence[k - 1] == words.sentence[stop] else stop


def _are_persons(words: Words, k: int) -> bool:
    lower = words.lower[k]
    if lower == "others" or lower == "delegation":
        return True
    stem = lower.removesuffix("s")
    several = words.tag[k] in ("NNS", "NNPS") or (words.tag[k] == "NNP" and lower.endswith("s"))
    noun = nouns().get(stem)
    return several and (is_person_noun(words, k) or stem in _COLLEAGUES or (noun is not None and noun.type == "person"))


def led(words: Words, stop: int, deed: bool = False) -> Phrase | None:
    """ "Committee Republicans" of "Chairman Lee led Committee Republicans", where ``deed``: in what they do."""
    for k in range(stop, min(stop + _MAX_LED, len(words) - 1)):
        if words.sentence[k] != words.sentence[stop - 1]:
            return None
        with_them = words.lower[k] == "with" and any(w == "letter" for w in words.lower[max(stop, k - 4) : k])
        # "led a letter signed by more than 75 members"
        signed = words.lower[k] == "by" and words.lemma[k - 1].lower() in ("sign", "cosign", "signed")
        with_them = with_them or signed
        if with_them or (words.lemma[k].lower() in ("join", "lead") and words.tag[k].startswith("VB")):
            found = colleagues(words, k + 1, len(words))
            plain = found is not None and "letter" not in words.lower[found[0] : found[1]]
            if with_them or (plain and (found is None or not deed or words.lower[found[2]] in ("in", "on", "to"))):
                return found  # "led a letter today with 30 members"
    return None


def unnamed_before(words: Words, verb: int) -> Phrase | None:
    """ "one hundred members" of "Today, one hundred members joined Lee": who acts by the verb without a name."""
    for k in range(max(0, verb - _MAX_PHRASE), verb):
        begins = k == 0 or words.text[k - 1] in (",", ".", "-", "–", "—") or words.text[k - 1].isspace()
        begins = begins or words.sentence[k - 1] != words.sentence[k]
        found = colleagues(words, k, verb) if begins and words.sentence[k] == words.sentence[verb] else None
        if found is not None and found[2] == verb:
            return found
    return None


def led_before(words: Words, begin: int) -> Phrase | None:
    """ "more than 180 members of the House" before "– led by Ann Lee", whose titles begin at token ``begin``."""
    k = begin - 3 if begin > 4 and words.text[begin - 3] in (",", "–", "—", "-", "--") else begin - 2
    if words.lower[begin - 1] != "by" or words.lemma[begin - 2].lower() != "lead":
        return None
    for start in range(max(0, k - 2 * _MAX_PHRASE), k):
        if words.sentence[start] != words.sentence[begin - 1] or words.tag[start][:2] in ("IN", "CC", "VB", ","):
            continue
        if words.lower[start : start + 2] == ["part", "of"]:
            continue
        inside = start > 0 and words.tag[start - 1][:2] in ("IN", "DT", "JJ", "CD", "NN", "PR")
        inside = inside and words.sentence[start - 1] == words.sentence[start]
        inside = inside and not (start > 1 and words.lower[start - 2 : start] == ["part", "of"])  # "Lee is part of"
        found = None if inside else colleagues(words, start, k)
        if found is not None and all(words.tag[m][:2] in ("IN", "DT", "NN") for m in range(found[2], k)):
            return found[0], found[1], k
    return None
