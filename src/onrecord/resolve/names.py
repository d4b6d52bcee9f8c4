"""Names as strings: folding, parts of a person's name, cores and initials of organisations' names.

Pure functions, all cached: the same few thousand names come back in every article.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple


def word_list(name: str) -> frozenset[str]:
    """A row of ``lexicon/resolution.tsv``: "legal-form", "light-verb", …"""
    return frozenset(_row(name))


def _row(name: str) -> list[str]:
    text = (files("onrecord") / "lexicon" / "resolution.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return next(words.split() for row, words in rows if row == name)


_POSSESSIVE = re.compile(r"['’]s?$")
_DOTS = re.compile(r"(?<=\b[a-z])\.(?=[a-z]\b)|(?<=\b[a-z])\.(?=\s|$)")
_NOT_WORD = re.compile(r"[^\w]+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})


@lru_cache(maxsize=30_000)
def fold(name: str) -> str:
    """``name`` in lower-case ASCII-like words: no accents, dots of abbreviations, possessive, "the" or double spaces.

    "The U.S. Côte d’Ivoire's" → "us cote d ivoire". Letters of other scripts stay.
    """
    text = name.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_LETTERS)
        text = "".join(c for c in text if not unicodedata.combining(c))
    text = _DOTS.sub("", _POSSESSIVE.sub("", text.strip()))
    words = _NOT_WORD.sub(" ", text.replace("_", " ")).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


class PersonName(NamedTuple):
    """The parts of a person's name, folded: "Charles J. 'Chuck' Grassley Jr." → charles, (j, chuck), grassley, jr."""

    given: str
    middle: tuple[str, ...]
    surname: str
    suffix: str

    @property
    def full(self) -> bool:
        """Whether there is a given name beside the surname."""
        return bool(self.given)


_SUFFIXES = word_list("name-suffix")
_PREFIXES = word_list("title-word")


@lru_cache(maxsize=30_000)
def person_name(name: str) -> PersonName:
    """The parts of ``name``; a title before it is left out, "Surname, Given" is turned round."""
    head, comma, tail = name.partition(",")
    if comma and fold(tail).split()[:1] and fold(tail).split()[0] not in _SUFFIXES and len(fold(head).split()) == 1:
        name = f"{tail} {head}"
    words = fold(name).split()
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else ""
    while len(words) > 1 and words[0] in _PREFIXES:
        words.pop(0)
    if not words:
        return PersonName("", (), "", suffix)
    return PersonName(words[0] if len(words) > 1 else "", tuple(words[1:-1]), words[-1], suffix)


_SPELLED = tuple(pair.split(">") for pair in _row("romanisation"))


@lru_cache(maxsize=30_000)
def romanised(name: str) -> str:
    """What the ways to write a name of another script in Latin letters have in common, folded.

    "Zelensky" and "Zelenskyy", "Sergei" and "Sergey", "Mohammed" and "Muhammad" give one string each.
    """
    written = fold(name)
    for letters, stands_for in _SPELLED:
        written = written.replace(letters, stands_for)
    return "".join(c for at, c in enumerate(written) if at == 0 or c != written[at - 1])


_FORMS = word_list("legal-form")
_SMALL = word_list("small-word")


@lru_cache(maxsize=30_000)
def organisation_core(name: str) -> str:
    """The folded name without its legal form and without "US" in front: "Boeing Co." → "boeing"."""
    words = fold(name.replace("&", " and ")).split()
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    if words[:2] == ["united", "states"] and len(words) > 2:
        words = ["us", *words[2:]]
    return " ".join(words)


@lru_cache(maxsize=30_000)
def initials(name: str) -> tuple[str, ...]:
    """The acronyms that the name's words spell, with and without small words: at least two letters, folded.

    "Immigration and Customs Enforcement" → ("ice", "iace").
    """
    words = fold(name.replace("&", " and ")).split()
    long = "".join(word[0] for word in words)
    short = "".join(word[0] for word in words if word not in _SMALL)
    bare = "".join(word[0] for word in words if word not in _SMALL and word != "us")
    return tuple(sorted({spelled for spelled in (long, short, bare) if len(spelled) > 1}))


_ACRONYM = re.compile(r"[A-Z][A-Z0-9&.\-]{1,9}s?|(?:[A-Z]\.){2,}")


@lru_cache(maxsize=30_000)
def is_acronym(name: str) -> bool:
    """Whether ``name`` is written as an acronym: "ICE", "F.B.I.", "NM-DWS"."""
    return bool(_ACRONYM.fullmatch(name))
