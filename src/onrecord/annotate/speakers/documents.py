"""Whose the documents are that the article has told of: "the letter" is by who sent it, "the report" by who made it.

``Lee sent a letter to the agency. The letter urges …``, ``A report by the agency … The report found …``.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.annotate.speakers import described
from onrecord.annotate.speakers.drafts import Draft
from onrecord.annotate.speakers.listed import Listed
from onrecord.annotate.speakers.others import Phrase, colleagues, others_behind
from onrecord.annotate.speakers.owners import INSTITUTIONS, owner_of
from onrecord.annotate.speakers.sources import RELATIVES, Source
from onrecord.annotate.speakers.titled import NEAR_PARAGRAPHS
from onrecord.lexicon.nominals import word_set

if TYPE_CHECKING:
    from onrecord.annotate.speakers.resolver import Resolver

_DOCUMENTS = word_set("document")
_SENDS = word_set("sends")
_KNOWN = frozenset(("the", "this", "that", "these", "those", "its", "such"))
_TOLD = _KNOWN | {"their", "his", "her"}
_SUBJECT = frozenset(("nsubj", "nsubjpass"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_WRITTEN = frozenset(("VBD", "VBZ", "VBP", "VBN"))
_NEW = frozenset(("a", "an", "their", "its", "his", "her"))
_MAX_BEHIND = 14  # tokens behind the noun in which "by the agency" may stand
_MAX_SUBJECT = 60  # tokens from a subject to its verb
_MAX_LIST = 200  # tokens from the first of those who send it together
_MAX_STEPS = 6  # from a noun up to the verb of who sends it
_MAKES = word_set("makes-document")
_OTHER = frozenset(  # "the previous report" is another than the one told of
    ("previous", "prior", "earlier", "other", "another", "first", "second", "third", "separate", "last", "latest")
) | frozenset(("recent", "own", "original", "similar", "such", "best", "only", "same", "annual", "initial"))
_OF_SERIES = frozenset(("first", "second", "third", "latest", "last", "previous", "earlier", "annual", "new"))
_MODIFIERS = ("JJ", "VBN", "CD", "NN", "HYPH", "AFX")
_OF_WHOM = frozenset(("by", "from", "of", "for", "to"))
_ASKS = frozenset(("ask", "call", "demand", "encourage", "implore", "press", "request", "urge"))
_MAX_ASIDE = 14  # tokens of ", unveiled today at the center," behind the noun
_ABOUT = frozenset(("on", "about", "regarding", "concerning", "to", "following", "after"))
_ASIDE = frozenset(("draft", "text", "copy", "version", "excerpt", "portion", "part", "passage"))


class Documents:
    """The documents of an article in text order, each with who made it, where the article says so."""

    def __init__(self, resolver: Resolver) -> None:
        """Read the article whose names ``resolver`` has."""
        self.resolver = resolver
        self.told: list[tuple[int, str, Listed | None]] = []
        self._at: dict[int, Listed | None] = {}
        words = resolver.words
        self._lists = [listed.first for listed in resolver.groups.lists]
        for i, lower in enumerate(words.lower):
            if lower not in _DOCUMENTS or not (words.tag[i] in ("NN", "NNP") or lower == "data"):
                continue
            makers = self._makers(i, lower)
            first = words.chunk_start(i)
            # Another report, by nobody knows whom; "the report" is the one told of.
            if makers is not None and not makers.ids and words.lower[first] not in ("a", "an"):
                known = any(noun == lower and made is not None for _, noun, made in self.told)
                makers = None if known else makers  # "In their letter, the members …" is the one told of
            if makers is not None or words.lower[first] not in _TOLD:
                self.told.append((i, lower, makers))
                self._at[i] = makers
        wrote = [(i, "letter", makers) for i in range(len(words)) if (makers := self._wrote_to(i)) is not None]
        self.told.extend(one for one in wrote if not self._is_among(*one))
        self.told.sort(key=lambda told: told[0])

    def _is_among(self, i: int, noun: str, makers: Listed) -> bool:
        """Whether who wrote to somebody is only one of those whose letter the article tells of before."""
        before = next((made for k, other, made in reversed(self.told) if k < i and other == noun and made), None)
        return before is not None and len(makers.ids) < len(before.ids) and set(makers.ids) <= set(before.ids)

    def made_by(self, i: int) -> tuple[str, ...]:
        """Chain ids of who made the document whose noun is token ``i``: "Lee published a report, which …"."""
        words, made = self.resolver.words, self._at.get(i)
        while words.dep[i] == "conj" and words.head[i] < i:
            i = words.head[i]  # "its Budget and Economic Outlook"
        verb, theirs = words.head[i], words.tag[words.chunk_start(i)] == "PRP$"
        if made is None and theirs and words.dep[i] == "dobj" and words.lemma[verb].lower() in _MAKES:
            made = self._by_subject(verb, i)  # "the agency released its Economic Outlook, which projects"
        if made is None and words.lower[i] == "letter" and words.lower[i - 1] in ("the", "this"):
            made = self.meant(Source((words.start[i - 1], words.end[i]), i - 1, i + 1, i, "nominal"))
        return made.ids if made is not None else ()

    def meant(self, source: Source) -> Listed | None:
        """Who made "the report", "this letter": the last one told of; None where unknown."""
        words = self.resolver.words
        source = self._copied(source)
        head = words.lower[source.head]
        if head not in _DOCUMENTS:
            return None
        if not self._is_told_of(source):
            new = words.lower[source.first] in ("a", "an")  # "Lee led a letter signed by others urging"
            return self._ever(source) or (self._at.get(source.head) if new else None)
        if words.lower[source.first] == "their":
            return self._theirs(source)
        if not described.definite(words, source):
            return None
        told = [(i, makers) for i, noun, makers in self.told if noun == head]
        found = next((makers for i, makers in reversed(told) if i <= source.head), None)
        if found is None and head == "letter":  # "“We ask …,” the letter says" above who has sent it
            known = [makers for _, makers in told if makers is not None]
            before = [makers for i, makers in told if makers is not None and i <= source.head]
            found = before[-1] if before else next(iter(known), None)
            found = found or self._asked_before(source)
        return found

    def owner_of_part(self, source: Source) -> Listed | None:
        """Who made the document that a part is of: "The report's analysis of lending data suggests"."""
        words, k = self.resolver.words, source.first
        if words.lower[k] != "the" or words.lower[k + 1] not in _DOCUMENTS:
            return None
        if words.tag[k + 2] != "POS" or source.head != k + 3:
            return None
        made = self.meant(Source((words.start[k], words.end[k + 1]), k, k + 2, k + 1, "nominal"))
        return made if made is not None and made.ids else None

    def _asked_before(self, source: Source) -> Listed | None:
        """Who asks for something in the lead, where the letter is told of without who sends it.

        ``Lee led 22 of her colleagues in urging the agency to act. The letter reads …``
        """
        resolver = self.resolver
        words = resolver.words
        offset = next(iter(sorted(resolver.said_by)), None)
        if offset is None or offset >= source.span[0] or len(set(resolver.said_by.values())) != 1:
            return None
        people, at = resolver.said_by[offset], words.token_from(offset)
        near = [k for k in range(at, source.first) if words.sentence[k] == words.sentence[at]]
        asks = any(words.tag[k] in ("VBG", "VBD", "VBZ") and words.lemma[k].lower() in _ASKS for k in near)
        if not asks or resolver.drafts[people[0]].type != "person":
            return None
        listed = resolver.groups.latest(source.first)
        if listed is not None and words.sentence[listed.first] == words.sentence[at] and people[0] in listed.ids:
            return listed
        return Listed(at, at + 1, people)

    def _ever(self, source: Source) -> Listed | None:
        """The one body whose reports all are that the article tells of: "the first report, released in May"."""
        words = self.resolver.words
        stop = next((k for k in range(source.head, source.last) if words.text[k] == ","), source.last)
        other = {words.lower[k] for k in range(source.first + 1, source.head)}
        if not other or not other <= _OF_SERIES or words.lower[source.first] != "the" or stop > source.head + 1:
            return None
        made = [m for i, noun, m in self.told if i < source.head and noun == words.lower[source.head] and m and m.ids]
        bodies = {self.resolver.drafts[id].id for m in made for id in m.ids}
        if len(made) < 2 or len(bodies) != 1:
            return None
        return made[0] if self.resolver.drafts[next(iter(bodies))].type in INSTITUTIONS else None

    def _is_told_of(self, source: Source) -> bool:
        """Whether nothing tells the document from the one told of: "the letter", "the bipartisan letter sent today"."""
        words, head = self.resolver.words, source.head
        before = range(source.first + 1, head)
        plain = all(words.tag[k].startswith(_MODIFIERS) and words.lower[k] not in _OTHER for k in before)
        if not plain or any(k in self.resolver.names for k in range(source.first, head + 1)):
            return False
        k = head + 1
        if k < source.last and words.text[k] == ",":
            k += 1
        behind = range(k, source.last)
        return not behind or (
            words.tag[k] in ("VBN", "VBD", "VBG")
            and len(behind) <= _MAX_ASIDE
            and not any(words.lower[m] in _OF_WHOM for m in behind)
        )

    def _copied(self, source: Source) -> Source:
        """ "the letter" of "a draft of the letter", "the text of the letter"."""
        words, k = self.resolver.words, source.head
        of = words.lower[k] in _ASIDE and source.last - k == 4 and words.lower[k + 1] in ("of", "from")
        return replace(source, first=k + 2, head=k + 3) if of else source

    def _theirs(self, source: Source) -> Listed | None:
        """Those who spoke together last, whose letter "Their letter" is."""
        resolver = self.resolver
        offset = resolver.history[-1][0] if resolver.history else -1
        near = resolver.paragraph(source.span[0]) - resolver.paragraph(offset) <= NEAR_PARAGRAPHS
        told = resolver.said_by.get(offset, ())
        return Listed(source.first, source.last, told) if near and len(told) > 1 else None

    def cited(self, source: Source) -> Draft | None:
        """The body that has spoken last, where it has the only document that "the report" can mean.

        ``The senator ranked first according to the Lee Center. According to the report, he …``
        """
        resolver = self.resolver
        noun = resolver.words.lower[source.head]
        known = described.definite(resolver.words, source) and described.bare(resolver.words, source)
        told = any(noun == other and i < source.first for i, other, _ in self.told)
        if noun not in _DOCUMENTS or noun == "letter" or not known or told or not resolver.history:
            return None
        offset, id = resolver.history[-1]
        near = resolver.paragraph(source.span[0]) - resolver.paragraph(offset) <= NEAR_PARAGRAPHS
        draft = resolver.drafts[id]
        return draft if near and offset < source.span[0] and draft.type in INSTITUTIONS and draft.names else None

    def _makers(self, i: int, noun: str) -> Listed | None:
        words = self.resolver.words
        first, last = words.chunk_start(i), i + 1
        while last < min(i + _MAX_BEHIND, len(words)) and words.sentence[last] == words.sentence[i]:
            if words.tag[last] in _FINITE or words.lower[last] in RELATIVES or words.text[last] in ':;,“”"':
                break
            last += 1
        source = Source((words.start[first], words.end[last - 1]), first, last, i, "nominal")
        whom = words.lower[i + 1 : i + 2] == ["to"]
        if noun == "letter" and whom and (sent := self._senders(i, noun)) is not None:
            return sent  # "a letter to Secretary of Trade Lee" is not the department's
        owner = owner_of(self.resolver, source, noun)
        if owner is not None:
            return Listed(first, last, (owner.id,), self._with_owner(owner, i, last))
        made = self._senders(i, noun) or self._written_by(first, i) or self._telling_in(i)
        return made if made is not None or noun != "letter" else self._listed_before(i)

    def _listed_before(self, i: int) -> Listed | None:
        """Those of the list before "in a letter": "Led by Lee, Roe joined by Poe and Coe in a letter to Moe"."""
        words = self.resolver.words
        first = words.chunk_start(i)
        new = words.lower[first] in _NEW
        if first > 1 and words.tag[first - 1] == "VBG" and words.lemma[first - 1].lower() in _SENDS:
            first -= 1  # "Lee was joined by 20 members in sending a letter"
        if first == 0 or words.lower[first - 1] not in ("in", "on") or not new:
            return None
        before = self.resolver.groups.latest(i)
        near = before is not None and words.sentence[before.first] == words.sentence[i] and before.end >= first - 2
        return before if near else None

    def _wrote_to(self, i: int) -> Listed | None:
        """Who writes at token ``i``: "Lee and Poe wrote to the agency, seeking details"."""
        words = self.resolver.words
        if words.lemma[i] != "write" or words.tag[i] not in _WRITTEN or words.lower[i + 1 : i + 2] != ["to"]:
            return None
        return self._by_subject(i, i) if not self.resolver.inside_quotes(words.start[i]) else None

    def _telling_in(self, i: int) -> Listed | None:
        """Who tells something in it: "In a May report, the agency identified …", "the members wrote in a letter"."""
        words = self.resolver.words
        link = words.head[i]
        verb = words.head[link]
        first = min(words.chunk_start(i), link + 1)
        new = link < i and words.lower[first] in _NEW and not any(k in self.resolver.names for k in range(first, i))
        if words.lower[link] not in ("in", "on") or not new or words.tag[verb] not in _WRITTEN:
            return None
        if any(words.head[k] == verb and words.dep[k] in ("nsubjpass", "auxpass") for k in range(link, verb)):
            return None
        return self._by_subject(verb, i)

    def _with_owner(self, owner: Draft, i: int, last: int) -> Phrase | None:
        """ "dozens of leaders" of "a letter led by the Foundation and dozens of leaders"."""
        names, drafts = self.resolver.names, self.resolver.drafts
        ends = (names[k][1] for k in range(i + 1, last) if k in names and drafts[names[k][0]] is owner)
        end = next(ends, None)
        return others_behind(self.resolver.words, end, len(self.resolver.words)) if end is not None else None

    def _written_by(self, first: int, i: int) -> Listed | None:
        """Those before the comma of "Written by Lee and signed by Roe, the letter …"."""
        words = self.resolver.words
        k = first - 1
        if k < 2 or words.text[k] != ",":
            return None
        while k > 0 and words.sentence[k - 1] == words.sentence[i] and first - k < _MAX_SUBJECT:
            k -= 1
        by = next((m for m in range(k, min(k + 4, first)) if words.lower[m] == "by"), -1)
        if by < 1 or words.tag[by - 1] != "VBN" or words.lemma[by - 1].lower() not in _SENDS | _MAKES:
            return None
        named = (self.resolver.names[m][0] for m in range(by, first) if m in self.resolver.names)
        people = (self.resolver.drafts[id] for id in named)
        ids = tuple(dict.fromkeys(draft.id for draft in people if draft.type == "person"))
        return Listed(k, first, ids) if ids else None

    def _senders(self, i: int, noun: str) -> Listed | None:
        """Who sends it: the subject of the verb above, with whom the article names beside him."""
        words = self.resolver.words
        verb, sends = i, False
        for _ in range(_MAX_STEPS):
            above = words.head[verb]
            if above == verb or (words.lower[verb] in _ABOUT and words.tag[above].startswith("NN")):
                return None  # "released a statement on the study"
            verb = above
            if not words.tag[verb].startswith("VB"):
                continue
            lemma = words.lemma[verb].lower()
            sends = sends or lemma in _SENDS or (noun != "letter" and lemma in _MAKES)
            if not sends:
                return None
            if (sent := self._by_subject(verb, i)) is not None:
                return sent
        return None

    def _by_subject(self, verb: int, i: int) -> Listed | None:
        """Who does what the verb tells, in the sentence of token ``i``."""
        subjects = [k for k in range(max(0, verb - _MAX_SUBJECT), verb) if self._is_subject(k, verb)]
        tried = [who for who in (self._right_before(verb), *subjects) if who is not None]
        for who in tried:
            if (sent := self._together(who, i)) is not None:
                return sent
        return next((sent for who in tried if (sent := self._described(who)) is not None), None)

    def _described(self, who: int) -> Listed | None:
        """Several without a name: "the Maine delegation", "the women of the caucus", "91 members of Congress"."""
        words = self.resolver.words
        first = words.chunk_start(who)
        phrase = colleagues(words, first, len(words))
        if phrase is None or phrase[1] != who:
            return None
        source = Source((words.start[first], words.end[phrase[2] - 1]), first, phrase[2], who, "nominal")
        meant = self.resolver.groups.meant(source)
        return meant if meant is not None else Listed(first, phrase[2], (), phrase)

    def _right_before(self, verb: int) -> int | None:
        """The last token of the name that ends before the verb, or before a bracket: datelines mislead the parser."""
        words = self.resolver.words
        k = verb - 1
        if k > 0 and words.text[k] == ")":
            k = next((m - 1 for m in range(k, max(0, k - _MAX_STEPS), -1) if words.text[m] == "("), -1)
        if (body := self._body_to(k)) is not None:
            return body
        if k < 0 or k not in self.resolver.heads or not words.tag[k].startswith("NNP"):
            return None
        begin = k
        while begin > 0 and (words.tag[begin - 1].startswith("NNP") or words.lower[begin - 1] in ("the", "&")):
            begin -= 1
        # "the women of the Caucus (CBC) sent", "91 members of Congress penned": it is not the caucus
        return None if begin and words.lower[begin - 1] in ("of", "from") else k

    def _body_to(self, k: int) -> int | None:
        """The head of a body's name of several words that ends at token ``k``: "Conference on Civil Rights"."""
        resolver, words = self.resolver, self.resolver.words
        for m in range(k, max(-1, k - _MAX_STEPS * 2), -1):
            named = resolver.names.get(m)
            if named is None or named[1] != k + 1 or resolver.drafts[named[0]].type not in INSTITUTIONS:
                continue
            before = words.lower[m - 1 - (words.lower[m - 1] == "the")] if m > 1 else ""
            head = next((i for i in range(m, k + 1) if i in resolver.heads), None)
            return head if before == "called" else None
        return None

    def _is_subject(self, k: int, verb: int) -> bool:
        return self.resolver.words.head[k] == verb and self.resolver.words.dep[k] in _SUBJECT

    def _together(self, who: int, i: int) -> Listed | None:
        """Who acts by himself or with those of the list that he is in, or whom he joins, in the sentence of ``i``."""
        resolver = self.resolver
        id = resolver.heads.get(who)
        draft = resolver.drafts[id] if id is not None else None
        if draft is None or not draft.names or draft.type not in (*INSTITUTIONS, "person", "thing"):
            return None
        sentence = resolver.words.sentence
        lists = resolver.groups.lists
        at = bisect_left(self._lists, i)
        after = lists[at : at + 1]  # "Lee led a letter with Poe and Roe"
        for listed in (*(x for x in after if x.joins >= 0), *reversed(lists[:at])):
            if sentence[listed.first] != sentence[i] or abs(i - listed.first) > _MAX_LIST:
                if listed.first < i:
                    break
            elif draft.id in listed.ids:
                return listed
        return Listed(who, who + 1, (draft.id,))
