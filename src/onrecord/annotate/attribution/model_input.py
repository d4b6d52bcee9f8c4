"""What the attribution model sees of an article: word pieces with features, and the words they make up.

The same code feeds the training (``training/`` in the repository) and the run time, so the two
cannot drift apart. Offsets are code points of the text as given; nothing here changes a length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.surface import paragraphs, parser_text, quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc

Ints: TypeAlias = NDArray[np.int64]

PARAGRAPH, PAD, CLS, SEP = 1, 0, 101, 102  # BERT's uncased vocabulary; 1 is "[unused0]"

POS = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X SPACE".split())  # noqa: SIM905
DEPENDENCIES = tuple(
    """ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass dative
    dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj
    predet prep prt punct quantmod relcl xcomp""".split()  # noqa: SIM905
)
# case, quotation, part of speech, dependency, clause; 0 is "unknown" for the last three
FEATURE_SIZES = (4, 4, len(POS) + 1, len(DEPENDENCIES) + 1, 9)

_WORD = re.compile(r"[^\W_]")
_MARK = re.compile(r'"')
_POS_CODE = {name: i + 1 for i, name in enumerate(POS)}
_DEP_CODE = {name: i + 1 for i, name in enumerate(DEPENDENCIES)}


@dataclass(frozen=True)
class Syntax:
    """Per token of a parse: first character, and codes of part of speech, dependency and clause."""

    starts: Ints
    codes: Ints


@dataclass(frozen=True)
class Pieces:
    """An article as the model reads it: ``n`` word pieces that make up ``m`` words.

    A paragraph break is a word of its own with one unused vocabulary token and no characters.

    ``ids`` [n] vocabulary ids; ``features`` [n, 5]; ``first`` [m + 1] index of each word's first
    piece, then n; ``starts``, ``ends`` [m] characters; ``breaks`` [m] true at paragraph breaks.
    """

    ids: Ints
    features: Ints
    first: Ints
    starts: Ints
    ends: Ints
    breaks: NDArray[np.bool_]

    def __len__(self) -> int:
        """The number of words, paragraph breaks included."""
        return len(self.starts)


def model_text(text: str) -> str:
    """What the model is to read: :func:`parser_text`, and double marks where a newsroom quotes with single ones.

    As long as the original. Which marks a newsroom uses says nothing about who speaks.
    """
    seen = parser_text(text)
    single = [q for q in quotations(text) if q.mark == "single" and q.level == 1]
    if not single:
        return seen
    characters = list(seen)
    for quotation in single:
        characters[quotation.start] = '"'
        if quotation.closed:
            characters[quotation.end - 1] = '"'
    return "".join(characters)


def quotation_codes(text: str, bounds: Iterable[tuple[int, int]]) -> NDArray[np.int8]:
    """Per character of :func:`model_text`: 0 outside quotation marks, 1 inside, 2 an opening mark, 3 a closing mark.

    Marks are paired paragraph by paragraph; an open quotation runs to the end of its paragraph. A
    mark after a blank and before a word opens even where one is open (the closing mark was lost).
    """
    codes = np.zeros(len(text) + 1, np.int8)
    for start, end in bounds:
        opened: int | None = None
        for mark in _MARK.finditer(text, start, end):
            at = mark.start()
            before = text[at - 1] if at > start else " "
            after = text[at + 1] if at + 1 < end else " "
            if opened is None:
                if after.isspace() and not before.isspace():
                    continue  # a closing mark without its partner, or inches
                opened = at
                codes[at] = 2
            elif before.isspace() and not after.isspace():
                codes[opened + 1 : at] = 1
                opened = at
                codes[at] = 2
            else:
                codes[opened + 1 : at] = 1
                codes[at] = 3
                opened = None
        if opened is not None:
            codes[opened + 1 : end] = 1
    return codes


def _inherit(own: NDArray[np.bool_], heads: Ints) -> NDArray[np.bool_]:
    """Whether a token or one of its ancestors has the flag, in O(n log depth)."""
    flags, up = own.copy(), heads
    while True:
        flags = flags | flags[up]
        above = up[up]
        if np.array_equal(above, up):
            return flags
        up = above


def syntax(doc: Doc) -> Syntax:
    """Codes of a spaCy parse with English (ClearNLP) labels.

    The clause code is 1 plus the sum of: 1 for the head of a clausal complement or parataxis (where
    cues are), 2 inside that head's subject (sources), 4 inside such a clause (content).
    """
    n = len(doc)
    starts = np.fromiter((t.idx for t in doc), np.int64, n)
    heads = np.fromiter((t.head.i for t in doc), np.int64, n)
    pos = np.fromiter((_POS_CODE.get(t.pos_, 0) for t in doc), np.int64, n)
    names = [t.dep_ for t in doc]
    dep = np.fromiter((_DEP_CODE.get(name, 0) for name in names), np.int64, n)
    clause = np.fromiter((name in ("ccomp", "parataxis") for name in names), np.bool_, n)
    subject = np.fromiter((name in ("nsubj", "nsubjpass") for name in names), np.bool_, n)
    governor = np.zeros(n, np.bool_)
    governor[heads[clause]] = True
    in_clause = _inherit(clause, heads) if n else clause
    in_subject = _inherit(subject & governor[heads], heads) if n else subject
    return Syntax(starts, np.stack([pos, dep, 1 + governor + 2 * in_subject + 4 * in_clause], 1).astype(np.int64))


def _case(word: str) -> int:
    """0 no letter first, 1 lower, 2 capitalised, 3 upper case: the vocabulary is uncased."""
    if not word[:1].isalpha() or word.islower():
        return int(word[:1].isalpha())
    if word.isupper():
        return 3 if len(word) > 1 else 2
    return 2 if word[0].isupper() else 1


def read_pieces(text: str, tokenizer: Any, parse: Syntax | None = None) -> Pieces:
    """Cut an article into word pieces with features.

    ``tokenizer`` is a ``tokenizers.Tokenizer`` (BERT, uncased) without truncation and padding.
    Without a ``parse`` the syntactic features are 0, which the model has met in training. Paragraphs
    without a letter or digit are left out.
    """
    seen = model_text(text)
    bounds = [span for span in paragraphs(text) if _WORD.search(seen, *span)]
    quotes = quotation_codes(seen, bounds)
    ids: list[int] = []
    cases: list[int] = []
    at: list[int] = []
    first: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[bool] = []
    for number, (a, b) in enumerate(bounds):
        if number:
            first.append(len(ids))
            ids.append(PARAGRAPH)
            cases.append(0)
            at.append(-1)
            starts.append(a)
            ends.append(a)
            breaks.append(True)
        encoding = tokenizer.encode(seen[a:b], add_special_tokens=False)
        last = None
        for piece, word, (s, e) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
            if word != last:
                last = word
                first.append(len(ids))
                starts.append(a + s)
                ends.append(a + e)
                breaks.append(False)
            else:
                ends[-1] = a + e
            ids.append(piece)
            cases.append(_case(seen[a + s : a + e]))
            at.append(a + s)
    where = np.asarray(at, np.int64)
    features = np.zeros((len(ids), len(FEATURE_SIZES)), np.int64)
    features[:, 0] = cases
    inside = where >= 0
    features[inside, 1] = quotes[where[inside]]
    if parse is not None and len(parse.starts):
        token = np.maximum(np.searchsorted(parse.starts, where[inside], "right") - 1, 0)
        features[inside, 2:] = parse.codes[token]
    first.append(len(ids))
    return Pieces(
        np.asarray(ids, np.int64),
        features,
        np.asarray(first, np.int64),
        np.asarray(starts, np.int64),
        np.asarray(ends, np.int64),
        np.asarray(breaks, np.bool_),
    )


@dataclass(frozen=True)
class Window:
    """A span of words that the model reads together; it is believed on ``own`` of them, the others are context."""

    start: int
    end: int
    own: tuple[int, int]


def windows(pieces: Pieces, length: int) -> list[Window]:
    """Windows of at most ``length`` word pieces, whose own words make up the article.

    A window ends with the last paragraph that fits; where none ends in its last quarter, its last words are context
    too. So are the first ones of every window but the first.
    """
    n, first = len(pieces), pieces.first
    least, context = length * 3 // 4, length * 5 // 32
    ends = np.nonzero(pieces.breaks)[0] + 1
    out: list[Window] = []
    start = own = 0
    while start < n:
        end = min(n, max(int(np.searchsorted(first, first[start] + length, "right")) - 1, start + 1))
        if end == n:
            out.append(Window(start, end, (own, end)))
            break
        last = int(ends[np.searchsorted(ends, end, "right") - 1]) if len(ends) and ends[0] <= end else 0
        if last > own and first[last] - first[start] >= least:
            cut = end = last
        else:
            cut = max(int(np.searchsorted(first, first[end] - context, "left")), own + 1)
        out.append(Window(start, end, (own, cut)))
        own = cut
        start = max(start + 1, int(np.searchsorted(first, first[cut] - context, "left")))
    return out


def batch(items: Sequence[tuple[Pieces, int, int]], length: int) -> dict[str, NDArray[Any]]:
    """Arrays of the model's inputs for windows (article, first word, end word), padded to the longest.

    A word of more than ``length`` pieces keeps its first ones.
    """
    sizes = [min(int(p.first[e] - p.first[s]), length) for p, s, e in items]
    width, words = max(sizes) + 2, max(e - s for _, s, e in items)
    ids = np.full((len(items), width), PAD, np.int64)
    mask = np.zeros((len(items), width), np.int64)
    features = np.zeros((len(items), width, len(FEATURE_SIZES)), np.int64)
    index = np.zeros((len(items), words), np.int64)
    for row, ((pieces, s, e), size) in enumerate(zip(items, sizes, strict=True)):
        a = int(pieces.first[s])
        ids[row, 0], ids[row, size + 1] = CLS, SEP
        ids[row, 1 : size + 1] = pieces.ids[a : a + size]
        mask[row, : size + 2] = 1
        features[row, 1 : size + 1] = pieces.features[a : a + size]
        index[row, : e - s] = pieces.first[s:e] - a + 1
    return {"ids": ids, "mask": mask, "features": features, "index": index}
