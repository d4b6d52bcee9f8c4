"""The stage: trigger words become events, and mentions of one operation one chain."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.annotate import surface
from onrecord.annotate.events.arguments import read_arguments
from onrecord.annotate.events.chains import OperationChain, OperationChains, Seen
from onrecord.annotate.events.dates import Time, ahead, times
from onrecord.annotate.events.index import ChainIndex
from onrecord.annotate.events.labels import event_label, operation_label
from onrecord.annotate.events.others import group_events
from onrecord.annotate.events.status import combine, status_of
from onrecord.annotate.events.triggers import Hit, find_triggers, given_triggers
from onrecord.lexicon.operations import EventLexicon, event_lexicon, noun_classes
from onrecord.model import Document, Event, Mention, Span, Status

_MASS = 3  # persons from which on an arrest is part of an operation, not an event beside it


def detect_events(
    document: Document, doc: Doc, lexicon: EventLexicon | None = None, given: Sequence[Span] | None = None
) -> Document:
    """Adds the events of the article, in the order of their first mention.

    ``lexicon`` is the event lexicon to use, by default the shipped one. Chains and statements of earlier
    stages are used where they are there. ``given`` are the mentions where somebody else has detected them:
    each of them, and nothing else, becomes a mention of an event.
    """
    lexicon = lexicon or event_lexicon()
    index = ChainIndex(document, doc)
    seen = list(_read(document, doc, index, lexicon, given))
    operations = OperationChains(lexicon)
    others: list[Seen] = []
    attested = frozenset(one.hit.type for one in seen if one.arguments.official)
    for one in seen:
        if _is_operation(one, operations, lexicon, attested):
            operations.add(one)
        else:
            others.append(one)
    others += operations.release(_is_activity)
    others.sort(key=lambda one: one.hit.start)
    if given is None:
        _pronouns(doc, seen, operations, index, document)
    text = document.article.text
    events = [_operation(chain, index, lexicon, text) for chain in operations.chains]
    events += [_event(group, text) for group in group_events(others, lexicon)]
    events.sort(key=lambda event: event.mentions[0])
    numbered = tuple(replace(event, id=f"e{number}") for number, event in enumerate(events, 1))
    return replace(document, events=numbered)


def _read(
    document: Document, doc: Doc, index: ChainIndex, lexicon: EventLexicon, given: Sequence[Span] | None
) -> Iterator[Seen]:
    article = document.article
    when = times(doc.text, article.published)
    starts = [time.span[0] for time in when]
    cues = frozenset(i for s in document.statements for span in s.cue for i in index.tokens(span))
    skip = frozenset(i for span in surface.boilerplate(article.text) for i in index.tokens(span))
    head = surface.headline(article.text, article.title)
    paragraphs = [span[0] for span in surface.paragraphs(article.text)]
    if given is None:
        hits = [h for h in find_triggers(doc, lexicon, cues, skip) if index.is_sentence(h.token)]
    else:
        heads = [(*span, token) for span in sorted(given) if (token := index.head(span)) is not None]
        hits = list(given_triggers(heads, lexicon, cues))
    for hit in hits:
        arguments = read_arguments(hit, index, when, starts)
        status = status_of(hit)
        if status in ("planned", "ordered"):
            arguments.times = [ahead(time, article.text) for time in arguments.times]
        yield Seen(
            hit,
            arguments,
            status,
            index.sentence_of[hit.token.i],
            bisect_right(paragraphs, hit.start),
            head is not None and head[0] <= hit.start < head[1],
            lexicon,
        )


def _is_operation(seen: Seen, operations: OperationChains, lexicon: EventLexicon, attested: frozenset[str]) -> bool:
    """Whether a mention is of an operation; ``attested`` are the types that an agency carries out in the article."""
    kind = lexicon.types[seen.hit.type]
    if seen.name:
        return True
    if not kind.operation:
        return _is_part(seen) and operations.joins(seen)
    if not seen.hit.weak or seen.arguments.official:
        return True
    if seen.hit.type in attested and not seen.arguments.agents:
        return True
    if seen.reference in ("definite", "demonstrative", "indefinite"):
        return operations.joins(seen)
    return False


def _is_part(seen: Seen) -> bool:
    """ "The arrest of hundreds of people": what many suffered in an operation is told as a part of it."""
    token = seen.hit.token
    if seen.hit.type != "arrest" or seen.hit.form != "noun" or seen.reference != "definite":
        return False
    classes = noun_classes()
    many = [t for t in seen.arguments.target_nouns if t.tag_ == "NNS" and t.ent_type_ != "PERSON"]
    counted = any("person" in classes.get(t.lemma_.lower(), ()) or t.lower_ in _VAGUE for t in many)
    return counted and token.dep_ != "compound"


def _is_activity(chain: OperationChain) -> bool:
    """What a body does all the time, may do or is there for, not once: "the agency's core mission", "deportations"."""
    if chain.name or chain.places or chain.times:
        return False
    official = any(m.arguments.official for m in chain.members)
    told = any(m.status in _TOLD for m in chain.members)
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
    missions = all(m.lemma == "mission" for m in chain.members)
    # "Frontline personnel and operations", "the operations of the department": no number, never one of them.
    standing = not chain.novel and all(m.plural and m.reference in _STANDING for m in chain.members)
    return standing or (missions and not any(m.reference in _POINTING for m in chain.members))


def _tells_of_one(seen: Seen, official: bool) -> bool:
    """Whether a bare mention says what became of an operation, or how many there were ("several raids")."""
    if seen.status in _SAYS or (seen.status == "done" and official):
        return True
    return any(child.lower_ in _SEVERAL for child in seen.hit.token.children)


_SEVERAL = frozenset({"several", "numerous", "multiple", "many", "various"})
_TOLD: frozenset[Status] = frozenset({"done", "underway", "ordered", "delayed"})
_SAYS: frozenset[Status] = frozenset({"underway", "ordered", "delayed", "planned", "negated", "denied"})
_STANDING = frozenset({"bare", "definite", "demonstrative"})
_PRACTICE = frozenset({"removal", "immigration-enforcement"})
_DECIDED: frozenset[Status] = frozenset({"ordered", "underway", "delayed"})
_PLAIN = frozenset({"operation", "law-enforcement-operation"})
_POINTING = frozenset({"indefinite", "demonstrative", "name"})
_VAGUE = frozenset({"hundreds", "dozens", "scores", "thousands"})


def _pronouns(
    doc: Doc, seen: Sequence[Seen], operations: OperationChains, index: ChainIndex, document: Document
) -> None:
    """ "Raids like those in Mississippi this week": the pronoun names the operation that the noun does not."""
    text_times = times(doc.text, document.article.published)
    for one in seen:
        chain = operations.of(one.hit.token)
        if chain is None or one.hit.form != "noun":
            continue
        for prep in one.hit.token.children:
            if prep.dep_ != "prep" or prep.lower_ not in ("like", "as", "than"):
                continue
            for pronoun in prep.children:
                if pronoun.lower_ in ("those", "that", "these", "this", "one"):
                    _join_pronoun(pronoun, one, operations, index, text_times)


def _join_pronoun(
    pronoun: Token, noun: Seen, operations: OperationChains, index: ChainIndex, when: Sequence[Time]
) -> None:
    hit = Hit(pronoun, noun.hit.type, "noun", pronoun.idx, pronoun.idx + len(pronoun))
    arguments = read_arguments(hit, index, when, [time.span[0] for time in when])
    alike = [
        chain
        for chain in operations.chains
        if chain is not operations.of(noun.hit.token) or set(arguments.places) & set(chain.places)
        if any(m.lemma == noun.lemma for m in chain.members)
        and not any(a.contradicts(b) for a in arguments.times for b in chain.times)
        and (set(arguments.places) & set(chain.places) or not arguments.places)
    ]
    if alike:
        operations.point(pronoun, alike[0])


def _operation(chain: OperationChain, index: ChainIndex, lexicon: EventLexicon, text: str) -> Event:
    agents = _unique(
        a for m in chain.members for a in m.arguments.agents if index.agency_of(a) and not _only_decides(a, index)
    )
    agents = _wholes_first(agents, index)
    if not agents and chain.realized:
        agents = _agents_around(chain, index, "law-enforcement-operation" in lexicon.ancestors(chain.type(lexicon)))
    kind = chain.type(lexicon)
    statuses: list[Status] = [m.status for m in chain.members if m.status]
    presupposed = any(m.reference in ("definite", "demonstrative", "name") for m in chain.members) or chain.realized
    status = combine(statuses, "done" if presupposed and not chain.generic else "hypothetical")
    if chain.novel and status == "done" and not any(m.status == "done" for m in chain.members):
        status = "planned"
    mentions = sorted(
        [Mention(m.hit.start, m.hit.end, m.hit.form) for m in chain.members]
        + [Mention(t.idx, t.idx + len(t), "pronoun") for t in chain.pointers]
    )
    return Event(
        id="",
        type=kind,
        label=operation_label(chain, agents, index, lexicon.types[kind], text),
        mentions=tuple(mentions),
        operation=True,
        agents=tuple(agents),
        targets=_unique(t for m in chain.members for t in m.arguments.targets if t not in agents),
        places=tuple(chain.places),
        times=_spans(chain.times),
        date=_date(chain.times),
        status=status,
        confidence=0.6 if chain.generic else 0.9,
    )


def _agents_around(chain: OperationChain, index: ChainIndex, policing: bool) -> tuple[str, ...]:
    """Where no mention names the agent: the one agency that its sentences mostly speak of.

    Of what police do (``policing``) the whole article tells, else: an article about an invasion names any department.
    """
    sentences = dict.fromkeys(index.sentence(m.hit.token) for m in chain.members)
    for spans in (sentences, [(0, index.length)]) if policing else (sentences,):
        counts = Counter(
            agency
            for span in spans
            for id in index.within(span)
            if (agency := index.whole_agency(id)) and not _only_decides(agency, index)
        )
        if counts:
            best, most = counts.most_common(1)[0]
            if most * 2 > counts.total():
                return (best,)
    return ()


def _only_decides(id: str, index: ChainIndex) -> bool:
    """Whether a chain is of a chamber, committee or court: they order, fund or judge operations and carry out none."""
    words = index.chains[id].label.lower().split()
    return any("deciding" in noun_classes().get(word, ()) for word in words)


def _wholes_first(agents: Sequence[str], index: ChainIndex) -> tuple[str, ...]:
    """The agency before its branches: ICE, then its New Orleans field office."""
    wholes = [index.whole_agency(agent) or agent for agent in agents]
    return _unique([*(w for w in wholes if w in agents), *agents])


def _event(group: Sequence[Seen], text: str) -> Event:
    when = [time for one in group for time in one.arguments.times]
    return Event(
        id="",
        type=_type(group),
        label=event_label(group[0], text),
        mentions=tuple(Mention(one.hit.start, one.hit.end, one.hit.form) for one in group),
        agents=_unique(a for one in group for a in one.arguments.agents),
        targets=_unique(t for one in group for t in one.arguments.targets),
        places=_unique(p for one in group for p in one.arguments.places),
        times=_spans(when),
        date=_date(when),
        status=combine([one.status for one in group if one.status]),
        confidence=0.8,
    )


def _type(group: Sequence[Seen]) -> str:
    """The first type that says something; a saying only where every mention is one ("requested … the request")."""
    types = [one.hit.type for one in group]
    telling = [kind for kind in types if kind not in ("other", "communication")]
    return telling[0] if telling else "other" if "other" in types else types[0]


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _spans(when: Iterable[Time]) -> tuple[Span, ...]:
    return tuple(sorted({time.span for time in when}))


def _date(when: Sequence[Time]) -> str | None:
    """The narrowest time that the article fixes; None where two of them cannot both hold."""
    fixed = [time for time in when if time.iso and time.first and time.last]
    if not fixed or any(a.contradicts(b) for i, a in enumerate(fixed[:8]) for b in fixed[:i]):
        return None
    return min(fixed, key=lambda time: (time.last or 0) - (time.first or 0)).iso  # type: ignore[operator]
