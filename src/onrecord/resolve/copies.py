"""Copies: wire copy in ten papers, a release printed as an article; what is said there is said once.

Texts are compared by the sets of their five-word sequences (Broder, "On the resemblance and containment of
documents", 1997): MinHash signatures in bands find candidates (rensa), the sets themselves decide. Two texts are copies
where nearly all of the shorter stands in the longer; candidates are found for sure where about half of all sequences
are shared, which a paper that cuts the last third of a wire story still has. Statements with the same words are
one act of saying where their articles are copies, or where the same source says them in one story.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from onrecord.model import Copies, Report, SharedStatement
from onrecord.resolve.blocking import Clusters
from onrecord.resolve.briefs import Brief, Saying
from onrecord.resolve.compared import Compared
from onrecord.resolve.keys import digest, rank
from onrecord.resolve.signatures import PERMUTATIONS, sequences, words

CONTAINED = 0.8  # share of the shorter text's sequences that stand in the longer one
BANDS = 32  # four rows a band: half of the sequences shared is found with 87 %, 70 % with 99.98 %
REPRESENTATIVES = 4  # texts of a bucket that a further one is compared with; copies of one text number thousands
WORDS_OF_A_SAYING = 4  # fewer, and two people may have said it; in copies of one text the place decides

_SETS_KEPT = 1024


def find_copies(
    briefs: Sequence[Brief], text: Callable[[str], str], known: Compared | None = None
) -> tuple[list[Copies], Compared]:
    """The groups of two or more articles with one text, and the pairs that were compared.

    ``briefs`` are in the order of their ids. ``text`` gives that of an article by its id: it is asked for the few that
    may be copies. ``known`` are pairs of these articles that were compared before.
    """
    known = known or Compared.none([brief.digest for brief in briefs])
    signed = [brief.signature for brief in briefs]
    clusters = Clusters(len(briefs))
    same: dict[str, int] = {}
    for index, signature in enumerate(signed):
        if signature.length:
            clusters.join(same.setdefault(signature.words, index), index)
    distinct = [index for index in sorted(same.values()) if signed[index].hashes]
    # The sets of a hundred thousand articles would fill the memory: they are made again for the few that are compared.
    found = lru_cache(_SETS_KEPT)(lambda index: sequences(words(text(briefs[index].id))))
    width = 4 * PERMUTATIONS // BANDS
    compared: dict[int, float] = {}
    for start in range(0, 4 * PERMUTATIONS, width):
        bands = [(signed[index].hashes[start : start + width], index) for index in distinct]
        count = Counter(band for band, _ in bands)
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for band, index in bands:
            if count[band] < 2:
                continue  # nearly always
            bucket = buckets[band]
            for other in bucket:
                pair = other * len(briefs) + index
                if clusters.find(other) == clusters.find(index) or pair in compared:
                    continue
                (same_text,) = known.of(np.array([pair])).tolist()
                if same_text != same_text:  # not a number
                    same_text = float(_contained(found(other), found(index)))
                compared[pair] = same_text
                if same_text:
                    clusters.join(other, index)
            if len(bucket) < REPRESENTATIVES:
                bucket.append(index)
    groups = []
    for members in clusters.all():
        if len(members) > 1:
            articles = sorted((briefs[index] for index in members), key=lambda article: rank([article]))
            key = f"text/{digest(articles[0].id, articles[0].sha256)}"
            groups.append(Copies(key, articles[0].title or articles[0].id, tuple(article.id for article in articles)))
    pairs = np.array(sorted(compared), np.int64)
    likeness = np.array([compared[pair] for pair in pairs.tolist()], np.float64)
    return sorted(groups, key=lambda group: group.key), Compared(known.digests, pairs, likeness)


def find_shared_statements(
    briefs: Sequence[Brief], copies: Sequence[Copies], entity_of: Mapping[tuple[str, str], str]
) -> list[SharedStatement]:
    """Acts of saying that two or more articles report in the same words.

    In copies of one text the words are enough. In other articles of one story the speaker must be the
    same entity too, and the words at least ``WORDS_OF_A_SAYING``: who repeats a phrase on another
    occasion says it twice.
    """
    text_of = {article: group.key for group in copies for article in group.articles}
    found: list[tuple[Brief, Saying]] = []
    first: dict[tuple[object, ...], int] = {}
    links: list[tuple[int, int]] = []
    for brief in briefs:
        article = brief.id
        for saying in brief.sayings():
            at: list[tuple[object, ...]] = []
            if saying.said and article in text_of:
                at.append(("text", text_of[article], saying.kind, saying.said))
            speaker = entity_of.get((article, saying.speaker)) if saying.speaker else None
            if speaker is not None and saying.said.count("\x1f") + 1 >= WORDS_OF_A_SAYING:
                at.append(("story", brief.story, speaker, saying.kind, saying.said))
            if at:
                links += [(first.setdefault(key, len(found)), len(found)) for key in at]
                found.append((brief, saying))
    clusters = Clusters(len(found))
    for one, other in links:
        clusters.join(one, other)
    shared: dict[str, SharedStatement] = {}
    for members in clusters.all():
        articles = len({found[index][0].id for index in members})
        if articles < 2:
            continue
        members.sort(key=lambda index: (rank([found[index][0]]), found[index][1].content))
        brief, saying = found[members[0]]
        speaker = entity_of.get((brief.id, saying.speaker)) if saying.speaker else None
        said = saying.said.split("\x1f")
        key = f"saying/{digest(speaker or '', *said)}"
        if key in shared:  # the same words by the same speaker in another story
            key = f"saying/{digest(speaker or '', *said, brief.id)}"
        reports: tuple[Report, ...] = tuple((found[i][0].id, found[i][1].id) for i in members)
        shared[key] = SharedStatement(key, reports, articles)
    return [shared[key] for key in sorted(shared)]


def _contained(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= CONTAINED * min(len(a), len(b))
