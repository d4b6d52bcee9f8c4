"""GEXF 1.2 of the networkx view, for Gephi: with places, colours, sizes and the time of what is dated."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import networkx as nx
from rdflib import Dataset

from onrecord.export.graphml import flat, write_text
from onrecord.graphview import View, to_networkx
from onrecord.page.layout import place
from onrecord.page.payload import shape
from onrecord.page.render import kind_styles

_TODAY = re.compile(r' lastmodifieddate="[^"]*"')
_OTHER = {"statement": "#8c8c8c", "figure": "#b8860b"}  # types that the page does not draw


def write_gexf(dataset: Dataset, path: str | Path, *, view: View = "speakers-operations") -> None:
    """Write ``view`` of ``dataset`` to ``path`` as GEXF; :mod:`onrecord.graphview` lists the attributes.

    Node sizes follow the number of statements (of edges, where the view does not count them). What has dates has
    ``start`` and ``end``, so that Gephi's timeline works. Raises :class:`onrecord.errors.OutputError` where the file
    cannot be written.
    """
    graph = to_networkx(dataset, view)
    plain = flat(graph)
    _draw(graph, plain)
    for _, _, attributes in plain.edges(data=True):
        for given, known in (("first", "start"), ("last", "end")):
            if given in attributes:
                attributes[known] = attributes[given]
        if "statements" in attributes or "articles" in attributes:
            attributes["weight"] = float(attributes.get("statements", attributes.get("articles")))
    # networkx writes the day on which it runs: the same graph is to give the same file.
    write_text(_TODAY.sub("", "\n".join(nx.generate_gexf(plain))) + "\n", path, "GEXF")


def _draw(graph: nx.MultiDiGraph, plain: nx.MultiDiGraph) -> None:
    """Give each node of ``plain`` a place, a colour and a size."""
    counts: Counter[str] = Counter()
    for source, target, attributes in graph.edges(data=True):
        for node in (source, target):
            counts[node] += attributes.get("statements", 1)
    ids = {node: i for i, node in enumerate(graph)}
    shapes = {id: shape(graph.nodes[node], counts[node]) for node, id in ids.items()}
    places = place(shapes, ((ids[a], ids[b]) for a, b in graph.edges()))
    styles = kind_styles()
    for (node, id), target in zip(ids.items(), plain, strict=True):
        type = graph.nodes[node]["type"]
        colour = styles[type]["light"] if type in styles else _OTHER[type]
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        plain.nodes[target]["viz"] = {
            "position": {"x": float(places[id].x), "y": float(-places[id].y), "z": 0.0},
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "size": float(shapes[id].radius),
        }
