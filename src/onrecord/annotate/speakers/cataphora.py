"""An unnamed source whom the next paragraph names: "One ICE official in charge of …" is Jerome Miles."""

from __future__ import annotations

from itertools import pairwise

from onrecord.annotate.entities.index import ChainIndex
from onrecord.annotate.roles import role_of
from onrecord.annotate.roles.phrases import noun_phrase
from onrecord.annotate.speakers import described
from onrecord.annotate.speakers.drafts import Draft
from onrecord.annotate.speakers.resolver import Resolver
from onrecord.annotate.speakers.sources import Source
from onrecord.model import Role, Statement

_ONE = frozenset(("a", "an", "one", "another"))


def name_later(resolver: Resolver, statements: list[Statement], index: ChainIndex) -> list[Role]:
    """Merges such sources into the person named next; the roles that their descriptions attest.

    The signs: one person described at length and never again, in a statement that the next paragraph follows with a
    direct quotation of somebody who is there named for the first time as telling an outlet, without any role or with
    one at the very body of the description.
    """
    found: list[Role] = []
    for before, after in pairwise(statements):
        unnamed, person = _speaker(resolver, before), _speaker(resolver, after)
        if unnamed is None or person is None or unnamed.type != "unnamed" or person.type != "person":
            continue
        source = resolver.sources[before.id]
        words = resolver.words
        apart = resolver.paragraph(resolver.sources[after.id].span[0]) - resolver.paragraph(source.span[0])
        described_well = words.lower[source.first] in _ONE and source.last - source.head > 1
        told = after.addressee_span is not None
        if (
            apart == 1
            and described_well
            and described.person_like(words, source)
            and after.manner == "direct"
            and told
            and _may_hold(resolver, source, person)
            and person.first == resolver.sources[after.id].span[0]
            and sum(1 for id in resolver.speaker.values() if resolver.drafts[id] is unnamed) == 1
        ):
            found.extend(_roles(resolver, index, person, before))
            affiliation = unnamed.affiliation
            resolver.drafts.merge(unnamed, person)
            person.affiliation = affiliation
            resolver.speaker[before.id] = person.id
    return found


def _may_hold(resolver: Resolver, source: Source, person: Draft) -> bool:
    """Whether the person has no role, or all of them at bodies that the description names."""
    bodies = {resolver.drafts[id].id for i in range(source.first, source.last) if (id := _body_at(resolver, i))}
    held = [role.organization for role in resolver.roles.get(person.id, ())]
    return all(body is not None and resolver.drafts[body].id in bodies for body in held)


def _body_at(resolver: Resolver, i: int) -> str | None:
    return resolver.bodies[i][0] if i in resolver.bodies else resolver.heads.get(i)


def _speaker(resolver: Resolver, statement: Statement) -> Draft | None:
    id = resolver.speaker.get(statement.id)
    return resolver.drafts[id] if id is not None and statement.id in resolver.sources else None


def _roles(resolver: Resolver, index: ChainIndex, person: Draft, statement: Statement) -> list[Role]:
    source = resolver.sources[statement.id]
    phrase = noun_phrase(resolver.words, index, source.first)
    if phrase is None:
        return []
    span = (resolver.words.start[phrase.first], resolver.words.end[phrase.last - 1])
    text = resolver.document.article.text
    return [r for held in phrase.held if (r := role_of(text, resolver.words, person.id, held, span)) is not None]
