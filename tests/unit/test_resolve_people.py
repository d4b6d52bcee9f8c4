"""Who is who across articles, on hand-made documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.model import Article, Chain, Document, Knowledge, Mention, Role
from onrecord.resolve import Verdict, explain, read_verdicts, resolve


def article(id: str, text: str, *chains: Chain, roles: tuple[Role, ...] = (), published: str | None = None) -> Document:
    return Document(Article(id, text, published=published), chains, roles)


def person(id: str, *names: str) -> Chain:
    return Chain(id, "person", names[0], (Mention(0, 1),), names)


def body(id: str, name: str, known: str | None = None) -> Chain:
    return Chain(id, "agency", name, (Mention(0, 1),), (name,), known)


def role(title: str, organization: str | None = None, place: str | None = None) -> Role:
    return Role(f"r-{title}", "p", title, (0, 1), organization, place)


RAIN = "Heavy rain flooded the valley of the Kestrel river and drowned eleven cattle near Osterley bridge."
VOTE = "The committee adopted the telecommunications amendment after lengthy filibusters about broadband spectrum."


def keys(knowledge: Knowledge) -> dict[tuple[str, str], str]:
    return dict(knowledge.entity_of)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("Matthew Albence",), ("Matthew T. Albence",)),
        (("Bryan Cox",), ("Bryan Cox", "Cox")),
        (("José Núñez",), ("Jose Nunez",)),
        (("Harold Quist Jr.",), ("Harold Quist",)),
    ],
)
def test_forms_of_one_name_are_one_person(left: tuple[str, ...], right: tuple[str, ...]) -> None:
    found = keys(resolve([article("a", RAIN, person("p", *left)), article("b", VOTE, person("p", *right))]))
    assert found["a", "p"] == found["b", "p"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Harold Quist Jr.", "Harold Quist Sr."),
        ("Mary A. Quist", "Mary B. Quist"),
        ("Mary Quist", "Martin Quist"),
        ("Albence", "Albence"),
    ],
)
def test_names_that_cannot_be_one_person_stay_apart(left: str, right: str) -> None:
    found = keys(resolve([article("a", RAIN, person("p", left)), article("b", VOTE, person("p", right))]))
    assert found["a", "p"] != found["b", "p"]


def test_a_common_name_with_unrelated_offices_is_two_people_and_the_decision_says_why() -> None:
    knowledge = resolve(
        [
            article(
                "a", RAIN, person("p", "John Smith"), body("o", "Osterley Water Board"), roles=(role("chief", "o"),)
            ),
            article("b", VOTE, person("p", "John Smith"), body("o", "Kestrel Records"), roles=(role("singer", "o"),)),
        ]
    )
    assert knowledge.entity_of["a", "p"] != knowledge.entity_of["b", "p"]
    (apart,) = [decision for decision in knowledge.decisions if not decision.same]
    assert "unrelated organisations" in apart.reason
    assert {apart.left, apart.right} == {knowledge.entity_of["a", "p"], knowledge.entity_of["b", "p"]}


def test_a_common_name_within_one_agency_tree_is_one_person() -> None:
    found = keys(
        resolve(
            [
                article("a", RAIN, person("p", "John Smith"), body("o", "ICE", "ice"), roles=(role("director", "o"),)),
                article("b", VOTE, person("p", "John Smith"), body("o", "DHS", "dhs"), roles=(role("adviser", "o"),)),
            ]
        )
    )
    assert found["a", "p"] == found["b", "p"]


def test_a_family_name_joins_the_only_full_name_of_its_story() -> None:
    knowledge = resolve([article("a", RAIN, person("p", "Ann Quist")), article("b", RAIN, person("p", "Quist"))])
    assert knowledge.entity_of["b", "p"] == "person/ann-quist"
    assert any(decision.right == "Quist" and decision.same for decision in knowledge.decisions)


def test_a_family_name_with_two_full_names_in_its_story_joins_neither() -> None:
    found = keys(
        resolve(
            [
                article("a", RAIN, person("p", "Ann Quist"), person("q", "Bo Quist")),
                article("b", RAIN, person("p", "Quist")),
            ]
        )
    )
    assert len(set(found.values())) == 3


def test_a_senator_is_found_by_family_name_title_and_date() -> None:
    knowledge = resolve(
        [
            article("a", RAIN, person("p", "Klobuchar"), roles=(role("Sen."),), published="2019-08-09"),
            article("b", VOTE, person("p", "Amy Klobuchar"), roles=(role("Senator"),), published="2021-03-01"),
        ]
    )
    (senator,) = knowledge.entities
    assert senator.key == "person/amy-klobuchar"
    assert senator.links == ("http://www.wikidata.org/entity/Q22237",)


def test_a_title_outside_its_term_links_nobody() -> None:
    knowledge = resolve(
        [article("a", RAIN, person("p", "Amy Klobuchar"), roles=(role("Senator"),), published="1999-03-01")]
    )
    assert knowledge.entities[0].links == ()


def test_unnamed_sources_of_two_articles_stay_two() -> None:
    source = Chain("u", "unnamed", "a senior official", (Mention(0, 1, "nominal"),))
    knowledge = resolve([article("a", RAIN, source), article("b", RAIN, source)])
    assert [entity.key for entity in knowledge.entities] == [
        "unnamed/a/a-senior-official",
        "unnamed/b/a-senior-official",
    ]


def test_verdicts_join_split_and_identify() -> None:
    source = Chain("u", "unnamed", "a senior official", (Mention(0, 1, "nominal"),))
    documents = [
        article("a", RAIN, person("p", "Ann Quist"), source),
        article("b", VOTE, person("p", "Anneliese Quist-Berg")),
        article("c", VOTE, person("p", "Ann Quist")),
    ]
    knowledge = resolve(
        documents,
        verdicts=[
            Verdict(True, "https://example.org/kg/person/ann-quist", "Anneliese Quist-Berg"),
            Verdict(False, "a#p", "c#p"),
            Verdict(True, "a senior official", "person/ann-quist"),
            Verdict(True, "Nobody", "Ann Quist"),
        ],
    )
    found = knowledge.entity_of
    assert found["a", "p"] == found["b", "p"] == "person/ann-quist"
    assert found["c", "p"] != found["a", "p"]
    unnamed = next(entity for entity in knowledge.entities if entity.type == "unnamed")
    assert unnamed.identified_as == "person/ann-quist"
    assert unnamed.members == (("a", "u"),)
    assert any("names nothing" in decision.reason for decision in knowledge.decisions)


def test_verdict_files_are_read_and_bad_lines_named(tmp_path: Path) -> None:
    path = tmp_path / "resolutions.tsv"
    path.write_text("# reviewed\nsame\tA B\tC D\tseen\n\ndifferent\tE\tF\n", encoding="utf-8")
    assert read_verdicts(path) == (Verdict(True, "A B", "C D", "seen"), Verdict(False, "E", "F"))
    path.write_text("same\tA B\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        read_verdicts(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_verdicts(tmp_path / "missing.tsv")


def test_two_documents_of_one_id_are_refused() -> None:
    with pytest.raises(InputError, match="'a'"):
        resolve([article("a", RAIN), article("a", VOTE)])


def test_explain_tells_members_and_reasons() -> None:
    knowledge = resolve([article("a", RAIN, person("p", "Ann Quist")), article("b", RAIN, person("p", "Quist"))])
    told = explain(knowledge, "Quist")
    assert "person/ann-quist" in told
    assert "a#p, b#p" in told
    assert "only full name" in told
    assert explain(knowledge, "Zebulon") == "Nothing here is called 'Zebulon'."


def test_a_namesake_of_a_president_is_not_the_president() -> None:
    documents = [
        article("a", RAIN, person("p", "George W. Bush", "Bush"), roles=(role("President"),), published="2005-03-01"),
        article("b", VOTE, person("p", "George H.W. Bush"), roles=(role("President"),), published="2005-03-01"),
        article("c", VOTE, person("p", "George Bush"), roles=(role("President"),), published="2005-03-01"),
        # The first that is compared bears no middle initial and objects to nobody.
        article("0", VOTE, person("p", "Bush", "George Bush"), roles=(role("President"),), published="2005-03-01"),
    ]
    found = keys(resolve(documents))
    assert found["a", "p"] == found["c", "p"] == found["0", "p"] == "person/george-bush"
    assert found["b", "p"] != found["a", "p"]


def test_a_member_of_congress_may_sit_on_any_committee() -> None:
    member = Chain("o", "agency", "Financial Services Committee", (Mention(0, 1),), ("Financial Services Committee",))
    caucus = Chain("o", "organization", "Recycling Caucus", (Mention(0, 1),), ("Recycling Caucus",))
    documents = [
        article("a", RAIN, person("p", "Al Green"), member, roles=(role("Rep.", "o"),), published="2022-03-01"),
        article("b", VOTE, person("p", "Al Green"), caucus, roles=(role("co-chair", "o"),), published="2022-03-01"),
    ]
    found = keys(resolve(documents))
    assert found["a", "p"] == found["b", "p"]


def test_a_legislator_whose_table_leaves_the_suffix_out_is_one_person() -> None:
    seat = role("Congressman")
    found = keys(
        resolve(
            [
                article("a", RAIN, person("p", "Troy Carter, Sr."), roles=(seat,), published="2022-03-01"),
                article("b", VOTE, person("p", "Troy Carter"), roles=(seat,), published="2022-05-01"),
            ]
        )
    )
    assert found["a", "p"] == found["b", "p"]


def test_a_title_in_front_is_no_given_name() -> None:
    for title in ("Congresswomen", "Chairs", "Representante", "Congressmen"):
        name = f"{title} Veronica Quist"
        found = keys(
            resolve([article("a", RAIN, person("p", "Veronica Quist")), article("b", VOTE, person("p", name))])
        )
        assert found["a", "p"] == found["b", "p"] == "person/veronica-quist"


def legislator(id: str, text: str, title: str, body_name: str, state: str | None = None) -> Document:
    place = Chain("s", "place", state or "", (Mention(0, 1),), (state or "",))
    chains = (person("p", "Barbara Lee"), body("o", body_name), *((place,) if state else ()))
    return article(id, text, *chains, roles=(role(title, "o", "s" if state else None),))


def test_two_members_of_congress_of_one_name_are_one_whatever_bodies_they_are_tied_to() -> None:
    found = keys(
        resolve([legislator("a", RAIN, "Congresswoman", "Weekly"), legislator("b", VOTE, "Rep.", "Kestrel Fund")])
    )
    assert found["a", "p"] == found["b", "p"]


def test_members_of_congress_for_two_states_are_two() -> None:
    knowledge = resolve(
        [
            legislator("a", RAIN, "Rep.", "Weekly", "Ohio"),
            legislator("b", VOTE, "Congresswoman", "Kestrel Fund", "Iowa"),
        ]
    )
    assert knowledge.entity_of["a", "p"] != knowledge.entity_of["b", "p"]
    assert any("they sit for US-" in decision.reason for decision in knowledge.decisions)


def test_a_name_alone_is_the_one_who_nearly_always_bears_it() -> None:
    chief = [
        article(
            f"a{n}", RAIN, person("p", "John Smith"), body("o", "Osterley Water Board"), roles=(role("chief", "o"),)
        )
        for n in range(12)
    ]
    singer = article("b", VOTE, person("p", "John Smith"), body("o", "Kestrel"), roles=(role("singer", "o"),))
    bare = article("c", "An orchestra played overtures in the cathedral.", person("p", "John Smith"))
    found = keys(resolve([*chief, singer, bare]))
    assert found["c", "p"] == found["a0", "p"] != found["b", "p"]
    few = keys(resolve([*chief[:2], singer, bare]))
    assert few["c", "p"] not in (few["a0", "p"], few["b", "p"])


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", True),
        ("Sergei Lavrov", "Sergey Lavrov", True),
        ("Mohammed Zarqawy", "Muhammad Zarqawi", True),
        ("Dmitri Kestrelov", "Sergei Kestrelov", False),
        ("John Reed", "John Reid", False),
    ],
)
def test_two_spellings_of_a_foreign_name_are_one_person_of_one_office(left: str, right: str, same: bool) -> None:
    knowledge = resolve(
        [
            article("a", RAIN, person("p", left), roles=(role("foreign minister"),)),
            article("b", VOTE, person("p", right), roles=(role("foreign minister"),)),
        ]
    )
    assert (knowledge.entity_of["a", "p"] == knowledge.entity_of["b", "p"]) is same


def test_two_spellings_without_anything_in_common_stay_apart() -> None:
    left, right = person("p", "Sergei Lavrov"), person("p", "Sergey Lavrov")
    found = keys(resolve([article("a", RAIN, left), article("b", VOTE, right)]))
    assert found["a", "p"] != found["b", "p"]


@pytest.mark.parametrize(
    ("left", "right"),
    [("William Quist", "Bill Quist"), ("W. Quist", "William Quist"), ("A. Donald Quist", "Donald Quist")],
)
def test_nicknames_and_initials_need_an_office_in_common(left: str, right: str) -> None:
    both = [
        article("a", RAIN, person("p", left), roles=(role("sheriff"),)),
        article("b", VOTE, person("p", right), roles=(role("sheriff"),)),
    ]
    found = keys(resolve(both))
    assert found["a", "p"] == found["b", "p"]
    bare = keys(resolve([article("a", RAIN, person("p", left)), article("b", VOTE, person("p", right))]))
    assert bare["a", "p"] != bare["b", "p"]


def test_father_and_son_of_one_article_stay_two_in_all_articles() -> None:
    family = article("a", RAIN, person("p", "Harold Quist"), person("q", "Harold Quist Jr."))
    others = [article(id, VOTE, person("p", "Harold Quist", "Quist")) for id in ("b", "c")]
    found = keys(resolve([family, *others]))
    assert found["a", "p"] == found["b", "p"] == found["c", "p"] != found["a", "q"]


def test_a_suffix_that_a_president_does_not_bear_is_another_man() -> None:
    told = [
        article(name, RAIN, person("p", name), published="2018-05-01") for name in ("Donald Trump", "Donald Trump Jr.")
    ]
    assert len(set(keys(resolve(told)).values())) == 2
