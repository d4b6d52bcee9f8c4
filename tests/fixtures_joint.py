"""A Knowledge in which two say one thing together, and one of them a thing alone."""

from __future__ import annotations

from fixtures_knowledge import at
from onrecord.model import (
    About,
    Article,
    Chain,
    Document,
    Entity,
    Event,
    Figure,
    Knowledge,
    Mention,
    Occurrence,
    Role,
    Statement,
)

TEXT = (
    "Senators ask for answers\n\n"
    "“The raid left 40 families without a home,” "
    "Senator Bob Poe of the Border Office and Mayor Ann Lee said on Friday.\n\n"
    "“I was there,” Poe added."
)
LEE, POE, RAID = "person/ann-lee", "person/bob-poe", "operation/raid"


def joint_knowledge() -> Knowledge:
    """One document, resolved: the joint statement ``s1`` with its figure, and ``s2``."""
    t = TEXT
    entity_of = {("j", "b"): POE, ("j", "a"): LEE, ("j", "o"): "org/border-office"}
    document = Document(
        Article("j", t, "Senators ask for answers", "https://news.example/j", "2019-08-09", "Elm Times"),
        chains=(
            Chain("b", "person", "Bob Poe", (Mention(*at(t, "Bob Poe"), "name"),), ("Bob Poe",)),
            Chain("a", "person", "Ann Lee", (Mention(*at(t, "Ann Lee"), "name"),), ("Ann Lee",)),
            Chain("o", "agency", "Border Office", (Mention(*at(t, "Border Office"), "name"),), ("Border Office",)),
        ),
        roles=(
            Role("r1", "b", "Senator", at(t, "Senator Bob Poe"), "o"),
            Role("r2", "a", "Mayor", at(t, "Mayor Ann Lee")),
        ),
        events=(Event("e", "workplace-raid", "The raid", (Mention(*at(t, "raid"), "noun"),), True),),
        statements=(
            Statement(
                "s1",
                (at(t, "“The raid left 40 families without a home,”"),),
                (at(t, "Senator Bob Poe of the Border Office and Mayor Ann Lee"),),
                (at(t, "said"),),
                "direct",
                cue_lemma="say",
                speaker="b",
                joint=("a",),
                about=(About("e"),),
            ),
            Statement(
                "s2",
                (at(t, "“I was there,”"),),
                (at(t, "Poe", 1),),
                (at(t, "added"),),
                "direct",
                cue_lemma="add",
                speaker="b",
                about=(About("e"),),
            ),
        ),
        figures=(
            Figure(
                "f", at(t, "40 families"), at(t, "40 families"), "persons", 40, 40,
                about=(About("e"),), speaker="b", statement="s1",
            ),
        ),
    )  # fmt: skip
    return Knowledge(
        (document,),
        (
            Entity("org/border-office", "agency", "Border Office", (("j", "o"),), ("Border Office",)),
            Entity(LEE, "person", "Ann Lee", (("j", "a"),), ("Ann Lee",)),
            Entity(POE, "person", "Bob Poe", (("j", "b"),), ("Bob Poe",)),
        ),
        (Occurrence(RAID, "workplace-raid", "the raid", True, (("j", "e"),)),),
        (),
        entity_of,
        {("j", "e"): RAID},
        (),
        (),
    )
