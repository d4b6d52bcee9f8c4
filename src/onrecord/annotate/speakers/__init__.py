"""Stage 4: who speaks in each statement, for whom, and to whom.

Source spans become chains: names, pronouns (the last speaker first), relative pronouns (a person before an outlet),
noun phrases; whoever the article only describes becomes an unnamed source of this article alone.
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.annotate.entities.index import ChainIndex
from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.addressees import addressee, inherits
from onrecord.annotate.speakers.cataphora import name_later
from onrecord.annotate.speakers.described import head_noun, same_source
from onrecord.annotate.speakers.drafts import Draft
from onrecord.annotate.speakers.identified import identify
from onrecord.annotate.speakers.ownwords import own_words
from onrecord.annotate.speakers.resolver import Resolver
from onrecord.annotate.speakers.voice import on_behalf_of
from onrecord.annotate.speakers.whole import whole_bodies
from onrecord.annotate.surface import paragraphs
from onrecord.model import Document, Role, Statement

__all__ = ["resolve_speakers"]


def resolve_speakers(document: Document, doc: Doc) -> Document:
    """The document with speaker, addressee and on_behalf_of of every statement, and the chains they need."""
    words = Words.of(doc)
    if not len(words) or not document.statements:
        return document
    starts = [start for start, _ in paragraphs(document.article.text)]
    resolver = Resolver(document, words, doc.text, starts)
    resolver.run()
    whole_bodies(resolver)
    _join_labels(resolver)
    _join_headline(resolver)
    ordered = [s for s in document.statements if s.part != "headline" and not s.nested]
    ordered.sort(key=lambda s: s.source[0] if s.source else s.content[0])
    identify(resolver)
    attested = name_later(resolver, ordered, ChainIndex(document, words))
    roles = document.roles + tuple(
        replace(role, id=f"r{len(document.roles) + k}") for k, role in enumerate(attested, 1)
    )
    by_person: dict[str, list[Role]] = {}
    for role in roles:
        by_person.setdefault(role.person, []).append(role)
    told = _addressees(resolver, document.statements, ordered)
    statements = []
    for statement in document.statements:
        id = resolver.speaker.get(statement.id)
        speaker = resolver.drafts[id] if id is not None else None
        if speaker is not None and not speaker.mentions:
            speaker = None
        behalf = None
        if speaker is not None:
            behalf = on_behalf_of(speaker, by_person.get(speaker.id, []), resolver.drafts)
            own_words(resolver, statement, behalf)
        statements.append(
            replace(
                statement,
                speaker=speaker.id if speaker is not None else None,
                joint=_joint(resolver, statement, speaker) if speaker is not None else (),
                on_behalf_of=behalf,
                addressee=told.get(statement.id),
            )
        )
    return replace(document, statements=tuple(statements), roles=roles, chains=resolver.drafts.freeze())


def _joint(resolver: Resolver, statement: Statement, speaker: Draft) -> tuple[str, ...]:
    """Chain ids of those who say it with the speaker, as they are once all is told."""
    found = (resolver.drafts[id] for id in resolver.joint.get(statement.id, ()))
    return tuple(dict.fromkeys(draft.id for draft in found if draft is not speaker and draft.mentions))


def _join_labels(resolver: Resolver) -> None:
    """A transcript calls each of its speakers the same throughout, whoever of that name is spoken of between."""
    first: dict[str, str] = {}
    for statement in resolver.document.statements:
        id = resolver.speaker.get(statement.id)
        if id is None or not statement.source or not statement.found_by.endswith(":turn"):
            continue
        label = resolver.text[slice(*statement.source[0])]
        resolver.speaker[statement.id] = first.setdefault(label, id)


def _join_headline(resolver: Resolver) -> None:
    """A headline's unnamed source is the one unnamed source of the body that fits its words."""
    for statement in resolver.document.statements:
        id = resolver.speaker.get(statement.id)
        if statement.part != "headline" or id is None or resolver.drafts[id].type != "unnamed":
            continue
        headline = resolver.drafts[id]
        named = described_as(resolver, headline.label)
        if named is not None:
            resolver.drafts.merge(headline, named)
            continue
        for _, other in resolver.history:
            body = resolver.drafts[other]
            if body is not headline and body.type == "unnamed" and same_source(headline, body):
                resolver.drafts.merge(headline, body)
                break


def described_as(resolver: Resolver, words: str) -> Draft | None:
    """The one person of the body whom an apposition introduces in these words: "Ann Lee, an Australian woman, …"."""
    told = re.compile(rf"(?:an?|the) (?:former )?{re.escape(words.removeprefix('the '))}", re.I)
    found = {
        draft.id: draft
        for draft in {id(d): d for d in map(resolver.drafts.__getitem__, resolver.heads.values())}.values()
        if draft.type == "person" and draft.names
        for m in draft.mentions
        if m.form == "nominal" and told.fullmatch(resolver.text, m.start, m.end)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _addressees(resolver: Resolver, statements: tuple[Statement, ...], ordered: list[Statement]) -> dict[str, str]:
    told: dict[str, str] = {}
    for statement in statements:
        if statement.addressee_span is not None:
            found = addressee(
                statement.addressee_span,
                resolver.words,
                resolver.drafts,
                resolver.names,
                resolver.document.article.text,
            )
            if found is not None and found != resolver.speaker.get(statement.id):
                told[statement.id] = found
    last: dict[str, Statement] = {}
    previous: str | None = None
    for statement in ordered:
        speaker = resolver.speaker.get(statement.id)
        if speaker is None:
            continue
        before = last.get(resolver.drafts[speaker].id)
        source = resolver.sources.get(statement.id)
        head = head_noun(resolver.words, source) if source is not None else None
        if (
            statement.id not in told
            and before is not None
            and before.id in told
            and resolver.drafts[told[before.id]].type == "outlet"
            and (head == "source" or previous == before.id)
            and inherits(statement, before, head)
        ):
            told[statement.id] = told[before.id]
        last[resolver.drafts[speaker].id] = statement
        previous = statement.id
    return told
