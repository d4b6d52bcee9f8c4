"""People whom their surroundings introduce though neither parser nor name table knows them; places in a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord import gazetteer
from onrecord.annotate.entities.name import Name, make_name, title_at
from onrecord.annotate.entities.words import Words
from onrecord.lexicon.cues import nouns as told
from onrecord.lexicon.nominals import name_words, nouns, roles, word_set

Entity = tuple[int, int, str]
"""First token, token after the last, label of the parser."""

_LABEL = re.compile(r"(?m)^[\"' ]*((?:[A-Z][A-Z.'-]* ){1,3}[A-Z][A-Z'-]+)(?=:)")
# "Pramila Jayapal (WA-07)", "Patty Murray (D-WA)", "Elise Stefanik (R-NY21)": only legislators are written so.
_SEAT = re.compile(r"[\w'-] (?=\((?:[DRI]-[A-Z][A-Za-z.]{0,5}[-\d]{0,4}|[A-Z]{2}-\d{1,2})\))")
# "Jesús "Chuy" García": the quotation marks part the name for the parser.
_NICKNAMED = re.compile(
    r"\b[A-Z][\w.'-]+ (?:[A-Z][\w'-]*\.? )?\"[A-Z][\w.'-]*\" [A-Z][\w'-]+(?:,? (?:Jr\.|Sr\.|II\b|III\b))?"
)
_LISTED = re.compile(r",|,?\s*(?:and|or)")
AREAS = frozenset(("counties", "parishes", "boroughs", "townships"))
_SPLIT = frozenset(("GPE", "ORG", "PERSON", "LOC", "FAC"))
_LONGEST_LIST = 40
_LONGEST_TITLE = 5  # tokens of a document's name behind an "and"


def introduced_people(text: str, words: Words, entities: Sequence[Entity]) -> list[Name]:
    """Names of people by what stands around them, in text order.

    These are labels of a transcript in capitals, two or three words before a legislator's seat, two words that
    the parser takes for two places beside a noun for a person, and a word between a role or body and a family name.
    """
    runs = [*_seats(text, words, {last: first for first, last, label in entities if label == "PERSON"})]
    runs += _nicknamed(text, words)
    runs += _torn(words, entities)
    runs += _cut_off(words, entities)
    found = _labels(text, words)
    for first, last in runs:
        found.append(make_name(words, text, first, last, "person", sure=True))
    return sorted(found, key=lambda n: (n.start, -n.end))


def _labels(text: str, words: Words) -> list[Name]:
    """Speakers of a transcript by full name or by title: "MELISSA MURRAY: …", "LEADER JEFFRIES: …"."""
    found = []
    for match in _LABEL.finditer(text):
        first, last = words.token_from(match.start(1)), words.token_from(match.end(1) - 1) + 1
        parts = match.group(1).title().split()
        surname = parts[-1]
        if surname in name_words() or surname.lower() in roles() or title_at(words, last - 1) is not None:
            continue
        title = title_at(words, first)
        behind = first + 1 + (words.text[first + 1] == ".")  # "REP. LEE: …"
        if title is not None and last - behind == 1:
            name = make_name(words, text, behind, last, "person", sure=True)
            name.title = title
            found.append(name)
        elif gazetteer.given_name_gender(parts[0]) and surname.lower() not in nouns():
            found.append(make_name(words, text, first, last, "person", sure=True))
    return found


def _seats(text: str, words: Words, begun: dict[int, int]) -> list[tuple[int, int]]:
    found = []
    for match in _SEAT.finditer(text):
        last = words.token_from(match.start()) + 1
        first = last
        while first > 0 and last - first < 3 and is_name_like(words, first - 1):
            first -= 1
        # Of "Congresswoman Eleanor Holmes Poe" the parser may have the last two names alone.
        titled = first > 0 and title_at(words, first - 1) is not None and first < begun.get(last, last)
        if last - first > 1 and (titled or last not in begun):
            found.append((first, last))
    return found


def _nicknamed(text: str, words: Words) -> list[tuple[int, int]]:
    """Given name, nickname in quotation marks and family name: "Marcia "Cia" Price"."""
    found = []
    for match in _NICKNAMED.finditer(text):
        first, last = words.token_from(match.start()), words.token_from(match.end() - 1) + 1
        while title_at(words, first) is not None or words.text[first] == ".":
            first += 1
        parts = [k for k in range(first, last) if words.text[k] not in ('"', ",")]
        known = gazetteer.given_name_gender(words.text[first]) is not None or (first > 0 and _titled(words, first))
        if len(parts) > 2 and known and words.proper(first) and words.text[parts[-1]] not in name_words():
            found.append((first, last))
    return found


def _titled(words: Words, first: int) -> bool:
    """Whether a title stands right before token ``first``: "Rep.", "Representatives"."""
    k = first - 2 if words.text[first - 1] == "." and first > 1 else first - 1
    lower = words.lower[k].rstrip(".")
    return title_at(words, k) is not None or lower.removesuffix("s") in word_set("in-congress")


def _torn(words: Words, entities: Sequence[Entity]) -> list[tuple[int, int]]:
    """Adjacent one-word entities, one of them a place, beside a noun for a person: "Valeria London, a woman who"."""
    found = []
    for (first, middle, left), (begin, last, right) in pairwise(entities):
        if middle != begin or last - first != 2 or not {left, right} <= _SPLIT or "GPE" not in (left, right):
            continue
        if (
            not (is_name_like(words, first) and is_name_like(words, begin))
            or words.sentence[first] != words.sentence[begin]
        ):
            continue
        if (first > 0 and _person_noun(words, first - 1)) or _apposed(words, last):
            found.append((first, last))
    return found


def _cut_off(words: Words, entities: Sequence[Entity]) -> list[tuple[int, int]]:
    """A given name that the parser leaves out, behind a body, a role or "said": "spokesman Zoltar Smith"."""
    bodies = word_set("body")
    found = []
    for first, last, label in entities:
        if label != "PERSON" or not 1 <= last - first <= 2 or first < 2 or not is_name_like(words, first - 1):
            continue
        before = first - 2
        said = words.lower[before] in ("said", "says") and words.text[last - 1].istitle()
        named = said and all(is_name_like(words, i) for i in range(first, last))
        role = last - first == 1 and (words.text[before] in bodies or words.text[before] in roles())
        if words.sentence[before] == words.sentence[first] and (named or role):
            found.append((first - 1, last))
    return found


def is_name_like(words: Words, i: int) -> bool:
    """Whether the token can be a part of somebody's name and is no title, role, kind of body, people or region."""
    text = words.text[i]
    return (
        words.proper(i)
        and text.replace("-", "").replace("'", "").rstrip(".").isalpha()
        and text not in name_words()
        and words.lower[i] not in roles()
        and words.lower[i] not in word_set("calendar")
        and words.lower[i] not in word_set("qualifier")
        and title_at(words, i) is None
        and gazetteer.demonym_of(text) is None
        and gazetteer.region_named(text) is None
    )


def _person_noun(words: Words, i: int) -> bool:
    noun = nouns().get(words.lower[i])
    return words.tag[i] == "NN" and (words.lower[i] in roles() or (noun is not None and noun.type == "person"))


def _apposed(words: Words, comma: int) -> bool:
    """Whether ", a(n) … woman" follows."""
    if comma + 2 >= len(words) or words.text[comma] != "," or words.lower[comma + 1] not in ("a", "an", "the"):
        return False
    for i in range(comma + 2, min(comma + 7, len(words))):
        if _person_noun(words, i):
            return True
        if words.tag[i] not in ("JJ", "NN", "NNP", "VBN", "CD", "HYPH") and words.text[i] != "-":
            return False
    return False


def places_of_lists(names: list[Name], text: str, words: Words) -> None:
    """Makes places of what "counties" ends: "Harris, Travis and Fort Bend counties" names no people."""
    for k, name in enumerate(names):
        if name.last >= len(words) or words.lower[name.last] not in AREAS:
            continue
        if text[name.end : words.start[name.last]] != " ":
            continue
        for j in range(k, max(-1, k - _LONGEST_LIST), -1):
            if names[j].known is not None or (
                j < k and not _LISTED.fullmatch(text[names[j].end : names[j + 1].start].strip())
            ):
                break
            names[j].type, names[j].sure, names[j].title = "place", True, None


def without_towns(names: list[Name], text: str, words: Words) -> list[Name]:
    """Cuts a town off a surname that a verb forgotten joins it to: "Lee and Poe Sultan, WA and met with …"."""
    titled = {n.text for n in names if n.type == "person" and n.title is not None}
    for n in names:
        if n.type != "person" or n.last - n.first != 2 or n.title is not None or words.text[n.first] not in titled:
            continue
        after = words.text[n.last : n.last + 2]
        region = gazetteer.region_named(after[1]) if len(after) == 2 and after[0] == "," else None
        if region is not None and region.kind == "state":
            n.last, n.end = n.first + 1, words.end[n.first]
            n.text = text[n.start : n.end]
    return names


def without_lists(words: Words, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, with the people of "Lee, Poe" apart where the parser takes the two for one name."""
    surnames = {words.text[last - 1] for first, last, label in entities if label == "PERSON" and last - first > 1}
    found: list[Entity] = []
    for first, last, label in entities:
        names = range(first, last, 2)
        listed = label in ("PERSON", "ORG") and last - first > 2 and (last - first) % 2 == 1
        if (
            listed
            and all(words.text[i] in surnames for i in names)
            and all(words.text[i + 1] == "," for i in names[:-1])
        ):
            found.extend((i, i + 1, "PERSON") for i in names)
        else:
            found.append((first, last, label))
    return found


def titles_a_document(words: Words, i: int) -> bool:
    """Whether "and" and more capitals go on to a document: "a Benefit Fraud | and Compliance Assessment"."""
    if i >= len(words) or words.lower[i] not in ("and", "&"):
        return False
    last = i + 1
    while last + 1 < len(words) and last - i < _LONGEST_TITLE and words.proper(last + 1):
        last += 1
    return last > i + 1 and (words.lower[last] in word_set("paper-noun") or words.lower[last] in told())
