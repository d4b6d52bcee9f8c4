"""Pronouns tied to what they stand for by agreement, recency and grammar, a small Lappin and Leass (1994)."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.annotate.entities.clusters import Cluster
from onrecord.annotate.entities.words import Words
from onrecord.gazetteer import Gender

MALE = frozenset(("he", "him", "his", "himself"))
FEMALE = frozenset(("she", "her", "hers", "herself"))
NEUTER = frozenset(("it", "its", "itself"))
PLURAL = frozenset(("they", "them", "their", "theirs", "themselves"))
RELATIVE = frozenset(("who", "whom", "whose", "which", "that"))
REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
_SUBJECT = frozenset(("nsubj", "nsubjpass", "agent"))
_WEATHER = frozenset(("rain", "snow", "seem", "appear", "happen", "turn"))
_MAX_SENTENCES = 4


@dataclass(slots=True)
class Seen:
    """The last place where a cluster was spoken of: token, sentence, whether as the subject, inside quotation marks."""

    cluster: Cluster
    token: int
    sentence: int
    subject: bool
    quoted: bool


def gender_of(pronoun: str) -> Gender | None:
    """The gender a pronoun tells."""
    return "m" if pronoun in MALE else "f" if pronoun in FEMALE else None


def fits(cluster: Cluster, pronoun: str) -> bool:
    """Whether the pronoun can stand for the cluster."""
    if pronoun in MALE or pronoun in FEMALE:
        if cluster.type not in ("person", "group", "unnamed") or cluster.plural:
            return False
        return cluster.gender is None or cluster.gender == gender_of(pronoun)
    if pronoun in NEUTER:
        return cluster.type in ("agency", "organization", "outlet", "place", "thing") and not cluster.plural
    if pronoun in PLURAL:
        return cluster.plural or cluster.type in ("organization", "agency", "outlet")
    return True


def pleonastic(words: Words, i: int) -> bool:
    """Whether the "it" at token ``i`` stands for nothing: "it is likely that", "it rained", "it seems"."""
    if words.lower[i] != "it":
        return False
    if words.dep[i] == "expl":
        return True
    verb = words.head[i]
    if words.lemma[verb] in _WEATHER:
        return True
    if words.lemma[verb] != "be" or words.dep[i] not in ("nsubj", "nsubjpass"):
        return False
    children = [j for j in range(verb + 1, min(verb + 9, len(words))) if words.head[j] == verb]
    adjective = any(words.dep[j] in ("acomp", "attr") and words.tag[j][:2] in ("JJ", "NN", "CD") for j in children)
    clause = any(words.dep[j] in ("ccomp", "advcl", "xcomp", "csubj", "relcl") for j in children) or any(
        words.head[j] in children and words.dep[j] in ("ccomp", "xcomp", "relcl", "advcl")
        for j in range(verb + 1, min(verb + 16, len(words)))
    )
    return adjective and clause


def antecedent(words: Words, i: int, seen: list[Seen], quoted: bool) -> Cluster | None:
    """The cluster that the pronoun at token ``i`` stands for, or None. ``seen`` is in text order."""
    pronoun = words.lower[i]
    sentence = words.sentence[i]
    subject = words.dep[i] in _SUBJECT
    best: tuple[float, int] | None = None
    chosen: Cluster | None = None
    tried: set[int] = set()
    for place in reversed(seen[-60:]):
        distance = sentence - place.sentence
        if distance > _MAX_SENTENCES:
            break
        if place.token >= i or not fits(place.cluster, pronoun):
            continue
        if distance == 0 and pronoun not in REFLEXIVE and _same_clause(words, i, place.token):
            continue
        score = -2.0 * distance
        if place.subject:
            score += 2.0
        if subject and place.subject:
            score += 0.5
        if place.cluster.type == "person" and pronoun in MALE | FEMALE:
            score += 3.0
            if place.cluster.gender is None:
                score -= 0.75
        if pronoun in NEUTER and place.cluster.type == "place":
            score -= 1.5
        if pronoun in NEUTER and place.cluster.type in ("agency", "organization", "outlet") and place.cluster.named:
            score += 1.0
        if pronoun in PLURAL and not place.cluster.plural:
            score -= 1.5
        if place.quoted != quoted:
            score -= 1.0
        if id(place.cluster) not in tried:
            tried.add(id(place.cluster))
            score += min(len(place.cluster.mentions), 6) * 0.15
        key = (score, place.token)
        if best is None or key > best:
            best, chosen = key, place.cluster
    return chosen


def _same_clause(words: Words, pronoun: int, other: int) -> bool:
    """Both are arguments of one verb: "Albence told him" (a possessive binds freely)."""
    if words.tag[pronoun] == "PRP$":
        return False
    return words.head[pronoun] == words.head[other]
