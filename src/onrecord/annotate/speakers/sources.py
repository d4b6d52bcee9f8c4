"""What the words of a source point at: a name, a pronoun, or a noun phrase with its head."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.annotate.entities.name import title_at
from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.drafts import Draft, Drafts
from onrecord.gazetteer import given_name_gender
from onrecord.lexicon.nominals import nouns, roles, word_set
from onrecord.model import Span, Spans

PRONOUNS = frozenset(
    ("he", "she", "they", "it", "him", "her", "them", "his", "hers", "their", "its", "himself", "herself")
)
FIRST = frozenset(("i", "we", "me", "us", "my", "our"))
RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))
_EMPTY = frozenset(("IN", "TO", "CC", "RB", "MD", "VB"))
_NOBODY = frozenset(("you", "one", "nobody", "no", "yourself", "your"))
_OF = frozenset(("of", "for", "to", "with", "by", "about", "from", "at", "in", "on", "against", "under"))
_MAX_OFFICE = 8  # tokens
_CLAUSE = frozenset(("who", "which", "that", "whose", "whom", "where", "when"))


@dataclass(frozen=True, slots=True)
class Source:
    """A source span read: its tokens, its head token, what it is."""

    span: Span
    first: int
    last: int
    head: int
    kind: Literal["name", "pronoun", "first", "relative", "nominal", "none"]
    chain: str | None = None


def read_source(spans: Spans, words: Words, drafts: Drafts, names: dict[int, tuple[str, int]]) -> Source | None:
    """Read the source of a statement; ``names`` gives chain id and last token of the name at a first token."""
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    first, last = words.token_from(start), words.token_from(max(start, end - 1)) + 1
    last = min(last, len(words))
    if first >= last:
        return None
    while last + 1 < len(words) and words.text[last] == "-" and words.start[last] == words.end[last - 1]:
        # A source cut off inside a word: "Facebook co-founder".
        last += 2
    stop = _before_bracket(words, first, _before_clause(words, first, last))
    head = _head(words, first, stop)
    lower = re.sub(r"^\[?([a-z])\]", r"\1", words.lower[head])  # "[W]e"
    named = any(i in names for i in range(first, stop))
    if not named and all(words.tag[i][:2] in _EMPTY or not words.text[i][:1].isalnum() for i in range(first, stop)):
        # "by", cut off from what follows it.
        return None
    if lower in _NOBODY and (stop - first == 1 or (lower == "no" and stop - first == 2)):
        return None
    if stop - first == 1:
        for kind, group in (("pronoun", PRONOUNS), ("first", FIRST), ("relative", RELATIVES)):
            if lower in group:
                found = drafts.of((words.start[head], words.end[head]))
                return Source((start, end), first, stop, head, kind, found.id if found else None)  # type: ignore[arg-type]
    if stop - first > 2 and words.lower[stop - 1] in ("whom", "which") and words.lower[stop - 2] == "of":
        # "my constituents, many of whom"
        found = drafts.of((words.start[stop - 1], words.end[stop - 1]))
        return Source((start, end), first, stop, stop - 1, "relative", found.id if found else None)
    own = _oneself(words, first, stop)
    if own is not None:
        found = drafts.of((words.start[own], words.end[own]))
        return Source((start, end), first, stop, own, "first", found.id if found else None)
    chain = _name_in(words, drafts, names, first, stop, head)
    if chain is not None:
        return Source((start, end), first, stop, head, "name", chain)
    return Source((start, end), first, stop, head, "nominal")


def _oneself(words: Words, first: int, last: int) -> int | None:
    """The "I" of "several of my colleagues and I", "I and a hundred others": who speaks of them speaks for them."""
    if last - first < 3:
        return None
    if words.lower[last - 1] == "i" and words.lower[last - 2] == "and":
        return last - 1
    if words.lower[last - 1] == "we" and words.lower[first] in ("mr.", "madam", "mr"):
        return last - 1  # "Mr. Secretary we urge"
    # "We, the undersigned Members of Congress"
    undersigned = words.lower[first] == "we" and (words.text[first + 1] == "," or words.tag[first + 1] == "DT")
    return first if undersigned or (words.lower[first] == "i" and words.lower[first + 1] == "and") else None


def _before_clause(words: Words, first: int, last: int) -> int:
    """Where the relative clause of a source begins; what is in it names others."""
    letter = False
    for i in range(first + 1, last):
        if i == last - 1 and words.lower[i - 1] == "of":
            break  # "many of whom" is all of the source
        letter = letter or words.lower[i - 1] in word_set("document")
        if letter and _to_whom_or_how(words, i):
            return i
        if words.lower[i] in _CLAUSE and words.tag[i] in ("WP", "WDT", "WRB", "WP$", "IN"):
            return i - 1 if words.text[i - 1] == "," and i - 1 > first else i
    return last


def _before_bracket(words: Words, first: int, last: int) -> int:
    """Where a clause in brackets begins at the end of a source: "the bill (passed by Congress, signed into law)"."""
    for i in range(first + 1, last - 3):
        if words.text[i] == "(" and words.tag[i + 1] in ("VBN", "VBD", "WDT") and words.text[i + 1].islower():
            return i
    return last


def _to_whom_or_how(words: Words, i: int) -> bool:
    """Whether behind a document stands whom it goes to, or who signed it too: "their letter, co-signed by Roe"."""
    if words.lower[i - 1] in word_set("document") and words.lower[i] == "to":
        return True
    if words.text[i] != "," or i + 2 >= len(words):
        return False
    k = i + 3 if words.lower[i + 1] == "co" and words.text[i + 2] == "-" else i + 1
    return k < len(words) and words.tag[k] == "VBN" and words.lemma[k].lower() in word_set("sends")


def _head(words: Words, first: int, last: int) -> int:
    """The token of the span that hangs on something outside it; the first noun where the parse has several."""
    outside = [i for i in range(first, last) if not first <= words.head[i] < last or words.head[i] == i]
    for i in outside:
        if words.tag[i][:2] in ("NN", "PR", "WP") or words.lower[i] in PRONOUNS | FIRST:
            return i
    return outside[0] if outside else last - 1


def _name_in(
    words: Words, drafts: Drafts, names: dict[int, tuple[str, int]], first: int, last: int, head: int
) -> str | None:
    """The name that the source is of: a person named in it, or the name at its head."""
    bodies: list[tuple[int, int, Draft]] = []
    i = first
    while i < last:
        found = names.get(i)
        if found is None:
            i += 1
            continue
        chain, after = drafts[found[0]], found[1]
        if chain.type == "person":
            if (told := _behind_vocative(words, drafts, names, first, i, after, last)) is not None:
                return told
            if is_named_speaker(words, first, i, after, last):
                return chain.id
        elif (
            chain.type == "thing"
            and after == i + 1
            and words.lemma[i].lower().removesuffix("s") in word_set("together")
        ):
            pass  # "the Members" with a capital are nobody's name
        elif chain.type != "place" or i <= head < after:
            bodies.append((i, after, chain))
        i = max(after, i + 1)
    # "ACLU of Mississippi legal director and … director" cut off before the name itself.
    behind = names.get(last)
    if behind is not None and words.lower[last - 1] in roles() and drafts[behind[0]].type == "person":
        return behind[0]
    for k, (begin, after, chain) in enumerate(bodies):
        if begin <= head < after or (begin == first and after == last):
            # "Google Analytics" is Google's, whatever it is.
            beside = k > 0 and bodies[k - 1][1] == begin and bodies[k - 1][2].known
            whole = beside and after - begin == 1 and not chain.known
            return bodies[k - 1][2].id if whole else chain.id
    return None


def _behind_vocative(
    words: Words, drafts: Drafts, names: dict[int, tuple[str, int]], first: int, begin: int, after: int, last: int
) -> str | None:
    """The body behind somebody who is spoken to: "Secretary Lee, CNN reports"."""
    told = names.get(after + 1) if after < last and words.text[after] == "," else None
    spoken_to = begin == first + 1 and after == begin + 1 and title_at(words, first) is not None
    if told is None or told[1] != last or not spoken_to or drafts[told[0]].type not in ("outlet", "organization"):
        return None
    return told[0]


def is_named_speaker(words: Words, first: int, begin: int, after: int, last: int) -> bool:
    """Whether a person's name inside the source is the speaker's: not an owner, modifier or object of "of".

    Nor is it half a word: "Veterans One-stop Center".
    """
    if after < last:
        follows = words.lower[after]
        noun = follows in roles() or words.tag[after] in ("NN", "NNS", "NNP", "NNPS")
        beside = words.text[after : after + 2]
        hyphen = beside[0] == "-" and beside[-1].islower() and words.start[after] == words.end[after - 1]
        if words.text[after].isupper() and _is_behind_name(words, begin, after):
            noun = False
        if follows in ("'s", "'", "’s", "’") or hyphen or (noun and not _before_office(words, begin, after, last)):
            return False
    if begin > first:
        before = begin - 1
        while before > first and (words.lower[before] in ("the", "a") or words.lower[before] in roles()):
            before -= 1
        if words.lower[before] in _OF:
            return False
        # "the lawmakers to Treasury Secretary Ann Lee", "an opinion requested by Rep. Lee" are not she.
        while before > first and words.tag[before].startswith("NNP"):
            before -= 1
        if words.lower[before] in ("to", "by"):
            return False
    return True


def _is_behind_name(words: Words, begin: int, after: int) -> bool:
    """Whether capitals stand behind a whole name as a soldier's service does: "General Ann Lee USMC (Ret)"."""
    beside = words.text[after + 1 : after + 2]
    titled = begin > 0 and title_at(words, begin - 1) is not None
    return titled and after - begin > 1 and beside in (["("], [","])


def _before_office(words: Words, begin: int, after: int, last: int) -> bool:
    """Whether a whole name stands before an office whose comma is lost: "Dr. Ann Lee District Health Officer for …"."""
    several = words.lower[after] in roles() and words.lower[after + 1 : after + 2] in (["and"], ["&"])
    given = after - begin > 1 and given_name_gender(words.text[begin]) is not None
    if several and given and words.text[after].istitle():
        return True  # "Ann Lee President and CEO of the Council"
    if begin == 0 or title_at(words, begin - 1) is None:
        return False
    if after - begin > 1 and words.lower[after] in roles() and words.lower[after + 1 : after + 2] == ["of"]:
        return True  # "Congressman Ann Lee | member of the committee"
    stop = after
    while stop < min(last, after + _MAX_OFFICE) and words.capital(stop):
        stop += 1
    ends = stop == last or words.lower[stop] in ("of", "for", "at")
    return after - begin > 1 and stop - after > 1 and words.lower[stop - 1] in roles() and ends


def noun_of(words: Words, i: int) -> str:
    """Lower-case lemma of token ``i``; a capital hides from the tagger that "Members" are several."""
    lemma = words.lemma[i].lower()
    return lemma[:-1] if lemma.endswith("s") and lemma not in nouns() and lemma[:-1] in nouns() else lemma


def is_person_noun(words: Words, i: int) -> bool:
    """Whether the noun at token ``i`` stands for people."""
    noun = nouns().get(noun_of(words, i))
    return noun is not None and noun.type == "person"
