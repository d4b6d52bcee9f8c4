"""HTML pages: the main text without menus, teasers and footers, and what the page says of itself (trafilatura)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.read.content import decode
from onrecord.read.fields import article_of
from onrecord.read.lines import PARAGRAPH_END
from onrecord.read.options import Reading
from onrecord.read.problem import Problem, Report
from onrecord.read.source import MAX_ARTICLE, Source
from onrecord.read.text import beside
from onrecord.timelimit import OutOfTime, time_limit

if TYPE_CHECKING:
    from lxml.etree import _Element

SECONDS_PER_PAGE = 30.0
"""How long finding the main text of one page may take."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})""", re.I)
_HEAD_BYTES = 4096
# A page none of whose paragraphs has so many words is a menu, a form or a notice.
_WORDS_OF_PROSE = 5
# libxml2 takes square time over the attributes of a tag, in code that no alarm interrupts. What is longer than
# this is a picture in its address, or hostile.
_HUGE_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}>")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br center code dd div dl dt figcaption figure footer form h1 h2 h3 h4 "
        "h5 h6 head header hr item lb li list main nav ol p pre quote row section table td th title tr ul",
    )
)
_UNSEEN = frozenset(("script", "style", "template", "noscript", "svg", "iframe", "object"))


def read_html(source: Source, report: Report, reading: Reading) -> Iterator[tuple[str, Article]]:
    """The article of a saved page; its id is the file's name. A sidecar is taken over as for plain text."""
    try:
        fields = page_fields(source.read(MAX_ARTICLE))
    except (InputError, OutOfTime) as error:
        report(Problem(source.name, str(error)))
        return
    article = article_of({**fields, **beside(source, report)}, source.name, report, Reading(), source.name)
    if article is not None:
        yield source.name, article


def page_fields(data: bytes, url: str | None = None, charset: str | None = None) -> Mapping[str, Any]:
    """Text, title, author, date, publisher (the site's name) and canonical URL of a page.

    A block of the page (paragraph, heading, list item) is a paragraph of the text; the title stands
    first, as in a newspaper. A date is taken only where the page declares it. ``url`` and ``charset``
    are what the server said.

    :raises InputError: the page has no main text, or is no HTML.
    :raises OutOfTime: finding it takes longer than ``SECONDS_PER_PAGE``.
    """
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what is wrong is told below, once
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    text, _ = decode(data, charset or (declared[1].decode("ascii", "replace") if declared else "cp1252"))
    text = _HUGE_TAG.sub("", _DECLARATION.sub("", text)).replace("\0", "\ufffd")
    late = f"took longer than {SECONDS_PER_PAGE:g} seconds to find the main text; save it as plain text"
    with time_limit(SECONDS_PER_PAGE, late):
        try:
            page: Any = trafilatura.bare_extraction(
                text,
                url=url,
                include_comments=False,
                with_metadata=True,
                date_extraction_params={"extensive_search": False, "original_date": True},
            )
        except OutOfTime:
            raise
        except Exception as error:  # whatever a page does to the parser is a fault of the page
            raise InputError(f"is a page that cannot be read ({type(error).__name__}: {error})") from error
    found = paragraphs_of(page.body) if page is not None and page.body is not None else []
    if not any(len(paragraph.split()) >= _WORDS_OF_PROSE for paragraph in found):
        raise InputError("is a page without a main text that can be told from menus; save its text as plain text")
    title = " ".join((page.title or "").split())
    if title and title not in found[:3]:
        found.insert(0, title)
    return {
        "text": PARAGRAPH_END.join(found),
        "title": title or None,
        "author": page.author,
        "date": page.date,
        "publisher": page.sitename,
        "url": page.url or url,
    }


def fragment_text(fragment: str) -> str:
    """The text of a piece of HTML of which all is wanted (an item of a feed, the body of a mail)."""
    from lxml import html
    from lxml.etree import LxmlError

    try:
        root = html.document_fromstring(f"<div>{_HUGE_TAG.sub('', fragment)}</div>".replace("\0", "\ufffd"))
    except (LxmlError, ValueError) as error:
        raise InputError(f"holds HTML that cannot be read ({error})") from error
    return PARAGRAPH_END.join(paragraphs_of(root))


def paragraphs_of(root: _Element) -> list[str]:
    """The text of each block under ``root``, white space made single spaces; walks without recursion."""
    from lxml.etree import iterwalk

    found: list[str] = []
    pieces: list[str] = []
    hidden = 0

    def end_block() -> None:
        if words := " ".join("".join(pieces).split()):
            found.append(words)
        pieces.clear()

    for event, element in iterwalk(root, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else None
        if event == "start":
            hidden += name in _UNSEEN
            if name in _BLOCKS:
                end_block()
            if not hidden:
                pieces.append(element.text or "")
        else:
            hidden -= event == "end" and name in _UNSEEN
            if event == "end" and name in _BLOCKS:
                end_block()
            if element is not root and not hidden:
                pieces.append(element.tail or "")
    end_block()
    return found
