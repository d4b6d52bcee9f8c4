"""The registry of readers: which file is read by what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from onrecord.model import Article
from onrecord.read.feeds import read_feed
from onrecord.read.html import read_html
from onrecord.read.jsonfile import read_json
from onrecord.read.jsonl import read_jsonl
from onrecord.read.mail import read_mail
from onrecord.read.options import Reading
from onrecord.read.pdf import read_pdf
from onrecord.read.problem import Report
from onrecord.read.source import Source
from onrecord.read.tables import read_csv, read_parquet
from onrecord.read.text import read_text
from onrecord.read.warc import read_warc

Read: TypeAlias = Callable[[Source, Report, Reading], Iterator[tuple[str, Article]]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name, the ends of file names it claims, how its content begins, and what reads it.

    ``read(source, report, reading)`` yields the articles of the file, each with its place for messages.
    ``begins`` is matched against the first bytes of a file whose name says nothing.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Read
    begins: re.Pattern[bytes] | None = None


def _begins(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:" + pattern + rb")", re.I)


_XML = rb"(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)*(?:<\?[^>]*>\s*)*"

READERS: tuple[Reader, ...] = (
    Reader("plain text", (".txt", ".text"), read_text),
    Reader("JSON Lines", (".jsonl", ".ndjson"), read_jsonl, _begins(rb'\{[^\n]*"[^\n]*\}\r?\n')),
    Reader("JSON", (".json",), read_json, _begins(rb"[\[{]\s*[\[{\"]")),
    Reader("RSS or Atom", (".rss", ".atom", ".xml", ".rdf"), read_feed, _begins(_XML + rb"<(?:rss|feed|rdf:RDF)[\s>]")),
    Reader(
        "HTML",
        (".html", ".htm", ".xhtml", ".shtml"),
        read_html,
        _begins(_XML + rb"(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])"),
    ),
    Reader("CSV", (".csv", ".tsv"), read_csv),
    Reader("Parquet", (".parquet",), read_parquet, re.compile(rb"PAR1")),
    Reader("web archive", (".warc", ".wet"), read_warc, re.compile(rb"WARC/\d")),
    Reader("PDF", (".pdf",), read_pdf, re.compile(rb"%PDF-")),
    Reader("e-mail", (".eml",), read_mail, re.compile(rb"(?:From|Return-Path|Received|Delivered-To|MIME-Version): ")),
)
"""A file's name decides, and where it says nothing, its first bytes: the first reader that claims it."""

ZIPPED, GZIPPED = (".zip",), (".gz",)
"""The ends of names of archives: what is in them is read by its own name."""


def reader_of(filename: str) -> Reader | None:
    """The reader that claims this file name, or None."""
    name = filename.lower()
    return next((reader for reader in READERS if name.endswith(reader.suffixes)), None)


def reader_for(head: bytes) -> Reader | None:
    """The reader of a file that begins like this, or None."""
    return next((reader for reader in READERS if reader.begins and reader.begins.match(head)), None)


def known_suffixes() -> str:
    """The file name ends that are read, for messages: ".txt, .text, .jsonl …"."""
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    return ", ".join([*suffixes, *ZIPPED, *GZIPPED])
