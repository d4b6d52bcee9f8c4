"""Which chains and events of different articles are the same person, organisation, place, operation.

::

    briefs         what is kept of an article
    stories        articles that report the same happenings
    localities     places, linked to GeoNames              (places: the index)
    organisations  agencies, organisations, outlets        (names: cores, initials)
    people         persons
    happenings     events of single articles;  occurrences: events and operations;  bystory: a story at a time
    copies         articles with one text, statements reported more than once
    participants   people and things without a name, as parts of one happening
    verdicts       a reviewer's resolutions.tsv
    keys           stable keys;  decisions: why

Articles come in any order; the result is the same. Comparison happens inside blocks, never over all pairs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from onrecord.collecting import no_collecting
from onrecord.model import Document, Knowledge
from onrecord.resolve.briefs import condense, digest_of_condensed
from onrecord.resolve.explain import explain
from onrecord.resolve.features import check
from onrecord.resolve.finding import Findings, find
from onrecord.resolve.verdicts import Verdict, read_verdicts

__all__ = ["Findings", "Verdict", "condense", "digest_of_condensed", "explain", "find", "read_verdicts", "resolve"]


def resolve(
    documents: Iterable[Document], *, verdicts: Sequence[Verdict] = (), without: Collection[str] = ()
) -> Knowledge:
    """All documents together: entities, occurrences, and why they were joined or kept apart.

    ``verdicts`` are a reviewer's (:func:`read_verdicts`). ``without`` are features of event resolution
    (:mod:`onrecord.resolve.features`) to do without, so that their worth can be measured.
    Raises :class:`InputError` where two documents have one article id or a feature is unknown.
    """
    check(without)
    given = tuple(documents)
    ordered = sorted(given, key=lambda document: document.article.id)
    text_of = {document.article.id: document.article.text for document in given}
    condensed = (condense(document, {event.id for event in document.events}) for document in ordered)
    with no_collecting():
        found = find(condensed, text_of.__getitem__, verdicts, frozenset(without))
    return Knowledge(
        given,
        found.entities,
        found.occurrences,
        found.decisions,
        found.entity_of,
        found.occurrence_of,
        found.copies,
        found.shared,
    )
