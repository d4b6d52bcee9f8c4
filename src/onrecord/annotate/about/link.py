"""The stage: links statements to the operations and events they are about, with a confidence each.

Evidence is taken in this order: a mention in the content (0.95), a figure in the content that belongs to an
operation (0.85), a mention in the words around the content in its sentence (0.75), a speaker who goes on
about the same (0.7), words or a time of the operation said again (0.6). A statement with none of these stays
unlinked.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from onrecord.annotate import surface
from onrecord.annotate.about.beside import ToldBeside
from onrecord.annotate.about.disputes import find_disputes
from onrecord.annotate.events.background import is_background
from onrecord.annotate.events.dates import Time, times
from onrecord.annotate.events.found import FoundEvents
from onrecord.annotate.events.index import ChainIndex
from onrecord.annotate.events.triggers import LIGHT_VERBS
from onrecord.lexicon.operations import event_lexicon
from onrecord.model import About, Document, Event, Span, Statement

_MENTIONED, _FIGURED, _FRAMED, _CONTINUED, _ECHOED = 0.95, 0.85, 0.75, 0.7, 0.6
_MOST = 3  # operations that one statement is linked to
# Openings that tie what is said to what was said before.
_CONNECTIVES = frozenset(
    {
        "otherwise",
        "so",
        "therefore",
        "because",
        "but",
        "and",
        "also",
        "this",
        "that",
        "these",
        "those",
        "it",
        "however",
        "instead",
        "then",
        "still",
    }
)
_POINTERS = frozenset({"this", "that", "these", "it"})
# Nouns too common to show that two sentences have one topic.
_COMMON = frozenset(
    [
        "people",
        "person",
        "man",
        "woman",
        "thing",
        "time",
        "year",
        "month",
        "week",
        "day",
        "way",
        "part",
        "lot",
        "number",
        "one",
        "official",
        "agency",
        "state",
        "country",
        "president",
        "government",
        "statement",
        "report",
        "news",
        "police",
        "law",
        "place",
        "other",
        "something",
        "anything",
        "nobody",
        "everybody",
        "today",
        "yesterday",
        "question",
        "issue",
        "matter",
        "fact",
        "case",
        "example",
        "world",
        "nation",
    ]
)


@dataclass(slots=True)
class _Topic:
    """What the article says around one operation: its nouns and its times."""

    event: Event
    nouns: set[str] = field(default_factory=set)
    times: list[Time] = field(default_factory=list)


def link_about(document: Document, doc: Doc) -> Document:
    """Fills ``about`` and ``disputes`` of the statements; figures have theirs from the stage before."""
    index = ChainIndex(document, doc)
    events = FoundEvents(document, doc, index)
    linker = _Linker(document, doc, index, events)
    linked = tuple(linker.link(statement) for statement in document.statements)
    disputes = find_disputes(replace(document, statements=linked), doc, index, events)
    return replace(
        document,
        statements=tuple(replace(s, disputes=disputes[s.id]) if s.id in disputes else s for s in linked),
    )


class _Linker:
    """Goes through the statements in order and remembers what each speaker was last about."""

    def __init__(self, document: Document, doc: Doc, index: ChainIndex, events: FoundEvents) -> None:
        self.document, self.doc, self.index, self.events = document, doc, index, events
        self.text = document.article.text
        self.when = times(doc.text, document.article.published)
        self.lexicon = event_lexicon()
        self.paragraphs = surface.paragraphs(self.text)
        self.beside = ToldBeside(index, events, self.lexicon)
        self.counted = [figure.span[0] for figure in document.figures]
        self.by_span = {time.span: time for time in self.when}
        self.starts = [time.span[0] for time in self.when]
        self.echoes: dict[tuple[dt.date, dt.date, bool], list[str]] = {}
        self.topics = {event.id: self._topic(event) for event in events.operations}
        self.said: dict[str | None, list[tuple[Statement, set[str]]]] = {}
        self.last: Statement | None = None  # of anybody

    def link(self, statement: Statement) -> Statement:
        """``statement`` with its ``about``."""
        links = self._direct(statement) or self._around(statement) or self._carried(statement)
        if not links:
            links = self._event(statement)
        ordered = sorted(links.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
        about = tuple(About(event, confidence) for event, confidence in ordered)
        found = replace(statement, about=about)
        nouns = self._nouns(statement.content)
        if statement.kind == "speech" and statement.speaker is not None:
            self.said.setdefault(statement.speaker, []).append((found, nouns))
            self.last = found
        return found

    def _topic(self, event: Event) -> _Topic:
        topic = _Topic(event)
        done: set[int] = set()
        for mention in event.mentions:
            head = self.index.head(mention.span)
            if head is None or self.index.sentence_of[head.i] in done:
                continue
            done.add(self.index.sentence_of[head.i])
            topic.nouns |= self._nouns((self.index.sentence(head),))
        topic.times = [self.by_span[span] for span in event.times if span in self.by_span]
        return topic

    def _nouns(self, spans: Sequence[Span]) -> set[str]:
        return {
            self.doc[i].lemma_.lower()
            for span in spans
            for i in self.index.tokens(span)
            if self.doc[i].pos_ == "NOUN" and self.doc[i].lemma_.lower() not in _COMMON and len(self.doc[i]) > 2
        }

    def _direct(self, statement: Statement) -> dict[str, float]:
        """Operations mentioned in the content itself, or counted in it."""
        mentioned: list[tuple[Event, bool]] = []
        for span in statement.content:
            for event, place in self.events.within(span):
                if event.operation:
                    head = self.index.head(place)
                    mentioned.append((event, head is not None and is_background(head)))
        front = [event for event, background in mentioned if not background] or [event for event, _ in mentioned]
        specific = [event for event in front if event.confidence > 0.6] or front
        links = {event.id: _MENTIONED for event in specific}
        if links:
            return links
        for start, end in statement.content:
            for at in range(bisect_left(self.counted, start), bisect_left(self.counted, end)):
                for about in self.document.figures[at].about:
                    if self.events.by_id[about.event].operation:
                        links[about.event] = max(links.get(about.event, 0.0), min(_FIGURED, about.confidence))
        return links

    def _around(self, statement: Statement) -> dict[str, float]:
        """Operations in the words around the content: "asked about the raids, he said"."""
        own = (*statement.content, *statement.source, *statement.cue)
        if not own:
            return {}
        links: dict[str, float] = {}
        for sentence in self._sentences((*statement.cue, *statement.source) or statement.content):
            for event, _ in self.events.within(sentence):
                if event.operation and event.confidence > 0.6:
                    links[event.id] = _FRAMED
        return links

    def _sentences(self, spans: Sequence[Span]) -> list[Span]:
        found: list[Span] = []
        for span in spans:
            head = self.index.head(span)
            if head is not None:
                sentence = self.index.sentence(head)
                if sentence not in found:
                    found.append(sentence)
        return found

    def _carried(self, statement: Statement) -> dict[str, float]:
        """The topic that the same speaker was on, where the words tie this statement to it."""
        nouns = self._nouns(statement.content)
        earlier = self.said.get(statement.speaker, []) if statement.speaker else []
        links: dict[str, float] = {}
        if earlier:
            before, its = earlier[-1]
            near = self._paragraphs_between(before, statement) <= 1 and not self._turned(before)
            tied = self._opens_connected(statement) or nouns & (its | self._frame_nouns(before))
            if near and before.about and tied:
                links = {about.event: _CONTINUED for about in before.about if self._is_operation(about.event)}
            if links:
                return links
        for event in self._echoed_times(statement):
            if earlier or self._points(statement):
                links[event] = _ECHOED
        if links:
            return links
        for before, its in reversed(earlier[-8:]):
            if nouns & its and self._points(statement) and not self._turned(before):
                links.update({a.event: _ECHOED for a in before.about if self._is_operation(a.event)})
            if links:
                return links
        if self.events.main is not None and self._points(statement):
            topic = self.topics.get(self.events.main.id)
            if topic is not None and len(nouns & topic.nouns) >= 1 and len(topic.event.mentions) > 2:
                links[topic.event.id] = _ECHOED
        return links

    def _turned(self, before: Statement) -> bool:
        """Whether somebody else has spoken of something else since: an interviewer's next question."""
        last = self.last
        if last is None or last.speaker == before.speaker or not last.about:
            return False
        return not {about.event for about in last.about} & {about.event for about in before.about}

    def _frame_nouns(self, statement: Statement) -> set[str]:
        return self._nouns(self._sentences((*statement.cue, *statement.source)))

    def _is_operation(self, event: str) -> bool:
        return self.events.by_id[event].operation

    def _paragraphs_between(self, before: Statement, after: Statement) -> int:
        last = surface.paragraph_at(self.text, max(end for _, end in before.content) - 1)
        return surface.paragraph_at(self.text, min(start for start, _ in after.content)) - last

    def _words(self, statement: Statement) -> list[Token]:
        return [self.doc[i] for span in statement.content for i in self.index.tokens(span)]

    def _opens_connected(self, statement: Statement) -> bool:
        first = next((t for t in self._words(statement) if t.is_alpha and t.lower_ != "that"), None)
        return first is not None and first.lower_ in _CONNECTIVES

    def _points(self, statement: Statement) -> bool:
        """Whether the content has a "this" or "it" that stands alone as a subject or object."""
        return any(
            t.lower_ in _POINTERS and t.pos_ == "PRON" and t.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
            for t in self._words(statement)
        )

    def _echoed_times(self, statement: Statement) -> list[str]:
        """Realised operations with a time that the content says again, of a week at most."""
        found: list[str] = []
        for start, end in statement.content:
            for time in self.when[bisect_left(self.starts, start) : bisect_left(self.starts, end)]:
                if time.span[1] <= end and time.first and time.last and (time.last - time.first).days <= 7:
                    key = (time.first, time.last, time.absolute)
                    if key not in self.echoes:
                        self.echoes[key] = self._topics_of(time)
                    found += self.echoes[key]
        return found

    def _topics_of(self, time: Time) -> list[str]:
        return [
            topic.event.id
            for topic in self.topics.values()
            if topic.event.status in ("done", "underway")
            and any(o.first and not o.contradicts(time) and o.absolute == time.absolute for o in topic.times)
        ]

    def _event(self, statement: Statement) -> dict[str, float]:
        """Where no operation is spoken of: the event that the content turns on, if it has a type or is a topic."""
        best: tuple[float, str] | None = None
        for span in statement.content:
            for event, place in self.events.within(span):
                head = self.index.head(place)
                if head is None or event.operation or event.type == "communication" or is_background(head):
                    continue
                topic = self._told_beside(head, statement)
                noun = head.pos_ in ("NOUN", "PROPN")
                if topic is None and (event.type == "other" or not (noun or len(event.mentions) > 1)):
                    continue
                if event.type == "other" and not (noun and self._is_deverbal(head)):
                    continue
                weight = 0.1 * min(len(event.mentions), 5) - 0.05 * _depth(head)
                weight += 2.0 if topic else 0.0
                weight += 0.5 if noun else 0.0
                if best is None or weight > best[0]:
                    best = (weight, (topic or event).id)
        return {best[1]: _ECHOED} if best else {}

    def _is_deverbal(self, noun: Token) -> bool:
        """Whether a noun comes from a verb: a "request" happens, a "problem" is."""
        row = self.lexicon.nouns.get(noun.lemma_.lower())
        return row is not None and bool(row[0])

    def _told_beside(self, token: Token, statement: Statement) -> Event | None:
        """The event that the paragraph tells outside the content with the same word, at least twice or by a noun."""
        family = self.lexicon.family(token.lemma_.lower())
        if token.lemma_.lower() in LIGHT_VERBS or len(family) < 4:
            return None
        start = min(start for start, _ in statement.content)
        paragraph = self.paragraphs[surface.paragraph_at(self.text, start)] if self.paragraphs else (0, len(self.text))
        return self.beside.most_told(family, statement, paragraph)


def _depth(token: Token) -> int:
    depth = 0
    while token.head != token and depth < 10:
        token = token.head
        depth += 1
    return depth
