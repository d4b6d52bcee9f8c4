"""What a statement's own words say beside who and what: to whom, where, when, how and in which part."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import ANSWER, SHOWN, Found, Reading, cue_verb
from onrecord.lexicon.channels import VERB_CHANNELS, channel_nouns
from onrecord.lexicon.cues import words as word_set
from onrecord.model import Manner, Part, Span, Spans

_MAX_WINDOW = 40  # tokens on either side of the cue
_TIME = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan(?:uary|\.)|feb(?:ruary|\.)|march|april|may|june|july|aug(?:ust|\.)"
    r"|sept(?:ember|\.)|oct(?:ober|\.)|nov(?:ember|\.)|dec(?:ember|\.)|today|yesterday|tonight|morning|afternoon|evening"
    r"|night|noon|(?:last|this|earlier|next|later) (?:week|month|year|day|summer|spring|fall|winter)|ago|weekend"
    r"|earlier in the day|\d{1,2} [ap]\.?m|(?:19|20)\d\d)\b",
    re.I,
)
_SPAN_OF_TIME = re.compile(
    r"years?[- ]old|\b(?:for|past|last|next) (?:\w+ ){1,2}(?:years|months|weeks|days|decades)\b", re.I
)
_OF_SAYING = frozenset(
    ("comment", "remark", "statement", "interview", "speech", "letter", "email", "message", "testimony")
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """To whom, over which channel and when something was said, as far as the article says so."""

    addressee: Span | None = None
    channel: str | None = None
    channel_span: Span | None = None
    time: Span | None = None


def circumstances(reading: Reading, found: Found) -> Circumstances:
    """What the words around the cue tell of the act of saying."""
    if found.rule == ANSWER:
        return Circumstances(channel="interview")
    if found.head < 0 or not found.speech:
        return Circumstances()
    verb = reading.doc[found.head]
    window = _window(reading, verb, found)
    channel, channel_span = _shown(reading, found) if found.rule == SHOWN else _channel(reading, verb, window)
    return Circumstances(
        _addressee(reading, verb, window, found.content), channel, channel_span, _time(reading, verb, window)
    )


def manner(reading: Reading, content: Spans) -> Manner:
    """Direct where at least 95 % of the words stand in quotation marks, indirect where none does, else mixed."""
    inside = total = 0
    for start, end in content:
        for t in reading.tokens(start, end):
            if not t.is_punct:
                total += 1
                inside += reading.quotation(t.idx) is not None
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.95 * total else "mixed"


def part(reading: Reading, content: Spans) -> Part:
    """Whether the statement stands in the headline or in the body."""
    head = reading.headline
    return "headline" if head is not None and content[0][0] < head[1] and head[0] < content[-1][1] else "body"


def _window(reading: Reading, verb: Token, found: Found) -> list[Token]:
    """The words of the cue's sentence around the cue that belong neither to the content nor to the source."""
    home = reading.paragraph(verb.idx)
    sentence = reading.sentence(verb.idx, home)
    left = bisect_left(reading.starts, sentence[0])
    right = bisect_left(reading.starts, sentence[1])
    near = reading.doc[max(left, verb.i - _MAX_WINDOW) : min(right, verb.i + _MAX_WINDOW)]
    taken = sorted([*found.content, *found.source])
    return [t for t in near if not t.is_space and not any(a <= t.idx < b for a, b in taken)]


def _addressee(reading: Reading, verb: Token, window: list[Token], content: Spans) -> Span | None:
    """To whom: ``told CNN``, ``said to reporters``, ``in an interview with CNN``, ``in a letter to the agency``."""
    row = cue_verb(verb)
    here = {t.i for t in window}
    if row is not None and "a" in row.frames:
        for t in verb.rights:
            if t.dep_ in ("dobj", "dative") and t.i in here and t.ent_type_ not in ("DATE", "TIME"):
                return _phrase(reading, t, content)
        following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
        if following is not None and following.i in here and following.pos_ in ("PROPN", "PRON", "NOUN", "DET"):
            head = following
            while head.pos_ in ("DET", "ADJ") and head.head.i > head.i and head.head.i in here:
                head = head.head
            return _phrase(reading, head, content)
    for t in window:
        if t.dep_ != "pobj" or t.head.lower_ not in ("to", "with"):
            continue
        host = t.head.head
        # "posted to Lee and said", but not "urging him to release the payments to farms"
        sent = host.pos_ in ("NOUN", "PROPN") or (t.head.lower_ == "to" and verb in host.conjuncts)
        noun = channel_nouns().get(host.lemma_.lower()) if sent else None
        if (host.i == verb.i and t.head.lower_ == "to") or (
            host.i in here and (noun is not None or _sends(host, verb))
        ):
            return _phrase(reading, t, content)
    return _relative_addressee(reading, verb, content)


def _sends(host: Token, verb: Token) -> bool:
    """Whether ``host`` sends the letter in which ``verb`` asks: "sent a letter to the agency demanding that …"."""
    letter = any(t.dep_ == "dobj" and t.lemma_.lower() in channel_nouns() for t in host.rights)
    return letter and verb.tag_ == "VBG" and host.lemma_.lower() in word_set("issuing")


def _relative_addressee(reading: Reading, verb: Token, content: Spans) -> Span | None:
    """``comments made by Ann Lee to the Post, who said …``: the noun before "who" is the addressee."""
    noun = verb.head
    if verb.dep_ != "relcl" or noun.dep_ != "pobj" or noun.head.lower_ != "to":
        return None
    for t in noun.head.ancestors:
        if t.lemma_.lower() in _OF_SAYING:
            return _phrase(reading, noun, content)
    return None


def _phrase(reading: Reading, head: Token, content: Spans) -> Span | None:
    """The noun phrase of ``head`` without clauses that hang on it, and without the content."""
    start, end = reading.hull(head.left_edge, head.right_edge, reading.paragraph(head.idx))
    for t in head.rights:
        if t.dep_ in ("relcl", "acl", "ccomp", "punct", "advcl", "appos") or (
            t.dep_ == "prep" and t.lower_ not in ("of",)
        ):
            end = min(end, t.left_edge.idx)
            break
    for a, b in content:
        if a < end <= b or start <= a < end:
            end = min(end, a) if a > start else end
    return reading.trim((start, end)) if start < end else None


def _channel(reading: Reading, verb: Token, window: list[Token]) -> tuple[str | None, Span | None]:
    """Where or how: ``in a statement``, ``at a news conference``; a verb such as ``tweeted`` says it itself."""
    nouns = channel_nouns()
    for k, t in enumerate(window):
        if t.pos_ not in ("NOUN", "PROPN"):
            continue
        lemma = t.lemma_.lower()
        pair = f"{window[k - 1].lower_} {lemma}" if k else lemma
        row = nouns.get(pair) or nouns.get(lemma)
        # "sent a letter demanding that …"
        sent = t.dep_ == "dobj" and verb.tag_ == "VBG" and verb.i > t.i and t.head.lemma_.lower() in word_set("issuing")
        if row is None or not (sent or (t.dep_ == "pobj" and t.head.lower_ in row[1])):
            continue
        start, end = reading.hull(t.left_edge, t, reading.paragraph(t.idx))
        return row[0], reading.trim((start, end))
    if verb.pos_ == "NOUN":
        return None, None
    lemma = verb.lemma_.lower()
    named = VERB_CHANNELS.get(lemma) or VERB_CHANNELS.get(lemma + "e") or VERB_CHANNELS.get(lemma.removesuffix("e"))
    return (named, (verb.idx, verb.idx + len(verb))) if named else (None, None)


def _shown(reading: Reading, found: Found) -> tuple[str | None, Span | None]:
    """What is shown in full: the letter, the statement that the cue names."""
    for t in (t for a, b in found.cue for t in reading.tokens(a, b)):
        row = channel_nouns().get(t.lemma_.lower()) if t.pos_ in ("NOUN", "PROPN") else None
        if row is not None:
            return row[0], (t.idx, t.idx + len(t))
    return None, None


def _time(reading: Reading, verb: Token, window: list[Token]) -> Span | None:
    """When it was said: the date nearest to the cue that hangs on the cue or stands beside it."""
    best: tuple[int, Span] | None = None
    runs: list[list[Token]] = []
    for t in window:
        if t.ent_type_ not in ("DATE", "TIME"):
            continue
        if runs and runs[-1][-1].i == t.i - 1 and t.ent_iob_ != "B":
            runs[-1].append(t)
        else:
            runs.append([t])
    for run in runs:
        start, end = run[0].idx, run[-1].idx + len(run[-1])
        words = reading.plain[start:end]
        before = reading.plain[max(0, start - 5) : end]
        if not _TIME.search(words) or _SPAN_OF_TIME.search(before):
            continue
        hangs = any(verb in (t.head, t.head.head, t.head.head.head) for t in run)
        distance = min(abs(run[0].i - verb.i), abs(run[-1].i - verb.i))
        if not hangs and distance > 8:
            continue
        rank = distance + (0 if hangs else 10)
        if best is None or rank < best[0]:
            best = (rank, (start, end))
    return best[1] if best else None
