"""Model and rules together: one statement per act of saying.

Where both see the same act the model's spans lead: on held-out articles they are right far more
often. What only the rules see joins where the kind of rule has proved precise (the table
``rules`` in ``weights/attributor.json``, made by ``training/tune.py``), or where it lies inside a
statement: the model's scheme has no nesting.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from onrecord.annotate.attribution.combine_spans import mend
from onrecord.annotate.attribution.model import Attributor, model_statements, shipped_attributor
from onrecord.annotate.attribution.reading import Found, Reading, cue_verb
from onrecord.annotate.attribution.rules import complete, rule_candidates
from onrecord.lexicon.cues import Cue, nouns
from onrecord.model import Document, Span, Spans, Statement

_VERBAL = frozenset(("VERB", "AUX"))
_UTTERANCE_WORDS = 3
_ACCORDING = Cue("according to", "speech", frozenset("c"))


@dataclass(frozen=True)
class Candidate:
    """An act of saying with what found it and how sure it is, before nesting and circumstances are decided."""

    found: Found
    found_by: str
    confidence: float


def combined_statements(document: Document, doc: Doc, attributor: Attributor | None = None) -> list[Statement]:
    """The statements that model and rules find together, in the order of their content; ids "s1", "s2", …

    ``doc`` is the parse of ``parser_text(document.article.text)``.

    :raises ModelMissing: the network is not installed.
    """
    net = attributor or shipped_attributor()
    reading = Reading(document.article.text, doc, document.article.title)
    return finish(reading, combine(reading, read_model(reading, net), rule_candidates(reading), net))


def model_only_statements(document: Document, doc: Doc, attributor: Attributor | None = None) -> list[Statement]:
    """The model's statements with kind, manner, nesting and circumstances, without the rules' own.

    :raises ModelMissing: the network is not installed.
    """
    reading = Reading(document.article.text, doc, document.article.title)
    return finish(reading, read_model(reading, attributor or shipped_attributor()))


def finish(reading: Reading, candidates: Sequence[Candidate]) -> list[Statement]:
    """Statements with manner, part, nesting and circumstances; what found them and the confidence kept."""
    told = {(c.found.content, c.found.source, c.found.cue): c for c in candidates}
    statements = complete(reading, [c.found for c in told.values()])
    out = []
    for s in statements:
        c = told[s.content, s.source, s.cue]
        out.append(replace(s, found_by=c.found_by, confidence=c.confidence))
    return out


def read_model(reading: Reading, net: Attributor) -> list[Candidate]:
    """What the model finds, with the cue's head word, lemma and kind; boilerplate left out."""
    out = []
    for s in model_statements(reading.text, reading.doc, net):
        if reading.paragraph(s.content[0][0]) in reading.boilerplate:
            continue
        content = mend(reading, s.content, (*s.source, *s.cue))
        head = cue_head(reading, s.cue)
        row = cue_row(head) if head is not None else None
        known = row.lemma if row else (head.lemma_.lower() if head is not None else None)
        at = head.i if head is not None else -1
        if head is not None and head.lower_ == "according":
            known, row = "according to", _ACCORDING
        found = Found("model", content, s.source, s.cue, known, at)
        found = replace(found, speech=is_speech(reading, found, row))
        out.append(Candidate(found, "model", s.confidence))
    return out


def cue_head(reading: Reading, cue: Spans) -> Token | None:
    """The word of a cue that says what kind of saying it is: the first one in the lexicon, else its root.

    None where the cue has no word ("―", ":").
    """
    tokens = [t for a, b in cue for t in reading.tokens(a, b) if t.text[:1].isalpha()]
    for t in tokens:
        if cue_row(t) is not None:
            return t
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head is t), tokens[0] if tokens else None)


def cue_row(token: Token) -> Cue | None:
    """The lexicon's row for a verb or noun."""
    return cue_verb(token) or (nouns().get(token.lemma_.lower()) if token.pos_ in ("NOUN", "PROPN") else None)


def is_speech(reading: Reading, found: Found, row: Cue | None) -> bool:
    """Whether somebody says something, rather than believes, wants, does or takes a stance.

    Said is what is quoted (a word or two in marks may be a title or irony), and what a word of saying
    with a source introduces as a clause. A bare noun phrase ("criticized the raid") is a stance.
    """
    quoted = quoted_words(reading, found.content)
    if quoted >= _UTTERANCE_WORDS or found.head < 0:
        return True
    if row is None:
        return quoted > 0 and _is_clause(reading, found.content)
    if row.kind == "attitude" or not found.source:
        return False
    return quoted > 0 or _is_clause(reading, found.content)


def quoted_words(reading: Reading, content: Spans) -> int:
    """How many words of the content stand in quotation marks."""
    return sum(
        reading.quotation(t.idx) is not None for a, b in content for t in reading.tokens(a, b) if t.text[0].isalnum()
    )


def _is_clause(reading: Reading, content: Spans) -> bool:
    """Whether a piece is built around a verb: "that it was safe", not "the deal that he signed"."""
    for a, b in content:
        inside = {t.i: t for t in reading.tokens(a, b)}
        for t in inside.values():
            if (t.head.i not in inside or t.head.i == t.i) and t.pos_ in _VERBAL and t.dep_ not in ("relcl", "acl"):
                return True
    return False


def combine(reading: Reading, model: Sequence[Candidate], rules: Sequence[Found], net: Attributor) -> list[Candidate]:
    """Join candidates of the same act; add those of the rules that the model cannot see."""
    by_cue = {t.i: k for k, c in enumerate(model) for a, b in c.found.cue for t in reading.tokens(a, b)}
    taken = _Taken(model)
    partner: dict[int, Found] = {}
    added: list[Candidate] = []
    for found in rules:
        k = by_cue.get(found.head, -1)
        nested = k < 0 and taken.holds(found)
        if k < 0 and not nested:
            k = taken.same(found.content, model)
        if k >= 0:
            partner.setdefault(k, found)
            continue
        if not nested and taken.touches(found.content):
            continue
        if nested and not (found.speech and found.source):
            continue
        confidence = net.rules.get("nested" if nested else found.rule, 0.0)
        if confidence >= net.least_rule:
            added.append(Candidate(found, f"rules:{found.rule}", confidence))
    return [_joined(reading, c, partner.get(k), net) for k, c in enumerate(model)] + added


class _Taken:
    """The characters that the model's content covers; its pieces never overlap."""

    def __init__(self, model: Sequence[Candidate]) -> None:
        self.pieces = sorted((a, b, k) for k, c in enumerate(model) for a, b in c.found.content)
        self.starts = [a for a, _, _ in self.pieces]

    def near(self, span: Span) -> list[tuple[int, int, int]]:
        """The pieces that overlap ``span``."""
        low = max(bisect_right(self.starts, span[0]) - 1, 0)
        return [p for p in self.pieces[low : bisect_left(self.starts, span[1])] if p[1] > span[0]]

    def touches(self, content: Spans) -> bool:
        """Whether any character of ``content`` is taken."""
        return any(self.near(span) for span in content)

    def holds(self, found: Found) -> bool:
        """Whether there is a cue and it lies in one piece with source and content."""
        if not found.cue:
            return False
        spans = (*found.source, *found.cue, *found.content)
        hull = (min(a for a, _ in spans), max(b for _, b in spans))
        return any(a <= hull[0] and hull[1] <= b for a, b, _ in self.near(hull))

    def same(self, content: Spans, model: Sequence[Candidate]) -> int:
        """The candidate that shares at least half of all characters of both contents, or -1."""
        for k in sorted({k for span in content for _, _, k in self.near(span)}):
            other = model[k].found.content
            common = _common(content, other)
            if 2 * common >= _length(content) + _length(other) - common:
                return k
        return -1


def _length(spans: Spans) -> int:
    return sum(b - a for a, b in spans)


def _common(left: Spans, right: Spans) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)


def _joined(reading: Reading, candidate: Candidate, found: Found | None, net: Attributor) -> Candidate:
    """The model's candidate with what a rule's sighting of the same act says about it."""
    if found is None:
        return replace(candidate, confidence=net.shifted(candidate.confidence, "alone"))
    ours = candidate.found
    agreed = bool(_common(ours.source, found.source)) or not (ours.source or found.source)
    if _common(ours.content, (*found.source, *found.cue)):  # the model's spans cut across the attribution itself
        ours = replace(ours, content=found.content, source=found.source, cue=found.cue)
    merged = replace(
        ours,
        source=ours.source or found.source,
        lemma=found.lemma or ours.lemma,
        head=found.head if found.head >= 0 else ours.head,
        speech=found.speech or quoted_words(reading, ours.content) >= _UTTERANCE_WORDS,
    )
    return Candidate(
        merged, f"model+rules:{found.rule}", net.shifted(candidate.confidence, "agreed" if agreed else "disagreed")
    )
