"""Names beside signs: in the first view none covers another or a sign, at other zooms the more important ones stay."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.graphview import bundled
from onrecord.page.render import render

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from graphs import statements_graph

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser

EXAMPLES = Path(__file__).parents[2] / "graph" / "examples.html"
SIZES = [(1280, 800), (1400, 900), (1600, 1000), (1920, 1000)]
HUBS = ("operation/", "article/")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    graph = statements_graph(400, 900)
    path = tmp_path_factory.mktemp("made") / "page.html"
    path.write_text(render(graph, bundled(graph), {}, title="Made"), encoding="utf-8")
    return path


def drawn(page: Any) -> dict[str, Any]:
    return page.evaluate("() => window.onrecord.drawn()")


def sign(spot: dict[str, float]) -> dict[str, float]:
    x, y, r = spot["x"], spot["y"], spot["r"]
    return {"x": x - r, "y": y - r, "w": 2 * r, "h": 2 * r}


def cross(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return bool(
        a["x"] < b["x"] + b["w"] and b["x"] < a["x"] + a["w"] and a["y"] < b["y"] + b["h"] and b["y"] < a["y"] + a["h"]
    )


def covered(shown: dict[str, Any]) -> list[tuple[str, str]]:
    """Which name lies over which other name or sign."""
    labels, signs = shown["labels"], {key: sign(spot) for key, spot in shown["nodes"].items()}
    found = [(a["key"], b["key"]) for i, a in enumerate(labels) for b in labels[:i] if cross(a, b)]
    return found + [(a["key"], key) for a in labels for key, box in signs.items() if key != a["key"] and cross(a, box)]


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("which", ["examples", "made"])
def test_in_the_first_view_every_name_stands_free(
    open_page: Any, made: Path, which: str, width: int, height: int
) -> None:
    page = open_page(EXAMPLES if which == "examples" else made, width=width, height=height)
    shown = drawn(page)
    assert len(shown["nodes"]) > 15
    assert {label["key"] for label in shown["labels"]} == set(shown["nodes"])
    assert covered(shown) == []
    room = page.locator("#scene").bounding_box()
    legend = page.locator("#legend").bounding_box()
    for label in shown["labels"]:
        assert label["x"] >= 0
        assert label["x"] + label["w"] <= room["width"]
        assert label["y"] >= 40  # below the buttons
        assert label["y"] + label["h"] <= legend["y"] - room["y"]


def test_a_name_stands_beside_its_own_sign_and_what_is_spoken_of_keeps_it_longest(open_page: Any) -> None:
    page = open_page(EXAMPLES, width=1600, height=1000)
    page.focus("#scene")
    page.keyboard.press("-")
    for _ in range(4):
        shown = drawn(page)
        names = {label["key"]: label for label in shown["labels"]}
        hubs = {key for key in shown["nodes"] if key.startswith(HUBS)}
        assert covered({**shown, "nodes": {}}) == []
        others = set(shown["nodes"]) - hubs
        assert len(hubs & set(names)) / len(hubs) >= len(others & set(names)) / len(others)
        assert not [(a, b) for a, b in covered(shown) if not (a in hubs and b not in hubs)]
        for key, box in names.items():
            near = sign({**shown["nodes"][key], "r": shown["nodes"][key]["r"] + 8})
            assert cross(near, box), key
        page.keyboard.press("-")
    hidden = next(key for key in shown["nodes"] if key not in names)
    box = page.locator("#scene").bounding_box()
    page.mouse.move(box["x"] + shown["nodes"][hidden]["x"], box["y"] + shown["nodes"][hidden]["y"])
    page.wait_for_function("key => window.onrecord.drawn().labels.some((label) => label.key === key)", arg=hidden)


def test_a_choice_moves_nothing(open_page: Any) -> None:
    page = open_page(EXAMPLES, width=1600, height=1000)
    before = drawn(page)["nodes"]
    page.focus("#scene")
    page.keyboard.press("ArrowRight")
    assert page.locator("#panel-title").inner_text() != "Everything on record"
    after = drawn(page)["nodes"]
    assert set(after) == set(before)
    for key, spot in after.items():
        assert (spot["x"], spot["y"]) == pytest.approx((before[key]["x"], before[key]["y"]), abs=0.5), key


def test_what_the_reader_has_moved_stays_there(open_page: Any) -> None:
    page = open_page(EXAMPLES, width=1600, height=1000)
    box = page.locator("#scene").bounding_box()
    before = drawn(page)["nodes"]
    spot = before["place/mississippi"]
    page.mouse.move(box["x"] + spot["x"], box["y"] + spot["y"])
    page.mouse.down()
    page.mouse.move(box["x"] + spot["x"] + 300, box["y"] + spot["y"] + 10, steps=6)
    page.mouse.up()
    page.focus("#scene")
    for key in ("ArrowRight", "Escape", "-", "0"):
        page.keyboard.press(key)
        nodes = drawn(page)["nodes"]
        assert nodes["place/mississippi"]["x"] - nodes["operation/ice-raid-mississippi"]["x"] > 150, key
