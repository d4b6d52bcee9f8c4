"""Model and rules together: one statement per act of saying.

Where both see the same act the model's spans lead: on held-out articles they are right far more
often. What only the rules see joins where the kind of rule has proved precise (the table
``rules`` in ``weights/attributor.json``, made by ``training/tune.py``), or where it lies inside a
statement: the model's scheme has no nesting.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.annotate.attribution.candidates import Candidate, apart_from, is_of_another, shared, without_parts
from onrecord.annotate.attribution.combine_spans import (
    mend,
    with_all_quoted,
    with_predicate,
)
from onrecord.annotate.attribution.model import Attributor, Scoring, Sighting, model_statements, shipped_attributor
from onrecord.annotate.attribution.quotes import is_nickname, is_title
from onrecord.annotate.attribution.reading import (
    ACCORDING,
    IN_FULL,
    SHOWN,
    Found,
    Reading,
    cue_verb,
)
from onrecord.annotate.attribution.rules import complete, rule_candidates
from onrecord.annotate.attribution.second_hand import is_second_hand, told_in_full
from onrecord.annotate.attribution.settling import settle
from onrecord.annotate.attribution.stances import asks_for, puts_in_words
from onrecord.annotate.attribution.telling_word import telling_word
from onrecord.annotate.surface import Quotation
from onrecord.lexicon.cues import Cue, nouns
from onrecord.lexicon.cues import words as word_set
from onrecord.model import Document, Span, Spans, Statement

_LAYOUT = frozenset(("signature", "name-colon", "turn"))
_SIGNED = frozenset(("signature", "name-colon"))
_VERBAL = frozenset(("VERB", "AUX"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "VBN"))
_JOINTS = frozenset(("SCONJ", "CCONJ", "ADP"))
_UTTERANCE_WORDS = 3
# What only the model sees, not all in quotation marks: under this it is as a rule none (docs/reading.md).
_LEAST_ALONE = {"indirect": 0.75, "mixed": 0.5}
# Of 62 statements shown in full that the model had a part of, 60 were read as right (docs/reading.md).
_IN_FULL = 0.95
_CUE_WORDS = frozenset(("VERB", "AUX", "NOUN", "PROPN", "ADP", "ADJ", "PUNCT"))
_TIMES = frozenset(("DATE", "TIME"))
_DAYS = frozenset(("today", "yesterday", "tonight"))
_ACCORDING = Cue(ACCORDING, "speech", frozenset("c"))


def combined_statements(
    document: Document, doc: Doc, attributor: Attributor | None = None, scoring: Scoring | None = None
) -> list[Statement]:
    """The statements that model and rules find together, in the order of their content; ids "s1", "s2", …

    ``doc`` is the parse of ``parser_text(document.article.text)``; ``scoring`` as for :func:`model_statements`.

    :raises ModelMissing: the network is not installed.
    """
    net = attributor or shipped_attributor()
    reading = Reading(document.article.text, doc, document.article.title)
    model = read_model(reading, model_statements(reading.text, doc, net, scoring))
    return finish(reading, combine(reading, model, rule_candidates(reading), net))


def model_only_statements(
    document: Document, doc: Doc, attributor: Attributor | None = None, scoring: Scoring | None = None
) -> list[Statement]:
    """The model's statements with kind, manner, nesting and circumstances, without the rules' own.

    :raises ModelMissing: the network is not installed.
    """
    reading = Reading(document.article.text, doc, document.article.title)
    net = attributor or shipped_attributor()
    return finish(reading, read_model(reading, model_statements(reading.text, doc, net, scoring)))


def finish(reading: Reading, candidates: Sequence[Candidate]) -> list[Statement]:
    """Statements with manner, part, nesting and circumstances; what found them and the confidence kept."""
    told = {(c.found.content, c.found.source, c.found.cue): c for c in candidates}
    given = list(told.values())
    settled = {
        (f.content, f.source, f.cue): (f, given[k] if k >= 0 else None)
        for f, k in settle(reading, [c.found for c in given])
        # What only the rules see is added for being said, and a stance of theirs is seldom one.
        if f.speech or k < 0 or not given[k].found_by.startswith("rules:")
    }
    out = []
    for s in complete(reading, [f for f, _ in settled.values()]):
        found, c = settled[s.content, s.source, s.cue]
        whole = found.rule in IN_FULL
        if c is not None:
            # Two places: more than calibration supports, and the same on every processor.
            s = replace(s, found_by=c.found_by, confidence=round(c.confidence, 2))
            if whole and c.found_by.startswith("model"):
                s = replace(s, found_by=f"model+rules:{SHOWN}", confidence=_IN_FULL)
            weak = c.confidence < _LEAST_ALONE.get(s.manner, 0.0) and not _is_reported_clause(reading, found)
            if c.found_by == "model" and weak and not whole:
                s = replace(s, kind="attitude")
        out.append(s)
    return out


def _is_reported_clause(reading: Reading, found: Found) -> bool:
    """Whether a word of saying introduces the content with "that", or announces what stands right behind it."""
    cue = cue_verb(reading.doc[found.head]) if found.head >= 0 else None
    first = next(reading.words(found.content[:1]), None)
    if cue is None or first is None or cue.kind != "speech":
        return False
    return first.lower_ == "that" or (cue.lemma in word_set("announcing") and first.i == found.head + 1)


def read_model(reading: Reading, statements: Iterable[Statement]) -> list[Candidate]:
    """What the model found, with the cue's head word, lemma and kind; boilerplate left out."""
    out = []
    for s in statements:
        if reading.paragraph(s.content[0][0]) in reading.boilerplate:
            continue
        cue, content = telling_word(reading, s.cue, s.content) if s.source else (s.cue, s.content)
        head = cue_head(reading, cue)
        content = with_predicate(reading, mend(reading, content, (*s.source, *cue)), head)
        row = cue_row(head) if head is not None else None
        known = row.lemma if row else (head.lemma_.lower() if head is not None else None)
        at = head.i if head is not None else -1
        if head is not None and head.lower_ == "according":
            known, row = ACCORDING, _ACCORDING
        found = Found("model", content, s.source, cue, known, at)
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
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0] if tokens else None)


def cue_row(token: Token) -> Cue | None:
    """The lexicon's row for a verb or noun."""
    return cue_verb(token) or (nouns().get(token.lemma_.lower()) if token.pos_ in ("NOUN", "PROPN") else None)


def is_speech(reading: Reading, found: Found, row: Cue | None) -> bool:
    """Whether somebody says something, rather than believes, wants, does or takes a stance.

    Said is what is quoted (a word or two in marks may be a title or irony), and what a word of saying
    with a source introduces as a clause. A bare noun phrase ("criticized the raid") is a stance,
    unless the word announces or promises it.
    """
    if found.head < 0:
        return True
    if found.source and puts_in_words(reading.doc[found.head]):
        return True
    quoted, words = quoted_words(reading, found.content, found.cue)
    if row is None:
        # A word that is in no lexicon: only what is all in marks was surely said, and not "a bill entitled …".
        head = reading.doc[found.head]
        return quoted >= 0.95 * words > 0 and not (head.tag_ == "VBN" and head.dep_ == "acl")
    if quoted >= _UTTERANCE_WORDS:
        return True
    if found.source and asks_for(reading.doc[found.head]):
        return True
    if row.kind == "attitude" or not found.source:
        return False
    return quoted > 0 or row.lemma in word_set("announcing") or _is_clause(reading, found.content)


def quoted_words(reading: Reading, content: Spans, cue: Spans) -> tuple[int, int]:
    """How many words of the content stand in quotation marks that do not hold the cue too, and how many there are.

    Where they do ("“We know that it is safe,” …"), the marks are those of somebody else's saying.
    """
    words = [t for a, b in content for t in reading.tokens(a, b) if t.text[0].isalnum()]
    around = reading.quotation(cue[0][0]) if cue else None
    marks = [reading.quotation(t.idx) for t in words]
    names = {m for m in marks if m is not None and (_names_a_law(reading, m) or is_nickname(reading, m))}
    return sum(mark is not None and mark != around and mark not in names for mark in marks), len(words)


def _names_a_law(reading: Reading, q: Quotation) -> bool:
    """Whether what stands in marks is called an act or a day: ``the "Require a Plan Act"``."""
    inner = reading.plain[slice(*q.inner)].rstrip(" .,").split()
    named = bool(inner) and inner[-1].lower() in word_set("laws") | word_set("occasions")
    return named and is_title(reading, q)


def _is_clause(reading: Reading, content: Spans) -> bool:
    """Whether a piece is built around a verb: "that it was safe", not "the deal that he signed"."""
    for a, b in content:
        inside = {t.i: t for t in reading.tokens(a, b)}
        first = next(iter(inside.values()), None)
        finite = any(t.tag_ in _FINITE or t.tag_ == "MD" for t in inside.values())
        if finite and first is not None and first.lower_ == "that" and first.pos_ == "SCONJ":
            return True  # the parser may take it for a relative clause
        for t in inside.values():
            if (t.head.i not in inside or t.head.i == t.i) and t.pos_ in _VERBAL and t.dep_ not in ("relcl", "acl"):
                return True
    return False


def combine(reading: Reading, model: Sequence[Candidate], rules: Sequence[Found], net: Attributor) -> list[Candidate]:
    """Join candidates of the same act; add those of the rules that the model cannot see."""
    model, handed = hand_back(reading, model, rules)
    partner, nested, rest = sort_out(reading, model, [f for f in rules if not any(f is h for h in handed)])
    nested = [*nested, *handed]
    nested += told_in_full(reading, rules, [*(c.found for c in model), *nested, *partner.values()])
    acts = sorted(min(f.source + f.cue)[0] for f in nested if f.cue)
    model = with_all_quoted(reading, model, partner)
    out = [_joined(reading, _own_part(c, partner.get(k), acts), partner.get(k), net) for k, c in enumerate(model)]
    for found in rules:
        apart = found.rule in _SIGNED or (found.rule == "quote-after" and is_of_another(out, found))
        if apart and not any(found is p for p in partner.values()):
            out = [c for k in out if (c := apart_from(k, found)) is not None]
            out.append(Candidate(found, f"rules:{found.rule}", max(net.rules.get(found.rule, 0.0), net.least_rule)))
            rest = [f for f in rest if f is not found]
    for found, name in [*((f, "nested") for f in nested), *((f, f.rule) for f in rest)]:
        confidence = net.rules.get(name, 0.0)
        if confidence >= net.least_rule:
            out.append(Candidate(found, f"rules:{found.rule}", confidence))
    return without_parts(out)


def hand_back(
    reading: Reading, model: Sequence[Candidate], rules: Iterable[Found]
) -> tuple[list[Candidate], list[Found]]:
    """(the model's candidates without pieces that are another's, what the rules found of those).

    "… that it is safe after *reports said* that it was not": a later piece of content is another's
    where another's cue, and not the candidate's own, stands between it and the piece before.
    """
    out, handed = list(model), []
    cues = {t.i for c in model for a, b in c.found.cue for t in reading.tokens(a, b)}
    taken = _Taken(model)
    for found in rules:
        if found.head in cues or not found.cue or not is_second_hand(reading, found):
            continue
        for a, b, k in taken.near(found.content[0]):
            pieces = out[k].found.content
            at = pieces.index((a, b)) if (a, b) in pieces else 0
            common = shared(found.content, ((a, b),))
            if not at or 2 * common < _length(found.content) + b - a - common:
                continue
            gap = (pieces[at - 1][1], a)
            if gap[0] <= found.cue[0][0] and found.cue[-1][1] <= gap[1] and not shared((gap,), out[k].found.cue):
                kept = (*pieces[: at - 1], _without_joint(reading, pieces[at - 1]), *pieces[at + 1 :])
                out[k] = replace(out[k], found=replace(out[k].found, content=kept))
                handed.append(found)
                break
    return out, handed


def _without_joint(reading: Reading, piece: Span) -> Span:
    """A piece without the word at its end that joins it to what another says: "it is safe *after*"."""
    tokens = reading.tokens(*piece)
    joints = 0
    while joints + 1 < len(tokens) and tokens[-1 - joints].pos_ in _JOINTS:
        joints += 1
    last = tokens[-1 - joints] if joints else None
    return piece if last is None else (piece[0], last.idx + len(last))


def sort_out(
    reading: Reading, model: Sequence[Candidate], rules: Iterable[Found]
) -> tuple[dict[int, Found], list[Found], list[Found]]:
    """What the rules found: (by index of the model's same act, inside a statement of the model's, apart from all).

    What cuts across the model's content is in none of them.
    """
    by_cue = {t.i: k for k, c in enumerate(model) for a, b in c.found.cue for t in reading.tokens(a, b)}
    taken = _Taken(model)
    partner: dict[int, Found] = {}
    nested: list[Found] = []
    rest: list[Found] = []
    for found in rules:
        k = by_cue.get(found.head, -1)
        if k < 0 and taken.holds(found):
            if is_second_hand(reading, found):
                nested.append(found)
            continue
        if k < 0:
            k = taken.same(found.content, model)
            if k >= 0 and found.rule == "lost-marks" and shared(model[k].found.cue, found.content):
                rest.append(found)  # "This report confirms it, said Lee.": the model saw what is inside
                continue
        if k < 0 and found.rule == "turn":  # the model saw a part of it
            k = next((j for j, c in enumerate(model) if shared(c.found.source, found.source)), -1)
        if k >= 0:
            partner.setdefault(k, found)
        elif not taken.touches(found.content) or (found.rule == "turn" and taken.inside(found.content)):
            rest.append(found)
    return partner, nested, rest


def _own_part(candidate: Candidate, same: Found | None, acts: Sequence[int]) -> Candidate:
    """The content cut where the rules see it end, if they see another's act of saying begin in the rest.

    "… told CNN that he is safe after reports revealed that he was not": the model reads on to the end.
    ``acts`` are the offsets at which the acts inside the model's contents begin, in order.
    """
    if same is None:
        return candidate
    (start, stop), end = candidate.found.content[-1], same.content[-1][1]
    k = bisect_left(acts, end)
    if not (start < end < stop and k < len(acts) and acts[k] < stop):
        return candidate
    return replace(candidate, found=replace(candidate.found, content=(*candidate.found.content[:-1], (start, end))))


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

    def inside(self, content: Spans) -> bool:
        """Whether all that is taken of the characters of ``content`` lies inside its pieces: told in a turn."""
        return all(a <= c and d <= b for a, b in content for c, d, _ in self.near((a, b)))

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
            common = shared(content, other)
            if 2 * common >= _length(content) + _length(other) - common:
                return k
        return -1


def _length(spans: Spans) -> int:
    return sum(b - a for a, b in spans)


def _joined(reading: Reading, candidate: Candidate, found: Found | None, net: Attributor) -> Candidate:
    """The model's candidate with what a rule's sighting of the same act says about it."""
    confidence = net.shifted(candidate.confidence, sighting(candidate, found))
    if found is None:
        return replace(candidate, confidence=confidence)
    ours = candidate.found
    # What stands beside a dash or colon is sure; and the model's spans may cut across the attribution itself.
    beyond = found.rule == "according-to" and shared(ours.source, found.content)
    nearer = found.rule == "quote-after" and _is_signed_otherwise(ours, found)
    glued = any(_is_glued(span, found) for span in ours.cue)
    # Of one cue, what the model has outside of its content is not in it: ``The contrast, said Lee, would be clear.``
    apart = bool(ours.source) and not shared(ours.source, (*found.source, *ours.content))
    sure = apart and shared(ours.cue, found.cue) > 0 and not shared(ours.content, ours.cue)
    act = found.cue if sure else (*found.source, *found.cue)
    across = shared(ours.content, act) and not _tells_of(ours, found)
    if found.rule in _LAYOUT or beyond or nearer or glued or across:
        ours = replace(ours, content=found.content, source=found.source, cue=found.cue)
    if found.cue and found.head >= 0 and not any(_is_cue_word(t) for a, b in ours.cue for t in reading.tokens(a, b)):
        ours = replace(ours, cue=found.cue)  # "today", for "today announced"
    source = ours.source or (() if _is_cut_from(reading, found.source, ours.cue) else found.source)
    quoted = quoted_words(reading, ours.content, ours.cue)[0] >= _UTTERANCE_WORDS
    merged = replace(
        ours,
        source=source,
        lemma=found.lemma or ours.lemma,
        head=found.head if found.head >= 0 else ours.head,
        speech=quoted or (bool(source) and (found.speech or (ours.speech and found.rule == "complement"))),
    )
    return Candidate(merged, f"model+rules:{found.rule}", confidence)


def _tells_of(ours: Found, found: Found) -> bool:
    """Whether the rule sees the act that the model's content tells of: ``He believes, he said, that it is safe.``"""
    apart = bool(ours.source and found.source and found.cue) and not shared(ours.cue, (*found.cue, *found.source))
    return apart and ours.speech and all(shared(ours.content, (s,)) for s in (*found.cue, *found.source))


def _is_cut_from(reading: Reading, source: Spans, cue: Spans) -> bool:
    """Whether a source is a part of the cue and nobody: "Keeps", of "Keeps saying"; but "all", of "all agreed", is."""
    named = any(t.pos_ in ("PRON", "DET") for a, b in source for t in reading.tokens(a, b))
    return shared(source, cue) > 0 and not named


def _is_signed_otherwise(ours: Found, found: Found) -> bool:
    """Whether who is named behind a quotation is not who introduces it: ``They said in a statement: “…,” Lee said.``"""
    if not (ours.source and found.source and found.cue) or shared(ours.source, found.source):
        return False
    first, last = found.content[0][0], found.content[0][1]
    return max(b for _, b in (*ours.source, *ours.cue)) <= first and last <= min(found.source[0][0], found.cue[0][0])


def _is_glued(cue: Span, found: Found) -> bool:
    """Whether cue and source of the rule lie in one word of the model's cue: "saidCongresswoman" has lost its space."""
    return bool(found.cue and found.source) and cue[0] <= found.cue[-1][1] == found.source[0][0] < cue[1]


def _is_cue_word(token: Token) -> bool:
    """Whether a token may be a cue of its own, as a day is not."""
    return token.pos_ in _CUE_WORDS and token.ent_type_ not in _TIMES and token.lower_ not in _DAYS


def sighting(candidate: Candidate, found: Found | None) -> Sighting:
    """Whether a rule saw the model's act too, and with the same source."""
    if found is None:
        return "alone"
    ours = candidate.found.source
    return "agreed" if shared(ours, found.source) or not (ours or found.source) else "disagreed"
