"""From articles to a built graph: read, annotate, resolve, publish."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from onrecord.annotate.many import Failure, How
from onrecord.annotate.method import Method
from onrecord.annotating import (
    Condensed,
    Keeping,
    Pipeline,
    annotate_and_keep,
    pipeline_of,
    pipeline_there,
)
from onrecord.cache import Cache
from onrecord.errors import InputError
from onrecord.export import written_formats
from onrecord.export.files import write_files, write_some
from onrecord.held import DOCUMENTS, Holding, hold
from onrecord.joining import Earlier, Task, join, joined_apart
from onrecord.language import DEFAULT_MODEL, load_language
from onrecord.lexicon import own
from onrecord.lexicon.measures import measure_lexicon
from onrecord.lexicon.operations import event_lexicon
from onrecord.model import Article, Knowledge
from onrecord.partitions import Here, Processes, Workers, whole
from onrecord.progress import default_processes, step
from onrecord.push.sent import carry
from onrecord.rdf.dataset import Names, Run, knowledge_graphs
from onrecord.rdf.ledger import read_ledger
from onrecord.rdf.loading import Loading
from onrecord.rdf.namespace import DEFAULT_BASE
from onrecord.rdf.ondisk import make_store, write_graphs
from onrecord.rdf.vocabulary import values
from onrecord.read import Problem, Reading, Selection, read_articles
from onrecord.records import pack
from onrecord.replacing import replacing
from onrecord.resolve import read_verdicts
from onrecord.runs import Options, is_build, read_run, write_run
from onrecord.starting import get_ready
from onrecord.timelimit import SECONDS_PER_ARTICLE

if TYPE_CHECKING:
    from spacy.language import Language

PAGE = "page.html"
VERDICTS = "resolutions.tsv"
CONDENSED = ".condensed"
ERRORS = "errors.jsonl"

Known: TypeAlias = dict[str, bytes]
"""Packed documents by article id."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did. ``reused`` articles are from the build before; ``seconds`` and ``stages`` are wall time."""

    folder: Path
    articles: int
    reused: int
    statements: int
    speakers: int
    operations: int
    seconds: float
    problems: tuple[Problem, ...]
    stages: Mapping[str, float] = field(default_factory=dict)

    @property
    def skipped(self) -> int:
        """How many articles, or files, were left out though they should have been read."""
        return sum(problem.fault for problem in self.problems)

    @property
    def foreign(self) -> int:
        """How many articles were left out because they are not in English."""
        return sum(problem.stage == "language" for problem in self.problems)


class Clock:
    """How long a build takes, and each stage of it, in seconds of wall time; every stage is a line of the log."""

    def __init__(self) -> None:
        """Starts now."""
        self._begun = self._last = time.monotonic()
        self.stages: dict[str, float] = {}

    def stage(self, name: str, *, until: float | None = None, **facts: object) -> None:
        """The stage ``name`` ends now, or ended at ``until`` on the clock of :func:`time.monotonic`."""
        now = time.monotonic() if until is None else until
        spent = self.stages[name] = now - self._last
        self._last = now
        step(f"{name}: done in {spent:.1f} seconds", stage=name, seconds=round(spent, 1), **facts)

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self._begun


@dataclass
class Making:
    """A build under way: where it goes, with which options, and what there is to tell.

    ``workers`` do the work where they are there from the beginning, ``condensed`` is what they condensed so far,
    ``keys`` are those of the articles that were annotated.
    """

    output: Path
    options: Options
    verdicts: Path | None = None
    processes: int | None = None
    seconds: float = SECONDS_PER_ARTICLE
    progress: Callable[[int, int], None] = lambda done, total: None
    cluster: str | None = None
    records: str | None = None
    workers: Workers | None = None
    condensed: Condensed | None = None
    keys: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    clock: Clock = field(default_factory=Clock)

    @contextmanager
    def at_work(
        self, articles: int, ready: Callable[[], object] | None = None, *, on_this_machine: bool = False
    ) -> Iterator[Workers]:
        """Who works on so many articles: the build's workers, or others, who first get ``ready``."""
        if self.workers is not None and not (on_this_machine and self.cluster):
            yield self.workers
            return
        count = self.processes or default_processes(articles)
        with Here() if count < 2 else Processes(count, ready) as workers:
            yield workers


def build_graph(
    inputs: Iterable[Path | str],
    output: Path | str,
    *,
    model: str = DEFAULT_MODEL,
    attribution: Method | None = None,
    processes: int | None = None,
    base: str = DEFAULT_BASE,
    verdicts: Path | None = None,
    lexicon: Path | None = None,
    formats: Sequence[str] | None = None,
    seconds: float = SECONDS_PER_ARTICLE,
    reading: Reading | None = None,
    selection: Selection | None = None,
    cluster: str | None = None,
    records: str | None = None,
    workers: Workers | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Summary:
    """Build the graph of the articles in ``inputs`` (files and folders) into the folder ``output``.

    The folder appears whole when everything is done; an earlier build in it stays until then, and
    what it knows of articles that have not changed is used again. A run that is interrupted leaves what it
    annotated there for the next one (:mod:`onrecord.cache`). ``attribution`` is "rules", "model"
    or "combined" (None: the best that is installed). ``processes`` None takes as many as
    pay. ``base`` is what the IRIs of the graph begin with; ``verdicts`` is a reviewer's file that joins or
    splits entities (:mod:`onrecord.resolve.verdicts`); ``lexicon`` is a folder with rows of one's own for
    operations and what they count (:mod:`onrecord.lexicon.own`). ``formats`` are the files to write beside the
    store and ``graph.nq``, by the names of :data:`onrecord.export.FORMATS` (None: all of a graph that is not large).
    An article that takes more than ``seconds`` is left out. ``reading`` tells how inputs are read, ``selection`` which
    articles are taken. ``cluster`` is the Dask cluster that annotates and ``records`` its shared storage
    (:mod:`onrecord.cluster`); ``workers`` are processes that have been started already
    (:mod:`onrecord.starting`). ``progress`` is called with (done, total). Where there are many articles other processes
    are spawned: a script has to call this under ``if __name__ == "__main__":``, or with ``processes`` 1.

    :raises InputError: nothing could be read or annotated, ``base`` is no IRI, or ``lexicon`` is no lexicon.
    :raises OutputError: ``output`` is a file or a folder of something else, or cannot be written.
    :raises ModelMissing: ``model`` cannot be loaded.
    """
    options = Options(model, attribution, base, None if formats is None else tuple(formats))
    making = Making(Path(output), options, verdicts, processes, seconds, progress, cluster, records, workers)
    Names(base)  # a base that is none is told before an hour's work, not after it
    written_formats(options.formats, 0)
    if verdicts:
        read_verdicts(verdicts)
    with own.using(lexicon), replacing(making.output) as folder:
        for read in (event_lexicon, measure_lexicon, values):  # a faulty row is told now too
            read()
        making.condensed = Condensed(folder / CONDENSED)
        with ExitStack() as stack:
            if processes and processes > 1:
                _start_workers(making, processes, stack)
            articles = list((selection or Selection()).of(read_articles(inputs, making.problems.append, reading)))
            if not articles:
                raise InputError("; ".join(map(str, making.problems)) or "no articles were given")
            making.clock.stage("read", articles=len(articles), problems=len(making.problems))
            _start_workers(making, processes or default_processes(len(articles)), stack)
            nlp, pipeline = _pipeline(making)
            earlier = earlier_articles(making, pipeline.fingerprint)
            found, reused = annotated(articles, earlier, making, nlp, pipeline.fingerprint)
            if not found:
                raise InputError("; ".join(map(str, making.problems)))
            articles.clear()
            del nlp  # the graph needs the memory that the model takes
            return finish(found, reused, folder, making, pipeline.fingerprint, pipeline.run, earlier)


def _start_workers(making: Making, count: int, stack: ExitStack) -> None:
    """Let workers load the model while the articles are read; where there is a build, few may be new."""
    if making.workers is None and making.cluster is not None:
        from onrecord.cluster import connect

        making.workers = stack.enter_context(connect(making.cluster, making.processes, making.records))
    elif making.workers is None and count > 1 and not is_build(making.output):
        making.workers = workers = Processes(count, partial(get_ready, making.options.model))
        stack.enter_context(workers).start()


def _pipeline(making: Making) -> tuple[Language | None, Pipeline]:
    """The pipeline, asked of a worker where there are some; else the model is loaded here."""
    model, attribution = making.options.model, making.options.attribution
    if making.workers is None:
        nlp = load_language(model)
        return nlp, pipeline_of(nlp, attribution)
    if making.cluster is None:
        (pipeline,) = whole(making.workers.map(pipeline_there, [(model, attribution)]))
        return None, pipeline
    from onrecord.cluster import check

    return None, check(making.workers, model, attribution)


def annotated(
    articles: Sequence[Article], earlier: Holding | None, making: Making, nlp: Language | None, known: str
) -> tuple[Known, int]:
    """The Documents of ``articles``, and how many were known from ``earlier`` or from an interrupted run."""
    keeping = Keeping(making.options.model, How(making.options.attribution, making.seconds), known)
    with Cache(making.output, known) as cache:
        found: Known = {}
        fresh: list[Article] = []
        for article in articles:
            if earlier is not None and earlier.has(article):
                found[article.id] = earlier.packed(article.id)
            elif (packed := cache.get(article)) is not None:
                found[article.id] = packed
            else:
                fresh.append(article)
        reused = len(found)
        making.progress(reused, len(articles))
        with making.at_work(len(fresh), partial(get_ready, making.options.model)) as workers:
            results = annotate_and_keep(fresh, workers, keeping, nlp, then=write_some)
            for done, result in enumerate(results, reused + 1):
                if isinstance(result, Failure):
                    making.problems.append(Problem(result.article.id, result.message, stage="annotate"))
                else:
                    found[result.id] = result.packed
                    making.keys[result.id] = result.key
                    cache.put(result.key, result.packed)
                    if making.condensed is not None:
                        making.condensed.put(result.id, result.condensed)
                making.progress(done, len(articles))
    making.clock.stage("annotate", articles=len(found), reused=reused)
    return found, reused


def finish(
    found: Known, reused: int, folder: Path, making: Making, known: str, run: Run, earlier: Holding | None = None
) -> Summary:
    """Resolve the Documents and write everything into ``folder``, which is to take the place of the output.

    ``found`` is emptied: its memory is needed no more. ``earlier`` is what the output holds of the same pipeline.
    """
    articles = hold(found, folder, earlier, making.keys)
    found.clear()
    before = Earlier(making.output, earlier)
    task = Task(articles, making.options.base, run, making.verdicts, before, making.condensed)
    with ExitStack() as stack:
        workers = stack.enter_context(making.at_work(len(articles.rows)))
        # A store that is made from an earlier one needs the whole graph, and a large graph the memory of what made it.
        early = workers.apart and not is_build(making.output) and not joined_apart(len(articles.rows), workers)
        loading = stack.enter_context(Loading(folder)) if early else None
        joined = join(task, workers)
        making.clock.stage("resolve", until=joined.resolved, entities=joined.entities, events=joined.events)
        if loading is not None:
            loading.written()
        if making.condensed is not None:
            making.condensed.remove()
        local = stack.enter_context(making.at_work(len(articles.rows), on_this_machine=True))
        _write_files(folder, making.options.formats, making.output, local, loading)
    write_problems(making.problems, folder / ERRORS)
    carry(making.output, folder)
    making.clock.stage("publish")
    if making.verdicts:
        shutil.copyfile(making.verdicts, folder / VERDICTS)
    own.keep(folder)
    summary = Summary(
        folder=making.output,
        articles=joined.articles,
        reused=reused,
        statements=joined.statements,
        speakers=joined.speakers,
        operations=joined.operations,
        seconds=making.clock.seconds,
        problems=tuple(making.problems),
        stages=making.clock.stages,
    )
    write_run(
        folder,
        making.options,
        run,
        known,
        {
            "started": making.started.isoformat(timespec="seconds"),
            "seconds": round(summary.seconds, 1),
            "articles": summary.articles,
            "reused": summary.reused,
            "statements": summary.statements,
            "speakers": summary.speakers,
            "operations": summary.operations,
            "stages": {name: round(spent, 1) for name, spent in summary.stages.items()},
            "skipped": summary.skipped,
            "not_in_english": summary.foreign,
        },
    )
    return summary


def publish(
    knowledge: Knowledge,
    folder: Path,
    base: str,
    run: Run,
    *,
    formats: Sequence[str] | None = None,
    packed: Mapping[str, bytes] | None = None,
    earlier: Path | None = None,
    processes: int = 1,
) -> None:
    """Write the documents, the graph, its store and the files of ``formats`` into ``folder``.

    ``packed`` are the documents as :func:`onrecord.records.pack` has them, by article id, where they are known; what
    the build in ``earlier`` has of the same graphs is used. Files are written by up to ``processes``.
    """
    packed = packed or {document.article.id: pack(document) for document in knowledge.documents}
    with (folder / DOCUMENTS).open("wb") as file:
        file.writelines(packed[document.article.id] for document in knowledge.documents)
    digests = {id: hashlib.sha256(data).hexdigest() for id, data in packed.items()}
    parts = knowledge_graphs(knowledge, base, run, lambda document: digests[document.article.id])
    with Processes(processes) if processes > 1 else Here() as workers:
        write_graphs(parts, folder, earlier, workers)
        _write_files(folder, formats, earlier, workers)


def _write_files(
    folder: Path,
    formats: Sequence[str] | None,
    earlier: Path | None,
    workers: Workers,
    loading: Loading | None = None,
) -> None:
    """Make the store and the files of ``formats`` from the graph in ``folder``."""
    ledger = read_ledger(folder)
    names = written_formats(formats, ledger.quads)
    store = loading.result if loading is not None else partial(make_store, folder, ledger, earlier)
    write_files(names, folder, store, quads=ledger.quads, workers=workers)


def earlier_articles(making: Making, known: str) -> Holding | None:
    """What the build that is there holds, if the pipeline of the fingerprint ``known`` made it."""
    if not is_build(making.output):
        return None
    try:
        return Holding.of(making.output) if read_run(making.output)["fingerprint"] == known else None
    except InputError as error:
        making.problems.append(Problem(str(making.output), f"{error}; all articles were annotated anew", False))
        return None


def read_known(folder: Path) -> Known:
    """The Documents of the build in ``folder``.

    :raises InputError: they cannot be read.
    """
    return Holding.of(folder).all()


def write_problems(problems: Iterable[Problem], file: Path) -> None:
    """Write what could not be read or annotated, a JSON object a line: place, stage, message, skipped."""
    with file.open("w", encoding="utf-8") as out:
        for problem in problems:
            written = {
                "place": problem.place,
                "stage": problem.stage,
                "message": problem.message,
                "skipped": problem.skipped,
            }
            out.write(json.dumps(written, ensure_ascii=False).encode("utf-8", "replace").decode() + "\n")
