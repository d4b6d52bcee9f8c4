"""Copies: wire copy in ten papers, a release printed as an article; what is said there is said once.

Texts are compared by the sets of their five-word sequences (Broder, "On the resemblance and containment of
documents", 1997): MinHash signatures in bands find candidates (rensa), the sets themselves decide. Two texts are copies
where nearly all of the shorter stands in the longer; candidates are found for sure where about half of all sequences
are shared, which a paper that cuts the last third of a wire story still has. Statements with the same words are
one act of saying where their articles are copies, or where the same source says them in one story.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from onrecord.model import Copies, Document, Report, SharedStatement, Statement
from onrecord.resolve.blocking import Clusters
from onrecord.resolve.keys import digest, rank

SEQUENCE = 5  # words
CONTAINED = 0.8  # share of the shorter text's sequences that stand in the longer one
FEWEST = 12  # sequences of a text below which only an equal one is a copy: a notice of two lines is like many
PERMUTATIONS, BANDS = 128, 32  # four rows a band: half of the sequences shared is found with 87 %, 70 % with 99.98 %
REPRESENTATIVES = 4  # texts of a bucket that a further one is compared with; copies of one text number thousands
WORDS_OF_A_SAYING = 4  # fewer, and two people may have said it; in copies of one text the place decides

_SETS_KEPT = 1024
_WORD = re.compile(r"\w+")


def words(text: str) -> tuple[str, ...]:
    """The words of a text without case and punctuation: papers set quotation marks and dashes their own way."""
    return tuple(_WORD.findall(text.casefold()))


def find_copies(documents: Sequence[Document]) -> list[Copies]:
    """The groups of two or more articles with one text; ``documents`` in the order of their ids."""
    import rensa

    written = [words(document.article.text) for document in documents]
    clusters = Clusters(len(documents))
    same: dict[tuple[str, ...], int] = {}
    for index, found in enumerate(written):
        if found:
            clusters.join(same.setdefault(found, index), index)
    distinct = [index for index in sorted(same.values()) if len(written[index]) >= FEWEST + SEQUENCE - 1]
    # The sets of a hundred thousand articles would fill the memory: they are made again for the few that are compared.
    sequences = lru_cache(_SETS_KEPT)(lambda index: _sequences(written[index]))
    signatures = rensa.RMinHash.digests_from_token_sets(
        (sorted(_sequences(written[index])) for index in distinct), num_perm=PERMUTATIONS, seed=1
    )
    rows = PERMUTATIONS // BANDS
    buckets: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for index, signature in zip(distinct, signatures, strict=True):
        for band in range(BANDS):
            bucket = buckets[band, *signature[band * rows : (band + 1) * rows]]
            for other in bucket[:REPRESENTATIVES]:
                if clusters.find(other) != clusters.find(index) and _contained(sequences(other), sequences(index)):
                    clusters.join(other, index)
            bucket.append(index)
    groups = []
    for members in clusters.all():
        if len(members) > 1:
            articles = sorted((documents[index].article for index in members), key=lambda article: rank([article]))
            key = f"text/{digest(articles[0].id, articles[0].sha256)}"
            groups.append(Copies(key, articles[0].title or articles[0].id, tuple(article.id for article in articles)))
    return sorted(groups, key=lambda group: group.key)


def find_shared_statements(
    documents: Sequence[Document],
    stories: Sequence[int],
    copies: Sequence[Copies],
    entity_of: Mapping[tuple[str, str], str],
) -> list[SharedStatement]:
    """Acts of saying that two or more articles report in the same words.

    In copies of one text the words are enough. In other articles of one story the speaker must be the
    same entity too, and the words at least ``WORDS_OF_A_SAYING``: who repeats a phrase on another
    occasion says it twice.
    """
    text_of = {article: group.key for group in copies for article in group.articles}
    reports: list[Report] = []
    found: list[tuple[Document, Statement, tuple[str, ...]]] = []
    for document in documents:
        for statement in document.statements:
            said = words(" ".join(document.words(span) for span in statement.content))
            if said:
                reports.append((document.article.id, statement.id))
                found.append((document, statement, said))
    story_of = {document.article.id: story for document, story in zip(documents, stories, strict=True)}
    clusters = Clusters(len(reports))
    first: dict[tuple[object, ...], int] = {}
    for index, (document, statement, said) in enumerate(found):
        article = document.article.id
        speaker = entity_of.get((article, statement.speaker)) if statement.speaker else None
        if article in text_of:
            clusters.join(first.setdefault(("text", text_of[article], statement.kind, said), index), index)
        if speaker is not None and len(said) >= WORDS_OF_A_SAYING:
            at = ("story", story_of[article], speaker, statement.kind, said)
            clusters.join(first.setdefault(at, index), index)
    shared: dict[str, SharedStatement] = {}
    for members in clusters.all():
        if len({reports[index][0] for index in members}) < 2:
            continue
        members.sort(key=lambda index: (rank([found[index][0].article]), found[index][1].content))
        document, statement, said = found[members[0]]
        speaker = entity_of.get((document.article.id, statement.speaker)) if statement.speaker else None
        key = f"saying/{digest(speaker or '', *said)}"
        if key in shared:  # the same words by the same speaker in another story
            key = f"saying/{digest(speaker or '', *said, document.article.id)}"
        articles = len({reports[index][0] for index in members})
        shared[key] = SharedStatement(key, tuple(reports[index] for index in members), articles)
    return [shared[key] for key in sorted(shared)]


def _sequences(found: tuple[str, ...]) -> frozenset[str]:
    return frozenset(" ".join(found[at : at + SEQUENCE]) for at in range(len(found) - SEQUENCE + 1))


def _contained(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= CONTAINED * min(len(a), len(b))
