"""The commands that bring a built graph to others: serve and push."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli_options import Folder
from onrecord.errors import InputError
from onrecord.progress import progress

# Literals, not the module's: the command line's help must not load an RDF library. A test compares.
PROTOCOLS = ("gsp", "update")
AUTH = "ONRECORD_AUTH"
TOKEN = "ONRECORD_TOKEN"  # nosec B105: the name of a variable, no token


def serve(  # nosec B107: no token by default, and then none is taken
    folder: Folder,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8080,
    processes: Annotated[int, typer.Option(min=1, help="Queries that are answered at a time.")] = 2,
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", min=0.1, help="A query that takes longer is ended.")
    ] = 30,
    max_answer: Annotated[int, typer.Option(metavar="MB", min=1, help="Megabytes that an answer may have.")] = 64,
    max_memory: Annotated[
        int, typer.Option(metavar="MB", min=0, help="Megabytes that a query may take; 0: no bound.")
    ] = 4096,
    writable: Annotated[bool, typer.Option("--writable", help="Take updates from whoever has the token.")] = False,
    token: Annotated[str, typer.Option(metavar="TOKEN", help="For --writable; @FILE reads it.", envvar=TOKEN)] = "",
    cors: Annotated[
        list[str] | None, typer.Option(metavar="ORIGIN", help="A web origin whose scripts may ask, as https://x.org.")
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A name by which the server may be addressed.")
    ] = None,
) -> None:
    """Serve a built graph: a SPARQL 1.1 endpoint, its page and a query editor.

    It only answers queries, on this machine, unless told otherwise; Ctrl-C ends it.

    Example: onrecord serve out/demo --port 8080
    """
    from onrecord.serving.run import run

    if writable != bool(token):
        raise typer.BadParameter("--writable and --token TOKEN go together", param_hint="--writable")
    run(
        folder,
        host,
        port,
        processes=processes,
        seconds=timeout,
        answer_megabytes=max_answer,
        megabytes=max_memory,
        token=_secret(token, "--token"),
        origins=cors or (),
        names=allow_host or (),
    )


def push(
    folder: Folder,
    to: Annotated[str, typer.Option("--to", metavar="URL", help="Where the store takes graphs or updates.")],
    protocol: Annotated[
        str, typer.Option(metavar="NAME", help="gsp (Graph Store Protocol) or update (SPARQL 1.1 Update).")
    ] = "gsp",
    query: Annotated[
        str | None, typer.Option(metavar="URL", help="Where it answers queries, if that cannot be guessed.")
    ] = None,
    auth: Annotated[
        str,
        typer.Option(metavar="WHO", help="user:password, token:TOKEN, or @FILE that holds one of them.", envvar=AUTH),
    ] = "",
    graph: Annotated[str | None, typer.Option(metavar="IRI", help="Put everything into this one graph.")] = None,
    changed: Annotated[bool, typer.Option("--changed", help="Only what differs from the last push.")] = False,
    batch: Annotated[int, typer.Option(metavar="N", min=1, help="Triples of one request of update.")] = 10_000,
    retries: Annotated[int, typer.Option(metavar="N", min=0, help="How often a request is made again.")] = 5,
) -> None:
    """Send a built graph to a store that runs elsewhere, and count there what has arrived.

    A push that is interrupted goes on where it was.

    Example: onrecord push out/demo --to http://127.0.0.1:7878/store
    """
    from onrecord import push as pushing

    known = next((name for name in pushing.PROTOCOLS if name == protocol), None)
    if known is None:
        raise typer.BadParameter(f"{protocol!r} is none of {', '.join(PROTOCOLS)}", param_hint="--protocol")
    with progress("sending") as tick:
        done = pushing.push(
            folder,
            to,
            protocol=known,
            query=query,
            auth=_secret(auth, "--auth"),
            graph=graph,
            changed=changed,
            batch=batch,
            retries=retries,
            progress=tick,
        )
    typer.echo(
        f"{done.sent} graph{'' if done.sent == 1 else 's'} with {done.triples} triples sent, {done.removed} removed, "
        f"{done.there} there before; the store has them all"
    )


def _secret(auth: str, option: str) -> str:
    if not auth.startswith("@"):
        return auth
    try:
        return Path(auth[1:]).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise InputError(f"{option} {auth}: cannot be read ({error.strerror})") from error


COMMANDS = (serve, push)
