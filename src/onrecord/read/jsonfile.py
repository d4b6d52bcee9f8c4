"""JSON that is one value: an article, a list of articles, or an object that holds such a list."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.read.content import decode
from onrecord.read.fields import article_of, parse_json
from onrecord.read.jsonl import read_jsonl
from onrecord.read.options import EXPECTED, Reading
from onrecord.read.problem import Problem, Report
from onrecord.read.source import Source


def read_json(source: Source, report: Report, reading: Reading) -> Iterator[tuple[str, Article]]:
    """The articles of a JSON file, in order; what holds a JSON object a line is read as that."""
    try:
        written, note = decode(source.read())
    except InputError as error:
        report(Problem(source.name, str(error)))
        return
    try:
        value = parse_json(written)
    except InputError as error:
        if "Extra data" in str(error):
            yield from read_jsonl(source, report, reading)
        else:
            report(Problem(source.name, str(error)))
        return
    if note:
        report(Problem(source.name, note, False))
    records = _records(value, reading)
    if records is None:
        report(Problem(source.name, f"holds no article; {EXPECTED}"))
        return
    for number, fields in enumerate(records, 1):
        place = source.name if fields is value else f"{source.name}:{number}"
        if not isinstance(fields, dict):
            report(Problem(place, f"is no JSON object; {EXPECTED}"))
            continue
        article = article_of(fields, place, report, reading)
        if article is not None:
            yield place, article


def _records(value: object, reading: Reading) -> list[object] | None:
    """The articles in a JSON value: itself, its items, or the items of the only list of objects in it."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return None
    if reading.value(value, "text")[1] is not None:
        return [value]
    lists = [item for item in value.values() if isinstance(item, list) and item and isinstance(item[0], dict)]
    if len(lists) == 1:
        return lists[0]
    return [value] if not lists else None
