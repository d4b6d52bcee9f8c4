"""Events and operations across articles.

Inside a story, events of one trigger word or type are one unless their dates, places, agencies or
participants contradict; across stories only an operation whose agency, place and date are all
known and agree, or one that has a name ("Operation Crash"). What is planned, ordered or supposed is
not what was carried out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from onrecord import gazetteer
from onrecord.lexicon.operations import event_lexicon
from onrecord.model import Occurrence
from onrecord.resolve import places
from onrecord.resolve.blocking import Clusters, blocks
from onrecord.resolve.decisions import Ledger
from onrecord.resolve.happenings import Happening
from onrecord.resolve.keys import article_slug, month, rank, slug
from onrecord.resolve.names import word_list
from onrecord.resolve.parts import usual
from onrecord.resolve.words import close_senses, stem

_EACH_DOES = word_list("each-does-type")
_GENERAL = frozenset({"event", "operation", "law-enforcement-operation", "military-operation"})
_NEVER = frozenset({"negated", "denied"})
_LIGHT = word_list("light-verb")
_POINTING = word_list("pointing-word")
_SENSE = "sense/"  # before a synonym of nouns, where the key of a block is one
_ONE_HAPPENING = word_list("one-happening-type")


class Comparison:
    """Compares happenings; knows the rows of the linked places."""

    def __init__(self, rows: Mapping[str, places.Place], without: frozenset[str] = frozenset()) -> None:
        """``rows`` are the places of the index by key, ``without`` the features not to look at."""
        self.rows = rows
        self.without = without

    def contradiction(self, a: Happening, b: Happening) -> str | None:
        """Why the two cannot be one event, None where they can."""
        operations = a.event.operation and b.event.operation
        without = self.without
        if a.event.operation != b.event.operation:
            one, other = (a.event.type, b.event.type) if a.event.operation else (b.event.type, a.event.type)
            if one in _GENERAL or not event_lexicon().related(one, other):
                return "one is an operation, the other any doing of that word"
        if a.name and b.name and a.name != b.name:
            return f"their names differ: {a.event.label} and {b.event.label}"
        if operations and a.article.id == b.article.id:
            return "one article tells of both as two"
        planned = a.event.operation or b.event.operation  # a plan is not what came of it
        if "status" not in without and a.real != b.real and (planned or {a.event.status, b.event.status} & _NEVER):
            return "one is told as carried out, the other is not"
        if "dates" not in without and a.days and b.days and (a.days[1] < b.days[0] or b.days[1] < a.days[0]):
            return f"their dates differ: {a.event.date} and {b.event.date}"
        if "places" not in without and a.places and b.places and not self._meet(a.places, b.places):
            return f"their places differ: {_listed(a.places)} and {_listed(b.places)}"
        people = "people" not in without
        if people and {a.event.type, b.event.type} & _EACH_DOES and _other_people(a.agents, b.agents):
            return f"different people do it: {_listed(a.agents)} and {_listed(b.agents)}"
        if operations and a.event.lemma != b.event.lemma and not event_lexicon().related(a.event.type, b.event.type):
            return f"their kinds differ: {a.event.type} and {b.event.type}"
        if people and operations and _foreign(a.agents, b.agents):
            return f"their agencies differ: {_listed(a.agents)} and {_listed(b.agents)}"
        return None

    def share(self, left: Sequence[Happening], right: Sequence[Happening]) -> bool:
        """Whether somebody or something fills one role on both sides, by key or as described."""
        described = "descriptions" not in self.without

        def roles(side: Sequence[Happening]) -> set[tuple[str, str]]:
            return {
                role for h in side for role in (h.participants | h.event.described if described else h.participants)
            }

        return bool(roles(left) & roles(right))

    def _meet(self, left: frozenset[str], right: frozenset[str]) -> bool:
        """Whether a place of one side is, contains or lies in one of the other; without a row it may be anywhere."""
        if left & right:
            return True
        pairs = [(self.rows.get(a), self.rows.get(b)) for a in left for b in right]
        return any(a is None or b is None or places.contains(a, b) or places.contains(b, a) for a, b in pairs)

    def place_name(self, keys: Sequence[str]) -> str | None:
        """The slug of the one place that holds all of ``keys``: the place itself, else its state, else its country."""
        rows = [row for key in keys if (row := self.rows.get(key))]
        if not rows:
            return next((key[6:] for key in keys if "/" not in key[6:]), None)
        wide: places.Place | None = rows[0]
        while wide is not None and not all(places.contains(wide, row) for row in rows):
            wide = places.container(wide)
        return places.place_key(wide).removeprefix("place/") if wide else None


def _foreign(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether both sides name agencies and none belongs to one of the other."""

    def bodies(keys: frozenset[str]) -> set[str]:
        own = {key for key in keys if key.startswith("org/") and gazetteer.known(key[4:])}
        return own | {f"org/{up}" for key in own for up in gazetteer.parents(key[4:])} - {"org/us-government"}

    a, b = bodies(left), bodies(right)
    return bool(a and b and not a & b)


def _other_people(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether both sides name people who act, and nobody acts in both."""
    people = [{key for key in side if key.startswith("person/")} for side in (left, right)]
    return bool(people[0] and people[1] and not left & right)


def _listed(keys: frozenset[str]) -> str:
    return ", ".join(sorted(keys))


def _weight(h: Happening) -> int:
    return 2 * bool(h.days) + 2 * bool(h.places) + bool(h.agents) + bool(h.targets)


def in_story(happenings: Sequence[Happening], comparison: Comparison, ledger: Ledger) -> list[list[int]]:
    """The happenings of one story that are one, as lists in the order in which they were joined."""
    without = comparison.without
    clusters = Clusters(len(happenings))

    def word(h: Happening) -> str:
        return stem(h.event.head) if "families" in without else h.event.lemma

    telling = [i for i, h in enumerate(happenings) if h.event.head not in _POINTING]
    by_word = blocks(telling, lambda i: [word(happenings[i])])
    for block in sorted(by_word):
        _join(clusters, happenings, by_word[block], comparison, ledger, "one story, one trigger")
    close = blocks(range(len(happenings)), lambda i: _close_kinds(happenings[i], word(happenings[i]), without))
    for kind in sorted(close):
        free = kind in _ONE_HAPPENING or kind.startswith(_SENSE)
        _join_close(clusters, happenings, close[kind], comparison, not free)
    operations = [i for i, h in enumerate(happenings) if h.event.operation]
    for members in _by(operations, lambda i: (_top(happenings[i]),)):
        _join(clusters, happenings, members, comparison, ledger, "one story, one kind of operation")
    return [list(clusters.members(root)) for root, *_ in clusters.all()]


def complete(h: Happening) -> bool:
    """Whether it may be one with a happening of another story: an operation with a name, or agency, place and date."""
    return says_all(h) or h.name is not None


def says_all(h: Happening) -> bool:
    """Whether it is an operation with agency, place and date."""
    return bool(h.event.operation and h.days and h.places and h.agents)


def across_stories(
    found: Sequence[Sequence[tuple[int, Happening]]], comparison: Comparison, ledger: Ledger
) -> list[list[Happening]]:
    """Clusters of single stories, those joined whose operations agree in name, or in kind, agency, place and date.

    Each happening comes with its number in its story.
    """
    ordered = sorted((row for cluster in found for row in cluster), key=lambda row: (row[1].article.id, row[0]))
    happenings = [h for _, h in ordered]
    at = {h.ref: i for i, h in enumerate(happenings)}
    clusters = Clusters(len(happenings))
    for cluster in found:
        clusters.adopt([at[h.ref] for _, h in cluster])
    whole = [i for i, h in enumerate(happenings) if says_all(h)]
    for members in _by(whole, lambda i: (_top(happenings[i]), str(happenings[i].days), *_agencies(happenings[i]))):
        _join(clusters, happenings, members, comparison, ledger, "kind, agency, place and date agree")
    named = [i for i, h in enumerate(happenings) if h.name]
    for members in _by(named, lambda i: (str(happenings[i].name),)):
        _join(clusters, happenings, members, comparison, ledger, "one name")
    return [[happenings[i] for i in members] for members in clusters.all()]


def _close_kinds(h: Happening, word: str, without: frozenset[str]) -> list[str]:
    """A type that a story hardly tells of twice, and the senses that the trigger shares with close synonyms.

    Nouns are taken in their first sense only, and need no participant in common: they seldom have one.
    """
    kinds = [h.event.type] if h.event.type in _ONE_HAPPENING and "one-happening" not in without else []
    if word in _LIGHT or h.event.type == "communication" or "synonyms" in without:
        return kinds
    return kinds + sorted(close_senses(word)) + ([_SENSE + h.event.sense] if h.event.sense else [])


def _join_close(
    clusters: Clusters, happenings: Sequence[Happening], members: list[int], comparison: Comparison, shared: bool
) -> None:
    """Join clusters of different trigger words, the largest first; ``shared``: only with a participant in common."""
    if len(members) < 2:
        return
    roots = sorted({clusters.find(i) for i in members}, key=lambda r: (-len(clusters.members(r)), happenings[r].ref))
    heads: list[int] = []
    for root in roots:
        mine = [happenings[j] for j in clusters.members(root)]
        for head in heads:
            theirs = [happenings[j] for j in clusters.members(head)]
            people, others = _participants(mine), _participants(theirs)
            others_do = bool(people and others and not people & others)
            apart = others_do or (shared and not people & others and not comparison.share(mine, theirs))
            if not apart and not any(comparison.contradiction(a, b) for a in mine for b in theirs):
                clusters.join(head, root)
                break
        else:
            heads.append(root)


def _participants(happenings: Sequence[Happening]) -> set[str]:
    """Keys of the people and organisations that take part; groups without a name tell nothing apart."""
    return {key for h in happenings for key in h.agents | h.targets if key.startswith(("person/", "org/"))}


def _by(items: Sequence[int], key: Callable[[int], tuple[object, ...]]) -> list[list[int]]:
    found = blocks(items, lambda i: [tuple(map(str, key(i)))])
    return [found[k] for k in sorted(found)]


def _agencies(h: Happening) -> tuple[str, ...]:
    return tuple(sorted(key for key in h.agents if key.startswith("org/")))


def _top(h: Happening) -> str:
    """The kind of operation just below "operation" in the lexicon."""
    above = [key for key in event_lexicon().ancestors(h.event.type) if key not in ("event", "operation")]
    return above[-1] if above else h.event.type


def _join(
    clusters: Clusters,
    happenings: Sequence[Happening],
    members: list[int],
    comparison: Comparison,
    ledger: Ledger,
    reason: str,
) -> None:
    """Put each happening, those that say most first, into the first cluster that nothing speaks against."""
    if len(members) < 2:
        return
    order = sorted(members, key=lambda i: (-_weight(happenings[i]), happenings[i].ref))
    heads: list[int] = []
    for i in order:
        if any(clusters.find(head) == clusters.find(i) for head in heads):
            continue
        for head in heads:
            against = _against(clusters, happenings, head, i, comparison)
            if against is None:
                if clusters.join(head, i) and happenings[i].event.operation:
                    ledger.joined(happenings[head].ref, happenings[i].ref, reason, 0.8)
                break
            if happenings[i].event.operation and happenings[i].article.id != happenings[head].article.id:
                ledger.apart(happenings[head].ref, happenings[i].ref, against, 0.8)
        else:
            heads.append(i)


def _against(
    clusters: Clusters, happenings: Sequence[Happening], head: int, i: int, comparison: Comparison
) -> str | None:
    """The first contradiction between two clusters; a light verb also needs a participant in common."""
    mine = [happenings[j] for j in clusters.members(i)]
    theirs = [happenings[j] for j in clusters.members(head)]
    for a in mine:
        for b in theirs:
            against = comparison.contradiction(a, b)
            if against:
                return against
    if "light-verbs" in comparison.without or not any(h.event.lemma in _LIGHT for h in mine):
        return None
    if any(a.article.id == b.article.id and not a.agents & b.agents for a in mine for b in theirs):
        return "a word that says little, twice in one article"
    return None if comparison.share(mine, theirs) else "a word that says little, and no participant in common"


def describe(happenings: list[Happening], rows: Mapping[str, places.Place]) -> Occurrence:
    """The occurrence with the key that it asks for."""
    if len(happenings) == 1:
        return _alone(happenings[0], rows)
    ordered = sorted(happenings, key=lambda h: (h.article.published or "~", h.ref))
    acting = [h for h in ordered if h.event.operation] or ordered  # who acts in an operation: what tells of one says
    agents = tuple(sorted({key for h in acting for key in h.agents}))
    targets = tuple(sorted({key for h in ordered for key in h.targets}))
    where = tuple(sorted({key for h in acting for key in h.places} or {key for h in ordered for key in h.places}))
    operation = any(h.event.operation for h in ordered)
    # What some reports take for any doing of the word says less of it: "ICE deportations", not "Deported".
    telling = [h for h in ordered if h.event.operation] or ordered
    label = _label(telling)
    kind = usual(h.event.type for h in telling)
    days = [h.event.date for h in acting if h.event.date] or [h.event.date for h in ordered if h.event.date]
    day = usual(days) or None
    status = [h for h in acting if h.article.published or len(ordered) == 1] or acting
    wanted = _wanted(ordered, kind, label, day, Comparison(rows)) if operation else _event_key(ordered[0])
    refs = tuple(sorted(h.ref for h in ordered))
    return Occurrence(wanted, kind, label, operation, refs, agents, targets, where, day, status[-1].event.status)


def _alone(h: Happening, rows: Mapping[str, places.Place]) -> Occurrence:
    told = h.event
    key = _wanted([h], told.type, told.label, told.date, Comparison(rows)) if told.operation else _event_key(h)
    agents, targets, where = (tuple(sorted(keys)) for keys in (h.agents, h.targets, h.places))
    rest = (agents, targets, where, told.date or None, told.status)
    return Occurrence(key, told.type, told.label, told.operation, (h.ref,), *rest)


def _label(happenings: Sequence[Happening]) -> str:
    """The most usual label; of equals one of an event whose agent is known, one that names a place, the shortest."""
    counts = Counter(h.event.label for h in happenings)
    acted = {h.event.label for h in happenings if h.agents}
    return min(counts, key=lambda label: (-counts[label], label not in acted, " in " not in label, len(label), label))


def _agency(happenings: Sequence[Happening]) -> str:
    """The agency that a key names: known to the gazetteer, then told most often, then the shortest."""
    counts = Counter(key[4:] for h in happenings for key in h.agents if key.startswith("org/") and "/" not in key[4:])
    order = sorted(counts, key=lambda key: (gazetteer.known(key) is None, -counts[key], len(key), key))
    return order[0] if order else ""


def _plain_kind(kind: str) -> str:
    """The type that a key names: the one just below the general ones ("raid" for "workplace-raid")."""
    above = [key for key in event_lexicon().ancestors(kind) if key not in _GENERAL]
    return above[-1] if above else kind


def _event_key(h: Happening) -> str:
    """An event's key names the article that told of it first: most events have no other name."""
    return f"event/{article_slug(h.article.id)}/{slug(h.event.label)}"


def _wanted(ordered: Sequence[Happening], kind: str, label: str, day: str | None, comparison: Comparison) -> str:
    """Its name, else month, status if it was not carried out, agency, kind, place: as much of it as is known."""
    named = min((h.name for h in ordered if h.name), default=None)
    if named:
        return f"operation/{slug(named)}"
    agency = _agency(ordered)
    counted = Counter(key for h in ordered for key in sorted(h.places))
    place = comparison.place_name([key for key, _ in sorted(counted.items(), key=lambda row: (-row[1], row[0]))])
    status = "" if any(h.real for h in ordered) else ordered[0].event.status
    if not place and not (day and agency):
        return f"operation/{article_slug(ordered[0].article.id)}/{slug(label)}"
    return "operation/" + "-".join(filter(None, (month(day), status, agency, _plain_kind(kind), place or "")))


def happening_rank(happenings: Sequence[Happening]) -> tuple[bool, str, str, str]:
    """Who keeps a key that two occurrences want: the one reported first, by article, then by event."""
    first = min(happenings, key=lambda h: (h.article.published or "~", h.ref))
    known, published, id, _ = rank([first.article])
    return (known, published, id, first.event.id)
