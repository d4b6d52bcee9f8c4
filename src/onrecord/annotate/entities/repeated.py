"""Names that the parser took once and missed elsewhere: surnames, short forms of outlets, speakers of a transcript."""

from __future__ import annotations

import re

from onrecord import gazetteer
from onrecord.annotate.entities.name import Name, make_name
from onrecord.annotate.entities.people import PersonName
from onrecord.annotate.entities.words import Words
from onrecord.lexicon.nominals import nouns
from onrecord.model import EntityType

_BEFORE_NOUN = frozenset(("the", "a", "an", "his", "her", "their", "its", "this", "that"))
_TRANSCRIPT = re.compile(r"(?:^|\n)[\"' ]*((?:[A-Z][A-Z.'-]+ )?[A-Z][A-Z'-]{2,})(?=:)")


def repeated_names(names: list[Name], text: str, words: Words, covered: bytearray) -> list[Name]:
    """Further names at tokens that no name covers; the tokens must be written as the name is."""
    forms = _single_forms(names)
    outlets = {n.known.label.split()[-1] for n in names if n.known is not None and n.type == "outlet"}
    found = []
    for i in range(len(words)):
        if covered[i] or not words.capital(i):
            continue
        form = words.text[i]
        kind = forms.get(form)
        if kind is None and form in outlets and i > 0 and words.lower[i - 1] == "the":
            kind = "outlet"
        if kind is not None and form.lower() in nouns():
            # "Dean" is a name where it stands like one: "the dean" and "Dean Smith" are not he.
            lone = words.proper(i) and (i == 0 or words.lower[i - 1] not in _BEFORE_NOUN)
            kind = kind if lone and not (i + 1 < len(words) and words.proper(i + 1)) else None
        if kind is not None:
            found.append(make_name(words, text, i, i + 1, kind))
            covered[i] = 1
    return found + _transcript(names, text, words, covered)


def _single_forms(names: list[Name]) -> dict[str, EntityType]:
    forms: dict[str, EntityType] = {}
    for surname, official in gazetteer.presidents().items():
        rank = gazetteer.surname_rank(surname)
        if official is not None and (rank is None or rank > 2000):
            forms[surname] = "person"
    for name in names:
        if name.type == "person":
            word = PersonName.of(name.text).surname
        else:
            word = name.text if name.known is not None or name.type != "thing" else ""
        if word and " " not in word and (name.type == "person" or word.lower() not in nouns()):
            forms.setdefault(word, name.type)
    return forms


def _transcript(names: list[Name], text: str, words: Words, covered: bytearray) -> list[Name]:
    """Speakers in capitals before a colon, where the text names a person so: "PENCE: Well, look"."""
    surnames = {part.lower() for n in names if n.type == "person" for part in n.text.split()[-1:]}
    found = []
    for match in _TRANSCRIPT.finditer(text):
        first, last = words.token_from(match.start(1)), words.token_from(match.end(1) - 1) + 1
        if match.group(1).split()[-1].lower() in surnames and not any(covered[first:last]):
            found.append(make_name(words, text, first, last, "person"))
            covered[first:last] = b"\1" * (last - first)
    return found
