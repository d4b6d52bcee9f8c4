"""Father and son of one name: whom a suffix tells apart in an article, and who only leaves his own out now and then.

"Troy Carter, Sr." and "Troy Carter" are mostly one man, so a suffix alone says little. It tells apart where the
article brings its bearer in as somebody's child ("his son Mark Quist Jr."), where it stands in a list of a family, and
where the one without it is a president.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord import gazetteer
from onrecord.annotate.entities.name import Name
from onrecord.annotate.entities.people import PersonName
from onrecord.lexicon.nominals import word_set

FAMILY = 3  # members of one family name in a list from which on it is a list of a family
BEFORE = 80  # characters before a name in which "son" may stand

_CHILD = "|".join(sorted(word_set("offspring")))
# Between "sons" and the name stand names alone: "their children Laura and Tom Jr.".
_CHILD_BEFORE = re.compile(rf"\b(?:{_CHILD}),? (?:(?:[A-Z][\w.'’-]*,?|and) )*$")
_CHILD_OF = re.compile(rf",? (?:(?:the|a) )?(?:[a-z]+ ){{0,2}}(?:{_CHILD}) of\b")
_SUFFIX_BEHIND = re.compile(r", ?(Jr|Sr|II|III|IV)\b")
_LISTED = re.compile(r"(?:,? and|,) ")
_PARTY = re.compile(r",? ?\([DRI]-[A-Z]")
_LONGEST = 4  # words of a person's name


def with_suffix(person: PersonName, name: Name, text: str) -> PersonName:
    """The name with the suffix that stands behind a comma, where the span ends before it: "Mark Quist, Jr."."""
    found = None if person.suffix else _SUFFIX_BEHIND.match(text, name.end)
    return replace(person, suffix=found.group(1).lower()) if found else person


def told_apart(names: Sequence[Name], parsed: Mapping[int, PersonName], text: str) -> frozenset[int]:
    """The names (by index in ``names``) whose suffix tells them from one without it; ``parsed`` are the people's."""
    bearing = {i: person for i, person in parsed.items() if person.suffix in word_set("generation")}
    if not bearing:
        return frozenset()
    listed = _families(names, parsed, text)
    sure = {
        _named(person)
        for i, person in bearing.items()
        if i in listed
        or _CHILD_BEFORE.search(text, max(0, names[i].start - BEFORE), names[i].start)
        or _CHILD_OF.match(text, _end(names[i], text))
        or _of_a_president(person, names[i])
    }
    return frozenset(i for i, person in bearing.items() if _named(person) in sure)


def _named(person: PersonName) -> tuple[str, str, str]:
    return (person.given.lower(), (person.surname or person.only).lower(), person.suffix)


def _families(names: Sequence[Name], parsed: Mapping[int, PersonName], text: str) -> set[int]:
    """Names in lists of at least ``FAMILY`` people of one family name."""
    found: set[int] = set()
    run: list[int] = []
    for i in sorted(parsed, key=lambda i: names[i].start):
        alike = run and parsed[i].surname and parsed[run[-1]].surname.lower() == parsed[i].surname.lower()
        if not (alike and _LISTED.fullmatch(text, _end(names[run[-1]], text), names[i].start)):
            run = []
        run.append(i)
        if len(run) >= FAMILY:
            found.update(run)
    return found


def _end(name: Name, text: str) -> int:
    behind = _SUFFIX_BEHIND.match(text, name.end)
    return behind.end() + text.startswith(".", behind.end()) if behind else name.end


def _of_a_president(person: PersonName, name: Name) -> bool:
    """Whether it is a president's name with a suffix that the president does not bear, and nothing calls it one."""
    row = gazetteer.presidents().get(person.surname)
    if row is None or (name.title and (name.title.role or "").endswith("president")):
        return False
    forms = [PersonName.of(form) for form in (row.label, row.name, *row.aliases)]
    return any(person.compatible(form) for form in forms) and all(form.suffix != person.suffix for form in forms)


def before_party(names: list[Name], text: str) -> list[Name]:
    """Makes what stands before party and state a person's name: "Lucy Roy-Allard (D-CA)"."""
    for name in names:
        open_type = name.type in ("thing", "organization") and name.known is None
        given = gazetteer.given_name_gender(name.text.split()[0]) is not None
        if open_type and given and 1 < len(name.text.split()) <= _LONGEST and _PARTY.match(text, name.end):
            name.type = "person"
    return names
