"""Our files in stores and readers that are not ours: every quad arrives, and the named queries give the same rows.

A store that is not installed is skipped, and says what to install.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import rdflib
from readers import COMUNICA, ENDINGS, N3JS, OXIGRAPH, RAPTOR, RDFLIB, RIOT, VIRTUOSO

from fixtures_knowledge import RUN
from onrecord.building import publish
from onrecord.errors import OutputError
from onrecord.export import FORMATS
from onrecord.model import Knowledge
from onrecord.push import Protocol, push
from onrecord.push.sent import carry
from onrecord.rdf.dataset import knowledge_quads
from onrecord.rdf.ledger import read_ledger
from onrecord.rdf.queries import named_queries
from onrecord.store import Store

COUNT = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {} }}"
OURS = "FILTER(STRSTARTS(STR(?g), 'https://example.org/kg/') || ?g = <https://w3id.org/onrecord/ns>)"
EVERY = [(n, everything) for n, q in named_queries().items() for everything in (False, True)[: 1 + q.takes_all]]
Rows = list[tuple[str | None, ...]]
Ask = Callable[[str], Rows]


@pytest.fixture(scope="module")
def store(knowledge: Knowledge) -> Store:
    return Store(knowledge_quads(knowledge, run=RUN))


@pytest.fixture(scope="module")
def files(store: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("files")
    paths = {name: folder / f"graph.{ending}" for name, ending in ENDINGS.items()}
    for name, path in paths.items():
        FORMATS[name].write(store, path)
    return paths


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(*command: str | Path, codes: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, errors="replace", timeout=300)
    assert done.returncode in codes, done.stderr or done.stdout
    return done.stdout + done.stderr


def _rows(answer: bytes | str) -> Rows:
    document = json.loads(answer)
    return [
        tuple(row[c]["value"] if c in row else None for c in document["head"]["vars"])
        for row in document["results"]["bindings"]
    ]


def _over_http(endpoint: str) -> Ask:
    def ask(sparql: str) -> Rows:
        data = urllib.parse.urlencode({"query": sparql}).encode()
        request = urllib.request.Request(endpoint, data, {"Accept": "application/sparql-results+json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return _rows(answer.read())

    ask.endpoint = endpoint  # type: ignore[attr-defined]
    return ask


def _until_up(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the store ended with {process.returncode}"
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the store did not come up")


def _same_rows(ask: Ask, store: Store) -> None:
    for name, everything in EVERY:
        try:
            rows = ask(named_queries()[name].bind({}, everything))
            first = ask(named_queries()[name].bind({}, everything, 3))
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{name}: {error.read().decode('utf-8', 'replace')[:2000]}") from error
        assert rows == list(store.ask(name, {}, everything).rows), (name, everything)
        assert first == rows[:3], (name, everything)


# ------------------------------------------------------------------ Oxigraph's server


@pytest.fixture(scope="module")
def oxigraph(files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if program is None:
        pytest.skip("Oxigraph's server is not installed: pip install oxigraph")
    location = tmp_path_factory.mktemp("oxigraph")
    _run(program, "load", "--location", location, "--file", files["nquads"])
    port = _free_port()
    server = subprocess.Popen(
        [program, "serve", "--location", str(location), "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until_up(f"http://127.0.0.1:{port}/query", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def test_oxigraph_has_every_quad_and_gives_the_same_rows(oxigraph: str, store: Store) -> None:
    ask = _over_http(f"{oxigraph}/query")
    assert ask(COUNT.format("")) == [(str(len(store)),)]
    _same_rows(ask, store)


def test_oxigraph_serves_one_article_by_graph_store_protocol(oxigraph: str, store: Store) -> None:
    graph = "https://example.org/kg/article/raid-1"
    request = urllib.request.Request(
        f"{oxigraph}/store?graph={urllib.parse.quote(graph, safe='')}", headers={"Accept": "application/n-triples"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        triples = answer.read().count(b"\n")
    assert [(str(triples),)] == list(store.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").rows)


MEDIA = {
    "nquads": "application/n-quads",
    "trig": "application/trig",
    "jsonld": "application/ld+json",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
}
FLAT = ("turtle", "ntriples", "rdfxml")


@pytest.mark.parametrize("name", OXIGRAPH.formats)
def test_oxigraph_takes_our_formats_over_http(oxigraph: str, files: dict[str, Path], store: Store, name: str) -> None:
    flat, media = name in FLAT, MEDIA[name]
    target = f"{oxigraph}/store" + ("?graph=http%3A%2F%2Fflat.example%2F" + name if flat else "")
    request = urllib.request.Request(target, files[name].read_bytes(), {"Content-Type": media}, method="POST")
    urllib.request.urlopen(request, timeout=60).close()
    ask = _over_http(f"{oxigraph}/query")
    if flat:
        where = f"GRAPH <http://flat.example/{name}> {{ ?s ?p ?o }}"
        assert ask(f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}") == [(str(len(store)),)]
        urllib.request.urlopen(urllib.request.Request(target, method="DELETE"), timeout=60).close()
    assert ask(COUNT.format(OURS)) == [(str(len(store)),)]  # the same quads again change nothing


PUSHED = "https://push.example/kg/"


def _built(knowledge: Knowledge, folder: Path) -> Path:
    folder.mkdir()
    publish(knowledge, folder, PUSHED, RUN, formats=())
    return folder


def _has(ask: Ask, folder: Path) -> bool:
    """Whether a store has of every graph of the build as many triples, and no other graph of its base."""
    counted = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    found = {row[0]: row[1] for row in ask(counted) if row[0] and row[0].startswith(PUSHED)}
    rows = read_ledger(folder).rows.values()
    return found == {row.name[1:-1]: str(row.quads) for row in rows if row.name.startswith(f"<{PUSHED}")}


def _pushes(to: str, protocol: Protocol, auth: str, lose: Callable[[str], object], ask: Ask, knowledge: Knowledge,
            folder: Path) -> None:  # fmt: skip
    """A push that is interrupted, goes on, tells of what the store has lost, mends it, and sends what has changed."""

    def sent(folder: Path, **options: object) -> tuple[int, int, int]:
        done = push(folder, to, protocol=protocol, auth=auth, batch=300, **options)  # type: ignore[arg-type]
        return done.sent, done.removed, done.there

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    whole, graphs = _built(knowledge, folder / "whole"), 0
    with pytest.raises(KeyboardInterrupt):
        sent(whole, progress=stop)
    assert not _has(ask, whole)
    graphs = len(read_ledger(whole).rows)
    assert sent(whole) == (graphs - 2, 0, 2)
    assert _has(ask, whole)
    assert sent(whole, changed=True) == (0, 0, graphs)
    lose(f"{PUSHED}article/raid-1")
    with pytest.raises(OutputError, match=r"has not all that was sent: <.*raid-1> has \d+ of \d+"):
        sent(whole, changed=True)
    assert sent(whole, changed=True) == (1, 0, graphs - 1)
    assert _has(ask, whole)
    fewer = _built(dataclasses.replace(knowledge, documents=knowledge.documents[1:]), folder / "fewer")
    carry(whole, fewer)
    again, removed, _ = sent(fewer, changed=True)
    assert removed == 1
    assert again < graphs - 1
    assert _has(ask, fewer)


END = "<http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#endIndex>"
LOSE = f"DELETE WHERE {{{{ GRAPH <{{}}> {{{{ ?s {END} ?o }}}} }}}}"


@pytest.mark.parametrize(("protocol", "path"), [("gsp", "store"), ("update", "update")])
def test_oxigraph_is_pushed_into(
    oxigraph: str, knowledge: Knowledge, tmp_path: Path, protocol: Protocol, path: str
) -> None:
    def update(text: str) -> None:
        request = urllib.request.Request(
            f"{oxigraph}/update", text.encode(), {"Content-Type": "application/sparql-update"}
        )
        urllib.request.urlopen(request, timeout=60).close()

    ask = _over_http(f"{oxigraph}/query")
    try:
        lose = lambda graph: update(LOSE.format(graph))  # noqa: E731
        _pushes(f"{oxigraph}/{path}", protocol, "", lose, ask, knowledge, tmp_path)
    finally:
        for (graph,) in ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"):
            if graph and graph.startswith(PUSHED):
                update(f"DROP GRAPH <{graph}>")


# ------------------------------------------------------------------ Raptor


@pytest.mark.parametrize("name", RAPTOR.formats)
def test_rapper_reads_every_triple(files: dict[str, Path], store: Store, name: str) -> None:
    if shutil.which("rapper") is None:
        pytest.skip("Raptor is not installed: apt-get install raptor2-utils")
    said = _run("rapper", "-c", "-i", name, files[name])
    assert f"returned {len(store)} triples" in said
    assert "rror" not in said and "arning" not in said


# ------------------------------------------------------------------ rdflib


@pytest.mark.parametrize("name", RDFLIB.formats)
def test_rdflib_reads_every_triple(files: dict[str, Path], store: Store, name: str) -> None:
    read = rdflib.Dataset(default_union=True)
    read.parse(files[name], format={"jsonld": "json-ld", "rdfxml": "xml", "ntriples": "nt"}.get(name, name))
    assert len(read) == len(store)


# ------------------------------------------------------------------ Jena


@pytest.fixture(scope="module")
def jena(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Runs a command of Debian's Jena, whose core jar has its Xerces resources in another package than its code."""
    jars = Path("/usr/share/java")
    core = jars / "jena-core.jar"
    if shutil.which("java") is None or not core.exists():
        pytest.skip("Jena is not installed: apt-get install default-jre-headless libapache-jena-java")
    folder = tmp_path_factory.mktemp("jena")
    with zipfile.ZipFile(core) as jar:
        inside = "org/apache/jena/ext/xerces/"
        for entry in jar.namelist():
            if entry.startswith(inside) and not entry.endswith("/"):
                path = folder / "xerces" / entry.removeprefix(inside)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(jar.read(entry))
    logging = ("log4j", "logback", "slf4j", "jcl-over", "jul-to")
    chosen = [j for j in sorted(jars.glob("*.jar")) if not any(word in j.name for word in logging)]
    chosen += [jars / "slf4j-api.jar", jars / "slf4j-nop.jar"]
    path = os.pathsep.join(map(str, (folder, *chosen)))
    # riot ends with 1 where it warns, as it does of each U+FFFD, which stands for what no store holds.
    return lambda *command: _run("java", "-cp", path, *command, codes=(0, 1))


def test_riot_reads_every_triple(jena: Callable[..., str], files: dict[str, Path], store: Store) -> None:
    read = {name: files[name] for name in RIOT.formats if name != "jsonld"}
    said = jena("riotcmd.riot", "--count", *read.values())
    assert " 0 errors" in said
    for name, path in read.items():
        kind = "Triples" if name in FLAT else "Quads"
        assert f"{path.name} : {kind} = {len(store):,}" in said


def test_riot_reads_jsonld(jena: Callable[..., str], files: dict[str, Path], store: Store) -> None:
    assert "jsonld" in RIOT.formats
    # Debian's Jena 4.5 lacks what its reader of JSON-LD 1.1 needs.
    assert jena("riotcmd.riot", "--syntax=jsonld10", "--output=nq", files["jsonld"]).count("\n") == len(store)


@pytest.mark.slow
def test_tdb2_has_every_quad_and_gives_the_same_rows(
    jena: Callable[..., str], files: dict[str, Path], store: Store, tmp_path: Path
) -> None:
    jena("tdb2.tdbloader", "--loc", tmp_path / "tdb", files["nquads"])

    def ask(sparql: str) -> Rows:
        return _rows(jena("tdb2.tdbquery", "--loc", tmp_path / "tdb", "--results=JSON", sparql))

    assert ask(COUNT.format("")) == [(str(len(store)),)]
    # A Java process a query: those that use what stores differ in (paths, aggregates, dates, optional joins).
    for name in ("said-for-an-agency", "figures-agreement", "operations"):
        assert ask(named_queries()[name].bind({}, True)) == list(store.ask(name, {}, True).rows), name


# ------------------------------------------------------------------ Virtuoso

VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = ., {files}
NumberOfBuffers = 2000
MaxDirtyBuffers = 1200
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 100000
"""


@pytest.fixture(scope="module")
def virtuoso(
    files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Ask, Callable[[str], str]]]:
    if shutil.which("virtuoso-t") is None or shutil.which("isql-vt") is None:
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource")
    folder = tmp_path_factory.mktemp("virtuoso")
    sql, http = _free_port(), _free_port()
    (folder / "v.ini").write_text(VIRTUOSO_INI.format(sql=sql, http=http, files=files["nquads"].parent))
    server = subprocess.Popen(
        ["virtuoso-t", "+foreground", "+configfile", "v.ini"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until_up(f"http://127.0.0.1:{http}/sparql", server)
        yield (
            _over_http(f"http://127.0.0.1:{http}/sparql"),
            lambda statement: _run("isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={statement}"),
        )
    finally:
        server.terminate()
        server.wait(60)


@pytest.mark.slow
def test_virtuoso_has_every_quad_and_gives_the_same_rows(
    virtuoso: tuple[Ask, Callable[[str], str]], files: dict[str, Path], store: Store
) -> None:
    ask, isql = virtuoso
    isql(f"ld_dir('{files['nquads'].parent}', 'graph.nq', 'http://unused.example/'); rdf_loader_run(); checkpoint;")
    assert ask(COUNT.format(OURS)) == [(str(len(store)),)]
    _same_rows(ask, store)


@pytest.mark.slow
@pytest.mark.parametrize(("protocol", "path"), [("gsp", "sparql-graph-crud-auth"), ("update", "sparql-auth")])
def test_virtuoso_is_pushed_into_by_whoever_may(
    virtuoso: tuple[Ask, Callable[[str], str]], knowledge: Knowledge, tmp_path: Path, protocol: Protocol, path: str
) -> None:
    ask, isql = virtuoso
    server = re.sub(r"/sparql\Z", "", ask.endpoint)  # type: ignore[attr-defined]
    # Its SPARQL takes no integer of more than 64 bits: the hostile article is pushed by the other protocol.
    some = knowledge.documents if protocol == "gsp" else knowledge.documents[:2]
    small = dataclasses.replace(knowledge, documents=some)
    with pytest.raises(OutputError, match=r"refused .*give --auth"):
        push(_built(small, tmp_path / "refused"), f"{server}/{path}", protocol=protocol, retries=0)
    _pushes(
        f"{server}/{path}", protocol, "dba:dba", lambda graph: isql(f"SPARQL {LOSE.format(graph)};"), ask, small,
        tmp_path,
    )  # fmt: skip
    for (graph,) in ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"):
        if graph and graph.startswith(PUSHED):
            isql(f"SPARQL CLEAR GRAPH <{graph}>;")


HUGE = "1000000000000000000000000000000"
"""A number of the hostile article. Virtuoso takes none of more than 64 bits that stands without quotation marks, as it
does in Turtle and TriG alone: of a file with one it loads nothing."""


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in VIRTUOSO.formats if name != "nquads"])
def test_virtuoso_loads_every_triple(
    virtuoso: tuple[Ask, Callable[[str], str]], files: dict[str, Path], store: Store, name: str
) -> None:
    ask, isql = virtuoso
    text = files[name].read_bytes().decode()
    assert HUGE in text
    if name not in ("ntriples", "rdfxml"):
        text = text.replace(HUGE, "9")
    base = f"https://{name}.example/kg/"
    if name not in FLAT:
        text = text.replace("https://example.org/kg/", base)
    path = files[name].with_name(f"virtuoso.{ENDINGS[name]}")
    path.write_bytes(text.encode())
    graph = f"http://flat.example/{name}"
    isql(f"ld_dir('{path.parent}', '{path.name}', '{graph}'); rdf_loader_run(); checkpoint;")
    if name in FLAT:
        assert ask(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}") == [(str(len(store)),)]
    else:
        there = ask(COUNT.format(f"FILTER(STRSTARTS(STR(?g), '{base}'))"))
        assert there == list(store.query(COUNT.format("FILTER(STRSTARTS(STR(?g), 'https://example.org/kg/'))")).rows)


# ------------------------------------------------------------------ Comunica and N3.js


COMUNICA_DIFFERS = [("articles", False), ("articles", True)]
"""What Comunica 4.5 answers otherwise: COUNT(DISTINCT ?x) over rows of which one has no ?x is an error there."""


@pytest.mark.slow
def test_comunica_and_n3_read_every_quad_and_give_the_same_rows(
    files: dict[str, Path], store: Store, tmp_path: Path
) -> None:
    packages = Path(sys.prefix, "npm", "node_modules")
    if shutil.which("node") is None or not (packages / "n3").is_dir():
        pytest.skip("Comunica and N3.js are not installed: make npm (it needs Node and npm)")
    # Comunica 4.5 ends with a TypeError in its hash join (asyncjoin reads an item that is undefined) on this one.
    asked = [one for one in EVERY if one != ("timeline", True)]
    task = {
        "n3": [(str(files[name]), MEDIA[name]) for name in N3JS.formats],
        "comunica": [str(files[name]) for name in COMUNICA.formats],
        "dataset": str(files["nquads"]),
        "queries": [
            (named_queries()[name].bind({}, everything), store.ask(name, {}, everything).columns)
            for name, everything in asked
        ],
    }
    (tmp_path / "task.json").write_text(json.dumps(task))
    done = subprocess.run(
        ["node", str(Path(__file__).parent / "npm" / "ask.cjs"), str(tmp_path / "task.json")],
        capture_output=True, text=True, timeout=300, env={**os.environ, "NODE_PATH": str(packages)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["n3"] == [len(store)] * len(N3JS.formats)
    assert found["comunica"] == [len(store)] * len(COMUNICA.formats)
    differ = [
        (name, everything)
        for (name, everything), rows in zip(asked, found["rows"], strict=True)
        # It sorts by several keys otherwise than SPARQL says, so the order is not compared.
        if Counter(map(tuple, rows)) != Counter(store.ask(name, {}, everything).rows)
    ]
    assert differ == COMUNICA_DIFFERS
