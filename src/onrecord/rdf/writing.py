"""Quads to files and back, streaming: memory stays flat however many articles there are.

Every writer gives the same bytes for the same quads: N-Quads are sorted line by line (code points, which is
the order of the UTF-8 bytes), the other formats graph by graph and sorted inside each graph.
"""

from __future__ import annotations

import heapq
import io
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from operator import attrgetter
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from onrecord.errors import InputError, OutputError
from onrecord.rdf.namespace import PREFIXES
from onrecord.rdf.terms import Quad

GRAPH_FILE = "graph.nq"
"""The file of a build's folder that holds all quads."""

CHUNK = 200_000
"""How many lines are sorted in memory at a time: about 50 MB."""


def write_nquads(quads: Iterable[Quad], path: Path, chunk: int = CHUNK) -> int:
    """Write ``quads`` as sorted canonical N-Quads and return how many there were.

    Raises :class:`OutputError` where ``path`` cannot be written.
    """
    return write_lines((f"{s} {p} {o} {g} .\n" for s, p, o, g in quads), path, chunk)


def write_lines(lines: Iterable[str], path: Path, chunk: int = CHUNK) -> int:
    """Write ``lines`` sorted; more than ``chunk`` of them are sorted in parts on disk and merged."""
    count = 0
    try:
        with ExitStack() as parts, path.open("w", encoding="utf-8", newline="\n") as output:
            runs: list[IO[str]] = []
            held: list[str] = []
            for line in lines:
                held.append(line)
                if len(held) >= chunk:
                    runs.append(parts.enter_context(_spilled(held, path.parent)))
                    count += len(held)
                    held = []
            held.sort()
            count += len(held)
            output.writelines(heapq.merge(*runs, held) if runs else held)
    except OSError as error:
        raise OutputError(f"cannot write {str(path)!r}: {error.strerror or error}") from error
    return count


def _spilled(lines: list[str], folder: Path) -> IO[str]:
    """``lines``, sorted, in a file that goes away when it is closed."""
    lines.sort()
    spill = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=folder)  # noqa: SIM115
    spill.writelines(lines)
    spill.seek(0)
    return spill


def load(folder: Path) -> ox.Store:
    """The quads of a build's folder, or of an N-Quads file, in a store in memory.

    Raises :class:`InputError` where there is no such file, or where it is no N-Quads.
    """
    file = folder / GRAPH_FILE if folder.is_dir() else folder
    store = ox.Store()
    try:
        with file.open("rb") as stream:
            store.bulk_load(input=stream, format=ox.RdfFormat.N_QUADS)
    except FileNotFoundError:
        raise InputError(
            f"there is no {str(file)!r}; build the graph first: onrecord build ARTICLES --output {folder}"
        ) from None
    except (OSError, SyntaxError) as error:
        raise InputError(f"{str(file)!r} cannot be read as N-Quads: {error}") from error
    return store


def graphs_of(store: ox.Store) -> Iterator[list[ox.Quad]]:
    """The named graphs of ``store`` in the order of their IRIs, each sorted."""
    for name in sorted(store.named_graphs(), key=str):
        yield sorted(store.quads_for_pattern(None, None, None, name), key=str)


def write_rdf(quads: Iterable[ox.Quad], path: Path, format: ox.RdfFormat) -> None:
    """Write ``quads`` in a format of pyoxigraph, as plain triples where the format has no named graphs.

    Raises :class:`OutputError` where ``path`` cannot be written.
    """
    statements: Iterable[ox.Quad] | Iterable[ox.Triple]
    statements = quads if format.supports_datasets else map(attrgetter("triple"), quads)
    try:
        with path.open("wb") as output:
            target: IO[bytes] = cast(IO[bytes], _CarriageReturns(output)) if format == ox.RdfFormat.RDF_XML else output
            ox.serialize(statements, target, format=format, prefixes=PREFIXES)
    except OSError as error:
        raise OutputError(f"cannot write {str(path)!r}: {error.strerror or error}") from error


class _CarriageReturns(io.BufferedIOBase):
    """XML readers turn a raw carriage return into a line feed, so it has to be a character reference."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._output.write(bytes(data).replace(b"\r", b"&#xD;"))
        return len(data)
