"""Work that makes many objects and no cycles, done without looking for cycles."""

from __future__ import annotations

import ctypes
import functools
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """Python's collector of cycles rests inside the block: it runs when many objects are made, and walks all there are.

    Records hold no cycles, so it finds nothing, and of the time to read the records of 4,000 articles it takes half.
    Memory is given back by reference counts as ever. Nested blocks are one.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def forget(package: str) -> None:
    """Empty what functions of ``package`` remember, and give the memory back to the system where it can be.

    Records hold no cycles: nothing has to be looked for. A build of ten thousand articles needs it to load the store
    when their names have been compared.
    """
    for name, module in list(sys.modules.items()):
        if name == package or name.startswith(f"{package}."):
            for value in vars(module).values():
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc keeps what is freed between two used blocks
        if trim is not None:
            trim(0)
