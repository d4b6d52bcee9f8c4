"""Web archives (WARC, ISO 28500): every page that a server answered with (warcio)."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr
from typing import Any

from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.read.content import decode
from onrecord.read.fields import article_of
from onrecord.read.html import page_fields
from onrecord.read.options import Reading
from onrecord.read.pdf import pdf_fields
from onrecord.read.problem import Problem, Report
from onrecord.read.source import MAX_ARTICLE, Source, megabytes
from onrecord.timelimit import OutOfTime

_OK = "200"


def read_warc(source: Source, report: Report, reading: Reading) -> Iterator[tuple[str, Article]]:
    """The pages, PDF files and texts of an archive; the id is the address.

    A later capture of an address has its time in the id too. Pictures, scripts, redirections and
    failures are counted in a note. Compressed or not, with record boundaries or without.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    logging.getLogger("warcio").setLevel(logging.CRITICAL)  # what is wrong is told below, once
    seen: set[str] = set()
    others = pages = 0
    try:
        with source.open() as stream:
            # Records with no Content-Length or a wrong one end the iteration with an error, below.
            for record in _quietly(ArchiveIterator(stream, no_record_parse=False, ensure_http_headers=False)):
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                kind = _kind(record)
                if kind is None:
                    others += record.rec_type in ("response", "resource", "conversion")
                    continue
                place = f"{source.name}: {url}"
                pages += 1
                try:
                    data = record.content_stream().read(MAX_ARTICLE + 1)
                    if len(data) > MAX_ARTICLE:
                        raise InputError(f"is larger than {megabytes(MAX_ARTICLE)}; it was left out")
                    if missing := _missing(record):
                        raise InputError(f"ends {missing} bytes early, the archive was cut off; it was left out")
                    fields = _fields(kind, data, url, record)
                except (InputError, OutOfTime) as error:
                    report(Problem(place, str(error)))
                    continue
                identifier = url
                if url in seen:
                    identifier = f"{url}@{record.rec_headers.get_header('WARC-Date')}"
                seen.add(url)
                article = article_of(fields, place, report, Reading(), identifier)
                if article is not None:
                    yield place, article
    except (ArchiveLoadFailed, OSError, EOFError, InputError, ValueError, LookupError, AttributeError) as error:
        told = str(error).strip().splitlines() or [type(error).__name__]
        report(Problem(source.name, f"is no WARC file that can be read after {pages} pages ({told[0]})"))
        return
    if others:
        report(Problem(source.name, f"{others} records are no page, PDF or text: they were passed over", False))
    elif not pages:
        report(Problem(source.name, "holds no record of a page; expected a WARC file of responses"))


def _quietly(records: Iterator[Any]) -> Iterator[Any]:
    """The records, without what warcio writes to standard error of its own."""
    while True:
        with redirect_stderr(io.StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _missing(record: Any) -> int:
    """How many bytes of a record the archive lacks; warcio ends without a word where a file was cut off."""
    while record.raw_stream.read(1 << 16):
        pass
    return int(getattr(record.raw_stream, "limit", 0))


def _kind(record: Any) -> str | None:
    """ "html", "pdf" or "text" for a record that is an article's page, else None."""
    if record.rec_type == "conversion":
        return "text"
    if record.rec_type not in ("response", "resource"):
        return None
    if record.http_headers is not None:
        if record.http_headers.get_statuscode() != _OK:
            return None
        given = record.http_headers.get_header("Content-Type") or ""
    else:
        given = record.rec_headers.get_header("Content-Type") or ""
    kind = given.partition(";")[0].strip().lower()
    return {
        "text/html": "html",
        "application/xhtml+xml": "html",
        "application/pdf": "pdf",
        "text/plain": "text",
    }.get(kind)


def _fields(kind: str, data: bytes, url: str, record: Any) -> Mapping[str, Any]:
    headers = record.http_headers or record.rec_headers
    parameters = (headers.get_header("Content-Type") or "").partition(";")[2]
    charset = parameters.partition("charset=")[2].strip(" \"'") or None
    if kind == "html":
        return page_fields(data, url, charset)
    if kind == "pdf":
        return {**pdf_fields(data), "url": url}
    return {"text": decode(data, charset)[0], "url": url}
