"""Who does it, to whom, where and when: the arguments of one trigger, read off the parse."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from spacy.tokens import Token

from onrecord.annotate.events.dates import Time
from onrecord.annotate.events.index import ChainIndex
from onrecord.annotate.events.triggers import LIGHT_VERBS, Hit, objects
from onrecord.lexicon.operations import noun_classes

_PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "across", "on", "outside", "inside", "around", "throughout", "of", "from", "along", "over"}
)
_TARGET_PREPOSITIONS = frozenset({"on", "of", "against", "at", "into", "targeting"})
_AGENT_PREPOSITIONS = frozenset({"by", "from"})
_OCCUR = frozenset({"be", "occur", "happen", "come", "begin", "start", "end", "last", "continue", "follow", "schedule"})
_OFFICIAL_WORDS = frozenset({"authorities", "forces", "military", "army", "navy", "government", "rescuers", "police"})
_BY_STATES = frozenset({"military-operation", "air-strike", "bombardment"})
_CARRYING = LIGHT_VERBS | {"involve", "stage", "mount"}
_REMEMBERED = frozenset({"anniversary", "investigation", "review", "study", "hearing", "part", "advantage", "report"})
_HARMS = frozenset({"kill", "injure", "wound", "leave", "destroy", "hit", "target"})
_LOSSES = frozenset({"kill", "lose", "die", "wound", "injure", "destroy", "hurt", "arrest", "detain", "seize"})
_ANOTHER_TIME = frozenset({"following", "after", "before", "since", "until"})
_ORDERS = frozenset({"order", "tell", "instruct", "direct", "command"})
_CALLS = frozenset({"call", "know", "name", "dub", "codename", "deem"})
_DEEP = 8  # words between a noun and the verb that carries it out
_MOVES = frozenset(
    {"deployment", "withdrawal-operation", "blockade", "removal", "evacuation", "relief-operation", "rescue"}
    | {"law-enforcement-operation"}  # "China's crackdown"
)
_SITES = _BY_STATES | {"blockade", "raid", "search", "sweep", "evacuation"}  # done to a place: where it happens
_NEXT = 8  # characters from the end of what stands between to the preposition of a place
_OF_THEIR_OWN = frozenset(
    ["ccomp", "relcl", "conj", "advcl", "parataxis", "acl", "csubj", "nsubj", "nsubjpass", "dobj"]
)  # clauses and parts
_CHILDREN = 30  # of one word that are looked at
_CLAUSE_LIMIT = 60  # tokens below one trigger that are looked at: a parse of hostile text can be one endless clause


@dataclass(slots=True)
class Arguments:
    """Chain ids and spans, in text order, each once;
    ``target_nouns`` are the head tokens of what is acted on. ``official``: forces or an agency act; ``others``: people
    who are none of an agency ("gunmen"); ``doers``: the names of bodies that a verb says it of.
    ``operation``: of a kind that agencies carry out, so that more is asked of the words before they are arguments.
    """

    agents: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    target_nouns: list[Token] = field(default_factory=list)
    doers: list[Token] = field(default_factory=list)
    official: bool = False
    others: bool = False
    operation: bool = True


def read_arguments(
    hit: Hit, index: ChainIndex, times: Sequence[Time], starts: Sequence[int], operation: bool = True
) -> Arguments:
    """The arguments of ``hit``; ``starts`` are the begins of ``times``, for bisection.

    ``operation``: whether it is of a kind that agencies carry out.
    """
    found = Arguments(operation=operation)
    if hit.form == "verb" and hit.token.pos_ != "ADJ":
        _verb_arguments(hit.token, hit.type, index, found)
        carrier: Token | None = hit.token
    else:
        _noun_arguments(hit, index, found)
        carrier = governing_verb(hit.token)
        if carrier is not None and (carries(carrier, hit.token) if operation else carrier.lemma_ in _CARRYING):
            for subject in subjects(carrier):
                _add_agent(subject, index, found)
        if carrier is not None and _takes_place(carrier):
            for child in carrier.children:
                if child.dep_ == "prep":
                    _prepositional(child, index, found, verb=True)
        elif (
            carrier is not None
            and carrier.lemma_ not in LIGHT_VERBS | _OCCUR
            and not _suffers(carrier, hit.token, found)
        ):
            # "The request was denied on Friday": the day of the denial, not of the request.
            carrier = None
    if (
        operation
        and carrier is not None
        and hit.form == "verb"
        and carrier.dep_ == "xcomp"
        and carrier.head.lemma_ in _ORDERS
    ):
        carrier = carrier.head  # "on Monday he ordered police to raid the office"
    elif hit.form == "noun" and hit.token.text == "Operation":
        carrier = _called(hit.token, index, found) or carrier
    _times_near(hit.token, carrier, times, starts, found)
    if hit.form == "noun" and not found.places:
        _place_after(hit.token, index, found)
    return found


def _called(name: Token, index: ChainIndex, found: Arguments) -> Token | None:
    """ "Was part of the landings in France called Operation Grey Gull": where and when those were, it was."""
    at = name
    for _ in range(_DEEP):
        at = at.head
        if at.lemma_ in _CALLS and at.dep_ == "acl":
            for prep in at.head.children:
                if prep.dep_ == "prep":
                    _prepositional(prep, index, found, verb=True)
            return governing_verb(at.head)
    return None


def _suffers(verb: Token, noun: Token, found: Arguments) -> bool:
    """ "On January 7 he lost his family in an airstrike": the day of the loss is the day of the strike."""
    return (
        found.operation
        and verb.lemma_ in _LOSSES
        and noun.dep_ == "pobj"
        and noun.head.lower_ in ("in", "during", "by")
    )


def carries(verb: Token, noun: Token) -> bool:
    """ "Conducted a series of raids", not "holds a hearing on the anniversary of the raid"."""
    if verb.lemma_ not in _CARRYING:
        return False
    at, deep = noun, 0
    while at.head != verb and deep < _DEEP:
        if at.dep_ == "prep" and (at.lower_ != "of" or at.head.lemma_.lower() in _REMEMBERED):
            return False  # "an investigation into", "the anniversary of"
        if at.dep_ not in ("conj", "pobj", "prep"):
            return False
        at, deep = at.head, deep + 1
    return True


def _takes_place(verb: Token) -> bool:
    """ "The raid occurred, took place, was conducted in …": where the verb happened, the event did."""
    if verb.lemma_ == "take":
        return any(child.lower_ == "place" for child in verb.children)
    return verb.lemma_ in ("occur", "happen") or verb.lemma_ in LIGHT_VERBS - {"have", "make", "take", "lead"}


def subjects(verb: Token) -> list[Token]:
    """Who does what ``verb`` says, through "told X to raid" and "officers who raided"."""
    found = [child for child in verb.children if child.dep_ in ("nsubj", "agent")]
    for agent in [child for child in found if child.dep_ == "agent"]:
        found.remove(agent)
        found.extend(agent.children)
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
    if not found and not passive:
        if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
            return subjects(verb.head) if verb.head.i < verb.i else []
        if verb.dep_ in ("xcomp", "ccomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
            controlled = [child for child in verb.head.children if child.dep_ in ("dobj", "dative")]
            if verb.dep_ == "xcomp" and controlled:
                return controlled[-1:]
            return [child for child in verb.head.children if child.dep_ in ("nsubj", "nsubjpass")][:1]
        if verb.dep_ == "pcomp":
            # "ICE would begin the process of removing …": whoever begins it, removes.
            above = governing_verb(verb)
            return subjects(above) if above is not None and above.i < verb.i else []
        if verb.dep_ == "acl" and verb.tag_ == "VBG":
            return [verb.head]
    # "officers who raided": the pronoun stands for the noun that the clause hangs on.
    found = [verb.head if t.lower_ in ("who", "which", "that") and verb.dep_ == "relcl" else t for t in found]
    return [each for one in found for each in (one, *one.conjuncts)]


def governing_verb(token: Token) -> Token | None:
    """The verb that a noun depends on, through prepositions and nouns that only measure or carry it."""
    at = token
    for _ in range(8):
        if at.head == at:
            return None
        at = at.head
        if at.pos_ in ("VERB", "AUX"):
            return at
    return None


def _verb_arguments(verb: Token, hit_type: str, index: ChainIndex, found: Arguments) -> None:
    for subject in subjects(verb):
        _add_agent(subject, index, found)
        if subject.ent_type_ == "ORG":
            found.doers.append(subject)
    for item in objects(verb):
        _add_target(item, index, found)
        if hit_type in _SITES:
            _add_place(item, index, found)  # "invaded Ukraine"
        for child in islice(item.rights, _CHILDREN):
            if child.dep_ == "prep" and child.lower_ in ("in", "at", "near", "across", "outside"):
                _prepositional(child, index, found, verb=True)
    for child in verb.children:
        if child.dep_ == "prep":
            _prepositional(child, index, found, verb=True)
            _destination(child, hit_type, index, found)


def _destination(prep: Token, hit_type: str, index: ChainIndex, found: Arguments) -> None:
    """ "Deployed to Haiti": where forces are sent, they are; where people are sent from is told otherwise."""
    if hit_type == "deployment" and prep.lower_ in ("to", "into"):
        for item in prep.children:
            if item.dep_ == "pobj":
                _add_place(item, index, found)


def _noun_arguments(hit: Hit, index: ChainIndex, found: Arguments) -> None:
    noun, hit_type = hit.token, hit.type
    for child in noun.children:
        if child.dep_ == "poss":
            if child.ent_type_ not in ("DATE", "TIME"):
                if hit_type == "arrest":
                    # "their parents' arrests": the possessor is the one who suffers it.
                    _add_target(child, index, found)
                else:
                    _add_agent(child, index, found)
                if hit_type not in _BY_STATES | _MOVES and hit_type != "operation":
                    # "Russia's invasion", "America's mission": whose it is, not where.
                    _add_place(child, index, found)
        elif child.dep_ in ("compound", "nmod", "amod"):
            if not (
                hit_type in _BY_STATES | _MOVES | {"operation"} and (child.text.isupper() or child.ent_type_ == "NORP")
            ):
                # "A U.S. airstrike", "the American evacuation" tell whose it is, "the Salem raid" where.
                _add_place(child, index, found)
            if found.operation and child.idx >= hit.start and child.i < noun.i:
                pass  # "military action" is no action of some military
            elif _agency_like(child, index):
                _add_agent(child, index, found)
            elif "site" in _classes(child):
                found.target_nouns.append(child)
        elif child.dep_ in ("prep", "agent"):
            _prepositional(child, index, found, verb=False)
            _destination(child, hit_type, index, found)
            for item in child.children if child.lower_ == "of" else ():
                for prep in item.children:
                    _destination(prep, hit_type, index, found)  # "the deployment of forces to Haiti"
        elif child.dep_ == "acl" and child.tag_ == "VBN" and found.operation and not _takes_place(child):
            # "A drone attack perpetrated by terrorists".
            for doer in subjects(child):
                if doer.head.dep_ == "agent":
                    _add_agent(doer, index, found)
        elif child.dep_ == "acl" and child.tag_ == "VB" and found.operation:
            # "An operation to repel rebels in Mali".
            for prep in (p for word in (child, *objects(child)) for p in word.children):
                if prep.dep_ == "prep" and prep.lower_ == "in":
                    _prepositional(prep, index, found, verb=True)
        elif child.dep_ == "acl" and _takes_place(child):
            # "A raid taking place in Jenin".
            for prep in child.children:
                if prep.dep_ == "prep":
                    _prepositional(prep, index, found, verb=True)
    _harmed(noun, index, found)
    # "Wednesday's raids on plants in Morton" is sometimes parsed with "in" under "on plants": _prepositional descends.


def _harmed(noun: Token, index: ChainIndex, found: Arguments) -> None:
    """ "The airstrike that killed ten civilians in Kabul", however the clause hangs: there it was."""
    clause = noun.doc[noun.i + 1 : noun.i + 3]
    if (
        not found.operation
        or len(clause) < 2
        or clause[0].lower_ not in ("that", "which")
        or clause[1].lemma_ not in _HARMS
    ):
        return
    for prep in (p for word in (clause[1], *objects(clause[1])) for p in word.children if p.dep_ == "prep"):
        if prep.lower_ in ("in", "near", "outside"):
            _prepositional(prep, index, found, verb=True)


def _prepositional(prep: Token, index: ChainIndex, found: Arguments, verb: bool, depth: int = 0) -> None:
    for pobj in prep.children:
        if pobj.dep_ not in ("pobj", "pcomp"):
            continue
        for item in (pobj, *pobj.conjuncts):
            if prep.lower_ in _AGENT_PREPOSITIONS and _agency_like(item, index):
                _add_agent(item, index, found)
            elif prep.lower_ == "by" and index.type(index.of(item)) == "place":
                found.official = True  # "the invasion of Ukraine by Russia"
            if prep.lower_ in _PLACE_PREPOSITIONS:
                _add_place(item, index, found)
                troops = prep.lower_ == "of" and "force" in _classes(item)  # "redeployment of United States troops"
                people = prep.lower_ == "of" and "person" in _classes(item)
                for child in item.children:
                    if found.operation and child.dep_ == "compound" and item.lemma_.lower() == "history":
                        continue  # "the largest airlift in U.S. history" was elsewhere
                    if found.operation and people and child.dep_ == "compound" and child.text.isupper():
                        continue  # "the evacuation of U.S. citizens"
                    if child.dep_ in ("compound", "nmod", "appos", "poss") and not troops:
                        _add_place(child, index, found)
                    elif child.dep_ == "prep" and depth < 3:
                        _prepositional(child, index, found, verb, depth + 1)
            if (prep.lower_ in _TARGET_PREPOSITIONS and not verb and depth == 0) or (
                prep.lower_ == "at" and depth == 0
            ):
                _add_target(item, index, found)


def _classes(token: Token) -> frozenset[str]:
    return noun_classes().get(token.lemma_.lower(), frozenset())


def _agency_like(token: Token, index: ChainIndex) -> bool:
    return index.agency_of(index.of(token)) is not None or "force" in _classes(token)


def _add_agent(token: Token, index: ChainIndex, found: Arguments) -> None:
    classes = _classes(token)
    # "My team will do whatever we can": nobody's forces.
    owned = any(child.tag_ == "PRP$" for child in token.children)
    if ("force" in classes and not owned) or token.lower_ in _OFFICIAL_WORDS:
        found.official = True
    elif "person" in classes and token.pos_ == "NOUN" and index.agency_of(index.of(token)) is None:
        found.others = True
    chain = index.of(token)
    if chain is None or index.type(chain) in ("place", "outlet", "thing"):
        if chain is not None and index.type(chain) == "place" and token.dep_ in ("nsubj", "pobj", "poss"):
            # "South Korea evacuated about 80 people": the state acts.
            found.official = True
        # "ICE officials": the agency stands before the noun that the verb takes.
        chain = next(
            (index.of(c) for c in token.children if index.agency_of(index.of(c)) and c.dep_ == "compound"), None
        )
    if chain is None:
        return
    agency = index.agency_of(chain)
    chosen = agency or chain
    found.official = found.official or agency is not None
    if chosen not in found.agents:
        found.agents.append(chosen)


def _add_target(token: Token, index: ChainIndex, found: Arguments) -> None:
    found.target_nouns.append(token)
    chain = index.of(token)
    if chain is not None and index.type(chain) != "place" and chain not in found.targets:
        found.targets.append(chain)
    if "site" in _classes(token):
        for child in token.children:
            # "Raided the Fremont, California company".
            if child.i < token.i and child.dep_ in ("compound", "nmod"):
                _add_place(child, index, found)
                for more in child.children:
                    if more.dep_ in ("appos", "nmod", "compound"):
                        _add_place(more, index, found)


def _add_place(token: Token, index: ChainIndex, found: Arguments) -> None:
    chain = index.of(token)
    if chain is None or index.type(chain) != "place" or index.chains[chain].label.startswith("Operation "):
        return
    # "A food processing facility" is what was raided; where it lies, only a name tells.
    if index.is_named(chain):
        if chain not in found.places:
            found.places.append(chain)
    elif "site" in _classes(token) and chain not in found.targets:
        found.targets.append(chain)


def _times_near(
    token: Token, carrier: Token | None, times: Sequence[Time], starts: Sequence[int], found: Arguments
) -> None:
    """Times inside the noun phrase or right beside the noun; else those that hang on the verb."""
    if token.pos_ in ("NOUN", "PROPN"):
        _times_beside(token, times, starts, found)
    # "Invaded the country in 2001 following the attacks of September 11": another's day only where no day is told.
    tries: tuple[Collection[str], ...] = (_ANOTHER_TIME, ("since",)) if found.operation else ((),)
    for root, without in ((r, w) for r in (token, carrier) for w in tries):
        if root is None:
            continue
        for word in _below(root, without):
            at = bisect_left(starts, word.idx + len(word)) - 1
            if at >= 0 and times[at].span[0] <= word.idx < times[at].span[1] and times[at] not in found.times:
                found.times.append(times[at])
        if found.times:
            found.times.sort(key=lambda time: time.span)
            return


def _times_beside(noun: Token, times: Sequence[Time], starts: Sequence[int], found: Arguments) -> None:
    """ "A March 18, 2019 U.S. airstrike", "an airstrike on March 5": the words stand together, however parsed."""
    doc = noun.doc
    spots = []
    after = noun.i + 1
    if after + 1 < len(doc):
        spots = [after, after + 1] if doc[after].lower_ in ("on", "in", "of", "from") else [after]
    before = noun.i - 1
    while before >= max(noun.i - 4, 0) and doc[before].pos_ in ("NOUN", "PROPN", "ADJ"):
        spots.append(before)
        before -= 1
    spots.append(before)
    for i in spots:
        if i < 0:
            continue
        at = bisect_left(starts, doc[i].idx + len(doc[i])) - 1
        if at >= 0 and times[at].span[0] <= doc[i].idx < times[at].span[1] and times[at] not in found.times:
            found.times.append(times[at])
    found.times.sort(key=lambda time: time.span)


def _place_after(noun: Token, index: ChainIndex, found: Arguments) -> None:
    """ "An airstrike on March 5, 2018, in Hadramawt, Yemen": only the day stands between, however parsed."""
    doc, at = noun.doc, noun.i + 1
    last = noun.idx + len(noun)
    while at < len(doc) and (doc[at].is_punct or doc[at].lower_ == "on" or any(
        t.span[0] <= doc[at].idx < t.span[1] for t in found.times)):  # fmt: skip
        last = doc[at].idx
        at += 1
    if at < len(doc) and doc[at].lower_ in ("in", "near", "outside") and doc[at].idx - last < _NEXT:
        for child in doc[at].children:
            if child.dep_ == "pobj" and child.lemma_.lower() != "history":
                _add_place(child, index, found)
                for more in child.children:
                    if more.dep_ in ("appos", "compound"):
                        _add_place(more, index, found)


def _below(root: Token, without: Collection[str]) -> Iterator[Token]:
    """Words that ``root`` governs, not those of clauses of their own."""
    waiting = [root]
    seen = 0
    while waiting and seen < _CLAUSE_LIMIT:
        at = waiting.pop()
        for child in at.children:
            if child.dep_ in _OF_THEIR_OWN or child.lower_ in ("wake", "aftermath", *without):
                # "Sent troops in the wake of the attacks on September 11".
                continue
            seen += 1
            yield child
            waiting.append(child)
