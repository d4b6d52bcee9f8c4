"""What each file of a build costs: CPU seconds and megabytes of every format, and of the store.

usage: python benchmarks/formats.py BUILD

The network that page and GraphML are made from is told by itself, as a build makes it once for both.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from onrecord.export import FORMATS
from onrecord.graphview import to_networkx
from onrecord.rdf.ondisk import load_store
from onrecord.rdf.writing import GRAPH_FILE
from onrecord.store import Store


def told(name: str, work: Callable[[], object], path: Path | None = None) -> float:
    """Do ``work`` and print its CPU seconds, and the megabytes of ``path``."""
    began = time.process_time()
    work()
    spent = time.process_time() - began
    size = f"{path.stat().st_size / 1e6:>8.1f} MB" if path is not None and path.is_file() else ""
    print(f"{name:<28} {spent:>7.2f} CPU s {size}", flush=True)
    return spent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    build = parser.parse_args().build
    store = Store.open(build)
    print(f"{len(store)} quads of {len(store.articles())} articles")
    with tempfile.TemporaryDirectory(dir=build.parent) as name:
        folder = Path(name)
        os.link(build / GRAPH_FILE, folder / GRAPH_FILE)
        total = told("store", lambda: load_store(folder))
        network = told("network of statements", lambda: to_networkx(store, "statements"))
        total += network
        for format in FORMATS.values():
            if format.name == "nquads":
                continue
            path = folder / f"out.{format.name}"
            # A build asks once for the network; here each format is given a store that has not been asked yet.
            spent = told(format.name, lambda: format.write(Store.open(build), path), path)  # noqa: B023
            if format.file:
                total += spent - (network if format.name in ("page", "graphml") else 0)
    print(f"{'what a build writes':<28} {total:>7.2f} CPU s, N-Quads not counted")
    return 0


if __name__ == "__main__":
    sys.exit(main())
