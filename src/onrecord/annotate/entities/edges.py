"""Where a name begins and ends that stands beside another: a body, an office's field, an article."""

from __future__ import annotations

from onrecord import gazetteer
from onrecord.annotate.entities.introduced import AREAS
from onrecord.annotate.entities.name import Name
from onrecord.annotate.entities.words import Words
from onrecord.lexicon.nominals import name_words, roles, word_set

_OFFICERS = frozenset(("officer", "director", "secretary", "minister", "manager", "spokesperson"))


def office_alone(words: Words, first: int, last: int) -> bool:
    """Whether the words are an office without its holder: "Chief | Operating Officer", "C.E.O."."""
    if words.lower[last - 1].replace(".", "") not in roles() or words.tag[last - 1] not in ("NNP", "NN"):
        return False
    if last - first == 1:
        return "." in words.text[first] and words.text[first].isupper()
    if last - first == 2 and words.text[first].isupper() and words.text[first].isalpha() and len(words.text[first]) > 2:
        return True  # "BCC Dean"
    return words.lower[last - 1] in _OFFICERS and not gazetteer.given_name_gender(words.text[first])


def behind_body(words: Words, first: int, last: int) -> int:
    """Where a name begins from which a body is parted: "Chair of the Equality Caucus | Ann Lee"."""
    body = last - first > 2 and words.text[first] in word_set("body") and first > 0 and words.capital(first - 1)
    return first + 1 if body and words.text[last - 1] not in name_words() else first


def before_article(words: Words, first: int, last: int) -> int:
    """Where a name ends before the article of another: "According to Lee | the property was sold"."""
    for i in range(first + 1, last):
        if words.text[i] == "the" and words.capital(i - 1) and words.text[i - 1].isalpha():
            return i
    return last


def behind_field(words: Words, first: int, last: int) -> int:
    """Where the holder's name begins in "Secretary of the Navy for Research | Ann Lee"; 0 where there is none."""
    field = any(words.lower[i] == "for" for i in range(first + 1, last - 2))
    office = any(words.lower[i] in roles() for i in range(max(0, first - 4), first))
    given = last - first > 3 and gazetteer.given_name_gender(words.text[last - 2]) is not None
    return last - 2 if field and office and given and words.text[last - 1] not in name_words() else 0


def of_holder(words: Words, first: int, last: int) -> bool:
    """Whether a run that says something holds the field of an office and a name: "Commissioner for Trade Ann Lee"."""
    office = first > 1 and words.lower[first - 1] == "for" and words.lower[first - 2] in roles()
    speaks = last < len(words) and words.tag[last] in ("VBD", "VBZ") and words.sentence[last] == words.sentence[first]
    return office and speaks and last - first > 2 and words.tag[last - 1] == "NNP" and words.tag[last - 2] == "NNP"


def before_its_noun(words: Words, first: int, last: int) -> bool:
    """Whether a body's name wants the noun behind it: "the Maine Congressional | delegation"."""
    if last >= len(words) or last - first < 2 or words.lower[last] not in ("caucus", "delegation", "committee"):
        return False
    return words.lower[last - 1] == "congressional" and words.tag[last] in ("NN", "NNP")


def job_behind(words: Words, i: int) -> bool:
    """Whether a word that is nobody's name ends a job: "Managing Winemaker"."""
    if i == 0 or words.lower[i - 1] not in word_set("qualifier") or not words.capital(i - 1):
        return False
    return gazetteer.surname_rank(words.text[i]) is None and gazetteer.given_name_gender(words.text[i]) is None


def behind_office(words: Words, first: int, last: int) -> int:
    """First token of the holder's name in "CEQ Chair Mallory", "FBI Director Poe" taken for one body; 0 where none."""
    if last - first < 3 or not words.text[first].isupper() or words.lower[last - 2] not in roles():
        return 0
    name = words.text[last - 1]
    plain = name.istitle() and name.lower() not in roles() and name not in name_words()
    return last - 1 if plain and words.proper(last - 1) else 0


def with_its_s(words: Words, last: int, end: int) -> int:
    """Where a body's name ends that is a genitive by itself: "according to Moody's, …"; 0 where it owns something."""
    if last >= end or words.lower[last] != "'s":
        return 0
    after = last + 1
    alone = after >= len(words) or words.text[after] in (",", ".", ")") or words.tag[after] in ("VBD", "VBZ", "MD")
    return after if alone else 0


def before_comma(words: Words, first: int, last: int) -> int:
    """Where a name ends before one of a single word that acts: "presenting the Lee Award, | Poe said"."""
    apart = last - first > 3 and words.text[last - 2] == "," and words.text[last - 1].istitle() and last < len(words)
    acts = apart and words.tag[last] in ("VBD", "VBZ") and words.sentence[last] == words.sentence[last - 1]
    listed = any(words.text[i] == "," for i in range(first, last - 2))
    return last - 2 if acts and not listed and words.text[last - 1] not in name_words() else last


def is_of_person(words: Words, first: int, last: int, given: set[int]) -> bool:
    """Whether what seems a body's short name is a given name, the "Ria" of "Ria Poe", or a last one: "Ann Forbes"."""
    if last - first != 1 or words.text[first].isupper():
        return False
    if first - 1 in given:
        return gazetteer.given_name_gender(words.text[first - 1]) is not None
    after = words.text[last] if first in given else ""
    return first in given and (
        gazetteer.given_name_gender(words.text[first]) is not None
        or (words.proper(last) and after.istitle() and after not in name_words() and after.lower() not in roles())
    )


def is_seat(words: Words, first: int) -> bool:
    """Whether a party stands before it in brackets: "Brad Lee (D-Sherman Oaks)"."""
    party = first > 2 and words.text[first - 3] == "(" and words.text[first - 2] in ("D", "R", "I")
    return party and words.text[first - 1] in ("-", "–")


def is_town_of_seat(words: Words, first: int, last: int) -> bool:
    """Whether a seat could be taken for a person by its words: "(D-Sherman Oaks)"; "(R-ID)" is a state."""
    return last - first > 1 and is_seat(words, first) and gazetteer.given_name_gender(words.text[first]) is not None


def as_it_stands(words: Words, first: int, last: int, label: str) -> tuple[int, int, str]:
    """An entity of the parser without the body before it; a member's seat is no person."""
    if label != "PERSON":
        return first, last, label
    return (first, last, "GPE") if is_seat(words, first) else (behind_body(words, first, last), last, label)


def is_no_name(written: str) -> bool:
    """Whether it is a word of another sort: an office with a hyphen ("Co-Chair"), a heading, a link ("HERE")."""
    word = written.lower()
    if word.endswith("s") and word[:-1] in roles() and gazetteer.surname_rank(written) is None:
        return True  # "Members", "Leaders": people of a kind
    return ("-" in word and word.removesuffix("s") in roles()) or word in word_set("heading") or word in AREAS


def is_by_party(words: Words, name: Name) -> bool:
    """Whether somebody is described by party or seat: "the Madison Democrat", "the Maine Senator"."""
    last = words.lower[name.last - 1]
    seat = name.type == "person" and last in word_set("lawmakers")
    if (last not in word_set("partisan") and not seat) or name.title is not None:
        return False
    before = name.first - 1
    while before > 0 and words.proper(before):
        before -= 1
    return before >= 0 and words.lower[before] in ("the", "a", "this", "every", "each", "one", "another", "no")
