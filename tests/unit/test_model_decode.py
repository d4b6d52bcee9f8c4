"""Viterbi, spans and links of the attribution model, on scores made by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from onrecord.annotate.attribution.model_decode import BEGIN, TAGS, Pointers, Scores, Settings, best_tags, decode, spans
from onrecord.annotate.attribution.model_input import Pieces

NEUTRAL = Settings(0.0, 0.0)


def pieces(count: int, breaks: tuple[int, ...] = ()) -> Pieces:
    n = np.arange(count)
    return Pieces(
        ids=np.zeros(count, np.int64),
        features=np.zeros((count, 5), np.int64),
        first=np.arange(count + 1),
        starts=n * 10,
        ends=n * 10 + 5,
        breaks=np.isin(n, breaks),
    )


def tag_scores(tags: str, sure: float = 0.97) -> np.ndarray:
    """Log probabilities that favour one tag a word; a letter a word: O, C c (content), S s (source), U u (cue)."""
    rows = np.full((len(tags), 7), (1 - sure) / 6)
    rows[np.arange(len(tags)), ["OCcSsUu".index(t) for t in tags]] = sure
    return np.log(rows).astype(np.float32)


def pointing(count: int, content_to: dict[int, int], cue_to: dict[int, int | None]) -> Scores:
    chances = np.full((2, count, count + 1), 0.001, np.float32)
    for word in range(count):
        if word in content_to:
            chances[0, word, content_to[word] + 1] = 0.9
        if word in cue_to:
            target = cue_to[word]
            chances[1, word, 0 if target is None else target + 1] = 0.9
    return Scores(np.zeros((count, 7), np.float32), [Pointers(0, chances, word) for word in range(count)])


def allowed(sequence: tuple[int, ...]) -> bool:
    before = 0
    for tag in sequence:
        if TAGS[tag].startswith("I") and before not in (tag, tag - 1):
            return False
        before = tag
    return True


def test_best_tags_equals_search_over_all_allowed_sequences() -> None:
    random = np.random.default_rng(3)
    settings = Settings(0.3, -0.7)
    everything = [s for s in itertools.product(range(7), repeat=4) if allowed(s)]
    for _ in range(30):
        scores = np.log(random.dirichlet(np.ones(7) * 0.4, 4)).astype(np.float32)
        shifted = scores.astype(np.float64)
        shifted[:, 0] += 0.3
        shifted[:, 1] -= 0.7
        best = max(everything, key=lambda s: sum(shifted[i, t] for i, t in enumerate(s)))
        assert tuple(best_tags(scores, np.zeros(4, np.bool_), settings)) == best


def test_paragraph_break_is_outside_and_ends_a_span() -> None:
    scores = tag_scores("Ccccc")
    tags = best_tags(scores, np.array([False, False, True, False, False]), NEUTRAL)
    assert tags[2] == 0
    assert spans(tags, BEGIN["content"]) == [(0, 2), (3, 5)]


def test_no_words_no_tags() -> None:
    assert best_tags(np.zeros((0, 7), np.float32), np.zeros(0, np.bool_), NEUTRAL).tolist() == []


def test_split_quotation_becomes_one_statement() -> None:
    # "Cc SU CC": both content pieces point at the cue, the cue at the source
    tags = tag_scores("CcSsUCc")
    links = pointing(7, {0: 4, 1: 4, 5: 4, 6: 4}, {4: 2})
    (found,) = decode(pieces(7), Scores(tags, links.pointers), NEUTRAL)
    assert found.content == ((0, 2), (5, 7))
    assert found.cue == (4, 5)
    assert found.source == (2, 4)
    assert all(0 < e <= 1 for e in found.evidence)


def test_each_content_goes_to_the_cue_it_points_at() -> None:
    tags = tag_scores("SUCcOSUCc")
    links = pointing(9, {2: 1, 3: 1, 7: 6, 8: 6}, {1: 0, 6: 5})
    found = decode(pieces(9), Scores(tags, links.pointers), NEUTRAL)
    assert [(f.source, f.cue, f.content) for f in found] == [
        ((0, 1), (1, 2), ((2, 4),)),
        ((5, 6), (6, 7), ((7, 9),)),
    ]


def test_null_source_wins_where_the_cue_points_at_nothing() -> None:
    tags = tag_scores("SUCc")
    links = pointing(4, {2: 1, 3: 1}, {1: None})
    (found,) = decode(pieces(4), Scores(tags, links.pointers), NEUTRAL)
    assert found.source is None


def test_content_that_points_nowhere_is_dropped() -> None:
    tags = tag_scores("SUCc")
    links = pointing(4, {}, {1: 0})
    assert decode(pieces(4), Scores(tags, links.pointers), Settings(0, 0, least_link=-3)) == []


@pytest.mark.parametrize("reach", [3, 400])
def test_reach_bounds_a_link(reach: int) -> None:
    tags = tag_scores("SUOOOOOCc")
    links = pointing(9, {7: 1, 8: 1}, {1: 0})
    assert len(decode(pieces(9), Scores(tags, links.pointers), NEUTRAL, reach)) == (reach > 3)
