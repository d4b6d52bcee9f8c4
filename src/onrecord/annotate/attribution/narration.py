"""Contents mended: without the article's own words behind them, with what a sentence joins to them.

=========== ============================================================ ======================================
mend        example                                                      why
=========== ============================================================ ======================================
gloss       says it was “cheap,” referring to the price of the phone     the article explains the words
another     say all was checked, with the Post reporting nobody was      another's report is not theirs
relative    a policy which, according to the Post, both had criticised   only the clause is the Post's
second      announced a new app, and that phones would have new chips    the clause is announced too
inversion   said that should they pay, he would not object               the main clause is what is said
=========== ============================================================ ======================================
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from onrecord.annotate.attribution.reading import ACCORDING, Found, Reading, cue_verb, overlap

_GLOSS = re.compile(
    r"[,\"'] *,? *(?:(?:apparently )?(?:referring|alluding) to|in an? (?:\w+ )?(?:reference|allusion) to)\b"
)
_SECOND = re.compile(r" ?, and(?: ?,[^,.;:\"]{2,40},)? that ")
_INVERTED = re.compile(r"that (?:should|were|had) (?!(?:be|been|have|not)\b)")
_NEAR = 1000  # characters in which another's report is looked for
_RELATIVES = frozenset(("which", "who", "whom", "that"))


def _no_gloss(reading: Reading, found: Found) -> Found:
    """Without ``referring to …`` behind quoted words."""
    start, end = found.content[-1]
    for m in _GLOSS.finditer(reading.plain, start, end):
        marks = reading.quotations_in(start, m.end())
        word = m.end() - len(m[0].lstrip(",\"' "))
        if marks and reading.quotation(word) is None and not reading.plain[marks[-1].end : word].strip(" ,"):
            return replace(found, content=(*found.content[:-1], (start, marks[-1].end)))
    return found


def _no_report(reading: Reading, found: Found) -> Found:
    """Without ``, with the Post reporting that …``."""
    start, end = found.content[-1]
    if reading.quotation(start) is not None:
        return found
    tokens = reading.tokens(start, min(end, start + _NEAR))
    for before, t in pairwise(tokens):
        if before.text != "," or t.lower_ != "with" or reading.quotation(t.idx) is not None:
            continue
        verb = next((v for v in t.rights if v.dep_ == "pcomp" and v.tag_ == "VBG"), None)
        row = cue_verb(verb) if verb is not None else None
        named = verb is not None and any(v.dep_ == "nsubj" for v in verb.lefts)
        if row is not None and row.kind == "speech" and named and before.idx > start:
            return replace(found, content=(*found.content[:-1], (start, before.idx)))
    return found


def _relative_clause(reading: Reading, found: Found) -> Found:
    """Of ``a policy which, according to the Post, both had criticised`` the clause alone."""
    if found.lemma != ACCORDING or not found.cue or len(found.content) < 2:
        return found
    act = found.cue[0][0]
    before, after = found.content[0], found.content[1]
    words = [t for t in reading.tokens(*before) if not t.is_punct]
    if before[1] > act or after[0] < act or not words or words[-1].lower_ not in _RELATIVES:
        return found
    between = reading.plain[words[-1].idx + len(words[-1]) : act]
    return replace(found, content=found.content[1:]) if not between.strip(" ,") else found


def _second_object(reading: Reading, found: Found) -> Found:
    """With ``, and that …`` behind the first object."""
    start, end = found.content[-1]
    if not found.cue or reading.quotation(max(end - 1, start)) is not None or found.cue[-1][1] > start:
        return found
    sentence = reading.sentence(found.cue[0][0], reading.paragraph(found.cue[0][0]))
    m = _SECOND.match(reading.plain, end, sentence[1])
    if m is None:
        return found
    clause = reading.trim((reading.plain.rindex("that", end, m.end()), sentence[1]))
    free = clause is not None and not overlap((clause,), (*found.source, *found.cue))
    return replace(found, content=(*found.content, clause)) if clause is not None and free else found


def _whole_condition(reading: Reading, found: Found) -> Found:
    """With the main clause behind ``that should they pay``."""
    start, end = found.content[-1]
    m = _INVERTED.match(reading.plain, start, end)
    if m is None or any(t.text == "," for t in reading.tokens(start, end)):
        return found
    sentence = reading.sentence(start, reading.paragraph(start))
    behind = reading.trim((end, sentence[1])) if reading.plain[end : sentence[1]].lstrip()[:1] == "," else None
    if behind is None or reading.quotations_in(*behind) or overlap((behind,), (*found.source, *found.cue)):
        return found
    return replace(found, content=(*found.content[:-1], (start, behind[1])))


# Each from a find to the find, mended where it applies.
NARRATION_MENDS = (_no_gloss, _no_report, _relative_clause, _second_object, _whole_condition)
