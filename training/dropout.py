"""Dropout that is repeatable although several threads share a batch.

torch's own draws from one generator for all threads, in whatever order they come.
"""

from __future__ import annotations

import threading

import torch
from torch import Tensor, nn

_thread = threading.local()


def seed_dropout(seed: int) -> None:
    """Seed what this thread drops."""
    _thread.generator = torch.Generator().manual_seed(seed)


class Dropout(nn.Module):
    """Sets a share ``p`` of the numbers to zero in training and raises the others; nothing else."""

    def __init__(self, p: float) -> None:
        """``p`` is the share."""
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        """``x`` with some numbers dropped."""
        if not self.training or not self.p:
            return x
        if not hasattr(_thread, "generator"):
            raise RuntimeError("call seed_dropout in every thread that trains")
        kept = torch.empty(x.shape, dtype=torch.float32).bernoulli_(1 - self.p, generator=_thread.generator)
        return x * kept.to(x.dtype).div_(1 - self.p)


def make_repeatable(net: nn.Module) -> None:
    """Put :class:`Dropout` in the place of every ``nn.Dropout`` inside."""
    for module in net.modules():
        for name, child in module.named_children():
            if isinstance(child, nn.Dropout):
                setattr(module, name, Dropout(child.p))
