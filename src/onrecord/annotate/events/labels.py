"""What an event is called on a page: "ICE raids in Mississippi", "dozens more workplace enforcement operations"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.annotate.events.arguments import subjects
from onrecord.annotate.events.chains import OperationChain, Seen
from onrecord.annotate.events.index import ChainIndex
from onrecord.annotate.events.triggers import countable
from onrecord.lexicon.operations import EventType
from onrecord.model import Chain

_WORDS = 9
_OF_WORDS = 6
_PLAIN = frozenset({"operation", "law-enforcement-operation"})  # kinds whose label says nothing of what was done
_AWAY = {"withdrawal-operation": "from", "evacuation": "from"}
_PREPOSITIONS = frozenset({"in", "of", "on", "near", "from", "to", "off", "at"})
_PHRASES = 6  # mentions of which the first that says more than one word names the operation
_SHORT = 4  # words of an agency that a name can take before a verb's object
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_QUOTES = re.compile(r"[\"“”‘]|’(?!\w)|(?<!\w)'")
_SENT = frozenset({"force", "vehicle", "weapon"})
_SPACE = re.compile(r"\s+")


def operation_label(chain: OperationChain, agents: Sequence[str], index: ChainIndex, kind: EventType, text: str) -> str:
    """Agency, what it does, where: from the mention that says it most plainly."""
    if chain.name:
        return chain.name
    nouns = [m for m in chain.members if m.hit.form == "noun"]
    telling = [m for m in nouns if m.hit.type not in _PLAIN and m.lexicon.types[m.hit.type].operation]
    # The agency rather than its field office, where both took part.
    known = [index.chains[a] for a in agents if a in index.chains]
    whole = next((c for c in known if c.affiliation not in agents), None)
    agent = short_name(whole) if whole is not None else ""
    where = _where(chain, nouns, index, kind)
    if not nouns or (not telling and len(nouns) < len(chain.members)):
        verb = _plainest(chain)
        what = _clean(_did(verb, text) if kind.key in _PLAIN else _verb_label(verb, kind, text))
        whose = agent if kind.key not in _PLAIN and len(agent.split()) <= _SHORT else ""
        state = "" if agent else _state(verb)
        if state and kind.key in _PLAIN:
            whose, what = state, what[:1].lower() + what[1:]  # "Thailand cracked down on trafficking"
        elif state and not any(index.chains[p].label == state for p in chain.places if p in index.chains):
            whose = f"{state}'" if state.endswith("s") else f"{state}'s"
        # "Raid of a home in Salem" says where already.
        return _joined(whose, what, "" if where.rpartition(" ")[2] in what else where)
    if chain.novel:
        return phrase(nouns[0], text)
    if not (where or agent):
        whose = next((w for m in nouns if (w := _whose(m, text))), "")
        if whose:
            return _joined(whose)
        said = [phrase(m, text, left=False) + _of_what(m.hit.token, text) for m in nouns[:_PHRASES]]
        # "Raid" alone names nothing where another mention is "raid on the homes of users".
        return next((words for words in said if " " in words), said[0])
    nouns = telling or nouns
    words = Counter(text[m.hit.start : m.hit.end].lower() for m in nouns)
    what = max(words, key=lambda w: (words[w], -_place_of(nouns, w, text)))
    if agent and what.startswith(agent.lower() + " "):
        what = what[len(agent) + 1 :]
    last = agent.lower().rpartition(" ")[2]
    if last and what.startswith(last + " "):
        what = what[len(last) + 1 :]
    if not agent:
        what = next((w for m in nouns if (w := _whose(m, text)).lower() != what and w.lower().endswith(what)), what)
    if agent and not where and " " not in what:
        # "FBI search" names little where a mention is "search of his home".
        what += next((of for m in nouns if (of := _of_what(m.hit.token, text))), "")
    named = where.rpartition(" ")[2].lower()
    return _joined(agent, _clean(what), "" if named and named in what.lower().split() else where)


def _joined(*parts: str) -> str:
    label = " ".join(part for part in parts if part)
    return label[:1].upper() + label[1:]


def _whose(seen: Seen, text: str) -> str:
    """ "Russia's invasion", "U.S. airstrike": the state that acts, where no agency is known."""
    token = seen.hit.token
    for child in token.children:
        if child.ent_type_ not in ("GPE", "NORP") or child.i > token.i:
            continue
        beside = child.dep_ in ("compound", "amod", "nmod") and token.i - child.i == 1 and not child.n_lefts
        if child.dep_ == "poss" or beside:
            owner = _owner(child, "" if beside else text[child.idx : token.idx])
            return f"{owner} {text[seen.hit.start : seen.hit.end]}"
    return ""


def _owner(state: Token, between: str) -> str:
    """ "Russia's", "the United States'": as the article has it, where ``between`` has the sign of a possessor."""
    first = state
    while first.i > 0 and first.nbor(-1).ent_type_ == state.ent_type_ and first.nbor(-1).lower_ != "the":
        first = first.nbor(-1)
    name = state.doc[first.i : state.i + 1].text
    sign = next((c for c in between if c in "’'"), "")
    return name + (sign + ("" if name.endswith("s") else "s") if sign else "")


def _state(verb: Seen) -> str:
    """ "Russia" in "Russia invaded Ukraine": the state that acts."""
    who = next((s for s in subjects(verb.hit.token) if s.ent_type_ == "GPE" and s.dep_ == "nsubj"), None)
    return _owner(who, "") if who is not None else ""


def _where(chain: OperationChain, nouns: Sequence[Seen], index: ChainIndex, kind: EventType) -> str:
    """ "in Mississippi", "of Ukraine": the first place, with the preposition that the article has."""
    place = chain.places[0] if chain.places else None
    if place is None or place not in index.chains:
        return ""
    preposition = next(
        (
            prep.lower_
            for m in (*nouns, *chain.members)
            for word in (m.hit.token, *m.arguments.target_nouns)
            for prep in word.children
            if prep.dep_ == "prep" and prep.lower_ in _PREPOSITIONS
            if any(c.dep_ == "pobj" and index.of(c) == place for c in prep.children)
        ),
        "to" if any(_leads(m, place, index) for m in nouns) else _AWAY.get(kind.key, "in"),
    )
    name = index.chains[place].label
    return f"{preposition} {'the ' if name.startswith('United ') else ''}{name}"


def _leads(seen: Seen, place: str, index: ChainIndex) -> bool:
    """ "Haiti deportations": where people are brought."""
    if "removal" not in seen.lexicon.ancestors(seen.hit.type):
        return False
    return any(index.of(c) == place and c.dep_ in ("compound", "amod", "nmod") for c in seen.hit.token.children)


def _plainest(chain: OperationChain) -> Seen:
    """The verb that says most: done rather than asked for, with what was acted on."""
    verbs = [m for m in chain.members if m.hit.form == "verb"]
    return max(verbs, key=lambda m: (any(t.pos_ != "PRON" for t in m.arguments.target_nouns), m.status == "done"))


def _did(seen: Seen, text: str) -> str:
    """The verb with its object or what it is about: "cracked down on retail theft"."""
    words = event_label(seen, text, subject=False)
    for prep in seen.hit.token.children:
        if prep.dep_ == "prep" and prep.lower_ in ("on", "against") and text[prep.idx - 1 : prep.idx] == " ":
            what = next((c for c in prep.children if c.dep_ == "pobj"), None)
            if what is not None and what.i - seen.hit.token.i <= _OF_WORDS and prep.lower_ not in words.split():
                return f"{words} {text[prep.idx : what.idx + len(what)]}"
    return words


def _verb_label(seen: Seen, kind: EventType, text: str) -> str:
    """ "Removal of the millions of illegal aliens": the type and what the verb acts on."""
    what = kind.label.removesuffix(" operation")
    if what == "military":
        # "Russia invaded Ukraine": the noun of the verb says more than the type.
        of_verb = {verb: noun for noun, (verb, _) in sorted(seen.lexicon.nouns.items(), key=lambda row: row[1][1])}
        what = of_verb.get(seen.hit.token.lemma_.lower(), kind.label)
    broader = seen.lexicon.types.get(kind.broader or "")
    if broader is not None and what.endswith(f" {broader.label}"):
        what = broader.label  # "raid of a dairy" says that it is a workplace
    targets = [t for t in seen.arguments.target_nouns if t.pos_ != "PRON"]
    if kind.key == "deployment":
        targets.sort(key=lambda t: not countable(t) & _SENT)  # "noticed the people and a warship was deployed"
    if not targets:
        return what
    target = targets[0]
    last = target
    for child in target.children:
        if child.i > target.i and child.dep_ == "prep" and child.lower_ == "of":
            last = next((c for c in child.children if c.dep_ == "pobj"), last)
    words = _flat(target, text)[: -len(target)] + text[target.idx : last.idx + len(last)]
    return f"{what} of {words}"


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
    """ " of two men", " that killed Bin Laden", where it is short: "Death" alone tells little."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "on", "against") and child.i == noun.i + 1:
            what = next((c for c in child.children if c.dep_ == "pobj" and c.pos_ != "PRON"), None)
            if what is not None and what.i - noun.i <= _OF_WORDS:
                return " " + _clean(text[child.idx : what.idx + len(what)])
        if (
            child.dep_ == "relcl"
            and noun.i < child.i <= noun.i + 2
            and noun.doc[noun.i + 1].lower_ in ("that", "which")
        ):
            what = next((c for c in child.children if c.dep_ == "dobj" and c.pos_ != "PRON"), None)
            if what is not None and what.i - noun.i <= _OF_WORDS:
                return " " + _clean(text[noun.doc[noun.i + 1].idx : what.idx + len(what)])
    return ""


def _flat(token: Token | None, text: str) -> str:
    if token is None:
        return ""
    first = max(min((c.left_edge.i for c in token.children if c.i < token.i), default=token.i), token.i - 4)
    while first < token.i and (token.doc[first].tag_ == "PRP$" or token.doc[first].lower_ == "than"):
        first += 1
    return text[token.doc[first].idx : token.idx + len(token)]


def _clean(words: str) -> str:
    return _SPACE.sub(" ", _QUOTES.sub("", words)).strip(" '.,;:")
