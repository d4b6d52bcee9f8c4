"""The fields of a JSON object → Article: the one place that knows their names and checks them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping

from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.read.dates import iso_date
from onrecord.read.lines import PARAGRAPH_END
from onrecord.read.options import EXPECTED, Reading
from onrecord.read.problem import Problem, Report

_SURROGATE = re.compile("[\ud800-\udfff]")
_EXPECTED = 'expected an object such as {"id": "a1", "text": "…"}'


def parse_json(written: str) -> object:
    """The JSON value in ``written``; :class:`InputError` tells where it breaks."""
    try:
        return json.loads(written.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise InputError(f"is not JSON: {error.msg} at character {error.pos + 1}; {_EXPECTED}") from error
    except (RecursionError, ValueError) as error:
        raise InputError(f"is not JSON that can be read ({error}); {_EXPECTED}") from error


def parse_object(written: str) -> dict[str, object]:
    """The JSON object in ``written``; :class:`InputError` tells where it breaks, or what it is instead."""
    value = parse_json(written)
    if not isinstance(value, dict):
        raise InputError(f"is a JSON {_kind(value)}; {_EXPECTED}")
    return value


def article_of(
    fields: Mapping[str, object], place: str, report: Report, reading: Reading, identifier: str | None = None
) -> Article | None:
    """The article that ``fields`` describe, or None (reported) where there is no text.

    A detail that cannot be used (a title that is a number, a date that can be read in two ways) is
    reported and left out; the article stays. A text that comes as a list of paragraphs is put
    together. Unpaired surrogates, which no Unicode file can hold, become U+FFFD one for one:
    offsets stay. ``identifier`` is the id where the fields' own is not wanted (a file is called by its name).
    """
    called, text = reading.value(fields, "text")
    if isinstance(text, list) and text and all(isinstance(piece, str) for piece in text):
        text = PARAGRAPH_END.join(text)
    if not isinstance(text, str):
        found = f'lacks "{called}"' if text is None else f'has a "{called}" that is a JSON {_kind(text)}'
        report(Problem(place, f"{found}; {EXPECTED}"))
        return None
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        report(Problem(place, "is empty: there is no text in it; remove it or fill it"))
        return None
    text, surrogates = _SURROGATE.subn("\ufffd", text)
    if surrogates:
        report(Problem(place, f"{surrogates} unpaired surrogates in the text were read as U+FFFD", False))

    def word(name: str) -> str | None:
        found, value = reading.value(fields, name)
        if isinstance(value, dict) and isinstance(value.get("name"), str):  # {"publisher": {"name": "AP"}}
            value = value["name"]
        if isinstance(value, list) and name == "author" and all(isinstance(item, str) for item in value):
            value = ", ".join(value)
        if isinstance(value, str):
            return _SURROGATE.sub("\ufffd", value.strip()) or None
        if value is not None:
            report(Problem(place, f'"{found}" is a JSON {_kind(value)}, expected text; left out', False))
        return None

    if identifier is None:
        identifier = _identifier(reading.value(fields, "id")[1], text, place, report)
    written = word("date")
    published = iso_date(written) if written else None
    if written and not published:
        report(Problem(place, f"date {written!r} is not certain; left out (write it as 2019-08-09)", False))
    return Article(
        id=_SURROGATE.sub("\ufffd", identifier),
        text=text,
        title=word("title"),
        url=word("url"),
        published=published,
        publisher=word("publisher"),
        author=word("author"),
        language=word("language") or "en",
    )


def _identifier(given: object, text: str, place: str, report: Report) -> str:
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    if isinstance(given, str) and given:
        return given
    if given not in (None, ""):
        kind = _kind(given)
        report(Problem(place, f'"id" is a JSON {kind}, expected text; the text\'s SHA-256 stands for it', False))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "number"
        case str():
            return "text"
        case list():
            return "list"
        case _:
            return "object"
