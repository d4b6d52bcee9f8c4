"""Quotations that go on: over paragraphs, behind the words that attribute them, and not into somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.annotate.attribution.candidates import shared
from onrecord.annotate.attribution.reading import SHOWN, Found, Reading, cue_verb, is_first_person, overlap
from onrecord.annotate.surface import Quotation
from onrecord.model import Span, Spans

_NEXT = 10  # characters between two paragraphs
_BEHIND = 60  # characters of a name between words and "said"
_MAX_LEAD = 160  # characters of a name and office before a quotation
_LONE_CLOSE = re.compile(r"\.\s+(?P<said>[A-Z][^“”\"\n]{20,})(?:”|(?<=[.!?])\"(?=\s|$)|(?<=[.!?]) \"(?=\n|$))")


def with_paragraphs_behind(reading: Reading, found: list[tuple[Found, int]]) -> list[tuple[Found, int]]:
    """Each quotation left open at the end of a paragraph with the paragraphs that go on with it."""
    # What the speaker says of himself in them ("I regret that …") is his too.
    others = [f for f, _ in found if not f.source or not is_first_person(reading, f.source)]
    taken = {span for f in others for span in f.content}
    cues = [span for f in others for span in f.cue]
    out = []
    for f, k in found:
        content = list(f.content)
        # What is said inside of a quotation does not go on with it.
        around = reading.quotation(f.cue[0][0]) if f.cue else None
        # “It was late, said Lee. “We left.: the mark before her name was forgotten.
        inside = around is not None and (around.closed or all(a != around.start for a, _ in f.content[:1]))
        for piece in () if inside else f.content:
            spans = list(_going_on(reading, piece))
            # A mark that nothing else opens closes what was left open, whatever is told in between.
            sure = _is_closed_bare(reading, spans)
            for span in spans:
                theirs = any(a < span[1] and span[0] < b and (a, b) not in f.content for a, b in taken)
                home = reading.paragraph(span[0])
                if home == reading.paragraph(piece[0]):  # what is told inside of its marks is the speaker's
                    theirs = any(
                        g is not f and shared((span,), g.content) and not shared((span,), g.cue) for g in others
                    )
                    told = False
                else:
                    told = overlap((home,), tuple(cues))
                if not sure and (theirs or told):
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
        following = [
            x for x in reading.quotations_in(q.end, q.end + 200) if x.continues or _is_lost_break(reading, q, x)
        ]
        if not following or reading.plain[q.end : following[0].start].strip():
            return
        q = following[0]
        yield q.span


def _is_lost_break(reading: Reading, q: Quotation, following: Quotation) -> bool:
    """``“We left. “It was late.”``: where the page has lost its paragraphs, each opens with a mark of its own."""
    home = reading.paragraph(q.start)
    inside = home[0] <= following.start < home[1] and q.mark == following.mark == "double"
    return (
        inside
        and reading.plain[slice(*q.inner)].rstrip(" '")[-1:] in ".!?"
        and reading.plain[following.inner[0]].isupper()
    )


def without_others(reading: Reading, found: list[tuple[Found, int]]) -> list[tuple[Found, int]]:
    """Without quotations that somebody else's cue stands beside, and without a part of the same speaker's longer one.

    ``“…,” said Lee. “…”`` and a paragraph ``Poe said, “…”``: the second quotation is Lee's. ``Lee issued this:
    “…,” Lee said. “…”`` is one act.
    """
    beside: dict[Span, list[int]] = {}
    shown = [f for f, _ in found if f.rule == SHOWN]
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
        # "“…,” Ann Lee, counsel. “…”": a quotation behind others' words in a paragraph above is theirs.
        theirs |= {p for p in afar if _is_behind_words(reading, p)}
        # "Poe, chairman of the union, “…”" below is led by a name of its own.
        below = [p for p in f.content if f.cue and p[0] >= home[1] and f.rule != SHOWN]
        theirs |= {p for p in below if _is_led_by_name(reading, p, f)}
        whole = next((found[j][0] for j in beside.get(f.content[0], ()) if j != k), None)
        # "in response to his request to fund the war:" and a statement shown in full.
        later = [p for p in f.content if f.cue and p[0] >= home[1] and f.rule != SHOWN]
        # The list that a letter shown in full leads with a colon is cited inside of it.
        listed = reading.plain[slice(*home)].rstrip().endswith((":", "—", "–", "--"))
        apart = [p for p in later if not listed or reading.quotation(p[0]) is not None]
        inside = [g for g in shown if shared(f.cue, g.content)]
        theirs |= {p for p in later if any(_is_shown(f, p, g) for g in shown if g not in inside)}
        theirs |= {p for p in apart if any(_is_shown(f, p, g) for g in inside)}
        told_before = bool(f.cue) and k not in telling
        part = whole is not None and len(whole.content) > len(f.content) and set(f.content) <= set(whole.content)
        if part and told_before:
            continue
        content = tuple(p for p in f.content if p not in theirs) or f.content
        out.append((replace(f, content=content) if theirs else f, i))
    return out


def _is_shown(found: Found, piece: Span, full: Found) -> bool:
    """Whether a piece is of a statement shown in full that another act introduces."""
    return shared((piece,), full.content) > 0 and not shared(full.cue, found.cue)


def _is_behind_words(reading: Reading, piece: Span) -> bool:
    """Whether a quotation stands behind another one and a name in its paragraph."""
    start = reading.paragraph(piece[0])[0]
    quotes = reading.quotations_in(start, piece[0])
    quoted = reading.quotation(piece[0]) is not None and bool(quotes) and quotes[0].start == start
    between = reading.plain[quotes[0].end : piece[0]].rstrip() if quoted else ""
    words = [t for t in reading.tokens(quotes[0].end, piece[0]) if t.is_alpha] if between.endswith(".") else []
    # "Lee said." there may be the same speaker.
    return bool(words) and words[0].ent_type_ == "PERSON" and not any(cue_verb(t) for t in words)


def _is_led_by_name(reading: Reading, piece: Span, found: Found) -> bool:
    """Whether another's name opens the paragraph of a quotation, and a comma or colon right before it leads to it."""
    start = reading.paragraph(piece[0])[0]
    lead = reading.plain[start : piece[0]].rstrip()
    if reading.quotation(piece[0]) is None or lead[-1:] not in (",", ":") or len(lead) > _MAX_LEAD:
        return False
    tokens = reading.tokens(start, piece[0])
    own = {t.text for t in reading.words(found.source) if t.pos_ == "PROPN"}
    names = {t.text for t in tokens if t.ent_type_ == "PERSON"}
    return bool(tokens) and tokens[0].ent_type_ == "PERSON" and bool(names) and not names & own


def as_one_statement(reading: Reading, found: list[tuple[Found, int]]) -> list[tuple[Found, int]]:
    """``Lee issued this statement:`` and ``“…,” Lee said. “…”``: given once, with all that both have of it."""
    out = list(found)
    signed: dict[int, int] = {}  # by where the words begin
    for k, (f, _) in enumerate(found):
        if f.cue and f.source and f.speech and f.cue[0][0] > f.content[0][0]:
            signed.setdefault(f.content[0][0], k)
            last = reading.quotation(f.content[-1][0])
            rest = [q for q in reading.quotations_in(last.end, last.end + _NEXT) if q.continues] if last else []
            if last is not None and not last.closed and rest:
                signed.setdefault(rest[0].start, k)
    gone = set()
    for k, (intro, _) in enumerate(found):
        start = intro.content[0][0]
        j = next((signed[at] for at in (start, start - 1, start + 1) if at in signed), -1)
        if j in (k, -1) or not intro.cue or not intro.source or not intro.speech or reading.quotation(start) is None:
            continue
        whole, i = out[j]
        names = [{t.text for t in reading.words(f.source) if t.pos_ == "PROPN"} for f in (intro, whole)]
        if intro.cue[0][0] >= reading.paragraph(whole.content[0][0])[0] or not names[0] & names[1]:
            continue
        own = (*whole.content, *whole.cue, *whole.source)
        more = tuple(p for p in intro.content if not shared((p,), own))
        out[j] = (replace(whole, content=tuple(sorted((*whole.content, *more)))), i)
        gone.add(k)
    return [pair for k, pair in enumerate(out) if k not in gone]


def without_signed_end(reading: Reading, found: list[tuple[Found, int]]) -> list[tuple[Found, int]]:
    """Without the last sentence of a statement in full, given a second time for the "said Lee" behind it."""
    shown = [f for f, _ in found if f.rule == SHOWN]
    return [(f, k) for f, k in found if not any(_is_signed_by(reading, g, f) for g in shown)]


def _is_signed_by(reading: Reading, full: Found, found: Found) -> bool:
    """Whether a find is the end of a statement in full, with the name of who gives it behind: ``…,” said Lee.``"""
    if not found.cue or not found.source or not full.source or full.cue == found.cue:
        return False
    end = found.content[-1][1]
    behind = full.content[-1][1] - 1 <= end <= full.content[-1][1] + 1 and end <= found.cue[0][0] <= end + _BEHIND
    names = [{t.lower_ for t in reading.words(f.source) if t.pos_ in ("PROPN", "PRON")} for f in (full, found)]
    inside = full.content[-1][0] <= found.content[0][0]
    return behind and inside and bool(names[0] & names[1])


def with_second_half(reading: Reading, found: list[tuple[Found, int]]) -> list[tuple[Found, int]]:
    """``“…,” said Lee. “…”``: with the quotation right behind the attribution, if nobody else has it."""
    others = [f for f, _ in found if not f.source or not is_first_person(reading, f.source)]
    held = [(f.cue, (*_readable(reading, f), *f.cue)) for f in others]
    out = []
    for f, k in found:
        after = max((b for _, b in (*f.cue, *f.source)), default=-1)
        before = reading.quotation(f.content[0][0])
        said = _readable(reading, f) or f.content
        if said and after > said[-1][1] and before is None and (rest := _bare_half(reading, f, after)) is not None:
            f = replace(f, content=(*said, rest)) if not _is_taken(rest, held) else f
        elif after > said[-1][1] and before is not None and before.start >= f.content[0][0]:
            home = reading.paragraph(after)
            following = reading.quotations_in(after, home[1])
            gap = reading.plain[after : following[0].start] if following else "?"
            span = following[0].span if following else None
            lone = _lone_close(reading, after, home[1]) if following or gap == "?" else None
            if span is not None and not any(c.isalnum() for c in gap) and "." in gap and not _is_taken(span, held):
                f = replace(f, content=(*said, span, *_same_paragraph(reading, span, held)))
            elif lone is not None and not _is_taken(lone, held):
                f = replace(f, content=(*said, lone))
        out.append((f, k))
    return out


def _same_paragraph(reading: Reading, span: Span, held: Sequence[tuple[Spans, Spans]]) -> Iterator[Span]:
    """What goes on with a second half in one paragraph, where the page has lost them, up to another's words."""
    home = reading.paragraph(span[0])
    for rest in _going_on(reading, span):
        if rest[0] >= home[1] or _is_taken(rest, held):
            return
        yield rest


def _bare_half(reading: Reading, found: Found, after: int) -> Span | None:
    """The rest of a paragraph that has lost all marks but the last: ``We must act, said Lee. It is late."``"""
    if not found.cue or not found.content:
        return None
    home = reading.paragraph(after)
    opens = found.content[0][0] <= home[0] + 1 and found.cue[0][0] >= found.content[0][1]
    alone = reading.plain.count('"', *home) == 1 and reading.plain[home[1] - 1] == '"'
    return _lone_close(reading, after, home[1]) if opens and alone else None


def _readable(reading: Reading, found: Found) -> Spans:
    """The pieces that hold more than a mark."""
    return tuple(p for p in found.content if any(c.isalnum() for c in reading.plain[slice(*p)]))


def _is_taken(span: Span, held: Sequence[tuple[Spans, Spans]]) -> bool:
    """Whether somebody has words of a quotation who does not speak inside of it."""
    return any(overlap((span,), spans) and not overlap((span,), cue) for cue, spans in held)


def _lone_close(reading: Reading, after: int, end: int) -> Span | None:
    """What lies between an attribution and a closing mark whose opening one was forgotten: ``“…,” said Lee. We …”``"""
    m = _LONE_CLOSE.match(reading.text, after, end)
    return (m.start("said"), m.end()) if m is not None else None
