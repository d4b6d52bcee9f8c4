"""Sources mended by what stands right before the cue: its own subject, who owns the noun, the document that tells."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import FINITE, Found, Reading, noun_phrase, overlap, verb_group
from onrecord.lexicon.cues import nouns, words
from onrecord.lexicon.nominals import nouns as nominals
from onrecord.model import Span

_DAYS = frozenset(("today", "yesterday", "tonight", "week", "month", "year", "tomorrow", "morning"))
_MAX_SUBJECT = 8  # tokens of title and name
_MAX_OWNED = 8  # tokens from an owner to the noun: "the company's (NYSE: LEE) recent announcement"
_LINKED = frozenset(("WP", "WDT", "EX", "WP$"))
_SHOWS = frozenset(("reveal", "show", "detail", "indicate", "suggest", "confirm", "state", "outline", "allege"))
_GETS = frozenset(("obtain", "receive", "review", "cite", "uncover", "see"))


def own_subject(reading: Reading, found: Found) -> Found:
    """``Lee backs the bill after Secretary Poe confirmed …``: whoever stands right before the verb as its subject."""
    verb = reading.doc[found.head] if found.head >= 0 else None
    if verb is None or verb.tag_ not in FINITE or len(found.source) != 1 or not found.cue:
        return found
    who = next((t for t in verb.lefts if t.dep_ == "nsubj"), None)
    if who is None or who.tag_ in _LINKED or who.pos_ == "PRON" or any(t.dep_ == "auxpass" for t in verb.lefts):
        return found
    span = noun_phrase(reading, who, verb)
    group = verb_group(reading, verb)
    source = found.source[0]
    if span is None or reading.plain[span[1] : group[0]].strip() or not group[0] <= found.cue[0][0] < group[1]:
        return found
    if source[1] > span[0] or overlap((span,), (*found.content, *found.cue)):
        return found
    between = reading.tokens(source[1], span[0])
    clause = any(t.tag_ in FINITE and not reading.quotation(t.idx) for t in between)
    tokens = reading.tokens(*span)
    plain = len(tokens) <= _MAX_SUBJECT and not any(t.tag_ in FINITE or t.text == "," for t in tokens)
    return replace(found, source=(span,)) if clause and plain and _says(who) else found


def reduced_relative(reading: Reading, found: Found) -> Found:
    """``a decision fishermen say they need``: the fishermen say it."""
    verb = reading.doc[found.head] if found.head >= 0 else None
    if verb is None or verb.tag_ not in FINITE or len(found.source) != 1 or verb.i < 1:
        return found
    if not found.cue or found.cue[0][0] != verb.idx:
        return found
    who, tokens = verb.nbor(-1), reading.tokens(*found.source[0])
    told = bool(tokens) and tokens[0].lower_ in ("a", "an") and tokens[-1].tag_ == "NN"
    if not told or who.tag_ not in ("NNS", "NNPS") or tokens[-1].i + 1 != who.i or not _says(who):
        return found
    return replace(found, source=((who.idx, who.idx + len(who)),))


def _says(who: Token) -> bool:
    """Whether the noun names or counts people or a body."""
    noun = nominals().get(who.lemma_.lower())
    named = who.ent_type_ in ("PERSON", "ORG", "NORP") or who.pos_ == "PROPN"
    return named or who.lower_ in ("percent", "%") or (noun is not None and noun.type not in ("thing", "place"))


_ABOUT = frozenset(("on", "about", "regarding", "concerning", "following", "after", "to"))


def _on_words(link: Token) -> bool:
    """Whether a preposition follows a noun, as in "released a statement on": parsers may hang it on the verb."""
    before = link.nbor(-1) if link.i else link
    return link.head.pos_ == "NOUN" or (before.dep_ == "dobj" and before.head.i == link.head.i)


def owner_of_noun(reading: Reading, found: Found) -> Found:
    """``Lee celebrated Acme's announcement that …``: it is Acme's, whoever speaks of it; else nobody's."""
    noun = _noun_before(reading, found)
    if noun is None:
        return found
    in_cue = found.cue[0][0] <= noun.idx < found.cue[-1][1]
    governed = any(a <= noun.head.idx < b for a, b in found.cue) and noun.dep_ == "dobj"
    if governed or (in_cue and len(reading.tokens(found.cue[0][0], found.cue[-1][1])) > 1):
        return found  # "made the announcement that"
    owner = _owner_before(reading, noun)
    cue = ((noun.idx, noun.idx + len(noun)),)
    if owner is not None and not overlap((owner,), found.content):
        return found if overlap((owner,), found.source) else replace(found, source=(owner,), cue=cue)
    apart = in_cue and all(b <= noun.head.idx for _, b in found.source)
    if apart and noun.dep_ == "pobj" and noun.head.lower_ in _ABOUT and _on_words(noun.head):
        return replace(found, source=(), cue=cue)  # "released a statement on the announcement that"
    around = any(a < noun.idx < b for a, b in found.source)
    return replace(found, source=(), cue=cue) if in_cue and around else found


def _noun_before(reading: Reading, found: Found) -> Token | None:
    """The noun of saying right before a that-clause."""
    first = next(reading.words(found.content[:1]), None)
    if first is None or first.i == 0 or first.lower_ != "that" or not found.cue:
        return None
    noun = first.nbor(-1)
    row = nouns().get(noun.lemma_.lower()) if noun.pos_ == "NOUN" else None
    return noun if row is not None and row.kind == "speech" and "c" in row.frames else None


def _owner_before(reading: Reading, noun: Token) -> Span | None:
    """The owner whose "'s" stands before the noun, adjectives and a bracket between."""
    for k in range(noun.i - 1, max(0, noun.i - _MAX_OWNED), -1):
        token = reading.doc[k]
        if token.tag_ == "POS":
            who = reading.doc[k - 1]
            while who.dep_ in ("compound", "appos", "nmod", "flat") and who.head.i < k and who.head.i != who.i:
                who = who.head
            if who.lower_ in _DAYS or who.ent_type_ in ("DATE", "TIME"):
                return None
            first = who.left_edge
            return reading.trim((first.idx, token.idx)) if k - first.i <= _MAX_OWNED * 2 else None
        if token.tag_ in FINITE or token.pos_ in ("ADP", "PRON", "DET", "VERB") or token.is_space:
            return None
    return None


def document_obtained(reading: Reading, found: Found) -> Found:
    """``The committee obtained an internal document, revealing that …``: the document reveals it."""
    head = reading.doc[found.head] if found.head >= 0 else None
    if head is None or head.tag_ != "VBG" or head.lemma_.lower() not in _SHOWS or len(found.source) != 1 or head.i < 3:
        return found
    noun = head.nbor(-2) if head.nbor(-1).text == "," else head.nbor(-1)
    row = nouns().get(noun.lemma_.lower())
    document = (row is not None and "d" in row.frames) or noun.lemma_.lower() in words("in-full") | {"document"}
    if not document or noun.dep_ != "dobj" or noun.head.lemma_.lower() not in _GETS:
        return found
    span = reading.trim((noun.left_edge.idx, noun.idx + len(noun)))
    if span is None or not found.source[0][1] <= span[0] or overlap((span,), (*found.content, *found.cue)):
        return found
    return replace(found, source=(span,))


def last_of_clauses(reading: Reading, found: Found) -> Found:
    """``that a band which folded when funds dried up, and Lee says …``: one says it, behind the clause before."""
    head = reading.doc[found.head] if found.head >= 0 else None
    if head is None or head.tag_ != "VBZ" or len(found.source) != 1 or not found.cue:
        return found
    tokens = reading.tokens(*found.source[0])
    joint = next((t for t in reversed(tokens) if t.lower_ == "and"), None)
    if joint is None or joint.i <= tokens[0].i or joint.nbor(-1).text != "," or found.cue[0][0] < joint.idx:
        return found
    last = [t for t in tokens if t.i > joint.i]
    clause = any(t.tag_ in FINITE for t in tokens if t.i < joint.i)
    named = bool(last) and last[-1].i + 1 == head.i and all(t.pos_ == "PROPN" for t in last)
    return replace(found, source=((last[0].idx, found.source[0][1]),)) if clause and named else found


SUBJECT_MENDS = (own_subject, reduced_relative, owner_of_noun, document_obtained, last_of_clauses)
