"""The stages in their order, and what runs them over one article or many."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, TypeAlias

from onrecord.annotate.about import link_about
from onrecord.annotate.attribution import Method, attribute_statements
from onrecord.annotate.entities import find_entities
from onrecord.annotate.events import detect_events
from onrecord.annotate.figures import read_figures
from onrecord.annotate.roles import attest_roles
from onrecord.annotate.speakers import resolve_speakers
from onrecord.annotate.surface import headline, parser_text, sentences_begin
from onrecord.language import parse
from onrecord.lexicon import own
from onrecord.model import Article, Document, Span
from onrecord.resources import shared

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

# An article of a few thousand words takes about a second; this only ends what is hostile.
SECONDS_PER_ARTICLE = 120.0


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


def fingerprint(nlp: Language, attribution: Method | None = None) -> str:
    """What a Document depends on besides its article, as 16 hexadecimal digits.

    How statements are found, model name, version and configuration, spaCy's version, and the bytes of
    the stages' code and data: a Document made under another fingerprint is made anew.
    """
    digest = hashlib.sha256()
    for part in (
        attribution or "",
        nlp.meta.get("lang", ""),
        nlp.meta.get("name", ""),
        nlp.meta.get("version", ""),
        ",".join(nlp.pipe_names),
        version("spacy"),
        _code_and_data(),
        own.digest(),
    ):
        digest.update(f"{part}\0".encode())
    return digest.hexdigest()[:16]


def installed() -> str:
    """What a Document depends on besides its article and the model, as 16 hexadecimal digits: nothing is loaded."""
    parts = (version("onrecord"), version("spacy"), _code_and_data(), own.digest())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


@cache
def _code_and_data() -> str:
    package = files("onrecord")
    roots = [package / "annotate", package / "lexicon", shared("ontology", "gazetteer")]
    roots += [package / name for name in ("parsing", "gazetteer.py", "language.py", "model.py")]
    digest = hashlib.sha256()
    for root in roots:
        for name, file in _walk(root, root.name):
            digest.update(f"{name}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _walk(node: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    if node.is_dir():
        for child in sorted(node.iterdir(), key=lambda entry: entry.name):
            if child.name != "__pycache__":
                yield from _walk(child, f"{name}/{child.name}")
    elif node.is_file():
        yield name, node
