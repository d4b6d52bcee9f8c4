"""What looks like an act of saying by its word, and is none by what stands around it.

A participle before its noun ("the Senate-confirmed judge"), a row of a list ("A description explaining that …"), the
half of a relative clause ("what all agree we need"), the title of a work or of another page, a find that is a judgement
("found it odd"), a report that is filed, what somebody shows by living, and what a thing is seen to do.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.attribution.acts import is_somebody, root_of, tells
from onrecord.annotate.attribution.quotes import is_title
from onrecord.annotate.attribution.reading import FINITE, Found, Reading, cue_verb, is_infinitive
from onrecord.lexicon.cues import words

_SELF = frozenset(("he", "i", "it", "she", "they", "we"))
_BEFORE_CLAUSE = frozenset(("that", "her", "him", "me", "them", "us", "you"))
_POSSESSIVE = frozenset(("'s", "’s", "'", "’", "s"))
_DEMANDING = frozenset(("ask", "mandate", "propose", "require"))
_MAX_DATE = 60  # characters of a day
_BRACKETED = 6  # tokens of "(REAL)" between a title and the word for what it names


def is_unspoken(reading: Reading, head: Token, found: Found, source: list[Token], quoted: int) -> bool:
    """Whether an act of saying that has a cue word is none; ``quoted`` of its words stand in marks."""
    if _is_before_its_noun(reading, head, found) or _is_title_of(reading, head, found):
        return True
    if _is_wish(reading, head, found, quoted):
        return True
    if quoted > 2 or not source:
        return False
    if _is_demanded(head) or _is_only_when(reading, found):
        return True
    root = root_of(source)
    if _is_row(reading, head, found, source) or _is_half(reading, head, found, source) or _is_judgement(head, root):
        return True
    if _is_so_done(reading, head, found):
        return True
    if found.rule == "inserted" and root.pos_ == "NOUN" and not tells(root.lemma_.lower()):
        return True  # "The need grows, the savings add up, and …"
    return _is_filed(head) or _is_lived(reading, head, found, root) or _is_tabled(reading, found)


def is_byline(reading: Reading, found: Found) -> bool:
    """``By Ann Lee`` under a headline: who wrote what follows, and not the headline."""
    source = reading.tokens(*found.source[0]) if found.source else []
    start, end = found.content[0][0], found.content[-1][1]
    above = bool(source) and end <= source[0].idx and reading.quotation(start) is None
    return above and source[0].lower_ == "by"


def _is_before_its_noun(reading: Reading, head: Token, found: Found) -> bool:
    """``Senate-confirmed officials``, ``Lee's proposed plan is to go``: it tells which, and nobody speaks."""
    if head.tag_ != "VBN" or head.i == 0 or not found.source or found.source[0][1] > head.idx:
        return False
    if head.nbor(-1).text == "-" and reading.plain[head.idx - 2 : head.idx - 1].isalpha():
        return True
    between = reading.tokens(found.source[-1][1], head.idx)
    return head.dep_ == "amod" and head.head.i > head.i and bool(between) and between[0].text in _POSSESSIVE


def _is_title_of(reading: Reading, head: Token, found: Found) -> bool:
    """``This year's theme, “Ready for All”, highlights …``, ``welcomed the report, “Space for All”``: a title alone."""
    start, end = found.content[0][0], found.content[-1][1]
    first = reading.quotation(start)
    if first is None or first.start < start or first.end < end:
        return False
    before = [t for t in reading.tokens(max(0, first.start - 20), first.start) if not t.is_punct]
    if before and before[-1].lemma_.lower() in words("entitling"):
        return True
    if not is_title(reading, first):
        return False
    row = cue_verb(head)
    if row is not None and row.kind == "attitude":
        return True
    after = reading.tokens(first.end, first.end + 40)[:_BRACKETED]
    if after and after[0].text == "(":
        close = next((k for k, t in enumerate(after) if t.text == ")"), len(after))
        after = after[close + 1 :]
    return bool(after) and after[0].lower_ in words("laws")


def _is_wish(reading: Reading, head: Token, found: Found, quoted: int) -> bool:
    """``wanted the money because we must “pay our bills”``: a wish, of which a part is somebody's phrase."""
    if not quoted or not found.source or head.lemma_.lower() not in words("wishing"):
        return False
    return 2 * quoted <= sum(t.text[0].isalnum() for t in reading.words(found.content))


def _is_demanded(head: Token) -> bool:
    """``demand that the secretary explain it``: what she has not done; the bare form is no present of hers."""
    governor = head.head
    if head.dep_ != "ccomp" or governor.lemma_.lower() not in words("demanding") | _DEMANDING or governor.i > head.i:
        return False
    subject = next((t for t in head.lefts if t.dep_ == "nsubj"), None)
    that = any(t.dep_ == "mark" and t.lower_ == "that" for t in head.lefts)
    helped = any(t.dep_ == "aux" for t in head.lefts)
    bare = head.tag_ == "VB" or (head.tag_ == "VBP" and subject is not None and subject.tag_ in ("NN", "NNP"))
    joined = subject is not None and any(t.dep_ == "conj" for t in subject.rights)
    return that and bare and not helped and subject is not None and (head.tag_ == "VB" or not joined)


def _is_only_when(reading: Reading, found: Found) -> bool:
    """``On May 2, 2025, the admiral responded.``: the day is all that is told, and no word of his."""
    if sum(b - a for a, b in found.content) > _MAX_DATE:
        return False
    said = [t for t in reading.words(found.content) if not t.is_punct]
    dated = all(t.ent_type_ in ("DATE", "TIME") or t.tag_ in ("IN", "DT") for t in said)
    return dated and len(said) > 1 and said[0].tag_ == "IN" and reading.quotation(found.content[0][0]) is None


def _is_row(reading: Reading, head: Token, found: Found, source: list[Token]) -> bool:
    """``A description explaining that …``: no sentence, but a row of a list of what there is to be."""
    home = reading.paragraph(source[0].idx)
    opens = source[0].idx <= home[0] + 2 and source[0].lower_ in ("a", "an")
    beside = head.tag_ == "VBG" and head.i == source[-1].i + 1 and head.dep_ == "acl"
    if not opens or not beside or home == reading.headline:
        return False
    return not reading.plain[found.content[-1][1] : home[1]].strip(" .;\n")


def _is_half(reading: Reading, head: Token, found: Found, source: list[Token]) -> bool:
    """``what all agree we need``, ``the least we said we would do``: a clause whose object stands before it."""
    start = found.content[0][0]
    if start < head.idx or head.idx < source[0].idx or source[0].i == 0:
        return False
    first = next(reading.words(found.content[:1]), None)
    own = first is not None and first.dep_ in ("nsubj", "nsubjpass") and first.pos_ == "PRON"
    if not own or first is None:
        return False
    before = source[0].nbor(-1)
    if before.lower_ == "what":
        return before.dep_ in ("dobj", "pobj", "attr") and before.head.idx >= start
    bare = not any(t.dep_ in ("dobj", "attr", "acomp", "ccomp", "xcomp", "prep") for t in first.head.rights)
    return head.dep_ == "relcl" and source[0].lower_ in ("i", "we") and bare


def _is_so_done(reading: Reading, head: Token, found: Found) -> bool:
    """``a site, as recommended by its neighbours``: how it is done; a clause would be what they say."""
    like = head.tag_ == "VBN" and head.i > 0 and head.nbor(-1).lower_ == "as"
    if not like or not any(t.dep_ == "agent" for t in head.rights):
        return False
    return not any(t.tag_ in FINITE for t in reading.words(found.content))


def _is_judgement(head: Token, root: Token) -> bool:
    """``Lee found this unacceptable``: what somebody thinks of it; courts and reports find in words."""
    if head.lemma_.lower() != "find" or not is_somebody(root) or root.lemma_.lower() in words("judging"):
        return False
    clause = next((t for t in head.rights if t.dep_ == "ccomp"), None)
    if clause is None or any(t.dep_ in ("mark", "cop", "auxpass") for t in clause.lefts):
        return False
    finite = clause.tag_ in FINITE or any(t.tag_ in FINITE for t in clause.lefts)
    return not finite and (clause.pos_ in ("ADJ", "NOUN") or is_infinitive(clause))


def _is_filed(head: Token) -> bool:
    """``Banks report much of their data to the agency``: they hand it in."""
    if head.lemma_.lower() != "report" or head.pos_ != "VERB":
        return False
    what = next((t for t in head.rights if t.dep_ == "dobj"), None)
    to = any(t.lower_ == "to" and t.dep_ in ("prep", "dative") for t in head.rights)
    return what is not None and to and not any(t.dep_ == "ccomp" for t in head.rights)


def _is_lived(reading: Reading, head: Token, found: Found, root: Token) -> bool:
    """``They have shown they will stand with us``: people show what they are by what they do."""
    if head.lemma_.lower() not in words("displaying") or not (root.lower_ == "who" or is_somebody(root)):
        return False
    opens = [t.lower_ for t in reading.tokens(*found.content[0])[:3]]
    skipped = next((k for k, word in enumerate(opens) if word not in _BEFORE_CLAUSE), 0)
    return found.content[0][0] > head.idx and bool(_SELF & set(opens[skipped : skipped + 1]))


def _is_tabled(reading: Reading, found: Found) -> bool:
    """``introduced a resolution honoring the clubs``: what the resolution does is done by introducing it."""
    cue = list(reading.words(found.cue))
    verb = next((t for t in cue if t.lemma_.lower() in words("put-through") | words("deciding")), None)
    if verb is None or not any(t.lemma_.lower() in words("laws") and t.i > verb.i for t in cue):
        return False
    last = cue_verb(cue[-1])
    return cue[-1].tag_ == "VBG" and last is not None and last.kind == "attitude"
