"""Organisations, agencies and outlets across articles.

A row of the gazetteer decides where the name alone does. Else the core of the name, acronym and
expansion, and, inside a story, a shorter form of a longer name. A name that many bodies bear
("Police Department", "Ministry of Defence") means the same only inside a story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import DamerauLevenshtein

from onrecord import gazetteer
from onrecord.model import EntityType
from onrecord.resolve.blocking import Clusters, blocks
from onrecord.resolve.decisions import Ledger, described
from onrecord.resolve.keys import slug
from onrecord.resolve.names import initials, is_acronym, organisation_core, word_list
from onrecord.resolve.parts import Group, Part, described_key, usual, usual_type, written_names

WIKIDATA = "http://www.wikidata.org/entity/"
TYPES: tuple[EntityType, ...] = ("agency", "outlet", "organization")
_GENERIC = word_list("generic-organisation-word")


def is_generic(core: str) -> bool:
    """Whether every word of the name is one that bodies of many countries and cities share."""
    return all(word in _GENERIC for word in core.split())


def _cores(part: Part) -> list[str]:
    return sorted({core for core in map(organisation_core, part.names) if core})


def resolve_organisations(parts: Sequence[Part], ledger: Ledger) -> list[Group]:
    """The groups of ``parts`` (chains of agencies, organisations and outlets)."""
    clusters = Clusters(len(parts))
    known = [gazetteer.known(part.chain.known) for part in parts]
    _keep_rows_apart(clusters, parts)
    by_core = blocks(range(len(parts)), lambda i: _cores(parts[i]))
    for core in sorted(by_core):
        _join_core(clusters, parts, core, by_core[core], ledger)
    _join_acronyms(clusters, parts, ledger)
    _join_in_stories(clusters, parts, ledger)
    return [_group([parts[i] for i in members], [k for i in members if (k := known[i])]) for members in clusters.all()]


def _keep_rows_apart(clusters: Clusters, parts: Sequence[Part]) -> None:
    """Chains of one gazetteer row are one; two rows never meet."""
    rows = blocks(range(len(parts)), lambda i: [k] if (k := parts[i].chain.known) and gazetteer.known(k) else [])
    heads = []
    for key in sorted(rows):
        for i in rows[key][1:]:
            clusters.join(rows[key][0], i)
        heads.append(rows[key][0])
    for at, a in enumerate(heads):
        for b in heads[at + 1 :]:
            clusters.keep_apart(a, b)


def _join_core(clusters: Clusters, parts: Sequence[Part], core: str, members: list[int], ledger: Ledger) -> None:
    """Everywhere for a name of its own; inside a story for a generic one, a mere acronym and a description."""
    local = is_generic(core) or (len(core) <= 4 and all(is_acronym(n) for i in members for n in parts[i].names))
    own = [i for i in members if parts[i].named and not local]
    scopes = [own] if own else []
    scopes += blocks(members, lambda i: [parts[i].story]).values()
    for scope in scopes:
        first = min(scope, key=lambda i: (parts[i].chain.known is None, not parts[i].named, parts[i].ref))
        for i in scope:
            if clusters.join(first, i) and organisation_core(parts[i].chain.label) != core:
                ledger.joined(parts[first].ref, parts[i].ref, f"both bear the name “{core}”", 0.95)


def _join_acronyms(clusters: Clusters, parts: Sequence[Part], ledger: Ledger) -> None:
    """A chain of acronyms alone joins the body whose name they spell: the only one in its story, else the only one."""
    spelled: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, part in enumerate(parts):
        for name in part.names:
            if not is_acronym(name):
                for letters in initials(name):
                    spelled[letters][part.story].append(i)
    for i, part in enumerate(parts):
        if part.chain.known or not all(is_acronym(name) for name in part.names):
            continue
        stories = spelled.get(organisation_core(part.chain.label).replace(" ", ""), {})
        for candidates, where, confidence in (
            (stories.get(part.story, []), "in the story", 0.9),
            ([j for group in stories.values() for j in group], "in all articles", 0.75),
        ):
            roots = sorted({clusters.find(j) for j in candidates})
            if len(roots) == 1:
                if clusters.join(roots[0], i):
                    other = parts[min(candidates, key=lambda j: parts[j].ref)]
                    reason = f"{described(part)} spells {described(other)}, the only such name {where}"
                    ledger.joined(other.ref, part.ref, reason, confidence)
                break
            if roots:
                ledger.apart(part.ref, parts[roots[0]].ref, f"{len(roots)} names {where} spell {described(part)}", 0.7)
                break


def _join_in_stories(clusters: Clusters, parts: Sequence[Part], ledger: Ledger) -> None:
    """Inside a story: the first words of one longer name ("Lockheed"), the last of one where every body has them
    ("Air Force"), and names that differ by a slip of the pen.
    """
    for members in blocks(range(len(parts)), lambda i: [parts[i].story]).values():
        cores = sorted({(core, clusters.find(i)) for i in members for core in _cores(parts[i])})
        for short, root in cores:
            where = str.endswith if is_generic(short) else str.startswith
            longer = sorted({other for core, other in cores if core != short and where(core, _edge(short, where))})
            longer = [other for other in longer if clusters.find(other) != clusters.find(root)]
            if len(longer) == 1 and len(short) > 3 and parts[root].chain.known is None:
                left, right = parts[longer[0]], parts[root]
                if clusters.join(longer[0], root):
                    reason = f"{described(left)} is the only longer name in the story with “{short}” in it"
                    ledger.joined(left.ref, right.ref, reason, 0.8)
        long = [(core, root) for core, root in cores if len(core) >= 12]
        for at, (core, root) in enumerate(long):
            for other, second in long[at + 1 : at + 8]:
                if 0 < DamerauLevenshtein.distance(core, other, score_cutoff=1) <= 1 and clusters.join(root, second):
                    reason = f"“{core}” and “{other}” differ by one letter, in one story"
                    ledger.joined(parts[root].ref, parts[second].ref, reason, 0.85)


def _edge(short: str, where: object) -> str:
    return f" {short}" if where is str.endswith else f"{short} "


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
        label = usual(part.chain.label for part in parts)
        return Group(usual_type(parts, TYPES), label, described_key("org", parts), parts)
    full = [part.chain.label for part in named if not is_acronym(part.chain.label)]
    label = usual(full or [part.chain.label for part in named])
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
