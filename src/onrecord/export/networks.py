"""The networkx view as JSON: node-link, which networkx and d3 read, and the elements of Cytoscape."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
from rdflib import Dataset

from onrecord.export.graphml import flat, write_text
from onrecord.graphview import View, to_networkx
from onrecord.store import Store


def write_node_link(source: Dataset | Store, path: Path, *, view: View = "statements") -> None:
    """Write ``view`` of ``source`` as node-link JSON (``networkx.node_link_graph(data, edges="edges")`` reads it).

    :raises onrecord.errors.OutputError: the file cannot be written.
    """
    data = nx.node_link_data(flat(to_networkx(source, view)), edges="edges")
    write_text(json.dumps(data, ensure_ascii=False) + "\n", path, "node-link JSON")


def write_cytoscape(source: Dataset | Store, path: Path, *, view: View = "statements") -> None:
    """Write ``view`` of ``source`` as the JSON of Cytoscape and cytoscape.js (``networkx.cytoscape_graph``).

    :raises onrecord.errors.OutputError: the file cannot be written.
    """
    graph = flat(to_networkx(source, view))
    nx.set_node_attributes(graph, {n: str(label) for n, label in graph.nodes(data="label", default="")}, "name")
    write_text(json.dumps(nx.cytoscape_data(graph), ensure_ascii=False) + "\n", path, "Cytoscape JSON")
