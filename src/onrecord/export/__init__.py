"""One file a format. ``FORMATS`` names them: the choices of ``onrecord export`` and the files of a build."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from weakref import WeakKeyDictionary

import networkx as nx

from onrecord.errors import InputError
from onrecord.export.gexf import write_gexf
from onrecord.export.graphml import write_graphml
from onrecord.export.jsonld import write_jsonld, write_jsonld_flat
from onrecord.export.networks import write_cytoscape, write_node_link
from onrecord.export.nquads import write_nquads
from onrecord.export.ntriples import write_ntriples
from onrecord.export.page import write_page
from onrecord.export.rdfxml import write_rdfxml
from onrecord.export.tables import write_csv, write_parquet
from onrecord.export.trig import write_trig
from onrecord.export.turtle import write_turtle
from onrecord.export.void import count, write_counted, write_void
from onrecord.graphview import to_networkx
from onrecord.rdf.names import Names
from onrecord.records import read_texts
from onrecord.store import Store


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, the file that a build writes (None: only on demand), and its writer.

    ``flat`` is the format that has the same triples without graph names, where this one has them; ``lines``: a
    quad or triple a line, so that it can be split; ``folder``: it is several files in one. What a build writes is made
    of the lines of the graph, so that the store need not be there. ``network``: it is made of a view that all such can
    share; ``begin`` makes what needs no other file, and gives what writes the rest when they are there; ``work``: in
    tenths of a second of 1,000 releases, the view being that of the first.
    """

    name: str
    file: str | None
    help: str
    write: Callable[[Store, Path], None]
    flat: str | None = None
    lines: bool = False
    folder: bool = False
    network: bool = False
    begin: Callable[[Store], Callable[[Path], None]] | None = None
    work: int = 0


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


_networks: WeakKeyDictionary[Store, nx.MultiDiGraph] = WeakKeyDictionary()


def _network(store: Store) -> nx.MultiDiGraph:
    """The view that several formats are made from; kept as long as ``store`` is."""
    if store not in _networks:
        _networks[store] = to_networkx(store, "statements")
    return _networks[store]


def _page(store: Store, path: Path) -> None:
    texts = {}
    if store.folder is not None:
        names = Names(store.base)
        for id, text in read_texts(store.folder / "documents.jsonl.gz"):
            texts[names.article(id)[1:-1]] = text
    write_page(store, path, texts=texts, title="On the record", graph=_network(store))


def _graphml(store: Store, path: Path) -> None:
    write_graphml(store, path, graph=_network(store).copy())


def _void(store: Store) -> Callable[[Path], None]:
    return partial(write_counted, count(store))


def _node_link(store: Store, path: Path) -> None:
    write_node_link(store, path)


def _cytoscape(store: Store, path: Path) -> None:
    write_cytoscape(store, path)


def _gexf(store: Store, path: Path) -> None:
    write_gexf(store, path)


FORMATS: Mapping[str, Format] = {
    format.name: format
    for format in (
        Format(
            "nquads", "graph.nq", "N-Quads, sorted: all graphs, for every store", write_nquads, "ntriples", lines=True
        ),
        Format("trig", "graph.trig", "TriG: all graphs, readable", write_trig, "turtle", work=18),
        Format("jsonld", "graph.jsonld", "JSON-LD: all graphs, context inside", write_jsonld, "jsonld-flat", work=21),
        Format("jsonld-flat", None, "JSON-LD: nodes without graph names, context inside", write_jsonld_flat),
        Format("turtle", "graph.ttl", "Turtle: triples without graph names", write_turtle, work=14),
        Format("ntriples", None, "N-Triples: triples without graph names", write_ntriples, lines=True),
        Format("rdfxml", "graph.rdf", "RDF/XML: triples without graph names", write_rdfxml, work=16),
        Format(
            "graphml",
            "graph.graphml",
            "GraphML: a node a thing, for networkx, igraph, Gephi, yEd",
            _graphml,
            network=True,
            work=38,
        ),
        Format("page", "page.html", "the page: one HTML file that needs no network", _page, network=True, work=22),
        Format("gexf", None, "GEXF: speakers and operations with layout and time, for Gephi", _gexf),
        Format(
            "void",
            "void.ttl",
            "VoID and DCAT: the dataset's size, classes, properties, files",
            write_void,
            begin=_void,
            work=25,
        ),
        Format("node-link", None, "node-link JSON: the same network, for networkx and d3", _node_link),
        Format("cytoscape", None, "Cytoscape JSON: the same network, for Cytoscape and cytoscape.js", _cytoscape),
        Format(
            "csv",
            None,
            "tables in a folder: statements, speakers, operations, figures, evidence",
            write_csv,
            folder=True,
        ),
        Format(
            "parquet",
            None,
            "the same tables as Parquet, for pandas and DuckDB (needs pyarrow)",
            write_parquet,
            folder=True,
        ),
    )
}
"""Every format by its name."""
