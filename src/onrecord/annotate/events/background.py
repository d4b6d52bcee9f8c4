"""What a sentence only sets its scene with: "Shortly after the raids in X, the offices were told …"."""

from __future__ import annotations

from spacy.tokens import Token

_SCENE = frozenset({"after", "before", "since", "following", "amid", "until", "besides", "despite"})
_DEPTH = 12


def is_background(token: Token) -> bool:
    """Whether ``token`` lies in a temporal adverbial of its clause: presupposed, not said."""
    at = token
    for _ in range(_DEPTH):
        if at.dep_ == "prep" and at.lower_ in _SCENE and at.head.pos_ in ("VERB", "AUX"):
            return True
        if at.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _SCENE for c in at.children):
            return True
        if at.pos_ in ("NOUN", "PROPN") and _led_by_scene(at):
            return True
        if at.dep_ == "pcomp" and at.head.lower_ in _SCENE:
            return True
        if at.head == at:
            return False
        at = at.head
    return False


def _led_by_scene(noun: Token) -> bool:
    """Whether "after" stands before the noun phrase at a sentence's start, wherever the parse hangs it."""
    doc = noun.doc
    first = noun.left_edge.i
    start = first
    while start > 0 and doc[start].is_sent_start is not True:
        start -= 1
        if first - start > 2:
            return False
    return any(doc[i].lower_ in _SCENE for i in range(start, min(first + 2, noun.i)))
