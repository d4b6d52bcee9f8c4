"""The commands that read a built graph: query, explain, validate, export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli_options import Folder
from onrecord.errors import InputError, QueryError
from onrecord.replacing import replacing_file

# A literal, not the store's table: the command line's help must not load an RDF library. A test compares.
FORMATS = ("table", "csv", "tsv", "json")
ROWS = 1000  # of a table, which is for reading


JSON_LINES = "jsonl"


def _show_formats(wanted: bool) -> None:
    if wanted:
        from onrecord.export import FORMATS

        typer.echo(f"{JSON_LINES:<10} JSON Lines: statements, mentions and figures, an article a line")
        for format in FORMATS.values():
            typer.echo(f"{format.name:<10} {format.help}")
        raise typer.Exit


def query(
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="The folder of a build.")] = None,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A named query; --list shows them.")] = None,
    operation: Annotated[
        str | None, typer.Option(metavar="NAME", help="An operation or event, or words of it.")
    ] = None,
    agency: Annotated[str | None, typer.Option(metavar="NAME", help="An agency or other organisation.")] = None,
    person: Annotated[str | None, typer.Option(metavar="NAME", help="Whoever speaks or holds a role.")] = None,
    entity: Annotated[str | None, typer.Option(metavar="NAME", help="Any person, organisation, place, event.")] = None,
    article: Annotated[str | None, typer.Option(metavar="ID", help="An article, by id or headline.")] = None,
    measure: Annotated[str | None, typer.Option(metavar="NAME", help="What is counted: persons-detained, …")] = None,
    containing: Annotated[str | None, typer.Option(metavar="WORDS", help="Words that the text has.")] = None,
    below: Annotated[str | None, typer.Option(metavar="NUMBER", help="A confidence from 0 to 1.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also headlines, nested statements, attitudes.")] = False,
    sparql: Annotated[str | None, typer.Option(metavar="TEXT", help="A SPARQL 1.1 query instead of a name.")] = None,
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="A file with a SPARQL query.")] = None,
    format: Annotated[str, typer.Option(help=f"One of {', '.join(FORMATS)}.")] = "table",
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, help=f"At most N rows of a named query; 0: all. A table: {ROWS} unless told."),
    ] = None,
    list_queries: Annotated[bool, typer.Option("--list", help="Show the named queries and what they take.")] = False,
) -> None:
    """Ask a built graph: a query of the library by its name, or any SPARQL query.

    Example: onrecord query out/demo who-said-what --operation Mississippi

    Example: onrecord query out/demo --sparql 'SELECT ?s WHERE { ?s a onr:Statement } LIMIT 5'
    """
    if list_queries:
        _show_list()
        return
    if format not in FORMATS:
        raise typer.BadParameter(f"{format!r} is none of {', '.join(FORMATS)}", param_hint="--format")
    asked = [given for given in (name, sparql, file) if given is not None]
    if folder is None or len(asked) != 1:
        raise typer.BadParameter("give DIR and one of NAME, --sparql, --file; --list shows the names")
    parameters = {
        key: value
        for key, value in {
            "operation": operation,
            "agency": agency,
            "person": person,
            "entity": entity,
            "article": article,
            "measure": measure,
            "containing": containing,
            "below": below,
        }.items()
        if value is not None
    }
    if name is None and (parameters or everything or limit is not None):
        raise typer.BadParameter("--operation and the like belong to a named query; put values into the SPARQL text")
    if limit is None and format == "table":
        limit = ROWS
    from onrecord.store import Store

    store = Store.open(folder)
    if name is not None:
        answer = store.ask(name, parameters, everything, limit or None)
    else:
        answer = store.query(sparql if sparql is not None else _text(file))
    if format == "table":
        _show_table(answer.columns, answer.rows, answer.boolean)
    else:
        sys.stdout.write(answer.serialize(format))
    if name is not None and limit and len(answer) == limit:
        typer.echo(f"these are the first {limit} rows; all of them: --limit 0, or --format csv", err=True)


def explain(
    folder: Folder,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, key or IRI.", show_default=False)],
) -> None:
    """Tell why mentions were joined as one person, organisation, place or operation, or kept apart.

    Example: onrecord explain out/demo Albence
    """
    from onrecord.graph import open_graph
    from onrecord.resolve import explain as explained

    typer.echo(explained(open_graph(folder).knowledge, name))


def validate(folder: Folder) -> None:
    """Check a built graph: its shapes (SHACL), its files, and every span against the article's characters.

    Example: onrecord validate out/demo
    """
    from onrecord.rdf.validate import validate as faults_of

    faults = faults_of(folder)
    for fault in faults:
        typer.echo(str(fault))
    if faults:
        typer.echo(f"{len(faults)} fault{'' if len(faults) == 1 else 's'} in {folder}")
        raise typer.Exit(1)
    typer.echo(f"{folder} holds: shapes conform, and every span is the article's characters")


def export(
    folder: Folder,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="The format; --list shows them.")] = JSON_LINES,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help='"-" is standard output.')] = Path("-"),
    flat: Annotated[bool, typer.Option("--flat", help="Triples without graph names.")] = False,
    gzip: Annotated[bool, typer.Option("--gzip", help="Compressed with gzip.")] = False,
    split: Annotated[
        int | None, typer.Option("--split", metavar="N", min=1, help="Files of at most N quads: FILE-0001, …")
    ] = None,
    list_formats: Annotated[
        bool, typer.Option("--list", help="Show the formats.", is_eager=True, callback=_show_formats)
    ] = False,
) -> None:
    """Write a built graph in another format.

    Example: onrecord export out/demo --format jsonl --output statements.jsonl
    """
    from onrecord.export.output import chosen_format, write_export
    from onrecord.graph import open_graph

    if format == JSON_LINES:
        if flat or gzip or split:
            raise typer.BadParameter(f"--flat, --gzip and --split do not go with {JSON_LINES}")
        graph = open_graph(folder)
        with replacing_file(output) as path:
            graph.write_records(path)
        return
    try:
        chosen = chosen_format(format, flat=flat, compressed=gzip, split=split)
    except InputError as error:
        raise typer.BadParameter(str(error), param_hint="--format") from error
    write_export(open_graph(folder).store, chosen, output, compressed=gzip, split=split)


# A literal, as with the formats: matplotlib takes its time to load. A test compares.
PLOTS = ("network", "timeline", "figures", "speakers")


def plot(
    folder: Folder,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Ends in .svg, .png or .pdf.")],
    what: Annotated[str, typer.Option(metavar="PICTURE", help=f"One of {', '.join(PLOTS)}.")] = "network",
    operation: Annotated[
        str | None, typer.Option(metavar="NAME", help="An operation or event, or words of it.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also headlines, nested statements, attitudes.")] = False,
) -> None:
    """Draw a built graph for a report: who speaks about what, when it was said, figures, speakers.

    Example: onrecord plot out/demo --what figures --operation Mississippi --output figures.svg
    """
    from onrecord.graph import open_graph
    from onrecord.plotting import PICTURES, SUFFIXES, save

    picture = PICTURES.get(what)
    if picture is None:
        raise typer.BadParameter(f"{what!r} is none of {', '.join(PLOTS)}", param_hint="--what")
    if output.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"{str(output)!r} does not end in {', '.join(SUFFIXES)}", param_hint="--output")
    figure = open_graph(folder).plot(picture, operation=operation, everything=everything)
    with replacing_file(output) as path:
        save(figure, path, output.suffix)


COMMANDS = (query, explain, validate, export, plot)


def _text(file: Path | None) -> str:
    if file is None:
        raise QueryError("there is no query")
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: the query cannot be read ({error})") from error


def _show_list() -> None:
    from onrecord.rdf.queries import named_queries

    for query in named_queries().values():
        options = " ".join(f"--{parameter}" for parameter in query.parameters) + (" --all" if query.takes_all else "")
        typer.echo(f"{query.name:<30} {query.summary}")
        if options.strip():
            typer.echo(f"{'':<30} {options.strip()}")


def _show_table(columns: tuple[str, ...], rows: tuple[tuple[str | None, ...], ...], boolean: bool | None) -> None:
    if boolean is not None:
        typer.echo("yes" if boolean else "no")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # Into a pipe the table keeps its width: cells are folded for a reader, not cut.
    console = Console(width=None if sys.stdout.isatty() else 160)
    table = Table(show_lines=False, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell or "") for cell in row))
    console.print(table)
    typer.echo(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")
