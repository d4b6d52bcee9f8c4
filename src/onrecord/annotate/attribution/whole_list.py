"""Sources that are the last of several: ``Sens. Ann Lee (R-Me.), Cy Roe, and Rep. Bob Poe said …``.

Brackets and titles between the names lead the parser, and readers trained on news, to the last name alone. A list
counts where nothing but commas, "and", titles and brackets lies between the persons and no verb stands before the
first: in "Lee met Roe, and Poe said" Poe speaks alone.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import FINITE, Found, Reading, overlap
from onrecord.gazetteer import titles

_AND = frozenset(("and", "&"))
_MAX_BETWEEN = 14  # tokens: title, party and state
_BESIDE = frozenset(("NNP", "NNPS", "CD", "HYPH", "``", "''", "NN", "SYM", ":", ",", "-LRB-", "-RRB-", "CC", "AFX"))


def whole_list(reading: Reading, found: Found) -> Found:
    """``found`` with all the persons of a list whose last alone was taken for the source."""
    if len(found.source) != 1 or not found.cue or found.cue[0][0] < found.source[0][0]:
        return found
    tokens = reading.tokens(*found.source[0])
    people = [t for t in tokens if t.ent_type_ == "PERSON" and t.ent_iob_ == "B"]
    if len(people) != 1 or not _begins_behind(_with_title(people[0]), tokens[0]):
        return found
    first, joined = people[0], False
    while (link := _link(reading, first)) is not None:
        first, conjoined = link
        joined = joined or conjoined
    start = _with_title(first)
    if first.i == people[0].i or not joined or _after_verb(reading, start):
        return found
    span = (start.idx, found.source[0][1])
    return found if overlap((span,), (*found.content, *found.cue)) else replace(found, source=(span,))


def _begins_behind(start: Token, first: Token) -> bool:
    """Whether a source opens with its one person, right behind an "and"."""
    return start.i >= 1 and first.i >= start.i and start.nbor(-1).lower_ in _AND


def _link(reading: Reading, right: Token) -> tuple[Token, bool] | None:
    """The first token of the person named right before ``right``, and whether "and" stands between; None: nobody."""
    k = right.i - 1
    while k >= 0 and right.i - k <= _MAX_BETWEEN and reading.doc[k].ent_type_ != "PERSON":
        k -= 1
    if k < 0 or right.i - k > _MAX_BETWEEN or k == right.i - 1:
        return None
    between = reading.doc[k + 1 : right.i]
    # Initials, brackets and states are read as anything; a word in lower case that is no title ends a list.
    plain = all(t.tag_ in _BESIDE or not t.is_lower or t.lower_ in titles() or t.lower_ in _AND for t in between)
    if not plain or any(t.tag_ in FINITE and t.is_lower for t in between):
        return None
    while k and reading.doc[k].ent_iob_ == "I":
        k -= 1
    left = reading.doc[k]
    same = reading.paragraph(left.idx) == reading.paragraph(right.idx)
    return (left, any(t.lower_ in _AND for t in between)) if same else None


def _with_title(first: Token) -> Token:
    while first.i and (before := first.nbor(-1)).text[:1].isupper() and before.lower_.rstrip(".") in _titles():
        first = before
    return first


@cache
def _titles() -> frozenset[str]:
    return frozenset(t.rstrip(".") for t in titles()) | {"u.s"}


def _after_verb(reading: Reading, first: Token) -> bool:
    """Whether a finite verb stands before the list in its sentence, and no comma between."""
    start = reading.sentence(first.idx, reading.paragraph(first.idx))[0]
    before = reading.tokens(start, first.idx)
    comma = max((k for k, t in enumerate(before) if t.text == ","), default=-1)
    return any(t.tag_ in FINITE for t in before[comma + 1 :])
