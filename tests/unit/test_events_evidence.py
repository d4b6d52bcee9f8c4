"""When there is evidence enough for an operation: what is none, and what one is called and where it was."""

from __future__ import annotations

import pytest
from happened import operation_at, operations, read


@pytest.mark.parametrize(
    "told",
    [
        # Names that name something else.
        "The report, entitled Operation Bold Stroke Lessons Learned, was read by the committee.",
        "A paper on the Lawfulness of a Lethal Operation Against a U.S. Citizen was made public.",
        "He served as the Operation Officer of the USS Lincoln.",
        "The roundtable discussed the Mechanized Logging Operation Program of the college.",
        "“Her work lives on.” - Ann Meade, Operation Grey Gull, Project Coordinator",
        "The flight was put on by Operation Grey Gull.",
        "The bill is endorsed by Dream Corps, FAMM, NAACP, Center for Disability Rights, Operation Restoration, "
        "Second Chance Education Alliance Inc., Prison Scholar Fund, and others.",
        # Who somebody is, and which ships.
        "Volunteers packed kits for deployed troops.",
        "The Pentagon uses an aging fleet of ships deployed across a Pacific Ocean corridor to test missiles.",
        # What is feared, wished, allowed, or never came.
        "He warned of the dangers of a poorly executed troop withdrawal.",
        "Federal agents won't raid state-legal businesses, Polis said.",
        "They won't say anything for fear of being rounded up by police.",
        "The senator wants the United States to deter a Russian military invasion of Ukraine.",
        "The harm from a sudden troop withdrawal far outweighs the doubts.",
        "The Biden Administration has failed to safely evacuate Americans from Afghanistan.",
        "They applaud a policy that suspends deportations of some immigrants.",
        # Standing work and counts of a year.
        "CBP's operations in Michigan are focused on harassing residents.",
        "At least 14,000 U.S. airstrikes have been conducted since 2002.",
        "The FBI enforcement efforts include 5,000 pounds of fentanyl seized, up 31% over the year before.",
        "Coordination between the teams is a joint operation.",
        "The sessions focused on the pandemic recovery efforts in Nevada.",
        "The suspect had been deported twice by the Obama Administration.",
        # What people of no agency and companies do.
        "The base was the target of a drone attack perpetrated by terrorists.",
    ],
)
def test_no_evidence_of_an_operation(told: str) -> None:
    assert [event.label for event in operations(read(told))] == []


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ("Dan Gray – U.S. Marine Corps, Operation Desert Storm; Harvey County Sheriff.", "Operation Desert Storm"),
        ("He was a captain who served during Operation Iraqi freedom.", "Operation Iraqi Freedom"),
        ("It began with Operation Fast &amp; Furious.", "Operation Fast & Furious"),
        ("Russia invaded Ukraine in February.", "Russia's invasion of Ukraine"),
        ("Since the brutal invasion of Ukraine by Russia, markets were upended.", "Invasion of Ukraine"),
        ("Russia’s troop mobilization in the region was condemned.", "Russia’s mobilization"),
        ("The United States’ airstrike killed ten people.", "United States’ airstrike"),
        ("They just executed the largest airlift in U.S. history.", "Largest airlift"),
        ("The FBI gave answers about the FBI's search of Ann Doe's home.", "FBI search of Ann Doe's home"),
        ("Thailand has recently cracked down on human trafficking.", "Thailand cracked down on human trafficking"),
        ("A man said a fisherman first saw the people and a warship was deployed to help.", "Deployment of a warship"),
        ("The government announced additional troop deployments.", "Additional troop deployments"),
        ("She spoke on the seventh anniversary of the invasion of Iraq.", "Invasion of Iraq"),
        ("Mandatory mass evacuations have been carried out in Odisha.", "Mass evacuations from Odisha"),
        ("The money goes to our ongoing recovery efforts in Cedar Rapids.", "Recovery efforts in Cedar Rapids"),
    ],
)
def test_evidence_and_what_it_is_called(told: str, label: str) -> None:
    assert [event.label for event in operations(read(told))] == [label]


def places(told: str, published: str | None = None) -> list[list[str]]:
    """The labels of the places of each operation."""
    document = read(told, published)
    labels = {chain.id: chain.label for chain in document.chains}
    return [[labels[place] for place in event.places] for event in operations(document)]


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ("Russia invaded Ukraine in February.", ["Ukraine"]),
        ("The American evacuation was unprecedented.", []),
        ("They just executed the largest airlift in U.S. history.", []),
        ("Bush launched Operation Grey Gull, the deployment of forces to Saudi Arabia.", ["Saudi Arabia"]),
        ("The French military's operation to repel rebels in Mali was debated.", ["Mali"]),
        ("The airstrike that killed ten civilians in Kabul was a mistake.", ["Kabul"]),
        ("China's crackdown on protests led to the arrest of 1,000 people.", []),
    ],
)
def test_where_it_was(told: str, where: list[str]) -> None:
    assert places(told) == [where]


def test_who_holds_a_hearing_on_an_invasion_did_not_invade() -> None:
    document = read("The FBI took part in a hearing on the anniversary of the airstrike in Kabul.")
    assert [event.agents for event in operations(document)] == [()]


def test_who_investigates_an_operation_does_not_carry_it_out() -> None:
    document = read("They urged the Justice Department to conduct an investigation into Operation Grey Gull.")
    assert [event.agents for event in operations(document)] == [()]


def test_a_local_officer_is_not_of_the_agency_that_the_article_names() -> None:
    document = read("ICE must act. ICE has failed. A Salem police officer was conducting a traffic stop on Monday.")
    assert [event.agents for event in operations(document)] == [()]


def test_an_agency_of_the_article_is_not_laid_to_one_word_in_passing() -> None:
    document = read("The FBI answered the letter.\n\nWe saw during the Abbottabad raid how the house was informed.")
    assert [event.agents for event in operations(document)] == [()]


@pytest.mark.parametrize(
    ("told", "names"),
    [
        (
            "The bill funds Operation Iraqi Freedom and Operation Enduring Freedom.",
            ["Operation Iraqi Freedom", "Operation Enduring Freedom"],
        ),
        ("The flight honors Operation Northern Light and Honor Guard.", ["Operation Northern Light"]),
    ],
)
def test_two_names_are_two(told: str, names: list[str]) -> None:
    assert [event.label for event in operations(read(told))] == names


def test_an_airstrike_elsewhere_on_a_day_of_its_own_is_another() -> None:
    told = (
        "The military hid an airstrike in Baghuz, Syria. Following the August 29, 2021, airstrike that killed ten "
        "civilians in Afghanistan, she wrote a letter."
    )
    document = read(told)
    assert len(operations(document)) == 2
    assert operation_at(document, "an airstrike in Baghuz").date is None


def test_an_apposition_is_the_operation_that_has_the_name() -> None:
    document = read("They announced Operation Gideon III, a long term pro-active violent crime operation in Oakland.")
    assert [event.label for event in operations(document)] == ["Operation Gideon III"]


def test_a_redeployment_is_not_the_invasion_told_before() -> None:
    document = read("The invasion of Iraq was wrong. The president ordered the redeployment of our troops in May.")
    assert len(operations(document)) == 2


def test_offensives_are_not_an_operation_with_a_name() -> None:
    document = read("Operation Desert Storm ended in 1991. The offensives of the oil lobby are alarming.")
    assert [len(event.mentions) for event in operations(document)] == [1]


def test_what_soldiers_are_deployed_on_is_the_operation() -> None:
    document = read("The Army deployed soldiers on Operation Lone Pine on Monday.")
    assert [event.label for event in operations(document)] == ["Operation Lone Pine"]


def test_where_it_is_only_wished_to_be_does_not_count() -> None:
    told = "FEMA sent medical teams to Buffalo. The governor now wants FEMA to send medical teams to Rochester."
    assert [where for where in places(told) if where] == [["Buffalo"]]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("Seven years ago today, Bush launched the invasion of Iraq.", "2003-03-21"),
        ("20 years ago today, the army launched the invasion of Iraq.", "1990-03-21"),
        ("He lost his brother on March 5, 2010 in a U.S. airstrike near Mosul.", "2010-03-05"),
    ],
)
def test_the_day_of_it(told: str, day: str) -> None:
    assert [event.date for event in operations(read(told, "2010-03-21"))] == [day]


def test_a_mission_that_must_be_complete_is_not_done() -> None:
    document = read("The bill prohibits further troop withdrawal from Kabul until that mission is complete.")
    assert all(event.status != "done" for event in operations(document))


def test_the_year_of_an_invasion_is_not_the_day_of_what_it_answers() -> None:
    document = read(
        "United States forces invaded Afghanistan in 2001 following the September 11th attacks.", "2010-03-21"
    )
    assert [event.date for event in operations(document)] == ["2001-01-01/2001-12-31"]


def test_the_day_of_an_order_and_of_landings_that_have_a_name() -> None:
    told = "On December 29, 2021 the party ordered the Hong Kong police to raid the headquarters of a paper."
    assert [event.date for event in operations(read(told))] == ["2021-12-29"]
    told = "On August 15, 1944, he was part of the landings in the south of France called Operation Dragoon."
    assert [event.date for event in operations(read(told))] == ["1944-08-15"]
    assert places(told) == [["France"]]


def test_a_day_since_when_it_goes_on_is_not_the_day_of_it() -> None:
    document = read("Since August 1, 2021, the United States has evacuated 58,700 people from Afghanistan.")
    assert all(event.date is None for event in operations(document))


def test_the_withdrawal_is_not_one_of_the_operations_it_ends() -> None:
    document = read("The combat operations in Iraq began in 2003. The president ordered a troop withdrawal from Iraq.")
    assert len(operations(document)) == 2


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("This provision will help the police crack down on theft in Tulsa on Monday.", "planned"),
    ],
)
def test_what_is_not_yet_done(told: str, status: str) -> None:
    assert [event.status for event in operations(read(told))] == [status]
