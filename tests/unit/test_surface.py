"""Reading the raw text: same length for the parser, paragraphs, quotations, headline, boilerplate."""

from __future__ import annotations

import pytest

from onrecord.annotate.surface import boilerplate, headline, paragraph_at, paragraphs, parser_text, quotations


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("“No,” he said.", '"No," he said.'),
        ("It’s ‘fine’", "It's 'fine'"),
        ("{mosads}Still, he", "        Still, he"),
        ("[[nid:123456]]He", "              He"),
        ("a\xa0b\u200bc\td", "a b c d"),
        ("one\r\ntwo", "one \ntwo"),
        ("one\rtwo\u2028three", "one\ntwo\nthree"),
        ("He said ''no''.", 'He said  "no" .'),
        ("lone \ud800 surrogate \x00", "lone \ufffd surrogate  "),
        ("\x93Yes\x94 it\x92s", '"Yes" it\'s'),
    ],
)
def test_parser_text(text: str, seen: str) -> None:
    assert parser_text(text) == seen
    assert len(seen) == len(text)


def test_lines_cut_to_a_width_are_joined() -> None:
    text = (
        "The police said on\nMonday that a man was\nheld after he drove\naway from the town\nand hid.\n\nHe denies it."
    )
    assert len(paragraphs(text)) == 2
    assert "\n" not in parser_text(text)[: text.index("He denies") - 2]


def test_each_line_is_a_paragraph_where_lines_are_not_cut() -> None:
    text = "Headline of the day\nThe police held a man.\n\n  He denies it.  \n"
    assert [text[a:b] for a, b in paragraphs(text)] == [
        "Headline of the day",
        "The police held a man.",
        "He denies it.",
    ]
    assert paragraph_at(text, text.index("denies")) == 2


def marks(text: str) -> list[tuple[str, bool, str, int, bool]]:
    return [(text[q.start : q.end], q.closed, q.mark, q.level, q.continues) for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We won,” he said. “It’s over.”", ["“We won,”", "“It’s over.”"]),
        ('"We won," he said. "It is over."', ['"We won,"', '"It is over."']),
        ("''We won,'' he said.", ["''We won,''"]),
        ("He is 6'2\" and tall.", []),
        ("We’re ‘not a social services agency’", ["‘not a social services agency’"]),
        ("The players' fault, he said, wasn't the coach's.", []),
        ("'It's the players' fault,' he said.", ["'It's the players' fault,'"]),
        ("Back in the '90s they said 'no'.", ["'no'"]),
        ("no marks at all", []),
        ('""', []),
    ],
)
def test_pairs(text: str, found: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text)] == found


def test_a_quotation_inside_another_has_level_two() -> None:
    text = "“He told me, ‘Go home,’ and I did,” she said."
    assert [(t, level) for t, _, _, level, _ in marks(text)] == [
        ("“He told me, ‘Go home,’ and I did,”", 1),
        ("‘Go home,’", 2),
    ]


def test_a_quotation_left_open_runs_on() -> None:
    text = "“We won.\n\n“We will win again,” he said.\n\nIt rained."
    assert marks(text) == [
        ("“We won.", False, "double", 1, False),
        ("“We will win again,”", True, "double", 1, True),
    ]


def test_a_lone_closing_mark_ends_what_was_left_open() -> None:
    text = '"We won.\n\nWe will win again," he said.'
    assert marks(text)[1] == ('We will win again,"', True, "double", 1, True)


def test_a_quotation_runs_through_lines_without_marks() -> None:
    text = "Lee said , `` It is a great day .\nWe won .\nWe will win again . ''\nIt rained .\n`` Yes . ''"
    assert [t for t, *_ in marks(text)] == [
        "`` It is a great day .",
        "We won .",
        "We will win again . ''",
        "`` Yes . ''",
    ]


def test_a_missing_closing_mark_costs_one_quotation_only() -> None:
    text = "“We won, he said. “It is over.” She left. “Fine.”"
    assert [t for t, *_ in marks(text)] == ["“We won, he said.", "“It is over.”", "“Fine.”"]


@pytest.mark.parametrize(
    ("text", "title", "found"),
    [
        ("Raid leaves children alone\n\nThe agency held 680.", None, "Raid leaves children alone"),
        (
            "News\n\nActions\n\nWhite House tells all\n\nPosted\n\nThe House …",
            "White House tells all",
            "White House tells all",
        ),
        ("The agency held 680 people. It was a raid.\n\nMore.", None, None),
        ("One line only", None, None),
        ("Kasich: ‘We Are Going To Go All The Way.’\n\nHe spoke.", None, "Kasich: ‘We Are Going To Go All The Way.’"),
        ("", None, None),
    ],
)
def test_headline(text: str, title: str | None, found: str | None) -> None:
    span = headline(text, title)
    assert (span and text[span[0] : span[1]]) == found


def test_boilerplate() -> None:
    rows = ["Actions", "The agency held 680.", "See all Hill.TV See all Video", "Most Popular", "Load more", "###"]
    note = "Editor's note: The mayor, who has promised to build a bridge, owns a part of this paper."
    text = "\n\n".join([*rows, "Photo by Jane Doe", note])
    assert [text[a:b] for a, b in boilerplate(text)] == [
        "Actions",
        "See all Hill.TV See all Video",
        "Most Popular",
        "Load more",
        "###",
        "Photo by Jane Doe",
        note,
    ]


def test_prose_is_no_boilerplate() -> None:
    text = "Pictures of the raid shocked the town.\n\nSee what all of them say about the vote today.\n\nHe posted it."
    assert boilerplate(text) == ()
