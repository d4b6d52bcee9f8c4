"""Reports without what whoever tells of them says beside them, in one sentence.

=========== ================================================================= ====================================
mend        example                                                           why
=========== ================================================================= ====================================
opened      While Lee said it was safe, *the board closed it.*                the main clause is the article's own
rebuttal    Lee claimed that it failed, *when in fact it works*               the report is told to be wrong
distance    The army insisted they were armed *despite reports that …*        what somebody insists on is disputed
contrast    He says the buck stops here *and yet he blames others*            the same
conjunct    It costs jobs and, according to Lee, raises prices                between commas, only what comes behind
participle  The bill ends it, costing a million jobs according to the office  the figure is the source's
relative    to repair 12 bridges that are poor according to the agency        the same
=========== ================================================================= ====================================
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import ACCORDING, FINITE, IN_FULL, Found, Reading, cue_verb
from onrecord.lexicon.cues import words

_OPENING = frozenset(("while", "although", "though", "whereas"))
_REBUTS = re.compile(r",? (?:when|though|although|but) in (?:fact|reality|truth)\b,? ?")
_DISTANCE = re.compile(r",? despite (?!that\b)|, (?:even though|although) ")
_CONTRAST = re.compile(r",? and yet (?=(?:he|she|they)\b)")
_BESIDE = 3  # tokens between an opening conjunction and who says it
_MAX_SUBJECT = 12  # tokens
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl"))
_NEAR = 1000  # characters in which the next clause is looked for
_JOINT = 8  # characters between a clause and what follows it: ", and, "
_LEAST_WORDS = 3  # of a clause
_RELATIVES = frozenset(("which", "who", "that"))


def without_main_clause(reading: Reading, found: Found) -> Found:
    """``While Lee said it was safe, the board closed it.``: what the clause that "while" opens tells, and no more."""
    if found.head < 0 or not found.cue or not found.source or found.rule in IN_FULL:
        return found
    home = reading.paragraph(found.cue[0][0])
    sentence = reading.sentence(found.cue[0][0], home)
    opening = list(islice(reading.words(((sentence[0], found.source[0][0]),)), 2 * _BESIDE))
    while opening and (opening[0].is_quote or opening[0].is_punct):
        opening = opening[1:]
    even = [t.lower_ for t in opening[:2]] == ["even", "though"]
    opens = 0 < len(opening) <= _BESIDE and (opening[0].lower_ in _OPENING or even)
    start, end = found.content[-1]
    if not opens or found.source[0][0] > found.cue[0][0] or found.cue[-1][1] > start or end <= start:
        return found
    for t in reading.tokens(start, min(end, sentence[1], start + _NEAR)):
        if t.text == "," and reading.quotation(t.idx) == reading.quotation(found.cue[0][0]) and _opens_clause(t):
            span = reading.trim((start, t.idx))
            return replace(found, content=(*found.content[:-1], span)) if span is not None else found
    return found


def _opens_clause(comma: Token) -> bool:
    """Whether a subject stands right behind a comma, and its verb behind it."""
    after = comma.doc[comma.i + 1 : comma.i + 1 + _MAX_SUBJECT]
    subject = next((t for t in after if t.dep_ in _SUBJECTS and t.left_edge.i <= comma.i + _BESIDE), None)
    verb = subject.head if subject is not None else None
    return subject is not None and verb is not None and verb.i > subject.i and verb.dep_ not in ("relcl", "acl")


def without_rebuttal(reading: Reading, found: Found) -> Found:
    """``Lee claimed that it failed, when in fact it works``: whoever tells of it says that it is wrong."""
    if found.head < 0 or not found.cue or not found.source or found.rule in IN_FULL:
        return found
    start, end = found.content[-1]
    if start < found.cue[0][0] or reading.quotation(start) != reading.quotation(found.cue[0][0]):
        return found
    stop = min(end, start + _NEAR, reading.sentence(start, reading.paragraph(start))[1])
    cuts = [_REBUTS.search(reading.plain, start, stop), _CONTRAST.search(reading.plain, start, stop)]
    if reading.doc[found.head].lemma_.lower() in words("distancing"):
        cuts.append(_DISTANCE.search(reading.plain, start, stop))
    at = min((m.start() for m in cuts if m is not None), default=end)
    said = reading.trim((start, at)) if at < end else None
    if said is None or len(reading.tokens(*said)) < _LEAST_WORDS or reading.quotation(at) != reading.quotation(start):
        return found
    return replace(found, content=(*found.content[:-1], said))


def nearest_clause(reading: Reading, found: Found) -> Found:
    """Of ``…, costing jobs according to the office`` or ``… and, according to the office, …`` the clause beside it."""
    if found.lemma != ACCORDING or not found.cue or not found.source:
        return found
    act, behind = found.cue[0][0], found.source[-1][1]
    before = found.content[0]
    if before[1] > act or act - before[1] > _JOINT:
        return found
    tokens = reading.tokens(max(before[0], before[1] - _NEAR), before[1])
    comma = "," in reading.plain[before[1] : act]
    if comma and _is_joined(reading, tokens, act) and reading.plain[behind : behind + 1] == ",":
        rest = reading.trim((behind, reading.sentence(act, reading.paragraph(act))[1]))
        after = found.content[1:] if found.content[1:] and found.content[1][0] >= behind else None
        return replace(found, content=after or ((rest,) if rest is not None else found.content))
    if comma or len(found.content) > 1 or reading.quotation(before[0]) != reading.quotation(act):
        return found
    for before_, t in zip(reversed(tokens[:-1]), reversed(tokens[1:]), strict=True):
        if before_.text != ",":
            continue
        figure = t.tag_ == "VBG" and cue_verb(t) is None
        relative = t.lower_ in _RELATIVES and t.tag_ in ("WDT", "WP")
        if not figure and not relative:
            return found
        return replace(found, content=((t.idx, before[1]),)) if before[1] > t.idx + len(t) else found
    return found


def _is_joined(reading: Reading, tokens: list[Token], act: int) -> bool:
    """Whether the words up to ``act`` end with "and", and what comes behind has a verb but no subject of its own."""
    last = [t for t in tokens if not t.is_punct][-1:]
    joint = last[0] if last and last[0].pos_ == "CCONJ" else None
    if joint is None:  # it may be outside of the content
        after = [t for t in reading.tokens(tokens[-1].idx + len(tokens[-1]), act) if not t.is_punct] if tokens else []
        joint = after[0] if len(after) == 1 and after[0].pos_ == "CCONJ" else None
    return joint is not None and any(t.tag_ in FINITE for t in tokens)


OWN_VIEW_MENDS = (without_main_clause, without_rebuttal, nearest_clause)
