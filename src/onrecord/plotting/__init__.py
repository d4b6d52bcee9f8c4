"""Still pictures of a graph for reports, drawn with matplotlib: SVG, PNG or PDF, the same bytes every time.

All take a graph in the view *statements* (:func:`onrecord.graphview.to_networkx`) and return a
:class:`matplotlib.figure.Figure`; nothing is kept in pyplot. They count what the named queries count (what is said,
once, in the body of an article) unless ``everything`` is given, and say below the picture what they leave out. Colours
and signs are those of the page; lengths are inches, sizes points.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

import matplotlib as mpl
import networkx as nx
from matplotlib.figure import Figure

from onrecord.errors import InputError, OutputError
from onrecord.plotting.figures import figures
from onrecord.plotting.frame import INK, MUTED, RULE
from onrecord.plotting.network import network
from onrecord.plotting.speakers import speakers
from onrecord.plotting.timeline import timeline

What: TypeAlias = Literal["network", "timeline", "figures", "speakers"]
PICTURES: Mapping[str, What] = {name: name for name in get_args(What)}
"""Every picture by its name."""

SUFFIXES = (".svg", ".png", ".pdf")

_STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "svg.hashsalt": "onrecord",
    "pdf.fonttype": 42,
}

_DRAWINGS: Mapping[str, Callable[[nx.MultiDiGraph, set[str] | None, bool], Figure]] = {
    "network": network,
    "timeline": timeline,
    "figures": figures,
    "speakers": speakers,
}


def plot(
    graph: nx.MultiDiGraph, what: What, *, operations: Collection[str] | None = None, everything: bool = False
) -> Figure:
    """The picture ``what``; ``operations`` are IRIs of operations or events to which it is narrowed.

    Raises :class:`ValueError` for a picture that there is not, and :class:`onrecord.errors.InputError` where the graph
    has nothing to draw for it.
    """
    if what not in PICTURES:
        raise ValueError(f"no picture {what!r}: choose one of {', '.join(PICTURES)}")
    wanted = None if operations is None else set(operations)
    with mpl.rc_context(_STYLE):
        return _DRAWINGS[what](graph, wanted, everything)


def save(figure: Figure, path: str | Path, suffix: str | None = None) -> None:
    """Write ``figure`` in the format that the name ends in, or in ``suffix`` (".svg", ".png", ".pdf").

    Raises :class:`onrecord.errors.InputError` for another ending and :class:`onrecord.errors.OutputError` where the
    file cannot be written.
    """
    ending = (suffix or Path(path).suffix).lower()
    if ending not in SUFFIXES:
        raise InputError(f"{path}: a picture ends in {', '.join(SUFFIXES)}; not in {ending or 'nothing'!r}")
    # The time of writing is left out: the same graph is to give the same file.
    undated: dict[str, Any] = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}, ".png": {}}[ending]
    with mpl.rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # drawn as boxes: the font is the same everywhere
        try:
            figure.savefig(path, format=ending[1:], dpi=160, metadata=undated)
        except OSError as error:
            raise OutputError(f"cannot write the picture {path}: {error.strerror or error}") from error
