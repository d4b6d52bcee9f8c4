"""Which place a name means: what follows it, what the article names, fame, and when to leave it open."""

from __future__ import annotations

import pytest

from onrecord.model import Article, Chain, Document, Mention
from onrecord.resolve import resolve
from onrecord.resolve.places import contains, link, look_up, place_key, surroundings

MISSISSIPPI = ("Mississippi",)


@pytest.mark.parametrize(
    ("name", "named", "key"),
    [
        ("Morton, Mississippi", (), "place/morton-mississippi"),
        ("Morton, Miss.", (), "place/morton-mississippi"),
        ("Jackson", MISSISSIPPI, "place/jackson-mississippi"),
        ("Mississippi", (), "place/mississippi"),
        ("Miss.", (), "place/mississippi"),
        ("U.S.", (), "place/united-states"),
        ("Georgia", ("Atlanta", "United States"), "place/georgia-us"),
        ("Georgia", ("Tbilisi", "Russia"), None),
        ("Georgia", (), None),
        ("Springfield", (), None),
        ("Springfield", ("Illinois",), "place/springfield-illinois"),
        ("Morton", ("Pennsylvania",), None),
        ("London", (), "place/london-england"),
        ("Baghdad", ("Texas",), "place/baghdad-iraq"),
        ("Paris", ("Texas",), None),
        ("Ontario", (), "place/ontario-canada"),
        ("New York", (), None),
        ("Washington", ("Illinois",), "place/washington-district-of-columbia"),
        ("Washington, D.C.", (), "place/washington-district-of-columbia"),
        ("D.C.", (), "place/washington-district-of-columbia"),
        ("Washington", ("Seattle, Washington State",), None),
        ("Scott County, Mississippi", (), "place/scott-county-mississippi"),
        # A word or a part of the world before it is a town; a small town outside the states that are named.
        ("West", ("Texas",), None),
        ("Middle East", ("Maryland",), None),
        ("Blessing", ("Texas",), None),
        ("Blessing, Texas", (), "place/blessing-texas"),
        ("Corinne", ("Alabama",), None),
        ("Corinne", ("Utah",), "place/corinne-utah"),
        ("Nowhere at All", (), None),
    ],
)
def test_a_name_links_where_the_article_decides_it(name: str, named: tuple[str, ...], key: str | None) -> None:
    found = link(name, surroundings(named)).place
    assert (place_key(found) if found else None) == key


def test_rows_carry_ids_and_coordinates() -> None:
    morton = link("Morton, Mississippi", surroundings(())).place
    assert morton is not None
    assert morton.link == "https://sws.geonames.org/4436694/"
    assert (morton.latitude, morton.longitude) == (32.354, -89.655)
    assert morton.population == 3439


def test_containment() -> None:
    morton = link("Morton, Mississippi", surroundings(())).place
    (state,) = look_up("Mississippi")
    (country,) = [place for place in look_up("United States") if place.kind == "country"]
    texas = link("Texas", surroundings(())).place
    assert morton is not None
    assert texas is not None
    assert contains(state, morton)
    assert contains(country, morton)
    assert contains(country, state)
    assert not contains(texas, morton)
    assert not contains(morton, state)


def place(id: str, name: str, text: str) -> Chain:
    at = text.index(name)
    return Chain(id, "place", name, (Mention(at, at + len(name)),), (name,))


def article(id: str, text: str, *names: str) -> Document:
    return Document(Article(id, text), tuple(place(f"l{at}", name, text) for at, name in enumerate(names)))


def test_the_state_written_after_a_town_decides_and_its_containers_are_entities() -> None:
    knowledge = resolve([article("a", "Agents came to Morton, Miss., at dawn.", "Morton")])
    by_key = {entity.key: entity for entity in knowledge.entities}
    assert by_key["place/morton-mississippi"].parent == "place/mississippi"
    assert by_key["place/mississippi"].parent == "place/united-states"
    assert by_key["place/mississippi"].members == ()


def test_the_words_after_a_name_say_that_it_is_the_state() -> None:
    knowledge = resolve(
        [
            article("a", "She grew up in Washington state and moved on.", "Washington"),
            article("b", "He represents New York's 17th Congressional District.", "New York"),
        ]
    )
    assert knowledge.entity_of["a", "l0"] == "place/washington"
    assert knowledge.entity_of["b", "l0"] == "place/new-york"
    assert all(entity.links for entity in knowledge.entities)


def test_a_list_of_countries_is_no_address() -> None:
    knowledge = resolve([article("a", "Those from El Salvador, Haiti, Nicaragua and Sudan may stay.", "El Salvador")])
    assert knowledge.entity_of["a", "l0"] == "place/el-salvador"


def test_an_unlinked_name_and_a_linked_one_that_want_one_key_stay_two() -> None:
    knowledge = resolve(
        [
            article("a", "They met in West, Texas, at noon.", "West"),
            article("b", "All of West Texas is dry.", "West Texas"),
        ]
    )
    assert knowledge.entity_of["a", "l0"] == "place/west-texas"
    assert knowledge.entity_of["b", "l0"] != "place/west-texas"


def test_an_ambiguous_name_is_one_place_only_inside_its_story() -> None:
    flood = "Heavy rain flooded the valley of the Kestrel river in Springfield and drowned eleven cattle."
    vote = "The telecommunications amendment on broadband spectrum was adopted in Springfield after filibusters."
    knowledge = resolve(
        [article("a", flood, "Springfield"), article("b", flood, "Springfield"), article("c", vote, "Springfield")]
    )
    found = knowledge.entity_of
    assert found["a", "l0"] == found["b", "l0"] != found["c", "l0"]
    assert all(entity.links == () for entity in knowledge.entities)


def test_a_list_of_counties_names_no_towns() -> None:
    text = "Farmers in Texas, from Houston, Trinity and Angelina counties, and of the county of Travis, met."
    names = [(name, text.index(name)) for name in ("Texas", "Houston", "Trinity", "Travis")]
    chains = tuple(
        Chain(f"l{at}", "place", name, (Mention(at, at + len(name), "name"),), (name,)) for name, at in names
    )
    knowledge = resolve([Document(Article("a", text), chains)])
    found = [knowledge.entity_of["a", chain.id] for chain in chains]
    assert found == ["place/texas", *(f"place/{n}-county-texas" for n in ("houston", "trinity", "travis"))]
