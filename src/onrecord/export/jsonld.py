"""JSON-LD with the context inside: nothing is fetched to read it."""

from __future__ import annotations

from pathlib import Path

from onrecord.rdf import context
from onrecord.store import Store


def write_jsonld(store: Store, path: Path) -> None:
    """Write ``store`` as JSON-LD, a node a line."""
    context.write_jsonld(store.lines(), path)


def write_jsonld_flat(store: Store, path: Path) -> None:
    """Write ``store`` as JSON-LD without graph names: for readers that know one graph only."""
    context.write_jsonld(store.lines(), path, named=False)
