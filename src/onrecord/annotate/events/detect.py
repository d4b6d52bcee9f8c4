"""The stage: trigger words become events, and mentions of one operation one chain."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.annotate import surface
from onrecord.annotate.events.arguments import carries, governing_verb, read_arguments, subjects
from onrecord.annotate.events.chains import OperationChain, OperationChains, Seen
from onrecord.annotate.events.dates import Time, ahead, times
from onrecord.annotate.events.index import ChainIndex
from onrecord.annotate.events.labels import event_label, operation_label
from onrecord.annotate.events.others import group_events
from onrecord.annotate.events.particular import is_activity, of_state, sends
from onrecord.annotate.events.status import combine, status_of
from onrecord.annotate.events.triggers import Hit, find_triggers, given_triggers, operation_name
from onrecord.lexicon.operations import EventLexicon, event_lexicon, noun_classes
from onrecord.model import Document, Event, Mention, Span, Status

_PAST = 60  # days before the article from which on what is called a plan has come to pass
_LOCAL = frozenset({"deputy", "police", "trooper", "sheriff"})
_OF_ANOTHER = frozenset({"military", "army", "foreign"})
_CAME_TO_PASS = (None, "done", "underway")
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
    others += operations.release(is_activity)
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
        arguments = read_arguments(hit, index, when, starts, lexicon.types[hit.type].operation)
        status = status_of(hit)
        if status in ("planned", "ordered"):
            arguments.times = [ahead(time, article.text) for time in arguments.times]
            if status == "planned" and _long_past(arguments.times, article.published):
                status = None  # "he helped plan the 2011 raid"
        yield Seen(
            hit,
            arguments,
            status,
            index.sentence_of[hit.token.i],
            bisect_right(paragraphs, hit.start),
            head is not None and head[0] <= hit.start < head[1],
            lexicon,
        )


def _long_past(when: Sequence[Time], published: str | None) -> bool:
    if not when or published is None:
        return False
    before = dt.date.fromisoformat(published[:10]) - dt.timedelta(days=_PAST)
    return all(time.absolute and time.last is not None and time.last < before for time in when)


def _is_operation(seen: Seen, operations: OperationChains, lexicon: EventLexicon, attested: frozenset[str]) -> bool:
    """Whether a mention is of an operation; ``attested`` are the types that an agency carries out in the article."""
    kind = lexicon.types[seen.hit.type]
    if seen.name:
        return True
    if seen.hit.form == "verb" and _in_a_named_one(seen.hit.token):
        return False  # "deployed on Operation Grey Gull" is that operation's
    if seen.hit.type == "deployment" and seen.arguments.doers and not sends(seen):
        return False  # "AT&T has deployed its towers"
    if seen.hit.form == "verb" and seen.hit.token.dep_ == "amod":
        return operations.joins(seen)  # "deployed troops", "the rescued men": who they are, not what was done
    if seen.hit.type == "operation" and _of_what_runs(seen.hit.token):
        return False
    if not kind.operation:
        return _is_part(seen) and operations.joins(seen)
    if not seen.hit.weak or seen.arguments.official:
        return True
    if seen.hit.type in attested and not seen.arguments.agents:
        return True
    if seen.reference in ("definite", "demonstrative", "indefinite"):
        return operations.joins(seen) or _is_known(seen, lexicon)
    return False


def _in_a_named_one(verb: Token) -> bool:
    preps = (c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("on", "in", "under", "during", "for"))
    within = (word for prep in preps for item in prep.children for word in (item, *item.children))
    return any(operation_name(word) for word in within)


def _is_known(seen: Seen, lexicon: EventLexicon) -> bool:
    """ "The invasion of Iraq", "the evacuation of the embassy in Kabul": everybody knows which, whoever did it."""
    if seen.plural or seen.reference != "definite" or seen.status not in _CAME_TO_PASS:
        return False
    if not seen.arguments.places and not of_state(seen.hit.token):
        return False
    kinds = lexicon.ancestors(seen.hit.type)
    return "evacuation" in kinds or ("military-operation" in kinds and "deployment" not in kinds)


def _of_what_runs(noun: Token) -> bool:
    """ "The operation of this program", "the mission of the institute": how it works, or what it is for."""
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    return after is not None and after.lower_ == "of" and after.head == noun


def _is_part(seen: Seen) -> bool:
    """ "The arrest of hundreds of people": what many suffered in an operation is told as a part of it."""
    token = seen.hit.token
    if seen.hit.type != "arrest" or seen.hit.form != "noun" or seen.reference != "definite":
        return False
    classes = noun_classes()
    many = [t for t in seen.arguments.target_nouns if t.tag_ == "NNS" and t.ent_type_ != "PERSON"]
    counted = any("person" in classes.get(t.lemma_.lower(), ()) or t.lower_ in _VAGUE for t in many)
    return counted and token.dep_ != "compound"


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
        policing = "law-enforcement-operation" in lexicon.ancestors(chain.type(lexicon))
        agents = _agents_around(chain, index) if policing else _who_acts_in(chain, index)
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
        places=_places(chain),
        times=_spans(chain.times),
        date=_date(chain.times),
        status=status,
        confidence=0.6 if chain.generic else 0.9,
    )


def _places(chain: OperationChain) -> tuple[str, ...]:
    """Where it was; where it is only wished to be counts if no other place is told."""
    told = _unique(p for m in chain.members if m.status != "hypothetical" for p in m.arguments.places)
    return told or tuple(chain.places)


def _agents_around(chain: OperationChain, index: ChainIndex) -> tuple[str, ...]:
    """Where no mention names who polices: the one agency that its sentences, or the article, speak of."""
    if any(c.lower_ in _OF_ANOTHER or c.ent_type_ == "NORP" for m in chain.members for c in m.hit.token.children):
        return ()  # "a military raid", "an Israeli raid"
    doers = [s for m in chain.members for verb in (_doing(m),) if verb is not None for s in subjects(verb)]
    if any(s.ent_type_ in ("GPE", "NORP") or _is_local(s) for s in doers):
        return ()  # "China is cracking down", "deputies searched the bus", "an officer was conducting a traffic stop"
    sentences = dict.fromkeys(index.sentence(m.hit.token) for m in chain.members)
    whole = [(0, index.length)] if len(chain.members) > 1 else []  # one word in passing may be of any agency
    for spans in (sentences, whole):
        counts = Counter(
            agency
            for span in spans
            for id in index.within(span)
            if (agency := index.whole_agency(id)) and not _only_decides(agency, index) and not _is_whole(agency, index)
        )
        if counts:
            best, most = counts.most_common(1)[0]
            if most * 2 > counts.total():
                return (best,)
    return ()


def _doing(seen: Seen) -> Token | None:
    """The verb whose subject does it: its own, or the one that carries the noun out."""
    if seen.hit.form == "verb":
        return seen.hit.token
    verb = governing_verb(seen.hit.token)
    return verb if verb is not None and carries(verb, seen.hit.token) else None


def _is_local(doer: Token) -> bool:
    return any(word.lemma_.lower() in _LOCAL for word in (doer, *doer.children))


def _is_whole(id: str, index: ChainIndex) -> bool:
    """Whether a chain is of a whole government or administration, which says little of who polices."""
    return index.chains[id].label.lower().rpartition(" ")[2] in ("government", "administration")


def _who_acts_in(chain: OperationChain, index: ChainIndex) -> tuple[str, ...]:
    """The agency that does something in the operation: "agents of ICE arrested 40 smugglers in Operation Crash"."""
    for member in chain.members:
        prep = member.hit.token.head
        if prep.dep_ == "prep" and prep.lower_ in ("in", "during", "under") and prep.head.pos_ == "VERB":
            found = [index.agency_of(index.of(subject)) for subject in subjects(prep.head)]
            if found and found[0] is not None:
                return (found[0],)
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
