"""Matrix products of spaCy's networks by numpy's BLAS.

thinc multiplies with BLIS, whose wheels fall back to a kernel without vector instructions on processors that
they do not know; numpy's is two to three times as fast there. One thread: workers share the cores, and how a
product is split among threads must not be seen in the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def _ops() -> Any:
    from thinc.api import NumpyOps

    class Products(NumpyOps):  # type: ignore[misc]
        """NumpyOps with another matrix product."""

        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)

    return Products()


def use_fast_products(nlp: Language) -> None:
    """Let every network of ``nlp`` that runs on numpy multiply with :func:`numpy.matmul`."""
    from thinc.api import NumpyOps

    for _, pipe in nlp.pipeline:
        walk = getattr(getattr(pipe, "model", None), "walk", tuple)
        for node in walk():
            if type(node.ops) is NumpyOps:
                node.ops = _ops()


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


@contextmanager
def one_thread() -> Iterator[None]:
    """Numpy's BLAS takes one thread inside the block."""
    with _controller().limit(limits=1, user_api="blas"):
        yield
