"""Names that the parser does not see for their form: a team of a number, a country's forces, an initial set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord import gazetteer
from onrecord.annotate.entities.matcher import match_names
from onrecord.annotate.entities.name import Name, make_name
from onrecord.annotate.entities.words import Words
from onrecord.lexicon.nominals import word_set
from onrecord.model import EntityType

# "the Philadelphia 76ers", "the 49ers"
_NUMBERED = re.compile(r"(?<![\w'’-])(?:[A-Z][a-z]+ (?:[A-Z][a-z]+ )?)?\d\ders(?![\w-])")
# "the Indian navy": a name whether or not a paper writes it with a capital.
_FORCES = re.compile(rf"(?<![\w'’-])([A-Z][a-z]+) ({'|'.join(sorted(word_set('forces')))})(?![\w-])")
# "Robert J . Pickell", as corpora and some feeds write it.
_INITIAL = re.compile(r"(?<![\w'’.-])([A-Z][a-z]+) ((?:[A-Z] \. )+)([A-Z][a-z]+(?:-[A-Z][a-z]+)?)(?![\w-])")

# "H.R. 2929", "S. 12", "Article 94"
_ACTS = re.compile(
    r"(?<![\w.])(?:(?:H\. ?R\.|H\.R|S\.|[HS]\. ?(?:(?:Con|J)\. ?)?Res\.) ?\d{1,5}"
    r"|(?:Article|Proposition) \d{1,3})(?![\w.-]\w)"
)


def pattern_names(text: str, words: Words) -> Iterator[Name]:
    """The names of ``text`` that have one of these forms."""
    for match in _NUMBERED.finditer(text):
        start = match.start() + (4 if match.group().startswith("The ") else 0)
        yield from _name(words, text, start, match.end(), "organization")
    for match in _FORCES.finditer(text):
        if gazetteer.demonym_of(match.group(1)) is not None:
            for name in _name(words, text, match.start(), match.end(), "agency"):
                name.label = name.text.title()
                rows = [found.row for found in match_names(name.label) if found.end == len(name.label)]
                name.known = rows[0] if rows else None
                if name.known is not None:
                    name.type = name.known.type
                yield name
    for match in _ACTS.finditer(text):
        yield from _name(words, text, match.start(), match.end(), "thing")
    for match in _INITIAL.finditer(text):
        given, initials, surname = match.groups()
        if gazetteer.given_name_gender(given) is not None or len(re.findall(rf"\b{surname}\b", text)) > 1:
            for name in _name(words, text, match.start(), match.end(), "person"):
                name.text = f"{given} {initials.replace(' .', '.')}{surname}"
                yield name


def _name(words: Words, text: str, start: int, end: int, type: EntityType) -> Iterator[Name]:
    """The name of these characters, where they are whole tokens."""
    first, last = words.token_from(start), words.token_from(end - 1) + 1
    if first < last <= len(words) and words.start[first] == start and words.end[last - 1] == end:
        yield make_name(words, text, first, last, type, sure=True)
