"""A checkpoint in the place of the exported network: to score it, to decode it, to label with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from onrecord.annotate.attribution.model import Attributor, shipped_attributor
from training.network import build


class TorchSession:
    """What an ``onnxruntime.InferenceSession`` does for the attributor, by torch, in bfloat16."""

    def __init__(self, net: torch.nn.Module) -> None:
        """``net`` takes what :func:`training.network.build` gives."""
        self.net = net.eval()

    def run(self, _: None, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        """Scores of tags and of pointers, in 32-bit floats."""
        given = [torch.from_numpy(inputs[name]) for name in ("ids", "mask", "features", "index")]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            return [scores.float().numpy() for scores in self.net(*given)]


def open_checkpoint(path: Path, teacher: Path | None = None, **changes: Any) -> Attributor:
    """The attributor that ships, with the network of a checkpoint; ``teacher`` as for ``build``."""
    net = build(teacher=teacher)
    net.load_state_dict(torch.load(path, weights_only=True))
    return replace(shipped_attributor(), session=TorchSession(net), **changes)
