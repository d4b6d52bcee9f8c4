"""Who speaks about what, as the page lays it out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import networkx as nx
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from onrecord.graphview import bundled
from onrecord.page.layout import Place, place
from onrecord.page.payload import shape
from onrecord.page.render import kind_styles
from onrecord.plotting.frame import canvas, counted, left_out, name_of, note, nothing, of

_MARKERS = {
    "dot": "o", "square": "s", "triangle": "^", "triangleDown": "v", "diamond": "D", "hexagon": "H", "star": "*",
}  # fmt: skip
_NETWORK_NODES = 44
_SPEAKERS_OF_HUB = 8
_PER_INCH = 112.0  # pixels of the layout


def network(graph: nx.MultiDiGraph, operations: set[str] | None, everything: bool) -> Figure:
    """The picture; :func:`onrecord.plotting.plot` tells what it takes."""
    statements, out = counted(graph, operations, everything)
    kept = set(statements)
    others = (iri for iri, type in graph.nodes(data="type") if type != "statement")
    bundles = bundled(graph.subgraph([*others, *(iri for iri in graph if iri in kept)]))
    lines = [(s, t, a) for s, t, a in bundles.edges(data=True) if a["relation"] == "said"]
    if operations is not None:
        lines = [line for line in lines if line[1] in operations]
    if not lines:
        raise nothing("the network")
    around: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for speaker, hub, attributes in lines:
        around[hub].append((-attributes["statements"], speaker))
    drawn: set[str] = set()
    hubs: set[str] = set()
    total = {hub: -sum(n for n, _ in own) for hub, own in around.items()}
    for hub in sorted(around, key=lambda h: (graph.nodes[h]["type"] != "operation", -total[h], h)):
        most = _NETWORK_NODES if len(around) == 1 else _SPEAKERS_OF_HUB
        new = {hub, *(speaker for _, speaker in sorted(around[hub])[:most])}
        if drawn and len(drawn | new) > _NETWORK_NODES:
            break
        drawn |= new
        hubs.add(hub)
    shown = [(s, t, a) for s, t, a in lines if s in drawn and t in hubs]
    counts: Counter[str] = Counter()
    for speaker, hub, attributes in shown:
        counts[speaker] += attributes["statements"]
        counts[hub] += attributes["statements"]
    ids = {iri: i for i, iri in enumerate(iri for iri in bundles if iri in drawn)}
    shapes = {i: shape(graph.nodes[iri], counts[iri]) for iri, i in ids.items()}
    places = place(shapes, [(ids[s], ids[t]) for s, t, _ in shown])
    return _draw_network(graph, ids, shown, counts, places, len(lines), out, of(graph, operations))


def _draw_network(
    graph: nx.MultiDiGraph,
    ids: Mapping[str, int],
    shown: list[tuple[str, str, dict[str, Any]]],
    counts: Mapping[str, int],
    places: Mapping[int, Place],
    lines: int,
    out: int,
    of: str,
) -> Figure:
    xs, ys = [p.x for p in places.values()], [p.y for p in places.values()]
    wide = max(7.0, (max(xs) - min(xs) + 320) / _PER_INCH)
    high = max(3.2, (max(ys) - min(ys) + 130) / _PER_INCH + 0.9)
    figure, axes = canvas(wide, high, "Who speaks about what" + of)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    axes.set_yticks([])
    for speaker, hub, attributes in shown:
        a, b = places[ids[speaker]], places[ids[hub]]
        indirect = attributes["indirect"] == attributes["statements"]
        style: Any = (0, (4, 3)) if indirect else "-"
        axes.plot(
            [a.x, b.x],
            [-a.y, -b.y],
            color="#a89f8e",
            lw=0.7 + 0.6 * min(attributes["statements"], 6) ** 0.8,
            ls=style,
            zorder=1,
        )
    styles = kind_styles()
    kinds = {}
    for iri, i in ids.items():
        kind = graph.nodes[iri]["type"]
        style = styles[kind]
        kinds[kind] = style
        spot = places[i]
        large = bool(style.get("hub"))
        size = (60 if large else 34) + 14 * min(counts[iri], 18)
        face = "white" if style.get("hollow") else style["light"]
        axes.scatter(
            [spot.x],
            [-spot.y],
            s=size,
            marker=_MARKERS[style["shape"]],
            facecolor=face,
            edgecolor=style["light"],
            lw=1.4,
            zorder=3,
        )
        text = name_of(graph, iri, 40)
        align: Any = {1: "left", -1: "right", 0: "center"}[spot.side]
        shift = (8 * spot.side, -3) if spot.side else (0, -15)
        axes.annotate(
            text, (spot.x, -spot.y), shift, textcoords="offset points", ha=align, fontsize=8.5 if large else 7.5,
            fontweight="bold" if kind == "operation" else "normal", style="italic" if kind == "article" else "normal",
            zorder=4, parse_math=False, bbox={"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.6},
        )  # fmt: skip
    axes.set_xlim(min(xs) - 150, max(xs) + 150)
    axes.set_ylim(-max(ys) - 50, -min(ys) + 40)
    handles = [
        Line2D(
            [],
            [],
            ls="",
            marker=_MARKERS[style["shape"]],
            mfc="white" if style.get("hollow") else style["light"],
            mec=style["light"],
            label=kind,
        )
        for kind, style in styles.items()
        if kind in kinds
    ]
    handles += [
        Line2D([], [], color="#a89f8e", ls=ls, label=label)
        for ls, label in (("-", "quoted"), ("--", "only indirectly"))
    ]
    axes.legend(
        handles=handles, frameon=False, fontsize=7.5, ncols=len(handles), loc="upper center", bbox_to_anchor=(0.5, 0)
    )
    more = f"the most quoted {len(shown)} of {lines} lines" if len(shown) < lines else ""
    note(figure, more, left_out(out))
    return figure
