"""Coreference of events against gold data, over all articles of a file together, topics not given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from onrecord.annotate.pipeline import annotate
from onrecord.evaluation.gold import GoldArticle
from onrecord.evaluation.scores import conll, without_singletons
from onrecord.language import DEFAULT_MODEL, load_language
from onrecord.model import Document, Span
from onrecord.resolve import resolve

Chain = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision and recall of detection, and the scores of coreference with and without singletons, 0 to 1."""

    mentions: int
    precision: float
    recall: float
    all: dict[str, float]
    without_singletons: dict[str, float]


def annotate_gold(
    articles: Sequence[GoldArticle],
    *,
    gold_mentions: bool,
    model: str = DEFAULT_MODEL,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Document]:
    """The documents of ``articles``, with their own events or with the gold mentions in the place of these.

    Statements are found by rules: of the model's statements events take no more than the cues.
    """
    nlp = load_language(model)
    documents = []
    for done, gold in enumerate(articles, 1):
        given = [span for span, _ in gold.events] if gold_mentions else None
        documents.append(annotate(gold.article, nlp, "rules", given))
        progress(done, len(articles))
    return documents


def evaluate_events(
    articles: Sequence[GoldArticle], documents: Iterable[Document], without: Collection[str] = ()
) -> Scores:
    """Scores of ``documents`` resolved together; ``without`` are features that resolution does without."""
    knowledge = resolve(documents, without=without)
    found: dict[str, list[tuple[Span, Chain]]] = {
        document.article.id: [
            (mention.span, ("found", knowledge.occurrence_of[document.article.id, event.id]))
            for event in document.events
            for mention in event.mentions
        ]
        for document in knowledge.documents
    }
    gold: dict[object, object] = {}
    ours: dict[object, object] = {}
    inside = hit = matched = 0
    for article in articles:
        id = article.article.id
        mentions = found.get(id, [])
        pairs = match([span for span, _ in article.events], [span for span, _ in mentions])
        taken = set(pairs.values())
        matched += len(pairs)
        for at, (span, _) in enumerate(mentions):
            if article.annotated(span[0]):
                inside += 1
                hit += at in taken
        for at, (_, chain) in enumerate(article.events):
            gold[id, at] = chain
            ours[id, at] = mentions[pairs[at]][1] if at in pairs else ("missed", f"{id} {at}")
    pruned = without_singletons(gold, ours)
    return Scores(
        len(gold),
        hit / inside if inside else 0.0,
        matched / len(gold) if gold else 0.0,
        conll(gold, ours),
        conll(*pruned),
    )


def match(gold: Sequence[Span], found: Sequence[Span]) -> dict[int, int]:
    """For each gold span the found one that stands for it: overlaps, most alike first, each used once."""
    scored = []
    ordered = sorted(range(len(found)), key=lambda j: found[j])
    for i, (start, end) in enumerate(gold):
        for j in ordered:
            if found[j][0] >= end:
                break
            overlap = min(end, found[j][1]) - max(start, found[j][0])
            if overlap > 0:
                scored.append((-overlap / (max(end, found[j][1]) - min(start, found[j][0])), i, j))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(scored):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs
