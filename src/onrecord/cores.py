"""How much of the machine this process may use."""

from __future__ import annotations

import os
import sys

if sys.platform != "win32":
    import resource


def available_cores() -> int:
    """The cores that this process may run on, which may be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def limited_memory() -> bool:
    """Whether this process may use so much address space and no more (``ulimit -v``): every thread reserves some."""
    return sys.platform != "win32" and resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY
