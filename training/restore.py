"""Turn an exported network back into a checkpoint, to train on from what ships.

    python -m training.restore WEIGHTS_FOLDER OUT.pt

The int8 weights become floats again; what rounding took stays lost. Which weight is which is told by
exporting a network once more, in floats, and comparing names and values.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.export import export_onnx
from training.network import build


def _weights(path: Path) -> dict[str, np.ndarray]:
    """All weights of an ONNX file by name, dequantised."""
    raw = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    out = {}
    for name, value in raw.items():
        if name.endswith("_quantized"):
            stem = name.removesuffix("_quantized")
            scale, zero = raw[f"{stem}_scale"], raw[f"{stem}_zero_point"]
            out[stem] = (value.astype(np.float32) - zero.astype(np.float32)) * scale
        elif not name.endswith(("_scale", "_zero_point")):
            out[name] = value
    return out


def restore(exported: Path) -> dict[str, torch.Tensor]:
    """The state of a network whose weights are those of the ONNX file."""
    net = build().eval()
    for value in net.parameters():  # no two alike, so that each can be told by its values
        torch.nn.init.normal_(value)
    net.encoder.set_attn_implementation("eager")
    with tempfile.TemporaryDirectory() as folder:
        export_onnx(net, Path(folder) / "float.onnx")
        names = _weights(Path(folder) / "float.onnx")
    found = _weights(exported)
    state = net.state_dict()
    for key, value in net.named_parameters():
        ours = value.detach().numpy()
        for name, theirs in names.items():
            if theirs.shape == ours.shape and np.array_equal(theirs, ours):
                state[key] = torch.from_numpy(found[name].copy())
                break
            if ours.ndim == 2 and theirs.shape == ours.shape[::-1] and np.array_equal(theirs.T, ours):
                state[key] = torch.from_numpy(found[name].T.copy())
                break
        else:
            raise ValueError(f"{exported} has no weight like {key}: it is another network, or an older export")
    return state


def main() -> None:
    """Restore and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    torch.save(restore(args.weights / "attributor.onnx"), args.out)


if __name__ == "__main__":
    main()
