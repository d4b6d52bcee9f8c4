"""Why things were joined or kept apart, compactly: one decision a pair of names and reason, not one a mention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from onrecord.model import Decision
from onrecord.resolve.parts import Ref

Decided: TypeAlias = tuple[Any, Any, bool, str, float]
"""A row of a ledger, in which lists may stand for pairs."""


class Ledger:
    """Collects decisions while groups have no keys yet; sides are chains, events (``refs``) or plain names."""

    def __init__(self) -> None:
        """An empty ledger."""
        self.rows: list[tuple[Ref, Ref | str, bool, str, float]] = []
        self.refs: set[Ref] = set()

    def joined(self, kept: Ref, other: Ref | str, reason: str, confidence: float) -> None:
        """``other`` was found to be the same as ``kept``."""
        self._add(kept, other, True, reason, confidence)

    def apart(self, left: Ref, right: Ref | str, reason: str, confidence: float) -> None:
        """``left`` and ``right``, alike as they are, were kept apart."""
        self._add(left, right, False, reason, confidence)

    def take(self, rows: Sequence[Decided]) -> None:
        """Add the ``rows`` of another ledger."""
        for left, right, same, reason, confidence in rows:
            self._add(tuple(left), right if isinstance(right, str) else tuple(right), same, reason, confidence)

    def _add(self, left: Ref, right: Ref | str, same: bool, reason: str, confidence: float) -> None:
        self.rows.append((left, right, same, reason, confidence))
        self.refs.update((left,) if isinstance(right, str) else (left, right))

    def decisions(self, key_of: Mapping[Ref, str], label_of: Mapping[Ref, str]) -> tuple[Decision, ...]:
        """The decisions with keys in the place of references, without repetition, sorted.

        The right side of a merge is the name that was joined, since it has no key of its own any more.
        """
        best: dict[tuple[str, str, bool, str], float] = {}
        for left, right, same, reason, confidence in self.rows:
            left_key = key_of[left]
            right_key = right if isinstance(right, str) else (label_of[right] if same else key_of[right])
            if not same:
                if left_key == right_key:
                    continue
                left_key, right_key = sorted((left_key, right_key))
            row = (left_key, right_key, same, reason)
            best[row] = max(confidence, best.get(row, 0.0))
        return tuple(Decision(*row, confidence) for row, confidence in sorted(best.items()))


def described(label: str) -> str:
    """A chain as a reason quotes it: its ``label`` in quotation marks."""
    return f"“{label}”"
