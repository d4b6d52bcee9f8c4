"""No text from an article, name or address can run or change the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pages import dataset_of

from onrecord.export.page import write_page
from onrecord.model import Knowledge
from onrecord.page.passage import on_one_line
from onrecord.rdf.terms import loadable

pytestmark = pytest.mark.browser

MARKUP = (
    "<script>window.hurt=1</script>",
    "</script><script>window.hurt=1</script><!--",
    "<img src=x onerror=window.hurt=1>",
    "\"><svg onload=window.hurt=1> ' onmouseover=window.hurt=1 x=",
    '<a href="javascript:window.hurt=1">href</a>',
    "</style><style>*{display:none}</style> url(https://evil.example/x) @import 'https://evil.example/y'",
    "<iframe srcdoc='<script>parent.hurt=1</script>'></iframe><base href=https://evil.example/>",
    "<!--[if IE]><![CDATA[ ]]>--> &lt;b&gt; &#60;b&#62; \\u003cscript\\u003e \\",
    "</textarea></title></noscript></template>",
)
CODE = (
    "__proto__",
    "constructor toString hasOwnProperty",
    "{{ 7*7 }}{% for x in y %}${window.hurt=1}{# #}<%= 1 %>",
    '=HYPERLINK("https://evil.example")',
)
SIGNS = (
    "\u202egnol si siht\u202c \u2066 \u200f\u2028\u2029 \ufeff",
    "\x00\x01\x1b[31m\x7f \ud800 \U0001f600" + "\u0301" * 50,
)
HOSTILE = (
    " ".join(MARKUP),
    MARKUP[1],
    "__proto__",
    " ".join(CODE[::-1]),
    " ".join(SIGNS),
    "javascript:window.hurt=1",
    "data:text/html,<script>window.hurt=1</script>",
)
KEPT = {"id", "type", "form", "manner", "kind", "part", "status", "date", "published", "language", "key", "measure"}


def poisoned(value: Any, text: str, field: str = "") -> Any:
    """``value`` with every free string replaced by ``text``; ids, keys and the words of value lists stay."""
    if isinstance(value, str):
        return value if field in KEPT or field in IDS else text
    if isinstance(value, tuple):
        return tuple(poisoned(item, text, field) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: poisoned(getattr(value, f.name), text, f.name) for f in fields(value)})
    return value


IDS = {
    "speaker", "on_behalf_of", "addressee", "parent", "disputes", "event", "person", "organization", "place", "agents",
    "targets", "places", "affiliation", "identified_as", "statement", "members", "left", "right", "text", "channel",
}  # fmt: skip


def poison(knowledge: Knowledge, text: str) -> Knowledge:
    """Names, titles, addresses, roles, cues, units and the text itself become ``text``; the spans lie inside it."""
    whole = f"{text} \u201c{text}\u201d said {text}. " * 40
    documents = []
    for document in knowledge.documents:
        bad = poisoned(document, text)
        article = replace(bad.article, text=whole[: max(len(document.article.text), 600)])
        documents.append(replace(bad, article=article))
    return replace(
        knowledge,
        documents=tuple(documents),
        entities=poisoned(knowledge.entities, text),
        occurrences=poisoned(knowledge.occurrences, text),
    )


CENSUS = """() => ({
  scripts: document.scripts.length,
  styles: document.querySelectorAll('style, link, base, meta').length,
  strange: document.querySelectorAll('iframe, img, object, embed, form, video, audio, template').length,
  handlers: [...document.querySelectorAll('*')].filter(
    (e) => [...e.attributes].some((a) => a.name.startsWith('on'))).length,
  links: [...document.querySelectorAll('a')].map((a) => a.protocol).filter((p) => !['http:', 'https:'].includes(p)),
  hurt: window.hurt ?? null,
  polluted: ({}).hurt ?? Object.prototype.hurt ?? null,
  sections: [...document.querySelectorAll('section[id]')].map((s) => s.id),
})"""


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_changes_nothing(open_page: Any, known: Knowledge, tmp_path: Path, text: str) -> None:
    path = tmp_path / "hostile.html"
    dataset, texts = dataset_of(poison(known, text))
    write_page(dataset, path, texts=texts, title=text)
    page = open_page(path, state="kind=all&part=all")
    for step in (None, "[data-facet=speaker] button", "[data-tab=table]"):
        if step:
            page.click(step)
        census: Mapping[str, Any] = page.evaluate(CENSUS)
        assert census["scripts"] == 6
        assert census["styles"] == 6
        assert census["strange"] == census["handlers"] == 0
        assert census["links"] == []
        assert census["hurt"] is None
        assert census["polluted"] is None
        assert census["sections"][:3] == ["find", "middle", "panel"]
    # It is all there, as text: in the heading, in the panel and in the table.
    assert page.locator("h1").evaluate("(e) => e.textContent") == on_one_line(text, 200)
    for place in ("#panel", "#table"):
        assert loadable(text)[:500] in page.locator(place).evaluate("(e) => e.textContent")


def test_hostile_addresses_are_text(open_page: Any, known: Knowledge, tmp_path: Path) -> None:
    bad = ("javascript:alert(1)", "JaVaScRiPt://x/%0aalert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "x:y")
    documents = tuple(replace(d, article=replace(d.article, url=bad[i])) for i, d in enumerate(known.documents))
    entities = tuple(replace(e, links=bad, website=bad[1]) for e in known.entities)
    path = tmp_path / "addresses.html"
    dataset, texts = dataset_of(replace(known, documents=documents, entities=entities))
    write_page(dataset, path, texts=texts, title="x")
    page = open_page(path, state="show=org/border-office")
    assert page.locator("#panel .statement").count() > 0
    assert page.locator("a").count() == 0


@pytest.mark.slow
def test_a_quotation_of_ten_megabytes(open_page: Any, known: Knowledge, tmp_path: Path) -> None:
    first = known.documents[0]
    text = "\u201c" + "All work and no play. " * 477_000 + "\u201d said Ann Smith."
    assert len(text) > 10_000_000
    statement = replace(first.statements[0], content=((0, text.index("\u201d") + 1),), source=(), cue=())
    document = replace(first, article=replace(first.article, text=text), statements=(statement,), figures=())
    path = tmp_path / "long.html"
    dataset, texts = dataset_of(replace(known, documents=(document,)))
    write_page(dataset, path, texts=texts, title="Long")
    page = open_page(path)
    shown = page.locator("#panel .exact")
    assert 1000 < len(shown.inner_text()) < 2000
    page.click("#panel .exact button")
    assert page.evaluate("document.querySelector('#panel .exact').textContent.length") == text.index("\u201d") + 1
