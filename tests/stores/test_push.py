"""Pushing into a store: everything arrives once, an interrupted push goes on, and what is lost is told."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from faulty_store import FaultyStore, served
from fixtures_knowledge import RUN
from onrecord import cli_stores
from onrecord.building import publish
from onrecord.cli import app
from onrecord.errors import InputError, OutputError
from onrecord.model import Knowledge
from onrecord.push import PROTOCOLS, endpoint, push
from onrecord.push.sent import carry

BASE = "https://example.org/kg/"


@pytest.fixture
def target() -> Iterator[tuple[str, type[FaultyStore]]]:
    with served() as found:
        yield found


@pytest.fixture
def folder(knowledge: Knowledge, tmp_path: Path) -> Path:
    return built(knowledge, tmp_path / "out")


def built(knowledge: Knowledge, folder: Path) -> Path:
    folder.mkdir()
    publish(knowledge, folder, BASE, RUN, formats=())
    return folder


def lines(store: ox.Store) -> list[str]:
    return sorted(f"{quad} ." for quad in store)


def expected_graphs(folder: Path) -> set[str]:
    return {line.rpartition(" <")[2] for line in expected(folder)}


def expected(folder: Path) -> list[str]:
    return sorted((folder / "graph.nq").read_text(encoding="utf-8").removesuffix("\n").split("\n"))


def test_the_command_line_knows_the_protocols() -> None:
    assert cli_stores.PROTOCOLS == PROTOCOLS


@pytest.mark.parametrize(("protocol", "path"), [("gsp", "store"), ("update", "update")])
def test_everything_arrives_and_then_only_what_changed(
    target: tuple[str, type[FaultyStore]], folder: Path, knowledge: Knowledge, protocol: str, path: str
) -> None:
    url, server = target
    options = {"protocol": protocol, "batch": 50}
    first = push(folder, f"{url}/{path}", **options)  # type: ignore[arg-type]
    assert lines(server.store) == expected(folder)
    assert (first.triples, first.removed, first.there) == (len(server.store), 0, 0)
    again = push(folder, f"{url}/{path}", changed=True, **options)  # type: ignore[arg-type]
    assert (again.sent, again.there) == (0, first.sent)
    fewer = Knowledge(
        knowledge.documents[1:],
        knowledge.entities,
        knowledge.occurrences,
        knowledge.decisions,
        knowledge.entity_of,
        knowledge.occurrence_of,
    )
    smaller = built(fewer, folder.parent / "smaller")
    carry(folder, smaller)
    third = push(smaller, f"{url}/{path}", changed=True, **options)  # type: ignore[arg-type]
    assert lines(server.store) == expected(smaller)
    assert third.removed == len(expected_graphs(folder) - expected_graphs(smaller)) > 0
    assert third.sent < first.sent - 1


def test_passing_faults_are_waited_out(target: tuple[str, type[FaultyStore]], folder: Path) -> None:
    url, server = target
    server.failures += [503, 0, 429]
    push(folder, f"{url}/store")
    assert lines(server.store) == expected(folder)


def test_an_interrupted_push_goes_on_where_it_was(target: tuple[str, type[FaultyStore]], folder: Path) -> None:
    url, server = target

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push(folder, f"{url}/store", progress=stop)
    sent = [request for request in server.requests if request.startswith("PUT")]
    assert len(sent) == 2
    server.requests.clear()
    done = push(folder, f"{url}/store")
    assert done.there == 2
    assert not set(sent) & set(server.requests)
    assert lines(server.store) == expected(folder)
    assert push(folder, f"{url}/store").there == 0  # a whole push sends everything again


def test_a_store_that_loses_triples_is_told_of(target: tuple[str, type[FaultyStore]], folder: Path) -> None:
    url, server = target
    server.lose = b"endIndex"
    with pytest.raises(OutputError, match=r"has not all that was sent: <.*> has \d+ of \d+"):
        push(folder, f"{url}/store")
    server.lose = b""
    mended = push(folder, f"{url}/store", changed=True)
    assert lines(server.store) == expected(folder)
    assert mended.there > 0
    assert mended.sent > 0


def test_one_graph_for_all(target: tuple[str, type[FaultyStore]], folder: Path) -> None:
    url, server = target
    server.store.add(ox.Quad(*[ox.NamedNode("urn:old")] * 3, ox.NamedNode("http://one.example/")))
    push(folder, f"{url}/store", graph="http://one.example/")
    found = {str(quad.triple) for quad in server.store}
    assert found == {line.rpartition(" <")[0] for line in expected(folder)}
    assert {str(graph) for graph in server.store.named_graphs()} == {"<http://one.example/>"}


@pytest.mark.parametrize(
    ("auth", "header"),
    [("me:se:cret", "Basic " + base64.b64encode(b"me:se:cret").decode()), ("token:abc", "Bearer abc")],
)
def test_who_one_is(target: tuple[str, type[FaultyStore]], folder: Path, auth: str, header: str) -> None:
    url, server = target
    server.secret = header
    with pytest.raises(OutputError, match=r"refused .*give --auth"):
        push(folder, f"{url}/store")
    (folder.parent / "secret").write_text(auth + "\n")
    done = CliRunner().invoke(
        app, ["push", str(folder), "--to", f"{url}/store", "--auth", f"@{folder.parent / 'secret'}"]
    )
    assert done.exit_code == 0, done.output
    assert done.output.endswith("the store has them all\n")
    assert auth not in json.dumps(server.requests) and auth not in repr(endpoint(f"{url}/store", None, auth, 0))
    assert lines(server.store) == expected(folder)


def test_what_cannot_work_is_told(target: tuple[str, type[FaultyStore]], folder: Path) -> None:
    url, server = target
    with pytest.raises(InputError, match="is no http or https address"):
        push(folder, "ftp://x/store")
    with pytest.raises(InputError, match="say it: --query URL"):
        push(folder, f"{url}/somewhere")
    with pytest.raises(InputError, match="build the graph again"):
        push(folder.parent, f"{url}/store")
    server.failures += [400]
    with pytest.raises(OutputError, match=r"failed .400"):
        push(folder, f"{url}/store")
    with pytest.raises(OutputError, match="is the store running"):
        push(folder, "http://127.0.0.1:9/store", retries=0)
