"""Work on many machines: partitions to the workers of a Dask cluster, results back in order.

``local`` is a cluster of this machine's cores; ``tcp://host:8786`` is the scheduler of any other, however it was
started (SSH, Slurm, Kubernetes: docs/scale.md). Workers need the same onrecord and model as here, which is checked; a
lexicon of the user's own goes with every partition, so one cluster serves one lexicon at a time.
With ``records``, a folder that all can reach (a path, ``s3://…``: whatever fsspec opens), workers leave there what is
large, and find there the next time what lasts; without it all comes back through the scheduler. A worker that is
lost costs nothing but time: its partitions are done by another.
"""

from __future__ import annotations

import gc
import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from onrecord.annotate.method import Method, installed
from onrecord.annotating import Pipeline, pipeline_there
from onrecord.errors import OnrecordError
from onrecord.lexicon import own
from onrecord.partitions import Lost, P, R, Shelved, Workers

if TYPE_CHECKING:
    from distributed import Client, Future

LOCAL = "local"
_AHEAD = 3  # partitions under way for each thread of the cluster
_SECONDS_TO_CONNECT = 30


class ClusterError(OnrecordError):
    """A cluster that cannot be reached, or whose workers are not as they must be."""


class OnCluster:
    """The workers of a cluster: :class:`onrecord.partitions.Workers`."""

    def __init__(self, client: Client, records: str | None) -> None:
        """Those of ``client``; ``records`` is the folder that all can reach."""
        self.client = client
        self.apart = self.running = True
        self._records = records.rstrip("/") if records else None

    def map(self, function: Callable[[P], R], partitions: Iterable[P]) -> Iterator[R | Lost[P]]:
        """The result of each partition, in order."""
        waiting = iter(partitions)
        running: deque[tuple[P, Future]] = deque()
        words = own.packed()

        def fill() -> None:
            ahead = _AHEAD * max(1, sum(self.client.nthreads().values()))
            while len(running) < ahead:
                try:
                    partition = next(waiting)
                except StopIteration:
                    return
                running.append(
                    (partition, self.client.submit(_work, function, partition, self._records, words, pure=False))
                )

        fill()
        return self._results(function, running, fill)

    def _results(
        self, function: Callable[[P], R], running: deque[tuple[P, Future]], fill: Callable[[], None]
    ) -> Iterator[R | Lost[P]]:
        from distributed import KilledWorker

        while running:
            partition, future = running.popleft()
            try:
                result = future.result()
                yield _taken(function, result) if isinstance(result, _Left) else result
            except KilledWorker:
                yield Lost(partition)  # it ended several workers, one after the other
            fill()

    alone = map

    def ahead(self, function: Callable[..., object]) -> None:
        """They load what they need when they need it."""

    def rest(self) -> None:
        """They are others' to end."""

    def elsewhere(self) -> Callable[[], AbstractContextManager[OnCluster]]:
        """The same cluster."""
        return partial(connect, self.client.scheduler.address, None, self._records)


@contextmanager
def connect(cluster: str, processes: int | None = None, records: str | None = None) -> Iterator[OnCluster]:
    """The workers of the Dask cluster at the address ``cluster``; ``processes`` are those of a local one.

    :raises ClusterError: Dask is not installed, or the scheduler does not answer.
    """
    with _client(cluster, processes) as client:
        yield OnCluster(client, records)


def check(workers: Workers, model: str, attribution: Method | None) -> Pipeline:
    """The one pipeline of all workers; a worker that comes later is not asked.

    The model is loaded by them alone.

    :raises ClusterError: two would give other Documents, or have other code than is here.
    """
    if not isinstance(workers, OnCluster):
        raise TypeError(f"{workers} are on no cluster")
    workers.client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
    asked: dict[str, Pipeline] = workers.client.run(_work, pipeline_there, (model, attribution), None, own.packed())
    (first, pipeline), *others = sorted(asked.items())
    here = installed()
    for address, there in asked.items():
        if there.installed != here:
            raise ClusterError(
                f"the worker {address} has another version of onrecord or spaCy ({there.installed}, "
                f"here it is {here}); install the same on all"
            )
    for address, there in others:
        if there != pipeline:
            raise ClusterError(
                f"the worker {address} has another {model} than {first} (its pipeline is {there.fingerprint}, the "
                f"other's {pipeline.fingerprint}); install the same on all"
            )
    return pipeline


@contextmanager
def _client(cluster: str, processes: int | None) -> Iterator[Client]:
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise ClusterError("--cluster needs Dask: pip install 'onrecord[cluster]'") from error
    if cluster == LOCAL:
        with (
            LocalCluster(n_workers=processes, threads_per_worker=1, dashboard_address=None) as made,
            Client(made) as client,
        ):
            yield client
        return
    client, why = _connected(cluster)
    if client is None:
        # A Client that failed to connect closes itself when it is collected, and waits for ever where that happens
        # while another one starts: so it is collected here, when nothing holds on to it any more.
        gc.collect()
        raise ClusterError(
            f"--cluster {cluster!r} does not answer ({why}); expected {LOCAL!r} or the address of a scheduler "
            "such as 'tcp://10.0.0.1:8786'"
        )
    with client:
        yield client


def _connected(address: str) -> tuple[Client | None, str]:
    """A client of the scheduler at ``address``, or None and why there is none."""
    from distributed import Client

    try:
        return Client(address, timeout=_SECONDS_TO_CONNECT), ""
    except (OSError, ValueError) as error:
        return None, str(error)


# --- on a worker, and what it leaves


@dataclass(frozen=True, slots=True)
class _Left:
    """Where a result was left."""

    url: str


def _work(function: Callable[[P], R], partition: P, folder: str | None, words: own.Packed) -> R | _Left:
    """The result of a partition, or where in ``folder`` it is; ``words`` is the user's own lexicon."""
    own.use_packed(words)
    if folder is None or not isinstance(function, Shelved):
        return function(partition)
    url = f"{folder}/{function.name(partition)}"
    if not _exists(url):
        result: R = function(partition)
        packed = function.pack(result)
        if packed is None:
            return result
        _write(url, packed)
    return _Left(url)


def _taken(function: Callable[[P], R], left: _Left) -> R:
    """What was left; only that which lasts stays there."""
    if not isinstance(function, Shelved):
        raise TypeError(f"{function} leaves nothing")
    system, path = _file_system(left.url)
    result: R = function.unpack(system.cat_file(path))
    if not function.lasting:
        system.rm_file(path)
    return result


def _file_system(url: str) -> tuple[Any, str]:
    import fsspec

    system, path = fsspec.core.url_to_fs(url)
    return system, path


def _exists(url: str) -> bool:
    system, path = _file_system(url)
    return bool(system.exists(path))


def _write(url: str, data: bytes) -> None:
    """Write a file, which appears whole, so that two workers who write it do no harm."""
    system, path = _file_system(url)
    system.makedirs(path.rpartition("/")[0], exist_ok=True)
    partial = f"{path}.{hashlib.sha256(data).hexdigest()[:8]}.partial"
    with system.open(partial, "wb") as file:
        file.write(data)
    system.mv(partial, path)
