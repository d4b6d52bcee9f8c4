"""What the page shows, as plain data made from the networkx view *statements*.

Nodes, statements, figures and articles are lists; a reference is a place in its list. The lines between nodes are those
of the view *speakers-operations*. Nothing is counted or worded here that the graph does not hold; the characters of
statements and figures are cut from the article's text.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import networkx as nx

from onrecord.graphview import speakers_of
from onrecord.model import Span
from onrecord.page.layout import Place, Shape, place
from onrecord.page.passage import on_one_line, passage, words

Row: TypeAlias = dict[str, Any]

DRAWN_AT_ONCE = 64
"""Nodes that can be read side by side; a larger graph opens on its most quoted part and shows the rest on request, all
of it on a map."""

SPEAKERS_IN_OVERVIEW = 8
"""Speakers of one operation in that part."""

_HUBS = ("operation", "article")
_LABEL = 90


@dataclass(frozen=True)
class Payload:
    """The data of a page: ``network`` in vis-network's terms, ``data`` for the panel, the table and the filters."""

    nodes: list[Row] = field(default_factory=list)
    edges: list[Row] = field(default_factory=list)
    data: Row = field(default_factory=dict)


def payload(
    graph: nx.MultiDiGraph, bundles: nx.MultiDiGraph, texts: Mapping[str, str], kinds: Mapping[str, Row]
) -> Payload:
    """The data of the page for a graph in the view *statements* and its *bundles* (view *speakers-operations*).

    ``texts`` are the articles' texts by IRI; a statement of an article that is not among them has the words of the
    graph and no passage around them. ``kinds`` says how each type of node is drawn.
    """
    return _Builder(graph, bundles, texts, kinds).build()


def web_address(value: str | None) -> str | None:
    """``value`` where it is an http or https address with a host, else None."""
    if value is None:
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in ("http", "https") and parts.netloc else None


def radius(statements: int) -> int:
    """Pixels for a node with that many statements."""
    return round(8 + min(3.6 * math.sqrt(statements), 28))


def shape(node: Mapping[str, Any], statements: int) -> Shape:
    """The room that a node of the graph needs with its label."""
    hub = node["type"] in _HUBS
    length = len(on_one_line(node["label"], _LABEL))
    across, lines = (20, 3) if hub else (22, 2)
    high = 16.0 * min(lines, 1 + length // across)
    return Shape(hub, radius(statements), 6.8 * min(length, across), high, statements)


class _Builder:
    def __init__(
        self, graph: nx.MultiDiGraph, bundles: nx.MultiDiGraph, texts: Mapping[str, str], kinds: Mapping[str, Row]
    ) -> None:
        self.graph, self.bundles, self.texts, self.kinds = graph, bundles, texts, kinds
        self.out = self._neighbours()
        by_type: defaultdict[str, list[str]] = defaultdict(list)
        for node, type in graph.nodes(data="type"):
            by_type[type].append(node)
        self.article_ids = {iri: i for i, iri in enumerate(by_type["article"])}
        self.roles = self._role_rows()
        order = sorted(by_type["statement"], key=self._in_reading_order)
        self.statement_ids = {iri: i for i, iri in enumerate(order)}
        self.figures = sorted(by_type["figure"], key=self._in_reading_order)
        self.node_ids = {iri: i for i, iri in enumerate(bundles)}
        for iri in self._referred():
            self.node_ids.setdefault(iri, len(self.node_ids))
        said: dict[int, set[str]] = {id: set() for id in self.node_ids.values()}
        for speaker, hub, attributes in bundles.edges(data=True):
            if attributes["relation"] == "said":
                said[self.node_ids[speaker]].update(attributes["iris"])
                said[self.node_ids[hub]].update(attributes["iris"])
        self.counts = {id: len(statements) for id, statements in said.items()}

    def build(self) -> Payload:
        nodes, edges = self._network()
        statements = [self._statement(iri) for iri in self.statement_ids]
        speakers = {speaker for row in statements for speaker in row["speakers"]}
        return Payload(
            nodes,
            edges,
            {
                "base": _base(self.node_ids),
                "limit": DRAWN_AT_ONCE,
                "speakersOfHub": SPEAKERS_IN_OVERVIEW,
                "counts": {
                    "articles": len(self.article_ids),
                    "statements": len(statements),
                    "speakers": len(speakers),
                    "operations": sum(type == "operation" for _, type in self.graph.nodes(data="type")),
                },
                "articles": [self._article(iri) for iri in self.article_ids],
                "nodes": [self._node(iri) for iri in self.node_ids],
                "statements": statements,
                "figures": [self._figure(iri) for iri in self.figures],
            },
        )

    # ---- what is in the graph -----------------------------------------------------------------------

    def _in_reading_order(self, iri: str) -> tuple[tuple[int, int], str]:
        return self._place_of(self.graph.nodes[iri]), iri

    def _out(self, iri: str, relation: str) -> list[str]:
        return self.out.get((iri, relation), [])

    def _roles(self, person: str) -> list[tuple[str, Row]]:
        """Roles of a person, in the order of the articles: what the role is in, and the role."""
        return self.roles.get(person, [])

    def _neighbours(self) -> dict[tuple[str, str], list[str]]:
        """To whom a node is joined by which relation; each once, sorted."""
        out: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for source, target, relation in self.graph.edges(data="relation"):
            out[source, relation].add(target)
        return {key: sorted(found) for key, found in out.items()}

    def _role_rows(self) -> dict[str, list[tuple[str, Row]]]:
        found: defaultdict[str, list[tuple[str, Row]]] = defaultdict(list)
        for person, target, role in self.graph.edges(data=True):
            if role["relation"] == "role":
                found[person].append((target, role))
        return {person: sorted(own, key=lambda x: (self._place_of(x[1]), x[0])) for person, own in found.items()}

    def _place_of(self, attested: Row) -> tuple[int, int]:
        return self.article_ids.get(attested.get("article", ""), -1), attested.get("begin_index", -1)

    def _referred(self) -> list[str]:
        """Entities and events that statements, figures and roles name, beyond those that are drawn."""
        found = set()
        inside = ("statement", "figure", "article")
        for source, target, relation in self.graph.edges(data="relation"):
            if relation in ("said", "gave"):
                found.add(source)
            elif relation in ("told", "on_behalf_of", "about", "role", "affiliation", "identified_as"):
                found.add(target)
        return sorted(iri for iri in found if self.graph.nodes[iri]["type"] not in inside)

    def _ids(self, iris: Iterable[str]) -> list[int]:
        return sorted(self.node_ids[iri] for iri in iris)

    def _id(self, iris: Iterable[str]) -> int | None:
        return next(iter(self._ids(iris)), None)

    # ---- rows ---------------------------------------------------------------------------------------

    def _article(self, iri: str) -> Row:
        node = self.graph.nodes[iri]
        return {
            "iri": iri,
            "title": node.get("label"),
            "url": web_address(node.get("url")),
            "publisher": node.get("publisher"),
            "published": node.get("published"),
        }

    def _node(self, iri: str) -> Row:
        node = self.graph.nodes[iri]
        names = [node["label"], *(name for name in node.get("names", ()) if name != node["label"])]
        start, end = node.get("start"), node.get("end")
        return {
            "iri": iri,
            "kind": node["type"],
            "label": node["label"],
            "short": on_one_line(node["label"], _LABEL) or "?",
            "names": names,
            "links": [link for link in node.get("links", ()) if web_address(link)],
            "type": node.get("event_type", "").replace("-", " ") or None,
            "date": start if start == end else f"{start}/{end}",
            "status": node.get("status"),
            "article": self.article_ids.get(iri),
            "identified": self._id(self._out(iri, "identified_as")),
            "affiliation": self._id(self._out(iri, "affiliation")),
            "roles": [
                {
                    "title": role.get("title", ""),
                    "organization": self.node_ids.get(target) if target not in self.article_ids else None,
                    "article": self.article_ids[role["article"]],
                }
                for target, role in self._roles(iri)
                if role["article"] in self.article_ids
            ],
        }

    def _role_in(self, speaker: str, article: str) -> str | None:
        titles: dict[str, None] = {}
        for target, role in self._roles(speaker):
            if role["article"] == article and role.get("title"):
                of = self.graph.nodes[target]["label"] if target not in self.article_ids else None
                titles[f"{role['title']}, {of}" if of else role["title"]] = None
        return "; ".join(titles) or None

    def _statement(self, iri: str) -> Row:
        node = self.graph.nodes[iri]
        article = node.get("article", "")
        text = self.texts.get(article)
        speakers = speakers_of(self.graph, iri)
        told, behalf = self._out(iri, "told"), self._out(iri, "on_behalf_of")
        publisher = self.graph.nodes[article].get("publisher") if article in self.graph else None
        outlets = [t for t in told if self.graph.nodes[t]["type"] == "outlet" and not self._is(t, publisher)]
        return {
            "iri": iri,
            "article": self.article_ids.get(article, 0),
            "begin": node.get("begin_index", -1),
            "speakers": [self.node_ids[speaker] for speaker in speakers],
            "source": self._cut(text, node, "source"),
            "roles": [self._role_in(speaker, article) for speaker in speakers],
            "words": self._cut(text, node, "content") or node["text"],
            "cue": self._cut(text, node, "cue_spans") or node.get("cue"),
            "manner": node["manner"],
            "kind": node["kind"],
            "part": node["part"],
            "nested": node.get("nested", False),
            "about": self._ids(self._out(iri, "about")),
            "behalf": self._id(behalf),
            "addressee": self._id(told),
            "addressedTo": self._cut(text, node, "addressee_spans") or self._labels(told),
            "channel": self._cut(text, node, "channel_spans") or node.get("channel"),
            "time": node.get("time"),
            "via": self._labels(outlets),
            "agencies": self._agencies(speakers, behalf, article),
            "outlets": sorted({*([publisher] if publisher else []), *(self.graph.nodes[o]["label"] for o in outlets)}),
            "parent": next((self.statement_ids[p] for p in self._out(iri, "within")), None),
            "disputes": sorted(self.statement_ids[d] for d in self._out(iri, "disputes")),
            "confidence": node.get("confidence", 1.0),
            "context": self._context(text, node, ("content", "source", "cue_spans")),
        }

    def _is(self, entity: str, name: str | None) -> bool:
        node = self.graph.nodes[entity]
        known = {str(label).casefold() for label in (node["label"], *node.get("names", ()))}
        return name is not None and name.casefold() in known

    def _agencies(self, speakers: Iterable[str], behalf: list[str], article: str) -> list[int]:
        """Agencies that speak, or for which a speaker does: by role in this article or by affiliation."""
        found = set(behalf)
        for speaker in speakers:
            found |= {speaker, *self._out(speaker, "affiliation")}
            found |= {target for target, role in self._roles(speaker) if role["article"] == article}
        return self._ids(iri for iri in found if self.graph.nodes[iri]["type"] == "agency")

    def _labels(self, iris: list[str]) -> str | None:
        return ", ".join(self.graph.nodes[iri]["label"] for iri in iris) or None

    @staticmethod
    def _cut(text: str | None, node: Row, spans: str) -> str | None:
        return words(text, node[spans]) if text is not None and node.get(spans) else None

    @staticmethod
    def _context(text: str | None, node: Row, parts: tuple[str, ...]) -> list[tuple[str, str]]:
        if text is None or "begin_index" not in node:
            return []
        hull: Span = (node["begin_index"], node["end_index"])
        marks = [(part.removesuffix("_spans"), node.get(part, ())) for part in parts]
        return passage(text, hull, marks or [("figure", (hull,))])

    def _figure(self, iri: str) -> Row:
        node = self.graph.nodes[iri]
        text = self.texts.get(node.get("article", ""))
        return {
            "iri": iri,
            "article": self.article_ids.get(node.get("article"), 0),
            "about": self._ids(self._out(iri, "about")),
            "speakers": [self.node_ids[speaker] for speaker in speakers_of(self.graph, iri, "gave")],
            "measure": node.get("measure", "").replace("-", " "),
            "minimum": node.get("minimum"),
            "maximum": node.get("maximum"),
            "unit": node.get("unit"),
            "words": node["text"],
            "time": node.get("time"),
            "context": self._context(text, node, ()),
        }

    # ---- the drawing --------------------------------------------------------------------------------

    def _network(self) -> tuple[list[Row], list[Row]]:
        edges: list[Row] = []
        for source, target, attributes in self.bundles.edges(data=True):
            edge: Row = {"from": self.node_ids[source], "to": self.node_ids[target]}
            if attributes["relation"] == "said":
                edge["statements"] = sorted(self.statement_ids[iri] for iri in attributes["iris"])
                edge["value"] = attributes["statements"]
            else:
                edge["relation"] = attributes["relation"].replace("_", "-")
            edges.append(edge)
        edges.sort(key=lambda e: (e["from"], e["to"], e.get("relation", "")))
        size = {id: radius(count) for id, count in self.counts.items()}
        drawn = set(range(len(self.bundles)))
        whole: dict[int, Place] = {}
        if len(drawn) > DRAWN_AT_ONCE:
            whole = self._places(edges, self._joined(edges))
            drawn = self._overview(edges)
        placed = self._places(edges, drawn)
        nodes: list[Row] = []
        for iri, id in self.node_ids.items():
            kind = self.graph.nodes[iri]["type"]
            node: Row = {
                "id": id,
                "label": on_one_line(self.graph.nodes[iri]["label"], _LABEL),
                "group": kind,
                "shape": self.kinds[kind]["shape"],
                "size": size[id],
                "value": self.counts[id],
            }
            if id in placed:
                node["x"], node["y"], node["side"] = placed[id]
            if id in whole:
                node["wide"] = whole[id][:2]
            nodes.append(node)
        return nodes, edges

    def _places(self, edges: list[Row], drawn: set[int]) -> dict[int, Place]:
        shapes = {id: shape(self.graph.nodes[iri], self.counts[id]) for iri, id in self.node_ids.items() if id in drawn}
        return place(shapes, [(e["from"], e["to"]) for e in edges if e["from"] in drawn and e["to"] in drawn])

    def _joined(self, edges: list[Row]) -> set[int]:
        """What the map shows: operations, and articles in which several speak, with their speakers and what they join.

        Where one person alone speaks in an article of no operation, there is nothing to be seen between things.
        """
        speakers: defaultdict[int, set[int]] = defaultdict(set)
        for edge in edges:
            speakers[edge["to"] if "statements" in edge else edge["from"]].add(edge["from"])
        operations = {self.node_ids[iri] for iri, type in self.bundles.nodes(data="type") if type == "operation"}
        hubs = {hub for hub, own in speakers.items() if hub in operations or len(own) > 1}
        return {end for edge in edges for end in (edge["from"], edge["to"]) if hubs & {edge["from"], edge["to"]}}

    def _overview(self, edges: list[Row]) -> set[int]:
        """The most quoted operations, then articles, each with those who speak most in it.

        What counts is what the page shows at first: speech in the body of an article.
        """
        usual = [
            node["kind"] == "speech" and node["part"] == "body" and not node.get("nested", False)
            for node in (self.graph.nodes[iri] for iri in self.statement_ids)
        ]
        around: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        tied: defaultdict[int, list[int]] = defaultdict(list)
        groups = {self.node_ids[iri] for iri, type in self.bundles.nodes(data="type") if type == "group"}
        said: defaultdict[int, set[int]] = defaultdict(set)
        for edge in edges:
            if "statements" in edge:
                if own := [id for id in edge["statements"] if usual[id]]:
                    around[edge["to"]].append((-len(own), edge["from"]))
                    said[edge["to"]].update(own)
            elif edge["to"] not in groups:  # as the page does where not all has room
                tied[edge["from"]].append(edge["to"])
        kind = {self.node_ids[iri]: _HUBS.index(type) for iri, type in self.bundles.nodes(data="type") if type in _HUBS}
        chosen: set[int] = set()
        for hub in sorted(around, key=lambda hub: (kind[hub], -len(said[hub]), hub)):
            more = {hub, *tied[hub], *(id for _, id in sorted(around[hub])[:SPEAKERS_IN_OVERVIEW])}
            if chosen and len(chosen | more) > DRAWN_AT_ONCE:
                break
            chosen |= more
        return chosen


def _base(iris: Iterable[str]) -> str:
    """What all IRIs start with, up to a slash: left out of the page's own address."""
    ordered = sorted(iris)
    first, last = (ordered[0], ordered[-1]) if ordered else ("", "")
    same = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[: first.rfind("/", 0, same) + 1]
