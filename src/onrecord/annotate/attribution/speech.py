"""Whether somebody says something: what tells an act of saying from a wish, a possibility, a title or a trace.

A statement that a rule or the model found is told here to be none in these cases:

================ ======================================== ==========================================
test             example                                  why
================ ======================================== ==========================================
nobody           No official has said that …              nobody says it
denied           The agency has not said why …            the act is denied
few              There are very few who deny that …       next to nobody says it
asked            Did the office conclude that …?          the act is asked about
unsaid           He could say that …; refused to say      the act is possible, wanted or refused
first person     I urge you to oppose this bill.          the article's own voice, not reported
second person    You can say that …                       nobody in particular
anyone           When someone says that …                 nobody in particular
trace            The wreckage shows that …                a thing shows it
deed             They agreed to buy it; pushed him to go  an act, not words
put through      introduced the bill; passed a plan to go what is done to a bill or plan
measure          ranks them according to their size       how something is sorted
supposed         I think most of them agree that …        somebody supposes that they say it
law              The act authorizes the agency to go      what a law does, nobody says
verdict          The report shows how cruel the law is    what somebody makes of it
name             dubbed “the Wall”; titled “Our Future”   a name or a title
scare quotes     studies “the amazing adaptations”        a phrase of the article's own sentence
topic            issued a statement on reports that …     what a statement is about
trigger          released it in response to claims that … what an act answers
talk             spoke with a lawyer who goes by “Ace”    with whom somebody talks
own voice        He agreed, but there was …               a clause of the article's own
attribute        ended her “Open Doors” tour              a name before a noun
unspoken         the Senate-confirmed judge is to go      the cue word is used otherwise (``unspoken.py``)
================ ======================================== ==========================================

It stays in the output as an attitude.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.attribution.acts import (
    before_preposition,
    is_behind_but,
    is_deed,
    is_enacted,
    is_measured,
    is_put_through,
    is_reached,
    is_somebody,
    is_supposed,
    is_talk,
    is_trigger,
    root_of,
    tells,
)
from onrecord.annotate.attribution.quotes import is_title, is_utterance
from onrecord.annotate.attribution.reading import Found, Reading, cue_verb, is_infinitive
from onrecord.annotate.attribution.unspoken import is_byline, is_unspoken
from onrecord.lexicon.cues import words
from onrecord.model import Spans

_UTTERANCE_WORDS = 3
_MAX_OWN = 40  # tokens of a source in which is looked for who tells
_NEAR_WORDS = 6  # between a quotation and the verb that quotes it
_NAMED = frozenset(("PERSON", "ORG", "GPE", "NORP", "FAC"))
_NOT_SPEAKING = frozenset(("PRODUCT", "EVENT", "LAW", "WORK_OF_ART", "CARDINAL", "FAC", "DATE", "TIME"))
_THINGS = frozenset(("it", "this", "which", "that", "these", "those"))
_FIRST = frozenset(("i", "we", "me", "us", "my", "our", "myself", "ourselves"))
_SECOND = frozenset(("you", "your", "one"))
_ANYONE = frozenset(("someone", "somebody", "anyone", "anybody", "everyone", "everybody", "whoever"))
_NOBODY = frozenset(("no", "nobody", "none", "neither", "nothing"))
_ASKING = frozenset(("do", "does", "did", "has", "have", "had", "is", "was", "were", "are"))
_PRESENT = frozenset(("VBP", "VBZ", "VB"))


def is_said(reading: Reading, found: Found) -> bool:
    """Whether a statement taken for speech is speech."""
    source = _source_words(reading, found.source)
    quoted = _quoted(reading, found)
    if is_byline(reading, found):
        return False
    if found.head < 0:
        # "A: …", "Ed.: …" are turns and notes of a page that names nobody.
        short = len(source) == 1 and len(source[0].text) < 3
        return not (_is_first_person(source) or short)
    head = reading.doc[found.head]
    first = source[0].lower_ if source else ""
    if first in _NOBODY and not _is_in_name(source) and quoted < _UTTERANCE_WORDS:
        return False
    if _is_name(reading, head, found) or _is_topic(reading, head, found) or _is_attribute(reading, found):
        return False
    if is_enacted(head, source) or is_put_through(reading, head, found):
        return False
    if quoted < _UTTERANCE_WORDS and (
        _denied(head) or _unsaid(head) or is_deed(reading, head, found) or _is_asked(head)
    ):
        return False
    if quoted < _UTTERANCE_WORDS and (_are_few(head, source) or _is_of_its_source(head, found)):
        return False
    if quoted < _UTTERANCE_WORDS and (is_trigger(head, found) or is_reached(head)):
        return False
    if quoted < _UTTERANCE_WORDS and (is_measured(head, found, source) or is_supposed(head)):
        return False
    if is_unspoken(reading, head, found, source, quoted):
        return False
    if is_talk(reading, head, found) or (quoted < _UTTERANCE_WORDS and is_behind_but(reading, found)):
        return False
    verb = head if head.pos_ == "VERB" else head.head
    if verb.lemma_.lower() in words("listening") and quoted < _UTTERANCE_WORDS:
        return False
    if first in _SECOND and (len(source) == 1 or first == "your"):
        return False
    if quoted < _UTTERANCE_WORDS and (not source or _in_row(reading, source[0])):
        return False
    if _is_first_person(source) and not _is_past(head):
        return False
    if is_infinitive(head) and head.head.lemma_.lower() in words("unsaid-governors"):
        return False
    habit = any(t.dep_ == "aux" and t.lower_ == "would" for t in head.lefts)  # "everyone would say, “…”"
    if first == "any" and head.tag_ in ("VBG", "VBP", "VBZ"):
        return False  # "Any letters detailing how …"
    if len(source) == 1 and first in _ANYONE and head.tag_ in _PRESENT and not habit:
        return False
    if _is_trace(head, source) and (quoted < _UTTERANCE_WORDS or not _is_mostly_quoted(reading, found, quoted)):
        return False
    if _is_verdict(reading, head, found, source):
        return False
    return not _is_scare_quote(reading, head, found)


def _source_words(reading: Reading, source: Spans) -> list[Token]:
    return [t for a, b in source for t in reading.tokens(a, b) if not t.is_punct]


def _in_row(reading: Reading, first: Token) -> bool:
    """Whether the paragraph is a row of a list of deeds: ``Recognizes that …, and affirms that …``."""
    home = reading.paragraph(first.idx)
    if first.idx >= reading.sentence(home[0], home)[1]:
        return False  # a paragraph that has lost its breaks: "Calls for Peace … Washington, DC. Lee said, …"
    opening = next(reading.words(((home[0], first.idx + 1),)), first)
    subject = any(t.dep_ in ("nsubj", "nsubjpass") for t in opening.lefts)
    return opening.tag_ in ("VBZ", "VB") and opening.text[:1].isupper() and home != reading.headline and not subject


def _is_in_name(source: list[Token]) -> bool:
    """Whether a first "No" in the middle of a sentence belongs to a name: ``said No Labels founder Ann Lee``."""
    return source[0].text[:1].isupper() and not source[0].is_sent_start and len(source) > 1


def _quoted(reading: Reading, found: Found) -> int:
    """How many words of the content stand in marks that do not hold the cue too."""
    if not any(reading.quotation(a) or reading.quotations_in(a, b) for a, b in found.content):
        return 0  # many contents run to the end of a long text
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


def _is_asked(head: Token) -> bool:
    """Whether the act is asked about: ``did the office conclude that …?``, its subject behind the auxiliary."""
    if head.pos_ != "VERB":
        return False
    subject = next((t for t in head.lefts if t.dep_ in ("nsubj", "nsubjpass")), None)
    helper = next((t for t in head.lefts if t.dep_ == "aux" and t.lower_ in _ASKING), None)
    return subject is not None and helper is not None and helper.i < subject.i


def _are_few(head: Token, source: list[Token]) -> bool:
    """Whether the source is ``few``, ``very few people``, or the "who" behind them; a few are some.

    Of ``only a third of them ever report it`` too it is told that most do not.
    """
    if any(t.lower_ == "ever" for t in head.lefts):
        return True
    root = root_of(source) if source else None
    if root is not None and root.lower_ in ("who", "that") and root.head.dep_ == "relcl":
        root = root.head.head
    words_of = [root, *root.lefts] if root is not None else []
    few = next((t for t in words_of if t.lower_ == "few"), None)
    return few is not None and (few.i == 0 or few.nbor(-1).pos_ != "DET")


def _unsaid(head: Token) -> bool:
    """Whether the act is only possible, due, wanted, planned or refused."""
    if head.dep_ == "dobj" and head.head.pos_ == "VERB" and not any(t.dep_ == "poss" for t in head.lefts):
        # "will provide updates how …"
        return any(t.dep_ == "aux" and t.lower_ in words("unsaid-modals") for t in head.head.lefts)
    if head.pos_ not in ("VERB", "AUX"):
        return False
    if any(t.dep_ == "aux" and t.lower_ in words("unsaid-modals") for t in head.lefts):
        return True
    if any(t.dep_ == "aux" and t.lower_ in ("would", "'d") for t in head.lefts) and (
        head.tag_ == "VBG" or _is_of_a_law(head)
    ):
        return True
    if head.tag_ in _PRESENT and _is_to_come(head):
        return True
    if _is_bidden(head) or any(t.dep_ == "mark" and t.lower_ in ("if", "unless") for t in head.lefts):
        return True
    if head.dep_ == "conj" and not is_infinitive(head) and head.head.pos_ == "VERB":
        own = any(t.dep_ in ("nsubj", "nsubjpass") for t in head.lefts)
        # "must stop it, insist that …": the parser may take the second for a present tense.
        if head.tag_ == "VB" or (head.tag_ == "VBP" and head.head.tag_ == "VB" and not own):
            return _unsaid(head.head)
    if head.tag_ == "VBG" and head.dep_ == "pcomp" and head.head.lower_ == "from":
        return True  # "prohibits the agency from asking …"
    if head.tag_ == "VBG" and head.dep_ == "pcomp" and head.head.lower_ == "by" and _is_of_a_law(head.head.head):
        return True  # "the bill would close it by clarifying that …"
    if not is_infinitive(head) or head.head.i == head.i:
        return False
    if any(t.dep_ in ("nsubj", "nsubjpass") for t in head.lefts):
        return True  # "require carriers to certify that …"
    governor = head.head
    if _is_of_a_law(governor) and any(t.lower_ == "would" for t in governor.lefts):
        return True
    lemma = governor.lemma_.lower()
    if any(t.dep_ == "aux" and t.lower_ in words("unsaid-modals") for t in governor.lefts):
        return True  # "will hold a conference to announce …", "should write to say …"
    if governor.pos_ == "ADJ" and governor.lemma_.lower() in words("performing"):
        return False  # "Lee is proud to announce that …"
    if lemma in words("unsaid-governors") or governor.pos_ == "ADJ":
        return True
    if governor.pos_ == "AUX" and any(t.dep_ == "acomp" for t in governor.rights):
        return True  # "it is interesting to note"
    asked = lemma in words("object-control") and any(
        t.dep_ in ("dobj", "nsubjpass") or t.lower_ in ("on", "upon") for t in governor.children
    )
    return asked or (is_infinitive(governor) and _unsaid(governor))


def _is_to_come(head: Token) -> bool:
    """``until the agency confirms that …``, ``as soon as it says that …``: it has not said so yet."""
    marks = [t for t in head.lefts if t.dep_ in ("mark", "advmod")]
    soon = any(t.lower_ == "as" and t.i > 0 and t.nbor(-1).lower_ == "soon" for t in marks)
    return soon or any(t.lower_ in words("not-yet") for t in marks)


def _is_bidden(head: Token) -> bool:
    """``Dial 311 and say “…”``: the reader is told to."""
    first = head
    while first.dep_ == "conj" and first.head.i != first.i and not is_infinitive(first.head):
        first = first.head  # "To learn more, dial 311 and say …": neither is to be done to learn
    verbs = (first, head)
    alone = not any(t.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for verb in verbs for t in verb.children)
    return first.i != head.i and alone and all(t.tag_ in ("VB", "VBP") and t.pos_ == "VERB" for t in verbs)


def _is_of_a_law(verb: Token) -> bool:
    """``The bill would instruct the agency to …``: what a law would have is said by nobody yet."""
    return any(t.dep_ == "nsubj" and t.lemma_.lower() in words("laws") for t in verb.lefts)


def _is_of_its_source(head: Token, found: Found) -> bool:
    """``The funding announced today will help``: the participle is the noun's, and what follows the article's own."""
    subject = next((t for t in head.lefts if t.dep_ in ("nsubj", "nsubjpass")), head.head)
    owned = subject.pos_ == "PROPN" and any(t.dep_ == "poss" for t in subject.lefts)  # "The agency's Plan announced …"
    mute = (subject.pos_ == "NOUN" or owned) and not tells(subject.lemma_.lower())
    helped = any(t.dep_ in ("aux", "auxpass") for t in head.lefts)
    if head.tag_ not in ("VBN", "VBD") or helped or not mute or not found.source or not found.cue:
        return False
    start = found.content[0][0]
    first = next((t for t in head.doc[head.i + 1 :] if t.idx >= start), None)
    beside = found.source[0][1] < found.cue[0][0] <= found.source[0][1] + 2 and found.cue[-1][1] <= start
    return beside and first is not None and first.tag_ in ("MD", "VBZ") and first.text.islower()


def _is_name(reading: Reading, head: Token, found: Found) -> bool:
    """``a bill entitled “…”``, ``dubbed “…”`` with nobody who dubs."""
    lemma = head.lemma_.lower()
    participle = head.tag_ == "VBN" and not any(t.dep_ in ("aux", "auxpass") for t in head.lefts)
    if (lemma in words("naming") and (not found.source or participle)) or head.lower_ in ("titled", "entitled"):
        return True
    between = [t for t in reading.tokens(head.idx, found.content[0][0]) if t.i > head.i]
    return any(t.lower_ in words("titling") for t in between)


def _is_topic(reading: Reading, head: Token, found: Found) -> bool:
    """``released a statement in response to reports that …``: not what the statement says."""
    spoken = [t for a, b in found.cue for t in reading.tokens(a, b) if t.lemma_.lower() in words("in-full")]
    noun = next((t for t in spoken if t.pos_ == "NOUN" and t.dep_ in ("dobj", "nsubjpass", "pobj")), None)
    if noun is None or len(found.content) > 1:
        return False
    # "released the following statement after Poe threatened “the end” of it:"
    shown = any(t.lower_ == "following" for t in reading.words(found.cue))
    led = shown and reading.plain.startswith(":", found.content[0][1])
    if not led and reading.quotation(found.content[0][0]) is not None:
        return False
    if found.content[0][0] >= reading.sentence(noun.idx, reading.paragraph(noun.idx))[1]:
        return False
    between = [t.lower_ for t in reading.tokens(noun.idx + len(noun), found.content[0][0]) if not t.is_punct]
    return bool(between) and between[0] in words("topical") and not {"that", "saying"} & set(between)


def _is_attribute(reading: Reading, found: Found) -> bool:
    """Whether all that is quoted is a name that the next word carries on with: ``her “Open Doors” tour``."""
    marks = {q.span: q for a, b in found.content for q in reading.quotations_in(a, b)}
    if not marks or any(a <= q.start and b <= q.end for q in marks.values() for a, b in found.content):
        return False  # quoted to its end
    for q in marks.values():
        names = reading.tokens(*q.inner)
        after = next(iter(reading.tokens(q.end, q.end + 30)), None)
        capitals = all(t.text[:1].isupper() for t in names if len(t) > 3)
        if not (capitals and after is not None and after.pos_ == "NOUN" and reading.plain[q.end : q.end + 1] == " "):
            return False
    return not any(t.dep_ in ("nsubj", "nsubjpass") for a, b in found.content for t in reading.tokens(a, b))


def _is_trace(head: Token, source: list[Token]) -> bool:
    """Whether what "shows" something is neither a person or body nor a document."""
    row = cue_verb(head)
    if source and root_of(source).lemma_.lower() in words("mute"):
        return True  # "experience warns that …"
    shows = (row is not None and row.kind == "show") or head.lemma_.lower() in words("traces")
    if not shows or not source:
        return False
    below = {t.dep_ for t in head.children}
    if row is not None and row.kind == "show" and "dobj" in below and "ccomp" not in below:
        return True  # "showed videos"
    clause = next((t for t in head.rights if t.dep_ == "ccomp"), None)
    if row is not None and row.kind == "show" and clause is not None and _shows_things(head, clause, source):
        return True
    root = root_of(source)
    if source[-1].tag_ in ("POS", "PRP$") and not tells(root.lemma_.lower()):
        return True  # "His approach and his promotion of it have shown that …"; but "a study by Moody's"
    if root.lower_ == "record" and (len(source) == 2 or any(t.dep_ == "poss" for t in root.lefts)):
        return True  # "The record shows that he is a champion.", "His record shows …"
    if root.lower_ in words("shown-by") or _is_of_a_thing(head, source):
        return True
    if root.pos_ == "PRON":
        return root.lower_ in _THINGS
    if root.lower_ in words("occasions"):
        return True
    own = source[:_MAX_OWN] if root.lemma_.lower() in words("gathered") else (*before_preposition(source), root)
    if any(tells(t.lemma_.lower()) for t in own if not _is_modifier(t, source)):
        return False  # "the Centers for Disease Control survey", "a growing body of research"
    if root.ent_type_ in ("PERSON", "GPE") and head.lemma_.lower() in words("displaying"):
        return True  # "Lee demonstrated that women are able to"
    if root.pos_ == "PROPN" or root.ent_type_ in _NAMED:
        return root.ent_type_ in _NOT_SPEAKING or any(c.isdigit() for c in root.text)  # COVID-19
    return True


def _is_of_a_thing(head: Token, source: list[Token]) -> bool:
    """``A surge of attacks on schools and banks revealed …``: the last of a thing's own words is no source."""
    first = next((t for t in head.lefts if t.dep_ in ("nsubj", "nsubjpass")), None)
    return (
        first is not None
        and first not in source
        and first.i < source[0].i <= head.i
        and first.pos_ == "NOUN"
        and not tells(first.lemma_.lower())
    )


def _is_modifier(t: Token, source: list[Token]) -> bool:
    """Whether the word only tells more of another of the source: the court of "the court decision"."""
    beside = t.dep_ in ("amod", "compound", "conj", "nmod", "poss") and t.head in source
    return beside and root_of(source).pos_ == "NOUN" and t.lemma_.lower() not in words("telling")


def _is_mostly_quoted(reading: Reading, found: Found, quoted: int) -> bool:
    return 2 * quoted >= sum(t.text[0].isalnum() for t in reading.words(found.content))


def _is_verdict(reading: Reading, head: Token, found: Found, source: list[Token]) -> bool:
    """``The report shows just how cruel the law is``: what somebody makes of it, and not what it says."""
    row = cue_verb(head)
    if row is None or row.kind != "show" or not source or any(t.ent_type_ == "PERSON" for t in source):
        return False
    opening = [t for t in reading.tokens(*found.content[0])[:3] if t.lower_ not in ("just", "exactly")]
    how = len(opening) > 1 and opening[0].lower_ == "how"
    return how and opening[1].pos_ == "ADJ" and opening[1].lower_ not in ("many", "much")


def _shows_things(head: Token, clause: Token, source: list[Token]) -> bool:
    """``showed videos demonstrating …``, ``showed the court how …``: a person shows things or scenes."""
    things = clause.tag_ == "VBG" and not any(t.dep_ in ("aux", "mark") for t in clause.lefts)
    asked = any(t.tag_ in ("WRB", "WP") for t in clause.subtree)
    watched = asked and any(t.dep_ in ("dobj", "dative") for t in head.rights)
    root = root_of(source)
    somebody = root.pos_ == "PROPN" or root.ent_type_ in _NAMED or is_somebody(root)
    return somebody and (things or watched)


def _is_scare_quote(reading: Reading, head: Token, found: Found) -> bool:
    """Whether the only sign of saying is a quoted phrase or title inside the article's own sentence."""
    if head.pos_ not in ("VERB", "AUX"):
        return False
    if cue_verb(head) is not None:
        return _is_title_aside(reading, head, found)
    first = reading.quotation(found.content[0][0])
    if first is None:
        return False
    if is_title(reading, first) and first.end >= found.content[-1][1]:
        return True
    return not is_utterance(reading, first) and not reading.plain[: first.start].rstrip().endswith((":", ","))


def _is_title_aside(reading: Reading, head: Token, found: Found) -> bool:
    """``On a new website, “The Countdown”, they updated …``: the title of a work before a cue that stands far off."""
    first = reading.quotation(found.content[0][0])
    if first is None or first.start < found.content[0][0] or first.end < found.content[-1][1] or first.end > head.idx:
        return False
    inner = reading.plain[first.inner[0] : first.inner[1]].rstrip()
    gap = reading.tokens(first.end, head.idx)
    apart = len([t for t in gap if not t.is_punct])
    long_words = [w for w in inner.split() if len(w) > 3]
    capitals = len(long_words) > 1 and all(w[:1].isupper() for w in long_words)
    return (is_title(reading, first) and inner[-1:] not in ".,!?" and apart > 1) or (capitals and apart > _NEAR_WORDS)
