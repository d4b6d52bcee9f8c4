"""Statements of several: whom a plural source stands for, and who says it with the speaker."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.annotate.speakers import described
from onrecord.annotate.speakers.drafts import Draft
from onrecord.annotate.speakers.items import bare_list, including, items_beside
from onrecord.annotate.speakers.joint import together
from onrecord.annotate.speakers.listed import Listed
from onrecord.annotate.speakers.others import Phrase, colleagues
from onrecord.annotate.speakers.owners import INSTITUTIONS, LAWS
from onrecord.annotate.speakers.plurals import COLLECTIVES, are_several, count, is_of_letter, is_plain_plural
from onrecord.annotate.speakers.sources import Source
from onrecord.annotate.speakers.titled import NEAR_PARAGRAPHS
from onrecord.gazetteer import titles
from onrecord.model import Statement

if TYPE_CHECKING:
    from onrecord.annotate.speakers.resolver import Resolver

_LETTERS = frozenset(("letter", "letters", "write", "writes", "wrote", "writing"))
_MAX_SENTENCE = 60  # tokens behind the last name in which a letter is told of
_OPENING = 400  # characters of a letter in which it says whose it is
_OWN = re.compile(r"\b(?:I|[Ww]e)\b")
_DEAR = re.compile(r"^\W*Dear\b", re.M)
_SALUTATION = 200  # characters before the words of a letter in which it greets somebody
_BESIDE = frozenset((",", "and", "&"))


def together_for(resolver: Resolver, statement: Statement, source: Source) -> Draft | None:
    """The first of the persons that "the senators", "the two" or "they" stands for; the others are joint."""
    people: tuple[str, ...] = ()
    listed: Listed | None = None
    if source.kind == "nominal" and _is_the_letter(resolver, source) and resolver.letters:
        people = resolver.letters[-1]
        sent = resolver.documents.meant(source)  # one of those who sent it has also written of it
        people = sent.ids if sent is not None and set(people) < set(sent.ids) else people
    elif source.kind in ("nominal", "name"):  # "the Senators" may be taken for a name
        whole = _part_of(resolver, statement, source)
        people = _surnames(resolver, source) if whole is None else ()
        listed = None if people else whole or resolver.groups.meant(source)
        linked = resolver.drafts[resolver.heads[source.head]] if source.head in resolver.heads else None
        body = linked is not None and linked.names and linked.type in INSTITUTIONS
        if whole is None and body and linked is not None and linked.label.split()[-1] not in LAWS:
            listed = None  # "the group" is a body that was named
    elif source.kind == "pronoun" and (said := resolver.words.lower[source.head]) in ("they", "their"):
        letter = is_in_letter(resolver, statement)
        nearer = resolver.groups.before(source)  # a list in the sentence before is nearer than who spoke last
        told = resolver.history[-1][0] if resolver.history else -1
        is_nearer = nearer is not None and resolver.words.start[nearer.first] > told
        people = () if is_nearer else _they(resolver, source)
        if not people:
            listed = resolver.groups.before(source) or _only_they(resolver, source) or _linked(resolver, source)
            listed = listed or (_authors(resolver, source) if letter else None)
        if not people and listed is None and letter and resolver.letters and said == "their":
            people = resolver.letters[-1]  # "Their letter to the Secretary follows:"
    if not people and listed is None and resolver.words.lower[source.first] in ("he", "she"):
        people = _he_and(resolver, source)
    if listed is None and not people and source.kind == "nominal":
        listed = resolver.documents.meant(source)
    if listed is None and not people and source.kind == "nominal":
        people = _again(resolver, source) or _of_delegation(resolver, source)
        if people and len(people) == 1:
            resolver.joint[statement.id] = ()
            return resolver.drafts[people[0]]
    others = _colleagues(resolver, listed.others) if listed is not None else ()
    people = (listed.ids or others) if listed is not None else people
    if not people or (len(people) > 1 and resolver.drafts[people[0]].type != "person"):
        return None
    joint = tuple(dict.fromkeys((*people[1:], *(id for id in others if id != people[0]))))
    if not joint and (source.kind == "nominal" or listed is not None) and resolver.several(source):
        id = resolver.heads.get(source.head)  # "the senators" are not she alone, whoever they are
        joint = (resolver.unnamed(resolver.drafts[id] if id is not None else None, source).id,)
    resolver.joint[statement.id] = joint
    return resolver.drafts[people[0]]


def _he_and(resolver: Resolver, source: Source) -> tuple[str, ...]:
    """Those whom "he and Senator Poe", "she and 20 colleagues" are: who spoke last, and the others."""
    words = resolver.words
    said, second = words.lower[source.first], source.first + 2
    if second >= source.last or words.lower[second - 1] not in _BESIDE:
        return ()
    others: tuple[str, ...] = ()
    if source.kind == "name" and source.chain is not None:
        others = (resolver.drafts[source.chain].id,)
    else:
        others = _colleagues(resolver, colleagues(words, second, source.last))
    before = (resolver.drafts[id] for offset, id in reversed(resolver.history) if offset < source.span[0])
    persons = (draft for draft in before if draft.type == "person" and draft.id not in others)
    found = next((draft for draft in persons if resolver.agrees(draft, said)), None)
    return (found.id, *others) if found is not None and others else ()


def _part_of(resolver: Resolver, statement: Statement, source: Source) -> Listed | None:
    """The list that the source is cut off from, or who sends the letter to whom it names."""
    if not statement.cue:
        return None
    cue = resolver.words.token_from(statement.cue[0][0])
    found = resolver.groups.senders(source, cue) or resolver.groups.covering(source, cue)
    if found is None and statement.found_by.endswith("in-full") and _says(resolver, statement) != "I":
        return resolver.groups.part_of(source) if _is_letter_shown(resolver, statement) else None
    return found


def _says(resolver: Resolver, statement: Statement) -> str | None:
    """ "I" or "we", whichever words that are shown in full begin with."""
    start = statement.content[0][0]
    own = _OWN.search(resolver.text, start, start + _OPENING)
    return own[0] if own is not None else None


def beside(resolver: Resolver, statement: Statement, source: Source, speaker: Draft) -> tuple[str, ...]:
    """Chain ids of those who say it with the speaker: named or told of beside him, or whom he joins."""
    if source.kind == "relative":
        verb = resolver.words.token_from(statement.cue[0][0]) if statement.cue else source.head
        return resolver.groups.before_who(source.head, speaker.id) if resolver.words.tag[verb] != "VBZ" else ()
    if source.kind == "nominal":  # "a joint report by Acme and the agency"
        at = (i for i in range(source.first, source.last) if i in resolver.names)
        first = next((i for i in at if resolver.drafts[resolver.names[i][0]] is speaker), None)
        if first is None:
            return ()
        source = replace(source, first=first)
    elif source.kind != "name":
        return ()
    words, drafts, names = resolver.words, resolver.drafts, resolver.names
    ids, others = together(source, statement.cue, speaker.id, words, drafts, names)
    items = items_beside(source, speaker.id, words, drafts, names)
    told = [_colleagues(resolver, phrase) for phrase in items.phrases if others is None or phrase[1] != others[1]]
    told.append(_colleagues(resolver, others))
    if source.kind == "name":
        told.append(_colleagues(resolver, including(source, drafts, words, names)))
    if source.kind == "name" and speaker.id in (named := bare_list(source, words, drafts, names)):
        ids = tuple(id for id in named if id != speaker.id)
    found = (*ids, *items.ids, *(id for them in told for id in them))
    return tuple(dict.fromkeys(found)) or _signers(resolver, statement, speaker)


def _colleagues(resolver: Resolver, phrase: Phrase | None) -> tuple[str, ...]:
    """The unnamed source that "and nine other members" is."""
    if phrase is None:
        return ()
    words, (first, head, last) = resolver.words, phrase
    source = Source((words.start[first], words.end[last - 1]), first, last, head, "nominal")
    id = resolver.heads.get(head)
    if id is not None and words.lower[first] == "other" and "other" not in resolver.drafts[id].label.lower().split():
        id = None  # other leaders than those told of before
    if id is not None and resolver.drafts[id].names and resolver.drafts[id].type in INSTITUTIONS:
        return (resolver.drafts[id].id,)  # "and the entire Ohio Delegation"
    return (resolver.unnamed(resolver.drafts[id] if id is not None else None, source).id,)


def _signers(resolver: Resolver, statement: Statement, speaker: Draft) -> tuple[str, ...]:
    """Who else sent a letter that is shown in full and says "we"."""
    if not statement.found_by.endswith("in-full") or not _is_letter_shown(resolver, statement):
        return ()
    start, own = statement.content[0][0], _says(resolver, statement)
    if own == "I":
        return ()
    told = next((ids for ids in reversed(resolver.letters) if speaker.id in ids and len(ids) > 1), ())
    if any(resolver.drafts[id].names for id in told if id != speaker.id):
        return tuple(id for id in told if id != speaker.id)
    before = resolver.words.token_from(start)
    listed = next((x for x in reversed(resolver.groups.lists) if x.first < before and speaker.id in x.ids), None)
    if listed is None or (own is None and not _sends_letter(resolver, listed)):
        return tuple(id for id in told if id != speaker.id)
    return (*(id for id in listed.ids if id != speaker.id), *_colleagues(resolver, listed.others))


def _sends_letter(resolver: Resolver, listed: Listed) -> bool:
    """Whether a letter is told of in the sentence that names them."""
    words = resolver.words
    near = range(listed.last, min(listed.last + _MAX_SENTENCE, len(words)))
    return any(words.lower[k] == "letter" for k in near if words.sentence[k] == words.sentence[listed.first])


def _surnames(resolver: Resolver, source: Source) -> tuple[str, ...]:
    """Those whom "Senators Lee, Poe and Roe" names by their last names alone, before the article names them in full."""
    words = resolver.words
    said = [k for k in range(source.first, source.last) if words.lower[k] not in _BESIDE]
    if said and words.tag[said[-1]] == "POS":
        said.pop()  # "Lee and Poe's letter"
    while said and words.lower[said[0]].rstrip("s.") in _plain_titles():
        said.pop(0)
    parted = all(words.lower[k - 1] in _BESIDE for k in said[1:])
    named = {k: resolver.drafts[resolver.names[k][0]] for k in said if k in resolver.names}
    if len(said) < 2 or not parted:
        return ()
    found = [
        named[k].id if k in named and named[k].type == "person" else resolver.by_surname.get(words.text[k])
        for k in said
    ]
    return tuple(dict.fromkeys(id for id in found if id)) if all(found) else ()


@cache
def _plain_titles() -> frozenset[str]:
    return frozenset(t.rstrip("s.") for t in titles())


def _they(resolver: Resolver, source: Source) -> tuple[str, ...]:
    """Those who spoke together last, where nobody else whom "they" could be has been the subject since."""
    offset = resolver.history[-1][0] if resolver.history else -1
    said_by = resolver.said_by.get(offset, ())
    near = resolver.paragraph(source.span[0]) - resolver.paragraph(offset) <= NEAR_PARAGRAPHS
    if not near or len(said_by) < 2:
        return ()
    words = resolver.words
    also = words.lower[source.head + 1 : source.head + 2] == ["also"]  # they say more
    if also and words.sentence[source.head] != words.sentence[source.head - 1]:
        return said_by
    behind = max(resolver.ends.get(offset, offset), offset)  # "the Senators" are none but themselves
    told = resolver.told_by(offset)
    return () if resolver.subjects_between(behind, source.head, "they", told) - set(said_by) else said_by


def _again(resolver: Resolver, source: Source) -> tuple[str, ...]:
    """Those who spoke together last, where "Lawmakers" at the head of a sentence says no more of them."""
    words = resolver.words
    begins = source.first == 0 or words.sentence[source.first - 1] != words.sentence[source.first]
    begins = begins or is_of_letter(words, source.first)
    if source.last - source.first > 1 or not begins or not is_plain_plural(words, source.first):
        return ()
    offset = resolver.history[-1][0] if resolver.history else -1
    near = resolver.paragraph(source.span[0]) - resolver.paragraph(offset) <= 2 * NEAR_PARAGRAPHS
    last = resolver.groups.latest(source.first)
    said_by = resolver.said_by.get(offset, ())
    return said_by if near and last is not None and len(said_by) > 1 and set(last.ids) <= set(said_by) else ()


def _of_delegation(resolver: Resolver, source: Source) -> tuple[str, ...]:
    """The delegation, group or coalition that has spoken as one, where "the members" are those of it.

    ``The Ohio delegation urged the agency to act. “We ask …,” the members of Congress wrote.``
    """
    words, drafts = resolver.words, resolver.drafts
    counted = count(words, source, resolver.names, drafts)
    if words.lower[source.first] != "the" or counted != 0 or not are_several(words, source.head):
        return ()
    spoken = dict.fromkeys(id for offset, id in resolver.history if offset < source.span[0])
    groups = [id for id in spoken if drafts[id].label.lower().split()[-1] in COLLECTIVES or _is_group(drafts[id])]
    return (groups[-1],) if len(groups) == 1 else ()


def _is_group(draft: Draft) -> bool:
    return draft.type == "unnamed" and draft.notes.get("head") in COLLECTIVES


def _only_they(resolver: Resolver, source: Source) -> Listed | None:
    """The list last before "they" whose members alone have spoken since, and no others are the subject."""
    words, last = resolver.words, resolver.groups.latest(source.first)
    led = source.first > 0 and words.lower[source.first - 1] in ("as", "when", "while")  # "joined Poe and Roe as they"
    if last is None or len(last.ids) < 2 or words.dep[source.head] != "nsubj" or led:
        return None
    begin = words.start[last.first]
    since = [(offset, id) for offset, id in resolver.history if begin <= offset < source.span[0]]
    if resolver.paragraph(source.span[0]) - resolver.paragraph(since[-1][0] if since else begin) > 1:
        return None
    told = [span for offset, _ in since for span in resolver.told_by(offset)]
    if any(a <= source.span[0] < b for a, b in told):
        return None  # "they" in what one of them says
    for k in range(last.stop, source.head):
        several = words.tag[k] in ("NNS", "NNPS") or words.lower[k] in ("they", "who")
        body = k in resolver.heads and resolver.drafts[resolver.heads[k]].type in INSTITUTIONS
        if words.dep[k] not in ("nsubj", "nsubjpass") or not (several or body):
            continue
        if not resolver.inside_quotes(words.start[k]) and not any(a <= words.start[k] < b for a, b in told):
            return None
    return last if all(resolver.drafts[id].id in last.ids for _, id in since) else None


def _linked(resolver: Resolver, source: Source) -> Listed | None:
    """The list whose title alone "they" was taken for: "Representatives Lee and Poe led it, when they asked …"."""
    last = resolver.groups.latest(source.first)
    linked = resolver.drafts[source.chain] if source.chain is not None else None
    if last is None or linked is None or linked.type == "person" or len(last.ids) < 2:
        return None
    start, stop = resolver.words.start[max(0, last.first - 2)], resolver.words.start[last.last - 1]
    return last if any(start <= m.start < stop for m in linked.mentions) else None


def _authors(resolver: Resolver, source: Source) -> Listed | None:
    """Those named side by side before "They wrote": who signed what is quoted."""
    last = resolver.groups.latest(source.first)
    if last is None:
        return None
    apart = resolver.paragraph(source.span[0]) - resolver.paragraph(resolver.words.start[last.first])
    return last if apart <= NEAR_PARAGRAPHS else None


def is_in_letter(resolver: Resolver, statement: Statement) -> bool:
    """Whether the act of saying is a letter: by its channel, or by its own words."""
    said = {w.strip(":,") for a, b in statement.cue for w in resolver.text[a:b].lower().split()}
    return statement.channel == "letter" or bool(said & _LETTERS)


def _is_letter_shown(resolver: Resolver, statement: Statement) -> bool:
    """Whether words in full are a letter, by their channel or by the salutation above them."""
    start = statement.content[0][0]
    greeted = _DEAR.search(resolver.text, max(0, start - _SALUTATION), start) is not None
    cue = statement.cue[-1][1] if statement.cue else start  # "Excerpts of the letter to the chair:"
    told = resolver.text[cue:start] if start - cue <= _SALUTATION else ""
    return greeted or is_in_letter(resolver, statement) or "letter" in told.lower().split()


def _is_the_letter(resolver: Resolver, source: Source) -> bool:
    """Whether the source is "the letter" that was told of: it says what its writers say."""
    words = resolver.words
    named = described.head_noun(words, source) == "letter" and source.last - source.first == 2
    return named and words.lower[source.first] in ("the", "their", "this")
