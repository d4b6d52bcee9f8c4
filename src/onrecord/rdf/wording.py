"""The words of a statement as its literals: without the marks and the complementiser that the spans hold.

A content span follows PolNeAR: quotation marks and "that" belong to it. Whoever reads ``schema:text`` wants
the words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter

from onrecord.model import Manner, Span

OMISSION = " […] "
"""Between the pieces of a split quotation."""

_OPEN = "\"“‘'«„‚‹「『"
_PARTNERS = {'"': '"', "“": "”", "‘": "’", "'": "'", "«": "»", "„": "“”", "‚": "‘’", "‹": "›", "「": "」", "『": "』"}
_CLOSING = {opening: re.compile(f"[{re.escape(closing)}]") for opening, closing in _PARTNERS.items()}
_COMPLEMENTISER = re.compile(r"that(?:,\s+|\s+)(?!(?:is|was|will|would|has|had)\b)")
_QUOTED = re.compile(
    r"“([^”]*)(?:”|\Z)|\"([^\"]*)(?:\"|\Z)|«([^»]*)(?:»|\Z)|„([^“”]*)(?:[“”]|\Z)|「([^」]*)(?:」|\Z)"
    r"|(?<!\w)‘((?:[^’]|’(?=\w))*)’|(?<!\w)'((?:[^']|'(?=\w))*)'"
)
_LAST = itemgetter(1)
_ENDING = re.compile(r"""[.!?…]*["”»’')\]]*[.!?…]*""")


def content_text(text: str, pieces: Iterable[Span]) -> str:
    """What was said: ``pieces`` of ``text`` without outer quotation marks, joined by ``[…]``."""
    return OMISSION.join(words for piece in pieces if (words := unquoted(text[piece[0] : piece[1]])))


def verbatim_texts(text: str, pieces: Iterable[Span], manner: Manner) -> Iterator[str]:
    """The characters inside quotation marks, a string a quotation; none for an indirect statement."""
    if manner == "indirect":
        return
    for start, end in pieces:
        piece = text[start:end]
        if manner == "direct":
            quoted = [unquoted(piece)]
        else:
            quoted = [next(group for group in m.groups() if group is not None) for m in _QUOTED.finditer(piece)]
        yield from (words for words in (q.strip() for q in quoted) if words)


def unquoted(piece: str) -> str:
    """``piece`` without "that" at its start and without the pair of quotation marks around all of it.

    A mark whose partner lies outside the piece (a quotation left open over paragraphs) goes as well;
    marks inside stay: ``“a” and “b”`` is returned as it is.
    """
    words = piece.strip()
    if words.startswith("that"):
        complementiser = _COMPLEMENTISER.match(words)
        if complementiser:
            words = words[complementiser.end() :]
    if not words:
        return words
    first = words[0]
    if first in _PARTNERS and first in _OPEN:
        partner = _next_partner(words, first)
        if partner < 0 and first not in "'’‘":
            return words[1:].rstrip('“”"').strip()
        if partner == len(words) - 1 and partner > 0:
            return words[1:-1].strip()
        return words
    last = words[-1]
    if last in '"”»' and not any(opening in words[:-1] for opening in _OPEN if last in _PARTNERS.get(opening, "")):
        return words[:-1].strip()
    return words


def _next_partner(words: str, opening: str) -> int:
    """Where the quotation that opens ``words`` closes, or -1. An apostrophe inside a word closes nothing."""
    for match in _CLOSING[opening].finditer(words, 1):
        at = match.start()
        if match[0] in "'’" and at + 1 < len(words) and words[at - 1].isalnum() and words[at + 1].isalnum():
            continue
        return at
    return -1


def hull(text: str, spans: Iterable[Span]) -> Span | None:
    """From the first to the last character of ``spans``, with the full stop and marks that close them."""
    real = [span for span in spans if span[0] < span[1]]
    if not real:
        return None
    start, end = min(real)[0], max(map(_LAST, real))
    ending = _ENDING.match(text, end)
    return start, ending.end() if ending else end
