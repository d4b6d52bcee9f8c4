"""What a number counts: the noun it stands with, and the word that tells what happened to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Token

from onrecord.annotate.events.found import FoundEvents
from onrecord.annotate.events.triggers import countable
from onrecord.lexicon.measures import MeasureLexicon, measure_lexicon
from onrecord.lexicon.numbers import Amount

# Events that people are killed or hurt in; a figure of the dead is about them, not about the dying.
INCIDENTS = frozenset({"attack", "shooting", "disaster", "accident", "murder", "protest", "crime"})
_CLASS_ORDER = ("money", "drug", "weapon", "vehicle", "warrant", "site", "city", "force", "person")
# What happens to persons only: a noun that no class knows ("345 pilgrims were killed") then names persons.
_OF_PERSONS = frozenset(
    {
        "persons-detained",
        "persons-killed",
        "persons-injured",
        "persons-charged",
        "persons-convicted",
        "persons-deported",
        "persons-rescued",
        "persons-displaced",
        "persons-separated",
        "persons-infected",
    }
)
# Words of persons and of things alike: with a noun of no known class ("lost 15 IQ points") they tell nothing.
_ALSO_OF_THINGS = frozenset(
    {"lose", "hold", "save", "claim", "treat", "hurt", "miss", "remove", "separate", "capture", "release", "free"}
)
_OF_SITES = frozenset({"raid", "storm"})
_MODIFYING = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "advmod", "npadvmod"})
_STANDING_ALONE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "ROOT"})
_LINKED = frozenset({"dobj", "nsubjpass", "nsubj", "prep", "conj", "attr", "agent", "dative", "oprd"})
_INSIDE_A_NOUN = frozenset({"pobj", "prep", "conj", "appos", "nmod", "compound"})
# What is done to people: whoever does it to others ("20 officers arrested five men") is not counted in it.
_SUFFERED = frozenset(
    {
        "persons-detained",
        "persons-released",
        "persons-killed",
        "persons-injured",
        "persons-charged",
        "persons-convicted",
        "persons-deported",
    }
)
_OWN_LOSS = frozenset({"life", "injury", "wound"})  # "20 people lost their lives" did it to nobody else
_RATIO = frozenset({"times", "fold"})  # "six times as likely" counts nothing
_OF_STAFF = frozenset(
    {"employee", "worker", "job", "staff", "staffer", "member", "customer", "voter", "seat", "client"}
)
_OF_TIME = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_UNCOUNTABLE = 1_000_000  # from here on a bare "billions" are no persons
_REACH = 6  # steps up the parse from the noun counted to a word that tells what happened
_CHILDREN = 30  # of one word that are looked at
_FARTHEST = 8  # tokens between a number and the noun it counts


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun that an amount counts: its head, the last word of the phrase, its classes ("?" where unknown)."""

    head: Token
    last: Token
    classes: tuple[str, ...]


def read_counted(number: Token, amount: Amount) -> Counted | None:
    """The noun that ``number`` counts, through "680 immigrants", "hundreds of people", "300 of them", "26 dead"."""
    if amount.currency:
        return Counted(number, number, ("money",))
    following = number.nbor(1) if number.i + 1 < len(number.doc) else None
    if following is not None and following.lower_ in _RATIO:
        return None
    if amount.minimum == amount.maximum == 1 and following is not None and following.lower_ == "of":
        return None  # "one of the hardest hit towns" counts nothing
    head = _counted_head(number)
    if head.i - number.i > _FARTHEST or head.lemma_.lower() in _OF_TIME:
        return None
    inner = _of_object(head)
    known = countable(head) if head != number else frozenset[str]()
    if inner is not None and (head == number or "drugunit" in known or head.like_num):
        classes = countable(inner)
        if "drugunit" in known and "drug" not in classes:
            return None
        return Counted(head, inner, _ordered(classes, inner))
    if head != number:
        return Counted(head, head, _ordered(known, head))
    if number.dep_ not in _STANDING_ALONE:
        return None
    if (amount.vague and (amount.minimum or 0) >= _UNCOUNTABLE) or _is_year(amount):
        return None
    if following is not None and following.pos_ in ("ADJ", "NOUN", "VERB") and countable(following):
        return Counted(following, following, _ordered(countable(following), following))
    if number.dep_ == "pobj" and not _is_toll(number):
        return None
    return Counted(number, number, ("person",))


def _is_year(amount: Amount) -> bool:
    """Whether a number that no noun follows is a year, or a span of years: "2003", "between 2003 and 2018"."""
    bounds = (amount.minimum, amount.maximum)
    return all(each is not None and _FIRST_YEAR <= each <= _LAST_YEAR for each in bounds)


def _counted_head(number: Token) -> Token:
    head = number
    for _ in range(3):
        if head.dep_ not in _MODIFYING or head.head.i <= head.i:
            break
        head = head.head
        if head.pos_ in ("NOUN", "PROPN"):
            break
    return head


def _ordered(classes: frozenset[str], noun: Token) -> tuple[str, ...]:
    own = sorted(name for name in classes - set(_CLASS_ORDER) if name in measure_lexicon().nouns)
    known = (*own, *(name for name in _CLASS_ORDER if name in classes))
    if known:
        return known
    plural = noun.tag_ in ("NNS", "NNPS") and noun.ent_type_ not in ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY")
    return ("?",) if plural else ()


def _of_object(token: Token) -> Token | None:
    for child in islice(token.rights, _CHILDREN):
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _is_toll(number: Token) -> bool:
    """ "The death toll rose to 26"."""
    verb = number.head.head if number.head.dep_ == "prep" else number.head
    return any(
        child.dep_ in ("nsubj", "nsubjpass") and child.lemma_ == "toll" for child in islice(verb.lefts, _CHILDREN)
    )


def read_measure(counted: Counted, lexicon: MeasureLexicon, events: FoundEvents) -> tuple[str | None, Token | None]:
    """The measure, and the word that decides it; ``(None, None)`` where the number counts nothing of an event."""
    if "?" in counted.classes and events.of(counted.head) is not None:
        return None, None  # "four strikes" are events, not persons
    deciding = list(_deciding(counted))
    for noun_class in counted.classes:
        for word, pos in deciding:
            sought = noun_class
            if noun_class == "?":
                sought = "site" if word.lemma_.lower() in _OF_SITES else "person"
            measure = lexicon.of(sought, word.lemma_.lower(), pos) or lexicon.of(sought, word.lower_, pos)
            if measure is None:
                continue
            if word.lemma_ == "lose" and counted.last.lemma_.lower() in _OF_STAFF:
                continue  # an office that lost employees has fewer of them
            of_persons = measure in _OF_PERSONS and word.lemma_.lower() not in _ALSO_OF_THINGS
            if noun_class == "?" and sought != "site" and not of_persons:
                continue
            if not _is_other_side(measure, word, counted):
                return measure, word
    for noun_class in counted.classes:
        general = next((m.key for m in lexicon.measures.values() if m.nouns == noun_class and not m.triggers), None)
        if general is None or noun_class == "site" or (noun_class == "money" and _is_described(counted.head)):
            continue
        if noun_class == "person" and counted.last.lemma_.lower() == "case":
            continue  # "cases of cigarettes": persons only where they fell ill
        for word, _ in deciding:
            event = events.of(word)
            if event is None:
                continue
            if event.operation or event.type in INCIDENTS:
                return general, word
            if noun_class == "money" and event.type not in ("other", "communication"):
                return general, word
    return None, None


def _is_other_side(measure: str, word: Token, counted: Counted) -> bool:
    """Whether what is counted does to others what ``word`` tells, or is what the protest of others is about."""
    if word.pos_ != "VERB":
        return False
    at = counted.head
    for _ in range(_REACH):
        if at.head == word or at.head == at:
            break
        at = at.head
    if measure == "persons-protesting":
        return at.head == word and at.dep_ == "dobj"
    acts = at.head == word and at.dep_ == "nsubj"
    if word.head == counted.head and word.dep_ == "relcl":
        acts = any(c.dep_ == "nsubj" and c.tag_ in ("WP", "WDT") for c in islice(word.children, _CHILDREN))
    return (
        measure in _SUFFERED
        and acts
        and any(c.dep_ == "dobj" and c.lemma_.lower() not in _OWN_LOSS for c in islice(word.children, _CHILDREN))
    )


def _is_described(number: Token) -> bool:
    """Whether a sum only describes the next noun: "a $535 million loan guarantee"."""
    head = _counted_head(number)
    return head != number and head.pos_ in ("NOUN", "PROPN")


def _deciding(counted: Counted) -> Iterator[tuple[Token, str]]:
    """Words that may tell what happened to what is counted, nearest first, with N, V or A."""
    head = counted.head
    yield head, _letter(head)
    ends = (head,) if counted.last == head else (head, counted.last)
    for end in ends:
        for child in islice(end.children, _CHILDREN):
            if child.dep_ in ("acl", "relcl", "amod") or (child.dep_ == "conj" and child.pos_ == "VERB"):
                # "Surviving members" survive still; what happened to them is told by other words.
                lasting = child.dep_ == "amod" and child.tag_ == "VBG"
                yield child, "V" if child.pos_ == "VERB" and not lasting else "A"
    at = head
    passed = False
    for _ in range(_REACH):
        parent = at.head
        if parent == at:
            break
        if parent.pos_ in ("VERB", "AUX"):
            yield from _beside(parent, at)
            yield parent, "V"
            if passed or at.dep_ not in _LINKED:
                break
            passed = True
            if parent.dep_ not in ("conj", "xcomp", "advcl", "pcomp"):
                break
        elif parent.pos_ in ("NOUN", "PROPN", "ADJ") and at.dep_ in _INSIDE_A_NOUN:
            yield parent, _letter(parent)
        at = parent


def _beside(verb: Token, below: Token) -> Iterator[tuple[Token, str]]:
    """What a verb says of its subject ("were left dead"), and a toll that is its subject."""
    for child in islice(verb.children, _CHILDREN):
        if child.dep_ in ("oprd", "acomp", "attr", "xcomp", "ccomp") and child.i > below.i and not _is_clause(child):
            yield child, _letter(child)
        elif child.dep_ in ("nsubj", "nsubjpass") and child.lemma_ == "toll":
            yield child, "N"


def _is_clause(word: Token) -> bool:
    """Whether a word has a subject and an object of its own: then it tells of them."""
    parts = {child.dep_ for child in islice(word.children, _CHILDREN)}
    return "nsubj" in parts and "dobj" in parts


def _letter(word: Token) -> str:
    return {"ADJ": "A", "NOUN": "N", "PROPN": "N"}.get(word.pos_, "V" if word.pos_ in ("VERB", "AUX") else "N")
