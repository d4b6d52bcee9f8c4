"""Plain text: one file, one article; what is known of it may stand in a JSON file beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.read.content import decode, read_bytes
from onrecord.read.fields import article_of, parse_object
from onrecord.read.problem import Problem, Report


def sidecars(path: Path) -> tuple[Path, Path]:
    """Where metadata of the text file may stand: "raid.txt.json" before "raid.json"."""
    return path.with_name(path.name + ".json"), path.with_suffix(".json")


def read_text(path: Path, name: str, report: Report) -> Iterator[tuple[str, Article]]:
    """The article in a text file; its id is the file's name.

    A sidecar's "title", "url", "date" and "publisher" are taken over. The title is never guessed
    from the first line: that stays text.
    """
    try:
        text = decode(read_bytes(path))
    except InputError as error:
        report(Problem(name, str(error)))
        return
    fields: dict[str, object] = {}
    for sidecar in sidecars(path):
        if sidecar.is_file():
            try:
                fields = parse_object(decode(read_bytes(sidecar)))
            except InputError as error:
                place = Path(name).with_name(sidecar.name).as_posix()
                report(Problem(place, f"{error}; the article is read without it", False))
            break
    article = article_of({**fields, "id": name, "text": text}, name, report)
    if article is not None:
        yield name, article
