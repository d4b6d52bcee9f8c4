"""How an export arrives: flat, compressed, in parts."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.errors import InputError, OutputError
from onrecord.export import FORMATS, Format
from onrecord.replacing import replacing_file
from onrecord.store import Store

_LEVEL = 6


def chosen_format(name: str, *, flat: bool = False, compressed: bool = False, split: int | None = None) -> Format:
    """The format ``name``, without graph names where ``flat``.

    :raises InputError: there is none, or what is asked for cannot be done to it.
    """
    if name not in FORMATS:
        raise InputError(f"--format {name!r} is none of {', '.join(FORMATS)}")
    format = FORMATS[name]
    if flat and format.flat is None:
        able = ", ".join(f.name for f in FORMATS.values() if f.flat)
        raise InputError(f"--flat: {name} has no graph names to leave out; it goes with {able}")
    if flat and format.flat is not None:
        format = FORMATS[format.flat]
    if split is not None and not format.lines:
        able = ", ".join(f.name for f in FORMATS.values() if f.lines)
        raise InputError(f"--split: {format.name} cannot be cut; take one of {able}")
    if compressed and format.folder:
        raise InputError(f"--gzip: {format.name} is a folder of files; they are not compressed as a whole")
    return format


def write_export(
    store: Store, format: Format, output: Path, *, compressed: bool = False, split: int | None = None
) -> None:
    """Write ``store`` to ``output``, which appears when it is whole; "-" is standard output.

    ``split`` is how many lines a file has at most: FILE becomes FILE-0001, FILE-0002 … before its ending.

    :raises OutputError: it cannot be written, or a folder is there already.
    """
    if format.folder:
        _write_folder(store, format, output)
    elif split is None:
        with replacing_file(output) as path:
            if compressed:
                with TemporaryDirectory(dir=path.parent) as folder:
                    format.write(store, Path(folder, "plain"))
                    _compress(Path(folder, "plain"), path)
            else:
                format.write(store, path)
    elif output == Path("-"):
        raise OutputError("--split needs a file name: --output FILE")
    else:
        with TemporaryDirectory(dir=output.parent) as folder:
            whole, part = Path(folder, "whole"), Path(folder, "part")
            format.write(store, whole)
            for number, lines in enumerate(_parts(whole, split), 1):
                part.write_bytes(b"".join(lines))
                with replacing_file(_numbered(output, number)) as path:
                    _compress(part, path) if compressed else shutil.copyfile(part, path)


def _write_folder(store: Store, format: Format, output: Path) -> None:
    if output == Path("-"):
        raise OutputError(f"{format.name} is a folder of files and needs a name: --output FOLDER")
    if output.exists():
        raise OutputError(f"{output} is there already; choose a new folder for {format.name}")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=output.parent) as folder:
            format.write(store, Path(folder, "tables"))
            Path(folder, "tables").rename(output)
    except OSError as error:
        raise OutputError(f"{output}: cannot be written ({error.strerror or error})") from error


def _parts(whole: Path, lines: int) -> Iterator[list[bytes]]:
    with whole.open("rb") as file:
        while held := list(islice(file, lines)):
            yield held


def _compress(plain: Path, packed: Path) -> None:
    """The same bytes every time: without name and time."""
    with (
        plain.open("rb") as source,
        packed.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=_LEVEL) as target,
    ):
        shutil.copyfileobj(source, target, 1 << 20)


def _numbered(output: Path, number: int) -> Path:
    """``graph.nq.gz`` → ``graph-0001.nq.gz``."""
    stem, dot, ending = output.name.partition(".")
    return output.with_name(f"{stem}-{number:04d}{dot}{ending}")
