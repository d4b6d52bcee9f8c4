"""Putting together what several rules found of one act of saying."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.annotate.attribution.reading import Found, Reading, overlap
from onrecord.lexicon.cues import nouns
from onrecord.model import Span, Spans

_ADDRESSED = re.compile(r"(?:mr|madam|mister)\.? (?:speaker|president|chair(?:man|woman)?)", re.I)
# The rules whose finds inside a quotation are good enough to report as said at second hand.
_SECOND_HAND = frozenset(("clause", "according-to", "directive"))


def merge(reading: Reading, found: Iterable[Found]) -> list[Found]:
    """One candidate an act of saying: those with the same cue word are joined, doubles dropped.

    The first of the same cue in ``found`` leads: its source and rule stay.
    """
    by_head: dict[int, int] = {}
    out: list[Found] = []
    for f in found:
        k = by_head.get(f.head, -1) if f.head >= 0 else -1
        if k < 0:
            if f.head >= 0:
                by_head[f.head] = len(out)
            out.append(f)
            continue
        out[k] = _joined(reading, out[k], f)
    return _without_doubles(out)


def _joined(reading: Reading, first: Found, second: Found) -> Found:
    quoted = first.rule.startswith("quote-") and second.rule == "clause"
    widen = quoted and (first.rule != "quote-after" or overlap(first.content, second.content))
    content = union(reading.text, [*first.content, *second.content]) if widen else first.content
    taken = [*first.source, *second.source][:1]
    return Found(first.rule, content, tuple(taken), first.cue, first.lemma, first.head, first.speech or second.speech)


def union(text: str, pieces: Iterable[Span]) -> Spans:
    """The pieces in order; those that touch, or have no letter and no line break between them, joined."""
    out: list[Span] = []
    for a, b in sorted(pieces):
        if out and (a <= out[-1][1] or not any(c.isalnum() or c == "\n" for c in text[out[-1][1] : a])):
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return tuple(out)


def _without_doubles(found: list[Found]) -> list[Found]:
    seen: dict[Spans, int] = {}
    out: list[Found] = []
    for f in found:
        k = seen.get(f.content)
        if k is None:
            seen[f.content] = len(out)
            out.append(f)
        elif f.source and not out[k].source:
            out[k] = f
    return out


def parents(found: Sequence[Found]) -> list[int | None]:
    """For each candidate the index of the smallest one whose content holds its cue and content, or None.

    ``found`` is in order of content. One pass with a stack: time grows with the depth of nesting alone.
    """
    pieces = sorted(
        ((a, -b, k) for k, f in enumerate(found) for a, b in f.content),
    )
    out: list[int | None] = [None] * len(found)
    first = {k: f.content[0] for k, f in enumerate(found)}
    stack: list[tuple[int, int]] = []
    for a, negative_b, k in pieces:
        while stack and stack[-1][0] <= a:
            stack.pop()
        if first[k] == (a, -negative_b):
            for end, host in reversed(stack):
                if host != k and -negative_b <= end and _inside(found[k], found[host]):
                    out[k] = host
                    break
        stack.append((-negative_b, k))
    return out


def _inside(inner: Found, outer: Found) -> bool:
    """Whether cue (else content) of ``inner`` lies in a content piece of ``outer``."""
    marks = inner.cue or inner.content
    return all(any(x <= a and b <= y for x, y in outer.content) for a, b in marks) and inner.content != outer.content


def backgrounds(reading: Reading, found: Sequence[Found], hosts: Sequence[int | None]) -> list[int | None]:
    """``hosts``, and for what a document tells in an adverbial clause of an act of saying that act.

    "Ann Lee told the paper … after news reports revealed …": the reports are the background of her
    saying, not somebody who speaks to this article. What a person says in such a clause stands alone.
    """
    acts = {f.head: k for k, f in enumerate(found) if f.head >= 0}
    out = list(hosts)
    for k, f in enumerate(found):
        if hosts[k] is not None or f.head < 0 or not _is_document(reading, f):
            continue
        token, adverbial = reading.doc[f.head], False
        while token.head.i != token.i:
            adverbial = adverbial or token.dep_ == "advcl"
            token = token.head
            if adverbial and acts.get(token.i, k) != k:
                out[k] = acts[token.i]
                break
    return out


def is_salutation(reading: Reading, found: Found) -> bool:
    """Whether the source is who is spoken to: "Dear Secretary Lee:", "Mr. Speaker:" introduce other words than hers."""
    if not found.source or any(c.isalpha() for a, b in found.cue for c in reading.text[a:b]):
        return False
    start, end = found.source[0]
    line = reading.text[max(reading.paragraph(start)[0], start - 40) : end].lstrip().lower()
    greets = reading.text[start:end].lower().startswith("dear ")  # "20510 Dear Chairman Lee:": the lines are lost
    return greets or line.startswith("dear ") or _ADDRESSED.fullmatch(reading.plain, start, end) is not None


def _is_document(reading: Reading, found: Found) -> bool:
    """Whether the source is a document that tells ("news reports", "the study")."""
    inside = {t.i: t for a, b in found.source for t in reading.tokens(a, b)}
    root = next((t for t in inside.values() if t.head.i not in inside), None)
    row = nouns().get(root.lemma_.lower()) if root is not None else None
    return row is not None and "d" in row.frames


def without_echoes(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """``found`` without what a speaker reports of himself, and without beliefs at second hand.

    Inside quotation marks or inside another's content only an act of saying by a third party is a
    statement of its own ("The minister said the army had told him …").
    """
    ordered = sorted(found, key=lambda f: (f.content, f.source))
    out = []
    for f, host in zip(ordered, parents(ordered), strict=True):
        inside = host is not None or (f.cue and f.head >= 0 and reading.quotation(f.cue[0][0]) is not None)
        second_hand = f.rule in _SECOND_HAND and f.speech and f.source and not _first_person(reading, f.source[0])
        if not inside or second_hand:
            out.append(f)
    return out


def _first_person(reading: Reading, source: Span) -> bool:
    words = reading.plain[source[0] : source[1]].lower().split()
    return len(words) < 3 and bool({"i", "we", "you", "my", "our", "your", "me", "us", "it"} & set(words))
