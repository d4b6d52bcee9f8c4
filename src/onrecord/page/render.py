"""The page as text: pyvis holds the network, a template of ours the rest.

pyvis' own template fetches from a content delivery network and lets text run as HTML. Ours escapes everything, carries
the data as JSON that no parser takes for code, and forbids by Content Security Policy (level 3, hashes) any script,
style or request but its own; "Trusted Types" forbid that a string becomes markup at run time.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
import pyvis
from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment
from markupsafe import Markup
from pyvis.network import Network

from onrecord.page.passage import on_one_line
from onrecord.page.payload import Payload, payload

_TEMPLATE = "page.html"
_SCRIPTS = (
    "core",
    "state",
    "compose",
    "labels",
    "fit",
    "scene",
    "drawing",
    "whole",
    "panel",
    "sparql",
    "figures",
    "find",
    "table",
    "main",
)
_VIS_NETWORK = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")
_PACKED_FROM = 2_500
"""Statements; the data of a page with more is compressed, and the passages are unpacked as they are read."""

_BLOCK = 500  # statements whose passages are unpacked together
_OPTIONS = {"physics": {"enabled": False}, "layout": {"improvedLayout": False}, "autoResize": True}


def render(
    graph: nx.MultiDiGraph, bundles: nx.MultiDiGraph, texts: Mapping[str, str], *, title: str, language: str = "en"
) -> str:
    """The whole page for a graph in the view *statements* and its bundles; ``language`` is that of the interface."""
    kinds = kind_styles()
    strings = json.loads(_asset(f"strings.{language}.json"))
    made = payload(graph, bundles, texts, kinds)
    net = Network(directed=True, cdn_resources="in_line")
    net.nodes, net.edges = made.nodes, made.edges  # add_edge looks at every edge each time
    net.node_ids = [node["id"] for node in made.nodes]
    net.heading = on_one_line(title, 200) or strings["tagline"]
    net.options = _OPTIONS
    scripts = [_vis_network(), _program()]
    style = _style(kinds)
    net.path = _TEMPLATE
    net.templateEnv = _environment(net.templateEnv.loader)
    net.templateEnv.globals.update(
        s=strings,
        language=language,
        kinds=kinds,
        data=made.data,
        packed=_packed(made) if len(made.data["statements"]) > _PACKED_FROM else None,
        scripts=[Markup(script) for script in scripts],  # nosec B704: files of this package
        style=Markup(style),  # nosec B704: a file of this package
        policy=_policy(scripts, [style]),
    )
    return str(net.generate_html("page.html"))


def kind_styles() -> dict[str, dict[str, Any]]:
    """How each type of node is drawn: shape, colours, whether hollow, dashed, spoken of (``hub``)."""
    styles: dict[str, dict[str, Any]] = json.loads(_asset("kinds.json"))
    return styles


def _packed(made: Payload) -> dict[str, Any]:
    """The data as base64 of gzip, passages in blocks of their own."""
    statements = [{name: value for name, value in row.items() if name != "context"} for row in made.data["statements"]]
    passages = [row["context"] for row in made.data["statements"]]
    return {
        "network": _pack({"nodes": made.nodes, "edges": made.edges, "options": json.dumps(_OPTIONS)}),
        "data": _pack({**made.data, "statements": statements, "block": _BLOCK}),
        "passages": [_pack(passages[i : i + _BLOCK]) for i in range(0, len(passages), _BLOCK)],
    }


def _pack(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode("ascii"), 6, mtime=0)).decode("ascii")


def _environment(pyvis_loader: BaseLoader) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([DictLoader({_TEMPLATE: _asset("page.html.jinja")}), pyvis_loader]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": True, "separators": (",", ":"), "allow_nan": False}
    return environment


def _asset(*parts: str) -> str:
    text = files("onrecord").joinpath("page", "assets", *parts).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def _inline(source: str) -> str:
    """``source`` if nothing in it can end the element that holds it; raise :class:`ValueError` otherwise."""
    lowered = source.lower()
    for end in ("</script", "</style", "<!--"):
        if end in lowered:
            raise ValueError(f"{end!r} in a script or style sheet of the page would end its element")
    return source.replace("\r\n", "\n")


def _vis_network() -> str:
    path = Path(pyvis.__file__).parent.joinpath(*_VIS_NETWORK)
    lines = path.read_text(encoding="utf-8").split("\n")  # splitlines() would break at U+2028 inside strings
    return _inline("\n".join(line for line in lines if not line.startswith("//# sourceMappingURL")))


def _program() -> str:
    parts = "\n".join(_asset("js", f"{name}.js") for name in _SCRIPTS)
    return _inline(f'(async () => {{\n"use strict";\n{parts}}})();\n')


def _style(kinds: Mapping[str, Mapping[str, Any]]) -> str:
    """The style sheet, with the colours of the kinds, which the canvas takes from the same table."""
    light = "".join(f".kind-{kind} {{ color: {row['light']}; }}\n" for kind, row in kinds.items())
    dark = {kind: f".kind-{kind} {{ color: {row['dark']}; }}\n" for kind, row in kinds.items()}
    system = "".join(f':root:not([data-theme="light"]) {rule}' for rule in dark.values())
    chosen = "".join(f':root[data-theme="dark"] {rule}' for rule in dark.values())
    return _inline(f"{_asset('page.css')}{light}@media (prefers-color-scheme: dark) {{\n{system}}}\n{chosen}")


def _policy(scripts: list[str], styles: list[str]) -> str:
    def hashes(sources: list[str]) -> str:
        digests = (hashlib.sha256(source.encode("utf-8")).digest() for source in sources)
        return " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)

    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {hashes(scripts)}",
            f"style-src {hashes(styles)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )
