"""Inserted and trailing attributions: ``The raid, she said, was lawful``; ``…, said Ann Lee, a lawyer.``

The parser often takes such a clause for the main one or hangs it on the wrong word, so this rule looks at
the words between the commas: a nominal phrase and a cue verb, either way round, and nothing else that could
be said. The content is the rest of the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import FINITE, Found, Reading, cue_verb, negated, subject, verb_group
from onrecord.lexicon.cues import Cue
from onrecord.model import Span

_MAX_PHRASE = 18
_MAX_DATELINE = 60  # characters
_WHERE_AND_WHEN = frozenset(("GPE", "LOC", "DATE", "TIME"))
_STOPS = frozenset((",", "--", "-", "—", "–", ";"))
_ENDS = frozenset((",", ".", "!", "?", "--", "-", "—", "–", ";", ":"))
_NOMINAL = frozenset(("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADP", "PART", "CCONJ", "ADV", "X", "SYM"))
_IN_PHRASE = frozenset(("VBN", "VBG", "POS", "HYPH"))
_CONTENT = frozenset(("ccomp", "xcomp", "oprd"))
_CONNECTIVES = frozenset(("ADV", "CCONJ", "SCONJ", "PUNCT", "INTJ"))
_NOT_A_NOUN = frozenset(("WP", "WDT", "WRB", "RB", "VBG", "VBN"))
# What may follow the name of who said it without a comma: the occasion.
_WHEN_SAID = frozenset(("after", "at", "before", "during", "following", "in", "on", "upon"))
_RELATIVE = frozenset(("WP", "WP$", "WDT"))
# "…, told the Post": whom they tell follows, and not who tells it.
TO_SOMEBODY = frozenset(("assure", "inform", "notify", "remind", "tell"))
_NOT_FIRST = frozenset(("and", "but", "or", "if", "while", "as", "when", "because", "although", "though", "so", "that"))


def inserted_statements(reading: Reading) -> Iterator[Found]:
    """Statements attributed between commas or at a sentence's end, in text order."""
    for token in reading.doc:
        if token.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
            continue
        cue = cue_verb(token)
        if cue is None or cue.kind == "attitude" or "c" not in cue.frames or negated(token):
            continue
        if token.is_title and reading.paragraph(token.idx) != reading.headline:
            continue  # "Salih Said Nashir" is a name
        if _says_more(reading, token, cue):
            sentence = reading.sentence(token.idx, reading.paragraph(token.idx))
            if titled_name(reading, token, sentence) is None:
                continue
        found = _at(reading, token, cue.lemma)
        if found is not None:
            yield found


def _says_more(reading: Reading, verb: Token, cue: Cue) -> bool:
    """Whether the verb has its content behind it, or is a participle without auxiliary."""
    if verb.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in verb.lefts):
        return True
    if any(c.dep_ == "auxpass" for c in verb.lefts):
        return True
    end = reading.sentence(verb.idx, reading.paragraph(verb.idx))[1]  # the parser may read on into the next
    return any(
        c.idx < end and (c.dep_ in _CONTENT or (c.dep_ == "dobj" and "a" not in cue.frames)) for c in verb.rights
    )


def _at(reading: Reading, verb: Token, lemma: str) -> Found | None:
    home = reading.paragraph(verb.idx)
    sentence = reading.sentence(verb.idx, home)
    quoted = reading.quotation(verb.idx)
    if quoted is not None:
        return None
    group = verb_group(reading, verb)
    # "…, during my first address, said Senator Lee.": the name behind is who speaks.
    source = None if titled_name(reading, verb, sentence) else subject_before(reading, verb, group, sentence)
    right_from = verb.i + 1
    if source is None:
        got = _after(reading, verb, group, sentence)
        if got is None:
            return None
        source, right_from = got
    elif _has_object(verb) or _is_of_relative(verb, source[0]):
        return None
    if reading.tokens(*source)[-1].pos_ == "CCONJ":
        return None  # "Mr. Poe is a native of the county *and taught* history": no name stands before the verb
    closing = _closing(reading, right_from, sentence)
    if closing is None:
        return None
    left_end = min(source[0], group[0])
    if reading.quotation(max(left_end - 2, 0)) is not None or reading.quotation(max(left_end - 3, 0)) is not None:
        return None  # the quotation rules read that
    before = reading.trim((sentence[0], left_end))
    if before is not None and _is_dateline(reading, before, left_end):
        return None
    after = reading.trim((closing, sentence[1])) if closing < sentence[1] else None
    if after is not None and reading.tokens(*after)[:1] and reading.tokens(*after)[0].tag_ in _RELATIVE:
        after = None  # "said Lee, whose bill would …"
    if after is not None:
        after = _cut_participle(reading, after)
    if before is None or (after is None and home != reading.headline and not _is_main_clause(reading, before)):
        return None
    if after is not None:
        before = _own_segment(reading, before)
        if all(t.pos_ in _CONNECTIVES for t in reading.tokens(*before)):
            before = None
    if before is not None and after is not None and not _goes_on(reading, before, after):
        after = None
    pieces = tuple(p for span in (before, after) if span and (p := reading.trim(reading.whole(span, verb.idx))))
    return Found("inserted", pieces, (source,), (group,), lemma, verb.i) if pieces else None


def _has_object(verb: Token) -> bool:
    """``the mill had added locations in Ohio, Iowa, …``: a verb with a noun right behind it adds that and no words."""
    cue = cue_verb(verb)
    behind = next((t for t in verb.doc[verb.i + 1 : verb.i + 4] if t.pos_ not in ("ADV", "ADJ")), None)
    if cue is None or "a" in cue.frames or behind is None or behind.tag_ not in ("NN", "NNS"):
        return False
    adverbs = any(t.pos_ == "ADV" for t in verb.doc[verb.i + 1 : behind.i])
    return not adverbs and behind.ent_type_ not in ("DATE", "TIME") and behind.dep_ not in ("npadvmod", "nsubj")


def _is_of_relative(verb: Token, start: int) -> bool:
    """``a hearing where officials, owners and workers testified``: the clause tells of what stands before it."""
    return any(t.tag_ in ("WRB", "WDT", "WP") and t.idx < start for t in verb.lefts)


def subject_before(reading: Reading, verb: Token, group: Span, sentence: Span) -> Span | None:
    """The subject between a comma and the verb, with an appositive between commas of its own."""
    doc = reading.doc
    first = reading.token_at(group[0])
    i = first - 1
    if i < 0 or doc[i].idx < sentence[0]:
        return None
    if doc[i].text == ",":  # ", Ann Lee, a lawyer, said"
        start = _phrase_start(reading, i - 1, sentence)
        if start is None:
            return None
        i = start - 1
    start = _phrase_start(reading, i, sentence)
    if start is None or start + 1 >= first:
        return None
    head = doc[start + 1]
    if head.lower_ in _NOT_FIRST or head.pos_ in ("ADP", "SCONJ") or head.tag_ in _NOT_A_NOUN:
        return None
    phrase = [t for t in doc[start + 1 : first] if t.pos_ not in ("ADV", "SPACE")]
    if not any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in phrase) or phrase[-1].tag_ in ("WDT", "WP"):
        return None
    if phrase[-1].tag_ == "PRP" and len(phrase) > 1:  # "something she has asked": a relative clause
        return None
    return reading.trim((head.idx, group[0]))


def _stops(reading: Reading, t: Token) -> bool:
    """Whether the token parts clauses: a comma or dash, not the hyphen of "front-runner"."""
    return t.text in _STOPS and (t.text != "-" or reading.plain[t.idx - 1 : t.idx].isspace())


def _phrase_start(reading: Reading, i: int, sentence: Span) -> int | None:
    """The index of the mark before the nominal phrase that ends at ``i``."""
    doc, last = reading.doc, i
    while i >= 0 and doc[i].idx >= sentence[0] and last - i < _MAX_PHRASE:
        t = doc[i]
        if _stops(reading, t):
            return i if i < last else None
        if (
            t.pos_ not in _NOMINAL
            and not t.is_space
            and t.tag_ not in ("VBN", "VBG", "POS", "HYPH")
            and t.text not in "()"
        ):
            return None
        i -= 1
    return None


def _after(reading: Reading, verb: Token, group: Span, sentence: Span) -> tuple[Span, int] | None:
    """The subject behind the verb: ``, said Ann Lee, a lawyer for the city.``"""
    doc = reading.doc
    first = reading.token_at(group[0])
    if first == 0 or doc[first - 1].text not in _STOPS or doc[first - 1].idx < sentence[0]:
        return None
    if verb.lemma_ in TO_SOMEBODY:
        return None
    who = subject(verb)
    if who is None or who.i < verb.i or who.left_edge.i != verb.i + 1:
        return titled_name(reading, verb, sentence)
    end = min(who.right_edge.idx + len(who.right_edge), sentence[1])
    span = reading.trim((who.left_edge.idx, end))
    return (span, who.right_edge.i + 1) if span else None


def titled_name(reading: Reading, verb: Token, sentence: Span) -> tuple[Span, int] | None:
    """``…, added FPI President and CEO Ann Lee after the vote.``: titles and a name, whatever the parser saw.

    What follows the name ends the sentence, is parted from it by a comma, or says when and where.
    """
    doc = reading.doc
    if verb.tag_ != "VBD" or verb.i == 0 or doc[verb.i - 1].text not in _STOPS or verb.lemma_ in TO_SOMEBODY:
        return None
    near = [t for t in doc[verb.i + 1 : verb.i + 2 + _MAX_PHRASE] if t.idx < sentence[1] and not t.is_space]
    stop = next((k for k, t in enumerate(near) if _is_behind_name(near, k)), len(near))
    rest = near[:stop]
    behind = next((t for t in doc[near[-1].i + 1 : near[-1].i + 3] if not t.is_space), None) if near else None
    if stop == len(near) and behind is not None and behind.idx < sentence[1]:
        return None  # the sentence goes on
    while rest and rest[-1].is_punct:
        rest.pop()
    plain = all(t.pos_ in ("PROPN", "NOUN", "DET", "CCONJ", "ADP") for t in rest)
    if not plain or not rest or rest[-1].ent_type_ != "PERSON":
        return None
    return (rest[0].idx, rest[-1].idx + len(rest[-1])), rest[-1].i + 1


def _is_behind_name(near: list[Token], k: int) -> bool:
    """Whether the name before token ``k`` is over: ", whose bill …", "after the vote"."""
    if k == 0 or near[k - 1].ent_type_ != "PERSON" or near[k].ent_type_ == "PERSON":
        return False
    return near[k].text == "," or near[k].lower_ in _WHEN_SAID


def _closing(reading: Reading, i: int, sentence: Span) -> int | None:
    """The offset behind the mark that closes the inserted clause; None where it goes on to say something."""
    doc, first = reading.doc, i
    while i < len(doc) and doc[i].idx < sentence[1] and i - first < _MAX_PHRASE:
        t = doc[i]
        if t.text in _ENDS and (t.text != "-" or _stops(reading, t)):
            return t.idx + len(t)
        if (t.pos_ in ("VERB", "AUX") and t.tag_ not in ("VBG", "VBN")) or (t.tag_ in ("IN",) and t.lower_ == "that"):
            return None
        if t.is_quote or t.tag_ in ("WP", "WRB") or (t.pos_ == "PRON" and t.dep_ in ("nsubj", "nsubjpass")):
            return None
        i += 1
    if i < len(doc) and doc[i].idx < sentence[1]:
        return None
    return sentence[1]


def _is_dateline(reading: Reading, before: Span, act: int) -> bool:
    """Whether nothing but ``Washington, D.C. –`` stands before the speaker."""
    if act - before[0] > _MAX_DATELINE:
        return False
    opening = reading.plain[before[0] : act].rstrip()
    # "WASHINGTON, Mayor Ann Lee": the dash is lost.
    if opening.endswith(",") and _is_place_or_time(reading, before):
        return True  # "Boston, Mass. Today, Mayor Ann Lee wrote to the agency."
    dashed = opening.endswith(("-", "–", "—")) or (opening.isupper() and not reading.plain[act : act + 20].isupper())
    opens = before[0] == reading.paragraph(before[0])[0] and dashed
    return opens and all(t.pos_ in ("PROPN", "PUNCT", "SPACE") for t in reading.tokens(*before))


def _is_place_or_time(reading: Reading, span: Span) -> bool:
    """Whether a span has no words but names of places, and days."""
    words = [t for t in reading.tokens(*span) if not t.is_punct and not t.is_space]
    return all(t.ent_type_ in _WHERE_AND_WHEN or t.lower_ in ("today", "yesterday") for t in words)


def _goes_on(reading: Reading, before: Span, after: Span) -> bool:
    """Whether the words after the inserted clause go on with those before: a start without verb needs one."""
    if len(reading.tokens(*before)) <= 2 or _is_clause(reading, before):
        return True
    return any(t.pos_ in ("VERB", "AUX") for t in reading.tokens(*after))


def _own_segment(reading: Reading, span: Span) -> Span:
    """Of "He had a rally - and the permit" before ", she said, was hard to get" only what the rest continues."""
    words = reading.tokens(*span)
    for k in range(len(words) - 1, 0, -1):
        if words[k].text in ("-", "--", "—", "–", ";", ":") and k + 1 < len(words):
            rest = (words[k + 1].idx, span[1])
            if _is_clause(reading, (span[0], words[k].idx)) and not _is_clause(reading, rest):
                return reading.trim(rest) or span
            break
    return span


def _is_main_clause(reading: Reading, span: Span) -> bool:
    """Whether the words before can stand alone: between its commas a finite verb after no subordinating word."""
    opened, finite, allowed = True, False, False
    for t in reading.tokens(*span):
        if t.text == ",":
            if finite:
                return True
            opened = True
        elif opened and (t.pos_ in ("CCONJ", "ADV", "PUNCT") and t.tag_ != "WRB"):
            continue
        elif opened:
            opened = False
            finite = False
            allowed = t.pos_ not in ("SCONJ", "ADP") and t.tag_ not in ("WRB", "WDT", "WP")
        if not opened and allowed and t.tag_ in FINITE:
            finite = True
    return finite


def _is_clause(reading: Reading, span: Span) -> bool:
    return any(t.pos_ == "AUX" or t.tag_ in FINITE for t in reading.tokens(*span))


def _cut_participle(reading: Reading, span: Span) -> Span | None:
    """``…, she said, adding that …``: what a further cue introduces is not part of this one."""
    words = reading.tokens(*span)
    if words and words[0].tag_ == "VBG" and cue_verb(words[0]) is not None:
        return None
    for k, t in enumerate(words[1:], 1):
        if t.tag_ == "VBG" and words[k - 1].text == "," and (cue := cue_verb(t)) is not None and cue.kind == "speech":
            return reading.trim((span[0], words[k - 1].idx))
    return span
