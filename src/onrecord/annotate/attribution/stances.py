"""Stances that are told in words, though no clause gives the words.

=========== ================================================== =======================================
stance      example                                            what makes it one
=========== ================================================== =======================================
asks for    demanded an answer; called for a hearing           what is asked for is its object
describes   described it as historic; hailed the bill as a win what something is stands behind "as"
calls it    called the bill a victory; calling it a stunt      what it is called stands behind it
accuses     accused him of lying; blasted them for hiding it   the deed is told
stresses    stressed the need to act; underscored her point    the word has no other use
voices      expressed concern that it fails; raised doubts     a noun of opinion with what it is about
seeks       seeking answers from Lee; pressed her on the plan  only who asks gets an answer
=========== ================================================== =======================================

A stance alone ("criticized the raid", "supports the bill") is told of somebody without any words of his.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.attribution.acts import tells
from onrecord.annotate.attribution.reading import FINITE, child, is_infinitive, subject
from onrecord.lexicon.cues import words


def puts_in_words(verb: Token) -> bool:
    """Whether the verb tells what somebody calls, describes, stresses, voices, or accuses others of."""
    return any(told(verb) for told in (describes, calls_it, _accuses, _stresses, _voices, _seeks))


def asks_for(verb: Token) -> bool:
    """Whether the verb asks for what it has as its object: ``demanded an answer``, ``called for a hearing``."""
    lemma = verb.lemma_.lower()
    if lemma == "request" and verb.tag_ in ("VBD", "VBN"):
        return False  # "requested access to the files": an act that is told of, as an application is
    if lemma in words("demanding"):
        return any(t.dep_ == "dobj" for t in verb.rights)
    if lemma not in words("asking-for"):
        return False
    return any(t.lower_ == "for" and t.dep_ == "prep" and t.i <= verb.i + 2 for t in verb.rights)


def describes(verb: Token) -> bool:
    """Whether the verb tells what something is: ``described it as historic``, ``attributed the rise to luck``."""
    lemma = verb.lemma_.lower()
    if lemma not in words("describing") | words("judging-as"):
        return False
    if not any(t.dep_ == "nsubj" for t in verb.lefts) and (verb.dep_ != "conj" or verb.tag_ not in FINITE):
        return False
    target = child(verb, "dobj", after=True)
    if lemma in words("judging-as"):  # "praised its choice as the host" may be praise of the choice
        return target is not None and any(t.lower_ == "as" and t.dep_ == "prep" for t in verb.rights)
    return target is not None and any(t.lower_ in ("as", "to") and t.dep_ == "prep" for t in _behind(verb))


def calls_it(verb: Token) -> bool:
    """Whether the verb says what something is without "as": ``called the bill a victory``, ``calling it a stunt``."""
    if verb.lemma_.lower() != "call" or (verb.tag_ == "VBN" and not any(t.dep_ == "aux" for t in verb.lefts)):
        return False
    if all(child(verb, dep, after=True) is not None for dep in ("dobj", "oprd")):
        return True
    small = child(verb, "ccomp", after=True, but=is_infinitive)
    if small is None or small.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    beside = {t.dep_ for t in small.lefts}
    return "nsubj" in beside and not beside & {"aux", "cop"}


def _accuses(verb: Token) -> bool:
    """``accused him of lying``, ``blasted the House for passing the bill``: what they are said to have done."""
    lemma = verb.lemma_.lower()
    if child(verb, "dobj", after=True) is None:
        return False
    if lemma == "call" and any(t.dep_ == "prt" and t.lower_ == "out" for t in verb.rights):
        return True
    if lemma not in words("accusing") | words("judging-for"):
        return False
    if lemma in words("accusing"):
        return any(t.dep_ == "prep" and t.lower_ == "of" for t in _behind(verb))
    reasons = (t for t in _behind(verb) if t.dep_ == "prep" and t.lower_ == "for")
    return any(t.dep_ == "pcomp" and t.tag_ == "VBG" for reason in reasons for t in reason.rights)


def _stresses(verb: Token) -> bool:
    """``stressed the need to act``: that it is needed; what somebody points out is a point only if it is called one."""
    target = child(verb, "dobj", after=True)
    lemma = verb.lemma_.lower()
    if target is None or lemma not in words("stressing") | words("pointing-out") or not _is_of_speakers(verb):
        return False
    # "toured the plant to highlight the need": the tour does it
    return lemma in words("stressing") or (target.lemma_.lower() in words("points") and not is_infinitive(verb))


def _voices(verb: Token) -> bool:
    """``expressed concern that it fails``, ``raised doubts about the plan``."""
    target = child(verb, "dobj", after=True)
    if verb.lemma_.lower() not in words("voicing") or target is None or target.lemma_.lower() not in words("voiced"):
        return False
    if not _is_of_speakers(verb):
        return False
    behind = [t for t in _behind(verb) if t.i > target.i]
    clause = any(t.dep_ in ("acl", "ccomp", "relcl") and t.left_edge.lower_ == "that" for t in behind)
    return clause or any(t.dep_ == "prep" and t.lower_ in words("voiced-about") for t in behind)


def _seeks(verb: Token) -> bool:
    """``seeking answers from the agency``, ``pressed Lee on her plan``: who seeks an answer asks."""
    target = child(verb, "dobj", after=True)
    if target is None or not _is_of_speakers(verb):
        return False
    lemma = verb.lemma_.lower()
    if lemma == "seek":
        return target.lemma_.lower() in words("sought")
    on = any(t.dep_ == "prep" and t.lower_ in ("on", "about", "over", "regarding") for t in verb.rights)
    return lemma in words("pressing") and on


def _is_of_speakers(verb: Token) -> bool:
    """Whether people, a body or a paper do it: ``the attack underscores the need`` is nobody's word, nor a bill's."""
    who = subject(verb)
    if who is None:
        return verb.tag_ == "VBG"
    lemma = who.lemma_.lower()
    if lemma in words("laws") or lemma in words("mute"):
        return False
    if who.pos_ == "PRON":
        return who.lower_ not in ("it", "this", "that", "these", "those", "which")
    # "H.R. 1298 is a bill emphasizing …"
    return (who.pos_ == "PROPN" and len(who) > 1 and not any(c.isdigit() for c in who.text)) or tells(lemma)


def _behind(verb: Token) -> list[Token]:
    """What hangs on the verb behind it or on its object."""
    target = child(verb, "dobj", after=True)
    return [*verb.rights, *(target.rights if target is not None else ())]
