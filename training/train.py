"""Train the attributor on PolNeAR.

    python -m training.train GOLD/train.jsonl.gz PARSES.npz OUT_FOLDER [--epochs 6] [--teacher MPNET_FOLDER]

Fixed seeds; a checkpoint per epoch, and the average of the weights over the last few hundred steps
beside it (exponential moving average). The last average, ``last.pt``, is what is exported.

Two threads share a batch and add up their gradients: where other work shares the cores that is much
faster than operations of two threads, which wait for each other in every one.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import torch
from tokenizers import Tokenizer

from training.dropout import seed_dropout
from training.gold import Example, epoch, label, labelled_batch, read_gold, read_parses, split
from training.network import Attributor, build, encoder_folder, losses, soft_losses
from training.soft import read_soft

Items: TypeAlias = Sequence[tuple[Example, int, int]]
Part: TypeAlias = tuple[tuple[float, float, float], tuple[torch.Tensor | None, ...]]

_AVERAGE_EVERY = 8  # steps


def open_tokenizer(path: Path) -> Tokenizer:
    """A tokenizer that neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def optimizer(net: Attributor, encoder_rate: float, head_rate: float, decay: float) -> torch.optim.Optimizer:
    """AdamW; no weight decay on biases, normalisation and word embeddings."""

    def plain(name: str) -> bool:
        return "bias" in name or "LayerNorm" in name or "word_embeddings" in name

    inner = [(name, p) for name, p in net.encoder.named_parameters() if p.requires_grad]
    outer = [p for name, p in net.named_parameters() if not name.startswith("encoder.")]
    groups = [
        {"params": [p for name, p in inner if not plain(name)], "lr": encoder_rate, "weight_decay": decay},
        {"params": [p for name, p in inner if plain(name)], "lr": encoder_rate, "weight_decay": 0.0},
        {"params": outer, "lr": head_rate, "weight_decay": decay},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def bare(article: dict[str, Any]) -> dict[str, Any]:
    """An article without its annotation, if it has any."""
    return {k: v for k, v in article.items() if k != "statements"}


def gradients(net: Attributor, items: Items, hidden: Sequence[bool], seed: int, args: argparse.Namespace) -> Part:
    """(losses, gradients) of a part of a batch; in a thread of its own."""
    seed_dropout(seed)
    arrays = labelled_batch(items, args.length)
    arrays["features"][list(hidden), :, 2:] = 0  # the model must also work without a parse
    data = {k: torch.from_numpy(v) for k, v in arrays.items()}
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tags, pointers = net(data["ids"], data["mask"], data["features"], data["index"])
        tag_loss, pointer_loss = losses(tags, pointers, data)
        loss, soft = tag_loss + args.pointers * pointer_loss, 0.0
        if args.soft:
            soft_tag_loss, soft_pointer_loss = soft_losses(tags, pointers, data)
            loss = (1 - args.trust) * tag_loss + args.trust * soft_tag_loss
            loss = loss + args.pointers * (pointer_loss + args.trust_pointers * (soft_pointer_loss - pointer_loss))
            soft = soft_tag_loss.item()
    trained = [p for p in net.parameters() if p.requires_grad]
    found = torch.autograd.grad(loss, trained, allow_unused=True)
    return (tag_loss.item(), float(pointer_loss.detach()), soft), found


def train(args: argparse.Namespace) -> None:
    """Train and write a checkpoint per epoch."""
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    random_ = random.Random(args.seed)
    tokenizer = open_tokenizer(encoder_folder() / "tokenizer.json")
    articles = read_gold(args.gold)
    parses = read_parses(args.parses, len(articles))
    examples: list[Example] = [label(a, tokenizer, p) for a, p in zip(articles, parses, strict=True)]
    if args.soft:
        examples = [e.with_soft(soft) for e, soft in zip(examples, read_soft(args.soft, len(examples)), strict=True)]
    examples, _ = split(examples, args.every)
    for files in args.also:
        more = read_gold(files[0])
        labels = zip(more, read_parses(files[1], len(more)), read_soft(files[2], len(more)), strict=True)
        examples += [label(bare(a), tokenizer, p).with_soft(soft) for a, p, soft in labels]
    net = build(teacher=args.teacher)
    if args.start:
        net.load_state_dict(torch.load(args.start, weights_only=True))
    optimise = optimizer(net, args.rate, args.head_rate, 0.01)
    trained = [p for p in net.parameters() if p.requires_grad]
    total = args.epochs * sum(1 for _ in epoch(examples, args.length, args.batch, random.Random(args.seed)))
    warm = max(1, int(total * 0.08))
    began = time.monotonic()
    progress = 0.0  # of the time allowed
    workers = ThreadPoolExecutor(args.threads, initializer=torch.set_num_threads, initargs=(1,))

    def rate(step: int) -> float:
        left = max(0, step - warm) / max(1, total - warm)
        return float(min(1.0, (step + 1) / warm) * max(0.02, 1 - max(left, progress)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimise, rate)
    print(f"{len(examples)} articles, {sum(len(e.pieces.ids) for e in examples)} pieces, {total} steps", flush=True)
    average = {k: v.detach().clone() for k, v in net.state_dict().items()}
    step = 0
    net.train()
    for number in range(1, args.epochs + 1):
        sums = np.zeros(4)
        for items in epoch(examples, args.length, args.batch, random_):
            hidden = [random_.random() < args.hide for _ in items]
            parts = [k for k in range(args.threads) if items[k :: args.threads]]
            seeds = [random_.getrandbits(32) for _ in parts]
            jobs = [
                workers.submit(gradients, net, items[k :: args.threads], hidden[k :: args.threads], seed, args)
                for k, seed in zip(parts, seeds, strict=True)
            ]
            done = [job.result() for job in jobs]
            for k, p in enumerate(trained):
                own = [g[k] for _, g in done if g[k] is not None]
                p.grad = torch.stack(own).sum(0).div_(len(done)) if own else None
            spent = time.monotonic() - began
            progress = spent / (60 * args.minutes) if args.minutes else 0.0
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimise.step()
            schedule.step()
            step += 1
            if step % _AVERAGE_EVERY == 0:
                keep = min(0.995, step / (step + 10)) ** _AVERAGE_EVERY
                with torch.no_grad():
                    for key, value in net.state_dict().items():
                        if value.is_floating_point():
                            average[key].lerp_(value, 1 - keep)
            sums += (*np.mean([told for told, _ in done], 0), 1)
            if step % args.tell == 0 or args.steps:
                tags, pointers, soft = sums[:3] / sums[3]
                print(f"epoch {number} step {step}/{total} tags {tags:.4f} pointers {pointers:.4f} "
                      f"soft {soft:.4f} {spent:.0f} s", flush=True)  # fmt: skip
                sums[:] = 0
            if args.save and step % args.save == 0:
                torch.save(net.state_dict(), args.out / "latest.pt")
            if (args.steps and step >= args.steps) or progress >= 1:
                break
        torch.save(net.state_dict(), args.out / f"epoch{number}.pt")
        torch.save(average, args.out / f"average{number}.pt")
        torch.save(average, args.out / "last.pt")
        if (args.steps and step >= args.steps) or progress >= 1:
            return


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
    add("--threads", type=int, default=2, help="that share a batch; another number gives other weights")
    add("--teacher", type=Path, help="train the teacher: the folder of all-mpnet-base-v2")
    add("--soft", type=Path, help="distil: what training.label wrote for the gold articles")
    add("--trust", type=float, default=0.5, help="weight of the teacher's opinion of tags; the rest is the gold's")
    add("--trust-pointers", type=float, default=0.0, help="the same of pointers, which a teacher learns late")
    add("--also", type=Path, nargs=3, action="append", default=[], metavar=("ARTICLES", "PARSES", "SOFT"),
        help="articles without annotation, to learn from the teacher alone")  # fmt: skip
    add("--start", type=Path, help="weights to start from")
    add("--every", type=int, default=21, help="hold every n-th article out, for decoding and calibration")
    add("--steps", type=int, default=0, help="stop after so many steps (a smoke test)")
    add("--save", type=int, default=0, help="write latest.pt every so many steps")
    add("--tell", type=int, default=50, help="print the losses every so many steps")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    train(args)


if __name__ == "__main__":
    main()
