"""Contents mended at their edges: what opens the sentence, lists behind a colon, what the next cue says, glosses."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.annotate.attribution.list_items import with_items
from onrecord.annotate.attribution.reading import (
    ACCORDING,
    FINITE,
    IN_FULL,
    SHOWN,
    Found,
    Reading,
    cue_verb,
    speaker,
)
from onrecord.annotate.attribution.stances import asks_for
from onrecord.lexicon.cues import words
from onrecord.model import Span

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl"))
_WHEN = 6  # tokens between a verb and "that" that tell when
_OPENING = 8  # tokens of a phrase that opens a sentence
_BESIDE = 3  # characters between content and attribution
_LONG_WORD = 15  # characters
_NEAR = 1000  # characters in which a speaker's next cue is looked for
# Not "on May 5, 2010".
_FIGURE = re.compile(
    r"(?<!\d), (?=(?:(?:about|nearly|over|almost|some|only|just|roughly|(?:more|less|fewer) than) )?"
    r"(?!(?:1[89]|20)\d\d\b)\$?\d)"
)
_NEW_SENTENCE = re.compile(r"[.?!]['\"]* +[A-Z]")
_OPENERS = frozenset(("with", "without", "despite", "after", "given", "under", "because", "by", "through"))
_SUBJECT_PARTS = frozenset(("nsubj", "nsubjpass", "det", "poss", "amod", "compound", "expl"))
_ASKS = r"(?:what|how|why|whether)"  # not "who": a relative clause
_QUESTIONS = re.compile(rf", {_ASKS} [^\n]*, and {_ASKS} ")


def within_line(reading: Reading, found: Found) -> Found:
    """``Lee: War Is Costing Us Millions`` ⏎ ``As the war goes on, Lee …``: without half a sentence of the next line."""
    if not found.cue or not found.source or len(found.content) < 2 or found.rule in IN_FULL:
        return found
    home = reading.paragraph(found.cue[0][0])
    spans = (*found.source, *found.content[:1])
    if not all(home[0] <= a < home[1] for a, _ in spans) or reading.plain[home[1] - 1] == ":":
        return found
    kept = tuple(p for p in found.content if p[0] < home[1] or not _is_half(reading, p))
    return replace(found, content=kept)


def _is_half(reading: Reading, piece: Span) -> bool:
    """Whether a sentence without marks goes on behind a piece with a comma and what it tells."""
    sentence = reading.sentence(piece[0], reading.paragraph(piece[0]))
    bare = reading.quotation(piece[0]) is None and not reading.quotations_in(*piece)
    return bare and sentence[1] > piece[1] and reading.plain[piece[1] : sentence[1]].lstrip().startswith(",")


def reports_according(reading: Reading, found: Found) -> Found:
    """``The panel reports that it failed, according to a survey.``: the panel says it, whatever it bases it on."""
    if found.lemma != ACCORDING or not found.cue or found.content[0][0] > found.cue[0][0]:
        return found
    that = reading.doc[reading.token_at(found.content[0][0])]
    verb = that.nbor(-1) if that.i else that
    # "announced earlier this month that"
    while verb.i and that.i - verb.i < _WHEN and (verb.pos_ == "ADV" or verb.ent_type_ in ("DATE", "TIME")):
        verb = verb.nbor(-1)
    row = cue_verb(verb)
    if that.lower_ != "that" or row is None or row.kind != "speech" or verb.tag_ not in FINITE:
        return found
    who = speaker(reading, verb)
    if who is None or who[1][1] > verb.idx or reading.quotation(verb.idx) is not None:
        return found
    cue = (verb.idx, verb.idx + len(verb))
    return replace(found, source=(who[1],), cue=(cue,), lemma=row.lemma, head=verb.i)


def with_opening(reading: Reading, found: Found) -> Found:
    """``By its silence, the agency agreed, Lee said.``: with the phrase that opens the sentence whose end he speaks."""
    if not found.cue or not found.source or found.head < 0:
        return found
    start = found.content[0][0]
    act = min(found.cue[0][0], found.source[0][0])
    sentence = reading.sentence(start, reading.paragraph(start))
    if start - sentence[0] > _OPENING * _LONG_WORD:
        return found
    opening = reading.tokens(sentence[0], start)
    if not (start < act < sentence[1] and 1 < len(opening) <= _OPENING) or reading.quotation(start) is not None:
        return found
    phrase = opening[0].pos_ == "ADP" and opening[-1].text == "," and opening[0].lower_ != "according"
    told = any(t.lemma_.lower() in words("in-full") or t.tag_ in FINITE or t.is_quote for t in opening)
    if not phrase or told:
        return found
    return replace(found, content=((opening[0].idx, found.content[0][1]), *found.content[1:]))


def without_hole(reading: Reading, found: Found) -> Found:
    """``One area where *all agree* is the aid, Lee said.``: whole up to the attribution behind its sentence."""
    if len(found.content) < 2 or not found.cue or not found.source or found.rule == SHOWN:
        return found
    (start, end), (begin, stop) = found.content[:2]
    act = min(found.cue[0][0], found.source[0][0])
    gap = reading.plain[end:begin]
    one = reading.sentence(start, reading.paragraph(start))[1] >= stop and stop <= act <= stop + _BESIDE
    if not one or "\n" in gap or len(gap.split()) > _OPENING or reading.quotations_in(start, stop):
        return found
    return replace(found, content=((start, stop), *found.content[2:]))


def without_next_cue(reading: Reading, found: Found) -> Found:
    """``Lee said that it was lost and called for help``: without what the same speaker's next cue introduces."""
    if found.head < 0 or not found.cue or reading.doc[found.head].tag_ not in ("VBD", "VBZ"):
        return found
    cue = reading.doc[found.head]
    start, end = found.content[-1]
    if start < cue.idx or reading.quotation(start) is not None:
        return found
    tokens = reading.tokens(start, min(end, start + _NEAR))
    subject = next((t for t in tokens if t.dep_ in _SUBJECTS), None)
    verb = subject.head if subject is not None else None
    for k, t in enumerate(tokens[:-2]):
        after = tokens[k + 2] if tokens[k + 1].pos_ == "ADV" else tokens[k + 1]
        if t.lower_ != "and" or after.tag_ != cue.tag_ or any(c.dep_ in _SUBJECTS for c in after.lefts):
            continue
        row = cue_verb(after)
        asks = asks_for(after) or (after.lemma_.lower() in words("asking-for") and after.nbor().lower_ == "for")
        if not asks and (row is None or row.kind != "speech"):
            continue
        own = after.dep_ == "conj" and after.head.i == cue.i
        # "said that it needs more and called", "that they did not act and urges": the content has another tense.
        own_verb = (
            next((a for a in verb.lefts if a.tag_ in FINITE and a.dep_ == "aux"), verb) if verb is not None else t
        )
        other = (
            verb is not None and verb.i < t.i and own_verb.tag_ in FINITE and own_verb.tag_ not in (after.tag_, "MD")
        )
        if (own or other) and (span := reading.trim((start, t.idx))) is not None:
            return replace(found, content=(*found.content[:-1], span))
    return found


def without_gloss(reading: Reading, found: Found) -> Found:
    """``They suck it up, Lee said referring to how he was treated``: what was said stands before, not behind."""
    if found.head < 0 or not found.cue or not found.source or found.content[0][0] < found.cue[0][0]:
        return found
    start = found.content[0][0]
    if start - found.cue[0][0] > _OPENING * _LONG_WORD:
        return found
    between = [t.lower_ for t in reading.tokens(reading.doc[found.head].idx, start)]
    act = min(found.cue[0][0], found.source[0][0])
    sentence = reading.sentence(act, reading.paragraph(act))
    said = reading.trim((sentence[0], act))
    quoted = said is not None and (reading.quotation(start) is not None or reading.quotations_in(*said))
    if not set(between[1:]) & words("glossing") or start >= sentence[1] or said is None or quoted:
        return found
    tokens = reading.tokens(*said)
    named = {t.text for t in reading.tokens(*found.source[0]) if t.pos_ == "PROPN"} & {t.text for t in tokens}
    if named or not any(t.tag_ in FINITE for t in tokens):
        return replace(found, speech=False)  # somebody tells before it what the speaker did
    return replace(found, content=(said,))


def from_figure(reading: Reading, found: Found) -> Found:
    """``According to the Census, 6.1 million were poor.``: the figure behind the comma is what the source tells."""
    if found.lemma != ACCORDING or len(found.source) != 1 or found.content[0][0] < found.source[0][1]:
        return found
    start, end = found.source[0]
    m = _FIGURE.search(reading.plain, start, end)
    if m is None or any(c.isalnum() for c in reading.plain[end : found.content[0][0]]):
        return found
    return replace(found, source=((start, m.start()),), content=((m.end(), found.content[0][1]), *found.content[1:]))


def beside_according(reading: Reading, found: Found) -> Found:
    """``According to reports, it is leased.`` and a quotation below: the reports tell the rest of their sentence."""
    if found.lemma != ACCORDING or not found.cue or not found.source:
        return found
    home = reading.paragraph(found.cue[0][0])
    if any(start < home[1] for start, _ in found.content):
        return found
    sentence = reading.sentence(found.cue[0][0], home)
    edges = (*found.cue, *found.source)
    first, last = min(a for a, _ in edges), max(b for _, b in edges)
    rest = reading.trim((last, sentence[1])) or reading.trim((sentence[0], first))
    return replace(found, content=(rest,)) if rest is not None else found


def whole_quotation(reading: Reading, found: Found) -> Found:
    """With the end of a quotation whose first sentences alone were seen: ``“It hit a “cliff.” We pay. …”``."""
    if not found.cue:
        return found
    pieces = []
    for start, end in found.content:
        q = reading.quotation(start)
        opens = q is not None and q.start == start and q.closed and q.level == 1 and end < q.inner[1]
        ends = reading.plain[end - 1] in ".?!" or _NEW_SENTENCE.match(reading.plain, end) is not None
        inside = q is not None and any(q.start < a < q.end for a, _ in (*found.cue, *found.source))
        pieces.append((start, q.end) if q is not None and opens and ends and not inside else (start, end))
    last = max(b for _, b in pieces)
    return replace(found, content=tuple(p for p in pieces if p[1] <= last and not _is_held(p, pieces)))


def _is_held(piece: Span, pieces: list[Span]) -> bool:
    return any(a <= piece[0] and piece[1] <= b and (a, b) != piece for a, b in pieces)


def with_main_clause(reading: Reading, found: Found) -> Found:
    """``Lee said with the money secured, *he is looking ahead*``: with the clause behind the phrase that opens it."""
    if not found.cue or not found.source or found.head < 0 or len(found.content) != 1:
        return found
    (start, end), act = found.content[0], found.cue[-1][1]
    if start < act or reading.plain[end : end + 1] != "," or reading.quotation(start) is not None:
        return found
    opening = reading.tokens(act, end)
    sentence = reading.sentence(start, reading.paragraph(start))
    # The phrase may be seen without the word that opens it.
    if not opening or opening[0].lower_ not in _OPENERS or start not in [t.idx for t in opening[:2]]:
        return found
    rest = reading.tokens(end + 1, sentence[1])
    if not rest or any(t.tag_ in FINITE for t in opening) or rest[0].dep_ not in _SUBJECT_PARTS:
        return found
    span = reading.trim((opening[0].idx, sentence[1]))
    return replace(found, content=(span,)) if span is not None and not reading.quotations_in(*span) else found


def with_questions(reading: Reading, found: Found) -> Found:
    """``requests information about the rate, *what is done, and whether more is needed*``: with all that is asked."""
    if not found.cue or not found.source or found.head < 0 or found.content[-1][0] < found.cue[-1][1]:
        return found
    start, end = found.content[-1]
    sentence = reading.sentence(start, reading.paragraph(start))
    rest = reading.plain[end : sentence[1]]
    if not _QUESTIONS.match(rest) or reading.quotation(start) is not None or reading.quotations_in(end, sentence[1]):
        return found
    span = reading.trim((start, sentence[1]))
    return replace(found, content=(*found.content[:-1], span)) if span is not None else found


def without_comment(reading: Reading, found: Found) -> Found:
    """``state that it “makes no promise,” *undermining their duty*``: what the article makes of it is its own."""
    start, end = found.content[-1]
    quotes = [q for q in reading.quotations_in(start, end) if q.closed and q.level == 1 and q.start > start]
    if not quotes or reading.quotation(start) is not None or reading.plain[quotes[-1].inner[1] - 1] != ",":
        return found
    rest = [t for t in reading.tokens(quotes[-1].end, end) if t.pos_ != "ADV"]
    if not rest or rest[0].tag_ != "VBG" or not start <= rest[0].head.idx < end:
        return found
    return replace(found, content=(*found.content[:-1], (start, quotes[-1].end)))


CONTENT_MENDS = (
    whole_quotation,
    with_main_clause,
    with_questions,
    without_comment,
    reports_according,
    within_line,
    beside_according,
    from_figure,
    without_hole,
    with_opening,
    without_next_cue,
    without_gloss,
    with_items,
)
