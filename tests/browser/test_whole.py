"""A graph too large to read at once: it opens on an aggregate, and the whole of it is a map."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from pages import dataset_of, shown

import onrecord.page.render
from onrecord.export.page import write_page
from onrecord.graphview import bundled
from onrecord.model import Knowledge
from onrecord.page.render import render

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from graphs import statements_graph

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser

NODES, LINES = 400, 900
PAINTED = "#whole[data-painted=true]"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    graph = statements_graph(NODES, LINES)
    path = tmp_path_factory.mktemp("large") / "page.html"
    path.write_text(render(graph, bundled(graph), {}, title="Large"), encoding="utf-8")
    return path


def drawn(page: Any) -> dict[str, Any]:
    return page.evaluate("() => window.onrecord.drawn()")


def no_two_cross(boxes: list[dict[str, Any]]) -> bool:
    return not any(
        a["x"] < b["x"] + b["w"] and b["x"] < a["x"] + a["w"] and a["y"] < b["y"] + b["h"] and b["y"] < a["y"] + a["h"]
        for i, a in enumerate(boxes)
        for b in boxes[:i]
    )


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1000), (390, 844)])
def test_it_opens_on_an_aggregate_whose_labels_do_not_overlap(
    open_page: Any, large: Path, width: int, height: int
) -> None:
    page = open_page(large, width=width, height=height)
    shown = drawn(page)
    assert 5 < len(shown["nodes"]) <= 80
    assert len(shown["labels"]) >= 0.9 * len(shown["nodes"])
    assert no_two_cross(shown["labels"])
    assert "operation/0" in shown["nodes"]
    assert f"of {LINES} lines" in page.locator("#more").inner_text()


def test_a_choice_drills_down_to_all_its_speakers(open_page: Any, large: Path) -> None:
    page = open_page(large, width=1920, height=1000)
    page.fill("#search", "raid 19 in")
    page.locator('[data-facet=operation] [data-value="operation/19"]').click()
    playwright.expect(page.locator("#panel-title")).to_contain_text("Raid 19 in")
    speakers = int(page.locator("#panel .counts").inner_text().split(" · ")[1].split()[0])
    assert len(drawn(page)["nodes"]) == speakers + 1


def test_the_whole_graph_is_a_map_that_can_be_read(open_page: Any, large: Path) -> None:
    page = open_page(large)
    page.click("#show-whole")
    page.wait_for_selector(PAINTED)
    shown = drawn(page)
    assert len(shown["nodes"]) == NODES
    assert len(shown["lines"]) == LINES
    assert len(shown["labels"]) > 10
    assert no_two_cross(shown["labels"])
    box = page.locator("#whole").bounding_box()
    for label in shown["labels"]:  # no name is cut by the edge of the window
        assert label["x"] >= -0.5 or label["x"] + label["w"] <= 0.5
        assert label["x"] + label["w"] <= box["width"] + 0.5 or label["x"] >= box["width"] - 0.5
    spot = shown["nodes"]["operation/0"]
    assert 0 < spot["x"] < box["width"]
    page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])
    title = page.locator("#panel-title")
    playwright.expect(title).to_contain_text("Raid 0 in")
    again = open_page(large, state=page.url.split("#")[1])
    again.wait_for_selector(PAINTED)
    assert len(drawn(again)["nodes"]) == NODES
    assert again.locator("#panel-title").inner_text() == title.inner_text()


def test_the_map_moves_zooms_and_is_walked_by_keys(open_page: Any, large: Path) -> None:
    page = open_page(large, state="whole=on")
    page.wait_for_selector(PAINTED)
    before = drawn(page)["nodes"]["operation/1"]
    page.mouse.move(500, 400)
    page.mouse.down()
    page.mouse.move(560, 430, steps=5)
    page.mouse.up()
    moved = drawn(page)["nodes"]
    after = moved["operation/1"]
    assert (round(after["x"] - before["x"]), round(after["y"] - before["y"])) == (60, 30)

    def apart(nodes: Any) -> float:
        return abs(nodes["operation/1"]["x"] - nodes["operation/2"]["x"])

    page.focus("#whole")
    page.keyboard.press("+")
    nearer = apart(drawn(page)["nodes"])
    assert nearer == pytest.approx(1.3 * apart(moved))
    page.keyboard.press("0")
    assert apart(drawn(page)["nodes"]) == pytest.approx(apart(moved))
    page.keyboard.press("ArrowRight")
    first = page.locator("#panel-title").inner_text()
    page.keyboard.press("ArrowDown")
    playwright.expect(page.locator("#panel-title")).not_to_have_text(first)


def test_filters_leave_the_map_in_place_and_pictures_show_it(open_page: Any, large: Path, tmp_path: Path) -> None:
    page = open_page(large, state="whole=on")
    page.wait_for_selector(PAINTED)
    before = drawn(page)["nodes"]
    page.click("[data-facet=manner] [data-value=direct]")
    page.wait_for_selector(PAINTED)
    fewer = drawn(page)["nodes"]
    assert 50 < len(fewer) < NODES
    assert all(before[key] == spot for key, spot in fewer.items())
    for button, sign in (("#save-png", b"\x89PNG"), ("#save-svg", b"<?xml")):
        with page.expect_download() as waiting:
            page.click(button)
        path = tmp_path / "picture"
        waiting.value.save_as(path)
        assert path.read_bytes().startswith(sign)
    assert path.read_text("utf-8").count("<line") > 100
    page.click("#show-whole")
    playwright.expect(page.locator("#scene canvas")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_map(open_page: Any, large: Path, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = open_page(large, state="whole=on", color_scheme=scheme)
    page.wait_for_selector(PAINTED)
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []


def test_data_that_is_compressed_shows_the_same_words(
    open_page: Any, known: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onrecord.page.render, "_PACKED_FROM", 0)
    monkeypatch.setattr(onrecord.page.render, "_BLOCK", 2)
    path = tmp_path / "packed.html"
    dataset, texts = dataset_of(known)
    write_page(dataset, path, texts=texts, title="Elm County")
    page, plain = open_page(path, state="kind=all&part=all"), open_page(state="kind=all&part=all")
    assert page.locator("#passages").count() == 1
    playwright.expect(page.locator("#panel .passage")).to_have_count(plain.locator("#panel .passage").count())
    assert page.locator("#panel").inner_text() == plain.locator("#panel").inner_text()
    assert shown(page) == shown(plain)
    assert page.locator("#facets").inner_text() == plain.locator("#facets").inner_text()


def test_the_map_leaves_out_who_speaks_alone_and_says_so(open_page: Any, tmp_path: Path) -> None:
    graph = statements_graph(100, 200)
    base = "https://example.org/kg/"
    articles = sum(type == "article" for _, type in graph.nodes(data="type"))
    for i in (0, 1, 1 + articles):  # of no operation: one in the first article, two in the second
        iri = f"{base}statement/{i}"
        graph.remove_edges_from([edge for edge in graph.out_edges(iri, keys=True) if edge[2] == "about"])
    speakers = {next(iter(graph.predecessors(f"{base}statement/{i}"))) for i in (1, 1 + articles)}
    assert len(speakers) == 2
    path = tmp_path / "alone.html"
    path.write_text(render(graph, bundled(graph), {}, title="Alone"), encoding="utf-8")
    page = open_page(path, state="whole=on")
    page.wait_for_selector(PAINTED)
    nodes = drawn(page)["nodes"]
    assert "article/0" not in nodes
    assert "article/1" in nodes
    assert "Left out: 1 line to an article" in page.locator("#more").inner_text()
    page.fill("#search", "Report 0")
    assert page.locator("#panel .statement").count() > 0


def test_paper_has_every_row_and_what_was_asked_for(open_page: Any, large: Path, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    page = open_page(large, state="view=table&q=county")
    found = page.evaluate("() => +document.querySelector('#table caption').textContent.match(/\\d+/)[0]")
    assert found > 200  # more than are shown at once
    assert page.locator("#table tbody tr").count() == 200
    page.pdf(path=tmp_path / "paper.pdf")
    text = "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(tmp_path / "paper.pdf").pages)
    assert text.count("Report ") == found
    assert "county" in text.split("Report ")[0]
    playwright.expect(page.locator("#table tbody tr")).to_have_count(200)


def test_the_button_prints_the_same(open_page: Any, large: Path) -> None:
    page = open_page(large, state="view=table")
    page.evaluate("() => { window.print = () => dispatchEvent(new Event('beforeprint')); }")
    page.get_by_role("button", name="Print").click()
    playwright.expect(page.locator("#table tbody tr")).to_have_count(LINES)
