"""What somebody does and does not say: deeds, what a law rules, what is reached, answered, talked about."""

from __future__ import annotations

import re

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import ACCORDING, Found, Reading, cue_verb, is_infinitive
from onrecord.lexicon import nominals
from onrecord.lexicon.cues import nouns, speakers, words

_SPEAKING = frozenset(("person", "agency", "organization", "outlet", "group"))
_THINGS = frozenset(("it", "this", "which", "that", "these", "those", "who", "what"))
_NEAR = 400  # characters
_BY_VOTE = re.compile(r"\b(?:by|with|in) an? (?:[\w-]+ ){0,2}vote\b")


def is_deed(reading: Reading, head: Token, found: Found) -> bool:
    """``agreed to buy it``, ``pushed him to go``: the infinitive is done or brought about, and not said."""
    lemma = (found.lemma or head.lemma_).lower()
    if lemma in words("deeds") or _is_moved(head, lemma, found) or _is_by_deed(head):
        return True
    if _is_seen(head, found) or _is_of_doing(head, lemma, found) or _is_told_to(reading, head, found):
        return True
    if lemma == "find" and any(t.lower_.endswith(("self", "selves")) for t in head.doc[head.i + 1 : head.i + 2]):
        return True  # "find themselves alone"
    row = cue_verb(head)
    if row is not None and row.kind == "show" and any(t.dep_ == "prt" for t in head.rights):
        return True  # "showed off"
    objects = [t for t in head.rights if t.dep_ in ("dobj", "dative")]
    if lemma in words("withheld") and any(t.lower_ == "no" for o in objects for t in o.lefts):
        return True  # "announced no new products"
    if lemma == "add" and any(t.lemma_.lower() in words("added") for t in objects):
        return True  # "adding the words “and Safety” to the name"
    if lemma in words("unveiling") and is_infinitive(head) and head.dep_ in ("advcl", "acl", "relcl") and objects:
        return True  # "returned to the stage to reveal the car"
    return lemma in words("deeds-with-infinitive") and any(is_infinitive(t) for t in head.rights)


def is_put_through(reading: Reading, head: Token, found: Found) -> bool:
    """``approved the plan``, ``introduced the bill``, ``passed a proposal to spend it``: done to it, and not said."""
    if head.pos_ == "NOUN":
        if head.dep_ in ("nsubj", "nsubjpass") and any(is_infinitive(t) for t in head.rights):
            return head.head.lemma_.lower() in words("deciding")  # "Lee's proposal to add it passed"
        owned = any(t.dep_ == "poss" for t in head.lefts)
        return head.dep_ == "dobj" and not owned and head.head.lemma_.lower() in words("deciding")
    governor = head.head.head if head.dep_ in ("acl", "relcl") else head.head
    aim = is_infinitive(head) and head.dep_ in ("advcl", "acl", "relcl", "xcomp")
    if aim and governor.lemma_.lower() in words("deciding") | {"introduce"}:
        return True  # "introduced H.R. 50 to reaffirm the right"
    if head.lemma_.lower() in ("affirm", "reaffirm") and any(t.dep_ == "dobj" for t in head.rights):
        stop = reading.sentence(head.idx, reading.paragraph(head.idx))[1]
        if _BY_VOTE.search(reading.plain, head.idx, min(stop, head.idx + _NEAR)):
            return True  # "affirmed its authority with a vote on the bill"
    if reading.quotation(found.content[0][0]) is not None or any(t.dep_ == "ccomp" for t in head.rights):
        return False
    objects = [t for t in head.rights if t.dep_ == "dobj" and t.left_edge.idx <= found.content[0][0] <= t.idx]
    lemma = head.lemma_.lower()
    if lemma == "offer":  # "offered an amendment to the bill"
        return any(t.lemma_.lower() in words("moved") for t in objects)
    if lemma == "confirm":
        return any(t.lemma_.lower() in words("nominated") for t in objects)
    if lemma == "reject":
        return any(
            t.lemma_.lower() in words("moved") | {"bid", "offer", "plan", "proposal", "request"} for t in objects
        )
    return lemma in words("put-through") and bool(objects)


def _is_seen(head: Token, found: Found) -> bool:
    """``weapons that they showed hitting the town``, ``Lee shown the engines``: somebody sees something."""
    row = cue_verb(head)
    if row is None or row.kind != "show" or head.pos_ not in ("VERB", "AUX"):
        return False
    helped = any(t.dep_ in ("aux", "auxpass") for t in head.lefts)
    first = next((t for t in head.doc[head.i + 1 : head.i + 3] if t.idx == found.content[0][0]), None)
    return (head.lower_ == "shown" and not helped) or (first is not None and first.tag_ == "VBG")


def _is_of_doing(head: Token, lemma: str, found: Found) -> bool:
    """``agreed by sending a team``, ``insisted on closing it``: what somebody does."""
    if lemma not in ("agree", "insist") or head.pos_ != "VERB":
        return False
    prep = next((t for t in head.rights if t.lower_ in ("by", "in", "on") and t.dep_ == "prep"), None)
    done = next((t for t in prep.rights if t.dep_ == "pcomp" and t.tag_ == "VBG"), None) if prep is not None else None
    return prep is not None and done is not None and cue_verb(done) is None and prep.idx <= found.content[-1][1]


def _is_told_to(reading: Reading, head: Token, found: Found) -> bool:
    """``It instructs these committees to report a bill``: they are to do it, and who tells them is not the source."""
    if not found.source or not found.cue or found.cue[0][0] < found.source[0][1]:
        return False
    whom = [t for t in head.rights if t.dep_ == "dobj" and found.source[0][0] <= t.idx < found.source[0][1]]
    begins = reading.tokens(*found.cue[0])
    return bool(whom) and bool(begins) and begins[0].lower_ == "to" and head.idx < found.source[0][0]


def is_measured(head: Token, found: Found, source: list[Token]) -> bool:
    """``ranks members according to their votes``: how something is sorted, and whose word it is not."""
    if found.lemma != ACCORDING:
        return False
    if source and root_of(source).lemma_.lower() in words("conformity"):
        return True  # "according to the agency's standards"
    if head.i == 0 or head.nbor(-1).text in (",", "."):
        return False
    if source and root_of(source).lemma_.lower() in words("measuring"):
        return True  # "gives care according to need"
    if not source or root_of(source).tag_ != "NNS":
        return False
    verb = head.head.head if head.head.dep_ == "prep" else head.head
    return verb.i < head.i and verb.lemma_.lower() in words("sorting")


def is_somebody(token: Token) -> bool:
    """Whether the word is a pronoun or a noun of people, or names a person or a people."""
    if token.pos_ == "PRON":
        return token.lower_ not in _THINGS
    noun = nominals.nouns().get(token.lemma_.lower())
    return token.ent_type_ in ("PERSON", "NORP") or (noun is not None and noun.type == "person")


def is_supposed(head: Token) -> bool:
    """``I think that most of them agree``: somebody supposes that they do."""
    if head.tag_ not in ("VBP", "VBZ", "VB") or head.dep_ != "ccomp":
        return False
    above = head.head
    return above.i < head.i and above.lemma_.lower() in words("supposing") and above.tag_ in ("VBP", "VBZ", "VB")


def _is_by_deed(head: Token) -> bool:
    """``By voting for it, the House asked workers to pay``: the vote asks them, and no word."""
    means = [t for prep in head.lefts if prep.lower_ == "by" for t in prep.rights if t.dep_ == "pcomp"]
    done = any(t.tag_ == "VBG" and cue_verb(t) is None for t in means)
    return done and any(is_infinitive(t) for t in head.rights)


def _is_moved(head: Token, lemma: str, found: Found) -> bool:
    """``The committee reported the bill``: it lets it go on."""
    objects = [t for t in head.children if t.dep_ in ("dobj", "nsubjpass")]
    return lemma == "report" and any(t.lemma_.lower() in words("moved") for t in objects) and bool(found.source)


def is_enacted(head: Token, source: list[Token]) -> bool:
    """``The act authorizes the president to go``, ``amendments calling for it``: what a law rules is not said."""
    ruled = head.lemma_.lower() in words("law-rules")
    if ruled and is_infinitive(head) and head.left_edge.i and _law(head.left_edge.nbor(-1)):
        return True  # "sponsored an act to guarantee that …"
    what = _law(_antecedent(root_of(source))) if source else ""
    if head.pos_ != "VERB" or not what:
        return False
    if head.lemma_.lower() in words("law-asks"):
        return what in words("law-texts")
    return ruled or any(is_infinitive(t) for t in head.rights)


def _law(token: Token) -> str:
    """The word for a law that ``token`` is, or ""."""
    lemma = token.lemma_.lower()
    lemma = lemma if lemma in words("laws") else lemma.removesuffix("s")
    return lemma if lemma in words("laws") else ""


def _antecedent(token: Token) -> Token:
    """The word before a "which": ``the Clean Water Act, which calls for …``."""
    if token.lower_ not in ("which", "that") or token.i < 2:
        return token
    return token.nbor(-2) if token.nbor(-1).text == "," else token.nbor(-1)


def is_reached(head: Token) -> bool:
    """``came to the conclusion that …``: somebody is convinced, and tells nobody."""
    if head.pos_ in ("VERB", "AUX"):  # the cue may be the verb, and the noun its object
        preps = (t for t in head.rights if t.dep_ == "prep" and t.lower_ in ("to", "at"))
        objects = [t for parent in (head, *preps) for t in parent.rights if t.dep_ in ("dobj", "pobj")]
        noun = next((t for t in objects if t.lemma_.lower() in words("reached")), None)
    else:
        noun = head if head.lemma_.lower() in words("reached") else None
    if noun is None:
        return False
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("to", "at") else noun.head
    return verb.lemma_.lower() in words("reaching") and noun.dep_ in ("dobj", "pobj") and verb.i <= head.i


def is_trigger(head: Token, found: Found) -> bool:
    """``released it in response to complaints that …``: whose complaints they are is not told."""
    if head.pos_ != "NOUN" or head.dep_ != "pobj" or found.content[0][0] < head.idx:
        return False
    before = head.head
    answers = before.lower_ in words("triggering") or (before.lower_ == "to" and before.head.lower_ == "response")
    owned = any(t.dep_ in ("poss", "compound") or t.lower_ in ("by", "from", "of") for t in head.children)
    named = head.lemma_.lower() in ("plan", "proposal") and any(is_infinitive(t) for t in head.rights)
    if named and before.lower_ in words("about") and before.dep_ == "prep":
        return True  # "concerns with the agency's proposal to end it"
    return answers and (not owned or named)


def is_talk(reading: Reading, head: Token, found: Found) -> bool:
    """Whether the content is no more than with whom somebody talks: ``spoke with a lawyer``."""
    if head.lemma_.lower() not in words("talking") or not found.content:
        return False
    joint = next((t for t in head.rights if t.dep_ == "prep" and t.lower_ in ("with", "to")), None)
    whom = joint.nbor() if joint is not None and joint.i + 1 < len(joint.doc) else None
    return whom is not None and not whom.is_quote and [a for a, _ in found.content] == [whom.idx]


def is_behind_but(reading: Reading, found: Found) -> bool:
    """``He agreed, but there was a price``: a clause of the article's own, joined to the act."""
    if not found.cue or found.cue[-1][1] > found.content[0][0]:
        return False
    return reading.plain[found.cue[-1][1] : found.content[0][0]].split() in ([",", "but"], ["but"])


def root_of(source: list[Token]) -> Token:
    """The word of the source that hangs on something outside it."""
    inside = {t.i for t in source}
    return next((t for t in source if t.head.i not in inside or t.head.i == t.i), source[-1])


def before_preposition(source: list[Token]) -> list[Token]:
    """The source up to its first preposition: "a study of crops" is a study."""
    stop = next((k for k, t in enumerate(source) if k and t.pos_ == "ADP"), len(source))
    return source[:stop]


def tells(lemma: str) -> bool:
    """Whether the noun stands for people, a body or a document."""
    noun = nominals.nouns().get(lemma)
    row = nouns().get(lemma)
    spoken = lemma in speakers() or lemma in words("telling") or (row is not None and "d" in row.frames)
    return spoken or (noun is not None and noun.type in _SPEAKING)
