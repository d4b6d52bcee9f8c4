"""What a reader says when an article, or a part of it, cannot be taken as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Stage: TypeAlias = Literal["read", "language", "annotate"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in the input.

    ``place`` is the file, with the line number where there is one ("articles.jsonl:17").
    ``message`` names the value, what was expected and what to do. ``skipped`` tells whether an
    article was left out; otherwise only a detail of it was (a date that nobody can read). ``stage``
    is where it came up; an article left out for its "language" is no fault, and only counted.
    """

    place: str
    message: str
    skipped: bool = True
    stage: Stage = "read"

    @property
    def fault(self) -> bool:
        """Whether something was lost that should have been read."""
        return self.skipped and self.stage != "language"

    def __str__(self) -> str:
        """The line that tells a person."""
        return f"{self.place}: {self.message}"


Report: TypeAlias = Callable[[Problem], None]
