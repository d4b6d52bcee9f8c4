"""Statements shown in full: ``The senator released the following statement:`` and the paragraphs that follow.

What introduces one is a sentence at the end of its paragraph (or before a colon inside it) that names a statement,
a letter, remarks … as following or below, or a statement issued right before a quotation that no other words
attribute. The content is the quotation that follows, else the paragraphs up to the end of the text, a signature,
or a paragraph that is the article's own again. A headline such as "Statement of Ann Lee" introduces a text in the
first person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from onrecord.annotate.attribution.first_person import FIRST_PERSON, SPEAKS_OF_SELF
from onrecord.annotate.attribution.in_full_content import (
    LEAST_WORDS,
    MAX_SKIPPED,
    greets,
    opens_with_quotation,
    prose,
    quoted_paragraphs,
    shown_content,
)
from onrecord.annotate.attribution.in_full_excerpts import excerpts
from onrecord.annotate.attribution.in_full_owner import HEADED, OWNED_BY, name_only, owner
from onrecord.annotate.attribution.lost_marks import has_lost_marks
from onrecord.annotate.attribution.reading import FINITE, SHOWN, Found, Reading, cue_verb, speaker
from onrecord.annotate.attribution.spoken import is_list_of_labels, is_transcript, quoted_label
from onrecord.gazetteer import titles
from onrecord.lexicon.cues import words
from onrecord.model import Span, Spans

# "the following joint statement"; not "Following the senator's statement".
_FOLLOWING = re.compile(
    r"\b(?:[Tt]he|an?|this|and) following (?:(?:is|are) )?(?:(?:an )?excerpts? (?:of|from) )?(?:the )?"
    r"(?:(?!this |the |that )[a-z-]+ ){0,3}$|\bthis $"
)
_POINTS = re.compile(
    r"\b(?:as follows|follows?(?: below)?|below|as (?:prepared|delivered|written)(?: for delivery)?|in full"
    r"|had this to say|the following)\b[^:.]{0,30}[:.]?$",
    re.I,
)
_STRONG = re.compile(
    r"\bfollowing (?:joint |brief |written )?(?:statement|response|comments?|remarks)\b"
    r"|\b(?:issued|released|made) (?:an?|this) (?:joint |brief |written |strong )?statement\b(?! that\b)",
    re.I,
)
_READS = re.compile(r"\breads?(?: in (?:part|full))?[ ,]*:?$", re.I)
_STATEMENT_OF = re.compile(
    r"(?:floor |opening |closing |prepared |full |joint )?(?:statement|remarks|testimony) (?:of|by|from) ", re.I
)
_DEAR = re.compile(r"dear\b.{0,120}[,:]", re.I)
_TURN = re.compile(r"\b(?:said|says|added|adds|continued|concluded|stated|told|noted|explained)\b")
_BILL = re.compile(r"\b(?:Res|R|S|No)\.\s*(?=\d)")  # "H.Con.Res. 7": the parser ends a sentence before the number
_LEGAL = re.compile(r"(?:Whereas|WHEREAS|Resolved|RESOLVED|Be it (?:enacted|resolved)|SEC(?:TION|\.) \d)\b")
_ONE_LABEL = re.compile(r"(?P<who>[A-Z][\w'-]{1,20}): (?=[\"'\[A-Z])")
_MAX_RECITALS = 4  # paragraphs in which the first of them comes
_MAX_INTRO = 700
_FEW_PARAGRAPHS = 4  # fewer: the page has lost them
_MAX_ADDRESS = 80  # characters of a line between "the letter is below" and the salutation
_MAX_TITLE = 240  # characters of "Statement of …"
_GREETED = 3  # paragraphs from the headline on in which a text without introduction begins


def full_texts(reading: Reading) -> Iterator[Found]:
    """The statements that the article shows in full, in text order."""
    homes = reading.paragraphs
    done = -1
    for k, home in enumerate(homes):
        if k <= done or home in reading.boilerplate:
            continue
        got = _introduction(reading, home) or _announced_letter(reading, k)
        if got is None:
            alone = (
                _led_by_colon(reading, k) or _letter(reading, k) or _statement_under(reading, k) or excerpts(reading, k)
            )
            if alone is not None and not is_list_of_labels(reading, [reading.paragraph(a) for a, _ in alone.content]):
                done = max(done, reading.paragraphs.index(reading.paragraph(alone.content[-1][0])))
                yield alone
            continue
        head, source, cue, stop = got
        told = reading.plain[stop - 1] == ":" or len(homes) < _FEW_PARAGRAPHS
        announced = told and _STRONG.search(reading.plain, home[0], stop) is not None
        content, done_at = shown_content(reading, k, stop, source, announced)
        # "those who were killed: Staff Sgt. Ann Lee, Sgt. Bob Poe, …"; and letters of several, each behind a name
        given = list(dict.fromkeys(reading.paragraph(a) for a, _ in content))
        listed = sum(quoted_label(reading, home) is not None for home in given) > 1 or is_transcript(reading, given)
        listed = listed or is_list_of_labels(reading, given) or _is_legal(reading, content)
        if content and not listed and any(t.tag_ in FINITE for t in reading.tokens(*content[0])):
            done = max(done_at, k)
            full = Found(SHOWN, content, (source,) if source else (), (cue,), head.lemma_.lower(), head.i)
            yield _of_label(reading, full)
    if done < 0:
        found = _headed(reading)
        if found is not None and not is_list_of_labels(reading, [reading.paragraph(a) for a, _ in found.content]):
            yield found


def _of_label(reading: Reading, full: Found) -> Found:
    """Words that are shown behind one person's name throughout are that person's: ``Lee: We must act.``"""
    labels = [_ONE_LABEL.match(reading.plain, *span) for span in full.content]
    names = {m["who"] for m in labels if m is not None}
    if len(names) != 1 or None in labels:
        return full
    surnames = {e[-1].text for e in reading.doc.ents if e.label_ == "PERSON" and e.end_char <= full.content[0][0]}
    pieces = [reading.trim((m.end(), b)) for m, (_, b) in zip(labels, full.content, strict=True) if m is not None]
    content = tuple(p for p in pieces if p is not None)
    if not content or not names <= surnames or labels[0] is None:
        return full
    return replace(full, content=content, source=(labels[0].span("who"),))


def _is_legal(reading: Reading, content: Spans) -> bool:
    """Whether what is shown is the text of a bill or resolution, which says nothing of itself."""
    return any(_LEGAL.match(reading.plain, *span) for span in content[:_MAX_RECITALS])


def _introduction(reading: Reading, home: Span) -> tuple[Token, Span | None, Span, int] | None:
    """Verb or noun that introduces, who gives it, the cue, and where the introduction ends."""
    start = home[0]
    while start < home[1]:
        sentence = reading.sentence(start, home)
        if sentence[1] <= start:
            break
        end = sentence[1]
        while end < home[1] and any(m.end() in (end, end + 1) for m in _BILL.finditer(reading.plain, start, end + 2)):
            sentence = (sentence[0], max(reading.sentence(end + 1, home)[1], end + 1))
            end = sentence[1]
        led = _leads_to_quotation(reading, sentence)
        if led is not None:
            return led
        # Each colon of the sentence in turn: "Contact: … The senator issued the following statement: …".
        colons = [
            k for k in range(sentence[0], end) if reading.plain[k] == ":" and _ends_here(reading.plain, k, home[1])
        ]
        if not colons and _STRONG.search(reading.plain, *sentence) and reading.plain[: home[1]].rstrip().endswith(":"):
            # "issued the following statement after the House passed H.J.Res. 100:" read as several sentences
            got = _read(reading, sentence, True) if reading.quotation(sentence[0]) is None else None
            if got is not None:
                return (*got, home[1])
        for stop in [*(k + 1 for k in colons), *(() if colons else (end,))]:
            last = not any(c.isalnum() for c in reading.plain[stop : home[1]])
            ends = (
                last
                or colons
                or greets(reading, stop, home[1]) is not None
                or _goes_on_in_person(reading, (sentence[0], stop), home[1])
            )
            if not ends or stop - sentence[0] >= _MAX_INTRO or reading.quotation(sentence[0]) is not None:
                continue
            got = _read(reading, (sentence[0], stop), bool(colons))
            if got is not None:
                return (*got, stop)
        start = end
    return _aside(reading, home)


def _leads_to_quotation(reading: Reading, sentence: Span) -> tuple[Token, Span | None, Span, int] | None:
    """``Lee made the following statement on the bill, “We must act. We will.”``: the words begin at the mark."""
    for q in reading.quotations_in(*sentence):
        before = reading.plain[sentence[0] : q.start].rstrip()
        if before[-1:] in (",", ":") and _STRONG.search(before) and q.end >= sentence[1] - 2:
            got = _read(reading, (sentence[0], q.start), True)
            return (*got, q.start) if got is not None else None
    return None


def _goes_on_in_person(reading: Reading, sentence: Span, end: int) -> bool:
    """Whether a speaker's own words come behind "released the following statement." in one paragraph with it."""
    strong = _STRONG.search(reading.plain, *sentence) is not None
    lost = len(reading.paragraphs) < _FEW_PARAGRAPHS  # then what follows is the statement, whoever it speaks of
    return strong and (lost or SPEAKS_OF_SELF.search(reading.plain, sentence[1], end) is not None)


def _aside(reading: Reading, home: Span) -> tuple[Token, Span | None, Span, int] | None:
    """ "Lee made the following remarks. Lee wrote the bill.": an aside behind the introduction is the article's."""
    if home[1] - home[0] >= _MAX_INTRO or SPEAKS_OF_SELF.search(reading.plain, *home):
        return None
    start = home[0]
    while start < home[1]:
        sentence = reading.sentence(start, home)
        got = _read(reading, sentence, False, home[1]) if reading.quotation(sentence[0]) is None else None
        if got is not None and got[0].pos_ == "VERB" and " following " in reading.plain[slice(*sentence)]:
            return (*got, home[1])
        start = max(sentence[1], start + 1)
    return None


def _announced_letter(reading: Reading, k: int) -> tuple[Token, Span | None, Span, int] | None:
    """The letter that a paragraph tells of, if a salutation follows it after no more than date and address."""
    homes = reading.paragraphs
    for j in range(k + 1, min(k + 1 + MAX_SKIPPED, len(homes))):
        if _DEAR.match(reading.plain, *homes[j]):
            break
        if homes[j][1] - homes[j][0] > _MAX_ADDRESS or "letter" in reading.plain[slice(*homes[j])].lower():
            return None
    else:
        return None
    nouns = [t for t in reading.tokens(*homes[k]) if t.lemma_.lower() == "letter" and t.pos_ in ("NOUN", "PROPN")]
    nouns.sort(key=lambda t: (not any(c.dep_ == "poss" for c in t.children), t.i))
    if not nouns:
        return None
    noun = nouns[0]
    return noun, owner(reading, noun, None, homes[k]), (noun.idx, noun.idx + len(noun)), homes[k][1]


def _letter(reading: Reading, k: int) -> Found | None:
    """The letter under a salutation that nothing right before it announces, if the article has spoken of one."""
    start, end = reading.paragraphs[k]
    dear = _DEAR.match(reading.plain, start, end)
    told = [m.span() for m in re.finditer(r"\bletter\b|\bwrote\b", reading.plain[:start])]
    if dear is None or not told:
        return None
    content, _ = prose(reading, list(reading.paragraphs[k + 1 :]), k + 1, None)
    return Found(SHOWN, content, (), (told[-1],), "letter", reading.token_at(told[-1][0])) if content else None


def _statement_under(reading: Reading, k: int) -> Found | None:
    """The words under "Statement of Senator Ann Lee on the Introduction of …" further down in a release."""
    home = reading.paragraphs[k]
    m = _STATEMENT_OF.match(reading.plain, *home) if k >= _GREETED and home[1] - home[0] <= _MAX_TITLE else None
    return _under(reading, reading.paragraphs[k:], k) if m is not None else None


def _led_by_colon(reading: Reading, k: int) -> Found | None:
    """``Senator Lee voted for the bill today:`` and words that nobody else's name stands beside.

    They are a quotation, or paragraphs of which the first is in the first person.
    """
    homes = reading.paragraphs
    start, stop = homes[k]
    end = start, start + len(reading.plain[start:stop].rstrip())
    if reading.plain[end[1] - 1] != ":" or k + 1 >= len(homes) or reading.quotation(start) is not None:
        return None
    root = next((t for t in reading.tokens(*end) if t.dep_ == "ROOT" and t.pos_ in ("VERB", "AUX")), None)
    row = cue_verb(root) if root is not None else None
    found = speaker(reading, root) if root is not None else None
    if root is None or found is None or found[1][1] > end[1]:
        return None
    bare = False
    if opens_with_quotation(reading, homes[k + 1]):
        content, _ = quoted_paragraphs(reading, list(homes[k + 1 :]), k + 1)
    elif SPEAKS_OF_SELF.search(reading.plain, *homes[k + 1]):
        content, _ = prose(reading, list(homes[k + 1 :]), k + 1, found[1])
        # Without marks the rules of quotations see nothing: "Lee told her constituents:".
        bare = row is not None and row.kind == "speech" and has_lost_marks(reading)
    else:
        return None
    # "Lee wrote:" is for the rules of quotations; "Lee praised the ruling:" is none of saying.
    led = row is None or bare or _is_stance(root)
    if not content or not led or not any(t.ent_type_ == "PERSON" for t in reading.tokens(*found[1])):
        return None
    if bare:
        return Found(SHOWN, content, (found[1],), ((root.idx, root.idx + len(root)),), root.lemma_.lower(), root.i)
    return Found(SHOWN, content, (found[1],), ((end[1] - 1, end[1]),), None, -1)


def _is_stance(verb: Token) -> bool:
    """Whether the verb has the object that it judges: "praised the ruling"."""
    row = cue_verb(verb)
    judged = any(t.dep_ == "dobj" for t in verb.rights)
    return row is not None and (row.kind == "attitude" or "o" in row.frames) and "c" not in row.frames and judged


def _ends_here(plain: str, colon: int, end: int) -> bool:
    """Whether this is a colon before a space, the end, or a sentence that has lost its space ("rally:I want")."""
    if plain[colon] != ":":
        return False
    after = plain[colon + 1 : colon + 3]
    lost = after[:1].isupper() and (plain[colon - 1].islower() or plain[colon - 1] == ")")
    return colon + 1 >= end or after[:1].isspace() or lost


def _read(
    reading: Reading, span: Span, colon: bool, until: int | None = None
) -> tuple[Token, Span | None, Span] | None:
    """Verb or noun that introduces, who gives it, the cue; ``until`` is where what is told beside it ends."""
    tokens = reading.tokens(*span)
    named = [t for t in tokens if t.lemma_.lower() in words("in-full") and t.pos_ in ("NOUN", "PROPN")]
    # "the text of Lee's letter": the noun with an owner says whose words they are, and "text" not what they are.
    named.sort(key=lambda t: (not any(c.dep_ == "poss" for c in t.children), t.lower_ == "text", t.i))
    # "After Lee's remarks, Poe issued the following statement:": what follows is what is called so.
    named.sort(key=lambda t: not _is_following(t))
    text = reading.plain[span[0] : span[1]].rstrip()
    for noun in named:
        verb = _issuer(noun)
        start = noun.idx - span[0]
        pointed = (
            (
                _FOLLOWING.search(text[:start]) is not None
                and (verb is not None or " following " in f" {text[:start].lower()}")
            )
            or _POINTS.search(text, start) is not None
            or (
                colon
                and re.search(r"\bbelow\b|^(?:excerpts? )?from\b|^here is [A-Z][\w. '-]{1,60}'s ", text, re.I)
                is not None
            )
            or (colon and verb is not None and noun.lemma_.lower() == "statement")
            or (colon and verb is not None and text[start + len(noun) :].strip() == ":")
            or (colon and _READS.search(text, start) is not None)
        )
        issued = verb is not None and noun.lemma_.lower() == "statement" and verb.tag_ in ("VBD", "VBN", "VBZ", "VBG")
        if not pointed and not (issued and _before_quotation(reading, until or span[1])):
            continue
        if tokens[0].lower_ in ("neither", "no", "nobody"):
            return None
        head = verb if verb is not None else noun
        first, final = (head, noun) if head.i < noun.i else (noun, head)
        return head, owner(reading, noun, verb, span), (first.idx, final.idx + len(final))
    return None


def _is_following(noun: Token) -> bool:
    """Whether "following" stands right before the noun, but for a word or two: "the following joint statement"."""
    return any(t.lower_ == "following" for t in noun.doc[max(noun.i - 3, 0) : noun.i]) and _issuer(noun) is not None


def _before_quotation(reading: Reading, offset: int) -> bool:
    """Whether the next paragraph opens with a quotation mark."""
    after = reading.plain[offset : offset + 40].lstrip()
    return "\n" in reading.plain[offset : offset + 40] and after.startswith(('"', "''"))


def _issuer(noun: Token) -> Token | None:
    """The verb that gives a statement to the public, of which the noun is the object."""
    head, dep = noun.head, noun.dep_
    if dep == "pobj" and head.lower_ == "of" and head.head.dep_ in ("dobj", "nsubjpass"):
        head, dep = head.head.head, head.head.dep_
    if dep in ("dobj", "nsubjpass") and head.pos_ in ("VERB", "AUX") and head.lemma_.lower() in words("issuing"):
        return head
    return None


def _headed(reading: Reading) -> Found | None:
    """A text in the first person under "Statement of Ann Lee" or "By Senator Ann Lee": floor speeches, op-eds."""
    homes = [h for h in reading.paragraphs if h not in reading.boilerplate]
    for k, home in enumerate(homes[:_GREETED]):
        if home[1] - home[0] > _MAX_TITLE:
            return None
        tokens = reading.tokens(*home)
        titled = any(HEADED.fullmatch(t.text) for t in tokens)
        told = SPEAKS_OF_SELF.search(reading.plain, *home) is not None  # "I agree with Lee's comments."
        if (titled or _is_byline(tokens)) and not told and any(t.ent_type_ == "PERSON" for t in tokens):
            return _under(reading, homes[k:], k)
    return None


def _is_byline(tokens: Sequence[Token]) -> bool:
    """``- By Congresswoman Ann Lee``: an office's own column; a reporter has no such title."""
    by = next((k for k, t in enumerate(tokens[:3]) if t.lower_ == "by"), None)
    return by is not None and len(tokens) <= LEAST_WORDS and any(t.lower_ in titles() for t in tokens[by + 1 : by + 3])


def _under(reading: Reading, homes: Sequence[Span], k: int) -> Found | None:
    """What stands under the heading ``homes[0]``, paragraph ``k``, as the words of the person that it names."""
    home = homes[0]
    tokens = reading.tokens(*home)
    cue = next((t for t in tokens if HEADED.fullmatch(t.text)), None) or next(t for t in tokens if t.is_alpha)
    people = [e for e in reading.doc.ents if e.label_ == "PERSON" and home[0] <= e.start_char < home[1]]
    if not people:
        return None
    beside = reading.doc[cue.i - 1] if cue.i and cue.idx > home[0] else None
    # Of "Lee Statement on the Visit to Everett" the parser may know the second name alone.
    if beside is not None and beside.pos_ == "PROPN" and people[0].start > cue.i:
        full = (e for e in reading.doc.ents if e.label_ == "PERSON" and len(e) > 1)
        if any(beside.text == e.text.split()[-1] for e in full):
            people = [reading.doc[beside.i : beside.i + 1]]
    # Of "Floor Statement of Ann Lee" the parser may take the first two words for a name.
    who = next((e for e in people if reading.doc[e.end : e.end + 1].text.lower() not in OWNED_BY), people[0])
    source = name_only(reading, (who.start_char, min(who.end_char, home[1])))
    content, _ = prose(reading, list(homes[1:]), k + 1, source)
    opening = reading.plain[content[0][0] : content[0][1]] if content else ""
    early = FIRST_PERSON.search(opening[:600])
    quoted = content and reading.quotations_in(content[0][0], content[0][0] + (early.start() if early else 0))
    if not content or early is None or quoted or _TURN.search(opening[: early.start()]):
        return None
    return Found(SHOWN, content, (source,), ((cue.idx, cue.idx + len(cue)),), cue.lemma_.lower(), cue.i)
