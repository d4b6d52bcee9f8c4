"""The stages in their order, and what runs them over one article or many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from onrecord.annotate.about import link_about
from onrecord.annotate.attribution import attribute_statements
from onrecord.annotate.entities import find_entities
from onrecord.annotate.events import detect_events
from onrecord.annotate.figures import read_figures
from onrecord.annotate.method import Method
from onrecord.annotate.roles import attest_roles
from onrecord.annotate.speakers import resolve_speakers
from onrecord.annotate.surface import headline, parser_text, sentences_begin
from onrecord.language import parse
from onrecord.model import Article, Document, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from onrecord.annotate.attribution.model import Scoring

Stage: TypeAlias = "Callable[[Document, Doc], Document]"

STAGES: tuple[Stage, ...] = (
    find_entities,
    attest_roles,
    attribute_statements,
    resolve_speakers,
    detect_events,
    read_figures,
    link_about,
)
"""What runs over an article, in this order: each stage may use what those before it found."""


def annotate(
    article: Article,
    nlp: Language,
    attribution: Method | None = None,
    events: Sequence[Span] | None = None,
    doc: Doc | None = None,
    scoring: Scoring | None = None,
) -> Document:
    """What the stages find in ``article``, on its own.

    ``attribution`` is how statements are found: by rules, by the trained model, or by both; None is
    the stage's own choice. ``events`` are the mentions of events where they are known already, ``doc`` is
    the parse of :func:`to_parse` where there is one, ``scoring`` what gives the network's scores where it has been
    asked already.
    """
    text = article.text
    doc = doc if doc is not None else parse(nlp, *to_parse(text))
    document = Document(article, headline=headline(text, article.title))
    for stage in STAGES:
        if stage is attribute_statements:
            document = attribute_statements(document, doc, method=attribution, scoring=scoring)
        elif stage is detect_events and events is not None:
            document = detect_events(document, doc, given=events)
        else:
            document = stage(document, doc)
    return document


def to_parse(text: str) -> tuple[str, list[int]]:
    """What the parser is given of an article's ``text``: a text as long, and where its sentences surely begin."""
    return parser_text(text), sentences_begin(text)
