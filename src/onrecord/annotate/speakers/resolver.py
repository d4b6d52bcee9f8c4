"""Finds the chain behind each statement's source, in text order."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.annotate.entities.index import ChainIndex
from onrecord.annotate.entities.people import PersonName
from onrecord.annotate.entities.pronouns import FEMALE, MALE, NEUTER, PLURAL
from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers import described
from onrecord.annotate.speakers.barred import (
    and_i,
    barred,
    fronted_subject,
    goes_on,
    named_before,
    named_in_which,
    named_inside,
    only_quoted,
    subject_before,
    thing_before,
    together_before,
)
from onrecord.annotate.speakers.byline import author_of
from onrecord.annotate.speakers.documents import Documents
from onrecord.annotate.speakers.drafts import Draft, Drafts
from onrecord.annotate.speakers.groups import Groups
from onrecord.annotate.speakers.owners import INSTITUTIONS, is_document, owner_of
from onrecord.annotate.speakers.relatives import antecedent_of
from onrecord.annotate.speakers.several import beside, is_in_letter, together_for
from onrecord.annotate.speakers.sources import FIRST, Source, read_source
from onrecord.annotate.speakers.titled import (
    NEAR_PARAGRAPHS,
    beside_name,
    epithet_of,
    head_of_administration,
    holder_of,
    municipality_of,
)
from onrecord.annotate.surface import Quotation, quotations
from onrecord.gazetteer import Gender
from onrecord.lexicon.nominals import nouns
from onrecord.model import Document, Mention, Role, Span, Spans, Statement

_MANY = frozenset(("people", "police", "folks", "some", "many", "others", "most"))


class Resolver:
    """One article's statements and chains; :meth:`run` gives every statement its speaker."""

    def __init__(self, document: Document, words: Words, plain: str, paragraphs: list[int]) -> None:
        """``plain`` is the text that the parser saw, ``paragraphs`` the offsets where paragraphs begin."""
        self.document = document
        self.words = words
        self.text = plain
        self.paragraph_starts = paragraphs
        self.drafts = Drafts(document.chains)
        index = ChainIndex(document, words)
        self.names = {first: (chain.id, last) for first, (chain, last) in index.name_first.items()}
        self.bodies = dict(self.names)
        for last, (chain, first) in index.nominal_last.items():
            self.bodies.setdefault(first, (chain.id, last))
        self.heads = {i: chain.id for i, chain in index.at_head.items()}
        self.roles: dict[str, list[Role]] = {}
        for role in document.roles:
            self.roles.setdefault(role.person, []).append(role)
        self.genders = self._genders()
        self.by_surname = _by_surname(document)
        self.speaker: dict[str, str] = {}
        self.sources: dict[str, Source] = {}
        self.history: list[tuple[int, str]] = []
        self.joint: dict[str, tuple[str, ...]] = {}
        self.said_by: dict[int, tuple[str, ...]] = {}
        self.said_at: dict[int, list[Statement]] = {}
        self.letters: list[tuple[str, ...]] = []  # who wrote those told of so far
        self.outer = [q for q in quotations(document.article.text) if q.level == 1]
        self.outer_starts = [q.start for q in self.outer]
        self.groups = Groups(words, self.drafts, self.names)
        self.documents = Documents(self)
        self._resolved: dict[Span, str] = {}
        self.ends: dict[int, int] = {}  # of the sources in the history, by where they begin
        self._first_with: dict[Span, str] = {}
        self._by_id = {s.id: s for s in document.statements}

    def run(self) -> None:
        """Resolve all statements, those in the first person last: they need the speaker of the words around them."""
        ordered = sorted(self.document.statements, key=_position)
        later: list[Statement] = []
        for statement in ordered:
            source = read_source(statement.source, self.words, self.drafts, self.names)
            if source is None:
                continue
            self.sources[statement.id] = source
            if source.kind == "first":
                later.append(statement)
                continue
            draft = self._again(source) or together_for(self, statement, source) or self._resolve(statement, source)
            if draft is not None:
                if source.span in self._resolved:
                    self.joint[statement.id] = self.joint.get(self._first_with[source.span], ())
                if not self.joint.get(statement.id):
                    self.joint[statement.id] = beside(self, statement, source, draft)
                self._first_with.setdefault(source.span, statement.id)
                self._resolved[source.span] = draft.id
                self.speaker[statement.id] = draft.id
                if not statement.nested and statement.part != "headline" and not self.inside_quotes(source.span[0]):
                    self.history.append((source.span[0], draft.id))
                    self.ends[source.span[0]] = source.span[1]
                    self.said_at.setdefault(source.span[0], []).append(statement)
                    self.said_by[source.span[0]] = (draft.id, *self.joint.get(statement.id, ()))
                    if is_in_letter(self, statement) and draft.type == "person":
                        self.letters.append(self.said_by[source.span[0]])
        for statement in later:
            draft = self._first_person(statement, self.sources[statement.id])
            if draft is not None:
                self.joint[statement.id] = and_i(self, statement, self.sources[statement.id], draft)
                self.speaker[statement.id] = draft.id

    def _again(self, source: Source) -> Draft | None:
        """Two statements that share their source share their speaker."""
        id = self._resolved.get(source.span)
        return self.drafts[id] if id is not None else None

    def inside_quotes(self, offset: int) -> bool:
        """Whether ``offset`` lies between quotation marks."""
        return self.quotation(offset) is not None

    def quotation(self, offset: int) -> Quotation | None:
        """The outer quotation that ``offset`` lies in."""
        at = bisect_right(self.outer_starts, offset) - 1
        return self.outer[at] if at >= 0 and self.outer[at].start <= offset < self.outer[at].end else None

    def paragraph(self, offset: int) -> int:
        """Number of the paragraph of ``offset``."""
        return bisect_right(self.paragraph_starts, offset)

    def spoken(self, statement: Statement) -> Span | None:
        """The words of the statement that this one stands in, where the article shows them in full without marks."""
        parent = self._by_id.get(statement.parent or "")
        if parent is None or not parent.found_by.endswith((":in-full", ":turn", ":lost-marks")):
            return None
        return parent.content[0][0], parent.content[-1][1]

    def host(self, statement: Statement) -> str | None:
        """Who says the statement that this one stands in, though his name may follow it."""
        parent = self._by_id.get(statement.parent or "")
        if parent is not None and parent.source and statement.source:
            around = self.quotation(parent.source[0][0])
            if around is not None and around is self.quotation(statement.source[0][0]):
                return None  # both are told of in one quotation
        if parent is None or parent.id in self.speaker:
            return self.speaker.get(parent.id) if parent is not None else None
        source = read_source(parent.source, self.words, self.drafts, self.names)
        return self.drafts[source.chain].id if source is not None and source.kind == "name" and source.chain else None

    def _genders(self) -> dict[str, Gender | None]:
        found: dict[str, Gender | None] = {}
        table = nouns()
        for chain in self.document.chains:
            if chain.type not in ("person", "group"):
                continue
            gender: Gender | None = PersonName.of(chain.label).gender if chain.names else None
            for mention in chain.mentions:
                said = self.text[mention.start : mention.end].lower()
                if mention.form == "nominal":
                    head = self.words.token_from(mention.end - 1)
                    self.drafts[chain.id].plural |= self.words.tag[head] == "NNS" or said.split()[-1] in _MANY
                if mention.form == "nominal" and gender is None:
                    noun = table.get(said.split()[-1])
                    gender = noun.gender if noun is not None else None
                elif mention.form == "pronoun" and gender is None:
                    gender = "m" if said in MALE else "f" if said in FEMALE else None
            for role in self.roles.get(chain.id, ()):
                noun = table.get(role.title.split()[-1].lower())
                if noun is not None and noun.gender is not None:
                    gender = noun.gender
            found[chain.id] = gender
        return found

    def _resolve(self, statement: Statement, source: Source) -> Draft | None:
        if source.kind == "name" and source.chain is not None:
            named = self.drafts[source.chain]
            return (beside_name(self, source) if named.type != "person" else None) or named
        if source.kind in ("pronoun", "nominal") and (same := goes_on(self, statement, source)) is not None:
            return same
        if source.kind == "pronoun":
            return self._pronoun(statement, source, barred(self, statement))
        if source.kind == "relative":
            return self._of_document(statement, source) or antecedent_of(self, source)
        return self._nominal(statement, source)

    def mention(self, source: Source) -> Mention:
        """The source's head as a mention."""
        return Mention(self.words.start[source.head], self.words.end[source.head], "pronoun")

    def _pronoun(self, statement: Statement, source: Source, told_of: set[str]) -> Draft | None:
        """The last speaker, unless another fitting person has been named as a subject since."""
        said = self.words.lower[source.head]
        if together := together_before(self, source):
            self.joint[statement.id] = together[1:]
            return self.drafts[together[0]]
        fronted = fronted_subject(self, statement, source, said, told_of) or thing_before(self, statement, source)
        if fronted is not None:
            self.drafts.give(fronted, self.mention(source))
            return fronted
        if said in MALE | FEMALE and (inside := named_inside(self, statement, source, said, told_of)) is not None:
            self.drafts.give(inside, self.mention(source))
            return inside
        if said in MALE | FEMALE and (within := named_in_which(self, source, said)) is not None:
            self.drafts.give(within, self.mention(source))
            return within
        linked = self.drafts[source.chain] if source.chain is not None else None
        if linked is not None and (subject := subject_before(self, statement, source, linked)) is not None:
            self.drafts.give(subject, self.mention(source))
            return subject
        if linked is not None and only_quoted(self, source, linked):
            linked = None
        if linked is not None and linked.id in told_of and said in MALE | FEMALE:
            linked = named_before(self, source, said, told_of) or linked
        last = self.last_speaker(source, said)
        if last is not None and last[1] in told_of and said in MALE | FEMALE:
            last = None
        chosen = linked
        if last is not None and (linked is None or last[1] != linked.id):
            since = self.subjects_between(last[0], source.head, said)
            if linked is None or not (linked.id in since or self._are_others(linked, last, source, said)):
                chosen = self.drafts[last[1]]
        if chosen is not None:
            self.drafts.give(chosen, self.mention(source))
            if said in MALE | FEMALE:
                self.genders[chosen.id] = "m" if said in MALE else "f"
        return chosen

    def last_speaker(self, source: Source, pronoun: str) -> tuple[int, str] | None:
        """Offset and chain id of the last speaker before the source whom the pronoun can stand for."""
        here = self.paragraph(source.span[0])
        for offset, id in reversed(self.history):
            if offset >= source.span[0]:
                continue
            if here - self.paragraph(offset) > NEAR_PARAGRAPHS and not self._only_speaker(source, pronoun):
                return None
            if self.agrees(self.drafts[id], pronoun):
                return offset, self.drafts[id].id
        return None

    def _only_speaker(self, source: Source, pronoun: str) -> bool:
        """Whether one person alone has spoken so far whom "he" or "she" outside quotation marks can be."""
        if pronoun not in ("he", "she") or self.inside_quotes(source.span[0]):
            return False
        spoken = {self.drafts[id].id for offset, id in self.history if offset < source.span[0]}
        return len(spoken) == 1

    def agrees(self, draft: Draft, pronoun: str) -> bool:
        """Whether the pronoun can stand for the chain."""
        if pronoun in MALE or pronoun in FEMALE:
            if draft.type not in ("person", "unnamed", "group") or draft.plural:
                # "Maria Paz Diaz", taken for a body: her first name says what she is.
                gender = PersonName.of(draft.label).gender if draft.type == "organization" and draft.names else None
                return gender is not None and gender == ("m" if pronoun in MALE else "f")
            noun = nouns().get(draft.notes.get("head", ""))
            if draft.type == "unnamed" and (noun is None or noun.type != "person"):
                # A report or a website says things too, but no "he" stands for it.
                return False
            gender = self.genders.get(draft.id)
            return gender is None or gender == ("m" if pronoun in MALE else "f")
        if pronoun in NEUTER:
            return draft.type in INSTITUTIONS
        if pronoun in PLURAL:
            noun = nouns().get(draft.notes.get("head", ""))
            body = draft.type == "unnamed" and noun is not None and noun.type in INSTITUTIONS
            return draft.plural or draft.type in INSTITUTIONS or body
        return True

    def _are_others(self, linked: Draft, last: tuple[int, str], source: Source, pronoun: str) -> bool:
        """Whether "they" are several who were told of since a body has spoken: "economists", and not the office."""
        several = pronoun in PLURAL and linked.plural and self.drafts[last[1]].type in (*INSTITUTIONS, "unnamed")
        told = self.told_by(last[0])  # "the study found that children are ill. They urge": not the children
        since = (m for m in linked.mentions if last[0] < m.start < source.span[0] and m.form != "pronoun")
        return several and any(not any(a <= m.start < b for a, b in told) for m in since)

    def told_by(self, offset: int) -> Spans:
        """What those say whose words begin to be attributed at ``offset``."""
        return tuple(span for statement in self.said_at.get(offset, ()) for span in statement.content)

    def subjects_between(self, offset: int, head: int, pronoun: str, told: Spans = ()) -> set[str]:
        """Fitting chains named as subjects outside quotation marks after the last speaker's words."""
        found = set()
        words = self.words
        told = told or self.told_by(offset)
        for i in range(words.token_from(offset) + 1, head):
            if words.dep[i] not in ("nsubj", "nsubjpass") or i not in self.heads:
                continue
            if any(start <= words.start[i] < end for start, end in told):
                continue  # "He said that Roe should come. He also said …" is not Roe
            draft = self.drafts[self.heads[i]]
            if draft.names and self.agrees(draft, pronoun) and not self.inside_quotes(words.start[i]):
                found.add(draft.id)
        return found

    def _of_document(self, statement: Statement, source: Source) -> Draft | None:
        """Who made the document that "which" stands for: "Lee published a report, which concluded …"."""
        k = source.head - 1
        if k > 0 and self.words.text[k] == ",":
            k -= 1
        makers = self.documents.made_by(k) if self.words.lower[source.head] in ("which", "that") else ()
        if not makers:
            return None
        self.joint[statement.id] = makers[1:]
        return self.drafts[makers[0]]

    def _nominal(self, statement: Statement, source: Source) -> Draft | None:
        words = self.words
        id = self.heads.get(source.head)
        if described.is_day(words, source):
            return None  # "Last week's announcement that"
        draft = self.drafts[id] if id is not None else None
        if draft is not None and draft.names and not (draft.type in ("person", "thing") and self.several(source)):
            return draft
        head = described.head_noun(words, source)
        if described.definite(words, source) and described.bare(words, source):
            earlier = self._spoken_of(head, source)
            if earlier is not None:
                if draft is not None and not draft.names and draft is not earlier and draft.first >= source.span[0] - 1:
                    self.drafts.merge(draft, earlier)
                self.drafts.give(earlier, described.mention_of(words, source))
                return earlier
        holder = (
            holder_of(self, source, head)
            or head_of_administration(self, source)
            or epithet_of(self, statement, source, head)
            or municipality_of(self, source)
        )
        if holder is not None:
            self.drafts.give(holder, described.mention_of(words, source))
            return holder
        if (made := self.documents.owner_of_part(source)) is not None:
            self.joint[statement.id] = made.ids[1:]
            return self.drafts[made.ids[0]]
        owner = owner_of(self, source, head) or beside_name(self, source) or self._whose(statement, source, head)
        if owner is not None:
            return owner
        return self.documents.cited(source) or self.unnamed(draft, source)

    def _whose(self, statement: Statement, source: Source, head: str) -> Draft | None:
        """Whose "his bill", "their strict rule" is: who stands behind a document speaks in it."""
        words, k = self.words, source.first
        if words.tag[k] != "PRP$" or words.lower[k] in FIRST or source.head == k or not is_document(head):
            return None
        span = (words.start[k], words.end[k])
        found = self.drafts.of(span)
        pronoun = Source(span, k, k + 1, k, "pronoun", found.id if found is not None else None)
        draft = self._pronoun(statement, pronoun, barred(self, statement))
        return draft if draft is not None and (draft.names or draft.type == "unnamed") else None

    def several(self, source: Source) -> bool:
        """Whether the words describe more than one."""
        return self.words.tag[source.head] in ("NNS", "NNPS")

    def _spoken_of(self, head: str, source: Source) -> Draft | None:
        """Whom "the source", "the official", "the spokesman" means: the last speaker who fits the noun."""
        person = nouns().get(head)
        several = self.several(source)
        for offset, id in reversed(self.history):
            if offset >= source.span[0]:
                continue
            draft = self.drafts[id]
            if several and draft.type == "person":
                # "The senators" are none of the senators who spoke before.
                continue
            if draft.type == "unnamed" and (draft.notes.get("head") == head or (head == "source" and _one(draft))):
                return draft
            if draft.type == "person" and person is not None and person.type == "person":
                for role in self.roles.get(draft.id, ()):
                    if role.title.lower().split()[-1].rstrip(".") == head:
                        return draft
        return None

    def unnamed(self, draft: Draft | None, source: Source) -> Draft:
        """The unnamed source that these words describe: the one spoken of before, or a new one."""
        words = self.words
        label = described.description(self.document.article.text, words, source)
        head = described.head_noun(words, source)
        plural = words.tag[source.head] in ("NNS", "NNPS") or words.lower[source.head] in _MANY
        if draft is None:  # these very words may have been read before
            known = self.drafts.of(described.mention_of(words, source).span)
            draft = known if known is not None and known.type == "unnamed" else None
        if draft is not None and draft.type == "unnamed" and not described.other_than(words, source, draft):
            self.drafts.give(draft, described.mention_of(words, source))
            return draft
        if draft is None or draft.type in ("person", "unnamed") or draft.names:
            draft = self.drafts.new("unnamed", label, described.mention_of(words, source))
        else:
            plural = plural or draft.plural
            draft = self.drafts.become_unnamed(draft, label)
        draft.plural = plural
        draft.notes["head"] = head
        noun = nouns().get(head)
        self.genders.setdefault(draft.id, noun.gender if noun is not None else None)
        draft.affiliation = draft.affiliation or described.affiliation(words, self.drafts, source, self.bodies)
        return draft

    def _first_person(self, statement: Statement, source: Source) -> Draft | None:
        """Who says "I": the speaker of the words around it, else the author."""
        around = None
        if statement.parent is not None:
            around = self.speaker.get(statement.parent)
        if around is None and self.inside_quotes(source.span[0]):
            for other in self.document.statements:
                if other.id in self.speaker and any(a <= source.span[0] < b for a, b in other.content):
                    around = self.speaker[other.id]
        if around is not None:
            draft = self.drafts[around]
        elif self.inside_quotes(source.span[0]):
            return None
        else:
            draft = author_of(self.document.article, self.text, self.words, self.drafts, self.names)
        self.drafts.give(draft, self.mention(source))
        return draft


def _position(statement: Statement) -> tuple[int, int]:
    spans = statement.source or statement.content
    return (spans[0][0] if spans else 0, statement.content[0][0] if statement.content else 0)


def _by_surname(document: Document) -> dict[str, str]:
    """The person of each last name that one person of the article alone bears."""
    found: dict[str, set[str]] = {}
    for chain in document.chains:
        if chain.type == "person" and chain.names and len(chain.label.split()) > 1:
            found.setdefault(chain.label.split()[-1], set()).add(chain.id)
    return {surname: next(iter(ids)) for surname, ids in found.items() if len(ids) == 1}


def _one(draft: Draft) -> bool:
    return not draft.plural
