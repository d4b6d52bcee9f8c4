"""Tables for pandas, DuckDB and spreadsheets: statements, speakers, operations, figures, evidence.

A cell with several values joins them by ``|``. A joint statement is one row of ``statements``, with who is named first
as the speaker and the others as joint speakers, and counts for each of them in ``speakers``.

Made article by article from the graph, so memory holds one article and the names of what is shared. As CSV (RFC
4180, UTF-8, a comma) and as Parquet. A spreadsheet runs a cell that begins like a formula: in CSV such a text gets
an apostrophe before it, as OWASP advises; Parquet keeps it as it is.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox

from onrecord.errors import OutputError
from onrecord.rdf.namespace import DCTERMS, GAF, NIF, ONR, RDF, RDFS, SCHEMA, SEM, SKOS
from onrecord.store import Store

Cell: TypeAlias = "str | int | float | None"
Row: TypeAlias = tuple[Cell, ...]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ROWS = 20_000  # of one Parquet row group
_MANY = "|"
_COUNTED = (ONR.speaker, ONR.jointSpeaker, ONR.about)  # of a statement: whose it counts for, each once
_WHOLE = 2**63


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, and its columns with the type of their cells."""

    name: str
    columns: Mapping[str, type]


TABLES = (
    Table(
        "statements",
        {
            "statement": str, "article": str, "article_id": str, "published": str, "publisher": str,
            "speaker": str, "speaker_name": str, "joint_speaker": str, "joint_speaker_name": str,
            "on_behalf_of": str, "on_behalf_of_name": str,
            "addressee": str, "addressee_name": str, "cue": str, "text": str, "form": str, "kind": str,
            "part": str, "nesting": str, "channel": str, "about": str, "about_name": str,
            "begin": int, "end": int, "confidence": float, "found_by": str,
        },
    ),
    Table(
        "speakers",
        {"speaker": str, "name": str, "class": str, "same_as": str, "statements": int, "articles": int},
    ),
    Table(
        "operations",
        {
            "operation": str, "name": str, "type": str, "status": str, "conducted_by": str, "conducted_by_name": str,
            "place": str, "place_name": str, "start": str, "end": str, "statements": int, "articles": int,
        },
    ),
    Table(
        "figures",
        {
            "figure": str, "article": str, "article_id": str, "published": str, "measure": str, "minimum": int,
            "maximum": int, "unit": str, "hedge": str, "text": str, "speaker": str, "speaker_name": str,
            "statement": str, "about": str, "about_name": str, "begin": int, "end": int, "confidence": float,
        },
    ),
    Table(
        "evidence",
        {
            "evidence": str, "article": str, "article_id": str, "begin": int, "end": int, "text": str,
            "denotes": str, "denotes_name": str,
        },
    ),
)  # fmt: skip
"""Every table, in the order in which they are written."""


def rows(store: Store) -> Iterator[tuple[str, Row]]:
    """The rows of all tables, each with its table's name; those of speakers and operations come last."""
    articles = store.articles()
    counted: defaultdict[str, _Counts] = defaultdict(_Counts)
    reader = _Reader(_nodes(store.shared()), counted)
    for graph in store.graphs():
        name = getattr(graph[0].graph_name, "value", "")
        if name in articles:
            yield from reader.article(name, _nodes(graph))
    yield from reader.shared()


def write_csv(store: Store, folder: Path) -> None:
    """Write ``statements.csv`` and the others into the new ``folder``.

    :raises OutputError: it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as files:
            writers = {}
            for table in TABLES:
                path = folder / f"{table.name}.csv"
                file = files.enter_context(path.open("w", encoding="utf-8", newline=""))
                writers[table.name] = csv.writer(file)
                writers[table.name].writerow(table.columns)
            for name, row in rows(store):
                writers[name].writerow(map(harmless, row))
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror or error})") from error


def write_parquet(store: Store, folder: Path) -> None:
    """Write ``statements.parquet`` and the others into the new ``folder``.

    :raises OutputError: it cannot be written, or pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise OutputError("Parquet needs pyarrow: pip install 'onrecord[parquet]', or take --format csv") from error
    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as files:
            held: dict[str, list[Row]] = {table.name: [] for table in TABLES}
            flush: dict[str, Callable[[], None]] = {}
            for table in TABLES:
                schema = pyarrow.schema([(name, types[kind]) for name, kind in table.columns.items()])
                writer = pyarrow.parquet.ParquetWriter(folder / f"{table.name}.parquet", schema, compression="zstd")
                files.enter_context(writer)
                flush[table.name] = _flusher(pyarrow, writer, schema, held[table.name])
            for name, row in rows(store):
                held[name].append(tuple(map(_in_64_bits, row)))
                if len(held[name]) >= _ROWS:
                    flush[name]()
            for write in flush.values():
                write()
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror or error})") from error


def _flusher(pyarrow: Any, writer: Any, schema: Any, held: list[Row]) -> Callable[[], None]:
    def flush() -> None:
        columns = zip(*held, strict=True) if held else ([] for _ in schema)
        writer.write_table(pyarrow.table([list(column) for column in columns], schema=schema))
        held.clear()

    return flush


def _in_64_bits(cell: Cell) -> Cell:
    """``cell``, or nothing for a whole number that Parquet has no type for; the words beside it still tell it."""
    return None if isinstance(cell, int) and not -_WHOLE <= cell < _WHOLE else cell


def harmless(cell: Cell) -> Cell:
    """``cell`` as a spreadsheet may show it: what begins like a formula, after an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


_Node: TypeAlias = "dict[str, list[str]]"


def _nodes(graph: Iterable[ox.Quad]) -> dict[str, _Node]:
    """The values of a graph by subject and property."""
    nodes: dict[str, _Node] = {}
    for quad in graph:
        value = quad.object
        if isinstance(quad.subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            nodes.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(value.value)
    return nodes


class _Counts:
    def __init__(self) -> None:
        self.statements = 0
        self.articles: set[str] = set()


class _Reader:
    def __init__(self, shared: dict[str, _Node], counted: defaultdict[str, _Counts]) -> None:
        self._shared, self._counted = shared, counted

    def article(self, article: str, nodes: dict[str, _Node]) -> Iterator[tuple[str, Row]]:
        own = nodes[article]
        head = (article, _one(own, DCTERMS.identifier))
        published = _one(own, SCHEMA.datePublished)
        for iri, node in nodes.items():
            kinds = node.get(str(RDF.type), ())
            if str(ONR.Evidence) in kinds:
                denotes = node.get(str(GAF.denotes), [])
                span = (_whole(node, NIF.beginIndex), _whole(node, NIF.endIndex), _one(node, NIF.anchorOf))
                yield "evidence", (iri, *head, *span, *self._named(denotes))
            elif str(ONR.Statement) in kinds:
                for named in {iri for p in _COUNTED for iri in node.get(str(p), ())}:
                    self._counted[named].statements += 1
                    self._counted[named].articles.add(article)
                yield (
                    "statements",
                    (
                        iri,
                        *head,
                        published,
                        _one(own, ONR.publisherName),
                        *self._of(node, ONR.speaker),
                        *self._of(node, ONR.jointSpeaker),
                        *self._of(node, ONR.onBehalfOf),
                        *self._of(node, ONR.addressee),
                        _one(node, ONR.cue),
                        _one(node, SCHEMA.text),
                        *(self._of(node, p)[1] for p in (ONR.form, ONR.kind, ONR.part, ONR.nesting, ONR.channel)),
                        *self._of(node, ONR.about),
                        *_span(node, nodes),
                        _number(node, ONR.confidence),
                        _one(node, ONR.foundBy),
                    ),
                )
            elif str(ONR.ReportedFigure) in kinds:
                yield (
                    "figures",
                    (
                        iri,
                        *head,
                        published,
                        self._of(node, ONR.measure)[1],
                        _whole(node, SCHEMA.minValue),
                        _whole(node, SCHEMA.maxValue),
                        _one(node, SCHEMA.unitText),
                        _one(node, ONR.hedge),
                        _one(node, SCHEMA.text),
                        *self._of(node, ONR.speaker),
                        _one(node, ONR.within),
                        *self._of(node, ONR.about),
                        *_span(node, nodes),
                        _number(node, ONR.confidence),
                    ),
                )

    def shared(self) -> Iterator[tuple[str, Row]]:
        for iri, node in sorted(self._shared.items()):
            kinds = node.get(str(RDF.type), ())
            counts = self._counted.get(iri, _Counts())
            totals = (counts.statements, len(counts.articles))
            if str(ONR.Operation) in kinds:
                yield (
                    "operations",
                    (
                        iri,
                        _one(node, RDFS.label),
                        *(self._of(node, p)[1] for p in (SEM.eventType, ONR.status)),
                        *self._of(node, ONR.conductedBy),
                        *self._of(node, SEM.hasPlace),
                        _one(node, SCHEMA.startDate),
                        _one(node, SCHEMA.endDate),
                        *totals,
                    ),
                )
            elif counts.statements and str(ONR.Event) not in kinds:
                own = next((k.removeprefix(str(ONR._NS)) for k in kinds if k.startswith(str(ONR._NS))), None)
                same = _MANY.join(node.get(str(SCHEMA.sameAs), ()))
                yield "speakers", (iri, _one(node, RDFS.label), own, same or None, *totals)

    def _of(self, node: _Node, property: str) -> tuple[str | None, str | None]:
        return self._named(node.get(str(property), []))

    def _named(self, iris: list[str]) -> tuple[str | None, str | None]:
        """IRIs and their names."""
        if not iris:
            return None, None
        labels = (self._shared.get(iri, {}) for iri in iris)
        names = (next(iter(of.get(str(RDFS.label), of.get(str(SKOS.prefLabel), ()))), "") for of in labels)
        return _MANY.join(iris), _MANY.join(names)


def _one(node: _Node, property: str) -> str | None:
    return next(iter(node.get(str(property), ())), None)


def _whole(node: _Node, property: str) -> int | None:
    value = _one(node, property)
    return None if value is None else int(value)


def _number(node: _Node, property: str) -> float | None:
    value = _one(node, property)
    return None if value is None else float(value)


def _span(node: _Node, nodes: dict[str, _Node]) -> tuple[int | None, int | None]:
    evidence = nodes.get(_one(node, ONR.evidence) or "", {})
    return _whole(evidence, NIF.beginIndex), _whole(evidence, NIF.endIndex)
