"""The store of a graph that is still being written, loaded as its lines come."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

from onrecord.errors import OutputError
from onrecord.rdf.ondisk import STORE, load_store
from onrecord.rdf.writing import GRAPH_FILE

_WAIT = 0.02  # seconds between two looks at the file


class _GivenUpError(Exception):
    """The graph will not be written."""


class Loading:
    """A context manager whose thread loads ``store/`` of ``folder``; Oxigraph needs Python's lock for none of it."""

    def __init__(self, folder: Path) -> None:
        """Nothing is done yet."""
        self._folder = folder
        self._thread = ThreadPoolExecutor(1)
        self._written, self._given_up = threading.Event(), False
        self._store: Future[None]

    def written(self) -> None:
        """No more lines will come."""
        self._written.set()

    def result(self) -> None:
        """Wait for the store of a graph that is :meth:`written`.

        :raises OutputError: it cannot be written.
        """
        try:
            self._store.result()
        except (OSError, SyntaxError) as error:
            raise OutputError(f"{self._folder / STORE}: cannot be written ({error})") from error

    def _growing(self) -> bool:
        if self._given_up:
            raise _GivenUpError
        return not self._written.is_set()

    def _load(self) -> None:
        while self._growing() and not (self._folder / GRAPH_FILE).exists():
            time.sleep(_WAIT)
        load_store(self._folder, growing=self._growing)

    def __enter__(self) -> Loading:
        """Begin."""
        self._store = self._thread.submit(self._load)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the thread."""
        self._given_up = True
        self._thread.shutdown()
