"""Files and folders → articles, in an order that does not depend on the file system."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.model import Article
from onrecord.read.formats import known_suffixes, reader_of
from onrecord.read.problem import Problem, Report
from onrecord.read.text import read_text, sidecars


def read_articles(inputs: Iterable[Path | str], report: Report) -> Iterator[Article]:
    """The articles of files and folders, folders in the order of their paths.

    In a folder every file is read or reported, except hidden ones and the JSON sidecars of text
    files; links to folders are not followed. A file given by name is plain text unless its name
    says otherwise. Of two articles with one id the first stays.
    """
    seen: dict[str, str] = {}
    for given in inputs:
        path = Path(given)
        for file, name in _walk(path, report) if path.is_dir() else [(path, path.name)]:
            if path.is_dir() and file.exists() and not file.is_file():
                report(Problem(name, "is no regular file (a pipe, socket or device); remove it or give it by name"))
                continue
            reader = reader_of(file)
            if reader is None and path.is_dir():
                message = f"is of no format read in folders ({known_suffixes()}); give it by name to read it as text"
                report(Problem(name, message))
                continue
            for place, article in (reader.read if reader else read_text)(file, name, report):
                if article.id in seen:
                    report(Problem(place, f"has the id {article.id!r} of {seen[article.id]}; give it an id of its own"))
                    continue
                seen[article.id] = place
                yield article


def _walk(folder: Path, report: Report) -> Iterator[tuple[Path, str]]:
    """The files under ``folder`` with their names in it, sorted by path."""

    def unreadable(error: OSError) -> None:
        report(Problem(str(error.filename), f"cannot be listed ({error.strerror}); check that it may be read"))

    found: list[tuple[Path, str]] = []
    for root, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files = [Path(root, name) for name in names if not name.startswith(".")]
        claimed = {sidecar for file in files if reader_of(file) for sidecar in sidecars(file)}
        found += [(file, file.relative_to(folder).as_posix()) for file in files if file not in claimed]
    if not found:
        report(Problem(str(folder), f"holds no file; expected articles ({known_suffixes()})"))
    yield from sorted(found, key=lambda entry: entry[1])
