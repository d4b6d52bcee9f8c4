"""Draw articles without annotation from JSON Lines files, to learn from a teacher's opinion of them.

    python -m training.draw OUT.jsonl FILE.jsonl[.gz] ... [--words 150000] [--seed 1]

Of each file at most its share of the words, in a random order by a fixed seed; of longer files only
articles with quotation marks. An annotation that an article has is left behind.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

from training.gold import read_gold

_MARKS = ('"', "“", "«", "„")
_LEAST_WORDS, _MOST_WORDS = 80, 1500


def draw(files: list[list[dict[str, Any]]], words: int, seed: int) -> list[dict[str, Any]]:
    """Articles of the files, the smallest file first; what a file leaves of its share goes to the next."""
    random_ = random.Random(seed)
    chosen: list[dict[str, Any]] = []
    for number, articles in enumerate(sorted(files, key=lambda f: sum(len(a["text"]) for a in f))):
        share = words // (len(files) - number)
        kept = [a for a in articles if _LEAST_WORDS <= len(a["text"].split()) <= _MOST_WORDS]
        random_.shuffle(kept)
        for article in kept:
            size = len(article["text"].split())
            if share < size:
                break
            if any(mark in article["text"] for mark in _MARKS):
                share -= size
                words -= size
                chosen.append({"id": article.get("id") or article["url"], "text": article["text"]})
    return chosen


def main() -> None:
    """Draw and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--words", type=int, default=150_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chosen = draw([read_gold(path) for path in args.files], args.words, args.seed)
    args.out.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in chosen), encoding="utf-8")
    print(f"{len(chosen)} articles, {sum(len(a['text'].split()) for a in chosen)} words")


if __name__ == "__main__":
    main()
