"""Condensed articles → what was found in all of them together: the order in which the resolvers need one another."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.errors import InputError
from onrecord.model import Copies, Decision, Entity, Occurrence, SharedStatement
from onrecord.partitions import Workers
from onrecord.resolve.briefs import Brief, Reader
from onrecord.resolve.bystory import NAME, Memory, happen
from onrecord.resolve.compared import Compared
from onrecord.resolve.copies import find_copies, find_shared_statements
from onrecord.resolve.decisions import Ledger
from onrecord.resolve.entities import entity, resolve_entities, settle_again
from onrecord.resolve.happenings import Story
from onrecord.resolve.participants import join_participants, nameless, renamed
from onrecord.resolve.parts import Ref
from onrecord.resolve.stories import NAMES_TELL, find_stories, story_numbers
from onrecord.resolve.tellings import Telling, Tellings
from onrecord.resolve.verdicts import Verdict

_TEXTS = "texts"  # pairs of them, as they are remembered


@dataclass(frozen=True)
class Findings:
    """What :class:`onrecord.model.Knowledge` holds besides documents; of occurrences and events what is published.

    ``statements``, ``speakers``, ``operations`` and ``events`` are how many there are, published or not.
    """

    entities: tuple[Entity, ...]
    occurrences: tuple[Occurrence, ...]
    decisions: tuple[Decision, ...]
    entity_of: Mapping[Ref, str]
    occurrence_of: Mapping[Ref, str]
    copies: tuple[Copies, ...]
    shared: tuple[SharedStatement, ...]
    statements: int
    speakers: int
    operations: int
    events: int


def find(
    condensed: Iterable[bytes],
    text: Callable[[str], str],
    verdicts: Sequence[Verdict] = (),
    without: frozenset[str] = frozenset(),
    memory: Memory | None = None,
    workers: Workers | None = None,
) -> Findings:
    """All articles together; each as :func:`onrecord.resolve.briefs.condense` gives it, in the order of their ids.

    ``text`` gives the text of an article by its id: it is asked for the few that may be copies of another. ``memory``
    holds what stories gave before, and takes what they give now; ``workers`` compare names, and look at stories of
    which it holds nothing.
    Raises :class:`InputError` where two articles have one id.
    """
    briefs: list[Brief] = []
    _tell_stories(briefs, condensed, memory)
    ledger = Ledger()
    parts = [part for brief in briefs for part in brief.parts]
    resolved = resolve_entities(parts, verdicts, ledger, memory, workers)
    del parts
    happened = happen(
        _occasions(briefs, resolved.key_of, "stories" not in without),
        *(resolved.rows, verdicts, ledger, nameless(resolved.groups), without, memory, workers),
    )
    idle = set(happened.idle) & set(resolved.idle)
    groups = join_participants(resolved.groups, happened.occurrences, happened.slots, ledger)
    key_of = resolved.key_of
    changed = settle_again(groups, key_of)
    told = [renamed(o, changed) for o in happened.occurrences if o.key in happened.told]
    identified = resolved.identified
    del resolved
    labels = {part.ref: part.label for brief in briefs for part in brief.parts if part.ref in ledger.refs}
    decisions = ledger.decisions(ChainMap(key_of, happened.decided), ChainMap(labels, happened.labels))
    for brief in briefs:
        brief.parts = ()
    entities = []
    while groups:  # each goes when its entity comes
        entities.append(entity(groups.pop(), key_of, identified))
    entities.sort(key=lambda found: found.key)
    said = tuple(_said(verdict, verdict in idle) for verdict in verdicts)
    known = _compared(_TEXTS, briefs, memory) if memory else None
    copies, compared = find_copies(briefs, text, known)
    if memory:
        memory.put(_TEXTS.zfill(NAME), compared.packed())
    speakers = {key_of.get((brief.id, speaker)) for brief in briefs for speaker in brief.speakers if speaker}
    return Findings(
        tuple(entities),
        tuple(told),
        tuple(sorted({*decisions, *said}, key=_order)),
        key_of,
        happened.key_of,
        tuple(copies),
        tuple(find_shared_statements(briefs, copies, key_of)),
        sum(len(brief.speakers) for brief in briefs),
        len(speakers - {None}),
        happened.operations,
        happened.count,
    )


def _tell_stories(briefs: list[Brief], condensed: Iterable[bytes], memory: Memory | None) -> None:
    """Read the articles into ``briefs``, each with the numbers of its stories."""
    reader = Reader()

    def rows() -> Iterator[tuple[str, Telling]]:
        for one in condensed:
            brief, telling = reader.read(one)
            if briefs and briefs[-1].id == brief.id:
                raise InputError(f"two articles have the id {brief.id!r}; ids must differ")
            briefs.append(brief)
            yield brief.id, telling

    tellings = Tellings(rows())
    for brief, number in zip(briefs, _numbers(briefs, tellings, 1.0, memory), strict=True):
        brief.story = number
    for brief, number in zip(briefs, _numbers(briefs, tellings, NAMES_TELL, memory), strict=True):
        brief.occasion = number


def _numbers(briefs: Sequence[Brief], tellings: Tellings, names_weigh: float, memory: Memory | None) -> list[int]:
    """The number of the story of every article; pairs that ``memory`` has are not compared again."""
    if memory is None:
        return story_numbers(find_stories(tellings, names_weigh)[0])
    names = [f"{names_weigh} {what}" for what in ("pairs", "means")]
    known, means = (_compared(name, briefs, memory) for name in names)
    stories, compared = find_stories(tellings, names_weigh, known=(known, means))
    for name, pairs in zip(names, compared, strict=True):
        memory.put(name.zfill(NAME), pairs.packed())
    return story_numbers(stories)


def _compared(name: str, briefs: Sequence[Brief], memory: Memory) -> Compared:
    """The pairs of articles that ``memory`` has by that name."""
    digests, before = [brief.digest for brief in briefs], memory.take(name.zfill(NAME))
    return Compared.none(digests) if before is None else Compared.unpacked(before).among(digests)


def _occasions(briefs: Sequence[Brief], key_of: Mapping[Ref, str], apart: bool) -> Iterator[Story]:
    """The stories (``apart``; else all as one)."""

    def story(brief: Brief) -> int:
        return brief.occasion if apart else 0

    for _, some in groupby(sorted(briefs, key=story), story):
        yield Story(tuple(some), key_of)


def _order(decision: Decision) -> tuple[str, str, bool, str]:
    return (decision.left, decision.right, decision.same, decision.reason)


def _said(verdict: Verdict, idle: bool) -> Decision:
    reason = "a reviewer's verdict" + (" that names nothing in these articles" if idle else "")
    return Decision(verdict.left, verdict.right, verdict.same, reason, 0.0 if idle else 1.0)
