"""Articles as pages: what is found in them is what is found in their plain text, whatever stands around them."""

import html
import json
from pathlib import Path

import pytest

from onrecord.annotate.pipeline import annotate
from onrecord.language import load_language
from onrecord.model import Article, Document
from onrecord.read import read_articles

WIKINEWS = Path(__file__).parents[2] / "examples" / "articles" / "wikinews.jsonl"
RECORDS = [json.loads(line) for line in WIKINEWS.read_text(encoding="utf-8").splitlines()][:12]


@pytest.fixture(scope="module")
def nlp():
    return load_language()


def newspaper(record: dict, paragraphs: list[str]) -> str:
    """A page as a newspaper's content system makes it."""
    body = "\n".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{html.escape(record["title"])} - Wikinews</title>
<link rel="canonical" href="{html.escape(record["url"])}"><meta property="og:site_name" content="Wikinews">
<meta property="og:title" content="{html.escape(record["title"])}">
<meta property="article:published_time" content="{record["date"]}">
<script type="application/ld+json">{{"@type": "BreadcrumbList"}}</script><style>p {{ margin: 0 }}</style></head>
<body><a href="#main">Skip to content</a><header><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li>
<li><a href="/v">See all video</a></li></ul></nav><form><input placeholder="Search"></form></header>
<main id="main"><article><h1>{html.escape(record["title"])}</h1>
<div class="share-buttons"><a href="/f">Share on Facebook</a> <a href="/t">Tweet</a></div>
<div class="article-body">{body}</div></article></main>
<aside class="sidebar"><h3>Most Popular</h3><ul><li><a href="/1">“I quit,” says captain of team</a></li>
<li><a href="/2">Police said to look for a thief</a></li></ul></aside>
<div id="cookie-banner">We said that we use cookies. <button>Accept</button></div>
<footer><p>© Wikinews. All rights reserved. <a href="/privacy">Privacy policy</a></p></footer></body></html>"""


def wiki(record: dict, paragraphs: list[str]) -> str:
    """A page as MediaWiki makes it."""
    body = "\n".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
    return f"""<!DOCTYPE html><html class="client-nojs" lang="en" dir="ltr"><head><meta charset="UTF-8">
<title>{html.escape(record["title"])} - Wikinews, the free news source</title>
<link rel="canonical" href="{html.escape(record["url"])}"></head><body class="mediawiki ns-0">
<div id="mw-page-base" class="noprint"></div><div id="content" class="mw-body" role="main">
<h1 id="firstHeading" class="firstHeading">{html.escape(record["title"])}</h1>
<div id="bodyContent" class="mw-body-content"><div id="siteSub">From Wikinews, the free news source you can write!</div>
<div id="mw-content-text" class="mw-content-ltr"><div class="mw-parser-output">{body}</div></div>
<div id="catlinks" class="catlinks"><ul><li><a href="/wiki/Category:Published">Published</a></li></ul></div></div></div>
<div id="mw-navigation"><h2>Navigation menu</h2><ul><li><a href="/wiki/Main">Main page</a></li>
<li><a href="/wiki/R">Random article</a></li></ul></div>
<div id="footer"><ul><li>
All text created after September 25, 2005, is available under the terms of CC BY 2.5.</li></ul></div>
</body></html>"""


def said(document: Document) -> list[tuple]:
    """The statements as words, so that they can be compared where spaces differ."""

    def words(spans):
        return tuple(" ".join(document.words(span).split()) for span in spans)

    return [(words(s.source), words(s.cue), words(s.content), s.manner, s.kind, s.part) for s in document.statements]


@pytest.mark.parametrize("make", [newspaper, wiki])
@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_a_page_gives_the_statements_of_its_plain_text(tmp_path, nlp, record, make):
    paragraphs = [" ".join(line.split()) for line in record["text"].split("\n") if line.strip()]
    assert paragraphs[0] == record["title"]
    (tmp_path / "page.html").write_text(make(record, paragraphs[1:]), encoding="utf-8")
    problems: list = []
    (article,) = read_articles([tmp_path], problems.append)
    assert problems == []
    assert article.text == "\n".join(paragraphs)
    assert (article.title, article.url) == (record["title"], record["url"])
    plain = Article("page.html", "\n".join(paragraphs), title=record["title"])
    found = annotate(article, nlp, "rules")
    assert said(found) == said(annotate(plain, nlp, "rules"))
    assert found.statements
