"""The words of a statement or figure in their place: the article's own characters, marked by part."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import TypeAlias

from onrecord.model import Span, Spans

Segment: TypeAlias = tuple[str, str]
"""Characters of the article, and the mark that they carry ("" for none)."""

AROUND = 220
"""Code points of the paragraph that are shown on either side."""

LONGEST = 6000
"""Code points of a passage; a longer one is not shown around its words, which stand by themselves."""

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def passage(text: str, hull: Span, marks: Iterable[tuple[str, Spans]]) -> list[Segment]:
    """The paragraph around ``hull`` in segments; where marks overlap the later one of ``marks`` holds.

    Nothing is left out inside; what the paragraph has beyond :data:`AROUND` code points on either side becomes "…".
    """
    start, end = max(0, hull[0]), min(len(text), hull[1])
    if end <= start or end - start > LONGEST:
        return []
    low = max(0, start - AROUND)
    first = max(text.rfind("\n", low, start) + 1, low)
    cut_before = first == low and low > 0 and text[low - 1] != "\n"
    if cut_before:
        space = text.find(" ", low, start)
        first = space + 1 if space >= 0 else low
    high = min(len(text), end + AROUND)
    stop = text.find("\n", end, high)
    last = stop if stop >= 0 else high
    cut_after = stop < 0 and high < len(text) and text[high] != "\n"
    if cut_after:
        space = text.rfind(" ", end, high)
        last = space if space >= 0 else high
    names = [""] * (last - first)
    for mark, spans in marks:
        for b, e in spans:
            b, e = max(b, first), min(e, last)
            if b < e:
                names[b - first : e - first] = [mark] * (e - b)
    segments: list[Segment] = []
    at = first
    for mark, run in groupby(names):
        length = sum(1 for _ in run)
        segments.append((text[at : at + length], mark))
        at += length
    if cut_before:
        segments.insert(0, ("… ", ""))
    if cut_after:
        segments.append((" …", ""))
    return segments


def words(text: str, spans: Spans) -> str:
    """The characters of ``spans``, quotation marks kept, pieces joined by "[…]"."""
    return " […] ".join(text[b:e] for b, e in spans)


def on_one_line(text: str, longest: int) -> str:
    """``text`` for a label without control and direction marks and lone surrogates, ``longest`` code points at most."""
    clean = " ".join(_UNSEEN.sub(" ", text[: 4 * longest]).split())
    return clean if len(clean) <= longest else f"{clean[: longest - 1]}…"
