"""Still pictures: what they count, what they say, the same bytes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from matplotlib.text import Text

import fixtures_knowledge
from onrecord.cli_ask import PLOTS
from onrecord.errors import InputError, OutputError
from onrecord.graphview import to_networkx
from onrecord.plotting import PICTURES, plot, save
from onrecord.rdf.dataset import knowledge_quads
from onrecord.store import Store

RAID = "https://example.org/kg/operation/elm-county-raid"


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    known = fixtures_knowledge.knowledge()
    return to_networkx(Store(knowledge_quads(replace(known, documents=known.documents[:2]))).dataset)


def texts(figure: Any) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(Text))


def test_the_command_line_offers_all_pictures() -> None:
    assert tuple(PICTURES) == PLOTS


@pytest.mark.parametrize("what", PLOTS)
@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_the_same_graph_gives_the_same_bytes(graph: nx.MultiDiGraph, what: Any, suffix: str, tmp_path: Path) -> None:
    paths = [tmp_path / f"{i}{suffix}" for i in (1, 2)]
    for path in paths:
        save(plot(graph, what), path)
    first, second = (path.read_bytes() for path in paths)
    assert first == second
    assert len(first) > 3000
    assert first.startswith({".svg": b"<?xml", ".png": b"\x89PNG", ".pdf": b"%PDF"}[suffix])


def test_speakers_are_those_of_speech_unless_all_are_asked_for(graph: nx.MultiDiGraph) -> None:
    written = texts(plot(graph, "speakers"))
    assert "Ann Smith" in written
    assert "Officials" not in written  # they "believe"
    assert "3 in headlines, inside other statements, or believed and wished are left out" in written
    everything = texts(plot(graph, "speakers", everything=True))
    assert "Officials" in everything
    assert "left out" not in everything


def test_figures_stand_with_who_gives_them_and_conflict_is_said(graph: nx.MultiDiGraph) -> None:
    written = texts(plot(graph, "figures", operations=[RAID]))
    assert "in conflict" in written
    assert "a BO official: “" in written
    assert "Workers' Union: “" in written
    assert "Figures reported: Elm County plant raid" in written


def test_the_network_has_the_lines_of_the_page(graph: nx.MultiDiGraph) -> None:
    figure = plot(graph, "network", operations=[RAID])
    written = texts(figure)
    assert "Elm County plant raid" in written
    assert "José Pérez" in written
    dashed = [line for line in figure.axes[0].lines if line.get_linestyle() == "--"]
    assert dashed


def test_the_timeline_has_a_dot_for_each_day(graph: nx.MultiDiGraph) -> None:
    figure = plot(graph, "timeline", operations=[RAID])
    assert sum(len(dots.get_offsets()) for dots in figure.axes[0].collections) == 2
    assert "Elm County plant raid" in texts(figure)


@pytest.mark.parametrize("what", PLOTS)
def test_names_are_text_and_no_formula(graph: nx.MultiDiGraph, what: Any, tmp_path: Path) -> None:
    bad = nx.MultiDiGraph(graph)
    text = "$\\frac{1}{0}$ <script>&\x00\u202e 字 $x$"
    for _, attributes in bad.nodes(data=True):
        attributes |= {"label": text, "text": text}
    path = tmp_path / "picture.svg"
    save(plot(bad, what, everything=True), path)
    ElementTree.parse(path)


def test_what_is_not_right_is_said(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no picture 'pie': choose one of network"):
        plot(graph, "pie")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="nothing to draw in the picture of speakers; try --all"):
        plot(nx.MultiDiGraph(), "speakers")
    with pytest.raises(InputError, match=r"a picture ends in \.svg, \.png, \.pdf"):
        save(plot(graph, "speakers"), tmp_path / "x.gif")
    with pytest.raises(OutputError, match="cannot write the picture"):
        save(plot(graph, "speakers"), tmp_path / "no" / "x.svg")
