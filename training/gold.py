"""Gold articles, their labels, and batches for the training."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from onrecord.annotate.attribution.model_decode import BEGIN, TAGS
from onrecord.annotate.attribution.model_input import Pieces, Syntax, batch, read_pieces
from training.soft import EMPTY, TARGETS, Soft

IGNORE = -100
T = TypeVar("T")
_GLUE = re.compile(r"[\w\n]")


@dataclass(frozen=True)
class Example:
    """An article with a tag per word and a link per word.

    ``links``: of a content word the first word of its cue, of a cue word the first word of its
    source; -1 none. Of an article without annotation all tags are :data:`IGNORE`. ``soft`` is what a
    teacher thinks of the words.
    """

    id: str
    pieces: Pieces
    tags: np.ndarray
    links: np.ndarray
    soft: Soft | None = None

    def with_soft(self, soft: Soft) -> Example:
        """The same with a teacher's opinion.

        :raises ValueError: it is of another text, or cut into words in another way.
        """
        if len(soft.tags) != len(self.pieces):
            raise ValueError(f"{self.id} has {len(self.pieces)} words, its soft labels {len(soft.tags)}: label anew")
        return replace(self, soft=soft)


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The articles of a JSON Lines file, compressed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_parses(path: Path, count: int) -> list[Syntax]:
    """What ``training.parse`` wrote."""
    arrays = np.load(path)
    return [Syntax(arrays[f"{k}.starts"].astype(np.int64), arrays[f"{k}.codes"].astype(np.int64)) for k in range(count)]


def split(articles: Sequence[T], every: int) -> tuple[list[T], list[T]]:
    """(for training, held out): every ``every``-th is held out."""
    return [a for k, a in enumerate(articles) if k % every], [a for k, a in enumerate(articles) if k % every == 0]


def joined(pieces: Sequence[Sequence[int]], text: str) -> list[list[int]]:
    """Pieces of content in order; those with only blanks and punctuation between them are one."""
    out: list[list[int]] = []
    for a, b in sorted((int(a), int(b)) for a, b in pieces):
        if out and not _GLUE.search(text[out[-1][1] : a]):
            out[-1][1] = max(out[-1][1], b)
        else:
            out.append([a, b])
    return out


def label(article: dict[str, Any], tokenizer: Any, parse: Syntax | None) -> Example:
    """Labels of one article. Where statements overlap, the later one has the tag."""
    # (an article without "statements" is not annotated)
    text = article["text"]
    pieces = read_pieces(text, tokenizer, parse=parse)
    tags, links = np.zeros(len(pieces), np.int64), np.full(len(pieces), -1, np.int64)

    def words(span: Sequence[int]) -> np.ndarray:
        return np.nonzero((pieces.starts < span[1]) & (pieces.ends > span[0]) & ~pieces.breaks)[0]

    if "statements" not in article:
        tags[:] = IGNORE
    spans = []
    for statement in article.get("statements", ()):
        parts = {
            "content": joined(statement["content"], text),
            "source": statement["source"],
            "cue": statement["cue"],
        }
        spans.append({k: [w for w in map(words, v) if len(w)] for k, v in parts.items()})
    for kind, begin in BEGIN.items():
        for statement in spans:
            for span in statement[kind]:
                tags[span] = begin + 1
                tags[span[0]] = begin
    for statement in spans:
        cue = statement["cue"][0][0] if statement["cue"] else -1
        source = statement["source"][0][0] if statement["source"] else -1
        for span in statement["content"]:
            links[span] = cue
        for span in statement["cue"]:
            links[span] = source
    return Example(str(article.get("id") or article.get("url")), pieces, tags, links)


def training_windows(pieces: Pieces, length: int, random_: random.Random) -> list[tuple[int, int]]:
    """Windows without overlap; the first has a random length so that every epoch cuts elsewhere."""
    n, first = len(pieces), pieces.first
    spans: list[tuple[int, int]] = []
    start, room = 0, random_.randint(length // 3, length)
    while start < n:
        end = min(n, max(int(np.searchsorted(first, first[start] + room, "right")) - 1, start + 1))
        if end == n and spans:
            start = int(np.searchsorted(first, first[n] - length, "left"))
        spans.append((start, end))
        start, room = end, length
    return spans


def labelled_batch(items: Sequence[tuple[Example, int, int]], length: int) -> dict[str, np.ndarray]:
    """The model's inputs with ``words`` (mask), ``tags`` and ``links`` (0 null, k the window's k-th word from 1).

    Also a teacher's opinion: ``soft_tags``, and in ``soft_targets`` and ``soft_chances`` where the
    pointers point (numbered as links are); what lies outside the window has the chance 0.
    """
    out = batch([(e.pieces, s, t) for e, s, t in items], length)
    shape = out["index"].shape
    words = np.zeros(shape, np.bool_)
    tags, links = np.full(shape, IGNORE, np.int64), np.full(shape, IGNORE, np.int64)
    soft_tags = np.zeros((*shape, len(TAGS)), np.float32)
    soft_targets = np.zeros((*shape, 2, TARGETS), np.int64)
    soft_chances = np.zeros((*shape, 2, TARGETS), np.float32)
    content, source = BEGIN["content"], BEGIN["source"]
    for row, (example, s, e) in enumerate(items):
        words[row, : e - s] = True
        y, link = example.tags[s:e], example.links[s:e]
        tags[row, : e - s] = y
        target = np.where((link >= s) & (link < e), link - s + 1, np.where(link >= 0, IGNORE, 0))
        in_content = (y == content) | (y == content + 1)
        target[(y <= 0) | (y == source) | (y == source + 1) | (in_content & (target == 0))] = IGNORE
        links[row, : e - s] = target
        if example.soft is not None:
            at = example.soft.targets[s:e]
            seen = ((at >= s) & (at < e)) | (at == -1)
            soft_tags[row, : e - s] = example.soft.tags[s:e]
            soft_targets[row, : e - s] = np.where(seen & (at >= 0), at - s + 1, 0)
            soft_chances[row, : e - s] = np.where(seen & (at != EMPTY), example.soft.chances[s:e], 0)
    soft = {"soft_tags": soft_tags, "soft_targets": soft_targets, "soft_chances": soft_chances}
    return {**out, "words": words, "tags": tags, "links": links, **soft}


def epoch(
    examples: Sequence[Example], length: int, size: int, random_: random.Random
) -> Iterator[list[tuple[Example, int, int]]]:
    """Batches of one epoch: windows of like length together, in random order."""
    items = [(x, s, e) for x in examples for s, e in training_windows(x.pieces, length, random_)]
    random_.shuffle(items)
    batches = []
    for i in range(0, len(items), size * 16):
        chunk = sorted(items[i : i + size * 16], key=lambda x: x[0].pieces.first[x[2]] - x[0].pieces.first[x[1]])
        batches += [chunk[j : j + size] for j in range(0, len(chunk), size)]
    random_.shuffle(batches)
    return iter(batches)
