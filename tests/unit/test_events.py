"""Events and operations inside one article, on real parses of made-up reports."""

from __future__ import annotations

import pytest
from happened import figure, operation_at, operations, parse_of, read
from parsed import annotated, said

from onrecord.annotate.events import detect_events
from onrecord.errors import InputError
from onrecord.lexicon.operations import event_lexicon, read_event_lexicon

RAIDS = (
    "Agents of Immigration and Customs Enforcement (ICE) raided four dairies in Vermont on Tuesday. "
    "The raids led to the arrest of at least 90 workers, and more than 40 of them had been released by Thursday, "
    "ICE spokeswoman Dana Holt said.\n\n"
    "This was a careful operation, Holt told reporters. The largest raid took place in Addison.\n\n"
    "ICE plans dozens more workplace enforcement operations this year, officials said. "
    "Those operations can include audits.\n\n"
    "An earlier raid in Ohio in 2017 led to 12 arrests."
)


def test_mentions_of_one_operation_are_one_chain() -> None:
    document = read(RAIDS, "2019-08-09")
    raid = operation_at(document, "raided")
    assert operation_at(document, "The raids") == raid
    assert operation_at(document, "a careful operation") == raid
    assert (raid.status, raid.date) == ("done", "2019-08-06")
    assert raid.type == "workplace-raid"
    assert "ICE" in raid.label and "Vermont" in raid.label


def test_planned_and_earlier_operations_stay_apart() -> None:
    document = read(RAIDS, "2019-08-09")
    raid = operation_at(document, "raided")
    planned = operation_at(document, "dozens more workplace enforcement operations")
    earlier = operation_at(document, "An earlier raid in Ohio")
    assert len({raid.id, planned.id, earlier.id}) == 3
    assert planned.status == "planned"
    assert operation_at(document, "Those operations") == planned
    assert planned.label == "Dozens more workplace enforcement operations"


def test_a_day_is_fixed_only_by_the_date_of_the_article() -> None:
    raid = operation_at(read(RAIDS), "raided")
    assert raid.date is None
    assert [RAIDS[s:e] for s, e in raid.times] == ["Tuesday"]


def test_figures_with_measure_voice_and_operation() -> None:
    document = read(RAIDS, "2019-08-09")
    raid = operation_at(document, "raided")
    sites = figure(document, "four dairies")
    held = figure(document, "at least 90 workers")
    freed = figure(document, "more than 40 of them")
    assert (sites.measure, sites.minimum, sites.maximum) == ("sites-raided", 4, 4)
    assert (held.measure, held.minimum, held.maximum) == ("persons-detained", 90, None)
    assert (freed.measure, freed.minimum) == ("persons-released", 41)
    for each in (sites, held, freed):
        assert [about.event for about in each.about] == [raid.id]
    speaker = document.chain(freed.speaker)
    assert speaker is not None and speaker.label == "Dana Holt"


@pytest.mark.parametrize(
    ("text", "measure", "minimum", "maximum"),
    [
        ("A bomb attack in Kabul killed 26 people.", "persons-killed", 26, 26),
        ("At least 80 pilgrims were killed in the bombing.", "persons-killed", 80, None),
        ("The earthquake left 15 people dead.", "persons-killed", 15, 15),
        ("Police seized 92 firearms in the raid.", "weapons-seized", 92, 92),
        ("The navy rescued over 700 asylum seekers on Friday.", "persons-rescued", 701, None),
        ("More than 345 pilgrims were killed in the stampede.", "persons-killed", 346, None),
        ("The family lost 26 relatives in four strikes and a raid.", "persons-killed", 26, 26),
        ("The mayor deployed 500 troops to the city.", "persons-deployed", 500, 500),
        ("South Korea evacuated about 80 people.", "persons-displaced", 72, 88),
        ("Police arrested dozens of protesters at the rally.", "persons-detained", 24, None),
    ],
)
def test_measures(text: str, measure: str, minimum: int | None, maximum: int | None) -> None:
    found = [(f.measure, f.minimum, f.maximum) for f in read(text).figures]
    assert found == [(measure, minimum, maximum)]


@pytest.mark.parametrize(
    "text",
    [
        "John Smith, 34, was arrested on Monday.",
        "In 2008 police arrested John Smith.",
        "Police removed the millions of tons of sand.",
        "The senator introduced H.R. 1234 after the raid.",
        "One official said the raid was a success.",
    ],
)
def test_ages_years_and_numbers_of_bills_are_no_figures(text: str) -> None:
    assert read(text).figures == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Police raided the club.", "done"),
        ("Police did not raid the club.", "negated"),
        ("Police plan to raid the club.", "planned"),
        ("The mayor ordered police to raid the club.", "ordered"),
        ("Police are raiding the club.", "underway"),
        ("Police may raid the club.", "hypothetical"),
        ("The raid on the club was postponed.", "delayed"),
        ("The president ordered air strikes on the city.", "ordered"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert [event.status for event in operations(read(text))] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "She will search for the keys.",
        "The Border Patrol issued a statement.",
        "The company audits its accounts.",
        "The raid victims mourn.",
    ],
)
def test_words_that_name_no_operation_here(text: str) -> None:
    assert operations(read(text)) == []


def test_strikes_on_different_days_stay_apart() -> None:
    document = read(
        "Ann Roe was killed in a U.S. airstrike on March 5, 2018, in Sana.\n\n"
        "Three men died in a March 18, 2019 U.S. airstrike on a truck."
    )
    assert [event.date for event in operations(document)] == ["2018-03-05", "2019-03-18"]


def test_a_named_operation() -> None:
    document = read("Police announced the results of Operation Grey Gull, a long crime operation in Leeds.")
    (operation,) = operations(document)
    assert operation.label == "Operation Grey Gull"


def test_sayings_are_communication_and_never_operations() -> None:
    document = read('"The raid was lawful," Police Chief Ann Reed said.')
    said = document.article.text.index("said")
    (event,) = [e for e in document.events if any(m.start == said for m in e.mentions)]
    assert (event.type, event.operation) == ("communication", False)


def test_statements_are_linked_by_mention_frame_and_continuation() -> None:
    document = read(
        "Federal agents raided a bakery in Salem on Monday. "
        'Asked about the raid, Mayor Ann Reed said, "We were not told." '
        '"Otherwise we would have helped the bakers," she added.\n\n'
        '"The library will open again in spring," Reed said.'
    )
    raid = operation_at(document, "raided")
    links = [[about.event for about in s.about] for s in document.statements if s.kind == "speech"]
    assert links[:2] == [[raid.id], [raid.id]]
    assert raid.id not in links[-1]
    first, second = (s.about[0].confidence for s in document.statements[:2])
    assert first > second


def test_a_denial_disputes_the_claim_about_the_same_operation_and_actor() -> None:
    document = read(
        "The White House has told ICE to conduct more workplace enforcement operations, an immigration official said. "
        "White House spokesman Paul Denn said the White House does not direct workplace enforcement operations. "
        "The operations are legal, a judge said."
    )
    claim, denial, other = (said(document, words) for words in ("The White House has told", "does not", "are legal"))
    assert claim.disputes == (denial.id,)
    assert denial.disputes == (claim.id,)
    assert other.disputes == ()
    assert {about.event for about in other.about} == {about.event for about in claim.about}


def test_what_a_sentence_sets_its_scene_with_is_not_what_it_is_about() -> None:
    document = read(
        "Police raided a club in Salem on Monday. After the raid in Salem, officers were told to "
        "conduct another sweep, a source said."
    )
    (statement,) = document.statements
    assert [about.event for about in statement.about] == [operation_at(document, "another sweep").id]


def test_lexicon_knows_its_types() -> None:
    lexicon = event_lexicon()
    assert lexicon.related("workplace-raid", "raid")
    assert not lexicon.related("air-strike", "raid")
    assert all(kind.definition and kind.label for kind in lexicon.types.values())
    assert all(trigger.type in lexicon.types for group in lexicon.triggers.values() for trigger in group)


def test_a_lexicon_of_ones_own(tmp_path) -> None:  # type: ignore[no-untyped-def]
    rows = "key\tlabel\tbroader\toperation\ttriggers\tdefinition\n"
    more = tmp_path / "events.tsv"
    more.write_text(rows + "cull\tcull\toperation\tyes\tcull/N | cull/V\tAnimals are killed by order.\n")
    text = "The ministry ordered a cull of badgers in Devon."
    document = detect_events(annotated(text), parse_of(text), read_event_lexicon(more))
    assert [event.type for event in operations(document)] == ["cull"]
    more.write_text(rows + "cull\tcull\tnowhere\tyes\tcull/N\tx\n")
    with pytest.raises(InputError, match="nowhere"):
        read_event_lexicon.__wrapped__(more)
    more.write_text(rows + "cull\tcull\toperation\tyes\tcull\tx\n")
    with pytest.raises(InputError, match="no trigger"):
        read_event_lexicon.__wrapped__(more)


@pytest.mark.parametrize(
    "told",
    [
        "Between 2003 and 2018, they were deported after the raid.",
        "They were up to six times as likely to be detained in the raid.",
        "Will the agency seize any of the $17 billion after the raid?",
        "There are only four surviving members of the raid.",
        "In the raid agents seized hundreds of cases of cigarettes.",
    ],
)
def test_numbers_that_count_nothing_of_the_raid(told: str) -> None:
    document = read(f"ICE agents raided a bakery in Salem on Monday. The raid was long. {told}")
    assert [document.words(figure.span) for figure in document.figures] == []


def test_who_does_it_to_others_is_not_counted_in_it() -> None:
    document = read(
        "ICE agents raided a bakery in Salem on Monday. In the raid 20 deputies arrested five men, "
        "and 19 children lost their fathers. Since 2003, 45,000 people were deported after such raids."
    )
    counted = {document.words(figure.span): figure.measure for figure in document.figures}
    assert counted.get("five men") == "persons-detained"
    assert counted.get("20 deputies") != "persons-detained"
    assert counted.get("19 children") != "persons-killed"
    assert counted.get("45,000 people") == "persons-deported"


@pytest.mark.parametrize(
    "told",
    [
        "Congress must not raid Social Security.",
        "The budget continues the raid on the trust fund.",
        "The Crime Victims Fund was raided by Congress.",
        "The senator kept the Crime Victims Fund from being raided by Congress.",
        "Their plan would raid the savings accounts of the people.",
        "The bill hit another roadblock in the Senate.",
        "The reports help ICE fulfil the agency's core mission.",
        "The bill adds money for frontline operations.",
    ],
)
def test_what_is_no_operation(told: str) -> None:
    assert operations(read(told)) == []
    assert read(told).events  # they are told as other events


@pytest.mark.parametrize(
    "told",
    [
        "ICE agents raided a bank in Salem on Monday.",
        "Police conducted a raid on the homes of the brothers.",
        "Border Patrol agents set up a checkpoint in Texas.",
        "NATO forces conducted a mission in Libya on Monday.",
    ],
)
def test_what_is_one(told: str) -> None:
    assert len(operations(read(told))) == 1


def test_a_court_carries_out_no_operation() -> None:
    document = read("The Supreme Court met. The court condemned the raid in Salem on Monday.")
    assert [event.agents for event in operations(document)] == [()]


@pytest.mark.parametrize(
    "told",
    [
        "The senators asked whether they had an existing order of deportation.",
        "She wants to help those who were deported for marijuana.",
        "Immigrants are vulnerable to the risk of deportation.",
        "The committee supports frontline personnel and operations. Seeing those operations was an honor, he said.",
    ],
)
def test_what_the_law_provides_is_no_operation(told: str) -> None:
    assert operations(read(told)) == []


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ("The death of two miners shocked the town.", "Death of two miners"),
        ("They mourned the death.", "Death"),
    ],
)
def test_a_noun_s_label_says_of_what(told: str, label: str) -> None:
    assert label in [event.label for event in read(told).events]
