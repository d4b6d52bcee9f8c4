"""Where bytes come from: a file, a member of an archive, standard input; and how many of them are taken."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import InputError

MAX_FILE = 256 * 1024 * 1024
"""Bytes of a file that has to be read whole (a page, a PDF, a JSON array)."""
MAX_ARTICLE = 32 * 1024 * 1024
"""Bytes of one article: a text file, a page, a line of JSON Lines."""

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    ``name`` is how messages and ids call it: its path under the folder or archive that was given.
    ``open`` gives its bytes from the start; ``beside(name)`` the file of that name in the same folder,
    or None.
    """

    name: str
    open: Callable[[], BinaryIO]
    beside: Callable[[str], Source | None] = lambda name: None

    @property
    def filename(self) -> str:
        """The last part of the name."""
        return self.name.rpartition("/")[2]

    def read(self, most: int = MAX_FILE) -> bytes:
        """All bytes.

        :raises InputError: it cannot be read, or has more than ``most`` bytes.
        """
        try:
            with self.open() as stream:
                data = stream.read(most + 1)
        except (OSError, EOFError) as error:
            raise unreadable(error) from error
        if len(data) > most:
            raise InputError(f"is larger than {megabytes(most)}; split it, or give articles as JSON Lines")
        return data

    def head(self, count: int = 4096) -> bytes:
        """The first bytes, as many as there are; none where it cannot be read."""
        try:
            with self.open() as stream:
                return stream.read(count)
        except (OSError, EOFError, InputError):
            return b""

    def lines(self, most: int = MAX_ARTICLE) -> Iterator[bytes | None]:
        """The lines one by one with their ends; None for one of more than ``most`` bytes.

        :raises InputError: it cannot be read further.
        """
        try:
            with self.open() as stream:
                while line := stream.readline(most):
                    if len(line) < most or line.endswith(b"\n"):
                        yield line
                        continue
                    while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
                        pass
                    yield None
        except (OSError, EOFError) as error:
            raise unreadable(error) from error


def file_source(path: Path, name: str) -> Source:
    """The source of a file on disk, called ``name``."""

    def beside(sibling: str) -> Source | None:
        other = path.with_name(sibling)
        folder = name.rpartition("/")[0]
        return file_source(other, f"{folder}/{sibling}" if folder else sibling) if other.is_file() else None

    return Source(name, lambda: path.open("rb"), beside)


def bytes_source(data: bytes, name: str) -> Source:
    """The source of bytes that are already there."""
    return Source(name, lambda: io.BytesIO(data))


def unreadable(error: BaseException) -> InputError:
    """What to tell of a file that cannot be opened or read to its end."""
    reason = getattr(error, "strerror", None) or error or type(error).__name__
    return InputError(f"cannot be read ({reason}); check that it exists, is whole and may be read")


def megabytes(count: int) -> str:
    """A number of bytes for people: "256 MiB"."""
    return f"{count / (1 << 20):.0f} MiB"
