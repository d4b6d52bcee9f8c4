"""Titles before names: where a name begins behind its title, how far it goes, and which title stands before it."""

from __future__ import annotations

from onrecord import gazetteer
from onrecord.annotate.entities.name import title_at
from onrecord.annotate.entities.people import PARTICLES
from onrecord.annotate.entities.words import Words
from onrecord.gazetteer import Title
from onrecord.lexicon.nominals import name_words, nouns, roles, word_set

# "Caucus Co-Chairs Julia Brownley and …"
_HOLDERS = frozenset(
    (
        "chairs",
        "chairmen",
        "chairwomen",
        "senators",
        "representatives",
        "congressmembers",
        "congressmen",
        "congresswomen",
    )
)
QUALIFIERS = word_set("qualifier")
_OFFICE_NEAR = 8  # tokens from a name to the office that follows it
_PARTIES = frozenset(("D", "R", "I"))
_GIVEN_TOO = frozenset(("Dean", "Earl", "King", "Prince", "Bishop"))  # titles that are given names too


def strip_title(words: Words, first: int, last: int) -> tuple[Title | None, int]:
    """The title at the head of the tokens and where the name after it begins."""
    title = None
    for i in range(last - 2, first - 1, -1):
        if words.lower[i] in _HOLDERS and words.proper(i + 1) and words.text[i + 1] not in name_words():
            first = i + 1
            break
        if first < i < last - 2 and _introduces_holder(words, i, last):
            first = i
            break
    while first < last - 1:
        two = two_word_title(words, first)
        if words.lower[first] in ("u.s.", "us", "u.s") and is_title(words, first + 1):
            first += 1
        elif two is not None and first + 2 < last:
            title, first = two, first + 2
        elif first + 2 == last and _is_given_name(words, first, title is not None):
            break
        elif (one := title_at(words, first)) is not None:
            title, first = one, first + 1
        elif (
            words.lower[first] in QUALIFIERS
            or (words.lower[first] in roles() and words.lower[first] != "king")
            or (words.text[first] in (".", "-", ",") and title is not None)
        ):
            first += 1
        else:
            break
    return title, first


def _is_given_name(words: Words, i: int, titled: bool) -> bool:
    """Whether a title is somebody's given name: "Rep. Dean Phillips", "Dean Phillips (D-MN)", "Dean Lee, a fellow"."""
    if words.text[i] not in _GIVEN_TOO or i + 2 >= len(words):
        return words.text[i] in _GIVEN_TOO and titled
    seat = words.text[i + 2] == "(" and words.start[i + 2] > words.end[i + 1]
    # "Dean Phillips, D-Minn."
    seat = seat or (words.text[i + 2] == "," and words.text[min(i + 3, len(words) - 1)].split("-")[0] in _PARTIES)
    office = words.text[i + 2] == "," and any(
        words.lower[k] in roles() for k in range(i + 3, min(len(words), i + _OFFICE_NEAR)) if _goes_on(words, i + 3, k)
    )
    return titled or seat or office


def _goes_on(words: Words, first: int, i: int) -> bool:
    """Whether nothing but capitals and articles stands from token ``first`` up to ``i``."""
    return all(words.capital(k) or words.lower[k] in ("a", "an", "the") for k in range(first, i))


def _introduces_holder(words: Words, i: int, last: int) -> bool:
    """Whether the office of a body ends before a whole name: "House Appropriations | Chair Rosa DeLauro"."""
    office = title_at(words, i) is not None or words.lower[i] in roles()
    given = gazetteer.given_name_gender(words.text[i + 1]) is not None
    return (
        office
        and given
        and words.proper(i + 1)
        and words.proper(last - 1)
        and not (words.text[last - 1] in name_words() or words.lower[last - 1] in roles())
    )


def whole_person(words: Words, first: int, last: int) -> int:
    """Goes on over a nickname in quotation marks and over names the parser cut off: Marcia "Cia" Price."""
    if _is_apart(words, last):
        return last + 2
    if last + 2 < len(words) and words.text[last] in ("'", '"', "(") and words.capital(last + 1):
        close = last + 2
        if len(words.text[last + 1]) == 1 and words.text[last] == "(":
            return last  # "Peter Welch (D) Monday": a party
        if words.text[close] in ("'", '"', ")") and close + 1 < len(words) and words.proper(close + 1):
            return close + 2
    if last + 2 < len(words) and len(words.text[last]) == 1 and words.text[last + 1] == "." and words.proper(last + 2):
        # An initial whose full stop stands apart: "Raj K . Chohan".
        return last + 3
    if last + 1 < len(words) and words.lower[last] in PARTICLES and words.sentence[last] == words.sentence[first]:
        after = last + 1 + (words.text[last + 1] == "-")
        if after < len(words) and words.proper(after):
            return after + 1
    if last - first == 1 and gazetteer.given_name_gender(words.text[first]):
        while last < len(words) and last - first < 4 and words.proper(last) and words.text[last] not in name_words():
            if words.sentence[last] != words.sentence[first] or is_title(words, last):
                break
            last += 1
    return last


def _is_apart(words: Words, i: int) -> bool:
    """Whether the apostrophe of "O'Leary" stands apart at token ``i``: "O' Leary", "O 'Leary"."""
    joined = words.text[i] == "'" if i + 1 < len(words) else False
    return joined and i > 0 and words.text[i - 1] in ("O", "D") and words.proper(i + 1)


def two_word_title(words: Words, i: int) -> Title | None:
    """The title of two words that begins at token ``i``: "Prime Minister"."""
    return gazetteer.titles().get(f"{words.lower[i].rstrip('.')} {words.lower[i + 1].rstrip('.')}")


def only_office(words: Words, first: int) -> bool:
    """Whether the one word behind a title ends an office rather than names who holds it: "Deputy Director"."""
    if gazetteer.surname_rank(words.text[first]) is not None:
        return False
    office = first > 0 and words.capital(first - 1) and two_word_title(words, first - 1) is not None
    return office or words.lower[first] in roles() or words.lower[first] in nouns()


def is_title(words: Words, i: int) -> bool:
    """Whether a title stands at token ``i``."""
    return title_at(words, i) is not None


def title_before(words: Words, first: int) -> Title | None:
    """The title that stands directly before token ``first``."""
    i = first - 1
    if i >= 0 and words.text[i] == ".":
        i -= 1
    if i < 0:
        return None
    if i > 0:
        two = two_word_title(words, i - 1)
        if two is not None and words.capital(i):
            return two
    found = title_at(words, i)
    return found if found is not None and words.capital(i) else None


def role_before(words: Words, first: int) -> bool:
    """A lower-case role noun directly before: "spokesman Judd Deere"."""
    return first > 0 and words.text[first - 1] in roles()
