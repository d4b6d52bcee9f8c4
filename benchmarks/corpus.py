"""A whole corpus through the stages: does any article abort or take long, how fast, in how much memory.

usage: python benchmarks/corpus.py CORPUS.jsonl[.gz] ... [--limit N] [--seed S] [--attribution METHOD] [--json FILE]

Each article is annotated alone, as ``onrecord annotate`` does, and parsed a second time by the bare spaCy pipeline
with the same pipes: in turns, so that a slow minute of the machine falls on both. CPU time is told beside wall time:
on a crowded machine only the first says anything. Exit code 1 where an article aborts or takes over ``--most``
seconds of CPU time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import spacy

from onrecord.annotate.pipeline import annotate
from onrecord.language import DEFAULT_MODEL, load_language
from onrecord.model import Article


def articles(paths: list[Path], limit: int | None, seed: int) -> Iterator[Article]:
    """The articles of the files, or ``limit`` of them drawn by ``seed``, in their order."""
    lines: list[str] = []
    for path in paths:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        lines += [line for line in data.decode().splitlines() if line.strip()]
    chosen = range(len(lines))
    if limit is not None and limit < len(lines):
        chosen = sorted(random.Random(seed).sample(chosen, limit))
    for k in chosen:
        row = json.loads(lines[k])
        yield Article(str(row.get("id") or row.get("url") or k), row["text"], title=row.get("title"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--attribution", choices=("rules", "model", "combined"), default="combined")
    parser.add_argument("--most", type=float, default=20.0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()

    ours, bare = load_language(), spacy.load(DEFAULT_MODEL)
    annotate(Article("warm", "“It is over,” Ann Lee said."), ours, options.attribution)
    spent = floor = wall = 0.0
    slowest: list[tuple[float, str, int]] = []
    aborted: list[tuple[str, str]] = []
    count = words = statements = 0
    for article in articles(options.corpora, options.limit, options.seed):
        count += 1
        words += len(article.text.split())
        begun, started = time.perf_counter(), time.process_time()
        try:
            statements += len(annotate(article, ours, options.attribution).statements)
        except Exception as error:  # what a run over a corpus would report and leave out
            aborted.append((article.id, f"{type(error).__name__}: {error}"))
        took = time.process_time() - started
        wall += time.perf_counter() - begun
        spent += took
        slowest = sorted([*slowest, (took, article.id, len(article.text))], reverse=True)[:5]
        started = time.process_time()
        bare(article.text)
        floor += time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    over = [row for row in slowest if row[0] > options.most]
    print(f"{count} articles, {words} words, {statements} statements, attribution {options.attribution}")
    print(f"  {words / spent:>7.0f} words a CPU second ({words / wall:.0f} a second of wall time)")
    print(f"  {words / floor:>7.0f} words a CPU second, bare spaCy beside it: {floor / spent:.2f} of its speed")
    print(f"  {peak:>7.0f} MB at the peak (both pipelines loaded)")
    print(f"  {len(aborted)} aborted, {len(over)} over {options.most:g} s; slowest:")
    for took, name, size in slowest:
        print(f"    {took:6.2f} s  {size:>8} characters  {name}")
    for name, why in aborted:
        print(f"    aborted: {name}: {why}")
    if options.json:
        report = {
            "articles": count,
            "words": words,
            "attribution": options.attribution,
            "words_per_cpu_second": words / spent,
            "share_of_bare_spacy": floor / spent,
            "peak_megabytes": peak,
            "slowest_seconds": slowest[0][0] if slowest else 0.0,
            "aborted": aborted,
        }
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 1 if aborted or over else 0


if __name__ == "__main__":
    sys.exit(main())
