"""What is kept of an article tells what the article tells, and nothing of it is lost on the way to disk and back."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Article, Chain, Document, Event, Knowledge, Mention, Role, Statement
from onrecord.rdf.dataset import published_events
from onrecord.resolve import condense, find, resolve
from onrecord.resolve.blocking import Clusters
from onrecord.resolve.briefs import Brief, Reader

TEXT = "Police raided a plant in Morton, Miss., on Tuesday. “We left at noon \ud800,” Ann Lee said."


def document(id: str = "a\nb") -> Document:
    chains = (
        Chain("p1", "place", "Morton", (Mention(25, 31),), ("Morton",)),
        Chain("p2", "person", "Ann Lee", (Mention(79, 86), Mention(76, 78, "pronoun")), ("Ann Lee", "Lee"), "ann"),
        Chain("o1", "agency", "Police", (Mention(0, 6, "nominal"),), affiliation="p1"),
    )
    roles = (Role("r1", "p2", "chief", (0, 1), "o1", "p1"),)
    events = (
        Event("e1", "raid", "the raid", (Mention(7, 13, "verb"),), True, ("o1",), ("p2",), ("p1",), date="2019-08-07"),
        Event("e2", "other", "noon", ()),
    )
    statements = (Statement("s1", ((52, 73),), speaker="p2"),)
    return Document(Article(id, TEXT, "A title", None, "2019-08-09"), chains, roles, statements, events)


def test_a_brief_has_what_is_compared() -> None:
    brief, telling = Reader().read(condense(document(), {"e1"}))
    assert (brief.id, brief.published, brief.title) == ("a\nb", "2019-08-09", "A title")
    place, person, police = brief.parts
    assert place.ref == ("a\nb", "p1")
    assert (place.follows, place.as_state, place.as_county) == ("Miss.", False, False)
    assert (person.names, person.known, police.affiliation) == (("Ann Lee", "Lee"), "ann", "p1")
    assert police.first is not None
    assert place.first is not None
    assert person.first is not None
    assert police.first < place.first < person.first
    assert brief.roles == (("p2", "chief", "o1", "p1", "Morton"),)
    raid, noon = brief.events()
    assert (raid.head, raid.lemma, raid.operation, raid.told) == ("raided", "raid", True, True)
    assert raid.described == {("agent", "polic"), ("target", "lee")}
    assert (noon.head, noon.agents, noon.told) == ("noon", (), False)
    (saying,) = brief.sayings()
    assert (saying.said, saying.content) == ("we\x1fleft\x1fat\x1fnoon", ((52, 73),))
    assert "morton" in telling.names


def test_what_several_articles_have_alike_is_one_object() -> None:
    reader = Reader()
    one, other = (reader.read(condense(document(id), ()))[0] for id in "ab")
    assert one.parts[1].label is other.parts[1].label
    assert one.parts[1].written is other.parts[1].written
    assert one.around is other.around


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9), st.sampled_from(("name", "verb", "noun")))))
def test_mentions_are_ordered_as_they_order_themselves(rows: list[tuple[int, int, str]]) -> None:
    mentions = [Mention(start, start + size, form) for start, size, form in rows]  # type: ignore[arg-type]
    chains = [Chain(f"c{n}", "person", "x", (mention,)) for n, mention in enumerate(mentions)]
    brief, _ = Reader().read(condense(Document(Article("a", "x" * 20), tuple(chains)), ()))
    by_number = sorted(range(len(mentions)), key=lambda n: brief.parts[n].first or 0)
    assert [mentions[n] for n in by_number] == sorted(mentions)


def test_what_is_published_is_found_without_the_rest(knowledge: Knowledge) -> None:
    documents = sorted(knowledge.documents, key=lambda d: d.article.id)
    whole = resolve(documents)
    told = {(d.article.id, e.id) for d in documents for e in published_events(d)}
    condensed = [condense(d, {id for article, id in told if article == d.article.id}) for d in documents]
    found = find(condensed, {d.article.id: d.article.text for d in documents}.__getitem__)
    assert (found.entities, found.decisions, found.copies, found.shared) == (
        *(whole.entities, whole.decisions, whole.copies, whole.shared),
    )
    assert found.entity_of == whole.entity_of
    assert found.occurrence_of == {ref: key for ref, key in whole.occurrence_of.items() if ref in told}
    keys = set(found.occurrence_of.values())
    assert found.occurrences == tuple(o for o in whole.occurrences if o.key in keys)
    assert found.events == len(whole.occurrences)


def test_clusters_begin_as_they_were() -> None:
    one, other = Clusters(5), Clusters(5)
    for a, b in ((3, 4), (1, 3)):
        one.join(a, b)
    other.adopt(list(one.members(1)))
    one.join(0, 4)
    other.join(0, 4)
    assert [list(one.members(0)), one.all()] == [list(other.members(0)), other.all()]


def test_a_brief_weighs_little() -> None:
    assert not hasattr(Reader().read(condense(document(), ()))[0], "__dict__")
    assert Brief.__slots__
