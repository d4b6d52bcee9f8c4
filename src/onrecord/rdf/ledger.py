"""What ``graphs.tsv`` of a build says of each named graph: how large it is, where it lies, what it was made of.

A line a graph in the order of ``graph.nq``: name, quads, bytes, SHA-256 of its lines, and what they were made of
(:class:`onrecord.rdf.dataset.Part`). With it a graph is cut out of ``graph.nq`` without reading the others, what did
not change is copied instead of made anew, and what changed is known to whoever has sent the rest before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import InputError
from onrecord.rdf.terms import Term

LEDGER_FILE = "graphs.tsv"
"""The file of a build's folder that lists its graphs."""

_HEAD = "graph\tquads\tbytes\tsha256\tmade of\n"


@dataclass(frozen=True, slots=True)
class Row:
    """A graph: its name in brackets, how many quads and bytes it has, its SHA-256, and what it was made of."""

    name: Term
    quads: int
    bytes: int
    sha256: str
    made_of: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The graphs of a build by name, and where in ``graph.nq`` each begins."""

    rows: Mapping[Term, Row]
    offsets: Mapping[Term, int]

    @property
    def quads(self) -> int:
        """How many quads there are in all."""
        return sum(row.quads for row in self.rows.values())


def write_ledger(rows: Iterable[Row], folder: Path) -> None:
    """Write ``graphs.tsv``."""
    lines = (f"{row.name[1:-1]}\t{row.quads}\t{row.bytes}\t{row.sha256}\t{row.made_of}\n" for row in rows)
    with (folder / LEDGER_FILE).open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        file.writelines(lines)


def read_ledger(folder: Path) -> Ledger:
    """What :func:`write_ledger` wrote.

    :raises InputError: there is none, or it is damaged.
    """
    path = folder / LEDGER_FILE
    rows: dict[Term, Row] = {}
    offsets: dict[Term, int] = {}
    offset = 0
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            if file.readline() != _HEAD:
                raise ValueError("its first line is not that of onrecord")
            for line in file:
                name, quads, size, sha256, made_of = line.removesuffix("\n").split("\t")
                row = Row(f"<{name}>", int(quads), int(size), sha256, made_of)
                rows[row.name], offsets[row.name] = row, offset
                offset += row.bytes
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({error}); build the graph again") from error
    return Ledger(rows, offsets)
