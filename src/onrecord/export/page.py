"""The interactive page: one HTML file, offline, made from networkx through pyvis with a template of ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import networkx as nx
from rdflib import Dataset

from onrecord.collecting import no_collecting
from onrecord.errors import OutputError
from onrecord.graphview import bundled, to_networkx
from onrecord.page.render import render
from onrecord.store import Store


def write_page(
    source: Dataset | Store,
    path: str | Path,
    *,
    texts: Mapping[str, str],
    title: str,
    graph: nx.MultiDiGraph | None = None,
) -> None:
    """Write the page of ``source`` to ``path``; the same graph and texts give the same bytes.

    ``texts`` are the articles' texts by article IRI, from which the words and the passages around them are cut.
    ``graph`` is its view "statements" where that has been made already.
    Raises :class:`onrecord.errors.OutputError` where the file cannot be written.
    """
    graph = to_networkx(source, "statements") if graph is None else graph
    with no_collecting():
        html = render(graph, bundled(graph), texts, title=title)
    try:
        Path(path).write_text(html, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"cannot write the page {path}: {reason}; choose another --output") from error
