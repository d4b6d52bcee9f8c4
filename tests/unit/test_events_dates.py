"""Times as written, and the days they mean."""

from __future__ import annotations

import pytest

from onrecord.annotate.events.dates import ahead, times

PUBLISHED = "2019-08-09"  # a Friday


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Wednesday's raids", "2019-08-07"),
        ("on Friday", "2019-08-09"),
        ("yesterday", "2019-08-08"),
        ("this week", "2019-08-05/2019-08-11"),
        ("last week", "2019-07-29/2019-08-04"),
        ("last month", "2019-07-01/2019-07-31"),
        ("on Aug. 7", "2019-08-07"),
        ("on December 30", "2018-12-30"),
        ("7 August 2017", "2017-08-07"),
        ("in March 2018", "2018-03-01/2018-03-31"),
        ("in June", "2019-06-01/2019-06-30"),
        ("two days ago", "2019-08-07"),
        ("2019-02-28", "2019-02-28"),
        ("2019-02-30", None),
        ("earlier this summer", None),
    ],
)
def test_day(text: str, iso: str | None) -> None:
    found = times(text, PUBLISHED)
    assert [time.iso for time in found] == [iso]


def test_without_a_date_of_the_article_a_weekday_stays_words() -> None:
    (found,) = times("the raid on Wednesday", None)
    assert found.iso is None


def test_relative_times_are_compared_even_without_a_date() -> None:
    this, last, day = times("this week, last year and Wednesday", None)
    assert last.contradicts(this)
    assert not this.contradicts(day)


def test_a_plan_for_wednesday_means_the_next_one() -> None:
    text = "a raid on Wednesday"
    (found,) = times(text, PUBLISHED)
    assert ahead(found, text).iso == "2019-08-14"


def test_words_that_only_look_like_months() -> None:
    assert times("they may march in may", PUBLISHED) == ()


def test_a_weekday_before_a_day_of_the_month_is_one_time_and_must_agree() -> None:
    for words, published, iso in (
        ("on Wednesday, Aug. 7, agents", "2019-08-09", "2019-08-07"),
        ("on Tuesday, April 7, 2020, agents", "2022-11-28", "2020-04-07"),
        ("on Tuesday, April 7, agents", "2022-11-28", None),  # of 2020, which nothing here says
    ):
        (found,) = times(words, published)
        assert found.iso == iso
        assert words[found.span[0] : found.span[1]].startswith(("Tuesday, ", "Wednesday, "))
