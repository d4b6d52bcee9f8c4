"""GEXF 1.2 of the networkx view, for Gephi: with places, colours, sizes and the time of what is dated."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import networkx as nx
from rdflib import Dataset

from onrecord.export.graphml import flat, write_text
from onrecord.graphview import View, to_networkx
from onrecord.page.looks import looks
from onrecord.store import Store

_TODAY = re.compile(r' lastmodifieddate="[^"]*"')


def write_gexf(source: Dataset | Store, path: str | Path, *, view: View = "speakers-operations") -> None:
    """Write ``view`` of ``source`` to ``path`` as GEXF; :mod:`onrecord.graphview` lists the attributes.

    Node sizes follow the number of statements (of edges, where the view does not count them). What has dates has
    ``start`` and ``end``, so that Gephi's timeline works. Raises :class:`onrecord.errors.OutputError` where the file
    cannot be written.
    """
    graph = to_networkx(source, view)
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
    for look, target in zip(looks(graph).values(), plain, strict=True):
        red, green, blue = look.rgb
        viz: dict[str, Any] = {"color": {"r": red, "g": green, "b": blue, "a": 1.0}, "size": look.size}
        if look.x is not None:
            viz["position"] = {"x": look.x, "y": look.y, "z": 0.0}
        plain.nodes[target]["viz"] = viz
