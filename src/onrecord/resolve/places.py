"""Places: which row of GeoNames a name means in its article, or none.

The index (ontology/gazetteer/places.tsv.xz) is read once and bisected. The article decides between
the thirty Springfields: what follows the name ("Morton, Mississippi"), then the states and countries
that the article names, then, where it names none, fame. A name that stays ambiguous stays unlinked.
"""

from __future__ import annotations

import lzma
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.resolve.keys import slug
from onrecord.resolve.names import fold, word_list
from onrecord.resolve.words import common_words
from onrecord.resources import shared

GEONAMES = "https://sws.geonames.org/"
FAME = 8  # times as many inhabitants as the next of that name
LARGE = 50_000  # inhabitants above which a city may lie outside the states that the article names
FAMOUS = 400_000  # inhabitants above which a name stands for the city without any context


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the index. ``kind`` is country, state, region, county or city; ``main`` False for another name of it."""

    kind: str
    id: str
    name: str
    latitude: float | None
    longitude: float | None
    country: str
    division: str
    population: int
    main: bool

    @property
    def link(self) -> str | None:
        """The GeoNames IRI, None where the source gives no id (counties, regions)."""
        return f"{GEONAMES}{self.id}/" if self.id else None

    @property
    def inside(self) -> tuple[str, str]:
        """Country and first-level division."""
        return (self.country, self.division)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an article says about where it plays: countries ("US") and divisions (("US", "MS")) that it names."""

    countries: frozenset[str] = frozenset()
    divisions: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """The place that a name means, None where that is open, and why."""

    place: Place | None
    reason: str
    confidence: float


@cache
def _lines() -> list[str]:
    return lzma.decompress(shared("ontology", "gazetteer", "places.tsv.xz").read_bytes()).decode("utf-8").split("\n")


@lru_cache(maxsize=10_000)
def look_up(name: str) -> tuple[Place, ...]:
    """All places of that name, the most populous first; () where the index has none."""
    folded, lines = fold(name), _lines()
    if not folded:
        return ()
    found = []
    at = bisect_left(lines, folded + "\t")
    while at < len(lines) and lines[at].startswith(folded + "\t"):
        _, kind, id, shown, latitude, longitude, country, division, population, other = lines[at].split("\t")
        found.append(
            Place(
                kind,
                id,
                shown or folded.title(),
                float(latitude) if latitude else None,
                float(longitude) if longitude else None,
                country,
                division,
                int(population),
                not other,
            )
        )
        at += 1
    return tuple(sorted(found, key=lambda place: (-place.population, place.kind, place.id, place.division)))


@cache
def _areas() -> dict[tuple[str, str], Place]:
    """Countries under (code, ""), states and regions under (country, division)."""
    found: dict[tuple[str, str], Place] = {}
    for line in _lines():
        if "\tcity\t" not in line and "\tcounty\t" not in line:
            for place in look_up(line.partition("\t")[0]):
                if place.main and place.kind in ("country", "state", "region"):
                    found[place.inside] = place
    return found


def container(place: Place) -> Place | None:
    """The state or region that ``place`` lies in, else its country; None for a country."""
    if place.kind == "country":
        return None
    areas = _areas()
    wider = areas.get(place.inside) if place.kind in ("city", "county") else None
    return wider or areas.get((place.country, ""))


def contains(outer: Place, inner: Place) -> bool:
    """Whether ``inner`` is ``outer`` or lies in it, as far as countries and first-level divisions tell."""
    if outer.kind == "country":
        return outer.country == inner.country
    if outer.kind in ("state", "region"):
        return bool(outer.division) and outer.inside == inner.inside
    return outer == inner


def place_key(place: Place) -> str:
    """The key: "place/mississippi", "place/morton-mississippi", "place/paris-france"."""
    if place.kind == "country":
        return f"place/{slug(place.name)}"
    if place.kind == "state":
        return f"place/{slug(place.name)}" + ("-us" if (_is_country(place.name)) else "")
    wider = container(place)
    base = f"place/{slug(place.name)}" + (f"-{slug(wider.name)}" if wider and wider.name != place.name else "")
    twins = [other for other in look_up(place.name) if other.kind == place.kind and other.inside == place.inside]
    return base if not place.id or not twins or twins[0].id == place.id else f"{base}-{place.id}"


@cache
def _not_towns() -> frozenset[str]:
    """Parts of the world and of a country that some small town is called after: "West", "Middle East"."""
    return frozenset(name.replace("_", " ") for name in word_list("not-a-town"))


def _famous_city(name: str) -> Place | None:
    """The city of FAMOUS size that shares a state's name: New York, Washington."""
    return next(
        (
            place
            for place in look_up(name)
            if place.kind == "city" and place.population >= (1 if place.main else 10) * FAMOUS
        ),
        None,
    )


def _is_country(name: str) -> bool:
    return any(place.kind == "country" and place.main for place in look_up(name))


def area(name: str) -> Place | None:
    """The country, state or region that ``name`` means on its own; None where a city or another area shares it."""
    found = [place for place in look_up(name) if place.kind in ("country", "state", "region")]
    if len(found) != 1 or (found[0].kind == "state" and _famous_city(name)):
        return None
    return found[0]


def surroundings(names: Iterable[str]) -> Surroundings:
    """The countries and divisions that the place names of an article give."""
    countries: set[str] = set()
    divisions: set[tuple[str, str]] = set()
    for name in names:
        head, comma, tail = name.rpartition(",")
        place = area(tail if comma else name)
        if place is None and comma:
            place = area(head)
        if place is None:
            famous = look_up(name)[:1]
            if famous and famous[0].kind == "city" and famous[0].population > 5 * FAMOUS and famous[0].main:
                countries.add(famous[0].country)
            continue
        countries.add(place.country)
        if place.division:
            divisions.add(place.inside)
    return Surroundings(frozenset(countries), frozenset(divisions))


def link(name: str, around: Surroundings, follows: str = "") -> Link:
    """What ``name`` means in an article; the District of Columbia is the city of Washington, as news has it."""
    if any(place.kind == "state" and place.division == "DC" for place in look_up(name)):
        return Link(_famous_city("Washington"), f"{name!r} is a name of the capital", 0.99)
    return _link(name, around, follows)


def _link(name: str, around: Surroundings, follows: str) -> Link:
    """What ``name`` means in an article with these surroundings; ``follows`` is a name right after it ("Miss.")."""
    head, comma, tail = name.rpartition(",")
    if comma and not look_up(name):
        return _link(head, around, tail)
    found = look_up(name)
    if not found:
        return Link(None, f"no place of the name {name!r} is known", 1.0)
    if follows:
        wider = [place for place in look_up(follows) if place.kind in ("country", "state", "region")]
        inside = [place for place in found if any(contains(area_, place) and area_ != place for area_ in wider)]
        if inside:
            return _largest(inside, f"{follows.strip()!r} follows the name")
        if wider and area(name) is None:  # else a list: "El Salvador, Haiti"
            return Link(None, f"no {name!r} is known in {follows.strip()!r}", 1.0)
    if fold(name) in _not_towns() or fold(name) in common_words():
        found = tuple(place for place in found if place.kind != "city" or place.population >= FAMOUS)
        if not found:
            return Link(None, f"{name!r} is a word or a part of the world before it is a town", 1.0)
    only = area(name)
    if only:
        return Link(only, f"{name!r} is the name of one {only.kind}", 0.99)
    areas = [place for place in found if place.kind in ("country", "state", "region")]
    city = _famous_city(name)
    if city and len(areas) == 1 and areas[0].kind == "state":
        return _city_or_state(name, city, areas[0], around)
    if areas and len({place.kind for place in areas} | {place.country for place in areas}) > 1:
        return _one_area(name, areas, around)
    near = [place for place in found if place.inside in around.divisions]
    if near:
        return _one_of(name, near, found, around, "the article names its state or region")
    near = [place for place in found if place.country in around.countries]
    elsewhere = {country for country, _ in around.divisions}
    # A small town in none of the states that the article names is another's namesake.
    near = [place for place in near if place.country not in elsewhere or place.population >= LARGE]
    if near and not (around.divisions and len(near) > 1 and near[0].population < FAME * near[1].population):
        return _one_of(name, near, found, around, "the article names its country")
    return _famous(name, found, around)


def _city_or_state(name: str, city: Place, state: Place, around: Surroundings) -> Link:
    """A city and a state of one name: the city if it lies elsewhere and no place of the state is named, else open."""
    if city.inside != state.inside and state.inside not in around.divisions:
        return Link(city, "the city, since no other place of the state of that name is named", 0.85)
    return Link(None, f"{name!r} is a city and a state", 1.0)


def _one_area(name: str, areas: list[Place], around: Surroundings) -> Link:
    near = [place for place in areas if place.country in around.countries]
    if len({place.country for place in near}) == 1:
        return Link(near[0], "the article names other places of its country", 0.8)
    return Link(None, f"{name!r} names {len(areas)} countries or states", 1.0)


def _one_of(name: str, near: list[Place], found: tuple[Place, ...], around: Surroundings, reason: str) -> Link:
    famous = found[0]
    if famous not in near and famous.population >= FAMOUS and famous.population > FAME * near[0].population:
        return Link(None, f"{name!r} may be the famous one in {famous.country}", 1.0)
    return _largest(near, reason)


def _largest(places: list[Place], reason: str) -> Link:
    """The one, or the far most populous, of several in the right area."""
    if len(places) > 1 and places[0].population < FAME * places[1].population:
        return Link(None, f"{reason}, but {len(places)} places there have this name", 1.0)
    return Link(places[0], reason, 0.95 if len(places) == 1 else 0.85)


def _famous(name: str, found: tuple[Place, ...], around: Surroundings) -> Link:
    first = found[0]
    rivals = found[1:]
    if first.population >= FAMOUS and (not rivals or first.population > FAME * rivals[0].population):
        return Link(first, "by far the most populous place of the name", 0.9)
    return Link(None, f"{len(found)} places have the name {name!r} and the article names no wider place", 1.0)
