"""Denials and the claims they meet: both must speak of the same operation and of the same actor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from onrecord.annotate.events.arguments import governing_verb, subjects
from onrecord.annotate.events.found import FoundEvents
from onrecord.annotate.events.index import ChainIndex
from onrecord.annotate.events.status import is_object
from onrecord.model import Document, Statement

_DENYING_CUES = frozenset({"deny", "dispute", "reject", "refute", "rebut", "contradict"})
_DENYING_VERBS = frozenset({"deny", "dispute", "reject", "refute"})
_SURE = 0.9  # a link as sure as a mention in the content


def find_disputes(document: Document, doc: Doc, index: ChainIndex, events: FoundEvents) -> dict[str, tuple[str, ...]]:
    """Statement id → ids of the statements it disputes or is disputed by, in text order."""
    found: dict[str, list[str]] = {}
    by_event: dict[str, list[Statement]] = {}
    for statement in document.statements:
        for about in statement.about:
            if about.confidence >= _SURE:
                by_event.setdefault(about.event, []).append(statement)
    employers: dict[str, list[str]] = {}
    for role in document.roles:
        if role.organization:
            employers.setdefault(role.person, []).append(role.organization)
    for event, group in sorted(by_event.items()):
        denials = {s.id: s for s in group if _denies(s, event, doc, index, events)}
        if not denials:
            continue
        speaking_of: dict[str, dict[str, Statement]] = {}
        for claim in group:
            if claim.id not in denials:
                for chain in (chain for span in claim.content for chain in index.within(span)):
                    speaking_of.setdefault(chain, {})[claim.id] = claim
        for denial in denials.values():
            actors = _actors(denial, event, employers, index, events)
            claims = {id: claim for actor in sorted(actors) for id, claim in speaking_of.get(actor, {}).items()}
            for claim in claims.values():
                if claim.speaker != denial.speaker and claim.parent != denial.id:
                    found.setdefault(denial.id, []).append(claim.id)
                    found.setdefault(claim.id, []).append(denial.id)
    order = {statement.id: at for at, statement in enumerate(document.statements)}
    return {id: tuple(sorted(set(others), key=lambda other: order[other])) for id, others in found.items()}


def _denies(statement: Statement, event: str, doc: Doc, index: ChainIndex, events: FoundEvents) -> bool:
    if statement.cue_lemma in _DENYING_CUES:
        return True
    for token in _mentions(statement, event, index, events):
        verb = token if token.pos_ == "VERB" else governing_verb(token)
        # "Does not direct operations" denies them; "the operation did not lead to arrests" does not.
        if verb is None or (verb != token and not is_object(token, verb)):
            continue
        if verb.lemma_ in _DENYING_VERBS or any(c.dep_ == "neg" for c in verb.children):
            return True
        if any(c.dep_ == "det" and c.lower_ == "no" for c in token.children):
            return True
    return False


def _mentions(statement: Statement, event: str, index: ChainIndex, events: FoundEvents) -> list[Token]:
    found = []
    for span in statement.content:
        for each, place in events.within(span):
            head = index.head(place)
            if each.id == event and head is not None:
                found.append(head)
    return found


def _actors(
    denial: Statement, event: str, employers: Mapping[str, Sequence[str]], index: ChainIndex, events: FoundEvents
) -> frozenset[str]:
    """Who did not do it: the subject of the denied verb, or the body that the speaker speaks for."""
    actors: set[str] = set()
    for token in _mentions(denial, event, index, events):
        verb = token if token.pos_ == "VERB" else governing_verb(token)
        if verb is not None:
            actors.update(chain for subject in subjects(verb) if (chain := index.of(subject)))
    if denial.on_behalf_of:
        actors.add(denial.on_behalf_of)
    speaker = index.chains.get(denial.speaker) if denial.speaker else None
    if speaker is not None:
        actors.add(speaker.id)
        if speaker.affiliation:
            actors.add(speaker.affiliation)
        actors.update(employers.get(speaker.id, ()))
    return frozenset(actors)
