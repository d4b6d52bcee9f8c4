"""A built graph into a store that runs elsewhere: by the Graph Store Protocol or by SPARQL 1.1 Update.

Named graph by named graph, each replaced in one request, so that nobody sees half a graph; by Update a graph too large
for one request is filled under another name and then takes the place of the old one. What has arrived is noted in the
build's folder with its digest: a push that was interrupted goes on from there, and ``changed`` sends only what
differs. At the end the store is asked how many triples it has of each graph, and one that lost some is told of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal, TypeAlias

from onrecord.errors import InputError, OutputError
from onrecord.push.endpoint import Endpoint, endpoint
from onrecord.push.sent import Sent
from onrecord.rdf import terms as t
from onrecord.rdf.ledger import Ledger, read_ledger
from onrecord.rdf.ondisk import lines_of
from onrecord.rdf.terms import Term

__all__ = ["PROTOCOLS", "Protocol", "Pushed", "push"]

Protocol: TypeAlias = Literal["gsp", "update"]
PROTOCOLS: tuple[Protocol, ...] = ("gsp", "update")

_COUNTED = 100  # graphs of one counting query
_NAMED = 5  # graphs that a fault names


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: how many graphs and triples it sent, removed, and found there from before."""

    sent: int
    triples: int
    removed: int
    there: int


def push(
    folder: Path | str,
    to: str,
    *,
    protocol: Protocol = "gsp",
    query: str | None = None,
    auth: str = "",
    graph: str | None = None,
    changed: bool = False,
    batch: int = 10_000,
    retries: int = 5,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Pushed:
    """Send the graph in ``folder`` to the store at ``to``: where it takes graphs (``protocol`` "gsp") or updates.

    ``query`` is where the store answers queries, ``auth`` as in :class:`Endpoint`. ``graph`` puts all triples into
    that one graph. ``changed`` leaves out what the store has from an earlier push and has not changed; graphs that an
    earlier push sent and that are no more are removed. ``batch`` is how many triples a request of "update" holds.

    :raises InputError: ``folder`` is no build, or an address is none.
    :raises OutputError: the store refused, could not be reached after ``retries``, or has not all that was sent.
    """
    folder = Path(folder)
    ledger = read_ledger(folder)
    store = endpoint(to, query, auth, retries)
    send = _Sending(folder, ledger, store, protocol, batch)
    if graph is not None:
        return _push_flat(send, graph)
    with Sent(folder, to) as sent:
        known = sent.graphs if changed else sent.under_way or {}
        todo = [row for name, row in ledger.rows.items() if known.get(name) != row.sha256]
        gone = sorted(sent.graphs.keys() - ledger.rows.keys())
        sent.begin()
        for name in gone:
            send.remove(name)
            sent.gone(name)
        for done, row in enumerate(todo, 1):
            send.replace(row.name, row.name)
            sent.sent(row.name, row.sha256)
            progress(done, len(todo))
        short = send.lacking(list(ledger.rows))
        for name in short:
            sent.gone(name)
        if short:
            raise OutputError(_lost(store, short, ledger))
        sent.done()
        return Pushed(len(todo), sum(row.quads for row in todo), len(gone), len(ledger.rows) - len(todo))


@dataclass(frozen=True)
class _Sending:
    folder: Path
    ledger: Ledger
    store: Endpoint
    protocol: Protocol
    batch: int

    def triples(self, name: Term) -> bytes:
        """The graph as N-Triples."""
        end = f" {name} .\n".encode()
        return lines_of(self.folder, self.ledger, name).replace(end, b" .\n")

    def remove(self, name: Term) -> None:
        if self.protocol == "gsp":
            self.store.delete(name)
        else:
            self.store.update(f"DROP SILENT GRAPH {name}")

    def replace(self, name: Term, target: Term) -> None:
        """Make the graph ``name`` of the build the whole of ``target`` in the store."""
        triples = self.triples(name)
        if self.protocol == "gsp":
            self.store.put(target, triples)
            return
        parts = list(self._parts(triples))
        if len(parts) <= 1:
            data = "".join(f"; INSERT DATA {{ GRAPH {target} {{ {part} }} }}" for part in parts)
            self.store.update(f"DROP SILENT GRAPH {target}{data}")
            return
        filling = f"{target[:-1]}.incoming>"
        self.store.update(f"DROP SILENT GRAPH {filling}")
        for part in parts:
            self.store.update(f"INSERT DATA {{ GRAPH {filling} {{ {part} }} }}")
        self.store.update(f"MOVE {filling} TO {target}")

    def add(self, name: Term, target: Term) -> None:
        """Add the triples of the graph ``name`` to ``target``."""
        triples = self.triples(name)
        if self.protocol == "gsp":
            self.store.post(target, triples)
        else:
            for part in self._parts(triples):
                self.store.update(f"INSERT DATA {{ GRAPH {target} {{ {part} }} }}")

    def lacking(self, names: list[Term]) -> dict[Term, int]:
        """How many triples the store has of the graphs of which it has not as many as there are."""
        found: dict[Term, int] = {}
        for start in range(0, len(names), _COUNTED):
            some = names[start : start + _COUNTED]
            counts = self.store.count(some)
            found |= {n: counts.get(n, 0) for n in some if counts.get(n, 0) != self.ledger.rows[n].quads}
        return found

    def _parts(self, triples: bytes) -> Iterator[str]:
        lines = iter(triples.splitlines(keepends=True))
        while held := list(islice(lines, self.batch)):
            yield b"".join(held).decode()


def _push_flat(send: _Sending, graph: str) -> Pushed:
    target = t.outside_iri(graph)
    if target is None:
        raise InputError(f"--graph {graph!r} is no http or https IRI")
    send.remove(t.iri(target))
    for name in send.ledger.rows:
        send.add(name, t.iri(target))
    wanted, found = send.ledger.quads, send.store.count([t.iri(target)]).get(t.iri(target), 0)
    if found != wanted:
        raise OutputError(f"{send.store.url} has {found} triples in {target}, {wanted} were sent; push again")
    return Pushed(1, wanted, 0, 0)


def _lost(store: Endpoint, short: dict[Term, int], ledger: Ledger) -> str:
    named = [f"{name} has {found} of {ledger.rows[name].quads}" for name, found in list(short.items())[:_NAMED]]
    more = f" and {len(short) - _NAMED} graphs more" if len(short) > _NAMED else ""
    return f"{store.url} has not all that was sent: {'; '.join(named)}{more}. Push again: only these are sent"
