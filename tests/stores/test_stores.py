"""Our files in stores and readers that are not ours: every quad arrives, and the named queries give the same rows.

A store that is not installed is skipped, and says what to install.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fixtures_knowledge import RUN
from onrecord.export import FORMATS
from onrecord.model import Knowledge
from onrecord.rdf.dataset import knowledge_quads
from onrecord.rdf.queries import named_queries
from onrecord.store import Store

ENDINGS = {"nquads": "nq", "trig": "trig", "jsonld": "jsonld", "turtle": "ttl", "ntriples": "nt", "rdfxml": "rdf"}
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
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=300)
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
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{name}: {error.read().decode('utf-8', 'replace')[:2000]}") from error
        assert rows == list(store.ask(name, {}, everything).rows), (name, everything)


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


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("trig", "application/trig"),
        ("jsonld", "application/ld+json"),
        ("turtle", "text/turtle"),
        ("rdfxml", "application/rdf+xml"),
    ],
)
def test_oxigraph_takes_our_formats_over_http(
    oxigraph: str, files: dict[str, Path], store: Store, name: str, media: str
) -> None:
    flat = name in ("turtle", "rdfxml")
    target = f"{oxigraph}/store" + ("?graph=http%3A%2F%2Fflat.example%2F" + name if flat else "")
    request = urllib.request.Request(target, files[name].read_bytes(), {"Content-Type": media}, method="POST")
    urllib.request.urlopen(request, timeout=60).close()
    ask = _over_http(f"{oxigraph}/query")
    if flat:
        where = f"GRAPH <http://flat.example/{name}> {{ ?s ?p ?o }}"
        assert ask(f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}") == [(str(len(store)),)]
        urllib.request.urlopen(urllib.request.Request(target, method="DELETE"), timeout=60).close()
    assert ask(COUNT.format(OURS)) == [(str(len(store)),)]  # the same quads again change nothing


# ------------------------------------------------------------------ Raptor


@pytest.mark.parametrize("name", ["nquads", "trig", "turtle", "ntriples", "rdfxml"])
def test_rapper_reads_every_triple(files: dict[str, Path], store: Store, name: str) -> None:
    if shutil.which("rapper") is None:
        pytest.skip("Raptor is not installed: apt-get install raptor2-utils")
    said = _run("rapper", "-c", "-i", name, files[name])
    assert f"returned {len(store)} triples" in said
    assert "rror" not in said and "arning" not in said


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
    said = jena("riotcmd.riot", "--count", *(path for name, path in files.items() if name != "jsonld"))
    assert " 0 errors" in said
    for name, path in files.items():
        if name != "jsonld":
            kind = "Quads" if name in ("nquads", "trig") else "Triples"
            assert f"{path.name} : {kind} = {len(store):,}" in said


def test_riot_reads_jsonld(jena: Callable[..., str], files: dict[str, Path], store: Store) -> None:
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

VIRTUOSO = """
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
    (folder / "v.ini").write_text(VIRTUOSO.format(sql=sql, http=http, files=files["nquads"].parent))
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
