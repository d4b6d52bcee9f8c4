"""Label articles with a teacher, so that the small network can be distilled from it.

    python -m training.label ARTICLES.jsonl[.gz] PARSES.npz OUT.npz --checkpoint TEACHER.pt --teacher MPNET_FOLDER

Several pairs of ``--checkpoint`` and ``--teacher`` (``-`` for the small network) give the mean of
their opinions. PARSES are what ``training.parse`` wrote for the same articles.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch

from onrecord.annotate.attribution.model_input import read_pieces
from training.gold import read_gold, read_parses
from training.session import open_checkpoint
from training.soft import Soft, soften, write_soft


def main() -> None:
    """Label and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("articles", type=Path)
    add("parses", type=Path)
    add("out", type=Path)
    add("--checkpoint", type=Path, action="append", required=True)
    add("--teacher", action="append", required=True, help="the folder of all-mpnet-base-v2, or -")
    add("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(1)
    nets = [
        open_checkpoint(path, None if teacher == "-" else Path(teacher))
        for path, teacher in zip(args.checkpoint, args.teacher, strict=True)
    ]
    articles = read_gold(args.articles)
    parses = read_parses(args.parses, len(articles))

    def opinion(k: int) -> Soft:
        pieces = read_pieces(articles[k]["text"], nets[0].tokenizer, parses[k])
        soft = soften([net.score(pieces) for net in nets])
        if k % 50 == 0:
            print(f"{k} of {len(articles)}", flush=True)
        return soft

    with ThreadPoolExecutor(args.threads, initializer=torch.set_num_threads, initargs=(1,)) as workers:
        write_soft(args.out, list(workers.map(opinion, range(len(articles)))))


if __name__ == "__main__":
    main()
