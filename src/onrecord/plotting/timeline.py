"""When it was said: statements by the date of their article, a row for each thing spoken of."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import networkx as nx
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure

from onrecord.graphview import subjects
from onrecord.page.render import kind_styles
from onrecord.plotting.frame import MUTED, ROWS, RULE, canvas, counted, left_out, name_of, name_rows, note, nothing, of


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def timeline(graph: nx.MultiDiGraph, operations: set[str] | None, everything: bool) -> Figure:
    """The picture; :func:`onrecord.plotting.plot` tells what it takes."""
    statements, out = counted(graph, operations, everything)
    said: defaultdict[str, Counter[date]] = defaultdict(Counter)
    undated = 0
    for iri in statements:
        article = graph.nodes[iri].get("article")
        day = _day(graph.nodes[article].get("published")) if article in graph else None
        if day is None:
            undated += 1
            continue
        for hub in subjects(graph, iri):
            if operations is None or hub in operations or graph.nodes[hub]["type"] == "article":
                said[hub][day] += 1
    ranked = sorted(
        said,
        key=lambda hub: (graph.nodes[hub]["type"] != "operation", -said[hub].total(), graph.nodes[hub]["label"], hub),
    )
    if not ranked:
        raise nothing(
            "timeline" if not undated else f"the timeline, for {undated} statements of articles without a date"
        )
    rows = sorted(ranked[:ROWS], key=lambda hub: (min(said[hub]), hub))
    figure, axes = canvas(8.6, 1.3 + 0.3 * len(rows), "When it was said" + of(graph, operations))
    colours = kind_styles()
    for row, hub in enumerate(rows):
        days = sorted(said[hub])
        colour = colours[graph.nodes[hub]["type"]]["light"]
        axes.plot([days[0], days[-1]], [row, row], color=RULE, lw=1.2, zorder=1)
        axes.scatter(
            days, [row] * len(days), s=[26 + 16 * said[hub][day] for day in days], color=colour, alpha=0.85, zorder=2
        )
        axes.annotate(
            str(said[hub].total()),
            (date2num(days[-1]), row),
            (9, -3),
            textcoords="offset points",
            fontsize=8,
            color=MUTED,
        )
    name_rows(axes, [name_of(graph, hub, 40) for hub in rows])
    locator = AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    axes.grid(axis="x", color=RULE, lw=0.5)
    axes.margins(x=0.06)
    axes.set_xlabel("date of the article; size: statements on that day")
    more = f"{len(ranked) - len(rows)} more subjects" if len(ranked) > len(rows) else ""
    note(figure, more, f"{undated} statements of undated articles" if undated else "", left_out(out))
    return figure
