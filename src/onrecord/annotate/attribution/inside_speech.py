"""How far a report goes that somebody makes inside of his own words: ``“The CDC reports that we fail. We must act.”``

Whoever speaks goes on behind what he cites. So a report inside of a speech, a turn or a quotation ends with its
sentence, and one that a comma and a capital lead to (``As Lee said, We must act. …``) with its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from onrecord.annotate.attribution.reading import ACCORDING, IN_FULL, Found, Reading, is_first_person
from onrecord.model import Span

_HOSTS = frozenset((*IN_FULL, "turn"))
_LED = re.compile(r"[,:]? *(?:\[?['\"]|(?<=[,:] )(?=[A-Z]))")
_NEAR = 200  # characters between a cue and the mark of what it introduces
_CITED = re.compile(r"‘[^‘\n]{2,}?’(?!\w)")  # inside of a quotation
_LONE_MARK = re.compile(r"(?<=[.!?])\"(?=\s|$)")


def within_its_sentence(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """``found``, what is reported inside of somebody's words cut where the report ends."""
    hosts = _Hosts(reading, found)
    return [_cut(reading, f, hosts) if _may_run_on(f) and hosts.hold(reading, f) else f for f in found]


def _may_run_on(found: Found) -> bool:
    return bool(found.source and found.cue) and found.head >= 0 and found.rule not in _HOSTS


class _Hosts:
    """Words shown in full and turns, to tell whether an act of saying lies inside of another's."""

    def __init__(self, reading: Reading, found: Sequence[Found]) -> None:
        pieces = sorted((a, b, k) for k, f in enumerate(found) if f.rule in _HOSTS for a, b in f.content)
        self._starts = [a for a, _, _ in pieces]
        self._ends: list[int] = []  # the farthest end of all that begin no later
        for _, b, _ in pieces:
            self._ends.append(max(b, self._ends[-1]) if self._ends else b)
        self._marks = [m.start() for m in _LONE_MARK.finditer(reading.plain)]

    def closing(self, reading: Reading, offset: int) -> int | None:
        """The next mark in the paragraph behind ``offset`` that closes, whether one has opened or not."""
        at = bisect_right(self._marks, offset)
        return self._marks[at] if self._marks[at : at + 1] and self._marks[at] < reading.paragraph(offset)[1] else None

    def hold(self, reading: Reading, found: Found) -> bool:
        """Whether an act of saying is told inside of somebody's words."""
        spans = (*found.source, *found.cue)
        start, end = min(a for a, _ in spans), max(b for _, b in spans)
        q = reading.quotation(start)
        # "as I said": whoever tells it speaks.
        # “It was late, said Lee. “We left.”: the mark before her name was forgotten.
        own = q is not None and not q.closed and q.start in [a for a, _ in found.content[:1]]
        if (q is not None and q == reading.quotation(end - 1) and not own) or is_first_person(reading, found.source):
            return True
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and end <= self._ends[at]:
            return True
        # "… said Lee. The CDC found that we fail." with a mark at its end: the mark that opened the words is lost.
        lone = self.closing(reading, end)
        return lone is not None and q is None and not reading.quotations_in(end, lone)


def _cut(reading: Reading, found: Found, hosts: _Hosts) -> Found:
    """The content without what whoever reports goes on to say."""
    act = found.cue[-1][1]
    home = reading.paragraph(found.cue[0][0])
    around = reading.quotation(found.cue[0][0])
    shown = around is None and hosts.closing(reading, act) is None
    sentence = _sentence(reading, act, home) if act < home[1] else home
    # "…, as I said, …" and "according to Lee" hang on one sentence; "…, he said. …" may go on.
    hangs = found.lemma == ACCORDING or _is_behind_as(reading, found)
    # A mark alone is left of the words of whoever reports.
    opens = min((a for a, b in found.content if home[0] <= a and b - a > 1), default=home[1])
    trails = opens < found.cue[0][0] and not hangs
    led = _LED.match(reading.plain, act, home[1]) is not None
    that = _opens_with_that(reading, found)
    colon = reading.plain[home[0] : home[1]].rstrip().endswith(":")
    pieces: list[Span] = []
    for start, end in found.content:
        if led and start > act and around is None and reading.plain[start - 1] in ".!?":
            break  # "… to fall heir.The Act is …": a lost break ends what was cited
        if (colon and start >= home[1]) or (shown and reading.quotation(start) is not None):
            pieces.append((start, end))
            continue
        if not home[0] <= start < home[1]:
            continue
        if not trails and not led:
            clipped = (max(start, act if that else sentence[0]), min(end, sentence[1]))
            if clipped != (start, end):
                start, end = reading.trim(clipped) or (end, end)
        if start + 1 < end:
            pieces.append((start, end))
    # "in a way that, as Lee said, ‘is a call to action.’": of what is marked as his the rest is not.
    marked = [p for p in pieces if shown and p[0] >= act and reading.quotation(p[0]) is not None]
    content = tuple(marked if marked and led and home[0] <= marked[0][0] < home[1] else pieces)
    return replace(found, content=content) if content and content != found.content else found


def _sentence(reading: Reading, offset: int, home: Span) -> Span:
    """The sentence with all of the quotations that open in it: ``Lee noted that “we fail. We must act.”``"""
    start, end = reading.sentence(offset, home)
    ends = [q.end for q in reading.quotations_in(offset, end) if q.closed]
    opens = reading.text.find("‘", offset, min(end, offset + _NEAR))
    cited = _CITED.match(reading.text, opens, home[1]) if opens >= 0 else None
    return start, max([end, *ends, *([cited.end()] if cited is not None else [])])


def _is_behind_as(reading: Reading, found: Found) -> bool:
    first = reading.token_at(min(found.cue[0][0], found.source[0][0]))
    return first > 0 and reading.doc[first - 1].lower_ == "as"


def _opens_with_that(reading: Reading, found: Found) -> bool:
    first = next(iter(reading.tokens(found.cue[-1][1], found.cue[-1][1] + 10)), None)
    return first is not None and first.lower_ == "that"
