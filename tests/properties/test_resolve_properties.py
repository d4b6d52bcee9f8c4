"""What resolution promises for any set of articles: order does not matter, keys stay, verdicts hold."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Article, Chain, Document, EntityType, Event, Knowledge, Mention, Role
from onrecord.partitions import Here, Lost, P, R
from onrecord.resolve import Findings, Verdict, condense, find, resolve

WORDS = [
    "flood",
    "bridge",
    "valley",
    "committee",
    "amendment",
    "spectrum",
    "raid",
    "plant",
    "airport",
    "strike",
    "harbour",
    "rescue",
]
NAMES: dict[EntityType, list[str]] = {
    "person": ["John Smith", "Jon Smith", "Smith", "Ann Quist", "A. Quist", "Ann Quist Jr.", "Quist", "", "Ωmega"],
    "agency": ["ICE", "Immigration and Customs Enforcement", "Police Department", "Osterley Police Department"],
    "organization": ["Kestrel Records", "Kestrel", "KR", "Kestrel Records Inc.", "\ud800x"],
    "place": ["Springfield", "Morton", "Mississippi", "Paris", "Georgia", "New York", "Washington"],
    "unnamed": ["a senior official", "an ICE official"],
    "group": ["three people", "residents"],
    "thing": ["a truck"],
}


@st.composite
def chains(draw: st.DrawFn) -> tuple[Chain, ...]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(sorted(NAMES)))
        label = draw(st.sampled_from(NAMES[kind]))
        known = "ice" if label in ("ICE", "Immigration and Customs Enforcement") else None
        names = (label,) if kind not in ("unnamed", "group") else ()
        found.append(Chain(f"c{number}", kind, label, (Mention(number, number + 1),), names, known))
    return tuple(found)


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    found = []
    for number in range(draw(st.integers(1, 6))):
        drawn = draw(chains())
        people = [chain.id for chain in drawn if chain.type == "person"]
        bodies = [chain.id for chain in drawn if chain.type in ("agency", "organization")]
        places = tuple(chain.id for chain in drawn if chain.type == "place")
        others = tuple(chain.id for chain in drawn if chain.type in ("group", "thing"))
        roles = tuple(
            Role(f"r{person}", person, draw(st.sampled_from(["chief", "Senator", "singer"])), (0, 1), body)
            for person in people
            for body in bodies[:1]
        )
        events = tuple(
            Event(
                f"e{at}",
                draw(st.sampled_from(["raid", "death", "other"])),
                "the raid",
                (Mention(at, at + 4, "noun"),),
                draw(st.booleans()),
                tuple(bodies),
                others,
                places,
                date=draw(st.sampled_from([None, "2019-08-07", "2021-02-03/2021-02-05"])),
                status=draw(st.sampled_from(["done", "planned", "negated"])),
            )
            for at in range(draw(st.integers(0, 2)))
        )
        text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=12)))
        day = draw(st.sampled_from([None, "2019-08-09", "2021-02-06"]))
        found.append(Document(Article(f"a{number}", text, published=day), drawn, roles, (), events))
    return found


def content(knowledge: Knowledge) -> tuple[object, ...]:
    return (
        knowledge.entities,
        knowledge.occurrences,
        knowledge.decisions,
        sorted(knowledge.entity_of.items()),
        sorted(knowledge.occurrence_of.items()),
    )


@settings(max_examples=60, deadline=None)
@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(given_documents: list[Document], random: object) -> None:
    shuffled = list(given_documents)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert content(resolve(shuffled)) == content(resolve(given_documents))


@settings(max_examples=60, deadline=None)
@given(documents())
def test_every_chain_and_event_has_one_key_and_keys_differ(given_documents: list[Document]) -> None:
    knowledge = resolve(given_documents)
    keys = [thing.key for thing in (*knowledge.entities, *knowledge.occurrences)]
    assert len(keys) == len(set(keys))
    assert set(knowledge.entity_of) == {(d.article.id, c.id) for d in given_documents for c in d.chains}
    assert set(knowledge.occurrence_of) == {(d.article.id, e.id) for d in given_documents for e in d.events}
    members = {(ref, entity.key) for entity in knowledge.entities for ref in entity.members}
    assert members == set(knowledge.entity_of.items())
    mentioned = {key for o in knowledge.occurrences for key in (*o.agents, *o.targets, *o.places)}
    assert mentioned | {e.parent for e in knowledge.entities if e.parent} <= set(keys)


@settings(max_examples=40, deadline=None)
@given(documents())
def test_an_article_that_touches_nothing_changes_no_key(given_documents: list[Document]) -> None:
    before = resolve(given_documents)
    stranger = Chain("c", "person", "Zebulon Featherstonehaugh", (Mention(0, 1),), ("Zebulon Featherstonehaugh",))
    hall = Chain("d", "organization", "Xanthippe Guild", (Mention(0, 1),), ("Xanthippe Guild",))
    event = Event("e", "meeting", "gala", (Mention(0, 4, "noun"),), agents=("d",))
    other = Article("0", "gala opera overture soprano", published="2000-01-01")
    after = resolve([*given_documents, Document(other, (stranger, hall), (), (), (event,))])
    assert {ref: key for ref, key in after.entity_of.items() if ref[0] != "0"} == dict(before.entity_of)
    assert {ref: key for ref, key in after.occurrence_of.items() if ref[0] != "0"} == dict(before.occurrence_of)


@settings(max_examples=60, deadline=None)
@given(documents())
def test_unnamed_sources_never_merge(given_documents: list[Document]) -> None:
    knowledge = resolve(given_documents)
    for entity in knowledge.entities:
        if entity.type == "unnamed":
            assert len(entity.members) == 1


@settings(max_examples=60, deadline=None)
@given(documents(), st.data())
def test_no_verdict_merges_an_unnamed_source(given_documents: list[Document], data: st.DataObject) -> None:
    refs = [(d.article.id, c) for d in given_documents for c in d.chains]
    sources = [f"{article}#{c.id}" for article, c in refs if c.type == "unnamed"]
    others = [f"{article}#{c.id}" for article, c in refs] + ["a senior official", "an ICE official", "Smith"]
    if not sources:
        return
    pairs = st.tuples(st.booleans(), st.sampled_from(sources), st.sampled_from(others))
    said = [Verdict(*row) for row in data.draw(st.lists(pairs, min_size=1, max_size=3))]
    for entity in resolve(given_documents, verdicts=said).entities:
        if any(f"{article}#{chain}" in sources for article, chain in entity.members):
            assert entity.type == "unnamed"
            assert len(entity.members) == 1


@settings(max_examples=60, deadline=None)
@given(documents(), st.data())
def test_a_verdict_holds_when_an_article_comes(given_documents: list[Document], data: st.DataObject) -> None:
    people = sorted({f"{d.article.id}#{c.id}" for d in given_documents for c in d.chains if c.type == "person"})
    if len(people) < 2:
        return
    left, right = data.draw(st.lists(st.sampled_from(people), min_size=2, max_size=2, unique=True))
    verdict = Verdict(data.draw(st.booleans()), left, right)
    smith = Chain("c0", "person", "John Smith", (Mention(0, 1),), ("John Smith", "Smith"))
    text = data.draw(st.sampled_from([d.article.text for d in given_documents]))
    after = resolve([*given_documents, Document(Article("z", text), (smith,))], verdicts=[verdict]).entity_of
    keys = [after[article, chain] for article, _, chain in (side.partition("#") for side in (left, right))]
    assert (keys[0] == keys[1]) is verdict.same


@settings(max_examples=60, deadline=None)
@given(documents(), st.data())
def test_verdicts_hold(given_documents: list[Document], data: st.DataObject) -> None:
    named = sorted(
        f"{d.article.id}#{c.id}" for d in given_documents for c in d.chains if c.type in ("person", "organization")
    )
    if len(named) < 2:
        return
    left, right = data.draw(st.lists(st.sampled_from(named), min_size=2, max_size=2, unique=True))
    same = data.draw(st.booleans())
    found = resolve(given_documents, verdicts=[Verdict(same, left, right)]).entity_of
    keys = [found[article, chain] for article, _, chain in (side.partition("#") for side in (left, right))]
    assert (keys[0] == keys[1]) is same


class Kept(dict[str, bytes]):
    """What stories gave, as :class:`onrecord.remembered.Remembered` keeps it."""

    put = dict.__setitem__
    take = dict.get


@settings(max_examples=60, deadline=None)
@given(documents(), st.data())
def test_what_stories_gave_before_changes_nothing(given_documents: list[Document], data: st.DataObject) -> None:
    def found(some: list[Document], memory: Kept | None = None) -> Findings:
        condensed = [condense(d, {e.id for e in d.events if e.type != "other"}) for d in some]
        return find(condensed, {d.article.id: d.article.text for d in some}.__getitem__, memory=memory)

    memory = Kept()
    before = [d for d in given_documents if data.draw(st.booleans())]
    assert found(before, memory) == found(before)
    assert found(given_documents, memory) == found(given_documents)
    known = dict(memory)
    assert found(given_documents, memory) == found(given_documents)
    assert memory == known


class Elsewhere(Here):
    """Workers that get a copy of what they are asked, as those of another process do, and count who was asked."""

    apart = running = True

    def __init__(self) -> None:
        """Nobody yet."""
        self.asked: Counter[str] = Counter()

    def map(self, function: Callable[[P], R], partitions: Iterable[P]) -> Iterator[R | Lost[P]]:
        """Of each partition in its turn."""
        name = getattr(function, "__name__", None) or function.args[0].__name__  # type: ignore[attr-defined]
        for partition in partitions:
            self.asked[name] += len(partition)  # type: ignore[arg-type]
            yield pickle.loads(
                pickle.dumps(pickle.loads(pickle.dumps(function))(pickle.loads(pickle.dumps(partition))))
            )


@settings(max_examples=60, deadline=None)
@given(documents(), st.data())
def test_workers_find_what_this_process_finds(given_documents: list[Document], data: st.DataObject) -> None:
    ordered = sorted(given_documents, key=lambda document: document.article.id)
    condensed = [condense(d, {e.id for e in d.events if e.type != "other"}) for d in ordered]
    texts = {d.article.id: d.article.text for d in ordered}
    one, two, workers = Kept(), Kept(), Elsewhere()
    with patch("onrecord.resolve.bystory._TOGETHER", 1), patch("onrecord.resolve.blocking._TOGETHER", 0):
        before = [c for c in condensed if data.draw(st.booleans())]
        assert find(before, texts.__getitem__, memory=two, workers=workers) == find(
            before, texts.__getitem__, memory=one
        )
        assert list(one.items()) == list(two.items())
        found = find(condensed, texts.__getitem__, memory=one)
        assert find(condensed, texts.__getitem__, memory=two, workers=workers) == found
        assert list(one.items()) == list(two.items())
        workers.asked.clear()
        assert find(condensed, texts.__getitem__, memory=two, workers=workers) == found
        assert not workers.asked["found_out"]  # what stories gave is remembered
