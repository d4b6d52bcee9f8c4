"""A case for every phenomenon of names, roles and sources that a reader of news expects to be understood.

Invented texts through the real stages. A row is what the text says, and what must be true of it.
"""

from __future__ import annotations

import pytest
from parsed import annotated, said, speaker

from onrecord.model import Chain, Document


def mentions(document: Document, label: str) -> list[str]:
    """What the article calls the one thing of that label, in order."""
    (found,) = [c for c in document.chains if c.label == label]
    return [document.words(mention.span) for mention in found.mentions]


def label(document: Document, id: str | None) -> str | None:
    found = document.chain(id)
    return found.label if found is not None else None


@pytest.mark.parametrize(
    ("text", "who", "called"),
    [
        pytest.param(
            "Robert Kestrel met Laura Quist. Kestrel laughed. Laura left.", "Robert Kestrel", "Kestrel", id="surname"
        ),
        pytest.param("Robert Kestrel met Laura Quist. Laura left.", "Laura Quist", "Laura", id="first name"),
        pytest.param("Robert Kestrel met Laura Quist. Bob left.", "Robert Kestrel", "Bob", id="nickname"),
        pytest.param("Robert Kestrel spoke first. R. Kestrel left.", "Robert Kestrel", "R. Kestrel", id="initial"),
        pytest.param("Laura Quist spoke. Dr. Quist left.", "Laura Quist", "Quist", id="title"),
        pytest.param("Laura Quist spoke. Quist's car was stolen.", "Laura Quist", "Quist", id="possessive"),
        pytest.param(
            "The Border Safety Commission (BSC) met. The BSC agreed.",
            "Border Safety Commission",
            "BSC",
            id="acronym defined in brackets",
        ),
        pytest.param(
            "The Osterley Water Board met. OWB officials agreed.", "Osterley Water Board", "OWB", id="acronym undefined"
        ),
        pytest.param(
            "Immigration and Customs Enforcement met. The agency agreed.",
            "U.S. Immigration and Customs Enforcement",
            "The agency",
            id="the agency",
        ),
        pytest.param(
            "The U.S. Department of Homeland Security met. The department agreed.",
            "U.S. Department of Homeland Security",
            "The department",
            id="the department",
        ),
        pytest.param(
            "Halden Foods Inc. closed a plant. The company agreed.",
            "Halden Foods Inc.",
            "The company",
            id="the company",
        ),
        pytest.param(
            "J. T. Marwick, 43, met Laura Quist, 29. The 43-year-old was released.",
            "J. T. Marwick",
            "The 43-year-old",
            id="the 43-year-old of two",
        ),
        pytest.param(
            "Laura Quist was here. The 29-year-old was released.", "Laura Quist", "The 29-year-old", id="the only one"
        ),
    ],
)
def test_a_chain_holds_every_way_to_call_it(text: str, who: str, called: str) -> None:
    assert called in mentions(annotated(text), who)


def test_an_age_that_fits_nobody_in_particular_names_nobody() -> None:
    document = annotated("Robert Kestrel met Laura Quist. The 29-year-old was released.")
    assert all("29" not in document.words(m.span) for c in document.chains for m in c.mentions)


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("Prosecutors said that the case is closed.", "the case is closed", "Prosecutors"),
        ("Police said that nothing was found.", "nothing was found", "Police"),
        ("Activists said that the raids were cruel.", "the raids were cruel", "Activists"),
    ],
)
def test_plural_speakers_are_sources_without_a_name(text: str, words: str, who: str) -> None:
    document = annotated(text)
    assert speaker(document, words) == who
    assert next(c for c in document.chains if c.label == who).type == "unnamed"


CATAPHORA = """The raids went on all day in Halden, and many families were afraid.

One ICE official in charge of the agency's Halden field office said that nobody was hurt.

"We took care of everybody," Harold Marwick{role} told The Osterley Gazette."""


@pytest.mark.parametrize("role", ["", ", director of the ICE Halden field office,"])
def test_an_official_described_first_is_the_one_named_in_the_next_paragraph(role: str) -> None:
    document = annotated(CATAPHORA.format(role=role))
    assert speaker(document, "nobody was hurt") == "Harold Marwick"
    assert any(r.title == "official in charge" for r in document.roles)


def test_somebody_with_a_role_elsewhere_is_not_the_official_described_before() -> None:
    document = annotated(CATAPHORA.format(role=", mayor of Halden,"))
    assert speaker(document, "nobody was hurt") != "Harold Marwick"


def test_what_is_quoted_before_a_name_is_no_apposition_to_it() -> None:
    document = annotated(CATAPHORA.format(role=", director of the ICE Halden field office,"))
    assert "everybody" not in mentions(document, "Harold Marwick")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Mark Quist spoke. His son Mark Quist Jr. was killed.", ["Mark Quist", "Mark Quist Jr."]),
        ("Mark Quist Jr., the son of Mark Quist, spoke.", ["Mark Quist Jr.", "Mark Quist"]),
        ("Tom Quist died. He leaves two sons, Tom Quist II and Laura.", ["Tom Quist", "Tom Quist II"]),
        (
            "Mark Quist spoke. Anna Quist, Mark Quist Jr., Eric Quist and Paul Quist came.",
            ["Mark Quist", "Anna Quist", "Mark Quist Jr.", "Eric Quist", "Paul Quist"],
        ),
        ("President Donald Trump spoke. Donald Trump Jr. came.", ["Donald Trump", "Donald Trump Jr."]),
        ("Mark Quist, Jr. spoke. Mark Quist is a judge.", ["Mark Quist"]),
        ("Mark Quist spoke. His son, Mark Quist, Jr., was killed.", ["Mark Quist", "Mark Quist"]),
        ("President Joseph R. Biden Jr. spoke. Joe Biden left.", ["Joseph R. Biden Jr."]),
    ],
)
def test_a_suffix_tells_father_and_son_apart(text: str, labels: list[str]) -> None:
    found = [chain.label for chain in annotated(text).chains if chain.type == "person" and " " in chain.label]
    assert found == labels


def test_a_family_name_alone_is_not_the_son_s_where_the_father_is_named() -> None:
    document = annotated("Mark Quist spoke. His son Mark Quist Jr. was killed. Quist wept. Quist Jr. was young.")
    assert mentions(document, "Mark Quist") == ["Mark Quist", "His", "Quist"]
    assert mentions(document, "Mark Quist Jr.")[-1] == "Quist Jr."


def test_two_people_of_one_surname_stay_two_and_a_wife_is_not_her_husband() -> None:
    document = annotated(
        'Harold Marwick and his wife, Susan Marwick, left Osterley. "I am glad," Susan Marwick said. '
        "Mr. Marwick said that he is sad."
    )
    assert mentions(document, "Susan Marwick")[:2] == ["his wife", "Susan Marwick"]
    assert speaker(document, "I am glad") == "Susan Marwick"
    assert speaker(document, "he is sad") == "Harold Marwick"


@pytest.mark.parametrize(
    ("text", "name", "type"),
    [
        pytest.param("Trump said that the wall will be built.", "Donald Trump", "person", id="Trump as ORG"),
        pytest.param(
            "White House spokesman Judd Marwick said that nothing has changed.",
            "Judd Marwick",
            "person",
            id="name as ORG",
        ),
        pytest.param(
            "Former Sheriff Laura Quist said that she agrees.",
            "Laura Quist",
            "person",
            id="title swallowed into a name",
        ),
        pytest.param("A source told The Osterley Gazette that it is so.", "Osterley Gazette", "outlet", id="outlet"),
        pytest.param("An ICE official said that it is so.", "An ICE official", "unnamed", id="unnamed source"),
        pytest.param("The Osterley Police Department met.", "Osterley Police Department", "agency", id="agency"),
        pytest.param("She lives in Morton, Mississippi.", "Mississippi", "place", id="place"),
    ],
)
def test_types(text: str, name: str, type: str) -> None:
    document = annotated(text)
    assert [c.type for c in document.chains if c.label == name] == [type]


def test_boilerplate_is_nobody() -> None:
    document = annotated(
        "FOR IMMEDIATE RELEASE\n\nMedia Contact: (202) 555-0100\n\n"
        "Senator Paul Halden said that the bill will pass.\n\n###"
    )
    assert [c.label for c in document.chains if c.type == "person"] == ["Paul Halden"]


@pytest.mark.parametrize(
    ("text", "who", "called"),
    [
        ("The Osterley 76ers fired Paul Halden. The 76ers lost.", "Osterley 76ers", ["Osterley 76ers", "76ers"]),
        ("The Kenyan navy freed a ship. The navy said so.", "Kenyan Navy", ["Kenyan navy", "The navy"]),
        ("Sheriff Paul K . Halden spoke . Halden left .", "Paul K. Halden", ["Sheriff", "Paul K . Halden", "Halden"]),
    ],
)
def test_names_of_a_form_that_the_parser_does_not_see(text: str, who: str, called: list[str]) -> None:
    assert mentions(annotated(text), who) == called


@pytest.mark.parametrize(
    "text",
    [
        "Reps. Paul Halden and Laura Quist, Co-Chairs, spoke. The Caucus Co-Chair Laura Quist left.",
        "The bill text is available HERE. BACKGROUND: The bill failed. Contact: Paul Halden",
    ],
)
def test_an_office_with_a_hyphen_and_a_heading_are_no_names(text: str) -> None:
    called = {name for chain in annotated(text).chains for name in chain.names}
    assert not called & {"Co-Chair", "Co-Chairs", "HERE", "BACKGROUND", "Contact"}


def test_a_city_is_its_team_in_a_report_of_a_match() -> None:
    document = annotated("The Philadelphia Eagles beat Dallas on Sunday. Philadelphia won again, coach Marwick said.")
    assert mentions(document, "Philadelphia Eagles") == ["Philadelphia Eagles", "Philadelphia"]


@pytest.mark.parametrize(
    "text",
    [
        "The Philadelphia Eagles spoke on Sunday. Philadelphia won a grant for bridges, Mayor Marwick said.",
        "The Philadelphia Eagles left. Fans came to Philadelphia and cheered.",
        "Philadelphia won again, coach Marwick said. The Dallas Cowboys lost.",
    ],
)
def test_a_city_stays_a_city_where_it_does_not_play(text: str) -> None:
    assert [c.type for c in annotated(text).chains if c.label == "Philadelphia"] == ["place"]


@pytest.mark.parametrize(
    ("text", "role", "behalf"),
    [
        pytest.param(
            "Acting ICE Director Harold Marwick said that raids go on.",
            ("Acting Director", "U.S. Immigration and Customs Enforcement", None, "acting", None),
            "U.S. Immigration and Customs Enforcement",
            id="acting, prefixed",
        ),
        pytest.param(
            "Former Sheriff Laura Quist said that raids go on.",
            ("Former Sheriff", None, None, "former", None),
            None,
            id="former speaks for nobody",
        ),
        pytest.param(
            "Interim Mayor Paul Halden said that raids go on.",
            ("Interim Mayor", None, None, "interim", None),
            None,
            id="interim",
        ),
        pytest.param(
            "U.S. Attorney for the Southern District of Mississippi Harold Marwick said that raids go on.",
            ("U.S. Attorney", "U.S. Attorney for the Southern District of Mississippi", None, None, None),
            "U.S. Attorney for the Southern District of Mississippi",
            id="place of office",
        ),
        pytest.param(
            "Rep. Laura Quist (D-Ohio) said that raids go on.",
            ("Rep.", None, "Ohio", None, "D"),
            None,
            id="party and state",
        ),
        pytest.param(
            "Sen. Paul Halden, R-Iowa, said that raids go on.",
            ("Sen.", None, "Iowa", None, "R"),
            None,
            id="with commas",
        ),
        pytest.param(
            "Laura Quist, who heads the Border Safety Commission, said that raids go on.",
            ("heads", "Border Safety Commission", None, None, None),
            "Border Safety Commission",
            id="who heads",
        ),
        pytest.param(
            "Harold Marwick, a spokesman for Halden Foods, said that raids go on.",
            ("spokesman", "Halden Foods", None, None, None),
            "Halden Foods",
            id="apposition",
        ),
    ],
)
def test_roles_and_for_whom_they_speak(text: str, role: tuple[str | None, ...], behalf: str | None) -> None:
    document = annotated(text)
    (found,) = document.roles
    bodies = label(document, found.organization), label(document, found.place)
    assert (found.title, *bodies, found.qualifier, found.party) == role
    assert label(document, said(document, "raids go on").on_behalf_of) == behalf


def unnamed(document: Document) -> list[Chain]:
    return [c for c in document.chains if c.type == "unnamed"]


def test_an_unnamed_source_keeps_description_affiliation_and_the_outlet_it_told() -> None:
    document = annotated(
        "A spokeswoman for the Justice Department told The Washington Post that the case is open. "
        "The spokeswoman said that it would close soon."
    )
    (source,) = unnamed(document)
    assert source.label == "A spokeswoman for the Justice Department"
    assert label(document, source.affiliation) == "U.S. Department of Justice"
    assert label(document, said(document, "the case is open").addressee) == "The Washington Post"
    assert speaker(document, "would close soon") == source.label


@pytest.mark.parametrize(
    "named",
    [
        "The officer, later identified as Harold Marwick, was sorry.",
        "The officer was identified on Monday by the sheriff as Harold Marwick.",
        "The officer was later named as Harold Marwick.",
    ],
)
def test_a_later_naming_links_and_does_not_merge(named: str) -> None:
    document = annotated(f"A police officer said that the door was open. {named}")
    source = next(c for c in unnamed(document) if c.label == "A police officer")
    assert label(document, source.identified_as) == "Harold Marwick"
    assert speaker(document, "the door was open") == "A police officer"
    assert not set(source.mentions) & set(next(c for c in document.chains if c.label == "Harold Marwick").mentions)


def test_a_source_that_nobody_names_is_linked_to_nobody() -> None:
    document = annotated("A police officer said that the door was open. Harold Marwick was identified as the owner.")
    assert all(c.identified_as is None for c in document.chains)


def test_the_senators_are_none_of_the_senators_who_spoke_before() -> None:
    document = annotated(
        "The bill passed on Monday in Osterley after a long debate.\n\n"
        '"This is good," Senator Cory Halden said. "We need it," Senator Laura Quist said.\n\n'
        '"We must do more," the senators wrote.'
    )
    assert speaker(document, "We must do more") == "the senators"
