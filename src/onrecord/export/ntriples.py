"""N-Triples without graph names, graph by graph: for stores that load triples alone."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat

from onrecord.rdf.writing import write_rdf
from onrecord.store import Store


def write_ntriples(store: Store, path: Path) -> None:
    """Write ``store`` as N-Triples."""
    write_rdf(store.quads(), path, RdfFormat.N_TRIPLES)
