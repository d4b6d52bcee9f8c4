"""The grammar of role phrases before and behind a name: "ICE acting Director", "vice chair for the caucus"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.annotate.entities.index import ChainIndex
from onrecord.annotate.entities.name import title_at
from onrecord.annotate.entities.words import Words
from onrecord.lexicon.nominals import roles, word_set
from onrecord.model import Chain

_QUALIFIERS = word_set("qualifier")
_KEPT_QUALIFIERS = ("acting", "interim", "former", "deputy", "ex", "outgoing", "incoming", "retired")
_MODIFIER_TAGS = frozenset(("NN", "JJ", "NNP", "NNPS", "VBN", "JJS", "JJR"))
_LINKS = frozenset(("of", "for", "at", "with", "in", "on"))
_DETERMINERS = frozenset(("the", "a", "an", "his", "her", "its", "their", "our", "my", "one"))
_ORGANIZATIONS = frozenset(("agency", "organization", "outlet"))
_COUNTRY_OFFICE = frozenset(("attorney", "attorneys", "marshal", "senator", "representative", "ambassador"))
_MAX_MODIFIERS = 7


@dataclass(frozen=True, slots=True)
class Held:
    """A role as a phrase gives it: title tokens ``first:last``, the body and the place that the phrase ties it to.

    ``qualifier`` is the token of a word that stands before the body: "former" of "former ICE director".
    """

    first: int
    last: int
    organization: Chain | None = None
    place: Chain | None = None
    qualifier: int | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A role phrase: tokens ``first:last`` and the roles in it."""

    first: int
    last: int
    held: tuple[Held, ...]


def is_role(words: Words, i: int) -> bool:
    """Whether token ``i`` is a role noun or a title that stands for an office ("Rep.")."""
    lower = words.lower[i]
    if lower in roles():
        return True
    title = title_at(words, i)
    return title is not None and title.role is not None and words.capital(i)


def qualifier_of(title: str) -> str | None:
    """ "acting", "former" … where the title holds one, in lower case."""
    parts = title.lower().replace("-", " ").split()
    return next((q for q in _KEPT_QUALIFIERS if q in parts), None)


def before_name(words: Words, index: ChainIndex, name_first: int) -> Phrase | None:
    """The role phrase that leads up to a name that begins at token ``name_first``."""
    i = name_first - 1
    while i >= 0 and words.text[i] == ".":
        i -= 1
    if i < 0 or words.sentence[i] != words.sentence[name_first]:
        return None
    if is_role(words, i):
        if i > 0 and words.capital(i) and words.text[i - 1].islower() and is_role(words, i - 1):
            # "director General Smith", "spokesman Capt. Smith": a rank or form of address behind the role.
            i -= 1
        return _premodified(words, index, i)
    office = _minister(words, index, i)
    if office is not None:
        return _premodified(words, index, office, i)
    if words.text[i] == "," and i > 0 and _apposed(words, i - 1, name_first):
        return _role_of_body(words, index, i) or (_premodified(words, index, i - 1) if is_role(words, i - 1) else None)
    return _role_of_body(words, index, name_first)


def _minister(words: Words, index: ChainIndex, last: int) -> int | None:
    """The role noun of "Minister of Education" or "Georgia Secretary of State" where token ``last`` ends it."""
    if last + 1 in index.name_last:
        return None
    for i in range(last, max(0, last - 6), -1):
        if words.lower[i] in ("of", "for") and words.lower[i - 1] in ("minister", "secretary", "undersecretary"):
            return i - 1
        if not (words.capital(i) or words.lower[i] in ("and", ",", "the", "of", "for")):
            return None
    return None


def _apposed(words: Words, i: int, name_first: int) -> bool:
    """Whether the parse makes the name behind the comma an apposition of what stands before it."""
    for j in range(name_first, min(name_first + 5, len(words))):
        if words.dep[j] == "appos" and words.head[j] <= i and words.head[j] >= i - 12:
            return is_role(words, words.head[j])
    return False


def _premodified(words: Words, index: ChainIndex, end: int, last: int | None = None) -> Phrase | None:
    """A phrase whose role noun is token ``end``: body or place, then one title or several; ``last`` ends the title."""
    first = _title_start(words, index, end)
    titles = [(first, (end if last is None else last) + 1)]
    before = first - 1
    # "legal director and interim executive director": the body stands before the first of them.
    while before > 1 and words.lower[before] in ("and", "&") and is_role(words, before - 1):
        if before in index.name_last:
            # "Rep. Rob Bishop and Sen. King": that one is a name.
            break
        start = _title_start(words, index, before - 1)
        titles.append((start, before))
        first = start
        before = first - 1
    organization: Chain | None = None
    place: Chain | None = None
    at = first
    if before >= 0 and words.lower[before] in ("'s", "'", "’s", "’"):
        before -= 1
    for _ in range(2):
        found = index.ending(before + 1)
        if found is None or words.sentence[before] != words.sentence[end]:
            break
        chain, start = found
        if chain.type in _ORGANIZATIONS and organization is None:
            organization = chain
        elif chain.type == "place" and place is None:
            place = chain
        else:
            break
        at = start
        before = start - 1
        if before >= 0 and words.lower[before] in ("'s", "'", "’s", "’"):
            before -= 1
    qualifier = None
    while (
        at < first and at > 0 and words.lower[at - 1] in _QUALIFIERS and words.sentence[at - 1] == words.sentence[end]
    ):
        at -= 1
        qualifier = at
    if at > 0 and words.lower[at - 1] in _DETERMINERS and words.sentence[at - 1] == words.sentence[end]:
        at -= 1
    held = []
    for start, stop in sorted(titles):
        if place is not None and words.lower[stop - 1] in _COUNTRY_OFFICE and words.lower[start - 1] in ("us", "u.s."):
            start -= 1
        held.append(Held(start, stop, organization, place, qualifier))
    return Phrase(at, (end if last is None else last) + 1, tuple(held))


def _title_start(words: Words, index: ChainIndex, end: int) -> int:
    """First token of the title whose role noun is token ``end``: modifiers that are no name."""
    first = end
    if words.text[end] in ("AG", "VP"):
        # In a headline a verb in capitals stands before: "Senator Grills AG Smith".
        return end
    while first > 0 and end - first < _MAX_MODIFIERS:
        left = first - 1
        if words.sentence[left] != words.sentence[end] or index.name_last.get(first) is not None:
            break
        lower = words.lower[left]
        if lower == "-" and first - 2 >= 0:
            first = left
            continue
        if lower in _DETERMINERS or not words.text[left][:1].isalpha():
            break
        if lower in _QUALIFIERS or is_role(words, left) or words.tag[left] in _MODIFIER_TAGS:
            first = left
            continue
        break
    while first < end and words.text[first] == "-":
        first += 1
    return first


def _role_of_body(words: Words, index: ChainIndex, name_first: int) -> Phrase | None:
    """ "The secretary of the New Mexico Department of Workforce Solutions" right before a name or a comma."""
    found = index.name_last.get(name_first)
    if found is None:
        return None
    chain, start = found
    link = next((j for j in range(start + 1, name_first) if words.lower[j] in ("for", "of")), None)
    if link is not None and words.lower[link - 1] == "attorney":
        # The office is named by its title: "US Attorney for the Southern District of Mississippi".
        return Phrase(start, name_first, (Held(start, link, chain, None),))
    while start > 0 and words.lower[start - 1] == "of" and index.name_last.get(start - 1) is not None:
        chain, start = index.name_last[start - 1][0], index.name_last[start - 1][1]
    link = start - 1
    if link > 0 and words.lower[link] == "the":
        link -= 1
    link = _over_branch(words, link)
    if link < 1 or words.lower[link] not in ("of", "for", "at") or not is_role(words, link - 1):
        return None
    phrase = _premodified(words, index, link - 1)
    if phrase is None:
        return None
    held = tuple(_tied(h, chain) for h in phrase.held)
    return Phrase(phrase.first, name_first, held)


def _over_branch(words: Words, link: int) -> int:
    """Steps back from "of" over a part of the body: "director of | the Dallas chapter of the Council"."""
    if link < 3 or words.lower[link] != "of" or words.lower[link - 1] not in word_set("branch"):
        return link
    for i in range(link - 2, max(0, link - 7), -1):
        if words.lower[i] == "of":
            return i
        if not (words.capital(i) or words.lower[i] in _DETERMINERS or words.tag[i] in _MODIFIER_TAGS):
            break
    return link


def _tied(held: Held, chain: Chain) -> Held:
    if chain.type in _ORGANIZATIONS:
        return replace(held, organization=chain)
    if chain.type == "place":
        return replace(held, place=held.place or chain)
    return held


def behind_name(words: Words, index: ChainIndex, name_last: int) -> Phrase | None:
    """The role phrase in apposition behind a name that ends before token ``name_last``: ", an ICE spokesman"."""
    size = len(words)
    i = name_last
    if i >= size:
        return None
    if words.text[i] == ",":
        i += 1
        if i + 2 < size and words.lower[i] == "who" and words.lower[i + 1] in ("is", "was", "heads", "leads", "runs"):
            if words.lower[i + 1] in ("heads", "leads", "runs"):
                return _heads(words, index, i + 1)
            i += 2
    elif words.lower[i] in ("is", "was") and i + 1 < size and words.lower[i + 1] in ("the", "a", "an"):
        i += 1
    else:
        return None
    phrase = noun_phrase(words, index, i)
    following = index.name_first.get(phrase.last) if phrase is not None else None
    if following is not None and following[0].type == "person" and words.text[name_last] == ",":
        # "President Smith, Acting Director Jones": the office of the next in the list.
        return None
    return phrase


def _heads(words: Words, index: ChainIndex, verb: int) -> Phrase | None:
    """ "who heads the agency": the verb is the title."""
    start = verb + 1
    if start < len(words) and words.lower[start] == "the":
        start += 1
    tied = index.beginning(start) or _nominal_at(words, index, verb + 1)
    if tied is None or tied[0].type not in _ORGANIZATIONS:
        return None
    return Phrase(verb, tied[1], (Held(verb, verb + 1, tied[0], None),))


def _nominal_at(words: Words, index: ChainIndex, first: int) -> tuple[Chain, int] | None:
    for last in range(min(first + 12, len(words)), first, -1):
        found = index.nominal_last.get(last)
        if found is not None and found[1] == first:
            return found[0], last
    return None


def noun_phrase(words: Words, index: ChainIndex, first: int) -> Phrase | None:
    """A noun phrase that begins at token ``first`` and says what role somebody has, with what it is tied to."""
    size = len(words)
    i = first
    if i < size and words.lower[i] in _DETERMINERS:
        i += 1
    organization: Chain | None = None
    place: Chain | None = None
    begin = i
    end = -1
    while i < size and i - first < 14 and words.sentence[i] == words.sentence[first]:
        named = index.name_first.get(i)
        if named is not None and named[0].type in (*_ORGANIZATIONS, "place"):
            if named[0].type == "place" and organization is None:
                place = named[0]
            elif named[0].type != "place":
                organization = named[0]
            i = named[1]
            if i < size and words.lower[i] in ("'s", "'", "’s", "’"):
                i += 1
            begin = i
            continue
        if named is not None and named[0].type == "person":
            break
        if is_role(words, i):
            end = i + 1
        elif not (words.tag[i] in _MODIFIER_TAGS or words.lower[i] in _QUALIFIERS or words.text[i] in "-"):
            break
        i += 1
    if end < 0 or begin >= end:
        return None
    first_title = _title_start(words, index, end - 1)
    spans = [(max(begin, first_title), end)]
    last = end
    if end + 1 < size and words.lower[end] in ("and", "&"):
        more = _second_title(words, end + 1)
        if more is not None:
            spans.append(more)
            last = more[1]
    link = _link(words, last)
    if link is not None:
        spans = [(a, link[0] if words.lower[last] == "in" and b == last else b) for a, b in spans]
        chain, after = _tied_at(words, index, link[1])
        if chain is not None:
            if chain.type == "place":
                place = place or chain
            else:
                organization = chain
            last = after
        elif words.lower[last] == "in":
            return None
    return Phrase(first, last, tuple(Held(a, b, organization, place) for a, b in spans))


def _second_title(words: Words, first: int) -> tuple[int, int] | None:
    i = first
    while i < len(words) and i - first < 5 and (words.tag[i] in _MODIFIER_TAGS or words.lower[i] in _QUALIFIERS):
        if is_role(words, i):
            return first, i + 1
        i += 1
    return None


def _link(words: Words, at: int) -> tuple[int, int] | None:
    """Where the words that link a role to its body end: (end of title, first token of the body)."""
    size = len(words)
    if at + 1 >= size:
        return None
    if words.lower[at] == "in" and words.lower[at + 1] == "charge" and at + 3 < size and words.lower[at + 2] == "of":
        return at + 2, at + 3
    if words.lower[at] in _LINKS and words.lower[at] not in ("in", "on"):
        return at, at + 1
    return None


def _tied_at(words: Words, index: ChainIndex, first: int) -> tuple[Chain | None, int]:
    """The body or place that begins at token ``first`` (behind "the"), and the token after it."""
    start = first + 1 if first + 1 < len(words) and words.lower[first] == "the" else first
    nominal = _nominal_at(words, index, first)
    named = index.name_first.get(start)
    if (
        nominal is not None
        and (named is None or nominal[1] > named[1])
        and nominal[0].type in (*_ORGANIZATIONS, "place")
    ):
        return nominal
    if named is not None and named[0].type in (*_ORGANIZATIONS, "place"):
        return named
    return None, first
