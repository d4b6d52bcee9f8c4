"""The named queries of ``graph/queries``: valid SPARQL 1.1 whose comments say how it takes parameters.

The first comment line is the query's one-line help, the comment up to the first empty line its long help. In
the body a line may end in one of these:

``#parameter NAME`` (or ``#parameter NAME AS variable``)
    where NAME is given, ``VALUES ?NAME { … }`` takes the line's place; else the line stays as it is.
``#unless A B``
    the line goes where one of A and B is given; ``all`` is given by ``--all``.
``#with A``
    the line goes unless A is given; ``limit`` is given with a number of rows, ``first`` where that and no parameter is,
    ``complete`` where ``first`` is not. A ``LIMIT`` in a line that stays gets that number.

Values are bound as IRIs and literals, never pasted as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.errors import QueryError
from onrecord.rdf.terms import Term
from onrecord.resources import shared

ALL, LIMIT, FIRST, COMPLETE = "all", "limit", "first", "complete"

_MARK = re.compile(r"#(parameter|unless|with) +([^\n]*?) *$")
_LIMIT = re.compile(r"\bLIMIT \d+")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the library: ``parameters`` are the names that it takes, ``takes_all`` whether ``--all`` matters."""

    name: str
    summary: str
    help: str
    text: str
    parameters: tuple[str, ...]
    takes_all: bool

    def check(self, names: Iterable[str]) -> None:
        """Raise :class:`QueryError` for a parameter that the query does not take."""
        for name in names:
            if name not in self.parameters:
                takes = ", ".join(f"--{parameter}" for parameter in self.parameters) or "no parameters"
                raise QueryError(f"query {self.name!r} has no parameter --{name}; it takes {takes}")

    def bind(self, given: Mapping[str, Iterable[Term]], everything: bool = False, limit: int | None = None) -> str:
        """The SPARQL text with ``given`` terms (in N-Quads syntax) bound, for the first ``limit`` rows of the answer.

        Raises :class:`QueryError` for a parameter that the query does not take.
        """
        self.check(given)
        present = set(given) | ({ALL} if everything else set()) | ({LIMIT} if limit is not None else set())
        # What makes the first rows cheap rests on all records being asked for.
        present.add(FIRST if limit is not None and not given else COMPLETE)
        lines: list[str] = []
        for line in self.text.splitlines():
            mark = _MARK.search(line)
            if mark is None:
                lines.append(line)
                continue
            kind, names = mark[1], mark[2].split()
            if kind == "parameter" and names[0] in given:
                terms = " ".join(given[names[0]])
                lines.append(f"  VALUES ?{names[-1]} {{ {terms} }}")
            elif kind == "parameter" or (not present & set(names) if kind == "unless" else present & set(names)):
                lines.append(_LIMIT.sub(f"LIMIT {limit}", line[: mark.start()].rstrip()))
        return "\n".join(lines) + "\n"


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """Every query of the library by its name, in alphabetical order."""
    found = {}
    for path in sorted(shared("graph", "queries").iterdir(), key=lambda entry: entry.name):
        if path.name.endswith(".rq"):
            name = path.name.removesuffix(".rq")
            found[name] = read_query(name, path.read_text(encoding="utf-8"))
    return found


def named_query(name: str) -> NamedQuery:
    """The query of that name. Raises :class:`QueryError`, with the names there are, for another."""
    queries = named_queries()
    if name not in queries:
        raise QueryError(f"there is no query {name!r}; there are {', '.join(queries)}")
    return queries[name]


def read_query(name: str, text: str) -> NamedQuery:
    """The query that ``text`` holds."""
    head: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        head.append(line.removeprefix("#").strip())
    marks = [match for line in text.splitlines() if (match := _MARK.search(line))]
    parameters = {mark[2].split()[0]: None for mark in marks if mark[1] == "parameter"}
    takes_all = any(mark[1] == "unless" and ALL in mark[2].split() for mark in marks)
    return NamedQuery(name, head[0] if head else "", "\n".join(head).strip(), text, tuple(parameters), takes_all)
