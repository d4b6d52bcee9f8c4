"""What a teacher thinks of every word: the labels that the small network is distilled from (Hinton et al. 2015)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.annotate.attribution.model_decode import Scores

TARGETS = 6  # of a pointer that are kept: they have nearly all of the probability
EMPTY = -2


@dataclass(frozen=True)
class Soft:
    """Of the ``m`` words of an article.

    ``tags`` [m, 7] probabilities; ``targets`` [m, 2, 6] the words that the two pointers most probably
    point at, -1 for "none", -2 for no more; ``chances`` [m, 2, 6] with which probability.
    """

    tags: np.ndarray
    targets: np.ndarray
    chances: np.ndarray


def soften(scores: Sequence[Scores]) -> Soft:
    """The mean of the opinions of one or more teachers on the same article."""
    m = len(scores[0].tags)
    tags = np.mean([np.exp(s.tags) for s in scores], 0)
    targets, chances = np.full((m, 2, TARGETS), EMPTY, np.int64), np.zeros((m, 2, TARGETS))
    for word in range(m):
        entries = [e for s in scores if (e := s.pointers[word]) is not None]
        if not entries:
            continue
        for pointer in (0, 1):
            mass: dict[int, float] = {}
            for entry in entries:
                row = entry.chances[pointer, entry.row].astype(np.float64) / len(entries)
                for k in np.argpartition(-row, min(TARGETS, len(row) - 1))[:TARGETS].tolist():
                    target = entry.start + k - 1 if k else -1
                    mass[target] = mass.get(target, 0.0) + row[k]
            best = sorted(mass.items(), key=lambda item: (-item[1], item[0]))[:TARGETS]
            targets[word, pointer, : len(best)] = [t for t, _ in best]
            chances[word, pointer, : len(best)] = [p for _, p in best]
    return Soft(tags.astype(np.float32), targets, chances.astype(np.float32))


def write_soft(path: Path, labels: Sequence[Soft]) -> None:
    """One compressed file for all articles."""
    arrays: dict[str, np.ndarray] = {}
    for k, one in enumerate(labels):
        arrays[f"{k}.tags"] = one.tags.astype(np.float16)
        arrays[f"{k}.targets"] = one.targets.astype(np.int32)
        arrays[f"{k}.chances"] = one.chances.astype(np.float16)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def read_soft(path: Path, count: int) -> list[Soft]:
    """What :func:`write_soft` wrote for ``count`` articles."""
    arrays = np.load(path)
    return [
        Soft(
            arrays[f"{k}.tags"].astype(np.float32),
            arrays[f"{k}.targets"].astype(np.int64),
            arrays[f"{k}.chances"].astype(np.float32),
        )
        for k in range(count)
    ]
