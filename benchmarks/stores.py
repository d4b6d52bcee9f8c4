"""Publishing, loading and asking a large graph, beside what Oxigraph and rdflib do: ratios of one run.

    python benchmarks/stores.py BUILD --articles 10000 --json out/bench/stores.json

BUILD is the folder of a build. Where it has fewer articles than are asked for, its records are multiplied: each copy is
an article of its own, in which the people, bodies and operations of every tenth copy are the same as in another, so
that names are shared as in a real corpus. What adding an article costs is measured by benchmarks/adding.py.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
import rdflib

from onrecord.building import publish
from onrecord.collecting import no_collecting
from onrecord.handed import hand
from onrecord.held import DOCUMENTS, hold
from onrecord.model import Chain, Document, Knowledge
from onrecord.rdf.dataset import Run, found_in, knowledge_graphs, knowledge_quads
from onrecord.rdf.ledger import read_ledger
from onrecord.rdf.namespace import DEFAULT_BASE, PREFIXES
from onrecord.rdf.ondisk import load_store, write_graphs
from onrecord.rdf.queries import named_queries
from onrecord.rdf.writing import GRAPH_FILE
from onrecord.records import pack, read_documents
from onrecord.resolve import resolve
from onrecord.store import Store

_T = TypeVar("_T")

RUN = Run("benchmark", "0")
LOADED = 2_000_000  # quads, of which loading is compared
FEW = 20  # articles of which rdflib holds the graph, a gigabyte a million quads
BLOCK = 4 << 20  # bytes of N-Quads that pyoxigraph writes at a time
FIRST = 1000  # rows, which the command line shows
PUBLISHING = """
import sys
from pathlib import Path
from onrecord.held import Holding
from onrecord.joining import Task, write_handed
from onrecord.rdf.dataset import Run
from onrecord.rdf.namespace import DEFAULT_BASE
folder = Path(sys.argv[1])
write_handed(Task(Holding.of(folder), DEFAULT_BASE, Run("benchmark", "0")), folder / "found.bin")
status = Path("/proc/self/status").read_text()  # what getrusage says begins with the memory of the parent
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")))
"""
NOT_NAMED = ("unnamed", "group", "thing", "place")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--few", type=int, default=FEW, help="articles of which rdflib holds the graph")
    parser.add_argument("--json", type=Path, help="the figures go there too")
    given = parser.parse_args()
    seeds = list(islice(read_documents(given.build / DOCUMENTS), given.articles))
    with tempfile.TemporaryDirectory() as folder, no_collecting():
        figures = measure(seeds, given.articles, given.few, Path(folder))
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        given.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measure(seeds: list[Document], articles: int, few: int, folder: Path) -> dict[str, object]:
    documents = [copy(seeds[n % len(seeds)], n // len(seeds)) for n in range(articles)]
    knowledge = resolve(documents)
    packed = {document.article.id: pack(document) for document in documents}

    before = memory()
    digests = {id: hashlib.sha256(data).hexdigest() for id, data in packed.items()}
    alone = folder / "alone"
    alone.mkdir()
    ledger, publishing = timed(
        lambda: write_graphs(
            knowledge_graphs(knowledge, run=RUN, digest=lambda document: digests[document.article.id]), alone
        )
    )
    quads = ledger.quads
    grown = memory() - before
    shutil.rmtree(alone)
    apart = folder / "apart"
    apart.mkdir()
    found, refs = found_in(knowledge)
    hand(found, refs, apart / "found.bin", DEFAULT_BASE)
    hold(packed, apart)
    # As a build has it: in a process that has loaded neither a language model nor this benchmark.
    told = subprocess.run([sys.executable, "-c", PUBLISHING, apart], check=True, capture_output=True, text=True)
    absolute = int(told.stdout) / 1024
    if read_ledger(apart).rows.keys() != ledger.rows.keys() or read_ledger(apart).quads != quads:
        raise SystemExit("the process that publishes alone wrote another graph")
    shutil.rmtree(apart)
    out = folder / "out"
    out.mkdir()
    publish(knowledge, out, DEFAULT_BASE, RUN, formats=(), packed=packed)
    total = read_ledger(out).quads
    serializing = sum(serialized(lines) for lines in blocks(out / GRAPH_FILE))
    print(f"{articles} articles, {total} quads")
    ratio = serializing / publishing
    print(f"publish as N-Quads   {quads / publishing:12,.0f} quads/s  {ratio:6.2f} x pyoxigraph.serialize")
    print(f"  memory on top of the records: {grown:.0f} MB; of a process that does nothing else: {absolute:.0f} MB")

    part = folder / "part"
    part.mkdir()
    loaded = first_lines(out / "graph.nq", part / "graph.nq", LOADED)
    _, ours = timed(lambda: load_store(part, compact=False))
    _, theirs = timed(
        lambda: ox.Store(str(folder / "peer")).bulk_load(path=str(part / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    )
    print(f"load {loaded} of them  {loaded / ours:10,.0f} quads/s  {theirs / ours:6.2f} x Store.bulk_load", flush=True)
    shutil.rmtree(part)
    shutil.rmtree(folder / "peer")

    queries = asked(Store.open(out), resolve(documents[:few]), few)

    return {
        "articles": articles,
        "quads": total,
        "publish, of pyoxigraph.serialize": round(ratio, 3),
        "publish, quads a second": round(quads / publishing),
        "publish, MB on top of the records": round(grown),
        "publish, MB of the process": round(absolute),
        "load, of Store.bulk_load": round(theirs / ours, 3),
        "rdflib has articles": few,
        "queries": queries,
    }


def asked(store: Store, small_build: Knowledge, few: int) -> dict[str, dict[str, float]]:
    """Every named query on the large graph; beside rdflib on a small one, which it can hold."""
    quads = list(knowledge_quads(small_build, run=RUN))
    small = Store(quads)
    memory_store = rdflib.Dataset(default_union=True)
    for prefix, namespace in PREFIXES.items():
        memory_store.bind(prefix, namespace)
    memory_store.parse(data="".join(f"{s} {p} {o} {g} .\n" for s, p, o, g in quads), format="nquads")
    most = store.query(
        "PREFIX gaf: <http://groundedannotationframework.org/gaf#> SELECT ?e WHERE { GRAPH ?g { ?s gaf:denotes ?e } } "
        "GROUP BY ?e ORDER BY DESC(COUNT(?s)) ?e LIMIT 1"
    ).rows[0][0]
    figures = {}
    for name, query in named_queries().items():
        # All mentions of everybody are half of the graph: of one thing, the one that is mentioned most.
        which = {"entity": str(most)} if name == "mentions" else {}
        answer, large = timed(lambda name=name, which=which: store.ask(name, which).rows)
        _, first = timed(lambda name=name, which=which: store.ask(name, which, limit=FIRST).rows)
        _, ours = timed(lambda name=name: small.ask(name))
        text = query.bind({})
        _, theirs = timed(lambda text=text: list(memory_store.query(text)))
        print(
            f"  {name:<30} {len(answer):6} rows {large:6.2f} s   the first {FIRST} {first:6.2f} s "
            f"{theirs / ours:8.0f} x rdflib on {few} articles",
            flush=True,
        )
        figures[name] = {
            "rows": len(answer),
            "seconds, all": round(large, 3),
            "seconds, first rows": round(first, 3),
            "times rdflib": round(theirs / ours, 1),
        }
    return figures


def copy(document: Document, number: int) -> Document:
    """``document`` as article ``number`` of its kind."""
    if number == 0:
        return document
    article = dataclasses.replace(document.article, id=f"{document.article.id}-{number}")
    chains = tuple(_renamed(chain, number) for chain in document.chains)
    return dataclasses.replace(document, article=article, chains=chains)


def _renamed(chain: Chain, number: int) -> Chain:
    if chain.type in NOT_NAMED or chain.known is not None or number % 10 == 0:
        return chain
    surname = "".join(chr(ord("a") + int(digit)) for digit in str(number)).capitalize()
    return dataclasses.replace(
        chain, label=f"{chain.label} {surname}", names=tuple(f"{name} {surname}" for name in chain.names)
    )


def blocks(file: Path) -> Iterator[bytes]:
    """The lines of ``file`` some megabytes at a time: article by article pyoxigraph would take twice as long."""
    with file.open("rb") as lines:
        while block := lines.read(BLOCK):
            yield block + lines.readline()


def first_lines(source: Path, target: Path, count: int) -> int:
    """Copy the first ``count`` lines, and say how many there were."""
    with source.open("rb") as lines, target.open("wb") as file:
        written = 0
        for line in islice(lines, count):
            file.write(line)
            written += 1
        return written


def serialized(lines: bytes) -> float:
    """Seconds that pyoxigraph takes to write the same quads, which it has as objects already."""
    quads = list(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
    with tempfile.TemporaryFile() as file:
        return timed(lambda: ox.serialize(quads, file, format=ox.RdfFormat.N_QUADS))[1]


def timed(call: Callable[..., _T]) -> tuple[_T, float]:
    """What ``call`` gives, and the seconds of processor time of this process that it took."""
    begun = time.process_time()
    found = call()
    return found, time.process_time() - begun


def memory() -> float:
    """The greatest memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
