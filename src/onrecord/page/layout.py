"""Places for the nodes of the page: computed once, in Python, the same every time.

What is spoken of (a *hub*) has those who speak of nothing else beside it, in columns to its left and right, so that
each can be read; hubs and those who speak of several are laid out by Kamada and Kawai's spring model, or by Fruchterman
and Reingold's where there are many; boxes that hold all this with its labels are pushed apart; what is not connected
stands side by side in rows.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_SEED = 20190807
_ROW = 35.0  # pixels from one speaker to the next in a column
_SPOKE = 132.0  # pixels from a hub to the first column, at its top and bottom
_BULGE = 32.0  # more of it in the middle
_COLUMN = 205.0  # pixels from one column to the next
_EDGE = 150.0  # pixels between connected hubs and speakers, before boxes are pushed apart
_GAP = 40.0  # pixels between parts that are not connected
_ASPECT = 1.1  # width to height of the whole, about that of the window's part for the drawing
_SPRINGS_UP_TO = 150  # nodes; beyond, Kamada-Kawai takes cubic time
_PUSHES = 250
_ALL_PAIRS_UP_TO = 800  # nodes; beyond, only the next neighbours along the axis are compared, and pushed less often
_NEXT = 24
_FEWER_PUSHES = 40


@dataclass(frozen=True, slots=True)
class Shape:
    """The room that a node needs: radius and label in pixels; ``weight`` orders the speakers of a hub."""

    hub: bool
    radius: float
    wide: float
    high: float
    weight: int = 0


class Place(NamedTuple):
    """Pixels from the origin, and the side of the node for its label: -1 left, 1 right, 0 below."""

    x: int
    y: int
    side: int


class _Box(NamedTuple):
    """Pixels that a part needs around its hub."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass
class _Cluster:
    """A hub with the speakers that are its alone, by their place around it; or one node by itself."""

    box: _Box
    around: dict[int, tuple[float, float, int]]


def place(shapes: Mapping[int, Shape], edges: Iterable[tuple[int, int]]) -> dict[int, Place]:
    """A place for each node of ``shapes``."""
    import igraph  # and with it all of matplotlib, half a second: for whoever draws a page

    links = sorted({(min(a, b), max(a, b)) for a, b in edges if a != b})
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for a, b in links:
        neighbours[a].add(b)
        neighbours[b].add(a)
    home: dict[int, int] = {}
    guests: defaultdict[int, list[int]] = defaultdict(list)
    for id in sorted(shapes):
        only = next(iter(neighbours[id])) if len(neighbours[id]) == 1 else None
        if only is not None and shapes[only].hub and not shapes[id].hub:
            home[id] = only
            guests[only].append(id)
    core = [id for id in sorted(shapes) if id not in home]
    clusters = {id: _cluster(shapes, id, guests[id]) for id in core}
    index = {id: i for i, id in enumerate(core)}
    graph = igraph.Graph(n=len(core), edges=[(index[a], index[b]) for a, b in links if a in index and b in index])
    parts = []
    # igraph draws from one generator for the whole process: ours has a fixed seed, and Python's own comes back.
    igraph.set_random_number_generator(random.Random(_SEED))  # nosec B311: a layout, no secret
    try:
        for members in graph.connected_components():
            ids = [core[i] for i in sorted(members)]
            boxes = np.array([clusters[id].box for id in ids])
            parts.append((ids, boxes, _component(graph.induced_subgraph(sorted(members)), boxes)))
    finally:
        igraph.set_random_number_generator(random)
    places: dict[int, Place] = {}
    for id, (x, y) in _rows(parts).items():
        places[id] = Place(round(x), round(y), 0)
        for leaf, (dx, dy, side) in clusters[id].around.items():
            places[leaf] = Place(round(x + dx), round(y + dy), side)
    return places


def _cluster(shapes: Mapping[int, Shape], hub: int, leaves: list[int]) -> _Cluster:
    own = shapes[hub]
    half = max(own.radius, own.wide / 2) + 8
    # The same room above as the label takes below keeps the hub in the middle of its box.
    edge = own.radius + own.high + 8
    around: dict[int, tuple[float, float, int]] = {}
    leaves = sorted(leaves, key=lambda id: (-shapes[id].weight, id))
    rows = max(4, math.ceil(math.sqrt(len(leaves)) * 1.7))
    box = _Box(half, edge, half, edge)
    for side, column in ((1, leaves[::2]), (-1, leaves[1::2])):
        for start in range(0, len(column), rows):
            members = column[start : start + rows]
            away = _COLUMN * (start // rows)
            for leaf, row in zip(members, _from_the_middle(len(members)), strict=True):
                y = _ROW * (row - (len(members) - 1) / 2)
                bulge = _BULGE * math.cos(math.pi * y / (_ROW * (len(members) + 1)))
                x = _SPOKE + bulge + away
                around[leaf] = (side * x, y, side)
                reach = x + shapes[leaf].radius + shapes[leaf].wide + 12
                high = max(edge, abs(y) + _ROW / 2)
                box = _Box(
                    max(box.left, reach) if side < 0 else box.left,
                    max(box.top, high),
                    max(box.right, reach) if side > 0 else box.right,
                    max(box.bottom, high),
                )
    return _Cluster(box, around)


def _from_the_middle(count: int) -> list[int]:
    """Rows in the order in which they are filled: the middle first."""
    return sorted(range(count), key=lambda row: (abs(row - (count - 1) / 2), row))


def _component(graph: Any, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places of one connected part, around its own origin."""
    count = graph.vcount()
    if count == 1:
        return np.zeros((1, 2))
    large = count > _ALL_PAIRS_UP_TO
    # Many start spread out like the seeds of a sunflower: on a circle all would be in one cell of the grid.
    spread = [(math.sqrt(i + 1), 2.39996 * i) if large else (1.0, 2 * math.pi * i / count) for i in range(count)]
    start = [[away * math.cos(turn), away * math.sin(turn)] for away, turn in spread]
    if count <= _SPRINGS_UP_TO:
        layout = graph.layout_kamada_kawai(seed=start)
    else:
        layout = graph.layout_fruchterman_reingold(
            seed=start, niter=300 if large else 800, grid="grid" if large else "nogrid"
        )
    points: NDArray[np.float64] = np.array(layout.coords, dtype=np.float64)
    pairs = np.array(graph.get_edgelist())
    lengths = np.linalg.norm(points[pairs[:, 0]] - points[pairs[:, 1]], axis=1)
    points = (points - points.mean(axis=0)) * (_EDGE / max(float(np.median(lengths)), 1e-9))
    middle: NDArray[np.float64] = (boxes[:, 2:] - boxes[:, :2]) / 2
    return _apart(points + middle, boxes[:, :2] + boxes[:, 2:]) - middle


def _apart(points: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push overlapping boxes from each other along the axis on which they overlap least."""
    count = len(points)
    if count > _ALL_PAIRS_UP_TO:
        return _apart_from_the_next(points, sizes)
    reach = (sizes[:, None, :] + sizes[None, :, :]) / 2
    upper = np.triu(np.ones((count, count), dtype=bool), k=1)
    for _ in range(_PUSHES):
        apart = points[:, None, :] - points[None, :, :]
        overlap = reach - np.abs(apart)
        left, right = np.nonzero(upper & (overlap[:, :, 0] > 0) & (overlap[:, :, 1] > 0))
        if not len(left):
            break
        axis = np.where(overlap[left, right, 0] < overlap[left, right, 1], 0, 1)
        sign = np.where(apart[left, right, axis] >= 0, 1.0, -1.0)
        push = 0.3 * (overlap[left, right, axis] + 2) * sign
        moves = np.zeros_like(points)
        np.add.at(moves, (left, axis), push)
        np.add.at(moves, (right, axis), -push)
        points = points + moves
    return points


def _apart_from_the_next(points: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same for many boxes: those that come next on the horizontal axis are compared, then on the vertical."""
    for turn in range(_FEWER_PUSHES):
        order = np.argsort(points[:, turn % 2], kind="stable")
        moves = np.zeros_like(points)
        for step in range(1, _NEXT + 1):
            left, right = order[:-step], order[step:]
            apart = points[left] - points[right]
            overlap = (sizes[left] + sizes[right]) / 2 - np.abs(apart)
            hit = (overlap > 0).all(axis=1)
            left, right, apart, overlap = left[hit], right[hit], apart[hit], overlap[hit]
            if not len(left):
                continue
            axis = np.where(overlap[:, 0] < overlap[:, 1], 0, 1)
            rows = np.arange(len(left))
            push = 0.3 * (overlap[rows, axis] + 2) * np.where(apart[rows, axis] >= 0, 1.0, -1.0)
            np.add.at(moves, (left, axis), push)
            np.add.at(moves, (right, axis), -push)
        if not moves.any():
            break
        points = points + moves
    return points


def _rows(
    parts: Iterable[tuple[list[int], NDArray[np.float64], NDArray[np.float64]]],
) -> dict[int, tuple[float, float]]:
    """Parts beside each other in rows, the highest first; as wide as shows them all at the greatest zoom."""
    framed = []
    for ids, boxes, points in parts:
        low, high = (points - boxes[:, :2]).min(axis=0), (points + boxes[:, 2:]).max(axis=0)
        framed.append((ids, points - low, float(high[0] - low[0]), float(high[1] - low[1])))
    framed.sort(key=lambda part: (-part[3], -part[2], part[0][0]))
    sizes = [(wide, high) for _, _, wide, high in framed]
    widest = max((wide for wide, _ in sizes), default=0.0)
    choices = [_shelves(sizes, widest * factor) for factor in (1.0, 1.35, 1.7, 2.05, 2.5, 3.0, 4.0, 5.5, 7.5)]
    corners = min(choices, key=lambda choice: choice[0])[1]
    return {
        id: (x + float(point[0]), y + float(point[1]))
        for (ids, points, _, _), (x, y) in zip(framed, corners, strict=True)
        for id, point in zip(ids, points, strict=True)
    }


def _shelves(sizes: list[tuple[float, float]], width: float) -> tuple[float, list[tuple[float, float]]]:
    """Corners of the parts in rows of at most ``width``, and how large the whole is in a window of usual shape."""
    corners: list[tuple[float, float]] = []
    x = y = row = reach = 0.0
    for wide, high in sizes:
        if x > 0 and x + wide > width + 1:
            x, y, row = 0.0, y + row + _GAP, 0.0
        row = max(row, high)
        corners.append((x, y + (row - high) / 2))
        reach = max(reach, x + wide)
        x += wide + _GAP
    return max(reach / _ASPECT, y + row), corners
