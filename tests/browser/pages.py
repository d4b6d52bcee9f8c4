"""What the tests of the page share: a dataset to draw, and what a page shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rdflib import Dataset

from onrecord.model import Knowledge
from onrecord.rdf.dataset import Names, knowledge_quads
from onrecord.store import Store


def dataset_of(knowledge: Knowledge) -> tuple[Dataset, dict[str, str]]:
    """The knowledge as a dataset, and its articles' texts by IRI."""
    names = Names()
    texts = {names.article(d.article.id)[1:-1]: d.article.text for d in knowledge.documents}
    return Store(knowledge_quads(knowledge)).dataset, texts


def shown(page: Any) -> Mapping[str, Any]:
    """What the panel shows: words by statement IRI."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('#panel [data-statement]')].map((card) => [
            card.dataset.statement,
            card.querySelector('.exact')?.textContent
              ?? [...card.querySelectorAll('mark')].map((mark) => [mark.className, mark.textContent]),
        ]))"""
    )
