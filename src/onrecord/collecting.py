"""Work that makes many objects and no cycles, done without looking for cycles."""

from __future__ import annotations

import gc
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
