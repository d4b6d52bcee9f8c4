"""GraphML of the networkx view, for Gephi, yEd, Cytoscape and igraph.

GraphML has columns of one type each and knows neither lists nor missing values: spans are written ``b,e|b,e``, other
lists are joined by ``|``, a column with whole and other numbers becomes one of floating-point numbers, and
characters that XML cannot hold become U+FFFD.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape  # nosec B406: writes, and reads nothing

import networkx as nx
from rdflib import Dataset

from onrecord.errors import OutputError
from onrecord.graphview import View, to_networkx
from onrecord.page.looks import add_looks
from onrecord.rdf.terms import loadable
from onrecord.store import Store

_HEAD = """\
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_TYPES: Mapping[type, str] = {str: "string", int: "long", float: "double", bool: "boolean"}
# XML readers turn a raw carriage return into a line feed, and all white space of an attribute into blanks.
_REFERENCES = {"\r": "&#xD;"}
_IN_ATTRIBUTES = {'"': "&quot;", "\r": "&#xD;", "\n": "&#xA;", "\t": "&#x9;"}
_WHOLE = 2**63  # the greatest ``long`` of GraphML and GEXF


def write_graphml(
    source: Dataset | Store, path: str | Path, *, view: View = "statements", graph: nx.MultiDiGraph | None = None
) -> None:
    """Write ``view`` of ``source`` to ``path`` as GraphML; :mod:`onrecord.graphview` lists the attributes.

    ``graph`` is that view where it has been made already; it gets places and colours.

    Nodes also have ``x``, ``y``, ``size``, ``color``, ``r``, ``g``, ``b`` as :mod:`onrecord.page.looks` describes.

    Raises :class:`onrecord.errors.OutputError` where the file cannot be written.
    """
    graph = to_networkx(source, view) if graph is None else graph
    add_looks(graph)
    write_text("".join(_lines(flat(graph))), path, "GraphML")


def _lines(graph: nx.MultiDiGraph) -> Iterator[str]:
    """What ``networkx.generate_graphml`` gives, in a fifth of its time: no tree of elements is made."""
    keys: dict[tuple[str, str, str], str] = {}

    def data(scope: str, attributes: Mapping[str, Any]) -> Iterator[str]:
        for name, value in attributes.items():
            key = keys.setdefault((scope, name, _TYPES[type(value)]), f"d{len(keys)}")
            text = escape(str(value), _REFERENCES)
            yield f'      <data key="{key}">{text}</data>\n' if text else f'      <data key="{key}" />\n'

    def element(scope: str, head: str, attributes: Mapping[str, Any]) -> str:
        inside = "".join(data(scope, attributes))
        return f"    <{scope} {head}>\n{inside}    </{scope}>\n" if inside else f"    <{scope} {head} />\n"

    body = [element("node", f'id="{_quoted(node)}"', attributes) for node, attributes in graph.nodes(data=True)]
    for source, target, key, attributes in graph.edges(data=True, keys=True):
        head = f'source="{_quoted(source)}" target="{_quoted(target)}" id="{key}"'
        body.append(element("edge", head, attributes))
    yield _HEAD
    for (scope, name, kind), key in reversed(keys.items()):
        yield f'  <key id="{key}" for="{scope}" attr.name="{_quoted(name)}" attr.type="{kind}" />\n'
    if not body:
        yield '  <graph edgedefault="directed" />\n</graphml>\n'
        return
    yield '  <graph edgedefault="directed">\n'
    yield from body
    yield "  </graph>\n</graphml>\n"


def _quoted(text: str) -> str:
    return escape(text, _IN_ATTRIBUTES)


def write_text(text: str, path: str | Path, what: str) -> None:
    """Write ``text`` in UTF-8 with line feeds, or raise :class:`onrecord.errors.OutputError`."""
    try:
        Path(path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"cannot write {what} to {path}: {reason}; choose another --output") from error


def flat(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """``graph`` with attributes that have one plain type a column, and edges numbered in order."""
    plain = nx.MultiDiGraph()
    nodes = _columns(attributes for _, attributes in graph.nodes(data=True))
    edges = _columns(attributes for _, _, attributes in graph.edges(data=True))
    for node, attributes in graph.nodes(data=True):
        plain.add_node(loadable(node), **_row(attributes, nodes))
    for number, (source, target, attributes) in enumerate(graph.edges(data=True)):
        plain.add_edge(loadable(source), loadable(target), key=f"e{number}", **_row(attributes, edges))
    return plain


def _columns(rows: Iterable[Mapping[str, Any]]) -> dict[str, type]:
    """The one type of each column."""
    seen: defaultdict[str, set[type]] = defaultdict(set)
    for row in rows:
        for name, value in row.items():
            if isinstance(value, int) and not isinstance(value, bool) and not -_WHOLE <= value < _WHOLE:
                seen[name].add(float)
            else:
                seen[name].add(type(value) if isinstance(value, bool | int | float) else str)
    return {
        name: next(iter(types)) if len(types) == 1 else float if types == {int, float} else str
        for name, types in seen.items()
    }


def _row(row: Mapping[str, Any], columns: Mapping[str, type]) -> dict[str, Any]:
    return {
        name: _words(value) if columns[name] is str else columns[name](value)
        for name, value in row.items()
        if value is not None
    }


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        value = "|".join(",".join(map(str, part)) if isinstance(part, tuple) else str(part) for part in value)
    return loadable(str(value))
