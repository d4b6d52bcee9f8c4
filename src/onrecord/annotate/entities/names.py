"""Where names stand and what they are names of: the parser's entities, mended by gazetteer, titles and word forms."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from onrecord import gazetteer
from onrecord.annotate.entities.bodies import body_name, body_runs, office_names, office_of, portfolios
from onrecord.annotate.entities.edges import (
    as_it_stands,
    before_article,
    before_comma,
    before_its_noun,
    behind_field,
    behind_office,
    is_by_party,
    is_no_name,
    is_of_person,
    is_town_of_seat,
    job_behind,
    of_holder,
    office_alone,
    with_its_s,
)
from onrecord.annotate.entities.introduced import (
    introduced_people,
    places_of_lists,
    titles_a_document,
    without_lists,
    without_towns,
)
from onrecord.annotate.entities.matcher import Match, match_names
from onrecord.annotate.entities.name import (
    Name,
    begins_sentence,
    is_no_person,
    kind_of_several,
    make_name,
    strip_edges,
    title_of_list,
)
from onrecord.annotate.entities.patterns import pattern_names
from onrecord.annotate.entities.people import PARTICLES
from onrecord.annotate.entities.repeated import repeated_names
from onrecord.annotate.entities.titles import (
    QUALIFIERS,
    is_title,
    only_office,
    role_before,
    strip_title,
    title_before,
    two_word_title,
    whole_person,
)
from onrecord.annotate.entities.words import Words
from onrecord.gazetteer import Region, Title
from onrecord.lexicon.nominals import name_words, nouns, roles, word_set
from onrecord.model import EntityType, Span

_CRAFT = word_set("craft")
# "Mr. Speaker" addresses nobody by name.
_ADDRESSED = frozenset(("speaker", "president", "chairman", "chair", "secretary", "chairwoman", "minister"))
_OFFICES = frozenset(("Secretary", "Minister", "Chancellor", "Premier", "Whip"))
_FIRST_OF_BODY = frozenset(("Junior", "Special", "General"))  # "Special Olympics"
_SEPARATORS = frozenset((";", "-", "–", "—", "--", "|", "•"))
_TYPE_OF: dict[str, EntityType] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "PRODUCT": "thing",
    "WORK_OF_ART": "thing",
}
_CALENDAR = word_set("calendar")
_FIRST_NAMES = frozenset(("jan", "april", "may", "june", "august"))
_LEADS_ON = frozenset(("of", "for", "the", "a", "an"))
_TEAM = frozenset(("administration", "campaign", "team", "camp", "cabinet", "transition", "presidency"))
_INNER_BODIES = frozenset(("Senate", "Congress", "National Guard", "House of Representatives"))
_STREET = re.compile(r"^\d+ |(?: (?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Highway|Hwy|Lane|Drive)\.?)$")
_NO_NAME = re.compile(r"^[A-Z]{2}-?\d{1,2}$")  # a seat in the House: "(WA-08)"
_PERSON_SHAPE = re.compile(
    r"^(?:[A-Z]\.? ?){0,2}[A-Z][\w.'’-]*"
    r"(?: (?:[A-Z]\.?|[A-Z][\w.'’-]+|bin|al|van|von|de|del|der|la|da|di|ibn|el|[\"'(][\w]+[\"')])){0,4}$"
)


def find_names(doc: Doc, text: str, words: Words, closed: tuple[Span, ...]) -> list[Name]:
    """Names in text order, nested ones after the longer; nothing inside the ``closed`` spans (boilerplate).

    ``text`` is the text that the parser saw.
    """
    covered = bytearray(len(words))
    shut = bytearray(len(words))
    for start, end in closed:
        for i in range(words.token_from(start), words.token_from(end)):
            shut[i] = 1
    names: list[Name] = []

    def add(name: Name | None) -> None:
        if name is not None and not any(covered[name.first : name.last]) and not shut[name.first]:
            for i in range(name.first, name.last):
                covered[i] = 1
            if name.known is not None or not (is_no_name(name.text) or is_by_party(words, name)):
                names.append(name)

    found = without_lists(words, [(e.start, e.end, e.label_) for e in doc.ents if e.label_ in _TYPE_OF])
    found = [as_it_stands(words, *entity) for entity in found]
    introduced = introduced_people(text, words, found)
    people = {first for first, _, label in found if label == "PERSON"} | {n.first for n in introduced}
    strong = [name for match in match_names(text) if (name := _from_match(match, text, words)) is not None]
    given = {first for first, last, label in found if label == "PERSON" and last - first == 2}
    strong = [n for n in strong if not is_of_person(words, n.first, n.last, given)]
    strong += [n for a, b in body_runs(text, words, people) if (n := body_name(text, words, a, b)) is not None]
    strong += [*office_names(text, words), *introduced, *pattern_names(text, words)]
    secretaries = {n.first for n in strong if n.known is not None}
    for first, last in portfolios(text, words):
        if first not in secretaries:
            shut[first:last] = covered[first:last] = b"\1" * (last - first)
    # Of names that overlap the longer stands: "New Mexico Department of Justice" is not the Department of Justice.
    for name in sorted(strong, key=lambda n: (n.start - n.end, n.start, n.known is None)):
        add(name)
    for first, last, label in found:
        for a, b in _free_runs(covered, first, last):
            if b == last or words.lower[b - 1] not in _LEADS_ON:  # "the Chairs of the | Haiti Caucus"
                add(_from_entity(words, text, a, b, label))
    for first, last in (run for run in _proper_runs(words, covered) if not is_town_of_seat(words, *run)):
        add(_from_run(words, text, first, last))
    blocked = bytearray(a | b for a, b in zip(covered, shut, strict=True))
    names.extend(repeated_names(names, text, words, blocked))
    names.sort(key=lambda n: (n.start, -n.end))
    places_of_lists(names, text, words)
    return _with_branches(_without_chance_capitals(without_towns(names, text, words), words), text, words)


def _without_chance_capitals(names: list[Name], words: Words) -> list[Name]:
    """Drops single words that have a capital only because they begin a sentence: no other name holds them."""
    inside = {
        word
        for n in names
        if " " in n.text or not begins_sentence(words, n.first)
        for word in n.text.replace("-", " ").split()
    }
    return [
        n
        for n in names
        if n.type != "thing"
        or n.sure
        or n.last - n.first > 1
        or n.text in inside
        or not begins_sentence(words, n.first)
        or n.title is not None
    ]


def _free_runs(covered: bytearray, first: int, last: int) -> list[tuple[int, int]]:
    runs, begin = [], None
    for i in range(first, last + 1):
        if i < last and not covered[i]:
            begin = i if begin is None else begin
        elif begin is not None:
            runs.append((begin, i))
            begin = None
    return runs


def _from_match(match: Match, text: str, words: Words) -> Name | None:
    first = words.token_from(match.start)
    last = words.token_from(match.end - 1) + 1
    if first >= len(words) or first >= last:
        return None
    name = match.row
    # "Apple Corps" is not Apple: a word of a public body behind a company's name makes another body.
    behind = words.text[last] if last < len(words) and words.proper(last) else ""
    if name.type == "organization" and not match.acronym and name_words().get(behind) == "agency":
        return None
    # "Congress" inside "Indian National Congress" and "Senate" after a state belong to a longer name.
    if match.row.type == "agency" and not match.acronym and first > 0 and len(match.row.label.split()) > 1:
        bare = text[match.start : match.end]
        before = first - 1
        longer = words.proper(before) and words.lower[before] not in _CALENDAR | {"new"}
        if bare in _INNER_BODIES and longer and words.sentence[before] == words.sentence[first]:
            return None
        if bare in ("Senate",) and before > 0 and words.lower[before] == "'s" and words.proper(before - 1):
            return None
    return Name(
        match.start, match.end, first, last, text[match.start : match.end], name.type, name, match.acronym, sure=True
    )


def _from_entity(words: Words, text: str, first: int, last: int, label: str) -> Name | None:
    for i in range(first, last):
        if "\n" in words.text[i] or (words.text[i] in _SEPARATORS and _spaced(words, i)):
            left = _from_entity(words, text, first, i, label) if i > first else None
            return left or (_from_entity(words, text, i + 1, last, label) if i + 1 < last else None)
    end = last
    first, last = strip_edges(words, first, last)
    last = before_article(words, first, last)
    if label == "ORG":
        last = with_its_s(words, last, end) or before_comma(words, first, last)
    if label == "ORG" and (holder := behind_field(words, first, last) or behind_office(words, first, last)):
        first, label = holder, "PERSON"
    if first >= last:
        return None
    begin = first
    title, first = strip_title(words, first, last)
    if label == "ORG" and title is None and words.text[begin] in _FIRST_OF_BODY:
        first = begin
    while last - first > 1 and is_title(words, last - 1) and last < len(words) and words.proper(last):
        last -= 1
    if last - first == 2 and words.text[last - 1] == "State" and last < len(words) and is_title(words, last):
        last -= 1
    if first >= last or (not words.capital(first) and not words.text[first][:1].isdigit()):
        return None
    if last - first == 2 and words.lower[last - 1] == "of":
        return None  # "The Office of | Congressman Lee"
    if all(words.lower[i] in _CALENDAR for i in range(first, last)):
        return None
    if last - first == 1 and last < len(words) and words.capital(last) and two_word_title(words, first) is not None:
        return None
    if office_alone(words, first, last):
        return None
    if label == "PERSON" or (title is not None and last - first == 1):
        last = whole_person(words, first, last)
    if title is None and last - first == 1 and (words.text[first] in name_words() or words.lower[first] in roles()):
        title = title_before(words, first)
        if title is None or words.lower[first] in _ADDRESSED:
            return None
    if last - first == 1 and (title or title_before(words, first)) is not None and only_office(words, first):
        return None
    if last - first == 1 and title is None and (words.lower[first] in QUALIFIERS or job_behind(words, first)):
        return None
    if label == "ORG" and title is None and before_its_noun(words, first, last):
        last += 1
    name = make_name(words, text, first, last, _TYPE_OF[label])
    name.title = title
    return _typed(words, name, label)


def _spaced(words: Words, i: int) -> bool:
    """A dash between spaces parts: "WASHINGTON, DC - Jackie Speier"."""
    return words.text[i] == ";" or i + 1 >= len(words) or i == 0 or words.start[i] > words.end[i - 1]


def _typed(words: Words, name: Name, label: str) -> Name | None:
    """Mends what the parser takes a name for."""
    tokens = name.text.split()
    if _NO_NAME.match(name.text) or name.text in word_set("degree"):
        return None
    region = _region(words, name)
    if region is not None and not (label == "PERSON" and len(tokens) == 1 and name.title is not None):
        name.type, name.sure, name.label = "place", True, region.names[0]
        return name
    if label in ("ORG", "PERSON") and _dateline(words, name):
        name.type, name.sure, name.label = "place", True, name.text.title()
        return name
    if tokens[0] in _CRAFT and len(tokens) > 1:
        name.type, name.sure = "thing", True
        return name
    if not name.sure and _of_title(words, name):
        return None
    title = name.title or title_before(words, name.first)
    name.title = title
    given = gazetteer.given_name_gender(tokens[0]) if len(tokens) > 1 else None
    kind = name_words().get(tokens[-1].rstrip(".")) or kind_of_several(tokens[-1])
    for k, word in enumerate(tokens):
        if word in ("of", "for") and k:
            kind = name_words().get(tokens[k - 1], kind)
            break
    if name.type == "person":
        if not title and not given and (titles_a_document(words, name.last) or is_no_person(name.text)):
            return None
        if kind is not None and kind != "place" and not title and len(tokens) > 1:
            name.type = kind
        elif _STREET.search(name.text) or (kind == "place" and not given and len(tokens) > 1):
            name.type = "place"
        elif not _PERSON_SHAPE.match(name.text) or (len(tokens) == 1 and gazetteer.demonym_of(name.text)):
            return None
        else:
            name.sure = bool(title or given)
        return name
    if name.type in ("organization", "place", "thing"):
        human = _PERSON_SHAPE.match(name.text) and 2 <= len(tokens) <= 4 and kind is None
        if human and (title is not None or role_before(words, name.first)):
            name.type, name.sure = "person", True
        elif human and given and gazetteer.surname_rank(tokens[-1]) and name.type == "organization":
            name.type = "person"
        elif len(tokens) == 1 and title is not None and name.type == "organization" and _is_called(title, name.text):
            name.type, name.sure = "person", True
        elif name.type == "organization" and kind is not None:
            name.type, name.sure = ("organization", False) if kind == "place" else (kind, True)
        elif label == "WORK_OF_ART" and kind == "outlet" and len(tokens) < 6:
            name.type = "outlet"
        elif (label == "WORK_OF_ART" and len(tokens) > 6) or (
            name.type == "organization" and gazetteer.demonym_of(name.text)
        ):
            return None
    return name


def _is_called(title: Title, word: str) -> bool:
    """Whether a word that the parser takes for a body is who has the title: "Congressman DesJarlais"."""
    lawmaker = title.role in word_set("lawmakers") and not word.isupper()
    return title.role is None or lawmaker or gazetteer.surname_rank(word) is not None


def _of_title(words: Words, name: Name) -> bool:
    """Whether an office behind the words takes them in: "Shadow Home Secretary Yvette Cooper"."""
    if name.type == "place" or name.last + 1 >= len(words) or name.text.split()[-1] in name_words():
        return False
    return words.text[name.last] in _OFFICES and words.proper(name.last + 1)


def _region(words: Words, name: Name) -> Region | None:
    """The region of that name; a dateline writes it in capitals."""
    found = gazetteer.region_named(name.text)
    if found is not None and found.kind == "state" and len(name.text) == 2 and not _postal(words, name):
        return None
    if found is None and name.text.isupper() and len(name.text) > 3:
        found = gazetteer.region_named(name.text.title())
    return found


def _postal(words: Words, name: Name) -> bool:
    """Whether two capitals stand where a state's do: "(R-ID)", "Boise, ID 83702"; not in "6 PM CT", "photo ID"."""
    if name.text == "DC" or name.first == 0:
        return True
    i = name.first - 1
    if words.text[i][-1:] in "-–(/[":
        return True
    if words.text[i] == "," and i > 0:
        i -= 1
    elif name.last < len(words) and words.text[name.last].isdigit():
        return True
    return words.capital(i) and words.lower[i] not in ("am", "pm", "a.m.", "p.m.") and not words.text[i].isdigit()


def _dateline(words: Words, name: Name) -> bool:
    """A word in capitals that opens a line before a comma or a dash: "DETROIT, MI – "."""
    if not name.text.isupper() or len(name.text) < 4 or name.last >= len(words):
        return False
    opens = name.first == 0 or "\n" in words.text[name.first - 1]
    return opens and words.text[name.last] in (",", "-", "–", "—", "--", "(", "/")


def _proper_runs(words: Words, covered: bytearray) -> list[tuple[int, int]]:
    """Runs of capitalised proper nouns that no entity covers: bare surnames and names the parser missed."""
    runs = []
    i, size = 0, len(words)
    while i < size:
        if not covered[i] and words.proper(i):
            j = i + 1
            while j < size and not covered[j] and words.proper(j) and words.sentence[j] == words.sentence[i]:
                j += 1
            if j + 2 < size and words.lower[j] in PARTICLES and words.text[j + 1] == "-" and words.proper(j + 2):
                # "Suleiman al-Amr"
                j += 3 if not any(covered[j : j + 3]) else 0
            runs.append((i, j))
            i = j
        else:
            i += 1
    return runs


def _from_run(words: Words, text: str, first: int, last: int) -> Name | None:
    first, last = strip_edges(words, first, last)
    if first >= last:
        return None
    title, begin = strip_title(words, first, last)
    title = title or title_before(words, begin)
    if title is None and of_holder(words, begin, last):
        return make_name(words, text, last - 2, last, "person", sure=True)
    if title is None and (holder := behind_office(words, begin, last)):
        return make_name(words, text, holder, last, "person", sure=True)
    lone = begin == last - 1
    if begin >= last or (lone and (words.lower[begin] in _ADDRESSED or (title is None and is_title(words, begin)))):
        return None
    called = begin + int(title is not None and not lone and words.lower[begin] in _FIRST_NAMES)  # "Rep. Jan Lee"
    if any(words.lower[i].rstrip(".") in _CALENDAR for i in range(called, last)):
        return None
    if title is not None and lone and only_office(words, begin):
        return None
    name = make_name(words, text, begin, last, "thing")
    if title is None and (name.text in name_words() or name.text.lower() in roles()):
        return None
    if last - begin == 1 and title is None and words.lower[begin] in nouns() and begins_sentence(words, begin):
        return None
    tail = words.lower[last - 1]
    if words.tag[last - 1] == "NNPS" and (tail.rstrip("s") in nouns() or gazetteer.demonym_of(words.text[last - 1])):
        # "Democrats", "House Republicans", "Alaskans": people of a kind, no name.
        return None
    if office_alone(words, begin, last):
        return None
    if title is None and tail in roles() and not gazetteer.given_name_gender(words.text[begin]):
        # "Prime Minister", "Port Director": an office without its holder.
        return None
    if _NO_NAME.match(name.text) or name.text in word_set("degree"):
        return None
    if len(name.text) < 2 or gazetteer.demonym_of(name.text) or not name.text[0].isalpha():
        return None
    region = _region(words, name)
    tokens = name.text.split()
    if region is not None:
        name.type, name.sure, name.label = "place", True, region.names[0]
        return name
    name.title = title = title or title_of_list(words, begin, last)
    kind = name_words().get(tokens[-1].rstrip("."))
    given = gazetteer.given_name_gender(tokens[0])
    if title is None and not given and titles_a_document(words, last):
        return None
    if title is not None and kind is None:
        name.type, name.sure = "person", True
    elif len(tokens) > 1 and given and kind is None and _PERSON_SHAPE.match(name.text):
        name.type = "person"
    elif len(tokens) > 1 and kind is not None:
        name.type = kind
    elif len(tokens) == 1 and 2 <= len(name.text) <= 6 and name.text.isupper() and name.text.isalpha():
        name.type = "organization"
    elif name.text.isupper() and len(tokens) > 1:
        return None
    return name


def _with_branches(names: list[Name], text: str, words: Words) -> list[Name]:
    """Adds "Trump administration" and "ICE New Orleans field office" beside the names they are made of."""
    extra: list[Name] = []
    for k, name in enumerate(names):
        team = words.lower[name.last] if name.last < len(words) and text[name.end : name.end + 1] == " " else ""
        if name.type == "person" and team in _TEAM and len(name.text.split()) < 3:
            end = words.end[name.last]
            kind: EntityType = "agency" if team == "administration" else "organization"
            body = Name(name.start, end, name.first, name.last + 1, text[name.start : end], kind, sure=True)
            body.label = f"{name.text.split()[-1]} {words.text[name.last]}"
            extra.append(body)
        if name.type == "organization" and name.last + 1 < len(words) and words.lower[name.last] == "of":
            after = names[k + 1] if k + 1 < len(names) else None
            if after is not None and after.first == name.last + 1 and after.type == "place" and name.known is not None:
                whole = Name(name.start, after.end, name.first, after.last, text[name.start : after.end], name.type)
                whole.sure = True
                extra.append(whole)
    offices = [o for n in names if n.type == "person" and (o := office_of(n, text, words)) is not None]
    # "Office" behind "Ann Lee's" is no name beside hers.
    part = {i for o in offices for i in (o.first, o.last - 1)}
    names = [n for n in names if n.type == "person" or n.last - n.first > 1 or n.first not in part]
    names.extend((*extra, *offices))
    names.sort(key=lambda n: (n.start, -n.end))
    return names
