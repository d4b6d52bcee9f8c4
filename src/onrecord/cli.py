"""The command line. Exit codes: 0 all well, 1 something was skipped or failed, 2 the command is not right."""

from __future__ import annotations

import os
import sys
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import OnrecordError, OutputError
from onrecord.language import DEFAULT_MODEL
from onrecord.progress import default_processes, progress, say, tell
from onrecord.read import Problem, read_articles

app = typer.Typer(
    name="onrecord",
    help="Who said what about which operation: a knowledge graph from news articles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Inputs = Annotated[
    list[Path],
    typer.Argument(metavar="ARTICLES...", help="Text files, JSON Lines files, folders of them.", show_default=False),
]
Model = Annotated[str, typer.Option("--model", metavar="NAME", help="A spaCy pipeline: a package or a folder.")]
Processes = Annotated[
    int | None,
    typer.Option(
        "--processes", min=1, help="Worker processes; by default one a core where that pays.", show_default=False
    ),
]


@app.command()
def annotate(
    inputs: Inputs,
    output: Annotated[Path, typer.Option("--output", "-o", help='JSON Lines file to write; "-" is standard output.')],
    model: Model = DEFAULT_MODEL,
    processes: Processes = None,
) -> None:
    """Write what each article says on its own, as JSON Lines in the order of the input.

    Example: onrecord annotate articles.jsonl --output found.jsonl
    """
    from onrecord.annotate.many import Failure, annotate_many
    from onrecord.contract import article_record, empty_record, to_line

    problems: list[Problem] = []
    articles = list(read_articles(inputs, problems.append))
    partial = output.with_name(f".{output.name}.partial-{os.getpid()}")
    try:
        with (
            progress("annotating") as tick,
            os.fdopen(os.dup(1), "w", encoding="utf-8")
            if output == Path("-")
            else partial.open("w", encoding="utf-8") as file,
        ):
            found = annotate_many(articles, model, processes or default_processes(len(articles)))
            for done, result in enumerate(found, 1):
                if isinstance(result, Failure):
                    problems.append(Problem(result.article.id, result.message))
                    record = empty_record(result.article)
                else:
                    record = article_record(result)
                file.write(to_line(record) + "\n")
                tick(done, len(articles))
        if output != Path("-"):
            partial.replace(output)
    except OSError as error:
        raise OutputError(f"{output}: cannot be written ({error.strerror}); choose another place") from error
    finally:
        partial.unlink(missing_ok=True)
    _finish(problems)


@app.command()
def version() -> None:
    """Print the version of onrecord.

    Example: onrecord version
    """
    typer.echo(metadata.version("onrecord"))


def _finish(problems: list[Problem]) -> None:
    tell(problems)
    if any(problem.skipped for problem in problems):
        raise typer.Exit(1)


def main() -> None:
    """Run the command line; a fault that is expected is one line on standard error, never a traceback."""
    try:
        app()
    except OnrecordError as error:
        say(str(error))
        sys.exit(1)
