"""What a build holds beside its Documents tells the same, and anything wrong with it costs time and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.held import ARTICLES, DOCUMENTS, Holding, hold
from onrecord.model import Knowledge
from onrecord.records import pack
from onrecord.remembered import STORIES, Remembered


@pytest.fixture
def holding(knowledge: Knowledge, tmp_path: Path) -> Holding:
    found = hold({d.article.id: pack(d) for d in knowledge.documents}, tmp_path)
    assert len(list(found.condensed(None))) == len(knowledge.documents)
    return found


def test_articles_are_found_by_their_ids(holding: Holding, knowledge: Knowledge) -> None:
    again = Holding.of(holding.folder)
    assert list(again.rows) == sorted(d.article.id for d in knowledge.documents)
    for document in knowledge.documents:
        assert again.document(document.article.id) == document
        assert again.has(document.article)
        assert not again.has(replace(document.article, title="Another"))
        assert not again.has(replace(document.article, id="another"))
    assert again.all() == {d.article.id: pack(d) for d in knowledge.documents}
    assert b"".join(again.all().values()) == (holding.folder / DOCUMENTS).read_bytes()


def test_what_was_condensed_is_taken_and_the_file_is_the_same(
    holding: Holding, knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = Holding.of(holding.folder)
    condensed = list(holding.condensed(None))
    later = hold(earlier.all(), tmp_path_factory.mktemp("later"), earlier)
    monkeypatch.setattr("onrecord.held.condense", None)
    assert list(later.condensed(earlier)) == condensed
    assert (later.folder / ARTICLES).read_bytes() == (holding.folder / ARTICLES).read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-40]),
        lambda path: path.write_bytes(b"other code\n" + path.read_bytes().partition(b"\n")[2]),
        lambda path: path.write_bytes(path.read_bytes().partition(b"\n")[0] + b"\nnonsense\n"),
        lambda path: path.write_bytes(path.read_bytes()[:-40] + b"x" * 40),
    ],
)
def test_damage_costs_time_alone(
    holding: Holding, tmp_path_factory: pytest.TempPathFactory, damage: Callable[[Path], object]
) -> None:
    condensed, whole = list(holding.condensed(None)), (holding.folder / ARTICLES).read_bytes()
    damage(holding.folder / ARTICLES)
    earlier = Holding.of(holding.folder)
    later = hold(earlier.all(), tmp_path_factory.mktemp("later"), earlier)
    assert list(later.condensed(earlier)) == condensed
    assert (later.folder / ARTICLES).read_bytes() == whole


def test_stories_are_remembered_once_and_only_of_the_same_code(tmp_path: Path) -> None:
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    for folder in (one, two, three):
        folder.mkdir()
    with Remembered(one, None) as memory:
        assert memory.get("a" * 64) is None
        memory.put("a" * 64, b"what it gave\n")
        memory.put("b" * 64, b"")
    with Remembered(two, one) as memory:
        assert memory.get("a" * 64) == b"what it gave\n"
        assert memory.get("b" * 64) == b""
    assert (one / STORIES).read_bytes() == (two / STORIES).read_bytes()
    for damaged in (b"other\n", (one / STORIES).read_bytes()[:-3], b""):
        (one / STORIES).write_bytes(damaged)
        with Remembered(three, one) as memory:
            assert memory.get("b" * 64) is None


def test_keys_that_are_known_are_not_found_out_again(
    holding: Holding, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {id: row.key for id, row in holding.rows.items()}
    monkeypatch.setattr("onrecord.held.article_key", None)
    later = hold(holding.all(), tmp_path_factory.mktemp("later"), keys=keys)
    assert {id: row.key for id, row in later.rows.items()} == keys
