"""From articles to a built graph: read, annotate, resolve, publish."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.annotate.attribution import Method
from onrecord.annotate.many import Failure, annotate_many
from onrecord.annotate.pipeline import SECONDS_PER_ARTICLE, fingerprint
from onrecord.cache import Cache
from onrecord.errors import InputError
from onrecord.export import FORMATS
from onrecord.export.page import write_page
from onrecord.language import DEFAULT_MODEL, load_language
from onrecord.model import Article, Document, Knowledge
from onrecord.progress import default_processes, step
from onrecord.rdf.dataset import Names, Run, knowledge_quads
from onrecord.rdf.namespace import DEFAULT_BASE
from onrecord.read import Problem, Reading, Selection, read_articles
from onrecord.records import read_documents, write_documents
from onrecord.replacing import MARK, replacing
from onrecord.resolve import read_verdicts, resolve
from onrecord.store import Store

if TYPE_CHECKING:
    from spacy.language import Language

DOCUMENTS = "documents.jsonl.gz"
PAGE = "page.html"
VERDICTS = "resolutions.tsv"
ERRORS = "errors.jsonl"


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

    def stage(self, name: str, **facts: object) -> None:
        """The stage ``name`` ends now."""
        now = time.monotonic()
        spent = self.stages[name] = now - self._last
        self._last = now
        step(f"{name}: done in {spent:.1f} seconds", stage=name, seconds=round(spent, 1), **facts)

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self._begun


def build_graph(
    inputs: Iterable[Path | str],
    output: Path | str,
    *,
    model: str = DEFAULT_MODEL,
    attribution: Method | None = None,
    processes: int | None = None,
    base: str = DEFAULT_BASE,
    verdicts: Path | None = None,
    seconds: float = SECONDS_PER_ARTICLE,
    reading: Reading | None = None,
    selection: Selection | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Summary:
    """Build the graph of the articles in ``inputs`` (files and folders) into the folder ``output``.

    The folder appears whole when everything is done; an earlier build in it stays until then, and
    what it knows of articles that have not changed is used again. A run that is interrupted leaves what it
    annotated there for the next one (:mod:`onrecord.cache`). ``attribution`` is "rules", "model"
    or "combined" (None: the best that is installed). ``processes`` None takes as many as
    pay. ``base`` is what the IRIs of the graph begin with; ``verdicts`` is a reviewer's file that joins or
    splits entities (:mod:`onrecord.resolve.verdicts`). An article that takes more than ``seconds`` is left
    out. ``reading`` tells how inputs are read, ``selection`` which articles are taken. ``progress`` is called
    with (done, total).

    :raises InputError: nothing could be read or annotated, or ``base`` is no IRI.
    :raises OutputError: ``output`` is a file or a folder of something else, or cannot be written.
    :raises ModelMissing: ``model`` cannot be loaded.
    """
    started, clock = datetime.now(UTC), Clock()
    output = Path(output)
    problems: list[Problem] = []
    Names(base)  # a base that is none is told before an hour's work, not after it
    said = read_verdicts(verdicts) if verdicts else ()
    with ExitStack() as stack:
        folder = stack.enter_context(replacing(output))
        articles = list((selection or Selection()).of(read_articles(inputs, problems.append, reading)))
        if not articles:
            raise InputError("; ".join(map(str, problems)) or "no articles were given")
        clock.stage("read", articles=len(articles), problems=len(problems))
        nlp = load_language(model)
        known = fingerprint(nlp, attribution)
        earlier = _earlier(output, known, problems)
        cache = stack.enter_context(Cache(output, known))
        fresh = _fresh(articles, earlier, cache)
        found = annotate_many(
            fresh, model, processes or default_processes(len(fresh)), nlp=nlp, attribution=attribution, seconds=seconds
        )
        documents = [earlier[article.id] for article in articles if article.id in earlier]
        progress(len(documents), len(articles))
        for done, result in enumerate(found, len(documents) + 1):
            if isinstance(result, Failure):
                problems.append(Problem(result.article.id, result.message, stage="annotate"))
            else:
                documents.append(result)
                cache.put(result)
            progress(done, len(articles))
        cache.close()
        clock.stage("annotate", articles=len(documents), reused=len(articles) - len(fresh))
        if not documents:
            raise InputError("; ".join(map(str, problems)))
        # The order in which articles were given says nothing about them.
        documents.sort(key=lambda document: document.article.id)
        knowledge = resolve(documents, verdicts=said)
        clock.stage("resolve", entities=len(knowledge.entities), events=len(knowledge.occurrences))
        publish(knowledge, folder, base, run_of(nlp))
        write_problems(problems, folder / ERRORS)
        clock.stage("publish")
        if verdicts:
            shutil.copyfile(verdicts, folder / VERDICTS)
        summary = _summary(output, knowledge, sum(a.id in earlier for a in articles), clock, problems)
        _write_run(folder, summary, started, nlp, known, base)
    return summary


def publish(knowledge: Knowledge, folder: Path, base: str, run: Run) -> None:
    """Write every format of the graph, the page and the documents into ``folder``."""
    store = Store(knowledge_quads(knowledge, base, run), base)
    for format in FORMATS.values():
        if format.file is not None:
            format.write(store, folder / format.file)
    names = Names(base)
    texts = {names.article(d.article.id)[1:-1]: d.article.text for d in knowledge.documents}
    write_page(store.dataset, folder / PAGE, texts=texts, title="On the record")
    write_documents(knowledge.documents, folder / DOCUMENTS)


def run_of(nlp: Language) -> Run:
    """What made the graph, as the provenance graph states it: the same for every build of one installation."""
    name = f"{nlp.meta.get('lang')}_{nlp.meta.get('name')}"
    components = {name: str(nlp.meta.get("version")), "spacy": version("spacy")}
    stamp = json.dumps([version("onrecord"), components], sort_keys=True)
    return Run(
        fingerprint=hashlib.sha256(stamp.encode()).hexdigest()[:16], version=version("onrecord"), components=components
    )


def read_run(folder: Path) -> Mapping[str, Any]:
    """What run.json of a build says.

    :raises InputError: the folder is no build.
    """
    try:
        run = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{folder} is no build of onrecord ({MARK} cannot be read); "
            f"make one: onrecord build ARTICLES --output {folder}"
        ) from error
    if not isinstance(run, dict) or "fingerprint" not in run or "base" not in run:
        raise InputError(f"{folder}/{MARK} is not of onrecord; build the graph again")
    return run


def _earlier(output: Path, known: str, problems: list[Problem]) -> dict[str, Document]:
    """The Documents of the build that is there, if the same pipeline made them; by article id."""
    if not (output / MARK).is_file():
        return {}
    try:
        if read_run(output)["fingerprint"] != known:
            return {}
        return {document.article.id: document for document in read_documents(output / DOCUMENTS)}
    except InputError as error:
        problems.append(Problem(str(output), f"{error}; all articles were annotated anew", False))
        return {}


def _fresh(articles: Sequence[Article], earlier: dict[str, Document], cache: Cache) -> list[Article]:
    """The articles that ``earlier`` does not know.

    What it knows of an article that changed is taken out of it; what a run that was interrupted found is put in.
    """
    for article in articles:
        if article.id in earlier and earlier[article.id].article != article:
            del earlier[article.id]
        if article.id not in earlier and (found := cache.get(article)) is not None:
            earlier[article.id] = found
    return [article for article in articles if article.id not in earlier]


def _summary(folder: Path, knowledge: Knowledge, reused: int, clock: Clock, problems: Sequence[Problem]) -> Summary:
    statements = [(d.article.id, s) for d in knowledge.documents for s in d.statements]
    speakers = {knowledge.entity_of.get((article, s.speaker)) for article, s in statements if s.speaker}
    return Summary(
        folder=folder,
        articles=len(knowledge.documents),
        reused=reused,
        statements=len(statements),
        speakers=len(speakers - {None}),
        operations=sum(occurrence.operation for occurrence in knowledge.occurrences),
        seconds=clock.seconds,
        problems=tuple(problems),
        stages=clock.stages,
    )


def _write_run(folder: Path, summary: Summary, started: datetime, nlp: Language, known: str, base: str) -> None:
    run = {
        "onrecord": version("onrecord"),
        "model": f"{nlp.meta.get('lang')}_{nlp.meta.get('name')} {nlp.meta.get('version')}",
        "spacy": version("spacy"),
        "fingerprint": known,
        "base": base,
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(summary.seconds, 1),
        "articles": summary.articles,
        "reused": summary.reused,
        "statements": summary.statements,
        "speakers": summary.speakers,
        "operations": summary.operations,
        "stages": {name: round(spent, 1) for name, spent in summary.stages.items()},
        "skipped": summary.skipped,
        "not_in_english": summary.foreign,
        "files": {file.name: _sha256(file) for file in sorted(folder.iterdir())},
    }
    (folder / MARK).write_text(json.dumps(run, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


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


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
