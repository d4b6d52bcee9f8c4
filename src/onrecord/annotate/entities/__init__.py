"""Stage 1: chains of the people, bodies, outlets, places and things of one article.

Names come from the parser's entities mended by the gazetteers (:mod:`.names`), are joined into clusters
(:mod:`.clusters`), and draw to themselves the noun phrases (:mod:`.nominals`) and pronouns (:mod:`.pronouns`) that
stand for them.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from onrecord.annotate.entities.chains import to_chains
from onrecord.annotate.entities.clusters import Cluster, cluster_names
from onrecord.annotate.entities.name import Name
from onrecord.annotate.entities.names import find_names
from onrecord.annotate.entities.nominals import Nominals
from onrecord.annotate.entities.pronouns import FEMALE, MALE, NEUTER, PLURAL, RELATIVE, Seen, antecedent, pleonastic
from onrecord.annotate.entities.teams import mend_cities
from onrecord.annotate.entities.titlecase import headline_lines, mend_headlines
from onrecord.annotate.entities.whole import whole_names
from onrecord.annotate.entities.words import Words
from onrecord.annotate.surface import boilerplate, quotations
from onrecord.lexicon.nominals import nouns, roles
from onrecord.model import Document, Mention, Span

__all__ = ["find_entities"]

_SUBJECT = frozenset(("nsubj", "nsubjpass"))
_PRONOUNS = MALE | FEMALE | NEUTER | PLURAL


def find_entities(document: Document, doc: Doc) -> Document:
    """Document with chains of names, noun phrases and pronouns; statements are not looked at.

    ``doc`` is the parse of the text that :func:`onrecord.annotate.surface.parser_text` gives.
    """
    words = Words.of(doc)
    if not len(words):
        return document
    text = doc.text
    closed = boilerplate(document.article.text)
    names = find_names(doc, text, words, closed)
    lines = headline_lines(text)
    names = whole_names(mend_headlines(names, text, words, lines), text, words)
    mend_cities(names, words, text)
    clusters, of = cluster_names(names, text, document.article.published)
    _link(words, text, names, of, clusters, closed, lines, _quoted(document, words))
    return replace(document, chains=to_chains(clusters))


def _quoted(document: Document, words: Words) -> bytearray:
    inside = bytearray(len(words))
    for quotation in quotations(document.article.text):
        if quotation.level == 1:
            first, last = words.token_from(quotation.inner[0]), words.token_from(quotation.inner[1])
            inside[first:last] = b"\1" * (last - first)
    return inside


def _head(words: Words, name: Name) -> int:
    """The token of the name that the rest of the sentence hangs on."""
    for i in range(name.last - 1, name.first - 1, -1):
        if not name.first <= words.head[i] < name.last or words.head[i] == i:
            return i
    return name.last - 1


def _link(
    words: Words,
    text: str,
    names: list[Name],
    of: dict[int, Cluster],
    clusters: list[Cluster],
    closed: tuple[Span, ...],
    lines: list[Span],
    quoted: bytearray,
) -> None:
    covered = bytearray(len(words))
    for start, end in closed:
        first, last = words.token_from(start), words.token_from(end)
        covered[first:last] = b"\1" * (last - first)
    named: dict[int, Cluster] = {}
    for k, name in enumerate(names):
        for i in range(name.first, name.last):
            covered[i] = 1
        if k in of:
            named.setdefault(_head(words, name), of[k])
            before = words.lower[name.first - 1] if name.first else ""
            if of[k].type == "person" and before in roles():
                of[k].roles.add(before)
    seen: list[Seen] = []
    recent: list[Cluster] = []
    owner: dict[int, Cluster] = dict(named)
    nominals = Nominals(words, text, clusters, covered, _appositions(words, names, of, named), owner)
    nominals.seen = seen
    for start, end in lines:
        nominals.capitals.update(range(words.token_from(start), words.token_from(end)))
    for i in range(len(words)):
        cluster: Cluster | None = named.get(i)
        if cluster is None and not covered[i]:
            lower = words.lower[i]
            if lower in _PRONOUNS and words.tag[i] in ("PRP", "PRP$"):
                cluster = None if pleonastic(words, i) else antecedent(words, i, seen, bool(quoted[i]))
                if cluster is not None:
                    cluster.add(Mention(words.start[i], words.end[i], "pronoun"))
            elif lower in RELATIVE and words.tag[i] in ("WP", "WDT", "WP$"):
                cluster = _relative(words, i, owner)
                if cluster is not None:
                    cluster.add(Mention(words.start[i], words.end[i], "pronoun"))
            else:
                found = nominals.read(i, recent)
                cluster = found[0] if found is not None else None
        if cluster is not None:
            owner[i] = cluster
            seen.append(Seen(cluster, i, words.sentence[i], words.dep[i] in _SUBJECT, bool(quoted[i])))
            recent.append(cluster)


def _appositions(
    words: Words, names: list[Name], of: dict[int, Cluster], named: dict[int, Cluster]
) -> dict[int, Cluster]:
    """Tokens of noun phrases that the parse makes appositions or predicates of a name."""
    found: dict[int, Cluster] = {}
    table = nouns()
    for k, name in enumerate(names):
        if k in of and of[k].type == "person" and name.first > 0:
            before = _behind_portfolio(words, name.first - 1)
            if k > 0 and names[k - 1].last == name.first and of.get(k - 1) is not None and of[k - 1].type != "person":
                # "The secretary of the … Department Bill McCamley"
                before = names[k - 1].first - 1
                if before > 0 and words.lower[before] == "the":
                    before -= 1
                if words.lower[before] not in ("of", "for"):
                    continue
                before -= 1
            if before >= 0 and words.lower[before] in roles():
                found.setdefault(before, of[k])
    for i, cluster in named.items():
        head = words.head[i]
        quoted = '"' in words.text[min(i, head) : max(i, head)]  # "… of everybody," said next to a name
        if words.dep[i] == "appos" and head not in named and not quoted and _same_kind(words, head, cluster):
            found.setdefault(head, cluster)
    for i in range(len(words)):
        head = words.head[i]
        if words.dep[i] == "appos" and head in named and words.lemma[i].lower() in table:
            if _same_kind(words, i, named[head]):
                found.setdefault(i, named[head])
        elif words.dep[i] == "attr" and words.lemma[head] == "be" and i > head:
            for j in range(max(0, head - 12), head):
                if words.head[j] == head and words.dep[j] == "nsubj" and j in named and _same_kind(words, i, named[j]):
                    found.setdefault(i, named[j])
    return found


def _behind_portfolio(words: Words, i: int) -> int:
    """Steps back over "of Education" to the role noun of "Minister of Education"; else stays at ``i``."""
    for j in range(i, max(0, i - 6), -1):
        if words.lower[j] in ("of", "for"):
            return j - 1 if words.lower[j - 1] in ("minister", "secretary", "undersecretary") else i
        if not words.capital(j) and words.lower[j] not in ("and", ",", "the"):
            break
    return i


def _same_kind(words: Words, i: int, cluster: Cluster) -> bool:
    noun = nouns().get(words.lemma[i].lower())
    if noun is None or words.tag[i] == "NNS":
        return False
    if noun.type == cluster.type:
        return True
    return noun.type in ("agency", "organization", "outlet") and cluster.type in ("agency", "organization", "outlet")


def _relative(words: Words, i: int, owner: dict[int, Cluster]) -> Cluster | None:
    """What "who", "which", "that" refers to: the head of its relative clause; "who" only a person or body."""
    verb = i
    for _ in range(4):
        if words.dep[verb] == "relcl":
            break
        if words.head[verb] == verb:
            return None
        verb = words.head[verb]
    if words.dep[verb] != "relcl":
        return None
    cluster = owner.get(words.head[verb])
    if words.lower[i] not in ("who", "whom", "whose") or (cluster is not None and cluster.type in ("person", "group")):
        return cluster
    # The parser ties "who" to the nearest noun ("comments by X to the Post, who said"): people speak.
    for j in range(i - 1, max(-1, i - 30), -1):
        if words.sentence[j] != words.sentence[i]:
            break
        if j in owner and owner[j].type in ("person", "group"):
            return owner[j]
    return cluster
