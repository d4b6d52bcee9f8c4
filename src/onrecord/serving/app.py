"""What the server answers: the page, the query editor, SPARQL 1.1 queries, graphs, named queries, and things by IRI."""

from __future__ import annotations

import hmac
import html
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.rdf import terms as t
from onrecord.rdf.namespace import PREFIXES
from onrecord.rdf.queries import named_queries, named_query
from onrecord.rdf.writing import GRAPH_FILE
from onrecord.serving import naming
from onrecord.serving.pool import Answer, Limits, Pool
from onrecord.serving.worker import GRAPHS, RESULTS

_BODY = 1 << 20  # bytes of a query or update
_BODIES = 48  # of the largest that are read and asked at a time
_PIECE = 1 << 18  # bytes of an answer that are sent at a time
_ANSWERS = 8  # of the largest kind that may wait for their clients to take them
_STATIC = {
    "yasgui.min.js": "text/javascript",
    "yasgui.min.css": "text/css",
    "editor.js": "text/javascript",
    "editor.css": "text/css",
}
_HTML = "text/html"
_NQUADS = "application/n-quads"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_ALWAYS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Vary": "Accept"}


@dataclass(frozen=True)
class Settings:
    """What a server is started with. ``token`` makes it writable for whoever has it; ``hosts`` are the names by which
    it may be addressed; ``origins`` are web origins whose scripts may ask it."""

    folder: Path
    base: str
    processes: int = 2
    limits: Limits = field(default_factory=Limits)
    token: str = field(default="", repr=False)
    hosts: Sequence[str] = ("127.0.0.1", "localhost", "[::1]")
    origins: Sequence[str] = ()


def application(settings: Settings) -> Starlette:
    """The server as an ASGI application."""
    serving = _Serving(settings)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await serving.pool.start()
        await serving.naming.start(later=True)
        try:
            yield
        finally:
            await serving.pool.stop()
            await serving.naming.stop()

    middleware = [
        Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False),
        Middleware(_BoundedBodies, most=_BODIES * _BODY),
    ]
    if settings.origins:
        middleware.append(
            Middleware(CORSMiddleware, allow_origins=list(settings.origins), allow_methods=["GET", "POST"])
        )
    return Starlette(
        routes=[
            Route("/", serving.page),
            Route("/query", serving.query, methods=["GET", "POST"]),
            Route("/update", serving.update, methods=["POST"]),
            Route("/store", serving.store),
            Route("/queries", serving.queries),
            Route("/queries/{name}", serving.named),
            Route("/iri", serving.thing),
            Route("/editor", serving.editor),
            Route("/static/{name}", serving.static),
            Route("/{path:path}", serving.thing),
        ],
        middleware=middleware,
        lifespan=lifespan,
    )


class _Serving:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.pool = Pool(settings.folder, settings.processes, settings.limits, bool(settings.token))
        self._unread = _Unread(_ANSWERS * settings.limits.bytes)
        self.naming = Pool(settings.folder, 1, settings.limits, module=naming.__name__)

    async def page(self, request: Request) -> Response:
        page = self._settings.folder / "page.html"
        if page.is_file():
            return FileResponse(page, media_type=_HTML, headers=_ALWAYS)
        return RedirectResponse("/editor", 303)

    async def editor(self, request: Request) -> Response:
        text = (files("onrecord.serving") / "static" / "editor.html").read_text(encoding="utf-8")
        return HTMLResponse(text, headers={**_ALWAYS, "Content-Security-Policy": _POLICY})

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _STATIC:
            return _response(Answer.said(404, "there is no such file"))
        data = (files("onrecord.serving") / "static" / name).read_bytes()
        return Response(data, media_type=_STATIC[name], headers={**_ALWAYS, "Cache-Control": "max-age=3600"})

    async def query(self, request: Request) -> Response:
        given = await self._given(request, "query", "application/sparql-query")
        if isinstance(given, Response):
            return given
        if "query" not in given:
            if _HTML in request.headers.get("accept", ""):
                return RedirectResponse("/editor", 303)
            return _response(Answer.said(400, "a query is needed, as in /query?query=ASK{?s ?p ?o}"))
        return await self._ask(
            request,
            given["query"][0],
            default=given.get("default-graph-uri", []),
            named=given.get("named-graph-uri", []),
        )

    async def update(self, request: Request) -> Response:
        token = self._settings.token
        if not token:
            return _response(Answer.said(403, "this server only answers queries; start it with --writable"))
        said = request.headers.get("authorization", "")
        if not hmac.compare_digest(said.encode(), f"Bearer {token}".encode()):
            refused = _response(Answer.said(401, "an update needs the token: Authorization: Bearer TOKEN"))
            refused.headers["WWW-Authenticate"] = "Bearer"
            return refused
        given = await self._given(request, "update", "application/sparql-update")
        if isinstance(given, Response):
            return given
        text = given.get("update", [""])[0]
        return _response(await self.pool.ask({"update": text, "prefixes": PREFIXES}))

    async def store(self, request: Request) -> Response:
        """The Graph Store Protocol, to be read: one graph, or all as N-Quads."""
        graph = request.query_params.get("graph")
        if graph is None:
            return FileResponse(self._settings.folder / GRAPH_FILE, media_type=_NQUADS, headers=_ALWAYS)
        iri = t.outside_iri(graph)
        if iri is None:
            return _response(Answer.said(400, f"{graph!r} is no http or https IRI"))
        held = await self.pool.ask({"query": f"ASK {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}", "accept": list(RESULTS)})
        if held.status == 200 and not json.loads(held.body).get("boolean"):
            return _response(Answer.said(404, f"there is no graph {iri}"))
        return await self._ask(request, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")

    async def queries(self, request: Request) -> Response:
        listed = [
            {"name": q.name, "help": q.help, "parameters": list(q.parameters), "all": q.takes_all, "sparql": q.bind({})}
            for q in named_queries().values()
        ]
        return JSONResponse(listed, headers=_ALWAYS)

    async def named(self, request: Request) -> Response:
        """A named query with words for its parameters; names are looked up as on the command line."""
        name = request.path_params["name"]
        given = {key: value for key, value in request.query_params.items() if key != "all"}
        everything = request.query_params.get("all", "") not in ("", "0", "false")
        if name not in named_queries():
            return _response(Answer.said(404, f"there is no query {name!r}; there are {', '.join(named_queries())}"))
        if not given:
            return await self._ask(request, named_query(name).bind({}, everything))
        if self._settings.token:
            return _response(
                Answer.said(400, "a server that is writable looks up no names; take the text of the query at /queries")
            )
        bound = await self.naming.ask({"name": name, "given": given, "all": everything})
        return await self._ask(request, bound.body.decode()) if bound.status == 200 else _response(bound)

    async def thing(self, request: Request) -> Response:
        """What the graph says of an IRI under its base, or of ``/iri?iri=…``."""
        parts = urlsplit(self._settings.base)
        asked = request.query_params.get("iri") if request.url.path == "/iri" else None
        path = quote(request.scope["path"], safe="/-._~!$&'()*+,;=:@")
        raw = request.scope.get("raw_path", b"").decode("ascii", "replace").partition("?")[0] or path
        if asked is None and not raw.startswith(parts.path):
            return _response(
                Answer.said(404, f"there is nothing here; IRIs of this graph begin with {self._settings.base}")
            )
        iri = t.outside_iri(asked if asked is not None else f"{parts.scheme}://{parts.netloc}{raw}")
        if iri is None or "/../" in f"{iri}/" or "/./" in f"{iri}/":
            return _response(Answer.said(400, "this is no IRI of a graph"))
        accepted = _accepted(request)
        wants_page = next((media for media in accepted if media == _HTML or media in GRAPHS), None) == _HTML
        triples = f"CONSTRUCT {{ <{iri}> ?p ?o }} WHERE {{ GRAPH ?g {{ <{iri}> ?p ?o }} }} LIMIT 10000"
        if not wants_page:
            answer = await self.pool.ask(
                {"query": triples, "accept": [m for m in accepted if m in GRAPHS] or list(GRAPHS), "prefixes": PREFIXES}
            )
            if answer.status == 200 and not answer.body.strip():
                answer = Answer.said(404, f"the graph says nothing of {iri}")
            return _response(answer)
        rows = (
            f"SELECT ?p ?o ?name WHERE {{ GRAPH ?g {{ <{iri}> ?p ?o }} OPTIONAL {{ GRAPH ?h {{ ?o "
            "<http://www.w3.org/2000/01/rdf-schema#label> ?name } } } ORDER BY ?p ?o LIMIT 2000"
        )
        answer = await self.pool.ask({"query": rows, "accept": ["application/sparql-results+json"]})
        if answer.status != 200:
            return _response(answer)
        bindings = json.loads(answer.body)["results"]["bindings"]
        status = 200 if bindings else 404
        return HTMLResponse(_described(iri, bindings), status, {**_ALWAYS, "Content-Security-Policy": _POLICY})

    async def _ask(self, request: Request, text: str, **graphs: list[str]) -> Response:
        accepted = [media for media in _accepted(request) if media != _HTML]
        answer = await self.pool.ask({"query": text, "accept": accepted, "prefixes": PREFIXES, **graphs})
        if self._unread.bytes + len(answer.body) > self._unread.most:
            answer = Answer.said(503, "other clients have not taken their answers yet; try again in a moment")
        return _Sent(answer, _ALWAYS, self._unread) if answer.status == 200 else _response(answer)

    async def _given(self, request: Request, name: str, media: str) -> dict[str, list[str]] | Response:
        """The parameters of a request of the SPARQL 1.1 Protocol, however they were sent."""
        given = parse_qs(request.url.query, keep_blank_values=True)
        if request.method in ("GET", "HEAD"):
            return given
        try:
            body = bytearray()
            async for chunk in request.stream():
                body += chunk
                if len(body) > _BODY:
                    return _response(Answer.said(413, f"a request has at most {_BODY} bytes"))
            text = body.decode("utf-8")
        except (UnicodeDecodeError, ClientDisconnect):
            return _response(Answer.said(400, "the request is not UTF-8, or not whole"))
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == media:
            return {**given, name: [text]}
        if kind == "application/x-www-form-urlencoded":
            return {**given, **parse_qs(text, keep_blank_values=True)}
        return _response(Answer.said(415, f"send it as {media} or as a form"))


def _accepted(request: Request) -> list[str]:
    """The media types that a client takes, best first; what it does not mind is offered in our order."""
    known = [*RESULTS, *GRAPHS, _HTML]
    wanted: list[tuple[float, int, str]] = []
    for number, part in enumerate(request.headers.get("accept", "*/*").split(",")):
        media, *parameters = (word.strip() for word in part.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            wanted.append((-float(quality), number, media.lower()))
        except ValueError:
            continue
    found: dict[str, None] = {}
    for weight, _, media in sorted(wanted):
        start = media.removesuffix("*").removeprefix("*/")
        fits = (name for name in known if name == media or (media.endswith("*") and name.startswith(start)))
        if weight < 0:
            found.update(dict.fromkeys(fits))
    return list(found)


class _TooManyBodies(Exception):
    """All that clients have sent and nobody has answered yet is more than is held."""


class _BoundedBodies:
    """Counts what requests hold until they are answered, and refuses what would be too much of it."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app, self._most, self._bytes = app, most, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        held = 0

        async def counted() -> Message:
            nonlocal held
            message = await receive()
            size = len(message.get("body", b""))
            held += size
            self._bytes += size
            if self._bytes > self._most:
                raise _TooManyBodies
            return message

        try:
            await self._app(scope, counted, send)
        except _TooManyBodies:
            said = Answer.said(503, "other clients have sent too much that is not answered yet; try again in a moment")
            await _response(said)(scope, receive, send)
        finally:
            self._bytes -= held


class _Unread:
    """The bytes of answers that clients have not taken yet."""

    def __init__(self, most: int) -> None:
        self.most, self.bytes = most, 0


class _Sent(Response):
    """An answer that is sent piece by piece, so that what lies about is counted and goes with its client."""

    def __init__(self, answer: Answer, headers: Mapping[str, str], unread: _Unread) -> None:
        super().__init__(answer.body, answer.status, headers, answer.type)
        self._unread = unread

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._unread.bytes += len(self.body)
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            for at in range(0, len(self.body), _PIECE):
                await send({"type": "http.response.body", "body": self.body[at : at + _PIECE], "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self._unread.bytes -= len(self.body)


def _response(answer: Answer) -> Response:
    headers = dict(_ALWAYS)
    if answer.status == 503:
        headers["Retry-After"] = "1"
    if answer.type.startswith("text/plain"):
        return PlainTextResponse(answer.body, answer.status, headers)
    return Response(answer.body, answer.status, headers, answer.type)


def _described(iri: str, bindings: Sequence[Mapping[str, Mapping[str, str]]]) -> str:
    rows = "".join(f"<tr><th scope=row>{_link(row['p']['value'])}</th><td>{_value(row)}</td></tr>" for row in bindings)
    title = html.escape(iri)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        '<link rel="stylesheet" href="/static/editor.css"><main><h1>' + title + "</h1>"
        f'<table>{rows}</table><p><a href="/">The page</a> · <a href="/editor">Ask</a></p></main></html>'
    )


def _value(row: Mapping[str, Mapping[str, str]]) -> str:
    value = row["o"]
    name = row.get("name", {}).get("value")
    text = _link(value["value"]) if value["type"] == "uri" else html.escape(value["value"])
    return f"{text} <small>{html.escape(name)}</small>" if name else text


def _link(iri: str) -> str:
    short = next((f"{p}:{iri.removeprefix(n)}" for p, n in PREFIXES.items() if iri.startswith(n)), iri)
    return f'<a href="/iri?iri={quote(iri, safe="")}">{html.escape(short)}</a>'
