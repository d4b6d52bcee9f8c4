"""Mending the model's spans with what the marks in the text say."""

from __future__ import annotations

from onrecord.annotate.attribution.reading import Reading
from onrecord.model import Span, Spans

_LOOSE = " \t\r\n,;:.—–-―"
_DASHES = frozenset("—–―-")
_MAX_GAP_WORDS = 12
_BEFORE_HEAD = frozenset(("amod", "det", "compound", "nummod", "poss", "aux", "auxpass", "nsubj", "nsubjpass"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_COMPLEMENTS = frozenset(("dobj", "pobj", "ccomp", "xcomp", "attr", "acomp"))
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
    return with_conjuncts(reading, _to_end_of_phrase(reading, tuple(kept) or content, barred), barred)


def _to_end_of_phrase(reading: Reading, content: Spans, barred: Spans) -> Spans:
    """The content with the end of the phrase in whose middle it breaks off: "as we face *simultaneous crises*"."""
    start, end = content[-1]
    last = reading.doc[min(reading.token_at(max(end - 1, start)), len(reading.doc) - 1)]
    if last.is_space or reading.quotation(end) is not None or reading.quotation(end - 1) is not None:
        return content
    after = next((t for t in last.doc[last.i + 1 : last.i + 3] if not t.is_space), None)
    if after is None or after.is_punct:
        return content
    # "when it *was awarded*"; not "he prefers Lee": the parser may take her for who does what comes behind.
    begun = last.dep_ not in _SUBJECTS or any(t.dep_ in ("mark", "advmod") for t in last.head.lefts if t.i < last.i)
    if last.dep_ in _BEFORE_HEAD and last.head.i > last.i and begun:
        edge = last.head.right_edge
    else:
        rest = next((t for t in last.rights if t.dep_ in _COMPLEMENTS and t.left_edge.i == after.i), None)
        if rest is None:
            return content
        edge = rest.right_edge
    sentence = reading.sentence(last.idx, reading.paragraph(last.idx))
    stop = min([edge.idx + len(edge), sentence[1], *(a for a, _ in barred if a >= end)])
    span = reading.trim((start, stop))
    return content if span is None or span[1] <= end else (*content[:-1], span)


def with_conjuncts(reading: Reading, content: Spans, barred: Spans) -> Spans:
    """The content to the end of what is asked for: "to reverse the rule *and return to the old one*".

    Where its last infinitive is joined to another right behind it, that belongs to it, as the same "to" governs both.
    """
    if not content or any(reading.quotations_in(*span) for span in content):
        return content
    tokens = reading.tokens(*content[-1])
    inside = {t.i for t in tokens}
    for verb in tokens:
        infinitive = verb.tag_ == "VB" and any(t.lower_ == "to" and t.i < verb.i for t in verb.lefts)
        # "reported paying bills, buying food, *and having some left*"
        gerund = verb.tag_ == "VBG" and tokens[0].i in (verb.i, verb.head.i)
        if not infinitive and not gerund:
            continue
        for joined in verb.conjuncts:
            dash = next((t for t in joined.subtree if t.i > joined.i and t.text in _DASHES), None)
            last = joined.right_edge if dash is None else dash.nbor(-1)
            while last.is_punct and last.i > joined.i:
                last = last.nbor(-1)
            begin = tokens[-1].i + 1
            beside = joined.tag_ == verb.tag_ and joined.i - begin <= _MAX_JOINT and joined.i > verb.i
            if not beside or last.i in inside or last.sent.start != verb.sent.start or last.i < begin:
                continue
            span = (content[-1][0], last.idx + len(last))
            if not any(a < span[1] and content[-1][1] < b for a, b in barred) and not reading.quotations_in(*span):
                return (*content[:-1], span)
    return content


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
