"""The network that ships: it is the one its settings name, and does the same whatever runs beside it."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.annotate.attribution.model import Attributor, model_statements, open_attributor
from onrecord.model import Statement

WEIGHTS = Path(str(files("onrecord") / "annotate" / "attribution" / "weights"))
TEXT = (
    "City reopens bridge, mayor says\n\n"
    "“The bridge is safe,” Mayor Jane Doe said on Monday. “We checked it twice.”\n\n"
    "Police told reporters that the road had been closed for a week. "
    "According to a spokesman for the county, the repairs cost $2 million.\n\n"
    "Nothing else happened. The road is four miles long and runs along the river."
)


@pytest.fixture(scope="module")
def net() -> Attributor:
    return open_attributor(WEIGHTS, threads=1)


def words(statement: Statement) -> tuple[str, str, str]:
    def cut(spans: tuple[tuple[int, int], ...]) -> str:
        return " … ".join(TEXT[a:b] for a, b in spans)

    return cut(statement.source), cut(statement.cue), cut(statement.content)


def test_weights_are_those_of_the_settings() -> None:
    told = json.loads((WEIGHTS / "attributor.json").read_text(encoding="utf-8"))
    content = (WEIGHTS / "attributor.onnx").read_bytes()
    assert hashlib.sha256(content).hexdigest() == told["sha256"]
    assert len(content) < 30_000_000


def test_plain_news(net: Attributor) -> None:
    found = [words(s) for s in model_statements(TEXT, attributor=net)]
    assert ("Mayor Jane Doe", "said", "“The bridge is safe,” … “We checked it twice.”") in found
    assert ("Police", "told", "that the road had been closed for a week") in found
    assert ("a spokesman for the county", "According to", "the repairs cost $2 million") in found
    assert not any("four miles" in content for _, _, content in found)


def test_threads_change_nothing(net: Attributor) -> None:
    assert model_statements(TEXT, attributor=open_attributor(WEIGHTS, threads=2)) == model_statements(
        TEXT, attributor=net
    )


def test_an_article_does_not_depend_on_what_ran_before(net: Attributor) -> None:
    alone = model_statements(TEXT, attributor=net)
    model_statements("She said no. " * 400, attributor=net)
    assert model_statements(TEXT, attributor=net) == alone


def test_another_process_finds_the_same(net: Attributor) -> None:
    code = (
        "import sys; from onrecord.annotate.attribution.model import model_statements;"
        "print(model_statements(sys.stdin.read()))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], input=TEXT, capture_output=True, text=True, encoding="utf-8", check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": "", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert run.stdout.strip() == str(model_statements(TEXT, attributor=net))


def test_offsets_of_astral_characters_and_line_ends(net: Attributor) -> None:
    text = TEXT.replace("Jane", "𝕁ane😀").replace("\n", "\r\n")
    for statement in model_statements(text, attributor=net):
        for a, b in (*statement.content, *statement.source, *statement.cue):
            assert 0 <= a < b <= len(text)
            assert text[a:b].strip() == text[a:b]


@pytest.mark.slow
def test_a_megabyte_in_one_paragraph(net: Attributor) -> None:
    text = '"Yes," he said. And then ' * 8_000
    found = model_statements(text[:200_000], attributor=net)
    assert len(found) > 1000
