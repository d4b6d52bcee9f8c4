"""RSS and Atom: an item an article (feedparser)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.read.fields import article_of
from onrecord.read.html import fragment_text
from onrecord.read.lines import PARAGRAPH_END
from onrecord.read.options import Reading
from onrecord.read.problem import Problem, Report
from onrecord.read.source import Source
from onrecord.timelimit import OutOfTime, time_limit

SECONDS_PER_FEED = 60.0
# A teaser of a line or two is no article; what follows "Read more" is elsewhere.
_TEASER_CHARACTERS = 280


def read_feed(source: Source, report: Report, reading: Reading) -> Iterator[tuple[str, Article]]:
    """The items of a feed, by their link; the feed's title is the publisher.

    An item has as text its full content, or its summary; that of a mere teaser is read too, with a note.
    """
    import feedparser

    late = f"took longer than {SECONDS_PER_FEED:g} seconds to read; split the feed"
    try:
        data = source.read()
        if b"<!ENTITY" in data.replace(b"\0", b""):
            # Entities that name entities grow without end, in code that no alarm interrupts; no feed needs its own.
            raise InputError("is XML that declares entities of its own, as a bomb does; take the declarations out")
        with time_limit(SECONDS_PER_FEED, late):
            # Bytes alone: a name would be opened, and an address fetched.
            feed: Any = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (InputError, OutOfTime) as error:
        report(Problem(source.name, str(error)))
        return
    except Exception as error:  # whatever a feed does to the parser is a fault of the feed
        report(Problem(source.name, f"is a feed that cannot be read ({type(error).__name__}: {error})"))
        return
    if not feed.entries:
        fault = feed.get("bozo_exception")
        reason = f" ({fault})" if fault else ""
        report(Problem(source.name, f"holds no item of RSS or Atom{reason}; expected <item> or <entry> elements"))
        return
    teasers = 0
    for number, entry in enumerate(feed.entries, 1):
        place = f"{source.name}:{number}"
        try:
            text = _text(entry)
        except InputError as error:
            report(Problem(place, str(error)))
            continue
        teasers += len(text) < _TEASER_CHARACTERS
        title = fragment_text(entry.get("title") or "") or None
        if title and text and not text.startswith(title):
            text = f"{title}{PARAGRAPH_END}{text}"
        fields = {
            "id": entry.get("id") or entry.get("link"),
            "text": text,
            "title": title,
            "url": entry.get("link"),
            "date": entry.get("published") or entry.get("updated"),
            "publisher": (entry.get("source") or {}).get("title") or feed.feed.get("title"),
            "author": entry.get("author"),
            "language": feed.feed.get("language"),
        }
        article = article_of(fields, place, report, Reading())
        if article is not None:
            yield place, article
    if teasers:
        message = f"{teasers} of {len(feed.entries)} items have no more than a teaser; fetch their pages for the text"
        report(Problem(source.name, message, False))


def _text(entry: Any) -> str:
    contents = [content.get("value") or "" for content in entry.get("content") or ()]
    longest = max([*contents, entry.get("summary") or ""], key=len)
    return fragment_text(longest) if longest else ""
