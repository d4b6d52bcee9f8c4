"""A store behind HTTP that can be told to fail: what pushes are tested against."""

from __future__ import annotations

import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox


class FaultyStore(BaseHTTPRequestHandler):
    """An Oxigraph in memory behind HTTP that can be told to fail."""

    protocol_version = "HTTP/1.1"
    store: ox.Store
    requests: list[str]
    failures: list[int]
    lose: bytes = b""
    secret: str = ""

    def log_message(self, *_: object) -> None: ...

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urllib.parse.urlsplit(self.path)
        self.requests.append(f"{self.command} {self.path}")
        if self.secret and self.headers.get("Authorization") != self.secret:
            return self._end(401, b"who?", {"WWW-Authenticate": 'Basic realm="x"'})
        if self.failures:
            code = self.failures.pop(0)
            if code == 0:
                self.close_connection = True
                return None
            return self._end(code, b"later", {"Retry-After": "0"})
        if url.path == "/query":
            query = urllib.parse.parse_qs(body.decode())["query"][0]
            return self._end(200, self.store.query(query).serialize(format=ox.QueryResultsFormat.JSON) or b"")
        if url.path == "/update":
            self.store.update(body.decode())
            return self._end(204)
        graph = ox.NamedNode(urllib.parse.parse_qs(url.query)["graph"][0])
        if self.command in ("PUT", "DELETE"):
            self.store.remove_graph(graph)
        if self.command != "DELETE":
            lines = [line for line in body.splitlines(keepends=True) if not (self.lose and self.lose in line)]
            self.store.load(b"".join(lines), format=ox.RdfFormat.TURTLE, to_graph=graph)
        return self._end(204)

    do_GET = do_PUT = do_POST = do_DELETE = _answer

    def _end(self, code: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served() -> Iterator[tuple[str, type[FaultyStore]]]:
    """Gives the address of such a store, and its handler, on which it is told what to do."""
    handler = type("Handler", (FaultyStore,), {"store": ox.Store(), "requests": [], "failures": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler
    finally:
        server.shutdown()
        server.server_close()
