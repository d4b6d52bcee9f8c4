"""Statements from the frames that a cue verb opens in the parse.

=========== =========================================== ==============================
rule        example                                     content
=========== =========================================== ==============================
clause      She said (that) the raid was lawful         the complement clause
before      The raid was lawful, she said               the clause on the left
infinitive  He promised to stop the raids               the infinitive
directive   He told officers to stop                    the infinitive
object      Activists criticized the raids              the object: a stance
complement  He called the raid a disgrace               object and complement: a stance
topic       They called for an end to the raids         the prepositional object: a stance
impersonal  The raid appears to be lawful               the infinitive; no source
=========== =========================================== ==============================

A stance is reported without anybody's words and is no act of saying: its kind is attitude. But what was announced or
promised was told, whatever its grammar ("announced 10,000 job cuts"), and so were the stances of ``stances.py``.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import (
    Found,
    Reading,
    child,
    cue_verb,
    has_subject,
    is_infinitive,
    negated,
    speaker,
    verb_group,
)
from onrecord.annotate.attribution.stances import asks_for, puts_in_words
from onrecord.lexicon.cues import Cue, words
from onrecord.model import Span, Spans

_OTHER_VOICE = frozenset(("after", "though", "although", "while", "as", "even", "despite", "whereas", "when"))
_STANCE_TAILS = frozenset(("for", "of", "as", "over", "with"))


def frame_statements(reading: Reading, inserted: frozenset[int] = frozenset()) -> Iterator[Found]:
    """All statements that the frames of cue verbs give, in text order.

    ``inserted`` are the indices of cue verbs that stand between commas: none of them heads a complement.
    """
    for token in reading.doc:
        cue = cue_verb(token)
        if cue is not None and not negated(token):
            found = _of_verb(reading, token, cue, inserted)
            if found is not None:
                yield found


def _of_verb(reading: Reading, verb: Token, cue: Cue, inserted: frozenset[int]) -> Found | None:
    home = reading.paragraph(verb.idx)
    if home in reading.boilerplate:
        return None
    if _is_set_phrase(reading, verb):
        return None
    who = speaker(reading, verb)
    source = who[1] if who is not None else None
    for frame, read in _FRAMES:
        if frame not in cue.frames:
            continue
        got = read(reading, verb, cue, home, source)
        if got is None or (frame == "c" and _heads(reading, verb, inserted)):
            continue
        rule, content = got
        if source is None and rule != "impersonal" and not _is_passive(verb):
            continue
        told = rule == "object" and cue.lemma in words("announcing")
        said = cue.kind != "attitude" and (told or rule in ("clause", "before", "infinitive", "directive"))
        said = said or (rule in ("object", "topic") and asks_for(verb))
        said = said or (rule in ("object", "complement") and puts_in_words(verb))
        sources: Spans = () if source is None or rule == "impersonal" else (source,)
        return Found(rule, (content,), sources, (verb_group(reading, verb),), cue.lemma, verb.i, said)
    return None


def _heads(reading: Reading, verb: Token, inserted: frozenset[int]) -> bool:
    """Whether the verb's complement is in truth an attribution between commas."""
    clause = child(verb, "ccomp", after=True, but=is_infinitive) or child(verb, "ccomp")
    return clause is not None and clause.i in inserted


def _is_set_phrase(reading: Reading, verb: Token) -> bool:
    """``That said, …``, ``All told, …``: nobody says anything."""
    i = verb.i
    return (
        verb.lower_ in ("said", "told")
        and 0 < i < len(reading.doc) - 1
        and reading.doc[i - 1].lower_ in ("that", "this", "all")
        and reading.doc[i + 1].text == ","
    )


def _is_passive(verb: Token) -> bool:
    """Whether who says it is left out on purpose ("was asked whether …", "Asked why …")."""
    return verb.tag_ == "VBN" or any(c.dep_ == "auxpass" for c in verb.lefts)


def _right(reading: Reading, head: Token, home: Span, after: int) -> Span | None:
    """The phrase of ``head``, from ``after`` on at the earliest."""
    start, end = reading.hull(head.left_edge, head.right_edge, home)
    span = reading.trim((max(start, after), end))
    return reading.trim(reading.whole(span, after - 1)) if span else None


def _clause(reading: Reading, verb: Token, cue: Cue, home: Span, source: Span | None) -> tuple[str, Span] | None:
    """The complement clause on the right, else on the left."""
    right = child(verb, "ccomp", after=True, but=is_infinitive)
    if right is not None:
        span = _right(reading, right, home, verb.idx + len(verb))
        span = _with_lost_subject(reading, verb, right, span)
        for cut in (_second_act(verb, right), _others_word(right), _own_participle(verb, right)):
            if span and cut is not None and span[0] < cut.idx < span[1]:
                span = reading.trim((span[0], cut.idx))
        return ("clause", span) if span else None
    left = [c for c in verb.lefts if c.dep_ == "ccomp"]
    if not left:
        return None
    stop = verb_group(reading, verb)[0]
    if source and left[-1].idx < source[0] < stop:
        stop = source[0]
    start, end = reading.hull(left[-1].left_edge, left[-1].right_edge, home)
    if source is None or not reading.plain[start:stop].rstrip().endswith((",", '"', "—", "–", "-")):
        return None  # without the comma the parser has joined two sentences
    span = reading.trim((start, min(end, stop)))
    span = reading.trim(reading.whole(span, verb.idx)) if span else None
    return ("before", span) if span else None


def _second_act(verb: Token, clause: Token) -> Token | None:
    """The conjunction before a second act of the same speaker ("said X and added Y") that was read into X."""
    for c in clause.children:
        if c.dep_ == "conj" and c.tag_ == verb.tag_ and not has_subject(c):
            cue = cue_verb(c)
            if cue is not None and cue.kind == "speech" and clause.tag_ != verb.tag_:
                previous = c.doc[c.left_edge.i - 1]
                return previous if previous.dep_ == "cc" else c.left_edge
    return None


def _with_lost_subject(reading: Reading, verb: Token, clause: Token, span: Span | None) -> Span | None:
    """The clause with a subject that the parser hung on the cue ("said about half of the rise reflected …")."""
    if span is None or has_subject(clause) or clause.tag_ not in ("VBD", "VBZ", "VBP") or verb.i + 1 >= len(verb.doc):
        return span
    first = verb.nbor()
    if first.is_punct or first.dep_ in ("npadvmod", "prt") or first.ent_type_ in ("DATE", "TIME"):
        return span
    return (first.idx, span[1]) if first.idx < span[0] and reading.quotation(first.idx) is None else span


def _own_participle(verb: Token, clause: Token) -> Token | None:
    """The comma before a further act of the same speaker: ``said he was free, telling reporters that …``."""
    stack = [clause]
    while stack:
        head = stack.pop()
        for c in head.rights:
            if c.tag_ == "VBG" and c.dep_ in ("advcl", "acl") and c.left_edge.i == c.i and c.nbor(-1).text == ",":
                cue = cue_verb(c)
                if cue is not None and cue.kind == "speech":
                    return c.nbor(-1)
            if c.dep_ in ("conj", "dobj", "pobj", "prep", "attr", "appos") and c.i > verb.i:
                stack.append(c)
    return None


def _others_word(clause: Token) -> Token | None:
    """The start of a subordinate clause in which somebody else says something.

    "The agency said it was proud, after reports showed that …": the reports are the article's voice.
    """
    for c in clause.rights:
        if c.dep_ == "advcl" and c.left_edge.lower_ in _OTHER_VOICE:
            cue = cue_verb(c)
            who = child(c, "nsubj")
            if cue is not None and cue.kind != "attitude" and who is not None and who.pos_ != "PRON":
                return c.left_edge
    return None


def _infinitive_of(verb: Token) -> Token | None:
    for c in verb.rights:
        if c.dep_ in ("xcomp", "ccomp") and is_infinitive(c):
            return c
    return None


def _directive(reading: Reading, verb: Token, cue: Cue, home: Span, source: Span | None) -> tuple[str, Span] | None:
    """``told officers to stop``, ``urged them to stop``."""
    act = _infinitive_of(verb)
    on = next((c for c in verb.rights if c.dep_ == "prep" and cue.lemma == f"{verb.lemma_.lower()} {c.lower_}"), None)
    whom = has_subject(act) if act is not None else False
    if act is None or not (whom or on or child(verb, "dobj", after=True) or child(verb, "dative", after=True)):
        return None
    to = next((c for c in act.lefts if c.dep_ == "aux" and c.lower_ == "to"), act)
    begin = on if on is not None else verb
    start = to.idx if "t" in cue.frames else begin.idx + len(begin)
    _, end = reading.hull(act.left_edge, act.right_edge, home)
    span = reading.trim((start, end)) if start < end else None
    return ("directive", span) if span else None


def _infinitive(reading: Reading, verb: Token, cue: Cue, home: Span, source: Span | None) -> tuple[str, Span] | None:
    act = _infinitive_of(verb)
    if act is None:
        return None
    span = _right(reading, act, home, verb.idx + len(verb))
    return ("infinitive", span) if span else None


def _impersonal(reading: Reading, verb: Token, cue: Cue, home: Span, source: Span | None) -> tuple[str, Span] | None:
    got = _infinitive(reading, verb, cue, home, source)
    return ("impersonal", got[1]) if got else None


def _complement(reading: Reading, verb: Token, cue: Cue, home: Span, source: Span | None) -> tuple[str, Span] | None:
    """``called the raid a disgrace``, ``described it as lawful``: object and what is said of it."""
    target = child(verb, "dobj", after=True)
    small = child(verb, "oprd", after=True) or child(verb, "ccomp", after=True, but=is_infinitive)
    if small is None:
        small = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "as"), None)
    if small is None and target is not None:
        small = next((c for c in target.rights if c.dep_ == "prep" and c.lower_ == "as"), None)
    if small is None:
        return None
    left = target.left_edge if target is not None and target.i < small.i else small.left_edge
    start, end = reading.hull(left, small.right_edge, home)
    span = reading.trim((max(start, verb.idx + len(verb)), end))
    span = reading.trim(reading.whole(span, verb.idx)) if span else None
    return ("complement", span) if span else None


def _object(reading: Reading, verb: Token, cue: Cue, home: Span, source: Span | None) -> tuple[str, Span] | None:
    """``criticized the raids``, with what for: ``accused him of lying``."""
    target = child(verb, "dobj", after=True)
    if target is None:
        return None
    last = target
    for c in verb.rights:
        if c.dep_ == "prep" and c.lower_ in _STANCE_TAILS and c.left_edge.i == last.right_edge.i + 1:
            last = c
    start, end = reading.hull(target.left_edge, last.right_edge, home)
    span = reading.trim((max(start, verb.idx + len(verb)), end))
    span = reading.trim(reading.whole(span, verb.idx)) if span else None
    return ("object", span) if span else None


def _topic(reading: Reading, verb: Token, cue: Cue, home: Span, source: Span | None) -> tuple[str, Span] | None:
    """``called for an end to the raids``."""
    for c in verb.rights:
        if c.dep_ == "prep" and c.lower_ in cue.prepositions:
            inner = child(c, "pobj", after=True) or child(c, "pcomp", after=True)
            span = _right(reading, inner, home, c.idx + len(c)) if inner is not None else None
            if span:
                return ("topic", span)
    return None


# In this order: a clause wins over an infinitive, the infinitive over an object.
_FRAMES = (
    ("s", _complement),
    ("c", _clause),
    ("t", _directive),
    ("T", _directive),
    ("i", _infinitive),
    ("u", _impersonal),
    ("o", _object),
    ("p", _topic),
)
