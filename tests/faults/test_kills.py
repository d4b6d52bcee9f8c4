"""kill -9 at random moments: nothing lost, nothing half-visible, and the next run completes.

``KILLS`` moments of each command, one unless the environment says otherwise; ``make kills`` takes twenty.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from faulty_store import served
from onrecord.rdf.ondisk import open_store

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("KILLS", "1"))
TEXT = "ICE raided a plant in Morton, Mississippi, on Wednesday. “We left at {n},” ICE acting Director Ann Smith said."


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "onrecord", *map(str, arguments)]


def done(*arguments: object) -> float:
    begun = time.monotonic()
    subprocess.run(command(*arguments), check=True, capture_output=True, timeout=300)
    return time.monotonic() - begun


def killed(moment: float, *arguments: object) -> bool:
    """Whether the command was still running at that moment."""
    running = subprocess.Popen(
        command(*arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        running.wait(moment)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        return True


def graph(folder: Path) -> list[str]:
    """What is visible: the file and the store must tell the same, whatever happened."""
    lines = (folder / "graph.nq").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    assert sorted(f"{quad} ." for quad in open_store(folder)) == sorted(lines)
    return lines


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for n in range(4):
        (folder / f"a{n}.txt").write_text(TEXT.format(n=n))
    return folder


@pytest.fixture(scope="module")
def before(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A build of all articles but the last, and how long it took."""
    folder = tmp_path_factory.mktemp("before") / "out"
    given = [articles / f"a{n}.txt" for n in range(3)]
    return folder, done("build", *given, "-o", folder, "--attribution", "rules", "--formats", "nquads")


CHANGES = {
    "build": ("build", "{articles}", "-o", "{out}", "--attribution", "rules", "--formats", "nquads"),
    "add": ("add", "{out}", "{articles}/a3.txt"),
    "remove": ("remove", "{out}", "a1.txt"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_that_is_killed(name: str, articles: Path, before: tuple[Path, float], tmp_path: Path) -> None:
    chance = random.Random(name)
    earlier, seconds = before
    shutil.copytree(earlier, tmp_path / "whole")
    change = [word.format(articles=articles, out=tmp_path / "whole") for word in CHANGES[name]]
    seconds = done(*change)
    old, new = graph(earlier), graph(tmp_path / "whole")
    assert old != new
    for number in range(KILLS):
        out = tmp_path / f"{number}" / "out"
        shutil.copytree(earlier, out)
        change = [word.format(articles=articles, out=out) for word in CHANGES[name]]
        was_killed = killed(chance.uniform(0.3, 1) * seconds, *change)
        found = graph(out)
        assert found in (old, new)
        if was_killed and found == old:
            done(*change)
        assert graph(out) == new
        assert sorted(entry.name for entry in out.parent.iterdir() if not entry.name.startswith(".out")) == ["out"]


def test_a_push_that_is_killed(before: tuple[Path, float], tmp_path: Path) -> None:
    chance = random.Random("push")
    folder = tmp_path / "out"
    shutil.copytree(before[0], folder)
    with served() as (url, server):
        seconds = done("push", folder, "--to", f"{url}/store")
        for number in range(KILLS):
            server.store = ox.Store()
            for noted in folder.glob(".pushed-*"):
                noted.unlink()
            killed(chance.uniform(0.5, 1) * seconds, "push", folder, "--to", f"{url}/store")
            wanted = graph(folder)
            for name in server.store.named_graphs():
                whole = {line for line in wanted if line.endswith(f" {name} .")}
                assert {f"{quad} ." for quad in server.store.quads_for_pattern(None, None, None, name)} == whole
            done("push", folder, "--to", f"{url}/store")
            assert sorted(f"{quad} ." for quad in server.store) == sorted(wanted), number
