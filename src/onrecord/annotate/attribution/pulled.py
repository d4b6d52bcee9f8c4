"""Pull quotations: words of the text set again apart from it, without marks, above or before the name of who said them.

A paragraph counts where the same words stand a second time in the article and a person's name alone follows: at its
end behind the full stop, or, with an office, on the next line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.annotate.attribution.reading import Found, Reading
from onrecord.model import Span

_PERSON = r"[A-Z][\w'-]+(?: [A-Z][\w.'-]*){1,3}"
_NAME_LINE = re.compile(rf"(?P<who>{_PERSON})(?:, (?P<office>[A-Z][^!?\n]{{2,60}}(?<!\.)))?")
_NAME_BEHIND = re.compile(rf"[.!?]\"? +(?P<who>{_PERSON})$")
_LEAST_SPACES = 6


def pulled_statements(reading: Reading) -> Iterator[Found]:
    """The pull quotations of the article, in text order."""
    for k, home in enumerate(reading.paragraphs):
        name, above = _signature(reading, home)
        if name is None or not _is_person(reading, name):
            continue
        spans = [above] if above is not None else []
        for before in reversed(reading.paragraphs[:k] if above is None else ()):
            if not _is_repeated(reading, before):
                break
            spans.insert(0, before)
        if spans and all(_is_repeated(reading, span) for span in spans):
            yield Found("signature", tuple(spans), (name,))


def _signature(reading: Reading, home: Span) -> tuple[Span | None, Span | None]:
    """The name that a paragraph is or ends with, and what of the paragraph stands before it."""
    line = _NAME_LINE.fullmatch(reading.plain, *home)
    if line is not None and home != reading.headline:
        return line.span("who"), None
    m = _NAME_BEHIND.search(reading.plain, *home)
    if m is None or m.end() != home[1]:
        return None, None
    return m.span("who"), reading.trim((home[0], m.start("who")))


def _is_person(reading: Reading, name: Span) -> bool:
    """Whether the parser knows the name for a person's here or where it stands again: it hangs on no sentence here."""
    said, at = reading.plain[slice(*name)], -1
    while (at := reading.plain.find(said, at + 1)) >= 0:
        if any(t.ent_type_ == "PERSON" for t in reading.tokens(at, at + len(said))):
            return True
    return False


def _is_repeated(reading: Reading, span: Span) -> bool:
    """Whether the words stand a second time in the text, and are no quotation here."""
    said = reading.plain[slice(*span)].strip(" \"'.")
    unmarked = not reading.quotations_in(*span) and reading.quotation(span[0]) is None
    return unmarked and said.count(" ") >= _LEAST_SPACES and reading.plain.count(said) > 1
