"""Write words.tsv: how rare a word is in news, for weighing the words that two articles share.

usage: python ontology/gazetteer/make_words.py ARTICLES.jsonl[.gz] …      (each line an object with "text")

A fixed table, and not the frequencies of the articles at hand: so two articles are as similar
whatever else is in the folder, and adding an article changes no story that it does not touch.
Each collection counts alike. A line a stem: the stem and its inverse document frequency (natural
logarithm, one decimal). Stems rarer than LEFT_OUT count as unknown, with the weight of the rarest.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter
from pathlib import Path

from onrecord.resolve.words import stems

LEFT_OUT = 0.0007  # share of articles below which a stem is as good as unknown


def main(paths: list[str]) -> None:
    """Count the stems of the collections in ``paths`` and write the table beside this script."""
    shares: Counter[str] = Counter()
    for path in paths:
        counts: Counter[str] = Counter()
        articles = 0
        with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
            for line in file:
                articles += 1
                counts.update(set(stems(json.loads(line)["text"])))
        for stem, count in counts.items():
            if count > 2:
                shares[stem] += count / articles / len(paths)
    table = {stem: -math.log(share) for stem, share in shares.items() if share >= LEFT_OUT}
    lines = [f"{stem}\t{weight:.1f}\n" for stem, weight in sorted(table.items())]
    (Path(__file__).parent / "words.tsv").write_text("stem\tweight\n" + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
