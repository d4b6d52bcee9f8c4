"""The mean of the weights of two checkpoints (Wortsman et al. 2022): what one learnt and the other did not forget.

python -m training.mean FIRST.pt SECOND.pt OUT.pt [--share 0.5]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Read both, write the mean."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the second")
    args = parser.parse_args()
    first, second = (torch.load(path, weights_only=True) for path in (args.first, args.second))
    mean = {k: v.lerp(second[k].to(v.dtype), args.share) if v.is_floating_point() else v for k, v in first.items()}
    torch.save(mean, args.out)


if __name__ == "__main__":
    main()
