"""Every status and every phenomenon that operations are told with, one case at least for each."""

from __future__ import annotations

import pytest
from happened import operations, read

from onrecord.model import Document


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("ICE agents raided a poultry plant in Morton on Wednesday.", "done"),
        ("ICE agents are raiding a poultry plant in Morton.", "underway"),
        ("ICE plans to raid poultry plants in Morton next week.", "planned"),
        ("The raids in Morton will begin on Sunday, officials said.", "planned"),
        ("The president ordered ICE to raid poultry plants in Morton.", "ordered"),
        ("The raid on the plant in Morton was delayed.", "delayed"),
        ("The police chief denied a raid on the plant in Morton.", "denied"),
        ("ICE agents might raid poultry plants in Morton.", "hypothetical"),
        ("If ICE agents raid the plant in Morton, it will close.", "hypothetical"),
        ("ICE agents did not raid the plant in Morton.", "negated"),
        ("No raid on the plant in Morton took place.", "negated"),
    ],
)
def test_status_of_an_operation(told: str, status: str) -> None:
    assert [event.status for event in operations(read(told))] == [status]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("A police shooting in Fresno left a man dead.", "police-shooting"),
        ("Protests followed a police shooting in Fresno.", "police-shooting"),
        ("An air strike on Mosul destroyed a bridge.", "air-strike"),
        ("Police carried out mass arrests in Minsk on Sunday.", "arrest-campaign"),
        ("ICE raided a plant in Canton.", "workplace-raid"),
        ("Police raided a house in Canton.", "raid"),
        ("Police executed a search warrant in Tulsa.", "search"),
        ("Police set up checkpoints in Tulsa.", "checkpoint"),
        ("Police made a sweep of the camp in Tulsa.", "sweep"),
        ("The Coast Guard rescued 40 people off Haiti.", "rescue"),
    ],
)
def test_kinds_of_operation(told: str, kind: str) -> None:
    assert [event.type for event in operations(read(told))] == [kind]


def mentions(document: Document) -> list[list[str]]:
    """The words of the mentions of each operation."""
    return [[document.words(m.span) for m in event.mentions] for event in operations(document)]


@pytest.mark.parametrize(
    "told",
    [
        "ICE raided seven plants in Mississippi on Wednesday. The raid led to 680 arrests. The operation took months.",
        "ICE raided seven plants in Mississippi on Wednesday.\n\nWednesday's raids on seven plants were the largest.",
        "ICE raided seven plants in Mississippi. It was the largest single-state enforcement operation in history.",
    ],
)
def test_mentions_that_are_one_chain(told: str) -> None:
    assert len(mentions(read(told))) == 1
    assert len(mentions(read(told))[0]) >= 2


@pytest.mark.parametrize(
    "told",
    [
        "ICE raided seven plants in Mississippi on Wednesday. An earlier raid in Ohio led to 100 arrests.",
        "ICE raided seven plants in Mississippi on Wednesday. In 2018 agents raided a farm in Sandusky, Ohio.",
    ],
)
def test_an_earlier_operation_elsewhere_is_another(told: str) -> None:
    assert len(mentions(read(told))) == 2


def test_a_named_operation_is_called_by_its_name() -> None:
    document = read("Agents of ICE arrested 40 smugglers in Operation Crash. Operation Crash began in 2011.")
    assert [event.label for event in operations(document)] == ["Operation Crash"]


@pytest.mark.parametrize(
    ("told", "minimum", "maximum"),
    [
        ("as many as 800", None, 800),
        ("at least 680", 680, None),
        ("more than 300", 301, None),
        ("nearly 400", 360, 399),
        ("hundreds of", 200, None),
        ("dozens of", 24, None),
        ("a dozen", 12, 12),
    ],
)
def test_hedges(told: str, minimum: int | None, maximum: int | None) -> None:
    document = read(f"ICE raided a plant in Morton. Agents arrested {told} workers in the raid.")
    assert [(f.measure, f.minimum, f.maximum) for f in document.figures] == [("persons-detained", minimum, maximum)]


@pytest.mark.parametrize(
    ("told", "conflict"),
    [
        (("26 people were killed", "at least 80 people were killed"), True),
        (("as many as 800 people were arrested", "at least 680 people were arrested"), False),
    ],
)
def test_intervals_that_meet_and_that_do_not(told: tuple[str, str], conflict: bool) -> None:
    figures = [read(f"Police raided the camp in Minsk. In the raid {words}.").figures[0] for words in told]
    low = max(f.minimum for f in figures if f.minimum is not None)
    high = min(f.maximum for f in figures if f.maximum is not None)
    assert figures[0].measure == figures[1].measure
    assert (high < low) is conflict


@pytest.mark.parametrize(
    "told",
    [
        "“The raid will go on,” the mayor said.",
        "The mayor believes that the plan works.",
        "The mayor told reporters that he was glad.",
    ],
)
def test_sayings_and_beliefs_are_no_operations(told: str) -> None:
    said = [event for event in read(told).events if event.type == "communication"]
    assert not any(event.operation for event in said)
    assert [event for event in operations(read(told)) if "said" in event.label or "believe" in event.label] == []


def test_a_bill_that_cracks_down_is_no_operation() -> None:
    assert operations(read("The bill would crack down on retail theft.")) == []
    assert operations(read("Drones are used for search and rescue missions.")) == []
    assert operations(read("The city will save $100 million by the loan.")) == []
    assert operations(read("Police cracked down on retail theft in Tulsa on Monday.")) != []


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ("Police cracked down on retail theft in Tulsa on Monday.", "Cracked down on retail theft in Tulsa"),
        ("The Air Force evacuated their homes in Tulsa.", "Air Force evacuation of homes in Tulsa"),
        ("The president ordered a troop withdrawal from Afghanistan.", "Troop withdrawal from Afghanistan"),
        ("Russia's invasion endangers the economy.", "Russia's invasion"),
    ],
)
def test_a_name_says_what_was_done(told: str, label: str) -> None:
    assert [event.label for event in operations(read(told))] == [label]


def test_an_answer_to_another_question_leaves_the_operation() -> None:
    told = (
        "“The raid on the club in Tulsa was right, and the police did their work,” Mayor Ann Lee said. "
        "“{}” reporter Bob Poe said. "
        "“And the work of the police goes on,” Mayor Ann Lee said."
    )
    asked = read(told.format("The protest at the harbour in Salem ended the strike,"))
    stayed = read(told.format("The raid was long,"))
    raids = [{event.id for event in operations(document)} for document in (asked, stayed)]
    last = [[about.event for about in document.statements[-1].about] for document in (asked, stayed)]
    assert not set(last[0]) & raids[0]
    assert set(last[1]) & raids[1]


@pytest.mark.parametrize(
    "told",
    [
        "The extremists raided the ministry in Oslo on Monday.",
        "The senator urged FEMA to deploy teams to Rochester.",
        "The mission of the institute in Boston is research.",
        "CBP agents seized 11,000 pounds of fentanyl in fiscal year 2021.",
        "The agency will deploy universal broadband in Virginia.",
        "She volunteers at the nonprofit Operation Homefront.",
    ],
)
def test_what_others_do_what_is_asked_for_and_what_is_counted_are_no_operations(told: str) -> None:
    assert operations(read(told)) == []


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("Ann Roe was killed in a U.S. airstrike on March 5, 2018, in Yemen.", ["U.S. airstrike in Yemen"]),
        (
            "Ann Roe died in a U.S. airstrike near Mosul on Monday. A boy died in a U.S. airstrike in Mosul in May.",
            ["U.S. airstrike near Mosul", "U.S. airstrike in Mosul"],
        ),
        (
            "FBI agents raided the headquarters of Acme News in Tulsa on Monday.",
            ["FBI raid of the headquarters of Acme News in Tulsa"],
        ),
        ("He helped plan the 2011 raid that killed Osama bin Laden.", ["Raid that killed Osama bin Laden"]),
    ],
)
def test_names_say_who_what_and_where(told: str, names: list[str]) -> None:
    assert [event.label for event in operations(read(told, "2020-06-10"))] == names


def test_what_was_planned_long_ago_has_come_to_pass_and_what_shall_end_is_under_way() -> None:
    (raid,) = operations(read("He helped plan the 2011 raid that killed Osama bin Laden.", "2020-06-10"))
    assert (raid.status, raid.date) == ("done", "2011-01-01/2011-12-31")
    (war,) = operations(read("The senators asked the president to end military operations in Iran."))
    assert war.status == "underway"
