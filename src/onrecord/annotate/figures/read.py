"""The stage: which numbers count something in an event, what they count, and in whose voice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from onrecord.annotate import surface
from onrecord.annotate.events.background import is_background
from onrecord.annotate.events.dates import Time, times
from onrecord.annotate.events.found import FoundEvents
from onrecord.annotate.events.index import ChainIndex
from onrecord.annotate.events.triggers import countable
from onrecord.lexicon.measures import MeasureLexicon, measure_lexicon
from onrecord.lexicon.numbers import Amount, amounts
from onrecord.model import About, Document, Event, Figure, Span, Statement

# Events that people are killed or hurt in; a figure of the dead is about them, not about the dying.
_INCIDENTS = ("attack", "shooting", "disaster", "accident", "murder", "protest", "crime")
_CLASS_ORDER = ("money", "drug", "weapon", "vehicle", "warrant", "site", "city", "person")
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
_REACH = 6  # steps up the parse from the noun counted to a word that tells what happened


@dataclass(frozen=True, slots=True)
class _Counted:
    """The noun that an amount counts: its head token, the last token of the phrase, its class."""

    head: Token
    last: Token
    classes: tuple[str, ...]


def read_figures(document: Document, doc: Doc, lexicon: MeasureLexicon | None = None) -> Document:
    """Adds the figures of the article in text order; ``lexicon`` is by default the shipped one."""
    lexicon = lexicon or measure_lexicon()
    index = ChainIndex(document, doc)
    events = FoundEvents(document, doc, index)
    skip = surface.boilerplate(document.article.text)
    when = times(doc.text, document.article.published)
    found: list[Figure] = []
    for amount in amounts(doc.text):
        if (
            any(start <= amount.number[0] < end for start, end in skip)
            or _is_time(amount, when)
            or _is_age(amount, doc.text)
        ):
            continue
        figure = _figure(amount, document, index, events, lexicon, when)
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


def _figure(
    amount: Amount,
    document: Document,
    index: ChainIndex,
    events: FoundEvents,
    lexicon: MeasureLexicon,
    when: Sequence[Time],
) -> Figure | None:
    doc = index.doc
    inside = index.tokens(amount.number)
    if not inside:
        return None
    number = doc[inside[-1]]
    counted = _counted(number, amount)
    if counted is None:
        return None
    measure, predicate = _measured(counted, lexicon, events)
    if measure is None:
        return None
    if amount.vague and amount.definite and measure in ("persons", "persons-deported"):
        # "Removing the millions of aliens who …" names a population; nobody counted an event's people.
        return None
    about, confidence = _about(measure, predicate, counted, events, document)
    if about is None:
        return None
    statement = _voice(document, amount.number)
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
        measure=measure,
        minimum=amount.minimum,
        maximum=amount.maximum,
        unit=unit,
        hedge=amount.hedge or (document.words(amount.number).lower() if amount.vague else None),
        about=(About(about.id, confidence),),
        speaker=statement.speaker if statement else None,
        statement=statement.id if statement else None,
        time=_time(predicate, number, when),
        confidence=round(min(confidence, 0.6 if amount.vague else 0.9), 2),
    )


def _counted(number: Token, amount: Amount) -> _Counted | None:
    """The noun that ``number`` counts, through "680 immigrants", "hundreds of people", "300 of them", "26 dead"."""
    if amount.currency:
        return _Counted(number, number, ("money",))
    head = number
    for _ in range(3):
        if (
            head.dep_ in ("nummod", "quantmod", "compound", "amod", "nmod", "advmod", "npadvmod")
            and head.head.i > head.i
        ):
            head = head.head
            if head.pos_ in ("NOUN", "PROPN"):
                break
        else:
            break
    if head.i - number.i > 8:
        return None
    last = head
    classes = countable(head) if head != number else frozenset()
    inner = _of_object(head)
    if inner is not None and (head == number or "drugunit" in classes or head.like_num):
        last = inner
        classes = frozenset(countable(inner)) | ({"drug"} if "drug" in countable(inner) else frozenset())
        if "drugunit" in countable(head) and "drug" not in classes:
            return None
    elif head == number:
        if number.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr", "appos", "ROOT"):
            nearby = number.nbor(1) if number.i + 1 < len(number.doc) else None
            if nearby is not None and nearby.pos_ in ("ADJ", "NOUN", "VERB") and countable(nearby):
                return _Counted(nearby, nearby, _ordered(countable(nearby)))
            classes = frozenset({"person"}) if number.dep_ != "pobj" or _is_toll(number) else frozenset()
        else:
            return None
    ordered = _ordered(classes)
    return _Counted(head, last, ordered) if ordered else None


def _ordered(classes: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in _CLASS_ORDER if name in classes)


def _of_object(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i > token.i:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _is_toll(number: Token) -> bool:
    """ "The death toll rose to 26"."""
    verb = number.head.head if number.head.dep_ == "prep" else number.head
    return any(child.dep_ in ("nsubj", "nsubjpass") and child.lemma_ == "toll" for child in verb.children)


def _measured(counted: _Counted, lexicon: MeasureLexicon, events: FoundEvents) -> tuple[str | None, Token | None]:
    """The measure, and the word that decides it."""
    for noun_class in counted.classes:
        for word, pos in _deciding(counted):
            measure = lexicon.of(noun_class, word.lemma_.lower(), pos) or lexicon.of(noun_class, word.lower_, pos)
            if measure is not None:
                return measure, word
    for noun_class in counted.classes:
        general = next((m.key for m in lexicon.measures.values() if m.nouns == noun_class and not m.triggers), None)
        if general is None or noun_class == "site":
            continue
        for word, _ in _deciding(counted):
            event = events.of(word)
            if event is not None and (
                event.operation
                or event.type in _INCIDENTS
                or (noun_class == "money" and event.type not in ("other", "communication"))
            ):
                return general, word
    return None, None


def _deciding(counted: _Counted) -> Iterator[tuple[Token, str]]:
    """Words that may tell what happened to what is counted, nearest first, with N, V or A."""
    head = counted.head
    yield head, "A" if head.pos_ == "ADJ" else "N"
    for child in (*head.children, *(counted.last.children if counted.last != head else ())):
        if child.dep_ in ("acl", "relcl", "amod") or (child.dep_ == "conj" and child.pos_ == "VERB"):
            yield child, "V" if child.pos_ == "VERB" else "A"
    at = head
    passed = False
    for _ in range(_REACH):
        parent = at.head
        if parent == at:
            break
        if parent.pos_ in ("VERB", "AUX"):
            for child in parent.children:
                if child.dep_ in ("oprd", "acomp", "attr", "xcomp", "ccomp") and child.i > at.i:
                    yield child, "A" if child.pos_ == "ADJ" else "N" if child.pos_ == "NOUN" else "V"
                elif child.dep_ in ("nsubj", "nsubjpass") and child.lemma_ == "toll":
                    yield child, "N"
            yield parent, "V"
            if passed or at.dep_ not in (
                "dobj",
                "nsubjpass",
                "nsubj",
                "prep",
                "conj",
                "attr",
                "agent",
                "dative",
                "oprd",
            ):
                break
            passed = True
            if parent.dep_ not in ("conj", "xcomp", "acl", "relcl", "advcl", "pcomp"):
                break
        elif parent.pos_ in ("NOUN", "PROPN", "ADJ") and at.dep_ in (
            "pobj",
            "prep",
            "conj",
            "appos",
            "nmod",
            "compound",
        ):
            yield parent, "A" if parent.pos_ == "ADJ" else "N"
        at = parent


def _about(
    measure: str, predicate: Token | None, counted: _Counted, events: FoundEvents, document: Document
) -> tuple[Event | None, float]:
    """The event the figure belongs to: its own word, another of its clause, or the article's main operation."""
    own = events.of(predicate)
    if own is not None and own.operation:
        return own, 0.9
    sentence = counted.head.sent
    harm = measure in (
        "persons-killed",
        "persons-injured",
        "persons-missing",
        "sites-damaged",
        "sites-attacked",
    )
    nearby: list[tuple[int, Event]] = []
    for event, span in events.within((sentence.start_char, sentence.end_char)):
        if event is own or event.status in ("hypothetical", "negated"):
            continue
        if event.operation or (harm and event.type in _INCIDENTS):
            distance = abs(span[0] - counted.head.idx)
            nearby.append((distance + (0 if event.status in ("done", "underway") else 200), event))
    if nearby:
        return min(nearby, key=lambda pair: pair[0])[1], 0.85
    if harm:
        incidents = [e for e in document.events if e.type in _INCIDENTS and len(e.mentions) > 1]
        main = max(incidents, key=lambda e: len(e.mentions), default=None)
        if main is not None and (events.main is None or len(main.mentions) >= len(events.main.mentions)):
            return main, 0.6
    before = events.told_before(counted.head.idx, _paragraph(document.article.text, counted.head.idx))
    if before is not None:
        return before, 0.7
    if events.main is not None and events.main.status in ("done", "underway") and len(events.main.mentions) > 1:
        return events.main, 0.6
    return own, 0.7


def _paragraph(text: str, offset: int) -> Span:
    spans = surface.paragraphs(text)
    return spans[surface.paragraph_at(text, offset)] if spans else (0, len(text))


def _voice(document: Document, number: Span) -> Statement | None:
    """The innermost statement in whose content the number stands."""
    best: tuple[int, Statement] | None = None
    for statement in document.statements:
        for start, end in statement.content:
            if start <= number[0] and number[1] <= end and statement.kind == "speech":
                size = sum(e - s for s, e in statement.content)
                if best is None or size < best[0]:
                    best = (size, statement)
    return best[1] if best else None


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
            whole = result_index(result, figure, text)
            if whole is not None:
                result[whole] = replace(
                    result[whole], speaker=figure.speaker, confidence=min(result[whole].confidence, 0.6)
                )
        result.append(figure)
    return result


def result_index(earlier: Sequence[Figure], part: Figure, text: str) -> int | None:
    """Where in ``earlier`` the whole stands that ``part`` is a part of, or None."""
    for at in range(len(earlier) - 1, -1, -1):
        whole = earlier[at]
        between = text[whole.span[1] : part.span[0]]
        if "\n" in between or len(between) > 300:
            return None
        if whole.unit == part.unit and whole.speaker is None:
            return at
    return None


def _time(predicate: Token | None, number: Token, when: Sequence[Time]) -> Span | None:
    """The time the figure speaks of: the nearest after it in its sentence, else before it."""
    sentence = (predicate or number).sent
    inside = [t.span for t in when if sentence.start_char <= t.span[0] < sentence.end_char]
    after = [span for span in inside if span[0] > number.idx]
    return after[0] if after else inside[-1] if inside else None
