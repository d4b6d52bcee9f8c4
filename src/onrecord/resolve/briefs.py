"""What resolution keeps of an article: all that is compared, and none of its text.

A :class:`Document` is condensed once, alone, into some kilobytes of compressed JSON; nothing else of it is needed to
decide who is who, so that articles need not be in memory together, nor be read again when others come
(:mod:`onrecord.held` keeps what was condensed). A :class:`Brief` is one such article in memory: chains at hand, events
and statements packed, as they came, until their story is looked at.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from onrecord.model import Chain, Document, EntityType, Event, Kind, Mention, Spans, Status
from onrecord.resolve import localities, places
from onrecord.resolve.happenings import described, head, lemma, sense
from onrecord.resolve.parts import Part
from onrecord.resolve.signatures import Signature, sign, words
from onrecord.resolve.tellings import Telling, telling

_OPEN: frozenset[EntityType] = frozenset(("person", "organization", "place", "thing"))
"""Types of chains that may turn out to be a place's name."""

_LEVEL = 1  # a quarter larger than the best, for a quarter of the time
_SIZES = struct.Struct("<II")  # bytes of the first two parts of what is condensed, which stand before it


class Office(NamedTuple):
    """A role: ids of chains, the title as written, and what the place is called."""

    person: str
    title: str
    organization: str | None
    place: str | None
    place_label: str | None


class Account(NamedTuple):
    """An event as one article tells of it; ``agents``, ``targets`` and ``places`` are ids of chains.

    ``head``, ``lemma``, ``sense`` and ``described`` are those of :mod:`onrecord.resolve.happenings`; ``told`` says that
    it is published.
    """

    id: str
    type: str
    label: str
    operation: bool
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    date: str | None
    status: Status
    head: str
    lemma: str
    sense: str | None
    described: frozenset[tuple[str, str]]
    told: bool


class Saying(NamedTuple):
    """A statement: the words of its content, joined by ``\\x1f``, and who says them."""

    id: str
    kind: Kind
    speaker: str | None
    content: Spans
    said: str


@dataclass(slots=True, eq=False)
class Brief:
    """One article; ``digest`` is that of all that was condensed, ``speakers`` are those of its statements.

    ``story`` is the number of its story where entities are compared, ``occasion`` where events are.
    """

    id: str
    published: str | None
    title: str | None
    sha256: str
    around: places.Surroundings
    roles: tuple[Office, ...]
    signature: Signature
    speakers: tuple[str | None, ...]
    digest: str
    parts: tuple[Part, ...] = ()
    packed_events: bytes = b""
    packed_sayings: bytes = b""
    story: int = -1
    occasion: int = -1

    def events(self) -> Iterator[Account]:
        """What it tells of."""
        for row in json.loads(zlib.decompress(self.packed_events)):
            id, type, label, operation, agents, targets, where, *rest = row
            date, status, head, lemma, sense, roles, told = rest
            yield Account(
                *(id, type, label, operation, tuple(agents), tuple(targets), tuple(where)),
                *(date, status, head, lemma, sense, frozenset(map(tuple, roles)), told),
            )

    def sayings(self) -> Iterator[Saying]:
        """What it reports."""
        for id, kind, speaker, content, said in json.loads(zlib.decompress(self.packed_sayings)):
            yield Saying(id, kind, speaker, tuple((start, end) for start, end in content), said)


def condense(document: Document, told: Collection[str]) -> bytes:
    """What :class:`Reader` reads; ``told`` are the ids of the events that are published.

    Three pieces of JSON, each compressed: the article with its chains, the events, the statements.
    """
    article = document.article
    tells = telling(article)
    around = localities.surroundings(document)
    signed = sign(article.text)
    labels = {chain.id: chain.label for chain in reversed(document.chains)}
    order = sorted({mention for chain in document.chains for mention in sorted(chain.mentions)[:1]})
    at = {mention: number for number, mention in enumerate(order)}
    first = [
        article.id,
        article.published,
        article.title,
        article.sha256,
        [tells.day, tells.counts, list(tells.names)],
        [sorted(around.countries), sorted(around.divisions)],
        [[r.person, r.title, r.organization, r.place, labels.get(r.place or "")] for r in document.roles],
        [signed.words, signed.length, b64encode(signed.hashes).decode()],
        [s.speaker for s in document.statements],
        [_chain(document, chain, at) for chain in document.chains],
    ]
    events = [_event(document, event, labels, event.id in told) for event in document.events]
    sayings = []
    for s in document.statements:
        said = "\x1f".join(words(" ".join(document.words(span) for span in s.content)))
        sayings.append([s.id, s.kind, s.speaker, s.content, said])
    pieces = [
        zlib.compress(json.dumps(part, separators=(",", ":")).encode(), _LEVEL) for part in (first, events, sayings)
    ]
    return _SIZES.pack(len(pieces[0]), len(pieces[1])) + b"".join(pieces)


def digest_of_condensed(condensed: bytes) -> str:
    """What tells it from what was condensed of another Document."""
    return hashlib.sha256(condensed).hexdigest()[:32]


def _chain(document: Document, chain: Chain, at: Mapping[Mention, int]) -> list[object]:
    text = document.article.text
    where: list[object] = []
    if chain.type in _OPEN and (chain.names or chain.known):
        where = [
            localities.following(text, chain),
            localities.as_state(text, chain),
            localities.as_county(text, chain),
        ]
    return [
        *(chain.id, chain.type, chain.label, chain.names, chain.known, chain.affiliation, chain.identified_as),
        at[min(chain.mentions)] if chain.mentions else None,
        *(where if any(where) else ()),
    ]


def _event(document: Document, event: Event, labels: dict[str, str], told: bool) -> list[object]:
    return [
        *(event.id, event.type, event.label, event.operation, event.agents, event.targets, event.places),
        *(event.date, event.status, head(document, event), lemma(document, event), sense(document, event)),
        *(described(event, labels), told),
    ]


class Reader:
    """Reads what :func:`condense` made; strings that come again in other articles are one object."""

    def __init__(self) -> None:
        """With nothing read yet."""
        self._strings: dict[str, str] = {}
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._around: dict[str, places.Surroundings] = {}

    def read(self, condensed: bytes) -> tuple[Brief, Telling]:
        """The article, and what it tells: that is put into arrays, and not kept beside."""
        size, events = _SIZES.unpack_from(condensed)
        begin = _SIZES.size + size
        one = json.loads(zlib.decompress(condensed[_SIZES.size : begin]))
        id, published, title, sha256, tells, around, roles, signed, speakers, chains = one
        brief = Brief(
            id,
            self._one(published),
            title,
            sha256,
            self._surroundings(around),
            tuple(Office(*map(self._one, role)) for role in roles),
            Signature(signed[0], signed[1], b64decode(signed[2])),
            tuple(map(self._one, speakers)),
            digest_of_condensed(condensed),
            (),
            condensed[begin : begin + events],
            condensed[begin + events :],
        )
        brief.parts = tuple(self._part(brief, *chain) for chain in chains)
        return brief, Telling(*tells)

    def _part(
        self,
        brief: Brief,
        id: str,
        type: EntityType,
        label: str,
        names: list[str],
        known: str | None,
        affiliation: str | None,
        identified_as: str | None,
        first: int | None,
        follows: str = "",
        as_state: bool = False,
        as_county: bool = False,
    ) -> Part:
        one = self._strings.setdefault  # called at once: a third of a million chains have several strings each
        written = tuple([one(name, name) for name in names])
        return Part(
            brief,
            (brief.id, one(id, id)),
            type,
            one(label, label),
            self._names.setdefault(written, written),
            known and one(known, known),
            affiliation and one(affiliation, affiliation),
            identified_as and one(identified_as, identified_as),
            first,
            follows and one(follows, follows),
            as_state,
            as_county,
        )

    def _one(self, text: Any) -> Any:
        return text if text is None else self._strings.setdefault(text, text)

    def _surroundings(self, given: list[list[Any]]) -> places.Surroundings:
        key = json.dumps(given)
        found = self._around.get(key)
        if found is None:
            countries, divisions = given
            found = places.Surroundings(frozenset(countries), frozenset(map(tuple, divisions)))
            self._around[key] = found
        return found
