"""The one table from the records of :mod:`onrecord.model` to the ontology.

``MAPPING`` names for each record its class and for each of its fields the rule by which the field becomes
triples. :mod:`onrecord.rdf.dataset` writes by it, :mod:`onrecord.rdf.reading` reads back by it, and the tests
check from it that no field is forgotten and that every term stands in ``ontology/onrecord.ttl``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from rdflib.term import URIRef

from onrecord.model import (
    About,
    Article,
    Chain,
    Copies,
    Decision,
    Entity,
    EntityType,
    Event,
    Figure,
    MentionForm,
    Occurrence,
    Role,
    SharedStatement,
    Statement,
)
from onrecord.rdf.namespace import DCTERMS, FOAF, ONR, ORG, PROV, RDF, RDFS, SCHEMA, SEM, SKOS


@dataclass(frozen=True, slots=True)
class Words:
    """A string, or strings: literals, with the article's language tag where ``tagged``."""

    property: URIRef
    tagged: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A web address, or addresses: IRIs; what is no valid IRI becomes a plain literal."""

    property: URIRef


@dataclass(frozen=True, slots=True)
class Whole:
    """An integer: ``xsd:integer``."""

    property: URIRef


@dataclass(frozen=True, slots=True)
class Share:
    """A confidence in 0..1: ``xsd:decimal``, four places."""

    property: URIRef


@dataclass(frozen=True, slots=True)
class Degrees:
    """A latitude or longitude: ``xsd:decimal``, six places."""

    property: URIRef


@dataclass(frozen=True, slots=True)
class Day:
    """An ISO date: ``xsd:date``."""

    property: URIRef


@dataclass(frozen=True, slots=True)
class Days:
    """An ISO date or interval: the first and the last day, which are equal for a single date."""

    first: URIRef
    last: URIRef


@dataclass(frozen=True, slots=True)
class Concept:
    """The key of a value list: the SKOS concept that :func:`concept` names."""

    property: URIRef
    scheme: URIRef


@dataclass(frozen=True, slots=True)
class Flag:
    """A boolean: ``property`` with the one or the other value (None: no triple)."""

    property: URIRef
    true: URIRef
    false: URIRef | None = None


@dataclass(frozen=True, slots=True)
class SpanOf:
    """A span, or spans: evidence nodes; their characters as ``words`` too, where that is given."""

    property: URIRef
    words: URIRef | None = None


@dataclass(frozen=True, slots=True)
class Mentions:
    """Mentions: evidence nodes by the property of their form; each ``gaf:denotes`` what the record refers to."""


@dataclass(frozen=True, slots=True)
class ChainRef:
    """The id of a chain, or ids: the chain by ``chain``, the entity that it refers to by ``entity``."""

    chain: URIRef
    entity: URIRef | None = None


@dataclass(frozen=True, slots=True)
class StatementRef:
    """The id of a statement, or ids; in both directions where ``symmetric``."""

    property: URIRef
    symmetric: bool = False


@dataclass(frozen=True, slots=True)
class EventRef:
    """The id of an event: the attested event."""

    property: URIRef


@dataclass(frozen=True, slots=True)
class Abouts:
    """Links to events: ``shared`` to the occurrence, ``link`` to a node with the attested event and confidence."""

    shared: URIRef
    link: URIRef


@dataclass(frozen=True, slots=True)
class Classes:
    """An entity type: the classes of ``ENTITY_CLASSES``."""


@dataclass(frozen=True, slots=True)
class KeyRef:
    """The key of an entity, or keys: its IRI; by ``of_place`` where the subject is a place."""

    property: URIRef
    of_place: URIRef | None = None


@dataclass(frozen=True, slots=True)
class Either:
    """What a decision compares: an IRI where it is the key of an entity or occurrence, else a literal."""

    property: URIRef


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A field that is no triple of its own; ``how`` says where it is."""

    how: str


Rule: TypeAlias = (
    Words
    | Link
    | Whole
    | Share
    | Degrees
    | Day
    | Days
    | Concept
    | Flag
    | SpanOf
    | Mentions
    | ChainRef
    | StatementRef
    | EventRef
    | Abouts
    | Classes
    | KeyRef
    | Either
    | Elsewhere
)


@dataclass(frozen=True, slots=True)
class ClassMap:
    """A record's class, its fields' rules, and the properties that the writer derives from several fields."""

    cls: URIRef
    fields: Mapping[str, Rule]
    derived: tuple[URIRef, ...] = ()


ENTITY_CLASSES: Mapping[EntityType, tuple[URIRef, ...]] = {
    "person": (ONR.Person,),
    "agency": (ONR.Agency, ONR.Organization),
    "organization": (ONR.Organization,),
    "outlet": (ONR.Outlet, ONR.Organization, SCHEMA.NewsMediaOrganization),
    "place": (ONR.Place,),
    "unnamed": (ONR.AnonymousSource,),
    "group": (ONR.Group, FOAF.Group),
}
"""The classes of an entity, the most specific first; superclasses are stated because stores do not infer."""

MENTION_PROPERTIES: Mapping[MentionForm, URIRef] = {
    "name": ONR.nameMention,
    "nominal": ONR.nominalMention,
    "pronoun": ONR.pronounMention,
    "verb": ONR.verbMention,
    "noun": ONR.nounMention,
}

_ID = Words(DCTERMS.identifier)
_ABOUT = Abouts(ONR.about, ONR.aboutLink)
_TIME = SpanOf(ONR.timeSpan, words=ONR.timeText)
_CONFIDENCE = Share(ONR.confidence)
_ATTESTED = (ONR.evidence, ONR.reportedIn, PROV.wasGeneratedBy)

MAPPING: Mapping[type, ClassMap] = {
    Article: ClassMap(
        ONR.Article,
        {
            "id": _ID,
            "text": Elsewhere("documents.jsonl.gz; the graph has its SHA-256, its length and the spans it rests on"),
            "title": Words(SCHEMA.headline, tagged=True),
            "url": Link(SCHEMA.url),
            "published": Day(SCHEMA.datePublished),
            "publisher": Words(ONR.publisherName),
            "author": Words(ONR.authorName),
            "language": Words(SCHEMA.inLanguage),
        },
        derived=(RDFS.label, SCHEMA.sha256, ONR.characters, ONR.headlineSpan, ONR.warning),
    ),
    Chain: ClassMap(
        ONR.Chain,
        {
            "id": _ID,
            "type": Words(ONR.chainType),
            "label": Words(RDFS.label, tagged=True),
            "mentions": Mentions(),
            "names": Words(SKOS.altLabel, tagged=True),
            "known": Words(ONR.gazetteerKey),
            "affiliation": ChainRef(ONR.affiliationChain),
            "identified_as": ChainRef(ONR.identifiedAsChain),
        },
        derived=(ONR.refersTo, ONR.reportedIn),
    ),
    Role: ClassMap(
        ONR.RoleHolding,
        {
            "id": _ID,
            "person": ChainRef(ONR.memberChain, ORG.member),
            "title": Words(SCHEMA.roleName, tagged=True),
            "span": SpanOf(ONR.evidence),
            "organization": ChainRef(ONR.organizationChain, ORG.organization),
            "place": ChainRef(ONR.rolePlaceChain, ONR.rolePlace),
            "qualifier": Words(ONR.qualifier, tagged=True),
            "party": Words(ONR.party, tagged=True),
        },
        derived=(ONR.reportedIn, PROV.wasGeneratedBy),
    ),
    About: ClassMap(
        ONR.AboutLink,
        {"event": EventRef(ONR.attestedEvent), "confidence": _CONFIDENCE},
    ),
    Statement: ClassMap(
        ONR.Statement,
        {
            "id": _ID,
            "content": SpanOf(ONR.contentSpan),
            "source": SpanOf(ONR.sourceSpan),
            "cue": SpanOf(ONR.cueSpan),
            "manner": Concept(ONR.form, ONR.forms),
            "kind": Concept(ONR.kind, ONR.kinds),
            "part": Concept(ONR.part, ONR.parts),
            "cue_lemma": Words(ONR.cue),
            "speaker": ChainRef(ONR.speakerChain, ONR.speaker),
            "joint": ChainRef(ONR.jointSpeakerChain, ONR.jointSpeaker),
            "on_behalf_of": ChainRef(ONR.onBehalfOfChain, ONR.onBehalfOf),
            "addressee_span": SpanOf(ONR.addresseeSpan),
            "addressee": ChainRef(ONR.addresseeChain, ONR.addressee),
            "channel": Concept(ONR.channel, ONR.channels),
            "channel_span": SpanOf(ONR.channelSpan),
            "time": _TIME,
            "about": _ABOUT,
            "nested": Flag(ONR.nesting, ONR.Nested, ONR.Outermost),
            "parent": StatementRef(ONR.within),
            "disputes": StatementRef(ONR.disputes, symmetric=True),
            "found_by": Words(ONR.foundBy),
            "confidence": _CONFIDENCE,
        },
        derived=(SCHEMA.text, ONR.verbatim, *_ATTESTED),
    ),
    Event: ClassMap(
        ONR.AttestedEvent,
        {
            "id": _ID,
            "type": Concept(SEM.eventType, ONR.eventTypes),
            "label": Words(RDFS.label, tagged=True),
            "mentions": Mentions(),
            "operation": Flag(RDF.type, ONR.AttestedOperation),
            "agents": ChainRef(ONR.agentChain),
            "targets": ChainRef(ONR.targetChain),
            "places": ChainRef(ONR.placeChain),
            "times": _TIME,
            "date": Days(SCHEMA.startDate, SCHEMA.endDate),
            "status": Concept(ONR.status, ONR.statuses),
            "confidence": _CONFIDENCE,
        },
        derived=(ONR.refersTo, ONR.reportedIn, PROV.wasGeneratedBy),
    ),
    Figure: ClassMap(
        ONR.ReportedFigure,
        {
            "id": _ID,
            "span": SpanOf(ONR.amountSpan),
            "clause": SpanOf(ONR.evidence, words=SCHEMA.text),
            "measure": Concept(ONR.measure, ONR.measures),
            "minimum": Whole(SCHEMA.minValue),
            "maximum": Whole(SCHEMA.maxValue),
            "unit": Words(SCHEMA.unitText),
            "hedge": Words(ONR.hedge, tagged=True),
            "about": _ABOUT,
            "speaker": ChainRef(ONR.speakerChain, ONR.speaker),
            "statement": StatementRef(ONR.within),
            "time": _TIME,
            "confidence": _CONFIDENCE,
        },
        derived=(ONR.reportedIn, PROV.wasGeneratedBy),
    ),
    Entity: ClassMap(
        RDFS.Resource,
        {
            "key": Elsewhere("the entity's IRI, base + key"),
            "type": Classes(),
            "label": Words(RDFS.label, tagged=True),
            "members": Elsewhere("onr:refersTo of the chains"),
            "names": Words(SKOS.altLabel, tagged=True),
            "links": Link(SCHEMA.sameAs),
            "parent": KeyRef(ORG.subOrganizationOf, of_place=SCHEMA.containedInPlace),
            "website": Link(SCHEMA.url),
            "latitude": Degrees(SCHEMA.latitude),
            "longitude": Degrees(SCHEMA.longitude),
            "affiliation": KeyRef(SCHEMA.affiliation),
            "identified_as": KeyRef(ONR.identifiedAs),
        },
    ),
    Occurrence: ClassMap(
        ONR.Event,
        {
            "key": Elsewhere("the event's IRI, base + key"),
            "type": Concept(SEM.eventType, ONR.eventTypes),
            "label": Words(RDFS.label, tagged=True),
            "operation": Flag(RDF.type, ONR.Operation),
            "members": Elsewhere("onr:refersTo of the attested events"),
            "agents": KeyRef(ONR.conductedBy),
            "targets": KeyRef(ONR.target),
            "places": KeyRef(SEM.hasPlace),
            "date": Days(SCHEMA.startDate, SCHEMA.endDate),
            "status": Concept(ONR.status, ONR.statuses),
        },
    ),
    Copies: ClassMap(
        ONR.SharedText,
        {
            "key": Elsewhere("the text's IRI, base + key"),
            "label": Words(RDFS.label, tagged=True),
            "articles": Elsewhere("onr:copyOf of the articles"),
        },
        derived=(ONR.copyOf,),
    ),
    SharedStatement: ClassMap(
        ONR.SharedStatement,
        {
            "key": Elsewhere("the act of saying's IRI, base + key"),
            "reports": Elsewhere("onr:reportOf of the statements"),
            "articles": Whole(ONR.reports),
        },
        derived=(ONR.reportOf,),
    ),
    Decision: ClassMap(
        ONR.Decision,
        {
            "left": Either(ONR.left),
            "right": Either(ONR.right),
            "same": Flag(ONR.verdict, ONR.Same, ONR.Different),
            "reason": Words(ONR.reason),
            "confidence": _CONFIDENCE,
        },
    ),
}


_SUFFIXES: Mapping[URIRef, str] = {ONR.channels: "Channel", ONR.eventTypes: "Type", ONR.measures: "Measure"}


@lru_cache(1 << 12)
def concept(scheme: URIRef, key: str) -> URIRef:
    """The IRI of the concept that ``key`` ("workplace-raid") names in ``scheme``: ``onr:WorkplaceRaid``.

    A channel always ends in ``Channel``, since "statement" and "interview" name other things as well; an event
    type or measure has its scheme's suffix where the ontology has a term of that name (``onr:OperationType``).
    """
    name = "".join(part[0].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]+", key) if part)
    if scheme == ONR.channels or (scheme in _SUFFIXES and name in ONR):
        name += _SUFFIXES[scheme]
    return URIRef(ONR._NS + name)


def concept_key(scheme: URIRef, iri: str) -> str:
    """The key that :func:`concept` made ``iri`` of, for keys in lower case with hyphens."""
    name = iri.removeprefix(str(ONR._NS))
    stem = name.removesuffix(_SUFFIXES.get(scheme, ""))
    key = re.sub(r"(?<!^)(?=[A-Z])", "-", stem).lower()
    return key if concept(scheme, key) == URIRef(iri) else re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
