"""Annotating on many machines: batches of articles to the workers of a Dask cluster, Documents back in order.

``local`` is a cluster of this machine's cores; ``tcp://host:8786`` is the scheduler of any other, however it was
started (SSH, Slurm, Kubernetes: docs/scale.md). Workers need the same onrecord and model as here, which is checked; a
lexicon of the user's own goes with every batch, so one cluster serves one lexicon at a time.
With ``records``, a folder that all can reach (a path, ``s3://…``: whatever fsspec opens), workers write what they
found there and find it there the next time; without it Documents come back through the scheduler. A worker that is
lost costs nothing but time: its batches are done by another.
"""

from __future__ import annotations

import gc
import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from onrecord.annotate.attribution import Method
from onrecord.annotate.many import Failure, How, Result, batches, work
from onrecord.annotate.pipeline import SECONDS_PER_ARTICLE, fingerprint
from onrecord.cache import article_key
from onrecord.errors import OnrecordError
from onrecord.language import DEFAULT_MODEL, load_language
from onrecord.lexicon import own
from onrecord.model import Article
from onrecord.records import pack, unpack

if TYPE_CHECKING:
    from distributed import Client, Future
    from spacy.language import Language

LOCAL = "local"
_AHEAD = 3  # batches under way for each thread of the cluster
_SECONDS_TO_CONNECT = 30


class ClusterError(OnrecordError):
    """A cluster that cannot be reached, or whose workers are not as they must be."""


def annotate_on_cluster(
    articles: Iterable[Article],
    cluster: str,
    model: str = DEFAULT_MODEL,
    *,
    processes: int | None = None,
    attribution: Method | None = None,
    seconds: float = SECONDS_PER_ARTICLE,
    records: str | None = None,
) -> Iterator[Result]:
    """As :func:`onrecord.annotate.many.annotate_many`, on the Dask cluster at the address ``cluster``.

    ``processes`` are the workers of a local one. The result is that of one process, whatever the workers do.

    :raises ClusterError: Dask is not installed, the scheduler does not answer, or a worker has another
        version of onrecord or of the model.
    """
    how = How(attribution, seconds)
    with _client(cluster, processes) as client:
        known = fingerprint(load_language(model), attribution)
        _check(client, model, attribution, known)
        folder = f"{records.rstrip('/')}/{known}" if records else None
        yield from _in_order(client, articles, model, how, folder)


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


def _check(client: Client, model: str, attribution: Method | None, known: str) -> None:
    """Raise where a worker would give other Documents than this process; one that comes later is not asked."""
    client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
    for address, found in client.run(_fingerprint, model, attribution, own.packed()).items():
        if found != known:
            raise ClusterError(
                f"the worker {address} has another version of onrecord, spaCy or {model} (its pipeline is {found}, "
                f"here it is {known}); install the same on all"
            )


def _in_order(
    client: Client, articles: Iterable[Article], model: str, how: How, folder: str | None
) -> Iterator[Result]:
    from distributed import KilledWorker

    words = own.packed()
    threads = max(1, sum(client.nthreads().values()))
    waiting = batches(articles)
    running: deque[tuple[tuple[Article, ...], Future]] = deque()
    while True:
        while len(running) < threads * _AHEAD and (batch := next(waiting, None)):
            running.append((batch, client.submit(_annotate, batch, model, how, folder, words, pure=False)))
        if not running:
            return
        batch, future = running.popleft()
        try:
            yield from _results(future.result())
        except KilledWorker:
            # It ended several workers, one after the other: its articles go alone, so that one harms no other.
            for article in batch:
                try:
                    lone = client.submit(_annotate, (article,), model, how, folder, words, pure=False)
                    yield from _results(lone.result())
                except KilledWorker:
                    yield Failure(article, "ended the workers that it was given to; it was left out")


def _results(found: list[Result] | str) -> Iterable[Result]:
    return found if isinstance(found, list) else _read(found)


# --- on a worker

_loaded: dict[str, Language] = {}


def _language(model: str) -> Language:
    if model not in _loaded:
        _loaded[model] = load_language(model)
    return _loaded[model]


def _fingerprint(model: str, attribution: Method | None, words: own.Packed) -> str:
    own.use_packed(words)
    return fingerprint(_language(model), attribution)


def _annotate(
    batch: tuple[Article, ...], model: str, how: How, folder: str | None, words: own.Packed
) -> list[Result] | str:
    """The results of a batch, or where in ``folder`` they stand; ``words`` is the user's own lexicon."""
    own.use_packed(words)
    if folder is None:
        return list(work(batch, _language(model), how))
    file = f"{folder}/{hashlib.sha256(''.join(map(article_key, batch)).encode()).hexdigest()}.records"
    if not _exists(file):
        results = list(work(batch, _language(model), how))
        if any(isinstance(result, Failure) for result in results):
            return results  # what failed is tried again the next time
        _write(file, [pack(result) for result in results if not isinstance(result, Failure)])
    return file


def _file_system(url: str) -> tuple[Any, str]:
    import fsspec

    system, path = fsspec.core.url_to_fs(url)
    return system, path


def _exists(url: str) -> bool:
    system, path = _file_system(url)
    return bool(system.exists(path))


def _write(url: str, packed: list[bytes]) -> None:
    """Write length and bytes of each record; the file appears whole, so two workers that write it do no harm."""
    system, path = _file_system(url)
    system.makedirs(path.rpartition("/")[0], exist_ok=True)
    data = b"".join(len(record).to_bytes(8, "big") + record for record in packed)
    partial = f"{path}.{hashlib.sha256(data).hexdigest()[:8]}.partial"
    with system.open(partial, "wb") as file:
        file.write(data)
    system.mv(partial, path)


def _read(url: str) -> Iterator[Result]:
    system, path = _file_system(url)
    with system.open(path, "rb") as file:
        while length := file.read(8):
            yield unpack(file.read(int.from_bytes(length, "big")))
