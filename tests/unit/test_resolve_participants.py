"""Who is described in one report and named in another, as the same participant of one happening."""

from __future__ import annotations

from onrecord.model import Article, Chain, Document, Event, Mention, Role
from onrecord.resolve import resolve

TEXT = (
    "Deputies chased a driver through the harbour district of Osterley after the opera and arrested him at the bridge."
)
NAMED = Chain("n", "person", "Paul Halden", (Mention(20, 26, "name"),), ("Paul Halden",))


def described(label: str) -> Chain:
    return Chain("m", "group", label, (Mention(9, 17, "nominal"),))


def report(id: str, *chains: Chain, title: str | None = None, agents: tuple[str, ...] = ()) -> Document:
    """A report of an arrest; the first chain is who was arrested."""
    at = TEXT.index("arrested")
    roles = (Role("r", "n", title, (0, 1)),) if title else ()
    arrest = Event("e", "arrest", "arrested", (Mention(at, at + 8, "verb"),), False, (), (chains[0].id,))
    hit = Event("h", "death", "hit", (Mention(9, 12, "verb"),), False, ("m",), agents) if agents else None
    return Document(Article(id, f"{TEXT} {id}"), chains, roles, (), (arrest, *([hit] if hit else [])))


def one(*documents: Document) -> bool:
    """Whether Paul Halden is the man whom another report describes."""
    found = resolve(documents).entity_of
    return found["a", "m"] == found["b", "n"]


def test_who_is_described_is_the_one_whom_another_report_names() -> None:
    assert one(report("a", described("a driver")), report("b", NAMED))


def test_who_does_something_is_not_whom_it_is_done_to() -> None:
    hit = report("a", described("a driver"), NAMED, agents=("n",))
    assert not one(hit, report("b", NAMED))


def test_a_sheriff_is_not_the_driver_and_a_deputy_is_the_deputy() -> None:
    assert not one(report("a", described("a driver")), report("b", NAMED, title="Sheriff"))
    assert one(report("a", described("a deputy")), report("b", NAMED, title="Deputy"))
    assert one(report("a", described("a driver")), report("b", NAMED, title="accountant"))
