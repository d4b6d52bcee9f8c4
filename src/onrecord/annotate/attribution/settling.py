"""The last look at what was found: whole statements, mended spans, and whether it is speech at all.

Rules and model see an act of saying where its cue stands. What lies farther off is settled here, the same way for
both: a statement shown in full, a quotation left open that goes on, who is quoted "as saying", who was only told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from heapq import heapify, heappop, heappush
from itertools import pairwise

from spacy.tokens import Token

from onrecord.annotate.attribution.candidates import shared
from onrecord.annotate.attribution.content_mends import CONTENT_MENDS
from onrecord.annotate.attribution.cut_short import CUT_MENDS
from onrecord.annotate.attribution.going_on import (
    as_one_statement,
    with_paragraphs_behind,
    with_second_half,
    without_others,
    without_signed_end,
)
from onrecord.annotate.attribution.in_full import full_texts
from onrecord.annotate.attribution.in_full_owner import (
    is_greeting,
    owner_before,
    principal,
    sender_of_letter,
    writer_to_greeted,
)
from onrecord.annotate.attribution.inside_speech import within_its_sentence
from onrecord.annotate.attribution.interviews import answers
from onrecord.annotate.attribution.led_up import with_paragraphs_before
from onrecord.annotate.attribution.lost_marks import with_lost_marks
from onrecord.annotate.attribution.narration import NARRATION_MENDS
from onrecord.annotate.attribution.others_turns import without_turns_of_others
from onrecord.annotate.attribution.own_view import OWN_VIEW_MENDS
from onrecord.annotate.attribution.quotes import is_title
from onrecord.annotate.attribution.reading import (
    ACCORDING,
    IN_FULL,
    Found,
    Reading,
    cue_verb,
    is_first_person,
    noun_phrase,
    overlap,
)
from onrecord.annotate.attribution.run_on import RUN_ON_MENDS, behind_lead_in
from onrecord.annotate.attribution.source_mends import SOURCE_MENDS, behind_dateline, no_addressee, no_dateline
from onrecord.annotate.attribution.speech import is_said
from onrecord.annotate.attribution.whole_list import whole_list
from onrecord.lexicon.cues import no_saying, words
from onrecord.model import Span, Spans

_AROUND = 200  # characters in which a turn of phrase is looked for
_TAIL = 80  # characters that hold the last two words
_CLOCK = re.compile(r"\b[ap]\.?$", re.I)
_SENTENCE_WORDS = 4
_QUOTES = frozenset(("say", "add", "continue", "state", "conclude", "explain"))


def settle(reading: Reading, found: Sequence[Found]) -> list[tuple[Found, int]]:
    """What is to be published, each with the index of the find that it comes from (-1: of none)."""
    kept = [(k, f) for k, f in enumerate(found) if not _says_nothing(reading, f)]
    out: list[tuple[Found, int]] = []
    for full in full_texts(reading):
        inner = next((f for _, f in kept if _is_inside_opening(full, f)), None)
        if inner is not None and full.source and all(t.pos_ == "PRON" for t in reading.words(inner.source)):
            inner = None  # who issues it is told: "he went on" there is of somebody spoken of
        if inner is not None:
            spans = (*inner.source, *inner.cue)
            hole = (min(a for a, _ in spans), max(b for _, b in spans))
            parts = (reading.trim(span) for span in _without(full.content, hole))
            full = replace(full, content=tuple(p for p in parts if p is not None), source=inner.source)
        same = [(k, f) for k, f in kept if _is_same_act(full, f)]
        kept = [(k, f) for k, f in kept if (k, f) not in same and not _is_echo(reading, full, f)]
        greeted = writer_to_greeted(reading, full.content[0][0]) if _is_letter(reading, full) else None
        given = [s for s in (full.source, *(f.source for _, f in same)) if s and _is_giver(reading, s)]
        named = (greeted,) if greeted else next(iter(given), ())
        if not named:
            at = full.content[0][0]
            sender = owner_before(reading, full) or sender_of_letter(reading, at)
            wrote = [f for _, f in kept if f.lemma == "write"] if _is_letter(reading, full) else []
            named = (sender,) if sender else _last_source(reading, full, wrote)
            if not named and is_greeting(reading, at):  # who is quoted beside a letter is not who sends it
                named = _last_source(reading, full, [f for _, f in kept if not _is_quoted(reading, f)])
            named = named or _last_source(reading, full, [f for _, f in kept])
            if not named and (first := principal(reading, at)) is not None:
                named = (first,)
        if named:
            whole = no_addressee(reading, whole_list(reading, replace(full, source=named)))
            whole = no_dateline(reading, behind_dateline(reading, whole))
            out.append((whole, same[0][0] if same else -1))
        else:
            kept += same
    for answer in answers(reading):
        kept = [(k, f) for k, f in kept if not _is_same_act(answer, f) and not _is_echo(reading, answer, f)]
        out.append((answer, -1))
    out += [(_mended(reading, f), k) for k, f in kept]
    out = [(_translated(reading, f, [g for g, _ in out]), k) for f, k in out]
    led = with_paragraphs_before(reading, [f for f, _ in out])
    out = [(f, k) for f, (_, k) in zip(led, out, strict=True) if f.content]
    out = with_second_half(
        reading,
        without_signed_end(
            reading, with_paragraphs_behind(reading, without_others(reading, as_one_statement(reading, out)))
        ),
    )
    ended = with_lost_marks(reading, without_turns_of_others(reading, [f for f, _ in out]))
    ended = [behind_lead_in(reading, f) for f in within_its_sentence(reading, ended)]
    out = [(f, k) for f, (_, k) in zip(ended, out, strict=True)]
    out = _readable(reading, [(_no_dangling_word(reading, f), k) for f, k in _uncrossed(_without_twins(out))])
    return [(f if not f.speech or f.rule in IN_FULL or is_said(reading, f) else replace(f, speech=False), k)
            for f, k in out]  # fmt: skip


def _says_nothing(reading: Reading, found: Found) -> bool:
    """Whether the cue word stands in a turn of phrase that reports nobody's words."""
    if found.head < 0:
        return False
    head = reading.doc[found.head]
    start, end = reading.sentence(head.idx, reading.paragraph(head.idx))
    start, end = max(start, head.idx - _AROUND), min(end, head.idx + _AROUND)
    return any(m.start() <= head.idx < m.end() for m in no_saying().finditer(reading.plain, start, end))


def _is_giver(reading: Reading, source: Spans) -> bool:
    """Whether a source can be who gives a text: neither the letter itself nor whom it greets."""
    start, end = source[0]
    greets = reading.plain[reading.paragraph(start)[0] : end].lstrip().lower().startswith("dear ")
    tokens = reading.tokens(start, end)
    paper = tokens and tokens[-1].lemma_.lower() in words("in-full") and not any(t.dep_ == "poss" for t in tokens)
    return not greets and not paper


def _is_letter(reading: Reading, full: Found) -> bool:
    return any(t.lemma_.lower() in ("letter", "write") for a, b in full.cue for t in reading.tokens(a, b))


def _is_quoted(reading: Reading, found: Found) -> bool:
    """Whether one person is quoted: "“…,” said Representative Lee"."""
    return found.lemma in _QUOTES and any(t.ent_type_ == "PERSON" for t in reading.words(found.source))


def _is_same_act(full: Found, found: Found) -> bool:
    """Whether a find is of the act that the introduction tells, or of most of the same words."""
    if overlap(found.cue, full.cue) or (found.head >= 0 and found.head == full.head):
        return True
    if found.cue and overlap(found.cue, full.content):
        return _is_inside_opening(full, found)
    return 2 * shared(found.content, full.content) > sum(b - a for a, b in found.content)


def _is_inside_opening(full: Found, found: Found) -> bool:
    """``We are in need, the senators wrote. …``: who says it is told in the first sentence of what is shown."""
    opens = abs(found.content[0][0] - full.content[0][0]) <= 1 and found.speech and found.lemma != ACCORDING
    inside = bool(found.cue and found.source) and overlap(found.cue, full.content)
    return opens and inside and found.cue[0][0] > found.content[0][0]


def _is_echo(reading: Reading, full: Found, found: Found) -> bool:
    """Whether the find is the speaker's own "I urge" inside the words shown in full."""
    inside = bool(found.cue) and overlap(found.cue, full.content)
    return inside and (not found.source or is_first_person(reading, found.source))


def _last_source(reading: Reading, full: Found, found: Sequence[Found]) -> Spans:
    """Who spoke last before "The full letter is below"."""
    before = [f for f in found if f.speech and f.source and f.cue and f.cue[0][0] < full.content[0][0]]
    before = [f for f in before if not is_first_person(reading, f.source) and _is_giver(reading, f.source)]
    return max(before, key=lambda f: f.cue[0][0]).source if before else ()


def _mended(reading: Reading, found: Found) -> Found:
    for mend in _MENDS:
        found = mend(reading, found)
    return found


def _quoted_as(reading: Reading, found: Found) -> Found:
    """``The paper quoted Lee as saying “…”``, ``Lee was quoted by the paper``: Lee says it."""
    if found.head < 0 or reading.doc[found.head].lemma_.lower() not in ("quote", "cite"):
        return found
    verb = reading.doc[found.head]
    home = reading.paragraph(verb.idx)
    quoted = next((t for t in verb.lefts if t.dep_ == "nsubjpass"), None)
    if quoted is not None and (by := noun_phrase(reading, quoted, verb)) is not None:
        apart = tuple(p for p in found.content if p[0] > verb.idx and reading.quotation(p[0]) is not None)
        found = replace(found, source=(by,), content=apart or found.content)
    for t in reading.doc[verb.i + 1 :]:
        if t.idx >= home[1] or t.i > verb.i + 25:
            return found
        if t.lower_ in ("saying", "telling") and t.nbor(-1).lower_ == "as":
            source = reading.trim((verb.idx + len(verb), t.nbor(-1).idx))
            content = _without(found.content, (verb.idx, t.idx + len(t)))
            trimmed = tuple(p for span in content if (p := reading.trim(span)) is not None)
            if source is None or not trimmed:
                return found
            return replace(found, source=(source,), content=trimmed, cue=((t.nbor(-1).idx, t.idx + len(t)),))
    return found


def _without(spans: Spans, hole: Span) -> Spans:
    out = []
    for a, b in spans:
        out += [(a, min(b, hole[0])), (max(a, hole[1]), b)]
    return tuple((a, b) for a, b in out if a < b)


def _told(reading: Reading, found: Found) -> Found:
    """``He was told that …``: the subject of a passive hears it; the agent, if there is one, says it."""
    if found.head < 0 or not found.source or reading.doc[found.head].lemma_ in ("quote", "cite"):
        return found
    verb = reading.doc[found.head]
    if verb.lemma_ in ("ask", "press", "question") and verb.tag_ in ("VBN", "VBD") and verb.i:
        before = verb.nbor(-1)
        by = next((t for t in verb.rights if t.dep_ == "agent"), None)
        if by is not None and by.idx < found.source[0][0] <= by.right_edge.idx:
            return found  # "Asked by Lee whether …"
        if before.lower_ == "when" or verb.idx <= reading.sentence(verb.idx, reading.paragraph(verb.idx))[0]:
            return replace(found, source=())  # "When asked whether …": nobody says who asked
    while verb.dep_ == "conj" and verb.head.tag_ == "VBN" and not list(verb.lefts) and _hears(verb):
        verb = verb.head  # "was hauled in and told that …"
    # "who's called for it" has called for it, whatever the parser says.
    if verb.tag_ != "VBN" or not any(t.dep_ == "auxpass" and t.text != "'s" for t in verb.lefts):
        return found
    if cue_verb(reading.doc[found.head]) is None:
        return found  # "They were frustrated that …" is theirs
    who = next((t for t in verb.lefts if t.dep_ == "nsubjpass"), None)
    if who is None:  # "After calls by a husband and another relative, Lee's staff was informed that …"
        passive = next(t for t in verb.lefts if t.dep_ == "auxpass")
        beside = 0 <= passive.idx - found.source[-1][1] <= 1 and verb.lemma_ in ("tell", "inform")
        return found if not beside or any(t.dep_ == "agent" for t in verb.rights) else replace(found, source=())
    if not any(a <= who.idx < b for a, b in found.source):
        heard = verb.lemma_ in ("tell", "inform") or reading.doc[found.head].lemma_ in ("tell", "inform")
        behind = found.source[0][0] >= reading.sentence(verb.idx, reading.paragraph(verb.idx))[1]
        return replace(found, source=()) if heard and behind else found
    agent = next((t for t in verb.rights if t.dep_ == "agent"), None)
    named = next((t for t in agent.rights if t.dep_ == "pobj"), None) if agent is not None else None
    span = noun_phrase(reading, named, None) if named is not None else None
    if span is not None and not overlap((span,), found.content):
        return replace(found, source=(span,))
    return replace(found, source=())


def _translated(reading: Reading, found: Found, others: Sequence[Found]) -> Found:
    """``although the agency translated the quote as “…”``: whoever is quoted right before says it."""
    verb = next((t for t in reading.words(found.cue) if t.lemma_.lower() in words("translating")), None)
    if verb is None:
        return found
    original = any(t.dep_ in ("dobj", "nsubjpass") and t.lemma_.lower() in words("quoted") for t in verb.children)
    home = reading.paragraph(verb.idx)
    before = [f for f in others if f.speech and f.source and f.cue and home[0] <= f.cue[0][0] < found.cue[0][0]]
    return replace(found, source=max(before, key=lambda f: f.cue[0][0]).source) if original and before else found


def _hears(verb: Token) -> bool:
    """Whether a second participle is passive too; "was hurt and told police" has an object, and is not."""
    told = verb.tag_ == "VBD" and verb.lemma_ in ("tell", "inform")
    return verb.tag_ == "VBN" or (told and not any(t.dep_ in ("dobj", "dative") for t in verb.rights))


def _own_paragraph(reading: Reading, found: Found) -> Found:
    """Without quotations of the paragraphs before, where the words beside the cue are no quotation themselves."""
    if not found.cue or len(found.content) < 2:
        return found
    home = reading.paragraph(found.cue[0][0])
    beside = [p for p in found.content if p[0] >= home[0]]
    quoted = [p for p in found.content if p[0] < home[0] and reading.quotation(p[0]) is not None]
    if beside and beside[0][0] <= home[0] + 1 and beside[-1][1] <= found.cue[0][0]:
        quoted = [p for p in found.content if p[0] < home[0]]  # "We must act, Lee said." is a whole paragraph's opening
    if not beside or not quoted or any(reading.quotation(p[0]) is not None for p in beside):
        return found
    return replace(found, content=tuple(p for p in found.content if p not in quoted))


def _clock(reading: Reading, found: Found) -> Found:
    """ "at 10 a." is "at 10 a.m.": the end of the sentence was seen too early."""
    start, end = found.content[-1]
    if not _CLOCK.search(reading.plain, max(start, end - 3), end):
        return found
    m = re.compile(r"\.?m\b\.?", re.I).match(reading.plain, end)
    return replace(found, content=(*found.content[:-1], (start, m.end()))) if m is not None else found


def _own_quotation(reading: Reading, found: Found) -> Found:
    """With the quotation that ends right before ``said Lee`` or ``Lee said``, where only what comes next was seen."""
    if found.head < 0 or not found.cue or not found.source:
        return found
    start = min(found.cue[0][0], found.source[0][0])
    before = reading.quotation(max(start - 2, 0)) or reading.quotation(max(start - 3, 0))
    if before is None or not before.closed or found.content[0][0] < start or before.end > start:
        return found
    inner = reading.plain[before.inner[0] : before.inner[1]].rstrip()
    titled = is_title(reading, before) and inner[-1:] == ","
    if reading.plain[before.end : start].strip() or inner[-1:] not in (",", "?", "!", "-", "—") or titled:
        return found
    first = reading.quotation(found.content[0][0])
    act = sorted((*found.source, *found.cue))
    beside = all(not reading.plain[a[1] : b[0]].strip() for a, b in pairwise(act))
    whole = beside and _opens_sentence(reading, before.start) and len(inner.split()) >= _SENTENCE_WORDS
    return replace(found, content=(before.span, *found.content)) if first is not None or whole else found


def _opens_sentence(reading: Reading, offset: int) -> bool:
    before = reading.plain[reading.paragraph(offset)[0] : offset].rstrip()
    return not before or before[-1] in '.?!"'


def _no_topic(reading: Reading, found: Found) -> Found:
    """``issued a statement on the bill:`` and a quotation: what the statement is about is not said in it."""
    if not found.cue or len(found.content) < 2:
        return found
    home = reading.paragraph(found.cue[0][0])
    topic = [p for p in found.content if home[0] <= p[0] < home[1] and reading.quotation(p[0]) is None]
    rest = tuple(p for p in found.content if p not in topic)
    quoted = bool(rest) and all(p[0] >= home[1] and reading.quotation(p[0]) is not None for p in rest)
    if not (topic and quoted):
        return found
    named = any(t.lemma_.lower() in words("in-full") and t.dep_ in ("dobj", "nsubjpass") for t in reading.tokens(*home))
    return replace(found, content=rest) if named else found


def _no_preamble(reading: Reading, found: Found) -> Found:
    """``In presenting the bill, Lee said, “…”``: the words before the speaker are not in the quotation."""
    if not found.cue or not found.source or len(found.content) < 2:
        return found
    act = min(found.cue[0][0], found.source[0][0])
    lead = found.content[0]
    tokens = reading.tokens(*lead)
    rest = found.content[1:]
    loose = (
        lead[1] <= act and reading.quotation(lead[0]) is None and bool(tokens) and tokens[0].pos_ in ("ADP", "SCONJ")
    )
    # Quoted from its first word on: a quotation that goes on with a sentence begins in lower case.
    fresh = rest[0][0] > act and (q := reading.quotation(rest[0][0])) is not None and q.start >= act
    opens = fresh and reading.plain[rest[0][0] :].lstrip("\"' ")[:1].isupper()
    return replace(found, content=rest) if loose and opens else found


def _no_dangling_word(reading: Reading, found: Found) -> Found:
    """Without the last word of a piece that joins what comes behind it: ``“…” after`` reports said …"""
    pieces = []
    for start, end in found.content:
        tokens = reading.tokens(max(start, end - _TAIL), end)
        last = tokens[-1] if len(tokens) > 1 else None
        joins = last is not None and last.pos_ in ("SCONJ", "ADP") and last.dep_ in ("mark", "prep", "cc")
        outside = last is not None and not start <= last.head.idx < end
        before = tokens[-2] if joins and outside else None
        pieces.append((start, before.idx + len(before)) if before is not None else (start, end))
    return replace(found, content=tuple(pieces))


_MENDS = (
    _quoted_as,
    _told,
    *SOURCE_MENDS,
    _clock,
    _own_quotation,
    _no_topic,
    _no_preamble,
    _own_paragraph,
    *CONTENT_MENDS,
    *NARRATION_MENDS,
    *OWN_VIEW_MENDS,
    *CUT_MENDS,
    *RUN_ON_MENDS,
)


def _without_twins(found: list[tuple[Found, int]]) -> list[tuple[Found, int]]:
    """Of those with the same source and cue the one whose content holds the others'."""
    acts: dict[tuple[Spans, Spans], list[Found]] = {}
    for f, _ in found:
        acts.setdefault((f.source, f.cue), []).append(f)
    return [(f, k) for f, k in found if not any(_holds(g, f) for g in acts[f.source, f.cue])]


def _holds(whole: Found, part: Found) -> bool:
    inside = all(any(a <= x and y <= b for a, b in whole.content) for x, y in part.content)
    return inside and whole.content != part.content


def _uncrossed(found: list[tuple[Found, int]]) -> list[tuple[Found, int]]:
    """Contents that lie inside each other or apart: of two that cross, the shorter loses what they share.

    Nor does a content cross its own source or cue. One sweep over all pieces by their start.
    """
    own = [_clear(f) for f, _ in found]
    size = [sum(b - a for a, b in content) for content in own]
    queue = [(a, -b, k) for k, content in enumerate(own) for a, b in content]
    heapify(queue)
    out: list[list[Span]] = [[] for _ in found]
    open_: list[tuple[int, int, int]] = []  # start, end, whose; each inside the one before
    while queue:
        start, negative, k = heappop(queue)
        end = -negative
        while open_ and open_[-1][1] <= start:
            a, b, whose = open_.pop()
            out[whose].append((a, b))
        if open_ and open_[-1][0] < start and open_[-1][1] < end:
            a, b, whose = open_[-1]
            if size[k] > size[whose]:
                open_[-1] = (a, start, whose)
                heappush(queue, (start, negative, k))
            else:
                heappush(queue, (b, negative, k))
            continue
        open_.append((start, end, k))
    for a, b, whose in open_:
        out[whose].append((a, b))
    return [(replace(f, content=tuple(sorted(out[k]))), i) for k, (f, i) in enumerate(found) if out[k]]


def _clear(found: Found) -> Spans:
    content = found.content
    for span in (*found.source, *found.cue):
        content = tuple(
            p for piece in content for p in (_without((piece,), span) if _crosses(piece, span) else (piece,))
        )
    return content


def _crosses(left: Span, right: Span) -> bool:
    return left[0] < right[0] < left[1] < right[1] or right[0] < left[0] < right[1] < left[1]


def _readable(reading: Reading, found: list[tuple[Found, int]]) -> list[tuple[Found, int]]:
    """Those with a letter or digit left in the content; pieces without one go."""
    out = []
    for f, k in found:
        content = tuple(p for p in f.content if any(c.isalnum() for c in reading.text[p[0] : p[1]]))
        if content:
            out.append((f if content == f.content else replace(f, content=content), k))
    return out
