"""Statements from the frames that a cue verb opens in the parse.

========== =========================================== ==============================
rule       example                                     content
========== =========================================== ==============================
clause     She said (that) the raid was lawful         the complement clause
before     The raid was lawful, she said               the clause on the left
inserted   The raid, she said, was lawful              the host clause, in pieces
infinitive He promised to stop the raids               the infinitive
directive  He told officers to stop                    the infinitive
object     Activists criticized the raids              the object: a stance
complement He called the raid a disgrace               object and complement: a stance
========== =========================================== ==============================
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import (
    Found,
    Reading,
    has_subject,
    lemma_with_particle,
    noun_phrase,
    subject,
    verb_group,
)
from onrecord.lexicon.cues import Cue, verbs
from onrecord.model import Span, Spans

_NEGATIONS = frozenset(("not", "n't", "never", "no"))
_QUESTION = frozenset(("if", "whether", "why", "how", "what", "who", "when", "where"))


def cue_verb(token: Token) -> Cue | None:
    """The lexicon's row for a verb token, or None."""
    if token.pos_ not in ("VERB", "AUX"):
        return None
    rows = verbs()
    lemma = lemma_with_particle(token)
    return rows.get(lemma) or rows.get(token.lemma_.lower())


def negated(verb: Token) -> bool:
    """Whether the act itself is denied ("did not say")."""
    return any(c.dep_ == "neg" or (c.lower_ in _NEGATIONS and c.i < verb.i) for c in verb.children)


def frame_statements(reading: Reading) -> Iterator[Found]:
    """All statements that the frames of cue verbs give, in text order."""
    for token in reading.doc:
        if token.is_space:
            continue
        cue = cue_verb(token)
        if cue is not None:
            yield from _of_verb(reading, token, cue)


def _of_verb(reading: Reading, verb: Token, cue: Cue) -> Iterator[Found]:
    home = reading.paragraph(verb.idx)
    if home in reading.boilerplate or negated(verb):
        return
    who = subject(verb)
    source = noun_phrase(reading, who, verb) if who is not None else None
    if who is not None and source is None:
        return
    sources: Spans = (source,) if source else ()
    group = verb_group(reading, verb)

    def found(rule: str, content: Spans, speech: bool) -> Found:
        return Found(rule, content, sources, (group,), cue.lemma, verb.i, speech)

    if "c" in cue.frames:
        clause = _clause(reading, verb, home, source)
        if clause is not None:
            yield found(clause[0], clause[1], cue.kind != "attitude")
            return
    infinitive = next((c for c in verb.children if c.dep_ == "xcomp" and _is_infinitive(c)), None)
    if infinitive is None:
        infinitive = next((c for c in verb.children if c.dep_ == "ccomp" and _is_infinitive(c)), None)
    if infinitive is not None and infinitive.i > verb.i:
        directed = any(c.dep_ in ("dobj", "dative") for c in verb.children) or has_subject(infinitive)
        if "t" in cue.frames and directed:
            to = next((c for c in infinitive.children if c.dep_ == "aux" and c.lower_ == "to"), infinitive)
            span = _right(reading, infinitive, home, to.idx)
            if span:
                yield found("directive", (span,), True)
                return
        if "i" in cue.frames:
            span = _right(reading, infinitive, home, group[1])
            if span:
                yield found("infinitive", (span,), cue.kind != "attitude")
                return
    if who is None:
        return
    target = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if "s" in cue.frames:
        whole = _complement(reading, verb, home)
        if whole is not None:
            yield found("complement", (whole,), False)
            return
    if "o" in cue.frames and target is not None:
        span = _right(reading, target, home, group[1])
        if span:
            yield found("object", (span,), False)


def _is_infinitive(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def _right(reading: Reading, head: Token, home: Span, after: int) -> Span | None:
    """The phrase of ``head``, from ``after`` on at the earliest."""
    start, end = reading.hull(head.left_edge, head.right_edge, home)
    span = reading.trim((max(start, after), end))
    if span is None:
        return None
    return reading.trim(reading.whole(span, after - 1))


def _clause(reading: Reading, verb: Token, home: Span, source: Span | None) -> tuple[str, Spans] | None:
    """The complement clause on the right, on the left, or around the verb."""
    right = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i and not _is_infinitive(c)]
    if right:
        span = _right(reading, right[0], home, verb.idx + len(verb))
        return ("clause", (span,)) if span else None
    left = [c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i]
    if left:
        return _left(reading, left[-1], verb, home, source)
    if verb.dep_ in ("parataxis", "ccomp") and verb.head.pos_ in ("VERB", "AUX", "NOUN", "ADJ") and source:
        return _around(reading, verb, home, source)
    return None


def _left(reading: Reading, head: Token, verb: Token, home: Span, source: Span | None) -> tuple[str, Spans] | None:
    stop = verb_group(reading, verb)[0]
    if source and source[0] < stop:
        stop = min(stop, source[0]) if source[0] > head.idx else stop
    start, end = reading.hull(head.left_edge, head.right_edge, home)
    span = reading.trim((start, min(end, stop)))
    if span is None:
        return None
    span = reading.trim(reading.whole(span, verb.idx))
    return ("before", (span,)) if span else None


def _around(reading: Reading, verb: Token, home: Span, source: Span) -> tuple[str, Spans] | None:
    """``The raid, she said, was lawful``: the host clause without the inserted one."""
    host = verb.head
    start, end = reading.hull(host.left_edge, host.right_edge, home)
    lo, hi = reading.hull(verb.left_edge, verb.right_edge, home)
    lo, hi = min(lo, source[0]), max(hi, source[1])
    before = reading.plain[max(home[0], lo - 2) : lo].strip()
    after = reading.plain[hi : hi + 2].strip()
    if not (before.endswith((",", "-", "—", "–", '"')) or lo <= start) or not after.startswith(
        (",", ".", "-", "—", "–", ";", ":", "")
    ):
        return None
    pieces = [reading.trim((start, lo)) if lo > start else None, reading.trim((hi, end)) if end > hi else None]
    kept = tuple(p for p in pieces if p)
    return ("inserted", kept) if kept else None


def _complement(reading: Reading, verb: Token, home: Span) -> Span | None:
    """``called the raid a disgrace``, ``described it as lawful``: object and what is said of it."""
    small = next(
        (c for c in verb.children if c.i > verb.i and c.dep_ in ("oprd", "ccomp") and not _is_infinitive(c)), None
    )
    target = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    as_phrase = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > verb.i), None)
    if as_phrase is None and target is not None:
        as_phrase = next((c for c in target.children if c.dep_ == "prep" and c.lower_ == "as"), None)
    parts = [x for x in (target, small, as_phrase) if x is not None]
    if small is None and as_phrase is None:
        return None
    left = min(parts, key=lambda t: t.left_edge.i).left_edge
    right = max(parts, key=lambda t: t.right_edge.i).right_edge
    start, end = reading.hull(left, right, home)
    span = reading.trim((max(start, verb.idx + len(verb)), end))
    return reading.trim(reading.whole(span, verb.idx)) if span else None
