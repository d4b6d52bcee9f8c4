"""One function over many partitions, their results in order: in this process, in several, or on a Dask cluster.

What is divided is a pure function of its partition, so it does not matter who does it or how often, and the results
are those of one process. :class:`Here` and :class:`Processes` are two of the three ways, :mod:`onrecord.cluster` is the
third. A worker that is lost costs only time; a partition that ends every worker it is given to is :class:`Lost`.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from onrecord.children import begin, pool
from onrecord.errors import OnrecordError, OutputError
from onrecord.lexicon.own import in_force
from onrecord.nursery import close_nursery

P = TypeVar("P")
R = TypeVar("R")
P_contra = TypeVar("P_contra", contravariant=True)

_AHEAD = 3  # partitions under way for each worker


@dataclass(frozen=True, slots=True)
class Lost(Generic[P]):
    """In the place of its result: a partition that ended the worker that it was given to, again and again."""

    partition: P


@runtime_checkable
class Shelved(Protocol[P_contra, R]):
    """A function whose results are large: workers elsewhere may leave them in a folder that all can reach."""

    lasting: bool
    """Whether the result is of use to the next run; else it is removed when it has been read."""

    def __call__(self, partition: P_contra, /) -> R:
        """The result."""

    def name(self, partition: P_contra, /) -> str:
        """The file of a result, by all that it is made of."""

    def pack(self, result: R, /) -> bytes | None:
        """A result as bytes, None where it may be another the next time."""

    def unpack(self, packed: bytes, /) -> R:
        """What :meth:`pack` packed."""


class Workers(Protocol):
    """Who does the work."""

    @property
    def apart(self) -> bool:
        """Whether it is done in other processes than this."""

    @property
    def running(self) -> bool:
        """Whether giving them something costs next to nothing."""

    def map(self, function: Callable[[P], R], partitions: Iterable[P]) -> Iterator[R | Lost[P]]:
        """The result of each partition, in order; work begins at once, and ``partitions`` is read as it goes on."""

    def alone(self, function: Callable[[P], R], partitions: Iterable[P]) -> Iterator[R | Lost[P]]:
        """The same, a partition harming no other: for those of which one is known to end its worker."""

    def ahead(self, function: Callable[..., object]) -> None:
        """Those that are running have nothing to do: they may load what ``function`` needs."""

    def rest(self) -> None:
        """Let go of what is only held to be faster the next time."""

    def elsewhere(self) -> Callable[[], AbstractContextManager[Workers]]:
        """What gives as many workers to another process."""


class Here:
    """This process."""

    apart = False
    running = False

    def map(self, function: Callable[[P], R], partitions: Iterable[P]) -> Iterator[R | Lost[P]]:
        """One after the other."""
        return map(function, partitions)

    alone = map

    def ahead(self, function: Callable[..., object]) -> None:
        """It has something to do."""

    def rest(self) -> None:
        """Nothing is held."""

    def elsewhere(self) -> Callable[[], AbstractContextManager[Workers]]:
        """The other process itself."""
        return Here

    def __enter__(self) -> Here:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to end."""


class Processes:
    """Processes of this machine, started when there is something to do; a context manager that ends them."""

    def __init__(self, count: int, ready: Callable[[], object] | None = None, nursed: bool = False) -> None:
        """``count`` of them, each of which first calls ``ready``: what it raises is raised again by who needs it.

        They are ``nursed`` where there is a nursery (:mod:`onrecord.nursery`).
        """
        self.count = count
        self._nursed = nursed
        self.apart = True
        self._ready = ready
        self._open = ExitStack()
        self._executor: ProcessPoolExecutor | None = None
        self._changing = threading.RLock()

    @property
    def running(self) -> bool:
        """Whether they have been started."""
        return self._executor is not None

    def start(self) -> ProcessPoolExecutor:
        """Start them, if they are not there."""
        with self._changing:
            if self._executor is None:
                opened = pool(self.count, _start, in_force(), self._ready, nursed=self._nursed)
                self._executor = self._open.enter_context(opened)
                self.submit(self._executor, callable, None)  # only then are they started
            return self._executor

    def submit(self, executor: ProcessPoolExecutor, function: Callable[[P], R], partition: P) -> Future[R]:
        """Give a partition to ``executor``, which is ours.

        :raises BrokenProcessPool: a worker has ended, or the nursery that it was to come of: the next are spawned.
        """
        try:
            return executor.submit(function, partition)
        except (EOFError, OSError) as error:
            if not self._nursed:
                raise
            self._nursed = False
            raise BrokenProcessPool("the nursery has ended") from error

    def map(self, function: Callable[[P], R], partitions: Iterable[P]) -> Iterator[R | Lost[P]]:
        """The result of each partition, in order."""
        going = _Going(self, function, partitions)
        with suppress(BrokenProcessPool):  # it is told of again
            going.fill()
        return going.results()

    def alone(self, function: Callable[[P], R], partitions: Iterable[P]) -> Iterator[R | Lost[P]]:
        """The same, one by one in a process of its own."""
        with Processes(1, self._ready, self._nursed) as other:
            for partition in partitions:
                try:
                    yield other.submit(other.start(), function, partition).result()
                except BrokenProcessPool:
                    other._end()
                    yield Lost(partition)

    def ahead(self, function: Callable[..., object]) -> None:
        """Let those that are running import the module of ``function``."""
        if self._executor is not None:
            with suppress(BrokenProcessPool):
                for _ in range(self.count):
                    self._executor.submit(callable, function)  # to read its name is to import it

    def rest(self) -> None:
        """End them; where they are needed again they are started, and do not get ready for what is over."""
        self._ready = None
        self._end()
        if self._nursed:
            self._nursed = False
            close_nursery()

    def _end(self) -> None:
        self._executor = None
        self._open.close()

    def broken(self, executor: ProcessPoolExecutor | None) -> None:
        """Those of ``executor`` have ended; several threads may find that out at a time."""
        with self._changing:
            if executor is self._executor:
                self._end()

    def elsewhere(self) -> Callable[[], AbstractContextManager[Workers]]:
        """As many processes of the other one."""
        return partial(Processes, self.count)

    def __enter__(self) -> Processes:
        """Itself; nothing is started."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End them, in the middle of their work where there was an error."""
        self._executor = None
        self._open.__exit__(kind, error, at)


class _Going(Generic[P, R]):
    """One :meth:`Processes.map`: what waits, and what is under way."""

    def __init__(self, workers: Processes, function: Callable[[P], R], partitions: Iterable[P]) -> None:
        self._workers, self._function = workers, function
        self._waiting = iter(partitions)
        self._running: deque[tuple[P, Future[R] | None, ProcessPoolExecutor | None]] = deque()

    def fill(self) -> None:
        """Give out as much as is to be under way.

        :raises BrokenProcessPool: a worker has ended.
        """
        while len(self._running) < self._workers.count * _AHEAD:
            try:
                partition = next(self._waiting)
            except StopIteration:
                return
            self._running.append((partition, None, None))
            executor = self._workers.start()
            self._running[-1] = (partition, None, executor)
            self._running[-1] = (partition, self._workers.submit(executor, self._function, partition), executor)

    def results(self) -> Iterator[R | Lost[P]]:
        """All results in order, whatever becomes of the workers."""
        while True:
            executor = None
            try:
                while True:
                    executor = self._workers._executor
                    self.fill()
                    if not self._running:
                        return
                    _, future, executor = self._running[0]
                    if future is None:
                        raise BrokenProcessPool
                    result = future.result()
                    self._running.popleft()
                    yield result
            except BrokenProcessPool:
                # A worker died (out of memory, a crash in compiled code) and nobody knows on which partition:
                # those under way are done again one by one, each where it can only harm itself.
                self._workers.broken(executor)
                left = [partition for partition, _, _ in self._running]
                self._running.clear()
                yield from self._workers.alone(self._function, left)


def whole(results: Iterable[R | Lost[Any]]) -> Iterator[R]:
    """``results``, none of which may be lost.

    :raises OutputError: one is.
    """
    for result in results:
        if isinstance(result, Lost):
            raise OutputError(
                "the processes that do the work were ended again and again; what was annotated is kept: build "
                'again with more memory, or fewer articles; a script has to call this under if __name__ == "__main__":'
            )
        yield result


def _start(lexicon: Path | None, ready: Callable[[], object] | None) -> None:
    begin(lexicon)
    if ready is not None:
        with suppress(OnrecordError):
            ready()
