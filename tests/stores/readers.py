"""What our files are read by, in which formats: the parameters of the tests and the table of ``docs/graph.md``.

``python tests/stores/readers.py`` writes the table from what the last runs of ``test_stores.py`` gave: each test's
outcome is kept in ``out/stores.json`` (``tests/conftest.py``), and a cell is ticked where the test that reads a file of
that format in that store, and counts what arrived, has passed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ENDINGS = {"nquads": "nq", "trig": "trig", "turtle": "ttl", "ntriples": "nt", "rdfxml": "rdf", "jsonld": "jsonld"}
"""Our formats by name, with the endings of their files."""

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "graph.md"
OUTCOMES = ROOT / "out" / "stores.json"
"""Test of ``test_stores.py`` → "passed", "failed" or "skipped", each of its last run."""


@dataclass(frozen=True)
class Reader:
    """A store or reader, how it is tested, what it reads, and which of the named queries give the same rows on it.

    ``test`` is the test that reads a format, ``{}`` its name; ``others`` are those of formats that have another.
    """

    name: str
    how: str
    formats: tuple[str, ...]
    test: str
    rows: str = ""
    others: Mapping[str, str] = field(default_factory=dict)

    def test_of(self, format: str) -> str:
        """The test that reads ``format``."""
        return self.others.get(format, self.test).format(format)


ALL = "all the same"
_NPM = "test_comunica_and_n3_read_every_quad_and_give_the_same_rows"
OXIGRAPH = Reader(
    "Oxigraph's server (PyPI)", "bulk load, query, update, Graph Store Protocol, `onrecord push`", tuple(ENDINGS),
    "test_oxigraph_takes_our_formats_over_http[{}]", ALL,
)  # fmt: skip
VIRTUOSO = Reader(
    "Virtuoso 7.2.5 (Debian)",
    "bulk loader, query, `onrecord push` by both protocols; Turtle and TriG without numbers of more than 64 bits",
    tuple(name for name in ENDINGS if name != "jsonld"), "test_virtuoso_loads_every_triple[{}]", ALL,
    {"nquads": "test_virtuoso_has_every_quad_and_gives_the_same_rows"},
)  # fmt: skip
RIOT = Reader(
    "Jena 4.5 (Debian)", "riot, TDB2; JSON-LD by `--syntax=jsonld10`", tuple(ENDINGS), "test_riot_reads_every_triple",
    "the same, of three", {"jsonld": "test_riot_reads_jsonld"},
)  # fmt: skip
RAPTOR = Reader(
    "Raptor 2 (Debian)", "rapper", tuple(name for name in ENDINGS if name != "jsonld"),
    "test_rapper_reads_every_triple[{}]",
)  # fmt: skip
COMUNICA = Reader(
    "Comunica 4.5 (npm)", "files, and queries over N3.js' store", tuple(ENDINGS), _NPM,
    "the same, in another order; `articles` differs, `timeline --all` fails",
)  # fmt: skip
N3JS = Reader("N3.js 2.13 (npm)", "its parser", ("nquads", "trig", "turtle", "ntriples"), _NPM)
RDFLIB = Reader("rdflib 7 (PyPI)", "its own store in memory", tuple(ENDINGS), "test_rdflib_reads_every_triple[{}]", ALL)
READERS = (OXIGRAPH, VIRTUOSO, RIOT, RAPTOR, COMUNICA, N3JS, RDFLIB)


def table(outcomes: Mapping[str, str] | None = None) -> str:
    """The table of ``docs/graph.md``: of these outcomes, or (None) as it is where every test has passed."""
    head = ["reader or store", "tested with", *ENDINGS.values(), "rows of the named queries"]
    lines = [head, ["---"] * len(head)]
    for reader in READERS:
        ticked = [
            name in reader.formats and (outcomes is None or outcomes.get(reader.test_of(name)) == "passed")
            for name in ENDINGS
        ]
        cells = ["✓" if tick else "" for tick in ticked]
        lines.append([reader.name, reader.how, *cells, reader.rows])
    return "".join("| " + " | ".join(line) + " |\n" for line in lines).replace("|  |", "| |").replace("|  |", "| |")


def main() -> None:
    outcomes = json.loads(OUTCOMES.read_text(encoding="utf-8")) if OUTCOMES.is_file() else {}
    tests = {reader.test_of(name) for reader in READERS for name in reader.formats}
    missing = sorted(test for test in tests if outcomes.get(test) != "passed")
    if missing:
        sys.exit(f"not written; run tests/stores/test_stores.py where all stores are: not passed: {', '.join(missing)}")
    text = DOCUMENT.read_text(encoding="utf-8")
    begin = text.index("| reader or store |")
    end = text.index("\n\n", begin) + 1
    DOCUMENT.write_text(text[:begin] + table(outcomes) + text[end:], encoding="utf-8")


if __name__ == "__main__":
    main()
