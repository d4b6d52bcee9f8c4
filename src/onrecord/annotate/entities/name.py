"""A name in the text, and where its words begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord import gazetteer
from onrecord.annotate.entities.words import Words
from onrecord.gazetteer import Known, Title
from onrecord.lexicon.nominals import name_words, roles
from onrecord.model import EntityType, Span

_EDGE = frozenset("\"'`()[]{},.;:!?-–—*#|/<>…") | {"''", "``", "'s", "--", "...", "’s", "’", "•"}
_LEADS_ON = frozenset(("and", "for", "of", "&"))  # cut off from what they lead on to
_ARTICLES = frozenset(("the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my"))
_LAWS = frozenset(("Act", "Resolution", "Amendment", "Treaty"))
_LISTING = frozenset((",", "and", "&"))
_MAX_LIST = 40  # tokens of "Representatives Lee, Poe and Roe"

# Words set apart for a parser: "Michael O' Leary", "Charles O 'Reilly".
_APART = re.compile(r"\b([OD])(?:' | '| ' )(?=[A-Z])")


@dataclass(slots=True)
class Name:
    """A name in the text: tokens ``first:last``, offsets, what it names, the title before it, its gazetteer row."""

    start: int
    end: int
    first: int
    last: int
    text: str
    type: EntityType
    known: Known | None = None
    acronym: bool = False
    title: Title | None = None
    sure: bool = False
    label: str | None = None

    @property
    def span(self) -> Span:
        """``(start, end)``."""
        return (self.start, self.end)


def make_name(words: Words, text: str, first: int, last: int, type: EntityType, sure: bool = False) -> Name:
    """The name of tokens ``first:last``."""
    start, end = words.start[first], words.end[last - 1]
    # "Ann Lee(D-RI)": the space before the bracket is lost, and it stands inside a token.
    bracket = text.find("(", words.start[last - 1] + 1, end)
    if bracket > 0 and ")" not in text[bracket:end]:
        end = bracket
    return Name(start, end, first, last, _APART.sub(r"\1'", text[start:end]), type, sure=sure)


def strip_edges(words: Words, first: int, last: int) -> tuple[int, int]:
    """Token span without articles, quotation marks and punctuation at its ends."""
    while first < last and (
        words.text[first] in _EDGE or words.lower[first] in _ARTICLES or not words.text[first].strip()
    ):
        first += 1
    while last > first and (
        words.text[last - 1] in _EDGE or words.lower[last - 1] in _LEADS_ON or not words.text[last - 1].strip()
    ):
        if words.text[last - 1] == "." and len(words.text[last - 2]) <= 3:
            break
        last -= 1
    return first, last


def begins_sentence(words: Words, i: int) -> bool:
    """Whether token ``i`` is the first of its sentence or of a quotation."""
    return i == 0 or words.sentence[i - 1] != words.sentence[i] or words.text[i - 1] in ('"', "'")


def title_at(words: Words, i: int) -> Title | None:
    """The title of one word at token ``i``; an abbreviation in capitals ("AG") must be written in capitals.

    "Del." is a delegate, "Del" the beginning of a name: Del Rio.
    """
    if words.text[i] == "Del":
        return None
    found = gazetteer.titles().get(words.lower[i].rstrip("."))
    return None if found is not None and found.form.isupper() and not words.text[i].isupper() else found


def kind_of_several(word: str) -> EntityType | None:
    """What "Intelligence Committees" are: bodies as each of them is."""
    kind = name_words().get(word.removesuffix("s")) if word.endswith("s") else None
    return kind if kind in ("agency", "organization") else None


def is_no_person(name: str) -> bool:
    """Whether a name is a law or an office, whatever the parser takes it for: "Lee Act", "Pine Port Treasurer"."""
    *before, last = name.split()
    return bool(before) and (last in _LAWS or (len(before) > 1 and last.lower() in roles()))


def title_of_list(words: Words, first: int, stop: int) -> Title | None:
    """The title that surnames in a list share: "Representatives Lee, Poe and Roe"."""
    k = first - 1
    if stop - first != 1 or stop >= len(words) or words.lower[stop] not in _LISTING:
        return None
    while k > 0 and words.lower[k] in _LISTING and words.capital(k - 1) and k > first - _MAX_LIST:
        k -= 2
    said = words.lower[k].removesuffix(".") if k >= 0 else ""
    several = k < first - 1 and said.endswith("s") and words.capital(k)
    return gazetteer.titles().get(said.removesuffix("s")) if several else None
