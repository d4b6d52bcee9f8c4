"""What articles of one story say together of names and descriptions that each alone leaves open."""

from __future__ import annotations

import pytest

from onrecord.model import Article, Chain, Document, EntityType, Event, Knowledge, Mention
from onrecord.resolve import resolve

SHOT = "Police said the deputy Juan Alvarado was shot dead outside his house in Fernvale on Saturday by two gunmen."
WON = "The Fernvale Otters beat the Colts on Saturday night and kept the lead of the northern hockey league."


def told(id: str, text: str, *chains: Chain, events: tuple[Event, ...] = ()) -> Document:
    return Document(Article(id, text, published="2019-03-02"), chains, events=events)


def named(id: str, type: EntityType, *names: str) -> Chain:
    return Chain(id, type, names[0], (Mention(0, 1),), names)


def described(id: str, label: str, at: int = 0) -> Chain:
    return Chain(id, "group", label, (Mention(at, at + 1, "nominal"),))


def shooting(*targets: str) -> Event:
    return Event("e", "shooting", "shot", (Mention(5, 6, "verb"),), targets=targets, date="2019-03-02")


def key(knowledge: Knowledge, article: str, id: str) -> str:
    return knowledge.entity_of[article, id]


def test_the_kind_that_most_articles_of_a_story_give_a_name_stands() -> None:
    documents = [told(id, WON, named("c", "organization", "Otters")) for id in ("a", "b")]
    knowledge = resolve([*documents, told("c", WON, named("c", "place", "Otters"))])
    assert {key(knowledge, id, "c") for id in "abc"} == {"org/otters"}


def test_a_part_of_the_one_full_name_of_a_story_is_that_person() -> None:
    knowledge = resolve(
        [told("a", SHOT, named("c", "person", "Juan Alvarado")), told("b", SHOT, named("c", "thing", "Alvarado"))]
    )
    assert key(knowledge, "b", "c") == "person/juan-alvarado"


def test_a_town_is_no_person_because_somebody_bears_its_name() -> None:
    knowledge = resolve(
        [told("a", SHOT, named("c", "person", "John Denver")), told("b", SHOT, named("c", "place", "Denver"))]
    )
    assert key(knowledge, "b", "c").startswith("place/denver")


def test_a_team_is_called_by_the_last_word_of_its_name_in_another_article() -> None:
    knowledge = resolve(
        [
            told("a", WON, named("c", "organization", "Indianapolis Colts")),
            told("b", WON, named("c", "organization", "Colts")),
        ]
    )
    assert key(knowledge, "a", "c") == key(knowledge, "b", "c")


def test_who_fills_the_slot_that_others_fill_with_one_name_is_that_person() -> None:
    knowledge = resolve(
        [
            told("a", SHOT, named("c", "person", "Juan Alvarado"), events=(shooting("c"),)),
            told("b", SHOT, described("c", "a sheriff's deputy"), events=(shooting("c"),)),
        ]
    )
    assert knowledge.occurrence_of["a", "e"] == knowledge.occurrence_of["b", "e"]
    assert key(knowledge, "b", "c") == key(knowledge, "a", "c") == "person/juan-alvarado"
    assert any("that anybody names" in decision.reason for decision in knowledge.decisions)


@pytest.mark.parametrize(
    "label", ["his brother", "Alvarado's deputy", "another man", "three men", "everyone", "a former officer", "women"]
)
def test_no_kin_nobody_else_and_no_several_is_the_person(label: str) -> None:
    knowledge = resolve(
        [
            told("a", SHOT, named("c", "person", "Juan Alvarado"), events=(shooting("c"),)),
            told("b", SHOT, described("c", label), events=(shooting("c"),)),
        ]
    )
    assert key(knowledge, "b", "c") != key(knowledge, "a", "c")


def test_whom_one_report_gives_beside_the_name_is_somebody_else() -> None:
    both = told("a", SHOT, named("c", "person", "Juan Alvarado"), described("d", "a man"), events=(shooting("c", "d"),))
    knowledge = resolve([both, told("b", SHOT, named("c", "person", "Juan Alvarado"), events=(shooting("c"),))])
    assert key(knowledge, "a", "d") != key(knowledge, "a", "c")


def test_an_unnamed_source_is_never_the_person_of_the_slot() -> None:
    source = Chain("c", "unnamed", "a deputy", (Mention(0, 1, "nominal"),))
    knowledge = resolve(
        [
            told("a", SHOT, named("c", "person", "Juan Alvarado"), events=(shooting("c"),)),
            told("b", SHOT, source, events=(shooting("c"),)),
        ]
    )
    assert key(knowledge, "b", "c") == "unnamed/b/a-deputy"
