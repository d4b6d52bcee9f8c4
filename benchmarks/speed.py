"""Speed of onrecord beside the floor, spaCy's own pipeline, and beside textacy and sayswho.

usage: python benchmarks/speed.py [ARTICLES ...] [--sample N] [--part NAME ...] [--repeat N] [--together] [--json FILE]

Parts, each with a floor of its own measured in the same minutes (all, where none is named; of a thousand releases none
takes more than four minutes on two cores); with ``--together`` all have one floor and are measured in turns, the whole
``--repeat`` times, and the median is told:

  annotate          one process, models loaded: annotating by rules, by rules and model; textacy, sayswho
  rules-1 rules-2   a whole build as a user runs it (start, models, reading, every file, the page) by rules,
  model-1 model-2   or by rules and model, on one process or on two
  rules-core        the same on one process that has one core: it loads the store, or asks the model, on the second
  model-core        one where there is one, so that it is no measure of what a second process brings
  stages            CPU time of the parse and of each stage

``--json FILE`` keeps the figures and adds those of parts that are measured later; ``--table`` prints what FILE has.
CPU time is told beside wall time: where a machine is shared only that says anything. Without ARTICLES it takes the
examples, ten times over.

The floor is ``nlp.pipe`` with the pipes that onrecord keeps, as spaCy has them, and nothing else. textacy
(``textacy.extract.direct_quotations``) and sayswho (``sayswho.quote_finder``) get the same pipeline: they find direct
quotations with a verb beside them, and do nothing of indirect speech, confidence, resolution, events, figures, or a
graph; what sayswho adds to that needs a coreference model that is not on PyPI. ``make bench`` gets them into
``out/bench/peers``.
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
from onrecord.annotate.pipeline import STAGES, to_parse
from onrecord.language import load_language, parse_all
from onrecord.model import Article, Document
from onrecord.read import Selection, read_articles

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "out" / "bench" / "peers"
EXAMPLES = ROOT / "examples" / "articles"
COPIES = 10
FLOOR = "spaCy alone (nlp.pipe)"
BUILDS = {
    f"{name}-{told}": (method, count, told == "core")
    for name, method in (("rules", "rules"), ("model", "combined"))
    for told, count in (("1", 1), ("2", 2), ("core", 1))
}
PARTS = ("annotate", *BUILDS, "stages")
TOGETHER = 16

Cost = tuple[float, float]  # wall and CPU seconds
Runs = dict[str, Callable[[], Cost]]


def copies(articles: Sequence[Article], count: int) -> list[Article]:
    return [replace(article, id=f"{n}-{article.id}") for n in range(count) for article in articles]


def timed(work: Callable[[], object]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def floor(articles: Sequence[Article]) -> Callable[[], Cost]:
    """The pipeline alone; the first run pays for the words that the vocabulary has not seen yet and is not told."""
    nlp = load_language(fast=False)
    texts = [article.text for article in articles]

    def bare() -> None:
        for _ in nlp.pipe(texts):
            pass

    for _ in nlp.pipe(texts[:200]):
        pass
    return lambda: timed(bare)


def annotating(articles: Sequence[Article]) -> Runs:
    """What is compared inside of one process, models already loaded."""
    nlp = load_language()
    list(annotate_many(articles[:200], nlp=nlp))
    runs: Runs = {}
    for method in ("rules", "combined"):
        runs[f"onrecord, annotate, {method}"] = lambda method=method: timed(  # type: ignore[misc]
            lambda: [None for _ in annotate_many(articles, nlp=nlp, attribution=method)]
        )
    # sayswho takes a token of two line ends for a character and raises.
    lines = [re.sub(r"\s*\n\s*", "\n", article.text) for article in articles]
    plain = load_language(fast=False)
    for name, extract in peers().items():

        def peer(extract: Callable = extract, name: str = name) -> None:
            failed = 0
            for doc in plain.pipe(lines):
                try:
                    list(extract(doc))
                except Exception:
                    failed += 1
            if failed:
                print(f"  {name} raised on {failed} of {len(lines)} articles", file=sys.stderr)

        runs[name] = lambda peer=peer: timed(peer)  # type: ignore[misc]
    return runs


def peers() -> dict[str, Callable]:
    found: dict[str, Callable] = {}
    sys.path.append(str(PEERS))
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


def build(source: Path, processes: int, attribution: str, one_core: bool) -> Cost:
    """A whole build as a user runs it: start, model, reading, every format, the page."""
    cores = {min(os.sched_getaffinity(0))} if one_core else os.sched_getaffinity(0)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "onrecord", "build", source, "-o", f"{folder}/out"]
        command += ["--processes", processes, "--attribution", attribution]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        subprocess.run(
            list(map(str, command)),
            check=True,
            stdout=subprocess.DEVNULL,
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
        )
        wall = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        stages = json.loads(Path(folder, "out", "run.json").read_text(encoding="utf-8"))["stages"]
        print(f"  wall seconds of each step: {stages}", file=sys.stderr)
        return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def stages(articles: Sequence[Article]) -> dict[str, float]:
    """CPU seconds of the parse and of each stage, over all articles."""
    nlp = load_language()
    list(annotate_many(articles[:200], nlp=nlp))
    cost = {"parse": 0.0, **{stage.__name__: 0.0 for stage in STAGES}}
    for begin in range(0, len(articles), TOGETHER):
        batch = articles[begin : begin + TOGETHER]
        started = time.process_time()
        docs = parse_all(nlp, [to_parse(article.text) for article in batch])
        cost["parse"] += time.process_time() - started
        for article, doc in zip(batch, docs, strict=True):
            document = Document(article)
            for stage in STAGES:
                started = time.process_time()
                document = stage(document, doc)
                cost[stage.__name__] += time.process_time() - started
    return cost


def runs_of(part: str, articles: Sequence[Article], source: Path) -> Runs:
    """What belongs to ``part``."""
    if part == "annotate":
        return annotating(articles)
    method, count, one_core = BUILDS[part]
    return {told_as(part): lambda: build(source, count, method, one_core)}


def told_as(part: str) -> str:
    """The name of a build's row."""
    method, count, one_core = BUILDS[part]
    return f"onrecord, build, {method}, {count} process{'es' * (count > 1)}{' on one core' * one_core}"


def measure(
    parts: Sequence[str], articles: Sequence[Article], source: Path, repeat: int
) -> dict[str, dict[str, float]]:
    """Median seconds of what belongs to ``parts``, measured in turns: a slow minute does not fall on one alone."""
    runs: Runs = {FLOOR: floor(articles)}
    for part in parts:
        runs |= runs_of(part, articles, source)
    measured: dict[str, list[Cost]] = {name: [] for name in runs}
    for turn in range(repeat):
        for name, run in runs.items():
            measured[name].append(run())
            wall, cpu = measured[name][-1]
            print(f"  turn {turn + 1}: {name}: {wall:.1f} s, {cpu:.1f} CPU s", file=sys.stderr, flush=True)
    return {
        name: {kind: statistics.median(cost[k] for cost in costs) for k, kind in enumerate(("wall", "cpu"))}
        for name, costs in measured.items()
    }


def table(report: dict) -> None:
    """Print the figures of a report."""
    for part, told in report["parts"].items():
        words = told["words"]
        print(f"{part}: {told['articles']} articles, {words} words, load {told['load']:.1f} a core")
        if part == "stages":
            total = sum(told["cpu"].values())
            for name, spent in told["cpu"].items():
                print(f"  {name:<40} {spent:>9.2f} CPU s  {spent / total:>6.1%}")
            continue
        print(f"  {'':<40} {'words/s':>9} {'of spaCy':>8} {'words/CPU s':>12} {'of spaCy':>8}")
        bare = told["seconds"][FLOOR]
        for name, spent in told["seconds"].items():
            print(
                f"  {name:<40} {words / spent['wall']:>9.0f} {bare['wall'] / spent['wall']:>8.2f} "
                f"{words / spent['cpu']:>12.0f} {bare['cpu'] / spent['cpu']:>8.2f}"
            )
    spent = {name: cost for told in report["parts"].values() for name, cost in told.get("seconds", {}).items()}
    for name in ("rules", "model"):
        two = spent.get(told_as(f"{name}-2"))
        for alone in ("1", "core"):
            if two and (one := spent.get(told_as(f"{name}-{alone}"))):
                print(f"{name}-2 is {one['wall'] / two['wall']:.2f} times as fast as {name}-{alone}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--sample", type=int, help="so many of the articles, the same ones every time")
    parser.add_argument("--part", action="append", choices=PARTS, dest="parts")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--together", action="store_true", help="all parts in turns, beside one floor")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--table", action="store_true", help="print what --json has and measure nothing")
    options = parser.parse_args()
    report: dict = {"parts": {}}
    if options.json and options.json.exists():
        report = json.loads(options.json.read_text(encoding="utf-8"))
    if options.table:
        table(report)
        return 0
    given = read_articles(options.articles or [EXAMPLES], lambda problem: None)
    articles = list(Selection(sample=options.sample).of(given))
    if not options.articles:
        articles = copies(articles, COPIES)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "articles.jsonl")
        with source.open("w", encoding="utf-8") as file:
            for article in articles:
                file.write(json.dumps({"id": article.id, "text": article.text, "title": article.title}) + "\n")
        parts: list[str] = options.parts or list(PARTS)
        for part in ["together", *(p for p in parts if p == "stages")] if options.together else parts:
            told = {"articles": len(articles), "words": sum(len(article.text.split()) for article in articles)}
            told["load"] = os.getloadavg()[0] / (os.cpu_count() or 1)
            if part == "stages":
                told["cpu"] = stages(articles)
            else:
                several = [p for p in parts if p != "stages"] if options.together else [part]
                told["seconds"] = measure(several, articles, source, options.repeat)
            report["parts"][part] = told
            if options.json:
                options.json.parent.mkdir(parents=True, exist_ok=True)
                options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    table(report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
