"""The table from records to ontology is whole, and ontology, lexicons and context say the same."""

from __future__ import annotations

import dataclasses
from typing import get_args

import pytest
from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import URIRef

from onrecord import model
from onrecord.rdf import mapping as m
from onrecord.rdf.context import context, context_text, properties
from onrecord.rdf.dataset import knowledge_quads
from onrecord.rdf.namespace import NIF, ONR, SCHEMA
from onrecord.rdf.rules import PREPARED
from onrecord.rdf.vocabulary import BEGIN, values, vocabulary_turtle
from onrecord.resources import shared

ONTOLOGY = shared("ontology", "onrecord.ttl").read_text(encoding="utf-8")
OURS = {str(ONR[name]) for name in ONR.__annotations__ if not name.startswith("_")}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(data=ONTOLOGY, format="turtle")


@pytest.mark.parametrize("record", m.MAPPING, ids=lambda record: record.__name__)
def test_every_field_has_a_rule(record: type) -> None:
    assert set(m.MAPPING[record].fields) == {field.name for field in dataclasses.fields(record)}


def test_every_record_of_the_model_is_mapped() -> None:
    containers = {model.Document, model.Knowledge, model.Mention}  # their fields are records or a span's form
    records = {c for c in vars(model).values() if dataclasses.is_dataclass(c) and c.__module__ == model.__name__}
    assert records - containers == set(m.MAPPING)


def test_every_rule_is_written() -> None:
    used = {type(rule) for row in m.MAPPING.values() for rule in row.fields.values()}
    assert used - {m.Elsewhere} == set(PREPARED)


def test_every_entity_type_and_mention_form_is_mapped() -> None:
    assert set(m.ENTITY_CLASSES) == set(get_args(model.EntityType)) - {"thing"}
    assert set(m.MENTION_PROPERTIES) == set(get_args(model.MentionForm))


def test_namespace_and_ontology_have_the_same_terms(ontology: Graph) -> None:
    defined = {str(s) for s in ontology.subjects() if str(s).startswith(str(ONR._NS))}
    assert defined == OURS | {str(value.iri) for value in values()}


def test_every_term_is_explained(ontology: Graph) -> None:
    for term in map(URIRef, sorted(OURS)):
        kinds = set(ontology.objects(term, RDF.type))
        if SKOS.Concept in kinds:
            assert ontology.value(term, SKOS.prefLabel) and ontology.value(term, SKOS.definition), term
            continue
        assert ontology.value(term, RDFS.label), term
        if SKOS.ConceptScheme not in kinds:
            assert ontology.value(term, RDFS.comment), term
        if kinds & {OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property}:
            assert ontology.value(term, RDFS.domain), term
            assert ontology.value(term, RDFS.range), term


def test_value_lists_are_those_of_the_lexicons() -> None:
    assert BEGIN + ONTOLOGY.partition(BEGIN)[2] == vocabulary_turtle(), "run python -m onrecord.rdf.vocabulary"


def test_context_file_is_the_derived_one() -> None:
    assert shared("ontology", "context.jsonld").read_text(encoding="utf-8") == context_text()


def test_local_names_in_the_context_are_distinct() -> None:
    assert len(context()) == len(properties()) + len([k for k in context() if k not in map(_local, properties())])
    assert len({_local(p) for p in properties()}) == len(properties())


def _local(iri: str) -> str:
    return iri.replace("/", "#").rpartition("#")[2]


def test_every_written_property_is_in_the_context(knowledge: model.Knowledge) -> None:
    written = {quad[1][1:-1] for quad in knowledge_quads(knowledge)}
    assert written - {str(p) for p in properties()} == {str(RDF.type)}


@pytest.mark.parametrize("value", values(), ids=lambda value: value.key)
def test_concepts_lead_back_to_their_keys(value: object) -> None:
    assert m.concept_key(value.scheme, str(value.iri)) == value.key  # type: ignore[attr-defined]


def test_concepts_never_take_a_name_of_the_ontology() -> None:
    fixed = {"forms", "kinds", "parts", "nestings", "statuses", "verdicts"}
    for value in values():
        if str(value.scheme).rpartition("#")[2] not in fixed:
            assert str(value.iri) not in OURS, value.key


def test_values_of_the_model_are_concepts() -> None:
    keys = {(value.scheme, value.key) for value in values()}
    for scheme, literal in (
        (ONR.forms, model.Manner),
        (ONR.kinds, model.Kind),
        (ONR.parts, model.Part),
        (ONR.statuses, model.Status),
    ):
        assert {key for s, key in keys if s == scheme} == set(get_args(literal))


@pytest.mark.parametrize("namespace", [ONR, SCHEMA, NIF], ids=lambda n: n.__name__)
def test_a_misspelt_term_fails(namespace: type) -> None:
    with pytest.raises(AttributeError):
        _ = namespace.beginIndx  # type: ignore[attr-defined]
