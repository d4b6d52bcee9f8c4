"""Whether somebody says something: what tells an act of saying from a wish, a possibility, a title or a trace.

A statement that a rule or the model found is told here to be none in these cases:

================ ======================================== ==========================================
test             example                                  why
================ ======================================== ==========================================
nobody           No official has said that …              nobody says it
denied           The agency has not said why …            the act is denied
unsaid           He could say that …; refused to say      the act is possible, wanted or refused
first person     I urge you to oppose this bill.          the article's own voice, not reported
second person    You can say that …                       nobody in particular
anyone           When someone says that …                 nobody in particular
trace            The wreckage shows that …                a thing shows it
deed             They agreed to buy it; pushed him to go  an act, not words
name             dubbed “the Wall”; titled “Our Future”   a name or a title
scare quotes     studies “the amazing adaptations”        a phrase of the article's own sentence
================ ======================================== ==========================================

It stays in the output as an attitude.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.attribution.quotes import is_title, is_utterance
from onrecord.annotate.attribution.reading import Found, Reading, cue_verb, is_infinitive
from onrecord.lexicon import nominals
from onrecord.lexicon.cues import nouns, speakers, words
from onrecord.model import Spans

_UTTERANCE_WORDS = 3
_NAMED = frozenset(("PERSON", "ORG", "GPE", "NORP", "FAC"))
_PEOPLE = frozenset(("he", "she", "they", "who", "we", "i", "his", "her", "their", "which", "that", "it"))
_THINGS = frozenset(("it", "this", "which", "that", "these", "those"))
_FIRST = frozenset(("i", "we", "me", "us", "my", "our", "myself", "ourselves"))
_SECOND = frozenset(("you", "your", "one"))
_ANYONE = frozenset(("someone", "somebody", "anyone", "anybody", "everyone", "everybody", "whoever"))
_NOBODY = frozenset(("no", "nobody", "none", "neither", "nothing"))
_PRESENT = frozenset(("VBP", "VBZ", "VB"))
_SPEAKING = frozenset(("person", "agency", "organization", "outlet", "group"))


def is_said(reading: Reading, found: Found) -> bool:
    """Whether a statement taken for speech is speech."""
    source = _source_words(reading, found.source)
    quoted = _quoted(reading, found)
    if found.head < 0:
        return not _is_first_person(source)
    head = reading.doc[found.head]
    first = source[0].lower_ if source else ""
    if first in _NOBODY and quoted < _UTTERANCE_WORDS:
        return False
    if _is_name(reading, head, found):
        return False
    if quoted < _UTTERANCE_WORDS and (_denied(head) or _unsaid(head) or _is_deed(head, found)):
        return False
    if len(source) == 1 and first in _SECOND:
        return False
    if _is_first_person(source) and not _is_past(head):
        return False
    if len(source) == 1 and first in _ANYONE and head.tag_ in _PRESENT:
        return False
    if _is_trace(head, source) and quoted < _UTTERANCE_WORDS:
        return False
    return not _is_scare_quote(reading, head, found)


def _source_words(reading: Reading, source: Spans) -> list[Token]:
    return [t for a, b in source for t in reading.tokens(a, b) if not t.is_punct]


def _quoted(reading: Reading, found: Found) -> int:
    """How many words of the content stand in marks that do not hold the cue too."""
    around = reading.quotation(found.cue[0][0]) if found.cue else None
    tokens = [t for a, b in found.content for t in reading.tokens(a, b) if t.text[0].isalnum()]
    marks = [reading.quotation(t.idx) for t in tokens]
    return sum(mark is not None and mark != around for mark in marks)


def _is_first_person(source: list[Token]) -> bool:
    return 0 < len(source) < 3 and source[0].lower_ in _FIRST


def _is_past(head: Token) -> bool:
    """Whether an act in the first person is told as past ("I told him that …") and not done by saying so."""
    if head.pos_ not in ("VERB", "AUX"):
        return False
    helpers = {t.lower_ for t in head.lefts if t.dep_ in ("aux", "auxpass")}
    return not _denied(head) and (head.tag_ == "VBD" or (head.tag_ == "VBN" and bool(helpers & {"have", "has", "had"})))


def _denied(head: Token) -> bool:
    """``has not said``, ``never said``; not ``not only said``."""
    for t in head.lefts:
        if (t.dep_ == "neg" or t.lower_ == "never") and t.lower_ not in ("no",):
            after = t.nbor().lower_ if t.i + 1 < len(t.doc) else ""
            return after not in ("only", "just", "merely", "simply")
    return False


def _unsaid(head: Token) -> bool:
    """Whether the act is only possible, due, wanted, planned or refused."""
    if head.pos_ not in ("VERB", "AUX"):
        return False
    if any(t.dep_ == "aux" and t.lower_ in words("unsaid-modals") for t in head.lefts):
        return True
    if any(t.dep_ == "mark" and t.lower_ in ("if", "unless") for t in head.lefts):
        return True
    if head.dep_ == "conj" and head.tag_ == "VB" and not is_infinitive(head) and head.head.pos_ == "VERB":
        return _unsaid(head.head)
    if not is_infinitive(head) or head.head.i == head.i:
        return False
    governor = head.head
    if governor.pos_ in ("ADJ", "NOUN") and governor.lemma_.lower() in words("unsaid-governors"):
        return True
    return governor.pos_ in ("VERB", "AUX") and (governor.lemma_.lower() in words("unsaid-governors"))


def _is_deed(head: Token, found: Found) -> bool:
    """``agreed to buy it``, ``pushed him to go``: the infinitive is done or brought about, and not said."""
    lemma = (found.lemma or head.lemma_).lower()
    if lemma in words("deeds"):
        return True
    return lemma in words("deeds-with-infinitive") and any(is_infinitive(t) for t in head.rights)


def _is_name(reading: Reading, head: Token, found: Found) -> bool:
    """``a bill entitled “…”``, ``dubbed “…”`` with nobody who dubs."""
    lemma = head.lemma_.lower()
    if lemma in words("naming") and (not found.source or head.dep_ == "acl"):
        return True
    between = [t for t in reading.tokens(head.idx, found.content[0][0]) if t.i > head.i]
    return any(t.lower_ in words("titling") for t in between)


def _is_trace(head: Token, source: list[Token]) -> bool:
    """Whether what "shows" something is neither a person or body nor a document."""
    row = cue_verb(head)
    shows = (row is not None and row.kind == "show") or head.lemma_.lower() in words("traces")
    if not shows or not source:
        return False
    inside = {t.i for t in source}
    root = next((t for t in source if t.head.i not in inside or t.head.i == t.i), source[-1])
    if root.pos_ == "PRON":
        return root.lower_ in _THINGS
    lemma = root.lemma_.lower()
    if root.pos_ == "PROPN" or root.ent_type_ in _NAMED:
        return root.ent_type_ in ("PRODUCT", "EVENT", "LAW", "WORK_OF_ART", "CARDINAL", "FAC")
    noun = nominals.nouns().get(lemma)
    if noun is not None and noun.type in _SPEAKING:
        return False
    row = nouns().get(lemma)
    return not (lemma in speakers() or lemma in words("telling") or (row is not None and "d" in row.frames))


def _is_scare_quote(reading: Reading, head: Token, found: Found) -> bool:
    """Whether the only sign of saying is a quoted phrase or title inside the article's own sentence."""
    if head.pos_ not in ("VERB", "AUX") or cue_verb(head) is not None:
        return False
    first = reading.quotation(found.content[0][0])
    if first is None:
        return False
    if is_title(reading, first) and first.end >= found.content[-1][1]:
        return True
    return not is_utterance(reading, first) and not reading.plain[: first.start].rstrip().endswith((":", ","))
