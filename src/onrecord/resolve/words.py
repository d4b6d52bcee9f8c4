"""Words without a parser: the stems of a text, and how much each of them tells about a story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.resolve.names import fold
from onrecord.resources import shared

WORD = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_UNKNOWN = 7.5  # weight of a stem that the table lacks
_VOWEL = re.compile(r"[aeiouy]")


@lru_cache(maxsize=30_000)
def stem(word: str) -> str:
    """The folded word without the endings of number and tense: "raids", "raided" → "raid"; "shot" → "shoot"."""
    word = fold(word)
    return regular_stem(_verbs()[0].get(word, word))


@lru_cache(maxsize=30_000)
def close_senses(stem: str) -> frozenset[str]:
    """Frequent senses (WordNet synsets) of the verb with that stem; two verbs that share one are close synonyms."""
    return _verbs()[1].get(stem, frozenset())


@cache
def _verbs() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Irregular forms with their verbs, and senses by stem, of ``lexicon/verbs.tsv``."""
    text = (files("onrecord") / "lexicon" / "verbs.tsv").read_text(encoding="utf-8")
    irregular: dict[str, str] = {}
    senses: dict[str, frozenset[str]] = {}
    for line in text.splitlines()[2:]:
        verb, forms, offsets = line.split("\t")
        irregular.update((form, verb) for form in forms.split() if form not in irregular)
        if offsets:
            senses[regular_stem(verb)] = senses.get(regular_stem(verb), frozenset()) | frozenset(offsets.split())
    return irregular, senses


@lru_cache(maxsize=30_000)
def noun_sense(words: str) -> str | None:
    """The first of the synonymous nouns that WordNet puts first for ``words``, in whatever number; None without any."""
    folded = fold(words)
    endings = ("", "s", "es")
    return next(
        (s for e in endings if folded.endswith(e) and (s := _nouns().get(folded[: len(folded) - len(e)]))), None
    )


@cache
def _nouns() -> dict[str, str]:
    """Nouns with the first of their synonyms, of ``lexicon/eventsynonyms.tsv``."""
    text = (files("onrecord") / "lexicon" / "eventsynonyms.tsv").read_text(encoding="utf-8")
    groups = [line.split(" | ") for line in text.splitlines()[2:]]
    return {fold(noun): fold(group[0]) for group in groups for noun in group}


@cache
def common_words() -> frozenset[str]:
    """Common nouns and verbs of the lexicon, folded: what has a capital at the head of a line for another reason."""
    found: set[str] = set()
    for name in ("nominals.tsv", "eventnouns.tsv", "verbs.tsv"):
        lines = (files("onrecord") / "lexicon" / name).read_text(encoding="utf-8").splitlines()
        found.update(fold(line.partition("\t")[0]) for line in lines[1:] if not line.startswith("#"))
    return frozenset(found)


def regular_stem(word: str) -> str:
    """The folded word without regular endings: the first step of Porter's algorithm (1980)."""
    if " " in word:
        word = word.rpartition(" ")[2]
    if len(word) <= 3 or (len(word) == 4 and word.endswith(("ied", "ies"))):
        return word[:3]
    if word.endswith("sses"):
        word = word[:-2]
    elif word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) > 2 and _VOWEL.search(base):
            return _mend(base)
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def _mend(base: str) -> str:
    if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
        return base[:-1]
    return base[:-1] + "y" if base.endswith("i") else base


def stems(text: str) -> Iterator[str]:
    """The stems of the words of ``text``, in order; numbers of two digits and more stay as they are."""
    for match in WORD.finditer(text):
        found = stem(match.group())
        if found:
            yield found


@cache
def _weights() -> dict[str, float]:
    lines = shared("ontology", "gazetteer", "words.tsv").read_text(encoding="utf-8").splitlines()
    return {word: float(weight) for word, _, weight in (line.partition("\t") for line in lines[1:])}


def weight(stem: str) -> float:
    """How rare the stem is in news: its inverse document frequency, a natural logarithm."""
    return _weights().get(stem, _UNKNOWN)
