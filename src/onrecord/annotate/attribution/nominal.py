"""Statements behind a noun: ``the claim that …``, ``his promise to …``, ``Trump's statement that …``."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import FINITE, Found, Reading, noun_phrase, owner
from onrecord.lexicon.cues import nouns
from onrecord.model import Spans


def nominal_statements(reading: Reading) -> Iterator[Found]:
    """Statements whose cue is a noun, in text order."""
    rows = nouns()
    for token in reading.doc:
        if token.pos_ != "NOUN":
            continue
        row = rows.get(token.lemma_.lower())
        if row is None:
            continue
        for child in token.children:
            if child.i < token.i or child.dep_ not in ("acl", "ccomp", "relcl"):
                continue
            kind = _kind(child)
            if kind not in row.frames:
                continue
            home = reading.paragraph(token.idx)
            span = reading.trim(reading.hull(child.left_edge, child.right_edge, home))
            if span is None or span[0] <= token.idx:
                continue
            who = owner(token)
            source: Spans = ()
            if who is not None:
                phrase = noun_phrase(reading, who, token if who.i < token.i else None)
                source = (phrase,) if phrase and (phrase[1] <= span[0] or phrase[0] >= span[1]) else ()
            content = reading.trim(reading.whole(span, token.idx))
            if content is None:
                continue
            if kind == "i" and not source:
                continue
            rule = "noun-that" if kind == "c" else "noun-to"
            cue = (token.idx, token.idx + len(token))
            yield Found(rule, (content,), source, (cue,), row.lemma, token.i, row.kind != "attitude")
            break


def _kind(child: Token) -> str:
    """What follows the noun: c a that-clause, i an infinitive, "" anything else."""
    first = child.left_edge
    if first.lower_ == "that" and first.dep_ == "mark":
        return "" if first.nbor().tag_ in FINITE else "c"  # "proposals that lack details"
    if any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children):
        return "i"
    return ""
