"""Who "the senators", "the lawmakers", "the two" are: persons whom the article has named side by side.

"Senators Ann Lee and Bob Poe wrote to the agency. “We ask …,” the senators wrote." is said by both. A plural that
restricts ("Republican senators", "some members") or counts another number names nobody known.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.drafts import Drafts
from onrecord.annotate.speakers.sources import Source
from onrecord.lexicon.nominals import roles, word_set

_TOGETHER = word_set("together")
_AND = frozenset(("and", "&"))
_DEFINITE = frozenset(("the", "these", "those", "both"))
_PLAIN = frozenset(("bipartisan", "joint"))
_OF_THEM = frozenset(("of", "congress", "the", "house", "senate"))
_SUBJECT = frozenset(("nsubj", "nsubjpass"))
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_MAX_BETWEEN = 14  # tokens from one name of a list to the next, with title, party and state
_MAX_OFFICES = 26  # and with the committees that each of them leads
_MAX_JOINED = 24  # tokens from "joined" to the first name, with all offices
_TITLE_BEFORE = 6  # tokens before a name in which the office stands
_PARTY = frozenset(("d", "r", "i"))  # "(D-Ore.)"
_VERBS = ("VB", "MD")
_FINITE = frozenset(("VBD", "VBP", "VBZ"))
_ASIDE = frozenset(("-L", "-R", "NN", "RB", ",", "HY", "CD", "AF", "(", ")", ":"))
_LAWMAKERS = word_set("lawmakers")
_IN_CONGRESS = word_set("in-congress")
_WITH_OTHERS = frozenset(("join", "lead", "send", "write"))
_OTHERS = frozenset(
    ("letter", "colleagues", "group", "members", "senators", "representatives", "lawmakers", "coalition")
)
_COLLECTIVES = frozenset(("coalition", "group", "pair", "duo", "trio", "delegation"))


class Groups:
    """The lists of persons that an article names side by side as subjects, in text order."""

    def __init__(self, words: Words, drafts: Drafts, names: Mapping[int, tuple[str, int]]) -> None:
        """``names`` gives chain id and last token of the name at a first token."""
        self.words = words
        self.drafts = drafts
        people = [(i, after, drafts[id].id) for i, (id, after) in sorted(names.items()) if drafts[id].type == "person"]
        self.people = people
        self.lists: list[tuple[int, tuple[str, ...]]] = []
        self._members = {id for start, stop, id in people if self._in_congress(start, stop)}
        run: list[tuple[int, int, str]] = []
        for left, right in pairwise([*people, (len(words), len(words), "")]):
            run.append(left)
            if not self._beside(left[1], right[0]) or (len(run) == 1 and self._is_addressed(*left[:2])):
                self._close(run)
                run = []

    def _beside(self, start: int, stop: int) -> bool:
        words = self.words
        if (
            stop >= len(words)
            or not 0 < stop - start <= _MAX_OFFICES
            or words.sentence[start - 1] != words.sentence[stop]
        ):
            return False
        between = range(start, stop)
        parted = any(words.text[k] == "," or words.lower[k] in _AND for k in between)
        offices = stop - start <= _MAX_BETWEEN or any(words.lower[k] in roles() for k in between)
        return parted and offices and not any(words.tag[k].startswith(_VERBS) for k in between)

    def _is_addressed(self, start: int, stop: int) -> bool:
        """Whether the name is of whom a letter goes to: "In a letter to Director Poe, Senators Lee and Roe asked …"."""
        words = self.words
        plural = next((w for w in words.lower[stop : stop + 3] if w != ","), "")
        if words.text[stop] != "," or plural.rstrip(".") not in _IN_CONGRESS:
            return False
        for k in range(start - 1, max(-1, start - _MAX_BETWEEN), -1):
            if words.lower[k] == "to":
                return words.tag[k - 1].startswith("NN") if k else False
            if words.text[k] == "," or words.tag[k].startswith(_VERBS) or words.sentence[k] != words.sentence[start]:
                return False
        return False

    def _close(self, run: list[tuple[int, int, str]]) -> None:
        ids = tuple(dict.fromkeys(self.drafts[id].id for _, _, id in run))
        joined = any(self.words.lower[k] in _AND for (_, a, _), (b, _, _) in pairwise(run) for k in range(a, b))
        subject = any(self.words.dep[k] in _SUBJECT for a, b, _ in run for k in range(a, b)) or self._acts(run[-1][1])
        first = run[0][0]
        if not subject and (who := self._joins(first)) is not None:
            ids, joined, subject = tuple(dict.fromkeys((who, *ids))), True, True
        if (len(ids) > 1 and joined and subject) or (run[0][2] in self._members and self._joins_unnamed(run)):
            self.lists.append((first, ids))

    def _in_congress(self, start: int, stop: int) -> bool:
        """Whether a name stands behind the title of a member of a parliament, or before party and state."""
        words = self.words
        before = words.lower[max(0, start - _TITLE_BEFORE) : start]
        behind = words.lower[stop : stop + 2]
        party = len(behind) == 2 and behind[0] == "(" and behind[1].split("-")[0] in _PARTY
        return party or any(w.rstrip(".") in _IN_CONGRESS for w in before)

    def _acts(self, stop: int) -> bool:
        """Whether a finite verb follows the last name, a bracket, a day or an adverb apart: titles mislead parsers."""
        words = self.words
        # "…, members of the Committee on Trade, led a group"
        office = next((k for k in range(stop, min(stop + 8, len(words) - 1)) if words.text[k] == ","), -1)
        if (
            office >= 0
            and (noun := words.lower[office + 1].removesuffix("s"))
            and (noun in roles() or noun in _TOGETHER)
        ):
            verb = next((k for k in range(office, min(stop + _MAX_OFFICES, len(words))) if words.tag[k] in _FINITE), -1)
            if verb >= 0 and words.sentence[verb] == words.sentence[stop]:
                return not any(words.tag[k] in ("WDT", "WP") for k in range(office, verb))
        for k in range(stop, min(stop + _MAX_BETWEEN, len(words))):
            if words.tag[k] in _FINITE:
                return True
            if words.tag[k][:2] not in _ASIDE and not words.lower[k].startswith(("on", "all", "both")):
                return False
        return False

    def _joins(self, first: int) -> str | None:
        """Who joins those named from ``first`` on: "Lee joined Senators Poe and Roe in urging …"."""
        words = self.words
        for verb in range(first - 1, max(-1, first - _MAX_JOINED), -1):
            if words.sentence[verb] != words.sentence[first]:
                return None
            if words.lemma[verb].lower() == "join" and words.tag[verb].startswith("VB"):
                return next((id for i, after, id in self.people if self._is_subject(i, after, verb)), None)
        return None

    def _joins_unnamed(self, run: list[tuple[int, int, str]]) -> bool:
        """Whether the last of them acts with colleagues who are not named: "Lee joined a group of senators …"."""
        words = self.words
        start, after, _ = run[-1]
        stop = min(after + _MAX_JOINED, len(words))
        sentence = [k for k in range(after, stop) if words.sentence[k] == words.sentence[start]]
        verb = next((k for k in sentence if words.lemma[k].lower() in _WITH_OTHERS and words.tag[k][:2] == "VB"), None)
        return (
            verb is not None
            and (self._is_subject(start, after, verb) or self._acts(after))
            and any(words.lower[k] in _OTHERS for k in range(after, min(verb + _MAX_BETWEEN, sentence[-1] + 1)))
        )

    def _is_subject(self, start: int, stop: int, verb: int) -> bool:
        return any(self.words.head[k] == verb and self.words.dep[k] in _SUBJECT for k in range(start, stop))

    def _are_several(self, k: int) -> bool:
        lemma = self.words.lemma[k].lower()
        plural = self.words.tag[k] in ("NNS", "NNPS") or (self.words.tag[k] == "NNP" and lemma.endswith("s"))
        return lemma in _COLLECTIVES or (plural and (lemma.removesuffix("s") in _TOGETHER or lemma in _TOGETHER))

    def meant(self, source: Source) -> tuple[str, ...]:
        """Chain ids of the persons that a plural source stands for, in the order of their list; () where unknown."""
        count = self._count(source)
        if count is None:
            return ()
        lists = [(k, ids) for k, ids in self.lists if k < source.first and count in (0, len(ids))]
        before = [ids for _, ids in lists if self._fits(source, ids)]
        several = [ids for ids in before if len(ids) > 1]
        return (several or before or [()])[-1]

    def before(self, source: Source) -> tuple[str, ...]:
        """Chain ids of those whom "they" means that begins a sentence: a list that is the subject of the one before."""
        words = self.words
        start = source.first
        if start == 0 or words.sentence[start - 1] == words.sentence[start]:
            return ()
        first, ids = self.latest(start)
        return ids if first >= 0 and len(ids) > 1 and words.sentence[first] == words.sentence[start - 1] else ()

    def latest(self, before: int) -> tuple[int, tuple[str, ...]]:
        """The last list before token ``before``: its first token and chain ids; (-1, ()) where there is none."""
        return next(((k, ids) for k, ids in reversed(self.lists) if k < before), (-1, ()))

    def _fits(self, source: Source, ids: tuple[str, ...]) -> bool:
        """Whether those of the list may be "the senators": not the heads of two agencies whom these asked."""
        lemmas = {self.words.lemma[k].lower().removesuffix("s") for k in range(source.first, source.last)}
        return not lemmas & _LAWMAKERS or bool(self._members & set(ids))

    def _count(self, source: Source) -> int | None:
        """How many the words say they are, 0 where they do not; None where they mean no list."""
        words = self.words
        i = source.first
        if words.lower[i] not in _DEFINITE:
            return None
        count = 2 if words.lower[i] == "both" else 0
        if words.lower[i] == "both" and source.last - source.first == 1:
            return count
        for k in range(i + 1, source.last):
            lower = words.lower[k]
            if lower in _NUMBERS:
                count = _NUMBERS[lower]
                if k == source.last - 1:
                    return count if count > 1 else None
            elif self._are_several(k):
                return count if all(words.lower[m] in _OF_THEM for m in range(k + 1, source.last)) else None
            elif lower not in _PLAIN:
                return None
        return None
