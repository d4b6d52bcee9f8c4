"""Which mentions speak of one operation: "the raid", "Wednesday's raids on seven plants", "a textbook operation"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Literal

from spacy.tokens import Token

from onrecord.annotate.events.arguments import Arguments
from onrecord.annotate.events.dates import Time
from onrecord.annotate.events.triggers import Hit, operation_name
from onrecord.lexicon.nominals import word_set
from onrecord.lexicon.operations import EventLexicon, noun_classes
from onrecord.model import Status

Reference = Literal["name", "definite", "demonstrative", "indefinite", "bare", "verb"]

_BROKEN = re.compile(r"& ?amp ?;")
_NOVEL = frozenset({"more", "another", "other", "new", "additional", "further", "second", "similar", "future", "next"})
_EARLIER = frozenset({"earlier", "previous", "past", "prior", "former", "last", "preceding", "historic"})
_OWN_KIND = word_set("own-kind")
_LEAVING = frozenset({"withdraw", "withdrawal", "redeploy", "redeployment"})
_LEADING_PARAGRAPHS = 4  # in which "a raid" says again what the headline says
_TIMES = 20  # times of a chain that a new one is held against
_COMPARED = 10  # first and as many latest mentions of a chain that a new one is compared with
_NON_DONE: frozenset[Status] = frozenset({"planned", "ordered", "hypothetical", "negated", "delayed", "denied"})
# What officers do in the course of an operation: a definite "arrest of hundreds" belongs to the raid.
PARTS = frozenset({"arrest", "search", "seizure", "arrest-campaign"})


@dataclass(slots=True)
class Seen:
    """One mention of an event with all that its clause tells."""

    hit: Hit
    arguments: Arguments
    status: Status | None
    sentence: int
    paragraph: int
    headline: bool
    lexicon: EventLexicon
    reference: Reference = "bare"
    plural: bool = False
    novel: bool = False
    earlier: bool = False
    name: str | None = None
    owned: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Reads the determiner and the other words that stand before a noun."""
        token = self.hit.token
        if self.hit.form == "verb":
            self.reference = "verb"
            return
        left = {child.lower_: child for child in token.children if child.i < token.i}
        self.plural = token.tag_ in ("NNS", "NNPS")
        deep = set(left) | {grandchild.lower_ for child in left.values() for grandchild in child.children}
        self.novel = bool(deep & _NOVEL)
        self.earlier = bool(set(left) & _EARLIER)
        if left.keys() & {"this", "these", "that", "those", "such"}:
            self.reference = "demonstrative"
        elif left.keys() & {"the", "its", "their", "his", "our"} or any(c.dep_ == "poss" for c in left.values()):
            self.reference = "definite"
        elif left.keys() & {"a", "an", "one"} or any(c.dep_ == "nummod" for c in left.values()):
            self.reference = "indefinite"
        name = operation_name(token)
        self.name = unescape(_BROKEN.sub("&amp;", " ".join(_in_name(word.text) for word in name))) if name else None
        self.owned = {a for a in self.arguments.agents if any(c.dep_ == "poss" for c in token.children)}
        if self.name:
            self.reference = "name"

    @property
    def specific(self) -> bool:
        """Whether the words alone pick out one operation."""
        if self.reference == "bare":
            return bool(self.arguments.places or self.arguments.times) and self.status not in (
                "planned",
                "hypothetical",
            )
        return True

    @property
    def lemma(self) -> str:
        """The verb or noun that the mention comes down to, one for "raided" and "raids"."""
        return self.lexicon.family(self.hit.token.lemma_.lower())


def _in_name(word: str) -> str:
    return word.capitalize() if len(word) > len("and") and word.islower() else word


@dataclass(slots=True)
class OperationChain:
    """Mentions of one operation, as it grows."""

    members: list[Seen] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    generic: bool = False
    novel: bool = False
    earlier: bool = False
    name: str | None = None
    pointers: list[Token] = field(default_factory=list)

    def add(self, seen: Seen) -> None:
        """Takes a mention in, with its places and times."""
        if not self.members:
            self.novel, self.earlier, self.generic = seen.novel, seen.earlier, not (seen.specific or seen.novel)
        self.members.append(seen)
        self.generic = self.generic and not seen.specific
        self.name = self.name or seen.name
        self.places.extend(p for p in seen.arguments.places if p not in self.places)
        self.times.extend(t for t in seen.arguments.times if t not in self.times)

    @property
    def telling(self) -> list[Seen]:
        """The mentions that are compared: the first, which introduce it, and the latest."""
        return (
            self.members if len(self.members) <= 2 * _COMPARED else self.members[:_COMPARED] + self.members[-_COMPARED:]
        )

    def type(self, lexicon: EventLexicon) -> str:
        """The type most mentions give, made narrower by a mention that names a kind of it or a workplace."""
        counts = Counter(m.hit.type for m in self.telling)
        best = max(counts, key=lambda key: (len(lexicon.ancestors(key)) > 2, counts[key], -_first(self.telling, key)))
        narrower = [key for key in counts if best in lexicon.ancestors(key)]
        best = max(narrower, key=lambda key: (len(lexicon.ancestors(key)), counts[key]))
        if best == "raid" and "workplace-raid" in lexicon.types and self._at_workplaces():
            return "workplace-raid"
        return best

    def _at_workplaces(self) -> bool:
        classes = noun_classes()
        return any(
            "workplace" in classes.get(noun.lemma_.lower(), frozenset())
            for member in self.telling
            for noun in member.arguments.target_nouns
        )

    @property
    def realized(self) -> bool:
        """Whether any mention says or presupposes that it took place."""
        return (
            not self.novel
            and not self.generic
            and (
                any(m.status in ("done", "underway") for m in self.telling)
                or all(m.status is None for m in self.telling)
            )
        )


def _opening(noun: Token) -> int:
    """Where the noun phrase begins: its article, up to eight words before it, or what the parse says."""
    for i in range(noun.i - 1, max(noun.i - 9, 0), -1):
        if noun.doc[i].lower_ in ("a", "an", "the"):
            return i
        if noun.doc[i].text == ",":
            break
    return noun.left_edge.i


def _brings_another(seen: Seen, chain: OperationChain) -> bool:
    """ "A strike near Mosul …", and again "a strike in Mosul": each sentence brings in one of its own."""
    return not seen.plural and all(m.reference == "indefinite" and not m.plural for m in chain.members)


def _elsewhere(seen: Seen, chain: OperationChain) -> bool:
    places = seen.arguments.places
    return bool(places and chain.places and not set(places) & set(chain.places)) and not seen.plural


def _other_body(seen: Seen, chain: OperationChain) -> bool:
    """ "AT&T has deployed …", "the Guard has deployed …": two bodies that are each said to do it."""
    mine = {s.text for s in seen.arguments.doers}
    return bool(mine) and all(
        m.arguments.doers and not mine & {s.text for s in m.arguments.doers} for m in chain.telling
    )


def _may_name(seen: Seen, chain: OperationChain) -> bool:
    """Whether a mention can be of that operation: one with a name is not "offensives", nor a raid any "actions"."""
    if _other_body(seen, chain):
        return False
    if seen.hit.token.lemma_ == "mission" and _elsewhere(seen, chain):
        return False  # "its mission in Washington" is an embassy, or another one
    if chain.name and seen.plural and seen.reference != "demonstrative":
        return False
    if seen.reference != "bare" or any(seen.lemma == m.lemma for m in chain.telling):
        return True
    if seen.status in ("negated", "denied"):
        return True  # "there are no operations ongoing": those that were told of
    theirs = {a for m in chain.telling for a in m.arguments.agents}
    return bool(set(seen.arguments.places) & set(chain.places) or set(seen.arguments.agents) & theirs)


def _first(members: list[Seen], key: str) -> int:
    return next(i for i, m in enumerate(members) if m.hit.type == key)


class OperationChains:
    """Joins mentions of operations in text order; linear in mentions times chains, and chains are few."""

    _MOST = 40  # chains looked back at: an article with more is a list, and its old entries stay as they are

    def __init__(self, lexicon: EventLexicon) -> None:
        """Starts with no chain; types are related as ``lexicon`` says."""
        self.lexicon = lexicon
        self.chains: list[OperationChain] = []
        self._of_token: dict[int, OperationChain] = {}

    def add(self, seen: Seen) -> None:
        """Puts ``seen`` into the chain that it belongs to, or into one of its own."""
        chain = self._find(seen)
        if chain is None:
            chain = OperationChain()
            self.chains.append(chain)
        chain.add(seen)
        self._of_token[seen.hit.token.i] = chain

    def release(self, unfit: Callable[[OperationChain], bool]) -> list[Seen]:
        """Gives up the chains that are ``unfit``, and returns their mentions."""
        released = [chain for chain in self.chains if unfit(chain)]
        self.chains = [chain for chain in self.chains if not unfit(chain)]
        for seen in (seen for chain in released for seen in chain.members):
            self._of_token.pop(seen.hit.token.i, None)
        return [seen for chain in released for seen in chain.members]

    def point(self, token: Token, chain: OperationChain) -> None:
        """Records a pronoun that stands for the operation."""
        chain.pointers.append(token)
        self._of_token[token.i] = chain

    def of(self, token: Token) -> OperationChain | None:
        """The chain that a token is a mention of."""
        return self._of_token.get(token.i)

    def joins(self, seen: Seen) -> bool:
        """Whether a chain is there that ``seen`` belongs to: for words that alone name no operation."""
        return self._find(seen) is not None

    def _find(self, seen: Seen) -> OperationChain | None:
        if seen.name:
            return next((c for c in self.chains if c.name == seen.name), None)
        subject = self._predicated(seen)
        if subject is not None:
            return subject
        antecedent = self._antecedent(seen)
        if antecedent is not None:
            return antecedent
        recent = self.chains[-self._MOST :]
        if seen.novel:
            return self._best([c for c in recent if c.novel and self._alike(seen, c)], seen)
        fitting = [c for c in recent if self._fits(seen, c)]
        if seen.earlier:
            return self._best([c for c in fitting if c.earlier], seen)
        told = self._told_first(seen)
        if told is not None:
            return told
        if not seen.specific or seen.status in _NON_DONE:
            pending = [c for c in fitting if not c.realized and not c.earlier]
            if pending or not seen.specific or seen.reference in ("indefinite", "bare", "verb"):
                return self._best(pending, seen)
        fitting = [c for c in fitting if c.realized] or [c for c in fitting if seen.reference == "demonstrative"]
        if seen.reference == "indefinite":
            fitting = [
                c
                for c in fitting
                if (seen.paragraph <= _LEADING_PARAGRAPHS and c.members[0].headline and not c.novel)
                or (set(seen.arguments.places) & set(c.places) and not _brings_another(seen, c))
            ]
        elif seen.reference in ("bare", "verb"):
            fitting = [
                c
                for c in fitting
                if not c.novel
                and not c.generic
                and (set(seen.arguments.places) & set(c.places) or not (seen.arguments.places and c.places))
            ]
        return self._best(fitting, seen)

    def _antecedent(self, seen: Seen) -> OperationChain | None:
        """ "Those operations", "the operations were delayed": the operation spoken of just before."""
        named = seen.reference == "demonstrative" or (
            seen.reference == "definite" and not any(c.dep_ == "poss" for c in seen.hit.token.children)
        )
        if not named or seen.novel or seen.earlier or seen.arguments.places or seen.arguments.times:
            return None
        last = max(self.chains, key=lambda c: c.members[-1].hit.start, default=None)
        if last is None or (last.generic and seen.reference != "demonstrative"):
            return None
        before = last.members[-1]
        near = seen.sentence - before.sentence <= 2 and seen.paragraph - before.paragraph <= 1
        loose = seen.hit.type in ("operation", "law-enforcement-operation")
        same = seen.hit.token.lemma_ == before.hit.token.lemma_
        if near and (same or (loose and seen.paragraph == before.paragraph)):
            return last
        return None

    def _told_first(self, seen: Seen) -> OperationChain | None:
        """ "A sting operation" further down, with no place or time of its own: the one the article opened with."""
        first = next((c for c in self.chains if c.realized), None)
        if first is None or seen.reference != "indefinite" or seen.plural or seen.novel or seen.earlier:
            return None
        if seen.arguments.places or seen.arguments.times or seen.paragraph - first.members[-1].paragraph > 4:
            return None
        if seen.hit.type != first.type(self.lexicon) or len(self.lexicon.ancestors(seen.hit.type)) < 4:
            return None
        mine, its = set(seen.arguments.agents), {a for m in first.telling for a in m.arguments.agents}
        return first if not mine or not its or mine & its else None

    def _predicated(self, seen: Seen) -> OperationChain | None:
        """ "This was a textbook operation": the chain of the subject that the noun is said of."""
        token = seen.hit.token
        first = _opening(token)
        led = seen.reference in ("indefinite", "definite") or token.doc[first].lower_ in ("a", "an", "the")
        if led and first >= 2 and token.doc[first - 1].text == ",":
            # "Operation Grey Gull, a long crime operation": in apposition, wherever the parse hangs it.
            for i in range(first - 2, max(first - 7, -1), -1):
                if i in self._of_token and self._of_token[i].name:
                    return self._of_token[i]
        if token.dep_ not in ("attr", "oprd") or token.head.pos_ not in ("AUX", "VERB"):
            return None
        verb = token.head
        for _ in range(3):
            for child in verb.children:
                if child.dep_ in ("nsubj", "nsubjpass") and child.i < token.i:
                    known = self._of_token.get(child.i)
                    if known is None and child.lower_ in ("this", "that", "it", "these", "those", "they"):
                        known = self.salient(seen)
                        if known is not None:
                            self.point(child, known)
                    return known
            if verb.dep_ not in ("xcomp", "ccomp") or verb.head == verb:
                return None
            verb = verb.head
        return None

    def salient(self, seen: Seen) -> OperationChain | None:
        """The realised operation that a bare "this" most likely means: the last one mentioned nearby."""
        near = [c for c in self.chains if c.realized and seen.paragraph - c.members[-1].paragraph <= 2]
        return max(near, key=lambda c: c.members[-1].hit.start, default=None)

    def _alike(self, seen: Seen, chain: OperationChain) -> bool:
        if any(seen.lemma == m.lemma for m in chain.members[-6:]):
            return True
        lemmas = {m.lemma for m in chain.telling}
        if (seen.lemma in _LEAVING and not lemmas & _LEAVING) or (seen.lemma not in _LEAVING and lemmas <= _LEAVING):
            return False  # "military operations in Iraq" and "the withdrawal from Iraq"
        if seen.lemma in _OWN_KIND and any(m.lemma in _OWN_KIND for m in chain.telling):
            return False  # "the invasion" and "the redeployment of our troops"
        return self.lexicon.related(seen.hit.type, chain.type(self.lexicon))

    def _fits(self, seen: Seen, chain: OperationChain) -> bool:
        if not _may_name(seen, chain):
            return False
        alike = self._alike(seen, chain)
        if not alike and seen.reference in ("demonstrative", "definite", "verb"):
            near = seen.paragraph == chain.members[-1].paragraph or self._only_policing() is chain
            alike = near and seen.hit.type in PARTS and _policing(chain, self.lexicon) and not seen.arguments.places
        if not alike:
            return False
        if any(a.contradicts(b) for a in seen.arguments.times for b in chain.times[:_TIMES]):
            return False
        if seen.arguments.times and not chain.times and _elsewhere(seen, chain):
            return False  # "an airstrike in Baghuz … the August 29 airstrike that killed ten people in Kabul"
        if chain.name and seen.arguments.places and not set(seen.arguments.places) & set(chain.places):
            return False
        if seen.owned and not seen.owned & {a for m in chain.telling for a in m.arguments.agents}:
            # "Trump's crackdown" is not the operation of an agency told before.
            return not any(m.arguments.agents for m in chain.telling)
        return (
            not chain.earlier
            or seen.earlier
            or bool(set(seen.arguments.places) & set(chain.places))
            or (seen.reference in ("definite", "demonstrative") and seen.paragraph == chain.members[-1].paragraph)
        )

    def _only_policing(self) -> OperationChain | None:
        found = [c for c in self.chains if c.realized and _policing(c, self.lexicon)]
        return found[0] if len(found) == 1 else None

    def _best(self, chains: list[OperationChain], seen: Seen) -> OperationChain | None:
        best, most = None, 0.0
        for chain in chains:
            score = self._score(seen, chain)
            if score > most:
                best, most = chain, score
        return best

    def _score(self, seen: Seen, chain: OperationChain) -> float:
        last = chain.members[-1]
        score = 1.0
        mine, its = set(seen.arguments.places), set(chain.places)
        if mine and its:
            score += 3.0 if mine & its else -2.5
        score += 2.0 if any(seen.lemma == m.lemma for m in chain.telling) else 0.0
        score += 0.5 if seen.plural == last.plural else 0.0
        if seen.paragraph == last.paragraph and seen.reference in ("demonstrative", "definite"):
            score += 3.0
        elif seen.sentence - last.sentence <= 1:
            score += 2.0
        score += 1.0 if chain.members[0].headline else 0.0
        score += 1.0 if chain.realized and seen.status in (None, "done") else 0.0
        score -= 2.0 if chain.generic and seen.specific else 0.0
        mine, its = set(seen.arguments.agents), {a for m in chain.telling for a in m.arguments.agents}
        if mine and its:
            score += 1.0 if mine & its else -1.0
        return score - min(1.5, 0.05 * (seen.sentence - last.sentence))


def _policing(chain: OperationChain, lexicon: EventLexicon) -> bool:
    return not chain.generic and any(
        "law-enforcement-operation" in lexicon.ancestors(m.hit.type) for m in chain.telling
    )
