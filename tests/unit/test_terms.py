"""Terms in canonical N-Quads."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from onrecord.rdf import terms as t


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1.0, "1"), (0.5, "0.5"), (0.123456, "0.1235"), (0.0, "0"), (-0.00001, "0"), (1 / 3, "0.3333"), (0.9, "0.9")],
)
def test_decimals_are_canonical(value: float, expected: str) -> None:
    assert t.value_of(t.decimal(value)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2019-08-07", ("2019-08-07", "2019-08-07")),
        ("2019-08-05/2019-08-11", ("2019-08-05", "2019-08-11")),
        ("2019-08-07T10:00:00Z", ("2019-08-07", "2019-08-07")),
        ("2019-02-30", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_days(value: str, expected: tuple[str, str] | None) -> None:
    bounds = t.days(value)
    assert (bounds and tuple(map(t.value_of, bounds))) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://news.example/a?b=c&d#e", "https://news.example/a?b=c&d#e"),
        (" https://news.example/a b", "https://news.example/a%20b"),
        ("https://news.example/ü<>", "https://news.example/%C3%BC%3C%3E"),
        ("https://news.example/%zz", None),
        ("http://[bad", None),
        ("http://a/#b#c", None),
        ("javascript:alert(1)", None),
        ("onr:speaker", None),
        ("", None),
        ("\ud800", None),
    ],
)
def test_addresses_of_others(address: str, expected: str | None) -> None:
    assert t.outside_iri(address) == expected


def test_path_segments_differ_and_are_safe() -> None:
    ids = ["a", "A", "a/b", "a%2Fb", "a b", "ü", ".", "..", "", "\ud800", "x" * 121, "x" * 122, "a\n", 'a"<>']
    segments = [t.path_segment(id) for id in ids]
    assert len(set(segments)) == len(ids)
    for segment in segments:
        ox.NamedNode(f"https://example.org/article/{segment}")
        assert "/" not in segment and segment.strip(".")


def test_language_tags_that_are_none_are_left_out() -> None:
    assert t.tagged("x", "EN-gb") == '"x"@en-gb'
    assert t.tagged("x", "no language!") == '"x"'
    assert t.tagged("x", "en\n") == '"x"'


def test_what_no_store_holds_is_replaced_one_for_one() -> None:
    text = "a\x00b\ud800c\ufffed\te\r\n"
    assert t.loadable(text) == "a\ufffdb\ufffdc\ufffdd\te\r\n"
    assert len(t.loadable(text)) == len(text)


@pytest.mark.parametrize("key", ["person/ann-smith", "", ".", "a/..", "a//b", "ü/x", "a b", "x" * 121, "a/b\n", "~.a"])
def test_the_path_of_a_key_is_that_of_its_segments(key: str) -> None:
    assert t.key_path(key) == "/".join(map(t.path_segment, key.split("/")))
    assert t.digest("a", key, (1, 2)) == t.digest_of_text(f"a\0{key}\0(1, 2)")
