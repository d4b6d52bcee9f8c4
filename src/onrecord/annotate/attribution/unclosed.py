"""Quotations whose closing mark was forgotten before the attribution: ``"We left, said Lee. "It was late."``"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from onrecord.annotate.attribution.inserted import titled_name
from onrecord.annotate.attribution.reading import Found, Reading, cue_verb, verb_group
from onrecord.annotate.surface import Quotation
from onrecord.model import Span


def unclosed_statements(reading: Reading) -> Iterator[Found]:
    """One for each quotation left open whose last words, before the next opening mark, say who speaks."""
    for home in reading.paragraphs:
        quotes = reading.quotations_in(*home)
        for q, following in pairwise(quotes):
            if q.mark == "double" and not q.closed and not reading.plain[q.end : following.start].strip():
                found = _attributed(reading, q, following)
                if found is not None:
                    yield found


def _attributed(reading: Reading, q: Quotation, following: Quotation) -> Found | None:
    inner = reading.tokens(*q.inner)
    for verb in reversed(inner):
        cue = cue_verb(verb)
        if cue is None or cue.kind != "speech" or "q" not in cue.frames or verb.tag_ != "VBD":
            continue
        named = titled_name(reading, verb, q.inner)
        group = verb_group(reading, verb)
        before = reading.plain[q.inner[0] : group[0]].rstrip()
        if named is None or not before.endswith((",", "?", "!")):
            return None
        said: Span = (q.start, q.inner[0] + len(before))
        return Found("quote-after", (said, following.span), (named[0],), (group,), cue.lemma, verb.i)
    return None
