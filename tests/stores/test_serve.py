"""The server under clients that mean well and clients that do not: it answers or refuses, and stays up."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fixtures_knowledge import RUN
from onrecord.building import publish
from onrecord.model import Knowledge
from onrecord.rdf.queries import named_queries
from onrecord.serving.guard import calls_elsewhere
from onrecord.serving.run import HEADER_SECONDS
from onrecord.store import Store

BASE = "https://example.org/kg/"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?f && ?i != ?l) }"
HUNGRY = "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c"
TOKEN = "open sesame"


@pytest.fixture(scope="module")
def folder(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve") / "out"
    folder.mkdir()
    publish(knowledge, folder, BASE, RUN, formats=("page",))
    (folder / "run.json").write_text(json.dumps({"fingerprint": "f", "base": BASE}))
    return folder


def started(folder: Path, *options: str) -> tuple[subprocess.Popen[str], int]:
    server = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "serve", str(folder), "--port", "0", *options],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr is not None
    said = server.stderr.readline()
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", said)
    assert found, said + server.stderr.read()
    return server, int(found[1])


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    server, port = started(folder, "--timeout", "4", "--max-answer", "1", "--max-memory", "1500")
    yield port
    assert server.poll() is None, "the server did not stay up"
    children = workers(server.pid)
    assert children
    server.send_signal(signal.SIGINT)
    assert server.wait(60) in (0, -signal.SIGINT, 130)
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()], "workers were left behind"


def workers(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def ask(port: int, method: str, path: str, body: str | bytes | None = None, **headers: str) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=90)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Content-Type", ""), answer.read().decode()
    finally:
        connection.close()


def query(port: int, text: str, accept: str = "application/sparql-results+json") -> tuple[int, str, str]:
    return ask(port, "POST", "/query", text, Content_Type="application/sparql-query", Accept=accept)


def alive(port: int, folder: Path) -> None:
    status, _, body = query(port, COUNT, "text/csv")
    assert (status, body) == (200, f"n\r\n{len(Store.open(folder))}\r\n")


# ------------------------------------------------------------------ what it answers


def test_queries_in_all_three_ways_of_the_protocol(port: int, folder: Path) -> None:
    alive(port, folder)
    asked = urllib.parse.urlencode({"query": COUNT})
    get = ask(port, "GET", f"/query?{asked}", Accept="text/csv")
    form = ask(port, "POST", "/query", asked, Content_Type="application/x-www-form-urlencoded", Accept="text/csv")
    assert get == form == query(port, COUNT, "text/csv")


@pytest.mark.parametrize(
    ("text", "accept", "given"),
    [
        (COUNT, "*/*", "application/sparql-results+json"),
        (COUNT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (COUNT, "text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("ASK { ?s ?p ?o }", "*/*", "application/sparql-results+json"),
        ("CONSTRUCT WHERE { ?s a onr:Article }", "*/*", "text/turtle"),
        ("CONSTRUCT WHERE { ?s a onr:Article }", "application/ld+json", "application/ld+json"),
        ("CONSTRUCT WHERE { ?s a onr:Article }", "text/*", "text/turtle"),
    ],
)
def test_the_media_type_that_is_wanted(port: int, text: str, accept: str, given: str) -> None:
    status, media, body = query(port, text, accept)
    assert (status, media.partition(";")[0]) == (200, given)
    assert body


def test_the_default_graph_may_be_chosen(port: int, folder: Path) -> None:
    graph = next(iter(Store.open(folder).articles()))
    asked = urllib.parse.urlencode({"query": COUNT, "default-graph-uri": graph})
    _, _, body = ask(port, "GET", f"/query?{asked}", Accept="text/csv")
    expected = Store.open(folder).query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").rows[0][0]
    assert body == f"n\r\n{expected}\r\n"


def test_the_named_queries_are_ready_to_run(port: int, folder: Path) -> None:
    listed = json.loads(ask(port, "GET", "/queries")[2])
    assert [entry["name"] for entry in listed] == list(named_queries())
    store = Store.open(folder)
    for name in ("who-said-what", "operations"):
        rows = json.loads(ask(port, "GET", f"/queries/{name}?all=1")[2])
        assert rows == json.loads(store.ask(name, {}, True).json)
    narrowed = json.loads(ask(port, "GET", "/queries/who-said-what?article=raid-1")[2])
    assert narrowed == json.loads(store.ask("who-said-what", {"article": "raid-1"}).json)
    assert ask(port, "GET", "/queries/nothing")[0] == 404
    assert ask(port, "GET", "/queries/who-said-what?colour=red")[0] == 400


def test_the_page_the_editor_and_nothing_from_elsewhere(port: int, folder: Path) -> None:
    assert ask(port, "GET", "/")[2] == (folder / "page.html").read_text(encoding="utf-8")
    status, media, body = ask(port, "GET", "/editor")
    assert (status, media.partition(";")[0]) == (200, "text/html")
    for address in re.findall(r'(?:src|href)="([^"]+)"', body):
        assert address.startswith("/")
        assert ask(port, "GET", address)[0] == 200


def test_a_thing_by_its_iri(port: int, folder: Path) -> None:
    graph = Store.open(folder)
    iri = graph.query("SELECT ?p { GRAPH ?g { ?p a onr:Person } } ORDER BY ?p LIMIT 1").rows[0][0]
    assert iri is not None
    path = urllib.parse.urlsplit(iri).path
    status, media, body = ask(port, "GET", path, Accept="application/n-triples")
    assert (status, media) == (200, "application/n-triples")
    assert body.count("\n") == len(graph.query(f"SELECT * {{ GRAPH ?g {{ <{iri}> ?p ?o }} }}"))
    assert ask(port, "GET", path, Accept="text/html,*/*;q=0.1")[2].startswith("<!doctype html>")
    assert ask(port, "GET", "/kg/person/nobody", Accept="text/turtle")[0] == 404


def test_graphs_by_the_graph_store_protocol(port: int, folder: Path) -> None:
    graph = sorted(Store.open(folder).articles())[0]
    address = f"/store?graph={urllib.parse.quote(graph, safe='')}"
    triples = ask(port, "GET", address, Accept="application/n-triples")[2]
    expected = [line for line in (folder / "graph.nq").read_text().split("\n") if line.endswith(f" <{graph}> .")]
    assert triples.count("\n") == len(expected)
    assert ask(port, "GET", "/store")[2] == (folder / "graph.nq").read_text(encoding="utf-8")
    assert ask(port, "GET", "/store?graph=http%3A%2F%2Fno.example%2F")[0] == 404
    assert ask(port, "PUT", address, "<a> <b> <c> .")[0] == 405


# ------------------------------------------------------------------ what it refuses


def test_a_query_without_end_is_ended_and_the_next_answered(port: int, folder: Path) -> None:
    begun = time.monotonic()
    status, _, body = query(port, ENDLESS)
    assert (status, "longer than 4 seconds" in body) == (503, True)
    assert time.monotonic() - begun < 30
    alive(port, folder)


def test_a_query_that_eats_memory_or_gives_too_much_harms_nobody_else(port: int, folder: Path) -> None:
    assert query(port, HUNGRY)[0] in (413, 500, 503)
    status, _, body = query(port, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert status in (413, 503)
    assert "ask for less" in body
    alive(port, folder)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . \\u0053ERVICE<http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * {#\nSERVICE#\n?s{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 'it''' . SERVICE ?x { ?s ?p ?o } }",
    ],
)
def test_no_other_host_is_asked(port: int, text: str) -> None:
    status, _, body = query(port, text)
    assert status in (400, 403)
    assert calls_elsewhere(text) == "SERVICE"
    assert "SERVICE" in body


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service a onr:Article } # SERVICE <http://x/> {}",
        "SELECT * { ?s ?p \"SERVICE <http://x/> { }\", '''LOAD''', <http://x/SERVICE> , ex:service, service:x }",
        "SELECT * { ?s ex:load-service $LOAD }",
    ],
)
def test_words_that_only_look_like_it(text: str) -> None:
    assert calls_elsewhere(text) is None


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2f..%2frun.json",
        "/../../../../etc/passwd",
        "/kg/../../run.json",
        "/%2e%2e/run.json",
        "/static/%2fetc%2fpasswd",
        "/run.json",
        "/documents.jsonl.gz",
        "/kg/%00",
    ],
)
def test_no_file_is_reached_by_a_path(port: int, path: str) -> None:
    status, _, body = ask(port, "GET", path, Accept="text/turtle")
    assert status in (400, 404)
    assert "root:" not in body and "fingerprint" not in body


def test_broken_requests_are_refused(port: int, folder: Path) -> None:
    assert query(port, "SELECT nonsense")[0] == 400
    assert query(port, "x" * 2_000_000)[0] == 413
    assert ask(port, "POST", "/query", b"\xff\xfe", Content_Type="application/sparql-query")[0] == 400
    assert ask(port, "POST", "/query", "x", Content_Type="text/plain")[0] == 415
    assert ask(port, "GET", "/query?query=" + "a" * 100_000)[0] in (400, 414, 431)
    assert ask(port, "GET", "/query")[0] == 400
    assert ask(port, "DELETE", "/query")[0] == 405
    assert ask(port, "POST", "/update", "CLEAR ALL", Content_Type="application/sparql-update")[0] == 403
    assert ask(port, "GET", "/", Host="evil.example")[0] == 400
    assert query(port, COUNT, "image/png")[0] == 406
    for raw in (b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"POST /query HTTP/1.1\r\nContent-Length: nine\r\n\r\n", b"G"):
        with socket.create_connection(("127.0.0.1", port), 10) as connection:
            connection.sendall(raw)
    alive(port, folder)


def test_whoever_sends_a_request_drop_by_drop_is_cut_off_and_keeps_nobody_waiting(port: int, folder: Path) -> None:
    begun = time.monotonic()
    slow = [socket.create_connection(("127.0.0.1", port), 30) for _ in range(300)]
    try:
        for number, connection in enumerate(slow):
            half = b"POST /query HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\nquery="
            connection.sendall((b"", b"GET / HTTP/1.1\r\nX-Slow: ", half)[number % 3])
        alive(port, folder)
        assert time.monotonic() - begun < HEADER_SECONDS
        for connection in slow:
            connection.settimeout(3 * HEADER_SECONDS)
            try:
                while connection.recv(4096):
                    pass
            except ConnectionResetError:
                pass
        assert time.monotonic() - begun < 3 * HEADER_SECONDS
    finally:
        for connection in slow:
            connection.close()
    alive(port, folder)


def test_a_text_made_to_keep_the_guard_busy_keeps_nobody_waiting(port: int, folder: Path) -> None:
    with ThreadPoolExecutor(1) as other:
        busy = other.submit(query, port, '"\\' * 400_000)  # each mark begins a string that no other ends
        time.sleep(0.5)
        begun = time.monotonic()
        alive(port, folder)
        assert time.monotonic() - begun < 4
        assert busy.result()[0] in (400, 503)


def test_names_are_looked_up_beside_the_server(port: int, folder: Path) -> None:
    with ThreadPoolExecutor(8) as others:
        long = [others.submit(ask, port, "GET", "/queries/mentions?entity=" + "a" * 50_000) for _ in range(8)]
        alive(port, folder)
        assert {one.result()[0] for one in long} <= {400, 503}
    assert ask(port, "HEAD", f"/query?query={urllib.parse.quote(COUNT)}")[0] == 200


def test_whoever_does_not_take_the_answer_is_cut_off_and_memory_is_bounded(folder: Path) -> None:
    server, port = started(folder, "--max-answer", "8")
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 15000"
    asked = f"GET /query?query={urllib.parse.quote(text)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    deaf = []
    try:
        assert 6 << 20 < len(query(port, text)[2]) < 8 << 20  # more than the system holds for a connection
        for _ in range(20):
            one = socket.socket()
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.connect(("127.0.0.1", port))
            one.sendall(asked)
            deaf.append(one)
        until = time.monotonic() + 2 * HEADER_SECONDS
        while (status := query(port, text)[0]) == 200 and time.monotonic() < until:
            time.sleep(0.2)
        assert status == 503  # so many answers lie about
        alive(port, folder)
        until = time.monotonic() + 6 * HEADER_SECONDS
        while (status := query(port, text)[0]) == 503 and time.monotonic() < until:
            time.sleep(1)
        assert status == 200
        assert int(re.findall(r"VmHWM:\s+(\d+)", Path(f"/proc/{server.pid}/status").read_text())[0]) < 400_000
    finally:
        for one in deaf:
            one.close()
        server.send_signal(signal.SIGINT)
        server.wait(60)


def test_what_many_clients_send_at_once_is_bounded_in_memory(folder: Path) -> None:
    server, port = started(folder)
    text = f"#{'x' * 1_000_000}\n{COUNT}"
    head = (
        f"POST /query HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
        f"Content-Length: {len(text)}\r\n\r\n"
    )
    many = []
    try:
        for _ in range(400):
            one = socket.create_connection(("127.0.0.1", port), 30)
            one.settimeout(0.5)
            many.append(one)
            with contextlib.suppress(TimeoutError, ConnectionError):  # refused, or not read any further
                one.sendall(f"{head}{text[:-1]}".encode())  # all but the last byte, which never comes
        assert query(port, text)[0] == 503
        answered = ask(port, "GET", f"/query?query={urllib.parse.quote(COUNT)}")
        assert answered[0] == 200  # what has no body is answered all the same
        until = time.monotonic() + 3 * HEADER_SECONDS
        while query(port, text)[0] == 503 and time.monotonic() < until:
            time.sleep(0.5)
        assert query(port, text)[0] == 200  # whoever does not end is cut off
        assert int(re.findall(r"VmHWM:\s+(\d+)", Path(f"/proc/{server.pid}/status").read_text())[0]) < 250_000
    finally:
        for one in many:
            one.close()
        server.send_signal(signal.SIGINT)
        server.wait(60)


def test_a_connection_that_is_kept_and_used_is_not_cut_off(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        until = time.monotonic() + 1.2 * HEADER_SECONDS
        while time.monotonic() < until:
            connection.request("GET", "/queries")
            answer = connection.getresponse()
            assert answer.status == 200
            answer.read()
            assert connection.sock is not None
            time.sleep(1)
    finally:
        connection.close()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { " + "{ " * 5_000 + "?s ?p ?o" + " }" * 5_000 + " }",
        "SELECT * { ?s " + "/".join(["<http://x.example/p>"] * 20_000) + " ?o }",
        "SELECT * { ?s ?p ?o FILTER(" + "!" * 20_000 + "true) }",
        "SELECT * { ?s ?p ?o FILTER(?o IN (" + ",".join(map(str, range(50_000))) + ")) }",
        "SELECT * { ?s (<http://x.example/p>*)* ?a . ?a (!<http://x.example/q>)+ ?b . ?b (!<http://x.example/q>)+ ?c }",
        "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), '^(a+)+$')) }",
        "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "DESCRIBE ?a WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    ],
    ids=("nested", "path", "not", "list", "closure", "concat", "regex", "construct", "describe"),
)
def test_a_huge_or_hopeless_query_is_answered_or_refused_in_time(port: int, folder: Path, text: str) -> None:
    begun = time.monotonic()
    try:
        status = query(port, text, "*/*")[0]
    except (http.client.RemoteDisconnected, ConnectionError) as error:  # pragma: no cover - told below
        raise AssertionError("the server hung up without an answer") from error
    assert status in (200, 400, 413, 500, 503)
    assert time.monotonic() - begun < 40
    alive(port, folder)


def test_no_origin_may_ask_unless_it_is_named(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/queries", headers={"Origin": "https://evil.example"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_two_hundred_at_once(port: int, folder: Path) -> None:
    def one(number: int) -> int:
        return query(port, ENDLESS if number == 100 else COUNT)[0]

    with ThreadPoolExecutor(200) as clients:
        found = list(clients.map(one, range(200)))
    assert set(found) <= {200, 503}
    assert found.count(200) >= 150
    alive(port, folder)


def test_updates_need_the_token_and_a_change_of_the_graph_forgets_them(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "out"
    shutil.copytree(folder, copy)
    server, port = started(copy, "--writable", "--token", TOKEN)
    try:
        add = "INSERT DATA { GRAPH <http://x.example/g> { <http://x.example/s> <http://x.example/p> 1 } }"

        def update(text: str, **headers: str) -> int:
            return ask(port, "POST", "/update", text, Content_Type="application/sparql-update", **headers)[0]

        assert update(add) == 401
        assert update(add, Authorization="Bearer wrong") == 401
        assert update("LOAD <http://127.0.0.1:1/>", Authorization=f"Bearer {TOKEN}") == 403
        assert update(add, Authorization=f"Bearer {TOKEN}") == 204
        assert query(port, "SELECT ?o { GRAPH <http://x.example/g> { ?s ?p ?o } }", "text/csv")[2] == "o\r\n1\r\n"
        assert (copy / "store.edited").is_file()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
    assert len(Store.open(copy)) == len(Store.open(folder)) + 1


def test_what_cannot_be_served_is_told(tmp_path: Path, port: int, folder: Path) -> None:
    def told(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "onrecord", "serve", *arguments],
            capture_output=True, text=True, timeout=120, env={**os.environ, "ONRECORD_TOKEN": ""},
        )  # fmt: skip
        return done.returncode, done.stderr

    code, said = told(str(folder), "--port", str(port))
    assert (code, "cannot be listened on" in said) == (1, True)
    code, said = told(str(tmp_path))
    assert (code, "is no build of onrecord" in said) == (1, True)
    code, said = told(str(folder), "--writable")
    assert code == 2
