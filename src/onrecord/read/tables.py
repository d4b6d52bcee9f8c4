"""Tables: a row an article, columns being fields: CSV and TSV, and Parquet where pyarrow is installed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.read.content import decode
from onrecord.read.fields import article_of
from onrecord.read.options import FIELDS, Reading
from onrecord.read.problem import Problem, Report
from onrecord.read.source import MAX_ARTICLE, Source

_ROWS = 256
_SNIFFED = 64_000


def read_csv(source: Source, report: Report, reading: Reading) -> Iterator[tuple[str, Article]]:
    """The articles of a CSV file (RFC 4180; commas, semicolons or tabs) with a line of column names."""
    try:
        text, note = decode(source.read())
    except InputError as error:
        report(Problem(source.name, str(error)))
        return
    if note:
        report(Problem(source.name, note, False))
    text = text.removeprefix("\ufeff")
    csv.field_size_limit(MAX_ARTICLE)
    heading = text[:_SNIFFED].partition("\n")[0]
    separator = max("\t;,", key=heading.count) if not source.filename.lower().endswith(".tsv") else "\t"
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        columns = [name for name in rows.fieldnames or () if name]
    except csv.Error as error:
        report(Problem(source.name, f"is no table of comma-separated values ({error})"))
        return
    if not _has_text(columns, source.name, report, reading):
        return
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            report(Problem(f"{source.name}:{rows.line_num}", f"is no row that can be read ({error}); it was left out"))
            continue
        if row is None:
            return
        place = f"{source.name}:{rows.line_num}"
        fields = {name: value for name, value in row.items() if name and value}
        article = article_of(fields, place, report, reading)
        if article is not None:
            yield place, article


def read_parquet(source: Source, report: Report, reading: Reading) -> Iterator[tuple[str, Article]]:
    """The articles of an Apache Parquet file; only the columns that are fields are read."""
    try:
        import pyarrow.parquet as pq
        from pyarrow import ArrowException
    except ImportError:
        report(Problem(source.name, "is a Parquet file: reading it needs pyarrow; pip install 'onrecord[parquet]'"))
        return
    number = 0
    try:
        with source.open() as stream:
            # A member of an archive cannot be searched from its end: its bytes are taken whole.
            table = pq.ParquetFile(stream if stream.seekable() else io.BytesIO(source.read()))
            columns = list(table.schema_arrow.names)
            if not _has_text(columns, source.name, report, reading):
                return
            wanted = {path.partition(".")[0] for path in reading.fields.values()}
            wanted |= {name for names in FIELDS.values() for name in names}
            chosen = [name for name in columns if name in wanted or name.lower() in wanted]
            for batch in table.iter_batches(batch_size=_ROWS, columns=chosen):
                for fields in batch.to_pylist():
                    number += 1
                    place = f"{source.name}:{number}"
                    article = article_of({k: _plain(v) for k, v in fields.items()}, place, report, reading)
                    if article is not None:
                        yield place, article
    except (ArrowException, InputError, OSError, ValueError, OverflowError) as error:
        after = f" after row {number}" if number else ""
        report(Problem(source.name, f"is no Parquet file that can be read{after} ({str(error).splitlines()[0]})"))


def _has_text(columns: list[str], place: str, report: Report, reading: Reading) -> bool:
    if reading.value(dict.fromkeys(columns, ""), "text")[1] is None:
        shown = ", ".join(columns[:12]) or "none"
        message = f"has no column of texts (it has: {shown}); --field text=NAME says what it is called"
        report(Problem(place, message))
        return False
    return True


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value
