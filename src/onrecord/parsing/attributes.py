"""spaCy's attribute ruler as a table: what its rules say of a token depends on little, which is seen again and again.

Rules look at a token's tag and dependency, whether it is white space, and at some words; a few also at the token after
it. What they say is worked out once for each combination and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_Key: TypeAlias = tuple[int, int, int, int]  # word (0 for one that no rule names), tag, dependency, white space
_Test: TypeAlias = Callable[[_Key], bool]
_READ = ("LOWER", "TAG", "DEP", "IS_SPACE")
_SET = ("TAG", "POS", "MORPH", "LEMMA", "DEP")
_NONE: _Key = (-1, -1, -1, -1)


class _Unknown(Exception):
    """A rule that the table cannot hold."""


class AttributeTable:
    """The attribute ruler ``ruler`` of a spaCy pipeline, its answers remembered."""

    def __init__(self, ruler: AttributeRuler, vocab: Vocab) -> None:
        """Read the rules of ``ruler``; raises where one of them asks for more than the table knows."""
        self._strings = vocab.strings
        columns = {int(vocab.strings[name]): k for k, name in enumerate(_SET)}
        self._words: dict[int, int] = {}
        self._named: set[str] = set()
        self._expressions: list[re.Pattern[str]] = []
        self._rules: list[tuple[list[_Test], int, list[tuple[int, int]]]] = []
        for rule, attrs, index in zip(ruler.patterns, ruler.attrs, ruler.indices, strict=True):
            if not set(attrs) <= set(columns):
                raise _Unknown
            values = [(columns[attr], int(value)) for attr, value in attrs.items()]
            patterns: Any = rule["patterns"]
            for pattern in patterns:
                if len(pattern) > 2 or not 0 <= index < len(pattern):
                    raise _Unknown
                self._rules.append(([self._test(spec) for spec in pattern], index, values))
        self._first = [tests[0] for tests, _, _ in self._rules if len(tests) == 2]
        self._begins: dict[_Key, bool] = {}
        self._answers: dict[tuple[_Key, _Key, _Key], tuple[tuple[int, int], ...]] = {}

    @classmethod
    def of(cls, pipe: Any, vocab: Vocab) -> AttributeTable | None:
        """The table of ``pipe``, or None where it is no attribute ruler or has rules of another form."""
        from spacy.pipeline import AttributeRuler

        if not isinstance(pipe, AttributeRuler):
            return None
        try:
            return cls(pipe, vocab)
        except _Unknown:
            return None

    def __call__(self, doc: Doc) -> Doc:
        """``doc`` with what the rules say of its tokens."""
        if len(doc) == 0:
            return doc
        keys = [(self._word(word), *rest) for word, *rest in doc.to_array(list(_READ)).tolist()]
        begins = [self._may_begin(key) for key in keys]
        values = doc.to_array(list(_SET))
        last = len(keys) - 1
        changed = False
        for i, key in enumerate(keys):
            before = keys[i - 1] if i and begins[i - 1] else _NONE
            after = keys[i + 1] if begins[i] and i < last else _NONE
            for column, value in self._answer(before, key, after):
                values[i, column] = value
                changed = True
        if changed:
            given: Any = values[:, :-1]
            doc.from_array(list(_SET[:-1]), given)
            self._set_dependencies(doc, values[:, -1])
        return doc

    def _set_dependencies(self, doc: Doc, wanted: Any) -> None:
        """Only of tokens that change: setting them all anew would read the whole tree again."""
        for i in np.nonzero(doc.to_array(_SET[-1]) != wanted)[0].tolist():
            doc[i].dep = int(wanted[i])

    def _word(self, lower: int) -> int:
        found = self._words.get(lower)
        if found is None:
            word = self._strings[lower]
            known = word in self._named or any(e.search(word) for e in self._expressions)
            found = self._words[lower] = lower if known else 0
        return found

    def _may_begin(self, key: _Key) -> bool:
        found = self._begins.get(key)
        if found is None:
            found = self._begins[key] = any(test(key) for test in self._first)
        return found

    def _answer(self, before: _Key, key: _Key, after: _Key) -> tuple[tuple[int, int], ...]:
        found = self._answers.get((before, key, after))
        if found is None:
            found = tuple(dict(self._apply(before, key, after)).items())
            self._answers[before, key, after] = found
        return found

    def _apply(self, before: _Key, key: _Key, after: _Key) -> Iterator[tuple[int, int]]:
        for tests, index, values in self._rules:
            around = (key,) if len(tests) == 1 else (key, after) if index == 0 else (before, key)
            if _NONE not in around and all(test(k) for test, k in zip(tests, around, strict=True)):
                yield from values

    def _test(self, spec: dict[str, Any]) -> _Test:
        tests: list[_Test] = []
        for name, wanted in spec.items():
            if name not in _READ:
                raise _Unknown
            tests.append(self._test_of(name, _READ.index(name), wanted))
        return lambda key: all(test(key) for test in tests)

    def _test_of(self, name: str, k: int, wanted: Any) -> _Test:
        if isinstance(wanted, bool):
            return lambda key: key[k] == wanted
        if isinstance(wanted, str):
            wanted = {"IN": [wanted]}
        if not isinstance(wanted, dict) or len(wanted) != 1:
            raise _Unknown
        ((how, given),) = wanted.items()
        if how == "REGEX" and name == "LOWER":
            expression = re.compile(given)
            self._expressions.append(expression)
            strings = self._strings
            return lambda key: key[k] != 0 and expression.search(strings[key[k]]) is not None
        if how not in ("IN", "NOT_IN") or (name == "LOWER" and how == "NOT_IN"):
            raise _Unknown
        if name == "LOWER":
            self._named.update(given)
        values = frozenset(self._strings.add(value) if value else 0 for value in given)
        return (lambda key: key[k] in values) if how == "IN" else (lambda key: key[k] not in values)
