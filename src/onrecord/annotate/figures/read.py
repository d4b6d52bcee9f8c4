"""The stage: which numbers count something in an event, what they count, and in whose voice."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.annotate import surface
from onrecord.annotate.events.background import is_background
from onrecord.annotate.events.dates import Time, times
from onrecord.annotate.events.found import FoundEvents
from onrecord.annotate.events.index import ChainIndex
from onrecord.annotate.figures.clause import telling
from onrecord.annotate.figures.counted import INCIDENTS, Counted, read_counted, read_measure
from onrecord.lexicon.measures import MeasureLexicon, measure_lexicon
from onrecord.lexicon.numbers import Amount, amounts
from onrecord.model import About, Document, Event, Figure, Span, Statement

_NAMING = re.compile(
    r"(?:\b(?:H\. ?R\.|(?:H|S|H\. ?J)\. ?Res\.|S\.|Nos?\.|[Ss]ection|[Tt]itle|Article|Chapter|Flight|Route)|[#§]) ?$"
)
_FRACTION = re.compile(r"[- ](?:half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|tenths?)\b")
_UNITS_OF_WEIGHT = {
    "pound": "lb",
    "lb": "lb",
    "kilogram": "kg",
    "kilo": "kg",
    "kg": "kg",
    "gram": "g",
    "ton": "t",
    "tonne": "t",
    "ounce": "oz",
}


def read_figures(document: Document, doc: Doc, lexicon: MeasureLexicon | None = None) -> Document:
    """Adds the figures of the article in text order; ``lexicon`` is by default the shipped one."""
    lexicon = lexicon or measure_lexicon()
    index = ChainIndex(document, doc)
    events = FoundEvents(document, doc, index)
    skip = surface.boilerplate(document.article.text)
    text = doc.text  # built anew each time it is asked for
    when = times(text, document.article.published)
    skipped = [start for start, _ in skip]
    counts = tuple(amounts(text))
    voices = _voices(document, [amount.number for amount in counts])
    incident = _main_incident(document)
    found: list[Figure] = []
    for amount in counts:
        passage = bisect_right(skipped, amount.number[0]) - 1
        if (passage >= 0 and amount.number[0] < skip[passage][1]) or _is_time(amount, when) or _is_age(amount, text):
            continue
        if _is_label(amount, text):
            continue
        figure = _figure(amount, document, index, events, lexicon, when, voices, incident)
        if figure is not None and not (found and figure.span[0] < found[-1].span[1]):
            found.append(figure)
    voiced = _carried_voices(document, found)
    return replace(document, figures=tuple(replace(f, id=f"f{n}") for n, f in enumerate(voiced, 1)))


def _is_time(amount: Amount, when: Sequence[Time]) -> bool:
    at = bisect_left(when, amount.number[1], key=lambda time: time.span[0]) - 1
    return at >= 0 and when[at].span[0] <= amount.number[0] < when[at].span[1]


def _is_age(amount: Amount, text: str) -> bool:
    """ "Jane Roe, 34, was arrested": a number between commas, or in brackets, after a name."""
    start, end = amount.number
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    return (
        amount.span == amount.number
        and (amount.maximum or 0) < 120
        and not amount.currency
        and (
            (before == ", " and after in (",", ".", ";"))
            or (before[-1:] == "(" and after == ")")
            or text[max(0, start - 5) : start].lower().endswith(("aged ", "age "))
        )
    )


def _is_label(amount: Amount, text: str) -> bool:
    """ "H.R. 933", "Section 287", "[10]", "one-third": a number that names a bill or a note, or is a share."""
    start, end = amount.number
    if _NAMING.search(text[max(0, start - 16) : start]) or _FRACTION.match(text, end):
        return True
    return text[start - 1 : start] == "[" and amount.span == amount.number


def _figure(
    amount: Amount,
    document: Document,
    index: ChainIndex,
    events: FoundEvents,
    lexicon: MeasureLexicon,
    when: Sequence[Time],
    voices: Mapping[Span, Statement],
    incident: Event | None,
) -> Figure | None:
    doc = index.doc
    inside = index.tokens(amount.number)
    if not inside:
        return None
    number = doc[inside[-1]]
    if not index.is_sentence(number) or _asks(number, index, document.article.text):
        return None
    counted = read_counted(number, amount)
    if counted is None:
        return None
    measure, predicate = read_measure(counted, lexicon, events)
    if measure is None:
        return None
    if amount.vague and amount.definite and measure in ("persons", "persons-deported"):
        # "Removing the millions of aliens who …" names a population; nobody counted an event's people.
        return None
    about, confidence = _about(measure, predicate, counted, events, document, index.sentence(number), incident)
    if about is None:
        return None
    statement = voices.get(amount.number)
    if statement is not None and statement.manner != "direct" and is_background(number):
        # What the sentence only sets its scene with is known already; the article vouches for it.
        statement = None
    span = (amount.span[0], max(amount.span[1], counted.last.idx + len(counted.last)))
    unit = lexicon.measures[measure].unit
    if unit == "currency":
        unit = amount.currency or "USD"
    elif unit == "weight":
        unit = _UNITS_OF_WEIGHT.get(counted.head.lemma_.lower(), "items")
    return Figure(
        id="",
        span=span,
        clause=telling(span, counted, predicate),
        measure=measure,
        minimum=amount.minimum,
        maximum=amount.maximum,
        unit=unit,
        hedge=amount.hedge or (document.words(amount.number).lower() if amount.vague else None),
        about=(About(about.id, confidence),),
        speaker=statement.speaker if statement else None,
        statement=statement.id if statement else None,
        time=_time(number, index.sentence(number), when),
        confidence=round(min(confidence, 0.6 if amount.vague else 0.9), 2),
    )


def _asks(number: Token, index: ChainIndex, text: str) -> bool:
    """Whether the sentence asks ("Will it recover any of the $17 billion?"): it claims no figure."""
    start, end = index.sentence(number)
    return text[start:end].rstrip("\"' \n").endswith("?")


def _about(
    measure: str,
    predicate: Token | None,
    counted: Counted,
    events: FoundEvents,
    document: Document,
    sentence: Span,
    incident: Event | None,
) -> tuple[Event | None, float]:
    """The event the figure belongs to: its own word, another of its clause, or the article's main operation."""
    own = events.of(predicate)
    if own is not None and own.operation:
        return own, 0.9
    if measure == "money":
        return own, 0.7  # a budget told beside an operation is not the operation's
    harm = measure in (
        "persons-killed",
        "persons-injured",
        "persons-missing",
        "sites-damaged",
        "sites-attacked",
    )
    nearby: list[tuple[int, Event]] = []
    for event, span in events.within(sentence):
        if event is own or event.status in ("hypothetical", "negated"):
            continue
        if event.operation or (harm and event.type in INCIDENTS):
            distance = abs(span[0] - counted.head.idx)
            nearby.append((distance + (0 if event.status in ("done", "underway") else 200), event))
    if nearby:
        return min(nearby, key=lambda pair: pair[0])[1], 0.85
    most = len(events.main.mentions) if events.main is not None else 0
    if harm and incident is not None and len(incident.mentions) >= most:
        return incident, 0.6
    before = events.told_before(counted.head.idx, _paragraph(document.article.text, counted.head.idx))
    if before is not None:
        return before, 0.7
    if events.main is not None and events.main.status in ("done", "underway") and len(events.main.mentions) > 1:
        return events.main, 0.6
    return own, 0.7


def _paragraph(text: str, offset: int) -> Span:
    spans = surface.paragraphs(text)
    return spans[surface.paragraph_at(text, offset)] if spans else (0, len(text))


def _main_incident(document: Document) -> Event | None:
    """The incident that the article tells most of, more than once."""
    incidents = [e for e in document.events if e.type in INCIDENTS and len(e.mentions) > 1]
    return max(incidents, key=lambda e: len(e.mentions), default=None)


def _voices(document: Document, numbers: Sequence[Span]) -> dict[Span, Statement]:
    """The innermost statement in whose content each of ``numbers``, in text order, stands; none where there is none."""
    starts = [start for start, _ in numbers]
    found: dict[Span, tuple[int, Statement]] = {}
    for statement in document.statements:
        if statement.kind != "speech":
            continue
        length = sum(end - start for start, end in statement.content)
        for start, end in statement.content:
            for number in numbers[bisect_left(starts, start) : bisect_left(starts, end)]:
                if number[1] <= end and (number not in found or length < found[number][0]):
                    found[number] = (length, statement)
    return {number: statement for number, (_, statement) in found.items()}


def _carried_voices(document: Document, figures: Sequence[Figure]) -> list[Figure]:
    """ "At least 680 were detained. More than 300 of them had been released, X said": the 680 are X's too, probably.

    Where a speaker counts a part "of them", the whole in the sentence before, in the same paragraph and so far in
    nobody's voice, is the number that the part is taken from.
    """
    text = document.article.text
    result: list[Figure] = []
    for figure in figures:
        words = document.words(figure.span).lower()
        if figure.speaker and words.endswith((" of them", " of those", " of these")) and result:
            whole = _whole_of(result, figure, text)
            if whole is not None:
                result[whole] = replace(
                    result[whole], speaker=figure.speaker, confidence=min(result[whole].confidence, 0.6)
                )
        result.append(figure)
    return result


def _whole_of(earlier: Sequence[Figure], part: Figure, text: str) -> int | None:
    """Where in ``earlier`` the whole stands that ``part`` is a part of, or None."""
    for at in range(len(earlier) - 1, -1, -1):
        whole = earlier[at]
        between = text[whole.span[1] : part.span[0]]
        if "\n" in between or len(between) > 300:
            return None
        if whole.unit == part.unit and whole.speaker is None:
            return at
    return None


def _time(number: Token, sentence: Span, when: Sequence[Time]) -> Span | None:
    """The time the figure speaks of: the nearest after it in its sentence, else before it."""
    first = bisect_left(when, sentence[0], key=lambda time: time.span[0])
    before = None
    for time in when[first:]:
        if time.span[0] >= sentence[1]:
            break
        if time.span[0] > number.idx:
            return time.span
        before = time.span
    return before
