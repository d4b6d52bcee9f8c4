"""Statements that the layout attributes: transcripts, colons after a name, signatures after a dash.

========== =========================================== =======================================
rule       example                                     content
========== =========================================== =======================================
turn       MILLER: We did our job.                     the rest of the paragraph
name-colon Sheriff Ann Lee: "We did our job."          the quotation
signature  "We did our job." — Ann Lee, sheriff        the quotation
========== =========================================== =======================================
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, takewhile

from onrecord.annotate.attribution.first_person import SPEAKS_OF_SELF_OR_YOU
from onrecord.annotate.attribution.led_up import led_up_to
from onrecord.annotate.attribution.reading import FINITE, OVER, Found, Reading
from onrecord.annotate.surface import Quotation
from onrecord.gazetteer import titles
from onrecord.lexicon.cues import speakers, words
from onrecord.lexicon.nominals import roles
from onrecord.model import Span

_NAME = r"(?:[A-Z][\w.'’-]*|de|van|von|of|the|and|for)"
# Before a quotation a label may follow a colon and have all of an office: ": Director of the Mint Ann Lee : “…”".
_QUOTED_LABEL = re.compile(rf"(?P<who>[A-Z][\w.'’-]*(?: (?:{_NAME}|to)){{1,15}}) ?: *(?=\")")
_COLON = re.compile(r": +(?=[A-Z])")
_MAX_LEAD = 240  # characters before the colon that leads to a label
_LABEL = re.compile(rf"(?P<who>{_NAME}(?: (?:{_NAME}|\([\w .,-]{{1,30}}\))){{0,9}})(?:, [\w .'-]{{3,60}})? ?: *(?=\S)")
# "Speaker Pelosi. Good morning." in a transcript whose labels come again and again.
_DOT_LABEL = re.compile(r"(?P<who>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,4})(?P<end>\.) +(?=[A-Z\"'])")
_LEAST_TURNS = 4
_QUESTIONER = re.compile(r"(?:Q|QUESTION|Question|REPORTER|Reporter)\b")
_TOPICAL = frozenset(("IN", "WP", "WRB"))
_ASKED = re.compile(r"(?:Q|QUESTION|Question|REPORTER|Reporter)[.:] |\[[A-Z][a-z]+\.?\]$")
_SIGNATURE = re.compile(r"\s*(?:—|–|―|--?)\s*(?P<who>[A-Z][\w.'’-]*(?: [\w.'’@(),&-]+){0,16})[.\s]*")
_BARE_SIGNATURE = re.compile(r"(?<=[.!?])\s+(?P<dash>[—–―]|--)\s*(?P<who>[A-Z][\w.'’-]*(?: [\w.'’(),-]+){1,8}?)[.\s]*$")
_NAME_ALONE = re.compile(
    r"\s*,?\s*(?P<who>(?:[A-Z][\w.'’-]*,? ){1,5}(?:[A-Z][\w.'’-]+)(?: \([A-Z][\w., -]{1,20}\))?)"
    r"(?:,[^.!?]{3,120})?\.?\s*"
)
_LEAST_PULLED = 6  # spaces
_MAX_LABEL_WORDS = 8
_SERIES = 4  # labels to each that has more than one paragraph
_APART = 8  # paragraphs between two turns of one transcript
_MAX_SPEECH = 60  # paragraphs
_PROSE_ENDS = frozenset(".!?:;,\"')—–-…")


def spoken_statements(reading: Reading) -> Iterator[Found]:
    """Turns of a transcript, labelled and signed quotations, in text order."""
    labels = {k: m for k, home in enumerate(reading.paragraphs) if (m := _label(reading, home)) is not None}
    labels = {k: m for k, m in labels.items() if not _is_heading(reading, m)}
    # "Hunger Reduced: …", "Health Care Expanded: …": a series in which nobody speaks twice, and that names nobody.
    once = len(labels) > _SERIES and len({m["who"] for m in labels.values()}) == len(labels)
    if once:
        labels = {k: m for k, m in labels.items() if m["who"].isupper() or not _ends_in_participle(reading, m)}
    speech = _is_transcript(reading, labels)
    order = list(labels)
    # Where nearly every label has one paragraph, they are quotations in a list, and what stands between is not theirs.
    series = _SERIES * sum(b - a > 1 for a, b in pairwise(order)) <= len(order)
    for at, (k, m) in enumerate(labels.items()):
        near = [
            labels[j]["who"] for j in (*order[max(at - 2, 0) : at], *order[at + 1 : at + 3]) if abs(j - k) <= _APART
        ]
        found = _labelled(reading, reading.paragraphs[k], m, speech and any(who != m["who"] for who in near))
        if found is not None:
            following = order[at + 1] if at + 1 < len(order) else k + 1
            last = at + 1 == len(order)
            yield _with_rest(reading, found, k, following, series, last) if found.rule == "turn" else found
    for home in reading.paragraphs:
        found = signed(reading, home)
        if found is not None:
            yield found


def _with_rest(reading: Reading, turn: Found, k: int, following: int, series: bool, last: bool) -> Found:
    """A turn with its further paragraphs, up to the next label; in a ``series`` those in the first person alone.

    Where the next label is far, or there is none, he speaks up to the last paragraph in the first person before the
    article's own words.
    """
    near = following - k <= _APART and not last
    homes = reading.paragraphs[k + 1 : following] if near else _speech(reading, turn, k, None if last else following)
    if series:
        homes = tuple(takewhile(lambda home: SPEAKS_OF_SELF_OR_YOU.search(reading.plain, *home) is not None, homes))
    homes = tuple(takewhile(lambda home: not _ASKED.match(reading.plain, *home), homes))
    rest = [p for home in homes if home not in reading.boilerplate and (p := reading.trim(home)) is not None]
    return replace(turn, content=(*turn.content, *rest))


def _speech(reading: Reading, turn: Found, k: int, following: int | None) -> tuple[Span, ...]:
    """The paragraphs of a long speech behind a label."""
    name = reading.plain[slice(*turn.source[0])].split()[-1].lower()
    homes: list[Span] = []
    end = 0
    for home in reading.paragraphs[k + 1 : following][:_MAX_SPEECH]:
        text = reading.plain[slice(*home)]
        # A heading, the end of the release, or who spoke named again: the article's own words.
        if home in reading.boilerplate or text[-1:] not in _PROSE_ENDS or name in text.lower() or OVER.match(text):
            break
        homes.append(home)
        if SPEAKS_OF_SELF_OR_YOU.search(text):
            end = len(homes)
    return tuple(homes[:end])


def _is_transcript(reading: Reading, labels: Mapping[int, re.Match[str]]) -> bool:
    """Whether what stands behind the labels is talk: half of it has a verb with a subject, or asks.

    "Seward: $10 million to the …", "VISIT: 12:00 p.m." are rows of a list.
    """
    spans = [(m.end(), reading.paragraphs[k][1]) for k, m in labels.items()]
    talk = sum(any(t.dep_ in ("nsubj", "nsubjpass") or t.text == "?" for t in reading.tokens(*span)) for span in spans)
    return 2 * talk >= len(spans)


def _is_heading(reading: Reading, m: re.Match[str]) -> bool:
    """Whether a label in capitals is a word that the text has in small letters too: "SERVICE: …" heads a row."""
    label = m["who"].split()
    if not m["who"].isupper() or label[-1].lower() in speakers() or label[-1].lower() in roles():
        return False
    return all(re.search(rf"(?<![.!?] )\b{re.escape(word.lower())}\b", reading.plain) for word in label)


def _ends_in_participle(reading: Reading, m: re.Match[str]) -> bool:
    """Whether a label tells what was done: "Hunger Reduced", "Health Care Access Expanded"."""
    last = m["who"].split()[-1]
    return last.endswith("ed") and reading.doc[reading.token_at(m.end("who") - 1)].ent_iob_ != "B"


def _label(reading: Reading, home: Span) -> re.Match[str] | None:
    if home in reading.boilerplate or home == reading.headline:
        return None
    if (listed := quoted_label(reading, home)) is not None:
        return listed
    quoted = reading.plain[home[0]] == '"'  # a transcript that is quoted opens each turn with a mark
    m = _LABEL.match(reading.plain, home[0] + quoted, home[1])
    if m is None:
        m = _DOT_LABEL.match(reading.plain, *home)
        if m is None or m["who"] not in _dot_labels(reading.plain):
            return None
    if m.end() >= home[1]:
        return None
    label = m["who"].split()
    if len(label) > _MAX_LABEL_WORDS or label[0].lower() in words("no-label") or label[-1][0].islower():
        return None
    return m


@lru_cache(maxsize=8)
def _dot_labels(plain: str) -> frozenset[str]:
    """What stands before a full stop at the head of lines again and again, if there are several such labels."""
    counted = Counter(m["who"] for line in re.finditer(r"^.+", plain, re.M) if (m := _DOT_LABEL.match(line[0])))
    often = frozenset(who for who, n in counted.items() if n > 1)
    return often if len(often) > 1 and sum(counted[who] for who in often) >= _LEAST_TURNS else frozenset()


def is_list_of_labels(reading: Reading, homes: Sequence[Span]) -> bool:
    """Whether most paragraphs are somebody's quotation behind his name, ``Yuri: “…”``, or one is such a turn."""
    labels = [m for home in homes if (m := _label(reading, home)) is not None]
    if any(m.re is _DOT_LABEL for m in labels):
        return True
    quoted = sum(reading.plain[m.end() : m.end() + 1] == '"' for m in labels)
    return quoted > 1 and 2 * quoted >= len(homes)


def is_transcript(reading: Reading, homes: Sequence[Span]) -> bool:
    """Whether paragraphs are turns of several who speak again and again: each turn is its speaker's."""
    labels = [m["who"] for home in homes if (m := _label(reading, home)) is not None]
    return 1 < len(set(labels)) < len(labels) and 2 * len(labels) >= len(homes)


def quoted_label(reading: Reading, home: Span) -> re.Match[str] | None:
    """The label behind a colon, or of more words than another, that stands right before a quotation."""
    starts = [m.end() for m in _COLON.finditer(reading.plain, home[0], min(home[0] + _MAX_LEAD, home[1]))]
    for start in (home[0], *starts):
        m = _QUOTED_LABEL.match(reading.plain, start, home[1])
        if m is not None and (start > home[0] or len(m["who"].split()) > _MAX_LABEL_WORDS):
            return m
    return None


def _labelled(reading: Reading, home: Span, m: re.Match[str], transcript: bool) -> Found | None:
    """The quotation or, where another speaker's turn is near (``transcript``), the words after a label."""
    colon = m.start("end") if "end" in m.re.groupindex else reading.plain.index(":", m.end("who"))
    source = reading.trim((m.start(), colon))
    if source is None or _QUESTIONER.fullmatch(m["who"]):
        return None
    cue = ((colon, colon + 1),)
    tokens = reading.tokens(*source)
    if tokens[0].tag_ in _TOPICAL:
        return None  # "On the Price of Water: “…”" tells what is spoken of
    letters = m["who"].isupper() and not any(c.isdigit() for c in m["who"])  # MILLER, not FY24
    named = letters or any(t.pos_ == "PROPN" for t in tokens)
    # "Public Health: …" heads a row of a list; a turn has a person before the colon.
    somebody = letters or any(t.ent_type_ == "PERSON" for t in tokens) or tokens[-1].lower_ in speakers()
    somebody = somebody or (len(tokens) > 1 and tokens[0].lower_ in titles())  # "Congresswoman Lee"
    quotes = reading.quotations_in(m.end(), home[1])
    if quotes and quotes[0].start <= m.end() + 1 and named:
        return Found("name-colon", (quotes[0].span,), (source,), cue)
    content = reading.trim((m.end(), home[1]))
    if content is None or not any(c.isalpha() for c in reading.plain[content[0] : content[1]]):
        return None  # "Toll free: 1-888-…"
    first = next(reading.words((content,)), None)
    # "Block Grant: Provides $3 billion …" is a row of a list too.
    row = first is not None and first.tag_ == "VBZ" and not letters
    # "Ann Lee: Ann is the director of …" heads a paragraph about her.
    row = row or (first is not None and first.dep_ in ("nsubj", "nsubjpass") and first.text in m["who"].split())
    if not transcript or not named or not somebody or row:
        return None
    if reading.plain[home[0]] == '"' and not m["who"].isupper():
        return None  # "Dear friend: …" in quotation marks greets
    return Found("turn", (content,), (source,), cue)


def signed(reading: Reading, home: Span) -> Found | None:
    """A quotation that ends the paragraph but for a dash and a name; the name may be a paragraph of its own."""
    quotes = reading.quotations_in(*home)
    if not quotes:
        return _signed_bare(reading, home)
    if not quotes[-1].closed or quotes[-1].mark != "double":
        return None
    first, last = quotes[0], quotes[-1]
    between = reading.plain[first.end : last.start] if first is not last else ""
    inner = reading.plain[last.inner[0] : last.inner[1]].rstrip()
    if inner[-1:] not in (".", "!", "?", "…"):
        return None  # the title of a work in a list of sources
    if (first.start > home[0] + 1 and not first.continues) or any(c.isalnum() for c in between):
        return None
    m = _SIGNATURE.fullmatch(reading.plain, last.end, _signature_end(reading, home))
    if m is None:
        return _named_behind(reading, home, first, last)
    if not any(t.pos_ == "PROPN" for t in reading.tokens(*m.span("who"))):
        return None
    if any(t.pos_ in ("VERB", "AUX") and t.tag_ not in ("VBG", "VBN") for t in reading.tokens(*m.span("who"))):
        return None
    source = reading.trim(m.span("who"))
    dash = next(k for k in range(last.end, m.start("who")) if not reading.plain[k].isspace())
    if source is None:
        return None
    stop = dash + len(reading.plain[dash : m.start("who")].rstrip())
    return Found("signature", (*led_up_to(reading, first), (first.start, last.end)), (source,), ((dash, stop),))


def _named_behind(reading: Reading, home: Span, first: Quotation, last: Quotation) -> Found | None:
    """``“We did our job.” Congresswoman Ann Lee (D-ME), chair of the caucus.``: "said" is lost, or a dash."""
    m = _NAME_ALONE.fullmatch(reading.plain, last.end, home[1])
    if m is None or reading.plain[last.inner[0] : last.inner[1]].count(" ") < _LEAST_PULLED:
        return None
    tokens = reading.tokens(m.start("who"), home[1])
    names = reading.tokens(*m.span("who"))
    if any(t.tag_ in FINITE for t in tokens) or not any(t.ent_type_ == "PERSON" for t in names):
        return None
    return Found("signature", (*led_up_to(reading, first), (first.start, last.end)), (m.span("who"),))


def _signed_bare(reading: Reading, home: Span) -> Found | None:
    """A pull quotation without marks: ``The plan is offensive beyond anything. — Ann Lee``."""
    m = _BARE_SIGNATURE.search(reading.plain, *home)
    if m is None or m.end() < home[1] or home in reading.boilerplate:
        return None
    names = reading.tokens(*m.span("who"))
    content = reading.trim((home[0], m.start("dash")))
    person = any(t.ent_type_ == "PERSON" for t in names) and not any(t.pos_ in ("VERB", "AUX") for t in names)
    if content is None or not person or reading.plain[slice(*content)].count(" ") < _LEAST_PULLED:
        return None
    return Found("signature", (content,), (m.span("who"),), (m.span("dash"),))


def _signature_end(reading: Reading, home: Span) -> int:
    """The end of the paragraph, or of the next one where that begins with a dash."""
    if reading.plain[home[1] - 1 : home[1]] not in ('"', "'"):
        return home[1]
    after = reading.plain[home[1] : home[1] + 120]
    stripped = after.lstrip()
    if not stripped.startswith(("—", "–", "―", "--", "- ")):
        return home[1]
    line = stripped.split("\n", 1)[0]
    return home[1] + len(after) - len(stripped) + len(line)
