"""Train the attributor on PolNeAR.

    python -m training.train GOLD/train.jsonl.gz PARSES.npz OUT_FOLDER [--epochs 6]

Fixed seeds; a checkpoint per epoch, and the average of the weights over the last few hundred steps
beside it (exponential moving average). The last average, ``last.pt``, is what is exported.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from training.gold import Example, epoch, label, labelled_batch, read_gold, read_parses, split
from training.network import Attributor, build, encoder_folder, losses


def open_tokenizer(path: Path) -> Tokenizer:
    """A tokenizer that neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def optimizer(net: Attributor, encoder_rate: float, head_rate: float, decay: float) -> torch.optim.Optimizer:
    """AdamW; no weight decay on biases, normalisation and word embeddings."""

    def bare(name: str) -> bool:
        return "bias" in name or "LayerNorm" in name or "word_embeddings" in name

    inner = list(net.encoder.named_parameters())
    outer = [p for name, p in net.named_parameters() if not name.startswith("encoder.")]
    groups = [
        {"params": [p for name, p in inner if not bare(name)], "lr": encoder_rate, "weight_decay": decay},
        {"params": [p for name, p in inner if bare(name)], "lr": encoder_rate, "weight_decay": 0.0},
        {"params": outer, "lr": head_rate, "weight_decay": decay},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def hide_syntax(data: dict[str, np.ndarray], share: float, random_: random.Random) -> None:
    """Take the parse away from some windows: the model must also work without one."""
    for row in range(len(data["ids"])):
        if random_.random() < share:
            data["features"][row, :, 2:] = 0


def main() -> None:
    """Train and write a checkpoint per epoch."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("gold", type=Path)
    add("parses", type=Path)
    add("out", type=Path)
    add("--epochs", type=int, default=6)
    add("--length", type=int, default=256, help="word pieces in a window")
    add("--batch", type=int, default=12)
    add("--rate", type=float, default=2e-4)
    add("--head-rate", type=float, default=1.5e-3)
    add("--pointers", type=float, default=0.3, help="weight of the pointers' loss")
    add("--hide", type=float, default=0.15, help="share of windows without syntax")
    add("--seed", type=int, default=1)
    add("--minutes", type=float, help="end in so many minutes at the latest, the rates falling in time; not repeatable")
    add("--threads", type=int, default=2, help="1 is faster where other work shares the cores")
    add("--start", type=Path, help="weights to start from")
    add("--every", type=int, default=21, help="hold every n-th article out, for decoding and calibration")
    add("--steps", type=int, default=0, help="stop after so many steps (a smoke test)")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    random_ = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)

    tokenizer = open_tokenizer(encoder_folder() / "tokenizer.json")
    articles = read_gold(args.gold)
    parses = read_parses(args.parses, len(articles))
    examples: list[Example] = [label(a, tokenizer, p) for a, p in zip(articles, parses, strict=True)]
    examples, _ = split(examples, args.every)
    net = build()
    if args.start:
        net.load_state_dict(torch.load(args.start, weights_only=True))
    optimise = optimizer(net, args.rate, args.head_rate, 0.01)
    total = args.epochs * sum(1 for _ in epoch(examples, args.length, args.batch, random.Random(args.seed)))
    warm = max(1, int(total * 0.08))
    began = time.monotonic()

    def late() -> bool:
        return bool(args.minutes) and time.monotonic() - began > 60 * args.minutes

    def rate(step: int) -> float:
        left = max(0, step - warm) / max(1, total - warm)
        if args.minutes:
            left = max(left, (time.monotonic() - began) / (60 * args.minutes))
        return float(min(1.0, (step + 1) / warm) * max(0.02, 1 - left))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimise, rate)
    print(f"{len(examples)} articles, {sum(len(e.pieces.ids) for e in examples)} pieces, {total} steps", flush=True)
    average = {k: v.detach().clone() for k, v in net.state_dict().items()}
    step = 0
    net.train()
    for number in range(1, args.epochs + 1):
        sums = np.zeros(3)
        for items in epoch(examples, args.length, args.batch, random_):
            arrays = labelled_batch(items, args.length)
            hide_syntax(arrays, args.hide, random_)
            data = {k: torch.from_numpy(v) for k, v in arrays.items()}
            with torch.autocast("cpu", dtype=torch.bfloat16):
                tags, pointers = net(data["ids"], data["mask"], data["features"], data["index"])
                tag_loss, pointer_loss = losses(tags, pointers, data)
            optimise.zero_grad(set_to_none=True)
            (tag_loss + args.pointers * pointer_loss).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimise.step()
            schedule.step()
            step += 1
            keep = min(0.995, step / (step + 10))
            with torch.no_grad():
                for key, value in net.state_dict().items():
                    if value.is_floating_point():
                        average[key].lerp_(value, 1 - keep)
            sums += (tag_loss.item(), pointer_loss.item(), 1)
            if step % 50 == 0 or args.steps:
                spent = time.monotonic() - began
                print(f"epoch {number} step {step}/{total} tags {sums[0] / sums[2]:.4f} "
                      f"pointers {sums[1] / sums[2]:.4f} {spent:.0f} s", flush=True)  # fmt: skip
                sums[:] = 0
            if args.steps and step >= args.steps:
                return
            if late():
                break
        torch.save(net.state_dict(), args.out / f"epoch{number}.pt")
        torch.save(average, args.out / f"average{number}.pt")
        torch.save(average, args.out / "last.pt")
        if late():
            return


if __name__ == "__main__":
    main()
