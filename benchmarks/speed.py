"""Speed of onrecord beside the floor, the bare spaCy pipeline, and beside textacy and sayswho, in one run.

usage: python benchmarks/speed.py [ARTICLES ...] [--limit N] [--repeat N] [--processes N] [--no-build] [--json FILE]

Prints words a second of wall time and of CPU time (medians; where a machine is shared only the latter
means something), each with its share of the floor; then what each stage costs and how memory grows.
``--json`` writes the same figures. Without ARTICLES it takes the examples, ten times over.

The floor is ``nlp.pipe`` with the pipes that onrecord keeps and nothing else. textacy
(``textacy.extract.direct_quotations``) and sayswho (``sayswho.quote_finder``) get the same pipeline: they find direct
quotations with a verb beside them, and do nothing of indirect speech, confidence, resolution, events, figures, or a
graph; what sayswho adds to that needs a coreference model that is not on PyPI. Get them, where they are to be
compared, with ``pip install --no-deps textacy sayswho cytoolz floret jellyfish pyphen cachetools scikit-learn joblib
threadpoolctl``.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from onrecord.annotate.many import annotate_many
from onrecord.annotate.pipeline import STAGES
from onrecord.annotate.surface import paragraphs, parser_text
from onrecord.language import load_language, parse
from onrecord.model import Article, Document
from onrecord.read import Selection, read_articles

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
COPIES = 10
FLOOR = "bare spaCy (nlp.pipe)"

Cost = tuple[float, float]  # wall and CPU seconds


def copies(articles: Sequence[Article], count: int) -> list[Article]:
    return [replace(article, id=f"{n}-{article.id}") for n in range(count) for article in articles]


def timed(work: Callable[[], None]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def in_process(articles: Sequence[Article]) -> dict[str, Callable[[], None]]:
    """What is compared inside of one process, models already loaded."""
    nlp, ours = load_language(fast=False), load_language()
    texts = [article.text for article in articles]
    # sayswho takes a token of two line ends for a character and raises.
    lines = [re.sub(r"\s*\n\s*", "\n", text) for text in texts]
    list(annotate_many(articles, nlp=ours, attribution="rules"))

    def bare() -> None:
        for _ in nlp.pipe(texts):
            pass

    bare()  # what comes first would pay for every word that the vocabulary has not seen yet
    runs: dict[str, Callable[[], None]] = {FLOOR: bare}
    for method in ("rules", "combined"):
        runs[f"onrecord, annotate, {method}"] = lambda method=method: [  # type: ignore[misc]
            None for _ in annotate_many(articles, nlp=ours, attribution=method)
        ]
    for name, extract in peers().items():

        def peer(extract: Callable = extract, name: str = name) -> None:
            failed = 0
            for doc in nlp.pipe(lines):
                try:
                    list(extract(doc))
                except Exception:
                    failed += 1
            if failed:
                print(f"  {name} raised on {failed} of {len(texts)} articles", file=sys.stderr)

        runs[name] = peer
    return runs


def peers() -> dict[str, Callable]:
    found: dict[str, Callable] = {}
    try:
        from textacy.extract import direct_quotations

        found["textacy"] = direct_quotations
    except ImportError as error:
        print(f"textacy is not there to be compared ({error})", file=sys.stderr)
    try:
        from sayswho.quote_finder import quote_finder

        found["sayswho"] = quote_finder
    except ImportError as error:
        print(f"sayswho is not there to be compared ({error})", file=sys.stderr)
    return found


def build(source: Path, processes: int, attribution: str) -> Cost:
    """A whole build as a user runs it: start, model, reading, every format, the page."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "onrecord", "build", source, "-o", f"{folder}/out"]
        command += ["--processes", processes, "--attribution", attribution]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)
        wall = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def stages(articles: Sequence[Article]) -> dict[str, float]:
    """CPU seconds of the parse and of each stage, over all articles."""
    nlp = load_language()
    cost = {"parse": 0.0, **{stage.__name__: 0.0 for stage in STAGES}}
    for article in articles:
        started = time.process_time()
        doc = parse(nlp, parser_text(article.text), [start for start, _ in paragraphs(article.text)])
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
    parser.add_argument("--limit", type=int)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--no-build", action="store_true", help="only what runs inside of one process")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()

    given = read_articles(options.articles or [EXAMPLES], lambda problem: print(problem, file=sys.stderr))
    articles = list(Selection(limit=options.limit).of(given))
    if not options.articles:
        articles = copies(articles, COPIES)
    words = sum(len(article.text.split()) for article in articles)
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    print(
        f"{len(articles)} articles, {words} words, median of {options.repeat}; the machine's load is {load:.1f} a core"
    )

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "articles.jsonl")
        with source.open("w", encoding="utf-8") as file:
            for article in articles:
                file.write(json.dumps({"id": article.id, "text": article.text, "title": article.title}) + "\n")
        runs: dict[str, Callable[[], Cost]] = {
            name: lambda work=work: timed(work)  # type: ignore[misc]
            for name, work in in_process(articles).items()
        }
        if not options.no_build:
            for count in (1, options.processes):
                for method in ("rules", "combined"):
                    runs[f"onrecord build, {method}, {count} process(es)"] = (
                        lambda count=count, method=method: build(source, count, method)  # type: ignore[misc]
                    )
        # In turns, so that a slow minute of the machine does not fall on one of them alone.
        measured: dict[str, list[Cost]] = {name: [] for name in runs}
        for _ in range(options.repeat):
            for name, run in runs.items():
                measured[name].append(run())
    median = {name: [statistics.median(cost[n] for cost in costs) for n in (0, 1)] for name, costs in measured.items()}
    print(f"{'':<42} {'words/s':>9} {'of bare':>8} {'words/CPU s':>12} {'of bare':>8}")
    for name, (wall, cpu) in median.items():
        of_wall, of_cpu = median[FLOOR][0] / wall, median[FLOOR][1] / cpu
        print(f"  {name:<40} {words / wall:>9.0f} {of_wall:>8.2f} {words / cpu:>12.0f} {of_cpu:>8.2f}")

    cost = stages(articles)
    total = sum(cost.values())
    print("CPU seconds a stage")
    for name, spent in cost.items():
        print(f"  {name:<40} {spent:>9.2f}  {spent / total:>6.1%}")
    if options.json:
        report = {
            "articles": len(articles),
            "words": words,
            "load": load,
            "seconds": {name: {"wall": wall, "cpu": cpu} for name, (wall, cpu) in median.items()},
            "stage_cpu_seconds": cost,
        }
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
