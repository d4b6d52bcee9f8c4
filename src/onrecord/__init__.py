"""onrecord: who said what about which operation.

::

    import onrecord

    graph = onrecord.build("articles/", "out/graph")        # or onrecord.open("out/graph")
    for row in graph.query("who-said-what", operation="Mississippi"):
        print(row["speaker"], row["text"])
    graph.to_networkx()
    graph.dataset                                           # an rdflib Dataset

Importing this loads no model, no spaCy and no RDF library: names are filled in when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.graph import Graph, build
    from onrecord.graph import open_graph as open  # onrecord.open reads as gzip.open does

__all__ = ["Graph", "OnrecordError", "build", "open"]

_LAZY = {
    "Graph": ("onrecord.graph", "Graph"),
    "build": ("onrecord.graph", "build"),
    "open": ("onrecord.graph", "open_graph"),
}


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    module, attribute = _LAZY[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
