"""What a statement shown in full holds: the quotation behind its introduction, or paragraphs of prose up to its end."""

from __future__ import annotations

import re
from itertools import takewhile

from onrecord.annotate.attribution.first_person import FIRST_PERSON, SPEAKS_ALONE, SPEAKS_OF_SELF
from onrecord.annotate.attribution.in_full_owner import surname
from onrecord.annotate.attribution.lost_extent import paragraphs_of_speech
from onrecord.annotate.attribution.reading import FINITE, OVER, Reading, cue_verb
from onrecord.lexicon.cues import words
from onrecord.model import Span, Spans

_NO_PROSE = re.compile(r"(?:#+|\*+|-{2,}|_{2,}|end(?: of (?:statement|letter))?)[\s#]*", re.I)
_ENDS = re.compile(
    r"(?:sincerely|respectfully|regards|yours|very truly yours|warmly|in solidarity|cc|background|###|# # #"
    r"|(?:for more|for further|additional) information|click here|read more|to (?:read|watch|view|learn)|contact"
    r"|media contact|press contact|print|email|tweet|share|next article|previous article|permalink|issues|tags"
    r"|related)\b",
    re.I,
)
# The last words of a letter whose signatures are lost.
_THANKS = re.compile(r"thank you(?: again| in advance)? for your (?:\w+ ){0,4}(?:consideration|attention)\b", re.I)
_MAX_THANKS = 30  # words
_SALUTATION = re.compile(
    r"(?:dear\b.{0,120}|(?:mr|madam|mister)\.? (?:speaker|president|chair\w*)\b.{0,40})[,:.]?", re.I
)
# "numerous, continued complaints" attributes nothing.
_SAID_BY = re.compile(r'[,"] (?:said|added|continued) (?=[A-Z]|the |an? |he |she |they )')
_LAWS = "|".join(word + "|" + word.capitalize() for word in sorted(words("laws")))
_THE = re.compile(r"\b[Tt]he $")
_CALLED = re.compile(r"(?:'s?)? [A-Z][a-z]")
_DEAR_INSIDE = re.compile(r"\bDear [A-Z][^:;\n]{2,80}?(?:: *|, (?=[A-Z]))")
_SINCERELY = re.compile(r"(?<=[.!?]) *(?:Sincerely|Respectfully|Very truly yours|Best regards)\b")
_TOPIC = re.compile(r"(?:on|about|regarding) ", re.I)
_LINK = re.compile(r"(?:click here|(?:watch|listen|read) )", re.I)
_MAX_TOPICS = 3
_MAX_ADDRESS = 400  # characters
_MAX_UNDER = 12  # paragraphs under a heading in which the speaker says "I"
LEAST_WORDS = 8
_NEAR = 6  # words after a quotation
_MAX_HEADING = 40  # words
MAX_SKIPPED = 14  # date, addresses and salutation of a letter
_MAX_BACKGROUND = 3  # paragraphs
_LEFT_OPEN = 0.5  # the chance that he goes on behind a mark that nothing closes
_MAX_PHRASE = 60  # characters
_MAX_LOST = 3  # paragraphs among marked ones that have lost their own
_MAX_RUN = 20  # paragraphs of a quotation that opens once
_BEGINS_WITH_WE = re.compile(r"[\"' ]*We\b")
_PROSE_ENDS = frozenset(".!?:;,\"'”")


def shown_content(reading: Reading, k: int, stop: int, source: Span | None, announced: bool) -> tuple[Spans, int]:
    """The pieces, a paragraph each, and the index of the last paragraph; nothing where they are attributed.

    What is not ``announced`` as a statement before a colon must be in the first person.
    """
    homes = reading.paragraphs
    rest = reading.trim((stop, homes[k][1])) if stop < homes[k][1] else None
    if rest is not None and (letter := greets(reading, rest[0], homes[k][1])) is not None:
        rest = letter
    elif rest is not None:
        rest = _up_to_name(reading, (rest[0], homes[k][1]), surname(reading, source))
    if rest is not None and not any(t.tag_ in FINITE for t in reading.tokens(*rest)):
        rest = None  # "on H.J. Res. 79: Continuing Appropriations Resolution, 2012."
    over = rest is not None and OVER.search(reading.plain, rest[1], homes[k][1]) is not None
    spans = ([rest] if rest is not None else []) + list(() if over else homes[k + 1 :])
    first = k if rest is not None else k + 1
    if not spans:
        return (), k
    # "issued the following statement on the ship. By reports it would be leased …", and the next paragraph is quoted.
    told = rest is not None and reading.plain[stop - 1] != ":" and len(spans) > 1
    if told and opens_with_quotation(reading, spans[1]) and not SPEAKS_OF_SELF.search(reading.plain, *spans[0]):
        spans, first, rest = spans[1:], k + 1, None
    if rest is not None and _is_background_of(reading, rest, homes[k][1], surname(reading, source)):
        return (), k
    if opens_with_quotation(reading, spans[0]) and not (announced and _opens_with_phrase(reading, spans[0])):
        return quoted_paragraphs(reading, spans, first, source)
    heading = reading.plain[spans[0][0] : spans[0][1]].rstrip()
    titled = heading.endswith(":") and len(heading.split()) < 2 * LEAST_WORDS
    background = rest is None and not SPEAKS_OF_SELF.search(heading) and not _SALUTATION.match(heading)
    # Background between the introduction and the words may be longer where no colon has led to them.
    within = 1 if titled or reading.plain[stop - 1] == ":" else _MAX_BACKGROUND
    for j in range(1, min(within, len(spans) - 1) + 1 if titled or background else 0):
        if opens_with_quotation(reading, spans[j]):
            return quoted_paragraphs(reading, spans[j:], first + j, source)
        if (
            j > 1
            and reading.plain[slice(*spans[j - 1])].rstrip().endswith(":")
            and SPEAKS_OF_SELF.search(reading.plain, *spans[j])
        ):
            return prose(reading, spans[j:], first + j, source, announced, signed=True)
        if SPEAKS_OF_SELF.search(reading.plain, *spans[j]) or _SALUTATION.match(reading.plain, *spans[j]):
            break
    return prose(reading, spans, first, source, announced, signed=True)


def greets(reading: Reading, start: int, end: int) -> Span | None:
    """A letter in a paragraph that holds its date and address too: from behind "Dear Secretary Lee:" to "Sincerely"."""
    m = _DEAR_INSIDE.search(reading.plain, start, min(end, start + _MAX_ADDRESS))
    if m is None:
        return None
    signed = _SINCERELY.search(reading.plain, m.end(), end)
    stop = signed.start() if signed is not None else end
    return (m.end(), stop) if m.end() < stop else None


def _is_background_of(reading: Reading, rest: Span, end: int, named: str | None) -> bool:
    """``released this statement. The bill is short. We must act, said Lee.``: hers is attributed for itself."""
    says = r"[^.!?]*[,?!] (?:said|says|stated) (?:[A-Z][\w.'-]* ){0,4}"
    signs = re.compile(says + re.escape(named) + r"\b") if named else None
    told = signs is not None and signs.match(reading.plain, rest[1] + 1, end) is not None
    return told and FIRST_PERSON.search(reading.plain, *rest) is None


def _opens_with_phrase(reading: Reading, span: Span) -> bool:
    """Whether a word or two in marks begin what is said: ``“Fast Lee” promised to be at home.``"""
    q = reading.quotations_in(span[0], span[0] + 2)[0]
    inner = reading.plain[slice(*q.inner)]
    goes_on = reading.plain[q.end : q.end + 2].strip()[:1].islower()
    return q.closed and goes_on and len(inner) < _MAX_PHRASE and inner[-1:].isalnum()


def quoted_paragraphs(reading: Reading, spans: list[Span], first: int, source: Span | None = None) -> tuple[Spans, int]:
    """Quotations, a paragraph each, and the article's background between them; nothing where a speaker is named."""
    pieces: list[Span] = []
    last = 0
    named = surname(reading, source)
    for j, (start, end) in enumerate(spans):
        if not opens_with_quotation(reading, (start, end)):
            if pieces and last == j - 1 and _is_in_open_run(reading, spans, j, pieces, named):
                pieces.append((start, end))
                last = j
                continue
            if pieces and _is_topic(reading, spans, j):
                continue
            if not pieces or not _is_background(reading, (start, end)):
                break
            continue
        inside = reading.quotations_in(start, end)
        outside = _outside((start, end), [i.span for i in inside])
        if any(_attributes(reading, part) for part in outside):
            return (tuple(pieces), first + last) if pieces else ((), first)
        if j > last + 1 and any(c.isalnum() for a, b in outside for c in reading.plain[a:b]):
            break
        # Typed marks inside of typed marks: the one that closes the paragraph's own is in the next, or lost.
        ended = reading.plain[slice(*inside[-1].inner)].rstrip()[-1:] in ".!?"
        # Where the mark of the paragraph before was left open, the next may close twice.
        odd = (not ended or reading.plain[end - 1] == '"') and reading.plain[start] == '"'
        odd = odd and bool(reading.plain.count('"', start, end) % 2)
        pieces.append((start, end if odd else inside[-1].end))
        last = j
        left_open = not inside[-1].closed or (odd and reading.plain[end - 1] != '"')
        runs = left_open and _is_in_open_run(reading, spans, j + 1, pieces, named)
        if left_open and not runs and not opens_with_quotation(reading, (*spans[j + 1 :], None)[0]):
            rest = _in_person(reading, spans[j + 1 :], source, pieces[0])  # the marks behind it are lost
            return (*pieces, *rest), first + j + len(rest)
    return tuple(pieces), first + last


def _is_topic(reading: Reading, spans: list[Span], j: int) -> bool:
    """Whether paragraph ``j`` tells what the next quotation is about, or is a link before such: "On the plan:"."""
    for span in spans[j : j + _MAX_TOPICS]:
        if opens_with_quotation(reading, span):
            return True
        line = reading.plain[slice(*span)].rstrip()
        topic = _TOPIC.match(line) is not None and line.endswith(":") and len(line.split()) < 2 * LEAST_WORDS
        if not topic and not (_LINK.match(line) and len(line.split()) < 2 * LEAST_WORDS):
            return False
    return False


def _is_in_open_run(reading: Reading, spans: list[Span], j: int, pieces: list[Span], named: str | None) -> bool:
    """Whether paragraph ``j`` has lost the mark that each of the paragraphs around it opens with and none closes."""
    behind = next((k for k in range(j, min(j + _MAX_LOST, len(spans))) if opens_with_quotation(reading, spans[k])), j)
    after = [span for span in spans[behind : behind + _MAX_LOST] if opens_with_quotation(reading, span)]
    if behind == j or len(pieces) + len(after) <= _MAX_LOST:
        return False
    around = [*pieces[-_MAX_LOST + 1 :], *(after[:-1] or after)]
    marks = [[q for q in reading.quotations_in(*span) if q.mark == "double"] for span in around]
    opened = all(not q[-1].closed for q in marks if q)
    bare = not any(reading.plain.count('"', *span) for span in spans[j:behind])
    named_in = named is not None and any(_mentions(reading.plain[slice(*span)], named) for span in spans[j:behind])
    return opened and bare and not named_in


def _in_person(reading: Reading, spans: list[Span], source: Span | None, begun: Span | None = None) -> Spans:
    """The paragraphs up to the last in the first person before one that is quoted or is no prose."""
    closed = _up_to_lone_close(reading, spans)
    whole, _ = prose(reading, closed, 0, source, True) if closed else ((), 0)
    if whole and len(whole) == len(closed):
        return whole
    pieces, _ = prose(reading, [*takewhile(lambda span: not _is_quoted(reading, span), spans)], 0, source, True)
    # "We applaud the launch": several speak, or for an office, and say "we" throughout.
    person = SPEAKS_OF_SELF if begun is not None and _BEGINS_WITH_WE.match(reading.plain, *begun) else SPEAKS_ALONE
    told = [k for k, span in enumerate(pieces) if person.search(reading.plain, *span)]
    said = paragraphs_of_speech(reading, pieces, _LEFT_OPEN)
    return pieces[: max(told[-1] + 1 if told else 0, said)]


def _is_quoted(reading: Reading, span: Span) -> bool:
    """Whether a paragraph holds a quotation; "a sign that says “now hiring”" is told inside of somebody's words."""
    marks = [q for q in reading.quotations_in(*span) if q.mark == "double"]
    return any(not q.closed or q.start == span[0] or q.inner[1] - q.inner[0] > _MAX_PHRASE for q in marks)


def _up_to_lone_close(reading: Reading, spans: list[Span]) -> list[Span]:
    """The paragraphs up to the one that the lone closing mark of a quotation left open ends."""
    for k, (start, end) in enumerate(spans[:_MAX_RUN]):
        if opens_with_quotation(reading, (start, end)):
            return []
        if reading.plain.count('"', start, end) % 2:
            return spans[: k + 1] if reading.plain[end - 1] == '"' else []
    return []


def _is_background(reading: Reading, span: Span) -> bool:
    """Whether a paragraph between two quotations attributes neither: no word of saying, no colon at its end."""
    tokens = reading.tokens(*span)
    speaks = any((cue := cue_verb(t)) is not None and cue.kind == "speech" and t.tag_ in FINITE for t in tokens)
    bare = span in reading.boilerplate or _NO_PROSE.fullmatch(reading.plain[span[0] : span[1]].strip()) is not None
    return not (speaks or bare) and tokens[-1].text != ":" and reading.plain[span[0] : span[1]].rstrip()[-1:] in ".!?"


def _attributes(reading: Reading, span: Span) -> bool:
    """Whether the words after a quotation say who said it: a cue verb is among the first of them."""
    for t in [t for t in reading.tokens(*span) if not t.is_punct][:_NEAR]:
        cue = cue_verb(t)
        if cue is not None and "q" in cue.frames and cue.kind == "speech":
            return True
        if t.pos_ not in ("PROPN", "PRON", "NOUN", "ADJ") and t.lower_ != "the":
            return False  # "“Liberation Day,” an expansive tariff regime he promised …"
    return False


def _outside(span: Span, marks: list[Span]) -> list[Span]:
    out, at = [], span[0]
    for a, b in marks:
        out.append((at, a))
        at = b
    return [*out, (at, span[1])]


def opens_with_quotation(reading: Reading, span: Span | None) -> bool:
    """Whether the paragraph begins with a quotation mark."""
    return span is not None and bool(reading.quotations_in(span[0], min(span[0] + 2, span[1])))


def prose(
    reading: Reading,
    spans: list[Span],
    first: int,
    source: Span | None,
    announced: bool = False,
    signed: bool = False,
) -> tuple[Spans, int]:
    """Paragraphs of prose in the first person, from a salutation on, up to the article's own words.

    The first may be ``signed``, with the speaker's name behind its first sentence.
    """
    named = surname(reading, source)
    pieces: list[Span] = []
    skipped = 0
    for k, (start, end) in enumerate(spans):
        text = reading.plain[start:end]
        bare = (start, end) in reading.boilerplate or _NO_PROSE.fullmatch(text) is not None
        count = len(text.split())
        heading = count < LEAST_WORDS or (count < _MAX_HEADING and text.rstrip()[-1:] not in _PROSE_ENDS)
        if not pieces and skipped < MAX_SKIPPED and (bare or heading or _SALUTATION.fullmatch(text)):
            skipped += 1
            continue
        if bare or _ENDS.match(text):
            break
        if pieces and len(text.split()) < LEAST_WORDS and text.rstrip()[-1:] not in ".!?:;":
            if not _speaks_under(reading, spans, k, named):
                break
            skipped += 1  # a heading inside of what he says
            continue
        opens = signed and not pieces and _signs_opening(reading, start, end, named)
        if not opens and _attributed(reading, (start, end), named):
            break
        pieces.append((start, end))
        if count < _MAX_THANKS and _THANKS.match(text):
            break
    whole = " ".join(reading.plain[a:b] for a, b in pieces)
    if not pieces or len(whole.split()) < LEAST_WORDS or not (announced or FIRST_PERSON.search(whole)):
        return (), first
    trimmed = tuple(p for span in pieces if (p := reading.trim(span)) is not None)
    return trimmed, first + skipped + len(pieces) - 1


def _speaks_under(reading: Reading, spans: list[Span], k: int, named: str | None) -> bool:
    """Whether the speaker goes on under the heading ``k``: in the first person, with nobody's name before that."""
    if k + 1 < len(spans) and SPEAKS_ALONE.search(reading.plain, *spans[k + 1]):
        return True
    if any(t.ent_type_ == "PERSON" for t in reading.tokens(*spans[k])):
        return False  # a signature, or who speaks next
    for span in spans[k + 1 : k + 1 + _MAX_UNDER]:
        text = reading.plain[slice(*span)]
        bare = span in reading.boilerplate or _NO_PROSE.fullmatch(text) is not None
        if bare or _ENDS.match(text) or _attributed(reading, span, named) or opens_with_quotation(reading, span):
            return False
        if SPEAKS_ALONE.search(reading.plain, *span):
            return True
    return False


def _attributed(reading: Reading, span: Span, surname: str | None) -> bool:
    """Whether the article speaks again: it names the speaker, or attributes words to one."""
    text = reading.plain[span[0] : span[1]]
    if surname is None:
        return bool(_SAID_BY.search(text))
    return any(reading.quotation(span[0] + m.start()) is None for m in _mentions(text, surname))


def _mentions(text: str, surname: str) -> list[re.Match[str]]:
    """Where a text names the speaker: not in "the Lee Amendment" or "the Lee-Poe bill", which he names himself."""
    found = re.finditer(rf"(?<![\w-]){re.escape(surname)}(?![\w-])(?! (?:{_LAWS})\b)", text)
    return [m for m in found if not (_THE.search(text, 0, m.start()) and _CALLED.match(text, m.end()))]


def _signs_opening(reading: Reading, start: int, end: int, surname: str | None) -> bool:
    """``There is no denying it, said Congresswoman Lee. We must act.``: the words introduced, with who says them."""
    if surname is None:
        return False
    told = re.compile(
        rf"[,!?] (?:(?:said|stated|says) (?:[A-Z][\w.'-]* ){{0,4}}{re.escape(surname)}|(?:[A-Z][\w.'-]* ){{0,4}}"
        rf"{re.escape(surname)} (?:said|stated|says))\. "
    )
    m = told.search(reading.plain, start, end)
    first = m is not None and not re.search(r"[.!?] ", reading.plain[start : m.start()])
    return first and len(re.findall(rf"\b{re.escape(surname)}\b", reading.plain[start:end])) == 1


def _up_to_name(reading: Reading, span: Span, surname: str | None) -> Span | None:
    """What follows the introduction in its own paragraph, up to the sentence that names the speaker again."""
    over = OVER.search(reading.plain, *span)
    if over is not None:
        span = (span[0], span[0] + len(reading.plain[span[0] : over.start()].rstrip()))
    named = _mentions(reading.plain[span[0] : span[1]], surname) if surname else []
    m = named[0] if named else None
    around = reading.quotation(span[0] + m.start()) if m is not None else None
    # A mark left open runs on over the article's own words.
    if m is None or (around is not None and around.closed):
        return span
    stop = reading.sentence(span[0] + m.start(), span)[0]
    lost = reading.plain.rfind(".", span[0], span[0] + m.start())  # "my belief.Sen. Lee has …"
    if stop <= span[0] and lost > span[0]:
        stop = lost + 1
    return reading.trim((span[0], stop)) if stop > span[0] else None
