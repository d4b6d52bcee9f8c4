"""Articles put into a built graph, taken out of it, or annotated anew.

Only what is new or changed is annotated; all are resolved again, since one article may join or part what others
tell of; only graphs that differ are written. The result is, byte for byte, what a build of the same articles from
scratch gives, and it takes the place of the earlier graph in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from onrecord.annotate.method import fingerprint
from onrecord.building import VERDICTS, Making, Summary, annotated, finish
from onrecord.errors import InputError
from onrecord.held import Holding
from onrecord.language import load_language
from onrecord.lexicon import own
from onrecord.rdf.names import Run
from onrecord.read import Problem, Reading, read_articles
from onrecord.records import article_of
from onrecord.replacing import replacing
from onrecord.runs import read_options, run_of
from onrecord.timelimit import SECONDS_PER_ARTICLE


def add_articles(
    folder: Path | str,
    inputs: Iterable[Path | str],
    *,
    processes: int | None = None,
    seconds: float = SECONDS_PER_ARTICLE,
    reading: Reading | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Summary:
    """Add the articles in ``inputs`` to the graph in ``folder``.

    An article whose id is in the graph with another text or date is left out and told; :func:`update_graph` takes it.
    Parameters are those of :func:`onrecord.building.build_graph`.

    :raises InputError: ``folder`` is no build, or one of another pipeline, or nothing could be read.
    :raises OutputError: it cannot be written.
    :raises ModelMissing: the model that the graph was built with cannot be loaded.
    """
    making, run, known = _making(folder, processes, seconds, progress)
    with own.using(own.kept(making.output)), replacing(making.output) as fresh:
        given = list(read_articles(inputs, making.problems.append, reading))
        if not given:
            raise InputError("; ".join(map(str, making.problems)) or "no articles were given")
        nlp = load_language(making.options.model)
        if fingerprint(nlp, making.options.attribution) != known:
            raise InputError(
                f"{folder} was built with other models or another version; "
                f"bring it up to date first: onrecord update {folder}"
            )
        earlier = Holding.of(making.output)
        new = []
        for article in given:
            if article.id not in earlier.rows:
                new.append(article)
            elif not earlier.has(article):
                message = f"is in the graph and has changed; to take the new one: onrecord update {folder} ARTICLES"
                making.problems.append(Problem(article.id, message))
        found, _ = annotated(new, None, making, nlp, known)
        return finish({**earlier.all(), **found}, len(earlier.rows), fresh, making, known, run, earlier)


def remove_articles(
    folder: Path | str, ids: Sequence[str], *, progress: Callable[[int, int], None] = lambda done, total: None
) -> Summary:
    """Take the articles with these ``ids`` out of the graph in ``folder``; none where one of them is not in it.

    No model is needed for it.

    :raises InputError: ``folder`` is no build, an id is not in it, or nothing would be left.
    :raises OutputError: it cannot be written.
    """
    making, run, known = _making(folder, None, SECONDS_PER_ARTICLE, progress)
    with own.using(own.kept(making.output)), replacing(making.output) as fresh:
        earlier = Holding.of(making.output)
        unknown = sorted(set(ids) - earlier.rows.keys())
        if unknown:
            raise InputError(
                f"{', '.join(map(repr, unknown))}: no article of {folder} has this id; "
                f"list them: onrecord query {folder} articles"
            )
        left = {id: packed for id, packed in earlier.all().items() if id not in set(ids)}
        if not left:
            raise InputError(f"{folder}: no article would be left; remove the folder instead")
        return finish(left, len(left), fresh, making, known, run, earlier)


def update_graph(
    folder: Path | str,
    inputs: Iterable[Path | str] = (),
    *,
    delete: bool = False,
    processes: int | None = None,
    seconds: float = SECONDS_PER_ARTICLE,
    reading: Reading | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Summary:
    """Bring the graph in ``folder`` up to date: with ``inputs``, and with the models and version that are installed.

    New articles are added, changed ones replaced; ``delete`` takes out those that are not among ``inputs``. What the
    present pipeline has not made is annotated anew. Parameters are those of :func:`onrecord.building.build_graph`.

    :raises InputError: ``folder`` is no build, ``delete`` without articles, or none could be read.
    :raises OutputError: it cannot be written.
    :raises ModelMissing: the model that the graph was built with cannot be loaded.
    """
    making, _, was = _making(folder, processes, seconds, progress)
    paths = list(inputs)
    with own.using(own.kept(making.output)), replacing(making.output) as fresh:
        given = list(read_articles(paths, making.problems.append, reading))
        if not given and (paths or delete):
            raise InputError("; ".join(map(str, making.problems)) or "give the articles that are to stay")
        nlp = load_language(making.options.model)
        known = fingerprint(nlp, making.options.attribution)
        earlier = Holding.of(making.output)
        articles = {article.id: article for article in given}
        if not delete:
            articles = {id: article_of(packed) for id, packed in earlier.all().items()} | articles
        usable = earlier if known == was else None
        found, reused = annotated(list(articles.values()), usable, making, nlp, known)
        if not found:
            raise InputError("; ".join(map(str, making.problems)))
        return finish(found, reused, fresh, making, known, run_of(nlp), usable)


def _making(
    folder: Path | str, processes: int | None, seconds: float, progress: Callable[[int, int], None]
) -> tuple[Making, Run, str]:
    output = Path(folder)
    options, run, known = read_options(output)
    verdicts = output / VERDICTS
    said = verdicts if verdicts.is_file() else None
    return Making(output, options, said, processes, seconds, progress), run, known
