"""A process that answers queries from a store, one at a time, over its standard input and output.

A message is four bytes of length, then JSON: asked are ``{"query" | "update", "union", "accept" …}``, answered
``{"status", "type"}`` and, as a message of its own, the bytes. Nothing of onrecord is loaded but this file and the
guard, which runs here because a text may be made to keep it busy, so that a process that had to be ended is replaced in
a moment.
"""

from __future__ import annotations

import io
import json
import os
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import pyoxigraph as ox

from onrecord.serving.guard import calls_elsewhere

LENGTH = struct.Struct(">I")
RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
EDITED = "store.edited"
"""A file beside the store that says that it is no longer what ``graph.nq`` has."""


class _Bounded(io.RawIOBase):
    """What is written, up to a limit."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self.parts: list[bytes] = []

    @property
    def full(self) -> bool:
        """Whether more was written than it takes."""
        return self._left < 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._left -= len(data)
        if self.full:
            raise OSError("the answer is too large")
        self.parts.append(bytes(data))
        return len(data)


class Answering:
    """A store in ``folder``, opened again when a build has put another in its place."""

    def __init__(self, folder: Path, writable: bool, limit: int) -> None:
        """Answers have at most ``limit`` bytes."""
        self._folder, self._writable, self._limit = folder, writable, limit
        self._inode = -1
        self._store = ox.Store()

    def answer(self, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Status and media type, and the body."""
        try:
            if keyword := calls_elsewhere(asked.get("update", asked.get("query", ""))):
                return said(403, f"{keyword} is refused: this server asks no other host")
            store = self._opened()
            if "update" in asked:
                return self._update(store, asked)
            return self._query(store, asked)
        except (SyntaxError, ValueError) as error:
            return said(400, f"this is no SPARQL that can be answered: {error}")
        except OSError as error:
            return said(500, f"the store failed: {error}")

    def _opened(self) -> ox.Store:
        path = self._folder / "store"
        inode = path.stat().st_ino
        if inode != self._inode:
            self._store = ox.Store()  # lets go of the other first
            self._store = ox.Store(str(path)) if self._writable else ox.Store.read_only(str(path))
            self._inode = inode
        return self._store

    def _query(self, store: ox.Store, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        chosen: Any = [ox.NamedNode(iri) for iri in asked.get("default", ())] or None
        named: Any = [ox.NamedNode(iri) for iri in asked.get("named", ())] or None
        if named and not chosen:
            chosen = []
        result = store.query(
            asked["query"],
            prefixes=asked.get("prefixes"),
            use_default_graph_as_union=chosen is None and named is None,
            default_graph=chosen,
            named_graphs=named if named or chosen is None else [],
        )
        out = _Bounded(self._limit)
        try:
            media = _write(result, asked, out)
        except OSError:
            if out.full:
                return said(413, f"the answer has more than {self._limit} bytes; ask for less, as with LIMIT")
            raise
        if media is None:
            known = GRAPHS if isinstance(result, ox.QueryTriples) else RESULTS
            return said(406, f"this answer can be had as {', '.join(known)}")
        return {"status": 200, "type": media}, b"".join(out.parts)

    def _update(self, store: ox.Store, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        if not self._writable:
            return said(403, "this server only answers queries")
        (self._folder / EDITED).touch()
        store.update(asked["update"], prefixes=asked.get("prefixes"))
        store.flush()
        return {"status": 204, "type": "text/plain"}, b""


def _write(
    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, asked: dict[str, Any], out: _Bounded
) -> str | None:
    """Write ``result`` in the first format that is wanted and fits; None where none does."""
    if isinstance(result, ox.QueryTriples):
        media = next((m for m in asked["accept"] if m in GRAPHS), None)
        if media is not None:
            ox.serialize(result, cast(IO[bytes], out), format=GRAPHS[media], prefixes=asked.get("prefixes"))
        return media
    media = next((m for m in asked["accept"] if m in RESULTS), None)
    if isinstance(result, ox.QueryBoolean) and media in ("text/csv", "text/tab-separated-values"):
        media = "application/sparql-results+json"  # which have no form for yes and no
    if media is not None:
        result.serialize(cast(IO[bytes], out), format=RESULTS[media])
    return media


def said(status: int, message: str) -> tuple[dict[str, Any], bytes]:
    """An answer that only says something."""
    return {"status": status, "type": "text/plain"}, f"{message}\n".encode()


def _read(stream: BinaryIO) -> bytes | None:
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    return stream.read(LENGTH.unpack(head)[0])


def _bound_memory(megabytes: int) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return  # a system without such limits


def answer_all(answer: Callable[[dict[str, Any]], tuple[dict[str, Any], bytes]], megabytes: int) -> None:
    """Answer until there is nothing more to read, with so much memory (0: no bound)."""
    if megabytes:
        _bound_memory(megabytes)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    while (message := _read(sys.stdin.buffer)) is not None:
        head, body = answer(json.loads(message))
        for part in (json.dumps(head).encode(), body):
            answers.write(LENGTH.pack(len(part)))
            answers.write(part)
        answers.flush()


def main(folder: str, writable: str, limit: str, megabytes: str) -> None:
    """Answer queries."""
    answer_all(Answering(Path(folder), writable == "writable", int(limit)).answer, int(megabytes))


if __name__ == "__main__":
    main(*sys.argv[1:])
