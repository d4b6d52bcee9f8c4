"""Where the shipped data lies: the only code that finds ontology/ and graph/.

In a wheel both are under ``onrecord/_shared``; in a checkout they stand at the top level.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def shared(*parts: str) -> Traversable:
    """The shipped file or folder ``parts``, as in ``shared("ontology", "shapes.ttl")``."""
    packed: Traversable = files("onrecord") / "_shared"
    root: Traversable = packed if packed.is_dir() else Path(__file__).parents[2]
    for part in parts:
        root = root / part
    return root
