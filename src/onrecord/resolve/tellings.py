"""What articles tell, as numbers: their stems with weights, the names among them, their days.

Read once however often stories are looked for. An article is a row of two flat arrays, a tenth of the memory of a
dictionary, and one article is compared with many in one step of NumPy.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from onrecord.model import Article
from onrecord.read.dates import iso_date
from onrecord.resolve.words import WORD, stem, stems, weight

READ = 6_000  # characters of an article that tell its story
HEAD, HEAD_LINES, DATELINE = 1_000, 8, 80  # characters and lines to look for a date in, characters of such a line

_CAPITAL = re.compile(r"(?<![^\W\d_])[^\W\d_a-z][^\W\d_]{2,}")
_BEGINS = frozenset(".?!\n\"“‘'")  # what a capital letter after it says nothing of
_MONTH = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_DATE = re.compile(
    rf"\b{_MONTH}\.? \d{{1,2}} ?, ?(?:19|20)\d\d\b|\b\d{{1,2}} {_MONTH}\.? (?:19|20)\d\d\b", re.IGNORECASE
)

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Telling:
    """What one article tells: its day (a proleptic ordinal, None without a date), stems with how often, names."""

    day: int | None
    counts: Mapping[str, int]
    names: Collection[str]


class Tellings:
    """The articles in the order given. ``ids[i]`` are their ids, ``days[i]`` proleptic ordinals, None without a date.

    Row ``i`` of the flat arrays is ``bounds[i]:bounds[i + 1]``: stems by number, how much each tells, whether it is a
    name. ``names[i]`` are numbers of stems, ``words`` the stems by number.
    """

    def __init__(self, rows: Iterable[tuple[str, Telling]]) -> None:
        """``rows`` are the ids of articles with what each tells."""
        self.words: list[str] = []
        self.ids: list[str] = []
        self.days: list[int | None] = []
        self.names: list[tuple[int, ...]] = []
        number = _Numbers(self.words)
        stems_, counts, named, bounds = array("i"), array("i"), array("b"), array("q", [0])
        for id, telling in rows:
            names = frozenset(map(number.__getitem__, telling.names))
            own = list(map(number.__getitem__, telling.counts))
            stems_.extend(own)
            counts.extend(telling.counts.values())
            named.extend(map(names.__contains__, own))
            bounds.append(len(stems_))
            self.ids.append(id)
            self.days.append(telling.day)
            self.names.append(tuple(names))
        factor = np.array([_factor(word) for word in self.words], np.float64)
        # math.log and that of NumPy may differ in the last bit.
        logarithm = np.array([0.0, *(1 + math.log(count) for count in range(1, max(counts, default=0) + 1))])
        found = np.array(stems_, np.int64)
        tells = factor[found] > 0 if len(found) else np.zeros(0, np.bool_)
        self.stems: Ints = found[tells]
        self.told: Floats = logarithm[np.array(counts, np.int64)[tells]] * factor[self.stems]
        self.named: npt.NDArray[np.bool_] = np.array(named, np.bool_)[tells]
        self.bounds: Ints = np.concatenate(([0], np.cumsum(tells)))[np.array(bounds, np.int64)]

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Tellings:
        """What these articles tell."""
        return cls((article.id, telling(article)) for article in articles)

    def __len__(self) -> int:
        """How many articles."""
        return len(self.ids)

    def unit_rows(self, names_weigh: float) -> Floats:
        """``told`` with names ``names_weigh`` times as heavy, every row of length one."""
        values = np.where(self.named, self.told * names_weigh, self.told)
        for start, end in zip(self.bounds[:-1].tolist(), self.bounds[1:].tolist(), strict=True):
            row = values[start:end].tolist()
            values[start:end] /= math.sqrt(math.fsum([value * value for value in row])) or 1.0
        return values


class _Numbers(dict[str, int]):
    """The number of every stem; a new one is put at the end of ``words``."""

    def __init__(self, words: list[str]) -> None:
        self._words = words

    def __missing__(self, word: str) -> int:
        found = self[word] = len(self._words)
        self._words.append(word)
        return found


def _factor(word: str) -> float:
    return max(0.0, weight(word) - 1.0)


def telling(article: Article) -> Telling:
    """Read the title and the first ``READ`` characters of an article; the title counts twice.

    A name has a capital inside sentences mostly; stems that tell nothing are left out of the counts.
    """
    text = article.text[:READ]
    counts: dict[str, int] = {}
    small: Counter[str] = Counter()
    for surface, count in Counter(WORD.findall(text)).items():
        word = stem(surface)
        if word:
            counts[word] = counts.get(word, 0) + count
            if surface[0].islower():
                small[word] += count
    for word in stems(article.title or ""):
        counts[word] = counts.get(word, 0) + 1
    capital: Counter[str] = Counter()
    for match in _CAPITAL.finditer(text):
        at, surface = match.start(), match.group()
        if at > 2 and text[at - 1] not in _BEGINS and text[at - 2] not in _BEGINS and not surface[0].islower():
            capital[stem(surface)] += 1
    names = sorted(name for name, count in capital.items() if name and count > small[name])
    return Telling(_day(article), {word: n for word, n in counts.items() if _factor(word) > 0}, names)


def _day(article: Article) -> int | None:
    """The day of publication: as given, else from a line of the article's head that is little more than a date."""
    written = [article.published or ""] if article.published else _datelines(article.text)
    for words in written:
        day = iso_date(words)
        if day:
            return date.fromisoformat(day).toordinal()
    return None


def _datelines(text: str) -> list[str]:
    lines = text[:HEAD].split("\n")[:HEAD_LINES]
    return [match.group() for line in lines if len(line) <= DATELINE for match in [_DATE.search(line)] if match]
