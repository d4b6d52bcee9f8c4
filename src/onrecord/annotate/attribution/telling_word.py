"""The word that tells, where the model marks what stands before it as the cue.

=========== ============================================================ ==================
cue         example                                                      what tells
=========== ============================================================ ==================
day         Lee *today* announced $42,000 for the city                   announced
leading     Lee *led* 42 of her colleagues in urging him to act          urging
letter      Lee *sent a letter* to Poe requesting an answer              requesting
=========== ============================================================ ==================
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import Reading, cue_verb, is_infinitive, verb_group
from onrecord.lexicon.cues import words
from onrecord.model import Span, Spans

_BETWEEN = 60  # tokens of a cue and those whom a letter goes to or whom somebody leads
_OF_NOUN = frozenset(("ADJ", "ADP", "ADV", "DET", "NOUN", "PRON", "SCONJ"))
_DAYS = frozenset(("today", "yesterday", "tonight", "tomorrow"))


def telling_word(reading: Reading, cue: Spans, content: Spans) -> tuple[Spans, Spans]:
    """Cue and content with the word that tells for the cue, where it stands behind what was taken for one."""
    tokens = [t for t in reading.words(cue) if t.text[:1].isalpha()]
    if not tokens or len(content) > 2 or any(reading.quotations_in(a, b) for a, b in content):
        return cue, content  # who is quoted is introduced by no letter alone
    if all(t.lower_ in _DAYS for t in tokens):
        return _beside_day(reading, tokens[-1], cue, content), content
    leads = any(t.pos_ == "VERB" and t.lemma_.lower() in words("leading") for t in tokens)
    if not leads and not any(t.lemma_.lower() in words("carrying") for t in tokens):
        return cue, content
    told = _behind(reading, tokens[0], content[0])
    if told is None:
        return cue, content
    verb, end = told
    if end <= content[0][0]:
        return ((verb.idx, end),), content
    rest = reading.trim((end, content[0][1]))
    return (((verb.idx, end),), (rest, *content[1:])) if rest is not None else (cue, content)


def _beside_day(reading: Reading, day: Token, cue: Spans, content: Spans) -> Spans:
    """``today announced``: the verb between the day and what is told."""
    verb = next((t for t in day.doc[day.i + 1 : day.i + 4] if t.pos_ == "VERB"), None)
    if verb is None or cue_verb(verb) is None or not day.idx < verb.idx < content[0][0]:
        return cue
    between = reading.tokens(verb.idx + len(verb), content[0][0])
    return (verb_group(reading, verb),) if all(t.pos_ in ("ADP", "PUNCT", "SPACE") for t in between) else cue


def _behind(reading: Reading, first: Token, content: Span) -> tuple[Token, int] | None:
    """The verb that asks or tells behind a letter or those who are led, and where its particle ends.

    It stands right before the content, or in it behind nothing but those whom it goes to.
    """
    sentence = reading.sentence(first.idx, reading.paragraph(first.idx))
    for t in first.doc[first.i + 1 : first.i + _BETWEEN]:
        if t.idx >= min(sentence[1], content[1]):
            return None
        asks = t.lemma_.lower() in words("carried") and t.pos_ == "VERB" and (t.tag_ == "VBG" or is_infinitive(t))
        if asks:
            end = t.idx + len(t)
            after = t.nbor() if t.i + 1 < len(t.doc) else None
            if after is not None and after.lower_ in ("for", "on", "upon") and after.pos_ in ("ADP", "SCONJ"):
                end = after.idx + len(after)
            gap = reading.tokens(end, content[0]) if end < content[0] else []
            if any(g.lemma_.lower() in words("voiced") for g in gap):  # "raising deep concerns about" is the cue
                return (t, gap[-1].idx + len(gap[-1])) if all(g.pos_ in _OF_NOUN for g in gap) else None
            return (t, end) if not gap else None
        if t.idx >= content[0] and (t.tag_ in ("VBD", "VBZ", "VBP", "MD") or t.text in (".", ";", ":", '"')):
            return None  # a clause of its own
    return None
