"""Sources that are the last of several: ``Sens. Ann Lee (R-Me.), Cy Roe, and Rep. Bob Poe said …``.

Brackets and titles between the names lead the parser, and readers trained on news, to the last name alone. A list
counts where nothing but commas, "and", titles and brackets lies between the persons and no verb stands before the
first: in "Lee met Roe, and Poe said" Poe speaks alone.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import FINITE, Found, Reading, overlap
from onrecord.gazetteer import titles

_AND = frozenset(("and", "&"))
_MAX_NAMES = 1_000  # characters of the names between a source and its cue
_MAX_BETWEEN = 14  # tokens: title, party and state
_OPENS = frozenset(("after", "because", "before", "since", "that", "when", "while"))  # a clause
_BESIDE = frozenset(("NNP", "NNPS", "CD", "HYPH", "``", "''", "NN", "SYM", ":", ",", "-LRB-", "-RRB-", "CC", "AFX"))


def whole_list(reading: Reading, found: Found) -> Found:
    """``found`` with all the persons of a list whose last alone was taken for the source."""
    if len(found.source) != 1 or not found.cue or found.cue[0][0] < found.source[0][0]:
        return found
    found = _up_to_cue(reading, found)
    tokens = reading.tokens(*found.source[0])
    people = _people(tokens)
    if not people or not _begins_behind(_with_title(people[0]), _behind_bracket(tokens), len(people) > 1):
        return found
    within = reading.doc[people[0].i : people[-1].i]
    first, joined = people[0], any(t.lower_ in _AND for t in within)
    while (link := _link(reading, first)) is not None:
        first, conjoined = link
        joined = joined or conjoined
    start = _joined_by(_with_title(first))
    if first.i == people[0].i or not joined or _after_verb(reading, start):
        return found
    span = (start.idx, found.source[0][1])
    return found if overlap((span,), (*found.content, *found.cue)) else replace(found, source=(span,))


def _up_to_cue(reading: Reading, found: Found) -> Found:
    """``Lee`` of "In a joint statement, Lee, Poe and Roe said" with those behind her."""
    if found.cue[0][0] - found.source[0][1] > _MAX_NAMES:
        return found
    between = reading.tokens(found.source[0][1], found.cue[0][0])
    inside = reading.tokens(*found.source[0])
    plain = all(t.tag_ == "NNP" or t.text == "," or t.lower_ in _AND for t in between)
    if len(between) < 2 or not inside or not plain or not any(t.lower_ in _AND for t in between):
        return found
    named = any(t.ent_type_ == "PERSON" for t in between) and inside[-1].tag_ == between[-1].tag_ == "NNP"
    if not named or between[0].tag_ == "NNP":
        return found
    span = (found.source[0][0], between[-1].idx + len(between[-1]))
    return found if overlap((span,), found.content) else replace(found, source=(span,))


def _people(tokens: list[Token]) -> list[Token]:
    """The first tokens of the persons in a source; of one whom only his title shows the one behind it."""
    people = [t for t in tokens if t.ent_type_ == "PERSON" and t.ent_iob_ == "B"]
    if people or len(tokens) < 2 or any(t.tag_ != "NNP" for t in tokens):
        return people
    return [b for a, b in pairwise(tokens) if a.lower_.rstrip(".") in _titles() and b.lower_ not in titles()][:1]


def _behind_bracket(tokens: list[Token]) -> Token:
    """The first token of a source, without the bracket and comma of who stands before: "(R-Me.), Poe and Roe"."""
    if tokens[0].text not in ("(", ","):
        return tokens[0]
    comma = next((k for k, t in enumerate(tokens[:-1]) if t.text == "," and k < _MAX_BETWEEN), -1)
    return tokens[comma + 1]


def _begins_behind(start: Token, first: Token, several: bool) -> bool:
    """Whether a source opens with its first person, right behind an "and", or a comma where it names several."""
    before = start.nbor(-1) if start.i >= 1 else start
    return first.i >= start.i > 0 and (before.lower_ in _AND or (several and before.text == ","))


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


def _joined_by(start: Token) -> Token:
    """``Lee`` of "Lee, joined by Senators Poe and Roe, said"."""
    by = start.nbor(-1) if start.i > 3 else start
    joined = by.nbor(-1) if by.lower_ == "by" else by
    if joined.lower_ != "joined":
        return start
    first = joined.nbor(-2) if joined.nbor(-1).text == "," else joined.nbor(-1)
    for _ in range(_MAX_BETWEEN if first.text == ")" else 0):
        first = first.nbor(-1) if first.i else first
        if first.text == "(":
            first = first.nbor(-1) if first.i else first
            break
    if first.ent_type_ != "PERSON":
        return start
    while first.i and first.ent_iob_ == "I":
        first = first.nbor(-1)
    return first


def _with_title(first: Token) -> Token:
    while first.i and (before := first.nbor(-1)).text[:1].isupper() and before.lower_.rstrip(".") in _titles():
        first = before
    place = first.i > 0 and first.ent_type_ != "PERSON" and first.nbor(-1).ent_type_ in ("GPE", "NORP")
    return first.nbor(-1) if place else first  # "Ohio Governor Ann Lee"


@cache
def _titles() -> frozenset[str]:
    return frozenset(t.rstrip(".") for t in titles()) | {"u.s"}


def _after_verb(reading: Reading, first: Token) -> bool:
    """Whether a finite verb stands before the list in its sentence, and no comma between."""
    start = reading.sentence(first.idx, reading.paragraph(first.idx))[0]
    before = reading.tokens(start, first.idx)
    if before and before[-1].lower_ in _OPENS:
        return False
    comma = max((k for k, t in enumerate(before) if t.text == ","), default=-1)
    return any(t.tag_ in FINITE for t in before[comma + 1 :])
