"""The attribution model at run time, with a stand-in for the network: only what surrounds it is tested here."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

from onrecord.annotate.attribution.model import Attributor, evidence_logits, model_statements, open_attributor
from onrecord.annotate.attribution.model_decode import Settings
from onrecord.errors import ModelMissing
from onrecord.model import Statement

WEIGHTS = files("onrecord") / "annotate" / "attribution" / "weights"


class PatternNetwork:
    """Reads "he said X ." by vocabulary: "he" is a source, "said" its cue, content runs to the full stop."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.he, self.said, self.stop = (tokenizer.token_to_id(w) for w in ("he", "said", "."))
        self.runs = 0

    def run(self, _names: None, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        self.runs += 1
        ids = np.take_along_axis(inputs["ids"], inputs["index"], 1)
        rows, words = ids.shape
        tags = np.full((rows, words, 7), -4.0, np.float32)
        pointers = np.full((rows, 2, words, words + 1), -4.0, np.float32)
        for row in range(rows):
            cue = source = None
            for k, piece in enumerate(ids[row]):
                tag = 0
                if piece == self.he:
                    tag, source = 3, k
                elif piece == self.said:
                    tag, cue = 5, k
                    if source is not None:
                        pointers[row, 1, k, source + 1] = 4
                elif piece == self.stop:
                    cue = source = None
                elif cue is not None:
                    tag = 1 if k == cue + 1 else 2
                    pointers[row, 0, k, cue + 1] = 4
                tags[row, k, tag] = 4
        return [tags, pointers]


@pytest.fixture(scope="module")
def net() -> Attributor:
    tokenizer = Tokenizer.from_str((WEIGHTS / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.encode_special_tokens = True
    return Attributor(PatternNetwork(tokenizer), tokenizer, 64, Settings(0, 0), (0.0,) + (0.2,) * 6)


def parts(text: str, statement: Statement) -> tuple[list[str], list[str], list[str]]:
    def cut(spans: Any) -> list[str]:
        return [text[a:b] for a, b in spans]

    return cut(statement.source), cut(statement.cue), cut(statement.content)


def test_statement_has_the_articles_characters(net: Attributor) -> None:
    text = "It rained.\n\nOn Monday he said “we are café owners”. Nobody cared."
    (found,) = model_statements(text, attributor=net)
    assert parts(text, found) == (["he"], ["said"], ["“we are café owners”"])
    assert found.found_by == "model"
    assert 0.5 < found.confidence < 1


def test_windows_do_not_cut_a_long_article_short(net: Attributor) -> None:
    one = "Nothing happened here today at all, on and on. Then he said it was over and done with. "
    found = model_statements(one * 60, attributor=net)
    assert len(found) == 60
    assert {parts(one * 60, s)[2][0] for s in found} == {"it was over and done with"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        '"' * 400,
        "he said " * 300,
        "\x00he said \x00no\x00.",
        "he said \ud800\udfff yes.",
        "𝕳e he said 😀😀 fine.\r\nhe said more.",
        "he said [SEP] [CLS] [MASK] yes.",
        "x" * 5000,
        "he said " + "é\u0301\u200b\ufeff" * 50 + ".",
    ],
)
def test_hostile_text(net: Attributor, text: str) -> None:
    for found in model_statements(text, attributor=net):
        for a, b in (*found.content, *found.source, *found.cue):
            assert 0 <= a < b <= len(text)


def test_special_tokens_in_an_article_are_text(net: Attributor) -> None:
    text = "he said [SEP] yes."
    (found,) = model_statements(text, attributor=net)
    assert parts(text, found)[2] == ["[SEP] yes"]


def test_confidence_grows_with_the_evidence(net: Attributor) -> None:
    assert evidence_logits((0.5,)) == [0.0]
    assert evidence_logits((1.0,))[0] == pytest.approx(-evidence_logits((0.0,))[0])
    text = "he said no."
    pieces, (found,) = net.find(net.read(text))
    assert len(pieces) == 4
    weaker = type(found)(found.cue, found.source, found.content, tuple(e / 2 for e in found.evidence))  # type: ignore[arg-type]
    assert net.confidence(weaker) < net.confidence(found)


def test_folder_without_the_network(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"lacks attributor.onnx, attributor.json, tokenizer.json .*'rules'"):
        open_attributor(tmp_path)


def test_damaged_network(tmp_path: Path) -> None:
    (tmp_path / "attributor.onnx").write_bytes(b"not a network")
    (tmp_path / "attributor.json").write_text(json.dumps({}))
    (tmp_path / "tokenizer.json").write_bytes((WEIGHTS / "tokenizer.json").read_bytes())
    with pytest.raises(ModelMissing, match="cannot be read"):
        open_attributor(tmp_path)


def test_unsure_statements_are_left_out(net: Attributor) -> None:
    text = "he said no."
    (found,) = model_statements(text, attributor=net)
    strict = replace(net, settings=Settings(0, 0, least_confidence=found.confidence + 0.01))
    assert model_statements(text, attributor=strict) == []
