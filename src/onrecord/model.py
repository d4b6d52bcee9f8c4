"""The records that flow through onrecord: plain frozen data, standard library only.

Every offset counts Unicode code points of ``Article.text`` and every span is half-open,
``text[start:end]``. An *id* of a chain, event, statement or figure is unique inside its article
("p1", "o3", "e2", "s7"); what is the same across articles is decided by :mod:`onrecord.resolve`.

Terms follow PARC 3 and PolNeAR (source, cue, content), the coreference literature (mention, chain)
and the Simple Event Model (event, actor, place, time).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Span: TypeAlias = tuple[int, int]
Spans: TypeAlias = tuple[Span, ...]

EntityType: TypeAlias = Literal[
    "person",  # a named human being
    "agency",  # a public body: police, department, service, court, White House
    "organization",  # any other organisation, party, company, campaign
    "outlet",  # a news organisation
    "place",  # country, state, county, city, named site
    "unnamed",  # a source the article does not name; never merged across articles
    "group",  # people who are not named and are not a source: "reporters"
    "thing",  # product, vessel, vehicle, document: in chains and the JSON contract, no node of the graph
]
MentionForm: TypeAlias = Literal["name", "nominal", "pronoun", "verb", "noun"]
Manner: TypeAlias = Literal["direct", "indirect", "mixed"]
Kind: TypeAlias = Literal["speech", "attitude"]
Part: TypeAlias = Literal["headline", "body", "caption"]
Status: TypeAlias = Literal["planned", "ordered", "underway", "done", "delayed", "denied", "hypothetical", "negated"]


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one news text, as given.

    ``published`` is an ISO 8601 date ("2019-08-09") or None: a date that the input writes in
    another way is parsed by the reader or left out, never guessed. ``author`` is the byline.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str = "en"
    author: str | None = None

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8 (lone surrogates kept apart)."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A span that names, describes or points at one thing."""

    start: int
    end: int
    form: MentionForm = "name"

    @property
    def span(self) -> Span:
        """``(start, end)``."""
        return (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Chain:
    """Mentions of one person, organisation, place or unnamed source in one article.

    ``label`` is the name as a reader would write it ("Matthew Albence", "U.S. Immigration and
    Customs Enforcement") or an unnamed source's description ("a senior immigration official").
    ``names`` are the distinct names as written. ``known`` is the key of a gazetteer row where the
    name alone decides it ("ice"). ``affiliation`` is the id of the chain of the organisation that
    the article ties this one to ("An ICE official" → ICE). ``identified_as`` is the chain of the
    person whom the article names later as this unnamed source: a link, never a merge.
    """

    id: str
    type: EntityType
    label: str
    mentions: tuple[Mention, ...]
    names: tuple[str, ...] = ()
    known: str | None = None
    affiliation: str | None = None
    identified_as: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A role held by a person, as attested: "acting Director" of ICE.

    ``title`` keeps the words of the article, qualifiers included. ``organization`` is a chain id,
    or None where the title stands alone ("President"). ``place`` is a chain id (state of a
    legislator, place of an office). ``qualifier`` is one of acting, interim, former, deputy … as
    written in lower case, or None. ``party`` is as written ("D", "Republican").
    """

    id: str
    person: str
    title: str
    span: Span
    organization: str | None = None
    place: str | None = None
    qualifier: str | None = None
    party: str | None = None


@dataclass(frozen=True, slots=True)
class About:
    """A link from a statement or figure to an event or operation, with a confidence in 0..1."""

    event: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of saying (or, with kind "attitude", of believing or wishing) as the article reports it.

    ``content`` follows PolNeAR: quotation marks and the complementiser "that" belong to it; a split
    quotation has several pieces. ``speaker`` is the id of a chain or None, ``joint`` the chains of
    those who say it together with the speaker. ``found_by`` names what found it: a rule
    ("rules:quote-verb") or the model ("model"). ``parent`` is the id of the statement in whose content
    this one lies (``nested``).
    """

    id: str
    content: Spans
    source: Spans = ()
    cue: Spans = ()
    manner: Manner = "indirect"
    kind: Kind = "speech"
    part: Part = "body"
    cue_lemma: str | None = None
    speaker: str | None = None
    joint: tuple[str, ...] = ()
    on_behalf_of: str | None = None
    addressee_span: Span | None = None
    addressee: str | None = None
    channel: str | None = None
    channel_span: Span | None = None
    time: Span | None = None
    about: tuple[About, ...] = ()
    nested: bool = False
    parent: str | None = None
    disputes: tuple[str, ...] = ()
    found_by: str = "rules"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens, or is planned to; an *operation* where an agency plans and carries it out.

    ``type`` is the key of a row of the event lexicon ("workplace-raid"). ``agents``, ``targets``
    and ``places`` are chain ids; ``times`` are spans as written; ``date`` is an ISO date or an ISO
    interval ("2019-08-07", "2019-08-05/2019-08-11") only where the article fixes it.
    """

    id: str
    type: str
    label: str
    mentions: tuple[Mention, ...]
    operation: bool = False
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    times: Spans = ()
    date: str | None = None
    status: Status = "done"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that somebody reports, as an interval; an open end is None.

    ``span`` is the number with its hedge and noun ("at least 680 undocumented immigrants"), ``clause`` the words
    that tell a reader what was counted ("… were detained"), which may be no more than ``span``; ``measure`` is
    the key of a row of the measure lexicon ("persons-detained"); ``unit`` is "persons", "sites", a currency
    code, …; ``speaker`` is a chain id, None is the article's own voice.
    """

    id: str
    span: Span
    clause: Span
    measure: str
    minimum: int | None = None
    maximum: int | None = None
    unit: str = "persons"
    hedge: str | None = None
    about: tuple[About, ...] = ()
    speaker: str | None = None
    statement: str | None = None
    time: Span | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Document:
    """All that is known of one article, alone. ``headline`` is where it stands in the text, if it does."""

    article: Article
    chains: tuple[Chain, ...] = ()
    roles: tuple[Role, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    warnings: tuple[str, ...] = ()
    headline: Span | None = None

    def chain(self, id: str | None) -> Chain | None:
        """The chain of that id, or None."""
        return next((c for c in self.chains if c.id == id), None)

    def words(self, span: Span) -> str:
        """The article's characters in ``span``."""
        return self.article.text[span[0] : span[1]]


@dataclass(frozen=True, slots=True)
class Decision:
    """Why two things were joined or kept apart: kept so that a person can audit it."""

    left: str
    right: str
    same: bool
    reason: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place or unnamed source across articles.

    ``key`` is the stable path of its IRI ("person/matthew-albence"). ``links`` are full IRIs
    (Wikidata, GeoNames) that a gazetteer gives. ``members`` are (article id, chain id).
    """

    key: str
    type: EntityType
    label: str
    members: tuple[tuple[str, str], ...]
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    parent: str | None = None
    website: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    affiliation: str | None = None
    identified_as: str | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event or operation across articles; ``key`` as for :class:`Entity` ("operation/2019-08-ice-raid-mississippi").

    ``agents``, ``targets`` and ``places`` are entity keys; ``status`` is what the latest mention says.
    """

    key: str
    type: str
    label: str
    operation: bool
    members: tuple[tuple[str, str], ...]
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    date: str | None = None
    status: Status = "done"


Report: TypeAlias = tuple[str, str]
"""A statement of an article: (article id, statement id)."""


@dataclass(frozen=True, slots=True)
class Copies:
    """Articles that carry one text, the earliest first: wire copy in several papers, a release as it was printed."""

    key: str
    label: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedStatement:
    """One act of saying that several articles report in the same words; the earliest report first.

    ``articles`` is how many of them there are: an article may report it twice, in headline and body.
    """

    key: str
    reports: tuple[Report, ...]
    articles: int


@dataclass(frozen=True)
class Knowledge:
    """All articles together: who and what is the same."""

    documents: tuple[Document, ...]
    entities: tuple[Entity, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    decisions: tuple[Decision, ...] = ()
    entity_of: Mapping[tuple[str, str], str] = field(default_factory=dict)
    occurrence_of: Mapping[tuple[str, str], str] = field(default_factory=dict)
    copies: tuple[Copies, ...] = ()
    shared: tuple[SharedStatement, ...] = ()
