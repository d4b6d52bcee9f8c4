"""Sources mended: cut off from their noun or name, behind a dateline, a letter or its addressee for who sends it."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from onrecord.annotate.attribution.in_full_owner import owner, principal, sender_of_letter
from onrecord.annotate.attribution.reading import Found, Reading, overlap, speaker
from onrecord.annotate.attribution.whole_list import whole_list
from onrecord.gazetteer import titles
from onrecord.lexicon.cues import nouns, words

# "ANCHORAGE, Alaska—", "Washington, DC - Today,"; of capitals the dash may be lost ("WASHINGTON  Senators …").
_DATELINE = re.compile(
    r"(?:[A-Z][\w. ]{1,30}(?:, ?[\w. ]{2,20})?(?:[–—]|\s--?\s)+\s*|[A-Z]{4,}(?:, ?[A-Z.]{2,5})?\s+(?=[A-Z][a-z])"
    r"|[A-Z][\w. ]{1,30}, ?[A-Z.]{2,5}(?: (?=Today)|  +))(?:Today,? )?(?=\w)"
)
# The dash is lost, and two spaces stand where it was.
_LOST_DASH = re.compile(r"(?:[A-Z]{4,}(?:, ?[A-Z.]{2,5})?|[A-Z][\w. ]{1,30}, ?[A-Z.]{2,5})\s{2,}(?:Today,? )?(?=\w)")
# Whom a letter is to, up to the comma behind him.
_TO_WHOM = re.compile(
    r"\bIn (?:an? |the |their |his |her )?(?:[\w-]+ ){0,3}(?:letter|statement|message|memo|call)s? (?:\w+ )?to [^,]*, ?"
)
_VOCATIVE = re.compile(r"(?:Mr|Madam|Mister)\.? (?:Speaker|President|Chair(?:man|woman)?)(?:, | +(?=[A-Z]))")
_MAX_NAME = 8  # tokens of title and name


def _bare_relative(reading: Reading, found: Found) -> Found:
    """``They met activists who argued that …``: a plural without article or comma names the source, "who" does not."""
    if len(found.source) != 1:
        return found
    tokens = reading.tokens(*found.source[0])
    if len(tokens) != 1 or tokens[0].lower_ != "who" or tokens[0].i < 2:
        return found
    noun = tokens[0].nbor(-1)
    bare = noun.tag_ == "NNS" and noun.left_edge.i == noun.i
    return replace(found, source=((noun.idx, noun.idx + len(noun)),)) if bare else found


def _whole_source(reading: Reading, found: Found) -> Found:
    """ "the" cut off from its noun with the noun."""
    if len(found.source) != 1:
        return found
    tokens = reading.tokens(*found.source[0])
    found = _with_owner(reading, found, tokens[0]) if tokens else found
    if len(tokens) != 1 or tokens[0].pos_ != "DET" or tokens[0].head.pos_ not in ("NOUN", "PROPN"):
        return found
    noun = tokens[0].head
    span = (tokens[0].idx, noun.idx + len(noun))
    free = noun.i > tokens[0].i and not overlap((span,), (*found.content, *found.cue))
    return replace(found, source=(span,)) if free else found


def _with_owner(reading: Reading, found: Found, first: Token) -> Found:
    """ "the agency's May 4, 2021, press release" whole: a date between owner and noun misleads the parser."""
    k = first.i - 1
    while k > 0 and (reading.doc[k].ent_type_ == "DATE" or reading.doc[k].text == ","):
        k -= 1
    if k < 1 or k == first.i - 1 or reading.doc[k].tag_ != "POS" or first.pos_ not in ("NOUN", "PROPN"):
        return found
    k -= 1
    while k > 0 and reading.doc[k - 1].pos_ in ("PROPN", "DET") and reading.doc[k].pos_ != "DET":
        k -= 1
    span = (reading.doc[k].idx, found.source[0][1])
    return found if overlap((span,), (*found.content, *found.cue)) else replace(found, source=(span,))


def _sender(reading: Reading, found: Found) -> Found:
    """``Lee sent a letter to Roe demanding that …``: Lee demands it, and neither the letter nor Roe."""
    if found.head < 0 or len(found.source) != 1 or reading.doc[found.head].tag_ != "VBG":
        return found
    tokens = reading.tokens(*found.source[0])
    nouns = words("in-full")
    letter = next((t for t in tokens if t.lemma_.lower() in nouns and t.dep_ == "dobj"), None)
    if letter is None:
        whom = next((t for t in tokens if t.dep_ == "pobj" and t.head.lower_ == "to"), None)
        sent = whom.head.head if whom is not None and whom.head.idx < found.source[0][0] else None
        verb = sent.head if sent is not None and sent.lemma_.lower() in nouns else sent
    else:
        verb = letter.head
    if verb is None or verb.i > found.head or verb.lemma_.lower() not in words("issuing"):
        return found
    who = speaker(reading, verb)
    if who is None or overlap((who[1],), (*found.content, *found.cue)):
        return found
    return replace(found, source=(who[1],))


def _who_joins(reading: Reading, found: Found) -> Found:
    """``Lee joined (led) Poe and 22 other members in sending a letter urging …``: Lee sends it with them."""
    if len(found.source) != 1 or not found.cue or found.cue[0][0] < found.source[0][1]:
        return found
    inside = reading.tokens(*found.source[0])
    root = next((t for t in inside if t.head not in inside), None)
    while root is not None and root.dep_ == "conj":
        root = root.head
    verb = root.head if root is not None and root.dep_ in ("dobj", "pobj") else None
    if verb is not None and verb.lower_ == "with":
        verb = verb.head
    if verb is None or verb.lemma_.lower() not in ("join", "lead") or verb.idx > found.source[0][0]:
        return found
    between = reading.tokens(found.source[0][1], found.cue[0][0] + 1)[:2]
    # "It led the author to fear …": only who leads others *in* asking asks with them.
    links = ("in",) if verb.lemma_.lower() == "lead" else ("in", "on", "to")
    if not any(t.lower_ in links for t in between):
        return found
    who = owner(reading, verb, verb, reading.sentence(verb.idx, reading.paragraph(verb.idx)))
    if who is None or overlap((who,), (*found.content, *found.cue)) or who[1] > found.source[0][0]:
        return found
    return replace(found, source=(who,))


def _document_beside(reading: Reading, found: Found) -> Found:
    """``Lee sent a letter in the wake of a statement from Kyiv suggesting that …``: the statement suggests it."""
    head = reading.doc[found.head] if found.head >= 0 else None
    if head is None or head.tag_ != "VBG" or head.dep_ != "acl" or len(found.source) != 1:
        return found
    noun = head.head
    row = nouns().get(noun.lemma_.lower())
    document = row is not None and "d" in row.frames and noun.dep_ in ("pobj", "conj")
    if not document or not found.source[0][1] <= noun.idx < head.idx or noun.lemma_.lower() == "letter":
        return found
    first = noun.left_edge
    span = reading.trim((first.idx, head.idx))
    if span is None or span[0] < found.source[0][1] or overlap((span,), (*found.content, *found.cue)):
        return found
    return replace(found, source=(span,))


def _before_cue(reading: Reading, found: Found) -> Found:
    """ "a statement suggesting" without the cue that the parser hangs on its noun."""
    if len(found.source) != 1 or not found.cue or not found.source[0][0] < found.cue[0][0] < found.source[0][1]:
        return found
    hangs = found.head >= 0 and reading.doc[found.head].dep_ == "acl"
    span = reading.trim((found.source[0][0], found.cue[0][0])) if hangs else None
    return replace(found, source=(span,)) if span is not None else found


def _excerpted(reading: Reading, found: Found) -> Found:
    """``Excerpt: “…”``, ``On prices (excerpts): “…”``: whose letter was told of, or whom a release names first."""
    spelled = any(c.isalpha() for a, b in found.cue for c in reading.plain[a:b])
    if not found.cue or spelled or reading.quotation(found.content[0][0]) is None:
        return found
    lead = reading.tokens(reading.paragraph(found.cue[0][0])[0], found.cue[0][0])
    said = {t.lower_ for a, b in found.source for t in reading.tokens(a, b)}
    if not said <= words("excerpt") or not any(t.lower_ in words("excerpt") for t in lead):
        return found
    at = found.cue[0][0]
    who = sender_of_letter(reading, at) or principal(reading, at)
    return replace(found, source=(who,)) if who is not None else found


def _cut_off(reading: Reading, found: Found) -> Found:
    """``U.S.`` cut off from "U.S. Senator Ann Lee" with title and name."""
    if len(found.source) != 1 or not found.cue or found.cue[0][0] < found.source[0][1]:
        return found
    tokens = reading.tokens(*found.source[0])
    last = tokens[-1] if tokens else None
    if last is None or last.pos_ != "PROPN" or any(t.ent_type_ == "PERSON" for t in tokens):
        return found
    end, stop = last, min(last.i + _MAX_NAME, len(last.doc) - 1)
    while end.i < stop and (end.nbor().pos_ in ("PROPN", "SPACE") or end.nbor().lower_ in titles()):
        end = end.nbor()
    while end.i > last.i and end.ent_type_ != "PERSON":
        end = end.nbor(-1)
    span = (found.source[0][0], end.idx + len(end))
    if end.i == last.i or span[1] > found.cue[0][0] or overlap((span,), found.content):
        return found
    return replace(found, source=(span,))


def _whole_name(reading: Reading, found: Found) -> Found:
    """``Lee`` cut off from "Ann Lee" with the whole name: a lost space has hidden where the name begins."""
    if len(found.source) != 1:
        return found
    start, end = found.source[0]
    first = reading.token_at(start)
    while (
        0 < first < len(reading.doc) and reading.doc[first].ent_iob_ == "I" and reading.doc[first].ent_type_ == "PERSON"
    ):
        first -= 1
    span = (min(start, reading.doc[first].idx), end)
    return found if overlap((span,), (*found.content, *found.cue)) else replace(found, source=(span,))


def no_addressee(reading: Reading, found: Found) -> Found:
    """``In a letter to Director Ann Lee, Senators Poe and Roe asked …``: those behind the comma ask."""
    if len(found.source) != 1:
        return found
    start, end = found.source[0]
    sentence = reading.sentence(start, reading.paragraph(start))
    m = _TO_WHOM.search(reading.plain, sentence[0], end)
    return replace(found, source=((m.end(), end),)) if m is not None and start < m.end() < end - 1 else found


def _no_vocative(reading: Reading, found: Found) -> Found:
    """Without ``Mr. Speaker,`` before the source, or the source behind it: whom a floor speech speaks to."""
    if len(found.source) != 1:
        return found
    start, end = found.source[0]
    stop = min([a for a, _ in (*found.cue, *found.content) if a > start], default=end)
    m = _VOCATIVE.match(reading.plain, start, stop)
    if m is None or m.end() >= stop:
        return found
    span = reading.trim((m.end(), max(end, stop)))
    return replace(found, source=(span,)) if span is not None else found


def _subject_of_predicate(reading: Reading, found: Found) -> Found:
    """``Lee was one of the leading voices pressing for a drawdown``: Lee presses for it."""
    head = reading.doc[found.head] if found.head >= 0 else None
    if head is None or head.tag_ != "VBG" or head.dep_ != "acl" or len(found.source) != 1:
        return found
    noun = head.head
    while noun.dep_ == "pobj" and noun.head.lower_ in ("of", "among"):
        noun = noun.head.head
    if noun.dep_ == "prep" and noun.lower_ == "among":
        noun = noun.head
    if noun.i == head.head.i:
        return found  # "It was the accord committing them to …"
    copula = noun.head if noun.dep_ == "attr" else noun
    who = speaker(reading, copula) if copula.lemma_ == "be" else None
    inside = found.source[0][0] <= head.head.idx < found.source[0][1]
    if who is None or not inside or overlap((who[1],), (*found.content, *found.cue)):
        return found
    return replace(found, source=(who[1],))


def _no_lost_dash(reading: Reading, found: Found) -> Found:
    """Without ``WASHINGTON  `` before the speaker, which stands in no newspaper's article."""
    return no_dateline(reading, found, _LOST_DASH)


def no_dateline(reading: Reading, found: Found, dateline: re.Pattern[str] = _DATELINE) -> Found:
    """Without ``Washington, DC - `` before the speaker."""
    if len(found.source) != 1:
        return found
    start, end = found.source[0]
    m = dateline.match(reading.plain, reading.paragraph(start)[0], end)
    return replace(found, source=((m.end(), end),)) if m is not None and start < m.end() < end else found


# In this order: a name is whole before the dateline is taken off it, a list before whom they wrote to.
SOURCE_MENDS = (
    _before_cue,
    _excerpted,
    _document_beside,
    _bare_relative,
    _whole_source,
    _sender,
    _who_joins,
    _subject_of_predicate,
    _no_vocative,
    _cut_off,
    _whole_name,
    _no_lost_dash,
    whole_list,
    no_addressee,
)
