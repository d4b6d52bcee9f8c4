"""``according to X`` and its like: the content is the clause that the phrase hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.annotate.attribution.reading import Found, Reading
from onrecord.model import Span

_CLAUSAL = frozenset(("ROOT", "ccomp", "advcl", "conj", "relcl", "parataxis", "acl"))


def prepositional_statements(reading: Reading) -> Iterator[Found]:
    """Statements marked by ``according to``, in text order."""
    for token in reading.doc:
        if token.lower_ == "according" and token.i + 1 < len(reading.doc):
            found = _according(reading, token)
            if found is not None:
                yield found


def _according(reading: Reading, token: Token) -> Found | None:
    to = token.nbor()
    if to.lower_ != "to":
        return None
    home = reading.paragraph(token.idx)
    named = next((c for c in to.children if c.dep_ == "pobj"), None)
    if named is None:
        return None
    source = reading.trim(reading.hull(named.left_edge, named.right_edge, home))
    if source is None or source[0] <= token.idx:
        return None
    cue = (token.idx, to.idx + len(to))
    sentence = _sentence(reading, token, home)
    before = reading.trim((sentence[0], token.idx)) if token.idx > sentence[0] else None
    after = reading.trim((source[1], sentence[1])) if source[1] < sentence[1] else None
    if before is not None and len(reading.tokens(*before)) > 3:
        clause = _host(reading, token, home)
        if clause is not None and clause < token.idx:
            before = reading.trim((max(before[0], clause), before[1]))
        content = before
    else:
        content = after
    if content is None:
        return None
    content = reading.trim(reading.whole(content, token.idx))
    if content is None:
        return None
    return Found("according-to", (content,), (source,), (cue,), "according to", token.i)


def _host(reading: Reading, token: Token, home: Span) -> int | None:
    """The start of the clause that the phrase closes."""
    head = token.head
    while head.dep_ not in _CLAUSAL and head.head is not head:
        head = head.head
    if head.dep_ in ("conj", "advcl", "relcl", "acl"):
        return None
    return max(head.left_edge.idx, home[0])


def _sentence(reading: Reading, token: Token, home: Span) -> Span:
    sent = token.sent
    return max(sent.start_char, home[0]), min(sent.end_char, home[1])
