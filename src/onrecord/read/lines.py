"""Lines that a program wrapped → paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from statistics import quantiles

PARAGRAPH_END = "\n"
"""What stands between the paragraphs of a text that a reader put together."""

_HYPHENATED = re.compile(r"([A-Za-z]{2,})-$")
_BEGINS = re.compile(r"[a-z]{2,}")
_ITEM = re.compile(r"\s*(?:[•●▪◦*·–—-]|\(?\d{1,2}[.)])\s")
_SENTENCE_ENDS = (".", "!", "?", ":", "”", '"', "…", "'", "’", ")")
# Of the usual full line: what is shorter ends a paragraph where a sentence ends with it, and a
# heading or an address even where none does.
_SHORT, _VERY_SHORT = 0.8, 0.5


def unwrapped(lines: Iterable[str]) -> list[str]:
    """The paragraphs that ``lines`` make up.

    An empty line, a short line that ends a sentence and a bullet end a paragraph. A word that a hyphen
    cuts at the end of a line is put together, without its hyphen unless it stands so elsewhere.
    """
    lines = [line.rstrip() for line in lines]
    widths = [len(line) for line in lines if line.strip()]
    if not widths:
        return []
    width = quantiles(widths, n=10)[8] if len(widths) > 1 else widths[0]
    written = " ".join(lines)
    found: list[str] = []
    pieces: list[str] = []

    def end() -> None:
        if words := " ".join("".join(pieces).split()):
            found.append(words)
        pieces.clear()

    for line in lines:
        if not line.strip() or _ITEM.match(line):
            end()
        if not line.strip():
            continue
        cut = _HYPHENATED.search(pieces[-1].rstrip()) if pieces else None
        begin = _BEGINS.match(line.lstrip())
        if cut and begin:
            if f"{cut[1]}-{begin[0]}" in written:
                pieces[-1] = pieces[-1].rstrip()
            else:
                pieces[-1] = pieces[-1].rstrip()[:-1]
            pieces.append(line.lstrip() + " ")
        else:
            pieces.append(line + " ")
        share = len(line) / width
        if share < _VERY_SHORT or (share < _SHORT and line.endswith(_SENTENCE_ENDS)):
            end()
    end()
    return found
