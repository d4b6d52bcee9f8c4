"""The registry of readers: which file is read by what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.model import Article
from onrecord.read.jsonl import read_jsonl
from onrecord.read.problem import Report
from onrecord.read.text import read_text


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name, the ends of file names it claims, and what reads it.

    ``read(path, name, report)`` yields the articles of the file, each with its place for messages;
    ``name`` is how the file is called under the folder that was given ("2019/raid.txt").
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, str, Report], Iterator[tuple[str, Article]]]


READERS: tuple[Reader, ...] = (
    Reader("plain text", (".txt", ".text"), read_text),
    Reader("JSON Lines", (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"), read_jsonl),
)


def reader_of(path: Path) -> Reader | None:
    """The reader that claims this file name, or None."""
    name = path.name.lower()
    return next((reader for reader in READERS if name.endswith(reader.suffixes)), None)


def known_suffixes() -> str:
    """The file name ends that are read, for messages: ".txt, .text, .jsonl …"."""
    return ", ".join(suffix for reader in READERS for suffix in reader.suffixes)
