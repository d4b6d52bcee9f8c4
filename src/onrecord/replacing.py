"""A folder or file that appears whole or not at all."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.cache import CACHE
from onrecord.errors import OutputError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

# What marks a folder as a build, so that no other folder is ever replaced.
MARK = "run.json"


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Gives an empty folder beside ``folder`` to write into, which takes its place when the block ends.

    If the block raises, Ctrl-C included, what was written is removed and ``folder`` is as it was. What a
    process that was killed has left behind is put right by the next one.

    :raises OutputError: ``folder`` is a file, or holds something that is no build, or cannot be written.
    """
    folder = folder.resolve()  # behind a link, what it points at is replaced and the link stays
    with ExitStack() as stack:
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            _recover(folder)
            _check(folder)
            stack.enter_context(_locked(folder))
            fresh = folder.parent / f".{folder.name}.building-{os.getpid()}"
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir()
        except OSError as error:
            raise _unwritable(folder, error) from error
        yield from _written(fresh, folder)


def _written(fresh: Path, folder: Path) -> Iterator[Path]:
    try:
        yield fresh
        _swap(fresh, folder)
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def replacing_file(file: Path) -> Iterator[Path]:
    """Gives a path beside ``file`` to write to, which takes its place when the block ends.

    "-" is standard output: what was written is copied there.

    :raises OutputError: it cannot be written.
    """
    if file == Path("-"):
        with TemporaryDirectory() as folder:
            fresh = Path(folder, "output")
            yield fresh
            sys.stdout.flush()
            with fresh.open("rb") as written:
                shutil.copyfileobj(written, sys.stdout.buffer)
            sys.stdout.flush()
        return
    fresh = file.with_name(f".{file.name}.partial-{os.getpid()}")
    try:
        yield fresh
        fresh.replace(file)
    except OSError as error:
        raise _unwritable(file, error) from error
    finally:
        fresh.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    return OutputError(f"{path}: cannot be written ({reason}); choose another place with --output")


def _check(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError(f"{folder} is a file; --output takes a folder, new or an earlier build")
    # A build that was killed while it kept an article leaves SQLite's journal beside what it has kept.
    others = any(not entry.name.startswith(CACHE) for entry in folder.iterdir())
    if others and not (folder / MARK).is_file():
        raise OutputError(f"{folder} holds files and is no build of onrecord; choose another folder or empty this one")


def _previous(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.previous"


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keeps a second process from writing to ``folder``, whose change would be lost; no limit where fcntl is not."""
    if fcntl is None or not folder.is_dir():
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(f"{folder}: another onrecord is writing to it; wait until that has ended") from None
        if not folder.is_dir() or not os.path.samestat(os.fstat(handle), folder.stat()):
            raise OutputError(f"{folder}: another onrecord has just replaced it; try again")
        yield
    finally:
        os.close(handle)


def _exchanged(fresh: Path, folder: Path) -> bool:
    """Whether the two folders have changed places, in one step that no crash can divide; Linux alone has it."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    if rename is None:
        return False
    at_working_directory, exchange = -100, 2
    done = rename(at_working_directory, os.fsencode(fresh), at_working_directory, os.fsencode(folder), exchange)
    return bool(done == 0)


def _swap(fresh: Path, folder: Path) -> None:
    previous = _previous(folder)
    if folder.exists():
        if _exchanged(fresh, folder):
            shutil.rmtree(fresh, ignore_errors=True)  # the one before
            return
        folder.rename(previous)
    try:
        fresh.rename(folder)
    except OSError:
        if previous.exists():
            previous.rename(folder)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def _recover(folder: Path) -> None:
    """Undo what a killed process left: a folder moved aside, or half a build of a process that is gone."""
    previous = _previous(folder)
    if previous.exists():
        if folder.exists():
            shutil.rmtree(previous, ignore_errors=True)
        else:
            previous.rename(folder)
    pattern = re.compile(re.escape(f".{folder.name}.building-") + r"(\d+)")
    for entry in folder.parent.iterdir():
        match = pattern.fullmatch(entry.name)
        if match and not _runs(int(match[1])):
            shutil.rmtree(entry, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
