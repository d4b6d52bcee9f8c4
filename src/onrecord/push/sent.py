"""What a store was sent: a hidden file in the build's folder, a line for each graph that has arrived.

Lines are only added, each when the store has confirmed, so a crash loses at most the last one, and a graph is sent
again. A build or a change of the graph takes the file along.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import IO

from onrecord.rdf.terms import Term

_PREFIX = ".pushed-"
_BEGIN, _SENT, _GONE, _DONE = "begin", "sent", "gone", "done"


class Sent:
    """The graphs that are in the store at a target: name → SHA-256 of its lines."""

    def __init__(self, folder: Path, target: str) -> None:
        """Read what is known; lines that are broken are left out."""
        self.path = folder / f"{_PREFIX}{hashlib.sha256(target.encode()).hexdigest()[:16]}.tsv"
        self.graphs: dict[Term, str] = {}
        self.under_way: dict[Term, str] | None = None
        """What a push that did not end has sent; None: the last one ended."""
        self._file: IO[str] | None = None
        if self.path.is_file():
            for line in self.path.read_text(encoding="utf-8", errors="replace").split("\n"):
                self._take(line.split("\t"))

    def begin(self) -> None:
        """A push begins, or goes on."""
        if self.under_way is None:
            self.under_way = {}
            self._note(_BEGIN)

    def sent(self, graph: Term, sha256: str) -> None:
        """``graph`` has arrived."""
        self._note(_SENT, graph, sha256)

    def gone(self, graph: Term) -> None:
        """``graph`` is not in the store, or not as it should be."""
        self._note(_GONE, graph)

    def done(self) -> None:
        """The push has ended and been checked; the file is written anew, without what no longer counts."""
        self.close()
        self.under_way = None
        fresh = self.path.with_suffix(".new")
        lines = [f"{_SENT}\t{graph}\t{sha256}\n" for graph, sha256 in sorted(self.graphs.items())]
        fresh.write_text("".join([*lines, f"{_DONE}\n"]), encoding="utf-8")
        fresh.replace(self.path)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Sent:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close."""
        self.close()

    def _take(self, words: list[str]) -> None:
        match words:
            case ["begin"]:
                self.under_way = {}
            case ["sent", graph, sha256] if len(sha256) == 64:
                self.graphs[graph] = sha256
                if self.under_way is not None:
                    self.under_way[graph] = sha256
            case ["gone", graph]:
                self.graphs.pop(graph, None)
                if self.under_way is not None:
                    self.under_way.pop(graph, None)
            case ["done"]:
                self.under_way = None

    def _note(self, *words: str) -> None:
        if self._file is None:
            self._file = self.path.open("a", encoding="utf-8")
            self._file.write("\n")  # after a line that a crash cut off
        self._file.write("\t".join(words) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._take(list(words))


def carry(earlier: Path, folder: Path) -> None:
    """Take what ``earlier``'s stores were sent along into ``folder``."""
    if earlier.is_dir():
        for path in sorted(earlier.glob(f"{_PREFIX}*.tsv")):
            shutil.copyfile(path, folder / path.name)
