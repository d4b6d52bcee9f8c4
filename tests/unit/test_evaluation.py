"""Scores of event coreference, and the gold mentions in the place of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.evaluation.events import annotate_gold, evaluate_events, match
from onrecord.evaluation.gold import read_gold
from onrecord.evaluation.scores import conll, without_singletons
from onrecord.resolve.features import FEATURES

GOLD = dict(enumerate("aaabbc"))


def test_scores_of_a_perfect_answer_are_one() -> None:
    assert set(conll(GOLD, GOLD).values()) == {1.0}


def test_scores_of_a_known_answer() -> None:
    # Worked by hand: {0 1 2} {3 4} {5} against {0 1} {2 3 4} {5}.
    found = dict(enumerate("xxyyyz"))
    scores = conll(GOLD, found)
    assert scores["MUC"] == pytest.approx(2 / 3)
    precision, recall = (2 + 5 / 3 + 1) / 6, (5 / 3 + 2 + 1) / 6
    assert scores["B3"] == pytest.approx(2 * precision * recall / (precision + recall))
    assert scores["CEAFe"] == pytest.approx((0.8 + 0.8 + 1) / 3)
    assert scores["CoNLL"] == pytest.approx((scores["MUC"] + scores["B3"] + scores["CEAFe"]) / 3)


def test_singletons_of_both_sides_are_left_out() -> None:
    gold, found = without_singletons(GOLD, dict(enumerate("xxyyyz")))
    assert set(gold) == set(found) == {0, 1, 2, 3, 4}


def test_each_gold_mention_takes_the_span_most_like_it() -> None:
    assert match([(0, 4), (5, 9)], [(0, 9), (5, 9), (0, 4)]) == {0: 2, 1: 1}
    assert match([(0, 4)], [(4, 9)]) == {}


def gold_file(folder: Path) -> Path:
    first = "Police raided a warehouse in Salem on March 3, 2020. The raid led to an arrest.\n"
    second = "The Salem warehouse raid of March 3, 2020 by police ended with an arrest, officers said.\n"

    def mention(text: str, words: str, chain: str) -> dict[str, object]:
        start = text.index(words)
        return {"kind": "event", "start": start, "end": start + len(words), "chain": chain}

    rows = [
        {"id": "a", "text": first, "mentions": [mention(first, "raided", "r"), mention(first, "raid led"[:4], "r")]},
        {"id": "b", "text": second, "mentions": [mention(second, "raid", "r"), mention(second, "arrest", "x")]},
    ]
    rows[0]["mentions"][1] |= {"start": first.index("The raid") + 4, "end": first.index("The raid") + 8}
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_gold_mentions_are_the_only_mentions(tmp_path: Path) -> None:
    articles = read_gold(gold_file(tmp_path))
    documents = annotate_gold(articles, gold_mentions=True)
    spans = [sorted(m.span for e in d.events for m in e.mentions) for d in documents]
    assert spans == [sorted(span for span, _ in article.events) for article in articles]
    scores = evaluate_events(articles, documents)
    assert (scores.mentions, scores.precision, scores.recall) == (4, 1.0, 1.0)
    assert scores.all["MUC"] > 0.5
    detected = evaluate_events(articles, annotate_gold(articles, gold_mentions=False))
    assert detected.recall == 1.0 and detected.precision < 1.0


def test_faults_of_gold_data_and_of_features_are_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    mention = {"kind": "event", "start": 2, "end": 99, "chain": "c"}
    path.write_text(json.dumps({"id": "a", "text": "short", "mentions": [mention]}), encoding="utf-8")
    with pytest.raises(InputError, match=r"line 1.*2 to 99"):
        read_gold(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(tmp_path / "none.jsonl")
    with pytest.raises(InputError, match=rf"no feature 'moon'.*{next(iter(FEATURES))}"):
        evaluate_events([], [], ["moon"])
