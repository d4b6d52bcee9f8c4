"""How time and memory of a build grow with the number of articles.

usage: python benchmarks/growth.py ARTICLES.jsonl[.gz] [--sizes 1000 12475] [--attribution METHOD] [--seconds N] …
       python benchmarks/growth.py BUILD [--sizes 1000 12000] [--json FILE]

Of articles it measures whole builds by the command line, of so many drawn by a fixed seed, each on two processes and
with N-Quads and store alone, as a large graph has. Of a build its documents are resolved and published again, so many
of them at a time, which takes a sixth of the time and is where growth would be: annotating is left out, whose time is
that of so many articles and whose memory does not depend on how many there are; its first line is a build of 60
articles, annotated too, and each size runs in a process of its own that has loaded the language model, as a build has,
and may start others. Memory is that of the whole process tree ten times a second (proportional set size: what several
share is counted once), CPU time that of all of it. "Linear" is CPU time beside that of the first size, article for
article.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.building import Making, finish
from onrecord.held import DOCUMENTS
from onrecord.language import load_language
from onrecord.records import article_of, read_packed
from onrecord.replacing import MARK
from onrecord.runs import read_options
from onrecord.timelimit import SECONDS_PER_ARTICLE

ANNOTATED = 60
LEFT_OUT = 1  # exit code of a build that leaves articles out (copies of an id, other languages) and says so


def tree(pid: int) -> int:
    """Bytes of memory of a process and of all that it started."""
    total, waiting = 0, [pid]
    while waiting:
        at = Path("/proc", str(waiting.pop()))
        try:
            rows = (at / "smaps_rollup").read_text().splitlines()
            total += sum(int(row.split()[1]) << 10 for row in rows if row.startswith("Pss:"))
            for task in (at / "task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (OSError, ProcessLookupError):
            continue  # it has ended since
    return total


def measured(*command: object) -> dict[str, Any]:
    """What a command takes: wall and CPU seconds, and bytes at the peak of its process tree."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started, peak = time.monotonic(), 0
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, tree(process.pid))
        time.sleep(0.1)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in (0, LEFT_OUT):
        raise SystemExit(f"{command} ended with {process.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": time.monotonic() - started, "cpu": cpu, "peak": peak}


def publish_again(build: Path, count: int, folder: Path) -> None:
    """Resolve and publish the first ``count`` documents of ``build`` into ``folder``: N-Quads and store, as if many."""
    options, run, known = read_options(build)
    options = replace(options, formats=())
    load_language(options.model)
    found = {article_of(packed).id: packed for packed in islice(read_packed(build / DOCUMENTS), count)}
    (folder / "out").mkdir()
    making = Making(folder / "none", options, processes=2)
    summary = finish(found, count, folder / "out", making, known, run)
    print(json.dumps(dict(summary.stages)), file=sys.stderr)


def drawn(source: Path, sizes: list[int], folder: Path) -> dict[int, Path]:
    """Files of so many articles, drawn by a fixed seed; of as many as there are where more are asked for."""
    data = gzip.decompress(source.read_bytes()) if source.suffix == ".gz" else source.read_bytes()
    lines = data.decode().splitlines(keepends=True)
    files = {}
    for size in sizes:
        chosen = sorted(random.Random(1).sample(range(len(lines)), min(size, len(lines))))
        files[len(chosen)] = folder / f"{len(chosen)}.jsonl"
        files[len(chosen)].write_text("".join(lines[k] for k in chosen), encoding="utf-8")
    return files


def whole_builds(options: argparse.Namespace, folder: Path) -> Iterator[tuple[int, list[object]]]:
    for size, file in drawn(options.source, options.sizes, folder).items():
        command: list[object] = [sys.executable, "-m", "onrecord", "build", file, "-o", folder / f"out-{size}"]
        command += ["--processes", 2, "--formats", "nquads", "--seconds", options.seconds]
        yield size, command + (["--attribution", options.attribution] if options.attribution else [])


def again(options: argparse.Namespace, folder: Path) -> Iterator[tuple[int, list[object]]]:
    few = folder / "articles.jsonl"
    with few.open("w", encoding="utf-8") as file:
        for packed in islice(read_packed(options.source / DOCUMENTS), ANNOTATED):
            article = article_of(packed)
            file.write(json.dumps({"id": article.id, "text": article.text, "title": article.title}) + "\n")
    yield ANNOTATED, [sys.executable, "-m", "onrecord", "build", few, "-o", folder / "out", "--processes", 2]
    for size in options.sizes:
        into = folder / str(size)
        into.mkdir()
        yield size, [sys.executable, __file__, options.source, "--one", size, "--into", into]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 12475])
    parser.add_argument("--attribution", choices=("rules", "model", "combined"))
    parser.add_argument("--seconds", type=float, default=SECONDS_PER_ARTICLE, help="an article may take")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        publish_again(options.source, options.one, options.into)
        return 0
    rows: dict[str, dict[str, Any]] = {}
    print(f"{'':<28} {'wall s':>8} {'CPU s':>8} {'peak MB':>8} {'linear':>8}")
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
        whole = options.source.is_file()
        first: tuple[int, float] | None = None
        for size, command in (whole_builds if whole else again)(options, Path(name)):
            told = f"{size} articles" if whole or size != ANNOTATED else f"{size} articles, annotated"
            row = rows[told] = measured(*command)
            if whole or size != ANNOTATED:
                first = first or (size, row["cpu"])
                row["linear"] = row["cpu"] / first[1] / (size / first[0])
            linear = f"{row['linear']:8.2f}" if "linear" in row else ""
            print(f"{told:<28} {row['wall']:8.0f} {row['cpu']:8.0f} {row['peak'] / 1e6:8.0f} {linear}", flush=True)
            if whole:
                run = json.loads(Path(name, f"out-{size}", MARK).read_text(encoding="utf-8"))
                row |= {"articles": run["articles"], "skipped": run["skipped"], "stages": run["stages"]}
                print(f"  {run['articles']} read, {run['skipped']} left out; seconds: {run['stages']}", flush=True)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
