"""Graphs of any size for the benchmarks, in the view *statements*: who speaks about which operation is drawn by lot."""

from __future__ import annotations

import random

import networkx as nx

_FIRST = ("Ann", "José", "Maria", "Li", "Omar", "Ruth", "Kofi", "Ines", "Jonas", "Mei", "Tariq", "Vera", "Paul", "Aiko")
_LAST = ("Smith", "Pérez", "Okafor", "Chen", "Haddad", "Novak", "Larsen", "Silva", "Mensah", "Weber", "Kaya", "Rossi")
_MANNERS = ("direct", "indirect", "mixed")
_KINDS = ("person", "person", "person", "agency", "organization", "unnamed", "outlet")
_WORDS = ("the", "operation", "went", "as", "planned", "but", "families", "are", "looking", "for", "answers")


def statements_graph(nodes: int, lines: int, seed: int = 7) -> nx.MultiDiGraph:
    """A graph whose view *speakers-operations* has ``nodes`` nodes and about ``lines`` lines, one statement each.

    One node in twenty is an operation. As in the news, few operations and few speakers have most of the statements.
    """
    lot = random.Random(seed)
    base = "https://example.org/kg/"
    graph = nx.MultiDiGraph()
    operations = [f"{base}operation/{i}" for i in range(max(1, nodes // 20))]
    speakers = [f"{base}person/{i}" for i in range(nodes - len(operations))]
    articles = [f"{base}article/{i}" for i in range(max(1, lines // 12))]
    for i, iri in enumerate(articles):
        date = f"20{10 + i % 15}-{1 + i % 12:02d}-{1 + i % 28:02d}"
        graph.add_node(iri, type="article", label=f"Report {i}", publisher=f"Paper {i % 40}", published=date)
    for i, iri in enumerate(operations):
        graph.add_node(iri, type="operation", label=f"Raid {i} in {lot.choice(_LAST)} County", event_type="raid")
    for i, iri in enumerate(speakers):
        label = f"{lot.choice(_FIRST)} {lot.choice(_LAST)} {i}"
        graph.add_node(iri, type=lot.choice(_KINDS), label=label)
    pairs = {(speaker, _early(lot, operations)) for speaker in speakers}
    for operation in operations:
        pairs.add((_early(lot, speakers), operation))
    while len(pairs) < min(lines, len(speakers) * len(operations) // 2):
        pairs.add((_early(lot, speakers), _early(lot, operations)))
    for i, (speaker, operation) in enumerate(sorted(pairs)):
        iri, article = f"{base}statement/{i}", articles[i % len(articles)]
        text = " ".join(lot.choices(_WORDS, k=12))
        graph.add_node(
            iri, type="statement", label=text, text=text, cue="said", manner=lot.choice(_MANNERS),
            kind="speech", part="body", nested=False, confidence=0.9, article=article, begin_index=i, end_index=i + 1,
        )  # fmt: skip
        graph.add_edge(speaker, iri, key="said", relation="said")
        graph.add_edge(iri, operation, key="about", relation="about", confidence=1.0)
        graph.add_edge(iri, article, key="reported_in", relation="reported_in")
    return graph


def _early(lot: random.Random, choices: list[str]) -> str:
    """One of ``choices``, those at the beginning more often."""
    return choices[int(len(choices) * lot.random() ** 2)]
