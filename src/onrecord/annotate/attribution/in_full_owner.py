"""Who gives a statement that is shown in full: owners, senders, subjects, and whom the article names first."""

from __future__ import annotations

import re

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import Found, Reading, noun_phrase, speaker
from onrecord.gazetteer import titles
from onrecord.lexicon.cues import words
from onrecord.model import Span

# A colon or "of" before the name of whose words they are.
OWNED_BY = ("of", "by", "from")
HEADED = re.compile(r"\b(?:statement|comments|remarks|testimony|op-ed|speech|tribute|letter)\b", re.I)
_RELEASES = frozenset(("releases", "issues", "delivers", "gives", "makes", "submits", "on", "'s"))
_FIRST = frozenset(("i", "we", "you", "it", "which", "that"))
_NOUNS = frozenset(("NN", "NNS", "NNPS"))
_TITLE_CASE = 0.75
# A title and a name right before the verb, whatever the parser makes of the clauses before.
_TITLED = re.compile(
    r"(?:U\.S\. )?(?:Sen(?:ator|\.)|Rep(?:resentative|\.)|Congress(?:man|woman)|Gov(?:ernor|\.)|Mayor) "
    r"(?P<who>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3})"
)
_BEFORE_VERB = re.compile(
    r"(?:,? (?:I{2,3}|IV|Jr\.?|Sr\.?|[MJ]\.?D\.?))?,?\s*(?:\([\w .-]{1,20}\))?(?:,? today|,| \w+day)*\s*"
)
_GREETS = re.compile(r"^\W*Dear\b[^\n]{0,100}?(?P<name>[A-Z][\w'’-]+)\W*$", re.M)
_MAX_GREETING = 400  # characters between salutation and letter


def joiner(reading: Reading, verb: Token) -> Span | None:
    """Who joins others in an act: ``Lee joined Poe and 22 members in sending a letter``; None where nobody does."""
    up = verb.head if verb.dep_ == "pcomp" else None
    joins = None
    while up is not None and up.head.i != up.i and joins is None:
        up = up.head
        joins = up if up.lemma_.lower() == "join" and up.tag_ != "VB" else None
        if up.pos_ == "VERB" and joins is None:
            return None
    return owner(reading, joins, joins, reading.sentence(joins.idx, reading.paragraph(joins.idx))) if joins else None


def sender_of_letter(reading: Reading, before: int) -> Span | None:
    """Who sent, wrote or led the letter that the article has told of before the offset."""
    for noun in reading.doc:
        if noun.idx >= before:
            return None
        # "sent a letter"; "In a letter to the agency, Lee asks"
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head if noun.head.lower_ == "in" else None
        if noun.lemma_.lower() == "letter" and verb is not None and verb.pos_ == "VERB":
            if any(t.lower_ == "also" for t in verb.lefts):
                continue  # who "also signed the letter" joins its senders
            joined = joiner(reading, verb)
            if joined is not None:
                return joined
            found = speaker(reading, verb)
            if found is not None and _is_somebody(reading, found[1]) and found[0].lower_ not in _FIRST:
                return found[1]
    return None


def writer_to_greeted(reading: Reading, before: int) -> Span | None:
    """Who wrote to, or sent a letter to, whom the salutation right before the offset greets.

    A release may tell of other letters too: "Lee wrote to Mr. Poe about a letter that the union had sent to …".
    """
    greeting = None
    for m in _GREETS.finditer(reading.plain, max(0, before - _MAX_GREETING), before):
        greeting = m
    if greeting is None:
        return None
    for home in reading.paragraphs:
        if home[0] >= greeting.start():
            return None
        for name in re.finditer(rf"\b{re.escape(greeting['name'])}\b", reading.plain[slice(*home)]):
            sentence = reading.sentence(home[0] + name.start(), home)
            for verb in reading.tokens(sentence[0], home[0] + name.start()):
                if verb.lemma_.lower() in ("write", "send", "lead", "pen", "urge") and verb.pos_ == "VERB":
                    joined = joiner(reading, verb)
                    if joined is not None:
                        return joined
                    found = speaker(reading, verb)
                    if found is not None and _is_somebody(reading, found[1]) and found[0].lower_ not in _FIRST:
                        return found[1]
    return None


def is_greeting(reading: Reading, before: int) -> bool:
    """Whether a salutation stands right before the offset: "Dear Secretary Lee:"."""
    return _GREETS.search(reading.plain, max(0, before - _MAX_GREETING), before) is not None


def owner_before(reading: Reading, full: Found) -> Span | None:
    """Whose remarks, letter … the article has spoken of before it shows them: ``Senator Lee's remarks``."""
    nouns = {t.lemma_.lower() for a, b in full.cue for t in reading.tokens(a, b)} & words("in-full")
    for noun in reversed(reading.tokens(0, full.content[0][0])):
        # "the IRS's proposed letter" that a letter speaks of is not this one
        if noun.lemma_.lower() in nouns and reading.quotation(noun.idx) is None:
            owner = next((c for c in noun.children if c.dep_ == "poss" and c.pos_ == "PROPN"), None)
            if owner is not None:
                return noun_phrase(reading, owner, noun)
    return None


def principal(reading: Reading, before: int) -> Span | None:
    """The person whom the article names first: a release speaks of its sender."""
    for person in (e for e in reading.doc.ents if e.label_ == "PERSON" and e.end_char <= before):
        if reading.plain[person.end_char : person.end_char + 1] == "-":
            continue  # the "Mark" of "Mark-up"
        title = reading.doc[max(person.start - 1, 0)].lower_
        if person.root.dep_ not in ("nsubj", "nsubjpass") and title not in titles():
            continue  # who answers the telephone
        home = reading.paragraph(person.start_char)
        long_words = [w for w in reading.plain[home[0] : home[1]].split() if len(w) > 3 and w[0].isalpha()]
        if sum(w[0].isupper() for w in long_words) < _TITLE_CASE * len(long_words):  # no headline in capitals
            return person.start_char, person.end_char
    return None


def owner(reading: Reading, noun: Token, verb: Token | None, sentence: Span) -> Span | None:
    """Who gives it: "Lee's remarks", "a statement by the agency", the subject of the verb."""
    for child in noun.children:
        if child.dep_ == "poss" and child.lower_ not in ("its",):
            return noun_phrase(reading, child, noun)
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in OWNED_BY:
            who = next((c for c in child.children if c.dep_ == "pobj" and c.pos_ in ("PROPN", "NOUN")), None)
            if who is not None and (who.ent_type_ in ("PERSON", "ORG", "GPE") or who.pos_ == "PROPN"):
                return noun_phrase(reading, who, None)
    if verb is None:
        return None
    titled = next(reversed(list(_TITLED.finditer(reading.plain, sentence[0], verb.idx))), None)
    if titled is not None and _BEFORE_VERB.fullmatch(reading.plain, titled.end(), verb.idx):
        return titled.start(), titled.end("who")
    found = speaker(reading, verb)
    people = [
        e for e in reading.doc.ents if e.label_ == "PERSON" and sentence[0] <= e.start_char and e.end_char <= verb.idx
    ]
    # Right before the verb stands who gives it, whatever the parser makes of the dateline and the clauses before.
    if people and people[-1].start > 0 and reading.doc[people[-1].start - 1].lower_ not in ("and", "&"):
        between = reading.plain[people[-1].end_char : verb.idx]
        own = found is not None and found[1][0] <= people[-1].start_char < found[1][1] and len(people) == 1
        if not own and re.fullmatch(r"(?: ?\([\w .-]{1,20}\)|,? today|,| \w+day)*\s*", between):
            return people[-1].start_char, people[-1].end_char
    if found is not None and found[0].lower_ in _FIRST:
        found = None  # "You can read the full letter below."
    if found is not None and _is_somebody(reading, found[1]):
        return found[1]
    if people:
        return people[-1].start_char, people[-1].end_char
    return found[1] if found is not None else None


def _is_somebody(reading: Reading, span: Span) -> bool:
    tokens = reading.tokens(*span)
    return any(t.ent_type_ in ("PERSON", "ORG", "NORP") or t.pos_ == "PRON" or t.tag_ in _NOUNS for t in tokens)


def surname(reading: Reading, source: Span | None) -> str | None:
    """The last name in a source, by which the article speaks of who gives the statement."""
    if source is not None and all(t.pos_ == "PRON" for t in reading.tokens(*source)):
        source = principal(reading, source[0])
    if source is None:
        return None
    names = [t for t in reading.tokens(*source) if t.ent_type_ == "PERSON" and t.is_title and t.text.isalpha()]
    return names[-1].text if names else None


def name_only(reading: Reading, span: Span) -> Span:
    """A name without the verb that a headline's capitals joined to it ("Ann Lee Releases")."""
    tokens = reading.tokens(*span)
    while len(tokens) > 1 and (tokens[-1].lower_ in _RELEASES or HEADED.fullmatch(tokens[-1].text)):
        tokens.pop()
    return span[0], tokens[-1].idx + len(tokens[-1])
