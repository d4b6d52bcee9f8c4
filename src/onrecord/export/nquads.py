"""N-Quads, sorted and canonical: the format that the others are made from."""

from __future__ import annotations

from pathlib import Path

from onrecord.rdf.writing import write_lines
from onrecord.store import Store


def write_nquads(store: Store, path: Path) -> None:
    """Write all quads of ``store``, a line each, sorted."""
    write_lines((f"{quad} .\n" for graph in store.graphs() for quad in graph), path)
