"""Interviews whose turns have no label: the answers are the words of who is interviewed.

An article that says whom it interviewed ("The Gazette spoke with Ann Lee, the mayor.") goes on with paragraphs that ask
*you*, in bold on a page and alike in a text, and behind each the paragraphs that answer. An answer is one statement,
without a cue; the name or pronoun of who was interviewed is its source. Where two people were interviewed nobody can
tell who answers, and nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Span as Phrase

from onrecord.annotate.attribution.first_person import FIRST_PERSON, SPEAKS_OF_SELF
from onrecord.annotate.attribution.in_full_owner import name_only
from onrecord.annotate.attribution.reading import ANSWER, FINITE, Found, Reading
from onrecord.model import Span, Spans

_INTERVIEWED = re.compile(
    r"\b(?:[Ii]nterview(?:s|ed)|[Ii]nterview (?:with|of)|sp(?:oke|eaks) (?:with|to)|talk(?:s|ed) (?:with|to)"
    r"|caught up with|Q ?& ?A (?:with|:)|questions (?:with|for|to))\s+(?!by\b)"
)
_BY = re.compile(r"\s*(?:,[^.?!]{0,80})?\b(?:was |is )?interviewed by\b|: (?:an |the )?interview\b", re.I)
_HIM = re.compile(r"(?:him|her)\b")
_TOPIC = re.compile(r"\b(?:on|about|regarding|over|after)\b")
_YOU = re.compile(r"\byou(?:r|rs|rself)?\b", re.I)
_CAPTION = re.compile(r"\(?(?:image|photo|picture|file photo|caption|ed|note)s?\b[^.?!]{0,12}:|file photo\b|\[", re.I)
_LABEL = re.compile(r"(?!(?i:image|photo|picture|note)s?:)[A-Z][\w.'’ -]{0,40}:\s")  # a transcript repeats who speaks
_ENDS = re.compile(r"[.?!…:;)\]\"'—-]\s*$")
_LEAST = 3  # questions
_LEAD = 14  # paragraphs in which it is said who is interviewed
_NEAR = 120  # characters between "interviewed" and the name


def answers(reading: Reading) -> Iterator[Found]:
    """The answers of an interview, in text order; none where it is not sure who gives them."""
    homes = [h for h in reading.paragraphs if h not in reading.boilerplate and h != reading.headline]
    asked = [k for k, home in enumerate(homes) if _asks(reading, home)]
    labels = [m.group() for home in homes if (m := _LABEL.match(reading.plain, *home)) is not None]
    if len(asked) < _LEAST or len(set(labels)) < len(labels):
        return
    who = _interviewed(reading, homes[asked[0]][0])
    if who is None:
        return
    told = None if _HIM.match(reading.plain, who[0]) else re.compile(rf"\b{re.escape(_last(reading, who))}\b")
    given = [_answer(reading, homes[a + 1 : b], told) for a, b in zip(asked, [*asked[1:], len(homes)], strict=True)]
    given = [content for content in given if content]
    own = sum(any(FIRST_PERSON.search(reading.plain, *span) for span in content) for content in given)
    marked = sum(reading.quotation(content[0][0]) is not None for content in given)
    if len(given) >= _LEAST and 2 * own >= len(given) and 4 * marked <= len(given):
        for content in given:
            yield Found(ANSWER, content, (who,))


def _asks(reading: Reading, home: Span) -> bool:
    """Whether a paragraph asks the one who answers, and is not quoted."""
    text = reading.plain[slice(*home)].rstrip()
    return text.endswith("?") and _YOU.search(text) is not None and reading.quotation(home[0]) is None


def _interviewed(reading: Reading, end: int) -> Span | None:
    """The only one of whom the headline or the lead before ``end`` says that he or she was interviewed."""
    people = [e for e in reading.doc.ents if e.label_ == "PERSON" and e.start_char < end]
    lead = [home for home in reading.paragraphs[:_LEAD] if home[0] < end]
    found = [who for home in lead for who in _named_in(reading, home, people)]
    found = found or [who for home in lead for who in _named_in(reading, home, None)]
    names = {_last(reading, who).lower() for who in found} - {"him", "her"}
    return found[0] if found and len(names) <= 1 else None


def _last(reading: Reading, who: Span) -> str:
    return reading.plain[slice(*who)].split()[-1]


def _named_in(reading: Reading, home: Span, people: Sequence[Phrase] | None) -> Iterator[Span]:
    """Who a paragraph says was interviewed, of ``people``; of any proper nouns where that is None."""
    here = [e for e in people or () if home[0] <= e.start_char and e.end_char <= home[1]]
    for m in _INTERVIEWED.finditer(reading.plain, *home):
        pronoun = _HIM.match(reading.plain, m.end())
        if pronoun is not None:
            yield pronoun.span()
            continue
        end = min(reading.sentence(m.start(), home)[1], m.end() + _NEAR)
        topic = _TOPIC.search(reading.plain, m.end(), end)
        end = topic.start() if topic is not None else end
        behind = [e for e in here if m.end() <= e.start_char < end]
        behind = _run_of_names(reading, (m.end(), end)) if people is None else behind
        # "and Bob Poe": both, so that the names differ and nobody is taken.
        for e in behind[:1] + [e for e in behind[1:] if reading.doc[e.start - 1].lower_ in ("and", ",", "&")]:
            yield name_only(reading, (e.start_char, e.end_char))
    for e in here:
        if _BY.match(reading.plain, e.end_char, home[1]):
            yield name_only(reading, (e.start_char, e.end_char))


def _run_of_names(reading: Reading, span: Span) -> list[Phrase]:
    """The first two proper nouns or more in a row, where no name of a person was recognised ("Marymegan Daly")."""
    tokens = [t for t in reading.tokens(*span) if t.pos_ == "PROPN" and t.ent_type_ in ("", "PERSON")]
    for first, second in pairwise(tokens):
        if first.i + 1 == second.i:
            last = second
            while last.i + 1 in {t.i for t in tokens}:
                last = last.nbor()
            return [reading.doc[first.i : last.i + 1]]
    return []


def _answer(reading: Reading, homes: Sequence[Span], who: re.Pattern[str] | None) -> Spans:
    """The paragraphs between two questions that answer: no headings, captions, or words that lead to the next."""
    kept = [home for home in homes if not _is_beside(reading, home, who)]
    if len(kept) > 1 and homes[-1] == kept[-1] and _leads_on(reading, kept[-1]):
        kept.pop()
    return tuple(p for home in kept if (p := reading.trim(home)) is not None)


def _is_beside(reading: Reading, home: Span, who: re.Pattern[str] | None) -> bool:
    """Whether a paragraph is a heading, a caption, or speaks of who answers by name."""
    text = reading.plain[slice(*home)]
    heading = not _ENDS.search(text) and not any(t.tag_ in FINITE for t in reading.tokens(*home))
    return heading or _CAPTION.match(text) is not None or (who is not None and who.search(text) is not None)


def _leads_on(reading: Reading, home: Span) -> bool:
    """ "You have written ten books." before "How do you do it?"."""
    return _YOU.search(reading.plain, *home) is not None and SPEAKS_OF_SELF.search(reading.plain, *home) is None
