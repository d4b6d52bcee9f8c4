"""Places for the nodes of the page: computed once, in Python, the same every time.

Each connected component is laid out by Kamada and Kawai's spring model, or by Fruchterman and Reingold's where it is
large; boxes that hold a node and its label are pushed apart; components are set side by side in rows.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import igraph
import numpy as np
from numpy.typing import NDArray

Place: TypeAlias = tuple[int, int]
Box: TypeAlias = tuple[float, float]
Points: TypeAlias = NDArray[np.float64]

_SEED = 20190807
_EDGE = 120.0  # pixels between neighbours, before boxes are pushed apart
_STRETCH = 1.35  # labels are wide: more room from left to right than from top to bottom
_GAP = 70.0  # pixels between components
_ASPECT = 1.5  # width to height of the whole, about that of the window's part for the drawing
_SPRINGS_UP_TO = 150  # nodes; beyond, Kamada-Kawai takes cubic time
_PUSHES = 150


def place(boxes: Mapping[int, Box], edges: Iterable[tuple[int, int]]) -> dict[int, Place]:
    """Pixels from an origin for each node of ``boxes`` (width, height in pixels, label included)."""
    ids = sorted(boxes)
    index = {id: i for i, id in enumerate(ids)}
    links = sorted({(min(index[a], index[b]), max(index[a], index[b])) for a, b in edges if a != b})
    graph = igraph.Graph(n=len(ids), edges=links)
    parts: list[tuple[list[int], Points]] = []
    # igraph draws from one generator for the whole process: ours has a fixed seed, and Python's own comes back.
    igraph.set_random_number_generator(random.Random(_SEED))
    try:
        for members in graph.connected_components():
            members = sorted(members)
            sizes = np.array([boxes[ids[i]] for i in members], dtype=np.float64)
            parts.append((members, _component(graph.induced_subgraph(members), sizes)))
    finally:
        igraph.set_random_number_generator(random)
    sizes = np.array([boxes[id] for id in ids], dtype=np.float64).reshape(-1, 2)
    return {
        ids[i]: (round(x), round(y)) for i, (x, y) in sorted(_rows(parts, sizes).items()) if math.isfinite(x + y)
    }


def _component(graph: Any, sizes: Points) -> Points:
    """Places of one connected component around its own origin."""
    count = graph.vcount()
    if count == 1:
        return np.zeros((1, 2))
    start = [[math.cos(2 * math.pi * i / count), math.sin(2 * math.pi * i / count)] for i in range(count)]
    if count <= _SPRINGS_UP_TO:
        layout = graph.layout_kamada_kawai(seed=start)
    else:
        layout = graph.layout_fruchterman_reingold(seed=start, niter=800, grid="nogrid")
    points = np.array(layout.coords, dtype=np.float64)
    pairs = np.array(graph.get_edgelist())
    lengths = np.linalg.norm(points[pairs[:, 0]] - points[pairs[:, 1]], axis=1)
    points *= _EDGE / max(float(np.median(lengths)), 1e-9)
    points[:, 0] *= _STRETCH
    return _apart(points - points.mean(axis=0), sizes)


def _apart(points: Points, sizes: Points) -> Points:
    """Push overlapping boxes from each other along the axis on which they overlap least."""
    count = len(points)
    reach = (sizes[:, None, :] + sizes[None, :, :]) / 2
    upper = np.triu(np.ones((count, count), dtype=bool), k=1)
    for _ in range(_PUSHES):
        apart = points[:, None, :] - points[None, :, :]
        overlap = reach - np.abs(apart)
        both = upper & (overlap[:, :, 0] > 0) & (overlap[:, :, 1] > 0)
        if not both.any():
            break
        left, right = np.nonzero(both)
        axis = np.where(overlap[left, right, 0] < overlap[left, right, 1], 0, 1)
        sign = np.where(apart[left, right, axis] >= 0, 1.0, -1.0)
        push = 0.26 * (overlap[left, right, axis] + 2) * sign
        moves = np.zeros_like(points)
        np.add.at(moves, (left, axis), push)
        np.add.at(moves, (right, axis), -push)
        points = points + moves
    return points


def _rows(parts: Sequence[tuple[list[int], Points]], sizes: Points) -> dict[int, tuple[float, float]]:
    """Components beside each other in rows, the largest first."""
    framed = []
    for members, points in parts:
        half = sizes[members] / 2
        low, high = (points - half).min(axis=0), (points + half).max(axis=0)
        framed.append((members, points - low, high - low))
    framed.sort(key=lambda part: (-float(part[2][1]), -len(part[0]), part[0][0]))
    area = sum(float((frame[0] + _GAP) * (frame[1] + _GAP)) for _, _, frame in framed)
    width = max([math.sqrt(area * _ASPECT), *(float(frame[0]) for _, _, frame in framed)], default=0.0)
    places: dict[int, tuple[float, float]] = {}
    x = y = row = 0.0
    for members, points, frame in framed:
        if x > 0 and x + frame[0] > width:
            x, y, row = 0.0, y + row + _GAP, 0.0
        for member, point in zip(members, points, strict=True):
            places[member] = (x + float(point[0]), y + float(point[1]))
        x += float(frame[0]) + _GAP
        row = max(row, float(frame[1]))
    return places
