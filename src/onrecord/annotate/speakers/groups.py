"""Who "the senators", "the lawmakers", "the two" are: persons whom the article has named side by side.

"Senators Ann Lee and Bob Poe wrote to the agency. “We ask …,” the senators wrote." is said by both. A plural that
restricts ("Republican senators", "some members") or counts another number names nobody known.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.drafts import Drafts
from onrecord.annotate.speakers.others import Phrase, colleagues, others_behind
from onrecord.annotate.speakers.sources import Source
from onrecord.gazetteer import titles
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
_MAX_BEFORE = 12  # persons before "joined" among whom its subject is sought
_MAX_JOINED = 24  # tokens from "joined" to the first name, with all offices
_TITLE_BEFORE = 6  # tokens before a name in which the office stands
_PARTY = frozenset(("d", "r", "i"))  # "(D-Ore.)"
_DISTRICT = re.compile(r"[A-Z]{2}-(?:\d{1,2}|AL)\b")  # "(TX-33)"
_VERBS = ("VB", "MD")
_PARTS = frozenset((",", "—", "–", "--"))
_FINITE = frozenset(("VBD", "VBP", "VBZ"))
_ASIDE = frozenset(("-L", "-R", "NN", "RB", ",", "HY", "CD", "AF", "(", ")", ":"))
_LAWMAKERS = word_set("lawmakers")
_IN_CONGRESS = word_set("in-congress")
_WITH_OTHERS = frozenset(("join", "lead", "send", "write"))
_OTHERS = frozenset(
    ("letter", "colleagues", "group", "members", "senators", "representatives", "lawmakers", "coalition")
)
_ADDS = frozenset(("join", "sign", "cosign", "signer", "cosigner", "signatory", "cosponsor"))  # and "co-lead"
_ADDED = 12  # tokens before the first or behind the last name in which one of them stands
_NAMES_SOME = frozenset((",", "and", "including", "led"))
_OF_NAME = frozenset(("compound", "appos", "nmod", "flat"))
_COLLECTIVES = frozenset(("coalition", "group", "pair", "duo", "trio", "delegation"))


@dataclass(frozen=True, slots=True)
class Listed:
    """Persons named side by side: the first one's first token, their chain ids, colleagues without a name.

    ``adds`` where they join those named before them: "Reps. Roe and Poe co-lead the letter in the House".
    """

    first: int
    last: int
    ids: tuple[str, ...]
    others: Phrase | None = None
    adds: bool = False


class Groups:
    """The lists of persons that an article names side by side as subjects, in text order."""

    def __init__(self, words: Words, drafts: Drafts, names: Mapping[int, tuple[str, int]]) -> None:
        """``names`` gives chain id and last token of the name at a first token."""
        self.words = words
        self.drafts = drafts
        self.names = names
        people = [
            (i, after, drafts[id].id)
            for i, (id, after) in sorted(names.items())
            if drafts[id].type == "person" and drafts[id].label.lower().rstrip(".") not in titles()
        ]
        self.people = people
        self._firsts = [start for start, _, _ in people]
        self.lists: list[Listed] = []
        self._runs: dict[int, tuple[str, ...]] = {}  # all side by side, by the end of the last name
        self._members = {id for start, stop, id in people if self._in_congress(start, stop)}
        run: list[tuple[int, int, str]] = []
        for left, right in pairwise([*people, (len(words), len(words), "")]):
            run.append(left)
            if not self._beside(left[1], right[0]) or (len(run) == 1 and self._is_addressed(*left[:2])):
                self._close(run)
                run = []

    def _beside(self, start: int, stop: int) -> bool:
        words = self.words
        if stop >= len(words) or not 0 < stop - start <= _MAX_OFFICES:
            return False
        between = range(start, stop)
        # "Rep. Lee (D-Ohio); Senators Poe": a sentence may be taken to end at the semicolon.
        one = words.sentence[start - 1] == words.sentence[stop] - any(words.text[k] == ";" for k in between)
        if words.sentence[start - 1] != words.sentence[stop] and not one:
            return False
        parted = any(words.text[k] in (",", ";") or words.lower[k] in _AND for k in between)
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
        words = self.words
        ids = tuple(dict.fromkeys(self.drafts[id].id for _, _, id in run))
        first, last = run[0][0], run[-1][1]
        others = others_behind(words, last, min(last + _MAX_JOINED, len(words)))
        joined = others is not None or any(
            words.lower[k] in _AND for (_, a, _), (b, _, _) in pairwise(run) for k in range(a, b)
        )
        if joined:
            self._runs[last] = ids
        subject = any(words.dep[k] in _SUBJECT for a, b, _ in run for k in range(a, b)) or self._acts(last)
        who, verb = self._joins(first)
        if who is not None and who not in ids:
            ids, joined, subject = (who, *ids), True, True
            phrase = colleagues(words, verb + 1, first)  # "joined members of the Committee, including Poe"
            others = others or (phrase if phrase is not None and words.lower[phrase[2]] in _NAMES_SOME else None)
        adds = who is None and self._adds(first, last)
        if len(ids) > 1 and joined and subject:
            self.lists.append(Listed(first, last, ids, others, adds))
        elif run[0][2] in self._members and self._joins_unnamed(run):
            self.lists.append(Listed(first, last, ids, others or self._led(last)))

    def _adds(self, first: int, last: int) -> bool:
        """Whether they join those named before: "Also signing are Lee and Roe", "Lee and Roe are co-leading it"."""
        words = self.words
        near = [k for k in range(max(0, first - _ADDED), first) if words.sentence[k] == words.sentence[first]]
        behind = [k for k in range(last, min(last + _ADDED, len(words))) if words.sentence[k] == words.sentence[first]]
        led = any(words.lower[k] == "co" and words.lemma[k + 2].lower() in ("lead", "sponsor") for k in behind[:-2])
        return led or any(words.lemma[k].lower() in _ADDS for k in near)

    def _led(self, stop: int) -> Phrase | None:
        """ "Committee Republicans" of "Chairman Lee led Committee Republicans in asking"."""
        words = self.words
        for k in range(stop, min(stop + _MAX_JOINED, len(words) - 1)):
            if words.sentence[k] != words.sentence[stop - 1]:
                return None
            if words.lemma[k].lower() in ("join", "lead") and words.tag[k].startswith("VB"):
                return colleagues(words, k + 1, len(words))
        return None

    def _in_congress(self, start: int, stop: int) -> bool:
        """Whether a name stands behind the title of a member of a parliament, or before party and state."""
        words = self.words
        before = words.lower[max(0, start - _TITLE_BEFORE) : start]
        behind = words.lower[stop : stop + 2]
        party = len(behind) == 2 and behind[0] == "(" and behind[1].split("-")[0] in _PARTY
        district = words.text[stop : stop + 1] == ["("] and _DISTRICT.match("".join(words.text[stop + 1 : stop + 4]))
        return party or bool(district) or any(w.rstrip(".") in _IN_CONGRESS for w in before)

    def _acts(self, stop: int) -> bool:
        """Whether a finite verb follows the last name, a bracket, a day or an adverb apart: titles mislead parsers."""
        words = self.words
        # "…, members of the Committee on Trade, led a group", "— co-chairs of the Caucus — wrote"
        office = next((k for k in range(stop, min(stop + 8, len(words) - 4)) if words.text[k] in _PARTS), -1)
        while office >= 0 and words.lower[office + 1] in ("a", "the", "co", "-"):
            office += 1
        noun = words.lower[office + 1].removesuffix("s") if 0 <= office < len(words) - 1 else ""
        if noun in roles() or noun in _TOGETHER:
            verb = next((k for k in range(office, min(stop + _MAX_OFFICES, len(words))) if words.tag[k] in _FINITE), -1)
            if verb >= 0 and words.sentence[verb] == words.sentence[stop]:
                return not any(words.tag[k] in ("WDT", "WP") for k in range(office, verb))
        for k in range(stop, min(stop + _MAX_BETWEEN, len(words))):
            if words.tag[k] in _FINITE:
                return True
            if words.tag[k][:2] not in _ASIDE and not words.lower[k].startswith(("on", "all", "both")):
                return False
        return False

    def _joins(self, first: int) -> tuple[str | None, int]:
        """Who joins those named from ``first`` on, and the verb: "Lee joined Senators Poe and Roe in urging …"."""
        words = self.words
        k = first - 1
        while k > max(0, first - _MAX_JOINED) and (
            words.tag[k].startswith("NNP") or words.lower[k] in roles() or words.lower[k] == "of"
        ):
            k -= 1
        if k >= 0 and words.lower[k] == "to":
            return None, -1  # whom they wrote to
        for verb in range(first - 1, max(-1, first - _MAX_JOINED), -1):
            if words.sentence[verb] != words.sentence[first]:
                break
            if words.lemma[verb].lower() == "join" and words.tag[verb].startswith("VB"):
                at = bisect_left(self._firsts, verb)
                near = self.people[max(0, at - _MAX_BEFORE) : at]
                found = next((id for i, after, id in near if self._is_subject(i, after, verb)), None)
                if found is None and near and self._leads_to(near[-1][1], verb):
                    found = near[-1][2]  # behind a dateline that was taken for the subject
                return (self.drafts[found].id if found is not None else None), verb
        return None, -1

    def _leads_to(self, stop: int, verb: int) -> bool:
        """Whether nothing but commas, brackets and an apposition stands between a name's end and a finite verb."""
        words = self.words
        near = verb - stop <= _MAX_OFFICES and words.sentence[stop - 1] == words.sentence[verb]
        acts = words.tag[verb] in _FINITE and (words.text[stop] in ("(", ",") or stop == verb)
        return near and acts and not any(words.tag[k] in (*_FINITE, "MD", "WP", "WDT") for k in range(stop, verb))

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
            and (
                any(words.lower[k] in _OTHERS for k in range(after, min(verb + _MAX_BETWEEN, sentence[-1] + 1)))
                or self._led(after) is not None
            )
        )

    def _is_subject(self, start: int, stop: int, verb: int) -> bool:
        """Whether a name is the subject of the verb, or names it: "Senator Lee joined"."""
        words = self.words
        for k in range(start, stop):
            up = k
            for _ in range(stop - start + 2):
                if words.dep[up] in _SUBJECT and words.head[up] == verb:
                    return True
                if words.dep[up] not in _OF_NAME:
                    break
                up = words.head[up]
        return False

    def _are_several(self, k: int) -> bool:
        lemma = self.words.lemma[k].lower()
        plural = self.words.tag[k] in ("NNS", "NNPS") or (self.words.tag[k] == "NNP" and lemma.endswith("s"))
        return lemma in _COLLECTIVES or (plural and (lemma.removesuffix("s") in _TOGETHER or lemma in _TOGETHER))

    def meant(self, source: Source) -> Listed | None:
        """Those whom a plural source stands for; None where unknown."""
        count = self._count(source)
        if count is None:
            return self._by_their_party(source)
        lists = [one for one in self.lists if one.first < source.first and count in (0, len(one.ids))]
        before = [one for one in lists if self._fits(source, one.ids)]
        several = [one for one in before if len(one.ids) > 1] or before
        if not several:
            return None
        last = several[-1]
        if last.adds and len(several) > 1:
            return replace(several[-2], ids=tuple(dict.fromkeys((*several[-2].ids, *last.ids))))
        return last

    def _by_their_party(self, source: Source) -> Listed | None:
        """Whom "the Republican members" are: "Chairman Lee led Committee Republicans in asking …"."""
        words = self.words
        last = next((one for one in reversed(self.lists) if one.first < source.first), None)
        if last is None or last.others is None or words.lower[source.first] != "the":
            return None
        kind = words.lower[source.first + 1 : source.last - 1]
        theirs = {w.removesuffix("s") for w in words.lower[last.others[0] : last.others[1] + 1]}
        named = self._are_several(source.last - 1) and len(kind) == 1 and kind[0].removesuffix("s") in theirs
        return last if named else None

    def before(self, source: Source) -> Listed | None:
        """Whom "they" means that begins a sentence: a list that is the subject of the one before."""
        words = self.words
        start = source.first
        last = self.latest(start)
        if start == 0 or last is None or len(last.ids) == 1:
            return None
        begins = words.sentence[start - 1] != words.sentence[start]
        return last if begins and words.sentence[last.first] == words.sentence[start - 1] else None

    def before_who(self, who: int, speaker: str) -> tuple[str, ...]:
        """Those who are meant with the speaker by the "who" behind two names: "Lee and Poe, who said …"."""
        words, k = self.words, who
        if k and words.text[k - 1] == ",":
            k -= 1
        if k and words.text[k - 1] == ")":
            k = next((m for m in range(k - 1, max(-1, k - 8), -1) if words.text[m] == "("), k)
        ids = self._runs.get(k, ())
        return tuple(id for id in ids if id != speaker) if speaker in ids else ()

    def latest(self, before: int) -> Listed | None:
        """The last list before token ``before``."""
        return next((one for one in reversed(self.lists) if one.first < before), None)

    def _fits(self, source: Source, ids: tuple[str, ...]) -> bool:
        """Whether those of the list may be "the senators": not the heads of two agencies whom these asked."""
        lemmas = {self.words.lemma[k].lower().removesuffix("s") for k in range(source.first, source.last)}
        return not lemmas & _LAWMAKERS or bool(self._members & set(ids))

    def _is_place(self, k: int) -> bool:
        """Whether a state stands there: "the Idaho members"."""
        found = self.names.get(k)
        return found is not None and self.drafts[found[0]].type == "place"

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
                rest = [m for m in range(k + 1, source.last) if words.lower[m] not in _OF_THEM]
                of_state = bool(rest) and words.lower[rest[-1]] == "delegation"
                return count if of_state or not rest else None
            elif lower not in _PLAIN and not (k == i + 1 and self._is_place(k)):
                return None
        return None
