"""Sources mended: cut off from their noun or name, behind a dateline, a letter or its addressee for who sends it."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from onrecord.annotate.attribution.in_full_owner import principal, sender_of_letter
from onrecord.annotate.attribution.inserted import TO_SOMEBODY, subject_before
from onrecord.annotate.attribution.reading import (
    ACCORDING,
    FINITE,
    Found,
    Reading,
    cue_verb,
    noun_phrase,
    overlap,
    speaker,
)
from onrecord.annotate.attribution.sender_mends import no_hearer, sender, who_is_answered, who_joins
from onrecord.annotate.attribution.subject_mends import SUBJECT_MENDS
from onrecord.annotate.attribution.whole_list import whole_list
from onrecord.gazetteer import titles
from onrecord.lexicon.cues import nouns, words

# "ANCHORAGE, Alaska—", "Washington, DC - Today,"; of capitals the dash may be lost ("WASHINGTON  Senators …").
_DATELINE = re.compile(
    r"(?:[A-Z][\w. ]{1,30}(?:, ?[\w. ]{2,20})?(?:[–—]|\s*--|\s-\s)+\s*|[A-Z]{4,}(?:, ?[A-Z.]{2,5})?\s+(?=[A-Z][a-z])"
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
_MAX_OWNED = 200  # characters of "Today's vote on the budget"
# "… in the U.S. Ann Lee said": the full stop of the abbreviation ends the sentence before too.
_ABBREVIATED = re.compile(r"(?<![\w.])(?:(?:[A-Z]\.){2,}|(?:Inc|Corp|Co|Ltd|Jr|Sr|[ap]\.m)\.) +(?=[A-Z])")

_DAYS = frozenset(("today", "yesterday", "week", "month", "year"))
_LEADING = frozenset(("to", "of", "on", "about", "after"))
_LED = frozenset(("reaction", "response", "reacting", "responding", "answer", "reply"))


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
    """ "the" or "her" cut off from its noun with the noun."""
    if len(found.source) != 1:
        return found
    tokens = reading.tokens(*found.source[0])
    found = _with_owner(reading, found, tokens[0]) if tokens else found
    if len(tokens) != 1 or tokens[0].head.pos_ not in ("NOUN", "PROPN"):
        return found
    noun = tokens[0].head
    speaks = found.lemma == ACCORDING or (noun.dep_ == "nsubj" and noun.head.i == found.head)
    if tokens[0].pos_ != "DET" and not (tokens[0].tag_ == "PRP$" and speaks):
        return found
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


def _who_tells(reading: Reading, found: Found) -> Found:
    """``…, Ann Lee, head of the office, told the Post.``: whom she tells stands behind the verb."""
    verb = reading.doc[found.head] if found.head >= 0 else None
    if verb is None or verb.lemma_ not in TO_SOMEBODY or verb.tag_ != "VBD" or len(found.source) != 1:
        return found
    beside = verb.idx + len(verb) <= found.source[0][0] <= verb.idx + len(verb) + 1
    if not beside or found.content[-1][1] > verb.idx:
        return found
    sentence = reading.sentence(verb.idx, reading.paragraph(verb.idx))
    who = subject_before(reading, verb, (verb.idx, verb.idx + len(verb)), sentence)
    return found if who is None or overlap((who,), found.content) else replace(found, source=(who,))


def _owned_noun(reading: Reading, found: Found) -> Found:
    """ "Today's" cut off from "Today's vote on the budget" with its noun."""
    if len(found.source) != 1 or not found.cue or found.cue[0][0] < found.source[0][1]:
        return found
    if found.cue[0][0] - found.source[0][0] > _MAX_OWNED:
        return found
    tokens = reading.tokens(*found.source[0])
    last = tokens[-1] if tokens and tokens[-1].tag_ == "POS" else None
    told = last is not None and last.head.head.idx == found.cue[0][0]  # "today's White House announcement that …"
    if last is not None and told and len(tokens) == 2 and last.head.lower_ in _DAYS:
        between = reading.tokens(last.idx + len(last), found.cue[0][0])
        named = bool(between) and all(t.tag_ in ("NNP", "NNPS") for t in between)
        span = reading.trim((last.idx + len(last), found.cue[0][0])) if named else None
        return replace(found, source=(span,) if span is not None else ())
    noun = last.head.head if last is not None else None
    if last is None or noun is None or last.head.dep_ != "poss" or noun.pos_ not in ("NOUN", "PROPN"):
        return found
    span = reading.trim((found.source[0][0], found.cue[0][0]))
    if span is None or not noun.idx < span[1] or overlap((span,), found.content):
        return found
    clause = any(t.tag_ in FINITE for t in reading.tokens(*span))
    return found if clause else replace(found, source=(span,))


def _first_person(reading: Reading, found: Found) -> Found:
    """The "I" of ``I join the council in calling on …``, where the clause was taken."""
    if len(found.source) != 1:
        return found
    tokens = reading.tokens(*found.source[0])
    clause = len(tokens) > 2 and tokens[0].lower_ in ("i", "we") and tokens[1].tag_ in ("VBP", "VBD")
    return replace(found, source=((tokens[0].idx, tokens[0].idx + len(tokens[0])),)) if clause else found


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


def _of_main_clause(reading: Reading, found: Found) -> Found:
    """``After saying that it was safe, she left``: who leaves has said it."""
    head = reading.doc[found.head] if found.head >= 0 else None
    if (
        head is None
        or head.tag_ != "VBG"
        or not _is_far(reading, found, head)
        or any(t.dep_ in ("nsubj", "nsubjpass", "aux") for t in head.lefts)
    ):
        return found
    joint = head.head if head.dep_ == "pcomp" else head
    main = joint.head
    fits = joint.dep_ == "advcl" or (
        joint.dep_ == "prep" and joint.lower_ in ("after", "before", "by", "in", "while", "despite")
    )
    if not fits or main.pos_ not in ("VERB", "AUX"):
        return found
    who = next((t for t in main.lefts if t.dep_ in ("nsubj", "nsubjpass")), None)
    span = noun_phrase(reading, who, main) if who is not None else None
    home = reading.paragraph(head.idx)
    # Behind the main clause it may as well be its last noun's: "results from a ruling recognising that …".
    inside = span is not None and home[0] <= head.idx < span[0] and span[1] <= home[1]
    if span is None or not inside or overlap((span,), (*found.content, *found.cue)):
        return found
    return replace(found, source=(span,))


def _is_far(reading: Reading, found: Found, head: Token) -> bool:
    """Whether the source is missing, or named in another paragraph than the cue."""
    if not found.source:
        return True
    home = reading.paragraph(head.idx)
    outside = len(found.source) == 1 and not home[0] <= found.source[0][0] < home[1]
    return outside and bool(found.cue) and found.cue[0][0] == head.idx


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


def behind_dateline(reading: Reading, found: Found) -> Found:
    """``Oakland, CA  Congresswoman Ann Lee announced``: who stands behind the dateline, where that was taken."""
    if len(found.source) != 1 or not found.cue or found.cue[0][0] < found.source[0][1]:
        return found
    m = _DATELINE.match(reading.plain, reading.paragraph(found.source[0][0])[0], found.cue[0][0])
    if m is None or not found.source[0][1] <= m.end() < found.cue[0][0]:
        return found
    behind = reading.trim((m.end(), found.cue[0][0]))
    tokens = reading.tokens(*behind) if behind is not None else []
    titled = len(tokens) > 1 and tokens[0].lower_ in titles() and tokens[1].text[:1].isupper()
    named = titled or any(t.ent_type_ == "PERSON" for t in tokens)
    return replace(found, source=(behind,)) if behind is not None and named else found


def _behind_abbreviation(reading: Reading, found: Found) -> Found:
    """``Half of them are in the U.S. Lee also said``: a sentence that ends with an abbreviation is not the source."""
    if len(found.source) != 1 or not found.cue or found.cue[0][0] < found.source[0][1]:
        return found
    start, end = found.source[0]
    for m in _ABBREVIATED.finditer(reading.plain, start, end):
        before, behind = reading.tokens(start, m.start()), reading.tokens(m.end(), end)
        told = any(t.pos_ == "VERB" and t.tag_ in ("VBP", "VBZ", "VBD") for t in before)
        if told and before[-1].pos_ in ("DET", "ADP", "PROPN", "NUM") and behind[-1].pos_ in ("PROPN", "PRON"):
            return replace(found, source=((m.end(), end),))
    return found


def _said_according(reading: Reading, found: Found) -> Found:
    """``Lee said according to the figures, …``: Lee says it, whatever he bases it on."""
    first = next(iter(reading.tokens(*found.cue[0])), None) if found.cue else None
    if first is None or first.lower_ != "according" or not first.i:
        return found
    verb = first.nbor(-1)
    row = cue_verb(verb)
    if row is None or row.kind != "speech" or "c" not in row.frames:
        return found
    who = speaker(reading, verb)
    if who is None or overlap((who[1],), found.content) or who[1][1] > verb.idx:
        return found
    return replace(found, source=(who[1],), cue=((verb.idx, verb.idx + len(verb)),), lemma=row.lemma, head=verb.i)


def _titled_subject(reading: Reading, found: Found) -> Found:
    """``According to the index Professor Lee is cited most``: who follows without a comma is the clause's subject."""
    if found.lemma != ACCORDING or len(found.source) != 1 or found.content[0][0] < found.source[0][1]:
        return found
    start, end = found.source[0]
    first = next(reading.words(found.content[:1]), None)
    tokens = reading.tokens(start, end)
    if first is None or first.tag_ not in ("VBZ", "VBD", "VBP", "MD") or reading.plain[end : first.idx].strip():
        return found
    k = next((k for k, t in enumerate(tokens) if k and t.lower_ in titles() and t.text[0].isupper()), None)
    if k is None or tokens[-1].ent_type_ != "PERSON" or tokens[k - 1].ent_type_ == "PERSON":
        return found
    content = ((tokens[k].idx, found.content[0][1]), *found.content[1:])
    return replace(found, source=((start, tokens[k - 1].idx + len(tokens[k - 1])),), content=content)


def _at_capital(reading: Reading, found: Found) -> Found:
    """``in reaction to the news Commissioner Ann Lee said``: the speaker begins with her title."""
    if len(found.source) != 1 or not found.cue or found.cue[0][0] < found.source[0][1]:
        return found
    tokens = reading.tokens(*found.source[0])
    if len(tokens) < 4 or tokens[0].pos_ != "DET" or tokens[-1].pos_ != "PROPN":
        return found
    k = next((k for k, t in enumerate(tokens) if t.text[:1].isupper()), 0)
    noun = tokens[k - 1] if k > 1 else None
    before = reading.doc[tokens[0].i - 1] if tokens[0].i else None
    led = before is not None and before.lower_ in _LEADING and before.head.lower_ in _LED
    if noun is None or noun.pos_ != "NOUN" or not led or not any(t.lower_ in titles() for t in tokens[k:-1]):
        return found
    return replace(found, source=((tokens[k].idx, found.source[0][1]),))


def _as_stated(reading: Reading, found: Found) -> Found:
    """``The phone is claimed to be “new” as stated on the Lee website``: the website claims it."""
    if found.source or found.head < 0 or reading.doc[found.head].tag_ != "VBN":
        return found
    end = found.content[-1][1]
    words_behind = reading.tokens(end, min(end + 120, reading.sentence(end - 1, reading.paragraph(end - 1))[1]))
    rest = [t for t in words_behind if not t.is_punct]
    if len(rest) < 4 or rest[0].lower_ != "as" or rest[2].lower_ not in ("on", "in", "by"):
        return found
    row = cue_verb(rest[1])
    noun = next((t for t in rest[2].rights if t.dep_ == "pobj"), None)
    if row is None or row.kind != "speech" or rest[1].tag_ != "VBN" or noun is None:
        return found
    span = reading.trim((noun.left_edge.idx, noun.idx + len(noun)))
    return replace(found, source=(span,)) if span is not None else found


# In this order: a name is whole before the dateline is taken off it, a list before whom they wrote to.
SOURCE_MENDS = (
    _before_cue,
    *SUBJECT_MENDS,
    _excerpted,
    _document_beside,
    _said_according,
    _titled_subject,
    behind_dateline,
    _behind_abbreviation,
    _at_capital,
    _as_stated,
    _bare_relative,
    _whole_source,
    _owned_noun,
    _who_tells,
    _first_person,
    sender,
    who_joins,
    no_hearer,
    who_is_answered,
    _subject_of_predicate,
    _of_main_clause,
    _no_vocative,
    _cut_off,
    _whole_name,
    _no_lost_dash,
    whole_list,
    no_addressee,
)
