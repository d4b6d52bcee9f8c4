"""Speed of a build beside the floor: the bare spaCy pipeline over the same texts in the same run.

usage: python benchmarks/speed.py [ARTICLES ...] [--repeat N] [--processes N] [--json FILE]

Prints a table of words a second (medians) and the share of the floor, then the cost of each stage in
CPU seconds; ``--json`` writes the same figures. Without ARTICLES it takes the examples, ten times over.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from onrecord.annotate.pipeline import STAGES
from onrecord.annotate.surface import parser_text
from onrecord.language import load_language, parse
from onrecord.model import Article, Document
from onrecord.read import read_articles

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
COPIES = 10


def copies(articles: Sequence[Article], count: int) -> list[Article]:
    return [replace(article, id=f"{n}-{article.id}") for n in range(count) for article in articles]


def seconds_bare(articles: Sequence[Article]) -> float:
    nlp = load_language()
    started = time.perf_counter()
    for _ in nlp.pipe(article.text for article in articles):
        pass
    return time.perf_counter() - started


def seconds_build(source: Path, processes: int) -> float:
    """A whole build as a user runs it: start, model, reading, every format, the page."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        command = [sys.executable, "-m", "onrecord", "build", source, "-o", f"{folder}/out", "--processes", processes]
        subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started


def stages(articles: Sequence[Article]) -> dict[str, float]:
    """CPU seconds of the parse and of each stage, over all articles."""
    nlp = load_language()
    cost = {"parse": 0.0, **{stage.__name__: 0.0 for stage in STAGES}}
    for article in articles:
        started = time.process_time()
        doc = parse(nlp, parser_text(article.text))
        cost["parse"] += time.process_time() - started
        document = Document(article)
        for stage in STAGES:
            started = time.process_time()
            document = stage(document, doc)
            cost[stage.__name__] += time.process_time() - started
    return cost


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()

    articles = list(read_articles(options.articles or [EXAMPLES], lambda problem: print(problem, file=sys.stderr)))
    if not options.articles:
        articles = copies(articles, COPIES)
    words = sum(len(article.text.split()) for article in articles)
    print(f"{len(articles)} articles, {words} words, median of {options.repeat}")

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "articles.jsonl")
        with source.open("w", encoding="utf-8") as file:
            for article in articles:
                file.write(json.dumps({"id": article.id, "text": article.text, "title": article.title}) + "\n")
        runs = {
            "bare spaCy (nlp.pipe)": lambda: seconds_bare(articles),
            "onrecord build, 1 process": lambda: seconds_build(source, 1),
            f"onrecord build, {options.processes} processes": lambda: seconds_build(source, options.processes),
        }
        # In turns, so that a slow minute of the machine does not fall on one of them alone.
        measured: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(options.repeat):
            for name, run in runs.items():
                measured[name].append(run())
    speed = {name: words / statistics.median(times) for name, times in measured.items()}
    floor = speed["bare spaCy (nlp.pipe)"]
    for name, rate in speed.items():
        print(f"  {name:<28} {rate:>8.0f} words/s  {rate / floor:>5.2f} of bare spaCy")

    cost = stages(articles)
    total = sum(cost.values())
    print("CPU seconds a stage")
    for name, spent in cost.items():
        print(f"  {name:<28} {spent:>8.2f}  {spent / total:>5.1%}")
    if options.json:
        report = {"articles": len(articles), "words": words, "words_per_second": speed, "stage_seconds": cost}
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
