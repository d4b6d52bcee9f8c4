"""Names in a headline whose every word is written with a capital, where the parser takes verbs into names."""

from __future__ import annotations

from onrecord import gazetteer
from onrecord.annotate.entities.names import Name
from onrecord.annotate.entities.people import PersonName
from onrecord.annotate.entities.words import Words
from onrecord.model import Span

_MOST = 0.7


def is_title_case(text: str) -> bool:
    """Whether most longer words begin with a capital."""
    longer = [w for w in text.split() if len(w) > 3 and w[0].isalpha()]
    return len(longer) > 3 and sum(w[0].isupper() for w in longer) >= _MOST * len(longer)


def mend_headline(names: list[Name], text: str, words: Words, span: Span | None) -> list[Name]:
    """Replaces the names of a headline in title case by those of its words that name somebody in the body.

    Gazetteer names stay. A name that the body does not know stays only where it is a given name and a family name.
    """
    if span is None or not is_title_case(text[span[0] : span[1]]):
        return names
    body = [n for n in names if n.start >= span[1]]
    inside = [n for n in names if span[0] <= n.start < span[1]]
    known: dict[str, Name] = {}
    for name in body:
        if name.type == "thing" and not name.sure:
            continue
        known.setdefault(name.text.lower(), name)
        if name.type == "person":
            surname = PersonName.of(name.text).surname
            if surname:
                known.setdefault(surname.lower(), name)
    taken = bytearray(len(words))
    kept: list[Name] = []
    for name in inside:
        if name.known is not None or (name.type == "place" and name.sure):
            kept.append(name)
            taken[name.first : name.last] = b"\1" * (name.last - name.first)
    kept.extend(_of_body(known, text, words, span, taken))
    for name in inside:
        parts = name.text.split()
        if any(taken[name.first : name.last]) or name.type != "person" or len(parts) != 2:
            continue
        if gazetteer.given_name_gender(parts[0]) and gazetteer.surname_rank(parts[1]) is not None:
            kept.append(name)
    return sorted([*kept, *body], key=lambda n: (n.start, -n.end))


def _of_body(known: dict[str, Name], text: str, words: Words, span: Span, taken: bytearray) -> list[Name]:
    found = []
    i, last = words.token_from(span[0]), words.token_from(span[1])
    while i < last:
        step = 1
        if not taken[i] and words.capital(i):
            for j in range(min(i + 6, last), i, -1):
                start, end = words.start[i], words.end[j - 1]
                like = known.get(text[start:end].lower())
                if like is not None and not any(taken[i:j]):
                    name = Name(start, end, i, j, text[start:end], like.type, like.known, like.acronym, sure=like.sure)
                    name.label = like.label
                    found.append(name)
                    step = j - i
                    break
        i += step
    return found
