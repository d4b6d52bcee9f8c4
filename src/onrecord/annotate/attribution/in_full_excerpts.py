"""Quotations shown under a line that is no sentence: ``EXCERPTS``, ``From the letter…``, ``Rep. Lee, on the plan:``."""

from __future__ import annotations

import re

from onrecord.annotate.attribution.in_full_content import opens_with_quotation, quoted_paragraphs
from onrecord.annotate.attribution.in_full_owner import principal
from onrecord.annotate.attribution.reading import FINITE, SHOWN, Found, Reading
from onrecord.model import Span

_EXCERPTS = re.compile(
    r"(?:below (?:are|is) )?(?:(?:an?|some|the|key|selected|more) ){0,3}(?P<noun>excerpts?|highlights)\b"
    r"[^.:!?\n]{0,80}[:.…]*$"
    r"|from (?:the|his|her|their) (?P<whole>letter|interview|op-ed|speech|remarks)\b[^.:!?\n]{0,40}[:.…]*$",
    re.I,
)
_ABOUT = re.compile(r",? (?:on|about|regarding|in closing|in conclusion)\b[^.!?\n]{0,150}:$")
_MAX_LINE = 200  # characters
_MAX_BEFORE = 2  # lines between: a topic, a link


def excerpts(reading: Reading, k: int) -> Found | None:
    """The quotations under paragraph ``k``, if it is a line that shows them and says no more than what they are."""
    homes = reading.paragraphs
    start, stop = homes[k]
    if stop - start > _MAX_LINE or reading.quotations_in(start, stop):
        return None
    line = reading.plain[start:stop].rstrip()
    end = start + len(line)
    m = _EXCERPTS.match(line)
    who = None if m is not None else _speaker_on(reading, (start, end))
    if m is None and who is None:
        return None
    quoted = next((j for j in range(k + 1, min(k + 1 + _MAX_BEFORE, len(homes))) if _is_all_quoted(reading, j)), None)
    between = reading.plain[homes[k + 1][0] : homes[k + 1][1]].rstrip() if k + 1 < len(homes) else ""
    if quoted is None or (quoted > k + 1 and not between.endswith(":")):
        return None
    if m is not None and m["whole"] != "letter":
        who = principal(reading, start)
    content, _ = quoted_paragraphs(reading, list(homes[quoted:]), quoted, who)
    if not any(t.tag_ in FINITE for span in content for t in reading.tokens(*span)):
        return None
    cue = (
        (start + m.start(m.lastgroup), start + m.end(m.lastgroup)) if m is not None and m.lastgroup else (end - 1, end)
    )
    return Found(
        SHOWN, content, (who,) if who else (), (cue,), m[m.lastgroup].lower() if m and m.lastgroup else None, -1
    )


def _speaker_on(reading: Reading, line: Span) -> Span | None:
    """``Rep. Lee`` of "Rep. Lee, on the need for a plan:": a name and what it speaks about, and no verb."""
    tokens = reading.tokens(*line)
    people = [e for e in reading.doc.ents if e.label_ == "PERSON" and line[0] <= e.start_char < line[1]]
    first = people[0] if people else None
    if first is None or any(t.tag_ in FINITE and t.i < first.end for t in tokens):
        return None
    titled = first.start - tokens[0].i <= 2
    return (line[0], first.end_char) if titled and _ABOUT.match(reading.plain, first.end_char, line[1]) else None


def _is_all_quoted(reading: Reading, j: int) -> bool:
    """Whether nothing but a quotation stands in paragraph ``j``."""
    start, stop = reading.paragraphs[j]
    marks = reading.quotations_in(start, stop) if opens_with_quotation(reading, (start, stop)) else []
    return bool(marks) and not any(c.isalnum() for c in reading.plain[marks[-1].end : stop]) and len(marks) == 1
