"""Who speaks most, as bars of direct, mixed and indirect statements."""

from __future__ import annotations

from collections import Counter, defaultdict

import networkx as nx
from matplotlib.figure import Figure

from onrecord.graphview import speakers_of
from onrecord.plotting.frame import (
    MANNERS,
    MUTED,
    ROWS,
    canvas,
    counted,
    left_out,
    name_of,
    name_rows,
    note,
    nothing,
    of,
)


def speakers(graph: nx.MultiDiGraph, operations: set[str] | None, everything: bool) -> Figure:
    """The picture; :func:`onrecord.plotting.plot` tells what it takes."""
    statements, out = counted(graph, operations, everything)
    manners: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for iri in statements:
        for speaker in speakers_of(graph, iri):
            manners[speaker][graph.nodes[iri]["manner"]] += 1
    ranked = sorted(manners, key=lambda iri: (-manners[iri].total(), graph.nodes[iri]["label"], iri))
    if not ranked:
        raise nothing("speakers")
    rows = ranked[:ROWS]
    figure, axes = canvas(7.2, 1.2 + 0.27 * len(rows), "Who speaks most" + of(graph, operations))
    for manner, colour in MANNERS.items():
        start = [sum(manners[iri][m] for m in list(MANNERS)[: list(MANNERS).index(manner)]) for iri in rows]
        axes.barh(range(len(rows)), [manners[iri][manner] for iri in rows], left=start, color=colour, label=manner)
    for row, iri in enumerate(rows):
        axes.text(manners[iri].total(), row, f" {manners[iri].total()}", va="center", fontsize=8, color=MUTED)
    name_rows(axes, [name_of(graph, iri) for iri in rows])
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel("statements")
    axes.legend(frameon=False, loc="lower right", fontsize=8)
    more = f"{len(ranked) - len(rows)} more speakers" if len(ranked) > len(rows) else ""
    note(figure, more, left_out(out))
    return figure
