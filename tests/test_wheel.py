"""The built wheel works where there is no checkout: every data file is in it."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = {
    ".py",
    ".tsv",
    ".csv",
    ".json",
    ".rq",
    ".ttl",
    ".jsonld",
    ".jinja",
    ".js",
    ".css",
    ".onnx",
    ".gz",
    ".npz",
    ".bin",
    ".md",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel built from an sdist built from what git tracks, so that no stray file helps."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, source / name)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=source,
        check=True,
        capture_output=True,
        timeout=300,
    )
    sdist = next(folder.glob("*.tar.gz"))
    shutil.unpack_archive(sdist, folder / "unpacked", filter="data")
    unpacked = next((folder / "unpacked").iterdir())
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "again")],
        cwd=unpacked,
        check=True,
        capture_output=True,
        timeout=300,
    )
    return next((folder / "again").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder


def test_everything_shipped_is_in_the_wheel(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    listed = subprocess.run(
        ["git", "ls-files", "src/onrecord", "ontology", "graph/queries"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    for name in listed:
        packed = f"onrecord/_shared/{name}" if not name.startswith("src/") else name.removeprefix("src/")
        assert packed in names, f"{name} is not in the wheel"
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests", "examples", "training")) for name in names)


def test_it_builds_a_graph_without_the_checkout(installed, tmp_path):
    (tmp_path / "a.txt").write_text(
        "ICE raided a plant in Morton, Mississippi. “We left,” ICE Director Ann Smith said."
    )
    # The checkout is installed as editable here: put out of reach, so that only the wheel can answer.
    code = (
        "import sys; sys.path = [p for p in sys.path if not p.rstrip('/').endswith('/src')];"
        "sys.meta_path = [f for f in sys.meta_path if 'editable' not in repr(f).lower()];"
        "import onrecord, pathlib;"
        f"assert pathlib.Path(onrecord.__file__).is_relative_to({str(installed)!r}), onrecord.__file__;"
        "from onrecord.cli import main; main()"
    )
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}

    def onrecord(*arguments):
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )

    built = onrecord("build", "a.txt", "-o", "out")
    assert built.returncode == 0, built.stderr
    run = json.loads((tmp_path / "out" / "run.json").read_text())
    assert (run["articles"], run["statements"]) == (1, 1)
    asked = onrecord("query", "out", "statements", "--format", "csv")
    assert asked.returncode == 0, asked.stderr
    assert "Ann Smith" in asked.stdout
    assert onrecord("validate", "out").returncode == 0
    assert str(ROOT) not in built.stdout + built.stderr
