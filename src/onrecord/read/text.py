"""Plain text: one file, one article; what is known of it may stand in a JSON file beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.read.content import decode
from onrecord.read.fields import article_of, parse_object
from onrecord.read.options import Reading
from onrecord.read.problem import Problem, Report
from onrecord.read.source import MAX_ARTICLE, Source


def sidecars(filename: str) -> tuple[str, str]:
    """The names under which metadata of a file may stand beside it: "raid.txt.json" before "raid.json"."""
    return filename + ".json", PurePosixPath(filename).stem + ".json"


def read_text(source: Source, report: Report, reading: Reading) -> Iterator[tuple[str, Article]]:
    """The article in a text file; its id is the file's name.

    A sidecar's "title", "url", "date" and "publisher" are taken over. The title is never guessed
    from the first line: that stays text.
    """
    try:
        text, note = decode(source.read(MAX_ARTICLE))
    except InputError as error:
        report(Problem(source.name, str(error)))
        return
    if note:
        report(Problem(source.name, note, False))
    article = article_of({**beside(source, report), "text": text}, source.name, report, Reading(), source.name)
    if article is not None:
        yield source.name, article


def beside(source: Source, report: Report) -> dict[str, object]:
    """The fields of the sidecar of ``source``, none where there is none; a broken one is told."""
    for name in sidecars(source.filename):
        sidecar = source.beside(name)
        if sidecar is not None and sidecar.name != source.name:
            try:
                fields = parse_object(decode(sidecar.read())[0])
            except InputError as error:
                report(Problem(sidecar.name, f"{error}; the article is read without it", False))
                return {}
            return {key: value for key, value in fields.items() if key not in ("text", "id")}
    return {}
