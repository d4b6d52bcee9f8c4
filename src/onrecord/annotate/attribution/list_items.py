"""Lists that a colon or a dash leads: ``The letter asks her to:`` and a paragraph an item."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.annotate.attribution.reading import FINITE, SHOWN, Found, Reading
from onrecord.model import Span

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl"))
_MAX_ITEM, _MAX_LABELLED = 500, 1500  # characters
_MAX_ITEMS = 100
_BULLET = re.compile(r"\s*(?:[•·▪◦*–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s*")
_INSIDE = re.compile(r": *(?=[•·▪◦])")  # the list begins in the paragraph that leads to it
_ENDS_LIST = re.compile(r"[;,](?: and| or)?\s*$")
_COLON, _DASH = (":", ":-"), ("—", "–", "--", ":—", ":–")
# "Aniak: $1 million for homes."; "$1 million for homes. We ask that …"
_LABEL = re.compile(
    r"(?:[•·▪◦*–-]\s*)?(?:[A-Z][^:.;\n]{1,80}: +(?=\S)|\$\d[\d.,]* (?:thousand|[mbtr]+illion) (?:for|to)\b)"
)
# The date and the address that open a letter shown below.
_LETTER_OPENS = re.compile(
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, ?\d{4}"
    r"|(?:The Honorable|The Hon\.|Hon\.|Dear) [^\n.;]{1,80})[:,]?\s*$"
)
_LABELS = 3  # of the first items of a list that have labels


def with_items(reading: Reading, found: Found) -> Found:
    """``The letter asks her to:`` and a list: with its items, each a paragraph."""
    if not found.speech or not found.cue or found.rule == SHOWN:
        return found
    end = found.content[-1][1]
    home = reading.paragraph(found.content[-1][0])
    at = reading.paragraphs.index(home)
    if reading.quotation(found.content[-1][0]) is not None or found.cue[-1][1] > end:
        return found
    if (inside := _from_inside(reading, found, at)) is not None:
        return inside
    # Its first item may be in the content already, and no more: "The senator asks:", "are asking that the agency:".
    first = at > 0 and _is_led(reading, found, at)
    lead = reading.plain[end : home[1]].strip()
    if not lead and reading.plain[slice(*home)].rstrip().endswith(":"):
        lead = ":"  # "to consider steps, including:" has been taken with its colon
    if lead.strip(".;?!") and not _is_first_sentence(reading, found) if first else not _leads(reading, lead, at):
        return found
    items = _items(reading, at + (not first), led=not first)
    content = tuple(p for item in items if (p := reading.trim(item)) is not None)
    kept = tuple(p for p in found.content if p[0] < home[0]) if first and len(items) > 1 else found.content
    return replace(found, content=(*kept, *(content if not first or len(items) > 1 else ())))


def _items(reading: Reading, at: int, *, led: bool) -> list[Span]:
    """The items from paragraph ``at`` on; ``led``: by the words right before it."""
    items: list[Span] = []
    homes = reading.paragraphs[at:][:_MAX_ITEMS]
    if homes and _LETTER_OPENS.match(reading.plain, *homes[0]):
        return []
    labels = all(_LABEL.match(reading.plain, *home) for home in homes[:_LABELS]) and len(homes) >= _LABELS
    for k, item in enumerate(homes):
        quoted = bool(reading.quotations_in(item[0], item[0] + 2))  # an attribution's, and no item
        labelled = labels and _LABEL.match(reading.plain, *item) is not None
        long = item[1] - item[0] > (_MAX_LABELLED if labelled else _MAX_ITEM)
        apart = long or item in reading.boilerplate or quoted
        beside = not k or labelled or _is_beside(reading, homes, k)
        if apart or not beside:
            break
        items.append(item)
    # "announces the death of his father:" and what is told of it, in sentences of the article's own.
    return [] if led and len(items) == 1 < len(homes) and _is_told(reading, items[0]) else items


def _is_told(reading: Reading, item: Span) -> bool:
    """Whether a paragraph is of more than one sentence, or opens with a date, and no bullet opens it."""
    first = reading.sentence(item[0], item)
    tokens = reading.tokens(*first)
    bare = _BULLET.match(reading.plain, *item) is not None or _is_bare(reading, item)
    # "In May 2024, senators slammed the chain.": what happened then is no item.
    dated = tokens[0].lower_ in ("in", "on") and tokens[1:2] != [] and tokens[1].ent_type_ == "DATE"
    return (first[1] < item[1] or dated) and not bare and any(t.tag_ in FINITE for t in tokens)


def _leads(reading: Reading, lead: str, at: int) -> bool:
    """Whether what is left of paragraph ``at`` behind the content leads to a list."""
    if lead in _COLON:
        return True
    behind = reading.paragraphs[at + 1 : at + 2]
    return lead in _DASH and bool(behind) and _BULLET.match(reading.plain, *behind[0]) is not None


def _from_inside(reading: Reading, found: Found, at: int) -> Found | None:
    """``urged them to act: • Ban the sale.`` ⏎ ``• Pass the bill.``: where the first items were seen alone."""
    start = next((p[0] for p in found.content if p[0] > found.cue[-1][1]), found.content[-1][0])
    k = reading.paragraphs.index(reading.paragraph(start))
    home = reading.paragraphs[k]
    after = reading.sentence(found.cue[-1][0], home)[1] if home[0] <= found.cue[-1][0] < home[1] else start
    m = _INSIDE.search(reading.plain, max(start, found.cue[-1][1]), after)
    behind = reading.paragraphs[k + 1 : k + 2]
    if m is None or at > k + 1 or not behind or reading.plain[m.end()] != reading.plain[behind[0][0]]:
        return None
    items = [(m.end(), home[1]), *_items(reading, k + 1, led=False)]
    content = [p for p in found.content if p[0] < start]
    content += [p for item in ((start, m.start()), *items) if (p := reading.trim(item)) is not None]
    return replace(found, content=tuple(content))


def _is_first_sentence(reading: Reading, found: Found) -> bool:
    """Whether the content ends with the first sentence of its paragraph: ``Make more tests. Experts recommend it.``"""
    start, end = found.content[-1]
    home = reading.paragraph(start)
    opens = not any(c.isalnum() for c in reading.plain[home[0] : start])
    return opens and not any(c.isalnum() for c in reading.plain[end : reading.sentence(start, home)[1]])


def _is_led(reading: Reading, found: Found, at: int) -> bool:
    """Whether the cue stands in the paragraph before ``at``, which a colon ends, or a dash before bullets."""
    before = reading.paragraphs[at - 1]
    lead = reading.plain[slice(*before)].rstrip()
    dashed = lead.endswith(_DASH) and _BULLET.match(reading.plain, *reading.paragraphs[at]) is not None
    return (lead.endswith(":") or dashed) and before[0] <= found.cue[0][0] < before[1]


def _is_beside(reading: Reading, homes: tuple[Span, ...], k: int) -> bool:
    """Whether paragraph ``k`` is a further item: of the form of the first, behind one that does not end the list."""
    first, before, item = (reading.plain[slice(*homes[j])] for j in (0, k - 1, k))
    bullets = [_BULLET.match(text) for text in (first, item)]
    if bullets[0] is not None:
        return bullets[1] is not None and (bool(_ENDS_LIST.search(before)) or not _ENDS_LIST.search(first))
    if _ENDS_LIST.search(before):
        return True
    if _ENDS_LIST.search(first):
        return False  # the one before has ended it
    if item.rstrip()[-1:] == "?" and before.rstrip()[-1:] in ".?":
        return True  # what is asked, one question a paragraph
    if item[:1].isupper() != first[:1].isupper() or (item.rstrip()[-1:] == ".") != (first.rstrip()[-1:] == "."):
        return False
    if first.rstrip()[-1:] not in ".!?\"'":
        return item.rstrip()[-1:] not in ".!?\"':"  # names, or phrases without a full stop
    return all(_is_bare(reading, homes[j]) for j in (k - 1, k))


def _is_bare(reading: Reading, item: Span) -> bool:
    """Whether an item tells what to do: no subject before its verb."""
    tokens = reading.tokens(*reading.sentence(item[0], item))
    roots = {t.i for t in tokens if t.head.i == t.i or t.dep_ == "ROOT"}
    return tokens[0].pos_ not in ("DET", "PRON", "ADP") and not any(
        t.dep_ in _SUBJECTS and t.head.i in roots and t.i < t.head.i for t in tokens
    )
