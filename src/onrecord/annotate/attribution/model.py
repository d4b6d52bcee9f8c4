"""The trained attributor at run time: onnxruntime and tokenizers, no torch.

A MiniLM-L6 encoder (Wang et al. 2020) tags source, cue and content and points from content to cue
and from cue to source; ``docs/model-card.md`` says how it was trained and how well it does.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.attribution.model_decode import Found, Pointers, Scores, Settings, decode
from onrecord.annotate.attribution.model_input import Pieces, batch, read_pieces, syntax, windows
from onrecord.errors import ModelMissing
from onrecord.model import Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc

Scored: TypeAlias = "tuple[Pieces, Scores]"
Scoring: TypeAlias = "Callable[[], Scored]"
"""What gives an article's scores when it is asked: another thread may be at it."""
Sighting: TypeAlias = Literal["agreed", "disagreed", "alone"]

_SURELY_OUTSIDE = 0.999


@dataclass(frozen=True)
class Attributor:
    """The network, its tokenizer and what was tuned with it.

    ``length`` of the windows is in word pieces. ``calibration`` is a bias and a weight
    per piece of evidence; ``agreement`` what is added to the log odds of a statement that the rules
    saw too ("agreed"), with another source ("disagreed"), or not ("alone"). ``rules`` is how often a
    rule is right where the model saw nothing; below ``least_rule`` its finds are left out.
    """

    session: Any
    tokenizer: Any
    length: int
    settings: Settings
    calibration: tuple[float, ...]
    agreement: Mapping[str, float] = field(default_factory=dict)
    rules: Mapping[str, float] = field(default_factory=dict)
    least_rule: float = 0.5

    def score(self, pieces: Pieces) -> Scores:
        """Run the network over the windows of one article, each by itself.

        Dynamic quantisation makes a result depend on what shares a batch with it, and padding costs as much as text.
        """
        n = len(pieces)
        tags = np.zeros((n, 7), np.float32)
        pointers: list[Pointers | None] = [None] * n
        for window in windows(pieces, self.length):
            s, e = window.start, window.end
            inputs = batch([(pieces, s, e)], self.length)
            tag_scores, pointer_scores = self.session.run(None, inputs)
            own = slice(window.own[0] - s, window.own[1] - s)
            tags[slice(*window.own)] = log_tags = _log_softmax(tag_scores[0, own])
            wanted = np.nonzero(np.exp(log_tags[:, 0]) < _SURELY_OUTSIDE)[0]
            if len(wanted):
                chances = np.exp(_log_softmax(pointer_scores[0][:, own][:, wanted, : e - s + 1]))
                for row, word in enumerate(wanted.tolist()):
                    pointers[window.own[0] + word] = Pointers(s, chances, row)
        return Scores(tags, pointers)

    def read(self, text: str, doc: Doc | None = None) -> Scored:
        """What the network says of one article; ``doc`` is the parse of ``parser_text(text)``, if there is one.

        Nearly all of the time is spent outside of Python, so that threads can do it side by side.
        """
        pieces = read_pieces(text, self.tokenizer, syntax(doc) if doc is not None else None)
        return pieces, self.score(pieces)

    def find(self, scored: Scored) -> tuple[Pieces, list[Found]]:
        """Statements of one article in words."""
        pieces, scores = scored
        return pieces, decode(pieces, scores, self.settings) if len(pieces) else []

    def confidence(self, found: Found) -> float:
        """Calibrated probability that content and source of a statement are right (logistic regression)."""
        bias, *weights = self.calibration
        total = bias + sum(w * x for w, x in zip(weights, evidence_logits(found.evidence), strict=True))
        return round(float(1 / (1 + np.exp(-total))), 3)

    def shifted(self, confidence: float, sighting: Sighting) -> float:
        """A confidence after what the rules said of the same act."""
        odds = math.log(max(confidence, 0.001) / max(1 - confidence, 0.001)) + self.agreement.get(sighting, 0.0)
        return round(1 / (1 + math.exp(-odds)), 3)


def evidence_logits(evidence: tuple[float, ...]) -> list[float]:
    """Log odds of probabilities, bounded at ±6."""
    clipped = np.clip(evidence, 0.0025, 0.9975)
    return [float(x) for x in np.log(clipped / (1 - clipped))]


def _log_softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    shifted = scores - scores.max(-1, keepdims=True)
    result: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def open_attributor(folder: Path, threads: int = 1) -> Attributor:
    """Load the network from a folder with ``attributor.onnx``, ``attributor.json`` and ``tokenizer.json``.

    :raises ModelMissing: onnxruntime, tokenizers or one of the files is not there, or a file is not what it should be.
    """
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ModelMissing(
            f"the attribution model needs onnxruntime and tokenizers ({error}): "
            "pip install onnxruntime tokenizers, or choose the attribution 'rules'"
        ) from error
    missing = [n for n in ("attributor.onnx", "attributor.json", "tokenizer.json") if not (folder / n).is_file()]
    if missing:
        raise ModelMissing(
            f"the attribution model lacks {', '.join(missing)} in {folder}: install onrecord again, "
            "or choose the attribution 'rules'"
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(
            str(folder / "attributor.onnx"), options, providers=["CPUExecutionProvider"]
        )
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        told = json.loads((folder / "attributor.json").read_text(encoding="utf-8"))
        settings = Settings(**told["settings"])
        calibration = tuple(float(x) for x in told["calibration"])
        length = int(told["length"])
        agreement = {str(k): float(v) for k, v in told["agreement"].items()}
        rules = {str(k): float(v) for k, v in told["rules"].items()}
        least_rule = float(told["least_rule"])
    except Exception as error:  # onnxruntime and tokenizers raise bare Exception
        if isinstance(error, MemoryError) or "bad_alloc" in str(error):
            raise ModelMissing(
                f"there is not enough memory to read the attribution model in {folder}: give more, or choose the "
                "attribution 'rules'"
            ) from error
        raise ModelMissing(
            f"the attribution model in {folder} cannot be read ({error}): install onrecord again, "
            "or choose the attribution 'rules'"
        ) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.encode_special_tokens = True  # "[SEP]" in an article is text
    return Attributor(session, tokenizer, length, settings, calibration, agreement, rules, least_rule)


@cache
def shipped_attributor() -> Attributor:
    """The network that comes with onrecord; one per process.

    It takes one thread: two on one window end in four fifths of the time and take 1.4 times the CPU time. Windows of
    different articles side by side (:mod:`onrecord.annotate.many`) use all cores.

    :raises ModelMissing: as :func:`open_attributor`.
    """
    with as_file(files("onrecord") / "annotate" / "attribution" / "weights") as folder:
        return open_attributor(folder)


def model_statements(
    text: str, doc: Doc | None = None, attributor: Attributor | None = None, scoring: Scoring | None = None
) -> list[Statement]:
    """What the model alone finds in an article: source, cue, content, confidence; in order of the text.

    ``doc`` is the parse of ``parser_text(text)``; without it the model does about as well. ``scoring`` gives what the
    network says of both, where it is being asked already. Kind,
    manner, addressee, channel and nesting are decided in
    :mod:`onrecord.annotate.attribution.combine`.

    :raises ModelMissing: the network is not installed.
    """
    net = attributor or shipped_attributor()
    return as_statements(net, *net.find(scoring() if scoring else net.read(text, doc)))


def as_statements(net: Attributor, pieces: Pieces, found: Sequence[Found]) -> list[Statement]:
    """What was found in words, in characters; what is too unsure left out."""

    def characters(words: tuple[int, int]) -> Span:
        return int(pieces.starts[words[0]]), int(pieces.ends[words[1] - 1])

    out = []
    for number, one in enumerate(found):
        confidence = net.confidence(one)
        if confidence >= net.settings.least_confidence:
            out.append(
                Statement(
                    id=f"m{number}",
                    content=tuple(characters(c) for c in one.content),
                    source=(characters(one.source),) if one.source else (),
                    cue=(characters(one.cue),),
                    found_by="model",
                    confidence=confidence,
                )
            )
    return out
