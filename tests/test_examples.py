"""Every script in examples/ runs and says something true."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
SCRIPTS = sorted(EXAMPLES.glob("*.py"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("examples") / "graph"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_it_runs(script, folder, tmp_path):
    texts = tmp_path / "articles"
    texts.mkdir()
    for text in EXAMPLES.glob("articles/*.txt"):
        (texts / text.name).write_bytes(text.read_bytes())
    done = subprocess.run(
        [sys.executable, str(script), str(texts), str(folder)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "Matthew Albence" in done.stdout
    assert "Traceback" not in done.stderr


def test_every_script_is_described_and_every_article_attributed():
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    for script in SCRIPTS:
        assert f"`{script.name}`" in readme
    for line in (EXAMPLES / "articles" / "wikinews.jsonl").read_text(encoding="utf-8").splitlines():
        import json

        article = json.loads(line)
        assert article["url"] in readme
        assert article["licence"] == "CC BY 2.5"
