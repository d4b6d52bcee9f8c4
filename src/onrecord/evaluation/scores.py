"""Scores of coreference over a set of mentions: MUC, B³, CEAFe, their mean (CoNLL), LEA.

MUC: Vilain and others 1995; B³: Bagga and Baldwin 1998; CEAFe: Luo 2005; CoNLL: Pradhan and others 2012;
LEA: Moosavi and Strube 2016. Clusterings are mappings from mention to cluster, over the same mentions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping

import networkx as nx

Clustering = Mapping[Hashable, Hashable]


def conll(gold: Clustering, found: Clustering) -> dict[str, float]:
    """The scores by name, each an F1 from 0 to 1."""
    muc = _f1(_muc(found, gold), _muc(gold, found))
    b3 = _f1(_b3(found, gold), _b3(gold, found))
    ceafe = _f1(*_ceafe(gold, found))
    lea = _f1(_lea(found, gold), _lea(gold, found))
    return {"MUC": muc, "B3": b3, "CEAFe": ceafe, "CoNLL": (muc + b3 + ceafe) / 3, "LEA": lea}


def without_singletons(gold: Clustering, found: Clustering) -> tuple[Clustering, Clustering]:
    """Both clusterings without the mentions that are alone in both."""
    sizes, others = Counter(gold.values()), Counter(found.values())
    kept = [mention for mention in gold if sizes[gold[mention]] > 1 or others[found[mention]] > 1]
    return {m: gold[m] for m in kept}, {m: found[m] for m in kept}


def _groups(clustering: Clustering) -> list[list[Hashable]]:
    found: dict[Hashable, list[Hashable]] = defaultdict(list)
    for mention, cluster in clustering.items():
        found[cluster].append(mention)
    return list(found.values())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _muc(of: Clustering, by: Clustering) -> float:
    """The share of the links of ``of`` that ``by`` has: precision where ``of`` is what was found."""
    kept = links = 0
    for group in _groups(of):
        kept += len(group) - len({by[mention] for mention in group})
        links += len(group) - 1
    return kept / links if links else 0.0


def _b3(of: Clustering, by: Clustering) -> float:
    total = 0.0
    for group in _groups(of):
        total += sum(n * n for n in Counter(by[mention] for mention in group).values()) / len(group)
    return total / len(of) if of else 0.0


def _ceafe(gold: Clustering, found: Clustering) -> tuple[float, float]:
    """Precision and recall of the best one-to-one alignment of clusters, each pair worth its Dice coefficient."""
    golden, ours = Counter(gold.values()), Counter(found.values())
    graph = nx.Graph()
    for (left, right), n in Counter((gold[m], found[m]) for m in gold).items():
        graph.add_edge(("gold", left), ("found", right), weight=2 * n / (golden[left] + ours[right]))
    total = 0.0
    for component in nx.connected_components(graph):
        part = graph.subgraph(component)
        total += sum(part.edges[edge]["weight"] for edge in nx.max_weight_matching(part))
    return (total / len(ours) if ours else 0.0, total / len(golden) if golden else 0.0)


def _lea(of: Clustering, by: Clustering) -> float:
    sizes = Counter(by.values())
    total, count = 0.0, 0
    for group in _groups(of):
        links = len(group) * (len(group) - 1) / 2
        if links:
            share = sum(n * (n - 1) / 2 for n in Counter(by[m] for m in group).values()) / links
        else:
            share = float(sizes[by[group[0]]] == 1)
        total += len(group) * share
        count += len(group)
    return total / count if count else 0.0
