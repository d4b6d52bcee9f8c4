"""Planned, ordered, under way, done, delayed, denied, hypothetical or negated: what the words around say."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.events.arguments import governing_verb
from onrecord.annotate.events.triggers import LIGHT_VERBS, Hit
from onrecord.lexicon.nominals import word_set
from onrecord.model import Status

_ORDER = frozenset({"order", "tell", "instruct", "direct", "command", "authorize", "approve"})
# What is asked for, allowed or forbidden need not come: "urging FEMA to deploy teams".
_DEMAND = word_set("demand-verb")
_PLAN = frozenset(
    {
        "plan",
        "intend",
        "prepare",
        "expect",
        "schedule",
        "announce",
        "vow",
        "promise",
        "threaten",
        "aim",
        "set",
    }
)
_DELAY = frozenset({"delay", "postpone", "cancel", "suspend", "halt", "scrap", "abandon", "shelve"})
_DELAYED = frozenset(
    {"delayed", "postponed", "cancelled", "canceled", "suspended", "halted", "scrapped", "shelved", "off"}
)
_DENY = frozenset({"deny", "reject", "refute", "dismiss"})
_MODAL_FUTURE = frozenset({"will", "'ll", "shall", "wo"})
_MODAL_MAYBE = frozenset({"may", "might", "could", "would", "can", "should", "must", "'d", "ca"})
MODALS = _MODAL_FUTURE | _MODAL_MAYBE
_PLANNED_WORDS = frozenset(
    {"planned", "upcoming", "future", "proposed", "scheduled", "impending", "coming", "looming", "expected"}
)
_MAYBE_WORDS = frozenset(
    {"potential", "possible", "threatened", "alleged", "supposed", "hypothetical", "any", "rumored"}
)
_GOING_WORDS = frozenset({"ongoing", "continuing", "current"})
_SUPPOSED = word_set("supposed-noun")
_PLANS = word_set("plan-noun")
HAPPEN = frozenset({"begin", "start", "occur", "happen", "take", "continue", "resume", "end"})
CARRIES_OUT = LIGHT_VERBS | HAPPEN | {"stage", "mount", "undertake", "initiate", "run", "complete", "see", "plan"}
_UNTIL = frozenset({"until", "once", "unless"})
_NOT_DONE = ("no", "without", "never")


def status_of(hit: Hit) -> Status | None:
    """The status that the clause of ``hit`` gives, or None where it says nothing ("the raid")."""
    token = hit.token
    if hit.form == "verb":
        return _of_verb(token)
    left = {child.lower_ for child in token.children if child.i < token.i}
    if left & _PLANNED_WORDS:
        return "planned"
    if left & _GOING_WORDS:
        return "underway"
    if left & set(_NOT_DONE):
        return "negated"
    if left & _MAYBE_WORDS:
        return "hypothetical"
    verb = governing_verb(token)
    if verb is None:
        return None
    path = _between(token, verb)
    if path & _SUPPOSED:
        return "hypothetical"
    if path & _PLANS:
        return "planned"
    if verb.lemma_ == "be" and any(c.lower_ in _DELAYED for c in verb.children if c.dep_ in ("acomp", "attr")):
        return "delayed"
    if verb.lemma_ in _DELAY:
        if not is_object(token, verb):
            return None
        # "Calls on them to halt deportations" halts none.
        so_far = _of_verb(verb)
        # "An effort to delay his deportation", "a provision halting deportations".
        aimed_at = (so_far == "planned" and verb.dep_ in ("acl", "advcl")) or (
            verb.tag_ == "VBG" and verb.dep_ == "acl"
        )
        return "hypothetical" if aimed_at or so_far in ("hypothetical", "negated") else "delayed"
    if verb.lemma_ in _DENY:
        return "denied" if is_object(token, verb) else None
    if verb.lemma_ in _PLAN and is_object(token, verb):
        return "planned"
    if verb.lemma_ in _DEMAND and (is_object(token, verb) or _asked_for(token, verb)):
        return "hypothetical"
    if verb.lemma_ in _ORDER and is_object(token, verb):
        return "negated" if any(child.dep_ == "neg" for child in verb.children) else "ordered"
    if _in_the_future(token):
        return "planned"
    status = _of_verb(verb)
    if verb.lemma_ == "be" and any(c.lower_ in _UNTIL for c in verb.children if c.dep_ in ("mark", "advmod")):
        return None  # "until that mission is complete"
    if verb.lemma_ in ("end", "conclude") and is_object(token, verb):
        return "done" if status == "done" else "underway"  # "to end military operations" they must go on
    if status == "underway" and not is_object(token, verb) and verb.lemma_ not in HAPPEN:
        return None  # "is growing after the crackdown"
    # Only what is done with the event tells whether it took place: "he condemned the raid" presupposes it.
    if status in ("done", "underway") or (verb.lemma_ in HAPPEN and token.dep_ == "nsubj"):
        return status
    # "Would not be able to maintain operations", "the raid was not justified": only who carries it out tells of it.
    return status if is_object(token, verb) and verb.lemma_ in CARRIES_OUT else None


def _in_the_future(noun: Token) -> bool:
    """ "An invasion of the island in the future"."""
    preps = (c for c in (*noun.children, *noun.head.children) if c.dep_ == "prep" and c.lower_ == "in")
    return any(c.lower_ == "future" for prep in preps for c in prep.children)


def _of_verb(verb: Token, depth: int = 0) -> Status | None:
    left = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass", "neg", "mark", "advmod")}
    if any(child.dep_ == "neg" for child in verb.children):
        return "negated"
    head = verb.head if verb.head != verb else None
    infinitive = "to" in left
    if infinitive and head is not None and head.lower_ in ("able", "used") and head.head.pos_ in ("AUX", "VERB"):
        return _of_verb(head.head, depth + 1) if depth < 3 else None
    if infinitive and head is not None and verb.dep_ in ("xcomp", "ccomp", "advcl", "acl", "relcl"):
        lemma = head.lemma_.lower()
        if verb.dep_ == "advcl" and lemma not in _ORDER | _PLAN | _DEMAND | _DENY:
            return "planned"  # "passed an act to crack down on robocalls": what it is for
        if lemma in _ORDER:
            return "ordered"
        if lemma in _DEMAND and not (lemma in ("get", "allow") and depth):
            return "hypothetical"
        if lemma in _PLAN or lemma == "go":
            return "planned"
        if lemma in _DENY or lemma in ("refuse", "fail", "decline"):
            return "negated"
        if depth < 3 and head.pos_ in ("VERB", "AUX"):
            return _of_verb(head, depth + 1)
        return "planned"
    if left & {"if", "unless", "whether"} or ("be" in left and not left & {*MODALS, "to"}):
        return "hypothetical"  # "it is time that teams be deployed"
    if left & _MODAL_FUTURE:
        return "planned"
    if left & _MODAL_MAYBE:
        # "would" in reported speech is the future of the past: "said that ICE would begin".
        return "planned" if "would" in left and head is not None and verb.dep_ == "ccomp" else "hypothetical"
    if verb.lemma_ in ("begin", "start") or (verb.tag_ == "VBG" and left & {"is", "are", "'s", "'re", "am"}):
        return "underway"
    if verb.tag_ == "VB" and not left and verb.dep_ in ("ccomp", "xcomp") and head is not None and depth < 3:
        # "Will help the department crack down"; "I ask that the agency deploy teams".
        if head.lemma_ in _ORDER or head.lemma_ in _DEMAND:
            return "ordered" if head.lemma_ in _ORDER else "hypothetical"
        return _of_verb(head, depth + 1)
    being = verb.tag_ == "VBG" or "being" in left
    if verb.dep_ in ("pcomp", "xcomp", "ccomp") and being and head is not None and depth < 3:
        above = head.head if head.pos_ in ("ADP", "NOUN") else head
        if above.lemma_.lower() in _SUPPOSED or (head.lower_ == "from" and above.lemma_ in _DEMAND):
            # "For fear of being rounded up", "bar the agency from deporting".
            return "hypothetical"
        for _ in range(3):
            if above.pos_ in ("VERB", "AUX") or above.head == above:
                break
            above = above.head
        if above.dep_ == "relcl" and above.head.lemma_.lower() in _SUPPOSED:
            return "hypothetical"  # "the difficulty that they have in deporting"
        return _of_verb(above, depth + 1) if above.pos_ in ("VERB", "AUX") and above != verb else None
    if verb.tag_ in ("VBD", "VBN", "VBZ", "VBP"):
        return "done"
    return None


def _between(token: Token, verb: Token) -> set[str]:
    """Lemmas on the way up to the verb, and of the noun that the verb's clause hangs on ("rumors that …")."""
    lemmas = {verb.head.lemma_.lower()} if verb.dep_ in ("acl", "relcl", "ccomp") else set()
    at = token.head
    for _ in range(8):
        if at == verb or at.head == at:
            break
        lemmas.add(at.lemma_.lower())
        at = at.head
    return lemmas


def _asked_for(token: Token, verb: Token) -> bool:
    """ "Calling for enforcement actions": what a demand is for."""
    prep = token.head
    return prep.dep_ == "prep" and prep.lower_ in ("for", "on") and prep.head == verb


def is_object(token: Token, verb: Token) -> bool:
    """Whether the verb acts on the event itself: "conduct raids", "the raids were delayed"."""
    return (token.head == verb and token.dep_ in ("dobj", "nsubjpass")) or (
        token.dep_ == "conj" and token.head.head == verb and token.head.dep_ in ("dobj", "nsubjpass")
    )


def combine(found: list[Status], default: Status = "done") -> Status:
    """The status of a chain: a delay or denial outweighs a plan; what was done was done; ``default`` if none says."""
    for status in ("delayed", "denied"):
        if status in found and "done" not in found:
            return status
    if "done" in found and found.count("underway") <= found.count("done"):
        return "done"
    for status in ("underway", "ordered", "planned", "negated", "hypothetical"):
        if status in found:
            return status
    return default
