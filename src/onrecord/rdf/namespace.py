"""The vocabularies of the graph as closed namespaces: a misspelt term fails at import, not in a store.

rdflib's own ``SDO`` is ``https://schema.org/``, while schema.org's JSON-LD context, and so most data on
the web, says ``http://schema.org/``: :class:`SCHEMA` is ours for that reason.
"""

from __future__ import annotations

from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD
from rdflib.namespace import DefinedNamespace, Namespace
from rdflib.term import URIRef

__all__ = [
    "DCTERMS",
    "DEFAULT_BASE",
    "FOAF",
    "GAF",
    "NIF",
    "ONR",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SEM",
    "SKOS",
    "XSD",
]

DEFAULT_BASE = "https://example.org/kg/"
"""Where the data's own IRIs start unless the user says otherwise."""


class ONR(DefinedNamespace):
    """The onrecord ontology (``ontology/onrecord.ttl``), without the concepts that the lexicons bring."""

    _fail = True
    _NS = Namespace("https://w3id.org/onrecord/ns#")

    # what the graph is about
    Person: URIRef
    Organization: URIRef
    Agency: URIRef
    Outlet: URIRef
    AnonymousSource: URIRef
    Group: URIRef
    Place: URIRef
    Event: URIRef
    Operation: URIRef
    # what one article says of it
    Attested: URIRef
    Article: URIRef
    Chain: URIRef
    AttestedEvent: URIRef
    AttestedOperation: URIRef
    Statement: URIRef
    ReportedFigure: URIRef
    RoleHolding: URIRef
    AboutLink: URIRef
    Evidence: URIRef
    # how the graph came to be
    Decision: URIRef
    ExtractionRun: URIRef
    SharedText: URIRef
    SharedStatement: URIRef

    # statements
    speaker: URIRef
    speakerChain: URIRef
    jointSpeaker: URIRef
    jointSpeakerChain: URIRef
    onBehalfOf: URIRef
    onBehalfOfChain: URIRef
    addressee: URIRef
    addresseeChain: URIRef
    channel: URIRef
    about: URIRef
    aboutLink: URIRef
    attestedEvent: URIRef
    form: URIRef
    kind: URIRef
    part: URIRef
    nesting: URIRef
    within: URIRef
    verbatim: URIRef
    cue: URIRef
    disputes: URIRef
    foundBy: URIRef
    confidence: URIRef
    reportedIn: URIRef
    timeText: URIRef
    # spans
    evidence: URIRef
    sourceSpan: URIRef
    cueSpan: URIRef
    contentSpan: URIRef
    addresseeSpan: URIRef
    channelSpan: URIRef
    timeSpan: URIRef
    amountSpan: URIRef
    mention: URIRef
    nameMention: URIRef
    nominalMention: URIRef
    pronounMention: URIRef
    verbMention: URIRef
    nounMention: URIRef
    # chains
    chainType: URIRef
    gazetteerKey: URIRef
    refersTo: URIRef
    affiliationChain: URIRef
    identifiedAs: URIRef
    identifiedAsChain: URIRef
    # events
    conductedBy: URIRef
    target: URIRef
    status: URIRef
    agentChain: URIRef
    targetChain: URIRef
    placeChain: URIRef
    # figures
    measure: URIRef
    hedge: URIRef
    # roles
    memberChain: URIRef
    organizationChain: URIRef
    rolePlace: URIRef
    rolePlaceChain: URIRef
    qualifier: URIRef
    party: URIRef
    # articles and runs
    publisherName: URIRef
    authorName: URIRef
    copyOf: URIRef
    reportOf: URIRef
    reports: URIRef
    headlineSpan: URIRef
    warning: URIRef
    characters: URIRef
    # decisions
    left: URIRef
    right: URIRef
    verdict: URIRef
    reason: URIRef

    # value lists that the records themselves fix
    forms: URIRef
    Direct: URIRef
    Indirect: URIRef
    Mixed: URIRef
    kinds: URIRef
    Speech: URIRef
    Attitude: URIRef
    parts: URIRef
    Headline: URIRef
    Body: URIRef
    Caption: URIRef
    nestings: URIRef
    Outermost: URIRef
    Nested: URIRef
    statuses: URIRef
    Planned: URIRef
    Ordered: URIRef
    Underway: URIRef
    Done: URIRef
    Delayed: URIRef
    Denied: URIRef
    Hypothetical: URIRef
    Negated: URIRef
    verdicts: URIRef
    Same: URIRef
    Different: URIRef
    # value lists whose concepts the lexicons bring
    channels: URIRef
    measures: URIRef
    eventTypes: URIRef


class SCHEMA(DefinedNamespace):
    """The terms of schema.org that the graph uses (http, as in schema.org's own JSON-LD context)."""

    _fail = True
    _NS = Namespace("http://schema.org/")

    Claim: URIRef
    Event: URIRef
    GovernmentOrganization: URIRef
    NewsArticle: URIRef
    NewsMediaOrganization: URIRef
    Organization: URIRef
    OrganizationRole: URIRef
    Person: URIRef
    Place: URIRef
    QuantitativeValue: URIRef
    Quotation: URIRef
    about: URIRef
    affiliation: URIRef
    containedInPlace: URIRef
    datePublished: URIRef
    endDate: URIRef
    headline: URIRef
    inLanguage: URIRef
    latitude: URIRef
    longitude: URIRef
    maxValue: URIRef
    minValue: URIRef
    organizer: URIRef
    roleName: URIRef
    sameAs: URIRef
    sha256: URIRef
    softwareRequirements: URIRef
    softwareVersion: URIRef
    spokenByCharacter: URIRef
    startDate: URIRef
    text: URIRef
    unitText: URIRef
    url: URIRef


class NIF(DefinedNamespace):
    """The terms of the NLP Interchange Format 2 that the graph uses."""

    _fail = True
    _NS = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")

    Context: URIRef
    RFC5147String: URIRef
    String: URIRef
    anchorOf: URIRef
    beginIndex: URIRef
    endIndex: URIRef
    referenceContext: URIRef


class SEM(DefinedNamespace):
    """The terms of the Simple Event Model that the graph uses."""

    _fail = True
    _NS = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")

    Event: URIRef
    Place: URIRef
    eventType: URIRef
    hasActor: URIRef
    hasPlace: URIRef


class GAF(DefinedNamespace):
    """The terms of the Grounded Annotation Framework that the graph uses."""

    _fail = True
    _NS = Namespace("http://groundedannotationframework.org/gaf#")

    Instance: URIRef
    Mention: URIRef
    denotedBy: URIRef
    denotes: URIRef


PREFIXES: dict[str, str] = {
    "dct": str(DCTERMS),
    "foaf": str(FOAF),
    "gaf": str(GAF._NS),
    "nif": str(NIF._NS),
    "onr": str(ONR._NS),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA._NS),
    "sem": str(SEM._NS),
    "skos": str(SKOS),
    "xsd": str(XSD),
}
"""Prefixes that every writer and query of ours binds, in alphabetical order."""
