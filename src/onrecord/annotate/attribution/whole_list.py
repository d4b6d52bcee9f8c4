"""Sources that are the last of several: ``Sens. Ann Lee (R-Me.), Cy Roe, and Rep. Bob Poe said …``.

Brackets and titles between the names lead the parser, and readers trained on news, to the last name alone. A list
counts where nothing but commas, "and", titles and brackets lies between the persons and no verb stands before the
first: in "Lee met Roe, and Poe said" Poe speaks alone.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span as Entity
from spacy.tokens import Token

from onrecord.annotate.attribution.reading import Found, Reading
from onrecord.gazetteer import titles

_AND = frozenset(("and", "&"))
_MAX_BETWEEN = 14  # tokens: title, party and state
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_BESIDE = frozenset(("NNP", "NNPS", "CD", "HYPH", "``", "''", "NN", "SYM", ":", ",", "-LRB-", "-RRB-", "CC", "AFX"))


def whole_list(reading: Reading, found: Found) -> Found:
    """``found`` with all the persons of a list whose last alone was taken for the source."""
    if len(found.source) != 1 or not found.cue or found.cue[0][0] < found.source[0][0]:
        return found
    tokens = reading.tokens(*found.source[0])
    people = [e for e in reading.doc.ents if e.label_ == "PERSON"] if tokens else []
    here = [k for k, e in enumerate(people) if tokens and tokens[0].idx <= e.start_char < found.source[0][1]]
    if len(here) != 1 or not here[0]:
        return found
    first = here[0]
    joined = False
    while first and (link := _link(reading, people[first - 1], people[first])) is not None:
        joined = joined or link
        first -= 1
    start = _with_title(people[first].root.doc[people[first].start])
    if first == here[0] or not joined or _after_verb(reading, start):
        return found
    span = (start.idx, found.source[0][1])
    overlaps = any(a < span[1] and span[0] < b for a, b in (*found.content, *found.cue))
    return found if overlaps else replace(found, source=(span,))


def _link(reading: Reading, left: Entity, right: Entity) -> bool | None:
    """Whether "and" stands between two names side by side; None where they are not side by side."""
    between = reading.doc[left.end : right.start]
    if not 0 < len(between) <= _MAX_BETWEEN or reading.paragraph(left.start_char) != reading.paragraph(
        right.start_char
    ):
        return None
    # Initials, brackets and states are read as anything; a word in lower case that is no title ends a list.
    plain = all(t.tag_ in _BESIDE or not t.is_lower or t.lower_ in titles() or t.lower_ in _AND for t in between)
    if not plain or any(t.tag_ in _FINITE and t.is_lower for t in between):
        return None
    return any(t.lower_ in _AND for t in between)


def _with_title(first: Token) -> Token:
    while first.i and (before := first.nbor(-1)).text[:1].isupper() and before.lower_.rstrip(".") in _titles():
        first = before
    return first


def _titles() -> frozenset[str]:
    return frozenset(t.rstrip(".") for t in titles()) | {"u.s"}


def _after_verb(reading: Reading, first: Token) -> bool:
    """Whether a finite verb stands before the list in its sentence, and no comma between."""
    start = reading.sentence(first.idx, reading.paragraph(first.idx))[0]
    before = reading.tokens(start, first.idx)
    comma = max((k for k, t in enumerate(before) if t.text == ","), default=-1)
    return any(t.tag_ in _FINITE for t in before[comma + 1 :])
