"""What two articles have in common is found once, and holds whatever other articles come and go."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Knowledge
from onrecord.rdf.dataset import published_events
from onrecord.resolve import condense, find, kinds
from onrecord.resolve.compared import Compared
from onrecord.resolve.stories import Likeness


class Kept(dict[str, bytes]):
    put = dict.__setitem__
    take = dict.get


@given(
    st.lists(st.sampled_from("abcdefgh"), unique=True), st.lists(st.sampled_from("abcdefghi"), unique=True), st.data()
)
def test_pairs_hold_among_other_articles(before: list[str], after: list[str], data: st.DataObject) -> None:
    before, after = sorted(before), sorted(after)
    every = [(one, other) for at, one in enumerate(before) for other in before[at + 1 :]]
    alike = {pair: data.draw(st.sampled_from((0.0, 0.25, 1 / 3))) for pair in every if data.draw(st.booleans())}
    numbers = np.array([before.index(one) * len(before) + before.index(other) for one, other in alike], np.int64)
    compared = Compared(before, numbers, np.array(list(alike.values()), np.float64))
    again = Compared.unpacked(compared.packed())
    assert list(again.digests) == before and again.packed() == compared.packed()
    asked = [(one, other) for at, one in enumerate(after) for other in after[at + 1 :]]
    pairs = np.array([after.index(one) * len(after) + after.index(other) for one, other in asked], np.int64)
    found = again.among(after).of(pairs).tolist()
    assert [None if value != value else value for value in found] == [alike.get(pair) for pair in asked]


def test_nothing_is_compared_twice(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = sorted(knowledge.documents, key=lambda d: d.article.id)
    condensed = [condense(d, {e.id for e in published_events(d)}) for d in documents]
    text_of = {d.article.id: d.article.text for d in documents}.__getitem__
    memory = Kept()
    first = find(condensed, text_of, memory=memory)
    assert first == find(condensed, text_of)

    def never(*given: object) -> None:
        raise AssertionError("it is known already")

    monkeypatch.setattr(Likeness, "above", never)
    monkeypatch.setattr(kinds, "_counted", never)
    monkeypatch.setattr("onrecord.resolve.copies._contained", never)
    monkeypatch.setattr("onrecord.resolve.bystory.in_story", never)
    known = dict(memory)
    assert find(condensed, text_of, memory=memory) == first
    assert memory == known
