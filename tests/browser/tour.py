"""The questions of docs/tour.md: what is pressed, and what the page then shows.

``python tests/browser/tour.py [PAGE]`` takes the pictures of the tour and the first of the README anew, from
``PAGE`` (that of ``graph/`` unless given); ``--releases PAGE`` and ``--large PAGE`` take those of other builds.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "graph" / "examples.html"
PICTURES = ROOT / "docs" / "images"

_RAIDS = '[data-facet=operation] button:has-text("ICE raids in Mississippi")'


@dataclass(frozen=True)
class Question:
    """``presses`` are selectors of the page; ``words`` are then in ``where``, and in the tour."""

    name: str
    asks: str
    presses: tuple[str, ...]
    words: tuple[str, ...]
    where: str = "#panel"


TOUR = (
    Question(
        "agency",
        "What did the agency itself say about the raids, and to whom?",
        (_RAIDS, '[data-facet=agency] button:has-text("U.S. Immigration and Customs Enforcement")'),
        (
            "the agency is “a law enforcement agency, not a social services agency”",
            "NBC News",
            "“This was a textbook operation, carried out in a safe manner, and done securely,”",
            "The Washington Post",
        ),
    ),
    Question(
        "figures",
        "How many people were detained, who says so, and can all the numbers be true?",
        (_RAIDS,),
        ("persons detained", "≤ 800", "≥ 680", "Bryan Cox", "can all be true"),
    ),
    Question(
        "quoted",
        "What did the President say in words that the articles quote?",
        ('[data-facet=speaker] button:has-text("Donald Trump")', "[data-facet=manner] [data-value=direct]"),
        ("You have to go in, you can't let anybody know.", "this serves as a very good deterrent"),
    ),
    Question(
        "unnamed",
        "What about the raids rests on sources without a name?",
        (_RAIDS, "[data-facet=named] [data-value=unnamed]"),
        ("An ICE official", "activists", "disrupted the local economy and jeopardized many families"),
    ),
    Question(
        "second-hand",
        "What do we know only because another outlet was told, and how can I check it in a store?",
        ('[data-facet=outlet] button:has-text("The Washington Post")', "#sparql"),
        ("told to an outlet", "Matthew Albence", "Jerome Miles", "SELECT DISTINCT ?statement ?by ?text"),
    ),
)


def answer(page: Any, question: Question) -> None:
    """Press what the question needs, in a page that has just been opened."""
    for press in question.presses:
        page.locator(press).first.click()


def main() -> None:
    sys.path.append(str(ROOT / "tests"))  # where conftest finds the other fixtures
    from PIL import Image
    from playwright.sync_api import sync_playwright

    from conftest import ARGUMENTS, CHROMIUM

    parser = argparse.ArgumentParser(description="Take the pictures of the page.")
    parser.add_argument("page", nargs="?", type=Path, default=PAGE)
    parser.add_argument("--releases", type=Path)
    parser.add_argument("--large", type=Path)
    given = parser.parse_args()
    shots = [(given.page, f"tour-{question.name}", "", question) for question in TOUR]
    shots.append((given.page, "page", "", Question("page", "", (_RAIDS,), ())))
    shots += [(path, name, "", None) for path, name in ((given.releases, "page-releases"),) if path]
    shots += [(path, name, "#whole=on", None) for path, name in ((given.large, "page-whole"),) if path]
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for path, name, state, question in shots:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(path.absolute().as_uri() + state)
            page.wait_for_selector("html[data-ready]")
            if state:
                page.wait_for_selector("#whole[data-painted=true]")
            if question:
                answer(page, question)
            page.mouse.move(640, 790)
            page.screenshot(path=PICTURES / f"{name}.png")
            page.close()
            # A page has few colours; by coverage, the rare ones of the signs stay what they are.
            with Image.open(PICTURES / f"{name}.png") as picture:
                few = picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
            few.save(PICTURES / f"{name}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
