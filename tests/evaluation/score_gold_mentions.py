"""Score the coreference of events with the gold mentions in the place of detected ones, all articles together.

usage: score_gold_mentions.py GOLD PREDICTED [--json OUT]

What ``onrecord evaluate events GOLD --gold-mentions`` measures. PREDICTED is not looked at: other mentions stand there.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

from onrecord.evaluation.events import annotate_gold, evaluate_events
from onrecord.evaluation.gold import read_gold


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    articles = read_gold(options.gold)
    scores = dataclasses.asdict(evaluate_events(articles, annotate_gold(articles, gold_mentions=True)))
    for part in ("all", "without_singletons"):
        print(f"{part:20}" + "  ".join(f"{name} {100 * value:.1f}" for name, value in scores[part].items()))
    if options.json:
        options.json.write_text(json.dumps(scores), encoding="utf-8")


if __name__ == "__main__":
    main()
