"""For whom a speaker speaks."""

from __future__ import annotations

from onrecord.annotate.speakers.drafts import Draft, Drafts
from onrecord.lexicon.nominals import word_set
from onrecord.model import Role

_SPEAKS_FOR = word_set("speaks-for")
_PAST = frozenset(("former", "ex", "retired"))
_CHAMBERS = frozenset(("us-senate", "us-house", "us-congress", "uk-parliament", "house-of-commons", "house-of-lords"))
_INSTITUTIONS = frozenset(("agency", "organization", "outlet"))


def on_behalf_of(speaker: Draft, roles: list[Role], drafts: Drafts) -> str | None:
    """Chain id of the body that ``speaker`` speaks for: itself, the body of a present role, the affiliation.

    A branch stands under its body, so the head of a field office of ICE speaks for ICE.
    """
    if speaker.type in _INSTITUTIONS:
        return speaker.id
    if speaker.type == "unnamed":
        return _top(speaker.affiliation, drafts)
    for role in roles:
        if role.organization is not None and _legislates(drafts[role.organization]):
            continue
        words = role.title.lower().replace("-", " ").split()
        if role.organization is not None and not _PAST & set(words) and any(w in _SPEAKS_FOR for w in words):
            return _top(role.organization, drafts)
    return None


def _legislates(body: Draft) -> bool:
    """A chamber or one of its committees has no one voice: its leaders speak for themselves."""
    return body.known in _CHAMBERS or "ommittee" in body.label


def _top(id: str | None, drafts: Drafts) -> str | None:
    if id is None:
        return None
    body = drafts[id]
    if body.affiliation is not None and body.known is None and body.type in _INSTITUTIONS:
        return drafts[body.affiliation].id
    return body.id
