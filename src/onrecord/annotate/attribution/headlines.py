"""Statements in the headline that punctuation makes: ``ICE: 'we won'``, ``Raids were lawful: official``.

A headline with a verb of saying ("X says Y") is read by the other rules like any sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.annotate.attribution.reading import Found, Reading
from onrecord.lexicon.cues import speakers, words
from onrecord.model import Span

_MARK = re.compile(r":(?=\s)|(?<=\s)(?:[—–|]|--?)(?=\s)")
_TOPIC = re.compile(r"\s(?:on|to|about|after|in|over|of|at|for|before|amid)\s")
# What follows a colon is no saying but says what the page is.
_TITLE = re.compile(
    r"(?:an? |the |our )?(?:exclusive )?(?:interview|q&a|profile|conversation|transcript|video|photos?)\b", re.I
)
_MAX_SOURCE_WORDS = 7
_MAX_TRAILER_WORDS = 4
_NAMES = frozenset(("PERSON", "ORG", "NORP"))


def headline_statements(reading: Reading) -> Iterator[Found]:
    """The statement that a colon or dash in the headline makes, if any."""
    span = reading.headline
    if span is None:
        return
    marks = list(_MARK.finditer(reading.plain, *span))
    if not marks:
        return
    first, last = marks[0], marks[-1]
    left, right = reading.trim((span[0], first.start())), reading.trim((first.end(), span[1]))
    if left is not None and right is not None and first[0] == ":":
        source = _speaker(reading, left)
        if source is not None and len(_words(reading, right)) > 1 and not _TITLE.match(reading.plain, right[0]):
            yield Found("headline-colon", (right,), (source,), (first.span(),))
            return
    left, right = reading.trim((span[0], last.start())), reading.trim((last.end(), span[1]))
    if left is not None and right is not None and len(_words(reading, right)) <= _MAX_TRAILER_WORDS:
        source = _speaker(reading, right)
        if source is not None and len(_words(reading, left)) > _MAX_TRAILER_WORDS:
            yield Found("headline-after", (left,), (source,), (last.span(),))


def _words(reading: Reading, span: Span) -> list[str]:
    return reading.plain[span[0] : span[1]].split()


def _speaker(reading: Reading, span: Span) -> Span | None:
    """The speaker beside the mark: a short phrase with a person, an office or a body and no verb.

    "ICE official on children left behind" is the official, on a topic.
    """
    cut = _TOPIC.search(reading.plain, *span)
    end = cut.start() if cut and cut.start() > span[0] + 2 else span[1]
    tokens = [t for t in reading.tokens(span[0], end) if not t.is_punct]
    if (
        not tokens
        or tokens[0].lower_ in words("no-label")  # "For Immediate Release Contact: …"
        or len(tokens) > _MAX_SOURCE_WORDS
        or any(t.pos_ == "AUX" or t.tag_ == "VBD" or any(c.isdigit() for c in t.text) for t in tokens)
    ):
        return None
    named = any(t.ent_type_ in _NAMES for t in tokens)
    if not named and tokens[-1].lemma_.lower() not in speakers() and tokens[-1].lower_ not in speakers():
        return None
    return reading.trim((span[0], end))
