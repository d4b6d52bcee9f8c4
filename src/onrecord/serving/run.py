"""Starts the server and ends it cleanly."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from onrecord.errors import OutputError
from onrecord.progress import say
from onrecord.runs import read_run
from onrecord.serving.app import Settings, application
from onrecord.serving.pool import Limits

_ANY = ("0.0.0.0", "::", "")  # nosec B104: to know what a user chose; the default is 127.0.0.1
_LOCAL = ("127.0.0.1", "localhost", "[::1]")


def run(
    folder: Path,
    host: str,
    port: int,
    *,
    processes: int,
    seconds: float,
    answer_megabytes: int,
    megabytes: int,
    token: str = "",
    origins: Sequence[str] = (),
    names: Sequence[str] = (),
) -> None:
    """Serve the build in ``folder`` until the process is told to end; the parameters are those of the command.

    :raises InputError: ``folder`` is no build.
    :raises OutputError: the address cannot be listened on.
    """
    base = str(read_run(folder)["base"])
    limits = Limits(seconds, answer_megabytes << 20, megabytes)
    # Whoever is addressed by a name that is not his is asked by a page of somebody else (DNS rebinding).
    hosts = ["*"] if host in _ANY and not names else [*_LOCAL, host, *names]
    settings = Settings(folder, base, processes, limits, token, hosts, origins)
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise OutputError(f"{host}:{port} cannot be listened on ({error.strerror}); try another --port") from error
    with listener:
        shown = f"[{host}]" if ":" in host else host
        say(f"serving {folder} at http://{shown}:{listener.getsockname()[1]}/ (Ctrl-C ends it)")
        server = uvicorn.Server(
            uvicorn.Config(
                application(settings),
                log_level="warning",
                access_log=False,
                server_header=False,
                limit_concurrency=1000,
                timeout_keep_alive=5,
                timeout_graceful_shutdown=5,
                h11_max_incomplete_event_size=64 << 10,
                http="h11",
                ws="none",
                loop="asyncio",
            )
        )
        server.run(sockets=[listener])
