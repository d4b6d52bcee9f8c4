"""Sources mended: a letter, or whom it goes to, for who sends it; whom somebody joins for who joins."""

from __future__ import annotations

from dataclasses import replace

from onrecord.annotate.attribution.in_full_owner import joiner, owner
from onrecord.annotate.attribution.reading import FINITE, Found, Reading, noun_phrase, overlap, speaker
from onrecord.gazetteer import titles
from onrecord.lexicon.cues import words
from onrecord.model import Span

_MAX_ADDRESSEES = 100  # tokens from "to" to the last of those whom a letter goes to
_BESIDE = frozenset((",", "and", "&", "the", "of", "for", "(", ")", "-"))
_ASKED = frozenset(("him", "her", "them", "it"))
_STEPS = 6  # from a letter up to the verb of who sends it


def sender(reading: Reading, found: Found) -> Found:
    """``Lee sent a letter to Roe demanding that …``: Lee demands it, and neither the letter nor Roe."""
    if found.head < 0 or len(found.source) != 1 or reading.doc[found.head].tag_ != "VBG":
        return found
    tokens = reading.tokens(*found.source[0])
    nouns = words("in-full")
    letter = next((t for t in tokens if t.lemma_.lower() in nouns and t.dep_ == "dobj"), None)
    led = False
    if letter is None:
        whom = next((t for t in tokens if t.dep_ == "pobj" and t.head.lower_ == "to"), None)
        if whom is None and (sent_by := _of_letter_to(reading, found)) is not None:
            return replace(found, source=(sent_by,))
        sent = whom.head.head if whom is not None and whom.head.idx < found.source[0][0] else None
        verb = sent.head if sent is not None and sent.lemma_.lower() in nouns else sent
        if verb is not None and verb.lower_ == "in" and sent is not None and sent.dep_ == "pobj":
            verb, led = verb.head, True  # "led their colleagues in a letter to"
            verb = verb.head if verb.pos_ in ("NOUN", "PROPN") and verb.dep_ == "dobj" else verb
    else:
        verb = letter.head
    led = led and verb is not None and verb.lemma_.lower() in ("lead", "join")
    if verb is None or verb.i > found.head or not (led or verb.lemma_.lower() in words("issuing")):
        return found
    who = speaker(reading, verb)
    if who is None or overlap((who[1],), (*found.content, *found.cue)):
        return found
    return replace(found, source=(who[1],))


def who_joins(reading: Reading, found: Found) -> Found:
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


def _of_letter_to(reading: Reading, found: Found) -> Span | None:
    """Who sends it, where the source is the last of those to whom: ``joined Roe in a letter to the agency and CDC``."""
    inside = reading.tokens(*found.source[0])
    k = inside[0].i - 1 if inside else -1
    finite = any(t.dep_ == "aux" for t in reading.doc[found.head].lefts)  # "In a letter to the bank, I am asking …"
    if k < 0 or finite or not found.cue or found.cue[0][0] < found.source[0][1] or inside[0].text == "-":
        return None
    head = reading.doc[found.head]
    # "wrote to Commissioner Will Reid urging him": whoever is written to is asked.
    joined = inside[-1].i + 1 == head.i < len(reading.doc) - 1 and head.nbor().lower_ in _ASKED
    for _ in range(_MAX_ADDRESSEES):
        token = reading.doc[k]
        if token.lower_ == "to" and k:
            break
        beside = token.is_space or token.tag_ in ("NNP", "NNPS", "CD")
        beside = beside or token.lower_ in _BESIDE or token.lower_ in titles()
        if not beside or not k:
            return None
        joined = joined or token.lower_ in (",", "and", "&")
        k -= 1
    letter = reading.doc[k - 1]
    if not joined or letter.lemma_.lower() not in ("letter", "write"):
        return None
    verb = letter
    for _ in range(_STEPS):
        if verb.head.i == verb.i or verb.tag_ in FINITE or verb.tag_ == "VBG":
            break
        verb = verb.head
    if verb.pos_ != "VERB":
        return None
    who = (
        joiner(reading, verb)
        if verb.tag_ == "VBG"
        else owner(reading, verb, verb, reading.sentence(verb.idx, reading.paragraph(verb.idx)))
    )
    if who is None or who[1] > letter.idx or overlap((who,), (*found.content, *found.cue)):
        return None
    return who


def no_hearer(reading: Reading, found: Found) -> Found:
    """``This signals to the people that …``: whom it is told to stands behind the verb, and the subject before it."""
    if found.head < 0 or len(found.source) != 1 or found.source[0][0] < reading.doc[found.head].idx:
        return found
    verb = reading.doc[found.head]
    to = next((t for t in verb.rights if t.lower_ == "to" and t.dep_ in ("prep", "dative")), None)
    heard = next((t for t in to.rights if t.dep_ == "pobj"), None) if to is not None else None
    who = next((t for t in verb.lefts if t.dep_ == "nsubj"), None)
    if heard is None or who is None or not found.source[0][0] <= heard.idx < found.source[0][1]:
        return found
    span = noun_phrase(reading, who, verb)
    return found if span is None or overlap((span,), (*found.content, *found.cue)) else replace(found, source=(span,))


def who_is_answered(reading: Reading, found: Found) -> Found:
    """``Lee spoke out in response to President Roe calling for it``: Roe calls for it."""
    head = reading.doc[found.head] if found.head >= 0 else None
    if head is None or head.tag_ != "VBG" or head.i == 0 or len(found.source) != 1 or found.source[0][1] > head.idx:
        return found
    near = head.nbor(-1)
    to = near.head if near.dep_ == "pobj" else near
    answered = to.lower_ == "to" and to.head.lower_ in words("shown-by") and near.ent_type_ == "PERSON"
    span = noun_phrase(reading, near, head) if answered else None
    if span is None or span[0] < found.source[0][1] or overlap((span,), (*found.content, *found.cue)):
        return found
    return replace(found, source=(span,))
