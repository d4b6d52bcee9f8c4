"""The command line. Exit codes: 0 all well, 1 something was skipped or failed, 2 the command is not right."""

from __future__ import annotations

import gc
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord import cli_ask, cli_change, cli_evaluate, cli_stores
from onrecord.cli_options import AnyLanguage, Fields, Inputs, Metadata, Processes, Seconds, reading_of
from onrecord.errors import OnrecordError
from onrecord.language import DEFAULT_MODEL
from onrecord.lexicon import own
from onrecord.progress import LOGS, default_processes, log_as, progress, say, tell
from onrecord.read import Problem, Reading, Selection, read_articles
from onrecord.replacing import replacing_file
from onrecord.timelimit import SECONDS_PER_ARTICLE

if TYPE_CHECKING:
    from onrecord.annotate.method import Method

app = typer.Typer(
    name="onrecord",
    help="Who said what about which operation: a knowledge graph from news articles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_INTERRUPTED = 130

Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="Only the first N articles.")]
Sample = Annotated[
    int | None, typer.Option("--sample", metavar="N", min=1, help="N articles at random, the same every time.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Read everything, tell what would be done, write nothing.")]
Model = Annotated[str, typer.Option("--model", metavar="NAME", help="A spaCy pipeline: a package or a folder.")]
Attribution = Annotated[
    str | None,
    typer.Option("--attribution", metavar="METHOD", help="How statements are found: rules, model or combined."),
]

Lexicon = Annotated[
    Path | None,
    typer.Option("--lexicon", metavar="DIR", help="Words of another domain: events.tsv, measures.tsv, countnouns.tsv."),
]


@app.command()
def build(
    inputs: Inputs,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Folder of the graph.")],
    model: Model = DEFAULT_MODEL,
    attribution: Attribution = None,
    processes: Processes = None,
    base: Annotated[str | None, typer.Option("--base", metavar="IRI", help="What the graph's IRIs begin with.")] = None,
    verdicts: Annotated[
        Path | None,
        typer.Option("--verdicts", metavar="FILE", help="A reviewer's file that joins or splits entities."),
    ] = None,
    lexicon: Lexicon = None,
    formats: Annotated[
        str | None,
        typer.Option("--formats", metavar="LIST", help="Files beside the store, as in nquads,page; by default all."),
    ] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="ADDRESS", help="A Dask cluster: tcp://scheduler:8786, or local.")
    ] = None,
    records: Annotated[
        str | None,
        typer.Option("--records", metavar="URL", help="Where its workers keep what they found: a path, s3://…"),
    ] = None,
    field: Fields = None,
    metadata: Metadata = None,
    any_language: AnyLanguage = False,
    seconds: Seconds = SECONDS_PER_ARTICLE,
    limit: Limit = None,
    sample: Sample = None,
    dry_run: DryRun = False,
) -> None:
    """Build the graph of articles: a store, RDF, GraphML and a page to look at, in the folder DIR.

    DIR appears whole when all is done; an earlier build stays there until then, and what it knows of
    unchanged articles is used again.

    Example: onrecord build examples/articles --output out/demo
    """
    reading, selection = reading_of(field, metadata, any_language), Selection(limit, sample)
    if dry_run:
        _survey(inputs, reading, selection)
        return
    from onrecord.starting import started

    try:
        with started(None if cluster else processes, model, output, lexicon) as workers, progress("annotating") as tick:
            from onrecord.building import ERRORS, PAGE, build_graph
            from onrecord.rdf.namespace import DEFAULT_BASE

            summary = build_graph(
                inputs,
                output,
                model=model,
                attribution=_method(attribution),
                processes=processes,
                base=base or DEFAULT_BASE,
                verdicts=verdicts,
                lexicon=lexicon,
                formats=None if formats is None else [name.strip() for name in formats.split(",") if name.strip()],
                seconds=seconds,
                reading=reading,
                selection=selection,
                cluster=cluster,
                records=records,
                workers=workers,
                progress=tick,
            )
    except KeyboardInterrupt:
        say(f"interrupted; the graph in {output} is as it was, and the next run goes on where this one was")
        raise typer.Exit(_INTERRUPTED) from None
    tell(summary.problems, str(output / ERRORS))
    reused = f" ({summary.reused} known from before)" if summary.reused else ""
    typer.echo(
        f"{_count(summary.articles, 'article')}{reused}, {_count(summary.statements, 'statement')} "
        f"by {_count(summary.speakers, 'speaker')}, {_count(summary.operations, 'operation')}, "
        f"{summary.seconds:.1f} seconds"
    )
    if summary.skipped:
        typer.echo(f"{summary.skipped} skipped, named in {output / ERRORS}")
    _count_foreign(summary.foreign)
    if (output / PAGE).is_file():
        typer.echo(f"Look at it: {(output / PAGE).absolute()}")
    else:
        typer.echo(f"Look at it: onrecord export {output} --format page --output page.html")
    typer.echo(f"Ask it:     onrecord query {output} who-said-what")
    if summary.skipped:
        raise typer.Exit(1)


@app.command()
def annotate(
    inputs: Inputs,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help='JSON Lines file to write; "-" is standard output.')
    ],
    model: Model = DEFAULT_MODEL,
    attribution: Attribution = None,
    processes: Processes = None,
    lexicon: Lexicon = None,
    field: Fields = None,
    metadata: Metadata = None,
    any_language: AnyLanguage = False,
    limit: Limit = None,
    sample: Sample = None,
    dry_run: DryRun = False,
) -> None:
    """Write what each article says on its own, as JSON Lines in the order of the input.

    Example: onrecord annotate articles.jsonl --output found.jsonl
    """
    reading, selection = reading_of(field, metadata, any_language), Selection(limit, sample)
    if dry_run:
        _survey(inputs, reading, selection)
        return
    from onrecord.annotate.many import Failure, annotate_many
    from onrecord.contract import article_record, empty_record, to_line

    own.use(lexicon)
    problems: list[Problem] = []
    articles = list(selection.of(read_articles(inputs, problems.append, reading)))
    with progress("annotating") as tick, replacing_file(output) as path, path.open("w", encoding="utf-8") as file:
        found = annotate_many(
            articles, model, processes or default_processes(len(articles)), attribution=_method(attribution)
        )
        for done, result in enumerate(found, 1):
            if isinstance(result, Failure):
                problems.append(Problem(result.article.id, result.message, stage="annotate"))
                record = empty_record(result.article)
            else:
                record = article_record(result)
            file.write(to_line(record) + "\n")
            tick(done, len(articles))
    tell(problems)
    _count_foreign(sum(problem.stage == "language" for problem in problems), err=True)
    if any(problem.fault for problem in problems):
        raise typer.Exit(1)


@app.command()
def version() -> None:
    """Print the version of onrecord.

    Example: onrecord version
    """
    typer.echo(metadata.version("onrecord"))


for command in (*cli_change.COMMANDS, *cli_ask.COMMANDS, *cli_stores.COMMANDS, cli_evaluate.evaluate):
    app.command()(command)


@app.callback()
def logging_style(
    log: Annotated[
        str, typer.Option("--log", metavar="STYLE", help=f"Log to standard error: {', '.join(LOGS)}.")
    ] = LOGS[0],
) -> None:
    """Who said what about which operation: a knowledge graph from news articles."""
    if log not in LOGS:
        raise typer.BadParameter(f"{log!r} is none of {', '.join(LOGS)}", param_hint="--log")
    log_as(log)


def _survey(inputs: list[Path], reading: Reading, selection: Selection) -> None:
    """Tell what would be built."""
    problems: list[Problem] = []
    articles = words = 0
    dates: list[str] = []
    for article in selection.of(read_articles(inputs, problems.append, reading)):
        articles += 1
        words += len(article.text.split())
        dates += [article.published] if article.published else []
    tell(problems)
    skipped = sum(problem.fault for problem in problems)
    typer.echo(f"{_count(articles, 'article')}, {_count(words, 'word')}, {skipped} skipped; nothing was written")
    if dates:
        typer.echo(f"{len(dates)} with a date, from {min(dates)} to {max(dates)}")
    _count_foreign(sum(problem.stage == "language" for problem in problems))
    if skipped:
        raise typer.Exit(1)


def _count_foreign(number: int, err: bool = False) -> None:
    if number:
        typer.echo(f"{_count(number, 'article')} not in English left out; --any-language takes them", err=err)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _method(written: str | None) -> Method | None:
    from onrecord.annotate.method import METHODS

    for method in METHODS:
        if method == written:
            return method
    if written is not None:
        raise typer.BadParameter(f"{written!r} is none of {', '.join(METHODS)}", param_hint="--attribution")
    return None


def main() -> None:
    """Run the command line; a fault that is expected is one line on standard error, never a traceback."""
    try:
        app()
    except OnrecordError as error:
        say(str(error))
        sys.exit(1)
    except MemoryError as error:
        why = f" ({error})" if str(error) else ""
        say(f"there is not enough memory{why}; what was annotated is kept: give more, or choose --attribution rules")
        sys.exit(1)
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(_INTERRUPTED)
    finally:
        gc.freeze()  # the process ends: nobody need look for cycles in all that it holds, as Python would
