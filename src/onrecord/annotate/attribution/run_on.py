"""Contents that run on in their own sentence or line into what is not told, cut where it begins.

=========== ============================================================ =============================================
mend        example                                                      why
=========== ============================================================ =============================================
next verb   urged him to stop *and has asked the others*                 no infinitive goes on with a finite verb
sentence    According to Lee, it holds. *When I asked how long*, …       "according to" hangs on one sentence
capital     *When it rains*, the boys said, Here comes the lake.         a capital opens what stood in marks
lead-in     *Lee released the following statement:*It is late, said Lee. a colon ends what introduces a statement
quotation   It is expected to rain. ⏎ *“I thank you.”*                   nobody is told to hold it who could be quoted
piece       announced the bill at a meeting in *Poe Hall*                what a preposition outside leads is no content
subtitle    LEE TO ANNOUNCE GRANT   *Neal to Join Chief*                 a line of capitals ends where they do
=========== ============================================================ =============================================
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import ACCORDING, FINITE, IN_FULL, Found, Reading, cue_verb
from onrecord.model import Span

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl", "csubj"))
_CLAUSES = frozenset(("that", "how", "why", "what", "whether", "which", "who"))
_NEAR = 1000  # characters in which a verb is looked for
_OPENING = 30  # characters that hold the first word of a piece
_LEAST_WORDS = 3  # of what is kept
_OPENERS = re.compile(r"(?:When(?:ever)?|While|As|After|Before|Every time|Each time|Once|Until)\b")
_LED = re.compile(r", (?=[A-Z])")
_INTRODUCES = re.compile(
    r"\b(?:released|issued|made|gave|delivered|submitted) (?:the following|this|these) [^.:\n]{0,80}:\s*(?=\S)"
)
_SUBTITLE = re.compile(r"(?:\t|\s{3,})(?=[A-Z][a-z])")
_CAPITALS = 4  # letters of a line in capitals


def without_next_verb(reading: Reading, found: Found) -> Found:
    """``urged him to halt it and has sought support``: an infinitive without the finite verb that "and" leads."""
    if not _is_before_content(found):
        return found
    start, end = found.content[-1]
    if reading.quotation(start) is not None:
        return found
    stop = min(end, start + _NEAR, reading.sentence(start, reading.paragraph(start))[1])
    tokens = reading.tokens(start, stop)
    infinitive = False
    for t, after in pairwise(tokens):
        infinitive = infinitive or t.tag_ == "TO"
        if t.tag_ in FINITE or t.lower_ in _CLAUSES:
            return found
        if infinitive and t.lower_ == "and" and after.tag_ in ("VBZ", "VBD"):
            # "masks, mandates, and lies" is the end of a list, whatever the tagger sees.
            listed = t.nbor(-1).text == "," or reading.quotation(t.idx) is not None
            own = any(c.dep_ in _SUBJECTS and c.i > t.i for c in after.lefts)
            return found if listed or own else _up_to(reading, found, t)
    return found


def _is_before_content(found: Found) -> bool:
    """Whether a cue with a source stands before the content, in a report."""
    told = found.head >= 0 and bool(found.cue and found.source) and found.rule not in IN_FULL
    return told and found.cue[-1][1] <= found.content[-1][0]


def _up_to(reading: Reading, found: Found, joint: Token) -> Found:
    start = found.content[-1][0]
    span = reading.trim((start, joint.idx))
    if span is None or len(reading.tokens(*span)) < _LEAST_WORDS:
        return found
    return replace(found, content=(*found.content[:-1], span))


def within_sentence_according(reading: Reading, found: Found) -> Found:
    """``According to Lee, it holds. When I asked …``: what opens a sentence with "according to" ends with it."""
    if found.lemma != ACCORDING or not found.cue or not found.source or found.rule in IN_FULL:
        return found
    act = max(b for _, b in (*found.cue, *found.source))
    start, end = found.content[-1]
    home = reading.paragraph(start)
    sentence = reading.sentence(start, home)
    breaks_off = end < home[1] and reading.plain[end - 1] not in ".?!" and reading.plain[end] not in ".?!"
    if not act <= start or sentence[1] >= end or not sentence[0] <= found.cue[0][0] or not breaks_off:
        return found
    span = reading.trim((start, sentence[1]))
    if span is None or reading.quotations_in(start, sentence[1]) or reading.quotation(start) is not None:
        return found
    return replace(found, content=(*found.content[:-1], span))


def from_capital(reading: Reading, found: Found) -> Found:
    """``When it rains, the boys said, Here comes the lake.``: what the capital opens stood in marks, and is all."""
    if found.head < 0 or not found.cue or not found.source or len(found.content) < 2 or found.rule in IN_FULL:
        return found
    act = min(found.cue[0][0], found.source[0][0])
    behind = max(b for _, b in (*found.cue, *found.source))
    home = reading.paragraph(act)
    led = _LED.match(reading.plain, behind, home[1])
    if led is None or found.content[-1][0] not in (led.end(), led.end() - 1, led.end() - 2):
        return found
    first = reading.doc[reading.token_at(led.end())]
    name = first.pos_ in ("PROPN", "NOUN") or first.text == "I" or first.ent_type_ != ""
    opens = _OPENERS.match(reading.plain, reading.sentence(act, home)[0], act) is not None
    if name or not opens or reading.quotation(led.end()) is not None or reading.quotation(act) is not None:
        return found
    return replace(found, content=found.content[-1:])


def behind_lead_in(reading: Reading, found: Found) -> Found:
    """``Lee released the following statement:It is late, said Lee.``: what introduces a statement is not in it."""
    if found.head < 0 or not found.cue or not found.source or found.rule in IN_FULL:
        return found
    start, end = found.content[0]
    if end > found.cue[0][0] or reading.quotation(start) is not None:
        return found
    m = _INTRODUCES.search(reading.plain, start, min(end, start + _NEAR))
    span = reading.trim((m.end(), end)) if m is not None else None
    if span is None or reading.quotation(m.start() if m is not None else start) is not None:
        return found
    return replace(found, content=(span, *found.content[1:])) if len(reading.tokens(*span)) > 1 else found


def without_quotation_below(reading: Reading, found: Found) -> Found:
    """``Lee is expected to win.`` ⏎ ``“I thank you.”``: nobody is told to expect it who could be quoted."""
    row = cue_verb(reading.doc[found.head]) if found.head >= 0 else None
    if row is None or row.kind != "attitude" or found.source or not found.cue or len(found.content) < 2:
        return found
    home = reading.paragraph(found.cue[0][0])
    kept = tuple(p for p in found.content if p[0] < home[1] or reading.quotation(p[0]) is None)
    colon = reading.plain[slice(*home)].rstrip().endswith(":")
    return replace(found, content=kept) if kept and not colon and kept[-1][0] < home[1] else found


def without_loose_piece(reading: Reading, found: Found) -> Found:
    """``announced the bill at a meeting in Poe Hall``: without the end of a phrase that is no content."""
    if not _is_before_content(found) or len(found.content) < 2:
        return found
    kept = [found.content[0]]
    for (_, before), piece in pairwise(found.content):
        if not _is_loose(reading, found, before, piece):
            kept.append(piece)
    return replace(found, content=tuple(kept)) if len(kept) < len(found.content) else found


def _is_loose(reading: Reading, found: Found, before: int, piece: Span) -> bool:
    """Whether a preposition that is neither cue nor content leads a piece that is no clause."""
    if piece[0] - before > _NEAR:
        return False
    gap = reading.tokens(before, piece[0])
    own = any(before <= a < piece[0] for a, _ in (*found.cue, *found.source))
    if len(gap) < 2 or own or gap[-1].tag_ != "IN" or gap[-1].pos_ != "ADP" or gap[0].pos_ != "ADP":
        return False
    one = reading.sentence(before - 1, reading.paragraph(before - 1))[1] >= piece[1]
    tokens = reading.tokens(piece[0], min(piece[1], piece[0] + _OPENING))
    quoted = reading.quotation(piece[0]) is not None or bool(reading.quotations_in(before, piece[1]))
    return one and not quoted and bool(tokens) and tokens[0].pos_ in ("NOUN", "PROPN", "DET", "ADJ")


def without_subtitle(reading: Reading, found: Found) -> Found:
    """``LEE TO ANNOUNCE GRANT   Neal to Join Chief``: of a headline in capitals what stands in capitals."""
    start, end = found.content[-1]
    home = reading.paragraph(start)
    if home != reading.paragraphs[0] or not found.cue or found.cue[-1][1] > start:
        return found
    m = _SUBTITLE.search(reading.plain, start, min(end, start + _NEAR))
    above = reading.plain[found.cue[-1][0] : m.start()] if m is not None else ""
    span = reading.trim((start, m.start())) if m is not None and above.isupper() and len(above) > _CAPITALS else None
    return replace(found, content=(*found.content[:-1], span)) if span is not None else found


RUN_ON_MENDS = (
    without_next_verb,
    within_sentence_according,
    from_capital,
    without_quotation_below,
    without_loose_piece,
    without_subtitle,
)
