"""How time and memory of a build grow: its documents resolved and published again, so many of them at a time.

usage: python benchmarks/growth.py BUILD [--sizes 1000 12000] [--json FILE]

Annotating is left out, whose time is that of so many articles and whose memory does not depend on how many there are:
the first line is a build of 60 articles on two processes, annotated too. Each size runs in a process of its own that
has loaded the language model, as a build has, and may start others. Memory is that of the whole process tree ten times
a second (proportional set size: what several share is counted once), CPU time that of all of it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path

from onrecord.building import Making, finish
from onrecord.held import DOCUMENTS
from onrecord.language import load_language
from onrecord.records import article_of, read_packed
from onrecord.runs import read_options

ANNOTATED = 60


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


def measured(*command: object) -> dict[str, float]:
    """What a command takes: wall and CPU seconds, and bytes at the peak of its process tree."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started, peak = time.monotonic(), 0
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, tree(process.pid))
        time.sleep(0.1)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{command} failed")
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 12000])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        publish_again(options.build, options.one, options.into)
        return 0
    rows: dict[str, dict[str, float]] = {}
    print(f"{'':<28} {'wall s':>8} {'CPU s':>8} {'peak MB':>8}")
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
        source = Path(name, "articles.jsonl")
        with source.open("w", encoding="utf-8") as file:
            for packed in islice(read_packed(options.build / DOCUMENTS), ANNOTATED):
                article = article_of(packed)
                file.write(json.dumps({"id": article.id, "text": article.text, "title": article.title}) + "\n")
        runs: list[tuple[str, list[object]]] = [
            (
                f"{ANNOTATED} articles, annotated",
                [sys.executable, "-m", "onrecord", "build", source, "-o", Path(name, "out"), "--processes", 2],
            )
        ]
        for size in options.sizes:
            into = Path(name, str(size))
            into.mkdir()
            runs.append((f"{size} articles", [sys.executable, __file__, options.build, "--one", size, "--into", into]))
        for told, command in runs:
            row = rows[told] = measured(*command)
            print(f"{told:<28} {row['wall']:>8.0f} {row['cpu']:>8.0f} {row['peak'] / 1e6:>8.0f}", flush=True)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
