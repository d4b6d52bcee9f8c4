"""What resolving found, handed on in a file to the process that writes the graph, without what is not written.

A process that has compared ten thousand articles does not give all its memory back, and writing needs little: entities
and events without their members, and what the chains and events of each article are. The file is ours, is read once,
and goes.
"""

from __future__ import annotations

import pickle  # nosec B403: reads only what this package has just written
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, TypeVar

from onrecord.model import Copies, Decision, Entity, Occurrence, SharedStatement
from onrecord.rdf.dataset import Found, Refs

_T = TypeVar("_T")

_SOME = 4096  # that are pickled at a time: what remembers which objects were met grows no further


@dataclass(frozen=True, slots=True)
class Handed:
    """What :class:`onrecord.resolve.Findings` holds, as far as it is written."""

    entities: Sequence[Entity]
    occurrences: Sequence[Occurrence]
    decisions: Sequence[Decision]
    copies: Sequence[Copies]
    shared: Sequence[SharedStatement]
    refs: Mapping[str, Refs]


def hand(found: Found, refs: Mapping[str, Refs], path: Path) -> None:
    """Write ``found``, and the ``refs`` of all articles by their ids, to ``path``."""
    with path.open("wb") as file:
        _dump((replace(entity, members=()) for entity in found.entities if entity.type != "thing"), file)
        _dump((replace(occurrence, members=()) for occurrence in found.occurrences), file)
        _dump(found.decisions, file)
        _dump(found.copies, file)
        _dump(found.shared, file)
        _dump(refs.items(), file)


def handed(path: Path) -> Handed:
    """What :func:`hand` wrote; the file is removed."""
    with path.open("rb") as file:
        entities: list[Entity] = list(_load(file))
        occurrences: list[Occurrence] = list(_load(file))
        decisions: list[Decision] = list(_load(file))
        copies: list[Copies] = list(_load(file))
        shared: list[SharedStatement] = list(_load(file))
        keys = {thing.key: thing.key for things in (entities, occurrences) for thing in things}

        def same(ids: Mapping[str, str]) -> dict[str, str]:
            """With the strings that there are."""
            return {sys.intern(id): keys.get(key, key) for id, key in ids.items()}

        given: Iterator[tuple[str, Refs]] = _load(file)
        refs = {article: Refs(same(ref.entities), same(ref.occurrences)) for article, ref in given}
    path.unlink()
    return Handed(entities, occurrences, decisions, copies, shared, refs)


def _dump(items: Iterable[_T], file: IO[bytes]) -> None:
    given = iter(items)
    while some := list(islice(given, _SOME)):
        pickle.dump(some, file, pickle.HIGHEST_PROTOCOL)
    pickle.dump([], file)


def _load(file: IO[bytes]) -> Iterator[_T]:
    while some := pickle.load(file):  # nosec B301: ours, as what processes send each other
        yield from some
