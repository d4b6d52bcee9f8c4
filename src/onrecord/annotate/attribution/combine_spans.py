"""Mending the model's spans with what the marks in the text say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from onrecord.annotate.attribution.candidates import Candidate, shared
from onrecord.annotate.attribution.reading import FINITE, Found, Reading, is_first_person
from onrecord.model import Span, Spans

_LOOSE = " \t\r\n,;:.—–-―"
_DASHES = frozenset("—–―-")
_MAX_GAP_WORDS = 12
_BEFORE_HEAD = frozenset(("amod", "det", "compound", "nummod", "poss", "aux", "auxpass", "nsubj", "nsubjpass"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_COMPLEMENTS = frozenset(("dobj", "pobj", "ccomp", "xcomp", "attr", "acomp"))
_MAX_NAME_LINE = 90  # characters
_GOES_ON = ("quote-after", "quote-before", "quote-next")  # the kinds of quotation that paragraphs may go on with
_MAX_BEHIND = 40  # paragraphs
_MAX_CHAIN = 6  # links of a name's parts
_MAX_JOINT = 2  # tokens between an infinitive's clause and the one joined to it


def mend(reading: Reading, content: Spans, barred: Spans) -> Spans:
    """Content pieces without loose punctuation, whole where they fill a quotation, joined inside one.

    A piece that starts or ends right at a quotation mark takes the mark in. Two pieces inside one
    quotation are one if the words between are few and neither source nor cue (``barred``).
    """
    pieces = [_at_marks(reading, span) for span in content]
    kept: list[Span] = []
    for start, end in pieces:
        if start >= end:
            continue
        if kept and _continues(reading, kept[-1], (start, end), barred):
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return with_conjuncts(reading, _to_end_of_phrase(reading, tuple(kept) or content, barred), barred)


def _to_end_of_phrase(reading: Reading, content: Spans, barred: Spans) -> Spans:
    """The content with the end of the phrase in whose middle it breaks off: "as we face *simultaneous crises*"."""
    start, end = content[-1]
    last = reading.doc[min(reading.token_at(max(end - 1, start)), len(reading.doc) - 1)]
    if last.is_space or reading.quotation(end) is not None or reading.quotation(end - 1) is not None:
        return content
    after = next((t for t in last.doc[last.i + 1 : last.i + 3] if not t.is_space), None)
    if after is None or after.is_punct:
        return content
    # "when it *was awarded*"; not "he prefers Lee": the parser may take her for who does what comes behind.
    begun = last.dep_ not in _SUBJECTS or any(t.dep_ in ("mark", "advmod") for t in last.head.lefts if t.i < last.i)
    named = _named_by(last)
    if last.dep_ in _BEFORE_HEAD and last.head.i > last.i and begun:
        edge = last.head.right_edge
    elif named is not None:
        edge = named.right_edge
    else:
        rest = next((t for t in last.rights if t.dep_ in _COMPLEMENTS and t.left_edge.i == after.i), None)
        if rest is None:
            return content
        edge = rest.right_edge
    sentence = reading.sentence(last.idx, reading.paragraph(last.idx))
    stop = min([edge.idx + len(edge), sentence[1], *(a for a, _ in barred if a >= end)])
    span = reading.trim((start, stop))
    return content if span is None or span[1] <= end else (*content[:-1], span)


def _named_by(last: Token) -> Token | None:
    """The noun that the words up to ``last`` name, of several joined: "the Highway Finance and Innovation *Act*"."""
    noun = last
    for _ in range(_MAX_CHAIN):
        joined = noun.dep_ == "conj" and noun.head.i < noun.i and noun.pos_ == "PROPN"
        if not joined and not (noun.dep_ in ("compound", "nmod") and noun.head.i > last.i):
            break
        noun = noun.head
    return noun if noun.i > last.i else None


def with_conjuncts(reading: Reading, content: Spans, barred: Spans) -> Spans:
    """The content to the end of what is asked for: "to reverse the rule *and return to the old one*".

    Where its last infinitive is joined to another right behind it, that belongs to it, as the same "to" governs both;
    so does a gerund to the one that it begins with.
    """
    if not content or any(q.end > b or not q.closed for a, b in content for q in reading.quotations_in(a, b)):
        return content
    tokens = reading.tokens(*content[-1])
    inside = {t.i for t in tokens}
    if (whole := _with_bare_infinitive(reading, content, barred)) is not None:
        return whole
    for verb in tokens:
        infinitive = verb.tag_ == "VB" and any(t.lower_ == "to" and t.i < verb.i for t in verb.lefts)
        # "reported paying bills, buying food, *and having some left*"
        gerund = verb.tag_ == "VBG" and tokens[0].i in (verb.i, verb.head.i)
        if not infinitive and not gerund:
            continue
        for joined in verb.conjuncts:
            dash = next((t for t in joined.subtree if t.i > joined.i and t.text in _DASHES), None)
            last = _last_word(joined, joined.right_edge if dash is None else dash.nbor(-1))
            begin = tokens[-1].i + 1
            beside = joined.tag_ == verb.tag_ and joined.i - begin <= _MAX_JOINT and joined.i > verb.i
            if not beside or last.i in inside or last.sent.start != verb.sent.start or last.i < begin:
                continue
            span = (content[-1][0], last.idx + len(last))
            free = not any(a < span[1] and content[-1][1] < b for a, b in barred)
            if free and not reading.quotations_in(content[-1][1], span[1]):
                return (*content[:-1], span)
    return content


def with_predicate(reading: Reading, content: Spans, verb: Token | None) -> Spans:
    """The content with what its object is called: "called the plan *a gift to polluters*"."""
    if verb is None or verb.pos_ != "VERB" or not content:
        return content
    end = content[-1][1]
    target = next((t for t in verb.rights if t.dep_ == "dobj" and content[-1][0] <= t.idx < end), None)
    small = next((t for t in verb.rights if t.dep_ == "oprd" and t.idx >= end), None)
    if target is None or small is None or reading.plain[end : small.left_edge.idx].strip():
        return content
    last = _last_word(small, small.right_edge)
    span = (content[-1][0], last.idx + len(last))
    inside = span[1] <= reading.sentence(end, reading.paragraph(end))[1] and not reading.quotations_in(end, span[1])
    return (*content[:-1], span) if inside else content


def _with_bare_infinitive(reading: Reading, content: Spans, barred: Spans) -> Spans | None:
    """With ", and choose between them" behind "a process to draw designs": only a "to" governs a bare infinitive."""
    tokens = reading.tokens(*content[-1])
    if not any(t.tag_ == "VB" and any(c.lower_ == "to" for c in t.lefts) for t in tokens):
        return None
    at = tokens[-1].i + 1
    joints = [t.lower_ for t in reading.doc[at : at + _MAX_JOINT]]
    at += len(joints) if joints == [",", "and"] else 1 if joints[:1] == ["and"] else 0
    verb = reading.doc[at] if at > tokens[-1].i + 1 and at < len(reading.doc) else None
    if verb is None or verb.tag_ != "VB" or verb.dep_ != "conj" or verb.head.tag_ not in ("VBD", "VBZ"):
        return None
    if any(t.dep_ in ("aux", "nsubj") for t in verb.lefts) or verb.sent.start != tokens[-1].sent.start:
        return None
    last = _last_word(verb, verb.right_edge)
    span = (content[-1][0], last.idx + len(last))
    return None if any(a < span[1] and content[-1][1] < b for a, b in barred) else (*content[:-1], span)


def _last_word(head: Token, last: Token) -> Token:
    """The last token of a phrase that ends with ``last``, without punctuation behind it."""
    while last.is_punct and last.i > head.i:
        last = last.nbor(-1)
    return last


def _at_marks(reading: Reading, span: Span) -> Span:
    text, (start, end) = reading.text, span
    while start < end and text[start] in _LOOSE:
        start += 1
    while start < end and text[end - 1] in " \t\r\n;:—–-―":
        end -= 1
    first = reading.quotation(start)
    if first is not None and first.start < start and not text[first.inner[0] : start].strip():
        start = first.start
    last = reading.quotation(max(end - 1, start))
    if last is not None and last.closed and end < last.end and not text[end : last.inner[1]].strip(" ,.;:!?"):
        end = last.end
    return start, end


def _continues(reading: Reading, left: Span, right: Span, barred: Spans) -> bool:
    if right[0] <= left[1]:
        return True
    if any(a < right[0] and left[1] < b for a, b in barred):
        return False
    gap = reading.text[left[1] : right[0]]
    if not any(c.isalnum() for c in gap):
        return "\n" not in gap
    quotation = reading.quotation(left[1])
    inside = quotation is not None and quotation.start <= left[0] + 1 and right[0] < quotation.end
    return inside and len(gap.split()) <= _MAX_GAP_WORDS


def with_all_quoted(reading: Reading, model: Sequence[Candidate], ruled: Mapping[int, Found]) -> list[Candidate]:
    """Quotations whole, each with whoever says it, as the rule's find by the side of the model's (by index) tells."""
    model = with_second_quotations(reading, with_whole_quotations(reading, model, ruled), ruled)
    return with_paragraphs_of_its_own(reading, model, ruled)


def with_second_quotations(reading: Reading, model: Sequence[Candidate], ruled: Mapping[int, Found]) -> list[Candidate]:
    """Split quotations whole: ``"Each time," Lee said, referring to the raids, "it gets worse."``

    What "referring" introduces ends where the second half begins, though the model may read on into it. ``ruled`` is
    what the rules found of the same act, by index of ``model``.
    """
    out = list(model)
    for k, found in ruled.items():
        if found.rule != "quote-after" or not found.cue or not found.source:
            continue
        act = max(b for _, b in (*found.cue, *found.source))
        home = reading.paragraph(act)
        for half in found.content[1:]:
            beside = half[0] > act and half[1] <= home[1] and not shared(out[k].found.content, (half,))
            j = _reads_on(reading, out, k, act, half) if beside else -1
            if j < 0:
                continue
            theirs = out[j].found.content
            rest = reading.trim((theirs[-1][0], half[0])) or theirs[-1]
            out[j] = replace(out[j], found=replace(out[j].found, content=(*theirs[:-1], rest)))
            whole = tuple(sorted((*out[k].found.content, half)))
            out[k] = replace(out[k], found=replace(out[k].found, content=whole))
    return out


def with_whole_quotations(reading: Reading, model: Sequence[Candidate], ruled: Mapping[int, Found]) -> list[Candidate]:
    """A quotation that ``said Lee`` follows is hers from its opening mark on, though the model splits it.

    ``"It made the “app” common. We need it," said Lee.``: its beginning is not of who spoke in the paragraph above.
    """
    out = list(model)
    # "We are grateful for it" inside of her words is hers.
    acts = {k: c.found for k, c in enumerate(model) if not is_first_person(reading, c.found.source)}
    cues = {k: (*f.cue, *f.source) for k, f in acts.items()}
    for k, found in ruled.items():
        piece = found.content[0]
        q = reading.quotation(piece[0])
        ours = out[k].found.content
        mine = [p for p in ours if piece[0] < p[0] < piece[1]]
        whole = found.rule == "quote-after" and q is not None and q.closed and q.span == piece
        if not whole or not mine or not found.source or any(shared((piece,), spans) for spans in cues.values()):
            continue
        for j, c in enumerate(out):
            kept = tuple(p for p in c.found.content if not shared((p,), (piece,)))
            if j != k and kept and len(kept) < len(c.found.content):
                out[j] = replace(c, found=replace(c.found, content=kept))
        rest = (p for p in ours if not shared((p,), (piece,)))
        out[k] = replace(out[k], found=replace(out[k].found, content=tuple(sorted((piece, *rest)))))
    return out


def with_paragraphs_of_its_own(
    reading: Reading, model: Sequence[Candidate], ruled: Mapping[int, Found]
) -> list[Candidate]:
    """With the paragraphs behind a quotation that are quoted whole and that nobody else attributes.

    ``“We left,” said Lee. “It was late.” ⏎ “We will be back.” ⏎ …``: the model may pass them over, or give them to
    a cue paragraphs away.
    """
    out = list(model)
    for k, found in ruled.items():
        if found.rule not in _GOES_ON or not found.cue or not out[k].found.source:
            continue
        home = reading.paragraph(found.cue[0][0])
        # "They wrote:" and paragraphs; not "issued this after Poe announced that she will go:".
        seen = any(p[0] >= home[1] and shared(out[k].found.content, (p,)) for p in found.content)
        led = seen and reading.plain[slice(*home)].rstrip().endswith(":")
        if found.rule == "quote-next" and not led:
            continue
        behind = [p for p in found.content if p[0] >= home[1] and not shared(out[k].found.content, (p,))]
        for piece in behind[:_MAX_BEHIND]:
            theirs = [j for j, c in enumerate(out) if j != k and _has(c.found, piece)]
            if not _fills_paragraph(reading, piece) or any(not _is_far(reading, out[j].found, piece) for j in theirs):
                break
            for j in theirs:
                kept = tuple(p for p in out[j].found.content if not shared((p,), (piece,)))
                out[j] = replace(out[j], found=replace(out[j].found, content=kept))
            whole = tuple(sorted((*out[k].found.content, piece)))
            out[k] = replace(out[k], found=replace(out[k].found, content=whole))
    return out


def _has(found: Found, piece: Span) -> bool:
    """Whether the words are said in ``found``, and do not only tell of it."""
    return shared(found.content, (piece,)) > 0 and not shared(found.cue, (piece,))


def _is_far(reading: Reading, found: Found, piece: Span) -> bool:
    """Whether a find has the words from above, beside a quotation in a paragraph of the article's own."""
    if not found.cue:
        return False
    home = reading.paragraph(found.cue[0][0])
    own = not reading.quotations_in(home[0], home[0] + 2)
    beside = any(home[0] <= a < home[1] and reading.quotation(a) is not None for a, _ in found.content)
    return own and beside and not home[0] <= piece[0] < home[1]


def _fills_paragraph(reading: Reading, piece: Span) -> bool:
    """Whether a piece is all of its paragraph, and no name stands alone under it."""
    home = reading.paragraph(piece[0])
    outside = reading.plain[home[0] : piece[0]] + reading.plain[piece[1] : home[1]]
    under = next((reading.plain[a:b] for a, b in reading.paragraphs[reading.paragraphs.index(home) + 1 :][:1]), "")
    signed = 0 < len(under) <= _MAX_NAME_LINE and under[:1].isalpha() and under[-1] not in '.!?:;"'
    return not any(c.isalnum() for c in outside) and not signed


def _reads_on(reading: Reading, model: Sequence[Candidate], k: int, act: int, half: Span) -> int:
    """The index of the aside between an attribution that ends at ``act`` and the second half that it takes in; or -1.

    ``Lee said, adding that it was, "in the end, a failure."`` is no aside: there the clause needs the quotation. And
    what follows "adding" is added.
    """
    for j, other in enumerate(model):
        start, end = other.found.content[-1]
        held = start < half[0] and half[1] <= end + 1 and other.found.cue[0][0] >= act
        if j == k or not held or other.found.head < 0 or other.found.lemma == "add":
            continue
        aside = reading.plain[start : half[0]].rstrip()
        begun = any(t.tag_ in FINITE for t in reading.tokens(start, start + len(aside)))
        ended = aside.endswith((".", "?", "!")) or (aside.endswith(",") and not begun)
        if reading.doc[other.found.head].tag_ == "VBG" and len(aside.split()) > 1 and ended:
            return j
    return -1
