"""Places across articles: chains that mean one row of the index are one; an ambiguous name stays in its story."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord.model import Chain, Document
from onrecord.partitions import Workers
from onrecord.resolve import places
from onrecord.resolve.blocking import blocks, over_blocks
from onrecord.resolve.decisions import Ledger
from onrecord.resolve.keys import slug
from onrecord.resolve.parts import Group, Part, Ref, described_key, usual, written_names

_STATE = re.compile(
    r"(?:['’]s)? (?:[Ss]tate\b(?! [A-Z])|(?:\d+\w\w|[A-Z][a-z]+(?:-[A-Z][a-z]+)?) Congressional District)"
)
_COUNTY_OF = re.compile(r"\b[Cc]ount(?:y|ies) of $")
_COUNTIES = re.compile(r"(?:(?:, (?:and )?| and )(?:[A-Z][\w.-]* ?){1,3}(?<! )){0,12} [Cc]ounties\b")
_FOLLOWS = re.compile(r",\s{1,2}((?:[A-Z][\w.]*[ ]?){1,3})")


def following(text: str, chain: Chain) -> str:
    """The state or country written right after a mention of the place: "Morton, Miss." → "Miss."."""
    for mention in chain.mentions:
        match = _FOLLOWS.match(text, mention.end)
        words = match.group(1).split() if match else []
        while words:
            name = " ".join(words)
            if places.area(name) or places.area(name.rstrip(".")):
                return name
            words.pop()
    return ""


def as_state(text: str, chain: Chain) -> bool:
    """Whether the words after a mention say that it is the state: "Washington state"."""
    said = any(_STATE.match(text, mention.end) for mention in chain.mentions if mention.form == "name")
    return said and places.area(f"{chain.label} State") is not None


def as_county(text: str, chain: Chain) -> bool:
    """Whether the words around a mention say that it is a county: "Trinity and Angelina counties"."""
    for mention in chain.mentions:
        if mention.form != "name":
            continue
        if _COUNTY_OF.search(text, max(0, mention.start - 20), mention.start) or _COUNTIES.match(text, mention.end):
            return bool(places.look_up(f"{chain.label} County"))
    return False


def surroundings(document: Document) -> places.Surroundings:
    """What the names of an article's places say of where it plays."""
    names = [name for chain in document.chains if chain.type == "place" for name in (chain.label, *chain.names)]
    return places.surroundings(sorted(set(names)))


class Question(NamedTuple):
    """A place as an article names it: which row of the index is meant depends on nothing else."""

    names: tuple[str, ...]
    as_state: bool
    as_county: bool
    around: places.Surroundings
    follows: str


def answer(questions: Sequence[Question]) -> list[places.Link]:
    """What places of one name mean in their articles: what a worker does."""
    found = []
    for names, as_state, as_county, around, follows in questions:
        plain = next((name for name in names if places.area(name)), names[0])
        if as_state:
            plain = f"{names[0]} State"
        elif as_county:
            plain = f"{names[0]} County"
        found.append(places.link(plain, around, follows))
    return found


def _cost(questions: Sequence[Question]) -> float:
    return 0.02 * len(questions)


def _linked(parts: Sequence[Part], workers: Workers | None) -> dict[Ref, places.Link]:
    """What each of ``parts`` means; what many articles ask in the same way is asked once."""
    asked = {p.ref: Question(p.names, p.as_state, p.as_county, p.article.around, p.follows) for p in parts if p.named}
    by_name = blocks(dict.fromkeys(asked.values()), lambda question: [question.names[0]]).values()
    answers = over_blocks(answer, by_name, _cost, workers)
    links = {q: link for some, found in zip(by_name, answers, strict=True) for q, link in zip(some, found, strict=True)}
    described = places.Link(None, "a description, no name", 1.0)
    return {part.ref: links[asked[part.ref]] if part.named else described for part in parts}


def resolve_places(
    parts: Sequence[Part], ledger: Ledger, workers: Workers | None = None
) -> tuple[list[Group], Mapping[str, places.Place]]:
    """The groups of ``parts`` (chains of places), and the row of the index of every key that has one."""
    linked = _linked(parts, workers)
    rows: dict[str, places.Place] = {}

    def key(part: Part) -> tuple[str, str]:
        found = linked[part.ref].place
        if found:
            wanted = places.place_key(found)
            rows[wanted] = found
            return (wanted, "linked")
        scope = str(part.story) if not part.named or places.look_up(part.label) else ""
        return (f"place/{slug(part.label)}", scope + ("" if part.named else " described"))

    by_key = blocks(parts, lambda part: [key(part)])
    groups = []
    for wanted, scope in sorted(by_key):
        members = by_key[wanted, scope]
        row = rows[wanted] if scope == "linked" else None
        if scope.endswith("described"):
            groups.append(Group("place", members[0].label, described_key("place", members), members))
            continue
        groups.append(_group(members, wanted, row))
        _record(members, linked, ledger)
    return groups, rows


def _record(members: Sequence[Part], linked: Mapping[tuple[str, str], places.Link], ledger: Ledger) -> None:
    """One decision a name and reason, and none for names that only one place bears."""
    for part in members:
        found = linked[part.ref]
        if found.place is None or found.confidence < 0.99:
            name = f"{part.label} (GeoNames {found.place.id})" if found.place else f"{part.label} (no link)"
            ledger.joined(members[0].ref, name, found.reason, found.confidence)


def _group(parts: list[Part], wanted: str, row: places.Place | None) -> Group:
    if row is None:
        label = usual(part.label for part in parts)
        return Group("place", label, wanted, parts, written_names(parts))
    wider = places.container(row)
    return Group(
        "place",
        row.name,
        wanted,
        parts,
        written_names(parts),
        (row.link,) if row.link else (),
        places.place_key(wider) if wider else None,
        latitude=row.latitude,
        longitude=row.longitude,
        known=True,
    )


def containers(groups: Sequence[Group], rows: Mapping[str, places.Place]) -> list[Group]:
    """Groups without chains for the states and countries above those in ``groups``."""
    have = {group.wanted for group in groups}
    found: dict[str, Group] = {}
    for group in groups:
        row = rows.get(group.wanted) if group.known else None
        while row is not None and (wider := places.container(row)) is not None:
            key = places.place_key(wider)
            if key not in have and key not in found:
                found[key] = _group([], key, wider)
            row = wider
    return [found[key] for key in sorted(found)]
