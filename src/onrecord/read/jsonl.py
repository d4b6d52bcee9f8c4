"""JSON Lines: an article a line, ``{"id", "text", "title"?, "url"?, "date"?, "publisher"?, "language"?}``."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.read.content import decode
from onrecord.read.fields import article_of, parse_object
from onrecord.read.problem import Problem, Report

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_jsonl(path: Path, name: str, report: Report) -> Iterator[tuple[str, Article]]:
    """The articles of a file in order, gzip-compressed where its name ends in ".gz".

    A line that is broken is reported with its number and passed over. An article without an "id"
    has the first 16 digits of its text's SHA-256, so that it keeps its id wherever it stands.
    """
    number = 0
    try:
        with _open(path) as lines:
            for number, line in enumerate(lines, 1):
                place = f"{name}:{number}"
                if number == 1:
                    line = line.removeprefix(_BYTE_ORDER_MARK)
                if not line.strip():
                    continue
                try:
                    fields = parse_object(decode(line))
                except InputError as error:
                    report(Problem(place, str(error)))
                    continue
                article = article_of(fields, place, report)
                if article is not None:
                    yield place, article
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        after = f" after line {number}" if number else ""
        report(Problem(name, f"cannot be read{after} ({reason}); check that it exists, is whole and may be read"))
        return
    if number == 0:
        report(Problem(name, 'is empty; expected one JSON object a line, as in {"id": "a1", "text": "…"}'))


def _open(path: Path) -> IO[bytes] | gzip.GzipFile:
    if path.name.lower().endswith(".gz"):
        return gzip.open(path, "rb")
    return path.open("rb")
