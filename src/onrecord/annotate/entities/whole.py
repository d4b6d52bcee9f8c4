"""Names that were taken by less, or by more, than the words around them give.

The parser leaves a given name out ("Barbara | Lee" in a headline, "Glenn "GT" | Thompson", "Mary- | Anne Lee"), or
takes an office's field and a verb in ("Nursing Lori Moon", "Kim Delivered"). Here they are read by tokens alone.
"""

from __future__ import annotations

import re

from onrecord import gazetteer
from onrecord.annotate.entities.introduced import is_name_like
from onrecord.annotate.entities.name import Name, make_name
from onrecord.annotate.entities.titles import title_before
from onrecord.annotate.entities.words import Words
from onrecord.lexicon.nominals import name_words, nouns, roles, word_set

_MOST = 4  # names, initials and nicknames before a family name
_QUOTES = frozenset(("'", '"', "(", ")", "“", "”", "‘", "’"))
_INITIAL = re.compile(r"[A-Z]\.?|(?:Wm|Geo|Chas|Jos|Thos|Robt|Edw)\.?")
_BEFORE_HOLDER = frozenset(("of", "for", "the"))


def whole_names(names: list[Name], text: str, words: Words) -> list[Name]:
    """The names in text order, each with all of its words and nobody else's."""
    lone = {n.text for n in names if n.type == "person" and n.last - n.first == 1}
    for name in names:
        _cut(name, lone, text, words)
    people = {n.text.split()[-1] for n in names if n.type == "person"}
    at: dict[int, int] = {}
    for k, name in enumerate(names):
        for i in range(name.first, name.last):
            at[i] = k
    gone: set[int] = set()
    for k, name in enumerate(names):
        if k in gone:
            continue
        first, last = _bounds(name, text, words, people)
        if (first, last) == (name.first, name.last):
            continue
        taken = {at[i] for i in range(first, last) if i in at and at[i] != k}
        if any(not _may_go(names[j], first, last) for j in taken):
            continue
        gone |= taken
        longer = make_name(words, text, first, last, name.type, sure=name.sure)
        longer.title = title_before(words, first) or (name.title if first == name.first else None)
        names[k] = longer
    return sorted((n for k, n in enumerate(names) if k not in gone), key=lambda n: (n.start, -n.end))


def _may_go(other: Name, first: int, last: int) -> bool:
    """Whether what stands where a name goes on is a piece of it."""
    inside = first <= other.first and (other.last <= last or other.type == "thing")  # "García (IL-04"
    return inside and other.known is None and not (other.type == "place" and other.sure)


def _bounds(name: Name, text: str, words: Words, people: set[str]) -> tuple[int, int]:
    first, last = name.first, name.last
    if name.known is not None or text[name.start : name.end] != name.text:
        return first, last
    first = _behind_hyphen(name, words, people)
    if name.type != "person":
        return first, last
    if last - first == 1 or not gazetteer.given_name_gender(words.text[first]):
        first = _with_given(first, last, text, words)
    if last - name.first == 1:
        last = _with_nickname(last, text, words)
    return first, last


def _behind_hyphen(name: Name, words: Words, people: set[str]) -> int:
    """Where a name begins that the tokenizer parts at a hyphen: "Mary-Anne Lee", "Post-Enumeration Survey"."""
    i = name.first
    if i < 2 or name.last - i < 2 or words.text[i - 1] != "-":
        return i
    left = words.text[i - 2]
    joined = words.end[i - 2] == words.start[i - 1] and words.end[i - 1] == words.start[i]
    if not joined or not left.istitle() or len(left) < 3 or name.type == "place":
        return i
    if name.type == "person":
        return i - 2 if gazetteer.given_name_gender(left) else i
    other = gazetteer.region_named(left) is not None or gazetteer.demonym_of(left) is not None
    return i if other or left in people else i - 2


def _with_given(first: int, last: int, text: str, words: Words) -> int:
    """Where somebody's name begins whose given names, initials and nickname stand before the family name."""
    begin, i, read = first, first, 0
    while i > 0 and read < _MOST and "\n" not in text[words.start[i - 1] : words.start[i]]:
        nickname = i > 3 and words.text[i - 1] in _QUOTES and words.text[i - 3] in _QUOTES
        if nickname and words.capital(i - 2) and len(words.text[i - 2]) > 1 and words.capital(i - 4):
            i, read = i - 3, read + 1
            continue
        k = i - 1
        if words.text[k] == "." and k > 0 and words.end[k - 1] == words.start[k]:
            k -= 1
        if words.capital(k) and _INITIAL.fullmatch(words.text[k]):
            i, read = k, read + 1
            if title_before(words, i) is not None:
                begin = i
            continue
        if k != i - 1 or not is_name_like(words, k):
            break
        titled = title_before(words, k) is not None
        given = gazetteer.given_name_gender(words.text[k]) is not None
        plain = words.lower[k] not in nouns() and not _is_verb(words, k)
        if titled or (given and (plain or _opens(words, k, text))):
            begin = k
        i, read = k, read + 1
    return begin


def _opens(words: Words, i: int, text: str) -> bool:
    """Whether nothing of the sentence stands before: "Mark Lee" is a name where a line or an "and" is before it."""
    return i == 0 or "\n" in text[words.start[i - 1] : words.start[i]] or words.lower[i - 1] in (",", "and", "&")


def _is_verb(words: Words, i: int) -> bool:
    return words.lower[i] in ("will", "grant", "mark", "bill", "pat", "chase", "sue", "rob", "may")


def _with_nickname(last: int, text: str, words: Words) -> int:
    """Where a name ends that a nickname parts: "Jesús | "Chuy" García"."""
    if last + 3 >= len(words) or words.text[last] not in _QUOTES or words.text[last + 2] not in _QUOTES:
        return last
    whole = words.capital(last + 1) and len(words.text[last + 1]) > 1 and words.text[last + 3].istitle()
    return last + 4 if whole and "\n" not in text[words.start[last] : words.start[last + 3]] else last


def _cut(name: Name, lone: set[str], text: str, words: Words) -> None:
    """Leaves of a name what is somebody's: "Nursing | Lori Moon", "House | Nancy Pelosi", "Kim | Delivered"."""
    first, last = name.first, name.last
    if name.known is not None or last - first < 2 or name.text in lone:
        return
    if last - first == 2 and words.text[first] in lone and _is_past(words.text[last - 1]):
        _shorten(name, first, last - 1, text, words)
        return
    if last - first < 3 or name.type == "person":
        return
    begin = last - 2
    given = gazetteer.given_name_gender(words.text[begin]) is not None and is_name_like(words, begin)
    if not given or not is_name_like(words, last - 1) or words.lower[begin - 1] in ("and", "&", "of"):
        return
    office = words.text[first] in word_set("body") or any(words.lower[i] in roles() for i in range(first, begin))
    k = first - 1
    while k > 0 and words.lower[k] in _BEFORE_HOLDER:
        k -= 1
    field = k < first - 1 and k >= 0 and words.lower[k] in roles()
    family = words.text[last - 1]
    person = family not in name_words() and (family in lone or gazetteer.surname_rank(family) is not None)
    if person and (office or field):
        _shorten(name, begin, last, text, words)


def _is_past(word: str) -> bool:
    """Whether it has the form of a verb and is nobody's family name: "Delivered"."""
    return word.endswith("ed") and gazetteer.surname_rank(word) is None and gazetteer.given_name_gender(word) is None


def _shorten(name: Name, first: int, last: int, text: str, words: Words) -> None:
    name.first, name.last = first, last
    name.start, name.end = words.start[first], words.end[last - 1]
    name.text, name.type, name.sure = text[name.start : name.end], "person", True
    name.title = title_before(words, first)
