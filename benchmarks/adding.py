"""What adding one article to a build costs, beside the build: ``onrecord add`` to so many articles of another build.

usage: python benchmarks/adding.py BUILD [--sizes 1000 10000] [--into FOLDER] [--check] [--json FILE]

A graph of the first articles of BUILD but one is made from their records; then that one is added by the command
line. CPU time is that of all processes. A full build is the first step and annotating, which is measured on SAMPLE
articles. ``--check`` builds the whole from scratch as well and compares the bytes. With ``--into`` the graphs stay
there, and one that is there is used again (its cost is then told by its run.json, in wall time).
"""

from __future__ import annotations

import argparse
import filecmp
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path

from onrecord.annotate.method import fingerprint
from onrecord.annotate.pipeline import annotate
from onrecord.building import Making, finish
from onrecord.held import DOCUMENTS, Holding
from onrecord.language import load_language
from onrecord.records import article_of, read_packed
from onrecord.runs import read_options, run_of

SAMPLE = 100


def made(build: Path, count: int, left_out: str, folder: Path) -> None:
    """Make the graph of the first ``count`` documents of ``build`` without one, as a build of today has it."""
    options, _, _ = read_options(build)
    options = replace(options, formats=())
    nlp = load_language(options.model)
    found = {article_of(packed).id: packed for packed in islice(read_packed(build / DOCUMENTS), count)}
    found.pop(left_out, None)
    folder.mkdir(parents=True)
    known, run = fingerprint(nlp, options.attribution), run_of(nlp)
    del nlp
    finish(found, 0, folder, Making(folder / "none", options, processes=2), known, run)


def annotated(build: Path) -> float:
    """CPU seconds for annotating an article."""
    options, _, _ = read_options(build)
    nlp = load_language(options.model)
    articles = [article_of(packed) for packed in islice(read_packed(build / DOCUMENTS), SAMPLE)]
    annotate(articles[0], nlp, options.attribution)
    started = time.process_time()
    for article in articles:
        annotate(article, nlp, options.attribution)
    return (time.process_time() - started) / SAMPLE


def spent(*command: object) -> float:
    """CPU seconds of a command and all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--into", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--make", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--without", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        made(options.build, options.make, options.without, options.into)
        return 0
    each = annotated(options.build)
    print(f"annotating: {each:.3f} CPU s an article")
    rows = []
    with tempfile.TemporaryDirectory(dir=options.into) as name:
        for size in options.sizes:
            folder, added = (options.into or Path(name)) / f"base-{size}", Path(name, f"added-{size}")
            article = article_of(next(islice(read_packed(options.build / DOCUMENTS), size // 2, None)))
            known = folder.exists()
            make = [sys.executable, __file__, options.build, "--make", size, "--into"]
            built = spent(*make, folder, "--without", article.id) if not known else 0.0
            shutil.copytree(folder, added)
            given = Path(name, "article.jsonl")
            fields = {"id": article.id, "text": article.text, "title": article.title, "url": article.url}
            given.write_text(json.dumps({**fields, "published": article.published, "publisher": article.publisher}))
            took = spent(sys.executable, "-m", "onrecord", "add", added, given)
            full = built + each * (size - 1)
            stages = json.loads((added / "run.json").read_text())["stages"]
            rows.append({"articles": size - 1, "add": took, "join": built, "full": full, "stages": stages})
            print(f"{size - 1} articles: join {built:.0f} CPU s, full build {full:.0f}, add {took:.1f}", end="")
            print(f": {took / full:.2%} {stages}", flush=True)
            if options.check:
                scratch = Path(name, f"scratch-{size}")
                spent(sys.executable, __file__, added, "--make", size + 1, "--into", scratch)
                for file in ("graph.nq", "graphs.tsv", DOCUMENTS, "articles.bin", "stories.bin"):
                    same = filecmp.cmp(added / file, scratch / file, shallow=False)
                    print(f"  {file}: {'the same as from scratch' if same else 'NOT THE SAME as from scratch'}")
                shutil.rmtree(scratch)
            if len(Holding.of(added).rows) != size:
                raise SystemExit("the article was not added")
            shutil.rmtree(added)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
