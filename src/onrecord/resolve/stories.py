"""Stories: articles that report the same happenings, found from their words and dates.

Events merge within a story and hardly across stories, so the documents are clustered first
(Bugert, Reimers, Gurevych: "Generalizing Cross-Document Event Coreference Resolution Across Multiple
Corpora", Computational Linguistics 2021). Articles are compared where they share two of their most
telling words; clusters grow by average similarity, so that a chain of look-alikes stays apart. Two clusters
that look alike are two stories all the same where each has a name that most of its articles tell and hardly any of
the other's does: two arrests of two players, two falls on two mountains.
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
from onrecord.resolve.words import stem, stems, weight

SAME_STORY = 0.2  # mean cosine of two clusters above which they are one story
KEYWORDS = 14  # most telling stems of an article; two shared ones make a pair a candidate
NEIGHBOURS = 40  # articles compared with one inside a crowded block, the nearest by date
NAMES_TELL = 1.2  # weight of a name beside another stem that is as rare, where like happenings must be told apart
READ = 6_000  # characters of an article that tell its story
SAMPLE = 12  # members of a cluster whose similarity stands for all
NEAR_DAYS = 10  # difference in dates that costs nothing
HEAD, HEAD_LINES, DATELINE = 1_000, 8, 80  # characters and lines to look for a date in, characters of such a line
FAR_DAYS = 60  # difference in dates from which on likeness counts FAR of itself
FAR = 0.4
SETTLED = 4  # articles from which on a cluster has names of its own
MOST, HARDLY_ANY = 0.5, 0.15  # shares of the articles of two clusters that tell a name

_WORD = re.compile(r"[^\W\d_]{3,}")
_BEGINS = frozenset(".?!\n\"“‘'")  # what a capital letter after it says nothing of
_MONTH = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_DATE = re.compile(
    rf"\b{_MONTH}\.? \d{{1,2}} ?, ?(?:19|20)\d\d\b|\b\d{{1,2}} {_MONTH}\.? (?:19|20)\d\d\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Profile:
    """An article as a unit vector of stems, its keywords, names and day (proleptic ordinal, None without a date)."""

    vector: dict[str, float]
    keywords: tuple[str, ...]
    names: frozenset[str]
    day: int | None
    id: str


def profile(article: Article, names_weigh: float = 1.0) -> Profile:
    """The profile of one article; its title counts twice, a name ``names_weigh`` times."""
    counts = Counter(stems(article.text[:READ]))
    if article.title:
        counts.update(stems(article.title))
    names = _names(article.text[:READ])
    raw = {
        word: (1 + math.log(count)) * max(0.0, weight(word) - 1.0) * (names_weigh if word in names else 1.0)
        for word, count in counts.items()
    }
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    vector = {word: value / length for word, value in raw.items() if value > 0}
    best = sorted(vector, key=lambda word: (-vector[word], word))[:KEYWORDS]
    return Profile(vector, tuple(sorted(best)), names, _day(article), article.id)


def _names(text: str) -> frozenset[str]:
    """Stems that stand with a capital inside sentences more often than without one."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for match in _WORD.finditer(text):
        at, word = match.start(), match.group()
        if word[0].islower():
            small[stem(word)] += 1
        elif at > 2 and not {text[at - 1], text[at - 2]} & _BEGINS:
            capital[stem(word)] += 1
    return frozenset(name for name, count in capital.items() if name and count > small[name])


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
    mine, other = a.vector, b.vector
    # Most pairs share few words, and fsum rounds once: the order of a set does not show in it.
    cosine = math.fsum([mine[word] * other[word] for word in mine.keys() & other.keys()])
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
        if clusters.find(a) == clusters.find(b) or _mean(profiles, left, right) < threshold:
            continue
        if min(len(left), len(right)) < SETTLED or not _own_names(profiles, left, right):
            clusters.join(a, b)
    return clusters.all()


def _own_names(profiles: Sequence[Profile], left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether each of two clusters has a name that most of its articles tell, and hardly any of the other's."""
    told = [Counter(name for i in side for name in profiles[i].names) for side in (left, right)]
    sizes = (len(left), len(right))
    return all(
        any(
            count >= MOST * sizes[mine] and told[other][name] <= HARDLY_ANY * sizes[other]
            for name, count in told[mine].items()
        )
        for mine, other in ((0, 1), (1, 0))
    )


def _mean(profiles: Sequence[Profile], left: Iterable[int], right: Iterable[int]) -> float:
    chosen = [sorted(side, key=lambda i: profiles[i].id)[:SAMPLE] for side in (left, right)]
    scores = [similarity(profiles[a], profiles[b]) for a in chosen[0] for b in chosen[1]]
    return sum(scores) / len(scores)


def find_stories(documents: Sequence[Document], names_weigh: float = 1.0) -> list[int]:
    """The number of the story of every document; numbers mean nothing beyond being equal or not.

    The people and places of two like happenings are often the same, so names weigh no more than other words where
    entities are compared; for events ``NAMES_TELL`` keeps the two arrests of two players of one team apart.
    """
    found = [0] * len(documents)
    profiles = [profile(document.article, names_weigh) for document in documents]
    for number, members in enumerate(cluster(profiles)):
        for index in members:
            found[index] = number
    return found
