"""Mending the model's spans with what the marks in the text say."""

from __future__ import annotations

from onrecord.annotate.attribution.reading import Reading
from onrecord.model import Span, Spans

_LOOSE = " \t\r\n,;:.—–-―"
_DASHES = frozenset("—–―-")
_MAX_GAP_WORDS = 12
_MAX_JOINT = 2  # tokens between an infinitive's clause and the one joined to it


def mend(reading: Reading, content: Spans, barred: Spans) -> Spans:
    """Content pieces without loose punctuation, whole where they fill a quotation, joined inside one.

    A piece that starts or ends right at a quotation mark takes the mark in. Two pieces inside one
    quotation are one if the words between are few and neither source nor cue (``barred``).
    """
    pieces = [_at_marks(reading, span) for span in content]
    kept: list[Span] = []
    for start, end in pieces:
        if start >= end:
            continue
        if kept and _continues(reading, kept[-1], (start, end), barred):
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return with_conjuncts(reading, tuple(kept) or content, barred)


def with_conjuncts(reading: Reading, content: Spans, barred: Spans) -> Spans:
    """The content to the end of what is asked for: "to reverse the rule *and return to the old one*".

    Where its last infinitive is joined to another right behind it, that belongs to it, as the same "to" governs both.
    """
    if not content or any(reading.quotations_in(*span) for span in content):
        return content
    tokens = reading.tokens(*content[-1])
    inside = {t.i for t in tokens}
    if (whole := _with_bare_infinitive(reading, content, barred)) is not None:
        return whole
    for verb in tokens:
        if verb.tag_ != "VB" or not any(t.lower_ == "to" and t.i < verb.i for t in verb.lefts):
            continue
        for joined in verb.conjuncts:
            dash = next((t for t in joined.subtree if t.i > joined.i and t.text in _DASHES), None)
            last = joined.right_edge if dash is None else dash.nbor(-1)
            while last.is_punct and last.i > joined.i:
                last = last.nbor(-1)
            begin = tokens[-1].i + 1
            beside = joined.tag_ == "VB" and joined.i - begin <= _MAX_JOINT and joined.i > verb.i
            if not beside or last.i in inside or last.sent.start != verb.sent.start or last.i < begin:
                continue
            span = (content[-1][0], last.idx + len(last))
            if not any(a < span[1] and content[-1][1] < b for a, b in barred) and not reading.quotations_in(*span):
                return (*content[:-1], span)
    return content


def _with_bare_infinitive(reading: Reading, content: Spans, barred: Spans) -> Spans | None:
    """With ", and choose between them" behind "a process to draw designs": only a "to" governs a bare infinitive."""
    tokens = reading.tokens(*content[-1])
    if not any(t.tag_ == "VB" and any(c.lower_ == "to" for c in t.lefts) for t in tokens):
        return None
    at = tokens[-1].i + 1
    joints = [t.lower_ for t in reading.doc[at : at + _MAX_JOINT]]
    at += len(joints) if joints == [",", "and"] else 1 if joints[:1] == ["and"] else 0
    verb = reading.doc[at] if at > tokens[-1].i + 1 and at < len(reading.doc) else None
    if verb is None or verb.tag_ != "VB" or verb.dep_ != "conj" or verb.head.tag_ not in ("VBD", "VBZ"):
        return None
    if any(t.dep_ in ("aux", "nsubj") for t in verb.lefts) or verb.sent.start != tokens[-1].sent.start:
        return None
    last = verb.right_edge
    while last.is_punct and last.i > verb.i:
        last = last.nbor(-1)
    span = (content[-1][0], last.idx + len(last))
    return None if any(a < span[1] and content[-1][1] < b for a, b in barred) else (*content[:-1], span)


def _at_marks(reading: Reading, span: Span) -> Span:
    text, (start, end) = reading.text, span
    while start < end and text[start] in _LOOSE:
        start += 1
    while start < end and text[end - 1] in " \t\r\n;:—–-―":
        end -= 1
    first = reading.quotation(start)
    if first is not None and first.start < start and not text[first.inner[0] : start].strip():
        start = first.start
    last = reading.quotation(max(end - 1, start))
    if last is not None and last.closed and end < last.end and not text[end : last.inner[1]].strip(" ,.;:!?"):
        end = last.end
    return start, end


def _continues(reading: Reading, left: Span, right: Span, barred: Spans) -> bool:
    if right[0] <= left[1]:
        return True
    if any(a < right[0] and left[1] < b for a, b in barred):
        return False
    gap = reading.text[left[1] : right[0]]
    if not any(c.isalnum() for c in gap):
        return "\n" not in gap
    quotation = reading.quotation(left[1])
    inside = quotation is not None and quotation.start <= left[0] + 1 and right[0] < quotation.end
    return inside and len(gap.split()) <= _MAX_GAP_WORDS
