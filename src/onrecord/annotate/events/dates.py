"""Times as written, and the days they mean where the article's own date fixes them."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.lexicon.numbers import amounts
from onrecord.model import Span

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_TIME = re.compile(
    rf"""\b(?:
      (?P<then>(?:\d+|[a-z]+(?:-[a-z]+)?)\ +years)\ +ago\ +today
    | (?P<ymd>(?:19|20)\d\d-\d\d-\d\d)
    | (?P<month1>{_MONTH})\ +(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:\ *,?\ *(?P<year1>(?:19|20)\d\d))?
    | (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\ +(?:of\ +)?(?P<month2>{_MONTH})(?:\ *,?\ *(?P<year2>(?:19|20)\d\d))?
    | (?P<month3>{_MONTH}),?\ +(?:of\ +)?(?P<year3>(?:19|20)\d\d)
    | (?:earlier|later)\ +(?P<early>this\ +(?:week|month|year|summer|spring|winter|fall|autumn)|today)
    | (?P<rel>(?:this|last|next|past)\ +(?:week|weekend|month|year|summer|spring|winter|fall|autumn|{_DAY}))
    | (?:last|past)\ +(?P<lastmonth>{_MONTH})
    | (?P<near>yesterday|today|tonight|tomorrow|this\ +(?:morning|afternoon|evening)|last\ +night)
    | (?P<weekday>{_DAY})s?
    | (?P<ago>(?:\d+|a|one|two|three|four|five|six|seven|several|many)\ +(?:day|week|month|year)s?\ +
        (?:ago|earlier|before))
    | (?:in\ +(?:early\ +|late\ +|mid-?)?|fiscal\ year\ )(?P<year4>(?:19|20)\d\d)
    | FY\ ?(?:20)?(?P<year5>\d\d)
    | (?<=\bthe\ )(?P<year6>(?:19|20)\d\d)(?=\ [a-z])
    | in\ +(?:early\ +|late\ +|mid-?)?(?P<month5>{_MONTH})(?!,?\ *\d)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
# Where the article has no date, times that are relative to it can still be compared with each other:
# against any day, here a Friday in the middle of a year.
_SYMBOLIC = dt.date(2001, 6, 15)


@dataclass(frozen=True, slots=True)
class Time:
    """A time as written, with the first and last day it may mean (``absolute``: a real one)."""

    span: Span
    first: dt.date | None = None
    last: dt.date | None = None
    absolute: bool = False

    def contradicts(self, other: Time) -> bool:
        """Whether the two cannot be the same time."""
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return False
        if self.absolute != other.absolute:
            return False
        return self.last < other.first or other.last < self.first

    @property
    def iso(self) -> str | None:
        """ISO 8601 date or interval, where the day is fixed."""
        if not self.absolute or self.first is None or self.last is None:
            return None
        return (
            self.first.isoformat() if self.first == self.last else f"{self.first.isoformat()}/{self.last.isoformat()}"
        )


def published_day(published: str | None) -> dt.date | None:
    """The day of an ISO 8601 date or date-time, or None."""
    try:
        return dt.date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


@lru_cache(maxsize=4)
def times(text: str, published: str | None) -> tuple[Time, ...]:
    """The times that ``text`` writes, in order.

    A weekday is the last such day on or before the day of publication, as news writing has it; whoever
    knows that the event is still to come asks :func:`ahead`.
    """
    day = published_day(published)
    return tuple(_with_weekdays(_times(text, day), text))


def _with_weekdays(found: Iterable[Time], text: str) -> Iterator[Time]:
    """ "Tuesday, April 7" is one time: that day, and only if it is a Tuesday; else the year is not the one supposed."""
    before: Time | None = None
    for time in found:
        if before is not None and _names_weekday(before, text) and _is_day_after(before, time, text):
            span = (before.span[0], time.span[1])
            weekday = _DAYS.index(text[before.span[0] : before.span[1]].lower())
            agrees = not time.absolute or time.first is None or time.first.weekday() == weekday
            before = replace(time, span=span) if agrees else Time(span)
            continue
        if before is not None:
            yield before
        before = time
    if before is not None:
        yield before


def _names_weekday(time: Time, text: str) -> bool:
    return text[time.span[0] : time.span[1]].lower() in _DAYS


def _is_day_after(before: Time, time: Time, text: str) -> bool:
    between = text[before.span[1] : time.span[0]]
    return between in (", ", " ", " (") and time.first is not None and time.first == time.last


def ahead(time: Time, text: str) -> Time:
    """``time`` read as lying in the future: "Wednesday" of a plan is the next one."""
    words = text[time.span[0] : time.span[1]].lower()
    if time.first is not None and time.first == time.last and words.rstrip("s") in _DAYS:
        later = time.first + dt.timedelta(days=7)
        return Time(time.span, later, later, time.absolute)
    return time


def _times(text: str, published: dt.date | None) -> Iterator[Time]:
    for match in _TIME.finditer(text):
        # "may", "march", "sun" and "mon" in lower case are other words.
        if match["month5"] and match["month5"][0].islower():
            continue
        span = match.span()
        base = published or _SYMBOLIC
        relative = published is not None
        try:
            found = _absolute(match, published) or _relative(match, base, relative)
        except (ValueError, OverflowError):
            found = None
        if found is None:
            yield Time(span)
        else:
            yield Time(span, *found)


def _month(word: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def _absolute(match: re.Match[str], published: dt.date | None) -> tuple[dt.date, dt.date, bool] | None:
    if match["ymd"]:
        day = dt.date.fromisoformat(match["ymd"])
        return day, day, True
    for k in ("1", "2"):
        if match[f"month{k}"]:
            month, number, year = _month(match[f"month{k}"]), int(match[f"day{k}"]), match[f"year{k}"]
            if year:
                day = dt.date(int(year), month, number)
            elif published:
                day = dt.date(published.year, month, number)
                # A date without a year is mostly in the past: the last one, unless the next is near.
                if (day - published).days > 90:
                    day = day.replace(year=day.year - 1)
                elif (published - day).days > 300:
                    day = day.replace(year=day.year + 1)
            else:
                day = dt.date(_SYMBOLIC.year + 1000, month, number)
                return day, day, False
            return day, day, True
    if match["month3"]:
        return *_whole_month(int(match["year3"]), _month(match["month3"])), True
    if match["year4"] or match["year5"] or match["year6"]:
        year = int(match["year4"] or match["year6"] or f"20{match['year5']}")
        return dt.date(year, 1, 1), dt.date(year, 12, 31), True
    if (match["month5"] or match["lastmonth"]) and published:
        month = _month(match["month5"] or match["lastmonth"])
        year = published.year if month <= published.month else published.year - 1
        return *_whole_month(year, month), True
    return None


def _whole_month(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1])


def _relative(match: re.Match[str], base: dt.date, absolute: bool) -> tuple[dt.date, dt.date, bool] | None:
    one = dt.timedelta(days=1)
    if match["then"]:
        years = next((amount.minimum for amount in amounts(match["then"])), None)
        if years is None:
            return None
        then = base - one if (base.month, base.day) == (2, 29) else base
        return then.replace(year=base.year - years), then.replace(year=base.year - years), absolute
    if match["weekday"]:
        back = (base.weekday() - _DAYS.index(match["weekday"].lower().rstrip("s"))) % 7
        return base - back * one, base - back * one, absolute
    if match["near"]:
        word = match["near"].lower()
        day = base - one if word.startswith(("yester", "last")) else base + one if word == "tomorrow" else base
        return day, day, absolute
    if match["ago"]:
        count, unit = match["ago"].lower().split()[:2]
        number = int(count) if count.isdigit() else _COUNTS.get(count)
        if number is None or unit.startswith(("month", "year")):
            return None
        day = base - number * (7 if unit.startswith("week") else 1) * one
        return (day, day, absolute) if unit.startswith("day") else (day - 3 * one, day + 3 * one, absolute)
    words = (match["rel"] or match["early"] or "").lower().split()
    if not words:
        return None
    if words == ["today"]:
        return base, base, absolute
    shift = {"last": -1, "past": -1, "next": 1}.get(words[0], 0)
    if words[1] == "week":
        monday = base - base.weekday() * one + 7 * shift * one
        return monday, monday + 6 * one, absolute
    if words[1] == "weekend":
        saturday = (
            base - base.weekday() * one + 5 * one + (7 * shift if shift != -1 or base.weekday() >= 5 else -7) * one
        )
        return saturday, saturday + one, absolute
    if words[1] == "month":
        month = base.month + shift
        return *_whole_month(base.year + (month - 1) // 12, (month - 1) % 12 + 1), absolute
    if words[1] == "year":
        return dt.date(base.year + shift, 1, 1), dt.date(base.year + shift, 12, 31), absolute
    if words[1] in _DAYS:
        back = (base.weekday() - _DAYS.index(words[1])) % 7
        day = base - (back or (7 if shift == -1 else 0)) * one if shift != 1 else base + (7 - back) * one
        return day, day, absolute
    return None
