from __future__ import annotations

import time

import pytest
import spacy
from parsed import annotated, chain
from spacy.tokens import Doc

from onrecord.annotate.entities import find_entities
from onrecord.model import Article, Document


def labels(text: str, type: str) -> list[str]:
    return [c.label for c in annotated(text).chains if c.type == type and c.names]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Valeska Paris, an Australian woman, has claimed that she was held. Paris was born in Bern.", "Valeska Paris"),
        ("Later the CEO of the Refugee Council Enver Solomon told Sky News that it was wrong.", "Enver Solomon"),
        ("Dan Newhouse (WA-04) and Pramila Jayapal (WA-07) agreed on the bill.", "Pramila Jayapal"),
        ("MELISSA MURRAY: Welcome to the show.\n\nMELISSA MURRAY: Good night.", "Melissa Murray"),
        ("The Civil Defense Authority director General Suleiman al-Amr said so.", "Suleiman al-Amr"),
        ("AG Garland stated that this was the first time he heard of it.", "Garland"),
    ],
)
def test_people_that_no_table_knows(text: str, label: str) -> None:
    assert label in labels(text, "person")


def test_a_bare_place_name_after_the_full_name_is_the_person() -> None:
    document = annotated("Valeska Paris, an Australian woman, left. Paris was born in Bern.")
    assert [document.words(m.span) for m in chain(document, "Valeska Paris").mentions if m.form == "name"] == [
        "Valeska Paris",
        "Paris",
    ]


def test_a_place_without_a_person_beside_it_stays_a_place() -> None:
    assert labels("The minister flew to Paris, a city that she loves.", "person") == []


def test_title_and_surname_in_capitals_join_the_full_name() -> None:
    document = annotated("House Minority Leader Hakeem Jeffries joins us.\n\nLEADER JEFFRIES: Good to be with you.")
    assert [c.label for c in document.chains if c.type == "person"] == ["Hakeem Jeffries"]


def test_the_attorney_general_by_abbreviation_is_the_one_named_in_full() -> None:
    document = annotated("Attorney General Merrick Garland testified. AG Garland stated that he had not heard of it.")
    assert [c.label for c in document.chains if c.type == "person"] == ["Merrick Garland"]


def test_counties_in_a_list_are_places() -> None:
    found = labels("The plants are in Harris, Fort Bend, Travis and Montgomery counties.", "place")
    assert found == ["Harris", "Fort Bend", "Travis", "Montgomery"]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Smithers, M.D., of Baltimore spoke.",
        "Rep. Dan Newhouse (WA-04) spoke.",
        "OMB Deputy Director for Management Jeffrey Zients issued a memorandum.",
        "Chairman Jim Jordan and Ranking Member James Comer sent a letter.",
    ],
)
def test_degrees_seats_and_offices_are_no_names(text: str) -> None:
    assert not {c.label for c in annotated(text).chains if c.names} & {"M.D.", "WA-04", "Director", "Ranking"}


def test_a_committee_ends_before_an_office() -> None:
    text = "House Judiciary Committee Ranking Member Jim Jordan sent a letter."
    assert labels(text, "agency") == ["House Judiciary Committee"]


def test_a_word_behind_a_title_that_is_no_family_name_is_no_person() -> None:
    text = "Brazil should not be a Non-NATO Major Ally. According to the Herald, Emeritus Professor John Burrows left."
    assert labels(text, "person") == ["John Burrows"]


def test_the_kind_of_a_news_agency_needs_no_capitals() -> None:
    assert labels("According to Yonhap news agency, it was done.", "outlet") == ["Yonhap News Agency"]


def test_a_run_of_kinds_of_bodies_takes_time_that_grows_with_its_length() -> None:
    words = ["Committee", "Chair"] * 4000
    doc = Doc(
        spacy.blank("en").vocab,
        words=words,
        tags=["NNP"] * len(words),
        heads=[0] * len(words),
        deps=["dep"] * len(words),
        lemmas=words,
        sent_starts=[True] + [False] * (len(words) - 1),
    )
    began = time.process_time()
    find_entities(Document(Article("x", doc.text)), doc)
    assert time.process_time() - began < 3.0
