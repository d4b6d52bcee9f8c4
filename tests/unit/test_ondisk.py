"""What differs between two graphs is found where they lie, whatever pieces they are compared in."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.rdf import ondisk
from onrecord.rdf.ondisk import Lying, differences

LINES = st.lists(st.binary(max_size=6).map(lambda line: line.replace(b"\n", b"") + b"\n"), max_size=30, unique=True)


def lying(lines: list[bytes]) -> Lying:
    """``lines`` in the middle of a file."""
    data = b"".join(lines)
    return Lying(io.BytesIO(b"before\n" + data + b"behind\n"), len(b"before\n"), len(data))


@given(LINES, LINES, st.integers(1, 40))
def test_what_only_one_has_is_told(old: list[bytes], new: list[bytes], piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ondisk, "_COMPARED", piece)
        lost, gained = differences(lying(sorted(old)), lying(sorted(new)))
    assert (lost, gained) == (sorted(set(old) - set(new)), sorted(set(new) - set(old)))


def test_equal_lines_are_not_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"{number:06}\n".encode() for number in range(100_000)]
    split: list[int] = []
    one_by_one = ondisk._split
    monkeypatch.setattr(ondisk, "_split", lambda data: split.append(len(data)) or one_by_one(data))
    lost, gained = differences(lying(lines), lying([*lines[:50_000], b"050000a\n", *lines[50_001:]]))
    assert (lost, gained) == ([b"050000\n"], [b"050000a\n"])
    assert sum(split) < 0.5 * 2 * len(b"".join(lines)), "a piece is looked at line by line only where it differs"
