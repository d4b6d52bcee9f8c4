"""Which chains and events of different articles are the same person, organisation, place, operation.

::

    stories        articles that report the same happenings
    localities     places, linked to GeoNames              (places: the index)
    organisations  agencies, organisations, outlets        (names: cores, initials)
    people         persons
    happenings     events of single articles;  occurrences: events and operations
    copies         articles with one text, statements reported more than once
    participants   people and things without a name, as parts of one happening
    verdicts       a reviewer's resolutions.tsv
    keys           stable keys;  decisions: why

Articles come in any order; the result is the same. Comparison happens inside blocks, never over all pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from onrecord.collecting import no_collecting
from onrecord.errors import InputError
from onrecord.model import Decision, Document, Knowledge
from onrecord.resolve.copies import find_copies, find_shared_statements
from onrecord.resolve.decisions import Ledger
from onrecord.resolve.entities import entity, keys_of, resolve_entities
from onrecord.resolve.explain import explain
from onrecord.resolve.features import check
from onrecord.resolve.happenings import happening
from onrecord.resolve.occurrences import publish_occurrences
from onrecord.resolve.participants import join_participants, renamed
from onrecord.resolve.parts import Part
from onrecord.resolve.stories import NAMES_TELL, find_stories, story_numbers
from onrecord.resolve.tellings import Tellings
from onrecord.resolve.verdicts import Verdict, read_verdicts

__all__ = ["Verdict", "explain", "read_verdicts", "resolve"]


def resolve(
    documents: Iterable[Document], *, verdicts: Sequence[Verdict] = (), without: Collection[str] = ()
) -> Knowledge:
    """All documents together: entities, occurrences, and why they were joined or kept apart.

    ``verdicts`` are a reviewer's (:func:`read_verdicts`). ``without`` are features of event resolution
    (:mod:`onrecord.resolve.features`) to do without, so that their worth can be measured.
    Raises :class:`InputError` where two documents have one article id or a feature is unknown.
    """
    check(without)
    with no_collecting():
        return _resolve(tuple(documents), verdicts, without)


def _resolve(given: tuple[Document, ...], verdicts: Sequence[Verdict], without: Collection[str]) -> Knowledge:
    ordered = sorted(given, key=lambda document: document.article.id)
    twice = [id for id, count in Counter(document.article.id for document in ordered).items() if count > 1]
    if twice:
        raise InputError(f"two articles have the id {sorted(twice)[0]!r}; ids must differ")
    ledger = Ledger()
    tellings = Tellings(document.article for document in ordered)
    stories = story_numbers(find_stories(tellings))
    parts = [
        Part(document, story, chain)
        for document, story in zip(ordered, stories, strict=True)
        for chain in document.chains
    ]
    resolved = resolve_entities(parts, verdicts, ledger)
    told_apart = story_numbers(find_stories(tellings, NAMES_TELL))
    happenings = [
        happening(document, story, event, resolved.key_of)
        for document, story in zip(ordered, told_apart, strict=True)
        for event in document.events
    ]
    happened, event_key, unmatched = publish_occurrences(
        happenings, resolved.rows, verdicts, ledger, frozenset(without)
    )
    idle = set(unmatched) & set(resolved.idle)
    events = {h.ref: h.event for h in happenings}
    groups = join_participants(resolved.groups, happened, events, ledger)
    key_of = keys_of(groups)
    changed = {key: key_of[ref] for ref, key in resolved.key_of.items() if key_of[ref] != key}
    happened = tuple(renamed(occurrence, changed) for occurrence in happened)
    labels = {part.ref: part.chain.label for part in parts} | {h.ref: h.event.label for h in happenings}
    decisions = ledger.decisions({**key_of, **event_key}, labels)
    entities = sorted((entity(group, key_of, resolved.identified) for group in groups), key=lambda found: found.key)
    said = tuple(_said(verdict, verdict in idle) for verdict in verdicts)
    decided = tuple(sorted({*decisions, *said}, key=_order))
    copies = find_copies(ordered)
    return Knowledge(
        given,
        tuple(entities),
        happened,
        decided,
        key_of,
        event_key,
        tuple(copies),
        tuple(find_shared_statements(ordered, stories, copies, key_of)),
    )


def _order(decision: Decision) -> tuple[str, str, bool, str]:
    return (decision.left, decision.right, decision.same, decision.reason)


def _said(verdict: Verdict, idle: bool) -> Decision:
    reason = "a reviewer's verdict" + (" that names nothing in these articles" if idle else "")
    return Decision(verdict.left, verdict.right, verdict.same, reason, 0.0 if idle else 1.0)
