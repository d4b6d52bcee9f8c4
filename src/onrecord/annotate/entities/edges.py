"""Where a name begins and ends that stands beside another: a body, an office's field, an article."""

from __future__ import annotations

from onrecord import gazetteer
from onrecord.annotate.entities.words import Words
from onrecord.lexicon.nominals import name_words, roles, word_set


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
