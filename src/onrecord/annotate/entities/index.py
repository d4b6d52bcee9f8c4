"""Where the chains of a Document stand among the tokens: what the stages after the first look up."""

from __future__ import annotations

from onrecord.annotate.entities.words import Words
from onrecord.model import Chain, Document, Mention


class ChainIndex:
    """Chains by token: names by first and last token, any mention by its head token."""

    def __init__(self, document: Document, words: Words) -> None:
        """Read the chains of ``document``."""
        self.chains: dict[str, Chain] = {c.id: c for c in document.chains}
        self.name_first: dict[int, tuple[Chain, int]] = {}
        self.name_last: dict[int, tuple[Chain, int]] = {}
        self.at_head: dict[int, Chain] = {}
        self.spans: dict[tuple[int, int], Chain] = {}
        self.nominal_last: dict[int, tuple[Chain, int]] = {}
        for chain in document.chains:
            for mention in chain.mentions:
                self._enter(chain, mention, words)

    def _enter(self, chain: Chain, mention: Mention, words: Words) -> None:
        first, last = words.token_from(mention.start), words.token_from(mention.end - 1) + 1
        self.spans[mention.span] = chain
        if mention.form == "name":
            # Of nested names the longer stands for both ends.
            if first not in self.name_first or self.name_first[first][1] < last:
                self.name_first[first] = (chain, last)
            if last not in self.name_last or self.name_last[last][1] > first:
                self.name_last[last] = (chain, first)
        elif mention.form == "nominal":
            self.nominal_last[last] = (chain, first)
        for i in range(last - 1, first - 1, -1):
            if not first <= words.head[i] < last or words.head[i] == i:
                self.at_head.setdefault(i, chain)
                break

    def ending(self, last: int) -> tuple[Chain, int] | None:
        """The chain of a name or noun phrase that ends before token ``last``, and its first token."""
        return self.name_last.get(last) or self.nominal_last.get(last)

    def beginning(self, first: int) -> tuple[Chain, int] | None:
        """The chain of a name that begins at token ``first``, and the token after it."""
        return self.name_first.get(first)
