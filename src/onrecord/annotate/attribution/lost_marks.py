"""Quotations of a text that has lost its marks: ``The plant is safe, Lee said. We checked it twice.``

Content systems drop typographic marks. Then an article has speech and not one double mark, and somebody's words go on
before and behind the sentence that is attributed to him as far as they read as speech (``lost_extent.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.annotate.attribution.acts import tells
from onrecord.annotate.attribution.first_person import FIRST_PERSON
from onrecord.annotate.attribution.lost_extent import MAX_PARAGRAPH, Around, paragraphs_of_speech
from onrecord.annotate.attribution.reading import ACCORDING, IN_FULL, Found, Reading
from onrecord.annotate.attribution.speech import is_said
from onrecord.model import Span, Spans

_STRAY_WORDS = 6
# Nobody attributes three of his own sentences behind their words and quotes nothing.
_MANY = 3
_MAX_BEHIND = 4  # paragraphs behind an attributed one
_RIGHT_BEHIND = 3  # characters
_LEAST_SAID = 4  # spaces
_SOMEBODY = frozenset(("he", "she", "they"))
_NOW = frozenset(("VBP", "VBZ", "VB", "VBG"))
_ENDS = frozenset(",.?!")
_OPENS_SINGLE = re.compile(r"(?:(?<=[.!?:,] )|(?<=\n))'(?=[A-Z])")
_LEAD = re.compile(r"[,:] +(?=[A-Z])")
_LEAD_THAT = re.compile(r",? that,? +(?=[A-Z])")
# "… lose countless jobs. - Rep. Ann Lee (CA-9)": a signature in the middle of lost paragraphs.
_SIGNED = re.compile(r"\s[-–—] ?(?:Rep|Sen|Gov|Representative|Senator|Governor|Congress(?:wo)?man)\b\.? [A-Z]")


def has_lost_marks(reading: Reading) -> bool:
    """Whether no words stand between double marks, a title or a stray mark apart."""
    for q in reading.quotations:
        inner = reading.plain[q.inner[0] : q.inner[1]].rstrip()
        if q.mark == "double" and q.closed and (inner[-1:] in _ENDS or len(inner.split()) > _STRAY_WORDS):
            return False
    return True


def named_turns(reading: Reading, inserted: Iterable[Found]) -> list[Found]:
    """``inserted``, with a rule of its own for a sentence that a person's name follows where marks are lost.

    ``We must act, said Senator Ann Lee.`` is then a quotation, which a reader trained on whole marks may pass over.
    """
    found = list(inserted)
    if not has_lost_marks(reading):
        return found
    return [replace(f, rule="lost-marks") if _named_behind(reading, f) else f for f in found]


def _named_behind(reading: Reading, found: Found) -> bool:
    """Whether the attribution ends a sentence of some length with the name of a person."""
    sentence = reading.sentence(found.cue[0][0], reading.paragraph(found.cue[0][0]))
    ends = not reading.plain[max(found.source[0][1], found.cue[0][1]) : sentence[1]].strip(" .!?\"')#")
    behind = found.content[0][1] <= min(found.cue[0][0], found.source[0][0]) and len(found.content) == 1
    person = _is_person(reading, found.source[0])
    return ends and behind and person and reading.plain[slice(*found.content[0])].count(" ") >= _LEAST_SAID


def _is_person(reading: Reading, source: Span) -> bool:
    """Whether a source names a person, here or with the last of a name that the article has elsewhere."""
    tokens = reading.tokens(*source)
    if any(t.ent_type_ == "PERSON" for t in tokens):
        return True
    last = tokens[-1].text if tokens and tokens[-1].pos_ == "PROPN" else None
    return last is not None and any(e.label_ == "PERSON" and e[-1].text == last for e in reading.doc.ents)


def with_lost_marks(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """``found``, quotations that go on after their attribution read to their end."""
    said = [f for f in found if f.speech and f.source and f.cue and (f.rule in IN_FULL or is_said(reading, f))]
    lost = has_lost_marks(reading) or _mostly_lost(reading, said)
    # "I find it hard to believe" inside of somebody's words is not another's.
    cues = sorted(span[0] for f in said if _is_another(reading, f) for span in f.cue)
    # Where one paragraph of somebody's words is in the first person, those beside it are quotations too.
    sure = any(_in_first_person(reading, f) or _speaks_on(reading, f, cues) for f in said)
    sure = sure or sum(map(_trails, said)) >= _MANY
    out = list(found)
    claimed = 0  # where the words of the speaker before end
    for k in sorted(range(len(out)), key=lambda k: out[k].cue[0] if out[k].cue else (0, 0)):
        f = found[k]
        if _is_quotation(f) and (whole := _from_lost_opening(reading, f, cues, claimed)) != f:
            bare = lost and len(whole.content) == 1
            out[k] = _continued(reading, whole, cues, sure, whole.content[0][0]) if bare else whole
            claimed = max(claimed, max(b for _, b in out[k].content))
        elif _is_quotation(f) and (lost or _is_lost_here(reading, f)):
            out[k] = _continued(reading, f, cues, sure, claimed)
            if out[k] is not f and f.content[0][0] >= claimed:
                claimed = max(b for _, b in out[k].content)
    return out


def _is_quotation(found: Found) -> bool:
    """Whether somebody's words may go on behind it: what is shown in full is whole, and a study tells no more."""
    named = bool(found.speech and found.source and found.cue)
    return named and found.lemma != ACCORDING and found.rule not in IN_FULL


def _is_lost_here(reading: Reading, found: Found) -> bool:
    """Whether one paragraph among marked ones opens with somebody's words and goes on in the first person."""
    lead = _lead(reading, found)
    if lead is not None and ":" in reading.plain[found.cue[-1][1] - 1 : lead]:
        home = reading.paragraph(lead)
        return not reading.quotations_in(*home) and found.cue[0][0] < _first_sentence(reading, home, lead)
    if not _named_behind(reading, found):
        return False
    home = reading.paragraph(found.content[0][0])
    if _is_inverted(reading, found):
        return True
    after = max(found.cue[-1][1], found.source[0][1])
    bare = not reading.quotations_in(*home) and found.content[0][0] <= home[0] + 1
    return bare and FIRST_PERSON.search(reading.plain, after, home[1]) is not None


def _is_inverted(reading: Reading, found: Found) -> bool:
    """``The dam is safe, said Senator Ann Lee.``: so somebody is quoted; what is only reported is told otherwise."""
    home = reading.paragraph(found.content[0][0])
    sentence = reading.sentence(found.content[0][0], home)
    inverted = found.content[0][1] <= found.cue[0][0] and found.cue[-1][1] <= found.source[0][0]
    bare = sentence[0] <= found.content[0][0] + 1 and not reading.quotations_in(*sentence)
    # News tells so what somebody said in words of its own.
    return inverted and bare and FIRST_PERSON.search(reading.plain, sentence[0], home[1]) is not None


def _lead(reading: Reading, found: Found) -> int | None:
    """Where the words begin that somebody's name and a colon or comma lead: "Lee said: *We must act.*"."""
    end = found.cue[-1][1]
    if end > found.content[0][0] or found.head < 0:
        return None  # a turn of a transcript is whole
    m = _LEAD.match(reading.plain, end - (reading.plain[end - 1] in ",:"))
    if m is None and (m := _LEAD_THAT.match(reading.plain, end)) is not None:
        # "Lee observed that, To me, it is easy. …": a capital that no name has opens words that stood in marks.
        first = reading.doc[reading.token_at(m.end())]
        m = m if first.pos_ in ("DET", "PRON", "ADP", "SCONJ", "ADV") and first.text != "I" else None
        return m.end() if m is not None else None
    return m.end() if m is not None and m.end() <= found.content[0][0] else None


def _first_sentence(reading: Reading, home: Span, lead: int | None) -> int:
    """Where the first sentence of a paragraph ends, if a colon before ``lead`` ends it, else where it begins."""
    colon = lead is not None and reading.plain[home[0] : lead].rstrip().endswith(":")
    return reading.sentence(home[0], home)[1] if colon else home[0]


def _mostly_lost(reading: Reading, said: Sequence[Found]) -> bool:
    """Whether for each quotation with marks there are two paragraphs that open with words of somebody's without."""
    bare = [f for f in said if _trails(f) and reading.quotation(f.content[0][0]) is None]
    bare = [f for f in bare if f.content[0][0] <= reading.sentence(f.cue[0][0], reading.paragraph(f.cue[0][0]))[0] + 1]
    marked = sum(reading.quotation(f.content[0][0]) is not None for f in said)
    # Where a paragraph has marks of its own, "we" stands in them as a rule.
    unmarked = (f for f in bare if not reading.quotations_in(*reading.paragraph(f.content[0][0])))
    return 0 < 2 * marked <= len(bare) and any(_in_first_person(reading, f) for f in unmarked)


def _trails(found: Found) -> bool:
    return found.cue[0][0] > found.content[0][0] and found.lemma != ACCORDING


def _is_another(reading: Reading, found: Found) -> bool:
    """Whether somebody else may begin to speak here: "The science tells us" is inside of the speaker's words."""
    tokens = reading.tokens(*found.source[0])
    somebody = any(t.pos_ == "PROPN" or t.lower_ in _SOMEBODY or tells(t.lemma_.lower()) for t in tokens)
    # "These results show that we can", "while they complain": whoever speaks tells it; a release tells what was said.
    verb = reading.doc[found.head] if found.head >= 0 else None
    now = verb is not None and (verb.tag_ in _NOW or any(t.lemma_ == "have" and t.dep_ == "aux" for t in verb.lefts))
    named = any(t.ent_type_ == "PERSON" for t in tokens)
    return somebody and not (now and not named) and not _is_first_person(reading, found)


def _is_first_person(reading: Reading, found: Found) -> bool:
    """Whether the speaker is among them: "I", "several of my colleagues and I"."""
    return FIRST_PERSON.search(reading.plain, *found.source[0]) is not None


def _in_first_person(reading: Reading, found: Found) -> bool:
    home = reading.paragraph(found.content[0][0])
    opens = found.content[0][0] <= home[0] + 1 and home[1] - home[0] <= MAX_PARAGRAPH and home != reading.headline
    return opens and FIRST_PERSON.search(reading.plain, *home) is not None


def _speaks_on(reading: Reading, found: Found, cues: list[int]) -> bool:
    """Whether a paragraph that opens with somebody's words goes on behind his name, the next in the first person."""
    home = reading.paragraph(found.content[0][0])
    opens = found.content[0][0] <= home[0] + 1 and home[0] <= found.cue[0][0] < home[1] and home != reading.headline
    if not opens or not _named_behind(reading, found):
        return False
    goes_on = any(c.isalnum() for c in reading.plain[max(found.cue[-1][1], found.source[0][1]) : home[1]])
    return goes_on and bool(_paragraphs_behind(reading, found, home, cues))


def _continued(reading: Reading, found: Found, cues: list[int], sure: bool, claimed: int) -> Found:
    """``found`` with the sentences around it that are the speaker's too; none before ``claimed``."""
    found = _from_lead(reading, _own_sentence(reading, found, cues))
    home = reading.paragraph(found.content[0][0])
    sentence = reading.sentence(found.content[0][0], home)
    if not home[0] <= found.cue[0][0] < home[1] or home == reading.headline:
        return found
    first = start = found.content[0][0]
    around = Around(
        reading,
        home,
        sure,
        lambda span: _others(reading, found, span, cues),
        lambda span: _is_named(reading, found, span),
    )
    led = found.cue[-1][1] <= first
    if led:
        lead = _lead(reading, found)
        if lead is None or _is_cited(reading, found):
            return found
        start = lead
    elif first > sentence[0] + 1:
        return found
    elif claimed < first and home[0] + 1 < first:
        start = around.since(sentence[0], claimed)
    after = max(sentence[1], max(b for _, b in (*found.cue, *found.source)))
    end = around.until(after, told=led and ":" in reading.plain[found.cue[-1][1] - 1 : start])
    goes_on = sure or _named_behind(reading, found)
    behind = goes_on and around.has_paragraphs and reading.trim((end or after, home[1])) is None
    if end is None and start == first and not behind:
        return found
    begun = (start, found.content[0][1] if found.cue[0][0] > first else sentence[1])
    pieces = [begun, *(p for p in found.content[1:] if p[0] < sentence[1] and p[0] >= begun[1])]
    if end is not None:
        pieces.append((after, end))
    if behind:
        pieces += _paragraphs_behind(reading, found, home, cues)
    content = tuple(p for span in pieces if (p := reading.trim(span)) is not None)
    return replace(found, content=content) if content else found


def _is_cited(reading: Reading, found: Found) -> bool:
    """``I have read it. It states, We shall act. We should not.``: whoever cites it goes on, unless a colon leads."""
    paper = [t.lower_ for t in reading.tokens(*found.source[0])] == ["it"]
    return paper and reading.plain[found.cue[-1][1] : found.cue[-1][1] + 1] != ":"


def _from_lead(reading: Reading, found: Found) -> Found:
    """``After the vote, Lee stated, I offered this.``: the words begin behind the comma, not before the name."""
    act = sorted((*found.source, *found.cue))
    home = reading.paragraph(act[0][0])
    sentence = reading.sentence(act[0][0], home)
    m = _LEAD.match(reading.plain, act[-1][1], sentence[1])
    mixed = found.content[0][0] < act[0][0] and found.content[-1][0] >= act[-1][1]
    if m is None or not mixed or found.cue[0][0] < found.source[0][1]:
        return found
    before = reading.tokens(sentence[0], act[0][0])
    if not before or before[0].pos_ not in ("ADP", "SCONJ") or before[-1].text != ",":
        return found
    return replace(found, content=((m.end(), max(sentence[1], found.content[-1][1])),))


def _from_lost_opening(reading: Reading, found: Found, cues: list[int], claimed: int) -> Found:
    """``We checked it. It is safe," said Lee.``: from where the words begin that a lone closing mark ends."""
    start, end = found.content[0]
    home = reading.paragraph(start)
    marks = reading.plain.count('"', home[0], end - 1)
    bare = end < home[1] and reading.plain[end - 1] == '"' and not marks % 2
    if not bare or found.cue[0][0] < end or home == reading.headline:
        return found
    since = max(reading.plain.rfind('"', home[0], end - 1), home[0])  # behind a title in marks: “the “Home Tax” …”
    typed = [m.end() for m in _OPENS_SINGLE.finditer(reading.plain, since, end)]
    if marks and not typed:
        return found
    if typed:
        return replace(found, content=((typed[-1] - 1, end), *found.content[1:])) if typed[-1] <= start else found
    first = reading.sentence(start, home)[0]
    around = Around(
        reading,
        home,
        True,
        lambda span: _others(reading, found, span, cues),
        lambda span: _is_named(reading, found, span),
    )
    return replace(found, content=((min(start, around.since(first, max(home[0], claimed))), end), *found.content[1:]))


def _own_sentence(reading: Reading, found: Found, cues: list[int]) -> Found:
    """From the beginning of the attributed sentence, though a lost space parts it from no other: "… for all.We act"."""
    (first, end), home = found.content[0], reading.paragraph(found.content[0][0])
    start = reading.sentence(found.cue[0][0], home)[0]
    if (whole := _whole_sentence(reading, found, start)) is not None:
        return replace(found, content=whole)
    glued = first < start < end and _trails(found) and not reading.plain[start - 1].isspace()
    # "It is rare, and it is a shame, that we fail, said Lee.": all of the sentence before her name is hers.
    cut = start < first and home[0] <= start and _named_behind(reading, found)
    if not glued and not (cut and not any(start <= c < first for c in cues)):
        return found
    return replace(found, content=((start, end), *found.content[1:]))


def _whole_sentence(reading: Reading, found: Found, start: int) -> Spans | None:
    """All of the attributed sentence before a name that ends it, where the content has a part of it or none."""
    act, end = min(found.cue[0][0], found.source[0][0]), max(found.source[0][1], found.cue[0][1])
    own = reading.trim((start, act))
    before = [p for p in found.content if p[1] <= act]
    if own is None or not before or reading.plain[slice(*own)].count(" ") < _LEAST_SAID:
        return None
    person = _is_person(reading, found.source[0])
    ends = not reading.plain[end : reading.sentence(act, reading.paragraph(act))[1]].strip(" .!?\"')#")
    here: list[Span] = []
    for a, b in reversed(before):  # up to where words are left out
        at = here[0][0] if here else max(start, b)
        if b < at and any(c.isalnum() for c in reading.plain[b:at]):
            break
        here.insert(0, (a, b))
    cut = here != before or not here or here[-1][1] < own[1] - 1
    if not person or not ends or not cut or reading.quotations_in(start, act) or (here and here[0][0] > start):
        return None
    first = here[0][0] if here else start
    begun = reading.sentence(first, reading.paragraph(act))[0]
    if begun < first and FIRST_PERSON.search(reading.plain, begun, first):
        first = begun  # "I encourage *you to go.* We must, Lee said."
    return ((first, own[1]), *(p for p in found.content if p[0] >= act))


def _others(reading: Reading, found: Found, span: Span, cues: list[int]) -> bool:
    """Whether a cue stands in ``span``, or the last name of the speaker: then somebody tells, and he does not speak."""
    told = _is_named(reading, found, span) or _SIGNED.search(reading.plain, *span) is not None
    return told or any(span[0] <= c < span[1] for c in cues) or _is_marked(reading, found, span)


def _is_named(reading: Reading, found: Found, span: Span) -> bool:
    """Whether the last name of the speaker stands in ``span``; not "the Poe-Lee amendment", which she may speak of."""
    tokens = reading.tokens(*found.source[0])
    people = [t for t in tokens if t.ent_type_ == "PERSON"]  # "Ann Lee, president of the March of Dimes"
    names = [t.text for t in people or tokens if t.pos_ == "PROPN" and t.text.isalpha()]
    words = reading.plain[slice(*span)]
    return any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", words) for name in names[-1:])


def _is_marked(reading: Reading, found: Found, span: Span) -> bool:
    """Whether a quotation with marks stands in ``span``, but for one left open right behind the attribution."""
    behind = 0 <= span[0] - max(b for _, b in (*found.cue, *found.source)) <= _RIGHT_BEHIND
    return any(q.mark == "double" and (q.closed or not behind) for q in reading.quotations_in(*span))


def _paragraphs_behind(reading: Reading, found: Found, home: Span, cues: list[int]) -> list[Span]:
    """The paragraphs behind the speaker's, to the last that reads as speech, that nobody else's words stand in."""
    at = reading.paragraphs.index(home) + 1
    taken: list[Span] = []
    for start, stop in reading.paragraphs[at : at + _MAX_BEHIND]:
        others = _others(reading, found, (start, stop), cues)
        if others or (start, stop) in reading.boilerplate or reading.plain[start:stop].rstrip()[-1:] not in ".!?":
            break
        taken.append((start, stop))
    return taken[: paragraphs_of_speech(reading, taken)]
