"""Noun phrases that describe people, bodies, places and things, tied to what they describe."""

from __future__ import annotations

import re

from onrecord import gazetteer
from onrecord.annotate.entities.clusters import Cluster
from onrecord.annotate.entities.pronouns import Seen
from onrecord.annotate.entities.words import Words
from onrecord.lexicon.nominals import Noun, name_words, nouns, roles, word_set
from onrecord.model import EntityType, Mention

_NOUN_TAGS = frozenset(("NN", "NNS"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "said"))
_INDEFINITE = frozenset(("a", "an", "some", "another", "any", "no", "each", "every", "many", "several", "few"))
_AGENTIVE = ("er", "or", "ist", "ian", "man", "men", "woman", "women", "ee", "eer", "person", "ant")
_BODIES: frozenset[EntityType] = frozenset(("agency", "organization", "outlet"))
_BRANCHES = word_set("branch")
_PARENTS = frozenset(("parent", "sister", "holding"))  # "its parent company, Acme" is another than the company
_GENERALS = frozenset(("surgeon", "attorney", "solicitor", "secretary", "director", "inspector", "adjutant"))
_AGED = re.compile(r"\b[Tt]he (\d{1,3}) ?- ?year ?- ?old\b")
_MAX_BACK = 40
_MAX_ADMINISTRATION = 2  # words of "the Obama Administration"
_MAX_ALIKE = 6
_MANY_MENTIONS = 4
_MAX_SINCE = 3  # mentions that fit "the firm" after the one that was called a firm


def short_label(cluster: Cluster) -> str:
    """The acronym of a body that has one, else its label: "ICE"."""
    if cluster.known is not None and cluster.known.acronyms:
        return cluster.known.acronyms[0]
    return min((n for n in cluster.names if n.isupper() and len(n) > 1), key=len, default=cluster.label)


class Nominals:
    """Links noun phrases one by one, in text order; remembers what was spoken of last."""

    def __init__(
        self,
        words: Words,
        text: str,
        clusters: list[Cluster],
        covered: bytearray,
        apposition: dict[int, Cluster],
        owner: dict[int, Cluster],
    ) -> None:
        """``covered`` marks tokens of names; ``owner`` is read as it grows: the cluster of a head token."""
        self.words = words
        self.text = text
        self.clusters = clusters
        self.covered = covered
        self.apposition = apposition
        self.owner = owner
        # "the caucus": the last word of a body's name, in lower case.
        self.tails: dict[str, EntityType] = {
            name.split()[-1].lower(): c.type
            for c in clusters
            if c.type in _BODIES
            for name in c.names
            if " " in name and name.split()[-1].lower() not in word_set("tells")  # "the budget"
        }
        # "the Church": the first or last word of a body's name, as it is written.
        self.ends: dict[str, EntityType] = {
            word: c.type
            for c in clusters
            if c.type in _BODIES
            for name in c.names
            if " " in name
            for word in (name.split()[0], name.split()[-1], _head_of(name))
            if word in name_words()
        }
        # What was spoken of so far, in step with the ``recent`` of :meth:`read`.
        self.seen: list[Seen] = []
        self.by_head: dict[tuple[str, bool], list[Cluster]] = {}
        self.branches: list[Cluster] = []
        self.called: dict[str, Cluster] = {}  # by the noun of its last apposition
        # Tokens of headlines in title case, where common nouns have capitals too.
        self.capitals: set[int] = set()

    def noun(self, i: int) -> Noun | None:
        """What the noun at token ``i`` stands for, or None where it is no phrase of ours."""
        if self.covered[i]:
            return None
        if self.words.tag[i] in ("NNP", "NNPS") and (i in self.capitals or self._begins_sentence(i)):
            return nouns().get(self.words.lower[i]) or nouns().get(self.words.lower[i].removesuffix("s"))
        if self.words.tag[i] == "NNPS":
            return self._people_of(i)
        if self.words.tag[i] == "NNP" and i > 0 and self.words.lower[i - 1] == "the" and not self._before_name(i):
            kind = self.ends.get(self.words.text[i])
            if kind is not None:
                return Noun(self.words.lower[i], kind)
        if self.words.tag[i] == "NNP" and self.words.lower[i] in roles() and not self._before_name(i):
            return nouns().get(self.words.lower[i])
        if self.words.lower[i] == "general" and i > 0 and self.words.lower[i - 1] in _GENERALS:
            return nouns().get("general")
        if self.words.tag[i] not in _NOUN_TAGS or self.words.dep[i] == "compound":
            return None
        lemma = self.words.lemma[i].lower()
        found = nouns().get(lemma)
        if found is None and self.words.tag[i] == "NNS":
            found = nouns().get(self.words.lower[i])
        if found is None and self.words.tag[i] == "NN" and i > 0 and self.words.lower[i - 1] in _DEFINITE:
            kind = self.tails.get(lemma)
            found = Noun(lemma, kind) if kind is not None else None
        return found

    def _before_name(self, i: int) -> bool:
        return i + 1 < len(self.words) and (bool(self.covered[i + 1]) or self.words.proper(i + 1))

    def _begins_sentence(self, i: int) -> bool:
        return i == 0 or self.words.sentence[i - 1] != self.words.sentence[i]

    def _people_of(self, i: int) -> Noun | None:
        """ "Democrats", "Texans"."""
        word = self.words.text[i]
        found = nouns().get(word.lower().rstrip("s"))
        return found or (Noun(word.lower(), "person") if gazetteer.demonym_of(word) is not None else None)

    def read(self, i: int, recent: list[Cluster]) -> tuple[Cluster, Mention] | None:
        """The cluster and the mention of the noun phrase headed by token ``i``; a new cluster where none fits."""
        noun = self.noun(i)
        if noun is None:
            return self._aged(i, recent)
        words = self.words
        first = words.chunk_start(i)
        mention = Mention(words.start[first], words.end[i], "nominal")
        plural = words.tag[i] in ("NNS", "NNPS") or words.lower[i] in ("people", "police")
        determiner = words.lower[first]
        cluster = (
            self.apposition.get(i)
            or self._branch(i, first, mention, plural)
            or self._described(i, first, noun, plural, determiner, recent)
        )
        if cluster is None:
            cluster = self._fresh(noun, plural, first, i)
        if i in self.apposition and not plural and not self._modifiers(first, i) & _PARENTS:
            self.called[noun.lemma] = cluster
        alike = self.by_head.setdefault((noun.lemma, plural), [])
        if not alike or alike[-1] is not cluster:
            alike.append(cluster)
            del alike[:-_MAX_ALIKE]
        cluster.modifiers |= self._modifiers(first, i)
        if cluster.type == "person":
            cluster.roles.add(noun.lemma)
            if cluster.gender is None and noun.gender in ("m", "f"):
                cluster.gender = noun.gender
        cluster.add(mention)
        return cluster, mention

    def _aged(self, i: int, recent: list[Cluster]) -> tuple[Cluster, Mention] | None:
        """ "The 43-year-old": who was named with that age ("J. T. Marwick, 43,"), else the one person named so far."""
        words = self.words
        match = (
            _AGED.search(self.text, max(0, words.start[i] - 20), words.end[i])
            if words.lower[i].endswith("old")
            else None
        )
        if match is None or match.end() != words.end[i] or (i + 1 < len(words) and words.tag[i + 1][:2] == "NN"):
            return None
        people = list({id(c): c for c in recent if c.type == "person" and c.named and not c.plural}.values())
        told = re.compile(rf",? (?:\(?{match.group(1)}\b|aged {match.group(1)}\b)")
        fits = [c for c in people if any(told.match(self.text, m.end) for m in c.mentions if m.form == "name")]
        if len(fits or people) != 1:
            return None
        cluster = (fits or people)[0]
        mention = Mention(match.start(), match.end(), "nominal")
        cluster.add(mention)
        return cluster, mention

    def _branch(self, i: int, first: int, mention: Mention, plural: bool) -> Cluster | None:
        """ "ICE's New Orleans field office", "the agency's New York office": a body of its own within another."""
        words = self.words
        if words.lemma[i].lower() not in _BRANCHES or i == first:
            return None
        parent, begin = None, i
        for k in range(first, i):
            owner = self.owner.get(k)
            if owner is not None and owner.type in _BODIES:
                parent, begin = owner, k + 1
        if parent is None:
            return None
        while begin < i and (words.lower[begin] in ("'s", "'", "’s")):
            begin += 1
        rest = " ".join(self.text[words.start[begin] : words.end[i]].split())
        label = f"{short_label(parent)} {rest}"
        for cluster in self.branches:
            if cluster.label == label:
                return cluster
        cluster = Cluster(parent.type, label, plural=plural, order=len(self.clusters), affiliation=parent)
        cluster.heads.add(words.lemma[i].lower())
        if not plural:
            cluster.names.append(label)
        self.clusters.append(cluster)
        self.branches.append(cluster)
        return cluster

    def _described(
        self, i: int, first: int, noun: Noun, plural: bool, determiner: str, recent: list[Cluster]
    ) -> Cluster | None:
        words = self.words
        bare = determiner not in _DEFINITE and determiner not in _INDEFINITE and words.tag[first][:3] != "PRP"
        alike = [c for c in self.by_head.get((noun.lemma, plural), ()) if _agree(c, self._modifiers(first, i))]
        if determiner in _INDEFINITE or words.tag[first] == "CD":
            # "Man charged" in a headline, "A man …" below it.
            return alike[-1] if alike and not plural and alike[-1].headline else None
        if determiner not in _DEFINITE:
            if words.tag[first] == "PRP$" or words.dep[first] == "poss":
                return None
            return alike[-1] if alike and bare else None
        if self._followed_by_of(i):
            return None
        if not plural:
            fits = [
                k
                for k in range(len(recent) - 1, max(-1, len(recent) - 1 - _MAX_BACK), -1)
                if recent[k].named and not recent[k].plural and self._can_be(recent[k], noun, first, i)
            ]
            if fits:
                last = self.called.get(noun.lemma)
                if last is not None and any(recent[k] is last for k in fits[:_MAX_SINCE]):
                    return last  # "NPD Group, a research firm. The firm said"
                return recent[self._foremost(fits, recent, noun.lemma)]
        if alike:
            return alike[-1]
        return self._only_person(noun, recent) if not plural and noun.type == "person" else None

    def _foremost(self, fits: list[int], recent: list[Cluster], lemma: str) -> int:
        """Of mentions that fit, the last first, the one that is spoken of.

        "The airline" is the one that has the word in its name; else of the last sentence with one its subject.
        """
        # "the zoo" is the National Zoo, and not the Zoo Loop Trail.
        fits = [k for k in fits if any(_head_of(name).lower() == lemma for name in recent[k].names)] or fits
        if recent[fits[0]].type not in _BODIES or len({id(recent[k]) for k in fits}) == 1:
            return fits[0]
        named = [k for k in fits if any(lemma in w.lower() for w in recent[k].label.split())]
        fits = named or fits
        last = self.seen[fits[0]].sentence
        subject = next((k for k in fits if self.seen[k].subject and self.seen[k].sentence == last), None)
        passing = recent[fits[0]].known is None and len(recent[fits[0]].mentions) == 1
        if subject is None and not named and passing and lemma in word_set("company"):
            # Named once, in passing: "Among the apps was AIM. The company said" is who the article is about.
            often = [k for k in fits if len(recent[k].mentions) >= _MANY_MENTIONS]
            subject = max(often, key=lambda k: len(recent[k].mentions), default=None)
        return subject if subject is not None else fits[0]

    def _only_person(self, noun: Noun, recent: list[Cluster]) -> Cluster | None:
        """ "the teenager": the one person that the article has named so far, where the word tells no office.

        Whoever only holds an office or speaks for a body ("the official") may be somebody without a name.
        """
        office = noun.lemma in roles() and noun.lemma not in word_set("epithet") and noun.gender is None
        if office or any(noun.lemma in word_set(kind) for kind in ("speaks-for", "relation", "whoever")):
            return None
        named = list({id(c): c for c in recent if c.type == "person" and c.named and not c.plural}.values())
        fits = [c for c in named if not (noun.gender in ("m", "f") and c.gender and c.gender != noun.gender)]
        return fits[0] if len(fits) == 1 else None

    def _modifiers(self, first: int, i: int) -> frozenset[str]:
        """Words between determiner and noun, in lower case."""
        words = self.words
        return frozenset(words.lower[k] for k in range(first, i) if words.lower[k].isalpha() and words.tag[k] != "DT")

    def _followed_by_of(self, i: int) -> bool:
        return i + 1 < len(self.words) and self.words.lower[i + 1] == "of" and self.words.head[i + 1] == i

    def _can_be(self, cluster: Cluster, noun: Noun, first: int, i: int) -> bool:
        """Whether "the agency" can mean this named cluster."""
        if noun.type == "person":
            if cluster.type != "person":
                return False
            return noun.lemma in cluster.heads or any(noun.lemma == r.split()[-1] for r in cluster.roles)
        if i - first > 1 or cluster.affiliation is not None:
            return False
        head = noun.lemma
        tail = {w.lower() for name in (cluster.label, *cluster.names) for w in name.split()}
        if head == "administration" and len(cluster.label.split()) > _MAX_ADMINISTRATION:
            return False  # "the Administration" is the President's, and not the Federal Aviation Administration
        if head in _FORCES and _head_of(cluster.label).lower() != head:
            return False  # "the Army" is not the Army Tuition Assistance, "the military" not a military hospital
        if head == "house" and (_head_of(cluster.label) != "House" or cluster.label == "White House"):
            return False
        if head in tail and cluster.type in (*_BODIES, "place"):
            return True
        if head == "agency":
            return cluster.type == "agency"
        if head in word_set("company"):
            return cluster.type == "organization"
        if head in word_set("outlet"):
            return cluster.type == "outlet"
        if head in word_set("land") | word_set("settlement"):
            return cluster.type == "place" and _place_fits(head, cluster)
        return False

    def _fresh(self, noun: Noun, plural: bool, first: int, i: int) -> Cluster:
        words = self.words
        label = self.text[words.start[first] : words.end[i]]
        kind: EntityType = "group" if noun.type == "person" else noun.type
        cluster = Cluster(kind, " ".join(label.split()), gender=noun.gender, plural=plural, order=len(self.clusters))
        cluster.heads.add(noun.lemma)
        cluster.headline = not plural and first == i
        self.clusters.append(cluster)
        return cluster


_FORCES = frozenset(("army", "navy", "military"))


def _head_of(name: str) -> str:
    """The noun of a body's name: "Committee" of "House Committee on Education and Labor"."""
    words = name.split()
    link = next((k for k, word in enumerate(words) if k and word in ("of", "on", "for")), len(words))
    return words[link - 1]


def _agree(cluster: Cluster, modifiers: frozenset[str]) -> bool:
    """Whether modifiers can go with a cluster's: "the Thai trawler" is no "Saudi trawler"."""
    return not modifiers or not cluster.modifiers or bool(modifiers & cluster.modifiers)


def _place_fits(head: str, cluster: Cluster) -> bool:
    region = gazetteer.region_named(cluster.label)
    kind = region.kind if region is not None else None
    if head in word_set("land"):
        return kind == "country"
    if head == "state":
        return kind == "state"
    return kind is None
