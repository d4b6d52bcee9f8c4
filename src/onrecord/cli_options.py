"""Options that several commands take, and what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.read import Reading, field_map, read_metadata

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a build.", show_default=False)]
Inputs = Annotated[
    list[Path],
    typer.Argument(
        metavar="ARTICLES...", help='Files, folders, archives, patterns; "-" is standard input.', show_default=False
    ),
]
Fields = Annotated[
    list[str] | None,
    typer.Option("--field", metavar="OURS=THEIRS", help="What a field is called in JSON or a table: text=body."),
]
Metadata = Annotated[
    Path | None, typer.Option("--metadata", metavar="FILE", help="CSV or JSON with titles, dates … of the articles.")
]
AnyLanguage = Annotated[bool, typer.Option("--any-language", help="Read articles that are not in English too.")]
Processes = Annotated[
    int | None,
    typer.Option("--processes", min=1, help="Worker processes; by default one a core where that pays."),
]
Seconds = Annotated[
    float,
    typer.Option("--seconds", metavar="SECONDS", min=1, help="An article that takes longer to annotate is left out."),
]


def reading_of(field: list[str] | None, metadata: Path | None, any_language: bool) -> Reading:
    """How articles are to be read, as the options say."""
    return Reading(field_map(field or []), read_metadata(metadata) if metadata else {}, any_language)
