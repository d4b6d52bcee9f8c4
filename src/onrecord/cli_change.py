"""The commands that change a built graph: add, remove, update."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli_options import AnyLanguage, Fields, Folder, Inputs, Metadata, Processes, Seconds, reading_of
from onrecord.progress import progress, say, tell
from onrecord.timelimit import SECONDS_PER_ARTICLE

if TYPE_CHECKING:
    from onrecord.building import Summary

_INTERRUPTED = 130


def add(
    folder: Folder,
    inputs: Inputs,
    processes: Processes = None,
    field: Fields = None,
    metadata: Metadata = None,
    any_language: AnyLanguage = False,
    seconds: Seconds = SECONDS_PER_ARTICLE,
) -> None:
    """Add articles to a built graph; only they are annotated.

    The graph is as if all had been built together. Until it is whole the earlier one stays.

    Example: onrecord add out/demo new-articles
    """
    from onrecord.changing import add_articles

    reading = reading_of(field, metadata, any_language)
    with progress("annotating") as tick:
        summary = _kept(
            folder,
            lambda: add_articles(folder, inputs, processes=processes, seconds=seconds, reading=reading, progress=tick),
        )
    _tell(summary)


def remove(
    folder: Folder,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of articles.", show_default=False)],
) -> None:
    """Take articles out of a built graph, by their ids: it is as if they had never been there.

    Example: onrecord remove out/demo 000_5833edfb0e541bd8.txt
    """
    from onrecord.changing import remove_articles

    _tell(_kept(folder, lambda: remove_articles(folder, ids)))


def update(
    folder: Folder,
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[ARTICLES...]", help="Files of articles, folders of them.", show_default=False),
    ] = None,
    delete: Annotated[bool, typer.Option("--delete", help="Take out what is not among ARTICLES.")] = False,
    processes: Processes = None,
    field: Fields = None,
    metadata: Metadata = None,
    any_language: AnyLanguage = False,
    seconds: Seconds = SECONDS_PER_ARTICLE,
) -> None:
    """Bring a built graph up to date: add new articles, replace changed ones.

    Whatever other models, another version or other word lists made is annotated anew; without ARTICLES that is all.

    Example: onrecord update out/demo articles --delete
    """
    from onrecord.changing import update_graph

    reading = reading_of(field, metadata, any_language)
    with progress("annotating") as tick:
        summary = _kept(
            folder,
            lambda: update_graph(
                folder,
                inputs or (),
                delete=delete,
                processes=processes,
                seconds=seconds,
                reading=reading,
                progress=tick,
            ),
        )
    _tell(summary)


def _kept(folder: Path, change: Callable[[], Summary]) -> Summary:
    try:
        return change()
    except KeyboardInterrupt:
        say(f"interrupted; the graph in {folder} is as it was, and the next run goes on where this one was")
        raise typer.Exit(_INTERRUPTED) from None


def _tell(summary: Summary) -> None:
    tell(summary.problems, str(summary.folder / "errors.jsonl"))
    typer.echo(
        f"{summary.articles} article{'' if summary.articles == 1 else 's'} ({summary.reused} as they were), "
        f"{summary.statements} statements, {summary.operations} operations, {summary.seconds:.1f} seconds"
    )
    if summary.skipped:
        raise typer.Exit(1)


COMMANDS = (add, remove, update)
