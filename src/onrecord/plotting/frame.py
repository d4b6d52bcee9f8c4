"""What all pictures share: which statements they count, names, frames and notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from onrecord.errors import InputError
from onrecord.page.passage import on_one_line

MANNERS = {"direct": "#0a64a4", "mixed": "#7fb2d9", "indirect": "#d8a13a"}
"""Colours of direct, mixed and indirect speech: told apart by colour-blind readers and in grey."""

INK, MUTED, RULE = "#1d1c1a", "#5f5b53", "#d8d2c6"

ROWS = 20
"""Rows of a picture at most."""


def counted(graph: nx.MultiDiGraph, operations: set[str] | None, everything: bool) -> tuple[list[str], int]:
    """The statements to draw, and how many are left out for being no speech in the body."""
    asked = [
        iri
        for iri, type in graph.nodes(data="type")
        if type == "statement" and (operations is None or operations & about(graph, iri))
    ]
    kept = [iri for iri in asked if everything or _spoken(graph.nodes[iri])]
    return kept, len(asked) - len(kept)


def _spoken(statement: Mapping[str, Any]) -> bool:
    return statement["kind"] == "speech" and statement["part"] == "body" and not statement.get("nested", False)


def about(graph: nx.MultiDiGraph, iri: str) -> set[str]:
    """The events that a statement or figure is about."""
    return {target for _, target, relation in graph.out_edges(iri, data="relation") if relation == "about"}


def name_of(graph: nx.MultiDiGraph, iri: str, longest: int = 46) -> str:
    """The label of a thing on one line of at most ``longest`` characters."""
    return on_one_line(graph.nodes[iri]["label"], longest) or "?"


def note(figure: Figure, *parts: str) -> None:
    """Write ``parts`` in small type below the picture."""
    text = "  ·  ".join(part for part in parts if part)
    figure.text(0.01, 0.008, text, color=MUTED, fontsize=7, va="bottom", parse_math=False)


def left_out(count: int) -> str:
    """What to say of ``count`` statements that are not drawn."""
    return f"{count} in headlines, inside other statements, or believed and wished are left out" if count else ""


def canvas(wide: float, high: float, title: str) -> tuple[Figure, Axes]:
    """A figure of ``wide`` by ``high`` inches and its axes, with room for a note below."""
    figure = Figure(figsize=(wide, high), layout="constrained", facecolor="white")
    figure.get_layout_engine().set(rect=(0, 0.22 / high, 1, 1 - 0.22 / high))
    axes = figure.add_subplot()
    axes.set_title(title, loc="left", fontsize=11, fontweight="bold", parse_math=False)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    return figure, axes


def nothing(what: str) -> InputError:
    """The error of a picture that would be empty."""
    return InputError(f"there is nothing to draw in the picture of {what}; try --all, or another --operation")


def name_rows(axes: Axes, names: list[str]) -> None:
    """Name the rows of a picture, the first at the top."""
    axes.set_yticks(range(len(names)), names)
    for label in axes.get_yticklabels():
        label.set_parse_math(False)
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()


def of(graph: nx.MultiDiGraph, operations: set[str] | None) -> str:
    """ ": name" for a title, where the picture is narrowed to ``operations``."""
    names = [name_of(graph, iri, 50) for iri in sorted(operations or ()) if iri in graph]
    return f": {names[0]}" + (f" and {len(names) - 1} more" if len(names) > 1 else "") if names else ""
