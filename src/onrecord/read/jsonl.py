"""JSON Lines: an article a line, ``{"id", "text", "title"?, "url"?, "date"?, "publisher"?, "language"?}``."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.read.content import decode
from onrecord.read.fields import article_of, parse_object
from onrecord.read.options import Reading
from onrecord.read.problem import Problem, Report
from onrecord.read.source import MAX_ARTICLE, Source, megabytes

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_jsonl(source: Source, report: Report, reading: Reading) -> Iterator[tuple[str, Article]]:
    """The articles of a file in order.

    A line that is broken is reported with its number and passed over. An article without an "id"
    has the first 16 digits of its text's SHA-256, so that it keeps its id wherever it stands.
    """
    number = 0
    try:
        for number, line in enumerate(source.lines(), 1):
            place = f"{source.name}:{number}"
            if line is None:
                report(Problem(place, f"is a line of more than {megabytes(MAX_ARTICLE)}; split the article"))
                continue
            if number == 1:
                line = line.removeprefix(_BYTE_ORDER_MARK)
            if not line.strip():
                continue
            try:
                written, note = decode(line)
                fields = parse_object(written)
            except InputError as error:
                report(Problem(place, str(error)))
                continue
            if note:
                report(Problem(place, note, False))
            article = article_of(fields, place, report, reading)
            if article is not None:
                yield place, article
    except InputError as error:
        after = f" after line {number}" if number else ""
        report(Problem(source.name, str(error).replace("cannot be read", f"cannot be read{after}", 1)))
        return
    if number == 0:
        report(Problem(source.name, 'is empty; expected one JSON object a line, as in {"id": "a1", "text": "…"}'))
