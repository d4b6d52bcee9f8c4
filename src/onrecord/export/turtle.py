"""Turtle without graph names: for tools that know triples alone."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat

from onrecord.rdf.writing import write_rdf
from onrecord.store import Store


def write_turtle(store: Store, path: Path) -> None:
    """Write ``store`` as Turtle."""
    write_rdf(store.quads(), path, RdfFormat.TURTLE)
