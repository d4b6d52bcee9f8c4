"""How the things of a networkx view look: place, size, colour, for tools that draw what they are given (Gephi)."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import networkx as nx

from onrecord.page.layout import place
from onrecord.page.payload import shape
from onrecord.page.render import kind_styles

MOST_PLACED = 20_000
"""Nodes; a larger graph gets colours and sizes and no places, which a drawing tool finds faster than we."""

_OTHER = {"statement": "#8c8c8c", "figure": "#b8860b"}  # types that the page does not draw


class Look(NamedTuple):
    """``x`` and ``y`` in pixels, y upwards, None where nothing is placed; ``size`` a radius in pixels; "#rrggbb"."""

    x: float | None
    y: float | None
    size: float
    color: str

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Red, green and blue from 0 to 255."""
        red, green, blue = (int(self.color[i : i + 2], 16) for i in (1, 3, 5))
        return red, green, blue


def looks(graph: nx.MultiDiGraph) -> dict[str, Look]:
    """The look of each node of a view, in the order of ``graph``; the same every time.

    Sizes follow the number of statements (of edges, where the view does not count them), places and colours are those
    of the page.
    """
    counts: Counter[str] = Counter()
    for source, target, attributes in graph.edges(data=True):
        for node in (source, target):
            counts[node] += attributes.get("statements", 1)
    ids = {node: i for i, node in enumerate(graph)}
    shapes = {id: shape(graph.nodes[node], counts[node]) for node, id in ids.items()}
    placed = len(ids) <= MOST_PLACED
    places = place(shapes, ((ids[a], ids[b]) for a, b in graph.edges())) if placed else {}
    styles = kind_styles()
    found = {}
    for node, id in ids.items():
        type = graph.nodes[node]["type"]
        color = styles[type]["light"] if type in styles else _OTHER[type]
        x, y = (float(places[id].x), float(-places[id].y)) if placed else (None, None)
        found[node] = Look(x, y, float(shapes[id].radius), color)
    return found


def add_looks(graph: nx.MultiDiGraph) -> None:
    """Give each node ``x``, ``y``, ``size`` and ``color``, and ``r``, ``g``, ``b``, which Gephi reads from GraphML."""
    for node, look in looks(graph).items():
        red, green, blue = look.rgb
        graph.nodes[node].update(size=look.size, color=look.color, r=red, g=green, b=blue)
        if look.x is not None and look.y is not None:
            graph.nodes[node].update(x=look.x, y=look.y)
