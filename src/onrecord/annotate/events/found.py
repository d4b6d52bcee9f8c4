"""The events of an article looked up by token: for the stages that attach something to them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.annotate.events.index import ChainIndex
from onrecord.model import Document, Event, Mention, Span


class FoundEvents:
    """Events by head token and by span, and the article's main ones."""

    def __init__(self, document: Document, doc: Doc, index: ChainIndex) -> None:
        """Reads the events of ``document``; ``index`` is that of the same document and parse."""
        self.by_id: dict[str, Event] = {event.id: event for event in document.events}
        self._of_token: dict[int, Event] = {}
        self._mentions: list[tuple[int, int, str]] = []
        for event in document.events:
            for mention in event.mentions:
                self._mentions.append((mention.start, mention.end, event.id))
                # The last word of a noun phrase is its head; of a verb with particle the first is.
                tokens = index.tokens(mention.span)
                if tokens:
                    self._of_token.setdefault(tokens[-1 if mention.form == "noun" else 0], event)
        self._mentions.sort()
        self._starts = [mention[0] for mention in self._mentions]
        certain = {
            event.id
            for event in document.events
            if event.operation and event.status in ("done", "underway") and event.confidence > 0.6
        }
        self._realised = [(start, self.by_id[id]) for start, _, id in self._mentions if id in certain]
        self._realised_starts = [start for start, _ in self._realised]
        operations = [event for event in document.events if event.operation]
        realised = [event for event in operations if event.status in ("done", "underway")]
        self.operations = operations
        self.main = max(realised or operations, key=lambda event: len(event.mentions), default=None)

    def of(self, token: Token | None) -> Event | None:
        """The event that ``token`` heads a mention of."""
        return None if token is None else self._of_token.get(token.i)

    def told_before(self, offset: int, within: Span) -> Event | None:
        """The realised operation spoken of last before ``offset`` and inside ``within``, or None."""
        at = bisect_left(self._realised_starts, offset) - 1
        return self._realised[at][1] if at >= 0 and self._realised[at][0] >= within[0] else None

    def within(self, span: Span) -> Iterator[tuple[Event, Span]]:
        """Events with a mention inside ``span``, in text order, with that mention's span."""
        at = bisect_left(self._starts, span[0])
        while at < len(self._mentions) and self._mentions[at][0] < span[1]:
            start, end, event = self._mentions[at]
            if end <= span[1]:
                yield self.by_id[event], (start, end)
            at += 1


def mention_words(document: Document, mention: Mention) -> str:
    """The words of a mention in lower case."""
    return document.words(mention.span).lower()
