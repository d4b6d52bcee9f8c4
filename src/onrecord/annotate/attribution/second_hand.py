"""What a third party said, told inside of somebody else's words: ``“The agency says that it is safe.”``

The model's scheme has no nesting, so that the rules alone see such an act.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from spacy.tokens import Token

from onrecord.annotate.attribution.acts import is_somebody, root_of, tells
from onrecord.annotate.attribution.in_full import full_texts
from onrecord.annotate.attribution.reading import ACCORDING, FINITE, Found, Reading, cue_verb

_CLAUSE_WORDS = 4
_NAMED = frozenset(("PERSON", "ORG", "GPE", "NORP"))
_CLAUSES = frozenset(("clause", "according-to", "directive"))


def is_second_hand(reading: Reading, found: Found, *, shown: bool = False) -> bool:
    """Whether a statement inside another reports what a third party did say: no infinitive, no "would say".

    In what is ``shown`` in full also "according to", participles and relative clauses tell it.
    """
    if not (found.speech and found.source) or found.head < 0:
        return False
    cue = reading.doc[found.head]
    worded = cue.pos_ in ("VERB", "AUX") and not (shown and found.lemma == ACCORDING)
    if worded and not (_is_done(reading, cue, found) and (shown or cue.tag_ != "VBG")):
        return False
    words = [t for a, b in found.source for t in reading.tokens(a, b)]
    row = cue_verb(cue)
    if row is not None and row.kind == "show" and any(t.ent_type_ == "PERSON" for t in words):
        return False  # "they have demonstrated that they are the best"
    if shown and row is not None and row.kind == "show" and words and is_somebody(root_of(words)):
        return False  # "requires that all travelers show proof of it"
    named = any(t.pos_ in ("PROPN", "NOUN") or t.lower_ in ("he", "she") for t in words)
    # Counted no further than needed: each of a chain of nested statements has the rest of the text as its content.
    clause = islice((t for t in reading.words(found.content) if t.text[0].isalnum()), _CLAUSE_WORDS)
    return (named or (shown and _is_who_tells(words, cue))) and len(list(clause)) == _CLAUSE_WORDS


def told_in_full(reading: Reading, rules: Iterable[Found], taken: Iterable[Found]) -> list[Found]:
    """What third parties say in a statement shown in full, of which the model saw no act; ``taken`` are kept already.

    News seldom shows one, so that the readers of news, and the model, know little of what is told there.
    """
    cues = {f.cue for f in taken}
    new = [f for f in rules if f.rule in _CLAUSES and f.cue and f.cue not in cues]
    new = [f for f in new if reading.quotation(f.cue[0][0]) is not None and _is_told_of(reading, f)]
    shown = [f.content for f in full_texts(reading)] if new else []
    return [f for f in new if any(a <= f.cue[0][0] < b for content in shown for a, b in content)]


def _is_told_of(reading: Reading, found: Found) -> bool:
    """Whether a third party tells it that the speaker calls by name, or a paper: "the leader himself" is anyone's."""
    words = list(reading.words(found.source))
    root = root_of(words) if words else None
    known = root is not None and (root.ent_type_ in _NAMED or tells(root.lemma_.lower()))
    return known and is_second_hand(reading, found, shown=True)


def _is_done(reading: Reading, cue: Token, found: Found) -> bool:
    """Whether the verb tells of an act that was done, or goes on: ``said``, ``is telling``, ``…, noting that …``."""
    helpers = [t for t in cue.children if t.dep_ in ("aux", "auxpass")]
    if any(t.tag_ in ("MD", "TO") for t in helpers):
        return False
    if cue.tag_ != "VBG":
        return cue.tag_ in FINITE or cue.tag_ == "VBN"
    first = next(iter(reading.tokens(*found.content[0])), None)
    if helpers:
        return any(t.lower_ in ("is", "are", "was", "were", "'s", "’s", "'re", "’re") for t in helpers)
    before = cue.nbor(-1) if cue.i else cue
    # "pointed to a document* projecting that …" is not who points; "calm them by affirming that …" is yet to come
    beside = before.text == "," or any(b <= cue.idx <= b + 2 for _, b in found.source)
    return beside and cue.dep_ != "pcomp" and first is not None and first.lower_ == "that" and first.idx > cue.idx


def _is_who_tells(words: list[Token], cue: Token) -> bool:
    """``a group of members who said that …``, ``the letter that claimed …``: of people, a body or a paper."""
    if len(words) != 1 or words[0].lower_ not in ("who", "that", "which") or cue.dep_ != "relcl":
        return False
    noun = cue.head
    return noun.i < words[0].i and (noun.pos_ == "PROPN" or tells(noun.lemma_.lower()))
