"""The last look at what was found: whole statements, mended spans, and whether it is speech at all.

Rules and model see an act of saying where its cue stands. What lies farther off is settled here, the same way for
both: a statement shown in full, a quotation left open that goes on, who is quoted "as saying", who was only told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.annotate.attribution.in_full import full_texts
from onrecord.annotate.attribution.lost_marks import with_lost_marks
from onrecord.annotate.attribution.reading import Found, Reading, noun_phrase
from onrecord.annotate.attribution.speech import is_said
from onrecord.model import Span, Spans

_FIRST = frozenset(("i", "we", "me", "us", "my", "our"))
_CLOCK = re.compile(r"\b[ap]\.?$", re.I)


def settle(reading: Reading, found: Sequence[Found]) -> list[tuple[Found, int]]:
    """What is to be published, each with the index of the find that it comes from (-1: of none)."""
    kept = list(enumerate(found))
    out: list[tuple[Found, int]] = []
    for full in full_texts(reading):
        same = [(k, f) for k, f in kept if _is_same_act(full, f)]
        kept = [(k, f) for k, f in kept if (k, f) not in same and not _is_echo(reading, full, f)]
        named = full.source or next((f.source for _, f in same if f.source), ())
        if not named:
            named = _last_source(reading, full, [f for _, f in kept])
        if named:
            out.append((replace(full, source=named), same[0][0] if same else -1))
        else:
            kept += same
    out += [(_mended(reading, f), k) for k, f in kept]
    out = _continued(reading, out)
    out = [(f, k) for f, (_, k) in zip(with_lost_marks(reading, [f for f, _ in out]), out, strict=True)]
    return [(f if not f.speech or f.rule == "in-full" or is_said(reading, f) else replace(f, speech=False), k)
            for f, k in out]  # fmt: skip


def _is_same_act(full: Found, found: Found) -> bool:
    """Whether a find is of the act that the introduction tells, or of most of the same words."""
    if _overlap(found.cue, full.cue) or (found.head >= 0 and found.head == full.head):
        return True
    if found.cue and _overlap(found.cue, full.content):
        return False
    return 2 * _common(found.content, full.content) > sum(b - a for a, b in found.content)


def _is_echo(reading: Reading, full: Found, found: Found) -> bool:
    """Whether the find is the speaker's own "I urge" inside the words shown in full."""
    inside = bool(found.cue) and _overlap(found.cue, full.content)
    return inside and (not found.source or _first_person(reading, found.source))


def _overlap(left: Spans, right: Spans) -> bool:
    return any(a < d and c < b for a, b in left for c, d in right)


def _common(left: Spans, right: Spans) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)


def _first_person(reading: Reading, source: Spans) -> bool:
    words = " ".join(reading.plain[a:b] for a, b in source).lower().split()
    return len(words) < 3 and bool(_FIRST & set(words))


def _last_source(reading: Reading, full: Found, found: Sequence[Found]) -> Spans:
    """Who spoke last before "The full letter is below"."""
    before = [f for f in found if f.speech and f.source and f.cue and f.cue[0][0] < full.content[0][0]]
    before = [f for f in before if not _first_person(reading, f.source)]
    return max(before, key=lambda f: f.cue[0][0]).source if before else ()


def _mended(reading: Reading, found: Found) -> Found:
    for mend in (_quoted_as, _told, _bare_relative, _clock, _own_quotation):
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
    if span is not None and not _overlap((span,), found.content):
        return replace(found, source=(span,))
    return replace(found, source=())


def _bare_relative(reading: Reading, found: Found) -> Found:
    """``They met activists who argued that …``: a plural without article or comma names the source, "who" does not."""
    if len(found.source) != 1:
        return found
    tokens = reading.tokens(*found.source[0])
    if len(tokens) != 1 or tokens[0].lower_ != "who" or tokens[0].i < 2:
        return found
    noun = tokens[0].nbor(-1)
    bare = noun.tag_ == "NNS" and noun.left_edge.i == noun.i
    return replace(found, source=((noun.idx, noun.idx + len(noun)),)) if bare else found


def _clock(reading: Reading, found: Found) -> Found:
    """"at 10 a." is "at 10 a.m.": the end of the sentence was seen too early."""
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


def _continued(reading: Reading, found: list[tuple[Found, int]]) -> list[tuple[Found, int]]:
    """Each quotation left open at the end of a paragraph with the paragraphs that go on with it."""
    taken = sorted(span for f, _ in found for span in f.content)
    cues = [span for f, _ in found for span in f.cue]
    out = []
    for f, k in found:
        content = list(f.content)
        while True:
            q = reading.quotation(max(content[-1][1] - 1, content[-1][0]))
            if q is None or q.closed or content[-1][1] < q.end:
                break
            following = [x for x in reading.quotations_in(q.end, q.end + 200) if x.continues]
            if not following or reading.plain[q.end : following[0].start].strip():
                break
            span = following[0].span
            if _overlap((span,), tuple(taken)) or _overlap((reading.paragraph(span[0]),), tuple(cues)):
                break
            content.append(span)
            taken.append(span)
        out.append((replace(f, content=tuple(content)), k))
    return out
