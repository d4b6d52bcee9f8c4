"""A build that is killed, starved or robbed of its disk says so, and the next one makes what it would have made."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.cache import CACHE

SAID = "ICE raided a plant in Morton, Mississippi, on Wednesday. “We left,” ICE acting Director Ann Smith said."
# How often a build is killed here; ``python tests/faults/kill.py 30`` does it as often as one likes.
KILLED = 2
_TRIES = 10  # starts for one kill, at most
ONE = ("--processes", "1")


def onrecord(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)], capture_output=True, text=True, timeout=600, **options
    )


def contents(folder: Path) -> dict[str, bytes]:
    """The files that are the same whenever the same articles are built; of a store the order is its own."""
    files = (entry for entry in folder.iterdir() if entry.is_file() and entry.name != "run.json")
    return {entry.name: entry.read_bytes() for entry in files}


def articles(folder: Path, count: int, times: int = 4) -> Path:
    path = folder / "articles.jsonl"
    lines = [{"id": f"a{n:03}", "text": f"{n}. {SAID}\n" * times, "date": "2019-08-09"} for n in range(count)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def kill_at_random_moments(given: Path, out: Path, times: int, seconds: float, seed: int = 0) -> int:
    """Start a build and kill it, so often; then let one end. How many were killed before their own end.

    A build that ends by itself tells how long one takes now: the next is killed sooner.
    """
    chance = random.Random(seed)
    killed = 0
    command = [
        sys.executable,
        "-m",
        "onrecord",
        "build",
        given,
        "-o",
        out,
        "--attribution",
        "rules",
        "--processes",
        "1",
    ]
    for _ in range(_TRIES * times):
        began = time.monotonic()
        with subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            try:
                run.wait(chance.uniform(0, seconds))
                seconds = min(seconds, time.monotonic() - began)
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
                killed += 1
        if killed == times:
            break
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return killed


def test_the_journal_of_a_killed_build_is_no_foreign_file(tmp_path):
    given = articles(tmp_path, 2)
    out = tmp_path / "out"
    out.mkdir()
    (out / f"{CACHE}-journal").write_bytes(b"")
    done = onrecord("build", given, "-o", out, "--attribution", "rules")
    assert done.returncode == 0, done.stderr
    assert sorted(e.name for e in out.iterdir() if e.name.startswith(CACHE)) == []


def test_killed_at_any_moment_the_next_build_is_as_if_nothing_had_been(tmp_path):
    given = articles(tmp_path, 12)
    began = time.monotonic()
    assert onrecord("build", given, "-o", tmp_path / "whole", "--attribution", "rules").returncode == 0
    seconds = time.monotonic() - began
    assert kill_at_random_moments(given, tmp_path / "out", KILLED, seconds)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["articles.jsonl", "out", "whole"]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of four megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk]).returncode:
        # where nothing may be mounted, a limit of file size stands for the disk
        yield disk, ("bash", "-c", 'ulimit -f 300; trap "" XFSZ; exec "$@"', "-")
        return
    yield disk, ()
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_is_told_and_nothing_half_written(tmp_path, small_disk):
    disk, limited = small_disk
    given = articles(tmp_path, 40, 40)
    one = articles(disk, 1)
    assert onrecord("build", one, "-o", disk / "out", "--attribution", "rules").returncode == 0
    before = contents(disk / "out")
    done = subprocess.run(
        [*limited, sys.executable, "-m", "onrecord", "build", given, "-o", disk / "out", "--attribution", "rules"],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "cannot be written" in done.stderr
    after = {name: data for name, data in contents(disk / "out").items() if not name.startswith(".")}
    assert after == before
    assert [entry.name for entry in disk.iterdir() if "building" in entry.name] == []


def test_an_output_in_a_folder_that_may_not_be_written(tmp_path):
    given = articles(tmp_path, 1)
    locked = tmp_path / "locked"
    locked.mkdir()
    if os.geteuid() == 0:  # root may write everywhere but where the kernel says no
        locked = Path("/proc/sys")
    else:
        locked.chmod(0o555)
    done = onrecord("build", given, "-o", locked / "out")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not shutil.which("bash"), reason="ulimit is the shell's")
@pytest.mark.parametrize("kilobytes", [560_000, 760_000])
def test_too_little_memory_is_told(tmp_path, kilobytes):
    given = articles(tmp_path, 5)
    # Enough for Python and too little for the models, or enough for them and too little for a store.
    build = f"{sys.executable} -m onrecord build {given} -o {tmp_path / 'out'} --processes 1"
    command = f"ulimit -v {kilobytes}; exec {build}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=600)
    assert done.returncode
    assert "Traceback" not in done.stderr and "not enough memory" in done.stderr
    assert not (tmp_path / "out" / "run.json").exists()
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".out")] == []
    done = onrecord("build", given, "-o", tmp_path / "out", "--processes", "1")
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "out" / "run.json").read_text())["articles"] == 5
