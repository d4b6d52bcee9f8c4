"""RDF/XML without graph names, for older tools."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat

from onrecord.rdf.writing import write_rdf
from onrecord.store import Store


def write_rdfxml(store: Store, path: Path) -> None:
    """Write ``store`` as RDF/XML."""
    write_rdf(store.quads(), path, RdfFormat.RDF_XML)
