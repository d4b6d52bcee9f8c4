"""A graph in a notebook: its page in a frame that is shut off from the notebook."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import onrecord.graph
from onrecord.graph import Graph

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser


@pytest.fixture
def graph(page_file: Path, tmp_path: Path) -> Graph:
    shutil.copy(page_file, tmp_path / "page.html")
    (tmp_path / "run.json").write_text(json.dumps({"base": "https://example.org/kg/", "fingerprint": "0"}))
    return Graph(tmp_path)


def test_the_page_works_in_its_frame_and_cannot_reach_out(chromium: Any, graph: Graph) -> None:
    faults: list[str] = []
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: faults.append(request.url))
    page.set_content(f"<!doctype html><title>Notebook</title>{graph._repr_html_()}")
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for()
    expect = playwright.expect
    expect(frame.locator("#result")).to_contain_text("5 statements")
    frame.locator("[data-facet=manner] [data-value=indirect]").click()
    expect(frame.locator("#result")).to_contain_text("3 statements")
    frame.locator("#undo").click()
    expect(frame.locator("#result")).to_contain_text("5 statements")
    assert page.locator("iframe").get_attribute("sandbox") == "allow-scripts allow-downloads allow-popups"
    assert page.frames[1].evaluate("() => { try { return parent.document.title } catch (e) { return e.name } }") == (
        "SecurityError"
    )
    page.close()
    assert faults == []


def test_a_page_that_is_missing_or_too_large_is_named(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onrecord.graph, "_LARGEST_IN_A_NOTEBOOK", 100_000)
    assert "has 1 MB; open it in a browser" in graph._repr_html_()
    (graph.folder / "page.html").unlink()
    assert "is not there; build again" in graph._repr_html_()
