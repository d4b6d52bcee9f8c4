"""What a statement's words say beside who and what: manner, part."""

from __future__ import annotations

from onrecord.annotate.attribution.reading import Reading
from onrecord.model import Manner, Part, Spans


def manner(reading: Reading, content: Spans) -> Manner:
    """Direct where at least 95 % of the words stand in quotation marks, indirect where none does, else mixed."""
    inside = total = 0
    for start, end in content:
        for t in reading.tokens(start, end):
            if t.is_punct:
                continue
            total += 1
            inside += reading.quotation(t.idx) is not None
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.95 * total else "mixed"


def part(reading: Reading, content: Spans) -> Part:
    """Whether the statement stands in the headline or in the body."""
    head = reading.headline
    return "headline" if head is not None and content[0][0] < head[1] and head[0] < content[-1][1] else "body"
