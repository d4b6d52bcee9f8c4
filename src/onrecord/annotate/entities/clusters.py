"""Names of one article joined into clusters: who and what is named, and under which names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from onrecord import gazetteer
from onrecord.annotate.entities.name import Name
from onrecord.annotate.entities.namesakes import before_party, told_apart, with_suffix
from onrecord.annotate.entities.people import PersonName, folded, misspelt
from onrecord.gazetteer import Gender, Known, Official
from onrecord.lexicon.nominals import name_words, word_set
from onrecord.model import EntityType, Mention

_CORPORATE = word_set("corporate")
_ABBREVIATED = frozenset(("U.S.", "U.K.", "E.U.", "U.N."))
_SMALL = frozenset(("of", "for", "and", "&", "the", "on", "in", "to", "against", "de", "la", "du"))
_PIECES = re.compile(r"\w+")
_ACRONYM = re.compile(r"^[A-Z][A-Z0-9&.-]{1,9}s?$")
_BETWEEN = re.compile(
    r"^(?:'s)?[,\"]? ?\((?:the |or |hereafter )?[\"']?$|^,? (?:or|known as|also known as|abbreviated) \(?[\"']?$"
)
_OPEN_TYPES: frozenset[EntityType] = frozenset(("organization", "agency", "outlet"))


@dataclass(slots=True)
class Cluster:
    """Mentions of one thing. ``roles`` are role nouns the text gives it, ``plural`` whether it is many.

    ``heads`` and ``modifiers`` are the words of its noun phrases; ``headline`` marks one that began without an article;
    ``generation`` is the suffix that tells a person from a namesake ("jr").
    """

    type: EntityType
    label: str
    known: Known | None = None
    gender: Gender | None = None
    plural: bool = False
    sure: bool = False
    full: list[PersonName] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    headline: bool = False
    generation: str = ""
    affiliation: Cluster | None = None
    order: int = 0

    def add(self, mention: Mention, name: str | None = None) -> None:
        """Take a mention in; ``name`` is kept once among the names."""
        self.mentions.append(mention)
        if name is not None and name not in self.names:
            self.names.append(name)

    @property
    def named(self) -> bool:
        """Whether the article names it at all."""
        return bool(self.names)


def cluster_names(names: list[Name], text: str, published: str | None) -> tuple[list[Cluster], dict[int, Cluster]]:
    """Clusters in order of first mention, and the cluster of each name by its index in ``names``."""
    of: dict[int, Cluster] = {}
    clusters: list[Cluster] = []
    _mend_types(before_party(names, text))
    _people(names, of, clusters, published, text)
    _bodies(names, of, clusters, text)
    for i, name in enumerate(names):
        if i in of:
            cluster = of[i]
            cluster.add(Mention(name.start, name.end, "name"), _tidy(name.text))
            if name.title is not None and cluster.type == "person":
                if name.title.role:
                    cluster.roles.add(name.title.role)
                cluster.gender = cluster.gender or name.title.gender
    for cluster in clusters:
        cluster.mentions.sort()
    clusters.sort(key=lambda c: c.mentions[0] if c.mentions else Mention(0, 0))
    return clusters, of


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _mend_types(names: list[Name]) -> None:
    """One surface, one type: a word that is a surname of the article is a person, else the majority rules."""
    surnames = {
        PersonName.of(n.text).surname
        for n in names
        if n.type == "person" and " " in n.text and (n.sure or gazetteer.given_name_gender(n.text.split()[0]))
    }
    single = {n.text for n in names if n.type == "person" and " " not in n.text}
    for n in names:
        parts = n.text.split()
        loose = n.known is None and not n.sure and n.type in ("thing", "organization") and len(parts) == 2
        # "Marymegan Daly" beside a bare "Daly": a given name that no table knows.
        if loose and parts[1] in single and parts[0] not in name_words():
            n.type = "person"
            surnames.add(parts[1])
    named = {PersonName.of(n.text).surname for n in names if n.type == "person" and " " in n.text}
    given = {
        word
        for n in names
        if n.type == "person" and " " in n.text and gazetteer.given_name_gender(word := n.text.split()[0])
    }
    # "Espaillat said", "said Jaime" taken for bodies beside Adriano Espaillat, Jaime Herrera Beutler.
    surnames |= {
        n.text
        for n in names
        if n.known is None and not n.sure and n.type in ("thing", "organization") and n.text in named | given
    }
    for n in names:
        country, _, rest = n.text.partition(" ")
        if country in _ABBREVIATED and rest in surnames and n.last - n.first == 2:
            # "… in the U.S. Lee said": the full stop ends the sentence too.
            n.start, n.first, n.text, n.type = n.end - len(rest), n.first + 1, rest, "person"
        if n.known is None and not n.sure and n.type in ("thing", "organization") and " " in n.text:
            _cut_to_holder(n, surnames)
    votes: dict[str, Counter[EntityType]] = {}
    for n in names:
        if n.known is None and not (n.type == "place" and n.sure):
            votes.setdefault(n.text.lower(), Counter())[n.type] += 3 if n.sure else 0 if n.type == "thing" else 1
    for n in names:
        if n.known is not None or (n.type == "place" and n.sure and n.text not in surnames):
            continue
        if n.text in surnames or (n.text in gazetteer.presidents() and n.text not in ("Bush", "Harris", "Vance")):
            n.type = "person"
            continue
        counted = votes.get(n.text.lower())
        if counted and not n.sure:
            best = max(counted.values())
            n.type = next(t for t in counted if counted[t] == best)


def _cut_to_holder(name: Name, surnames: set[str]) -> None:
    """Makes "Fire Chief Hart" a person's name behind an office, where the article has a Hart."""
    before, last = ["", *name.text.split()][-2:]
    title = gazetteer.titles().get(before.lower())
    if title is None or last not in surnames or not name.text.endswith(f"{before} {last}"):
        return
    name.start, name.first = name.end - len(last), name.last - 1
    name.text, name.type, name.title = last, "person", title


def _people(
    names: list[Name], of: dict[int, Cluster], clusters: list[Cluster], published: str | None, text: str
) -> None:
    people: list[Cluster] = []
    sharing: dict[str, dict[int, None]] = {}  # part of a surname: the places in ``people`` of who has it
    place: dict[int, int] = {}
    alone = {n.text for n in names if n.type == "person" and n.last - n.first == 1}
    parsed = {
        i: with_suffix(PersonName.beside(n.text, alone), n, text) for i, n in enumerate(names) if n.type == "person"
    }
    apart = told_apart(names, parsed, text)
    for i, person in parsed.items():
        if person.only:
            continue
        generation = person.suffix if i in apart else ""
        # Names can only be one person's where they share a part of the surname.
        parts = dict.fromkeys(folded(person.surname).split("-"))
        near = sorted({at for part in parts for at in sharing.get(part, ())}, reverse=True)
        cluster = next(
            (
                people[at]
                for at in near
                if people[at].generation == generation
                and all(person.compatible(f) for f in people[at].full)
                and _same_sex(people[at], names[i], person)
            ),
            None,
        )
        if cluster is None:
            cluster = _new(people, clusters, "person", names[i])
            cluster.generation = generation
            place[id(cluster)] = len(people) - 1
        if person not in cluster.full:
            cluster.full.append(person)
        for part in parts:
            sharing.setdefault(part, {})[place[id(cluster)]] = None
        title = names[i].title
        cluster.gender = cluster.gender or (title.gender if title is not None else None) or person.gender
        of[i] = cluster
    seen: dict[int, int] = {}
    titled = {(id(c), t.role) for i, c in of.items() if (t := names[i].title) is not None and t.role}
    for i, name in enumerate(names):
        if i not in parsed:
            continue
        person = parsed[i]
        if person.only and i not in of:
            generation = person.suffix if i in apart else ""
            of[i] = _by_one_word(person, generation, name, people, clusters, seen, titled, published)
        seen[id(of[i])] = i
    named: dict[int, list[Name]] = {}
    for i, name in enumerate(names):
        if i in of:
            named.setdefault(id(of[i]), []).append(name)
    for cluster in people:
        cluster.label = _person_label(cluster, named.get(id(cluster), []))
        official = gazetteer.presidents().get(cluster.label.split()[-1])
        if official is not None and cluster.full and cluster.full[0].compatible(PersonName.of(official.label)):
            cluster.roles |= {t.title.split(" of ")[0].lower() for t in official.terms if t.covers(published)}


def _same_sex(cluster: Cluster, name: Name, person: PersonName) -> bool:
    # "Cortez" of "Senator Cortez Masto", who is Catherine Cortez Masto, is no given name.
    family = any(person.given.lower() == m.lower() for f in cluster.full for m in f.middle)
    gender = (name.title.gender if name.title else None) or (None if family else person.gender)
    return not (gender and cluster.gender and gender != cluster.gender)


def _by_one_word(
    person: PersonName,
    generation: str,
    name: Name,
    people: list[Cluster],
    clusters: list[Cluster],
    seen: dict[int, int],
    titled: set[tuple[int, str]],
    published: str | None,
) -> Cluster:
    """The person a bare surname or first name means: the last one named so, else one named later.

    Who is told from a namesake by a suffix is never meant without it where the other may be; "Senator Scott" is the
    Scott who was called a senator.
    """
    word = person.only
    lowered = folded(word)
    gender = name.title.gender if name.title else None
    role = name.title.role if name.title else None

    def last_seen(cluster: Cluster) -> int:
        return seen.get(id(cluster), -1)

    for fits in (
        [
            c
            for c in people
            if any(folded(f.surname) == lowered or lowered in folded(f.surname).split("-") for f in c.full)
        ],
        [c for c in people if not c.full and folded(c.label) == lowered],
        [c for c in people if any(lowered in (folded(f.given), folded(f.nickname)) for f in c.full)],
        [c for c in people if any(folded(f.surname).split()[-1] == lowered for f in c.full)],
        [c for c in people if len(word) > 2 and any(_nickname(word, f.given) for f in c.full)],
    ):
        fits = [c for c in fits if not (gender and c.gender and gender != c.gender)] or _despite_sex(fits, role, titled)
        suffix = generation or (person.suffix if any(c.generation == person.suffix for c in fits) else "")
        fits = [c for c in fits if c.generation == suffix] or ([] if generation else fits)
        fits = [c for c in fits if role and (id(c), role) in titled] or fits
        if fits:
            best = max(fits, key=last_seen)
            return best if last_seen(best) >= 0 else fits[0]
    alike = [c for c in people if last_seen(c) >= 0 and any(misspelt(word, f.surname) for f in c.full)]
    if len(alike) == 1 and not (gender and alike[0].gender and gender != alike[0].gender):
        return alike[0]
    cluster = _new(people, clusters, "person", name)
    cluster.generation = generation
    official = None if generation else _official(word, name, published)
    if official is not None:
        cluster.label = official.label
        cluster.full.append(PersonName.of(official.label))
    else:
        cluster.label = _tidy(name.text)
    cluster.gender = gender or PersonName.of(cluster.label).gender
    return cluster


def _despite_sex(fits: list[Cluster], role: str | None, titled: set[tuple[int, str]]) -> list[Cluster]:
    """The one person with an office whom another office means: "Chairman Poe" is Senator Shelley Poe.

    A given name tells less than it seems to ("Lou", "Shelley"), and "chairman" tells nothing.
    """
    return fits if role and len(fits) == 1 and any(id(fits[0]) == at for at, _ in titled) else []


def _nickname(word: str, given: str) -> bool:
    """Whether a word alone is a form of the given name; an initial ("A. Donald McEachin") says nothing of "Adams"."""
    return len(given.rstrip(".")) > 1 and gazetteer.same_given_name(word, given)


def _official(surname: str, name: Name, published: str | None) -> Official | None:
    """The official that a surname alone means: a president by name or title, a legislator by title and term."""
    role = name.title.role if name.title else None
    president = gazetteer.presidents().get(surname)
    if president is not None:
        plain = gazetteer.surname_rank(surname)
        if (role or "").endswith("president") or plain is None or plain > 2000:
            return president
    office = {"senator": "senator", "representative": "representative"}.get(role or "")
    if role in ("congressman", "congresswoman"):
        office = "representative"
    if office:
        found = gazetteer.officials_named(surname, office, published)
        if len(found) == 1:
            return found[0]
    return None


def _person_label(cluster: Cluster, names: list[Name]) -> str:
    """The fullest form that the article uses most; a headline in capitals counts last."""
    full = Counter(_tidy(n.text) for n in names if " " in n.text.strip())
    if not full:
        plain = next((_tidy(n.text) for n in names if not n.text.isupper()), cluster.label)
        return plain if cluster.label.isupper() and not cluster.full else cluster.label
    best = max(full, key=lambda t: (not t.isupper(), full[t], -list(full).index(t)))
    # "Cortez Masto" is the family name of Catherine Cortez Masto.
    longer = [t for t in full if t.endswith(f" {best}") and gazetteer.given_name_gender(t.split()[0])]
    best = max(longer, key=len, default=best)
    return best.title() if best.isupper() else best


def _new(people: list[Cluster], clusters: list[Cluster], type: EntityType, name: Name) -> Cluster:
    cluster = Cluster(type, name.label or _tidy(name.text), name.known, sure=name.sure, order=len(clusters))
    clusters.append(cluster)
    people.append(cluster)
    return cluster


def _key(text: str) -> str:
    words = [w.lower() for w in _PIECES.findall(text.replace("'s", "").replace(".", ""))]
    kept = [w for w in words if w not in _CORPORATE] or words
    return " ".join(kept)


def _initials(text: str) -> str:
    return "".join(w[0] for w in _PIECES.findall(text) if w.lower() not in _SMALL and w[0].isalnum()).upper()


def _bodies(names: list[Name], of: dict[int, Cluster], clusters: list[Cluster], text: str) -> None:
    """Organisations, places and things: by gazetteer row, defined acronym, normalised name, acronym, short form."""
    defined = _definitions(names, text)
    _prefer_article(names)
    by_key: dict[str, Cluster] = {}
    by_row: dict[str, Cluster] = {}
    bodies: list[Cluster] = []
    rest: list[int] = []
    for i, name in enumerate(names):
        if i in of or name.type == "person":
            continue
        owner = defined.get(i)
        if owner is not None and owner in of:
            of[i] = of[owner]
            by_key.setdefault(name.text, of[owner])
            continue
        key = name.text if _ACRONYM.match(name.text) else _key(name.text)
        cluster = by_key.get(key)
        if cluster is None and name.label:
            cluster = by_key.get(_key(name.label))
        if cluster is None and name.known is not None:
            cluster = by_row.get(name.known.key)
        if cluster is None and name.known is None and name.type in _OPEN_TYPES and _is_short(name):
            rest.append(i)
            continue
        if cluster is None:
            cluster = _new(bodies, clusters, name.type, name)
            if name.known is not None:
                cluster.label = name.known.label
        if name.known is not None:
            by_row.setdefault(name.known.key, cluster)
        by_key.setdefault(key, cluster)
        if name.label:
            by_key.setdefault(_key(name.label), cluster)
        of[i] = cluster
    for i in rest:
        name = names[i]
        key = name.text if _ACRONYM.match(name.text) else _key(name.text)
        cluster = by_key.get(key) or _long_form(name, bodies) or _same_but_form(name, by_key)
        if cluster is None:
            cluster = _new(bodies, clusters, name.type, name)
        by_key.setdefault(key, cluster)
        of[i] = cluster
    for i, name in enumerate(names):
        if i not in of or name.known is not None or of[i].known is not None or of[i].type not in _OPEN_TYPES:
            continue
        if len(name.text) > len(of[i].label) and not name.label and not _ACRONYM.match(name.text):
            of[i].label = _tidy(name.text)


def _prefer_article(names: list[Name]) -> None:
    """An abbreviation that spells a body of the article is no other: "the IOM", the Institute of Medicine."""
    spelt: dict[str, set[str]] = {}
    rows = {n.known.key for n in names if n.known is not None and not _ACRONYM.match(n.text)}
    for n in names:
        if n.type in _OPEN_TYPES and " " in n.text:
            spelt.setdefault(_initials(n.text), set()).add(_key(n.text))
            spelt.setdefault("".join(w[0] for w in _PIECES.findall(n.text)).upper(), set()).add(_key(n.text))
    for n in names:
        if n.acronym and n.known is not None and n.known.key not in rows and len(spelt.get(n.text, ())) == 1:
            n.known = None


def _is_short(name: Name) -> bool:
    return bool(_ACRONYM.match(name.text)) or len(_key(name.text).split()) == 1


def _long_form(name: Name, bodies: list[Cluster]) -> Cluster | None:
    """The one body whose initials a bare acronym spells, or whose name a single word begins or ends."""
    found = []
    for cluster in bodies:
        if cluster.type not in _OPEN_TYPES or not cluster.label:
            continue
        key = _key(cluster.label).split()
        if len(key) < 2:
            continue
        if _ACRONYM.match(name.text):
            every = "".join(w[0] for w in _PIECES.findall(cluster.label)).upper()
            if name.text.replace(".", "") in (_initials(cluster.label), every):
                found.append(cluster)
        elif key[0] == _key(name.text) or (key[-1] == _key(name.text) and _ends_short(cluster, name.text)):
            found.append(cluster)
    return found[0] if len(found) == 1 else None


def _same_but_form(name: Name, by_key: dict[str, Cluster]) -> Cluster | None:
    """ "NPD" for "NPD Group": the body that is called so but for the word of its legal form."""
    cluster = by_key.get(_key(name.text))
    return cluster if cluster is not None and name.text in cluster.label.split() else None


def _ends_short(cluster: Cluster, word: str) -> bool:
    """Whether the last word of the name may stand for it: "the Times", "the Colts", but no "Department"."""
    return cluster.type == "outlet" or (cluster.type == "organization" and word[-1] == "s" and word not in name_words())


def _definitions(names: list[Name], text: str) -> dict[int, int]:
    """Acronyms that stand in brackets behind the name they stand for: index of acronym → index of name."""
    found: dict[int, int] = {}
    for i in range(len(names) - 1):
        for k in (i + 1, i + 2):
            if k >= len(names) or names[k].start < names[i].end:
                continue
            short, long = names[k].text, names[i]
            gap = text[long.end : names[k].start]
            if len(gap) > 24 or not _ACRONYM.match(short) or not _BETWEEN.match(gap):
                continue
            if long.type != "person" and (_initials(long.text)[:1] == short[:1] or long.known is names[k].known):
                found[k] = i
                if names[k].known is not None and names[k].known is not long.known and long.known is None:
                    # "Internal Control Executive (ICE)": the article's own definition beats the gazetteer.
                    for other in names:
                        if other.text == short:
                            other.known = None
                            other.type = long.type
            break
    return found
