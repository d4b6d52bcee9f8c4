"""What can be read off the raw text: paragraphs, quotation marks, the headline, boilerplate.

Pure functions of the text, cached. Every offset counts code points of the text given. The parser sees
:func:`parser_text`, which differs from the text character by character but never in length, so
``token.idx`` is an offset of the original.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from onrecord.model import Span

_CACHED_TEXTS = 32
_MAX_RUN = 9  # paragraphs that a quotation may run through without a mark
_MAX_HEADLINE_CHARS = 240
_MAX_BOILERPLATE_CHARS = 300

# Character by character, what the parser is to see. cp1252 controls are quotation marks of badly decoded text.
_PLAIN = {ord(c): '"' for c in "“”„‟«»＂\x93\x94"}
_PLAIN |= {ord(c): "'" for c in "‘’‛`´ʼ′＇\x91\x92"}
_PLAIN |= {ord(c): " " for c in "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"}
_PLAIN |= {ord(c): " " for c in "\u200b\u202f\u205f\u3000\ufeff\u2060\u200e\u200f"}
_PLAIN |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], " ")  # marks of writing direction
_PLAIN |= {ord(c): "\n" for c in "\x0b\x0c\x85\u2028\u2029"}
_PLAIN |= {ord("\x96"): "–", ord("\x97"): "—"}
_PLAIN |= dict.fromkeys([*range(0, 9), *range(14, 32), 127], " ")
# Quotation marks in UTF-8 that were read byte by byte, as one mark and two spaces on its outer side.
_BROKEN = (("\xe2\x80\x9c", '  "'), ("\xe2\x80\x9d", '"  '))
_SURROGATE = re.compile(r"[\ud800-\udfff]")

# Marks that content systems leave in the text: {mosads}, [[nid:12345]], [[{"fid":…}]].
_INSERTION = re.compile(r"\{[a-z][a-z_-]{2,30}\}|\[\[(?:nid:\d{1,12}|\{[^\n\]]{0,500}\})\]\]")
_GLUED_DASH = re.compile(r"(?<=[A-Z]{2} )-(?=[A-Z][a-z])")  # "Miami, FL -Congresswoman Lee"
_TYPED_PAIR = re.compile(r"''|``")
_PAIRED = frozenset("'`")  # the half of a typed pair that the parser sees as a space
_LINE = re.compile(r"[^\n]+")
_TWO_SPACES = re.compile(r"(?<=[a-z0-9]{3})(?<!\bReps)(?<!\bSens)[.!?][\"”’)]*[ \xa0]{2,}(?=[\"“]?[A-Z])")
# "It is, said Senator Lee.", "‘It is,’ Lee said"
_TELLS = re.compile(
    r"[,?!]['’]? (?:said|says|added|stated|noted|explained|commented|continued) [A-Z]"
    r"|[,?!]['’] (?:[A-Z][\w.-]* ){1,4}(?:said|says|added|stated|wrote|noted)\b"
)
_LETTERS_LIKE_APOSTROPHE_WORDS = re.compile(
    r"['’‘`](?:\d\ds?\b|em\b|til\b|till\b|cause\b|n['’]?\b|tis\b|twas\b|round\b|bout\b)", re.I
)
_OPENS_APART = re.compile(r"[.!?]\" [A-Z]")  # the space of an opening mark on its wrong side
_DOUBLE = re.compile(r"[“”„‟«»＂\"\x93\x94]|''|``")
_SINGLE = re.compile(r"(?<!['`])['‘’‛`\x91\x92](?!['`])")
_OPENERS = frozenset("“„«\x93") | {"``"}
_CLOSERS = frozenset("”‟»\x94")
_BEFORE_OPENER = frozenset("([{<—–-―/:;=…'\"“‘")
_AFTER_CLOSER = frozenset(")]}>.,;:!?—–-―/…'\"”’")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A run of text between quotation marks.

    ``start``/``end`` include the marks, ``inner`` does not. ``closed`` is False where the closing mark is
    missing: the run then ends with the paragraph or before the next opening mark. ``level`` is 1 for an
    outer quotation and 2 for one inside another. ``continues`` is True where the paragraph before was left
    open and this one goes on.
    """

    start: int
    end: int
    inner: Span
    closed: bool = True
    mark: Literal["double", "single"] = "double"
    level: int = 1
    continues: bool = False

    @property
    def span(self) -> Span:
        """``(start, end)``, marks included."""
        return (self.start, self.end)


@lru_cache(maxsize=_CACHED_TEXTS)
def parser_text(text: str) -> str:
    """The text as the parser is to see it, of the same length.

    Typographic quotation marks and odd apostrophes become ASCII, odd spaces, control characters and
    insertions such as ``{mosads}`` become spaces, a line break inside a paragraph becomes a space, lone
    surrogates U+FFFD.
    """
    for broken, mark in _BROKEN:
        text = text.replace(broken, mark)
    plain = _SURROGATE.sub("\ufffd", text).replace("\r\n", " \n").replace("\r", "\n").translate(_PLAIN)
    plain = _INSERTION.sub(lambda m: " " * len(m[0]), plain)
    plain = _TYPED_PAIR.sub(lambda m: _one_mark(plain, m.start()), plain)
    plain = _GLUED_DASH.sub("–", plain)
    if _is_wrapped(plain):
        plain = re.sub(r"(?<=[^\n ])( *)\n(?=[ ]*[^\n ])", r"\1 ", plain)
    return plain


def _one_mark(text: str, at: int) -> str:
    """A pair of single marks as one double mark and one space, the space on the outer side."""
    after = text[at + 2 : at + 3]
    return ' "' if after and not after.isspace() and after not in _AFTER_CLOSER else '" '


def _is_wrapped(text: str) -> bool:
    """Whether lines are cut to a width, so that only a blank line ends a paragraph."""
    single = len(re.findall(r"[^\n]\n[^\n]", text))
    soft = len(re.findall(r"[a-z,][ ]*\n[ ]*[a-z]", text))
    return soft >= 3 and soft * 3 >= single


@lru_cache(maxsize=_CACHED_TEXTS)
def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs, without the white space around them, in order."""
    plain = parser_text(text)
    found = []
    for m in _LINE.finditer(plain):
        start, end = m.span()
        while start < end and plain[start].isspace() and text[start] not in _PAIRED:
            start += 1
        while end > start and plain[end - 1].isspace() and text[end - 1] not in _PAIRED:
            end -= 1
        if start < end:
            found.append((start, end))
    return tuple(found)


@lru_cache(maxsize=_CACHED_TEXTS)
def _paragraph_starts(text: str) -> tuple[int, ...]:
    return tuple(start for start, _ in paragraphs(text))


def sentences_begin(text: str) -> list[int]:
    """Where sentences surely begin: at paragraphs, and behind a full stop and two spaces, as typewriters had it."""
    return sorted({*_paragraph_starts(text), *(m.end() for m in _TWO_SPACES.finditer(parser_text(text)))})


def paragraph_at(text: str, offset: int) -> int:
    """The index of the paragraph in which ``offset`` lies (or of the one before it; 0 at the least)."""
    return max(bisect_right(_paragraph_starts(text), offset) - 1, 0)


@lru_cache(maxsize=_CACHED_TEXTS)
def quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations in order of their start, paired paragraph by paragraph.

    Double marks first; single marks are taken where they cannot be apostrophes. A quotation left open runs
    to the end of its paragraph; the next paragraph's, if it opens with a mark or has a closing mark only,
    ``continues`` it.
    """
    found: list[Quotation] = []
    left_open = False
    homes = paragraphs(text)
    for k, (start, end) in enumerate(homes):
        if left_open and _runs_through(text, homes[k : k + _MAX_RUN]):
            found.append(Quotation(start, end, (start, end), closed=False, continues=True))
            continue
        doubles, left_open = _doubles(text, start, end, left_open)
        singles = _singles(text, start, end, doubles)
        outer = [q for q in singles if q.level == 1]
        found += singles
        found += _levelled(doubles, outer)
    found.sort(key=lambda q: (q.start, -q.end))
    return tuple(found)


def _runs_through(text: str, homes: tuple[Span, ...]) -> bool:
    """Whether the first paragraph, without a mark, lies between an open quotation and its lone closing mark.

    So where every line is a sentence; in the print convention each paragraph opens with a mark of its own.
    """
    for k, (start, end) in enumerate(homes):
        marks = [(m.start(), m.end(), m[0]) for m in _DOUBLE.finditer(text, start, end)]
        sides = [_read_mark(text, mark, start, end) for mark in marks]
        if sides and sides[0] != "open":
            return k > 0
        if not sides and _TELLS.search(text, start, end):
            return False  # somebody else is quoted whose marks are lost
        # "not for a “thank you” but …" inside of what is quoted opens nothing.
        if sides and (marks[0][0] == start or sides != ["open", "close"] * (len(sides) // 2)):
            return False
    return False


def _levelled(doubles: list[Quotation], outer: list[Quotation]) -> list[Quotation]:
    """The double quotations, those inside an outer single quotation at level 2."""
    out, k = [], 0
    for q in doubles:
        while k < len(outer) and outer[k].end <= q.start:
            k += 1
        inside = k < len(outer) and outer[k].start < q.start and q.end <= outer[k].end
        out.append(Quotation(q.start, q.end, q.inner, q.closed, q.mark, 2, q.continues) if inside else q)
    return out


def _side(text: str, start: int, end: int, lo: int, hi: int) -> Literal["open", "close", "either"]:
    """What the characters around a mark at ``start:end`` say of it, inside the paragraph ``lo:hi``."""
    before = text[start - 1] if start > lo else " "
    after = text[end] if end < hi else " "
    opens = before.isspace() or before in _BEFORE_OPENER
    closes = after.isspace() or after in _AFTER_CLOSER
    if opens and not after.isspace() and not closes:
        return "open"
    if closes and not before.isspace() and not opens:
        return "close"
    if before.isspace() and not after.isspace():
        return "open"
    if after.isspace() and not before.isspace():
        return "close"
    return "either"


def _doubles(text: str, lo: int, hi: int, carried: bool) -> tuple[list[Quotation], bool]:
    """Double quotations of one paragraph; and whether the last is left open."""
    marks = [(m.start(), m.end(), m[0]) for m in _DOUBLE.finditer(text, lo, hi)]
    sides = [_read_mark(text, m, lo, hi) for m in marks]
    found: list[Quotation] = []
    stack: list[int] = []  # indices of the marks that are open, the outer first
    for k, (start, end, mark) in enumerate(marks):
        side = sides[k]
        if side == "either":
            side = "close" if stack or (carried and not found) else "open"
        if side == "open" and stack and mark in _OPENERS and sides[k + 1 : k + 3] == ["close", "close"]:
            stack.append(k)  # “… “…” …”
        elif side == "open":
            if stack:
                a, b, _ = marks[stack[0]]
                stop = _rstrip(text, b, start)
                found.append(Quotation(a, stop, (b, stop), closed=False))
            stack = [k]
        elif stack:
            a, b, _ = marks[stack.pop()]
            found.append(Quotation(a, end, (b, start), level=2 if stack else 1))
        elif carried and not found:
            found.append(Quotation(lo, end, (lo, start), continues=True))
        elif found and sides[k + 1 : k + 2] == ["close"] and _OPENS_APART.match(text, start - 1):
            stack = [k]  # “…,” said Lee." We …”
    if stack:
        a, b, _ = marks[stack[0]]
        found.append(Quotation(a, hi, (b, hi), closed=False))
    if carried:
        found = [
            Quotation(q.start, q.end, q.inner, q.closed, q.mark, q.level, True) if q.start == lo else q for q in found
        ]
    found = [q for q in found if text[q.inner[0] : q.inner[1]].strip()]
    return sorted(found, key=lambda q: (q.start, -q.end)), bool(stack)


def _read_mark(text: str, mark: tuple[int, int, str], lo: int, hi: int) -> str:
    start, end, what = mark
    side = _side(text, start, end, lo, hi)
    if what in _OPENERS:
        return "close" if side == "close" else "open"  # “so“ is meant as “so”
    if what in _CLOSERS:
        return "open" if side == "open" and end < hi and text[end].isalnum() else "close"
    return side


def _rstrip(text: str, lo: int, hi: int) -> int:
    while hi > lo and text[hi - 1].isspace():
        hi -= 1
    return hi


def _singles(text: str, lo: int, hi: int, doubles: list[Quotation]) -> list[Quotation]:
    """Single quotations of one paragraph. One that crosses the bound of a double quotation is none."""
    opens: list[int] = []
    closes: list[int] = []
    for m in _SINGLE.finditer(text, lo, hi):
        at, mark = m.start(), m[0]
        before = text[at - 1] if at > lo else " "
        after = text[at + 1] if at + 1 < hi else " "
        starts = (before.isspace() or before in _BEFORE_OPENER) and not after.isspace() and mark not in "’\x92"
        ends = not before.isspace() and not after.isalnum() and mark not in "‘‛\x91"
        if starts and not ends and not _LETTERS_LIKE_APOSTROPHE_WORDS.match(text, at):
            opens.append(at)
        elif ends:
            closes.append(at)
    if not opens or not closes:
        return []
    bounds = sorted(q.inner for q in doubles if q.level == 1)
    starts_of = [a for a, _ in bounds]

    def home(at: int) -> int:
        k = bisect_right(starts_of, at) - 1
        return k if k >= 0 and at < bounds[k][1] else -1

    found: list[Quotation] = []
    done, c = lo, 0
    for k, at in enumerate(opens):
        if at < done:
            continue
        inside = home(at)
        stop = opens[k + 1] if k + 1 < len(opens) else hi
        while c < len(closes) and closes[c] <= at:
            c += 1
        close = _closing(text, closes, c, stop, hi)
        if close is None or home(close) != inside or not text[at + 1 : close].strip():
            continue
        found.append(Quotation(at, close + 1, (at + 1, close), mark="single", level=1 if inside < 0 else 2))
        done = close + 1
    return found


def _closing(text: str, closes: list[int], c: int, stop: int, hi: int) -> int | None:
    """The closing mark among ``closes[c:]``: not a plural possessive ("the players' fault") if a better one follows."""
    first = None
    while c < len(closes) and closes[c] < stop:
        at = closes[c]
        possessive = text[at - 1] in "sS" and at + 2 < hi and text[at + 1] == " " and text[at + 2].islower()
        if not possessive:
            return at
        first = at if first is None else first
        c += 1
    return first


@lru_cache(maxsize=_CACHED_TEXTS)
def headline(text: str, title: str | None = None) -> Span | None:
    """The span of the headline inside the text, or None where the text has none.

    The paragraph that equals ``title`` (quotation marks and spaces apart) if it is among the first ten;
    else the first paragraph that is no boilerplate, if it is short, has no full stop that ends a sentence
    inside it and more text follows.
    """
    spans = paragraphs(text)
    wanted = _bare(title) if title else ""
    skip = set(boilerplate(text))
    if wanted:
        for span in spans[:10]:
            if _bare(text[span[0] : span[1]]) == wanted:
                return span
    for span in spans[:6]:
        if span in skip:
            continue
        if span == spans[-1] or span[1] - span[0] > _MAX_HEADLINE_CHARS:
            return None
        line = parser_text(text)[span[0] : span[1]]
        words = line.split()
        long_words = [w for w in words if len(w) > 4 and w[0].isalpha()]
        titled = len(long_words) > 2 and sum(w[0].isupper() for w in long_words) > 0.8 * len(long_words)
        ends_like_prose = not titled and (line.endswith(('."', ".'")) or (line.endswith(".") and len(words) > 16))
        if len(words) < 3 or line.endswith(":") or ends_like_prose or re.search(r"[a-z)]{2}[.?!]['\"]? +[A-Z]", line):
            return None
        return span
    return None


def _bare(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().casefold()


@lru_cache(maxsize=_CACHED_TEXTS)
def boilerplate(text: str) -> tuple[Span, ...]:
    """Paragraphs that belong to the web page and not to the article, in order."""
    plain = parser_text(text)
    rule, heads_links = _boilerplate_rules()
    found, links = [], False
    for a, b in paragraphs(text):
        short = b - a <= _MAX_BOILERPLATE_CHARS
        # Each line below the heading of a list of links is the title of another page.
        links = short and (heads_links.fullmatch(plain, a, b) is not None or (links and plain[b - 1] not in ".!:"))
        if links or (short and rule.fullmatch(plain, a, b)):
            found.append((a, b))
    return tuple(found)


@cache
def _boilerplate_rules() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is no part of the article, and of that what heads a list of links."""
    lines = (files("onrecord") / "lexicon" / "boilerplate.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    heads = [row for row in rows if row[2:] == ["links"]]
    every, links = ("|".join(f"(?:{row[0]})" for row in kind) for kind in (rows, heads))
    return re.compile(every, re.I), re.compile(links, re.I)
