"""The ontology as others use it: what OWL 2 RL concludes, an example of every term, a context that goes round."""

from __future__ import annotations

import html
import json
import subprocess
import sys
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import to_isomorphic
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import BNode, Node, URIRef

from fixtures_knowledge import RUN
from onrecord.export import FORMATS
from onrecord.model import Knowledge
from onrecord.rdf.dataset import knowledge_quads
from onrecord.rdf.namespace import NIF, ONR, ORG, PROV, SCHEMA, SEM
from onrecord.rdf.vocabulary import BEGIN
from onrecord.resources import shared
from onrecord.store import Store

ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
OURS = str(ONR._NS)
ALIGNED = (str(SEM._NS), str(PROV), str(SCHEMA._NS), str(NIF._NS), str(ORG), "http://www.opengis.net/ont/geosparql#",
           "http://www.w3.org/ns/oa#", "http://linkedevents.org/ontology/")  # fmt: skip


def ontology() -> Graph:
    return Graph().parse(data=shared("ontology", "onrecord.ttl").read_text(encoding="utf-8"), format="turtle")


def terms(graph: Graph) -> set[Node]:
    """The classes and properties of ours."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return {s for kind in kinds for s in graph.subjects(RDF.type, kind) if str(s).startswith(OURS)}


@pytest.fixture(scope="module")
def data(knowledge: Knowledge) -> Graph:
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o, _ in knowledge_quads(knowledge, run=RUN) if "raid/2" not in s)
    return Graph().parse(data=lines, format="nt")


def closed(graph: Graph) -> Graph:
    result = Graph()
    for triple in graph:
        result.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(result)
    return result


def unasked(data: Graph, ontology: Graph) -> list[tuple[str, str]]:
    """Types of ours that only a domain, a range or the like gives, and errors that OWL 2 RL finds."""
    inferred = closed(data + ontology)
    found = [("error", str(inferred.value(node, None))) for node in inferred.subjects(RDF.type, ERROR)]
    for node in {s for s in data.subjects() if not str(s).startswith(OURS)}:
        stated = set(data.objects(node, RDF.type))
        meant = {above for cls in stated for above in ontology.transitive_objects(cls, RDFS.subClassOf)}
        for cls in set(inferred.objects(node, RDF.type)) - meant:
            if str(cls).startswith(OURS):
                found.append((str(node), str(cls)))
    return sorted(found)


def test_owl_concludes_nothing_that_was_not_meant(data: Graph) -> None:
    assert unasked(data, ontology()) == []


def test_a_domain_that_is_too_narrow_would_be_seen(data: Graph) -> None:
    narrow = ontology()
    narrow.add((ONR.reportedIn, RDFS.domain, ONR.Statement))
    assert any(cls == str(ONR.Statement) for _, cls in unasked(data, narrow))
    narrow.add((ONR.Statement, OWL.disjointWith, ONR.Chain))
    assert any(node == "error" for node, _ in unasked(data, narrow))


def test_the_ontology_says_what_it_is() -> None:
    graph, iri = ontology(), URIRef(OURS.rstrip("#"))
    assert str(graph.value(iri, OWL.versionIRI)).endswith(str(graph.value(iri, OWL.versionInfo)))
    text = shared("ontology", "onrecord.ttl").read_text(encoding="utf-8")
    aligned = {str(o) for p in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch) for o in graph.objects(None, p)}
    for namespace in ALIGNED:
        assert any(iri.startswith(namespace) for iri in aligned), namespace
    assert "skos:ConceptScheme" in text


def test_every_term_has_an_example() -> None:
    examples = Graph().parse(data=shared("ontology", "examples.ttl").read_text(encoding="utf-8"), format="turtle")
    given = {s: str(o) for s, o in examples.subject_objects(SKOS.example)}
    assert sorted(map(str, terms(ontology()) - given.keys())) == []
    for term, example in given.items():
        read = Graph().parse(data=example, format="turtle")
        assert any(term in triple for triple in read), term


def test_the_context_goes_round(knowledge: Knowledge, tmp_path: Path) -> None:
    store = Store(knowledge_quads(knowledge, run=RUN))
    FORMATS["jsonld"].write(store, tmp_path / "graph.jsonld")
    quads = set(ox.parse("".join(map("{0[0]} {0[1]} {0[2]} {0[3]} .\n".format, knowledge_quads(knowledge, run=RUN))),
                         format=ox.RdfFormat.N_QUADS))  # fmt: skip
    assert set(ox.parse(path=tmp_path / "graph.jsonld", format=ox.RdfFormat.JSON_LD)) == quads
    # Compacted by our context, and read back by another reader.
    context = json.loads(shared("ontology", "context.jsonld").read_text(encoding="utf-8"))
    article = next(iter(sorted(store.articles())))
    graph = Graph()
    graph.parse(
        data="".join(
            f"{quad.triple} .\n"
            for quad in quads
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value == article
        ),
        format="nt",
    )
    compact = graph.serialize(format="json-ld", context=context["@context"], auto_compact=True)
    assert '"https://w3id.org/onrecord/ns#speaker"' not in compact
    back = Dataset()
    back.parse(data=compact, format="json-ld")
    again = Graph()
    for s, p, o, _ in back.quads():
        again.add((s, p, o))
    assert not [node for node in again.all_nodes() if isinstance(node, BNode)]
    assert to_isomorphic(again) == to_isomorphic(graph)


def test_pylode_documents_every_term_with_its_example(tmp_path: Path) -> None:
    hand, examples = (shared("ontology", n).read_text(encoding="utf-8") for n in ("onrecord.ttl", "examples.ttl"))
    (tmp_path / "onrecord.ttl").write_text(hand.partition(BEGIN)[0] + examples, encoding="utf-8")
    command = [sys.executable, "-m", "pylode", str(tmp_path / "onrecord.ttl"), "-o", str(tmp_path / "onrecord.html")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    page = html.unescape((tmp_path / "onrecord.html").read_text(encoding="utf-8"))
    assert "<title>onrecord: who said what about which operation</title>" in page
    for term in terms(ontology()):
        assert f"{term}<" in page, term
    assert "onr:jointSpeaker <https://example.org/kg/person/ann-lee>" in page
