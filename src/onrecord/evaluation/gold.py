"""Gold data of event coreference: JSON Lines, an article a line, offsets in code points of its text.

::

    {"id", "text", "title"?, "date"?, "annotated_lines": [0, …],
     "mentions": [{"kind": "event" | "entity", "start", "end", "chain"}, …]}
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.model import Article, Span


@dataclass(frozen=True)
class GoldArticle:
    """An article with its event mentions and their chains; ``lines`` are those that were annotated in full."""

    article: Article
    events: tuple[tuple[Span, str], ...]
    lines: frozenset[int]

    def annotated(self, offset: int) -> bool:
        """Whether the line that ``offset`` is in was annotated in full."""
        return self.article.text.count("\n", 0, offset) in self.lines


def read_gold(path: Path) -> list[GoldArticle]:
    """The articles of a file, plain or gzip, in its order.

    :raises InputError: the file cannot be read, or a line lacks a field or has a span outside its text.
    """
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}; give a file of gold data in JSON Lines") from error
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                found.append(_article(json.loads(line)))
            except (KeyError, TypeError, ValueError) as error:
                raise InputError(
                    f"{path}, line {number}: no article of gold data ({type(error).__name__}: {error}); "
                    "it needs id, text and mentions with kind, start, end and chain"
                ) from error
    if not found:
        raise InputError(f"{path} has no articles")
    return found


def _article(row: dict[str, Any]) -> GoldArticle:
    text = str(row["text"])
    events = []
    for mention in row["mentions"]:
        if mention["kind"] != "event":
            continue
        start, end = int(mention["start"]), int(mention["end"])
        if not 0 <= start < end <= len(text):
            raise ValueError(f"a mention spans {start} to {end} in a text of {len(text)} characters")
        events.append(((start, end), str(mention["chain"])))
    lines = row.get("annotated_lines")
    annotated = range(text.count("\n") + 1) if lines is None else map(int, lines)
    article = Article(str(row["id"]), text, row.get("title"), row.get("url"), row.get("date"), row.get("publisher"))
    return GoldArticle(article, tuple(events), frozenset(annotated))
