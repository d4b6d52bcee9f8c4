"""What an article says of a person, and whether two articles can mean one: compared without the articles at hand.

A :class:`Bearer` is a chain as it goes to whoever compares it, a :class:`Profile` what that makes of it. Both know
nothing of other articles, nor of who was joined with whom.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from onrecord import gazetteer
from onrecord.lexicon.nominals import word_set
from onrecord.resolve.keys import slug
from onrecord.resolve.names import PersonName, fold, person_name
from onrecord.resolve.parts import Ref

COMMON_SURNAME = 400  # rank in the United States up to which a family name is common
LEGISLATOR = re.compile(r"\b(?:sen|rep|senator|representative|congress(?:man|woman|member|person))\b", re.IGNORECASE)
_SENATOR = re.compile(r"\bsen(?:ator)?\b", re.IGNORECASE)
_CONGRESS = re.compile(r"committee|caucus|congress|senate|us-house|house-|delegation|task-force")
_PRESIDENT = re.compile(r"\b(?:vice )?president\b", re.IGNORECASE)
_STATE_LEVEL = re.compile(r"\bstate (?:sen|rep)", re.IGNORECASE)


class Held(NamedTuple):
    """An office: the title as written, and what its place is called."""

    title: str
    place_label: str | None


class Bearer(NamedTuple):
    """A chain of a person: the ``story`` and day of its article, its names with their parts, offices, keys of its
    bodies and places."""

    ref: Ref
    story: int
    published: str | None
    label: str
    names: tuple[str, ...]
    name: PersonName
    known: str | None
    offices: tuple[Held, ...]
    organisations: frozenset[str]
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Profile:
    """A chain as it is compared: folded titles, keys of bodies and places, the official it must be.

    ``states`` are those that a member of Congress is said to sit for, None of who is called none.
    """

    ref: Ref
    story: int
    label: str
    name: PersonName
    titles: frozenset[str]
    organisations: frozenset[str]
    places: frozenset[str]
    official: gazetteer.Official | None
    states: frozenset[str] | None


def profile(bearer: Bearer) -> Profile:
    """What ``bearer`` says of a person."""
    titles = " | ".join([office.title for office in bearer.offices] + list(bearer.names))
    return Profile(
        *(bearer.ref, bearer.story, bearer.label, bearer.name),
        frozenset(fold(office.title) for office in bearer.offices),
        *(bearer.organisations, bearer.places),
        _official(bearer, titles),
        _states(bearer, titles),
    )


def _states(bearer: Bearer, titles: str) -> frozenset[str] | None:
    """Codes of the states that the person sits for in Congress, None where no title says that it does."""
    if not LEGISLATOR.search(titles) or _STATE_LEVEL.search(titles):
        return None
    labels = [office.place_label for office in bearer.offices if office.place_label]
    regions = [region for label in labels if (region := gazetteer.region_named(label))]
    return frozenset(region.code for region in regions if region.kind == "state")


def _official(bearer: Bearer, titles: str) -> gazetteer.Official | None:
    """The legislator or president that name, office and the article's date decide, or None."""
    name, day = bearer.name, bearer.published
    if known := known_official(bearer.known):
        return known
    namesakes = _officials_by_surname().get(name.surname)
    if namesakes is None:  # nearly always
        return None
    if _STATE_LEVEL.search(titles):
        return None
    office = "senator" if _SENATOR.search(titles) else "representative" if LEGISLATOR.search(titles) else None
    office = office or ("president" if _PRESIDENT.search(titles) else None)
    legislator = office in ("senator", "representative")
    rows = [row for row in namesakes if _bears(row, name) and not bears_another_name(row, name, suffix=not legislator)]
    if office is None:
        # Without a title the whole name must be an uncommon one, and the article must fall into the term.
        certain = name.full and not _common(name) and day is not None and not bearer.offices
        rows = [row for row in rows if certain and any(term.covers(day) for term in row.terms)]
    else:
        rows = [row for row in rows if any(office in t.title.lower() and t.covers(day) for t in row.terms)]
    return rows[0] if len(rows) == 1 and (name.full or day is not None) else None


def _bears(official: gazetteer.Official, name: PersonName) -> bool:
    """Whether a form of the official's name has the given name, or a middle name that stands for it ("W. Gregory")."""
    if not name.full:
        return True
    forms = _forms(official.wikidata)
    return any(gazetteer.same_given_name(word, name.given) for form in forms for word in (form.given, *form.middle))


def bears_another_name(official: gazetteer.Official, name: PersonName, suffix: bool = True) -> bool:
    """Whether the name is a namesake's: another middle initial ("George H.W. Bush"), "Sr.", a president's with "Jr.".

    Without ``suffix`` "Sr." tells nothing: "Congressman Troy Carter, Sr." is the one of that seat, whose own
    table leaves it out.
    """
    forms = _forms(official.wikidata)
    president = any(_PRESIDENT.search(term.title) for term in official.terms)
    namesakes = word_set("generation") if president else ("sr",)
    if suffix and name.suffix in namesakes and all(form.suffix != name.suffix for form in forms):
        return True
    middles = [form.middle[0] for form in forms if form.middle]
    given = {form.given for form in forms}
    return (
        bool(name.middle and middles)
        and name.given in given
        and not any(_same_word(name.middle[0], middle) for middle in middles)
        and len(name.middle[0]) < 3
    )


@cache
def _forms(wikidata: str) -> tuple[PersonName, ...]:
    """The names of the official."""
    official = _officials_by_key()[wikidata]
    return tuple(person_name(form) for form in (official.label, official.name, *official.aliases))


def known_official(key: str | None) -> gazetteer.Official | None:
    """The official of that key: a Wikidata id, or a name as part of an IRI."""
    return _officials_by_key().get(key) if key else None


@cache
def _officials_by_surname() -> Mapping[str, tuple[gazetteer.Official, ...]]:
    found: dict[str, list[gazetteer.Official]] = {}
    for row in gazetteer.officials():
        found.setdefault(person_name(row.label).surname, []).append(row)
    return {surname: tuple(rows) for surname, rows in found.items()}


@cache
def _officials_by_key() -> Mapping[str, gazetteer.Official]:
    return {key: row for row in gazetteer.officials() for key in (row.wikidata, slug(row.label))}


def contradiction(a: Profile, b: Profile) -> str | None:
    """Why two people of one name cannot be one person, None where they can."""
    if a.official and b.official and a.official != b.official:
        return f"one is the official {a.official.label}, the other {b.official.label}"
    if a.name.suffix and b.name.suffix and a.name.suffix != b.name.suffix:
        return f"one is {a.name.suffix}., the other {b.name.suffix}."
    middles = a.name.middle[:1], b.name.middle[:1]
    if all(middles) and not _same_word(middles[0][0], middles[1][0]):
        return f"their middle names differ: {middles[0][0]} and {middles[1][0]}"
    if a.story == b.story or a.titles & b.titles or a.places & b.places:
        return None
    if (a.official and _congressional(b)) or (b.official and _congressional(a)):
        return None
    if a.states is not None and b.states is not None:
        apart = a.states and b.states and not a.states & b.states
        return f"they sit for {_listed(a.states)} and {_listed(b.states)}" if apart else None
    if a.organisations and b.organisations and not related(a.organisations, b.organisations) and _common(a.name):
        return f"a common name with unrelated organisations: {_listed(a.organisations)} and {_listed(b.organisations)}"
    return None


def _same_word(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def related(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether an organisation of one side is one of the other's or belongs to it."""

    def wide(keys: frozenset[str]) -> set[str]:
        above = {f"org/{up}" for key in keys for up in gazetteer.parents(key.removeprefix("org/"))}
        return (above - {"org/us-government"}) | keys

    return bool(wide(left) & wide(right))


def _congressional(p: Profile) -> bool:
    """Whether all bodies that a person is tied to are of the sort that members of Congress sit on."""
    return bool(p.organisations) and all(_CONGRESS.search(key) for key in p.organisations)


def _common(name: PersonName) -> bool:
    rank = surname_rank(name.surname)
    return rank is not None and rank <= COMMON_SURNAME


def surname_rank(surname: str) -> int | None:
    """Rank of a folded family name in the United States, None beyond the table."""
    return gazetteer.surname_rank(surname.title())


def _listed(keys: frozenset[str]) -> str:
    return ", ".join(sorted(keys))
