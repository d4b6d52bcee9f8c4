"""What a person found in 24 articles is found, but for the differences that read/known.tsv lists."""

from __future__ import annotations

import pytest
from reading import READ, compare, documents, rows

from onrecord.model import Document


@pytest.fixture(scope="module")
def found() -> dict[str, Document]:
    return documents()


def test_differences_are_the_known_ones(found: dict[str, Document]) -> None:
    counts, differ = compare(found)
    known = [(row["article"], row["outcome"], row["words"]) for row in rows("known.tsv")]
    assert sorted(differ) == sorted(known)
    for kind in ("operation", "figure"):
        right = counts[f"found {kind}"]
        assert right / (right + counts[f"missed {kind}"]) >= 0.8
        assert right / (right + counts[f"wrong {kind}"]) >= 0.9


def test_expected_words_are_in_what_was_read(found: dict[str, Document]) -> None:
    assert len(found) == 24
    for row in rows("expected.tsv"):
        text = found[row["article"]].article.text
        assert row["words"] in text[:READ], row
