"""What the page is made of: passages, places, data, policy."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from base64 import b64decode, b64encode
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import fixtures_knowledge
import onrecord.page.render
from onrecord.errors import OutputError
from onrecord.export.page import write_page
from onrecord.page.layout import Shape, place
from onrecord.page.passage import AROUND, LONGEST, on_one_line, passage
from onrecord.page.payload import web_address
from onrecord.page.render import render
from onrecord.rdf.dataset import Names, knowledge_quads
from onrecord.store import Store

TEXT = "First line.\n\nThe mayor said that “all is well” on Friday.\n\nLast line."


def joined(segments: list[tuple[str, str]]) -> str:
    return "".join(text for text, _ in segments)


def test_a_passage_is_the_paragraph_with_its_marks() -> None:
    hull = (TEXT.index("The mayor"), TEXT.index(" on Friday"))
    content = (TEXT.index("that"), hull[1])
    cue = (TEXT.index("said"), TEXT.index("said") + 4)
    segments = passage(TEXT, hull, [("content", (content,)), ("cue", (cue,))])
    assert joined(segments) == "The mayor said that “all is well” on Friday."
    assert [s for s in segments if s[1]] == [("said", "cue"), ("that “all is well”", "content")]


def test_where_marks_overlap_the_later_one_holds() -> None:
    segments = passage("abcdef", (0, 6), [("content", ((0, 6),)), ("cue", ((2, 4),))])
    assert segments == [("ab", "content"), ("cd", "cue"), ("ef", "content")]


def test_a_long_paragraph_is_cut_at_words_and_says_so() -> None:
    text = "word " * 500 + "X said. " + "tail " * 500
    at = text.index("X said.")
    segments = passage(text, (at, at + 7), [])
    assert segments[0] == ("… ", "")
    assert segments[-1] == (" …", "")
    inner = joined(segments[1:-1])
    assert inner in text
    assert inner.startswith("word ")
    assert len(inner) <= 2 * AROUND + 7


@pytest.mark.parametrize("hull", [(5, 5), (9, 3), (50, 60), (-4, 0), (0, LONGEST + 1)])
def test_a_hull_that_cannot_be_shown_gives_no_passage(hull: tuple[int, int]) -> None:
    assert passage("x" * 20 if hull[1] < 100 else "x" * 9000, hull, []) == []


def test_labels_lose_what_steers_the_drawing() -> None:
    assert on_one_line("a\u202eb\n\tc\x00\ud800 d\u2066", 20) == "a b c d"
    assert on_one_line("x" * 50, 10) == "x" * 9 + "…"
    assert len(on_one_line("y" * 10_000_000, 90)) == 90


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://a.example/x?y#z", True),
        ("http://a.example", True),
        ("HTTPS://a.example", True),
        ("javascript:alert(1)", False),
        ("javascript://a.example/%0aalert(1)", False),
        ("data:text/html,x", False),
        ("http:", False),
        ("//a.example", False),
        ("http://[bad", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_links(address: str | None, safe: bool) -> None:
    assert web_address(address) == (address if safe else None)


def shapes(hubs: int, speakers: int) -> dict[int, Shape]:
    made = {i: Shape(True, 12, 120, 32, speakers) for i in range(hubs)}
    return made | {hubs + i: Shape(False, 9, 100, 16, i % 3) for i in range(hubs * speakers)}


def test_no_two_nodes_share_a_place_and_speakers_stand_beside() -> None:
    edges = [(5 + i, i % 5) for i in range(60)] + [(5, 1), (6, 2)]
    places = place(shapes(5, 12), edges)
    assert len(places) == 65
    assert len({(p.x, p.y) for p in places.values()}) == 65
    for leaf in range(7, 65):
        hub = places[(leaf - 5) % 5]
        assert abs(places[leaf].x - hub.x) > 100
        assert places[leaf].side == (1 if places[leaf].x > hub.x else -1)


def test_places_are_the_same_every_time_and_leave_the_random_numbers_alone() -> None:
    import random

    edges = [(5 + i, i % 5) for i in range(60)] + [(5, 1), (6, 2), (7, 3)]
    random.seed(1)
    first = place(shapes(5, 12), edges)
    drawn = random.random()
    random.seed(2)
    assert place(shapes(5, 12), list(reversed(edges))) == first
    random.seed(1)
    assert random.random() == drawn


def test_no_nodes_and_lone_nodes_have_places() -> None:
    assert place({}, []) == {}
    assert len(place(shapes(3, 0), [])) == 3


class Page(HTMLParser):
    """Elements, and the text of scripts and styles, as a browser's parser sees them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.inside = tag
        if tag in ("script", "style"):
            self.texts.append((tag, ""))

    def handle_data(self, data: str) -> None:
        if self.inside in ("script", "style"):
            self.texts[-1] = (self.inside, self.texts[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "page.html"
    write(path)
    return path.read_text("utf-8")


def write(path: Path, title: str = "</title><script>1</script>") -> None:
    known = fixtures_knowledge.knowledge()
    names = Names()
    texts = {names.article(d.article.id)[1:-1]: d.article.text for d in known.documents}
    write_page(Store(knowledge_quads(known)).dataset, path, texts=texts, title=title)


def test_the_same_bytes_every_time(html: str, tmp_path: Path) -> None:
    write(tmp_path / "again.html")
    assert (tmp_path / "again.html").read_text("utf-8") == html


def test_the_policy_names_every_script_and_style_and_nothing_else(html: str) -> None:
    page = Page(html)
    (policy,) = [a["content"] for tag, a in page.found if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == ["'none'"]
    assert not re.search("unsafe|http|\\*", policy)

    def hashed(text: str) -> str:
        return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    data = sum(a.get("type") == "application/json" for tag, a in page.found if tag == "script")
    scripts = [text for tag, text in page.texts if tag == "script"]
    assert sorted(map(hashed, scripts[data:])) == sorted(rules["script-src"])
    assert [hashed(text) for tag, text in page.texts if tag == "style"] == rules["style-src"]


def test_nothing_is_fetched_and_it_is_a_whole_document(html: str) -> None:
    assert html.startswith("<!doctype html>")
    page = Page(html)
    tags = [tag for tag, _ in page.found]
    assert tags.count("title") == tags.count("h1") == 1
    assert not {"link", "img", "iframe", "base", "form", "object"} & set(tags)
    assert not [a for _, a in page.found if {"src", "href", "style", "onclick"} & a.keys()]
    assert dict(page.found)["html"]["lang"] == "en"
    assert "width=device-width" in html


def test_the_data_is_what_the_graph_holds_and_cannot_end_its_element(html: str) -> None:
    page = Page(html)
    data = {a["id"]: i for i, (_, a) in enumerate(f for f in page.found if f[0] == "script") if "id" in a}
    scripts = [text for tag, text in page.texts if tag == "script"]
    held = json.loads(scripts[data["data"]])
    network = json.loads(scripts[data["network"]])
    assert held["counts"]["statements"] == len(held["statements"]) == 11
    assert sum(len(e["statements"]) for e in network["edges"] if "statements" in e) == 10
    assert "<" not in scripts[data["data"]]
    assert all({"x", "y"} <= node.keys() for node in network["nodes"] if node["value"])


def test_every_string_of_the_interface_is_used_and_known(html: str) -> None:
    folder = Path(sys.modules[render.__module__].__file__ or "").parent / "assets"
    strings = json.loads((folder / "strings.en.json").read_text("utf-8"))
    kinds = json.loads((folder / "kinds.json").read_text("utf-8"))
    source = "".join(p.read_text("utf-8") for p in sorted(folder.rglob("*")) if p.suffix in (".js", ".jinja"))
    asked = set(re.findall(r"\bt\(\s*\"([\w.-]+)\"", source)) | set(re.findall(r"s\[\"([\w.-]+)\"\]", source))
    plural = {key.rsplit(".", 1)[0] for key in strings if key.endswith((".one", ".other"))}
    assert asked <= strings.keys() | plural, sorted(asked - strings.keys() - plural)
    prefixes = ("kind.", "facet.", "manner.", "named.", "part.", "mark.", "column.", "legend.", "view.", "left.")
    prefixes += ("total.",)
    stems = {key.removesuffix(".one").removesuffix(".other") for key in strings}
    unused = {key for key in stems - asked if not key.startswith(prefixes) and f'"{key}"' not in source}
    assert not unused
    assert {f"kind.{kind}" for kind in kinds} <= strings.keys()


def test_an_article_whose_text_is_not_given_has_the_words_of_the_graph(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_page(Store(knowledge_quads(fixtures_knowledge.knowledge())).dataset, path, texts={}, title="x")
    assert "This was a careful operation," in path.read_text("utf-8")


def test_an_empty_graph_is_a_page(tmp_path: Path) -> None:
    write_page(Store([]).dataset, tmp_path / "page.html", texts={}, title="")
    assert "Who said what about which operation" in (tmp_path / "page.html").read_text("utf-8")


def test_a_page_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write the page"):
        write(tmp_path / "no" / "page.html")


def test_large_data_is_the_same_compressed(html: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(page: str, id: str) -> str:
        found = re.search(rf'<script type="application/(?:json|gzip)" id="{id}">(.*?)</script>', page, re.S)
        assert found
        return found[1]

    def unpacked(text: str) -> Any:
        return json.loads(gzip.decompress(b64decode(text)))

    monkeypatch.setattr(onrecord.page.render, "_PACKED_FROM", 0)
    for name in ("packed.html", "again.html"):
        write(tmp_path / name)
    page = (tmp_path / "packed.html").read_text("utf-8")
    assert page == (tmp_path / "again.html").read_text("utf-8")
    plain = json.loads(held(html, "data"))
    packed = unpacked(held(page, "data"))
    passages = [passage for block in json.loads(held(page, "passages")) for passage in unpacked(block)]
    assert packed.pop("block") > 0
    assert passages == [row.pop("context") for row in plain["statements"]]
    assert packed == plain
    assert unpacked(held(page, "network"))["nodes"] == json.loads(held(html, "network"))["nodes"]
