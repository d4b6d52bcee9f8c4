"""Whether a chain is of one operation, or of what a body does all the time, may do, is asked for or is there for."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.annotate.events.chains import OperationChain, Seen
from onrecord.annotate.events.triggers import LIGHT_VERBS, countable
from onrecord.lexicon.nominals import word_set
from onrecord.model import Status

_STANDING_TYPES = word_set("standing-operation")  # done all the time: one of them needs a place or a day
_BODY_NOUNS = word_set("body-noun")
_SEVERAL = frozenset({"several", "numerous", "multiple", "many", "various"})
_TOLD: frozenset[Status] = frozenset({"done", "underway", "ordered", "delayed"})
_SAYS: frozenset[Status] = frozenset({"underway", "ordered", "delayed", "planned", "negated", "denied"})
_LOOSE = frozenset({"bare", "definite", "demonstrative"})
_PRACTICE = frozenset({"removal", "immigration-enforcement"})
_DECIDED: frozenset[Status] = frozenset({"ordered", "underway", "delayed"})
_PLAIN = frozenset({"operation", "law-enforcement-operation"})
_POINTING = frozenset({"indefinite", "demonstrative", "name"})
_MOVED = frozenset({"force", "person", "vehicle", "weapon"})
_TO_COME = frozenset({"future", "any"})
_DECIDED_ON: frozenset[Status] = frozenset({"planned", "ordered"})
_APPOSED = 7  # tokens after a name in which an apposition says what it is of
_NEAR = 15  # tokens from a verb in which a fiscal year is the time of its statistic
_SHORT = 45  # days: a longer time is that of a statistic


def is_activity(chain: OperationChain) -> bool:
    """What a body does all the time, may do or is there for, not once: "the agency's core mission", "deportations"."""
    if chain.name:
        return any(_names_a_body(m.hit.token) for m in chain.members)
    if _others_do(chain) or _of_things(chain):
        return True
    official = any(m.arguments.official for m in chain.members)
    missions = all(m.hit.token.lemma_.lower() == "mission" for m in chain.members)
    if missions and not (
        official and any(_is_short(m) or m.hit.token.head.lemma_ in LIGHT_VERBS for m in chain.members)
    ):
        # "A research mission", "the mission in Benghazi": what a body is there for, unless somebody carries it out.
        return True
    anchored = bool(chain.places) or any(_is_short(m) for m in chain.members)
    if all(m.hit.type in _STANDING_TYPES for m in chain.members) and not _is_one(chain, anchored):
        return True
    if chain.places or any(_is_short(m) for m in chain.members):
        return False
    if len(chain.members) == 1 and _says_nothing(chain.members[0]):
        return True
    told = any(m.status in _TOLD for m in chain.members)
    if not official and all(m.status == "hypothetical" for m in chain.members):
        return True
    if chain.generic and not any(_tells_of_one(m, official) for m in chain.members):
        # "Drones are used for search and rescue missions": not one of them is meant.
        return True
    if all(m.hit.weak and m.hit.form == "verb" for m in chain.members) and not told:
        # "A bill that lets the agency search homes".
        return True
    if all(m.hit.type in _PRACTICE for m in chain.members):
        # "An order of deportation", "we must deport criminals": what the law provides, and no one operation.
        decided = any(m.hit.form == "noun" and m.status in _DECIDED for m in chain.members)
        return not decided and not (official and told)
    if any(m.arguments.targets for m in chain.members):
        return False
    if any(m.hit.type not in _PLAIN or m.hit.form != "noun" for m in chain.members):
        return False
    # "Frontline personnel and operations", "the operations of the department": no number, never one of them.
    standing = not chain.novel and all(m.plural and m.reference in _LOOSE for m in chain.members)
    return standing or (missions and not any(m.reference in _POINTING for m in chain.members))


def _is_one(chain: OperationChain, anchored: bool) -> bool:
    """Whether a chain of a kind that is done all the time tells of one: where or when, and not only asked for."""
    tells = [m for m in chain.members if _tells(m)]
    if any(m.hit.type not in _PRACTICE for m in chain.members) and chain.places:
        anchored = True
    elif all(m.hit.type in _PRACTICE for m in chain.members):
        # "Deportations to Haiti" has a place and is none the less what the law provides.
        anchored = any(_is_short(m) for m in tells)
    if anchored:
        return bool(tells)
    if any(m.hit.form == "noun" and m.status in ("ordered", "delayed") for m in tells):
        return True
    return any(_is_official(m) and (_did(m) or _states(m) or _acts_on(m)) for m in tells)


def _is_official(seen: Seen) -> bool:
    """Whether an agency or forces act, or forces are sent: "a warship was deployed"."""
    sent = seen.hit.type == "deployment" and any("force" in countable(noun) for noun in seen.arguments.target_nouns)
    return seen.arguments.official or sent


def _tells(seen: Seen) -> bool:
    """Whether a mention says or presupposes one operation: "deployed", "the evacuation", not "military operations"."""
    if seen.status == "hypothetical" or any(c.lower_ in _TO_COME for c in seen.hit.token.children):
        return False
    if seen.plural and seen.reference in ("bare", "definite"):
        return seen.status is not None and _is_told(seen.hit.token)
    return True


def _is_told(noun: Token) -> bool:
    """Whether a verb is said of the noun itself: "conducted operations", not "estimated the costs of operations"."""
    first = noun.head if noun.dep_ == "conj" else noun
    at = first.head.head if first.head.dep_ == "prep" else first.head
    return at.pos_ in ("VERB", "AUX") or any(c.dep_ == "amod" and c.tag_ == "VBG" for c in noun.children)


def _acts_on(seen: Seen) -> bool:
    """ "The FBI's search of his home": one noun with who does it and to what."""
    nouns = [noun for noun in seen.arguments.target_nouns if noun.tag_ != "NNS" or noun.ent_type_]
    return seen.hit.form == "noun" and not seen.plural and seen.reference != "bare" and bool(nouns)


def _did(seen: Seen) -> bool:
    """Whether a verb has what is acted on: "ICE deported 61 migrants", "will deport", not "is deporting"."""
    verb = seen.hit.token
    if seen.hit.form != "verb" or not seen.arguments.target_nouns or (seen.arguments.times and not _is_short(seen)):
        return False
    if any(
        word.lower_ == "fiscal" or word.text.startswith("FY")
        for word in verb.doc[max(0, verb.i - _NEAR) : verb.i + _NEAR]
    ):
        return False  # "seized 11,000 pounds in fiscal year 2021": a statistic
    if seen.status != "done":
        return seen.status in _DECIDED_ON
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return verb.tag_ == "VBD" or bool(helpers & {"was", "were", "had"}) or (verb.tag_ == "VBN" and not helpers)


def _states(seen: Seen) -> bool:
    """ "Russia's invasion": a state's one operation."""
    return (
        "military-operation" in seen.lexicon.ancestors(seen.hit.type)
        and not seen.plural
        and any(c.dep_ == "poss" and c.ent_type_ in ("GPE", "NORP") for c in seen.hit.token.children)
    )


def _others_do(chain: OperationChain) -> bool:
    """Whether only people of no agency are said to do what police do: "the extremists who raided the ministry"."""
    policing = any(
        "law-enforcement-operation" in m.lexicon.ancestors(m.hit.type) and m.arguments.others for m in chain.members
    )
    return policing and not any(m.arguments.official for m in chain.members)


def _of_things(chain: OperationChain) -> bool:
    """Whether a deployment is of broadband or of a letter: neither forces nor people, vehicles or weapons are sent."""
    if any(m.hit.type != "deployment" for m in chain.members):
        return False
    sent = [noun for m in chain.members for noun in (*m.arguments.target_nouns, *_compounds(m.hit.token))]
    return not any(countable(noun) & _MOVED for noun in sent)


def _compounds(noun: Token) -> Sequence[Token]:
    return [c for c in noun.children if c.dep_ in ("compound", "nmod", "amod")] if noun.pos_ == "NOUN" else []


def _names_a_body(token: Token) -> bool:
    """Whether "Operation Homefront" is an organisation here: "the founder of …", "the nonprofit …", "…, a charity"."""
    head = token
    while head.dep_ in ("compound", "nmod") and head.head.i > head.i:
        head = head.head
    children = [*token.children, *head.children]
    around = [c for c in children if c.dep_ in ("compound", "appos", "nmod", "amod")]
    for clause in children:
        if clause.dep_ == "acl" and clause.tag_ == "VBN":
            # "Operation Higher Court, orchestrated by a religious group".
            around += [who for by in clause.children if by.dep_ == "agent" for who in by.children]
    if head.dep_ == "appos":
        around.append(head.head)
    elif head.dep_ == "pobj" and head.head.lower_ in ("of", "at", "with", "for", "like"):
        around.append(head.head.head)
    after = token.doc[head.i + 1 : head.i + _APPOSED]
    if any(word.text == "," for word in after[:3]) and any(word.lower_ in ("a", "an") for word in after[:4]):
        around += after  # "Operation Hero Miles," a program that …
    return any(word.lemma_.lower() in _BODY_NOUNS for word in around)


def _says_nothing(seen: Seen) -> bool:
    """ "26 loved ones in four strikes and a raid": no word says which."""
    saying = (*seen.arguments.agents, *seen.arguments.target_nouns, *seen.arguments.times)
    silent = all(c.dep_ in ("det", "cc", "conj", "punct", "nummod") for c in seen.hit.token.children)
    return seen.hit.form == "noun" and seen.reference in ("bare", "indefinite") and silent and not saying


def _is_short(seen: Seen) -> bool:
    """Whether a mention has a time of days or weeks, fixed or not ("Wednesday")."""
    return any(t.first is None or t.last is None or (t.last - t.first).days <= _SHORT for t in seen.arguments.times)


def _tells_of_one(seen: Seen, official: bool) -> bool:
    """Whether a bare mention says what became of an operation, or how many there were ("several raids")."""
    if seen.status in _SAYS or (seen.status == "done" and official):
        return True
    return any(child.lower_ in _SEVERAL for child in seen.hit.token.children)
