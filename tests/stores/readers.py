"""What our files are read by, in which formats: the parameters of the tests and the table of ``docs/graph.md``.

``python tests/stores/readers.py`` writes the table. A format stands here if and only if a test of ``test_stores.py``
reads a file of it in that store and counts what arrived.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ENDINGS = {"nquads": "nq", "trig": "trig", "turtle": "ttl", "ntriples": "nt", "rdfxml": "rdf", "jsonld": "jsonld"}
"""Our formats by name, with the endings of their files."""

DOCUMENT = Path(__file__).parents[2] / "docs" / "graph.md"


@dataclass(frozen=True)
class Reader:
    """A store or reader, how it is tested, what it reads, and which of the named queries give the same rows on it."""

    name: str
    how: str
    formats: tuple[str, ...]
    rows: str = ""


ALL = "all the same"
OXIGRAPH = Reader(
    "Oxigraph's server (PyPI)", "bulk load, query, update, Graph Store Protocol, `onrecord push`", tuple(ENDINGS), ALL
)
VIRTUOSO = Reader(
    "Virtuoso 7.2.5 (Debian)", "bulk loader, query, `onrecord push` by both protocols",
    ("nquads", "ntriples", "rdfxml"), ALL,
)  # fmt: skip
RIOT = Reader("Jena 4.5 (Debian)", "riot, TDB2; JSON-LD by `--syntax=jsonld10`", tuple(ENDINGS), "the same, of three")
RAPTOR = Reader("Raptor 2 (Debian)", "rapper", tuple(name for name in ENDINGS if name != "jsonld"))
COMUNICA = Reader(
    "Comunica 4.5 (npm)",
    "files, and queries over N3.js' store",
    tuple(ENDINGS),
    "the same, in another order; `articles` differs, `timeline --all` fails",
)
N3JS = Reader("N3.js 2.13 (npm)", "its parser", ("nquads", "trig", "turtle", "ntriples"))
RDFLIB = Reader("rdflib 7 (PyPI)", "its own store in memory", tuple(ENDINGS), ALL)
READERS = (OXIGRAPH, VIRTUOSO, RIOT, RAPTOR, COMUNICA, N3JS, RDFLIB)


def table() -> str:
    """The table of ``docs/graph.md``."""
    head = ["reader or store", "tested with", *ENDINGS.values(), "rows of the named queries"]
    lines = [head, ["---"] * len(head)]
    for reader in READERS:
        cells = ["✓" if name in reader.formats else "" for name in ENDINGS]
        lines.append([reader.name, reader.how, *cells, reader.rows])
    return "".join("| " + " | ".join(line) + " |\n" for line in lines).replace("|  |", "| |").replace("|  |", "| |")


def main() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    begin = text.index("| reader or store |")
    end = text.index("\n\n", begin) + 1
    DOCUMENT.write_text(text[:begin] + table() + text[end:], encoding="utf-8")


if __name__ == "__main__":
    main()
