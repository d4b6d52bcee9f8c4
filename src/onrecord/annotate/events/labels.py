"""What an event is called on a page: "ICE raids in Mississippi", "dozens more workplace enforcement operations"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.annotate.events.chains import OperationChain, Seen
from onrecord.annotate.events.index import ChainIndex
from onrecord.lexicon.operations import EventType
from onrecord.model import Chain

_WORDS = 9
_OF_WORDS = 6
_PLAIN = frozenset({"operation", "law-enforcement-operation"})  # kinds whose label says nothing of what was done
_AWAY = {"withdrawal-operation": "from", "evacuation": "from"}
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_QUOTES = re.compile(r"[\"“”‘]|’(?!\w)|(?<!\w)'")
_SPACE = re.compile(r"\s+")


def operation_label(chain: OperationChain, agents: Sequence[str], index: ChainIndex, kind: EventType, text: str) -> str:
    """Agency, what it does, where: from the mention that says it most plainly."""
    if chain.name:
        return chain.name
    nouns = [m for m in chain.members if m.hit.form == "noun"]
    telling = [m for m in nouns if m.hit.type not in _PLAIN]
    if not nouns or (not telling and len(nouns) < len(chain.members)):
        verb = next(m for m in chain.members if m.hit.form == "verb")
        return event_label(verb, text, subject=False) if kind.key in _PLAIN else _verb_label(verb, kind, text)
    if chain.novel or not (chain.places or agents):
        return phrase(nouns[0], text, left=chain.novel)
    words = Counter(text[m.hit.start : m.hit.end].lower() for m in nouns)
    what = max(words, key=lambda w: (words[w], -_place_of(nouns, w, text)))
    # The agency rather than its field office, where both took part.
    known = [index.chains[a] for a in agents if a in index.chains]
    whole = next((c for c in known if c.affiliation not in agents), None)
    agent = short_name(whole) if whole is not None else ""
    place = index.chains[chain.places[0]].label if chain.places and chain.places[0] in index.chains else ""
    if agent and what.startswith(agent.lower() + " "):
        what = what[len(agent) + 1 :]
    last = agent.lower().rpartition(" ")[2]
    if last and what.startswith(last + " "):
        what = what[len(last) + 1 :]
    label = " ".join(
        part for part in (agent, _clean(what), f"{_AWAY.get(kind.key, 'in')} {place}" if place else "") if part
    )
    return label[:1].upper() + label[1:]


def _verb_label(seen: Seen, kind: EventType, text: str) -> str:
    """ "Removal of the millions of illegal aliens": the type and what the verb acts on."""
    what = kind.label.removesuffix(" operation")
    target = next(iter(seen.arguments.target_nouns), None)
    words = ""
    if target is not None and target.pos_ != "PRON":
        last = target
        for child in target.children:
            if child.i > target.i and child.dep_ == "prep" and child.lower_ == "of":
                last = next((c for c in child.children if c.dep_ == "pobj"), last)
        words = _flat(target, text)[: -len(target)] + text[target.idx : last.idx + len(last)]
    label = _clean(f"{what} of {words}" if words else what)
    return label[:1].upper() + label[1:]


def _place_of(nouns: list[Seen], word: str, text: str) -> int:
    return next(i for i, m in enumerate(nouns) if text[m.hit.start : m.hit.end].lower() == word)


def short_name(chain: Chain) -> str:
    """The acronym of an organisation where the article uses one, else its label."""
    acronyms = [name for name in chain.names if 2 <= len(name) <= 6 and name.isupper()]
    return acronyms[0] if acronyms else _ARTICLE.sub("", chain.label)


def phrase(seen: Seen, text: str, left: bool = True) -> str:
    """The noun with the words before it ("dozens more workplace enforcement operations")."""
    token = seen.hit.token
    first = token.i
    for child in token.children:
        if child.i < token.i and (left or child.dep_ in ("compound", "amod", "nmod")):
            first = min(first, child.left_edge.i)
    first = max(first, token.i - _WORDS)
    while first < token.i and (_says_nothing(token.doc[first]) or token.doc[first].ent_type_ == "DATE"):
        first += 1
    words = _clean(text[token.doc[first].idx : seen.hit.end])
    return words[:1].upper() + words[1:]


def _says_nothing(word: Token) -> bool:
    """Whether a word at the head of a noun phrase points at something told elsewhere, or is a comma left over."""
    return word.lower_ in ("the", "a", "an", "these", "those", "this") or word.tag_ == "PRP$" or word.is_punct


def event_label(seen: Seen, text: str, subject: bool = True) -> str:
    """Noun phrase, or subject (unless not asked for), verb and object, in a few words of the article."""
    token = seen.hit.token
    if seen.hit.form == "noun":
        return phrase(seen, text, left=False) + _of_what(token, text)
    who = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass") and c.pos_ != "PRON"), None)
    dobj = next((c for c in token.children if c.dep_ == "dobj"), None)
    parts = [_flat(who, text) if subject else "", text[seen.hit.start : seen.hit.end], _flat(dobj, text)]
    label = _clean(" ".join(part for part in parts if part))
    return label[:1].upper() + label[1:]


def _of_what(noun: Token, text: str) -> str:
    """ " of two men", where the noun says it and it is short: a bare "Death" or "Sentence" tells a reader little."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == noun.i + 1:
            what = next((c for c in child.children if c.dep_ == "pobj" and c.pos_ != "PRON"), None)
            if what is not None and what.i - noun.i <= _OF_WORDS:
                return " " + _clean(text[child.idx : what.idx + len(what)])
    return ""


def _flat(token: Token | None, text: str) -> str:
    if token is None:
        return ""
    first = max(min((c.left_edge.i for c in token.children if c.i < token.i), default=token.i), token.i - 4)
    while first < token.i and token.doc[first].tag_ == "PRP$":
        first += 1
    return text[token.doc[first].idx : token.idx + len(token)]


def _clean(words: str) -> str:
    return _SPACE.sub(" ", _QUOTES.sub("", words)).strip(" '.,;:")
