"""Parts of a person's name, and whether two names can be one person's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from functools import cache

from onrecord import gazetteer
from onrecord.gazetteer import Gender

_SUFFIX = frozenset(("jr", "sr", "ii", "iii", "iv", "esq", "md", "phd"))
PARTICLES = frozenset(
    ("bin", "al", "van", "von", "de", "del", "der", "den", "la", "da", "di", "ibn", "el", "st.", "ten")
)
_LEAST_MISSPELT = 5  # letters of a surname
_LONG_NAME = 8
_NICK = re.compile(r"^[\"'(“‘]([\w .-]+)[\"')”’]$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart. ``surname`` keeps its particles; a single word stands in ``only``."""

    given: str = ""
    middle: tuple[str, ...] = ()
    surname: str = ""
    suffix: str = ""
    nickname: str = ""
    only: str = ""

    @classmethod
    def of(cls, text: str) -> PersonName:
        """Take ``text`` (titles cut off) apart."""
        parts = [p.strip(",") for p in text.replace("’", "'").split()]
        suffix, nickname = "", ""
        while len(parts) > 1 and parts[-1].replace(".", "").lower() in _SUFFIX:
            suffix = parts.pop().replace(".", "").lower()
        plain = []
        for part in parts:
            nick = _NICK.match(part)
            if nick and len(parts) > 2:
                nickname = nick.group(1)
            elif (bare := part.removesuffix("'s")) and bare != ".":
                plain.append(bare)
        if not plain:
            return cls(only=text)
        if len(plain) > 1 and plain[0].lower() in PARTICLES and not _given_and_surname(plain):
            # "Van Hollen": a family name alone.
            return cls(only=" ".join(plain), suffix=suffix)
        if len(plain) == 1:
            return cls(only=plain[0], suffix=suffix)
        cut = len(plain) - 1
        while cut > 1 and plain[cut - 1].lower() in PARTICLES:
            cut -= 1
        return cls(plain[0], tuple(plain[1:cut]), " ".join(plain[cut:]), suffix, nickname)

    @property
    def gender(self) -> Gender | None:
        """The gender that the given name tells."""
        found = gazetteer.given_name_gender(self.given or self.only)
        if found is None and self.middle and len(self.given.rstrip(".")) == 1:
            found = gazetteer.given_name_gender(self.middle[0])
        return found if found != "u" else None

    @classmethod
    def beside(cls, text: str, alone: Container[str]) -> PersonName:
        """Take ``text`` apart where the words ``alone`` stand for people by themselves: "Franken" of "Al Franken"."""
        parts = text.split()
        if len(parts) == 2 and parts[0].istitle() and parts[0].lower() in PARTICLES and parts[1] in alone:
            return cls(parts[0], (), parts[1])
        return cls.of(text)

    def compatible(self, other: PersonName) -> bool:
        """Whether two full names can be one person's: same surname, given names that agree, no Jr against Sr."""
        if folded(self.surname) != folded(other.surname):
            # "Hillary Rodham Clinton" stays one with "Hillary Clinton"; hyphenated surnames with either part.
            left, right = folded(self.surname).split("-"), folded(other.surname).split("-")
            if len(left) == len(right) or not set(left) & set(right):
                return False
        if self.suffix and other.suffix and self.suffix != other.suffix:
            return False
        if folded(self.given) == folded(other.given) or gazetteer.same_given_name(self.given, other.given):
            return not _clash(self.middle, other.middle)
        names = {folded(n) for n in (*self.middle, self.nickname) if len(n) > 2}
        others = {folded(n) for n in (*other.middle, other.nickname) if len(n) > 2}
        return folded(self.given) in others or folded(other.given) in names


@cache
def folded(name: str) -> str:
    """The name in lower case without accents: one article writes "Luján" and "Lujan"."""
    if name.isascii():
        return name.lower()
    return "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))


def misspelt(word: str, surname: str) -> bool:
    """Whether a bare word is a surname with a letter wrong, or two of a long one; "the Lees" are a family."""
    left, right = word.lower(), surname.lower()
    shorter = min(len(left), len(right))
    if shorter < _LEAST_MISSPELT or left[0] != right[0] or left == right + "s" or gazetteer.given_name_gender(word):
        return False
    return _distance(left, right) <= (2 if shorter >= _LONG_NAME else 1)


def _distance(left: str, right: str) -> int:
    """How many letters must be put in, left out, replaced or changed with the next to make one of the other."""
    above: list[int] = []
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        above, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                row[j] = min(row[j], above[j - 2] + 1)
    return row[-1]


def _given_and_surname(words: list[str]) -> bool:
    """Whether it is "Al Green": "Al" is short for a given name, "al" a particle, and "Van" mostly is one too."""
    return words[0] == "Al" and gazetteer.surname_rank(words[-1].title()) is not None


def _clash(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Two middle initials that differ keep apart."""
    a, b = [m for m in left if m[:1].isupper()], [m for m in right if m[:1].isupper()]
    return bool(a and b and a[0][0] != b[0][0])
