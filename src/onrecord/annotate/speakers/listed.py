"""Persons whom an article names side by side, and who joins others."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.annotate.speakers.others import Phrase


@dataclass(frozen=True, slots=True)
class Listed:
    """Persons named side by side: the first one's first token, their chain ids, colleagues without a name.

    ``adds`` where they join those named before them: "Reps. Roe and Poe co-lead the letter in the House"; ``stop`` is
    where all that belongs to the list ends, ``joins`` the verb of "Lee joined Poe and Roe in urging", where Lee is one.
    """

    first: int
    last: int
    ids: tuple[str, ...]
    others: Phrase | None = None
    adds: bool = False
    stop: int = 0
    joins: int = -1

    @property
    def end(self) -> int:
        """Where the list ends, with those without a name behind it: "Lee was joined by 20 colleagues"."""
        return max(self.stop, self.others[2]) if self.others is not None else self.stop


@dataclass(frozen=True, slots=True)
class Who:
    """Who joins others: chain ids, the verb, and colleagues without a name."""

    ids: tuple[str, ...]
    verb: int
    others: Phrase | None = None
