"""What stories gave in a build, by what they were made of: where articles come or go, most stories give the same.

``stories.bin`` begins with the line that ``articles.bin`` begins with (:mod:`onrecord.held`). Then comes for each
thing that is remembered a digest or name of 64 letters, the length of it in ten digits, and that. Nothing is lost where
the file is missing.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import IO

from onrecord.held import made_by

STORIES = "stories.bin"
_DIGEST, _LENGTH = 64, 10


class Remembered:
    """What the build in ``earlier`` remembers, and what that in ``folder`` is to: a context manager."""

    def __init__(self, folder: Path, earlier: Path | None) -> None:
        """Read what there is of the same code."""
        self._known = _read(earlier / STORIES) if earlier else {}
        self._path = folder / STORIES
        self._file: IO[bytes] | None = None

    def get(self, made_of: str) -> bytes | None:
        """What that gave; it is written again."""
        packed = self.take(made_of)
        if packed is not None:
            self.put(made_of, packed)
        return packed

    def take(self, made_of: str) -> bytes | None:
        """What that gave; another will be written in its place."""
        return self._known.pop(made_of, None)

    def put(self, made_of: str, packed: bytes) -> None:
        """Write what that gave."""
        if self._file is not None:
            self._file.write(f"{made_of}{len(packed):0{_LENGTH}}".encode() + packed)

    def __enter__(self) -> Remembered:
        """Begin the file."""
        self._file = self._path.open("wb")
        self._file.write(made_by())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End it, and let go of what was known."""
        if self._file is not None:
            self._file.close()
        self._file, self._known = None, {}


def _read(path: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    try:
        with path.open("rb") as file:
            if file.readline() != made_by():
                return {}
            while head := file.read(_DIGEST + _LENGTH):
                length = int(head[_DIGEST:])
                packed = file.read(length)
                if len(head) < _DIGEST + _LENGTH or len(packed) != length:
                    return {}
                found[head[:_DIGEST].decode()] = packed
    except (OSError, ValueError):
        return {}
    return found
