"""What an interrupted run keeps for the next one."""

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from onrecord.cache import CACHE, Cache, article_key
from onrecord.errors import OutputError
from onrecord.model import Article, Document
from onrecord.records import pack

ARTICLE = Article("a1", "He said “yes”. \ud800", title="Yes", published="2019-08-09")
DOCUMENT = Document(ARTICLE, warnings=("one",), headline=(0, 2))


def test_what_was_put_comes_back_to_the_same_pipeline_only(tmp_path):
    with Cache(tmp_path / "out", "f1") as cache:
        assert not (tmp_path / "out").exists()  # nothing is written before there is something to keep
        assert cache.get(ARTICLE) is None
        cache.put(article_key(ARTICLE), pack(DOCUMENT))
        assert cache.get(ARTICLE) == pack(DOCUMENT)
    with Cache(tmp_path / "out", "f1") as cache:
        assert cache.get(ARTICLE) == pack(DOCUMENT)
        assert len(cache) == 1
    with Cache(tmp_path / "out", "f2") as cache:
        assert cache.get(ARTICLE) is None
        assert len(cache) == 0


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Article)])
def test_any_change_of_an_article_makes_another_key(field):
    assert article_key(dataclasses.replace(ARTICLE, **{field: "other"})) != article_key(ARTICLE)


def test_what_was_put_a_second_ago_survives_a_process_that_is_gone(tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.cache._SECONDS", 0.0)
    gone = Cache(tmp_path, "f1")
    gone.put(article_key(ARTICLE), pack(DOCUMENT))  # never closed
    with Cache(tmp_path, "f1") as cache:
        assert cache.get(ARTICLE) == pack(DOCUMENT)


def test_a_damaged_file_or_row_only_costs_the_time_to_annotate_again(tmp_path):
    (tmp_path / CACHE).write_bytes(b"no database" * 100)
    with Cache(tmp_path, "f1") as cache:
        assert cache.get(ARTICLE) is None
        cache.put(article_key(ARTICLE), pack(DOCUMENT))
    with sqlite3.connect(tmp_path / CACHE) as connection:
        connection.execute("UPDATE annotated SET document = ?", (b"\x1f\x8b broken",))
    with Cache(tmp_path, "f1") as cache:
        assert cache.get(ARTICLE) is None


def test_a_folder_that_cannot_be_written_is_told():
    with pytest.raises(OutputError, match="cannot be used"), Cache(Path("/proc/here"), "f1") as cache:
        cache.put(article_key(ARTICLE), pack(DOCUMENT))
