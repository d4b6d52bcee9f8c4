"""People across articles: the same name is the same person unless what they are said to be cannot both hold.

Chains with a full name are compared inside the block of their family name: given names with
nicknames and initials, then offices, organisations, places, dates and stories. A bare family name
joins the one full name of its story, or the one who holds the same office. A wrong merge costs more
than a missed one: a common name needs evidence, any name yields to a contradiction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

from onrecord import gazetteer
from onrecord.lexicon.nominals import word_set
from onrecord.partitions import Workers
from onrecord.resolve.blocking import Clusters, blocks, over_blocks
from onrecord.resolve.briefs import Office
from onrecord.resolve.decisions import Decided, Ledger, described
from onrecord.resolve.keys import slug
from onrecord.resolve.names import person_name, romanised
from onrecord.resolve.organisations import WIKIDATA
from onrecord.resolve.parts import Group, Part, Ref, usual, written_names
from onrecord.resolve.profiles import (
    Bearer,
    Held,
    Profile,
    bears_another_name,
    contradiction,
    known_official,
    profile,
    related,
    surname_rank,
)

COMPARED = 12  # members of a cluster that stand for it
TOLD = 5  # people of one name that a new one is said to differ from
PROMINENT = 10  # chains from which on a person is the one meant by a name that tells no more …
MOSTLY = 0.8  # … if so many of all chains of that name are theirs


class Found(NamedTuple):
    """The people of a family name: numbers of chains, the Wikidata id of who is an official; and what was decided."""

    people: list[tuple[list[int], str | None]]
    decided: list[Decided]


def resolve_people(
    parts: Sequence[Part], key_of: Mapping[Ref, str], ledger: Ledger, workers: Workers | None = None
) -> list[Group]:
    """The groups of ``parts`` (chains of persons); ``key_of`` has the keys of organisations and places."""
    bearers = _bearers(parts, key_of)
    families = _families(bearers)
    found: list[tuple[list[int], str | None]] = []
    compared = over_blocks(compare, ([bearers[i] for i in family] for family in families), _cost, workers)
    for family, (people, decided) in zip(families, compared, strict=True):
        found += [([family[i] for i in members], official) for members, official in people]
        ledger.take(decided)
    found.sort()
    return [_group([parts[i] for i in members], known_official(official)) for members, official in found]


def _bearers(parts: Sequence[Part], key_of: Mapping[Ref, str]) -> list[Bearer]:
    """The chains as they are compared."""
    offices: dict[Ref, list[Office]] = defaultdict(list)
    for article in dict.fromkeys(part.article for part in parts):
        for office in article.roles:
            offices[article.id, office.person].append(office)
    return [_bearer(part, offices.get(part.ref, ()), key_of) for part in parts]


def _bearer(part: Part, offices: Sequence[Office], key_of: Mapping[Ref, str]) -> Bearer:
    article = part.article.id
    bodies = [office.organization for office in offices] + [part.affiliation]
    return Bearer(
        *(part.ref, part.story, part.article.published, part.label, part.names),
        max(map(person_name, part.names), key=lambda name: (name.full, len(name.middle))),
        part.known,
        tuple(Held(office.title, office.place_label) for office in offices),
        frozenset(key for id in bodies if id and (key := key_of.get((article, id)))),
        frozenset(key for office in offices if office.place and (key := key_of.get((article, office.place)))),
    )


def _families(bearers: Sequence[Bearer]) -> list[list[int]]:
    """Numbers of chains, ascending: nobody is ever compared with, or joined to, who is in another family.

    They share a family name, a spelling of it, or an official whom a table names.
    """
    surnames = {bearer.name.surname for bearer in bearers}
    links = {(surname, f"spelled {romanised(surname)}") for surname in surnames if surname_rank(surname) is None}
    for bearer in bearers:
        if official := known_official(bearer.known):
            links.add((bearer.name.surname, person_name(official.label).surname))
    number = {name: at for at, name in enumerate(sorted(surnames.union(*links)))}
    names = Clusters(len(number))
    for one, other in links:
        names.join(number[one], number[other])
    return list(blocks(range(len(bearers)), lambda i: [names.find(number[bearers[i].name.surname])]).values())


def _cost(family: Sequence[Bearer]) -> float:
    return 0.05 * len(family)


def compare(family: Sequence[Bearer]) -> Found:
    """Who of a family is one person: what a worker does."""
    profiles = [profile(bearer) for bearer in family]
    clusters, ledger = Clusters(len(family)), Ledger()
    officials = blocks(range(len(family)), lambda i: [o.wikidata] if (o := profiles[i].official) else [])
    _keep_generations_apart(clusters, profiles)
    for wikidata in sorted(officials):
        for i in officials[wikidata][1:]:
            clusters.join(officials[wikidata][0], i)
    by_surname = blocks(range(len(family)), lambda i: [profiles[i].name.surname])
    for surname in sorted(by_surname):
        full = [i for i in by_surname[surname] if profiles[i].name.full]
        _join_full_names(clusters, profiles, full, ledger)
        bare = [i for i in by_surname[surname] if not profiles[i].name.full]
        _join_bare_names(clusters, profiles, bare, full, ledger)
    _join_spellings(clusters, profiles, ledger)
    people = []
    for members in clusters.all():
        known = [o.wikidata for i in members if (o := profiles[i].official)]
        people.append((members, min(known, default=None)))
    return Found(people, ledger.rows)


def _keep_generations_apart(clusters: Clusters, profiles: Sequence[Profile]) -> None:
    """Two people of one name in one article, one with a suffix: the article has told father and son apart."""
    generations = word_set("generation")
    bearing = [i for i, p in enumerate(profiles) if p.name.suffix in generations]
    articles = {profiles[i].ref[0] for i in bearing}
    there = [i for i, p in enumerate(profiles) if p.name.full and p.ref[0] in articles]
    named = blocks(there, lambda i: [(profiles[i].ref[0], profiles[i].name.surname)])
    for i in bearing:
        mine = profiles[i]
        for j in named.get((mine.ref[0], mine.name.surname), ()):
            other = profiles[j].name
            if other.suffix != mine.name.suffix and gazetteer.same_given_name(other.given, mine.name.given):
                clusters.keep_apart(i, j)


def _join_spellings(clusters: Clusters, profiles: Sequence[Profile], ledger: Ledger) -> None:
    """Names of another script spelled in two ways, where story, office or place speak for it as well.

    A family name that is frequent in the United States is spelled as its bearer does: Reed is not Reid.
    """
    foreign = [i for i, p in enumerate(profiles) if p.name.full and surname_rank(p.name.surname) is None]
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
    order = sorted(members, key=lambda i: (-_weight(profiles[i]), profiles[i].ref))
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
            ledger.joined(profiles[prominent].ref, profiles[i].ref, reason, 0.7)
        else:
            heads.append(i)
            for head, against in reasons[:TOLD]:
                ledger.apart(profiles[head].ref, profiles[i].ref, f"one name, two people: {against}", 0.8)


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
        (other.official and mine.official is None and bears_another_name(other.official, mine.name))
        or (mine.official and other.official is None and bears_another_name(mine.official, other.name))
        or (mine.official and other.official and mine.official != other.official)
        or (mine.name.suffix and other.name.suffix and mine.name.suffix != other.name.suffix)
        for other in (profiles[j] for j in members)
    )


def _support(clusters: Clusters, profiles: Sequence[Profile], head: int, i: int) -> int:
    mine = profiles[i]
    best = 0
    for j in clusters.members(head)[:COMPARED]:
        other = profiles[j]
        score = 3 * (mine.story == other.story) + 2 * bool(mine.titles & other.titles)
        score += 2 * related(mine.organisations, other.organisations) + bool(mine.places & other.places)
        score += 2 * (mine.states is not None and other.states is not None)
        best = max(best, score)
    return best


def _join_similar(clusters: Clusters, profiles: Sequence[Profile], a: int, b: int, ledger: Ledger) -> None:
    if clusters.find(a) == clusters.find(b):
        return
    support = max(_support(clusters, profiles, a, j) for j in clusters.members(b)[:COMPARED])
    if support < 2 or any(_against(clusters, profiles, a, j) for j in clusters.members(b)[:COMPARED]):
        return
    left, right = profiles[a], profiles[b]
    if clusters.join(a, b):
        names = f"{described(left.label)} and {described(right.label)}"
        reason = f"{names} can be one name, and story, office or place agree"
        ledger.joined(left.ref, right.ref, reason, 0.85)


def _join_bare_names(
    clusters: Clusters, profiles: Sequence[Profile], bare: list[int], full: list[int], ledger: Ledger
) -> None:
    """A family name alone: the one full name of the story, else the one of the same title, else one a story."""
    by_story = blocks(full, lambda i: [profiles[i].story])
    by_title = blocks(full, lambda i: sorted(profiles[i].titles))
    loose: dict[int, int] = {}
    for i in bare:
        mine = profiles[i]
        story = sorted({clusters.find(j) for j in by_story.get(mine.story, [])})
        titled = sorted({clusters.find(j) for title in mine.titles for j in by_title.get(title, [])})
        for options, reason, confidence in (
            (story, "the only full name with this family name in the story", 0.9),
            (titled, "the only full name with this family name and title", 0.75),
        ):
            free = [root for root in options if _against(clusters, profiles, root, i) is None]
            if len(free) == 1:
                other = profiles[free[0]]
                if clusters.join(free[0], i):
                    ledger.joined(other.ref, mine.ref, f"{described(other.label)} is {reason}", confidence)
                break
        else:
            clusters.join(loose.setdefault(mine.story, i), i)


def _label(official: gazetteer.Official) -> str:
    """The official's name, without a first name that is a mere initial ("W. Gregory Steube")."""
    words = official.label.split()
    if len(words[0].rstrip(".")) > 1:
        return official.label
    return " ".join([word for word in official.name.split() if len(word.rstrip(".")) > 1]) or official.label


def _group(parts: list[Part], official: gazetteer.Official | None) -> Group:
    if official:
        label = _label(official)
        link = (WIKIDATA + official.wikidata,)
        return Group("person", label, f"person/{slug(label)}", parts, written_names(parts), link, known=True)
    full = [part.label for part in parts if person_name(part.label).full]
    label = usual(full or [part.label for part in parts])
    name = person_name(label)
    wanted = f"person/{slug(' '.join(filter(None, (name.given, name.surname))))}"
    return Group("person", label, wanted, parts, written_names(parts))
