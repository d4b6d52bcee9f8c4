"""Finds the names of the gazetteer in running text: a trie over words, built once a process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord import gazetteer
from onrecord.gazetteer import Known

_WORD = re.compile(r"\w+|[^\w\s]")
_US = re.compile(r"(?:U\.S\.|US|United States|the US)\s+$")
_STATE_BEFORE = re.compile(r"[A-Z][\w.'-]+(?:'s)? $")


@dataclass(frozen=True, slots=True)
class Match:
    """A gazetteer name in the text; ``acronym`` where it is written as its acronym."""

    start: int
    end: int
    row: Known
    acronym: bool


@cache
def _trie() -> dict[str, Any]:
    root: dict[str, Any] = {}
    for row in gazetteer.organizations().values():
        for name in (row.label, *row.aliases):
            # "Yonhap news agency": the kind needs no capitals.
            _enter(root, name.replace(" News Agency", " news agency"), row, acronym=False)
        for name in row.acronyms:
            _enter(root, name, row, acronym=True)
            if 3 <= len(name) <= 5 and name.isupper() and name.isalpha():
                _enter(root, ".".join(name) + ".", row, acronym=True)
    return root


def _enter(root: dict[str, Any], name: str, row: Known, acronym: bool) -> None:
    words = _WORD.findall(name)
    node = root
    for word in words:
        node = node.setdefault(word.lower(), {})
    # Several rows may share a name ("ABC"): the first row of the table is the commoner one.
    node.setdefault("", (row, acronym, tuple(word[:1].isupper() for word in words), name))


def match_names(text: str) -> list[Match]:
    """Longest matches from left to right; capitals of the row must be capitals in the text."""
    root = _trie()
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    lowered = [w.lower() for w, _, _ in words]
    found: list[Match] = []
    i, size = 0, len(words)
    while i < size:
        node = root.get(lowered[i])
        best: Match | None = None
        step = 1
        if node is not None:
            j = i
            while node is not None:
                entry = node.get("")
                if entry is not None and _written_so(words, i, j + 1, entry):
                    best = Match(words[i][1], words[j][2], entry[0], entry[1])
                    step = j + 1 - i
                j += 1
                # A name does not run over a line break.
                if j >= size or "\n" in text[words[j - 1][2] : words[j][1]]:
                    break
                node = node.get(lowered[j])
        if best is not None and _stands_alone(text, best):
            found.append(_with_country(text, best))
        i += step
    return found


def _written_so(
    words: list[tuple[str, int, int]], i: int, j: int, entry: tuple[Known, bool, tuple[bool, ...], str]
) -> bool:
    _, acronym, capitals, name = entry
    if acronym:
        return all(word == part for (word, _, _), part in zip(words[i:j], _WORD.findall(name), strict=True))
    return all(words[i + k][0][:1].isupper() for k, capital in enumerate(capitals) if capital)


def _stands_alone(text: str, match: Match) -> bool:
    """No part of a longer word: "ICE-led" may be, "e-AP" and "x.AP" may not; a postal code after a comma is a state."""
    before = text[match.start - 1 : match.start]
    if before and before in "@#/-_&" and match.acronym:
        return False
    if match.acronym and match.end - match.start == 2 and text[max(0, match.start - 2) : match.start] == ", ":
        return gazetteer.region_named(text[match.start : match.end]) is None
    after = text[match.end : match.end + 2]
    return not (after[:1] in "-_@/" and after[1:2].isalnum() and not text[match.end + 1 : match.end + 4].islower())


def _with_country(text: str, match: Match) -> Match:
    """Takes "US" before "Immigrations and Customs Enforcement" into the name of a US body."""
    if match.acronym or not match.row.label.startswith("U.S. "):
        return match
    before = _US.search(text, max(0, match.start - 16), match.start)
    if before is None:
        return match
    start = before.start() + (4 if before.group().startswith("the ") else 0)
    return Match(start, match.end, match.row, match.acronym)
