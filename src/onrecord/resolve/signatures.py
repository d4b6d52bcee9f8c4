"""Texts as sequences of words, and MinHash signatures by which copies of one are found."""

from __future__ import annotations

import hashlib
import re
from array import array
from typing import NamedTuple

SEQUENCE = 5  # words
FEWEST = 12  # sequences of a text below which only an equal one is a copy: a notice of two lines is like many
PERMUTATIONS = 128
_WORD = re.compile(r"\w+")


class Signature(NamedTuple):
    """What tells texts apart: a digest of all ``words``, how many they are (``length``), and their MinHash signature.

    ``hashes`` are ``PERMUTATIONS`` integers of four bytes, none of a short text.
    """

    words: str
    length: int
    hashes: bytes


def words(text: str) -> tuple[str, ...]:
    """The words of a text without case and punctuation: papers set quotation marks and dashes their own way."""
    return tuple(_WORD.findall(text.casefold()))


def sequences(found: tuple[str, ...]) -> frozenset[str]:
    """The sequences of ``SEQUENCE`` words."""
    return frozenset(" ".join(found[at : at + SEQUENCE]) for at in range(len(found) - SEQUENCE + 1))


def sign(text: str) -> Signature:
    """The signature of a text."""
    import rensa

    found = words(text)
    digest = hashlib.sha256("\x1f".join(found).encode("utf-8", "surrogatepass")).hexdigest() if found else ""
    if len(found) < FEWEST + SEQUENCE - 1:
        return Signature(digest, len(found), b"")
    (hashes,) = rensa.RMinHash.digests_from_token_sets([list(sequences(found))], num_perm=PERMUTATIONS, seed=1)
    return Signature(digest, len(found), array("I", hashes).tobytes())
