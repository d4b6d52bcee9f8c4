"""Contents without what is another's beside them.

============ ===================================================== ================================================
what         example                                               whose it is
============ ===================================================== ================================================
label        Lee: “We must.” ⏎ Poe: “We shall.”                    behind a label of his own another speaks
own cue      “…,” said Lee. ⏎ “…, “said Poe. …                     who is named in a paragraph quotes himself there
name alone   “…,” said Lee. ⏎ “…,” Ann Poe, counsel. “…”           "said" is lost
led          He asked, “Why?” Lee got up and said, “Because.”      what a comma and a word of saying lead to is told
colon        “…” ⏎ Lee said: ⏎ “…”                                 a colon leads to what comes behind it
inner mark   ‘We never did.’ ⏎ “Those were their words.”           a closed mark inside of a speech ends what is cited
headline     We fail, report says ⏎ “The report tells …”           a line without a full stop is whole
============ ===================================================== ================================================
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onrecord.annotate.attribution.candidates import shared
from onrecord.annotate.attribution.reading import IN_FULL, Found, Reading, cue_verb
from onrecord.annotate.surface import Quotation
from onrecord.model import Span, Spans

_SENTENCE_OPENS = re.compile(r"[.!?]['\")]* +$|\n\s*$|^\s*$")
_LINE_LABEL = re.compile(r"[A-Z][\w.'’& -]{1,40}: +(?=\S)")
_GLUED = re.compile(r"(?<=[a-z.?!])(?P<name>[A-Z][a-z'’-]+): ?(?=[A-Z])")  # "… of discretionLee: So you …"
_MAX_LED = 8  # tokens between a word of saying and the mark of what it leads to
_LOOK_BACK = 4  # characters before a label, to tell whether it opens a sentence


def without_turns_of_others(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """``found``, without the turns and quotations that somebody else is named for; none loses all."""
    labels = sorted(f.source[0] for f in found if f.source and f.cue and f.head < 0 and _is_label(reading, f))
    labels = sorted((*labels, *_glued_labels(reading, found)))
    signed = {f.content[0][0]: f for f in found if f.speech and f.source and f.cue and f.head >= 0}
    whole = {q.start: (k, q) for k, f in enumerate(found) if (q := _signed_behind(reading, f)) is not None}
    out = list(found)
    for k in range(len(out)):
        f = out[k]
        if not f.cue or not f.source or f.rule in IN_FULL:
            continue
        content = _before_label(reading, f, labels)
        content = tuple(p for p in content if not _is_anothers(reading, f, p, signed))
        for p in [p for p in content[1:] if p[0] in whole and f.head >= 0 and f.cue[0][0] < p[0]]:
            j, q = whole[p[0]]  # a quotation below, of which who signs it has the end
            out[j] = replace(out[j], content=(q.span, *(s for s in out[j].content if s[0] >= q.end)))
            content = tuple(s for s in content if s != p)
        content = _of_line(reading, f, content) if content else content
        if content and content != f.content:
            out[k] = replace(f, content=content)
            if _leads_on(reading, reading.paragraph(f.cue[0][0])):
                _give_to_last_speaker(reading, out, [p for p in f.content if p[1] <= f.cue[0][0]])
    return out


def _give_to_last_speaker(reading: Reading, found: list[Found], pieces: Sequence[Span]) -> None:
    """Paragraphs quoted whole, before the introduction of the next speaker, go on with the quotation above them."""
    for piece in pieces:
        home = reading.paragraph(piece[0])
        k = reading.paragraphs.index(home) - 1
        above = reading.quotations_in(*reading.paragraphs[k]) if k >= 0 else []
        last = above[-1].span if above else None
        q = reading.quotation(piece[0])
        if last is None or q is None or q.span != home or last[1] < reading.paragraphs[k][1]:
            continue
        for j, f in enumerate(found):
            if f.speech and f.content[-1][1] == last[1]:
                found[j] = replace(f, content=(*f.content, piece))
                break


def _is_label(reading: Reading, found: Found) -> bool:
    """Whether a name and a colon open a sentence."""
    start = found.source[0][0]
    colon = reading.plain[slice(*found.cue[0])].strip() == ":"
    return colon and _SENTENCE_OPENS.search(reading.plain, max(0, start - _LOOK_BACK), start) is not None


def _glued_labels(reading: Reading, found: Sequence[Found]) -> list[Span]:
    """Labels without a space before them, of those who have turns elsewhere."""
    glued = list(_GLUED.finditer(reading.plain))
    names = {t.text for f in found if f.cue and f.head < 0 for t in reading.words(f.source)} if glued else set()
    return [m.span("name") for m in glued if m["name"] in names]


def _before_label(reading: Reading, found: Found, labels: list[Span]) -> Spans:
    """The content up to the label of somebody else's turn inside of it."""
    act = max(b for _, b in (*found.cue, *found.source))
    at = bisect_left(labels, (act, 0))
    if at == len(labels):
        return found.content
    start, end = labels[at]
    if not any(a <= start and end < b for a, b in found.content) or found.content[0][0] < found.cue[0][0]:
        return found.content
    pieces = [(a, min(b, start)) for a, b in found.content if a < start]
    return tuple(p if p[1] < start else (reading.trim(p) or p) for p in pieces if p[0] < p[1])


def _is_anothers(reading: Reading, found: Found, piece: Span, signed: dict[int, Found]) -> bool:
    """Whether a piece of the content is told to be another's."""
    home = reading.paragraph(found.cue[0][0])
    act = min(found.source[0][0], found.cue[0][0])
    q = reading.quotation(piece[0])
    if home[0] <= piece[0] < home[1]:
        apart = piece[1] <= act and reading.sentence(piece[1] - 1, home)[1] <= act
        return apart and q is not None and q.span == piece and _is_led(reading, q.start, home)
    if piece[1] <= home[0]:
        return _leads_on(reading, home) and any(p[0] >= home[1] for p in found.content)
    if q is None or found.head < 0:
        return False
    own = signed.get(piece[0])
    theirs = own is not None and own.cue != found.cue and shared(own.cue, (piece,)) > 0
    return theirs or _is_named_alone(reading, found, piece) or _is_behind_closed(reading, found, piece)


def _signed_behind(reading: Reading, found: Found) -> Quotation | None:
    """The quotation that opens a paragraph, and that a name and a word of saying right behind it sign."""
    if not (found.speech and found.source and found.cue) or found.head < 0:
        return None
    q = reading.quotation(found.content[0][0])
    act = min(found.source[0][0], found.cue[0][0])
    if q is None or not q.closed or q.mark != "double" or q.start != (home := reading.paragraph(q.start))[0]:
        return None
    beside = q.end <= act < home[1] and not any(c.isalnum() for c in reading.plain[q.end : act])
    named = any(t.ent_type_ == "PERSON" for t in reading.words(found.source))
    comma = reading.plain[q.inner[1] - 1 : q.inner[1]] == ","
    return q if beside and named and comma and found.content[0][1] >= q.inner[1] - 1 else None


def _leads_on(reading: Reading, home: Span) -> bool:
    return reading.plain[slice(*home)].rstrip().endswith(":")


def _is_led(reading: Reading, start: int, home: Span) -> bool:
    """Whether a word of saying of its own sentence, and a comma or colon, lead to the quotation at ``start``."""
    sentence = reading.sentence(max(start - 1, home[0]), home)
    lead = reading.plain[sentence[0] : start].rstrip()
    tokens = reading.tokens(sentence[0], start)[-_MAX_LED:]
    return lead.endswith((",", ":")) and any((row := cue_verb(t)) is not None and row.kind == "speech" for t in tokens)


def _is_named_alone(reading: Reading, found: Found, piece: Span) -> bool:
    """Whether a name and no word of saying stands behind a quotation that ends with a comma: ``“…,” Ann Poe.``"""
    home = reading.paragraph(piece[0])
    quotes = reading.quotations_in(*home)
    if len(quotes) < 2 or quotes[0].start != home[0] or not quotes[0].closed:
        return False
    inner = reading.plain[slice(*quotes[0].inner)].rstrip()
    between = [t for t in reading.tokens(quotes[0].end, quotes[1].start) if not t.is_punct]
    own = {t.text for t in reading.words(found.source) if t.pos_ == "PROPN"}
    named = bool(between) and between[0].ent_type_ == "PERSON" and not own & {t.text for t in between}
    return named and inner.endswith(",") and not any(cue_verb(t) for t in between)


def _is_behind_closed(reading: Reading, found: Found, piece: Span) -> bool:
    """Whether a paragraph in double marks stands behind a citation in single marks that has ended."""
    if found.content[0][0] < found.cue[0][0]:
        return False
    first, q = reading.quotation(found.content[0][0]), reading.quotation(piece[0])
    cited = first is not None and first.mark == "single" and first.closed
    return cited and q is not None and q.mark == "double" and q.start == piece[0]


def _of_line(reading: Reading, found: Found, content: Spans) -> Spans:
    """Of what a headline tells (``We fail, report says``), though it may have lost its line, the headline alone."""
    home = reading.paragraph(found.cue[0][0])
    if (stop := reading.title_end) and found.cue[-1][1] <= stop < content[-1][1] and content[0][0] < stop < home[1]:
        pieces = (reading.trim((a, min(b, stop))) for a, b in content if a < stop)
        return tuple(p for p in pieces if p is not None)
    act = min(found.source[0][0], found.cue[0][0])
    ends = max(b for _, b in (*found.cue, *found.source)) >= home[1] and reading.plain[home[1] - 1].isalnum()
    line = reading.trim((home[0], act))
    if not ends or found.head < 0 or line is None or not any(p[0] >= home[1] for p in content):
        return content
    if not reading.plain[line[1] : act].strip() or reading.quotations_in(*home):
        return content  # "Lee said" over a quotation
    kept = tuple(p for p in content if p[0] < home[1])
    m = _LINE_LABEL.match(reading.plain, *line)
    return kept or ((m.end() if m is not None else line[0], line[1]),)
