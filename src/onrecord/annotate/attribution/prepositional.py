"""``according to X``, ``as X noted``, ``as reported by X``: the content is the clause that the phrase hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import (
    ACCORDING,
    FINITE,
    Found,
    Reading,
    child,
    cue_verb,
    noun_phrase,
    verb_group,
)
from onrecord.model import Span, Spans

_CLAUSAL = frozenset(("ROOT", "ccomp", "advcl", "conj", "relcl", "parataxis", "acl"))
_OWN_START = frozenset(("conj", "advcl", "relcl", "acl"))


def prepositional_statements(reading: Reading) -> Iterator[Found]:
    """Statements marked by ``according to`` or by an ``as`` clause, in text order."""
    for token in reading.doc:
        word = token.lower_
        if word == "according":
            found = _according(reading, token)
        elif word == "as" and token.i + 1 < len(reading.doc):
            found = _as_clause(reading, token)
        else:
            continue
        if found is not None:
            yield found


def _according(reading: Reading, token: Token) -> Found | None:
    if token.i + 1 >= len(reading.doc) or token.nbor().lower_ != "to":
        return None
    to = token.nbor()
    home = reading.paragraph(token.idx)
    named = child(to, "pobj", after=True)
    if named is None:
        return None
    source = reading.trim(reading.hull(named.left_edge, named.right_edge, home))
    if source is None or source[0] <= token.idx:
        return None
    source = _without_subject(reading, source)
    return _found(reading, "according-to", token, source, (token.idx, to.idx + len(to)), (token.idx, source[1]))


def _without_subject(reading: Reading, source: Span) -> Span:
    """ "According to the census, the median income" before a verb: what stands behind the comma is its subject."""
    comma = reading.plain.find(", ", *source)
    after = next(iter(reading.tokens(source[1], source[1] + 20)), None)
    if after is not None and after.tag_ in FINITE and (number := _number_behind(reading, source)) is not None:
        return source[0], number  # "According to the Forum 6.8 million people need"
    behind = next(iter(reading.tokens(comma + 2, source[1])), None) if comma > 0 else None
    if after is None or behind is None or after.pos_ not in ("VERB", "AUX") or after.tag_ in ("VBN", "VBG"):
        return source
    return (source[0], comma) if behind.pos_ in ("DET", "ADJ", "NUM", "NOUN", "PRON") else source


def _number_behind(reading: Reading, source: Span) -> int | None:
    """Where a name ends that a number of things follows without a comma."""
    tokens = reading.tokens(*source)
    for token in tokens[1:]:
        before = token.nbor(-1)
        counts = token.tag_ == "CD" and token.text[:1].isdigit() and token.ent_type_ != "DATE"
        if counts and before.tag_ in ("NNP", "NNPS") and tokens[-1].tag_ == "NNS":
            return before.idx + len(before)
    return None


def _as_clause(reading: Reading, token: Token) -> Found | None:
    """``as Ann Lee noted,`` and ``as first reported by the Post``: a cue verb with no content of its own."""
    verb = token.head
    if token.dep_ not in ("mark", "advmod") or verb.dep_ not in ("advcl", "prep") or verb.i - token.i > 8:
        return None
    cue = cue_verb(verb)
    if cue is None or cue.kind == "attitude" or "c" not in cue.frames or verb.tag_ in ("VBG", "VB"):
        return None
    home = reading.paragraph(token.idx)
    sentence = reading.sentence(token.idx, home)
    lead = reading.plain[sentence[0] : token.idx].rstrip()
    if lead and not lead.endswith((",", "—", "–", "-", ";", "(")):
        return None
    if any(c.dep_ in ("ccomp", "xcomp", "dobj", "oprd") and c.i > verb.i for c in verb.children):
        return None
    agent = child(verb, "agent", after=True)
    who = child(verb, "nsubj") or (child(agent, "pobj", after=True) if agent is not None else None)
    if who is None or who.tag_ in ("WDT", "WP") or who.lower_ == "it":
        return None
    source = noun_phrase(reading, who, verb)
    if source is None:
        return None
    region = (token.idx, max(reading.hull(verb.left_edge, verb.right_edge, home)[1], source[1]))
    return _found(reading, "as-clause", token, source, verb_group(reading, verb), region)


def _found(reading: Reading, rule: str, token: Token, source: Span, cue: Span, region: Span) -> Found | None:
    """The statement: what stands before ``region`` in its sentence if it can stand alone, else what follows."""
    home = reading.paragraph(token.idx)
    sentence = reading.sentence(token.idx, home)
    before = reading.trim((sentence[0], region[0])) if region[0] > sentence[0] else None
    after = reading.trim((region[1], sentence[1])) if region[1] < sentence[1] else None
    content: list[Span] = []
    if before is not None and len(reading.tokens(*before)) > 3:
        start = _host(token, home)
        if start is not None and before[0] < start < region[0]:
            before = reading.trim((start, region[0]))
        if before is not None:
            content.append(before)
            if after is not None and not _finite(reading, before) and _finite(reading, after):
                content.append(after)
    elif after is not None:
        content.append(after)
    pieces: Spans = tuple(p for span in content if (p := reading.trim(reading.whole(span, token.idx))))
    lemma = ACCORDING if rule == "according-to" else token.head.lemma_.lower()
    head = token.i if rule == "according-to" else token.head.i
    return Found(rule, pieces, (source,), (cue,), lemma, head) if pieces else None


def _finite(reading: Reading, span: Span) -> bool:
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in reading.tokens(*span))


def _host(token: Token, home: Span) -> int | None:
    """The start of the clause that the phrase closes, where it is the main one."""
    head = token.head
    for _ in range(8):
        if head.dep_ in _CLAUSAL or head.head.i == head.i:
            break
        head = head.head
    if head.dep_ in _OWN_START:
        return None
    return max(head.left_edge.idx, home[0])
