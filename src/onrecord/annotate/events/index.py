"""Which chain a token stands for: the chains of earlier stages laid over the parse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.model import Chain, Document, Span

_LONGEST_SENTENCE = 300  # tokens; what is longer is a table, a list or an attack, and its parse is noise


class ChainIndex:
    """Looks up chains by token, by span and by sentence; built once per stage, linear in the mentions."""

    def __init__(self, document: Document, doc: Doc) -> None:
        """Lays the chains of ``document`` over ``doc``, the parse of the same text."""
        self.chains: dict[str, Chain] = {chain.id: chain for chain in document.chains}
        self._starts = [token.idx for token in doc]
        # Token.sent looks through the whole Doc each time it is asked.
        self.length = self._starts[-1] + len(doc[-1]) if self._starts else 0
        self.sentence_of: list[int] = []
        self._sentences: list[tuple[int, int]] = []
        for token in doc:
            if token.is_sent_start is True or not self._sentences:
                self._sentences.append((token.i, token.i))
            self._sentences[-1] = (self._sentences[-1][0], token.i)
            self.sentence_of.append(len(self._sentences) - 1)
        self.doc = doc
        self._at_head: dict[int, tuple[int, str]] = {}
        self._spans: list[tuple[int, int, str]] = []
        for chain in document.chains:
            for mention in chain.mentions:
                self._spans.append((mention.start, mention.end, chain.id))
                head = self.head(mention.span)
                if head is None:
                    continue
                size = mention.end - mention.start
                known = self._at_head.get(head.i)
                # Of two mentions with one head the longer is the fuller description of the same thing.
                if known is None or size > known[0]:
                    self._at_head[head.i] = (size, chain.id)
        self._spans.sort()
        self._span_starts = [span[0] for span in self._spans]

    def tokens(self, span: Span) -> range:
        """Indices of the tokens that begin inside ``span`` or reach into it."""
        first = max(0, bisect_right(self._starts, span[0]) - 1)
        if first < len(self.doc) and self._starts and self._ends_before(first, span[0]):
            first += 1
        return range(first, bisect_right(self._starts, span[1] - 1) if span[1] > span[0] else first)

    def _ends_before(self, i: int, offset: int) -> bool:
        return self._starts[i] + len(self.doc[i]) <= offset

    def head(self, span: Span) -> Token | None:
        """The token of ``span`` whose head lies outside it: the syntactic head of a mention."""
        inside = self.tokens(span)
        if not inside:
            return None
        for i in inside:
            token = self.doc[i]
            if token.head.i not in inside or token.head.i == i:
                return token
        return self.doc[inside[-1]]

    def sentence(self, token: Token) -> Span:
        """The span of the sentence of ``token``, in characters."""
        first, last = self._sentences[self.sentence_of[token.i]]
        return (self._starts[first], self._starts[last] + len(self.doc[last]))

    def is_sentence(self, token: Token) -> bool:
        """Whether the sentence of ``token`` is of a length that a parse means something for."""
        first, last = self._sentences[self.sentence_of[token.i]]
        return last - first < _LONGEST_SENTENCE

    def of(self, token: Token | None) -> str | None:
        """The chain that ``token`` is the head of, or None."""
        if token is None:
            return None
        found = self._at_head.get(token.i)
        return found[1] if found else None

    def within(self, span: Span) -> Iterator[str]:
        """Chains with a mention that lies inside ``span``, in text order, each as often as it occurs."""
        at = bisect_right(self._span_starts, span[0] - 1)
        while at < len(self._spans) and self._spans[at][0] < span[1]:
            _start, end, chain = self._spans[at]
            if end <= span[1]:
                yield chain
            at += 1

    def type(self, id: str | None) -> str | None:
        """The entity type of a chain id."""
        chain = self.chains.get(id) if id else None
        return chain.type if chain else None

    def is_named(self, id: str) -> bool:
        """Whether some mention of the chain is a name."""
        return any(mention.form == "name" for mention in self.chains[id].mentions)

    def agency_of(self, id: str | None) -> str | None:
        """The agency that a chain is or is affiliated with, else None."""
        chain = self.chains.get(id) if id else None
        if chain is None:
            return None
        if chain.type == "agency":
            return chain.id
        return chain.affiliation if self.type(chain.affiliation) == "agency" else None

    def whole_agency(self, id: str) -> str | None:
        """The agency that a chain is, or the one that it is a branch of; None for what is no agency."""
        chain = self.chains.get(id)
        if chain is None or chain.type != "agency" or not self.is_named(chain.id):
            return None
        parent = self.chains.get(chain.affiliation) if chain.affiliation else None
        return parent.id if parent is not None and parent.type == "agency" else chain.id
