"""The fields of a JSON object → Article: the one place that knows their names and checks them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping

from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.read.dates import iso_date
from onrecord.read.problem import Problem, Report

_SURROGATE = re.compile("[\ud800-\udfff]")
_EXPECTED = 'expected an object such as {"id": "a1", "text": "…"}'


def parse_object(line: str) -> dict[str, object]:
    """The JSON object in ``line``; :class:`InputError` tells where it breaks."""
    try:
        value = json.loads(line.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise InputError(f"is not JSON: {error.msg} at character {error.pos + 1}; {_EXPECTED}") from error
    except (RecursionError, ValueError) as error:
        raise InputError(f"is not JSON that can be read ({error}); {_EXPECTED}") from error
    if not isinstance(value, dict):
        raise InputError(f"is a JSON {_kind(value)}; {_EXPECTED}")
    return value


def article_of(fields: Mapping[str, object], place: str, report: Report) -> Article | None:
    """The article that ``fields`` describe, or None (reported) where there is no text.

    A detail that cannot be used (a title that is a number, a date that can be read in two ways) is
    reported and left out; the article stays. Unpaired surrogates, which no Unicode file can hold,
    become U+FFFD one for one: offsets stay.
    """
    text = fields.get("text")
    if not isinstance(text, str):
        found = 'lacks "text"' if text is None else f'has a "text" that is a JSON {_kind(text)}'
        report(Problem(place, f"{found}; {_EXPECTED}"))
        return None
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        report(Problem(place, "is empty: there is no text in it; remove it or fill it"))
        return None
    text, surrogates = _SURROGATE.subn("\ufffd", text)
    if surrogates:
        report(Problem(place, f"{surrogates} unpaired surrogates in the text were read as U+FFFD", False))

    def word(*names: str) -> str | None:
        for name in names:
            value = fields.get(name)
            if isinstance(value, str) and value.strip():
                return _SURROGATE.sub("\ufffd", value.strip())
            if value is not None and not isinstance(value, str):
                report(Problem(place, f'"{name}" is a JSON {_kind(value)}, expected text; left out', False))
        return None

    identifier = fields.get("id")
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        identifier = str(identifier)
    if not (isinstance(identifier, str) and identifier):
        if identifier not in (None, ""):
            kind = _kind(identifier)
            report(Problem(place, f'"id" is a JSON {kind}, expected text; the text\'s SHA-256 stands for it', False))
        identifier = hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
    written = word("date", "published")
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
        language=word("language") or "en",
    )


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
