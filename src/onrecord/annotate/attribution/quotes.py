"""Statements in quotation marks: which words around a quotation say who speaks.

The marks are paired on the raw text, paragraph by paragraph. Between two quotations lies a *gap*;
the cue of a quotation stands in the first sentence of the gap after it (``"…," he said``) or in the last
sentence of the gap before it (``He said, "…"``). A quotation with no cue joins the statement before it
in the same paragraph, or the one that a paragraph left open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import (
    Found,
    Reading,
    child,
    cue_verb,
    negated,
    noun_phrase,
    subject,
    verb_group,
)
from onrecord.annotate.attribution.spoken import signed
from onrecord.annotate.surface import Quotation
from onrecord.lexicon import cues
from onrecord.model import Span, Spans

_MAX_CUE_TOKENS = 45
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_SOMEBODY = frozenset(("he", "she", "they"))
_LEAST_SPACES = 6  # in a quotation that no word of saying introduces
_MAX_ASIDE = 15  # words of the article's own between two quotations of one speaker
# A quoted phrase followed by one of these is part of the article's own sentence.
_GOES_ON = frozenset(("CC", "IN", "WP", "WDT", "WRB", "VBG", "TO", "VBN"))


@dataclass(slots=True)
class _Act:
    """One act of saying with the quotations that belong to it."""

    verb: Token
    rule: str
    pieces: list[Span] = field(default_factory=list)


def quote_statements(reading: Reading) -> Iterator[Found]:
    """The statements whose content is (mostly) quoted, in text order."""
    last: _Act | None = None
    acts: list[_Act] = []
    for k, home in enumerate(reading.paragraphs):
        quotes = reading.quotations_in(*home)
        if not quotes:
            last = None
            continue
        floats = quotes[0].mark == "double" and quotes[0].start <= home[0] + 1 and is_utterance(reading, quotes[0])
        carried = last if (floats or quotes[0].continues) and signed(reading, home) is None else None
        found = _in_paragraph(reading, home, quotes, carried)
        if floats and carried is None and k and not any(quotes[0].start == a for act in found for a, _ in act.pieces):
            act = _introduced(reading, reading.paragraphs[k - 1], quotes)
            if act is not None:
                found.insert(0, act)
        acts += found
        last = found[-1] if found else last if carried is not None else None
    for act in acts:
        yield _finish(reading, act)


def _introduced(reading: Reading, before: Span, quotes: list[Quotation]) -> _Act | None:
    """A paragraph that is all quotation belongs to the saying in the last sentence of the paragraph before."""
    sentence = reading.sentence(max(before[1] - 1, before[0]), before)
    colon = reading.plain[sentence[0] : sentence[1]].rstrip().endswith(":")
    verbs = [t for t in reading.tokens(*sentence)[-_MAX_CUE_TOKENS:] if _quoting(t) and not negated(t)]
    if before in reading.boilerplate or before == reading.headline or not verbs:
        return None
    for verb in reversed(verbs):
        cue = cue_verb(verb)
        if not colon and (cue is None or cue.kind != "speech" or "c" not in cue.frames or verb.tag_ in ("VB", "VBG")):
            continue
        who = subject(verb)
        if who is not None and reading.quotation(verb.idx) is None:
            return _Act(verb, "quote-next", [q.span for q in quotes if is_utterance(reading, q)])
    return None


def is_utterance(reading: Reading, q: Quotation) -> bool:
    """Whether the quotation is somebody's sentence rather than a phrase or a title inside ours."""
    inner = reading.plain[q.inner[0] : q.inner[1]].strip(" '")
    if not inner:
        return False
    before = reading.plain[max(0, q.start - 3) : q.start].rstrip()
    starts = _begins(reading, q)
    ends = not q.closed or inner[-1] in ".!?,…-—–;:" or reading.plain[q.end : q.end + 1] in ",.!?"
    words = inner.count(" ") + 1
    if not starts:
        return before.endswith((":", ",")) and words > 3
    return ends and (words > 1 or inner[-1] in ".!?,")


def _begins(reading: Reading, q: Quotation) -> bool:
    """Whether the quotation begins like a sentence."""
    inner = reading.plain[q.inner[0] : q.inner[1]].lstrip(" '")
    return inner[:1].isupper() or inner[:1].isdigit() or inner.startswith(("[", "(", "…", "..."))


def _in_paragraph(reading: Reading, home: Span, quotes: list[Quotation], carried: _Act | None) -> list[_Act]:
    acts: dict[int, _Act] = {}
    current: _Act | None = carried
    out: list[_Act] = []
    for k, q in enumerate(quotes):
        gap_before = (quotes[k - 1].end if k else home[0], q.start)
        gap_after = (q.end, quotes[k + 1].start if k + 1 < len(quotes) else home[1])
        utterance = is_utterance(reading, q)
        lead = _lead(reading, gap_before, q)
        if lead is not None and not utterance and not (lead.i in acts and _only_attributes(reading, gap_before)):
            lead = None
        after = _tail(reading, q, gap_after)
        if k and lead is not None and lead.i in acts and after is not None and after.i != lead.i:
            lead = None if reading.plain[q.start - 2 : q.start].strip() in ("", ".") else lead
        verb = lead if lead is not None else after
        if verb is None:
            if utterance and current is not None and not _new_sentence_speaker(reading, gap_before, k):
                current.pieces.append(q.span)
            continue
        start = q.start
        if lead is None and not (utterance and _begins(reading, q)):
            free = gap_before if k and current is not None and acts else home
            start = min(start, _sentence_start(reading, (free[0], q.start)))
        if start < q.start and _asked(reading, start, q.start):
            continue
        act = acts.get(verb.i)
        if act is None:
            act = _Act(verb, "quote-before" if lead is not None else "quote-after")
            acts[verb.i] = act
            out.append(act)
        act.pieces.append((start, q.end))
        current = act
    return out


def _only_attributes(reading: Reading, gap: Span) -> bool:
    """Whether a gap is no more than ``she said,`` inside a split quotation."""
    return reading.plain[gap[0] : gap[1]].rstrip().endswith(",") and len(_words(reading, gap)) < 6


def _asked(reading: Reading, start: int, end: int) -> bool:
    """Whether the words before the quotation are a question put to the speaker ("Asked if he is "fit", he said")."""
    words = _words(reading, (start, end))[:2]
    return any(t.tag_ in ("VBN", "VBD") and t.lemma_.lower() in ("ask", "press", "question") for t in words)


def _new_sentence_speaker(reading: Reading, gap: Span, k: int) -> bool:
    """Whether, after the attribution, the words between two quotations say something of their own."""
    if k == 0:
        return False
    first = _first_sentence(reading, gap)
    return len(_words(reading, (first[1], gap[1]))) > _MAX_ASIDE


def _words(reading: Reading, span: Span) -> list[Token]:
    return [t for t in reading.tokens(*span) if not t.is_punct]


def _first_sentence(reading: Reading, gap: Span) -> Span:
    """The first sentence of a gap: what follows a closing mark may begin in the quoted sentence."""
    start = gap[0]
    while start < gap[1] and reading.text[start].isspace():
        start += 1
    return reading.sentence(start, gap) if start < gap[1] else gap


def _last_sentence(reading: Reading, gap: Span) -> Span:
    end = gap[1]
    while end > gap[0] and reading.text[end - 1].isspace():
        end -= 1
    return reading.sentence(end - 1, gap) if end > gap[0] else gap


def _sentence_start(reading: Reading, gap: Span) -> int:
    start, end = _last_sentence(reading, gap)
    while start < end and reading.text[start].isspace():
        start += 1
    return start


def _quoting(token: Token) -> bool:
    cue = cue_verb(token)
    return cue is not None and "q" in cue.frames


def _tail(reading: Reading, q: Quotation, gap: Span) -> Token | None:
    """The cue verb after a quotation: ``"…," he said``, ``"…" said the agency``."""
    inner = reading.plain[q.inner[0] : q.inner[1]].rstrip(" '")
    if not q.closed or not inner:
        return None
    first = _first_sentence(reading, gap)
    tokens = reading.tokens(*first)[:_MAX_CUE_TOKENS]
    words = [t for t in tokens if not t.is_punct]
    if not words:
        return None
    outside = reading.plain[q.end : q.end + 2].lstrip()[:1]
    ends_sentence = inner[-1] == "." or outside == "."
    if ends_sentence and not (words[0].is_lower and (_quoting(words[0]) or (len(words) > 1 and _quoting(words[1])))):
        return None
    if inner[-1] not in ",?!-—–….;" and outside not in (",", "-", "—", "–"):
        return None
    if not is_utterance(reading, q) and (words[0].tag_ in _GOES_ON or (len(words[0].text) < 2 and words[0].is_punct)):
        return None
    for t in words:
        if not _quoting(t) or negated(t) or t.dep_ in ("relcl", "acl"):
            continue
        if _has_own_clause(t) and inner.count(" ") < 4:
            continue
        if t.tag_ == "VBG" and t.i > words[0].i:
            continue
        if subject(t) is None and not _next_name(t):
            continue
        return t
    return None


def _has_own_clause(verb: Token) -> bool:
    """Whether the verb says something else: ``"Unifier?" concludes that …``."""
    return any(c.dep_ == "ccomp" and any(m.dep_ == "mark" for m in c.lefts) for c in verb.rights)


def _next_name(verb: Token) -> bool:
    following = verb.doc[verb.i + 1 : verb.i + 3]
    return any(t.pos_ in ("PROPN", "NOUN", "PRON") for t in following)


def _lead(reading: Reading, gap: Span, q: Quotation) -> Token | None:
    """The cue verb before a quotation: ``He said, "…"``, ``the statement reads: "…"``."""
    last = _last_sentence(reading, gap)
    tokens = reading.tokens(*last)[-_MAX_CUE_TOKENS:]
    words = [t for t in tokens if not t.is_punct]
    if not words:
        return None
    mark = next((t.text for t in reversed(tokens) if not t.is_quote), "")
    if mark not in (",", ":"):
        if not _quoting(words[-1]) and words[-1].lower_ != "that":
            return None
        if is_title(reading, q) and words[-1].lemma_.lower() not in cues.words("bare-quote"):
            return None
    fallback = None
    for t in reversed(words):
        if not _quoting(t) or negated(t):
            continue
        if t.dep_ in ("relcl",) and t.i != words[-1].i:
            fallback = fallback or t
            continue
        if t.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in t.children):
            continue
        if mark != ":" and t.i != words[-1].i and _is_stance(t):
            continue
        return t
    return fallback or (_acting(reading, words, q) if mark == ":" else None)


def _acting(reading: Reading, words: list[Token], q: Quotation) -> Token | None:
    """``Lee pointed to the letter: "…"``: what a person did before a colon and a sentence in marks was to say it."""
    root = next((t for t in words if t.dep_ == "ROOT" and t.tag_ in _FINITE), None)
    who = subject(root) if root is not None and not negated(root) else None
    if root is None or who is None or who.i > root.i or reading.plain[slice(*q.inner)].count(" ") < _LEAST_SPACES:
        return None
    somebody = who.ent_type_ == "PERSON" or who.lower_ in _SOMEBODY
    return root if somebody and is_utterance(reading, q) else None


def is_title(reading: Reading, q: Quotation) -> bool:
    """Whether the quotation reads like the title of a work: every longer word with a capital."""
    long_words = [w for w in reading.plain[q.inner[0] : q.inner[1]].split() if len(w) > 3]
    return 0 < len(long_words) < 9 and all(w.lstrip("'([")[:1].isupper() for w in long_words)


def is_nickname(reading: Reading, q: Quotation) -> bool:
    """Whether one capitalized word stands in marks between two others of a name: ``Ann "Annie" Lee``."""
    inner = reading.plain[slice(*q.inner)]
    before = reading.plain[max(0, q.start - 30) : q.start].split(" ")
    after = reading.plain[q.end : q.end + 2]
    single = inner.isalpha() and inner[:1].isupper()
    named = len(before) > 1 and before[-1] == "" and before[-2][:1].isupper() and before[-2].strip(".").isalpha()
    return single and named and after[:1] == " " and after[1:].isupper()


def _is_stance(verb: Token) -> bool:
    """Whether the verb is complete without the quotation: ``criticized the raid, "…"``."""
    cue = cue_verb(verb)
    return cue is not None and "o" in cue.frames and "c" not in cue.frames and child(verb, "dobj") is not None


def _finish(reading: Reading, act: _Act) -> Found:
    verb = act.verb
    pieces = sorted(set(act.pieces))
    joined: list[Span] = []
    for a, b in pieces:
        if joined and a <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(b, joined[-1][1]))
        elif joined and not any(c.isalnum() or c == "\n" for c in reading.text[joined[-1][1] : a]):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    who = _speaker(reading, verb, joined)
    source: Spans = (who,) if who else ()
    return Found(act.rule, tuple(joined), source, (verb_group(reading, verb),), _lemma(verb), verb.i)


def _lemma(verb: Token) -> str:
    cue = cue_verb(verb)
    return cue.lemma if cue else verb.lemma_.lower()


def _speaker(reading: Reading, verb: Token, content: list[Span]) -> Span | None:
    """The source phrase: the verb's subject if it lies outside the quotation, else the nearest name."""
    who = subject(verb)
    if who is not None and not any(a <= who.idx < b for a, b in content):
        span = noun_phrase(reading, who, verb)
        if span is not None:
            for a, b in content:
                if span[0] < b <= span[1]:
                    span = (b, span[1])
                elif span[0] <= a < span[1]:
                    span = (span[0], a)
            cut = reading.trim(span) if span[0] < span[1] else None
            if cut is not None and cut[0] <= who.idx < cut[1]:
                return cut
    if any(c.dep_ == "auxpass" for c in verb.lefts):
        return None
    home = reading.paragraph(verb.idx)
    for step in (-1, 1):
        i = verb.i + step
        while 0 <= i < len(reading.doc) and home[0] <= reading.doc[i].idx < home[1] and abs(i - verb.i) < 6:
            t = reading.doc[i]
            if any(a <= t.idx < b for a, b in content):
                break
            if t.pos_ in ("PROPN", "PRON", "NOUN"):
                span = noun_phrase(reading, t, verb)
                return (
                    span
                    if span and not any(a < span[1] and span[0] < b for a, b in content)
                    else (t.idx, t.idx + len(t))
                )
            i += step
    return None
