"""People across articles: the same name is the same person unless what they are said to be cannot both hold.

Chains with a full name are compared inside the block of their family name: given names with
nicknames and initials, then offices, organisations, places, dates and stories. A bare family name
joins the one full name of its story, or the one who holds the same office. A wrong merge costs more
than a missed one: a common name needs evidence, any name yields to a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from onrecord import gazetteer
from onrecord.lexicon.nominals import word_set
from onrecord.resolve.blocking import Clusters, blocks
from onrecord.resolve.briefs import Office
from onrecord.resolve.decisions import Ledger, described
from onrecord.resolve.keys import slug
from onrecord.resolve.names import PersonName, fold, person_name, romanised
from onrecord.resolve.organisations import WIKIDATA
from onrecord.resolve.parts import Group, Part, Ref, usual, written_names

COMMON_SURNAME = 400  # rank in the United States up to which a family name is common
COMPARED = 12  # members of a cluster that stand for it
TOLD = 5  # people of one name that a new one is said to differ from
PROMINENT = 10  # chains from which on a person is the one meant by a name that tells no more …
MOSTLY = 0.8  # … if so many of all chains of that name are theirs
LEGISLATOR = re.compile(r"\b(?:sen|rep|senator|representative|congress(?:man|woman|member|person))\b", re.IGNORECASE)
_SENATOR = re.compile(r"\bsen(?:ator)?\b", re.IGNORECASE)
_CONGRESS = re.compile(r"committee|caucus|congress|senate|us-house|house-|delegation|task-force")
_PRESIDENT = re.compile(r"\b(?:vice )?president\b", re.IGNORECASE)
_STATE_LEVEL = re.compile(r"\bstate (?:sen|rep)", re.IGNORECASE)


@dataclass(frozen=True)
class Profile:
    """What an article says of a person: name, folded titles, keys of bodies and places, the official it must be.

    ``states`` are those that a member of Congress is said to sit for, None of who is called none.
    """

    part: Part
    name: PersonName
    titles: frozenset[str]
    organisations: frozenset[str]
    places: frozenset[str]
    official: gazetteer.Official | None
    states: frozenset[str] | None


def profile(part: Part, key_of: Mapping[Ref, str]) -> Profile:
    """The profile of a chain; ``key_of`` has the keys of the organisations and places, resolved before."""
    roles = [role for role in part.article.roles if role.person == part.id]
    article = part.article.id
    places = {key_of.get((article, role.place), "") for role in roles if role.place}
    bodies = {key_of.get((article, role.organization), "") for role in roles if role.organization}
    if part.affiliation:
        bodies.add(key_of.get((article, part.affiliation), ""))
    name = max((person_name(name) for name in part.names), key=lambda name: (name.full, len(name.middle)))
    titles = frozenset(fold(role.title) for role in roles)
    official = _official(part, name, roles)
    states = _states(part, roles)
    return Profile(part, name, titles, frozenset(bodies - {""}), frozenset(places - {""}), official, states)


def _states(part: Part, roles: Sequence[Office]) -> frozenset[str] | None:
    """Codes of the states that the person sits for in Congress, None where no title says that it does."""
    titles = " | ".join([role.title for role in roles] + list(part.names))
    if not LEGISLATOR.search(titles) or _STATE_LEVEL.search(titles):
        return None
    labels = [role.place_label for role in roles if role.place_label]
    regions = [region for label in labels if (region := gazetteer.region_named(label))]
    return frozenset(region.code for region in regions if region.kind == "state")


def _official(part: Part, name: PersonName, roles: Sequence[Office]) -> gazetteer.Official | None:
    """The legislator or president that name, office and the article's date decide, or None."""
    if part.known in _officials_by_key():
        return _officials_by_key()[part.known]
    namesakes = _officials_by_surname().get(name.surname)
    if namesakes is None:  # nearly always
        return None
    titles = " | ".join([role.title for role in roles] + list(part.names))
    if _STATE_LEVEL.search(titles):
        return None
    office = "senator" if _SENATOR.search(titles) else "representative" if LEGISLATOR.search(titles) else None
    office = office or ("president" if _PRESIDENT.search(titles) else None)
    day = part.article.published
    legislator = office in ("senator", "representative")
    rows = [
        listed.official
        for listed in namesakes
        if _bears(listed, name) and not _other(listed, name, suffix=not legislator)
    ]
    if office is None:
        # Without a title the whole name must be an uncommon one, and the article must fall into the term.
        certain = name.full and not _common(name) and day is not None and not roles
        rows = [row for row in rows if certain and any(term.covers(day) for term in row.terms)]
    else:
        rows = [row for row in rows if any(office in t.title.lower() and t.covers(day) for t in row.terms)]
    return rows[0] if len(rows) == 1 and (name.full or day is not None) else None


def _bears(listed: _Listed, name: PersonName) -> bool:
    """Whether a form of the official's name has the given name, or a middle name that stands for it ("W. Gregory")."""
    if not name.full:
        return True
    words = {word for form in listed.forms for word in (form.given, *form.middle)}
    return any(gazetteer.same_given_name(word, name.given) for word in words)


def _other(listed: _Listed, name: PersonName, suffix: bool = True) -> bool:
    """Whether the name is a namesake's: another middle initial ("George H.W. Bush"), "Sr.", a president's with "Jr.".

    Without ``suffix`` "Sr." tells nothing: "Congressman Troy Carter, Sr." is the one of that seat, whose own
    table leaves it out.
    """
    forms = listed.forms
    namesakes = word_set("generation") if listed.president else ("sr",)
    if suffix and name.suffix in namesakes and all(form.suffix != name.suffix for form in forms):
        return True
    middles = [form.middle[0] for form in forms if form.middle]
    given = {form.given for form in forms}
    return (
        bool(name.middle and middles)
        and name.given in given
        and not any(_same_word(name.middle[0], middle) for middle in middles)
        and len(name.middle[0]) < 3
    )


@dataclass(frozen=True, slots=True)
class _Listed:
    """An official with the forms of the name, read once; ``president``: of the country, or vice president."""

    official: gazetteer.Official
    forms: tuple[PersonName, ...]
    president: bool


def _with_forms(row: gazetteer.Official) -> _Listed:
    forms = tuple(map(person_name, (row.label, row.name, *row.aliases)))
    return _Listed(row, forms, any(_PRESIDENT.search(term.title) for term in row.terms))


@cache
def _officials_by_surname() -> Mapping[str, Sequence[_Listed]]:
    found: dict[str, list[_Listed]] = {}
    for listed in map(_with_forms, gazetteer.officials()):
        found.setdefault(listed.forms[0].surname, []).append(listed)
    return found


@cache
def _officials_by_key() -> Mapping[str | None, gazetteer.Official]:
    return {key: row for row in gazetteer.officials() for key in (row.wikidata, slug(row.label))}


def contradiction(a: Profile, b: Profile) -> str | None:
    """Why two people of one name cannot be one person, None where they can."""
    if a.official and b.official and a.official != b.official:
        return f"one is the official {a.official.label}, the other {b.official.label}"
    if a.name.suffix and b.name.suffix and a.name.suffix != b.name.suffix:
        return f"one is {a.name.suffix}., the other {b.name.suffix}."
    middles = a.name.middle[:1], b.name.middle[:1]
    if all(middles) and not _same_word(middles[0][0], middles[1][0]):
        return f"their middle names differ: {middles[0][0]} and {middles[1][0]}"
    if a.part.story == b.part.story or a.titles & b.titles or a.places & b.places:
        return None
    if (a.official and _congressional(b)) or (b.official and _congressional(a)):
        return None
    if a.states is not None and b.states is not None:
        apart = a.states and b.states and not a.states & b.states
        return f"they sit for {_listed(a.states)} and {_listed(b.states)}" if apart else None
    if a.organisations and b.organisations and not _related(a.organisations, b.organisations) and _common(a.name):
        return f"a common name with unrelated organisations: {_listed(a.organisations)} and {_listed(b.organisations)}"
    return None


def _same_word(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def _related(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether an organisation of one side is one of the other's or belongs to it."""

    def wide(keys: frozenset[str]) -> set[str]:
        above = {f"org/{up}" for key in keys for up in gazetteer.parents(key.removeprefix("org/"))}
        return (above - {"org/us-government"}) | keys

    return bool(wide(left) & wide(right))


def _congressional(p: Profile) -> bool:
    """Whether all bodies that a person is tied to are of the sort that members of Congress sit on."""
    return bool(p.organisations) and all(_CONGRESS.search(key) for key in p.organisations)


def _common(name: PersonName) -> bool:
    rank = _rank(name)
    return rank is not None and rank <= COMMON_SURNAME


def _listed(keys: frozenset[str]) -> str:
    return ", ".join(sorted(keys))


def resolve_people(parts: Sequence[Part], key_of: Mapping[Ref, str], ledger: Ledger) -> list[Group]:
    """The groups of ``parts`` (chains of persons)."""
    profiles = [profile(part, key_of) for part in parts]
    clusters = Clusters(len(parts))
    officials = blocks(range(len(parts)), lambda i: [o.wikidata] if (o := profiles[i].official) else [])
    _keep_generations_apart(clusters, profiles)
    for wikidata in sorted(officials):
        for i in officials[wikidata][1:]:
            clusters.join(officials[wikidata][0], i)
    by_surname = blocks(range(len(parts)), lambda i: [profiles[i].name.surname])
    for surname in sorted(by_surname):
        full = [i for i in by_surname[surname] if profiles[i].name.full]
        _join_full_names(clusters, profiles, full, ledger)
        bare = [i for i in by_surname[surname] if not profiles[i].name.full]
        _join_bare_names(clusters, profiles, bare, full, ledger)
    _join_spellings(clusters, profiles, ledger)
    return [_group([profiles[i] for i in members]) for members in clusters.all()]


def _keep_generations_apart(clusters: Clusters, profiles: Sequence[Profile]) -> None:
    """Two people of one name in one article, one with a suffix: the article has told father and son apart."""
    generations = word_set("generation")
    bearing = [i for i, p in enumerate(profiles) if p.name.suffix in generations]
    articles = {profiles[i].part.article.id for i in bearing}
    there = [i for i, p in enumerate(profiles) if p.name.full and p.part.article.id in articles]
    named = blocks(there, lambda i: [(profiles[i].part.article.id, profiles[i].name.surname)])
    for i in bearing:
        mine = profiles[i]
        for j in named.get((mine.part.article.id, mine.name.surname), ()):
            other = profiles[j].name
            if other.suffix != mine.name.suffix and gazetteer.same_given_name(other.given, mine.name.given):
                clusters.keep_apart(i, j)


def _join_spellings(clusters: Clusters, profiles: Sequence[Profile], ledger: Ledger) -> None:
    """Names of another script spelled in two ways, where story, office or place speak for it as well.

    A family name that is frequent in the United States is spelled as its bearer does: Reed is not Reid.
    """
    foreign = [i for i, p in enumerate(profiles) if p.name.full and _rank(p.name) is None]
    alike = blocks(foreign, lambda i: [romanised(profiles[i].name.surname)])
    for key in sorted(alike):
        by_name = blocks(alike[key], lambda i: [(profiles[i].name.given, profiles[i].name.surname)])
        for (given, surname), (other, second) in combinations(sorted(by_name), 2):
            if surname == second and gazetteer.same_given_name(given, other):
                continue  # compared before
            if romanised(given) == romanised(other) or gazetteer.same_given_name(given, other):
                heads = [
                    sorted({clusters.find(i) for i in by_name[name]}) for name in ((given, surname), (other, second))
                ]
                for a, b in product(*heads):
                    _join_similar(clusters, profiles, clusters.find(a), clusters.find(b), ledger)


def _rank(name: PersonName) -> int | None:
    return gazetteer.surname_rank(name.surname.title())


def _join_full_names(clusters: Clusters, profiles: Sequence[Profile], members: list[int], ledger: Ledger) -> None:
    """Equal given names first, then nicknames and initials where story, office or place speak for it."""
    by_given = blocks(members, lambda i: [profiles[i].name.given])
    for given in sorted(by_given):
        _join_equal(clusters, profiles, by_given[given], ledger)
    givens = sorted(by_given)
    for at, given in enumerate(givens):
        for other in givens[at + 1 :]:
            if not gazetteer.same_given_name(given, other):
                continue
            for a in sorted({clusters.find(i) for i in by_given[given]}):
                for b in sorted({clusters.find(i) for i in by_given[other]}):
                    _join_similar(clusters, profiles, a, b, ledger)
    _join_called_by_middle(clusters, profiles, by_given, ledger)


def _join_called_by_middle(
    clusters: Clusters, profiles: Sequence[Profile], by_given: Mapping[str, list[int]], ledger: Ledger
) -> None:
    """ "A. Donald McEachin" and "Donald McEachin": who is called by the name behind an initial."""
    for initial in sorted(given for given in by_given if len(given) == 1):
        for other in sorted(given for given in by_given if len(given) > 1):
            called = [
                i
                for i in by_given[initial]
                if profiles[i].name.middle and gazetteer.same_given_name(profiles[i].name.middle[0], other)
            ]
            for a in sorted({clusters.find(i) for i in called}):
                for b in sorted({clusters.find(i) for i in by_given[other]}):
                    _join_similar(clusters, profiles, a, b, ledger)


def _join_equal(clusters: Clusters, profiles: Sequence[Profile], members: list[int], ledger: Ledger) -> None:
    """Chains of one given and family name: one person for each set of offices that can go together."""
    order = sorted(members, key=lambda i: (-_weight(profiles[i]), profiles[i].part.ref))
    heads: list[int] = []
    for i in order:
        if clusters.find(i) in {clusters.find(head) for head in heads}:
            continue
        options: list[tuple[int, int]] = []
        reasons: list[tuple[int, str]] = []
        possible = _of_one_suffix(clusters, profiles, heads, i)
        for head in possible:
            against = _against(clusters, profiles, head, i)
            if against is None:
                options.append((-_support(clusters, profiles, head, i), head))
            else:
                reasons.append((head, against))
        prominent = _prominent(clusters, heads, [head for _, head in options])
        if options and (len(possible) == 1 or min(options)[0] < 0):
            clusters.join(min(options)[1], i)
        elif prominent is not None:
            clusters.join(prominent, i)
            reason = "by far the most of that name are this one, and nothing speaks against it"
            ledger.joined(profiles[prominent].part.ref, profiles[i].part.ref, reason, 0.7)
        else:
            heads.append(i)
            for head, against in reasons[:TOLD]:
                ledger.apart(profiles[head].part.ref, profiles[i].part.ref, f"one name, two people: {against}", 0.8)


def _of_one_suffix(clusters: Clusters, profiles: Sequence[Profile], heads: list[int], i: int) -> list[int]:
    """The heads with the suffix of ``i``, or without one, where an article tells all others from them; else all."""
    own = [head for head in heads if profiles[head].name.suffix == profiles[i].name.suffix]
    others = [head for head in heads if profiles[head].name.suffix != profiles[i].name.suffix]
    apart = bool(own) and all(not clusters.may_join(a, b) for a in own for b in others)
    return own if apart else heads


def _prominent(clusters: Clusters, heads: Sequence[int], options: Sequence[int]) -> int | None:
    """The head of the one person, among those possible, to whom nearly all chains of the name so far belong."""
    sizes = {head: len(clusters.members(head)) for head in heads}
    enough = max(PROMINENT, MOSTLY * sum(sizes.values()))
    return next((head for head in options if sizes[head] >= enough), None)


def _weight(p: Profile) -> int:
    return 4 * (p.official is not None) + 2 * bool(p.organisations) + bool(p.titles) + bool(p.places)


def _against(clusters: Clusters, profiles: Sequence[Profile], head: int, i: int) -> str | None:
    if not clusters.may_join(head, i):
        return "a verdict keeps them apart, or an article that tells of both"
    members = clusters.members(head)
    reasons = [contradiction(profiles[j], profiles[i]) for j in members[:COMPARED]]
    if _hard(profiles, members, i):
        return next((reason for reason in reasons if reason), "another official, suffix or middle initial among them")
    return None if any(reason is None for reason in reasons) else reasons[0]


def _hard(profiles: Sequence[Profile], members: Sequence[int], i: int) -> bool:
    """Whether a member is another official or bears another suffix: no likeness to a third outweighs that."""
    mine = profiles[i]
    if mine.official is None and not mine.name.suffix and not mine.name.middle:
        return False
    return any(
        (other.official and mine.official is None and _other(_with_forms(other.official), mine.name))
        or (mine.official and other.official is None and _other(_with_forms(mine.official), other.name))
        or (mine.official and other.official and mine.official != other.official)
        or (mine.name.suffix and other.name.suffix and mine.name.suffix != other.name.suffix)
        for other in (profiles[j] for j in members)
    )


def _support(clusters: Clusters, profiles: Sequence[Profile], head: int, i: int) -> int:
    mine = profiles[i]
    best = 0
    for j in clusters.members(head)[:COMPARED]:
        other = profiles[j]
        score = 3 * (mine.part.story == other.part.story) + 2 * bool(mine.titles & other.titles)
        score += 2 * _related(mine.organisations, other.organisations) + bool(mine.places & other.places)
        score += 2 * (mine.states is not None and other.states is not None)
        best = max(best, score)
    return best


def _join_similar(clusters: Clusters, profiles: Sequence[Profile], a: int, b: int, ledger: Ledger) -> None:
    if clusters.find(a) == clusters.find(b):
        return
    support = max(_support(clusters, profiles, a, j) for j in clusters.members(b)[:COMPARED])
    if support < 2 or any(_against(clusters, profiles, a, j) for j in clusters.members(b)[:COMPARED]):
        return
    left, right = profiles[a].part, profiles[b].part
    if clusters.join(a, b):
        reason = f"{described(left)} and {described(right)} can be one name, and story, office or place agree"
        ledger.joined(left.ref, right.ref, reason, 0.85)


def _join_bare_names(
    clusters: Clusters, profiles: Sequence[Profile], bare: list[int], full: list[int], ledger: Ledger
) -> None:
    """A family name alone: the one full name of the story, else the one of the same title, else one a story."""
    by_story = blocks(full, lambda i: [profiles[i].part.story])
    by_title = blocks(full, lambda i: sorted(profiles[i].titles))
    loose: dict[int, int] = {}
    for i in bare:
        mine = profiles[i]
        story = sorted({clusters.find(j) for j in by_story.get(mine.part.story, [])})
        titled = sorted({clusters.find(j) for title in mine.titles for j in by_title.get(title, [])})
        for options, reason, confidence in (
            (story, "the only full name with this family name in the story", 0.9),
            (titled, "the only full name with this family name and title", 0.75),
        ):
            free = [root for root in options if _against(clusters, profiles, root, i) is None]
            if len(free) == 1:
                other = profiles[free[0]].part
                if clusters.join(free[0], i):
                    ledger.joined(other.ref, mine.part.ref, f"{described(other)} is {reason}", confidence)
                break
        else:
            clusters.join(loose.setdefault(mine.part.story, i), i)


def _label(official: gazetteer.Official) -> str:
    """The official's name, without a first name that is a mere initial ("W. Gregory Steube")."""
    words = official.label.split()
    if len(words[0].rstrip(".")) > 1:
        return official.label
    return " ".join([word for word in official.name.split() if len(word.rstrip(".")) > 1]) or official.label


def _group(profiles: list[Profile]) -> Group:
    parts = [p.part for p in profiles]
    officials = sorted((p.official for p in profiles if p.official), key=lambda o: o.wikidata)
    if officials:
        label = _label(officials[0])
        link = (WIKIDATA + officials[0].wikidata,)
        return Group("person", label, f"person/{slug(label)}", parts, written_names(parts), link, known=True)
    full = [p.part.label for p in profiles if person_name(p.part.label).full]
    label = usual(full or [p.part.label for p in profiles])
    name = person_name(label)
    wanted = f"person/{slug(' '.join(filter(None, (name.given, name.surname))))}"
    return Group("person", label, wanted, parts, written_names(parts))
