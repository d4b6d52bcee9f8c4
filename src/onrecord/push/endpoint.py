"""A SPARQL store over HTTP: requests with authentication, retries and back-off."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException

from onrecord.errors import InputError, OutputError
from onrecord.rdf.terms import Term

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})  # what a store may answer now and not a moment later
_LONGEST_WAIT = 30.0  # seconds
_QUERY_OF = {  # where stores answer queries, by where they take graphs or updates
    "/store": "/query",  # Oxigraph, and our own server
    "/update": "/query",  # Oxigraph, Fuseki
    "/data": "/query",  # Fuseki
    "/sparql-graph-crud-auth": "/sparql",  # Virtuoso
    "/sparql-graph-crud": "/sparql",
    "/sparql-auth": "/sparql",
    "/statements": "",  # RDF4J, GraphDB
    "/rdf-graphs/service": "",
}


@dataclass(frozen=True)
class Endpoint:
    """A store: ``url`` takes graphs or updates, ``query_url`` answers queries.

    ``auth`` is "user:password" (Basic or Digest, as the store asks), "token:…" (a bearer token) or empty. A request
    that fails for a passing reason is made again ``retries`` times, waiting 0.5, 1, 2 … seconds or what the store says.
    """

    url: str
    query_url: str
    auth: str = field(default="", repr=False)
    retries: int = 5
    seconds: float = 300.0

    def put(self, graph: Term, triples: bytes) -> None:
        """Make ``triples`` (N-Triples) the whole of ``graph``, by the Graph Store Protocol."""
        # N-Triples are Turtle, which every store takes.
        self._send("PUT", self._graph(graph), triples, {"Content-Type": "text/turtle; charset=utf-8"})

    def post(self, graph: Term, triples: bytes) -> None:
        """Add ``triples`` to ``graph``, by the Graph Store Protocol."""
        self._send("POST", self._graph(graph), triples, {"Content-Type": "text/turtle; charset=utf-8"})

    def delete(self, graph: Term) -> None:
        """Remove ``graph``; it is no fault if it is not there."""
        self._send("DELETE", self._graph(graph), None, {}, fine=(404,))

    def update(self, text: str) -> None:
        """Carry out a SPARQL 1.1 update."""
        self._send("POST", self.url, text.encode(), {"Content-Type": "application/sparql-update; charset=utf-8"})

    def count(self, graphs: Iterable[Term]) -> dict[Term, int]:
        """How many triples each of ``graphs`` has in the store.

        :raises OutputError: the store does not answer queries at ``query_url``.
        """
        wanted = " ".join(graphs)
        text = f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {wanted} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
        data = urllib.parse.urlencode({"query": text}).encode()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/sparql-results+json",
        }
        answer = self._send("POST", self.query_url, data, headers)
        try:
            bindings = json.loads(answer)["results"]["bindings"]
            return {f"<{row['g']['value']}>": int(row["n"]["value"]) for row in bindings if "g" in row}
        except (ValueError, KeyError, TypeError) as error:
            raise OutputError(
                f"{self.query_url} gave no SPARQL results to a query ({error}); "
                "say where the store answers queries: --query URL"
            ) from error

    def _graph(self, graph: Term) -> str:
        joiner = "&" if urllib.parse.urlsplit(self.url).query else "?"
        return f"{self.url}{joiner}graph={urllib.parse.quote(graph[1:-1], safe='')}"

    def _send(
        self, method: str, url: str, data: bytes | None, headers: Mapping[str, str], fine: tuple[int, ...] = ()
    ) -> bytes:
        opener = _opener(self.url, self.auth)
        wait = 0.5
        for left in range(self.retries, -1, -1):
            request = urllib.request.Request(url, data, {**headers, **_bearer(self.auth)}, method=method)
            pause = wait
            try:
                with opener.open(request, timeout=self.seconds) as answer:
                    return bytes(answer.read())
            except urllib.error.HTTPError as error:
                if error.code in fine:
                    return b""
                reason = f"{error.code} {error.reason}: {error.read(300).decode('utf-8', 'replace').strip()}"
                if error.code in (401, 403):
                    raise OutputError(f"{url} refused ({reason}); give --auth USER:PASSWORD or token:TOKEN") from error
                if error.code not in _PASSING or not left:
                    raise OutputError(f"{method} {url} failed ({reason})") from error
                pause = _told(error.headers) or wait
            except (OSError, HTTPException) as error:
                if not left:
                    raise OutputError(f"{method} {url} failed ({error}); is the store running?") from error
            time.sleep(min(pause, _LONGEST_WAIT))
            wait *= 2
        raise OutputError(f"{method} {url} failed")


def endpoint(url: str, query_url: str | None, auth: str, retries: int) -> Endpoint:
    """The store at ``url``; where it answers queries is guessed of known stores unless ``query_url`` says it.

    :raises InputError: ``url`` is no address, or the other cannot be guessed.
    """
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise InputError(f"--to {url!r} is no http or https address, such as http://127.0.0.1:7878/store")
    if query_url is None:
        plain = url.partition("?")[0].rstrip("/")
        found = next((plain.removesuffix(end) + to for end, to in _QUERY_OF.items() if plain.endswith(end)), None)
        if found is None:
            raise InputError(f"where the store at {url} answers queries is not known; say it: --query URL")
        query_url = found
    return Endpoint(url, query_url, auth, retries)


def _opener(url: str, auth: str) -> urllib.request.OpenerDirector:
    if not auth or auth.startswith("token:"):
        return urllib.request.build_opener()
    user, _, password = auth.partition(":")
    known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    parts = urllib.parse.urlsplit(url)
    known.add_password(None, f"{parts.scheme}://{parts.netloc}", user, password)
    return urllib.request.build_opener(
        urllib.request.HTTPDigestAuthHandler(known), urllib.request.HTTPBasicAuthHandler(known)
    )


def _bearer(auth: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {auth.removeprefix('token:')}"} if auth.startswith("token:") else {}


def _told(headers: Message) -> float | None:
    """How long the store asks to wait, where it says so in seconds."""
    try:
        return max(0.0, float(headers.get("Retry-After", "")))
    except ValueError:
        return None
