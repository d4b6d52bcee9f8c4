from __future__ import annotations

import pytest
import spacy
from parsed import annotated, chain
from spacy.tokens import Doc

from onrecord.annotate.entities import find_entities
from onrecord.annotate.entities.matcher import match_names
from onrecord.annotate.entities.people import PersonName
from onrecord.annotate.entities.titlecase import headline_lines, is_title_case
from onrecord.annotate.surface import parser_text
from onrecord.model import Article, Document


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("US Immigrations and Customs Enforcement field offices", [("US Immigrations and Customs Enforcement", "ice")]),
        ("the ICE-led raid", [("ICE", "ice")]),
        ("ice on the road", []),
        ("He lives in Richmond, VA", []),
        (
            "told NBC News and The Washington Post",
            [("NBC News", "nbc-news"), ("The Washington Post", "washington-post")],
        ),
        ("Alcohol, Tobacco, Firearms and Explosives", [("Alcohol, Tobacco, Firearms and Explosives", "atf")]),
        ("the customs and border protection of old", []),
    ],
)
def test_gazetteer_names_in_text(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[m.start : m.end], m.row.key) for m in match_names(text)] == found


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Hillary Rodham Clinton", "Hillary Clinton", True),
        ("Bill Clinton", "Hillary Clinton", False),
        ("Mike Hurst", "Michael Hurst", True),
        ("John A. Smith", "John B. Smith", False),
        ("John Smith Jr.", "John Smith Sr.", False),
        ("J. Edgar Hoover", "Edgar Hoover", True),
        ("Osama bin Laden", "Usama bin Laden", False),
    ],
)
def test_whether_two_full_names_can_be_one_person(left: str, right: str, same: bool) -> None:
    assert PersonName.of(left).compatible(PersonName.of(right)) is same


def test_parts_of_a_name() -> None:
    name = PersonName.of('Marcia "Cia" Price Jr.')
    assert (name.given, name.nickname, name.surname, name.suffix) == ("Marcia", "Cia", "Price", "jr")
    assert PersonName.of("Van Hollen").only == "Van Hollen"
    assert PersonName.of("Ursula von der Leyen").surname == "von der Leyen"
    assert PersonName.of("Anna 's").only == "Anna"
    assert PersonName.of("Anna Lopez 's").surname == "Lopez"


RAID = (
    "Immigration and Customs Enforcement (ICE) raided seven plants on Wednesday. US Immigrations and Customs "
    "Enforcement said the agency had warrants. Matthew Albence, its acting director, praised the raid. "
    "Albence said ICE would go on. President Donald Trump defended ICE. Trump said more would come."
)


def test_one_agency_under_three_names_and_a_noun() -> None:
    document = annotated(RAID)
    ice = chain(document, "U.S. Immigration and Customs Enforcement")
    words = [document.words(m.span) for m in ice.mentions]
    assert ice.known == "ice"
    assert ice.type == "agency"
    assert words.count("ICE") == 3
    assert "US Immigrations and Customs Enforcement" in words
    assert "the agency" in words


def test_a_bare_surname_joins_the_full_name_and_a_title_stays_outside() -> None:
    document = annotated(RAID)
    albence = chain(document, "Matthew Albence")
    assert {document.words(m.span) for m in albence.mentions if m.form == "name"} == {"Matthew Albence", "Albence"}
    assert chain(document, "Donald Trump").type == "person"


def test_a_president_alone_by_surname_has_his_full_name() -> None:
    document = annotated("Trump said on Friday that the raids were good. He wants more of them.")
    assert chain(document, "Donald Trump").type == "person"


def test_two_persons_of_one_surname_stay_two() -> None:
    text = (
        "Bill Clinton spoke in Ohio. Hillary Clinton, the candidate, spoke in Iowa. Mr. Clinton said he was proud. "
        "Mrs. Clinton thanked him."
    )
    document = annotated(text)
    bill, hillary = chain(document, "Bill Clinton"), chain(document, "Hillary Clinton")
    assert text.index("Mr. Clinton") + 4 in {m.start for m in bill.mentions}
    assert text.index("Mrs. Clinton") + 5 in {m.start for m in hillary.mentions}


def test_an_acronym_of_the_article_beats_the_gazetteer() -> None:
    text = "The Internal Control Executive (ICE) met on Monday. ICE approved the budget of the school."
    assert all(c.known != "ice" for c in annotated(text).chains)


def test_a_spokesman_is_a_person_whatever_the_parser_says() -> None:
    document = annotated("White House spokesman Judd Deere said it does not direct operations.")
    assert chain(document, "Judd Deere").type == "person"


def test_bodies_hold_their_prepositional_parts() -> None:
    document = annotated(
        "The New Mexico Department of Workforce Solutions refused. The ACLU of Mississippi sued. "
        "ICE's New Orleans field office led the raids."
    )
    assert chain(document, "New Mexico Department of Workforce Solutions").type == "agency"
    assert chain(document, "ACLU of Mississippi").type == "organization"
    branch = chain(document, "ICE New Orleans field office")
    assert branch.affiliation == chain(document, "U.S. Immigration and Customs Enforcement").id


def test_a_state_department_of_justice_is_not_the_federal_one() -> None:
    document = annotated("The Oregon Department of Justice filed the suit in Salem.")
    assert all(c.known != "doj" for c in document.chains)


def test_the_secretary_of_state_of_a_state_is_not_of_the_state_department() -> None:
    assert any(c.known == "state-dept" for c in annotated("Secretary of State John Kerry spoke in Geneva.").chains)
    georgia = annotated("Georgia Secretary of State Brad Raffensperger spoke in Atlanta.")
    assert all(c.known != "state-dept" for c in georgia.chains)


def test_verbs_of_a_headline_in_title_case_are_no_names() -> None:
    text = (
        "Elizabeth Warren Hammers Wells Fargo CEO Over Accounts\n\nSen. Elizabeth Warren grilled Wells Fargo on "
        "Tuesday. Warren said the bank had cheated."
    )
    people = [c.label for c in annotated(text).chains if c.type == "person"]
    assert people == ["Elizabeth Warren"]


def test_title_case_lines() -> None:
    assert is_title_case("White House Tells Agency to Raid Dozens of Plants")
    assert not is_title_case("White House tells ICE to conduct dozens more operations")
    assert headline_lines("A plain sentence about nothing much at all.\nBig Raid Shakes Small Mississippi Towns\n") == [
        (44, 83)
    ]


@pytest.mark.parametrize(
    ("text", "pronoun", "label"),
    [
        ("Angela Merkel met reporters in Berlin. She praised the deal.", "She", "Angela Merkel"),
        ("Boeing sued Airbus on Monday. It lost the case in May.", "It", "Boeing"),
        ("Mike Hurst met Angela Merkel. She thanked him for coming.", "him", "Mike Hurst"),
    ],
)
def test_pronouns(text: str, pronoun: str, label: str) -> None:
    document = annotated(text)
    at = text.index(pronoun)
    assert [c.label for c in document.chains if any(m.start == at for m in c.mentions)] == [label]


def test_an_it_that_stands_for_nothing_is_no_mention() -> None:
    text = "Boeing won the contract. It is likely that more orders come."
    assert all(m.start != text.index("It is") for c in annotated(text).chains for m in c.mentions)


def test_every_chain_has_mentions_inside_the_text_and_no_span_twice() -> None:
    document = annotated(RAID)
    spans = [m.span for c in document.chains for m in c.mentions]
    assert len(spans) == len(set(spans))
    assert all(0 <= a < b <= len(RAID) for a, b in spans)
    assert len({c.id for c in document.chains}) == len(document.chains)


@pytest.mark.parametrize("text", ["", "   ", "\n\n", '"' * 300, "\x00\x01 ICE \ud800 said", "A" * 5000, "ICE " * 2000])
def test_hostile_text_does_not_stop_it(text: str) -> None:
    nlp = spacy.blank("en")
    document = find_entities(Document(Article("x", text)), nlp(parser_text(text)))
    assert isinstance(document.chains, tuple)


def test_offices_of_address_and_portfolios_are_no_names() -> None:
    document = annotated("Mr. Speaker, I rise. Minister of Education Stefania Giannini spoke in Rome.")
    labels = {c.label for c in document.chains if c.names}
    assert "Speaker" not in labels
    assert "Education" not in labels
    assert chain(document, "Stefania Giannini").type == "person"


def test_a_doc_without_a_parse_will_do() -> None:
    words = ["ICE", "raided", "Koch", "Foods", "."]
    doc = Doc(spacy.blank("en").vocab, words=words)
    document = find_entities(Document(Article("x", doc.text)), doc)
    assert [c.known for c in document.chains] == ["ice", "koch-foods"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("The former Chief Operating Officer, Tim Cook, will succeed him.", ["Tim Cook"]),
        ("Joe Leonard, Chairman and Chief Operating Officer of the airline, resigned.", ["Joe Leonard"]),
        ("Chief Executive Officer Mary Barra spoke in Detroit.", ["Mary Barra"]),
    ],
)
def test_an_office_is_nobody(text: str, people: list[str]) -> None:
    assert [c.label for c in annotated(text).chains if c.type == "person"] == people


@pytest.mark.parametrize(
    ("text", "phrase", "label"),
    [
        # An age, however the tokenizer cuts it, belongs to the phrase.
        ("A 60-year-old woman was arrested in Tulsa.", "A 60-year-old woman", "A 60-year-old woman"),
        # The one person named so far, where the words give no office.
        ("Lena Horne sang in Rome. The singer left at noon.", "The singer", "Lena Horne"),
        ("Maria Lopez was hurt in Tulsa. The 43-year-old teenager left.", "The 43-year-old teenager", "Maria Lopez"),
        ("Maria Lopez was hurt in Tulsa. The woman left the hospital.", "The woman", "Maria Lopez"),
        # Of another gender, of two people, an office, a relation: nobody knows who is meant.
        ("Maria Lopez was hurt in Tulsa. The man left the hospital.", "The man", "The man"),
        ("Maria Lopez and Anna Smith were hurt. The woman left.", "The woman", "The woman"),
        ("Maria Lopez was hurt in Tulsa. The official left the hospital.", "The official", "The official"),
        ("Maria Lopez was hurt in Tulsa. The sister left the hospital.", "The sister", "The sister"),
    ],
)
def test_descriptions_of_people(text: str, phrase: str, label: str) -> None:
    at = text.index(phrase)
    found = [c for c in annotated(text).chains if (at, at + len(phrase)) in {m.span for m in c.mentions}]
    assert [c.label for c in found] == [label]


def test_a_team_is_called_by_the_last_word_of_its_name() -> None:
    text = "The Indianapolis Colts won again. The Colts host Denver next."
    assert len([c for c in annotated(text).chains if "Colts" in c.label]) == 1


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The hearing begins at 6:00 PM CT on Monday.", []),
        ("That includes money, ID, lodging and training.", []),
        ("Rep. Ann Quist (R-ID) spoke on Monday.", ["Idaho"]),
    ],
)
def test_two_capitals_are_a_state_where_a_state_stands(text: str, places: list[str]) -> None:
    assert sorted(c.label for c in annotated(text).chains if c.type == "place") == sorted(places)


def test_del_is_a_delegate_with_a_full_stop_only() -> None:
    document = annotated("Rep. Ann Lee and Del. Madeleine Bordallo met migrants in Del Rio, Texas.")
    assert {"Del Rio", "Madeleine Bordallo"} <= {chain.label for chain in document.chains}


def test_chairs_are_no_part_of_a_name() -> None:
    text = "Caucus Co-Chairs Julia Brownley and Bruce Westerman spoke. Chairs Brownley and Westerman left."
    assert [c.label for c in annotated(text).chains if c.type == "person"] == ["Julia Brownley", "Bruce Westerman"]
