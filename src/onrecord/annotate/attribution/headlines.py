"""Statements in the headline: ``X: 'we won'``, ``Raids were lawful: official``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.annotate.attribution.reading import Found, Reading
from onrecord.model import Span

_COLON = re.compile(r"(?<!\d):\s+(?=\S)|\s[—–|-]{1,2}\s")
_TOPIC = re.compile(r"\s(?:on|to|about|after|in|over|of|at|for)\s")
_MAX_SOURCE_WORDS = 7


def headline_statements(reading: Reading) -> Iterator[Found]:
    """The statement that a colon in the headline makes, if any."""
    span = reading.headline
    if span is None:
        return
    for m in re.finditer(r":\s+", reading.plain[span[0] : span[1]]):
        at = span[0] + m.start()
        left, right = reading.trim((span[0], at)), reading.trim((at + 1, span[1]))
        if left is None or right is None:
            return
        source = _name(reading, left)
        if source is not None:
            yield Found("headline-colon", (right,), (source,), ((at, at + 1),), None, -1)
        else:
            source = _name(reading, right)
            if source is not None and right[1] - right[0] < 30:
                yield Found("headline-after", (left,), (source,), ((at, at + 1),), None, -1)
        return


def _name(reading: Reading, span: Span) -> Span | None:
    """The speaker in front of a colon: a short phrase with a person, an office or a body and no verb."""
    text = reading.plain[span[0] : span[1]]
    cut = _TOPIC.search(text)
    end = span[0] + cut.start() if cut and cut.start() > 3 else span[1]
    tokens = [t for t in reading.tokens(span[0], end) if not t.is_punct]
    if not tokens or len(tokens) > _MAX_SOURCE_WORDS:
        return None
    if any(t.pos_ in ("VERB", "AUX") for t in tokens):
        return None
    if not any(t.ent_type_ in ("PERSON", "ORG", "NORP") or t.lemma_.lower() in _SPEAKERS for t in tokens):
        return None
    return reading.trim((span[0], end))


_SPEAKERS = frozenset(
    ["poll", "report", "study", "official", "officials", "police", "source", "sources", "expert", "experts", "survey", "lawyer", "attorney", "spokesman", "spokeswoman", "spokesperson", "minister", "president", "senator", "mayor", "governor", "sheriff", "judge", "analyst", "analysts", "doctor", "doctors", "lawmaker", "lawmakers", "witness", "witnesses", "chief", "director"]
)
