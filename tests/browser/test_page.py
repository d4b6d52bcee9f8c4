"""The page as a reader uses it, in real Chromium."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pages import dataset_of, shown

from onrecord.graphview import bundled, to_networkx
from onrecord.model import Knowledge
from onrecord.page.passage import words
from onrecord.rdf.dataset import knowledge_quads
from onrecord.store import Store

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser

RAID = "operation/elm-county-raid"
EVERYTHING = "kind=all&part=all"


def spots(page: Any) -> dict[str, Any]:
    """Where nodes and labels are drawn, from the page's own hook for tests and scripts."""
    return page.evaluate("() => window.onrecord.drawn()")


def at(page: Any, key: str) -> tuple[float, float]:
    box = page.locator("#scene").bounding_box()
    spot = spots(page)["nodes"][key]
    return box["x"] + spot["x"], box["y"] + spot["y"]


def panel_title(page: Any) -> str:
    return page.locator("#panel-title").inner_text()


def result(page: Any) -> str:
    return page.locator("#result").inner_text()


def shows(page: Any, start: str) -> None:
    """Wait until the line of results starts so."""
    playwright.expect(page.locator("#result")).to_have_text(re.compile("^" + re.escape(start)))


def test_counts_are_those_of_the_graph(open_page: Any, known: Knowledge) -> None:
    page = open_page(state=EVERYTHING)
    dataset, _ = dataset_of(known)
    graph = to_networkx(dataset)
    statements = [n for n, type in graph.nodes(data="type") if type == "statement"]
    speakers = {s for s, _, relation in graph.edges(data="relation") if relation == "said"}
    operations = [n for n, type in graph.nodes(data="type") if type == "operation"]
    assert page.locator("#totals").inner_text() == (
        f"2 articles · {len(statements)} statements · {len(speakers)} speakers · {len(operations)} operation"
    )
    assert result(page).startswith(f"{len(statements)} statements · {len(speakers)} speakers")
    drawn = spots(page)
    bundles = bundled(graph)
    said = {(s, t): a["statements"] for s, t, a in bundles.edges(data=True) if a["relation"] == "said"}
    assert {(line["from"], line["to"]): line["n"] for line in drawn["lines"] if line["n"]} == said
    assert set(drawn["nodes"]) == {n.removeprefix("https://example.org/kg/") for n in bundles}
    assert page.locator("#panel [data-statement]").count() == len(statements)


def test_the_words_are_the_articles_characters(open_page: Any, known: Knowledge) -> None:
    dataset, texts = dataset_of(known)
    graph = to_networkx(dataset)
    exact = shown(open_page(state=f"{EVERYTHING}&context=off"))
    marked = shown(open_page(state=EVERYTHING))
    statements = [(n, a) for n, a in graph.nodes(data=True) if a["type"] == "statement"]
    assert len(statements) == len(exact) == len(marked) == 8
    for iri, attributes in statements:
        text = texts[attributes["article"]]
        assert exact[iri] == words(text, attributes["content"])
        for part, spans in (("source", "source"), ("cue", "cue_spans")):
            wanted = {text[b:e] for b, e in attributes.get(spans, ())}
            found = {written for mark, written in marked[iri] if mark == part}
            # Source and cue that stand inside the content (a cue of "X, he said, Y") still show as what they are.
            assert found == wanted, (part, iri)
        for b, e in attributes["content"]:
            assert any(written in text[b:e] for mark, written in marked[iri] if mark == "content")


def test_a_click_on_a_node_reads_it(open_page: Any) -> None:
    page = open_page()
    page.mouse.click(*at(page, "person/ann-smith"))
    assert panel_title(page) == "Ann Smith"
    card = page.locator("#panel .statement")
    assert card.count() == 1
    assert "“This was a careful operation,”" in card.inner_text()
    assert "acting Director, Border Office" in card.inner_text()
    assert "told" in card.inner_text()
    assert "The Daily Post" in card.inner_text()
    assert "second-hand" in card.inner_text()
    assert "“on Friday”" in card.inner_text()
    link = card.get_by_role("link")
    assert link.get_attribute("href") == "https://news.example/raid?x=1&y=2"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_click_on_a_line_reads_the_statements_it_bundles(open_page: Any) -> None:
    page = open_page()
    (ax, ay), (bx, by) = at(page, "source/raid-1-bo-official"), at(page, RAID)
    page.mouse.click(ax + (bx - ax) * 0.3, ay + (by - ay) * 0.3)
    assert panel_title(page) == "a BO official → Elm County plant raid"
    assert page.locator("#panel .statement").count() == 2
    assert "show=source" in page.url


def test_figures_stand_on_one_axis_with_who_gives_them(open_page: Any) -> None:
    page = open_page(state=f"show={RAID}")
    figures = page.locator("#panel .figures")
    assert figures.count() == 1
    text = figures.inner_text()
    assert "≥ 120" in text
    assert "≤ 100" in text
    assert "a BO official" in text
    assert "Workers' Union" in text
    assert "in conflict" in text


def test_labels_do_not_overlap_at_the_opening_zoom(open_page: Any) -> None:
    for width, height in ((1280, 800), (1920, 1000), (390, 844)):
        drawn = spots(open_page(width=width, height=height))
        boxes = drawn["labels"]
        hubs = {RAID}
        assert hubs <= {box["key"] for box in boxes}
        assert len(boxes) == len(drawn["nodes"]) or width < 400
        for i, a in enumerate(boxes):
            for b in boxes[:i]:
                apart = (
                    a["x"] + a["w"] <= b["x"]
                    or b["x"] + b["w"] <= a["x"]
                    or a["y"] + a["h"] <= b["y"]
                    or b["y"] + b["h"] <= a["y"]
                )
                assert apart, (width, a, b)


def test_search_folds_diacritics_and_finds_names_and_words(open_page: Any) -> None:
    page = open_page()
    page.fill("#search", "jose perez")
    shows(page, "1 statement ")
    assert "that anyone was hurt" in page.locator("#panel").inner_text()
    page.fill("#search", "WERE SPLIT")
    shows(page, "1 statement ")
    page.click("text=Count them too")
    shows(page, "2 statements ")
    page.fill("#search", "no such words")
    page.wait_for_selector("text=No statement matches all the filters.")
    assert page.locator("#nothing").is_visible()


def test_filters_combine_and_count_and_back_undoes_them(open_page: Any) -> None:
    page = open_page()
    assert result(page).startswith("5 statements")
    page.click("[data-facet=manner] [data-value=indirect]")
    assert result(page).startswith("3 statements")
    value = page.locator(f'[data-facet=operation] [data-value="{RAID}"]')
    count = int(value.locator(".n").inner_text())
    value.click()
    assert result(page).startswith(f"{count} statement")
    assert page.locator("#panel [data-statement]").count() == count
    page.go_back()
    shows(page, "3 statements")
    page.click("text=Clear all")
    shows(page, "5 statements")


def test_undo_takes_back_one_change_after_another(open_page: Any) -> None:
    page = open_page()
    undo = page.locator("#undo")
    playwright.expect(undo).to_be_disabled()
    page.click("[data-facet=manner] [data-value=indirect]")
    shows(page, "3 statements")
    page.fill("#search", "hurt")
    shows(page, "1 statement ")
    page.click("[data-tab=table]")
    undo.click()
    assert page.locator("body").get_attribute("data-view") == "graph"
    page.focus("#scene")
    page.keyboard.press("Control+z")
    shows(page, "3 statements")
    assert page.locator("#search").input_value() == ""
    undo.click()
    shows(page, "5 statements")
    playwright.expect(undo).to_be_disabled()
    assert "manner" not in page.url


def test_what_is_left_out_is_said_and_the_rest_is_what_the_named_query_gives(open_page: Any, known: Knowledge) -> None:
    page = open_page(state=f"show={RAID}")
    asked = Store(knowledge_quads(known)).ask("who-said-what", {"operation": "Elm County"})
    shown_here = page.locator("#panel [data-statement]")
    assert shown_here.count() == len(asked.rows) == 5
    aside = page.locator("#aside")
    assert aside.inner_text().startswith(
        "Left out, as in the named queries: 1 believed or wished, 1 in headlines, 1 inside another statement."
    )
    aside.get_by_role("button").click()
    shows(page, "8 statements")
    everything = Store(knowledge_quads(known)).ask("who-said-what", {"operation": "Elm County"}, everything=True)
    assert shown_here.count() == len(everything.rows)
    aside.get_by_role("button").click()
    shows(page, "5 statements")


@pytest.mark.parametrize(
    "state",
    [
        "",
        EVERYTHING,
        f"show={RAID}",
        f"show={RAID}&{EVERYTHING}",
        "show=person/ann-smith",
        f"show=source/raid-1-bo-official&show={RAID}",
        "show=org/border-office",
        f"show=place/elm-county&{EVERYTHING}",
        f"show=article/raid-1&{EVERYTHING}",
        f"operation={RAID}&manner=indirect&manner=mixed",
        "speaker=person/ann-smith&speaker=source/raid-1-bo-official&part=all",
        "from=2019-08-10&part=body&part=nested",
        "to=2019-08&kind=attitude",
    ],
)
def test_the_query_shown_gives_what_the_panel_shows(open_page: Any, known: Knowledge, state: str) -> None:
    page = open_page(state=state)
    page.click("#sparql")
    query = page.locator("#panel .sparql pre").inner_text()
    answer = Store(knowledge_quads(known)).query(query)
    listed = page.locator("#panel [data-statement]").evaluate_all("(cards) => cards.map((c) => c.dataset.statement)")
    assert sorted({row[0] for row in answer.rows}) == sorted(listed)
    assert listed or state.startswith("to=")


def test_the_query_says_which_filters_it_leaves_out(open_page: Any) -> None:
    page = open_page(state="q=hurt&agency=org/border-office")
    page.click("#sparql")
    told = page.locator("#panel .sparql").inner_text()
    assert "Agency speaking, or spoken for, Search names and words" in told


@pytest.mark.parametrize(
    ("state", "count"),
    [
        ("speaker=person/ann-smith", 1),
        ("agency=org/border-office", 3),
        ("outlet=The+Daily+Post", 2),
        ("named=unnamed", 2),
        ("kind=attitude", 1),
        ("part=headline", 1),
        ("part=nested", 1),
        (EVERYTHING, 8),
        ("from=2019-08-10", 1),
        ("to=2019-08-09", 4),
        ("q=hurt&manner=direct", 1),
    ],
)
def test_each_filter(open_page: Any, state: str, count: int) -> None:
    page = open_page(state=state)
    assert result(page).startswith(f"{count} statement{'' if count == 1 else 's'} ")
    assert page.locator("#panel [data-statement]").count() == count


def test_the_address_restores_what_was_shown(open_page: Any) -> None:
    page = open_page()
    page.click(f'[data-facet=operation] [data-value="{RAID}"]')
    page.click("[data-facet=manner] [data-value=mixed]")
    page.click("[data-kind=place]")
    page.click("[data-tab=table]")
    page.click("thead .speaker button")
    page.fill("#search", "split")
    page.wait_for_url(re.compile("q=split"))
    state = page.url.split("#")[1]
    again = open_page(state=state)
    for selector in ("#result", "#table", "#panel", "#chips"):
        assert again.locator(selector).inner_text() == page.locator(selector).inner_text()
    assert again.locator("#search").input_value() == "split"
    assert again.locator("thead .speaker").get_attribute("aria-sort") == "ascending"
    assert again.locator("[data-kind=place]").get_attribute("aria-pressed") == "false"


def test_what_the_address_says_wrongly_is_left_out(open_page: Any) -> None:
    page = open_page(state="view=x&show=nobody&speaker=nobody&from=%3Cscript%3E&sort=%22&theme=url()&hide=constructor")
    assert result(page).startswith("5 statements")
    assert page.locator("body").get_attribute("data-view") == "graph"


def test_the_table_has_the_same_content_and_sorts(open_page: Any) -> None:
    page = open_page(state=f"view=table&{EVERYTHING}")
    words_in_table = page.locator("#table tbody .words").all_inner_texts()
    assert len(words_in_table) == 8
    page.click("thead .speaker button")
    speakers = page.locator("#table tbody th").all_inner_texts()
    assert speakers == sorted(speakers, key=str.casefold)
    page.click("thead .speaker button")
    assert page.locator("#table tbody th").all_inner_texts() == sorted(speakers, key=str.casefold, reverse=True)
    assert sorted(page.locator("#table tbody .words").all_inner_texts()) == sorted(words_in_table)


@pytest.mark.parametrize("state", ["", f"show={RAID}", "view=table&sort=-speaker"])
def test_on_paper_is_the_table_in_dark_on_white(open_page: Any, state: str) -> None:
    page = open_page(state=state, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect = playwright.expect
    expect(page.locator("#table tbody tr")).to_have_count(5)
    expect(page.locator("#table tbody tr").first).to_be_visible()
    for hidden in ("#panel", "#find", "#stage", "#undo", ".tabs"):
        expect(page.locator(hidden)).to_be_hidden()
    paper, ink = page.evaluate(
        """() => ['body', '#table tbody .words'].map((at, i) =>
            getComputedStyle(document.querySelector(at))[i ? 'color' : 'backgroundColor'])"""
    )
    assert paper == "rgb(255, 255, 255)"
    assert ink == "rgb(0, 0, 0)"


def test_the_csv_has_the_words(open_page: Any, tmp_path: Path) -> None:
    page = open_page(state="view=table")
    with page.expect_download() as waiting:
        page.click("#save-csv")
    path = tmp_path / "table.csv"
    waiting.value.save_as(path)
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    assert [row["Words"] for row in rows] == page.locator("#table tbody .words").all_inner_texts()
    assert rows[0].keys() >= {"Speaker", "Role as attested", "Cue", "Said to", "About", "IRI", "Address"}


def test_the_picture_is_a_png(open_page: Any, tmp_path: Path) -> None:
    page = open_page()
    with page.expect_download() as waiting:
        page.click("#save-png")
    path = tmp_path / "picture.png"
    waiting.value.save_as(path)
    assert path.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert path.stat().st_size > 5_000


def test_the_drawing_is_an_svg_with_the_names_as_text(open_page: Any, tmp_path: Path) -> None:
    page = open_page(state=f"show={RAID}")
    with page.expect_download() as waiting:
        page.click("#save-svg")
    path = tmp_path / "drawing.svg"
    waiting.value.save_as(path)
    root = ElementTree.parse(path).getroot()
    drawn = spots(page)
    svg = "{http://www.w3.org/2000/svg}"
    signs, lines = root.findall(f"{svg}g")[1], root.findall(f"{svg}g")[0]
    assert len(signs) == len(drawn["nodes"])
    assert len(lines) == len(drawn["lines"])
    written = " ".join("".join(text.itertext()) for text in root.iter(f"{svg}text"))
    assert "Ann Smith" in written
    assert {element.tag.removeprefix(svg) for element in root.iter()} <= {
        "svg", "title", "rect", "g", "line", "circle", "polygon", "text", "tspan",
    }  # fmt: skip
    # Only what is visible is in the picture: after zooming in on the middle, less is.
    page.focus("#scene")
    for _ in range(8):
        page.keyboard.press("+")
    with page.expect_download() as waiting:
        page.click("#save-svg")
    waiting.value.save_as(path)
    nearer = ElementTree.parse(path).getroot()
    assert len(nearer.findall(f"{svg}g")[1]) < len(signs)


def test_the_keyboard_alone_finds_walks_and_reads(open_page: Any) -> None:
    page = open_page()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("hurt")
    shows(page, "2 statements")
    page.keyboard.press("Escape")
    page.focus("#scene")
    page.keyboard.press("ArrowRight")
    assert panel_title(page) == "Elm County plant raid"
    before = page.url
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    assert page.url != before
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel-title"
    page.keyboard.press("Escape")
    assert panel_title(page) == "Matching statements"


def test_every_control_can_be_reached_and_has_a_name(open_page: Any) -> None:
    page = open_page()
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, input, a')].filter((c) => !(
            c.textContent.trim() || c.getAttribute('aria-label') || c.labels?.length)).map((c) => c.outerHTML)"""
    )
    assert nameless == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (820, "light"), (1280, "dark")])
def test_it_fits_the_window_in_light_and_dark(open_page: Any, width: int, scheme: str) -> None:
    page = open_page(width=width, height=844, color_scheme=scheme, state=f"show={RAID}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, paper[4:-1].split(", "))) < 200) == (scheme == "dark")
    if width == 390:
        page.click("[data-tab=read]")
    assert page.locator("#panel-title").is_visible()
    if width == 390:
        page.click("[data-tab=find]")
    assert page.locator("#search").is_visible()
    page.click("#theme")
    turned = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert turned != paper


@pytest.mark.parametrize(
    ("state", "scheme"),
    [("", "dark"), (f"show={RAID}", "light"), (f"show={RAID}", "dark"), ("view=table", "light"), ("q=hurt", "light")],
)
def test_axe_finds_nothing(open_page: Any, state: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = open_page(state=state, color_scheme=scheme)
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []


def test_the_panel_tells_all_that_is_known_of_a_statement(open_page: Any) -> None:
    page = open_page(state="show=person/ann-smith")
    card = page.locator("#panel .statement")
    told = card.inner_text()
    iri = card.get_attribute("data-statement")
    path = re.sub(r"\s+", " ", card.locator(".path").inner_text())
    assert path.startswith("second-hand Ann Smith → The Daily Post →")
    assert card.locator(".who .cue").inner_text() == "told"
    assert "for Border Office" in re.sub(r"\s+", " ", told)
    assert "about Elm County plant raid" in re.sub(r"\s+", " ", told)
    assert "97 %" in told
    assert "José Pérez" in card.locator(".dispute").inner_text()
    card.get_by_role("button", name="copy IRI").click()
    playwright.expect(page.locator("#live")).to_have_text("copied")
    page.focus("#search")
    page.keyboard.press("Control+V")
    assert page.locator("#search").input_value() == iri


def test_bars_of_the_timeline_choose_a_range(open_page: Any) -> None:
    page = open_page(state=EVERYTHING)
    before = result(page)
    bars = page.locator("[data-facet=time] .column")
    counted = [int(re.search(r": (\d+)", bars.nth(i).get_attribute("aria-label"))[1]) for i in range(bars.count())]
    bars.first.click()
    shows(page, f"{counted[0]} statement")
    assert bars.first.get_attribute("aria-pressed") == "true"
    bars.last.click()
    shows(page, f"{sum(counted)} statements")
    bars.first.click()
    shows(page, before)


def test_kinds_are_hidden_in_the_legend_and_a_double_click_drills_down(open_page: Any) -> None:
    page = open_page(state=EVERYTHING)
    assert "person/ann-smith" in spots(page)["nodes"]
    page.click("#legend [data-kind=person]")
    assert not [key for key in spots(page)["nodes"] if key.startswith("person/")]
    page.click("#legend [data-kind=person]")
    page.mouse.dblclick(*at(page, "person/ann-smith"))
    playwright.expect(page.locator("#panel-title")).to_have_text("Ann Smith")
    assert "speaker=person" in page.url
    shows(page, "1 statement")


def test_the_button_for_light_and_dark_is_kept_in_the_address(open_page: Any) -> None:
    page = open_page(color_scheme="light")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("#theme")
    assert page.evaluate(paper) != light
    assert "theme=dark" in page.url
