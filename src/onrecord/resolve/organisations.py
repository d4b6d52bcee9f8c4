"""Organisations, agencies and outlets across articles.

A row of the gazetteer decides where the name alone does. Else the core of the name, acronym and
expansion, and, inside a story, a shorter form of a longer name. A name that many bodies bear
("Police Department", "Ministry of Defence") means the same only inside a story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from onrecord import gazetteer
from onrecord.model import EntityType
from onrecord.partitions import Workers
from onrecord.resolve import places
from onrecord.resolve.blocking import Clusters, blocks, over_blocks
from onrecord.resolve.decisions import Ledger, described
from onrecord.resolve.keys import slug
from onrecord.resolve.names import initials, is_acronym, organisation_core, word_list
from onrecord.resolve.parts import Group, Part, described_key, usual, usual_type, written_names

WIKIDATA = "http://www.wikidata.org/entity/"
LONG_ACRONYM = 4  # letters from which on an acronym means one body in all articles
LONG_NAME = 12  # characters from which on one different letter is a slip of the pen
TYPES: tuple[EntityType, ...] = ("agency", "outlet", "organization")
_NEAR = 8  # names in their order: a slip of the pen is looked for in so many, less one, that follow
_GENERIC = word_list("generic-organisation-word")


def is_generic(core: str) -> bool:
    """Whether every word of the name is one that bodies of many countries and cities share."""
    return all(word in _GENERIC for word in core.split())


def _cores(part: Part) -> list[str]:
    return sorted({core for core in map(organisation_core, part.names) if core})


class Bodies(NamedTuple):
    """What is compared in a story: cores of names, sorted, names in full, and the acronyms that they may spell."""

    cores: tuple[str, ...]
    names: tuple[str, ...]
    acronyms: frozenset[str]


class Alike(NamedTuple):
    """What the names of a story have in common.

    ``longer`` are the longer forms of a core, ``slips`` pairs of cores that differ by a slip of the pen, ``spell`` the
    names that spell an acronym.
    """

    longer: Mapping[str, Sequence[str]]
    slips: frozenset[tuple[str, str]]
    spell: Mapping[str, frozenset[str]]


def resolve_organisations(parts: Sequence[Part], ledger: Ledger, workers: Workers | None = None) -> list[Group]:
    """The groups of ``parts`` (chains of agencies, organisations and outlets)."""
    clusters = Clusters(len(parts))
    known = [gazetteer.known(part.known) for part in parts]
    _keep_rows_apart(clusters, parts)
    cores_of = [_cores(part) for part in parts]
    by_core = blocks(range(len(parts)), cores_of.__getitem__)
    for core in sorted(by_core):
        _join_core(clusters, parts, core, by_core[core], ledger)
    stories = blocks(range(len(parts)), lambda i: [parts[i].story])
    acronyms = [_acronym(part) for part in parts]
    bodies = [_bodies(parts, cores_of, acronyms, members) for members in stories.values()]
    compared = over_blocks(alike, bodies, _cost, workers)
    told = dict(zip(stories, compared, strict=True))
    _join_acronyms(clusters, parts, acronyms, stories, told, ledger)
    for story, members in stories.items():
        _join_in_story(clusters, parts, cores_of, members, told[story], ledger)
    return [_group([parts[i] for i in members], [k for i in members if (k := known[i])]) for members in clusters.all()]


def _keep_rows_apart(clusters: Clusters, parts: Sequence[Part]) -> None:
    """Chains of one gazetteer row are one; two rows never meet."""
    rows = blocks(range(len(parts)), lambda i: [k] if (k := parts[i].known) and gazetteer.known(k) else [])
    for key in sorted(rows):
        for i in rows[key][1:]:
            clusters.join(rows[key][0], i)
        clusters.mark(rows[key][0], key)


def _join_core(clusters: Clusters, parts: Sequence[Part], core: str, members: list[int], ledger: Ledger) -> None:
    """Everywhere for a name of its own; inside a story for a generic one, a short acronym and a description."""
    acronym = any(is_acronym(name) and organisation_core(name) == core for i in members for name in parts[i].names)
    own = [i for i in members if parts[i].named and not is_generic(core)]
    scopes = (
        [own] if own and not (acronym and (len(core) < LONG_ACRONYM or _meanings(clusters, parts, own) > 1)) else []
    )
    scopes += blocks(members, lambda i: [parts[i].story]).values()
    for scope in scopes:
        if acronym and _meanings(clusters, parts, scope) > 1:
            continue
        first = min(scope, key=lambda i: (parts[i].known is None, not parts[i].named, parts[i].ref))
        for i in scope:
            if clusters.join(first, i) and organisation_core(parts[i].label) != core:
                ledger.joined(parts[first].ref, parts[i].ref, f"both bear the name “{core}”", 0.95)


def _meanings(clusters: Clusters, parts: Sequence[Part], members: list[int]) -> int:
    """How many bodies the chains write out in full, beside the acronym that all of them bear."""
    return len({clusters.find(i) for i in members if not all(map(is_acronym, parts[i].names))})


def _acronym(part: Part) -> str:
    """The letters of a chain that is written as an acronym alone, "" of any other."""
    letters = organisation_core(part.label).replace(" ", "")
    return letters if not part.known and len(letters) > 2 and all(map(is_acronym, part.names)) else ""


def _bodies(
    parts: Sequence[Part], cores_of: Sequence[Sequence[str]], acronyms: Sequence[str], members: Sequence[int]
) -> Bodies:
    wanted = frozenset(acronyms[i] for i in members) - {""}
    full = {name for i in members for name in parts[i].written if not is_acronym(name)} if wanted else ()
    cores = {core for i in members if parts[i].named for core in cores_of[i]}
    return Bodies(tuple(sorted(cores)), tuple(sorted(full)), wanted)


def _cost(bodies: Bodies) -> float:
    return 0.01 * (len(bodies.cores) + len(bodies.names))


def alike(bodies: Bodies) -> Alike:
    """What the names of a story have in common: what a worker does."""
    spell: dict[str, set[str]] = defaultdict(set)
    for name in bodies.names:
        for letters in bodies.acronyms.intersection(initials(name)):
            spell[letters].add(name)
    slips = _slips([core for core in bodies.cores if len(core) >= LONG_NAME])
    return Alike(_longer(bodies.cores), slips, {letters: frozenset(names) for letters, names in spell.items()})


def _longer(cores: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """The longer forms of each of ``cores``: they are found by their first and last words, not by pairs."""
    short = {core for core in cores if len(core) >= 4 and (" " in core or not is_generic(core))}
    found: dict[str, list[str]] = defaultdict(list)
    for core in cores:
        spaces = [at for at, sign in enumerate(core) if sign == " "]
        for part in {*(core[:at] for at in spaces), *(core[at + 1 :] for at in spaces)} & short:
            if _extends(core, part, is_generic(part)):
                found[part].append(core)
    return dict(found)


def _extends(core: str, short: str, generic: bool) -> bool:
    """Whether ``short`` is a part of the longer name: "the Colts" are the team that is called after Indianapolis."""
    if generic:
        return core.endswith(f" {short}")
    return core.startswith(f"{short} ") or (
        core.endswith(f" {short}") and short.endswith("s") and bool(places.look_up(core.removesuffix(f" {short}")))
    )


def _slips(cores: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Those that differ from one of the next by one letter, the "s" of a plural aside."""
    return frozenset(
        (core, other)
        for at, core in enumerate(cores)
        for other in cores[at + 1 : at + _NEAR]
        if DamerauLevenshtein.distance(core, other, score_cutoff=1) == 1 and core + "s" != other
    )


def _join_acronyms(
    clusters: Clusters,
    parts: Sequence[Part],
    acronyms: Sequence[str],
    stories: Mapping[int, Sequence[int]],
    told: Mapping[int, Alike],
    ledger: Ledger,
) -> None:
    """A chain of acronyms alone joins the one body of its story whose name they spell."""
    for i, part in enumerate(parts):
        names = told[part.story].spell.get(acronyms[i])
        if not names:
            continue
        candidates = [j for j in stories[part.story] if not names.isdisjoint(parts[j].written)]
        roots = sorted({clusters.find(j) for j in candidates})
        if len(roots) == 1 and clusters.join(roots[0], i):
            other = parts[min(candidates, key=lambda j: parts[j].ref)]
            reason = f"{described(part.label)} spells {described(other.label)}, the only such name in the story"
            ledger.joined(other.ref, part.ref, reason, 0.9)
        elif len(roots) > 1:
            reason = f"{len(roots)} names in the story spell {described(part.label)}"
            ledger.apart(part.ref, parts[roots[0]].ref, reason, 0.7)


def _join_in_story(
    clusters: Clusters,
    parts: Sequence[Part],
    cores_of: Sequence[Sequence[str]],
    members: Sequence[int],
    told: Alike,
    ledger: Ledger,
) -> None:
    """Inside a story: a part of one longer name, and names that differ by a slip of the pen.

    The first words stand for a name of its own ("Lockheed"), the last for one that many bodies bear ("Air
    Force"). Two chains of one article that the article's own reading kept apart stay apart.
    """
    if not told.longer and not told.slips:
        return
    cores = sorted({(core, clusters.find(i)) for i in members if parts[i].named for core in cores_of[i]})
    bearing = blocks(cores, lambda row: [row[0]])
    for short, root in cores:
        if short not in told.longer or parts[root].known:
            continue
        found = {other for core in told.longer[short] for _, other in bearing[core] if clusters.find(other) != root}
        if len(found) == 1 and not _share_article(clusters, parts, min(found), root):
            left, right = parts[min(found)], parts[root]
            if clusters.join(min(found), root):
                reason = f"{described(left.label)} is the only longer name in the story with “{short}” in it"
                ledger.joined(left.ref, right.ref, reason, 0.8)
    long = [row for row in cores if len(row[0]) >= LONG_NAME] if told.slips else []
    for at, (core, root) in enumerate(long):
        for other, second in long[at + 1 : at + _NEAR]:
            if (core, other) in told.slips and clusters.join(root, second):
                reason = f"“{core}” and “{other}” differ by one letter, in one story"
                ledger.joined(parts[root].ref, parts[second].ref, reason, 0.85)


def _share_article(clusters: Clusters, parts: Sequence[Part], a: int, b: int) -> bool:
    articles = [{parts[i].article.id for i in clusters.members(root)} for root in (a, b)]
    return bool(articles[0] & articles[1])


def _group(parts: list[Part], rows: list[gazetteer.Known]) -> Group:
    if rows:
        row = min(rows, key=lambda known: known.key)
        return Group(
            row.type,
            row.label,
            f"org/{row.key}",
            parts,
            written_names(parts),
            (WIKIDATA + row.wikidata,) if row.wikidata else (),
            f"org/{row.parent}" if row.parent else None,
            row.website,
            known=True,
        )
    named = [part for part in parts if part.named]
    if not named:
        label = usual(part.label for part in parts)
        return Group(usual_type(parts, TYPES), label, described_key("org", parts), parts)
    full = [part.label for part in named if not is_acronym(part.label)]
    label = usual(full or [part.label for part in named])
    return Group(usual_type(parts, TYPES), label, f"org/{slug(organisation_core(label))}", parts, written_names(parts))


def ancestors(groups: Sequence[Group]) -> list[Group]:
    """Groups without chains for the bodies above those in ``groups``, so that every ``parent`` is an entity."""
    have = {group.wanted for group in groups}
    found: dict[str, Group] = {}
    wanted = [group.parent for group in groups if group.parent]
    while wanted:
        key = wanted.pop()
        row = gazetteer.known(key.removeprefix("org/"))
        if key in have or key in found or row is None:
            continue
        found[key] = _group([], [row])
        if found[key].parent:
            wanted.append(str(found[key].parent))
    return [found[key] for key in sorted(found)]
