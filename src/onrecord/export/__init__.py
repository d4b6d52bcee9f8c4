"""One file a format. ``FORMATS`` names them: the choices of ``onrecord export`` and the files of a build."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import InputError
from onrecord.export.gexf import write_gexf
from onrecord.export.graphml import write_graphml
from onrecord.export.jsonld import write_jsonld
from onrecord.export.nquads import write_nquads
from onrecord.export.ntriples import write_ntriples
from onrecord.export.page import write_page
from onrecord.export.rdfxml import write_rdfxml
from onrecord.export.trig import write_trig
from onrecord.export.turtle import write_turtle
from onrecord.rdf.names import Names
from onrecord.records import read_documents
from onrecord.store import Store


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, the file that a build writes (None: only on demand), and its writer."""

    name: str
    file: str | None
    help: str
    write: Callable[[Store, Path], None]


LARGE = 2_000_000
"""Quads, of about a thousand articles: beyond, a build writes the other files only where they are asked for."""


def written_formats(chosen: Sequence[str] | None, quads: int) -> tuple[str, ...]:
    """Which formats a build writes: those ``chosen``, else all that have a file, for a graph that is not large.

    :raises InputError: there is no such format.
    """
    if chosen is None:
        return () if quads > LARGE else tuple(format.name for format in FORMATS.values() if format.file)
    for name in chosen:
        if name not in FORMATS or FORMATS[name].file is None:
            known = ", ".join(format.name for format in FORMATS.values() if format.file)
            raise InputError(f"--formats {name!r} is none of {known}")
    return tuple(chosen)


def _page(store: Store, path: Path) -> None:
    texts = {}
    if store.folder is not None:
        names = Names(store.base)
        for document in read_documents(store.folder / "documents.jsonl.gz"):
            texts[names.article(document.article.id)[1:-1]] = document.article.text
    write_page(store.dataset, path, texts=texts, title="On the record")


def _graphml(store: Store, path: Path) -> None:
    write_graphml(store.dataset, path)


def _gexf(store: Store, path: Path) -> None:
    write_gexf(store.dataset, path)


FORMATS: Mapping[str, Format] = {
    format.name: format
    for format in (
        Format("nquads", "graph.nq", "N-Quads, sorted: all graphs, for every store", write_nquads),
        Format("trig", "graph.trig", "TriG: all graphs, readable", write_trig),
        Format("jsonld", "graph.jsonld", "JSON-LD: all graphs, context inside", write_jsonld),
        Format("turtle", "graph.ttl", "Turtle: triples without graph names", write_turtle),
        Format("ntriples", None, "N-Triples: triples without graph names", write_ntriples),
        Format("rdfxml", "graph.rdf", "RDF/XML: triples without graph names", write_rdfxml),
        Format("graphml", "graph.graphml", "GraphML: a node a thing, for networkx, igraph, Gephi, yEd", _graphml),
        Format("page", "page.html", "the page: one HTML file that needs no network", _page),
        Format("gexf", None, "GEXF: speakers and operations with layout and time, for Gephi", _gexf),
    )
}
"""Every format by its name."""
