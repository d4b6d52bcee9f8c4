"""The parse of an article as parallel lists: read once, since attribute access on tokens is what costs time."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

_OPEN_TAGS = frozenset(("NNP", "NNPS"))
_CHUNK_DEPS = frozenset(
    ("det", "amod", "compound", "nummod", "poss", "nmod", "predet", "quantmod", "advmod", "npadvmod", "punct", "case")
)
_MAX_CHUNK_TOKENS = 14


@dataclass(frozen=True, slots=True)
class Words:
    """Per token: text, lower-case text, offsets, tag, dependency, head, lemma, number of its sentence."""

    text: list[str]
    lower: list[str]
    start: list[int]
    end: list[int]
    tag: list[str]
    dep: list[str]
    head: list[int]
    lemma: list[str]
    sentence: list[int]
    at: dict[int, int]

    @classmethod
    def of(cls, doc: Doc) -> Words:
        """Read ``doc``; a Doc without a parse gives every token itself as head and one sentence.

        The stages read one Doc after another, so the last reading is kept.
        """
        if _last and _last[0][0] is doc:
            return _last[0][1]
        found = cls._read(doc)
        _last[:] = [(doc, found)]
        return found

    @classmethod
    def _read(cls, doc: Doc) -> Words:
        text = [t.text for t in doc]
        start = [t.idx for t in doc]
        sentence = []
        number = -1
        for i, t in enumerate(doc):
            if i == 0 or t.is_sent_start:
                number += 1
            sentence.append(number)
        return cls(
            text,
            [t.lower() for t in text],
            start,
            [s + len(t) for s, t in zip(start, text, strict=True)],
            [t.tag_ for t in doc],
            [t.dep_ for t in doc],
            [t.head.i for t in doc],
            [t.lemma_ for t in doc],
            sentence,
            {s: i for i, s in enumerate(start)},
        )

    def __len__(self) -> int:
        """Number of tokens."""
        return len(self.text)

    def capital(self, i: int) -> bool:
        """Whether token ``i`` begins with an upper-case letter."""
        return self.text[i][:1].isupper()

    def proper(self, i: int) -> bool:
        """Whether token ``i`` is tagged as a name and written like one."""
        text = self.text[i]
        if text[:1].isupper():
            return self.tag[i] in _OPEN_TAGS
        # "iPhone", "eBay": written like no common noun.
        return text[1:2].isupper() and text[0].islower() and text[2:3].islower()

    def token_from(self, offset: int) -> int:
        """The token that begins at or holds ``offset``, or the next one."""
        found = self.at.get(offset)
        if found is not None:
            return found
        low, high = 0, len(self.start)
        while low < high:
            middle = (low + high) // 2
            if self.end[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    def chunk_start(self, i: int) -> int:
        """First token of the noun phrase that ``i`` heads: its own and its modifiers' premodifiers."""
        first = i
        while first > 0 and i - first < _MAX_CHUNK_TOKENS:
            left = first - 1
            head = self.head[left]
            if head < first and self.dep[head] in _CHUNK_DEPS:
                # The "'s" of "the agency's office" hangs on "agency", which stands further left.
                head = self.head[head]
            if not first <= head <= i or self.dep[left] not in _CHUNK_DEPS or "\n" in self.text[left]:
                break
            if self.dep[left] == "punct" and self.text[left] not in ("-", "–", "'", '"'):
                break
            first = left
        while first < i and self.dep[first] == "punct":
            first += 1
        return first


_last: list[tuple[Doc, Words]] = []
