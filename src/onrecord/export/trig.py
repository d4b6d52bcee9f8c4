"""TriG: readable, with a block for each named graph."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat

from onrecord.rdf.writing import write_rdf
from onrecord.store import Store


def write_trig(store: Store, path: Path) -> None:
    """Write ``store`` as TriG."""
    write_rdf(store.quads(), path, RdfFormat.TRIG)
