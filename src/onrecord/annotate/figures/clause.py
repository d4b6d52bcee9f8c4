"""The words around a figure that tell a reader what was counted: "at least 680 immigrants were detained"."""

from __future__ import annotations

from itertools import islice

from spacy.tokens import Token

from onrecord.annotate.figures.counted import Counted
from onrecord.model import Span

_BETWEEN = 8  # tokens at most between the figure and the word that tells what happened
_CHILDREN = 30
_NOUN_PHRASE = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod"})
# Nouns that say of whom they count nothing but that they are persons.
_BARE = frozenset({"people", "person", "individual", "human", "soul", "other", "life"})


def telling(span: Span, counted: Counted, predicate: Token | None) -> Span:
    """``span``, the number with its noun, widened to the clause that gives its measure where that is close by.

    Subject and verb are one clause ("680 immigrants were detained", "26 were left dead"), verb and object too
    ("arrested 680 immigrants"), and a noun with a participle ("680 immigrants arrested on Friday"). A noun that
    gives the measure ("the arrest of hundreds of people") is taken in only where the noun counted is too bare
    to tell anything: "at least 680 undocumented immigrants" stands for itself.
    """
    if predicate is None or span[0] <= predicate.idx < span[1]:
        return span
    top = _top(counted.head, span)
    if predicate.pos_ in ("VERB", "AUX", "ADJ"):
        return _with_verb(span, top, predicate)
    if predicate.pos_ == "NOUN" and predicate.i < top.i and top.head.lower_ == "of" and _is_bare(counted.last):
        return _with_noun(span, top, predicate)
    return span


def _top(head: Token, span: Span) -> Token:
    """The word of the figure through which it hangs on the rest of the sentence."""
    at = head
    for _ in range(_BETWEEN):
        if at.head == at or not span[0] <= at.head.idx < span[1]:
            break
        at = at.head
    return at


def _with_verb(span: Span, top: Token, predicate: Token) -> Span:
    verb = top.head
    end = predicate.idx + len(predicate)
    if top.dep_ in ("nsubj", "nsubjpass"):
        told = predicate in (verb, top) or (predicate.head == verb and predicate.i > verb.i)
        return (span[0], end) if told and _near(span[1], predicate) else span
    if predicate.head == top and predicate.dep_ in ("acl", "relcl", "acomp", "amod") and predicate.i > top.i:
        return (span[0], end) if _near(span[1], predicate) else span
    if top.dep_ == "dobj" and verb == predicate and predicate.idx < span[0]:
        particle = next((c for c in islice(verb.children, _CHILDREN) if c.dep_ == "prt"), None)
        after = particle.idx + len(particle) if particle is not None and particle.idx >= span[1] else span[1]
        between = verb.doc[verb.i + 1 : top.i]
        return (predicate.idx, after) if len(between) <= _BETWEEN and not _breaks(between.text) else span
    return span


def _with_noun(span: Span, top: Token, predicate: Token) -> Span:
    if top.head.head != predicate:
        return span
    parts = [c for c in islice(predicate.lefts, _CHILDREN) if c.dep_ in _NOUN_PHRASE]
    first = min((c.left_edge for c in parts), key=lambda t: t.i, default=predicate)
    return (first.idx, span[1]) if predicate.i - first.i <= _BETWEEN and not _breaks(_text(first, top)) else span


def _is_bare(noun: Token) -> bool:
    if noun.pos_ == "PRON":
        return True
    described = any(c.dep_ in ("amod", "compound", "acl", "relcl", "nmod") for c in islice(noun.children, _CHILDREN))
    return noun.lemma_.lower() in _BARE and not described


def _near(end: int, word: Token) -> bool:
    """Whether ``word`` follows soon after offset ``end`` with no break of the clause before it."""
    between: list[Token] = []
    at = word.i - 1
    while at >= 0 and word.doc[at].idx >= end and len(between) <= _BETWEEN:
        between.append(word.doc[at])
        at -= 1
    return len(between) <= _BETWEEN and not any(_breaks(token.text) for token in between)


def _text(first: Token, last: Token) -> str:
    return first.doc[first.i : last.i + 1].text


def _breaks(words: str) -> bool:
    return any(mark in words for mark in ("\n", ";", ".", "“", "”", '"', ":"))
