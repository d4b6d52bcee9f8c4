"""Events and operations across articles: what is one, what is not, and what it is called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import Article, Chain, Document, Event, Knowledge, Mention
from onrecord.resolve import resolve
from onrecord.resolve.stories import find_stories
from onrecord.resolve.tellings import Tellings
from onrecord.resolve.words import close_senses, stem

RAID = "The raids hit seven poultry plants. Agents of ICE raided Morton and Canton in Mississippi, detaining workers."
ICE = Chain("o", "agency", "ICE", (Mention(0, 1),), ("ICE",), "ice")
FBI = Chain("o", "agency", "FBI", (Mention(0, 1),), ("FBI",), "fbi")
PEOPLE = Chain("g", "group", "poultry workers", (Mention(0, 1, "nominal"),))


def place(name: str) -> Chain:
    return Chain("l", "place", name, (Mention(0, 1),), (name,))


def raid(**changed: object) -> Event:
    event = Event("e", "raid", "raids", (Mention(4, 9, "noun"),), True, ("o",), ("g",), ("l",))
    return replace(event, **changed)  # type: ignore[arg-type]


def told(id: str, event: Event, where: str = "Mississippi", agency: Chain = ICE, day: str | None = None) -> Document:
    return Document(Article(id, RAID, published=day), (agency, PEOPLE, place(where)), (), (), (event,))


def keys(*documents: Document) -> tuple[list[str], Knowledge]:
    knowledge = resolve(documents)
    return [knowledge.occurrence_of[d.article.id, "e"] for d in documents], knowledge


def test_one_operation_in_two_articles_of_a_story() -> None:
    (a, b), knowledge = keys(told("a", raid()), told("b", raid(), "Morton, Mississippi"))
    assert a == b == "operation/ice-raid-mississippi"
    (operation,) = knowledge.occurrences
    assert operation.agents == ("org/ice",)
    assert operation.places == ("place/mississippi", "place/morton-mississippi")


def test_a_known_date_is_part_of_the_key() -> None:
    (a, b), _ = keys(told("a", raid(date="2019-08-07"), day="2019-08-09"), told("b", raid(), day="2019-08-09"))
    assert a == b == "operation/2019-08-ice-raid-mississippi"


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("2019-08-05/2019-08-11", "2019-08-"),
        ("2019-01-01/2019-12-31", "2019-"),
        ("2018-12-30/2019-01-02", ""),
    ],
)
def test_a_key_says_of_the_date_what_is_certain(date: str, written: str) -> None:
    (key,), _ = keys(told("a", raid(date=date, type="workplace-raid")))
    assert key == f"operation/{written}ice-raid-mississippi"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (told("a", raid(date="2019-08-07")), told("b", raid(date="2018-06-05"))),
        (told("a", raid()), told("b", raid(), "Texas")),
        (told("a", raid()), told("b", raid(), agency=FBI)),
        (told("a", raid()), told("b", raid(status="planned"))),
        (told("a", raid()), told("b", raid(status="negated"))),
    ],
)
def test_contradictions_keep_operations_apart_and_are_told(left: Document, right: Document) -> None:
    (a, b), knowledge = keys(left, right)
    assert a != b
    assert [d for d in knowledge.decisions if not d.same and {d.left, d.right} == {a, b}]


def test_one_operation_told_by_two_stories_needs_agency_place_and_date() -> None:
    other = Article("b", "An opera gala with trumpets recalled what happened once, when raids came to the state.")
    for date, same in (("2019-08-07", True), (None, False)):
        right = replace(told("b", raid(date=date, mentions=(Mention(60, 65, "noun"),))), article=other)
        (a, b), _ = keys(told("a", raid(date=date)), right)
        assert (a == b) is same


def test_unnamed_participants_are_one_through_their_operation_alone() -> None:
    same, knowledge = keys(told("a", raid()), told("b", raid()))
    assert same[0] == same[1]
    assert knowledge.entity_of["a", "g"] == knowledge.entity_of["b", "g"] == "group/a/poultry-workers"
    assert knowledge.occurrences[0].targets == ("group/a/poultry-workers",)
    _, apart = keys(told("a", raid()), told("b", raid(date="2018-01-01"), "Texas"))
    assert apart.entity_of["a", "g"] != apart.entity_of["b", "g"]


def test_what_is_said_twice_is_not_one_saying() -> None:
    text = "He said no. She said yes."
    said = [Event(f"e{at}", "communication", "said", (Mention(at, at + 4, "verb"),)) for at in (3, 16)]
    knowledge = resolve([Document(Article("a", text), events=tuple(said))])
    assert len(knowledge.occurrences) == 2


def test_stems_bring_forms_together() -> None:
    assert {stem(word) for word in ("raids", "raided", "raiding")} == {"raid"}
    assert stem("shot") == stem("shooting") == "shoot"
    assert stem("died") == stem("dies") == "die"
    assert close_senses(stem("purchased")) & close_senses(stem("bought"))


def test_stories_need_shared_rare_words_and_near_dates() -> None:
    def near(left: Article, right: Article) -> bool:
        return len(find_stories(Tellings.of([left, right]))[0]) == 1

    other = "A gala opera with trumpets and a baroque overture filled the old theatre of the harbour."
    assert near(Article("a", RAID), Article("b", RAID + " Families waited."))
    assert not near(Article("a", RAID), Article("b", other))
    assert not near(Article("a", RAID, published="2019-08-08"), Article("b", other + RAID, published="2012-01-01"))
    assert near(Article("a", "August 8 , 2019\n" + RAID), Article("b", RAID, published="2019-08-09"))


def test_two_stories_that_look_alike_have_names_of_their_own() -> None:
    told = "The linebacker {} was arrested for drunken driving in {} and booked into jail, the sheriff told reporters. "
    more = ("Fans protested.", "The coach declined to comment.", "He posted bail.", "The league may suspend him.")
    first = [Article(f"a{n}", told.format("Xavier Quillan", "Fresno") + extra) for n, extra in enumerate(more)]
    second = [Article(f"b{n}", told.format("Omar Dantley", "Tulsa") + extra) for n, extra in enumerate(more)]
    assert sorted(find_stories(Tellings.of(first + second))[0]) == [[0, 1, 2, 3], [4, 5, 6, 7]]
    again = Article("c", told.format("Xavier Quillan", "Fresno") + "Again.")
    assert find_stories(Tellings.of([*first, again]))[0] == [[0, 1, 2, 3, 4]]


def test_an_operation_is_not_any_doing_of_that_word() -> None:
    (a, b), _ = keys(told("a", raid(type="operation")), told("b", raid(type="other", operation=False)))
    assert a != b


POLICE = Chain("p", "group", "police", (Mention(0, 1, "nominal"),))
CROWD = Chain("p", "group", "the crowd", (Mention(0, 1, "nominal"),))


def saying(id: str, words: str, who: Chain, type: str = "communication", form: str = "verb") -> Document:
    text = f"{RAID} {words} it."
    event = Event("e", type, words, (Mention(len(RAID) + 1, len(RAID) + 1 + len(words), form),), False, ("p",))  # type: ignore[arg-type]
    return Document(Article(id, text), (who,), (), (), (event,))


def test_police_who_speak_in_two_reports_of_a_story_are_one_participant() -> None:
    (a, b), _ = keys(saying("a", "said", POLICE), saying("b", "said", POLICE))
    assert a == b
    (a, b), _ = keys(saying("a", "said", POLICE), saying("b", "said", CROWD))
    assert a != b
    same = resolve([saying("a", "said", POLICE), saying("b", "said", POLICE)], without=["descriptions"])
    assert len(same.occurrences) == 2


def test_synonymous_nouns_meet_and_pointing_words_do_not() -> None:
    (a, b), _ = keys(
        saying("a", "earthquake", POLICE, "other", "noun"), saying("b", "temblors", CROWD, "other", "noun")
    )
    assert a == b
    (a, b), _ = keys(saying("a", "that", POLICE, "other", "noun"), saying("b", "that", CROWD, "other", "noun"))
    assert a != b


@pytest.mark.parametrize(("status", "same"), [("hypothetical", True), ("planned", True), ("negated", False)])
def test_a_doing_that_is_no_operation_may_be_told_as_supposed(status: str, same: bool) -> None:
    supposed = saying("b", "resigned", POLICE, "employment")
    event = replace(supposed.events[0], status=status)  # type: ignore[arg-type]
    (a, b), _ = keys(saying("a", "resigned", POLICE, "employment"), replace(supposed, events=(event,)))
    assert (a == b) is same


def test_an_operation_is_called_what_those_call_it_who_take_it_for_one() -> None:
    verb = Event("e", "raid", "Raided", (Mention(50, 56, "verb"),))
    documents = [told("a", raid()), *(told(id, verb) for id in "bcd")]
    found, knowledge = keys(*documents)
    assert len(set(found)) == 1
    assert knowledge.occurrences[0].label == "raids"


ELSEWHERE = "The senator thanked the veterans of the operation. The parade on Main Street drew a large crowd."


def named(id: str, name: str, text: str = ELSEWHERE, **changed: object) -> Document:
    event = raid(type="operation", label=name, agents=(), targets=(), places=(), **changed)
    return replace(told(id, event), article=Article(id, text))


def test_an_operation_with_a_name_is_one_across_stories_in_any_order() -> None:
    found = [named("a", "Operation Crash", RAID), named("b", "Operation Crash"), named("c", "Operation Fast & Furious")]
    found.append(named("d", "Operation Fast and Furious", RAID))
    first, _ = keys(*found)
    assert first == ["operation/operation-crash"] * 2 + ["operation/operation-fast-and-furious"] * 2
    assert keys(*reversed(found))[0] == first[::-1]


def test_two_names_of_one_story_are_two_and_so_are_two_days_of_one_name() -> None:
    (a, b), _ = keys(named("a", "Operation Iraqi Freedom"), named("b", "Operation Enduring Freedom"))
    assert a != b
    (a, b), _ = keys(named("a", "Operation Crash", date="2011-05-01"), named("b", "Operation Crash", date="2012-05-01"))
    assert a != b


def test_where_and_when_is_said_by_those_who_take_it_for_an_operation() -> None:
    wished = raid(operation=False, date="2019-08-30", status="done")
    _, knowledge = keys(told("a", raid(date=None), "Morton, Mississippi"), told("b", wished, "Mississippi"))
    (operation,) = (o for o in knowledge.occurrences if o.operation)
    assert operation.places == ("place/morton-mississippi",)


def test_what_is_only_planned_is_not_what_was_carried_out() -> None:
    wished = raid(operation=False, status="hypothetical")
    (a, b), _ = keys(told("a", raid()), told("b", wished))
    assert a != b
