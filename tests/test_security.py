"""What keeps a user safe: no network while it runs, a clean static check, and locks that name what is installed."""

import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import made_files as made

ROOT = Path(__file__).parents[1]

# Whatever asks for an address or opens a connection is told off, in this process and in its workers.
DENIED = """
import socket, sys

def deny(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"):
        # What the processes of one command tell each other goes through a file.
        if event not in ("socket.connect", "socket.bind") or arguments[0].family != socket.AF_UNIX:
            raise RuntimeError(f"network: {event} {arguments[1:]}")

sys.addaudithook(deny)
"""


@pytest.fixture
def offline(tmp_path):
    """How to run the command line without a network: an audit hook, and no interfaces where that can be had."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(DENIED)
    bare = ["unshare", "-rn"] if shutil.which("unshare") else []
    if bare and subprocess.run([*bare, "true"], capture_output=True).returncode:
        bare = []

    def run(*arguments):
        return subprocess.run(
            [*bare, sys.executable, *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=600,
            env={"PYTHONPATH": str(tmp_path / "site"), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        )

    return run


def test_the_hook_denies_what_it_should(offline):
    for code in (
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1/')",
    ):
        done = offline("-c", code)
        assert done.returncode
        assert "network: socket." in done.stderr


def test_nothing_is_fetched_while_it_runs(offline, tmp_path):
    given = tmp_path / "in"
    given.mkdir()
    (given / "page.html").write_bytes(made.page())
    (given / "feed.xml").write_bytes(made.feed([(made.TITLE, made.URL, f"<p>{made.SENTENCES[1]}</p>")]))
    (given / "crawl.warc").write_bytes(made.warc([(made.URL + "2", "200 OK text/html", made.page())]))
    (given / "mail.eml").write_bytes(made.MAIL)
    (given / "release.pdf").write_bytes(made.pdf(list(made.SENTENCES)))
    (given / "es.txt").write_text("El congresista dijo el viernes que no habrá más redadas en la ciudad, y lo repitió.")
    (given / "external.xml").write_text(
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "http://example.org/x">]>'
        "<rss><channel><title>&x;</title><item><title>T</title><description>&x; said so.</description></item>"
        "</channel></rss>"
    )
    out = tmp_path / "out"
    done = offline("-m", "onrecord", "build", given, "-o", out, "--processes", "2")
    assert "network:" not in done.stderr
    assert "Traceback" not in done.stderr
    assert "1 article not in English left out" in done.stdout
    assert json.loads((out / "run.json").read_text())["articles"] >= 5
    for arguments in (("query", out, "who-said-what"), ("export", out, "--format", "jsonl"), ("validate", out)):
        done = offline("-m", "onrecord", *arguments)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr


def test_bandit_finds_nothing_that_is_not_argued():
    found = subprocess.run(
        [sys.executable, "-m", "bandit", "-q", "-r", str(ROOT / "src"), "-f", "json"], capture_output=True, text=True
    )
    results = json.loads(found.stdout)["results"]
    assert [(r["test_id"], r["filename"], r["line_number"]) for r in results] == []
    # each exception names its check and says why
    for path in (ROOT / "src").rglob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "nosec" in line:
                assert re.search(r"# nosec B\d{3}(, B\d{3})*: \S+ \S+", line), (path, line)


def pins():
    """The locked versions by name: of some there is one for older Pythons and one for newer."""
    found: dict[str, set[str]] = {}
    for lock in ("requirements.lock", "requirements-test.lock"):
        for name, version in re.findall(
            r"^([a-z0-9][\w.-]*)==([\w.+!-]+)", (ROOT / lock).read_text("utf-8"), re.M | re.I
        ):
            found.setdefault(name.lower(), set()).add(version)
    return found


def test_what_is_locked_is_what_is_installed():
    """So ``make audit``, which asks PyPI for advisories and needs a network, speaks of what is tested here."""
    for name, versions in pins().items():
        try:
            assert importlib.metadata.version(name) in versions, f"{name}: make install-test"
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system or a later Python
