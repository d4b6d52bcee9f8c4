"""From the model's scores to statements: tags by constrained Viterbi, then links along the pointers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.attribution.model_input import Ints, Pieces

Floats: TypeAlias = NDArray[np.float32]

TAGS = ("O", "B-content", "I-content", "B-source", "I-source", "B-cue", "I-cue")
BEGIN = {"content": 1, "source": 3, "cue": 5}
_NEVER = -1e30
_LEAST = 6e-6  # probability of what a window does not show


@dataclass(frozen=True)
class Settings:
    """Decoding constants, tuned on a part of the training data and shipped with the weights.

    ``outside``, ``begin_content`` and ``begin_cue`` are added to those tags' log probabilities; a
    content piece goes to no cue under ``least_link`` (mean log probability); a statement under
    ``least_confidence`` (calibrated) is left out.
    """

    outside: float = 0.4
    begin_content: float = -1.0
    begin_cue: float = 0.0
    least_link: float = -3.0
    least_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Pointers:
    """Where a word points: row ``row`` of its window's ``chances`` [2, rows, 1 + words of the window].

    ``start`` is the window's first word; position 0 stands for "none".
    """

    start: int
    chances: Floats
    row: int


@dataclass(frozen=True)
class Scores:
    """What the model says of an article's words.

    ``tags`` [m, 7] log probabilities; ``pointers`` per word, None for a word that is surely outside.
    """

    tags: Floats
    pointers: Sequence[Pointers | None]


@dataclass(frozen=True)
class Found:
    """A statement in words of the article, and what the model thinks of it.

    ``evidence`` is (lowest tag probability of the content's edges, mean tag probability of the
    content, of the cue, of the source, link to the cue, link to the source), each a probability.
    """

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    evidence: tuple[float, float, float, float, float, float]


def best_tags(scores: Floats, breaks: NDArray[np.bool_], settings: Settings) -> Ints:
    """The most probable allowed sequence of tags (Viterbi 1967); a paragraph break is outside.

    Only an inside tag constrains what stands before it (its own begin or inside tag), so a step
    needs the best of all tags and the best of each pair, not all 49 ways.
    """
    tags = np.zeros(len(scores), np.int64)
    emission = scores.astype(np.float64)
    emission[:, 0] += settings.outside
    emission[:, 1] += settings.begin_content
    emission[:, 5] += settings.begin_cue
    best = [0.0] + [_NEVER] * 6  # as after a paragraph break
    back: list[tuple[int, int, int, int]] = []
    for row, is_break in zip(emission.tolist(), breaks.tolist(), strict=True):
        top = max(range(7), key=best.__getitem__)
        if is_break:
            back.append((top, 0, 0, 0))
            best = [best[top]] + [_NEVER] * 6
            continue
        high = best[top]
        c = 1 if best[1] >= best[2] else 2
        s = 3 if best[3] >= best[4] else 4
        u = 5 if best[5] >= best[6] else 6
        back.append((top, c, s, u))
        best = [
            high + row[0],
            high + row[1],
            best[c] + row[2],
            high + row[3],
            best[s] + row[4],
            high + row[5],
            best[u] + row[6],
        ]
    tag = max(range(7), key=best.__getitem__)
    for i in range(len(scores) - 1, -1, -1):
        tags[i] = tag
        tag = back[i][tag // 2 if tag in (2, 4, 6) else 0]
    return tags


def spans(tags: Ints, begin: int) -> list[tuple[int, int]]:
    """Spans of words of one kind."""
    out: list[tuple[int, int]] = []
    for start in np.nonzero(tags == begin)[0].tolist():
        end = start + 1
        while end < len(tags) and tags[end] == begin + 1:
            end += 1
        out.append((start, end))
    return out


def _links(
    scores: Scores, words: tuple[int, int], pointer: int, targets: Sequence[tuple[int, int]]
) -> NDArray[np.float64]:
    """[1 + targets] mean over ``words`` of the log probability that they point at nothing, or into each target."""
    bounds = np.array([(0, 0), *targets], np.int64)
    total, count = np.zeros(len(bounds)), 0
    entries = [entry for entry in scores.pointers[slice(*words)] if entry is not None]
    for start, group in groupby(entries, lambda entry: entry.start):
        found = list(group)
        chances = found[0].chances[pointer, [entry.row for entry in found]].astype(np.float64)
        below = np.zeros_like(chances)
        np.cumsum(chances[:, 1:], axis=1, out=below[:, 1:])
        low, high = (np.clip(bounds[:, k] - start, 0, below.shape[1] - 1) for k in (0, 1))
        mass = below[:, high] - below[:, low]
        mass[:, 0] = chances[:, 0]
        total += np.log(np.maximum(mass, _LEAST)).sum(0)
        count += len(found)
    return total / count if count else np.full(len(bounds), np.log(_LEAST))


def _probability(scores: Scores, span: tuple[int, int], begin: int) -> tuple[float, float]:
    """(of the weaker edge, mean) probability that the words of a span are of its kind."""
    inside = np.exp(scores.tags[span[0] : span[1], begin : begin + 2].astype(np.float64)).sum(1)
    return float(min(np.exp(scores.tags[span[0], begin]), inside[-1])), float(inside.mean())


def decode(pieces: Pieces, scores: Scores, settings: Settings, reach: int = 400) -> list[Found]:
    """Statements of one article, in the order of their cues.

    ``reach`` is the number of words beyond which nothing is linked (more than a window holds).
    """
    tags = best_tags(scores.tags, pieces.breaks, settings)
    cues, sources, contents = (spans(tags, BEGIN[k]) for k in ("cue", "source", "content"))
    cue_starts, source_starts = [c[0] for c in cues], [s[0] for s in sources]
    owned: dict[int, list[tuple[float, tuple[int, int]]]] = {}
    for content in contents:
        low, high = bisect_right(cue_starts, content[0] - reach), bisect_left(cue_starts, content[0] + reach)
        if low == high:
            continue
        link = _links(scores, content, 0, cues[low:high])[1:]
        best = int(link.argmax())
        if link[best] > settings.least_link:
            owned.setdefault(low + best, []).append((float(link[best]), content))
    out: list[Found] = []
    for k in sorted(owned):
        cue = cues[k]
        low, high = bisect_right(source_starts, cue[0] - reach), bisect_left(source_starts, cue[0] + reach)
        link = _links(scores, cue, 1, sources[low:high])
        best = int(link.argmax())
        source = sources[low + best - 1] if best else None
        linked = sorted((c, s) for s, c in owned[k])
        edges, means = zip(*(_probability(scores, c, BEGIN["content"]) for c, _ in linked), strict=True)
        evidence = (
            min(edges),
            sum(means) / len(means),
            _probability(scores, cue, BEGIN["cue"])[1],
            _probability(scores, source, BEGIN["source"])[1] if source else 1.0,
            float(np.exp(min(s for _, s in linked))),
            float(np.exp(min(link[best], 0.0))),
        )
        out.append(Found(cue, source, tuple(c for c, _ in linked), evidence))
    return out
