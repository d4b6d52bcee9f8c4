"""Files, folders, patterns, archives, standard input → articles, whatever order the file system has."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.model import Article
from onrecord.read.archives import MAX_DEPTH, gunzipped, members
from onrecord.read.english import is_english, other_language
from onrecord.read.formats import GZIPPED, ZIPPED, known_suffixes, reader_for, reader_of
from onrecord.read.metadata import completed
from onrecord.read.options import Reading
from onrecord.read.problem import Problem, Report
from onrecord.read.source import Source, bytes_source, file_source
from onrecord.read.text import read_text, sidecars

STDIN = "-"
_MAGIC = "*?["


def read_articles(inputs: Iterable[Path | str], report: Report, reading: Reading | None = None) -> Iterator[Article]:
    """The articles of files, folders, patterns ("news/**/*.html"), archives and standard input ("-").

    Folders are read in the order of their paths. In a folder every file is read or reported, except
    hidden ones and the JSON sidecars of other files; links to folders are not followed. A file given by
    name is plain text unless its name or its first bytes say otherwise. Of two articles with one id the
    first stays; an article that is not English is left out unless ``reading`` says otherwise.
    """
    reading = reading or Reading()
    seen: dict[str, str] = {}
    for source, by_name in _sources(inputs, report):
        for place, found in _articles(source, by_name, report, reading):
            article = _in_english(completed(found, reading), place, report, reading)
            if article is None:
                continue
            if article.id in seen:
                report(Problem(place, f"has the id {article.id!r} of {seen[article.id]}; give it an id of its own"))
                continue
            seen[article.id] = place
            yield article


def _sources(inputs: Iterable[Path | str], report: Report) -> Iterator[tuple[Source, bool]]:
    """What is to be read, each with whether its very name was given."""
    for given in inputs:
        path = Path(given)
        if str(given) == STDIN:
            yield _standard_input(), True
        elif path.is_dir():
            for file, name in _walk(path, report):
                if file.exists() and not file.is_file():
                    message = "is no regular file (a pipe, socket or device); remove it or give it by name"
                    report(Problem(name, message))
                else:
                    yield file_source(file, name), False
        elif any(sign in str(given) for sign in _MAGIC) and not path.exists():
            root = Path(*_fixed(path))
            files = sorted(match for match in root.glob(str(path.relative_to(root))) if match.is_file())
            if not files:
                report(Problem(str(given), "matches no file; ** stands for folders, * for a part of a name"))
            for file in files:
                yield file_source(file, file.relative_to(root).as_posix()), True
        else:
            yield file_source(path, path.name), True


def _articles(
    source: Source, by_name: bool, report: Report, reading: Reading, depth: int = 0
) -> Iterator[tuple[str, Article]]:
    name = source.filename.lower()
    packed = name.endswith((*GZIPPED, *ZIPPED))
    if packed and depth >= MAX_DEPTH:
        report(Problem(source.name, f"is an archive in {depth} others; unpack it by hand"))
    elif name.endswith(GZIPPED):
        yield from _articles(gunzipped(source), by_name, report, reading, depth + 1)
    elif name.endswith(ZIPPED):
        with members(source, report) as inside:
            claimed = {f"{s.name.rpartition('/')[0]}/{other}" for s in inside for other in _sidecars(s.filename)}
            for member in inside:
                if member.name not in claimed:
                    yield from _articles(member, False, report, reading, depth + 1)
    else:
        reader = reader_of(name) or reader_for(source.head())
        if reader is None and not by_name:
            message = f"is of no format read in folders ({known_suffixes()}); give it by name to read it as text"
            report(Problem(source.name, message))
        else:
            yield from (reader.read if reader else read_text)(source, report, reading)


def _in_english(article: Article, place: str, report: Report, reading: Reading) -> Article | None:
    declared = article.language.lower().replace("_", "-")
    if (declared.startswith("en") and declared[2:3] in ("", "-") and is_english(article.text)) or not article.text:
        return replace(article, language="en") if declared != article.language else article
    language = other_language(article.text, declared)
    if language is None:
        return article if declared.startswith("en") else replace(article, language="en")
    if reading.any_language:
        return replace(article, language=language)
    report(
        Problem(place, f"is not in English but {language!r}; --any-language reads it all the same", stage="language")
    )
    return None


def _sidecars(filename: str) -> tuple[str, ...]:
    """The sidecars that a file of this name may have: JSON beside JSON is an article itself."""
    reader = reader_of(filename)
    return sidecars(filename) if reader is not None and ".json" not in reader.suffixes else ()


def _standard_input() -> Source:
    stream = sys.stdin.buffer
    head = stream.peek(1 << 16)[: 1 << 16] if isinstance(stream, io.BufferedReader) else b""
    if (reader := reader_for(head)) is not None and reader.name == "JSON Lines":
        return Source("standard-input.jsonl", lambda: stream)  # line by line, however long it is
    data = stream.read()
    name = f"standard-input{reader.suffixes[0]}" if reader else "standard-input"
    return bytes_source(data, name)


def _fixed(pattern: Path) -> list[str]:
    """The folders of a pattern before its first part that stands for several."""
    kept: list[str] = []
    for part in pattern.parent.parts:
        if any(sign in part for sign in _MAGIC):
            break
        kept.append(part)
    return kept


def _walk(folder: Path, report: Report) -> Iterator[tuple[Path, str]]:
    """The files under ``folder`` with their names in it, sorted by path."""

    def unreadable(error: OSError) -> None:
        report(Problem(str(error.filename), f"cannot be listed ({error.strerror}); check that it may be read"))

    found: list[tuple[Path, str]] = []
    for root, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files = [Path(root, name) for name in names if not name.startswith(".")]
        claimed = {file.with_name(other) for file in files for other in _sidecars(file.name)}
        found += [(file, file.relative_to(folder).as_posix()) for file in files if file not in claimed]
    if not found:
        report(Problem(str(folder), f"holds no file; expected articles ({known_suffixes()})"))
    yield from sorted(found, key=lambda entry: entry[1])
