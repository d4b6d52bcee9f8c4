from __future__ import annotations

import pytest
from parsed import annotated


def roles(text: str) -> list[tuple[str | None, str, str | None, str | None, str]]:
    document = annotated(text)

    def label(id: str | None) -> str | None:
        found = document.chain(id)
        return found.label if found is not None else None

    return [
        (label(r.person), r.title, label(r.organization), label(r.place), document.words(r.span))
        for r in document.roles
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "White House spokesman Judd Deere said so.",
            [("Judd Deere", "spokesman", "White House", None, "White House spokesman Judd Deere")],
        ),
        (
            "They were released, Bryan Cox, an ICE spokesman, said.",
            [
                (
                    "Bryan Cox",
                    "spokesman",
                    "U.S. Immigration and Customs Enforcement",
                    None,
                    "Bryan Cox, an ICE spokesman",
                )
            ],
        ),
        (
            "ICE acting Director Matthew Albence praised it.",
            [
                (
                    "Matthew Albence",
                    "acting Director",
                    "U.S. Immigration and Customs Enforcement",
                    None,
                    "ICE acting Director Matthew Albence",
                )
            ],
        ),
        (
            "US Attorney for the Southern District of Mississippi Mike Hurst told reporters.",
            [
                (
                    "Mike Hurst",
                    "US Attorney",
                    "US Attorney for the Southern District of Mississippi",
                    None,
                    "US Attorney for the Southern District of Mississippi Mike Hurst",
                )
            ],
        ),
        (
            "ACLU of Mississippi legal director and interim executive director Joshua Tom spoke.",
            [
                (
                    "Joshua Tom",
                    title,
                    "ACLU of Mississippi",
                    None,
                    "ACLU of Mississippi legal director and interim executive director Joshua Tom",
                )
                for title in ("legal director", "interim executive director")
            ],
        ),
        (
            "Rep. Adam Schiff (D-Calif.) called for sanctions.",
            [("Adam Schiff", "Rep.", None, "California", "Rep. Adam Schiff (D-Calif.)")],
        ),
    ],
)
def test_roles_with_their_spans(text: str, found: list[tuple[str | None, str, str | None, str | None, str]]) -> None:
    assert roles(text) == found


def test_qualifier_and_party() -> None:
    document = annotated("ICE acting Director Matthew Albence met Rep. Adam Schiff (D-Calif.).")
    assert [(r.qualifier, r.party) for r in document.roles] == [("acting", None), (None, "D")]


def test_a_role_is_attested_once_with_the_same_words() -> None:
    document = annotated("ICE spokesman Bryan Cox spoke. ICE spokesman Bryan Cox spoke again.")
    assert [r.title for r in document.roles] == ["spokesman"]


def test_a_name_without_a_role_has_none() -> None:
    assert roles("Bryan Cox said that they voted for Mike Hurst.") == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The Civil Defense Authority director General Suleiman al-Amr said so.", "director"),
        ("House Judiciary Committee Ranking Member Jim Jordan sent a letter.", "Ranking Member"),
        ("OMB Deputy Director for Management Jeffrey Zients issued a memorandum.", "Deputy Director"),
        (
            "Executive director of the Dallas chapter of the Council on American-Islamic Relations Alia Salem said so.",
            "Executive director",
        ),
    ],
)
def test_the_title_is_the_office_and_nothing_else(text: str, title: str) -> None:
    assert [(r.title, r.organization is not None) for r in annotated(text).roles] == [(title, True)]


def test_in_a_list_each_has_the_office_before_the_name() -> None:
    document = annotated("Former President Obama, Acting Director Vitiello, Rep. Rob Bishop and Sen. Ron Wyden spoke.")
    of = {c.id: c.label for c in document.chains}
    assert sorted((of[r.person], r.title) for r in document.roles) == [
        ("Barack Obama", "Former President"),
        ("Rob Bishop", "Rep."),
        ("Ron Wyden", "Sen."),
        ("Vitiello", "Acting Director"),
    ]
