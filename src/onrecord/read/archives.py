"""Zip archives and gzip files → the files in them, in memory alone: nothing is ever unpacked to disk."""

from __future__ import annotations

import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.read.problem import Problem, Report
from onrecord.read.source import MAX_FILE, Source, megabytes, unreadable

MAX_MEMBERS = 200_000
"""Files of an archive that are read."""
MAX_DEPTH = 3
"""Archives in archives."""
MAX_UNPACKED = 64 * MAX_FILE
"""Bytes that come out of one archive, or of one compressed stream."""
MAX_RATIO = 400
"""Text shrinks to a tenth, and repeated text to a hundredth; a bomb to a thousandth."""

_FREE = 8 * 1024 * 1024  # so many bytes may come out before the ratio counts
_BOMB = "unpacks to more than {}; unpack it by hand if that is meant"


class Limited(io.RawIOBase):
    """A stream that unpacks, and ends with :class:`InputError` where more comes out than can be meant."""

    def __init__(self, stream: BinaryIO, packed: int) -> None:
        """``packed`` is how many bytes go in."""
        super().__init__()
        self._stream = stream
        self._most = min(MAX_UNPACKED, max(packed * MAX_RATIO, _FREE))
        self._out = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Unpack into ``buffer``."""
        try:
            data = self._stream.read(len(buffer))
        except (zlib.error, lzma.LZMAError, EOFError, OSError, zipfile.BadZipFile, RuntimeError) as error:
            raise unreadable(error) from error
        self._out += len(data)
        if self._out > self._most:
            raise InputError(_BOMB.format(megabytes(self._most)))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close what is below too."""
        if not self.closed:
            self._stream.close()
        super().close()


def gunzipped(source: Source) -> Source:
    """What a gzip file holds, named without its ".gz"."""

    def opened() -> BinaryIO:
        raw = source.open()
        packed = _size(raw)
        return io.BufferedReader(Limited(gzip.GzipFile(fileobj=raw, mode="rb"), packed))  # type: ignore[arg-type]

    return Source(source.name[: -len(".gz")], opened, source.beside)


@contextmanager
def members(source: Source, report: Report) -> Iterator[Sequence[Source]]:
    """The files of a zip archive in the order of their names, under the archive's own name, while the block runs.

    A name that leads out of the archive ("../x", "/x", "C:\\x") is made one that does not, with a note.
    Encrypted members, links and what an office document is made of are told.
    """
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(source.open())
            archive = stack.enter_context(zipfile.ZipFile(stream if stream.seekable() else io.BytesIO(source.read())))
        except (zipfile.BadZipFile, OSError, EOFError, InputError, ValueError, NotImplementedError) as error:
            told = error if isinstance(error, InputError) else f"is no zip archive that can be read ({error})"
            report(Problem(source.name, str(told)))
            yield ()
            return
        yield _taken(archive, source.name, report)


def _taken(archive: zipfile.ZipFile, within: str, report: Report) -> Sequence[Source]:
    # A member without a name is damage; zipfile itself raises on one where it is asked whether it is a folder.
    entries = sorted((e for e in archive.infolist() if e.filename and not e.is_dir()), key=lambda e: e.filename)
    if any(entry.filename == "[Content_Types].xml" for entry in entries):
        report(Problem(within, "is an office document; save it as plain text, HTML or PDF"))
        return ()
    if len(entries) > MAX_MEMBERS:
        report(Problem(within, f"has {len(entries)} files, more than {MAX_MEMBERS}; split it"))
        return ()
    if len({entry.header_offset for entry in entries}) < len(entries):
        # Members that share bytes: how a bomb of some kilobytes comes to petabytes.
        report(Problem(within, "has members that overlap, as a zip bomb has; it was left out"))
        return ()
    left = MAX_UNPACKED
    taken: dict[str, Source] = {}
    for entry in entries:
        name = _inside(entry.filename)
        place = f"{within}/{name}"
        if any(part.startswith(".") or part == "__MACOSX" for part in name.split("/")):
            continue
        if name != entry.filename:
            report(Problem(place, f"is called {entry.filename!r} in the archive, which leads out of it", False))
        if name in taken:
            report(Problem(place, "is in the archive twice; the first was read"))
            continue
        if entry.flag_bits & 1:
            report(Problem(place, "is encrypted; unpack it with its password"))
            continue
        left -= entry.file_size
        if left < 0:
            report(Problem(place, _BOMB.format(megabytes(MAX_UNPACKED)) + "; it and what follows was left out"))
            break
        taken[name] = Source(place, _opener(archive, entry), _beside(taken, name))
    return tuple(taken.values())


def _opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        try:
            stream = archive.open(entry)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, zlib.error) as error:
            raise unreadable(error) from error
        return io.BufferedReader(Limited(stream, entry.compress_size))  # type: ignore[arg-type]

    return opened


def _beside(taken: dict[str, Source], name: str) -> Callable[[str], Source | None]:
    folder = name.rpartition("/")[0]
    return lambda sibling: taken.get(f"{folder}/{sibling}" if folder else sibling)


def _inside(name: str) -> str:
    """A member's name as a path that stays below the archive."""
    parts = name.replace("\\", "/").split("/")
    kept = [part for part in parts if part not in ("", ".", "..") and not (len(part) == 2 and part[1] == ":")]
    return "/".join(kept) or "unnamed"


def _size(stream: BinaryIO) -> int:
    """How many bytes a stream has, or as many as a file may where it cannot be searched."""
    if not stream.seekable():
        return MAX_FILE
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size
