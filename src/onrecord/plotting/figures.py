"""Reported figures as intervals on one axis, with who gives them and whether all can be true."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from onrecord.graphview import speakers_of
from onrecord.page.passage import on_one_line
from onrecord.plotting.frame import INK, ROWS, about, name_of, name_rows, note, nothing, of


def figures(graph: nx.MultiDiGraph, operations: set[str] | None, everything: bool) -> Figure:
    """The picture; without ``operations`` of what several figures are given for, where there is such."""
    groups: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for iri, node in graph.nodes(data=True):
        if node["type"] != "figure" or (node.get("minimum") is None and node.get("maximum") is None):
            continue
        for event in sorted(about(graph, iri)):
            if operations is None or event in operations:
                groups[event, node.get("measure", ""), node.get("unit", "")].append(iri)
    if not groups:
        raise nothing("figures")
    # Where several voices give the same thing in numbers, they can be compared: those groups first.
    ranked = sorted(groups, key=lambda key: (-len(groups[key]), graph.nodes[key[0]]["label"], key))
    shown: list[tuple[str, str, str]] = []
    compared = [key for key in ranked if len(groups[key]) > 1]
    for key in ranked if operations is not None or not compared else compared:
        if shown and sum(len(groups[k]) for k in [*shown, key]) > 1.5 * ROWS:
            break
        shown.append(key)
    heights = [0.55 + 0.27 * len(groups[key]) for key in shown]
    high = sum(heights) + 0.9
    figure = Figure(figsize=(7.6, high), layout="constrained", facecolor="white")
    figure.get_layout_engine().set(rect=(0, 0.22 / high, 1, 1 - 0.22 / high))
    figure.suptitle("Figures reported" + of(graph, operations), x=0.01, ha="left", fontsize=11, fontweight="bold")
    for axes, key in zip(
        figure.subplots(len(shown), 1, squeeze=False, height_ratios=heights)[:, 0], shown, strict=True
    ):
        _intervals(graph, axes, key, groups[key])
    more = f"{len(ranked) - len(shown)} more things counted" if len(ranked) > len(shown) else ""
    note(figure, "an arrow: no bound is given on that side", more)
    return figure


def _intervals(graph: nx.MultiDiGraph, axes: Axes, key: tuple[str, str, str], figures: list[str]) -> None:
    nodes = [graph.nodes[iri] for iri in figures]
    low = max(node.get("minimum") or 0 for node in nodes)
    high = min(node["maximum"] if node.get("maximum") is not None else float("inf") for node in nodes)
    verdict = "" if len(nodes) < 2 else "   can all be true" if low <= high else "   in conflict"
    top = 1.12 * max(max(node.get("minimum") or 0, node.get("maximum") or 0) for node in nodes) or 1
    colour = "#9b2c1f" if verdict.endswith("conflict") else "#0a64a4"
    for row, node in enumerate(nodes):
        start, end = node.get("minimum"), node.get("maximum")
        axes.plot([start or 0, top if end is None else end], [row, row], color=colour, lw=2.2, solid_capstyle="round")
        for bound, arrow, edge in ((start, "<", 0), (end, ">", top)):
            marker = "o" if bound is not None else arrow
            axes.plot([edge if bound is None else bound], [row], marker, color=colour, ms=5, clip_on=False)
    names = []
    for iri, node in zip(figures, nodes, strict=True):
        voice = ", ".join(name_of(graph, speaker, 30) for speaker in speakers_of(graph, iri, "gave"))
        names.append(f"{voice or 'the article itself'}: “{on_one_line(node['text'], 30)}”")
    name_rows(axes, names)
    for label in axes.get_yticklabels():
        label.set_fontsize(7.5)
    axes.xaxis.set_major_formatter("{x:,g}")
    axes.set_xlim(0, top)
    axes.set_ylim(len(nodes) - 0.4, -0.6)
    axes.tick_params(axis="x", labelsize=7)
    counted = f"{key[1].replace('-', ' ')}" + (f" ({key[2]})" if key[2] else "")
    title = f"{name_of(graph, key[0], 44)} — {on_one_line(counted, 50)}"
    axes.set_title(
        title + verdict,
        loc="left",
        fontsize=8.5,
        color=colour if verdict.endswith("conflict") else INK,
        parse_math=False,
    )
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
