"""Stories: articles that report the same happenings, found from their words and dates.

Events merge within a story and hardly across stories, so the documents are clustered first
(Bugert, Reimers, Gurevych: "Generalizing Cross-Document Event Coreference Resolution Across Multiple
Corpora", Computational Linguistics 2021). Articles are compared where they share two of their most
telling words; clusters grow by average similarity, so that a chain of look-alikes stays apart.
Weights are those of a fixed table: two articles are as similar whatever else is in the folder.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from onrecord.model import Article, Document
from onrecord.read.dates import iso_date
from onrecord.resolve.blocking import Clusters
from onrecord.resolve.words import stems, weight

SAME_STORY = 0.24  # mean cosine of two clusters above which they are one story
KEYWORDS = 14  # most telling stems of an article; two shared ones make a pair a candidate
NEIGHBOURS = 40  # articles compared with one inside a crowded block, the nearest by date
READ = 6_000  # characters of an article that tell its story
SAMPLE = 12  # members of a cluster whose similarity stands for all
NEAR_DAYS = 10  # difference in dates that costs nothing
HEAD, HEAD_LINES, DATELINE = 1_000, 8, 80  # characters and lines to look for a date in, characters of such a line
FAR_DAYS = 60  # difference in dates from which on likeness counts FAR of itself
FAR = 0.4

_MONTH = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_DATE = re.compile(
    rf"\b{_MONTH}\.? \d{{1,2}} ?, ?(?:19|20)\d\d\b|\b\d{{1,2}} {_MONTH}\.? (?:19|20)\d\d\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Profile:
    """An article as a unit vector of stems, its keywords and its day (proleptic ordinal, None without a date)."""

    vector: dict[str, float]
    keywords: tuple[str, ...]
    day: int | None
    id: str


def profile(article: Article) -> Profile:
    """The profile of one article; its title counts twice."""
    counts = Counter(stems(article.text[:READ]))
    if article.title:
        counts.update(stems(article.title))
    raw = {stem: (1 + math.log(count)) * max(0.0, weight(stem) - 1.0) for stem, count in counts.items()}
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    vector = {stem: value / length for stem, value in raw.items() if value > 0}
    best = sorted(vector, key=lambda stem: (-vector[stem], stem))[:KEYWORDS]
    return Profile(vector, tuple(sorted(best)), _day(article), article.id)


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


def similarity(a: Profile, b: Profile) -> float:
    """The cosine of two profiles, less where their dates lie apart."""
    if (len(a.vector), a.id) > (len(b.vector), b.id):
        a, b = b, a
    other = b.vector
    cosine = sum(value * other.get(stem, 0.0) for stem, value in a.vector.items())
    if a.day is None or b.day is None:
        return cosine
    apart = abs(a.day - b.day)
    if apart <= NEAR_DAYS:
        return cosine
    return cosine * max(FAR, 1 - (1 - FAR) * (apart - NEAR_DAYS) / (FAR_DAYS - NEAR_DAYS))


def candidates(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Pairs of articles that share two keywords, ascending; in a crowded block only near neighbours by date."""
    block: dict[tuple[str, str], list[int]] = defaultdict(list)
    order = sorted(range(len(profiles)), key=lambda i: (profiles[i].day or 0, profiles[i].id))
    for index in order:
        for pair in combinations(profiles[index].keywords, 2):
            block[pair].append(index)
    pairs: set[tuple[int, int]] = set()
    for members in block.values():
        for position, a in enumerate(members):
            for b in members[position + 1 : position + 1 + NEIGHBOURS]:
                day_a, day_b = profiles[a].day, profiles[b].day
                if day_a is not None and day_b is not None and day_b - day_a > FAR_DAYS:
                    break
                pairs.add((a, b) if a < b else (b, a))
    return sorted(pairs)


def cluster(profiles: Sequence[Profile], threshold: float = SAME_STORY) -> list[list[int]]:
    """The stories as lists of indices, each ascending, ordered by their first."""
    scored: list[tuple[float, str, str, int, int]] = []
    for a, b in candidates(profiles):
        score = similarity(profiles[a], profiles[b])
        if score >= threshold:
            first, second = sorted((profiles[a].id, profiles[b].id))
            scored.append((-score, first, second, a, b))
    clusters = Clusters(len(profiles))
    for _, _, _, a, b in sorted(scored):
        left, right = clusters.members(a), clusters.members(b)
        if clusters.find(a) != clusters.find(b) and _mean(profiles, left, right) >= threshold:
            clusters.join(a, b)
    return clusters.all()


def _mean(profiles: Sequence[Profile], left: Iterable[int], right: Iterable[int]) -> float:
    chosen = [sorted(side, key=lambda i: profiles[i].id)[:SAMPLE] for side in (left, right)]
    scores = [similarity(profiles[a], profiles[b]) for a in chosen[0] for b in chosen[1]]
    return sum(scores) / len(scores)


def find_stories(documents: Sequence[Document]) -> list[int]:
    """The number of the story of every document; numbers mean nothing beyond being equal or not."""
    found = [0] * len(documents)
    for number, members in enumerate(cluster([profile(document.article) for document in documents])):
        for index in members:
            found[index] = number
    return found
