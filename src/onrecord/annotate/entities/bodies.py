"""Names of public bodies and other institutions by their form: "New Mexico Department of Workforce Solutions"."""

from __future__ import annotations

import re

from onrecord import gazetteer
from onrecord.annotate.entities.matcher import match_names
from onrecord.annotate.entities.name import Name, make_name, strip_edges, title_at
from onrecord.annotate.entities.words import Words
from onrecord.lexicon.nominals import name_words, roles, word_set
from onrecord.model import EntityType

_CALENDAR = word_set("calendar")
_BODY_WORDS = word_set("body")
_RANKS = frozenset(("ranking", "republican", "democratic", "majority", "minority", "deputy", "vice", "assistant"))
# Words of a body's name on either side of the word that tells its kind.
_LONGEST = 12
_UNIONS = frozenset(("Office", "Service", "Institute", "Foundation", "Union", "Federation", "League", "Society"))
_INNER = frozenset(("of", "for", "and", "&", "the", "on", "against"))

# "the Hernando County Sheriff's Office", "the district attorney's office of …"
_OFFICE_OF = re.compile(
    r"(?<![\w.-])(?:[A-Z][\w.-]{1,30} ){1,4}"
    r"(?:Sheriff|Marshal|Coroner|Prosecutor|Attorney|Governor|Mayor|Attorney General|Clerk)"
    r"'s (?:[Oo]ffice|[Dd]epartment)\b"
)

# "the SSA's Office of the Inspector General", "the Department of Labor Office of Inspector General"
_OFFICE_WITHIN = re.compile(
    r"(?<![\w.-])[A-Z][\w.&-]{1,30}(?: (?:(?:of|for|and|the|&) ){0,2}[A-Z][\w.&-]{1,30}){0,6}(?:'s?)? "
    r"Office of (?:the )?(?:(?:Inspector|Attorney|Solicitor|Surgeon) General|General Counsel)\b"
)

_DEPARTMENTS = {
    "state": "state-dept",
    "defense": "dod",
    "the treasury": "treasury",
    "treasury": "treasury",
    "homeland security": "dhs",
    "labor": "labor",
    "commerce": "commerce",
    "energy": "doe",
    "education": "education-dept",
    "agriculture": "usda",
    "the interior": "doi",
    "interior": "doi",
    "transportation": "dot",
    "veterans affairs": "va",
    "housing and urban development": "hud",
    "health and human services": "hhs",
}
_SECRETARY_OF = re.compile(
    r"\b(?:[Ss]ecretary|[Uu]ndersecretary|[Ss]ecretaries) of "
    r"(?P<of>State(?! for)|Defense|(?:the )?Treasury|Homeland Security"
    r"|Labor|Commerce|Energy|Education|Agriculture|(?:the )?Interior|Transportation|Veterans Affairs"
    r"|Housing and Urban Development|Health and Human Services)\b"
)

_OFFICE_BEFORE = re.compile(r"\bOffice of (?:U\.S\. )?(?:[A-Z][a-z]+\.? )?$")
_OFFICE_BEHIND = re.compile(r"'s Office\b")
_OFFICE_REACH = 30  # characters of "Office of U.S. Congresswoman "
_PORTFOLIO = "|".join(sorted(word_set("portfolio")))
_MINISTER_OF = re.compile(
    rf"\b(?:[Mm]inister|[Uu]ndersecretary|[Ss]ecretary|[Ss]ecretary of State) (?:of|for) "
    rf"(?P<of>(?:the )?(?:{_PORTFOLIO})\b(?:(?:, (?:and )?| and | )(?:{_PORTFOLIO})\b)*)"
)


def portfolios(text: str, words: Words) -> list[tuple[int, int]]:
    """Token runs that belong to a minister's title and are no names: "Minister of *Education* Stefania Giannini"."""
    return [
        (words.token_from(m.start("of")), words.token_from(m.end("of") - 1) + 1) for m in _MINISTER_OF.finditer(text)
    ]


def body_runs(text: str, words: Words, people: set[int]) -> list[tuple[int, int]]:
    """Token runs like "New Mexico Department of Workforce Solutions": a body word with what belongs to it."""
    runs = []
    i, size = 0, len(words)
    while i < size:
        if words.text[i] in _BODY_WORDS and words.lower[i] not in ("police", "school", "church", "office"):
            first = i
            while (
                first > max(0, i - _LONGEST)
                and words.proper(first - 1)
                and words.sentence[first - 1] == words.sentence[i]
            ):
                if words.lower[first - 1] in _CALENDAR or "\n" in text[words.end[first - 1] : words.start[first]]:
                    break
                first -= 1
            first = _before_and(words, first, i)
            last = i + 1
            while last < size and words.proper(last) and words.text[last] not in _BODY_WORDS and last not in people:
                if last - i > _LONGEST:
                    break
                if "\n" in text[words.end[last - 1] : words.start[last]]:
                    break
                last += 1
            last = _after_of(text, words, i, _before_office(words, i, last), people)
            if last - first > 1 and (first < i or last > i + 2):
                runs.append((first, last))
                i = last
                continue
        i += 1
    return runs


def _before_and(words: Words, first: int, keyword: int) -> int:
    """Where a body's name begins whose field is of two: "the Horsham Water and Sewer Authority"."""
    j = first - 1
    if first == keyword or j < 2 or words.lower[j] not in ("and", "&") or words.sentence[j] != words.sentence[keyword]:
        return first
    stop = j
    while j > 0 and stop - j < _LONGEST // 2 and words.proper(j - 1) and _of_field(words, j - 1):
        j -= 1
    return j if j < stop and j > 0 and words.lower[j - 1] == "the" else first


def _of_field(words: Words, i: int) -> bool:
    """Whether a word of a body's name tells its field or town: no acronym, kind of body or office."""
    text = words.text[i]
    return not text.isupper() and text.isalpha() and text not in name_words() and words.lower[i] not in roles()


def _before_office(words: Words, keyword: int, last: int) -> int:
    """Where a body's name ends before somebody's office: "House Judiciary Committee | Ranking Member"."""
    for j in range(keyword + 1, last):
        if words.lower[j] in roles():
            while j > keyword + 1 and (
                words.lower[j - 1] in _RANKS or words.lower[j - 1] in word_set("qualifier") or title_at(words, j - 1)
            ):
                j -= 1
            return j
    return last


def office_names(text: str, words: Words) -> list[Name]:
    """Offices called after who holds them, and departments in the titles of US secretaries."""
    found = []
    for match in (*_OFFICE_OF.finditer(text), *_OFFICE_WITHIN.finditer(text)):
        first, last = strip_edges(words, words.token_from(match.start()), words.token_from(match.end() - 1) + 1)
        if last - first > 1:
            found.append(make_name(words, text, first, last, "agency", sure=True))
    for match in _SECRETARY_OF.finditer(text):
        row = gazetteer.organizations().get(_DEPARTMENTS[match.group("of").lower()])
        if row is None or _state_before(text, match.start()):
            continue
        first, last = words.token_from(match.start("of")), words.token_from(match.end("of") - 1) + 1
        name = make_name(words, text, first, last, "agency", sure=True)
        name.known = row
        found.append(name)
    return found


def _state_before(text: str, at: int) -> bool:
    """Whether a state's name stands before: the secretary of state of Georgia is not of the State Department."""
    before = text[max(0, at - 24) : at].removesuffix(" ").removesuffix("'s").removesuffix("'").split(" ")
    return any(
        (region := gazetteer.region_named(" ".join(before[-k:]))) is not None and region.kind == "state" for k in (1, 2)
    )


def _after_of(text: str, words: Words, keyword: int, last: int, people: set[int]) -> int:
    """Extends over "of (the) X Y (and Z)" after a body word."""
    j = last
    size = len(words)
    if j >= size or words.lower[j] not in ("of", "for", "on", "against") or j != keyword + 1:
        return last
    if words.lower[j] == "for" and _behind_secretary(words, keyword):
        # "Assistant Secretary of the Air Force for Acquisition": the field is the secretary's.
        return last
    end = last
    while j < size and j - last < 12:
        if words.text[j] in _BODY_WORDS and j > keyword + 3 and end == j and words.text[j] == words.text[keyword]:
            break
        if words.capital(j) and words.text[j][:1].isalpha() and words.lower[j] not in _CALENDAR:
            if end == j and j > last + 1 and (j in people or _person_begins(words, j)):
                break
            if "\n" in text[words.end[j - 1] : words.start[j]]:
                break
            end = j + 1
        elif words.lower[j] == "," and j + 2 < size and words.capital(j + 1) and _list_goes_on(words, j):
            pass
        elif words.lower[j] not in _INNER or _next_body(words, j):
            break
        j += 1
    # "University of Oxford for Monday": what ends in a small word was cut back to the last capital.
    return end


def _next_body(words: Words, i: int) -> bool:
    """Whether another body stands behind an "and": "the Committee on Taxation | and the Taxpayers Union"."""
    if words.lower[i] != "and" or i + 2 >= len(words) or words.lower[i + 1] != "the":
        return False
    last = i + 2
    while last < min(len(words), i + _LONGEST) and words.proper(last):
        last += 1
    return last - i > 3 and any(words.text[k] in _BODY_WORDS | _UNIONS for k in (last - 1, i + 3))


def _behind_secretary(words: Words, keyword: int) -> bool:
    return any(words.lower[i] in ("secretary", "undersecretary") for i in range(max(0, keyword - 5), keyword))


def _person_begins(words: Words, j: int) -> bool:
    """Whether a person's name begins at token ``j`` right behind a body's: "… Workforce Solutions Bill McCamley"."""
    given = gazetteer.given_name_gender(words.text[j])
    after = j + 1
    while after < len(words) and len(words.text[after].rstrip(".")) == 1:
        after += 1
    return (
        given is not None
        and words.text[j] not in name_words()
        and after < len(words)
        and words.proper(after)
        and words.text[after] not in name_words()
    )


def _list_goes_on(words: Words, comma: int) -> bool:
    """Whether a comma inside a name is one of its list: "Alcohol, Tobacco and Firearms"."""
    for j in range(comma + 1, min(comma + 5, len(words))):
        if words.lower[j] in ("and", "&"):
            return j + 1 < len(words) and words.proper(j + 1) and j > comma + 1
        if not words.proper(j) and words.text[j] != ",":
            return False
    return False


def body_name(text: str, words: Words, first: int, last: int) -> Name | None:
    """The name of a run of :func:`body_runs`; None where the gazetteer knows only its beginning."""
    first, last = strip_edges(words, first, last)
    if last - first < 2:
        return None
    name = make_name(words, text, first, last, _body_type(words, first, last), sure=True)
    matches = match_names(name.text)
    if matches:
        whole = matches[-1]
        if whole.end - whole.start >= len(name.text) - 1:
            name.known, name.acronym, name.type = whole.row, whole.acronym, whole.row.type
        elif whole.start == 0 and len(matches) == 1 and not name.text[whole.end :].lstrip().lower().startswith("of"):
            return None
    return name


def _body_type(words: Words, first: int, last: int) -> EntityType:
    table = name_words()
    kinds: EntityType = "organization"
    for i in range(first, last):
        if words.lower[i] in ("of", "for", "on"):
            return table.get(words.text[i - 1].rstrip("."), kinds) if i > first else kinds
        kinds = table.get(words.text[i].rstrip("."), kinds)
    return "organization" if kinds == "place" else kinds


def office_of(name: Name, text: str, words: Words) -> Name | None:
    """The office that is called after who holds it: "the Office of Congressman Cy Roe", "Ann Lee's Office"."""
    before = _OFFICE_BEFORE.search(text, max(0, name.start - _OFFICE_REACH), name.start)
    behind = _OFFICE_BEHIND.match(text, name.end)
    if (before is None and behind is None) or name.title is None:
        return None
    start = before.start() if before is not None else name.start
    end = behind.end() if behind is not None else name.end
    first, last = words.token_from(start), words.token_from(end - 1) + 1
    office = Name(start, end, first, last, text[start:end], "organization", sure=True)
    office.label = f"Office of {name.text}"
    return office
