"""Writes ``examples.ttl``: for each term of the ontology a triple or two in which a built graph uses it.

    python ontology/make_examples.py graph/examples.nq [MORE.nq ...]

A class is shown by the first node of it with its label or words, a property by its first triple; "first" is the order
of N-Quads, so that the same graph gives the same examples. What no graph has yet stands in ``BY_HAND``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import OWL, RDF

HERE = Path(__file__).parent
NAMESPACE = "https://w3id.org/onrecord/ns#"
BASE = "https://example.org/kg/"
BY_HAND = {
    "authorName": f'<{BASE}article/a> onr:authorName "Ann Lee" .',
    "jointSpeakerChain": f"<{BASE}statement/1> onr:jointSpeakerChain <{BASE}chain/1> , <{BASE}chain/2> .",
    "Attested": f"<{BASE}statement/1> a onr:Statement , onr:Attested .",
    "jointSpeaker": f"<{BASE}statement/1> onr:jointSpeaker <{BASE}person/ann-lee> , <{BASE}person/bob-poe> .",
    "mention": f"<{BASE}chain/1> onr:mention <{BASE}article/a#char=0,7> .",
}
HEAD = """# An example of each term, as Turtle (its prefix onr: is that of the ontology): written by make_examples.py.
@prefix onr:  <https://w3id.org/onrecord/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

"""
LONGEST = 160


def main() -> None:
    """Write the file from the graphs that the command line names."""
    ontology = Graph().parse(HERE / "onrecord.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = sorted(
        {str(s) for kind in kinds for s in ontology.subjects(RDF.type, kind) if str(s).startswith(NAMESPACE)}
    )
    examples: dict[str, str] = {}
    for path in sys.argv[1:]:
        for quad in ox.parse(path=path, format=ox.RdfFormat.N_QUADS):
            said = str(quad.object)
            if len(said) > LONGEST or '\\"' in said:
                continue
            for term in {quad.predicate.value, getattr(quad.object, "value", "")} & set(terms):
                if term == quad.predicate.value or quad.predicate.value == str(RDF.type):
                    examples.setdefault(term, f"{quad.subject} {quad.predicate} {said} .")
    prefix = f"@prefix onr: <{NAMESPACE}> . "
    lines = []
    for term in terms:
        name = term.removeprefix(NAMESPACE)
        example = examples.get(term)
        if example is None and name in BY_HAND:
            example = BY_HAND[name]
        if example is None:
            print(f"no graph given has {name}", file=sys.stderr)
            continue
        example = example.replace(f"<{RDF.type}>", "a")
        for word in {part for part in example.split() if part.startswith(f"<{NAMESPACE}")}:
            example = example.replace(word, f"onr:{word[len(NAMESPACE) + 1 : -1]}")
        literal = ox.Literal(prefix + example)
        lines.append(f"onr:{name} skos:example {literal} .\n")
    (HERE / "examples.ttl").write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
