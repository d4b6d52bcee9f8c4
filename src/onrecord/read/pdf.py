"""PDF press releases: the text of the pages, lines put together to paragraphs again (pypdf)."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.read.fields import article_of
from onrecord.read.lines import PARAGRAPH_END, unwrapped
from onrecord.read.options import Reading
from onrecord.read.problem import Problem, Report
from onrecord.read.source import Source
from onrecord.read.text import beside
from onrecord.timelimit import OutOfTime, time_limit

SECONDS_PER_PDF = 60.0
MAX_PAGES = 500
_PAGE_NUMBER = re.compile(
    r"(?:page\s{0,3})?[-–—\s]{0,4}\d{1,4}(?:\s{0,3}(?:of|/)\s{0,3}\d{1,4})?[-–—\s]{0,4}|-+\s?more\s?-+", re.I
)

_REPEATED = 3
_TITLE_WITHIN = 600


def read_pdf(source: Source, report: Report, reading: Reading) -> Iterator[tuple[str, Article]]:
    """The article in a PDF file; its id is the file's name. A sidecar is taken over as for plain text."""
    try:
        fields = pdf_fields(source.read())
    except (InputError, OutOfTime) as error:
        report(Problem(source.name, str(error)))
        return
    article = article_of({**fields, **beside(source, report)}, source.name, report, Reading(), source.name)
    if article is not None:
        yield source.name, article


def pdf_fields(data: bytes) -> Mapping[str, Any]:
    """Text of a PDF, and its title where that stands in the text; its date is that of the file, so not taken.

    :raises InputError: it is scanned, encrypted, damaged or has more than ``MAX_PAGES`` pages.
    :raises OutOfTime: reading it takes longer than ``SECONDS_PER_PDF``.
    """
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is told below, once
    late = f"is a PDF file that took longer than {SECONDS_PER_PDF:g} seconds to read; save its text as plain text"
    with time_limit(SECONDS_PER_PDF, late):
        try:
            pdf = PdfReader(io.BytesIO(data))
            if pdf.is_encrypted and not pdf.decrypt(""):
                raise InputError("is a PDF file with a password; save it without one")
            if len(pdf.pages) > MAX_PAGES:
                raise InputError(f"is a PDF file of {len(pdf.pages)} pages, more than {MAX_PAGES}; split it")
            pages = [(page.extract_text() or "").splitlines() for page in pdf.pages]
            title = str((pdf.metadata.title if pdf.metadata else None) or "").strip()
        except (InputError, OutOfTime):
            raise
        except Exception as error:  # pypdf raises what comes: a damaged file is a fault of the file
            told = str(error).splitlines() or [""]
            raise InputError(f"is a PDF file that cannot be read ({type(error).__name__}: {told[0]})") from error
    text = PARAGRAPH_END.join(unwrapped(_body(pages)))
    if sum(character.isalpha() for character in text) < 20:
        raise InputError(
            f"is a PDF file of {len(pages)} pages without text, as a scanner makes; "
            "recognise its text first, for example with: ocrmypdf IN.pdf OUT.pdf"
        )
    shown = " ".join(text[:_TITLE_WITHIN].split())
    return {"text": text, "title": title if title and " ".join(title.split()) in shown else None}


def _body(pages: Sequence[Sequence[str]]) -> list[str]:
    """The lines of all pages, without page numbers and what stands at the head or foot of three pages or more."""
    edges = Counter(line.strip() for page in pages for line in {*page[:2], *page[-2:]})
    found = []
    for page in pages:
        for number, line in enumerate(page):
            bare = line.strip()
            at_edge = number < 2 or number >= len(page) - 2
            if at_edge and bare and (_PAGE_NUMBER.fullmatch(bare) or edges[bare] >= _REPEATED):
                continue
            found.append(line)
    return found
