"""How articles are annotated, and what a Document depends on: known without the stages, nor the library of the parser.

Whoever only gives out articles to others need load neither.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Literal, TypeAlias

from onrecord.lexicon import own
from onrecord.resources import shared

if TYPE_CHECKING:
    from spacy.language import Language

Method: TypeAlias = Literal["rules", "model", "combined"]
METHODS: tuple[Method, ...] = ("rules", "model", "combined")
DEFAULT: Method = "combined"


def fingerprint(nlp: Language, attribution: Method | None = None) -> str:
    """What a Document depends on besides its article, as 16 hexadecimal digits.

    How statements are found, model name, version and configuration, spaCy's version, and the bytes of
    the stages' code and data: a Document made under another fingerprint is made anew.
    """
    digest = hashlib.sha256()
    for part in (
        attribution or "",
        nlp.meta.get("lang", ""),
        nlp.meta.get("name", ""),
        nlp.meta.get("version", ""),
        ",".join(nlp.pipe_names),
        version("spacy"),
        _code_and_data(),
        own.digest(),
    ):
        digest.update(f"{part}\0".encode())
    return digest.hexdigest()[:16]


def installed() -> str:
    """What a Document depends on besides its article and the model, as 16 hexadecimal digits: nothing is loaded."""
    parts = (version("onrecord"), version("spacy"), _code_and_data(), own.digest())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


@cache
def _code_and_data() -> str:
    package = files("onrecord")
    roots = [package / "annotate", package / "lexicon", shared("ontology", "gazetteer")]
    roots += [package / name for name in ("parsing", "gazetteer.py", "language.py", "model.py")]
    digest = hashlib.sha256()
    for root in roots:
        for name, file in _walk(root, root.name):
            digest.update(f"{name}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _walk(node: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    if node.is_dir():
        for child in sorted(node.iterdir(), key=lambda entry: entry.name):
            if child.name != "__pycache__":
                yield from _walk(child, f"{name}/{child.name}")
    elif node.is_file():
        yield name, node
