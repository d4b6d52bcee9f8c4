"""Starts the server and ends it cleanly."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from pathlib import Path

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from onrecord.errors import OutputError
from onrecord.progress import say
from onrecord.runs import read_run
from onrecord.serving.app import Settings, application
from onrecord.serving.pool import Limits

_ANY = ("0.0.0.0", "::", "")  # nosec B104: to know what a user chose; the default is 127.0.0.1
HEADER_SECONDS = 10.0
"""How long a client may take to send a request: whoever sends it drop by drop holds a connection for nothing."""

_LOCAL = ("127.0.0.1", "localhost", "[::1]")


class _Impatient(H11Protocol):
    """HTTP by h11 that ends a connection on which no whole request has come in time, or an answer is not taken."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Waits for the first request."""
        super().connection_made(transport)
        self._untaken = 0
        self._waiting = self.loop.call_later(HEADER_SECONDS, self._given_up)

    def on_response_complete(self) -> None:
        """Waits for the next request."""
        super().on_response_complete()
        self._waiting.cancel()
        self._waiting = self.loop.call_later(HEADER_SECONDS, self._given_up)

    def _given_up(self) -> None:
        """Nothing, or half a request: the server's own limits hold from the whole request on."""
        idle = self.cycle is None or self.cycle.response_complete
        begun = self.cycle is not None and not self.cycle.response_complete and self.cycle.more_body
        if (idle or begun) and not self.transport.is_closing():
            self.transport.close()
        elif not self.transport.is_closing():
            before, self._untaken = self._untaken, self.transport.get_write_buffer_size()
            if before and self._untaken >= before:
                self.transport.abort()  # nothing of the answer went out: whoever does not read keeps it in memory
                return
            self._waiting = self.loop.call_later(HEADER_SECONDS, self._given_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more to wait for."""
        self._waiting.cancel()
        super().connection_lost(exc)


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
                http=_Impatient,
                ws="none",
                loop="asyncio",
            )
        )
        server.run(sockets=[listener])
