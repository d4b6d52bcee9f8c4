"""Quotations of several paragraphs whose attribution stands at their end: ``“We left. ⏎ It was late,” said Lee.``

Where a line holds a sentence, the paragraphs before the attribution are taken for the words of whoever spoke before.
Whom the closing paragraph is of has said them all, unless a word of saying introduces the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.annotate.attribution.reading import Found, Reading, overlap
from onrecord.annotate.surface import Quotation
from onrecord.model import Span, Spans


def led_up_to(reading: Reading, quotation: Quotation) -> Spans:
    """The paragraphs before that were left open and that this one goes on with."""
    out: list[Span] = []
    while quotation.continues:
        k = reading.paragraphs.index(reading.paragraph(quotation.start)) - 1
        before = reading.quotations_in(*reading.paragraphs[k]) if k >= 0 else []
        if not before or before[-1].closed:
            break
        quotation = before[-1]
        out.insert(0, quotation.span)
    return tuple(out)


def with_paragraphs_before(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """Each quotation attributed at its end with its paragraphs before, which nobody else keeps: some may lose all."""
    out = list(found)
    for k, f in enumerate(found):
        whole = _whole_quotation(reading, f)
        if not whole:
            continue
        before = whole[:-1]
        own = tuple(p for p in f.content if not overlap((p,), whole))
        for j, other in enumerate(out):
            if j != k:
                kept = tuple(p for p in other.content if not _lies_in(p, before))
                out[j] = replace(other, content=kept)
        out[k] = replace(f, content=(*whole, *own))
    return out


def _whole_quotation(reading: Reading, found: Found) -> Spans:
    """The paragraphs that lead up to a closing one, and that, if source and cue stand right behind it."""
    if not (found.speech and found.source and found.cue):
        return ()
    act = min(found.source[0][0], found.cue[0][0])
    ends = [q for a, b in found.content if b <= act and (q := reading.quotation(a)) is not None]
    last = max(ends, key=lambda q: q.end) if ends else None
    if last is None or not last.closed or not last.continues or last.end > act:
        return ()
    if reading.plain[last.start] in "\"'":
        return ()  # in print each paragraph opens with a mark of its own, and may have another speaker
    apart = any(c.isalnum() for c in reading.plain[last.end : act])
    if apart or reading.paragraph(act) != reading.paragraph(last.start):
        return ()
    before = led_up_to(reading, last)
    if not before or before[0][0] > (home := reading.paragraph(before[0][0]))[0] + 1:
        return ()
    k = reading.paragraphs.index(home) - 1
    above = reading.quotations_in(*reading.paragraphs[k]) if k >= 0 else []
    # A longer quotation is told of before, or goes on from above.
    introduced = reading.plain[: home[0]].rstrip().endswith(":") or (bool(above) and not above[-1].closed)
    return () if introduced else (*before, last.span)


def _lies_in(piece: Span, spans: Spans) -> bool:
    return any(a <= piece[0] and piece[1] <= b for a, b in spans)
