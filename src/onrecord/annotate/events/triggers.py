"""Words that name an event: verbs, event nouns and a few adjectives, with their type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from onrecord.lexicon.nominals import word_set
from onrecord.lexicon.operations import EventLexicon, Trigger, noun_classes

# A noun of eventnouns.tsv counts as an event from this likelihood on.
_NOUN_LIKELIHOOD = 0.45
# Verbs that only carry the noun after them ("carry out a raid") or say nothing of a happening.
LIGHT_VERBS = frozenset({"conduct", "carry", "launch", "execute", "perform", "make", "take", "hold", "have", "lead"})
_NO_EVENT_VERBS = frozenset({"be", "include", "regard", "concern", "let's"})
_COMMUNICATION = "communication"


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger in the text: ``token`` is its head; ``[start, end)`` covers the phrase."""

    token: Token
    type: str
    form: Literal["verb", "noun"]
    start: int
    end: int
    weak: bool = False
    words: int = 1


def find_triggers(doc: Doc, lexicon: EventLexicon, cues: frozenset[int], skip: frozenset[int]) -> Iterator[Hit]:
    """The event triggers of ``doc`` in text order.

    ``cues`` are the indices of tokens that mark somebody's saying (type "communication"), ``skip`` those of
    tokens outside the article's own text.
    """
    for token in doc:
        if token.i in skip or (not token.is_alpha and "-" not in token.text):
            continue
        if token.pos_ in ("NOUN", "PROPN"):
            hit = _noun(token, lexicon)
        elif token.pos_ == "VERB":
            hit = _verb(token, lexicon, token.i in cues)
        elif token.pos_ == "ADJ":
            hit = _adjective(token, lexicon)
        else:
            hit = None
        if hit:
            yield hit


def given_triggers(
    heads: Sequence[tuple[int, int, Token]], lexicon: EventLexicon, cues: frozenset[int]
) -> Iterator[Hit]:
    """A hit for each ``(start, end, head)``: mentions that somebody else detected, typed as the lexicon types them."""
    for start, end, token in heads:
        is_verb = token.pos_ in ("VERB", "AUX", "ADJ")
        read = _adjective(token, lexicon) if token.pos_ == "ADJ" else None
        if token.pos_ in ("VERB", "AUX"):
            read = _verb(token, lexicon, token.i in cues)
        elif token.pos_ in ("NOUN", "PROPN"):
            read = _noun(token, lexicon)
        kind = read.type if read else "other"
        yield Hit(token, kind, "verb" if is_verb else "noun", start, end, read.weak if read else False)


def _noun(token: Token, lexicon: EventLexicon) -> Hit | None:
    name = operation_name(token)
    if name is not None and "operation" in lexicon.types:
        last = name[-1]
        return Hit(token, "operation", "noun", token.idx, last.idx + len(last), words=len(name))
    if _is_modifier(token):
        return None
    lemma = token.lemma_.lower()
    found = _phrase(token, lemma, lexicon)
    if found:
        trigger, first = found
        return Hit(
            token, trigger.type, "noun", token.doc[first].idx, token.idx + len(token), trigger.weak, len(trigger.words)
        )
    if token.pos_ == "PROPN":
        return None
    row = lexicon.nouns.get(lemma)
    if row is None or row[1] < _NOUN_LIKELIHOOD:
        return None
    return Hit(token, "other", "noun", token.idx, token.idx + len(token))


_ROOMS = word_set("operation-room")
_LINKS = frozenset({"and", "of", "the", "&", "&amp;", "amp"})  # inside a name: "Fast &amp; Furious", as some write


def operation_name(token: Token) -> list[Token] | None:
    """The tokens of a name like "Operation Fast and Furious", or None."""
    if token.text != "Operation":
        return None
    name = [token]
    for after in token.doc[token.i + 1 : token.i + 7]:
        broken = after.text == ";" and name[-1].lower_ in ("amp", "&amp")
        if after.text != "Operation" and (
            after.text[:1].isupper() or broken or (after.lower_ in _LINKS and len(name) > 1)
        ):
            name.append(after)
        else:
            break
    name = _first_of_two(name)
    beyond = token.doc[name[-1].i + 1 : name[-1].i + 2]
    if len(name) == 2 and name[1].tag_ == "JJ" and any(word.tag_ == "NN" for word in beyond):
        name.append(beyond[0])  # "Operation Iraqi freedom"
    while name[-1].lower_ in _LINKS:
        name.pop()
    if len(name) > 1 and (name[1].pos_ == "ADP" or name[1].lower_ in _NO_NAMES):
        return None  # "Lawfulness of a Lethal Operation Against a Citizen": a headline
    if len(name) > 2 and name[-1].lower_ in _ROOMS:
        return None  # "the Logging Operation Program"
    if len(name) > 2 and name[1].lower_ in _ROOMS and name[2].lower_ == "of":
        return None  # "Operation Officer of the USS Lincoln"
    following = token.doc[name[-1].i + 1 : name[-1].i + 2].text.lower()
    if len(name) == 2 and (following == "by" or name[1].lower_ in _ROOMS):
        return None  # "Sting Operation Marred by Mistakes": a headline
    return name if len(name) > 1 else None


_NO_NAMES = frozenset({"of", "in", "on", "at", "by", "for", "to", "from", "with", "against", "and", "is", "will"})


def _first_of_two(name: list[Token]) -> list[Token]:
    """The first of two names of several words: "Operation Northern Light and Honor Guard", not "Fast and Furious"."""
    for at, word in enumerate(name):
        if word.lower_ == "and" and (at > 2 or len(name) - at > 2):
            return name[:at]
    return name


def _phrase(token: Token, lemma: str, lexicon: EventLexicon) -> tuple[Trigger, int] | None:
    """The longest trigger that ends with ``token``, and the index of its first token."""
    for trigger in lexicon.triggers.get((lemma, "N"), ()):
        if len(trigger.words) == 1:
            # In a name a single word is no event: "Patrol" in Border Patrol.
            if trigger.excluded_class and trigger.excluded_class in _acted_on(token):
                return None
            return None if token.pos_ == "PROPN" and not _may_be_event(token) else (trigger, token.i)
        at = token.i
        for word in reversed(trigger.words[:-1]):
            at -= 1
            # "a 'sting' operation": quotation marks do not part the words.
            while at >= 0 and token.doc[at].is_quote:
                at -= 1
            if at < 0 or word not in (token.doc[at].lower_, token.doc[at].lemma_.lower()):
                break
        else:
            return trigger, at
    return None


def _may_be_event(token: Token) -> bool:
    """Whether a capitalised noun is likely a common noun: in a headline, or the name of an operation."""
    if token.ent_type_ in ("ORG", "PERSON", "GPE", "FAC", "PRODUCT", "WORK_OF_ART", "NORP", "LAW"):
        return False
    return token.lower_ != token.text or token.is_sent_start is True


def _is_modifier(token: Token) -> bool:
    """Whether a noun only describes the next one: "arrest" in "arrest warrant", "raid victims"."""
    return (
        token.dep_ in ("compound", "nmod", "amod") and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN")
    )


def _verb(token: Token, lexicon: EventLexicon, is_cue: bool) -> Hit | None:
    lemma = token.lemma_.lower()
    if (
        token.dep_ in ("aux", "auxpass", "case")
        or (token.dep_ == "prep" and lemma != "accord")
        or lemma in _NO_EVENT_VERBS
    ):
        return None
    if is_cue:
        return Hit(token, _COMMUNICATION, "verb", token.idx, token.idx + len(token))
    end = token.idx + len(token)
    named = _phrase(token, token.lower_, lexicon) if token.tag_ == "VBG" else None
    if named is not None and len(named[0].words) > 1:
        # "A police shooting in Fresno": what the parser takes for police who shoot is the name of a kind.
        trigger, first = named
        return Hit(token, trigger.type, "noun", token.doc[first].idx, end, trigger.weak, len(trigger.words))
    for trigger in lexicon.triggers.get((lemma, "V"), ()):
        if trigger.particle:
            last = _particle_end(token, trigger.particle)
            if last is None:
                continue
            return Hit(token, trigger.type, "verb", token.idx, last, trigger.weak, 1 + len(trigger.particle))
        if trigger.object_class and trigger.object_class not in _object_classes(token):
            continue
        if trigger.excluded_class and any(
            trigger.excluded_class in _named_classes(item) for item in objects(token) or _kept_from(token)
        ):
            continue
        return Hit(token, trigger.type, "verb", token.idx, end, trigger.weak)
    return Hit(token, "other", "verb", token.idx, end)


def _particle_end(token: Token, words: tuple[str, ...]) -> int | None:
    """Where the words that complete a verb end: they follow it, or the first is its particle."""
    after = token.doc[token.i + 1 : token.i + 1 + len(words)]
    if tuple(word.lower_ for word in after) == words:
        last = after[-1]
        return last.idx + len(last)
    if len(words) == 1 and any(child.dep_ == "prt" and child.lower_ == words[0] for child in token.children):
        return token.idx + len(token)
    return None


def objects(token: Token) -> list[Token]:
    """What a verb acts on: direct objects, and subjects of a passive, conjoined ones included."""
    found = [child for child in token.children if child.dep_ in ("dobj", "nsubjpass")]
    if not found and token.dep_ in ("acl", "amod") and token.tag_ == "VBN" and token.head.pos_ in ("NOUN", "PROPN"):
        # "The men arrested", not "on purpose to be arrested".
        infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
        found = [] if infinitive else [token.head]
    return [each for one in found for each in (one, *one.conjuncts)]


def _object_classes(token: Token) -> frozenset[str]:
    found: set[str] = set()
    for item in objects(token):
        if item.lemma_ == "life" and item.left_edge == item:
            continue  # "equipment that saves lives": nobody's in particular
        found |= countable(item)
        for child in item.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                found.update(*(countable(grandchild) for grandchild in child.children))
    return frozenset(found)


def _kept_from(verb: Token) -> list[Token]:
    """What suffers a passive that has no subject: "keep the fund from being raided"."""
    if verb.dep_ != "pcomp" or not any(child.dep_ == "auxpass" for child in verb.children):
        return []
    above = verb.head.head
    return [above] if above.pos_ in ("NOUN", "PROPN") else [c for c in above.children if c.dep_ == "dobj"]


def _named_classes(noun: Token) -> frozenset[str]:
    """The classes of a noun alone and with the word before it: "security", "social security"."""
    before = noun.doc[noun.i - 1].lower_ if noun.i else ""
    return countable(noun) | noun_classes().get(f"{before} {noun.lemma_.lower()}", frozenset())


def _acted_on(noun: Token) -> frozenset[str]:
    """Classes of what an event noun acts on: "raid on the trust fund", "a budget raid"."""
    found: set[str] = set()
    for child in noun.children:
        if child.dep_ in ("compound", "nmod"):
            found |= _named_classes(child)
        elif child.dep_ == "prep" and child.lower_ in ("on", "of", "against", "across", "into"):
            for item in child.children:
                if item.dep_ == "pobj":
                    found.update(*(_named_classes(each) for each in (item, *item.conjuncts)))
    return frozenset(found)


def countable(token: Token) -> frozenset[str]:
    """The classes of ``countnouns.tsv`` that a noun or pronoun falls in; a bare number counts persons."""
    found = noun_classes().get(token.lemma_.lower(), frozenset())
    if token.ent_type_ == "PERSON" or (token.pos_ == "NUM" and token.ent_type_ not in ("MONEY", "PERCENT")):
        return found | {"person"}
    if token.pos_ == "PRON" and token.lower_ not in ("it", "this", "that", "which", "these", "those", "what"):
        return found | {"person"}
    return found


def _adjective(token: Token, lexicon: EventLexicon) -> Hit | None:
    for trigger in lexicon.triggers.get((token.lower_, "A"), ()):
        return Hit(token, trigger.type, "verb", token.idx, token.idx + len(token), trigger.weak)
    return None
