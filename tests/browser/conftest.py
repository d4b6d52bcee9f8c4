"""Pages opened in Chromium: any request but for the file itself, console message or script error fails the test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pages import dataset_of

import fixtures_knowledge
from onrecord.export.page import write_page
from onrecord.model import Knowledge

playwright = pytest.importorskip("playwright.sync_api")

PATIENCE = (
    120_000  # milliseconds: a machine that does much else takes its time, and waiting ends when the page is there
)
playwright.expect.set_options(timeout=30_000)

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def without_hostile(knowledge: Knowledge) -> Knowledge:
    """Only the two articles that could have been printed."""
    return replace(
        knowledge,
        documents=knowledge.documents[:2],
        entities=tuple(e for e in knowledge.entities if e.key not in ("person/hostile ü", "source/he")),
        decisions=(),
    )


@pytest.fixture(scope="session")
def known() -> Knowledge:
    return without_hostile(fixtures_knowledge.knowledge())


@pytest.fixture(scope="session")
def page_file(known: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    dataset, texts = dataset_of(known)
    write_page(dataset, path, texts=texts, title="Elm County")
    return path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; apt-get install chromium, or set CHROMIUM to its path")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


Open = Callable[..., Any]


@pytest.fixture
def open_page(chromium: Any, page_file: Path) -> Iterator[Open]:
    """Open a page, the fixture's unless another is given, at a size and with a state in the address."""
    contexts = []
    faults: list[str] = []

    def opened(path: Path = page_file, *, width: int = 1280, height: int = 800, state: str = "", **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: faults.append(f"console: {message.type}: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.on("popup", lambda popup: faults.append(f"popup: {popup.url}"))
        address = path.as_uri()

        def requested(request: Any) -> None:
            if request.url.split("#")[0] != address and not request.url.startswith("blob:"):
                faults.append(f"request: {request.url[:200]}")

        page.on("request", requested)
        page.goto(f"{address}#{state}" if state else address)
        page.wait_for_selector("html[data-ready]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
