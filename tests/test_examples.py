"""Every script in examples/ runs and says something true."""

import json
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


def test_the_notebook_runs_cell_by_cell(tmp_path):
    notebook = json.loads((EXAMPLES / "tour.ipynb").read_text(encoding="utf-8"))
    articles = tmp_path / "examples" / "articles"
    articles.mkdir(parents=True)
    for text in EXAMPLES.glob("articles/*.txt"):
        (articles / text.name).write_bytes(text.read_bytes())
    code = "\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=articles.parent, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert "Matthew Albence (direct): This was a textbook operation" in done.stdout
    assert "persons detained or arrested 680 800 yes" in done.stdout


def test_every_script_is_described_and_every_article_attributed():
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    for script in SCRIPTS:
        assert f"`{script.name}`" in readme
    for line in (EXAMPLES / "articles" / "wikinews.jsonl").read_text(encoding="utf-8").splitlines():
        import json

        article = json.loads(line)
        assert article["url"] in readme
        assert article["licence"] == "CC BY 2.5"
