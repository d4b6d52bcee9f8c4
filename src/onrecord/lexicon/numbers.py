"""Numbers in words and figures, with their hedges, read as intervals; the words lie in ``numbers.tsv``.

An open end is None: "at least 680" is 680 and more, "as many as 800" is up to 800, "hundreds" is 200 and more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.lexicon.operations import read_rows
from onrecord.model import Span

_LARGEST = 10**15  # beyond it a run of digits is no count of anything


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its hedge. ``span`` covers both, ``number`` the number alone."""

    span: Span
    number: Span
    minimum: int | None
    maximum: int | None
    hedge: str | None = None
    currency: str | None = None
    vague: bool = False
    definite: bool = False


@dataclass(frozen=True)
class _Words:
    numbers: dict[str, int]
    multipliers: dict[str, int]
    vague: dict[str, int]
    hedges: dict[str, tuple[str, int]]
    amount: re.Pattern[str]
    hedge_before: re.Pattern[str]
    hedge_after: re.Pattern[str]


_CURRENCIES = {
    "$": "USD",
    "us$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "dollar": "USD",
    "dollars": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "c$": "CAD",
    "a$": "AUD",
}
_JOIN = re.compile(r"(?:\s+(?:and|or|to)\s+|\s*[-–—]\s*)\Z")


@lru_cache(maxsize=1)
def _words() -> _Words:
    kinds: dict[str, dict[str, int]] = {}
    hedges: dict[str, tuple[str, int]] = {}
    for row in read_rows(files("onrecord") / "lexicon" / "numbers.tsv"):
        if row["kind"] in ("number", "multiplier", "vague"):
            kinds.setdefault(row["kind"], {})[row["words"]] = int(row["value"])
        else:
            hedges[row["words"]] = (row["kind"], int(row["value"]))
    numbers, multipliers, vague = kinds["number"], kinds["multiplier"], kinds["vague"]
    scale = "|".join(word for word in multipliers if len(word) > 2)
    cardinal = "|".join(sorted((w for w in numbers if w not in ("no",)), key=len, reverse=True))
    plurals = "|".join(sorted((word.replace(" ", r"\s+") for word in vague), key=len, reverse=True))
    digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    amount = re.compile(
        rf"""(?<![\w.,/:#-])(?P<sign>(?:us|c|a)?\$\ ?|[£€¥]\ ?)?(?:
            (?P<vague>{plurals})
          | (?P<half>half\ a\ dozen) | (?P<couple>a\ couple(?:\ of)?)
          | (?P<some>several|a\ few)\s+(?P<someof>{scale}|dozen)
          | (?P<digits>{digits})(?:[\s-]?(?P<scale1>{scale}|dozen|(?<=\d)(?:k|m|bn|mn)\b))?
          | (?P<word>(?:{cardinal}|a|an)(?:[\s-]+(?:and\s+)?(?:{cardinal}|{scale}))*)
        )(?![\w%]|-(?:year|month|week|day|hour|minute)s?\b)
        (?!\s?(?:%|percent|per\ cent|percentage))(?:\s+(?P<unit>dollars?|euros?))?""",
        re.IGNORECASE | re.VERBOSE,
    )

    def phrases(at: str) -> str:
        return "|".join(
            w.replace(" ", r"\s+")
            for w in sorted(hedges, key=len, reverse=True)
            if (w in ("or more", "or fewer", "or so", "plus")) == (at == "after")
        )

    leading, trailing = phrases("before"), phrases("after")
    before = re.compile(rf"(?<!\w)(?P<hedge>{leading})\s+(?:the\s+|a\s+)?\Z", re.IGNORECASE)
    after = re.compile(rf"\s+(?P<hedge>{trailing})\b", re.IGNORECASE)
    return _Words(numbers, multipliers, vague, hedges, amount, before, after)


@lru_cache(maxsize=4)
def amounts(text: str) -> tuple[Amount, ...]:
    """The numbers of ``text`` in order, ranges joined ("between 20 and 30" is one)."""
    found = list(_amounts(text))
    joined: list[Amount] = []
    for each in found:
        last = joined[-1] if joined else None
        gap = text[last.span[1] : each.span[0]] if last else ""
        if last and last.maximum == last.minimum and each.maximum == each.minimum and _JOIN.match(gap):
            word = gap.strip().lower()
            led = text[max(0, last.span[0] - 12) : last.span[0]].lower()
            between = led.rstrip().endswith(("between", "from")) if word in ("and", "to") else True
            if (
                (between or word == "to")
                and (last.minimum or 0) < (each.maximum or 0)
                and word != "or"
                and (word != "to" or between or len(gap) < 6)
            ):
                start = (
                    last.span[0] - (len(led) - led.rfind("between"))
                    if led.rstrip().endswith("between")
                    else last.span[0]
                )
                joined[-1] = Amount(
                    (start, each.span[1]),
                    (last.number[0], each.number[1]),
                    last.minimum,
                    each.maximum,
                    "between",
                    each.currency or last.currency,
                )
                continue
        joined.append(each)
    return tuple(joined)


def _amounts(text: str) -> Iterator[Amount]:
    words = _words()
    for match in words.amount.finditer(text):
        value = _value(match, words)
        if value is None:
            continue
        start, end = match.span()
        number = (start, end)
        vague = bool(match["vague"])
        low: int | None = value
        high: int | None = None if vague or match["some"] or match["couple"] else value
        hedge = None
        before = words.hedge_before.search(text, max(0, start - 30), start)
        after = words.hedge_after.match(text, end)
        definite = bool(re.search(r"(?i)\b(?:the|these|those|its|their)\s+\Z", text[max(0, start - 8) : start]))
        for side in (before, after):
            if side is None:
                continue
            hedge = " ".join(side["hedge"].lower().split())
            low, high = _hedged(value, *words.hedges[hedge], vague)
            start, end = min(start, side.start("hedge")), max(end, side.end("hedge"))
        sign = (match["sign"] or match["unit"] or "").strip().lower()
        yield Amount((start, end), number, low, high, hedge, _CURRENCIES.get(sign), vague, definite)


def _hedged(value: int, kind: str, by: int, vague: bool) -> tuple[int | None, int | None]:
    if kind == "minimum":
        return (value if vague else value + by), None
    if kind == "maximum":
        return None, (None if vague else value + by)
    spread = value * by // 100
    if vague:
        return value, None
    if kind == "nearly":
        return value - spread, max(value - 1, 0)
    return value - spread, value + spread


def _value(match: re.Match[str], words: _Words) -> int | None:
    if match["vague"]:
        return words.vague[" ".join(match["vague"].lower().split())]
    if match["half"]:
        return 6
    if match["couple"]:
        return 2
    if match["some"]:
        scale = match["someof"].lower()
        return 2 * (words.multipliers.get(scale) or words.numbers[scale])
    if match["digits"]:
        digits = match["digits"].replace(",", "")
        if len(digits) > 15:
            return None
        scale = (match["scale1"] or "").lower()
        factor = words.multipliers.get(scale) or words.numbers.get(scale, 1)
        number = round(float(digits) * factor)
        if "." in digits and factor == 1 and not match["sign"]:
            return None
        return number if number <= _LARGEST else None
    return _in_words(match["word"], words)


def _in_words(text: str, words: _Words) -> int | None:
    parts = [part for part in re.split(r"[\s-]+", text.lower()) if part and part != "and"]
    if parts == ["a"] or parts == ["an"]:
        return None
    total = group = 0
    for part in parts:
        if part in ("a", "an"):
            if group or total:
                return None
            group = 1
        elif part == "dozen":
            group = (group or 1) * 12
        elif part in words.numbers:
            group += words.numbers[part]
        elif part == "hundred":
            group = (group or 1) * 100
        else:
            total += (group or 1) * words.multipliers[part]
            group = 0
    return total + group if total + group <= _LARGEST else None
