"""Names in a headline whose every word is written with a capital, where the parser takes verbs into names."""

from __future__ import annotations

from bisect import bisect_right

from onrecord import gazetteer
from onrecord.annotate.entities.name import Name, make_name
from onrecord.annotate.entities.people import PersonName
from onrecord.annotate.entities.words import Words
from onrecord.model import Span

_MOST = 0.7
_LONGEST = 200


def is_title_case(text: str) -> bool:
    """Whether most longer words begin with a capital."""
    longer = [w for w in text.split() if len(w) > 3 and w[0].isalpha()]
    return len(longer) > 3 and sum(w[0].isupper() for w in longer) >= _MOST * len(longer)


def headline_lines(text: str) -> list[Span]:
    """Lines in title case that end without a full stop: the headline and those of teasers and sections."""
    found, start = [], 0
    for line in text.split("\n"):
        bare = line.strip()
        if 12 < len(bare) <= _LONGEST and bare[-1] not in ".,;" and is_title_case(bare) and not _introduces(bare):
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _introduces(line: str) -> bool:
    """Whether a line is a sentence that introduces what follows: "BOSTON – Mayor Ann Lee issued this statement:"."""
    return line[-1] == ":" and any(w.isalpha() and w.islower() and len(w) > 3 for w in line.split())


def mend_headlines(names: list[Name], text: str, words: Words, lines: list[Span]) -> list[Name]:
    """Replaces the names of headlines in title case by those of their words that name somebody in the body.

    Gazetteer names stay. A name that the body does not know stays only where it is a given name and a family name.
    """
    if not lines:
        return names
    starts = [start for start, _ in lines]

    def line_of(name: Name) -> int | None:
        at = bisect_right(starts, name.start) - 1
        return at if at >= 0 and name.start < lines[at][1] else None

    of_line: dict[int, list[Name]] = {}
    body: list[Name] = []
    for name in names:
        at = line_of(name)
        (body if at is None else of_line.setdefault(at, [])).append(name)
    known = _known(body)
    kept = list(body)
    for at, span in enumerate(lines):
        kept.extend(_mended(of_line.get(at, []), known, text, words, span))
    return sorted(kept, key=lambda n: (n.start, -n.end))


def _known(body: list[Name]) -> dict[str, Name]:
    """Names of the body in lower case, family names of its people among them."""
    known: dict[str, Name] = {}
    for name in body:
        if name.type == "thing" and not name.sure:
            continue
        known.setdefault(name.text.lower(), name)
        if name.type == "person":
            surname = PersonName.of(name.text).surname
            if surname:
                known.setdefault(surname.lower(), name)
    return known


def _mended(inside: list[Name], known: dict[str, Name], text: str, words: Words, span: Span) -> list[Name]:
    taken: set[int] = set()
    kept: list[Name] = []
    for name in inside:
        if name.known is not None or (name.type == "place" and name.sure):
            kept.append(name)
            taken.update(range(name.first, name.last))
        elif len(name.text.split()) > 2 and (short := _before_verb(name, known, text, words)) is not None:
            kept.append(short)
            taken.update(range(short.first, short.last))
    kept.extend(_of_body(known, text, words, span, taken))
    kept.extend(_titled(text, words, span, taken))
    for name in inside:
        parts = name.text.split()
        if not taken.isdisjoint(range(name.first, name.last)) or name.type != "person" or len(parts) != 2:
            continue
        if gazetteer.given_name_gender(parts[0]) and gazetteer.surname_rank(parts[1]) is not None:
            kept.append(name)
    return kept


def _titled(text: str, words: Words, span: Span, taken: set[int]) -> list[Name]:
    """Whoever stands with given name and family name behind a title of Congress, where the body does not name her."""
    found = []
    for i in range(words.token_from(span[0]), min(words.token_from(span[1]), len(words) - 2)):
        given, family = words.text[i + 1], words.text[i + 2]
        title = words.lower[i] in ("congresswoman", "congressman", "senator") and taken.isdisjoint((i + 1, i + 2))
        if title and gazetteer.given_name_gender(given) and gazetteer.surname_rank(family) is not None:
            found.append(make_name(words, text, i + 1, i + 3, "person"))
            taken.update((i, i + 1, i + 2))
    return found


def _before_verb(name: Name, known: dict[str, Name], text: str, words: Words) -> Name | None:
    """Of "Rick Crawford Statement" the name, where the body has the surname alone."""
    parts = name.text.split()
    like = known.get(parts[1].lower())
    whole = words.text[name.first : name.first + 2] == parts[:2] and gazetteer.given_name_gender(parts[0]) is not None
    if not whole or name.type != "person" or like is None or like.type != "person" or like.text != parts[1]:
        return None
    short = make_name(words, text, name.first, name.first + 2, "person")
    short.title = name.title
    return short


def _of_body(known: dict[str, Name], text: str, words: Words, span: Span, taken: set[int]) -> list[Name]:
    found = []
    i, last = words.token_from(span[0]), words.token_from(span[1])
    while i < last:
        step = 1
        if i not in taken and words.capital(i):
            for j in range(min(i + 6, last), i, -1):
                start, end = words.start[i], words.end[j - 1]
                like = known.get(text[start:end].lower())
                if like is not None and taken.isdisjoint(range(i, j)):
                    name = Name(start, end, i, j, text[start:end], like.type, like.known, like.acronym, sure=like.sure)
                    name.label = like.label
                    found.append(name)
                    taken.update(range(i, j))
                    step = j - i
                    break
        i += step
    return found
