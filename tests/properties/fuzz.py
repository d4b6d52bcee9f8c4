"""Fuzz every reader for as long as you like, and annotate hostile texts at full size.

usage: python tests/properties/fuzz.py [--minutes 10] [--corpus FOLDER]      coverage-guided (atheris), corpus kept
       python tests/properties/fuzz.py --hostile [--size 10000000]           one line a text: seconds, result

A crash ends the run with the input that caused it. Needs ``pip install atheris`` for the first.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from hostile import hostile_texts  # noqa: E402

from onrecord.annotate.many import Failure, annotate_many  # noqa: E402
from onrecord.annotate.method import SECONDS_PER_ARTICLE  # noqa: E402
from onrecord.language import load_language  # noqa: E402
from onrecord.model import Article  # noqa: E402


def hostile(size: int) -> int:
    nlp = load_language()
    worst = 0.0
    for name, text in hostile_texts(size).items():
        began, clock = time.process_time(), time.monotonic()
        (found,) = annotate_many([Article(name, text)], nlp=nlp)
        spent = time.process_time() - began
        worst = max(worst, time.monotonic() - clock)
        result = found.message if isinstance(found, Failure) else f"{len(found.statements)} statements"
        print(f"{name:<24} {len(text):>10} characters {spent:>7.1f} CPU s  {result}", flush=True)
    print(f"longest: {worst:.1f} s of wall time; the limit is {SECONDS_PER_ARTICLE:g} s")
    return 0


def fuzz(minutes: float, corpus: Path) -> None:
    import atheris

    with atheris.instrument_imports(include=["onrecord.read", "warcio", "feedparser", "pypdf"]):
        from test_hostile_articles import SEEDS

        from onrecord.read import read_articles

    suffixes = sorted(SEEDS)
    corpus.mkdir(parents=True, exist_ok=True)
    for number, suffix in enumerate(suffixes):
        (corpus / f"seed{suffix}").write_bytes(bytes([number]) + SEEDS[suffix])
    folder = Path(tempfile.mkdtemp())

    def one(data: bytes) -> None:
        if not data:
            return
        path = folder / f"a{suffixes[data[0] % len(suffixes)]}"
        path.write_bytes(data[1:])
        for article in read_articles([path], lambda problem: None):
            article.text.encode("utf-8")
        path.unlink()
        if list(folder.iterdir()):
            raise RuntimeError("a reader left a file behind")

    atheris.Setup(
        [sys.argv[0], f"-max_total_time={int(minutes * 60)}", "-timeout=120", "-rss_limit_mb=4096", str(corpus)], one
    )
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--corpus", type=Path, default=Path("out/fuzz"))
    parser.add_argument("--hostile", action="store_true")
    parser.add_argument("--size", type=int, default=10_000_000)
    options = parser.parse_args()
    if options.hostile:
        return hostile(options.size)
    fuzz(options.minutes, options.corpus)
    return 0


if __name__ == "__main__":
    sys.exit(main())
