"""One article as the rules read it: tokens, paragraphs and quotations side by side.

Offsets are code points; ``tokens`` indices are spaCy's. Everything is looked up in constant or
logarithmic time, so that a rule costs no more than the tokens it looks at.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.annotate.surface import Quotation, boilerplate, headline, paragraphs, parser_text, quotations
from onrecord.lexicon import cues
from onrecord.lexicon.cues import Cue
from onrecord.model import Span, Spans

_EDGE = " \t\r\n,;:.—–-―|\xa0\u200b"
# The end of a release, whose paragraphs the page has lost.
ACCORDING = "according to"  # the lemma of a cue that is no verb
OVER = re.compile(
    r"(?:^|\s)(?:#{2,}|# # ?#|#?-?\s?30\s?-?#|-30-|Media Contact:|Next Article\b|Permalink:)"
    r"|(?<=[a-z][.!])Background(?: on\b|:)"
)
_BREAK = re.compile(r"[*\u2026. ]{1,20}|\[(?:\u2026|\.{3})\]")
_HASHES = frozenset("# ")  # before a "#" that ends a release: "###", "# # #"
# "… for all.Testing saves lives": the space behind a full stop may be lost.
_SENTENCE_END = re.compile(r"[.!?]['\")\]]*\s+(?=[\"'(\[]*[A-Z0-9])|\n|(?<=[A-Za-z]{2})[.!?](?=[A-Z][a-z']*,? )")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Capt|Cmdr|Sgt|Rev|Hon|Prof|St|Jr|Sr|vs|v|No|Inc|Corp|Co"
    r"|Ltd|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Mass|Calif|Fla|Tex|Ala|Ariz|Conn|Miss|Pa|Va|Wash|Wis|Mo|Minn|Mich|Ill|Ind|Tenn"
    r"|Okla|Ore|Nev|Neb|Kan|Ky|La|Md|Del|Colo|U\.S|U\.N|U\.K|D\.C|a\.m|p\.m))\.$"
)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'-]{2,}(?:,? [A-Z][A-Za-z.'-]+){0,4}(?: \([A-Za-z .]{2,20}\))?"
    r"|(?:[A-Z][a-z'-]+,? ){1,4}\([A-Z][A-Za-z]{1,19}\)) *(?:--|[—–]|(?<= )-) +"
)
# Rules that show all that somebody said, to its end.
SHOWN, ANSWER = "in-full", "answer"
IN_FULL = frozenset((SHOWN, ANSWER))
# Forms that are verbs of saying whatever the tagger makes of them.
_PLAIN_CUES = {"said": "say", "says": "say", "tweeted": "tweet", "tweets": "tweet", "retweeted": "retweet"}
_FIRST = frozenset(("i", "we", "me", "us", "my", "our"))
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))
_TITLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Found:
    """What one rule found, before everything is put together.

    ``head`` is the index of the cue's head token, -1 where there is no cue word. ``speech`` is False for a
    belief, a wish or a stance.
    """

    rule: str
    content: Spans
    source: Spans = ()
    cue: Spans = ()
    lemma: str | None = None
    head: int = -1
    speech: bool = True


class Reading:
    """A parsed text with the lookups that the rules need."""

    def __init__(self, text: str, doc: Doc, title: str | None = None) -> None:
        """Index ``doc``, the parse of ``parser_text(text)``."""
        self.text = text
        self.plain = parser_text(text)
        self.doc = doc
        self.starts = [t.idx for t in doc]
        self.paragraphs = tuple(self._without_breaks([self._after_dateline(span) for span in paragraphs(text)]))
        self._paragraph_starts = [a for a, _ in self.paragraphs]
        self.headline = headline(text, title)
        # A page that has lost its lines goes on behind its title without a break.
        opens = title is not None and len(title.split()) >= _TITLE_WORDS and text.startswith(title.strip())
        self.title_end = len(title.strip()) if title is not None and opens else 0
        self.boilerplate = frozenset(boilerplate(text))
        self.quotations = _outer(quotations(text))
        self._quote_starts = [q.start for q in self.quotations]
        self._sentence_starts = [0, *self._sentence_breaks()]

    def _without_breaks(self, homes: list[Span]) -> Iterator[Span]:
        """The paragraphs without lines of stars or dots, for what is left out, between two that open with a mark."""
        for k, home in enumerate(homes):
            bare = 0 < k < len(homes) - 1 and _BREAK.fullmatch(self.plain, *home) is not None
            if not bare or any(self.plain[homes[j][0]] != '"' for j in (k - 1, k + 1)):
                yield home

    def _after_dateline(self, span: Span) -> Span:
        """The paragraph without "WASHINGTON (AP) — "."""
        m = _DATELINE.match(self.plain, *span)
        return (m.end(), span[1]) if m is not None and m.end() < span[1] else span

    def _sentence_breaks(self) -> Iterable[int]:
        for m in _SENTENCE_END.finditer(self.plain):
            if not _ABBREVIATED.search(self.plain, max(0, m.start() - 7), m.start() + 1):
                end = m.end()
                while end > m.start() + 1 and self.text[end - 1] in "'`" and self.plain[end - 1] == " ":
                    end -= 1  # the typed pair '' opens the next sentence
                yield end

    def sentence(self, offset: int, home: Span) -> Span:
        """The sentence at ``offset`` by its punctuation, inside ``home``; initials and titles end none."""
        k = bisect_right(self._sentence_starts, offset)
        start = self._sentence_starts[k - 1]
        end = self._sentence_starts[k] if k < len(self._sentence_starts) else len(self.text)
        return max(start, home[0]), min(end, home[1])

    def token_at(self, offset: int) -> int:
        """The index of the first token that ends after ``offset``."""
        k = bisect_right(self.starts, offset) - 1
        if k >= 0 and self.starts[k] + len(self.doc[k]) > offset:
            return k
        return k + 1

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that start in ``start:end``, white space left out."""
        a, b = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [t for t in self.doc[a:b] if not t.is_space]

    def words(self, spans: Spans) -> Iterator[Token]:
        """The tokens that start in any of ``spans``, one at a time, white space left out."""
        for start, end in spans:
            for i in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
                if not (token := self.doc[i]).is_space:
                    yield token

    def paragraph(self, offset: int) -> Span:
        """The paragraph in which ``offset`` lies."""
        k = max(bisect_right(self._paragraph_starts, offset) - 1, 0)
        return self.paragraphs[k]

    def quotation(self, offset: int) -> Quotation | None:
        """The outer quotation in which ``offset`` lies."""
        k = bisect_right(self._quote_starts, offset) - 1
        if k >= 0 and offset < self.quotations[k].end:
            return self.quotations[k]
        return None

    def quotations_in(self, start: int, end: int) -> list[Quotation]:
        """The outer quotations that start in ``start:end``."""
        return list(self.quotations[bisect_left(self._quote_starts, start) : bisect_left(self._quote_starts, end)])

    def hull(self, left: Token, right: Token, home: Span) -> Span:
        """From the start of ``left`` to the end of ``right``, cut to ``home``."""
        return max(left.idx, home[0]), min(right.idx + len(right), home[1])

    def trim(self, span: Span) -> Span | None:
        """``span`` without white space and loose punctuation at its edges; None where nothing is left.

        Marks of a quotation at the edge stay, and so does what stands before a closing mark.
        """
        start, end = span
        text = self.text
        while start < end and text[start] in _EDGE and not self._opens(start):
            start += 1
        while end > start and (text[end - 1] in _EDGE or (text[end - 1] == "#" and text[end - 2 : end - 1] in _HASHES)):
            end -= 1
        if start >= end or not any(c.isalnum() for c in text[start:end]):
            return None
        return start, end

    def _opens(self, offset: int) -> bool:
        return bisect_left(self._quote_starts, offset) < bisect_right(self._quote_starts, offset)

    def whole(self, span: Span, keep_out: int | None = None) -> Span:
        """``span`` widened to the quotations that it cuts, those that hold the offset ``keep_out`` excepted."""
        start, end = span
        for at in (start, max(end - 1, start)):
            q = self.quotation(at)
            if q is None or (keep_out is not None and q.start <= keep_out < q.end):
                continue
            start, end = min(start, q.start), max(end, q.end)
        q = self.quotation(end)
        if q is not None and self.text[end : q.end].strip(".,;:!?… '\"”’)") == "":
            end = q.end
        return start, end


def _outer(found: Iterable[Quotation]) -> tuple[Quotation, ...]:
    """The outermost quotations; a single-mark one counts only where double marks are not around it."""
    out: list[Quotation] = []
    for q in found:
        if q.level == 1 and (not out or q.start >= out[-1].end):
            out.append(q)
    return tuple(out)


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The head of the phrase that says: the verb's own subject, else that of the verb it leans on.

    A passive's is its agent ("was quoted by …"); a participle's the noun or clause it hangs on
    ("a letter saying …", "…, he said, adding …").
    """
    passive = False
    for child in verb.children:
        if child.dep_ in ("nsubj", "csubj"):
            return child
        if child.dep_ in ("nsubjpass", "auxpass"):
            passive = True
    if passive:
        return _agent(verb)
    if depth > 6:
        return None
    head, dep = verb.head, verb.dep_
    if dep == "conj" and head.pos_ in ("VERB", "AUX"):
        # "The brief argues that they did not act and *urges* …": of the tense of the verb above, not of its clause.
        above = head.head
        other = head.dep_ == "ccomp" and verb.tag_ == above.tag_ != _tense(head) and above.pos_ == "VERB"
        return subject(above if other and verb.tag_ in FINITE else head, depth + 1)
    if dep == "acl" and verb.tag_ == "VBG":
        if verb.i > 0 and verb.nbor(-1).lower_ in (",", "--", "—", "–"):  # "…, he told the agents, saying …"
            clause = _governor(head)
            who = subject(clause, depth + 1) if clause is not None else None
            return who if who is not None and who.i < verb.i else head
        return head
    if dep in ("acl", "advcl") and verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.lefts):
        return _agent(verb)
    if dep == "acl":
        return _owner(head)
    if dep in ("xcomp", "advcl", "pcomp", "prep", "dep") and head.i != verb.i:
        if dep == "xcomp" and verb.tag_ != "VBG" and head.lemma_.lower() in cues.words("object-control"):
            for child in head.children:
                if child.dep_ == "dobj":
                    return child
        if head.pos_ in ("VERB", "AUX"):
            return subject(head, depth + 1)
        if head.dep_ == "prep" or head.pos_ == "ADP":
            return subject(head.head, depth + 1) if head.head.pos_ in ("VERB", "AUX") else None
        if head.pos_ in ("ADJ", "NOUN") and head.head.i != head.i and head.dep_ in ("acomp", "attr"):
            return subject(head.head, depth + 1)
    return None


def _tense(verb: Token) -> str:
    """The tag of the finite word of a verb group."""
    return next((t.tag_ for t in verb.lefts if t.dep_ in ("aux", "auxpass") and t.tag_ in FINITE), verb.tag_)


def _governor(noun: Token) -> Token | None:
    """The nearest verb above a noun."""
    for token in noun.ancestors:
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _owner(noun: Token) -> Token | None:
    """Whose noun it is: "his decision", "the claim of the agency"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "by", "from", "among"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    verb = noun.head
    if noun.dep_ == "dobj" and verb.pos_ == "VERB":
        return subject(verb)
    return None


owner = _owner


def speaker(reading: Reading, verb: Token) -> tuple[Token, Span] | None:
    """Head and span of the phrase that says ``verb``: its subject, or where it has none the phrase just before it.

    A subject in another paragraph is the parser's mistake.
    """
    who = subject(verb)
    if who is not None:
        home = reading.paragraph(verb.idx)
        if home[0] <= who.idx < home[1]:
            span = noun_phrase(reading, who, verb)
            return (who, span) if span is not None else None
    elif any(c.dep_ == "auxpass" for c in verb.lefts):
        return None
    who = _phrase_before(reading, verb)
    span = noun_phrase(reading, who, verb) if who is not None else None
    return (who, span) if who is not None and span is not None else None


def _phrase_before(reading: Reading, verb: Token) -> Token | None:
    """The head of the nominal phrase that ends where the verb group begins."""
    first = reading.token_at(verb_group(reading, verb)[0])
    if first == 0 or not any(t.tag_ in FINITE for t in reading.doc[first : verb.i + 1]):
        return None
    while first > 1 and reading.doc[first - 1].ent_type_ in ("DATE", "TIME"):
        first -= 1
    t = reading.doc[first - 1]
    sentence = reading.sentence(verb.idx, reading.paragraph(verb.idx))
    if t.text == "," and first > 1:
        t = reading.doc[first - 2]
    if t.pos_ not in ("NOUN", "PROPN", "PRON") or t.idx < sentence[0] or t.tag_ in ("WP", "WDT", "PRP$"):
        return None
    for _ in range(6):
        up = t.head
        if up.i == t.i or up.i >= first or up.idx < sentence[0] or up.pos_ not in ("NOUN", "PROPN", "PRON", "ADP"):
            break
        t = up
    return t if t.pos_ in ("NOUN", "PROPN", "PRON") else None


def noun_phrase(reading: Reading, head: Token, verb: Token | None) -> Span | None:
    """The phrase of ``head`` with its appositives, cut before or after ``verb``; the paragraph is its limit.

    Words of a name that the parser left outside are taken in, adverbs at the end left out.
    """
    home = reading.paragraph(head.idx)
    start, end = reading.hull(head.left_edge, head.right_edge, home)
    if verb is not None and start <= verb.idx < end:
        if verb.idx > head.idx:
            end = verb.idx
        else:
            start = verb.idx + len(verb)
    if start >= end:
        return None
    first, last = reading.token_at(start), reading.token_at(end - 1)
    doc = reading.doc
    while last > first and (doc[last].pos_ in ("ADV", "AUX", "SCONJ") or doc[last].is_punct or doc[last].is_space):
        if doc[last].text == ")" and any(t.text == "(" for t in doc[first:last]):
            break
        last -= 1
    if doc[last].pos_ in ("PROPN", "NOUN"):
        while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN" and doc[last + 1].idx < home[1]:
            last += 1
    end = max(min(doc[last].idx + len(doc[last]), home[1]), start + 1)
    return reading.trim((start, end))


def verb_group(reading: Reading, verb: Token) -> Span:
    """The verb with the auxiliaries, adverbs and particle that stand next to it ("has now learned")."""
    doc, left, right = reading.doc, verb.i, verb.i
    while left > 0:
        t = doc[left - 1]
        near = verb.i in (t.head.i, t.head.head.i)
        if near and (t.dep_ in ("aux", "auxpass", "neg") or (t.dep_ == "advmod" and t.pos_ == "ADV")):
            left -= 1
        else:
            break
    if right + 1 < len(doc) and doc[right + 1].head.i == verb.i and doc[right + 1].dep_ == "prt":
        right += 1
    return doc[left].idx, doc[right].idx + len(doc[right])


def has_subject(verb: Token) -> bool:
    """Whether the verb has a subject of its own."""
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def child(head: Token, dep: str, *, after: bool = False, but: Callable[[Token], bool] | None = None) -> Token | None:
    """The first child with the dependency ``dep``: one that follows if ``after``, and for which ``but`` fails."""
    for c in head.rights if after else head.children:
        if c.dep_ == dep and (but is None or not but(c)):
            return c
    return None


def is_infinitive(verb: Token) -> bool:
    """Whether the verb has "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.lefts)


def negated(verb: Token) -> bool:
    """Whether the act itself is denied ("did not say")."""
    return any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.lefts)


def cue_verb(token: Token) -> Cue | None:
    """The lexicon's row for a verb token ("point out" before "point"), or None."""
    if token.pos_ not in ("VERB", "AUX"):
        lemma = _PLAIN_CUES.get(token.lower_)
        return cues.verb(lemma) if lemma else None
    particle = child(token, "prt", after=True) or _called_on(token)
    return cues.verb(token.lemma_.lower(), particle.lower_ if particle is not None else "")


def _called_on(verb: Token) -> Token | None:
    """The preposition of "called on the agency to act", which is no particle but belongs to the verb."""
    on = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ in ("on", "upon") and c.i == verb.i + 1), None)
    return (
        on if on is not None and any(c.dep_ in ("xcomp", "advcl") and is_infinitive(c) for c in verb.rights) else None
    )


def overlap(left: Spans, right: Spans) -> bool:
    """Whether any characters are in both."""
    return any(a < d and c < b for a, b in left for c, d in right)


def is_first_person(reading: Reading, source: Spans) -> bool:
    """Whether the source is "I", "we", "my office" …"""
    said_by = " ".join(reading.plain[a:b] for a, b in source).lower().split()
    return len(said_by) < 3 and bool(_FIRST & set(said_by))
