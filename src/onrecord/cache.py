"""What a run has annotated, kept until a build is whole: a run that was interrupted goes on where it was.

An SQLite file in the folder of the build, a row an article: ``key`` (:func:`article_key`), ``pipeline`` (the
fingerprint of :func:`onrecord.annotate.method.fingerprint`) and ``document`` (:func:`onrecord.records.pack`, which
is also what ``documents.jsonl.gz`` is made of). A finished build replaces its folder, and the file goes with the
old one: from then on ``documents.jsonl.gz`` holds what is known, and nothing twice.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
import time
from pathlib import Path
from types import TracebackType

from onrecord.errors import InputError, OutputError
from onrecord.model import Article
from onrecord.records import unpack

CACHE = ".annotated.sqlite"
"""The file's name in the folder of a build."""

_SECONDS = 1.0  # between commits: what a crash may cost
_TABLE = """CREATE TABLE IF NOT EXISTS annotated (
    key TEXT NOT NULL, pipeline TEXT NOT NULL, document BLOB NOT NULL, PRIMARY KEY (key, pipeline)
) WITHOUT ROWID"""


def article_key(article: Article) -> str:
    """The SHA-256 of all that is known of ``article``: another title or date makes another article."""
    fields = json.dumps(dataclasses.astuple(article), ensure_ascii=True)
    return hashlib.sha256(fields.encode()).hexdigest()


class Cache:
    """The Documents that the pipeline of a ``fingerprint`` made for the build in ``folder``.

    A context manager. The folder and the file are made by the first :meth:`put`; until then nothing is written.
    It is for one thread of one process, the one that collects what the others annotate.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        """Look for what an earlier run left in ``folder``; a file that is damaged is removed."""
        self.path = folder / CACHE
        self._pipeline = fingerprint
        self._connection: sqlite3.Connection | None = None
        self._committed = time.monotonic()
        if self.path.is_file():
            self._open()

    def get(self, article: Article) -> bytes | None:
        """What was found in exactly this article by this pipeline, packed, or None."""
        if self._connection is None:
            return None
        found = self._connection.execute(
            "SELECT document FROM annotated WHERE key = ? AND pipeline = ?", (article_key(article), self._pipeline)
        ).fetchone()
        if found is None:
            return None
        packed: bytes = found[0]
        try:
            unpack(packed)
        except InputError:
            return None  # annotated anew
        return packed

    def put(self, key: str, packed: bytes) -> None:
        """Keep a packed Document, whose article has that key; a crash within the next second may still lose it.

        :raises OutputError: it cannot be written.
        """
        connection = self._connection or self._open()
        try:
            connection.execute("INSERT OR REPLACE INTO annotated VALUES (?, ?, ?)", (key, self._pipeline, packed))
            if time.monotonic() - self._committed >= _SECONDS:
                self.commit()
        except sqlite3.Error as error:
            raise OutputError(f"{self.path}: cannot be written ({error}); free space or choose another DIR") from error

    def commit(self) -> None:
        """Make what was put so far safe."""
        if self._connection is not None:
            self._connection.commit()
            self._committed = time.monotonic()

    def __len__(self) -> int:
        """How many Documents of this pipeline there are."""
        if self._connection is None:
            return 0
        asked = self._connection.execute("SELECT COUNT(*) FROM annotated WHERE pipeline = ?", (self._pipeline,))
        return int(asked.fetchone()[0])

    def close(self) -> None:
        """Commit and let go of the file."""
        if self._connection is not None:
            self.commit()
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Cache:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close, after an error too: what was annotated stays for the next run."""
        self.close()

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = _connected(self.path)
            except sqlite3.OperationalError:
                raise  # locked or not writable: there is nothing wrong with what it holds
            except sqlite3.DatabaseError:
                self.path.unlink()  # no cache, or damaged: that only costs the time to annotate again
                self._connection = _connected(self.path)
        except (OSError, sqlite3.Error) as error:
            raise OutputError(f"{self.path}: cannot be used ({error}); remove it or choose another DIR") from error
        return self._connection


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_TABLE)
        connection.execute("SELECT key, pipeline, document FROM annotated LIMIT 1").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
