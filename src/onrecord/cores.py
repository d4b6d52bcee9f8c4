"""How much of the machine this process may use."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import resource

_STATM = Path("/proc/self/statm")


def available_cores() -> int:
    """The cores that this process may run on, which may be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def limited_memory() -> bool:
    """Whether this process may use so much address space and no more (``ulimit -v``): every thread reserves some."""
    return sys.platform != "win32" and resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY


def require_memory(size: int, what: str) -> None:
    """Nothing, unless a limit of address space leaves less than ``size`` bytes.

    Native code that gets none ends the process without a word, so it is asked before.

    :raises MemoryError: there is less.
    """
    if not limited_memory() or not _STATM.exists():
        return
    used = int(_STATM.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    left = resource.getrlimit(resource.RLIMIT_AS)[0] - used
    if left < size:
        raise MemoryError(f"{what} takes {size // 2**20} MB of address space, and {left // 2**20} MB are left")
