"""Candidates of model and rules, made by hand for tests of how they are joined."""

from __future__ import annotations

from types import MappingProxyType

from spacy.language import Language

from onrecord.annotate.attribution.combine import cue_head
from onrecord.annotate.attribution.model import Attributor
from onrecord.annotate.attribution.model_decode import Settings
from onrecord.annotate.attribution.reading import Found, Reading
from onrecord.annotate.surface import parser_text
from onrecord.model import Span

NET = Attributor(
    None,
    None,
    256,
    Settings(),
    (0.0,) * 7,
    MappingProxyType({"agreed": 1.0, "disagreed": -1.0, "alone": -0.5}),
    MappingProxyType({"clause": 0.2, "quote-after": 0.9, "nested": 0.7}),
    0.5,
)


def read(nlp: Language, text: str) -> Reading:
    return Reading(text, nlp(parser_text(text)))


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def seen(reading: Reading, rule: str, source: str, cue: str, *content: str, speech: bool = True) -> Found:
    text = reading.text
    cues = (at(text, cue),)
    head = cue_head(reading, cues)
    return Found(
        rule,
        tuple(at(text, c) for c in content),
        (at(text, source),) if source else (),
        cues,
        head.lemma_ if head is not None else None,
        head.i if head is not None else -1,
        speech,
    )
