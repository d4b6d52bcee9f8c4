"""Organisations across articles: gazetteer rows, acronyms, short forms, generic names."""

from __future__ import annotations

from onrecord.model import Article, Chain, Document, EntityType, Knowledge, Mention
from onrecord.resolve import resolve
from onrecord.resolve.names import initials, is_acronym, organisation_core

FLOOD = "Heavy rain flooded the valley of the Kestrel river and drowned eleven cattle near Osterley bridge."
VOTE = "The committee adopted the telecommunications amendment after lengthy filibusters about broadband spectrum."


def chain(*names: str, kind: EntityType = "organization", known: str | None = None, id: str = "o") -> Chain:
    return Chain(id, kind, names[0], (Mention(0, 1),), names, known)


def resolved(left: Chain, right: Chain, text: str = VOTE) -> Knowledge:
    return resolve([Document(Article("a", FLOOD), (left,)), Document(Article("b", text), (right,))])


def same(knowledge: Knowledge) -> bool:
    return knowledge.entity_of["a", "o"] == knowledge.entity_of["b", "o"]


def test_one_row_of_the_gazetteer_is_one_agency_with_its_parents() -> None:
    knowledge = resolved(
        chain("ICE", kind="agency", known="ice"), chain("US Immigrations and Customs Enforcement", known="ice")
    )
    by_key = {entity.key: entity for entity in knowledge.entities}
    assert same(knowledge)
    assert by_key["org/ice"].parent == "org/dhs"
    assert by_key["org/ice"].type == "agency"
    assert by_key["org/dhs"].members == ()


def test_legal_forms_and_articles_do_not_matter() -> None:
    assert same(resolved(chain("The Kestrel Company"), chain("Kestrel Co.")))
    assert not same(resolved(chain("Kestrel Records"), chain("Kestrel Foods")))


def test_an_acronym_joins_the_one_name_of_its_story_that_spells_it() -> None:
    knowledge = resolved(chain("Valley Farmers Association"), chain("VFA"), FLOOD)
    assert same(knowledge)
    assert not same(resolved(chain("Valley Farmers Association"), chain("VFA"), VOTE))
    assert any("spells" in decision.reason for decision in knowledge.decisions)


def test_an_acronym_that_two_names_spell_joins_neither() -> None:
    documents = [
        Document(Article("a", FLOOD), (chain("Valley Farmers Association"),)),
        Document(Article("b", FLOOD), (chain("Veteran Flyers Alliance"),)),
        Document(Article("c", FLOOD), (chain("VFA"),)),
    ]
    knowledge = resolve(documents)
    assert len(set(knowledge.entity_of.values())) == 3
    assert any(not decision.same for decision in knowledge.decisions)


def test_a_long_acronym_written_out_somewhere_is_one_body_unless_two_write_it_out() -> None:
    assert same(resolved(chain("Valley Farmers and Growers", "VFAG"), chain("VFAG")))
    documents = [
        Document(Article("a", FLOOD), (chain("Valley Farmers and Growers", "VFAG"),)),
        Document(Article("b", VOTE), (chain("Veteran Flyers Alliance of Guam", "VFAG"),)),
    ]
    assert len(set(resolve(documents).entity_of.values())) == 2


def test_one_article_keeps_its_two_names_apart() -> None:
    both = (chain("Church of Osterley"), chain("Church of Osterley headquarters", id="q"))
    assert len(set(resolve([Document(Article("a", FLOOD), both)]).entity_of.values())) == 2


def test_a_description_means_something_only_inside_its_story() -> None:
    board = Chain("o", "organization", "the board", (Mention(0, 1, "nominal"),))
    assert same(resolved(board, board, FLOOD))
    assert not same(resolved(board, board, VOTE))
    schools = Chain("o", "organization", "schools", (Mention(0, 1, "nominal"),))
    knowledge = resolved(schools, schools, FLOOD)
    assert not same(knowledge)
    assert knowledge.entity_of["a", "o"] == "org/a/schools"


def test_a_short_form_joins_only_inside_its_story() -> None:
    assert same(resolved(chain("Osterley Martin"), chain("Osterley"), FLOOD))
    assert not same(resolved(chain("Osterley Martin"), chain("Osterley"), VOTE))


def test_a_generic_name_is_one_body_only_inside_its_story() -> None:
    assert same(resolved(chain("Police Department"), chain("Police Department"), FLOOD))
    assert not same(resolved(chain("Police Department"), chain("Police Department"), VOTE))
    assert same(resolved(chain("Osterley Police Department"), chain("Police Department"), FLOOD))


def test_a_person_that_the_story_calls_a_company_is_one() -> None:
    person = Chain("o", "person", "Kestrelair", (Mention(0, 1),), ("Kestrelair",))
    assert same(resolved(chain("Kestrelair"), person, FLOOD))
    assert not same(resolved(chain("Kestrelair"), person, VOTE))


def test_names() -> None:
    assert organisation_core("The Boeing Co.") == "boeing"
    assert organisation_core("United States Air Force") == "us air force"
    assert "ice" in initials("Immigration and Customs Enforcement")
    assert is_acronym("F.B.I.")
    assert not is_acronym("Ford")
