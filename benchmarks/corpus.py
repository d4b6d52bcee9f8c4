"""A whole corpus through the stages: does any article abort or take long, how fast, in how much memory.

usage: python benchmarks/corpus.py CORPUS.jsonl[.gz] ... [--limit N] [--seed S] [--attribution METHOD ...] [--json FILE]

Each article is annotated alone by each method, as ``onrecord annotate`` does, and parsed once more by the bare spaCy
pipeline with the same pipes: in turns, so that a slow minute of the machine falls on all. CPU time is told beside wall
time: on a crowded machine only the first says anything. Memory is the peak of a process that does nothing but one
method, on the longest articles. Exit code 1 where an article aborts or takes over ``--most`` seconds of CPU time.
"""

from __future__ import annotations

import argparse
import gzip
import heapq
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from onrecord.annotate.attribution import Method
from onrecord.annotate.pipeline import annotate
from onrecord.language import load_language
from onrecord.model import Article

BARE = "bare spaCy"
METHODS = ("rules", "model", "combined")
LONGEST = 100  # articles, for the peak of memory


@dataclass(slots=True)
class Tally:
    """What one method took over the corpus."""

    cpu: float = 0.0
    wall: float = 0.0
    statements: int = 0
    slowest: list[tuple[float, str, int]] = field(default_factory=list)
    aborted: list[tuple[str, str]] = field(default_factory=list)

    def run(self, work: Callable[[Article], int], article: Article) -> None:
        begun, started = time.perf_counter(), time.process_time()
        try:
            self.statements += work(article)
        except Exception as error:  # what a run over a corpus would report and leave out
            self.aborted.append((article.id, f"{type(error).__name__}: {error}"))
        took = time.process_time() - started
        self.wall += time.perf_counter() - begun
        self.cpu += took
        self.slowest = sorted([*self.slowest, (took, article.id, len(article.text))], reverse=True)[:5]


def articles(paths: list[Path], limit: int | None, seed: int) -> Iterator[Article]:
    """The articles of the files, or ``limit`` of them drawn by ``seed``, in their order."""
    lines: list[str] = []
    for path in paths:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        lines += [line for line in data.decode().splitlines() if line.strip()]
    chosen: Sequence[int] = range(len(lines))
    if limit is not None and limit < len(lines):
        chosen = sorted(random.Random(seed).sample(chosen, limit))
    for k in chosen:
        row = json.loads(lines[k])
        yield Article(str(row.get("id") or row.get("url") or k), row["text"], title=row.get("title"))


def worker(method: str) -> Callable[[Article], int]:
    """Annotates an article and counts its statements; loads only what the method needs."""
    if method == BARE:
        bare = load_language(fast=False)
        return lambda article: len(bare(article.text)) and 0
    ours, chosen = load_language(), cast(Method, method)
    annotate(Article("warm", "“It is over,” Ann Lee said."), ours, chosen)
    return lambda article: len(annotate(article, ours, chosen).statements)


def peak_of(method: str, longest: Path) -> float:
    """Megabytes at the peak of a process of its own that reads the longest articles by one method."""
    command = [sys.executable, __file__, str(longest), "--peak", method]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def own_peak() -> float:
    """Megabytes at this process' peak; what getrusage tells has the peak of the one that started it in it."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1]) / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--attribution", choices=METHODS, nargs="+", default=["rules", "combined"])
    parser.add_argument("--most", type=float, default=20.0)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--peak", help=argparse.SUPPRESS)
    options = parser.parse_args()

    chosen = articles(options.corpora, options.limit, options.seed)
    if options.peak:
        work = worker(options.peak)
        for article in chosen:
            work(article)
        print(own_peak())
        return 0
    works = {method: worker(method) for method in (BARE, *options.attribution)}
    tallies = {method: Tally() for method in works}
    count = words = 0
    longest: list[tuple[int, int, str]] = []
    for article in chosen:
        count += 1
        words += len(article.text.split())
        heapq.heappush(longest, (len(article.text), count, article.text))
        if len(longest) > LONGEST:
            heapq.heappop(longest)
        for method, work in works.items():
            tallies[method].run(work, article)
        if count % 500 == 0:
            print(f"{count} articles", file=sys.stderr, flush=True)
    print(f"{count} articles, {words} words; each method in turn on each article")
    report: dict[str, object] = {"articles": count, "words": words}
    bad = False
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "longest.jsonl")
        file.write_text("".join(json.dumps({"text": text}) + "\n" for _, _, text in longest), encoding="utf-8")
        peaks = {method: peak_of(method, file) for method in works}
    for method, tally in tallies.items():
        share = tallies[BARE].cpu / tally.cpu
        over = [row for row in tally.slowest if row[0] > options.most]
        bad = bad or bool(tally.aborted or over)
        aborted = len(tally.aborted)
        print(f"{method}: {tally.statements} statements, {aborted} aborted, {len(over)} over {options.most:g} s")
        print(f"  {words / tally.cpu:.0f} words a CPU second ({words / tally.wall:.0f} a second)", end="")
        print(f", {share:.2f} of {BARE}")
        print(f"  {peaks[method]:.0f} MB at the peak, on the {LONGEST} longest; slowest:")
        for took, name, size in tally.slowest:
            print(f"    {took:6.2f} s  {size:>8} characters  {name}")
        for name, why in tally.aborted:
            print(f"    aborted: {name}: {why}")
        report[method] = {
            "words_per_cpu_second": words / tally.cpu,
            "words_per_second": words / tally.wall,
            "share_of_bare_spacy": share,
            "peak_megabytes": peaks[method],
            "slowest_seconds": tally.slowest[0][0],
            "aborted": tally.aborted,
        }
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
