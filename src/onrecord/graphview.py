"""The dataset of a build as a :class:`networkx.MultiDiGraph`, in three views.

Pure: reads the dataset, changes nothing, and gives nodes and edges in the same order every time (articles, then
entities and events, then what is said, each by IRI). Node ids are IRIs. Every node has ``type`` and ``label``; every
edge has ``relation``, and its key is the relation, or the IRI of the role for roles. Attributes are strings, integers,
floats, booleans or tuples of these; what is not known is absent.

**statements**: everything, a node a thing.

=====================  ======================================================================================
``type`` of a node     attributes besides ``label``
=====================  ======================================================================================
article                title, identifier, url, publisher, published (ISO date)
person, agency …       names, links (IRIs elsewhere), latitude, longitude; the types of
                       :data:`onrecord.model.EntityType`
operation, event       names, event_type, status, start, end (ISO dates)
statement              text, cue, manner, kind, part, nested, channel, time (as written), found_by, confidence,
                       article, begin_index, end_index (hull, code points), content, source, cue_spans,
                       addressee_spans, channel_spans, time_spans: tuples of (begin, end)
figure                 text, measure, minimum, maximum, unit, hedge, time, confidence, article, begin_index,
                       end_index
=====================  ======================================================================================

Relations: ``said`` (speaker → statement) and ``gave`` (speaker → figure), with ``joint`` True where somebody says it
together with the speaker who is named first, ``told`` and ``on_behalf_of`` (statement →
entity), ``about`` (statement or figure → event; confidence), ``reported_in`` (→ article), ``within``, ``disputes``,
``conducted_by``, ``target`` and ``place`` (event → entity), ``role`` (person → organization, or → article where the
title stands alone; title, qualifier, party, article, begin_index, end_index), ``affiliation``, ``identified_as`` and
``part_of`` (entity → entity).

**speakers-operations**: who speaks about what, statements bundled. Nodes are speakers and the operations they speak
about; a statement about no operation hangs on its article, so that the bundles hold every statement with a speaker;
a joint statement is in the bundle of each who says it.
``said`` edges carry statements (count), direct, indirect, mixed, speech, attitude (counts), first, last (dates) and
iris (tuple); ``conducted_by`` and ``place`` edges join the operations to agencies and places.

**co-mention**: entities named in the same article; ``co_mention`` edges from the smaller to the greater IRI with
articles (count).

:func:`onrecord.page.looks.add_looks` gives the nodes of any view the places, sizes and colours of the page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Any, Literal, TypeAlias, get_args

import networkx as nx
from rdflib import Dataset

from onrecord.collecting import no_collecting
from onrecord.graphfacts import Facts, facts_of
from onrecord.model import EntityType
from onrecord.rdf.mapping import ENTITY_CLASSES
from onrecord.rdf.namespace import DCTERMS, ONR, ORG, RDFS, SCHEMA, SEM, SKOS
from onrecord.store import Store

View: TypeAlias = Literal["statements", "speakers-operations", "co-mention"]
VIEWS: tuple[str, ...] = get_args(View)

# An agency is an organization as well: the first of these that a thing has is the one it is shown as.
_TYPE_ORDER: tuple[EntityType, ...] = (*(type for type in ENTITY_CLASSES if type != "organization"), "organization")

_ENTITY_RELATIONS = (
    ("affiliation", SCHEMA.affiliation),
    ("identified_as", ONR.identifiedAs),
    ("part_of", ORG.subOrganizationOf),
    ("part_of", SCHEMA.containedInPlace),
)
_EVENT_RELATIONS = (("conducted_by", ONR.conductedBy), ("target", ONR.target), ("place", SEM.hasPlace))
_STATEMENT_RELATIONS = (
    ("told", ONR.addressee),
    ("on_behalf_of", ONR.onBehalfOf),
    ("within", ONR.within),
    ("disputes", ONR.disputes),
)
# What is asked of the parts of an article that refer to a thing.
_ASKED_OF_STATEMENTS = {ONR.Evidence: (), ONR.Chain: (), ONR.AttestedEvent: (ONR.refersTo,)}
_ASKED_OF_MENTIONS = {ONR.Evidence: (), ONR.Chain: (ONR.refersTo, ONR.reportedIn), ONR.AttestedEvent: ()}
_STATEMENT_SPANS = (
    ("content", ONR.contentSpan),
    ("source", ONR.sourceSpan),
    ("cue_spans", ONR.cueSpan),
    ("addressee_spans", ONR.addresseeSpan),
    ("channel_spans", ONR.channelSpan),
    ("time_spans", ONR.timeSpan),
)


def to_networkx(source: Dataset | Store, view: View = "statements") -> nx.MultiDiGraph:
    """The ``view`` of a dataset or store; the module's docstring lists nodes, edges and attributes.

    The store of a large build gives it in a fraction of the time that its dataset takes. Raises :class:`ValueError`
    for a view that does not exist.
    """
    if view not in VIEWS:
        raise ValueError(f"no view {view!r}: choose one of {', '.join(VIEWS)}")
    with no_collecting():
        if view == "co-mention":
            return _co_mention(facts_of(source, _ASKED_OF_MENTIONS))
        statements = _statements(facts_of(source, _ASKED_OF_STATEMENTS))
        return statements if view == "statements" else bundled(statements)


def _known(**attributes: Any) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None and value != ()}


def _number(value: str | None) -> float | None:
    return None if value is None else float(value)


def _whole(value: str | None) -> int | None:
    return None if value is None else int(value)


def _entity_types(facts: Facts) -> dict[str, str]:
    """Entity → type."""
    types: dict[str, str] = {}
    for type in _TYPE_ORDER:
        for subject in facts.instances(ENTITY_CLASSES[type][0]):
            types.setdefault(subject, type)
    return types


def _statements(facts: Facts) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for article in sorted(facts.instances(ONR.Article)):
        graph.add_node(article, **_article(facts, article))
    entities = _entity_types(facts)
    events, operations = facts.instances(ONR.Event), facts.instances(ONR.Operation)
    for subject in sorted(entities.keys() | events):
        type = entities.get(subject) or ("operation" if subject in operations else "event")
        graph.add_node(subject, **_thing(facts, subject, type))
    statements, figures = sorted(facts.instances(ONR.Statement)), sorted(facts.instances(ONR.ReportedFigure))
    for subject in statements:
        graph.add_node(subject, **_statement(facts, subject))
    for subject in figures:
        graph.add_node(subject, **_figure(facts, subject))

    def join(source: str, target: str, relation: str, key: str | None = None, **attributes: Any) -> None:
        # What stands outside this dataset has neither type nor label: no node is invented for it.
        if source in graph and target in graph:
            graph.add_edge(source, target, key=key or relation, relation=relation, **attributes)

    for subject in sorted(entities.keys() | events):
        for relation, property in _ENTITY_RELATIONS if subject in entities else _EVENT_RELATIONS:
            for value in facts.all(subject, property):
                join(subject, value, relation)
    confidences = _about_confidences(facts)
    for subject in (*statements, *figures):
        for value in facts.all(subject, ONR.about):
            join(subject, value, "about", confidence=confidences.get((subject, value), 1.0))
        for value in facts.all(subject, ONR.reportedIn):
            join(subject, value, "reported_in")
    for subject in statements:
        for value in facts.all(subject, ONR.speaker):
            join(value, subject, "said")
        for value in facts.all(subject, ONR.jointSpeaker):
            if value not in facts.all(subject, ONR.speaker):
                join(value, subject, "said", joint=True)
        for relation, property in _STATEMENT_RELATIONS:
            for value in facts.all(subject, property):
                join(subject, value, relation)
    for subject in figures:
        for value in facts.all(subject, ONR.speaker):
            join(value, subject, "gave")
        for within in facts.all(subject, ONR.within):
            for value in facts.all(within, ONR.jointSpeaker):
                if value not in facts.all(subject, ONR.speaker):
                    join(value, subject, "gave", joint=True)
    for role in sorted(facts.instances(ONR.RoleHolding)):
        article = facts.one(role, ONR.reportedIn) or ""
        for person in facts.all(role, ORG.member):
            for target in facts.all(role, ORG.organization) or (article,):
                join(person, target, "role", key=role, **_role(facts, role, article))
    return graph


def _article(facts: Facts, subject: str) -> dict[str, Any]:
    identifier = facts.one(subject, DCTERMS.identifier)
    return _known(
        type="article",
        label=facts.one(subject, RDFS.label) or identifier or subject,
        title=facts.one(subject, SCHEMA.headline),
        identifier=identifier,
        url=facts.one(subject, SCHEMA.url),
        publisher=facts.one(subject, ONR.publisherName),
        published=facts.one(subject, SCHEMA.datePublished),
    )


def _thing(facts: Facts, subject: str, type: str) -> dict[str, Any]:
    label = facts.one(subject, RDFS.label) or subject
    common = _known(type=type, label=label, names=facts.all(subject, SKOS.altLabel))
    if type in ("operation", "event"):
        return common | _known(
            event_type=facts.key(subject, SEM.eventType, ONR.eventTypes),
            status=facts.key(subject, ONR.status, ONR.statuses),
            start=facts.one(subject, SCHEMA.startDate),
            end=facts.one(subject, SCHEMA.endDate),
        )
    return common | _known(
        links=facts.all(subject, SCHEMA.sameAs) + facts.all(subject, SCHEMA.url),
        latitude=_number(facts.one(subject, SCHEMA.latitude)),
        longitude=_number(facts.one(subject, SCHEMA.longitude)),
    )


def _evidence(facts: Facts, subject: str) -> dict[str, Any]:
    hull = facts.spans(subject, ONR.evidence)
    return {"begin_index": hull[0][0], "end_index": hull[0][1]} if hull else {}


def _statement(facts: Facts, subject: str) -> dict[str, Any]:
    text = facts.one(subject, SCHEMA.text) or ""
    nesting = facts.one(subject, ONR.nesting)
    return _known(
        type="statement",
        label=text if len(text) <= 80 else f"{text[:79]}…",
        text=text,
        cue=facts.one(subject, ONR.cue),
        manner=facts.key(subject, ONR.form, ONR.forms) or "indirect",
        kind=facts.key(subject, ONR.kind, ONR.kinds) or "speech",
        part=facts.key(subject, ONR.part, ONR.parts) or "body",
        nested=nesting == str(ONR.Nested),
        channel=facts.key(subject, ONR.channel, ONR.channels),
        time=facts.one(subject, ONR.timeText),
        found_by=facts.one(subject, ONR.foundBy),
        confidence=_number(facts.one(subject, ONR.confidence)),
        article=facts.one(subject, ONR.reportedIn),
        **_evidence(facts, subject),
        **{name: facts.spans(subject, property) for name, property in _STATEMENT_SPANS},
    )


def _figure(facts: Facts, subject: str) -> dict[str, Any]:
    text = facts.one(subject, SCHEMA.text) or ""
    return _known(
        type="figure",
        label=text,
        text=text,
        measure=facts.key(subject, ONR.measure, ONR.measures),
        minimum=_whole(facts.one(subject, SCHEMA.minValue)),
        maximum=_whole(facts.one(subject, SCHEMA.maxValue)),
        unit=facts.one(subject, SCHEMA.unitText),
        hedge=facts.one(subject, ONR.hedge),
        time=facts.one(subject, ONR.timeText),
        confidence=_number(facts.one(subject, ONR.confidence)),
        article=facts.one(subject, ONR.reportedIn),
        **_evidence(facts, subject),
    )


def _role(facts: Facts, subject: str, article: str) -> dict[str, Any]:
    return _known(
        title=facts.one(subject, SCHEMA.roleName),
        qualifier=facts.one(subject, ONR.qualifier),
        party=facts.one(subject, ONR.party),
        article=article,
        **_evidence(facts, subject),
    )


def _about_confidences(facts: Facts) -> dict[tuple[str, str], float]:
    """How sure it is that a statement or figure is about an event: the best of its links to that event."""
    best: dict[tuple[str, str], float] = {}
    for subject, links in facts.of(ONR.aboutLink).items():
        for link in links:
            attested = facts.one(link, ONR.attestedEvent)
            event = facts.one(attested, ONR.refersTo) if attested else None
            if event is not None:
                confidence = _number(facts.one(link, ONR.confidence)) or 0.0
                best[subject, event] = max(confidence, best.get((subject, event), 0.0))
    return best


def bundled(statements: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The view *speakers-operations* of a graph in the view *statements*."""
    bundles: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for speaker, statement, relation in statements.edges(data="relation"):
        if relation == "said":
            for hub in subjects(statements, statement):
                bundles[speaker, hub].append(statement)
    graph = nx.MultiDiGraph()
    hubs = {hub for _, hub in bundles}
    speakers = {speaker for speaker, _ in bundles}
    ties = [
        (event, target, relation)
        for event, target, relation in statements.edges(data="relation")
        if event in hubs and relation in ("conducted_by", "place")
    ]
    kept = hubs | speakers | {target for _, target, _ in ties}
    graph.add_nodes_from((node, attributes) for node, attributes in statements.nodes(data=True) if node in kept)
    for (speaker, hub), members in sorted(bundles.items()):
        graph.add_edge(speaker, hub, key="said", relation="said", **_bundle(statements, members))
    for event, target, relation in ties:
        graph.add_edge(event, target, key=relation, relation=relation)
    return graph


def subjects(statements: nx.MultiDiGraph, statement: str) -> tuple[str, ...]:
    """The operations that a statement is about, else the article that it stands in."""
    edges = list(statements.out_edges(statement, data="relation"))
    about = {target for _, target, relation in edges if relation == "about"}
    operations = {target for target in about if statements.nodes[target]["type"] == "operation"}
    return tuple(sorted(operations or {target for _, target, relation in edges if relation == "reported_in"}))


def speakers_of(graph: nx.MultiDiGraph, iri: str, relation: str = "said") -> tuple[str, ...]:
    """Who says a statement of a graph in the view *statements*, or ("gave") gives a figure, the first named first."""
    edges = graph.in_edges(iri, data=True)
    found = sorted((a.get("joint", False), source) for source, _, a in edges if a["relation"] == relation)
    return tuple(source for _, source in found)


def _bundle(statements: nx.MultiDiGraph, members: Iterable[str]) -> dict[str, Any]:
    iris = tuple(sorted(members))
    nodes = [statements.nodes[iri] for iri in iris]
    manners = Counter(node["manner"] for node in nodes)
    kinds = Counter(node["kind"] for node in nodes)
    dates = sorted(
        date for node in nodes if (date := statements.nodes.get(node.get("article"), {}).get("published")) is not None
    )
    return _known(
        statements=len(iris),
        **{manner: manners[manner] for manner in ("direct", "indirect", "mixed")},
        **{kind: kinds[kind] for kind in ("speech", "attitude")},
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        iris=iris,
    )


def _co_mention(facts: Facts) -> nx.MultiDiGraph:
    entities = _entity_types(facts)
    mentioned: defaultdict[str, set[str]] = defaultdict(set)
    for chain, targets in facts.of(ONR.refersTo).items():
        for article in facts.all(chain, ONR.reportedIn):
            mentioned[article].update(target for target in targets if target in entities)
    together: Counter[tuple[str, str]] = Counter()
    for things in mentioned.values():
        together.update(combinations(sorted(things), 2))
    graph = nx.MultiDiGraph()
    for subject in sorted(set().union(*mentioned.values())):
        graph.add_node(subject, **_thing(facts, subject, entities[subject]))
    for (left, right), articles in sorted(together.items()):
        graph.add_edge(left, right, key="co_mention", relation="co_mention", articles=articles)
    return graph
