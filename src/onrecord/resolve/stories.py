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
from array import array
from collections import Counter, defaultdict
from heapq import nsmallest
from itertools import combinations

import numpy as np

from onrecord.resolve.blocking import Clusters
from onrecord.resolve.compared import Compared
from onrecord.resolve.tellings import Floats, Ints, Tellings

SAME_STORY = 0.2  # mean cosine of two clusters above which they are one story
KEYWORDS = 14  # most telling stems of an article; two shared ones make a pair a candidate
NEIGHBOURS = 40  # articles compared with one inside a crowded block, the nearest by date
NAMES_TELL = 1.2  # weight of a name beside another stem that is as rare, where like happenings must be told apart
SAMPLE = 12  # members of a cluster whose similarity stands for all
NEAR_DAYS = 10  # difference in dates that costs nothing
FAR_DAYS = 60  # difference in dates from which on likeness counts FAR of itself
FAR = 0.4
SETTLED = 4  # articles from which on a cluster has names of its own
MOST, HARDLY_ANY = 0.5, 0.15  # shares of the articles of two clusters that tell a name

PAIRS_KEPT = 200_000  # likenesses remembered

_ROUNDING = 1e-9  # more than NumPy's sums of products can be off


class Likeness:
    """How alike two articles are: the cosine of their rows, less where their dates lie apart."""

    def __init__(self, tellings: Tellings, names_weigh: float = 1.0, before: Compared | None = None) -> None:
        """A name weighs ``names_weigh`` times what another stem does that is as rare.

        ``before`` are pairs that were compared for a mean in an earlier build.
        """
        self.size = len(tellings)
        self._tellings = tellings
        self._values = tellings.unit_rows(names_weigh)
        self._row = np.zeros(len(tellings.words))
        self._known: dict[int, float] = {}  # of pairs compared for a mean
        self._before = before or Compared.none(tellings.ids)
        self._asked, self._found = array("q"), array("d")

    def keywords(self, index: int) -> list[int]:
        """The most telling stems of an article, by number."""
        start, end = self._tellings.bounds[index : index + 2].tolist()
        values, stems, words = self._values[start:end], self._tellings.stems[start:end], self._tellings.words
        if end - start > KEYWORDS:
            enough = values >= np.partition(values, end - start - KEYWORDS)[end - start - KEYWORDS]
            values, stems = values[enough], stems[enough]
        rows = sorted(zip((-values).tolist(), (words[i] for i in stems.tolist()), stems.tolist(), strict=True))
        return sorted(number for _, _, number in rows[:KEYWORDS])

    def mean(self, left: list[int], right: list[int]) -> float:
        """The mean likeness of articles of one list to those of the other."""
        known, size = self._known, self.size
        if len(known) > PAIRS_KEPT:
            known.clear()
        pairs = {a * size + b if a < b else b * size + a: (a, b) for a in left for b in right}
        new = [pair for pair in pairs if pair not in known]
        if new:
            likeness = self._before.of(np.array(new)).tolist()
            known.update(zip(new, likeness, strict=True))
            missing: defaultdict[int, list[int]] = defaultdict(list)
            for pair, value in zip(new, likeness, strict=True):
                if value != value:  # not a number
                    missing[pairs[pair][0]].append(pairs[pair][1])
            for a, others in missing.items():
                for value, b in self.above(a, np.array(others), -1.0):
                    known[a * size + b if a < b else b * size + a] = value
            self._asked.extend(new)
            self._found.extend(known[pair] for pair in new)
        return math.fsum([known[pair] for pair in pairs]) / len(pairs)

    def compared(self) -> Compared:
        """The pairs that were compared for a mean."""
        pairs, at = np.unique(np.array(self._asked, np.int64), return_index=True)
        return Compared(self._before.digests, pairs, np.array(self._found, np.float64)[at])

    def above(self, a: int, others: Ints, threshold: float) -> list[tuple[float, int]]:
        """The articles among ``others``, all different, that are at least so like ``a``, each with its likeness."""
        bounds, stems = self._tellings.bounds, self._tellings.stems
        mine = slice(*bounds[a : a + 2].tolist())
        self._row[stems[mine]] = self._values[mine]
        starts, sizes = bounds[others], bounds[others + 1] - bounds[others]
        ends = np.cumsum(sizes)
        flat = np.arange(int(ends[-1])) + np.repeat(starts - (ends - sizes), sizes)
        products = self._row[stems[flat]] * self._values[flat]
        self._row[stems[mine]] = 0.0
        sums = np.concatenate(([0.0], np.cumsum(products)))
        near = sums[ends] - sums[ends - sizes] >= threshold - _ROUNDING
        found = []
        for at in np.flatnonzero(near).tolist():
            # fsum rounds once: the order of the stems does not show in it.
            cosine = math.fsum(products[int(ends[at] - sizes[at]) : int(ends[at])].tolist())
            likeness = cosine * self._nearness(a, int(others[at]))
            if likeness >= threshold:
                found.append((likeness, int(others[at])))
        return found

    def _nearness(self, a: int, b: int) -> float:
        first, second = self._tellings.days[a], self._tellings.days[b]
        if first is None or second is None or abs(first - second) <= NEAR_DAYS:
            return 1.0
        return max(FAR, 1 - (1 - FAR) * (abs(first - second) - NEAR_DAYS) / (FAR_DAYS - NEAR_DAYS))


def candidates(tellings: Tellings, likeness: Likeness) -> Ints:
    """The pairs that share two keywords, as numbers, ascending; in a crowded block those near by date only."""
    days = [day or 0 for day in tellings.days]
    order = sorted(range(len(tellings)), key=lambda i: (days[i], tellings.ids[i]))
    size = len(tellings.words)
    codes, at = array("q"), array("q")
    for index in order:
        pairs = [a * size + b for a, b in combinations(likeness.keywords(index), 2)]
        codes.extend(pairs)
        at.extend([index] * len(pairs))
    block, member = np.array(codes, np.int64), np.array(at, np.int64)
    del codes, at
    sort = np.argsort(block, kind="stable")  # inside a block the order by date stays
    block, member = block[sort], member[sort]
    day = np.array(days, np.int64)[member]
    found: list[Ints] = []
    for step in range(1, min(NEIGHBOURS, len(block) - 1) + 1):
        near = (day[:-step] == 0) | (day[step:] - day[:-step] <= FAR_DAYS)
        first = np.flatnonzero((block[:-step] == block[step:]) & near)
        a, b = member[first], member[first + step]
        found.append(np.minimum(a, b) * len(tellings) + np.maximum(a, b))
    return np.unique(np.concatenate(found)) if found else np.array((), np.int64)


def _compare(pairs: Ints, found: Floats, likeness: Likeness, threshold: float) -> None:
    """Fill in the likeness of those ``pairs`` of which it is not known; 0 where it is below ``threshold``."""
    new = np.flatnonzero(np.isnan(found))
    if not len(new):
        return
    found[new] = 0.0
    lefts, rights = np.divmod(pairs[new], likeness.size)
    heads, starts = np.unique(lefts, return_index=True)
    cuts = starts[1:]
    for a, at, others in zip(heads.tolist(), np.split(new, cuts), np.split(rights, cuts), strict=True):
        for score, b in likeness.above(a, others, threshold):
            found[at[np.searchsorted(others, b)]] = score


class _Stories:
    """Clusters of articles with what each needs to be compared as a whole, kept as they grow."""

    def __init__(self, tellings: Tellings, likeness: Likeness) -> None:
        self.clusters = Clusters(len(tellings))
        self._tellings = tellings
        self._likeness = likeness
        self._sample = [[i] for i in range(len(tellings))]  # the first SAMPLE members by id, of each root
        self._told: dict[int, Counter[int]] = {}  # articles that tell a name, of each root
        self._means: dict[tuple[int, int, int, int], float] = {}  # of two roots of so many members

    def mean(self, left: int, right: int) -> float:
        """The mean likeness of the samples of two roots."""
        clusters = self.clusters
        state = (left, right, len(clusters.members(left)), len(clusters.members(right)))
        found = self._means.get(state)
        if found is None:
            found = self._means[state] = self._likeness.mean(self._sample[left], self._sample[right])
        return found

    def own_names(self, left: int, right: int) -> bool:
        """Whether each of two clusters has a name that most of its articles tell, and hardly any of the other's."""
        sides = [(self._names(root), len(self.clusters.members(root))) for root in (left, right)]
        return all(
            any(count >= MOST * size and other[name] <= HARDLY_ANY * others for name, count in told.items())
            for (told, size), (other, others) in (sides, sides[::-1])
        )

    def join(self, left: int, right: int) -> None:
        """Make one story of two roots."""
        clusters = self.clusters
        settled = len(clusters.members(left)) + len(clusters.members(right)) >= SETTLED
        told = sorted((self._names(left), self._names(right)), key=len) if settled else []
        clusters.join(left, right)
        root, gone = (left, right) if clusters.find(left) == left else (right, left)
        both = self._sample[left] + self._sample[right]
        self._sample[root] = nsmallest(SAMPLE, both, key=lambda i: self._tellings.ids[i])
        if settled:
            told[1].update(told[0])
            self._told.pop(gone, None)
            self._told[root] = told[1]

    def _names(self, root: int) -> Counter[int]:
        found = self._told.get(root)
        if found is None:
            found = Counter(name for i in self.clusters.members(root) for name in self._tellings.names[i])
        return found


def find_stories(
    tellings: Tellings,
    names_weigh: float = 1.0,
    threshold: float = SAME_STORY,
    known: tuple[Compared, Compared] | None = None,
) -> tuple[list[list[int]], tuple[Compared, Compared]]:
    """The stories as lists of indices, each ascending, ordered by their first; and the pairs that were compared.

    The people and places of two like happenings are often the same, so names weigh no more than other words where
    entities are compared; for events ``NAMES_TELL`` keeps the two arrests of two players of one team apart. ``known``
    are pairs of these articles that were compared before, with the same weight and threshold: those with words in
    common, and those of clusters.
    """
    ids = tellings.ids
    before, for_means = known or (Compared.none(ids), None)
    likeness = Likeness(tellings, names_weigh, for_means)
    pairs = candidates(tellings, likeness)
    found = before.of(pairs)
    _compare(pairs, found, likeness, threshold)
    scored: list[tuple[float, str, str, int, int]] = []
    alike = np.flatnonzero(found)
    for score, a, b in zip(
        found[alike].tolist(), *(side.tolist() for side in np.divmod(pairs[alike], len(ids))), strict=True
    ):
        first, second = sorted((ids[a], ids[b]))
        scored.append((-score, first, second, a, b))
    stories = _Stories(tellings, likeness)
    clusters = stories.clusters
    for _, _, _, a, b in sorted(scored):
        left, right = clusters.find(a), clusters.find(b)
        if left == right or stories.mean(left, right) < threshold:
            continue
        few = min(len(clusters.members(left)), len(clusters.members(right))) < SETTLED
        if few or not stories.own_names(left, right):
            stories.join(left, right)
    return clusters.all(), (Compared(before.digests, pairs, found), likeness.compared())


def story_numbers(stories: list[list[int]]) -> list[int]:
    """The number of the story of every article; numbers mean nothing beyond being equal or not."""
    found = {index: number for number, members in enumerate(stories) for index in members}
    return [found[index] for index in range(len(found))]
