"""Who does it, to whom, where and when: the arguments of one trigger, read off the parse."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
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
_NEXT = 8  # characters from the end of what stands between to the preposition of a place
_CHILDREN = 30  # of one word that are looked at
_CLAUSE_LIMIT = 60  # tokens below one trigger that are looked at: a parse of hostile text can be one endless clause


@dataclass(slots=True)
class Arguments:
    """Chain ids and spans, in text order, each once;
    ``target_nouns`` are the head tokens of what is acted on. ``official``: forces or an agency act; ``others``: people
    who are none of an agency ("gunmen").
    """

    agents: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    target_nouns: list[Token] = field(default_factory=list)
    official: bool = False
    others: bool = False


def read_arguments(hit: Hit, index: ChainIndex, times: Sequence[Time], starts: Sequence[int]) -> Arguments:
    """The arguments of ``hit``; ``starts`` are the begins of ``times``, for bisection."""
    found = Arguments()
    if hit.form == "verb" and hit.token.pos_ != "ADJ":
        _verb_arguments(hit.token, index, found)
        carrier: Token | None = hit.token
    else:
        _noun_arguments(hit.token, hit.type, index, found)
        carrier = governing_verb(hit.token)
        if carrier is not None and (carrier.lemma_ in LIGHT_VERBS or carrier.lemma_ in ("involve", "stage", "mount")):
            for subject in subjects(carrier):
                _add_agent(subject, index, found)
        if carrier is not None and _takes_place(carrier):
            for child in carrier.children:
                if child.dep_ == "prep":
                    _prepositional(child, index, found, verb=True)
        elif carrier is not None and carrier.lemma_ not in LIGHT_VERBS | _OCCUR:
            # "The request was denied on Friday": the day of the denial, not of the request.
            carrier = None
    _times_near(hit.token, carrier, times, starts, found)
    if hit.form == "noun" and not found.places:
        _place_after(hit.token, index, found)
    return found


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


def _verb_arguments(verb: Token, index: ChainIndex, found: Arguments) -> None:
    for subject in subjects(verb):
        _add_agent(subject, index, found)
    for item in objects(verb):
        _add_target(item, index, found)
        for child in islice(item.rights, _CHILDREN):
            if child.dep_ == "prep" and child.lower_ in ("in", "at", "near", "across", "outside"):
                _prepositional(child, index, found, verb=True)
    for child in verb.children:
        if child.dep_ == "prep":
            _prepositional(child, index, found, verb=True)


def _noun_arguments(noun: Token, hit_type: str, index: ChainIndex, found: Arguments) -> None:
    for child in noun.children:
        if child.dep_ == "poss":
            if child.ent_type_ not in ("DATE", "TIME"):
                if hit_type == "arrest":
                    # "their parents' arrests": the possessor is the one who suffers it.
                    _add_target(child, index, found)
                else:
                    _add_agent(child, index, found)
                if hit_type not in _BY_STATES and hit_type != "operation":
                    # "Russia's invasion", "America's mission": whose it is, not where.
                    _add_place(child, index, found)
        elif child.dep_ in ("compound", "nmod", "amod"):
            if not (hit_type in _BY_STATES and child.text.isupper()):
                # "A U.S. airstrike" tells who strikes, "the Salem raid" where.
                _add_place(child, index, found)
            if _agency_like(child, index):
                _add_agent(child, index, found)
            elif "site" in _classes(child):
                found.target_nouns.append(child)
        elif child.dep_ in ("prep", "agent"):
            _prepositional(child, index, found, verb=False)
        elif child.dep_ == "acl" and _takes_place(child):
            # "A raid taking place in Jenin".
            for prep in child.children:
                if prep.dep_ == "prep":
                    _prepositional(prep, index, found, verb=True)
    # "Wednesday's raids on plants in Morton" is sometimes parsed with "in" under "on plants": _prepositional descends.


def _prepositional(prep: Token, index: ChainIndex, found: Arguments, verb: bool, depth: int = 0) -> None:
    for pobj in prep.children:
        if pobj.dep_ not in ("pobj", "pcomp"):
            continue
        for item in (pobj, *pobj.conjuncts):
            if prep.lower_ in _AGENT_PREPOSITIONS and _agency_like(item, index):
                _add_agent(item, index, found)
            if prep.lower_ in _PLACE_PREPOSITIONS:
                _add_place(item, index, found)
                troops = prep.lower_ == "of" and "force" in _classes(item)  # "redeployment of United States troops"
                for child in item.children:
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
    if chain is None or index.type(chain) != "place":
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
    for root in (token, carrier):
        if root is None:
            continue
        for word in _below(root):
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
            if child.dep_ == "pobj":
                _add_place(child, index, found)
                for more in child.children:
                    if more.dep_ in ("appos", "compound"):
                        _add_place(more, index, found)


def _below(root: Token) -> Iterator[Token]:
    """Words that ``root`` governs, not those of clauses of their own."""
    waiting = [root]
    seen = 0
    while waiting and seen < _CLAUSE_LIMIT:
        at = waiting.pop()
        for child in at.children:
            if child.dep_ in (
                "ccomp",
                "relcl",
                "conj",
                "advcl",
                "parataxis",
                "acl",
                "csubj",
                "nsubj",
                "nsubjpass",
                "dobj",
            ) or child.lower_ in ("wake", "aftermath"):  # "sent troops in the wake of the attacks on September 11"
                continue
            seen += 1
            yield child
            waiting.append(child)
