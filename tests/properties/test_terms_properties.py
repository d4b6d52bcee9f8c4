"""Whatever the text, its literal is canonical, loads, and gives the text back."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from onrecord.rdf import terms as t

ANYTHING = st.text(st.characters(codec=None))


@given(ANYTHING)
def test_a_literal_is_what_pyoxigraph_writes(text: str) -> None:
    line = t.line(("<http://e.x/s>", "<http://e.x/p>", t.plain(text), "<http://e.x/g>"))
    quads = list(ox.parse(line.encode(), format=ox.RdfFormat.N_QUADS))
    assert quads[0].object == ox.Literal(t.loadable(text))
    assert (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode() == line


@given(ANYTHING)
def test_the_characters_come_back(text: str) -> None:
    assert t.value_of(t.plain(text)) == t.loadable(text)
    assert t.value_of(t.tagged(text, "en")) == t.loadable(text)


@given(ANYTHING)
def test_an_outside_address_is_an_iri_or_nothing(text: str) -> None:
    for candidate in (text, "https://" + text, "http://a.example/" + text):
        iri = t.outside_iri(candidate)
        if iri is not None:
            assert ox.NamedNode(iri).value.lower().startswith("http")


@given(ANYTHING, ANYTHING)
def test_keys_of_different_things_stay_different(left: str, right: str) -> None:
    assert (t.path_segment(left) == t.path_segment(right)) == (left == right)
