"""A built graph as Python sees it: ask it, walk it, get back to the records it was made from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.building import PAGE, VERDICTS, Summary, build_graph
from onrecord.contract import knowledge_records, to_line
from onrecord.held import DOCUMENTS
from onrecord.lexicon import own
from onrecord.model import Knowledge
from onrecord.rdf.dataset import Names
from onrecord.records import read_documents
from onrecord.runs import read_run

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure
    from rdflib import Dataset

    from onrecord.graphview import View
    from onrecord.plotting import What
    from onrecord.store import Answer, Store

_LARGEST_IN_A_NOTEBOOK = 12_000_000  # bytes: a notebook keeps what it shows
_NOTEBOOK_HEIGHT = 720  # pixels
_QUERY_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Graph:
    """The graph in the folder of a build; what is asked for is loaded then and kept.

    ``summary`` tells what the build did, where this graph comes from :func:`build`.
    """

    def __init__(self, folder: Path | str, summary: Summary | None = None) -> None:
        """Raise :class:`onrecord.errors.InputError` where the folder is no build."""
        self.folder = Path(folder)
        self.base: str = read_run(self.folder)["base"]
        self.summary = summary

    @cached_property
    def store(self) -> Store:
        """The quads in an Oxigraph store."""
        from onrecord.store import Store

        return Store.open(self.folder)

    @property
    def dataset(self) -> Dataset:
        """The quads as an rdflib Dataset, its default graph being the union of all."""
        return self.store.dataset

    @cached_property
    def knowledge(self) -> Knowledge:
        """The records that the graph was published from: documents, entities, occurrences, decisions."""
        from onrecord.resolve import read_verdicts, resolve

        verdicts = self.folder / VERDICTS
        with own.using(own.kept(self.folder)):
            return resolve(
                read_documents(self.folder / DOCUMENTS), verdicts=read_verdicts(verdicts) if verdicts.is_file() else ()
            )

    def query(self, query: str, /, *, everything: bool = False, **parameters: str) -> Answer:
        """The answer to a named query ("who-said-what", with ``operation=…``) or to a SPARQL text.

        ``everything`` asks a named query for headlines, nested statements and the like too. Raises
        :class:`onrecord.errors.QueryError` for a name, parameter or text that is not right.
        """
        if _QUERY_NAME.fullmatch(query):
            return self.store.ask(query, parameters, everything)
        return self.store.query(query)

    def to_networkx(self, view: View = "statements", *, looks: bool = False) -> nx.MultiDiGraph:
        """A view of the graph, as :mod:`onrecord.graphview` describes.

        ``looks`` also gives each node ``x``, ``y``, ``size`` and ``color``, those of the page
        (:mod:`onrecord.page.looks`). Raises :class:`ValueError` for a view that there is not.
        """
        from onrecord.graphview import to_networkx

        graph = to_networkx(self.store, view)
        if looks:
            from onrecord.page.looks import add_looks

            add_looks(graph)
        return graph

    def plot(self, what: What, /, *, operation: str | None = None, everything: bool = False) -> Figure:
        """A still picture ("network", "timeline", "figures", "speakers") as :mod:`onrecord.plotting` describes.

        ``operation`` is a name, some words of it, a key or an IRI, as named queries take it. Raises
        :class:`onrecord.errors.QueryError` where nothing has that name.
        """
        from onrecord.plotting import plot
        from onrecord.rdf.terms import value_of

        given = None if operation is None else [value_of(term) for term in self.store.resolve("operation", operation)]
        return plot(self._statements, what, operations=given, everything=everything)

    def plot_network(self, *, operation: str | None = None, everything: bool = False) -> Figure:
        """Who speaks about what, as a :class:`matplotlib.figure.Figure`; see :meth:`plot`."""
        return self.plot("network", operation=operation, everything=everything)

    def plot_timeline(self, *, operation: str | None = None, everything: bool = False) -> Figure:
        """When it was said; see :meth:`plot`."""
        return self.plot("timeline", operation=operation, everything=everything)

    def plot_figures(self, *, operation: str | None = None, everything: bool = False) -> Figure:
        """Reported figures as intervals, and whether they agree; see :meth:`plot`."""
        return self.plot("figures", operation=operation, everything=everything)

    def plot_speakers(self, *, operation: str | None = None, everything: bool = False) -> Figure:
        """Who speaks most; see :meth:`plot`."""
        return self.plot("speakers", operation=operation, everything=everything)

    @cached_property
    def _statements(self) -> nx.MultiDiGraph:
        return self.to_networkx("statements")

    def _repr_html_(self) -> str:
        """The page in a frame of a notebook, shut off from it: it can run its own scripts and save files, no more."""
        path = self.folder / PAGE
        size = path.stat().st_size if path.is_file() else 0
        if not 0 < size <= _LARGEST_IN_A_NOTEBOOK:
            why = "is not there; build again" if not size else f"has {size / 1e6:.0f} MB; open it in a browser"
            return f"<p>{escape(repr(self))}: <code>{escape(str(path))}</code> {why}.</p>"
        page = escape(path.read_text("utf-8"))
        return (
            f'<iframe title="{escape(repr(self))}" sandbox="allow-scripts allow-downloads allow-popups" width="100%" '
            f'height="{_NOTEBOOK_HEIGHT}" style="border: 1px solid #ccc" srcdoc="{page}"></iframe>'
        )

    def write_records(self, path: Path) -> None:
        """Write what :mod:`onrecord.contract` describes as JSON Lines, chains being IRIs."""
        names = Names(self.base)
        with path.open("w", encoding="utf-8") as file:
            for record in knowledge_records(self.knowledge, lambda key: names.thing(key)[1:-1]):
                file.write(to_line(record) + "\n")

    def __repr__(self) -> str:
        """``Graph('out/demo')``."""
        return f"{type(self).__name__}({str(self.folder)!r})"


def build(inputs: Path | str | Iterable[Path | str], output: Path | str, **options: Any) -> Graph:
    """Build the graph of articles (files and folders) into the folder ``output`` and open it.

    ``options`` are those of :func:`onrecord.building.build_graph`: ``model``, ``processes``, ``base``, …
    Articles that could not be read are in ``graph.summary.problems``.
    """
    given = [inputs] if isinstance(inputs, (str, Path)) else inputs
    return Graph(output, build_graph(given, output, **options))


def open_graph(folder: Path | str) -> Graph:
    """The graph that an earlier build left in ``folder``."""
    return Graph(folder)
