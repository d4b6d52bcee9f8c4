from __future__ import annotations

from pathlib import Path

import pytest
from parsed import annotated, chain, said, speaker

from onrecord.annotate.pipeline import annotate
from onrecord.language import load_language
from onrecord.model import Article

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"


def article(name: str) -> str:
    return (ARTICLES / name).read_text(encoding="utf-8")


HILL = "000_5833edfb0e541bd8.txt"
CNN = "002_219afdcaeab807e9.txt"


@pytest.mark.parametrize(
    ("name", "words", "who", "behalf", "told"),
    [
        (HILL, "a law enforcement agency", "An ICE official", "ICE", "NBC News"),
        (HILL, "the agency took precautions", "An ICE official", "ICE", None),
        (HILL, "the raid was conducted", "Matthew Albence", "ICE", "The Washington Post"),
        (HILL, "Officers were able", "Matthew Albence", "ICE", "The Washington Post"),
        (HILL, "the agency could not guarantee", "Jerome Miles", "ICE", None),
        (HILL, "To be able to tell you", "Jerome Miles", "ICE", "The Washington Post"),
        (HILL, "disrupted the local economy and jeopardized", "activists", None, None),
        (HILL, "We are deeply concerned", "Joshua Tom", "ACLU of Mississippi", None),
        (HILL, "Local law enforcement should", "Joshua Tom", "ACLU of Mississippi", None),
        (CNN, "to conduct dozens more workplace enforcement operations this year", None, None, "CNN"),
        (CNN, "Shortly after the raids", None, None, "CNN"),
        (CNN, "You have to go in", "Donald Trump", None, "reporters"),
        (CNN, "When people see what they saw", "Donald Trump", None, None),
        (CNN, "does not direct law enforcement", "Judd Deere", "White House", None),
        (CNN, "More than 300 of them", "Bryan Cox", "ICE", None),
        (
            CNN,
            "single-state immigration",
            "Mike Hurst",
            "US Attorney for the Southern District of Mississippi",
            "reporters",
        ),
        (CNN, "his department would consider", "Bill McCamley", "New Mexico Department of Workforce Solutions", None),
        (CNN, "is launching an investigation", "Mary Gonzalez", "Mexican American Legislative Caucus", None),
    ],
)
def test_speakers_of_the_seed_articles(
    name: str, words: str, who: str | None, behalf: str | None, told: str | None
) -> None:
    document = annotated(article(name))
    statement = max(
        (s for s in document.statements if s.part != "headline" and any(words in document.words(p) for p in s.content)),
        key=lambda s: sum(b - a for a, b in s.content),
    )

    def label(id: str | None) -> str | None:
        found = document.chain(id)
        if found is None:
            return None
        return "ICE" if found.known == "ice" else found.label

    assert label(statement.speaker) == (who or "a senior immigration official with knowledge of the conversations")
    assert label(statement.on_behalf_of) == behalf
    assert label(statement.addressee) == told


def test_an_unnamed_official_who_is_named_in_the_next_paragraph_is_that_person() -> None:
    document = annotated(article(HILL))
    role = next(r for r in document.roles if r.title == "official in charge")
    assert role.span == (1148, 1215)
    assert document.chain(role.person).label == "Jerome Miles"  # type: ignore[union-attr]
    assert document.chain(role.organization).label == "ICE New Orleans field office"  # type: ignore[union-attr]


def test_unnamed_sources_are_chains_of_their_own() -> None:
    document = annotated("An ICE official told CNN that raids will follow. A source said that more will come.")
    unnamed = [c for c in document.chains if c.type == "unnamed"]
    assert [c.label for c in unnamed] == ["An ICE official", "A source"]
    assert document.chain(unnamed[0].affiliation).known == "ice"  # type: ignore[union-attr]
    assert unnamed[1].affiliation is None


def test_the_last_speaker_is_he_unless_somebody_else_came_in() -> None:
    text = (
        'Mike Hurst spoke to reporters in Jackson. "The raids were lawful," Hurst said.\n\n'
        '"We will go on," he added.\n\n'
        'Bill McCamley disagreed with the raids. "They broke families apart," he said.'
    )
    document = annotated(text)
    assert speaker(document, "We will go on") == "Mike Hurst"
    assert speaker(document, "They broke families apart") == "Bill McCamley"


def test_who_after_an_outlet_is_the_person_who_spoke_to_it() -> None:
    document = annotated(
        "Comments were made by Matthew Albence to The Washington Post, who said that the raid was fine."
    )
    assert speaker(document, "the raid was fine") == "Matthew Albence"


def test_institutions_speak_for_themselves() -> None:
    document = annotated("The White House said on Friday that it knew of no raids.")
    statement = said(document, "it knew of no raids")
    assert statement.speaker == statement.on_behalf_of == chain(document, "White House").id


def test_a_former_officer_speaks_for_nobody() -> None:
    document = annotated('"It was wrong," former ICE director Sarah Saldana said.')
    assert said(document, "It was wrong").on_behalf_of is None


def test_first_person_words_inside_a_quotation_are_the_speakers() -> None:
    text = '"I am proud of our agents," ICE Director Sarah Saldana said.'
    document = annotated(text)
    starts = {m.start for m in chain(document, "Sarah Saldana").mentions}
    assert text.index("I am") in starts


def test_you_is_nobody() -> None:
    document = annotated("You could say that the raids were a mistake.")
    assert all(s.speaker is None for s in document.statements)


def test_every_speaker_is_a_chain_of_the_document() -> None:
    for name in (HILL, CNN):
        document = annotated(article(name))
        ids = {c.id for c in document.chains}
        for s in document.statements:
            assert {s.speaker, s.on_behalf_of, s.addressee} - {None} <= ids
        assert {r.person for r in document.roles} | {r.organization for r in document.roles} - {None} <= ids | {None}


@pytest.mark.parametrize(
    ("text", "who", "joint"),
    [
        (
            "Senators Ann Lee (D-OH) and Bob Poe and Rep. Carla Diaz announced that the base will stay.",
            "Ann Lee",
            ["Bob Poe", "Carla Diaz"],
        ),
        ("Ann Lee and Bob Poe said that the raid was lawful.", "Ann Lee", ["Bob Poe"]),
        ("Ann Lee, a lawyer for Bob Poe and the city, said that the raid was lawful.", "Ann Lee", []),
        ("Ann Lee, who met Bob Poe and Carla Diaz, said that the raid was lawful.", "Ann Lee", []),
        ("Ann Lee's mother and Bob Poe said that the raid was lawful.", "Bob Poe", []),
        (
            "Senators Ann Lee and Bob Poe wrote to the agency on Friday. The senators asked why the plant was closed.",
            "Ann Lee",
            ["Bob Poe"],
        ),
        (
            "Senator Ann Lee joined Senators Bob Poe and Carla Diaz at the plant. “It is time,” the senators wrote.",
            "Ann Lee",
            ["Bob Poe", "Carla Diaz"],
        ),
        ("Ann Lee and Bob Poe met in Ohio. Both said that the plan would fail.", "Ann Lee", ["Bob Poe"]),
        # another number, and another kind of senator
        (
            "Ann Lee and Bob Poe met in Ohio. The three senators said that the plan would fail.",
            "The three senators",
            [],
        ),
        (
            "Ann Lee and Bob Poe met in Ohio. Republican senators said that the plan would fail.",
            "Republican senators",
            [],
        ),
        (
            "Congressman Ann Lee (TX-33), Congressman Bob Poe (TX-32), and Congresswoman Cy Roe (TX-30) today asked "
            "why the plant was closed.",
            "Ann Lee",
            ["Bob Poe", "Cy Roe"],
        ),
        (
            "Colorado U.S. Senators Ann Lee and Bob Poe today met in Ohio. “It is time,” said the two Senators.",
            "Ann Lee",
            ["Bob Poe"],
        ),
        (
            "Senator Ann Lee (D-Ohio) met Senator Bob Poe. Lee and Poe run it. “It is time,” the senators wrote.",
            "Ann Lee",
            ["Bob Poe"],
        ),
        (
            "Senator Todd Young (R-Ind.) today joined Senator John Cornyn (R-Texas) and 36 others on a letter to the "
            "secretary about thousands of migrants.\n\nThey wrote: “It is time.”",
            "Todd Young",
            ["John Cornyn", "36 others"],
        ),
        (
            "“It is time,” wrote the group of lawmakers to Treasury Department Secretary Ann Lee.",
            "the group of lawmakers to Treasury Department Secretary Ann Lee",
            [],
        ),
        # colleagues who are not named
        (
            "WASHINGTON, D.C. – U.S. Senator Ann Lee (I-Maine) today joined a group of colleagues at the plant. “It is "
            "time,” the senators wrote.",
            "Ann Lee",
            ["a group of colleagues"],
        ),
        (
            "U.S. Sen. Ann Lee (R-Texas) sent a letter to Ambassador Cy Roe. In the letter, the senators wrote, “It is "
            "time.”",
            "Ann Lee",
            ["the senators"],
        ),
        (
            "Ann Lee, Bob Poe, and Cy Roe toured the federal government's plant. They said that it must close.",
            "Ann Lee",
            ["Bob Poe", "Cy Roe"],
        ),
        # by their party
        (
            "Sen. Ann Lee (D-Wis.) met Sen. Bob Poe (R-Ore.). “It is time,” the Madison Democrat said.",
            "the Madison Democrat",
            [],
        ),
        (
            "U.S. Senator Ann Lee (D-Md.) joined Senators Bob Poe (R-Idaho), Cy Roe (D-Del.) and Di Coe (R-Utah) in "
            "urging the agency to close the plant.",
            "Ann Lee",
            ["Bob Poe", "Cy Roe", "Di Coe"],
        ),
        (
            "Representatives Ann Lee (CA-02), Chair of the Natural Resources Water, Oceans, and Wildlife Subcommittee, "
            "Cy Roe (CA-45), Chair of the Investigations Subcommittee, and Di Coe (WA-10) wrote to the "
            "agency.\n\n“It is time,” the Members wrote.",
            "Ann Lee",
            ["Cy Roe", "Di Coe"],
        ),
        (
            "U.S. Sens. Ann Lee (R-S.D.) and Bob Poe (D-Ill.), members of the Committee on Agriculture, Nutrition, and "
            "Forestry, today led a group of their colleagues. “It is time,” the senators wrote.",
            "Ann Lee",
            ["Bob Poe"],
        ),
        (
            "Congressman Bob Poe met them in the wake of a statement from the Kyiv government suggesting that "
            "the agency "
            "had lost.",
            "a statement from the Kyiv government",
            [],
        ),
        (
            "Rep. Mark Toe, Chair of the Equality Caucus, spoke. “It is time,” said Vice Chair of the Equality Caucus "
            "Lateefah Simon.",
            "Lateefah Simon",
            [],
        ),
        (
            "Congresswoman Eleanor Holmes Poe (D-DC) said that the city must act.",
            "Eleanor Holmes Poe",
            [],
        ),
        ("Miami, FL -Congresswoman Ann Lee said that the city must act.", "Ann Lee", []),
        (
            "Rep. Lee toured the plant. On Friday, Roe, Poe, and Lee Sultan, WA and met with the owners. “It is time,” "
            "Rep. Lee said.",
            "Lee",
            [],
        ),
        (
            "An October Benefit Fraud and Compliance Assessment from U.S. Citizenship and Immigration Services "
            "revealed "
            "that one in five forms was false.",
            "U.S. Citizenship and Immigration Services",
            [],
        ),
        # whom the senators asked are none of them
        (
            "Senators Ann Lee (D-Ohio) and Bob Poe wrote to Commission Chair Cy Roe and Inspector General Di Coe. They "
            "run agencies. “It is time,” the senators wrote.",
            "Ann Lee",
            ["Bob Poe"],
        ),
        (
            "Congresswoman Anna Lee (MA-03) joined Co-Chairs of the Democratic Women’s Caucus (DWC) Congresswomen "
            "Maria Diaz (FL-21), Karen Hill (CA-14) and Brenda Lawson (MI-14) in sending a letter. “It is time,” the "
            "Members wrote.",
            "Anna Lee",
            ["Maria Diaz", "Karen Hill", "Brenda Lawson"],
        ),
    ],
)
def test_who_says_it_together(text: str, who: str, joint: list[str]) -> None:
    document = annotated(text)
    (statement,) = document.statements
    spoken = document.chain(statement.speaker)
    others = [document.chain(id) for id in statement.joint]
    assert spoken is not None and spoken.label == who
    assert [chain.label for chain in others if chain is not None] == joint


def test_a_senator_by_party_is_who_of_that_party_spoke_last() -> None:
    document = annotated(
        "“We must act,” said Sen. Ann Lee (D-Wis.).\n\n“The plant is old,” said Sen. Bob Poe (R-Ore.).\n\nThe Madison "
        "Democrat said the bill would help. “Nobody knows,” the Oregon Republican said."
    )
    speakers = [document.chain(s.speaker) for s in document.statements]
    assert [c and c.label for c in speakers] == ["Ann Lee", "Bob Poe", "Ann Lee", "Bob Poe"]


@pytest.mark.parametrize(
    ("text", "cue", "who"),
    [
        (
            "An analysis by the nonpartisan American Growth Forum found that prices rose.",
            "found",
            "American Growth Forum",
        ),
        (
            "A study of arrest data from the Ohio Department of Health conducted by the National Academy of Sciences "
            "found that crime fell.",
            "found",
            "National Academy of Sciences",
        ),
        (
            "A new report from the Federal Trade Commission found that prices rose. The report warned that they will "
            "rise again.",
            "warned",
            "Federal Trade Commission",
        ),
        (
            "A report by the Federal Trade Commission came out on Monday. A survey was made in May. The survey found "
            "that prices rose.",
            "found",
            "The survey",
        ),
        (
            "WASHINGTON – Rep. Mark Lee (TX-33) led a group of 20 members on a letter about the budget. The letter "
            "warns that the plant will close.",
            "warns",
            "Mark Lee",
        ),
        (
            "Congressman Mark Lee joined a letter on Monday led by Congresswoman Ann Poe about the border.\n\n“Nobody "
            "has answered,” said the letter.",
            "said",
            "Ann Poe",
        ),
        (
            "Senator Lee wrote more bills than others, according to the Center for Good Government, which counts them."
            "\n\nAccording to the report, nine of them passed.",
            "According to the",
            "Center for Good Government",
        ),
        (
            "Congressman Mark Lee wrote a bill. The Lee resolution states that the river is clean.",
            "states",
            "The Lee resolution",
        ),
        (
            "The river was clean.\n\n“The plant is old,” said Senator Bob Poe.\n\n“Joe Roe fought hard for his plant. "
            "Never content, he often said that the plant was old,” said Mark Lee, his son.",
            "he often",
            "Joe Roe",
        ),
        (
            "“The plant is old,” said Senator Ann Poe and Senator Bob Roe.\n\nMark Lee and his colleagues said that "
            "families wait. They called on the president to act.",
            "called on",
            "Mark Lee",
        ),
        (
            "Bob Poe has joined U.S. Rep. Mark Lee’s staff, the 8th District Ohio Congressman announced today.",
            "announced",
            "Mark Lee",
        ),
        (
            "I am proud to vote for my constituents, many of whom told me that taxes hurt them.",
            "told",
            "my constituents",
        ),
    ],
)
def test_whose_words_they_are(text: str, cue: str, who: str) -> None:
    document = annotated(text)
    offset = text.index(cue)
    statement = next(
        s for s in document.statements if any(a <= offset < b or offset <= a < offset + len(cue) for a, b in s.cue)
    )
    spoken = document.chain(statement.speaker)
    assert spoken is not None
    assert spoken.label == who


@pytest.mark.parametrize(
    ("text", "url", "who"),
    [
        (
            "Senator Ann Lee met farmers in Salem.\n\nI said that the river is clean.",
            "https://lee.senate.gov/n",
            "Ann Lee",
        ),
        (
            "Senator Ann Lee met farmers in Salem.\n\nI said that the river is clean.",
            "https://times.com/lee",
            "the author",
        ),
        ("Prepared Statement of Senator Ann Lee. As I said, the river is clean.", None, "Ann Lee"),
    ],
)
def test_the_first_person_is_whose_page_it_is(text: str, url: str | None, who: str) -> None:
    article = Article("test", text, url=url)
    document = annotate(article, load_language())
    spoken = document.chain(said(document, "river is clean").speaker)
    assert spoken is not None
    assert spoken.label == who


def test_their_letter_is_its_writers() -> None:
    text = (
        "Senators Ann Lee and Bob Poe wrote to the agency. “We ask for a plan,” the Senators wrote in the letter.\n\n"
        "A report of the Federal Trade Commission says that claims take months.\n\nTheir letter to Secretary Roe "
        "follows:\n\nDear Secretary Roe:\n\nWe are writing to express our concern about the claims. We request that "
        "you give us a plan."
    )
    document = annotated(text)
    letter = said(document, "We are writing to express")
    assert speaker(document, "We are writing to express") == "Ann Lee"
    assert len(letter.joint) == 1
