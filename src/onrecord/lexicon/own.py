"""A user's own lexicon: a folder with files like the shipped ones, whose rows are added or take their place.

``events.tsv``, ``measures.tsv`` and ``countnouns.tsv`` are read where they are there. The folder in force holds for
the whole process, so that every stage, the resolution and the vocabulary read the same words.
"""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from onrecord.errors import InputError

FILES = ("events.tsv", "measures.tsv", "countnouns.tsv")

Packed: TypeAlias = tuple[tuple[str, bytes], ...]
"""Names and content of the files of a lexicon."""

LEXICON = "lexicon"
"""The folder inside a build that keeps the lexicon it was made with."""

_folder: Path | None = None


def in_force() -> Path | None:
    """The folder in force, None where only the shipped lexicon is."""
    return _folder


def own_files(name: str) -> tuple[Path, ...]:
    """The file of that name in the folder in force, if there is one."""
    path = _folder / name if _folder is not None else None
    return (path,) if path is not None and path.is_file() else ()


def kept(build: Path) -> Path | None:
    """The lexicon that the build in the folder ``build`` was made with, None where it was the shipped one."""
    folder = build / LEXICON
    return folder if folder.is_dir() else None


def keep(build: Path) -> None:
    """Copy the files in force into the folder ``build``, where :func:`kept` finds them."""
    for name in FILES:
        for path in own_files(name):
            (build / LEXICON).mkdir(exist_ok=True)
            shutil.copyfile(path, build / LEXICON / name)


def use(folder: Path | None) -> None:
    """Put ``folder`` in force; None: the shipped lexicon alone.

    :raises InputError: it is no folder, or has none of the files.
    """
    global _folder
    if folder is not None and not any((folder / name).is_file() for name in FILES):
        raise InputError(f"{folder} is no lexicon: a lexicon is a folder with one or more of {', '.join(FILES)}")
    _folder = folder.resolve() if folder is not None else None


@contextmanager
def using(folder: Path | None) -> Iterator[None]:
    """Put ``folder`` in force inside the block. Raises :class:`InputError` as :func:`use` does."""
    before = _folder
    use(folder)
    try:
        yield
    finally:
        use(before)


def packed() -> Packed:
    """The files in force with their content: what another machine needs to read the same words."""
    return tuple((path.name, path.read_bytes()) for name in FILES for path in own_files(name))


def use_packed(files: Packed) -> None:
    """Put in force what :func:`packed` gave elsewhere; of no effect where it is in force already."""
    use(_unpacked(files) if files else None)


@lru_cache(maxsize=8)
def _unpacked(files: Packed) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="onrecord-lexicon-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, content in files:
        (folder / name).write_bytes(content)
    return folder


def digest() -> str:
    """A digest of the files in force, empty where there are none."""
    files = [path for name in FILES for path in own_files(name)]
    if not files:
        return ""
    found = hashlib.sha256()
    for path in files:
        found.update(f"{path.name}\0".encode() + path.read_bytes())
    return found.hexdigest()
