"""Contents that break off inside of their sentence, line or excerpt, read to its end by what stands there.

=========== ============================================================ =============================================
mend        example                                                      why
=========== ============================================================ =============================================
dangling    told them to halt the plan, which *is to raise costs*        no clause ends with "which", "and" or "("
no verb     said that the bill, passed on Monday, *includes the funds*   a clause with "that" has a verb
condition   ruled that they are ineligible, *unless the cost is high*    what holds under a condition is said with it
list        undercounts Ohio, Texas, *Utah, and Maine*                   a list of names ends with its last
according   The score, according to Poe, *was 91 percent*                the sentence goes on behind what is inserted
colon       Lee: *Schools Support* Lunch Act                             what a name and a colon lead begins there
"that"      said *that the report which he read* was at hand             what "that" opens begins with it
excerpt     The Post: “It Matters.” *“The hearing …”* (The Post, 1/2/13) a citation ends what it cites
=========== ============================================================ =============================================
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import ACCORDING, FINITE, IN_FULL, Found, Reading, cue_verb
from onrecord.model import Span

_DANGLING = frozenset(("which", "who", "whose", "and", "or", "(", "["))
_PARTICIPLES = frozenset(("VBN", "VBG", "VBD"))  # "the bill, passed on Monday,"
_JOINTS = frozenset(("ADP", "SCONJ", "CCONJ", "PART"))
_NEXT_WORD = re.compile(r" +[A-Za-z0-9$]")
_IN_PHRASE = frozenset(("NOUN", "PROPN", "ADJ", "DET", "PRON", "NUM"))
_CONDITION = re.compile(r"(?:, which [^,.;:\"]{1,60})?,? (?:unless|provided that|compared (?:to|with))\b")
_COMMA_JOINS = re.compile(r" (?:which|while|whereas|and|or|but)\b")
_AND_TO = re.compile(r",? (?:and|or) to [a-z]")
_NAMES = re.compile(r", [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3}(?=,| and )")
_OPENS_CONDITION = re.compile(r"that (?:if|while|although|though|unless|because|since|when)\b[^,]*$")
_NOTE = re.compile(r"(?<=[.!?])['\")]*\[\w{1,5}\]")  # "… is low.[5] It was"
_INSERTED = re.compile(r"\s*,\s*(?=\w)")
_NEAR = 1000  # characters in which a verb is looked for
_LEAST = 3  # words of what is read on
_CITED = re.compile(r"\s*\([^()]{0,300}\d[^()]{0,60}\)[^\w()]*$")
_MAX_LINE = 200  # characters of a headline


def to_sentence_end(reading: Reading, found: Found) -> Found:
    """With the rest of its sentence, where the content breaks off before a clause or list of its own has ended."""
    if not found.cue or not found.source or found.head < 0 or found.rule in IN_FULL:
        return found
    start, end = found.content[-1]
    if start < found.cue[-1][1] or reading.quotation(start) is not None or reading.quotation(end) is not None:
        return found
    stop = reading.sentence(max(end - 1, start), reading.paragraph(start))[1]
    note = _NOTE.search(reading.plain, end, stop)
    stop = note.start() if note is not None else stop
    span = reading.trim((start, stop))
    if span is None or span[1] <= end or any(end <= a < stop for a, _ in found.source):
        return found
    quoted = '"' in reading.plain[end - 1 : stop] or any(not q.closed for q in reading.quotations_in(start, stop))
    if quoted or len(reading.tokens(end, stop)) < _LEAST:
        return found
    return replace(found, content=(*found.content[:-1], span)) if _breaks_off(reading, start, end, stop) else found


def _breaks_off(reading: Reading, start: int, end: int, stop: int) -> bool:
    """Whether the content ``start:end`` of a sentence that ends at ``stop`` cannot end there."""
    said, rest = reading.tokens(max(start, end - _NEAR), end), reading.plain[end:stop]
    last = said[-1] if said else None
    if last is None:
        return False
    behind = reading.tokens(end, min(stop, end + _NEAR))
    # "that it was late and warned them", "that it was late he said": somebody's next act.
    another = any((cue := cue_verb(t)) is not None and cue.kind == "speech" and t.tag_ in FINITE for t in behind)
    if (
        not (another and last.pos_ in _JOINTS)
        and last.lower_ in _DANGLING
        and (rest[:1].isalnum() or rest[:1].isspace())
    ):
        return True
    if not another and last.text == "," and _COMMA_JOINS.match(rest):
        return True
    if not another and last.pos_ not in _JOINTS and (_is_inside_phrase(reading, end) or _is_subject(reading, end)):
        return True
    # "is asking to see the list, *and to know who signed it*"
    if not another and said[0].lower_ == "to" and _AND_TO.match(rest) and any(t.tag_ == "VB" for t in behind[:4]):
        return True
    if _CONDITION.match(rest) or (last.pos_ == "PROPN" and _is_in_list(said) and _NAMES.match(rest)):
        return True
    if said[0].lower_ != "that" or not any(t.tag_ in FINITE for t in behind) or said[0].idx != start:
        return False
    if _OPENS_CONDITION.match(reading.plain, start, end) and rest[:1] == ",":
        return True
    # "that the bill, passed on Monday, includes it"; not "that action unconstitutional, his decision was overturned".
    bare = len(said) > 1 and not any(t.tag_ in FINITE or t.tag_ in ("VB", "MD") for t in said)
    if not bare or len(behind) < 2:
        return False
    return behind[0].tag_ == "MD" or (behind[0].text == "," and behind[1].tag_ in _PARTICIPLES)


def _is_subject(reading: Reading, end: int) -> bool:
    """Whether what was done by the last name stands right behind it: "giving out funds that Lee *helped secure*"."""
    last = reading.doc[reading.token_at(end - 1)]
    if last.i + 1 >= len(reading.doc) or not _NEXT_WORD.match(reading.plain, end):
        return False
    after = last.nbor()
    does = last.dep_ == "nsubj" and last.pos_ == "PROPN" and last.head.i == after.i and after.tag_ in FINITE
    return (
        does and after.dep_ in ("relcl", "ccomp", "conj") and ((cue := cue_verb(after)) is None or cue.kind != "speech")
    )


def _is_inside_phrase(reading: Reading, end: int) -> bool:
    """Whether no mark and no joint stands before the next word: "awarded $1 million *total to four projects*"."""
    if not reading.plain[end - 1].isalnum() or not _NEXT_WORD.match(reading.plain, end):
        return False
    after = reading.doc[min(reading.token_at(end), len(reading.doc) - 1)]
    after = after.nbor() if after.is_space and after.i + 1 < len(reading.doc) else after
    timed = after.ent_type_ in ("DATE", "TIME") or after.lower_ in ("this", "today", "yesterday", "last")
    return after.pos_ in _IN_PHRASE and not timed and not after.is_sent_start


def _is_in_list(said: list[Token]) -> bool:
    """Whether a name ends the words behind a comma and another name: "Hawaii, Massachusetts"."""
    k = len(said) - 1
    while k > 0 and said[k].pos_ == "PROPN":
        k -= 1
    return k > 0 and said[k].text == "," and said[k - 1].pos_ == "PROPN"


def from_that(reading: Reading, found: Found) -> Found:
    """``said that the report, which he had read, was at hand``: from "that" on, where it stands behind the cue."""
    if not found.cue or found.head < 0 or len(found.content) != 1 or found.rule in IN_FULL:
        return found
    (start, end), act = found.content[0], found.cue[-1][1]
    that = reading.token_at(act + 1)
    if that >= len(reading.doc) or reading.doc[that].lower_ != "that" or not act <= reading.doc[that].idx <= act + 1:
        return found
    at = reading.doc[that].idx
    sentence = reading.sentence(at, reading.paragraph(at))
    between = reading.tokens(at + len("that"), start)
    quoted = reading.quotation(at), reading.quotation(start)
    apart = any(at < a < start for a, _ in found.source) or reading.quotations_in(at, end)
    if not at < start < sentence[1] or len(between) < 2 or apart or quoted[0] != quoted[1]:
        return found
    return replace(found, content=((at, end),))


def around_according(reading: Reading, found: Found) -> Found:
    """``The score, according to Poe, was 91 percent.``: with what goes on behind what is inserted."""
    if found.lemma != ACCORDING or not found.cue or not found.source or len(found.content) != 1:
        return found
    (start, end), act = found.content[0], max(b for _, b in (*found.cue, *found.source))
    sentence = reading.sentence(start, reading.paragraph(start))
    m = _INSERTED.match(reading.plain, act, sentence[1])
    if end > found.cue[0][0] or m is None or reading.quotation(start) is not None:
        return found
    before, rest = reading.tokens(start, end), reading.tokens(m.end(), sentence[1])
    if any(t.tag_ in FINITE for t in before) or not rest or rest[0].tag_ not in FINITE:
        return found
    span = reading.trim((m.end(), sentence[1]))
    return replace(found, content=(*found.content, span)) if span is not None else found


def from_colon(reading: Reading, found: Found) -> Found:
    """``Lee: Schools Support Lunch Act``, a line of its own: from the colon to the end of the line."""
    mark = found.cue[0] if len(found.cue) == 1 else (0, 0)
    if reading.plain[slice(*mark)] != ":" or len(found.content) != 1 or found.rule in IN_FULL:
        return found
    home = reading.paragraph(mark[0])
    (start, end), whole = found.content[0], reading.trim((mark[1], home[1]))
    led = bool(found.source) and found.source[0][0] <= home[0] + 1 and found.source[0][1] == mark[0]
    if not led or whole is None or whole[1] - home[0] > _MAX_LINE or not mark[1] <= start < end <= whole[1]:
        return found
    bare = not reading.quotations_in(*home) and reading.plain[whole[1] - 1 : whole[1] + 1].rstrip()[-1:] not in ".!?"
    return replace(found, content=(whole,)) if bare and end == whole[1] else found


def with_excerpt(reading: Reading, found: Found) -> Found:
    """``The Post: “It Matters.” “The hearing …” (The Post, 1/2/13)``: from the colon to the citation."""
    mark = found.cue[0] if len(found.cue) == 1 else (0, 0)
    if reading.plain[slice(*mark)] != ":" or not found.source or found.rule in IN_FULL:
        return found
    home = reading.paragraph(mark[0])
    cited = _CITED.search(reading.plain, max(home[0], home[1] - 2 * _MAX_LINE), home[1])
    led = found.source[0][0] <= home[0] + 1 and found.source[0][1] == mark[0]
    if cited is None or not led or not all(home[0] <= a < home[1] for a, _ in found.content):
        return found
    quotes = reading.quotations_in(mark[1], cited.start())
    whole: Span | None = reading.trim((mark[1], cited.start()))
    ends = bool(quotes) and not any(c.isalnum() for c in reading.plain[quotes[-1].end : cited.start()])
    return replace(found, content=(whole,)) if whole is not None and ends else found


# Each from a find to the find, mended where it applies.
CUT_MENDS = (from_that, to_sentence_end, around_according, from_colon, with_excerpt)
