"""Many articles, on one process or several: same Documents, same order, and no article lost for another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from onrecord.annotate.method import DEFAULT, Method
from onrecord.cores import available_cores, limited_memory
from onrecord.errors import ModelMissing
from onrecord.language import DEFAULT_MODEL, load_language, parse_all
from onrecord.model import Article, Document
from onrecord.partitions import Lost, Processes, Workers
from onrecord.timelimit import SECONDS_PER_ARTICLE, OutOfTime, time_limit

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from onrecord.annotate.attribution.model import Scoring


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be annotated, and why."""

    article: Article
    message: str


@dataclass(frozen=True, slots=True)
class How:
    """How each article is annotated: the method of attribution, and the seconds that it may take."""

    attribution: Method | None
    seconds: float


Result: TypeAlias = Document | Failure
Batch: TypeAlias = tuple[Article, ...]
T = TypeVar("T")

# A batch is about a second of work: little overhead, and workers end at about the same time.
_BATCH_CHARACTERS = 40_000
_THREADS = 4
_ENDED = "ended its worker process (out of memory, or a crash in a library); it was left out"
_TOO_LONG = "took longer than {:g} seconds to annotate; shorten the text or split it"


def annotate_many(
    articles: Iterable[Article],
    model: str = DEFAULT_MODEL,
    processes: int = 1,
    *,
    nlp: Language | None = None,
    attribution: Method | None = None,
    seconds: float = SECONDS_PER_ARTICLE,
) -> Iterator[Result]:
    """Annotate ``articles``, giving a Document or a :class:`Failure` for each, in their order.

    What is found in an article does not depend on its neighbours or on ``processes``. ``nlp`` is an already
    loaded pipeline of ``model`` for the one-process case, ``attribution`` as for
    :func:`onrecord.annotate.pipeline.annotate`. An article that raises, takes more than ``seconds`` or ends its
    worker process is a Failure.

    Worker processes are spawned: in a script, call this under ``if __name__ == "__main__":``, as
    Python's multiprocessing asks.

    :raises ModelMissing: ``model`` cannot be loaded.
    """
    how = How(attribution, seconds)
    if processes <= 1:
        yield from _in_threads(articles, nlp or load_language(model), how)
        return
    if nlp is None:
        load_language(model)  # a model that is missing is told here, not by dead workers
    with Processes(processes, partial(language, model)) as workers:
        yield from in_batches(workers, Annotating(model, how), articles)


def work(batch: Sequence[Article], nlp: Language, how: How) -> Iterator[Result]:
    """The results of a batch, in its order."""
    for article, doc in zip(batch, _parsed(batch, nlp, how), strict=True):
        yield _annotate(article, nlp, how, doc)


def _in_threads(articles: Iterable[Article], nlp: Language, how: How) -> Iterator[Result]:
    """The same for many batches: while this thread parses one and annotates that before it, others ask the network.

    Long articles are left to this thread, where the time that they take is limited.
    """
    cores = 1 if limited_memory() else available_cores()
    if (how.attribution or DEFAULT) == "rules" or cores == 1:
        for batch in batches(articles):
            yield from work(batch, nlp, how)
        return
    from onrecord.annotate.attribution.model import shipped_attributor

    net = shipped_attributor()
    # As many as there are cores: one that has its scores waits for Python's lock while another computes.
    beside = ThreadPoolExecutor(min(cores, _THREADS))

    def asked(article: Article, doc: Doc | None) -> Scoring | None:
        try:
            return None if doc is None else beside.submit(net.read, article.text, doc).result
        except RuntimeError:
            return None  # no thread to be had, as where memory is limited: this one asks when it comes to it

    waiting: list[tuple[Article, Doc | None, Scoring | None]] = []
    try:
        for batch in batches(articles):
            docs = _parsed(batch, nlp, how)
            before, waiting = waiting, [(a, doc, asked(a, doc)) for a, doc in zip(batch, docs, strict=True)]
            for article, doc, scoring in before:
                yield _annotate(article, nlp, how, doc, scoring)
        for article, doc, scoring in waiting:
            yield _annotate(article, nlp, how, doc, scoring)
    finally:
        beside.shutdown(cancel_futures=True)


def _parsed(batch: Sequence[Article], nlp: Language, how: How) -> list[Doc | None]:
    """The parse of each article that can share one with others, which is faster and gives the same."""
    from onrecord.annotate.pipeline import to_parse

    docs: list[Doc | None] = [None] * len(batch)
    short = [k for k, article in enumerate(batch) if len(article.text) < _BATCH_CHARACTERS]
    try:
        with time_limit(how.seconds, _TOO_LONG.format(how.seconds)):
            for k, doc in zip(short, parse_all(nlp, [to_parse(batch[k].text) for k in short]), strict=True):
                docs[k] = doc
    except Exception:
        return [None] * len(batch)  # one of them is to blame: each is parsed alone, and that one told of
    return docs


def _annotate(
    article: Article, nlp: Language, how: How, doc: Doc | None = None, scoring: Scoring | None = None
) -> Result:
    from onrecord.annotate.pipeline import annotate

    try:
        with time_limit(how.seconds, _TOO_LONG.format(how.seconds)):
            return annotate(article, nlp, how.attribution, doc=doc, scoring=scoring)
    except ModelMissing:
        raise  # not this article's fault: no other would fare better
    except OutOfTime as error:
        return Failure(article, str(error))
    except Exception as error:
        # One article must never cost the others: whatever a stage raises is told and left behind.
        return Failure(article, f"could not be annotated: {_where(error)}")


def _where(error: BaseException) -> str:
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    spot = f" (in {frame.tb_frame.f_code.co_name}, line {frame.tb_lineno})" if frame else ""
    return f"{type(error).__name__}: {error}{spot}"


# --- several workers


@cache
def language(model: str) -> Language:
    """The pipeline ``model`` of this process, loaded once, and the stages: who only gives out articles has neither."""
    import onrecord.annotate.pipeline  # noqa: F401

    return load_language(model)


@dataclass(frozen=True, slots=True)
class Annotating:
    """What a worker does with a batch."""

    model: str
    how: How

    def __call__(self, batch: Batch) -> list[Result]:
        """The results of ``batch``."""
        return list(work(batch, language(self.model), self.how))


def in_batches(
    workers: Workers,
    annotating: Callable[[Batch], Iterable[T]],
    articles: Iterable[Article],
    then: Callable[..., object] | None = None,
) -> Iterator[T | Failure]:
    """What ``annotating`` gives for each of ``articles``, in their order; one that ends its worker is a Failure.

    When the last batch is given out, ``workers`` are told that ``then`` comes next.
    """

    def given() -> Iterator[Batch]:
        yield from batches(articles)
        if then is not None:
            workers.ahead(then)

    for found in workers.map(annotating, given()):
        if not isinstance(found, Lost):
            yield from found
            continue
        for lone in workers.alone(annotating, ((article,) for article in found.partition)):
            yield from [Failure(lone.partition[0], _ENDED)] if isinstance(lone, Lost) else lone


def batches(articles: Iterable[Article]) -> Iterator[Batch]:
    """``articles`` in batches of about a second of work."""
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if size >= _BATCH_CHARACTERS:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)
