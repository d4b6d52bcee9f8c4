"""The last look at what was found: whole statements, mended spans, and whether it is speech at all.

Rules and model see an act of saying where its cue stands. What lies farther off is settled here, the same way for
both: a statement shown in full, a quotation left open that goes on, who is quoted "as saying", who was only told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import heapify, heappop, heappush

from onrecord.annotate.attribution.candidates import shared
from onrecord.annotate.attribution.content_mends import CONTENT_MENDS
from onrecord.annotate.attribution.in_full import full_texts
from onrecord.annotate.attribution.in_full_owner import owner_before, principal, sender_of_letter, writer_to_greeted
from onrecord.annotate.attribution.lost_marks import with_lost_marks
from onrecord.annotate.attribution.reading import ACCORDING, Found, Reading, noun_phrase, overlap
from onrecord.annotate.attribution.source_mends import SOURCE_MENDS, no_addressee, no_dateline
from onrecord.annotate.attribution.speech import is_said
from onrecord.annotate.attribution.whole_list import whole_list
from onrecord.lexicon.cues import words
from onrecord.model import Span, Spans

_FIRST = frozenset(("i", "we", "me", "us", "my", "our"))
_TAIL = 80  # characters that hold the last two words
_CLOCK = re.compile(r"\b[ap]\.?$", re.I)
_LONE_CLOSE = re.compile(r"\.\s+(?P<said>[A-Z][^“”\n]{20,})”")


def settle(reading: Reading, found: Sequence[Found]) -> list[tuple[Found, int]]:
    """What is to be published, each with the index of the find that it comes from (-1: of none)."""
    kept = list(enumerate(found))
    out: list[tuple[Found, int]] = []
    for full in full_texts(reading):
        inner = next((f for _, f in kept if _is_inside_opening(full, f)), None)
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
            named = named or _last_source(reading, full, [f for _, f in kept])
            if not named and (first := principal(reading, at)) is not None:
                named = (first,)
        if named:
            whole = no_addressee(reading, whole_list(reading, replace(full, source=named)))
            out.append((no_dateline(reading, whole), same[0][0] if same else -1))
        else:
            kept += same
    out += [(_mended(reading, f), k) for k, f in kept]
    out = _resumed(reading, _continued(reading, _apart(reading, out)))
    out = [(f, k) for f, (_, k) in zip(with_lost_marks(reading, [f for f, _ in out]), out, strict=True)]
    out = _readable(reading, [(_no_dangling_word(reading, f), k) for f, k in _uncrossed(out)])
    return [(f if not f.speech or f.rule == "in-full" or is_said(reading, f) else replace(f, speech=False), k)
            for f, k in out]  # fmt: skip


def _is_giver(reading: Reading, source: Spans) -> bool:
    """Whether a source can be who gives a text: neither the letter itself nor whom it greets."""
    start, end = source[0]
    greets = reading.plain[reading.paragraph(start)[0] : end].lstrip().lower().startswith("dear ")
    tokens = reading.tokens(start, end)
    paper = tokens and tokens[-1].lemma_.lower() in words("in-full") and not any(t.dep_ == "poss" for t in tokens)
    return not greets and not paper


def _is_letter(reading: Reading, full: Found) -> bool:
    return any(t.lemma_.lower() in ("letter", "write") for a, b in full.cue for t in reading.tokens(a, b))


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
    return inside and (not found.source or _first_person(reading, found.source))


def _first_person(reading: Reading, source: Spans) -> bool:
    said_by = " ".join(reading.plain[a:b] for a, b in source).lower().split()
    return len(said_by) < 3 and bool(_FIRST & set(said_by))


def _last_source(reading: Reading, full: Found, found: Sequence[Found]) -> Spans:
    """Who spoke last before "The full letter is below"."""
    before = [f for f in found if f.speech and f.source and f.cue and f.cue[0][0] < full.content[0][0]]
    before = [f for f in before if not _first_person(reading, f.source) and _is_giver(reading, f.source)]
    return max(before, key=lambda f: f.cue[0][0]).source if before else ()


def _mended(reading: Reading, found: Found) -> Found:
    for mend in _MENDS:
        found = mend(reading, found)
    return found


def _quoted_as(reading: Reading, found: Found) -> Found:
    """``The paper quoted Lee as saying “…”``: Lee says it."""
    if found.head < 0 or reading.doc[found.head].lemma_.lower() not in ("quote", "cite"):
        return found
    verb = reading.doc[found.head]
    home = reading.paragraph(verb.idx)
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
    if found.head < 0 or not found.source:
        return found
    verb = reading.doc[found.head]
    if verb.lemma_ in ("ask", "press", "question") and verb.tag_ in ("VBN", "VBD") and verb.i:
        before = verb.nbor(-1)
        if before.lower_ == "when" or verb.idx <= reading.sentence(verb.idx, reading.paragraph(verb.idx))[0]:
            return replace(found, source=())  # "When asked whether …": nobody says who asked
    while verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.tag_ == "VBN" and not list(verb.lefts):
        verb = verb.head  # "was hauled in and told that …"
    if verb.tag_ != "VBN" or not any(t.dep_ == "auxpass" for t in verb.lefts):
        return found
    who = next((t for t in verb.lefts if t.dep_ == "nsubjpass"), None)
    if who is None or not any(a <= who.idx < b for a, b in found.source):
        return found
    agent = next((t for t in verb.rights if t.dep_ == "agent"), None)
    named = next((t for t in agent.rights if t.dep_ == "pobj"), None) if agent is not None else None
    span = noun_phrase(reading, named, None) if named is not None else None
    if span is not None and not overlap((span,), found.content):
        return replace(found, source=(span,))
    return replace(found, source=())


def _own_paragraph(reading: Reading, found: Found) -> Found:
    """Without quotations of the paragraphs before, where the words beside the cue are no quotation themselves."""
    if not found.cue or len(found.content) < 2:
        return found
    home = reading.paragraph(found.cue[0][0])
    beside = [p for p in found.content if p[0] >= home[0]]
    quoted = [p for p in found.content if p[0] < home[0] and reading.quotation(p[0]) is not None]
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
    """With the quotation that ends right before ``said Lee.`` or ``Lee said.``, where only the next one was seen."""
    if found.head < 0 or not found.cue or not found.source:
        return found
    start = min(found.cue[0][0], found.source[0][0])
    before = reading.quotation(max(start - 2, 0)) or reading.quotation(max(start - 3, 0))
    if before is None or not before.closed or found.content[0][0] < start or before.end > start:
        return found
    inner = reading.plain[before.inner[0] : before.inner[1]].rstrip()
    if reading.plain[before.end : start].strip() or inner[-1:] not in (",", "?", "!", "-", "—"):
        return found
    first = reading.quotation(found.content[0][0])
    return replace(found, content=(before.span, *found.content)) if first is not None else found


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
)


def _continued(reading: Reading, found: list[tuple[Found, int]]) -> list[tuple[Found, int]]:
    """Each quotation left open at the end of a paragraph with the paragraphs that go on with it."""
    # What the speaker says of himself in them ("I regret that …") is his too.
    others = [f for f, _ in found if not f.source or not _first_person(reading, f.source)]
    taken = {span for f in others for span in f.content}
    cues = [span for f in others for span in f.cue]
    out = []
    for f, k in found:
        content = list(f.content)
        for piece in f.content:
            spans = list(_going_on(reading, piece))
            # A mark that nothing else opens closes what was left open, whatever is told in between.
            sure = _is_closed_bare(reading, spans)
            for span in spans:
                theirs = any(a < span[1] and span[0] < b and (a, b) not in f.content for a, b in taken)
                if not sure and (theirs or overlap((reading.paragraph(span[0]),), tuple(cues))):
                    break
                content = [p for p in content if not span[0] <= p[0] < p[1] <= span[1]]
                content.append(span)
                taken.add(span)
        out.append((replace(f, content=tuple(sorted(content))), k))
    return out


def _is_closed_bare(reading: Reading, spans: Sequence[Span]) -> bool:
    """Whether paragraphs without opening marks run up to the mark that closes them."""
    last = reading.quotation(spans[-1][0]) if spans else None
    return last is not None and last.closed and all(reading.plain[a] != '"' for a, _ in spans)


def _going_on(reading: Reading, piece: Span) -> Iterator[Span]:
    """The quotations that go on, paragraph by paragraph, with the one that is open where ``piece`` ends."""
    q = reading.quotation(max(piece[1] - 1, piece[0]))
    if q is None or any(c.isalnum() for c in reading.plain[piece[1] : q.end]):
        return
    while q is not None and not q.closed:
        following = [x for x in reading.quotations_in(q.end, q.end + 200) if x.continues]
        if not following or reading.plain[q.end : following[0].start].strip():
            return
        q = following[0]
        yield q.span


def _apart(reading: Reading, found: list[tuple[Found, int]]) -> list[tuple[Found, int]]:
    """Without quotations that somebody else's cue stands beside, and without a part of the same speaker's longer one.

    ``“…,” said Lee. “…”`` and a paragraph ``Poe said, “…”``: the second quotation is Lee's. ``Lee issued this:
    “…,” Lee said. “…”`` is one act.
    """
    beside: dict[Span, list[int]] = {}
    shown = [f for f, _ in found if f.rule == "in-full"]
    for k, (f, _) in enumerate(found):
        if f.cue and f.source and f.speech:
            home = reading.paragraph(f.cue[0][0])
            for piece in f.content:
                if home[0] <= piece[0] < home[1] and reading.quotation(piece[0]) is not None:
                    beside.setdefault(piece, []).append(k)
    telling = {k for ks in beside.values() for k in ks}
    out = []
    for k, (f, i) in enumerate(found):
        home = reading.paragraph(f.cue[0][0]) if f.cue else (0, 0)
        afar = [p for p in f.content if p[1] <= home[0]]
        theirs = {
            p for p in afar if any(j != k and not shared(found[j][0].source, f.source) for j in beside.get(p, ()))
        }
        whole = next((found[j][0] for j in beside.get(f.content[0], ()) if j != k), None)
        # "in response to his request to fund the war:" and a statement shown in full.
        later = [p for p in f.content if f.cue and p[0] >= home[1] and f.rule != "in-full"]
        theirs |= {p for p in later if any(shared((p,), g.content) and not shared(g.cue, f.cue) for g in shown)}
        told_before = bool(f.cue) and k not in telling
        part = whole is not None and len(whole.content) > len(f.content) and set(f.content) <= set(whole.content)
        if part and told_before:
            continue
        content = tuple(p for p in f.content if p not in theirs) or f.content
        out.append((replace(f, content=content) if theirs else f, i))
    return out


def _resumed(reading: Reading, found: list[tuple[Found, int]]) -> list[tuple[Found, int]]:
    """``“…,” said Lee. “…”``: with the quotation right behind the attribution, if nobody else has it."""
    taken = tuple(sorted(span for f, _ in found for span in (*f.content, *f.cue)))
    out = []
    for f, k in found:
        after = max((b for _, b in (*f.cue, *f.source)), default=-1)
        before = reading.quotation(f.content[0][0])
        if after > f.content[-1][1] and before is not None and before.start >= f.content[0][0]:
            home = reading.paragraph(after)
            following = reading.quotations_in(after, home[1])
            gap = reading.plain[after : following[0].start] if following else "?"
            span = following[0].span if following else None
            lone = _lone_close(reading, after, home[1]) if following or gap == "?" else None
            if span is not None and not any(c.isalnum() for c in gap) and "." in gap and not overlap((span,), taken):
                f = replace(f, content=(*f.content, span))
            elif lone is not None and not overlap((lone,), taken):
                f = replace(f, content=(*f.content, lone))
        out.append((f, k))
    return out


def _lone_close(reading: Reading, after: int, end: int) -> Span | None:
    """What lies between an attribution and a closing mark whose opening one was forgotten: ``“…,” said Lee. We …”``"""
    m = _LONE_CLOSE.match(reading.text, after, end)
    return (m.start("said"), m.end()) if m is not None else None


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
