"""Whom an office, a party or an epithet means: "the governor", "the Madison Democrat", "a member of the committee"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.annotate.speakers.barred import fronted_subject
from onrecord.annotate.speakers.drafts import Draft
from onrecord.annotate.speakers.sources import Source
from onrecord.lexicon.nominals import nouns, roles, word_set
from onrecord.model import Role, Statement

if TYPE_CHECKING:
    from onrecord.annotate.speakers.resolver import Resolver

NEAR_PARAGRAPHS = 2
_EPITHETS = word_set("epithet")
_ONE_OFFICE = word_set("one-office")
_PARTISANS = word_set("partisan")
_HOUSE = frozenset(("congressman", "congresswoman", "representative", "rep"))
_SENATE = frozenset(("senator", "sen"))
_LED = frozenset(
    ("democratic", "republican", "majority", "minority", "house", "senate")
)  # whose leader holds an office
_MUNICIPAL = frozenset(("city", "county", "town", "township", "village", "borough"))
_MAX_BACK = 2_000  # tokens before "the City" in which its name may stand
_MAX_SENTENCE = 60  # tokens before an epithet in which its holder stands
_MAX_BRACKET = 8  # tokens of "(D-Ore.)"


def holder_of(resolver: Resolver, source: Source, head: str) -> Draft | None:
    """The one named person who holds the office of the description: "Malaysia's Prime Minister", "the governor"."""
    words = resolver.words
    general = words.lower[source.head] == "general" and words.dep[source.head] != "amod"  # "the postmaster general"
    one = words.tag[source.head] in ("NN", "NNP") or general
    if words.lower[source.first] in ("a", "an", "one", "another") or not one:
        return None
    said = resolver.text[words.start[source.first] : words.end[source.head]].lower()
    found = {
        role.person
        for roles in resolver.roles.values()
        for role in roles
        if role.title.lower().split()[-1] == head and said.endswith(role.title.lower())
    }
    return resolver.drafts[found.pop()] if len(found) == 1 else None


def head_of_administration(resolver: Resolver, source: Source) -> Draft | None:
    """The one whose administration is told of, where "the president" is named nowhere: "the Roe administration"."""
    words = resolver.words
    if words.lower[source.first : source.last] != ["the", "president"]:
        return None
    if any("president" in role.title.lower() for roles in resolver.roles.values() for role in roles):
        return None
    named = (k for k in resolver.heads if words.lower[k + 1 : k + 2] == ["administration"])
    inner = {resolver.drafts[resolver.heads[k]].id for k in named}
    labels = {
        chain.label.split()[0]
        for chain in resolver.document.chains
        if chain.names and chain.label.lower().endswith(" administration") and len(chain.label.split()) == 2
    }
    inner |= {
        chain.id
        for chain in resolver.document.chains
        if chain.type == "person" and chain.names and chain.label.split()[-1] in labels
    }
    found = [draft for draft in map(resolver.drafts.__getitem__, inner) if draft.type == "person" and draft.names]
    return found[0] if len(found) == 1 else None


def beside_name(resolver: Resolver, source: Source) -> Draft | None:
    """The person whom the words stand in apposition to: "Ann Lee (D-Ore.), a member of the committee"."""
    words = resolver.words
    k = source.first - 1
    plain = words.lower[source.first] in ("a", "an") or _is_office(resolver, source)
    if plain and words.lower[k] in ("incoming", "outgoing", "current", "new", "former"):
        k -= 1
    if not plain or k < 1 or words.text[k] != "," or words.sentence[k] != words.sentence[source.first]:
        return None
    k -= 1
    if words.text[k] == ")":
        k = next((m - 1 for m in range(k, max(0, k - _MAX_BRACKET), -1) if words.text[m] == "("), 0)
    draft = resolver.drafts[resolver.heads[k]] if k in resolver.heads else None
    return draft if draft is not None and draft.type == "person" and draft.names else None


def _is_office(resolver: Resolver, source: Source) -> bool:
    """Whether a source is an office of one person alone: "Ranking Democrat on the Committee on Rules"."""
    words = resolver.words
    noun = words.lower[source.head]
    named = (resolver.drafts[resolver.names[i][0]] for i in range(source.first, source.last) if i in resolver.names)
    office = noun in _PARTISANS or noun in roles()
    one = words.tag[source.head] in ("NN", "NNP") and words.lower[source.head + 1 : source.head + 2] in (["on"], ["of"])
    return office and one and not any(draft.type == "person" for draft in named)


def municipality_of(resolver: Resolver, source: Source) -> Draft | None:
    """The one named last before "the City", "the County": the City of Everett, Snohomish County."""
    words = resolver.words
    noun = words.lower[source.head]
    if noun not in _MUNICIPAL or source.last - source.first != 2 or words.lower[source.first] != "the":
        return None
    for i in range(source.first - 1, max(-1, source.first - _MAX_BACK), -1):
        if words.lower[i] != noun or not words.text[i][0].isupper():
            continue
        named = resolver.names.get(i + 2) if words.lower[i + 1] == "of" else None
        id = named[0] if named is not None else resolver.heads.get(i)
        draft = resolver.drafts[id] if id is not None else None
        if draft is not None and draft.names:
            return draft
    return None


def epithet_of(resolver: Resolver, statement: Statement, source: Source, head: str) -> Draft | None:
    """The last speaker by another name: "The Republican nominee", "the former first lady"."""
    words = resolver.words
    if head not in _EPITHETS or words.lower[source.first] != "the" or words.tag[source.head] not in ("NN", "NNP"):
        return None
    noun = nouns().get(head)
    gender = noun.gender if noun is not None else None
    fronted = fronted_subject(
        resolver, statement, source, "he" if gender == "m" else "she" if gender == "f" else "who", set()
    )
    if fronted is not None and fronted.type == "person" and fronted.names:
        return fronted
    last = resolver.last_speaker(source, "she" if gender == "f" else "he" if gender == "m" else "who")
    if head in _PARTISANS:
        return _of_party(resolver, source, head, last)
    draft = resolver.drafts[last[1]] if last is not None else None
    if draft is None:
        return _only_member(resolver, head)
    if draft.type != "person":
        return None
    held = {role.title.lower().split()[-1].rstrip(".") for role in resolver.roles.get(draft.id, ())}
    if head == "leader" and head not in held and _LED & set(words.lower[source.first : source.head]):
        return None
    # A senator who spoke last is not "the president".
    other = head in _ONE_OFFICE and head not in held and bool(held & (_ONE_OFFICE | _HOUSE))
    return None if other else draft


def _only_member(resolver: Resolver, head: str) -> Draft | None:
    """The one person who is a member of the chamber: "Rep. Lee's staff, the 8th District Congressman announced"."""
    chamber = _HOUSE if head in _HOUSE else _SENATE if head in _SENATE else ()
    found = {
        role.person
        for roles in resolver.roles.values()
        for role in roles
        if role.title.lower().split()[-1].rstrip(".") in chamber
        and not {"former", "state"} & set(role.title.lower().split())
    }
    return resolver.drafts[found.pop()] if len(found) == 1 else None


def _of_party(resolver: Resolver, source: Source, party: str, last: tuple[int, str] | None) -> Draft | None:
    """Who spoke last of a party: "the Madison Democrat"; of somebody whose party is not told, the last speaker."""
    here = resolver.paragraph(source.span[0])
    if (beside := _member_beside(resolver, source, party)) is not None:
        return beside
    for offset, id in reversed(resolver.history):
        near = offset < source.span[0] and here - resolver.paragraph(offset) <= NEAR_PARAGRAPHS
        if near and party[0] in _parties(resolver.roles.get(id, ())):
            return resolver.drafts[id]
    draft = resolver.drafts[last[1]] if last is not None else None
    known = draft is None or draft.type != "person" or _parties(resolver.roles.get(draft.id, ()))
    return None if known else draft


def _member_beside(resolver: Resolver, source: Source, party: str) -> Draft | None:
    """The one member of Congress of the party named before in the sentence: "met Sen. Lee when the Ohio Democrat"."""
    words, found = resolver.words, set()
    for i in range(source.first - 1, max(-1, source.first - _MAX_SENTENCE), -1):
        if words.sentence[i] != words.sentence[source.first]:
            break
        draft = resolver.drafts[resolver.heads[i]] if i in resolver.heads else None
        roles = resolver.roles.get(draft.id, ()) if draft is not None and draft.type == "person" else ()
        titles = {role.title.lower().split()[-1].rstrip(".") for role in roles}
        if draft is not None and titles & (_HOUSE | _SENATE) and _parties(roles) <= {party[0]}:
            found.add(draft.id)
    return resolver.drafts[found.pop()] if len(found) == 1 else None


def _parties(roles: Iterable[Role]) -> set[str]:
    return {role.party[0].lower() for role in roles if role.party}
