"""A file that says of many articles what is known of them: ``--metadata``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.read.content import decode
from onrecord.read.dates import iso_date
from onrecord.read.fields import parse_json, parse_object
from onrecord.read.options import FIELDS, Reading
from onrecord.read.source import file_source

_KEYS = ("file", "filename", "path", "id", "url")


def read_metadata(path: Path) -> dict[str, Mapping[str, object]]:
    """What a CSV, JSON or JSON Lines file says of articles, by the "file", "id" or "url" of each.

    :raises InputError: it cannot be read, or a row has none of these.
    """
    source = file_source(path, path.name)
    try:
        text = decode(source.read())[0].removeprefix("\ufeff")
        found: dict[str, Mapping[str, object]] = {}
        for number, row in enumerate(_rows(path.name.lower(), text), 1):
            lower = {str(key).lower(): value for key, value in row.items() if key and value not in (None, "")}
            key = next((str(lower[name]) for name in _KEYS if name in lower), None)
            if key is None:
                raise InputError(f"row {number} says of no article what it is; expected a column {', '.join(_KEYS)}")
            found[key] = lower
    except (InputError, csv.Error) as error:
        raise InputError(f"--metadata {path}: {error}") from error
    return found


def _rows(name: str, text: str) -> Iterator[Mapping[str, object]]:
    if name.endswith((".jsonl", ".ndjson")):
        yield from (parse_object(line) for line in text.splitlines() if line.strip())
    elif name.endswith(".json"):
        value = parse_json(text)
        if isinstance(value, dict):  # {"raid.txt": {"title": …}}
            value = [{"file": key, **fields} for key, fields in value.items() if isinstance(fields, dict)]
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise InputError('expected a list of objects, or an object by file name: {"raid.txt": {"title": "…"}}')
        yield from value
    else:
        heading = text.partition("\n")[0]
        yield from csv.DictReader(io.StringIO(text, newline=""), delimiter=max("\t;,", key=heading.count))


def completed(article: Article, reading: Reading) -> Article:
    """``article`` with what the metadata says of it, which goes before what the article says of itself."""
    if not reading.metadata:
        return article
    names = (article.id, article.id.rpartition("/")[2], article.url or "")
    known = next((reading.metadata[name] for name in names if name in reading.metadata), None)
    if known is None:
        return article
    plain = Reading()
    said = {name: value for name in FIELDS if isinstance(value := plain.value(known, name)[1], str)}
    return replace(
        article,
        title=said.get("title", article.title),
        url=said.get("url", article.url),
        published=iso_date(said.get("date", "")) or article.published,
        publisher=said.get("publisher", article.publisher),
        author=said.get("author", article.author),
        language=said.get("language", article.language),
    )
