"""Who "the senators", "the lawmakers", "the two" are: persons whom the article has named side by side.

"Senators Ann Lee and Bob Poe wrote to the agency. “We ask …,” the senators wrote." is said by both. A plural that
restricts ("Republican senators", "some members") or counts another number names nobody known.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.drafts import Drafts
from onrecord.annotate.speakers.listed import Listed, Who
from onrecord.annotate.speakers.others import colleagues, led, led_before, others_behind, unnamed_before
from onrecord.annotate.speakers.plurals import (
    COLLECTIVES,
    DEFINITE,
    LAWMAKERS,
    Chamber,
    are_several,
    chamber_meant,
    chamber_of,
    count,
    is_of_letter,
)
from onrecord.annotate.speakers.rosters import (
    FINITE,
    HEADING_VERBS,
    Named,
    Roster,
    acts,
    adds,
    begin_of,
    behind_bracket,
    close,
    glue,
    in_bracket,
    in_congress_before,
    is_in_office,
    signed_by,
    split_addressed,
)
from onrecord.annotate.speakers.sources import Source
from onrecord.gazetteer import titles
from onrecord.lexicon.nominals import roles, word_set

_TOGETHER = word_set("together")
_SUBJECT = frozenset(("nsubj", "nsubjpass"))
_MAX_BETWEEN = 14  # tokens from one name of a list to the next, with title, party and state
_MAX_OFFICES = 26  # and with the committees that each of them leads
_MAX_BEFORE = 12  # persons before "joined" among whom its subject is sought
_MAX_JOINED = 24  # tokens from "joined" to the first name, with all offices
_TITLE_BEFORE = 6  # tokens before a name in which the office stands
_PARTY = frozenset(("d", "r", "i"))  # "(D-Ore.)"
_DISTRICT = re.compile(r"[A-Z]{2}-(?:\d{1,2}|AL)\b")  # "(TX-33)"
_VERBS = ("VB", "MD")
_DASHES = frozenset(("-", "—", "–", "--"))
_PARTS = _DASHES - {"-"} | {","}
_ASIDE = frozenset(("-L", "-R", "NN", "RB", ",", "HY", "CD", "AF", "(", ")", ":"))
_IN_CONGRESS = word_set("in-congress")
_TEAMS = frozenset(("team", "partner"))
_WITH_OTHERS = _TEAMS | {"join", "lead", "send", "sign", "write", "author", "pen", "introduce", "reintroduce"}
_MAX_BELOW = 80  # tokens from a heading to the list that it tells of
_MAX_BARE = 60  # tokens from a list to "Members also urged"
_MAX_NEAR = 24  # lists before a source among which the one that it is cut off from is sought
_MAX_CUE = 30  # tokens from a list to the verb of what it says
_TITLES = 24
_CLAUSE = frozenset(("that", "as", "while", "when", "because", "if", "whether"))
_OTHERS = frozenset(
    ("letter", "colleagues", "group", "members", "senators", "representatives", "lawmakers", "coalition")
)
_NAMES_SOME = frozenset((",", "and", "including", "led"))
_OF_NAME = frozenset(("compound", "appos", "nmod", "flat"))


class Groups:
    """The lists of persons that an article names side by side as subjects, in text order."""

    def __init__(self, words: Words, drafts: Drafts, names: Mapping[int, tuple[str, int]]) -> None:
        """``names`` gives chain id and last token of the name at a first token."""
        self.words = words
        self.drafts = drafts
        self.names = names
        inside = {k for i, (_, after) in names.items() for k in range(i + 1, after)}  # "Village of Fair Haven"
        people = [
            (i, after, drafts[id].id)
            for i, (id, after) in sorted(names.items())
            if drafts[id].type == "person"
            and i not in inside
            and not is_in_office(words, i, after)
            and not in_bracket(words, i)
            and drafts[id].label.lower().rstrip(".") not in titles()
            and not (words.lower[after - 1].endswith("s") and words.lower[after - 1].removesuffix("s") in _TOGETHER)
        ]
        self.people = people
        self._firsts = [start for start, _, _ in people]
        self.lists: list[Listed] = []
        self._runs: dict[int, tuple[str, ...]] = {}  # all side by side, by the end of the last name
        self._members = {id for start, stop, id in people if self._in_congress(start, stop)}
        self._chambers = {(id, chamber_of(words, start)) for start, _, id in people}
        self.rosters: list[Roster] = []
        self.addressed: list[Roster] = []
        run: list[Named] = []
        for left, right in pairwise([*people, (len(words), len(words), "")]):
            run.append(left)
            # Nobody stands twice in a list: "…, and Roe, with Roe stating".
            if glue(words, left[1], right[0]) is None or right[2] in (id for _, _, id in run):
                self._close(run)
                run = []

        self._lead_again()
        lists = [Listed(one.first, one.run[-1][1], one.ids, one.others, stop=one.stop) for one in self.rosters]
        joined = [one for one in self.lists if one.joins >= 0 or (one.others and one.others[2] <= one.first)]
        self._wholes = sorted([*lists, *joined], key=lambda one: (one.first, one.joins))
        self._begins = [one.first for one in self._wholes]

    def _close(self, run: list[Named]) -> None:
        """Keep what the names of ``run`` are: those who are addressed, a list, a list that acts."""
        words = self.words
        told, run = split_addressed(words, run)
        if told:
            last = told[-1][1]
            others = others_behind(words, last, min(last + _MAX_JOINED, len(words))) if not run else None
            stop = others[2] if others is not None else behind_bracket(words, last)
            self.addressed.append(Roster(tuple(told), stop, others))
        if not run:
            return
        roster = close(words, run)
        ids = tuple(dict.fromkeys(self.drafts[id].id for _, _, id in run))
        first, last, others = run[0][0], run[-1][1], roster.others if roster is not None else None
        who = self._joins(first)
        if roster is not None:
            self.rosters.append(roster)
            self._runs[last] = ids
        if who is not None and not set(who.ids) & set(ids):
            phrase = colleagues(words, who.verb + 1, first)  # "joined members of the Committee, including Poe"
            some = phrase if phrase is not None and words.lower[phrase[2]] in _NAMES_SOME else None
            stop = roster.stop if roster is not None else behind_bracket(words, last)
            listed = Listed(first, last, (*who.ids, *ids), others or some or who.others, stop=stop, joins=who.verb)
            self.lists.append(listed)
            return
        subject = any(words.dep[k] in _SUBJECT for a, b, _ in run for k in range(a, b)) or self._acts(last)
        signed = signed_by(words, first)
        also = who is None and (adds(words, first, last) or signed)
        if roster is not None:
            subject = subject or signed or acts(words, roster.stop) is not None
        others = others or (led_before(words, begin_of(words, first)) if signed else None)
        if len(ids) > 1 and roster is not None and subject:
            self.lists.append(Listed(first, last, ids, others or led(words, roster.stop, True), also, roster.stop))
        elif signed and self._members & set(ids):
            self.lists.append(Listed(first, last, ids, others, also, behind_bracket(words, last)))
        elif roster is not None and others is not None and subject and run[0][2] in self._members:
            self.lists.append(Listed(first, last, ids, others, stop=roster.stop))
        elif run[0][2] in self._members and self._joins_unnamed(run):
            self.lists.append(Listed(first, last, ids, others or led(words, last), stop=behind_bracket(words, last)))

    def _lead_again(self) -> None:
        """Those of a list with whom they lead: "Lee and Poe pushed. They led the entire delegation in urging"."""
        words = self.words
        for k in range(1, len(words) - 2):
            if words.lower[k] == "they" and words.lower[k + 1] in ("led", "joined", "lead", "join"):
                before = self.latest(k)
                others = led(words, k + 1, True)
                near = before is not None and words.sentence[k] - words.sentence[before.first] <= 1
                if before is not None and near and others is not None and len(before.ids) > 1:
                    again = Listed(k, k + 1, before.ids, others, stop=k + 1)
                    self.lists.insert(self.lists.index(before) + 1, again)

    def _in_congress(self, start: int, stop: int) -> bool:
        """Whether a name stands behind the title of a member of a parliament, or before party and state."""
        words = self.words
        behind = words.lower[stop : stop + 2]
        party = len(behind) == 2 and behind[0] == "(" and behind[1].split("-")[0] in _PARTY
        district = words.text[stop : stop + 1] == ["("] and _DISTRICT.match("".join(words.text[stop + 1 : stop + 4]))
        return party or bool(district) or in_congress_before(words, start)

    def _acts(self, stop: int) -> bool:
        """Whether a finite verb follows the last name, a bracket, a day or an adverb apart: titles mislead parsers."""
        words = self.words
        # "…, members of the Committee on Trade, led a group", "— co-chairs of the Caucus — wrote"
        office = next((k for k in range(stop, min(stop + 8, len(words) - 4)) if words.text[k] in _PARTS), -1)
        while office >= 0 and words.lower[office + 1] in ("a", "the", "co", "-"):
            office += 1
        noun = words.lower[office + 1].removesuffix("s") if 0 <= office < len(words) - 1 else ""
        if noun in roles() or noun in _TOGETHER:
            verb = next((k for k in range(office, min(stop + _MAX_OFFICES, len(words))) if words.tag[k] in FINITE), -1)
            if verb >= 0 and words.sentence[verb] == words.sentence[stop]:
                return not any(words.tag[k] in ("WDT", "WP") for k in range(office, verb))
        for k in range(stop, min(stop + _MAX_BETWEEN, len(words))):
            if words.tag[k] in FINITE:
                return True
            if words.tag[k][:2] not in _ASIDE and not words.lower[k].startswith(("on", "all", "both")):
                return False
        return False

    def _joins(self, first: int) -> Who | None:
        """Who joins those named from ``first`` on: "Lee joined Poe and Roe in", "Lee led a letter with Poe"."""
        words = self.words
        begin = begin_of(words, first)
        if begin == 0 or words.lower[begin - 1] == "to":
            return None  # whom they wrote to
        shared = words.lower[begin - 1] == "with"
        taken = words.lower[begin - 1] == "of" and words.lower[begin - 2] in COLLECTIVES  # "leads a delegation of Poe"
        for verb in range(first - 1, max(-1, first - _MAX_JOINED), -1):
            if verb < begin and words.sentence[verb] != words.sentence[begin]:
                break
            lemma = words.lemma[verb].lower()
            if not words.tag[verb].startswith("VB") or (verb >= begin and words.text[verb][:1].isupper()):
                if words.lower[verb] in ("to", "who", "that"):
                    break
                continue
            if lemma == "join" or (shared and lemma in _WITH_OTHERS) or (taken and lemma == "lead"):
                found = self._subject_of(verb)
                others = unnamed_before(words, verb) if lemma == "join" else None
                return Who((), verb, others) if others is not None and found is None else found
            if lemma not in ("include", "lead"):
                break
        return None

    def _subject_of(self, verb: int) -> Who | None:
        """Who acts by the verb: those of the list before it, or the one person."""
        words = self.words
        at = bisect_left(self._firsts, verb)
        near = self.people[max(0, at - _MAX_BEFORE) : at]
        found = next(((i, id) for i, after, id in near if self._is_subject(i, after, verb)), None)
        if near and (found is None or found[0] < near[-1][0]) and self._leads_to(near[-1][1], verb):
            found = (near[-1][0], near[-1][2])  # behind a dateline that was taken for the subject
        roster = self.rosters[-1] if self.rosters else None
        if roster is not None and (
            acts(words, roster.stop) == verb or (found and roster.first <= found[0] < roster.stop)
        ):
            return Who(tuple(dict.fromkeys(self.drafts[id].id for id in roster.ids)), verb, roster.others)
        return Who((self.drafts[found[1]].id,), verb) if found is not None else None

    def _leads_to(self, stop: int, verb: int) -> bool:
        """Whether nothing but commas, brackets and an apposition stands between a name's end and a finite verb."""
        words = self.words
        near = verb - stop <= _MAX_OFFICES and words.sentence[stop - 1] == words.sentence[verb]
        acts = words.tag[verb] in FINITE and (words.text[stop] in ("(", ",") or stop == verb)
        return near and acts and not any(words.tag[k] in (*FINITE, "MD", "WP", "WDT") for k in range(stop, verb))

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
                or led(words, after) is not None
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

    def meant(self, source: Source) -> Listed | None:
        """Those whom a plural source stands for; None where unknown."""
        number = count(self.words, source, self.names, self.drafts)
        if number is None:
            return self._by_their_party(source)
        fitting = [one for one in self.lists if self._fits(source, one.ids)]
        before = [one for one in fitting if one.first < source.first]
        if not before and fitting and fitting[0].first - source.first <= _MAX_BELOW:
            before = fitting[:1]  # in a heading above the first sentence
        found = next((one for one in reversed(self._added(before)) if number in (0, len(one.ids))), None)
        bare = self.words.lower[source.first] not in DEFINITE and self.words.lower[source.last - 1] != "delegation"
        bare = bare and not is_of_letter(self.words, source.first)
        return None if bare and found is not None and abs(source.first - found.stop) > _MAX_BARE else found

    def _added(self, lists: list[Listed]) -> list[Listed]:
        """The lists, those who join others with these: "Reps. Roe and Poe also signed the letter"."""
        base = None
        found: list[Listed] = []
        for one in lists:
            if one.adds and base is not None:
                kept = base.others if len(base.ids) > 1 else None
                one = replace(base, ids=tuple(dict.fromkeys((*base.ids, *one.ids))), others=one.others or kept)
            if len(one.ids) > 1 or base is None or len(base.ids) == 1:
                base = one
                found.append(one)
        return found

    def part_of(self, source: Source) -> Listed | None:
        """The whole list that the source of words in full is a part of, with those whom they join."""
        known = [one for one in self.lists if one.first <= source.last]
        near = [one for one in known if source.first < one.end and source.last >= begin_of(self.words, one.first) - 1]
        one = near[-1] if near else None
        if one is None or (len(one.ids) == 1 and one.others is None):
            return None
        if one.joins >= 0 and self.words.sentence[one.joins] != self.words.sentence[source.first]:
            return None
        return self._added(known)[-1] if one.adds else one

    def covering(self, source: Source, cue: int) -> Listed | None:
        """The whole list that a source is a part of, whose deed the cue at token ``cue`` is."""
        words = self.words
        if cue >= len(words) or words.text[cue] == ":":
            return None
        at = bisect_right(self._begins, source.last + _TITLES)
        for one in reversed(self._wholes[max(0, at - _MAX_NEAR) : at]):
            near = one.joins >= 0 and words.sentence[source.first] == words.sentence[one.joins]
            if near and source.last <= max(one.stop + 1, cue - 1) and self._does(one, cue):
                leads = source.last <= one.first and source.chain is not None
                if (leads and self.drafts[source.chain or ""].id in one.ids) or source.first > one.joins:
                    return one  # "Lee led a letter with Poe and Roe urging"
            if not one.first - _TITLES <= source.first < one.stop:
                continue
            begin = begin_of(words, one.first)
            dateline = False
            if one.others is not None and one.others[2] <= one.first:
                begin = min(begin, one.others[0])  # "100 members, led by Lee and Poe, urged"
                dateline = begin > 1 and words.text[begin - 1] in _DASHES
            told = next((x for x in self.addressed if x.first <= source.last and begin - 2 <= x.stop <= begin), None)
            if told is not None and begin_of(words, told.first) - 1 <= source.first < begin and source.last > one.first:
                return one  # with those whom they write to
            # "Lee, Poe Lead Group of Senators in Calling": a verb that the parser took for a noun
            verb = words.lower[one.stop : one.stop + 1]
            over = source.last > one.stop + 1 and not (verb and verb[0] in HEADING_VERBS and source.first >= begin - 1)
            if (source.first < begin - 1 and not dateline) or over or (len(one.ids) == 1 and one.others is None):
                continue
            if source.kind == "nominal" and source.first < one.last:
                continue
            owns = one.stop < len(words) and words.tag[one.stop] == "POS"
            far = _MAX_CUE if words.tag[cue] not in ("VBG", "TO") else 2 * _MAX_CUE
            behind = one.stop <= cue <= one.stop + far and not any("\n" in t for t in words.text[one.stop : cue])
            inverted = cue < begin and source.first <= one.first and begin - cue <= _TITLES
            if owns or not (behind or inverted) or (behind and one.joins < 0 and self._is_object(begin)):
                continue
            return one
        return None

    def _does(self, one: Listed, cue: int) -> bool:
        """Whether what those do together who join each other is told by the cue at token ``cue``.

        "joined Poe and Roe in urging", "joined Poe and Roe in a letter to the agency asking", "… to announce".
        """
        words, stop = self.words, one.stop
        if not stop <= cue <= stop + _MAX_CUE or words.sentence[stop - 1] != words.sentence[cue]:
            return False
        between = range(stop, cue)
        if any(words.tag[k] in (*FINITE, "MD", "WP", "WDT") for k in between):
            return False
        if words.tag[cue] == "TO":
            teams = words.lemma[one.joins].lower() in _TEAMS
            return cue == stop and (teams or words.lower[begin_of(words, one.first) - 1] != "with")  # a host
        letter = stop < cue and any(words.lower[k] == "letter" for k in between)
        return words.tag[cue] == "VBG" and (cue <= stop + 2 or words.lower[cue - 1] == "in" or letter)

    def _is_object(self, begin: int) -> bool:
        """Whether a preposition or a verb stands before a list: its last may be the subject of another clause."""
        words = self.words
        if begin == 0 or words.sentence[begin - 1] != words.sentence[begin]:
            return False
        tag, lower = words.tag[begin - 1], words.lower[begin - 1]
        return (tag in ("IN", "TO") and lower not in _CLAUSE) or (
            tag.startswith("VB") and words.text[begin - 1].islower()
        )

    def senders(self, source: Source, cue: int) -> Listed | None:
        """Who sends the letter that a source is addressed in: "Lee led 20 members in a letter to Poe urging"."""
        words = self.words
        if words.tag[cue] != "VBG" or source.kind not in ("name", "nominal"):
            return None
        told = next((one for one in self.addressed if one.first - _TITLES <= source.first < one.stop), None)
        if told is None or begin_of(words, told.first) - 4 > source.first:  # "a letter to Poe"
            return None
        sends = [
            x for x in self.lists if x.first < told.first and words.sentence[x.first] == words.sentence[told.first]
        ]
        if not sends:
            return None
        inside = told.others is not None and source.first >= told.others[0]
        return replace(sends[-1], others=(source.first, source.head, source.last)) if inside else sends[-1]

    def _by_their_party(self, source: Source) -> Listed | None:
        """Whom "the Republican members" are: "Chairman Lee led Committee Republicans in asking …"."""
        words = self.words
        last = next((one for one in reversed(self.lists) if one.first < source.first), None)
        if last is None or last.others is None or words.lower[source.first] != "the":
            return None
        kind = words.lower[source.first + 1 : source.last - 1]
        theirs = {w.removesuffix("s") for w in words.lower[last.others[0] : last.others[1] + 1]}
        named = are_several(words, source.last - 1) and len(kind) == 1 and kind[0].removesuffix("s") in theirs
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
        if (chamber := chamber_meant(self.words, source)) is not None:
            other: Chamber = "senate" if chamber == "house" else "house"
            if any((id, other) in self._chambers for id in ids):
                return False
        return not lemmas & LAWMAKERS or bool(self._members & set(ids))
