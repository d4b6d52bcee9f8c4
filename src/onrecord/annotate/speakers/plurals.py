"""What a plural says of those whom it stands for: how many they are, and of which chamber of a parliament.

"the two senators", "both", "the Idaho members", "the group of lawmakers"; "Republican senators" are none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.drafts import Drafts
from onrecord.annotate.speakers.sources import Source
from onrecord.lexicon.nominals import word_set

Chamber = Literal["house", "senate"]

LAWMAKERS = word_set("lawmakers")
_TOGETHER = word_set("together")
DEFINITE = frozenset(("the", "these", "those", "both"))
_PLAIN = frozenset(("bipartisan", "joint", "bicameral", "co", "-"))  # "the Co-Chairs"
_CHAMBERS = frozenset(("senate", "and", "house", "congressional"))
_OF_THEM = frozenset(("of", "congress", "the", "house", "senate"))
_IN_LETTER = frozenset(("letter", "their", "a", "this"))
_MAX_LETTER = 24  # tokens of "In a letter to the heads of the Committee,"
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
COLLECTIVES = frozenset(("coalition", "group", "pair", "duo", "trio", "delegation"))
_OF_HOUSE = frozenset(("rep", "reps", "representative", "representatives", "congressman", "congresswoman"))
_OF_HOUSE_TOO = frozenset(("congressmen", "congresswomen", "congressmember", "congressmembers"))
_OF_SENATE = frozenset(("sen", "sens", "senator", "senators"))


def are_several(words: Words, k: int) -> bool:
    """Whether a noun that several persons share stands at token ``k``: "lawmakers", "the group"."""
    lemma = words.lemma[k].lower()
    plural = words.tag[k] in ("NNS", "NNPS") or (words.tag[k] == "NNP" and lemma.endswith("s"))
    return lemma in COLLECTIVES or (plural and (lemma.removesuffix("s") in _TOGETHER or lemma in _TOGETHER))


def is_plain_plural(words: Words, k: int) -> bool:
    """Whether "Lawmakers", "Members", "Senators" stands at token ``k``."""
    return words.lower[k].endswith("s") and words.lemma[k].lower().removesuffix("s") in (*LAWMAKERS, "member")


def chamber_of(words: Words, first: int) -> Chamber | None:
    """Of which chamber a person is, by the title before the name at token ``first``."""
    title = words.lower[first - 1] if first else ""
    if title == "." and first > 1:
        title = words.lower[first - 2]
    title = title.rstrip(".")
    return "house" if title in _OF_HOUSE | _OF_HOUSE_TOO else "senate" if title in _OF_SENATE else None


def chamber_meant(words: Words, source: Source) -> Chamber | None:
    """The chamber that the words name: "the House lawmakers"."""
    if source.last - source.first != 3 or words.lower[source.first] != "the":
        return None
    said = words.lower[source.first + 1]
    return "house" if said == "house" else "senate" if said == "senate" else None


def count(words: Words, source: Source, names: Mapping[int, tuple[str, int]], drafts: Drafts) -> int | None:
    """How many the words say they are, 0 where they do not; None where they mean nobody named side by side."""
    i = _behind_letter(words, source)
    if words.lower[i] not in DEFINITE:
        begins = i == 0 or i > source.first or words.sentence[i - 1] != words.sentence[i] or "\n" in words.text[i - 1]
        begins = begins or is_of_letter(words, i) or _writes(words, i)
        begins = begins or (words.lower[i - 1] == "letter" and words.lower[i - 2] in ("the", "their"))
        if words.lower[source.last - 1] == "delegation" and words.lower[i] == "members":
            behind = words.lower[i + 1 : source.last - 1]
            return 0 if behind and behind[0] == "of" and not {"other", "some"} & set(behind) else None
        alone = all(words.lower[k] in _OF_THEM for k in range(i + 1, source.last))
        return 0 if begins and alone and is_plain_plural(words, i) else None
    said = 2 if words.lower[i] == "both" else 0
    if words.lower[i] == "both" and source.last - source.first == 1:
        return said
    for k in range(i + 1, source.last):
        lower = words.lower[k]
        if lower in _NUMBERS:
            said = _NUMBERS[lower]
            if k == source.last - 1:
                return said if said > 1 else None
        elif are_several(words, k):
            # "the group of lawmakers to Secretary Lee" are they, whomever they write to
            stop = next((m for m in range(k + 1, source.last) if words.lower[m] == "to"), source.last)
            of_state = k + 1 < stop and words.lower[stop - 1] == "delegation"
            in_letter = k + 2 < stop and words.lower[stop - 1] == "letter"  # "the Members in their letter"
            rest = [m for m in range(k + 1, stop) if words.lower[m] not in _OF_THEM and words.tag[m] != "IN"]
            rest = [m for m in rest if not are_several(words, m) and not (in_letter and words.lower[m] in _IN_LETTER)]
            from_state = words.lower[k + 1 : k + 2] == ["from"]
            return said if of_state or not rest or from_state else None
        elif (
            lower not in _PLAIN
            and not (k > i + 1 and lower in _CHAMBERS)
            and not (k == i + 1 and (_is_place(k, names, drafts) or chamber_meant(words, source)))
        ):
            return None
    return None


def is_of_letter(words: Words, i: int) -> bool:
    """Whether "In the letter," or "In a letter to the agency," leads the sentence up to token ``i``."""
    if i < 3 or words.text[i - 1] != "," or words.sentence[i - 1] != words.sentence[i]:
        return False
    k = i - 1
    while k > max(0, i - _MAX_LETTER) and words.sentence[k - 1] == words.sentence[i] and "\n" not in words.text[k - 1]:
        k -= 1
    plain = not any(words.tag[m] in ("VBD", "VBZ", "VBP", "MD") for m in range(k, i))
    return words.lower[k] == "in" and "letter" in words.lower[k : k + 6] and plain


def _writes(words: Words, i: int) -> bool:
    """Whether a quotation and its verb stand before token ``i``: "“…,” write lawmakers"."""
    return i > 1 and words.tag[i - 1].startswith("VB") and words.text[i - 2] in ("”", '"')


def _behind_letter(words: Words, source: Source) -> int:
    """The first token, but for "the letter" of "In the letter members wrote"."""
    i = source.first
    letter = source.last - i == 3 and words.lower[i + 1] == "letter" and words.lower[i] in ("the", "their")
    return i + 2 if letter and i and words.lower[i - 1] == "in" else i


def _is_place(k: int, names: Mapping[int, tuple[str, int]], drafts: Drafts) -> bool:
    """Whether a state stands there: "the Idaho members"."""
    found = names.get(k)
    return found is not None and drafts[found[0]].type == "place"
