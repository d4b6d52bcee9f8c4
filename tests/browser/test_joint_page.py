"""A statement of several persons stands at each of them on the page, and counts once."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pages import dataset_of, shown

from fixtures_joint import LEE, POE, RAID, joint_knowledge
from onrecord.export.page import write_page
from onrecord.rdf.dataset import knowledge_quads
from onrecord.store import Store

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def joint_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("joint") / "page.html"
    dataset, texts = dataset_of(joint_knowledge())
    write_page(dataset, path, texts=texts, title="Joint")
    return path


@pytest.fixture
def open_joint(open_page: Callable[..., Any], joint_file: Path) -> Callable[..., Any]:
    return lambda state="": open_page(joint_file, state=state)


def test_counted_once_and_a_line_from_each(open_joint: Callable[..., Any]) -> None:
    page = open_joint()
    assert page.locator("#totals").inner_text() == "1 article · 2 statements · 2 speakers · 1 operation"
    assert page.locator("#result").inner_text().startswith("2 statements · 2 speakers")
    lines = page.evaluate("() => window.onrecord.drawn().lines.map(({ from, n }) => [from.split('/').pop(), n])")
    assert sorted(lines) == [["ann-lee", 1], ["bob-poe", 2]]
    values = page.eval_on_selector_all(
        "[data-facet=operation] .value, [data-facet=speaker] .value",
        "all => all.map(b => [b.querySelector('.text').textContent, b.querySelector('.n').textContent])",
    )
    assert values == [["the raid", "2"], ["Bob Poe", "2"], ["Ann Lee", "1"]]


def test_the_panel_names_both_with_their_roles(open_joint: Callable[..., Any]) -> None:
    page = open_joint(f"show={LEE}")
    card = page.locator("#panel .statement")
    assert card.count() == 1
    names = card.locator(".who .name, .who .role").all_inner_texts()
    assert names == ["Bob Poe", "Senator, Border Office", "Ann Lee", "Mayor"]
    card.get_by_role("button", name="Ann Lee").first.click()
    assert page.locator("#panel-title").inner_text() == "Ann Lee"


@pytest.mark.parametrize(
    ("state", "count"),
    [
        (f"speaker={LEE}", 1),
        (f"speaker={POE}", 2),
        (f"speaker={LEE}&speaker={POE}", 2),
        (f"show={LEE}&show={RAID}", 1),
        (f"show={POE}&show={RAID}", 2),
        ("agency=org/border-office", 2),
        ("q=mayor", 1),
        ("q=ann+lee", 1),
    ],
)
def test_filters_and_lines_find_it_at_each(open_joint: Callable[..., Any], state: str, count: int) -> None:
    page = open_joint(state)
    assert len(shown(page)) == count
    assert page.locator("#panel .counts").inner_text().startswith(f"{count} statement")


def test_the_table_and_its_csv_have_one_row_with_both_names(open_joint: Callable[..., Any], tmp_path: Path) -> None:
    page = open_joint("view=table")
    assert page.locator("#table tbody tr").count() == 2
    assert page.locator("#table tbody tr").first.get_by_role("button").all_inner_texts() == ["Bob Poe", "Ann Lee"]
    with page.expect_download() as got:
        page.click("#save-csv")
    got.value.save_as(tmp_path / "page.csv")
    rows = list(csv.reader((tmp_path / "page.csv").read_text("utf-8-sig").splitlines()))
    assert [row[:2] for row in rows[1:]] == [
        ["Bob Poe, Ann Lee", "Senator, Border Office; Mayor"],
        ["Bob Poe", "Senator, Border Office"],
    ]


def test_the_figure_is_both_speakers(open_joint: Callable[..., Any]) -> None:
    for who in (LEE, POE):
        page = open_joint(f"show={who}")
        assert page.locator("#panel .figures .by").inner_text() == "Bob Poe, Ann Lee"


@pytest.mark.parametrize("state", [f"show={LEE}", f"show={LEE}&show={RAID}", f"speaker={LEE}", f"show={POE}"])
def test_the_query_shown_finds_what_the_panel_shows(open_joint: Callable[..., Any], state: str) -> None:
    page = open_joint(state)
    page.click("#sparql")
    query = page.locator("#panel .sparql pre").inner_text()
    answer = Store(knowledge_quads(joint_knowledge())).query(query)
    assert {row["statement"] for row in answer} == set(shown(page))
