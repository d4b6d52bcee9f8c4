"""How far somebody's words go, before and behind the sentence that is attributed to him, where no mark tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.annotate.attribution.first_person import SPEAKS_ALONE
from onrecord.annotate.attribution.reading import OVER, Reading
from onrecord.annotate.attribution.spoken_style import run_of_speech
from onrecord.model import Span

_LEAST_PARAGRAPHS = 3  # fewer: the paragraphs are lost too, and one holds the whole article
MAX_PARAGRAPH = 1600
_MOST_SENTENCES = 40  # that are read on from one
# The chance that a speaker goes on, as counted in releases whose marks are whole: from one sentence of a paragraph to
# the next; where nothing else tells that the article has speech without marks.
_SENTENCES, _UNSURE = 0.96, 0.86
# Where the paragraphs are lost, behind and before the attributed sentence: anywhere, and where a paragraph ended.
_AHEAD, _BACK = (0.85, 0.6), (0.4, 0.2)
_NEAR = 3  # sentences in which "I" is the speaker's
_NEXT = 0.35  # whole paragraphs that follow
# A typist who puts two spaces behind a full stop does so everywhere: where there is one, a paragraph ended.
_TWO_SPACES = re.compile(r"[.!?]['\")]*[ \t]{2,}(?=['\"]?[A-Z])")
_ONE_SPACE = re.compile(r"[.!?]['\")]* (?=['\"]?[A-Z])")
_BETWEEN = frozenset(" \t\r\n\xa0.,")  # an attribution and the sentence behind it
_ANNOUNCES = re.compile(
    r"\b[Ff]ollowing (?:is|are)\b|\b[Tt]ext of .{0,200}?\b(?:is|are|follows?|appears?)\b|\b(?:below|as follows)[.:]\s*$"
)
_LEAST_TWO, _TWO_OF = 2, 4  # of so many of all


@dataclass(frozen=True, slots=True)
class Around:
    """The paragraph around an attributed sentence.

    ``sure``: it is known that the article has speech without marks. ``others`` tells whether somebody else, or the
    article itself, speaks in a span; ``own`` whether the speaker is named there.
    """

    reading: Reading
    home: Span
    sure: bool
    others: Callable[[Span], bool]
    own: Callable[[Span], bool]

    @property
    def has_paragraphs(self) -> bool:
        """Whether the page has left the article its paragraphs."""
        return len(self.reading.paragraphs) >= _LEAST_PARAGRAPHS

    def since(self, first: int, least: int) -> int:
        """Where the speaker begins to speak, at ``least`` or behind it, in the sentences before ``first``."""
        spans: list[Span] = []
        at = first
        told = False
        while at > max(self.home[0], least) and len(spans) < _MOST_SENTENCES and not told:
            start = self.reading.sentence(max(at - 2, self.home[0]), self.home)[0]
            if start >= at or start < least:
                break
            if not (told := self.others((start, at))):
                spans.append((start, at))
                at = start
        # Where paragraphs are kept, somebody's words open one: what stands behind the article's own is seldom his.
        stays = [min(self._stays(b, _BACK), _BACK[0] if told else 1.0) for _, b in spans]
        if (broken := next((k for k, (a, _) in enumerate(spans) if self._is_break(a)), None)) is not None:
            # Up to where a lost paragraph began.
            spans, stays = spans[: broken + 1], [max(stay, _UNSURE) for stay in stays[: broken + 1]]
        said = run_of_speech([self.reading.plain[a:b] for a, b in spans], stays)
        # No article says "I" of itself.
        own = [k for k, span in enumerate(spans[:_NEAR]) if SPEAKS_ALONE.search(self.reading.plain, *span)]
        said = max(said, own[-1] + 1 if own else 0)
        return spans[said - 1][0] if said else first

    def until(self, after: int, told: bool) -> int | None:
        """Where the speaker ends, in the sentences behind ``after``. ``told``: a colon has led his words."""
        over = OVER.search(self.reading.plain, after, self.home[1])
        home = (self.home[0], over.start() if over is not None else self.home[1])
        spans: list[Span] = []
        at, other = after, False
        while len(spans) < _MOST_SENTENCES:
            while at < home[1] and self.reading.text[at] in _BETWEEN:
                at += 1
            if at >= home[1]:
                break
            end = self.reading.sentence(at, home)[1]
            if (stop := self.others((at, end))) or _ANNOUNCES.search(self.reading.plain, at, end):
                other = stop and not self.own((at, end))
                break
            spans.append((at, end))
            at = end
        if other:  # the last lost paragraph before another's name is his
            breaks = [k for k, (a, _) in enumerate(spans) if self._is_break(a)]
            spans = spans[: breaks[-1]] if breaks and not self._is_break(at) else spans
        stays = [self._stays(a, _AHEAD) for a, _ in spans]
        if stays and not self._is_break(spans[0][0]):  # behind the attribution the speaker goes on as a rule
            stays[0] = _SENTENCES if told else max(stays[0], _AHEAD[0])
        said = run_of_speech([self.reading.plain[a:b] for a, b in spans], stays)
        return spans[said - 1][1] if said else None

    def _stays(self, at: int, lost: tuple[float, float]) -> float:
        """The chance that the speaker speaks on both sides of ``at``, by the white space that the page has left."""
        unknown, paragraphs = lost
        if self._is_break(at):
            return paragraphs
        if self.has_paragraphs and self.home[1] - self.home[0] <= MAX_PARAGRAPH:
            return _SENTENCES if self.sure else _UNSURE
        before = self.reading.plain[max(self.home[0], at - 2) : at]
        if not before.endswith(" "):
            return paragraphs  # "for all.We act"
        if not _is_two_spaced(self.reading.plain):
            return unknown
        return _SENTENCES if before == "  " else paragraphs

    def _is_break(self, at: int) -> bool:
        """Whether spaces are left of the end of a paragraph, one more than stand elsewhere behind a full stop."""
        lost = not self.has_paragraphs or self.home[1] - self.home[0] > MAX_PARAGRAPH
        wide = 2 if lost and not _is_two_spaced(self.reading.plain) else 3
        before = self.reading.plain[max(self.home[0], at - wide) : at]
        return len(before) == wide and before.isspace()


def paragraphs_of_speech(reading: Reading, paragraphs: Sequence[Span], chance: float = _NEXT) -> int:
    """How many of the paragraphs that follow somebody's words, from the first on, are his too, each to its end.

    ``chance``: that he goes on from one paragraph to the next.
    """
    sentences: list[str] = []
    stays: list[float] = []
    ends: list[int] = []
    for start, stop in paragraphs:
        at, stay = start, chance
        while at < stop and len(sentences) < _MOST_SENTENCES:
            end = max(reading.sentence(at, (start, stop))[1], at + 1)
            sentences.append(reading.plain[at:end])
            stays.append(stay)
            at, stay = end, _SENTENCES
        ends.append(len(sentences))
    said = run_of_speech(sentences, stays)
    return sum(end <= said for end in ends)


@lru_cache(maxsize=8)
def _is_two_spaced(plain: str) -> bool:
    two, one = (sum(1 for _ in pattern.finditer(plain)) for pattern in (_TWO_SPACES, _ONE_SPACE))
    return two >= _LEAST_TWO and _TWO_OF * two >= two + one
