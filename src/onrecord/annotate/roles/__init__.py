"""Stage 2: the roles that an article gives to the people it names, with the span that attests each."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc

from onrecord import gazetteer
from onrecord.annotate.entities.index import ChainIndex
from onrecord.annotate.entities.words import Words
from onrecord.annotate.roles.offices import with_offices
from onrecord.annotate.roles.phrases import Held, Phrase, before_name, behind_name, qualifier_of
from onrecord.model import Chain, Document, Role

__all__ = ["attest_roles", "role_of"]

# "(D-NY)", "(R-Texas)", ", D-N.Y.,": party, state or district.
_PARTY = re.compile(
    r"\s?(?:\(|, )(?P<party>[DRI]|Dem|Rep|Democrat|Republican|Independent)\.?[-–—, ]{1,2}"
    r"(?P<place>[A-Z][\w. ]{0,20}?\.?)(?:-\d+)?(?:\)|(?=[,;:\s]|$))"
)
_COURTESY = frozenset(("doctor", "father"))


def attest_roles(document: Document, doc: Doc) -> Document:
    """The document with the roles of its named people, in text order, each attested once with the same words."""
    words = Words.of(doc)
    if not len(words) or not document.chains:
        return document
    text, plain = document.article.text, doc.text
    document = with_offices(document, plain)
    index = ChainIndex(document, words)
    found: list[Role] = []
    seen: set[tuple[str, str, str | None]] = set()
    names = _names(document)
    for start, end, chain in names:
        first, last = words.token_from(start), words.token_from(end - 1) + 1
        party = _PARTY.match(plain, end, end + 40)
        before = before_name(words, index, first)
        behind = behind_name(words, index, words.token_from(party.end()) if party else last)
        for role in _roles(document, text, words, chain, (start, end), before, behind, party):
            key = (role.person, role.title.lower(), role.organization)
            if key not in seen:
                seen.add(key)
                found.append(replace(role, id=f"r{len(found) + 1}"))
    return replace(document, roles=tuple(found))


def _names(document: Document) -> list[tuple[int, int, Chain]]:
    names = [
        (mention.start, mention.end, chain)
        for chain in document.chains
        if chain.type == "person"
        for mention in chain.mentions
        if mention.form == "name"
    ]
    return sorted(names, key=lambda n: (n[0], n[1]))


def _roles(
    document: Document,
    text: str,
    words: Words,
    chain: Chain,
    name: tuple[int, int],
    before: Phrase | None,
    behind: Phrase | None,
    party: re.Match[str] | None,
) -> list[Role]:
    """Roles at one naming; all share the span from the first to the last word that describes the person there."""
    start, end = name
    if before is not None:
        start = words.start[before.first]
    if party is not None:
        end = party.end()
    if behind is not None:
        end = words.end[behind.last - 1]
    roles = []
    state = _state(document, party)
    for phrase in (before, behind):
        for held in phrase.held if phrase is not None else ():
            role = role_of(text, words, chain.id, held, (start, end))
            if role is not None:
                roles.append(
                    replace(role, party=party.group("party"), place=role.place or state) if party is not None else role
                )
    if party is not None and not roles:
        title = {"D": "Democrat", "R": "Republican", "I": "Independent"}.get(party.group("party")[0], "")
        roles.append(Role("", chain.id, title, (start, end), None, state, None, party.group("party")))
    return roles


def _state(document: Document, party: re.Match[str] | None) -> str | None:
    """The chain of the state in "(D-NY)" where the article speaks of that state."""
    region = gazetteer.region_named(party.group("place").strip()) if party is not None else None
    if region is None:
        return None
    return next((c.id for c in document.chains if c.type == "place" and c.label in (region.label, *region.names)), None)


def role_of(text: str, words: Words, person: str, held: Held, span: tuple[int, int]) -> Role | None:
    """The role record of a phrase for the chain ``person``; its id is empty until it is numbered."""
    title = " ".join(text[words.start[held.first] : words.end[held.last - 1]].split())
    if held.qualifier is not None:
        title = f"{text[words.start[held.qualifier] : words.end[held.qualifier]]} {title}"
    if not title or title.lower() in _COURTESY:
        return None
    return Role(
        "",
        person,
        title,
        span,
        held.organization.id if held.organization is not None else None,
        held.place.id if held.place is not None else None,
        qualifier_of(title),
    )
