"""The interactive page: one HTML file, offline, made from networkx through pyvis with a template of ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import networkx as nx
from rdflib import Dataset

from onrecord.errors import OutputError
from onrecord.graphview import bundled, to_networkx
from onrecord.page.render import render


def write_page(
    dataset: Dataset,
    path: str | Path,
    *,
    texts: Mapping[str, str],
    title: str,
    graph: nx.MultiDiGraph | None = None,
) -> None:
    """Write the page of ``dataset`` to ``path``; the same dataset and texts give the same bytes.

    ``texts`` are the articles' texts by article IRI, from which the words and the passages around them are cut.
    ``graph`` is its view "statements" where that has been made already.
    Raises :class:`onrecord.errors.OutputError` where the file cannot be written.
    """
    graph = to_networkx(dataset, "statements") if graph is None else graph
    html = render(graph, bundled(graph), texts, title=title)
    try:
        Path(path).write_text(html, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"cannot write the page {path}: {reason}; choose another --output") from error
