"""What each paragraph tells with one word: the events whose mentions are of one word family, counted."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from onrecord.annotate.events.found import FoundEvents
from onrecord.annotate.events.index import ChainIndex
from onrecord.lexicon.operations import EventLexicon
from onrecord.model import Event, Span, Statement

_Rank = tuple[int, int, str]  # minus the mentions, the place of the first one, the event: the least is told most


@dataclass(slots=True)
class _Paragraph:
    """The mentions of a paragraph in text order, by event, and the events of each word family, most told first."""

    starts: list[int] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    of_event: dict[str, list[int]] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    ranks: dict[str, list[_Rank]] = field(default_factory=dict)
    families: list[str] = field(default_factory=list)


class ToldBeside:
    """Finds the event that a paragraph tells outside a statement; each paragraph is read once."""

    def __init__(self, index: ChainIndex, events: FoundEvents, lexicon: EventLexicon) -> None:
        """Takes the lookups of one article."""
        self._index, self._events, self._lexicon = index, events, lexicon
        self._read: dict[Span, _Paragraph] = {}

    def most_told(self, family: str, statement: Statement, paragraph: Span) -> Event | None:
        """The event that ``paragraph`` tells most with words of ``family`` outside the content of ``statement``."""
        told = self._read.get(paragraph)
        if told is None:
            told = self._read[paragraph] = self._paragraph(paragraph)
        inside: set[int] = set()
        for start, end in statement.content:
            inside.update(range(bisect_left(told.starts, start), bisect_left(told.starts, end)))
        within = Counter((told.mentions[at], told.families[at] == family) for at in sorted(inside))
        touched = dict.fromkeys(event for event, _ in within)
        best = next((rank for rank in told.ranks.get(family, ()) if rank[2] not in touched), None)
        for event in touched:
            left = told.counts.get((event, family), 0) - within[event, True]
            if left > 0:
                first = next(at for at in told.of_event[event] if at not in inside)
                rank = (-left, first, event)
                best = rank if best is None else min(best, rank)
        return self._events.by_id[best[2]] if best is not None else None

    def _paragraph(self, paragraph: Span) -> _Paragraph:
        told = _Paragraph()
        for event, place in self._events.within(paragraph):
            head = self._index.head(place)
            if head is None or event.operation or event.type == "communication":
                continue
            family = self._lexicon.family(head.lemma_.lower())
            told.of_event.setdefault(event.id, []).append(len(told.starts))
            told.counts[event.id, family] = told.counts.get((event.id, family), 0) + 1
            told.starts.append(place[0])
            told.mentions.append(event.id)
            told.families.append(family)
        for (event_id, family), count in told.counts.items():
            told.ranks.setdefault(family, []).append((-count, told.of_event[event_id][0], event_id))
        for ranks in told.ranks.values():
            ranks.sort()
        return told
