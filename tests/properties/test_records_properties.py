"""Records survive the trip to JSON and back; readers survive anything."""

import dataclasses
import types
import typing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.model import Document
from onrecord.read import read_articles
from onrecord.read.dates import iso_date
from onrecord.records import from_json, read_documents, to_json, write_documents

TEXTS = st.text(st.characters(), max_size=12)  # lone surrogates and NULs too


def values(kind):
    """Any value of an annotated type, its optional fields absent or present."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return st.builds(kind, **{field.name: values(hints[field.name]) for field in dataclasses.fields(kind)})
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(values(arguments[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, arguments))
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if origin in (types.UnionType, typing.Union):
        return st.one_of([st.none() if a is type(None) else values(a) for a in arguments])
    return {
        str: TEXTS,
        int: st.integers(-(2**70), 2**70),
        float: st.floats(allow_nan=False),
        bool: st.booleans(),
    }[kind]


@given(values(Document))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_document_survives_json(document):
    line = to_json(document)
    assert "\n" not in line
    assert from_json(line) == document


@given(st.lists(values(Document), max_size=3))
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_documents_survive_a_file_that_has_always_the_same_bytes(tmp_path, documents):
    one, two = tmp_path / "one.jsonl.gz", tmp_path / "two.jsonl.gz"
    write_documents(documents, one)
    write_documents(documents, two)
    assert list(read_documents(one)) == documents
    assert one.read_bytes() == two.read_bytes()


@given(st.one_of(TEXTS, st.sampled_from(["{}", "[]", '{"article": 1}', '{"article": {"id": "a"}}', "null"])))
def test_what_is_no_document_is_told(line):
    with pytest.raises(InputError):
        from_json(line)


@given(st.binary(max_size=80), st.sampled_from(["a.txt", "a.jsonl", "a.jsonl.gz", "a.txt.json"]))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_break_a_reader(tmp_path, data, name):
    for old in tmp_path.iterdir():
        old.unlink()
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text("Good.")
    problems = []
    articles = list(read_articles([tmp_path], problems.append))
    assert [a.text for a in articles if a.id == "good.txt"] == ["Good."]
    for article in articles:
        article.text.encode("utf-8")


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{1,4}[-/. ,][A-Za-z0-9]{1,9}[-/. ,][0-9]{1,5}", fullmatch=True))
@settings(max_examples=500)
def test_no_text_breaks_dates(written):
    iso = iso_date(written)
    assert iso is None or len(iso) == 10
