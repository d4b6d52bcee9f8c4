"""Candidates for statements, and which of their pieces are another's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.annotate.attribution.reading import Found
from onrecord.model import Span, Spans


@dataclass(frozen=True)
class Candidate:
    """An act of saying with what found it and how sure it is, before nesting and circumstances are decided."""

    found: Found
    found_by: str
    confidence: float


def shared(left: Spans, right: Spans) -> int:
    """The characters that both hold."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)


def without_parts(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without what is a part of another's quotation: "Lee issued a statement: “…,” said Lee. “…”" is one act."""
    longest: dict[Span, Spans] = {}
    for c in candidates:
        first = c.found.content[0]
        if len(c.found.content) > len(longest.get(first, ())):
            longest[first] = c.found.content
    wholes = [longest[c.found.content[0]] for c in candidates]
    return [
        c
        for c, whole in zip(candidates, wholes, strict=True)
        if len(c.found.content) == len(whole) or not set(c.found.content) <= set(whole)
    ]


def is_of_another(candidates: Sequence[Candidate], found: Found) -> bool:
    """Whether a quotation with its speaker behind it was read as more of another's: "…," Lee said. "…," said Poe."""
    return any(
        found.content[0] in c.found.content[1:]
        and not shared(c.found.source, found.source)
        and not shared(c.found.cue, (*found.cue, *found.source))
        and c.found.content[0][0] < found.content[0][0]
        for c in candidates
    )


def apart_from(candidate: Candidate, signed: Found) -> Candidate | None:
    """The candidate without what somebody else has signed; None where nothing is left."""
    if signed.cue and candidate.found.cue == signed.cue:
        return None
    content = tuple(p for p in candidate.found.content if not shared((p,), signed.content))
    return replace(candidate, found=replace(candidate.found, content=content)) if content else None
