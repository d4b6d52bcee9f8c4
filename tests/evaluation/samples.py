"""Draw answers to check by hand: pronouns as sources, or links of places, each in its passage.

usage: python tests/evaluation/samples.py pronouns|places|towns ARTICLES [ARTICLES ...] [--count 100] [--seed 1]
           [--attribution METHOD]

ARTICLES are JSON Lines files (.gz too) or folders, read and annotated as ``onrecord annotate`` does; for places
all of them are resolved together. Prints what share has an answer, then the draw: a line each with a number, our
answer, and the passage with the mention in double square brackets. The same seed draws the same sample.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from onrecord.annotate.many import Failure, annotate_many
from onrecord.model import Chain, Document, Span
from onrecord.read import read_articles
from onrecord.resolve import resolve

BEFORE, AFTER = 420, 160  # characters shown around a mention
PRONOUNS = {"he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "i", "me", "we", "us"}
PRONOUNS |= {"himself", "herself", "itself", "themselves", "hers", "theirs", "who", "which", "that"}


def passage(document: Document, span: Span, before: int = BEFORE) -> str:
    """The mention in its surroundings, on one line."""
    text = document.article.text
    start, end = span
    left, right = text[max(0, start - before) : start], text[end : end + AFTER]
    return " ".join(f"{left}[[{text[start:end]}]]{right}".split())


def pronoun_sources(documents: list[Document]) -> Iterator[tuple[Document, Span, Chain | None]]:
    """Statements whose source is one pronoun outside any quotation, with the speaker that they were given."""
    for document in documents:
        for statement in document.statements:
            if len(statement.source) == 1 and document.words(statement.source[0]).lower() in PRONOUNS:
                yield document, statement.source[0], document.chain(statement.speaker)


def draw_pronouns(documents: list[Document], count: int, seed: int) -> None:
    """Print the share of pronoun sources with a named speaker, and a draw of them."""
    found = list(pronoun_sources(documents))
    named = [row for row in found if row[2] is not None and row[2].names]
    unnamed = sum(1 for row in found if row[2] is not None and not row[2].names)
    print(f"{len(found)} pronoun sources in {len(documents)} articles: {len(named)} have a named speaker "
          f"({100 * len(named) / max(1, len(found)):.1f} %), {unnamed} one without a name, "
          f"{len(found) - len(named) - unnamed} none")  # fmt: skip
    for number, (document, span, chain) in enumerate(random.Random(seed).sample(named, min(count, len(named))), 1):
        label = chain.label if chain is not None else "-"
        print(f"{number:3} {document.article.id} = {label} | {passage(document, span)}")


def draw_places(documents: list[Document], count: int, seed: int, towns: bool = False) -> None:
    """Print the share of place chains that are linked, and a draw of those (``towns``: no states and countries)."""
    knowledge = resolve(documents)
    entities = {entity.key: entity for entity in knowledge.entities}
    chains = [(d, c) for d in knowledge.documents for c in d.chains if c.type == "place" and c.names]
    linked = [(d, c, e) for d, c in chains if (e := entities[knowledge.entity_of[d.article.id, c.id]]).links]
    print(f"{len(chains)} named place chains in {len(documents)} articles: {len(linked)} are linked "
          f"({100 * len(linked) / max(1, len(chains)):.1f} %)")  # fmt: skip
    if towns:
        linked = [row for row in linked if row[2].parent in entities and entities[row[2].parent].parent]
    for number, (document, chain, entity) in enumerate(random.Random(seed).sample(linked, min(count, len(linked))), 1):
        parent = entities[entity.parent].label if entity.parent else "-"
        span = next(m.span for m in chain.mentions if m.form == "name")
        print(f"{number:3} {document.article.id} = {entity.label} ({parent}) {entity.links[0]} "
              f"| {passage(document, span, 160)}")  # fmt: skip


def draw_towns(documents: list[Document], count: int, seed: int) -> None:
    """As :func:`draw_places`, of what lies in a state or region: no state, no country."""
    draw_places(documents, count, seed, towns=True)


DRAWS = {"pronouns": draw_pronouns, "places": draw_places, "towns": draw_towns}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=sorted(DRAWS))
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--attribution", default=None, choices=("rules", "model", "combined"))
    options = parser.parse_args()
    documents = []
    articles = read_articles(options.articles, lambda problem: print(problem, file=sys.stderr))
    for result in annotate_many(articles, attribution=options.attribution):
        if isinstance(result, Failure):
            print(f"{result.article.id}: {result.message}", file=sys.stderr)
        else:
            documents.append(result)
    DRAWS[options.what](documents, options.count, options.seed)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
