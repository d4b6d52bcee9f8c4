"""Whether a chain is of one operation, or of what a body does all the time, may do, is asked for or is there for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token

from onrecord.annotate.events.arguments import governing_verb
from onrecord.annotate.events.chains import OperationChain, Seen
from onrecord.annotate.events.status import CARRIES_OUT, HAPPEN, MODALS, is_object
from onrecord.annotate.events.triggers import LIGHT_VERBS, countable
from onrecord.lexicon.nominals import word_set
from onrecord.model import Status

_STANDING_TYPES = word_set("standing-operation")  # done all the time: one of them needs a place or a day
_BODY_NOUNS = word_set("body-noun")
_ENTITLED = frozenset({"entitled", "titled", "named", "called"})  # of a report or a law: no operation
_PAPERS = word_set("paper-noun")
_HOSTING = word_set("hosting-verb")
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
_OWNS = frozenset({"have", "hold", "lead", "make", "take", "see", "run"})  # "has a mission", "runs an operation"
_DAYS = 7  # days from which on what was seized in them is a count
_LIST = 15  # tokens beside a name in which the other bodies of a list stand
_BODIES = 2
_BETWEEN = frozenset({",", ";", "–", "—", "-"})
_WISHED = ("hypothetical", "negated", "planned")
_ARMED = frozenset({"law-enforcement-operation", "military-operation"})
_MASS = frozenset({"action", "intervention"})  # uncounted: any of it
_ECONOMIC = frozenset({"pandemic", "economic", "covid-19", "covid", "fiscal"})
_GOING = frozenset({"ongoing", "continuing", "continued", "current"})
_SHORT = 45  # days: a longer time is that of a statistic


def is_activity(chain: OperationChain) -> bool:
    """What a body does all the time, may do or is there for, not once: "the agency's core mission", "deportations"."""
    if chain.name:
        return any(_names_a_body(m.hit.token) or _titles_a_paper(m.hit.token) for m in chain.members if m.name)
    if _others_do(chain) or _of_things(chain) or _of_no_need(chain):
        return True
    if not any(_is_asserted(m) for m in chain.members):
        return True
    official = any(m.arguments.official for m in chain.members)
    missions = all(m.hit.token.lemma_.lower() == "mission" for m in chain.members)
    if missions and not (
        official and any(_is_short(m) or m.hit.token.head.lemma_ in LIGHT_VERBS for m in chain.members)
    ):
        # "A research mission", "the mission in Benghazi": what a body is there for, unless somebody carries it out.
        return True
    anchored = bool(chain.places) or any(_is_short(m) for m in chain.members)
    if all(m.plural and _is_statistic(m) for m in chain.members):
        return True
    if not chain.places and all(_is_work(m) for m in chain.members):
        return True
    negated = all(m.status == "negated" and m.hit.form == "verb" for m in chain.members)
    military = any("military-operation" in m.lexicon.ancestors(m.hit.type) for m in chain.members)
    loose = negated or not anchored or not official or military
    supposed = [m for m in chain.members if _is_supposed(m)]
    wished = all(m.status in _WISHED for m in chain.members) and 2 * len(supposed) >= len(chain.members)
    wished = wished and not any(m.status == "negated" and m.hit.form == "noun" for m in chain.members)
    if loose and wished and (military or not any(_aims_at_one(m) for m in chain.members)):
        # "The dangers of a troop withdrawal", "agents won't raid businesses": nowhere and never.
        return True
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
        if all(_is_of_one_person(m) for m in chain.members):
            return True
        decided = any(m.hit.form == "noun" and m.status in _DECIDED and not _is_policy(m) for m in chain.members)
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
    if any(m.hit.form == "noun" and (_is_decided(m) or _is_announced(m)) for m in tells):
        return True
    if any(_is_executed(m) for m in tells):
        return True
    return any(_states(m) or (_is_official(m) and (_did(m) or _acts_on(m))) for m in tells)


def _is_official(seen: Seen) -> bool:
    """Whether an agency or forces act, or forces are sent: "a warship was deployed"."""
    sent = seen.hit.type == "deployment" and any("force" in countable(noun) for noun in seen.arguments.target_nouns)
    return seen.arguments.official or sent


def _tells(seen: Seen) -> bool:
    """Whether a mention says or presupposes one operation: "deployed", "the evacuation", not "military operations"."""
    if seen.status == "hypothetical" or any(c.lower_ in _TO_COME for c in seen.hit.token.children):
        return False
    if seen.hit.type == "deployment" and seen.hit.form == "verb" and seen.hit.token.dep_ in ("acl", "relcl", "amod"):
        return _is_short(seen)  # "ships deployed in the Gulf": which, not when
    works = seen.hit.words == 1 and seen.hit.type == "operation"
    if works and seen.hit.token.lemma_.lower() == "mission" and seen.reference in _LOOSE:
        return _is_carried(seen.hit.token) or _is_short(seen)  # "at the core of the agency's mission"
    if works and seen.plural and seen.reference in _LOOSE:
        return _is_carried(seen.hit.token)  # "its operations in Michigan are focused on …"
    mass = seen.hit.token.lemma_.lower() in _MASS and not seen.plural and seen.reference == "bare"
    if mass and not (seen.arguments.agents or of_state(seen.hit.token)):
        return _is_short(seen) or _is_carried(seen.hit.token)  # "opposing military action in Iraq"
    if seen.plural and seen.reference in ("bare", "definite"):
        return seen.status is not None and _is_told(seen.hit.token)
    return True


def _is_asserted(seen: Seen) -> bool:
    """Whether "a raid" is said to have been, to be or to come: "killed in a raid", not "the harm that a raid does"."""
    if seen.hit.form != "noun" or seen.plural or seen.reference != "indefinite" or _is_short(seen):
        return True
    verb = governing_verb(seen.hit.token)
    if verb is None or seen.status in _DECIDED_ON or seen.status in _DECIDED:
        return True
    if seen.hit.token.dep_ == "attr" and not any(c.dep_ == "expl" for c in verb.children):
        return False  # "coordination is a joint operation"
    modal = any(c.lower_ in MODALS for c in verb.children if c.dep_ == "aux")
    return (
        _is_past(seen) or (verb.lemma_ == "be" and not modal) or (verb.tag_ == "VBG" and seen.status != "hypothetical")
    )


def _is_of_one_person(seen: Seen) -> bool:
    """ "The suspect was deported": what the law does to one."""
    nouns = seen.arguments.target_nouns
    return bool(nouns) and all(noun.tag_ in ("NN", "NNP") and len([*noun.conjuncts]) == 0 for noun in nouns)


def _is_policy(seen: Seen) -> bool:
    """ "A policy that suspends deportations"."""
    verb = governing_verb(seen.hit.token)
    return verb is not None and verb.tag_ in ("VBZ", "VBP") and verb.dep_ == "relcl"


def _is_past(seen: Seen) -> bool:
    verb = governing_verb(seen.hit.token)
    if verb is None or any(c.lower_ in MODALS for c in verb.children if c.dep_ == "aux"):
        return False
    return verb.tag_ in ("VBD", "VBN") or any(c.tag_ == "VBD" for c in verb.children if c.dep_ in ("aux", "auxpass"))


def _is_told(noun: Token) -> bool:
    """Whether a verb is said of the noun itself: "conducted operations", not "estimated the costs of operations"."""
    first = noun.head if noun.dep_ == "conj" else noun
    at = first.head
    if at.dep_ == "prep":
        at = at.head
        if any(c.dep_ == "dobj" for c in at.children):
            return False  # "plays a role in military operations"
    return at.pos_ in ("VERB", "AUX") or any(
        c.dep_ == "amod" and (c.tag_ == "VBG" or c.lower_ in _GOING) for c in noun.children
    )


def _is_carried(noun: Token) -> bool:
    """ "Conducted operations", "operations began": what is said of them is that they came to pass."""
    first = noun.head if noun.dep_ == "conj" else noun
    verb = first.head
    if first.dep_ == "nsubj":
        return verb.lemma_ in HAPPEN
    return first.dep_ in ("dobj", "nsubjpass") and verb.lemma_ in CARRIES_OUT


def _is_statistic(seen: Seen) -> bool:
    """ "At least 14,000 airstrikes since 2002": a count of years."""
    return any(c.dep_ == "nummod" and "," in c.text for c in seen.hit.token.children)


def _is_work(seen: Seen) -> bool:
    """ "The agency's enforcement efforts include 5,000 pounds of drugs seized": what it does all year."""
    if seen.hit.form == "noun":
        standing = seen.plural and seen.hit.type in _PLAIN and not seen.novel and not _is_short(seen)
        return standing and not _is_carried(seen.hit.token)
    days = [t.last - t.first for t in seen.arguments.times if t.first and t.last]
    counted = seen.hit.token.tag_ == "VBN" and seen.hit.token.dep_ in ("acl", "pcomp", "amod")
    return seen.hit.type == "seizure" and counted and not any(d.days < _DAYS for d in days)


def _is_supposed(seen: Seen) -> bool:
    return seen.status == "hypothetical" or (seen.status == "negated" and seen.hit.form == "verb")


def _aims_at_one(seen: Seen) -> bool:
    """ "Did not raid the club": one place or body, though nothing came of it."""
    return any(
        noun.tag_ == "NNP" or any(c.dep_ == "poss" or c.lower_ in ("the", "this", "that") for c in noun.children)
        for noun in seen.arguments.target_nouns
    )


def _is_executed(seen: Seen) -> bool:
    """ "Executed the largest airlift ever": one, and it was carried out, whoever did."""
    one = seen.hit.form == "noun" and not seen.plural and seen.reference in ("indefinite", "definite")
    return one and seen.status == "done" and _is_carried(seen.hit.token) and seen.hit.token.head.lemma_ not in _OWNS


def _is_decided(seen: Seen) -> bool:
    """ "Ordered a surge", not "the process for authorizing military action"."""
    verb = governing_verb(seen.hit.token)
    if seen.status not in ("ordered", "delayed"):
        return False
    return seen.reference != "bare" or seen.plural or seen.novel or verb is None or verb.tag_ not in ("VB", "VBG")


def _is_announced(seen: Seen) -> bool:
    """ "Announced additional troop deployments"."""
    verb = seen.hit.token.head
    return seen.status == "planned" and verb.lemma_ == "announce" and is_object(seen.hit.token, verb)


def _acts_on(seen: Seen) -> bool:
    """ "The FBI's search of his home": one noun with who does it and to what."""
    nouns = [noun for noun in seen.arguments.target_nouns if noun.tag_ != "NNS" or noun.ent_type_]
    aims = seen.hit.type == "operation" and any(c.dep_ in ("acl", "relcl") for c in seen.hit.token.children)
    return seen.hit.form == "noun" and not seen.plural and seen.reference != "bare" and (bool(nouns) or aims)


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
    kinds = seen.lexicon.ancestors(seen.hit.type)
    if seen.plural or seen.hit.form != "noun":
        return False
    if "evacuation" in kinds:
        return seen.reference == "definite" and of_state(seen.hit.token)
    return "military-operation" in kinds and any(
        c.dep_ == "poss" and c.ent_type_ in ("GPE", "NORP") for c in seen.hit.token.children
    )


def of_state(noun: Token) -> bool:
    """ "Russia's invasion", "the American evacuation"."""
    return any(
        c.ent_type_ in ("GPE", "NORP")
        and (c.dep_ == "poss" or (c.dep_ in ("amod", "compound") and (c.ent_type_ == "NORP" or c.text.isupper())))
        for c in noun.children
    )


def _of_no_need(chain: OperationChain) -> bool:
    """ "Pandemic recovery efforts", "economic recovery efforts": money, and no help brought to a place."""
    return all(
        m.hit.type == "relief-operation" and any(c.lower_ in _ECONOMIC for c in m.hit.token.subtree)
        for m in chain.members
    )


def sends(seen: Seen) -> bool:
    """Whether forces, people, vehicles or weapons are what is deployed."""
    return any(countable(noun) & _MOVED for noun in (*seen.arguments.target_nouns, *_compounds(seen.hit.token)))


def _others_do(chain: OperationChain) -> bool:
    """Whether only people of no agency are said to do what police do: "the extremists who raided the ministry"."""
    others = any(set(m.lexicon.ancestors(m.hit.type)) & _ARMED and m.arguments.others for m in chain.members)
    return others and not any(m.arguments.official for m in chain.members)


def _of_things(chain: OperationChain) -> bool:
    """Whether a deployment is of broadband or of a letter: neither forces nor people, vehicles or weapons are sent."""
    if any(m.hit.type != "deployment" for m in chain.members):
        return False
    return not any(sends(m) for m in chain.members)


def _compounds(noun: Token) -> Sequence[Token]:
    return [c for c in noun.children if c.dep_ in ("compound", "nmod", "amod")] if noun.pos_ == "NOUN" else []


def _names_a_body(token: Token) -> bool:
    """Whether "Operation Homefront" is an organisation here: "the founder of …", "the nonprofit …", "…, a charity"."""
    before = token.doc[max(0, token.i - 2) : token.i]
    if len(before) > 1 and before[1].text == "," and before[0].ent_type_ == "PERSON":
        return True  # "Ann Meade, Operation Grey Gull": whom she works for
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
    if _hosts(head) or _in_list_of_bodies(token):
        return True
    if head.dep_ == "pobj" and head.head.lower_ in ("of", "at", "with", "for", "like"):
        around.append(head.head.head)
    after = token.doc[head.i + 1 : head.i + _APPOSED]
    if any(a.tag_ == "VBN" and b.lower_ == "by" for a, b in pairwise(after)):
        around += token.doc[head.i + 1 : head.i + 2 * _APPOSED]  # "…, orchestrated by the religious group X"
    if any(word.text == "," for word in after[:3]) and any(word.lower_ in ("a", "an") for word in after[:4]):
        around += after  # "Operation Hero Miles," a program that …
    return any(word.lemma_.lower() in _BODY_NOUNS for word in around)


def _titles_a_paper(token: Token) -> bool:
    """ "The report, entitled Operation Crash Lessons Learned", "the film Operation Crash"."""
    before = [word for word in token.doc[max(0, token.i - 4) : token.i] if not word.is_punct][-2:]
    if not before:
        return False
    if before[-1].lemma_.lower() in _PAPERS:
        return True
    return before[-1].lower_ in _ENTITLED and any(
        word.lemma_.lower() in _PAPERS for word in token.doc[max(0, token.i - 6) : token.i]
    )


def _in_list_of_bodies(name: Token) -> bool:
    """ "…, the Vera Institute, Operation Grey Gull, Dream Corps, and …": one of those who sign."""
    doc, end = name.doc, name.i
    while end < len(doc) and doc[end].text[:1].isupper():
        end += 1
    if end >= len(doc) or name.i == 0 or doc[end].text not in _BETWEEN or doc[name.i - 1].text not in (",", ";"):
        return False
    around = doc[max(0, name.i - _LIST) : end + _LIST]
    listed = [e for e in around.ents if e.label_ == "ORG" and not e.start <= name.i < e.end]
    beside = {i for e in listed for i in (e.start - 1, e.end) if 0 <= i < len(doc) and doc[i].text in (",", ";")}
    return len(listed) >= _BODIES and len(beside) >= _BODIES


def _hosts(name: Token) -> bool:
    """ "Put on by Operation HerStory", "Operation Grey Gull provides meals": what only a body does."""
    if name.dep_ == "pobj" and name.head.dep_ == "agent":
        return name.head.head.lemma_.lower() in _HOSTING
    present = name.head.tag_ in ("VBZ", "VBP") and name.head.lemma_.lower() in _HOSTING
    return name.dep_ == "nsubj" and present and any(c.dep_ == "dobj" for c in name.head.children)


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
