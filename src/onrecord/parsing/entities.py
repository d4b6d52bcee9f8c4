"""Greedy decoding of spaCy's entity recogniser for all tokens of a text together.

The score of an action outside of an entity depends on the next token alone, inside of one also on its first token and
the token before. So all scores outside are one matrix product, and the entities that could begin anywhere are followed
side by side; spaCy takes one token after the other and asks every action whether it is allowed. What is allowed is what
``spacy/pipeline/_parser_internals/ner.pyx`` allows in a text without entities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_FEATURES = 3  # next token, first token of the open entity, token before the next if an entity is open


class EntityDecoder:
    """The entity recogniser ``recogniser`` of a spaCy pipeline, decoded in another order."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        """Take the network and the actions of ``recogniser``, which itself is used where a text has entities."""
        self.recogniser = recogniser
        network = recogniser.model
        lower, upper = network.get_ref("lower"), network.get_ref("upper")
        self._vectors = network.get_ref("tok2vec")
        width = lower.get_dim("nO") * lower.get_dim("nP")
        self._pieces = lower.get_dim("nP")
        self._weights = lower.get_param("W").reshape(_FEATURES * width, -1).T.copy()
        self._padding = lower.get_param("pad").reshape(_FEATURES, width)
        self._bias = lower.get_param("b").reshape(width)
        self._out, self._out_bias = upper.get_param("W").T.copy(), upper.get_param("b")
        names = [recogniser.moves.get_class_name(k) for k in range(recogniser.moves.n_moves)]
        # "U-" without a label stands for a blocked entity: only where one is given.
        outside = [name == "O" or (name[0] in "BU" and len(name) > 2) for name in names]
        self._closed = np.where(outside, np.float32(0), np.float32(-np.inf))
        self._begin, self._unit = (np.array([name.startswith(kind) for name in names]) for kind in ("B-", "U-"))
        self._labels = [name[2:] for name in names]
        find = {name: k for k, name in enumerate(names)}
        # The actions that go on with and that end the entity that an action opens.
        self._in, self._last = (
            np.array([find.get(kind + label, -1) for label in self._labels]) for kind in ("I-", "L-")
        )

    @classmethod
    def of(cls, pipe: Any, vocab: Vocab) -> EntityDecoder | None:
        """The decoder of ``pipe``, or None where it is another kind of recogniser."""
        from spacy.pipeline import EntityRecognizer

        if not isinstance(pipe, EntityRecognizer) or pipe.cfg.get("beam_width") != 1:
            return None
        told = pipe.model.attrs
        if not told.get("has_upper") or told.get("unseen_classes"):
            return None
        if pipe.model.get_ref("lower").maybe_get_dim("nF") != _FEATURES:
            return None
        decoder = cls(pipe)
        ends = np.stack([decoder._in, decoder._last])[:, decoder._begin]
        return decoder if (ends >= 0).all() else None

    def __call__(self, doc: Doc) -> Doc:
        """``doc`` with its entities."""
        if len(doc) == 0 or doc.to_array("ENT_IOB").any():
            given: Doc = self.recogniser(doc)
            return given
        from spacy.tokens import Span

        facts = doc.to_array(["SENT_START", "IS_SPACE"]).astype(np.int64)
        found = self.spans(doc, facts[:, 0] == 1, facts[:, 1] == 1)
        doc.set_ents([Span(doc, start, end, label) for start, end, label in found], default="outside")
        return doc

    def spans(self, doc: Doc, starts: NDArray[np.bool_], blank: NDArray[np.bool_]) -> list[tuple[int, int, str]]:
        """(first token, end token, label) of each entity.

        ``starts`` are the tokens that begin a sentence, ``blank`` those of white space.
        """
        n = len(doc)
        tokens = (self._vectors.predict([doc]) @ self._weights).reshape(n, _FEATURES, -1)
        stop = np.append(starts[1:], True)  # an entity cannot go on after this token
        scores = self._scores(tokens[:, 0] + self._padding[1] + self._padding[2]) + self._closed
        scores[np.ix_(blank | stop, self._begin)] = -np.inf
        scores[np.ix_(blank, self._unit)] = -np.inf
        action = scores.argmax(1)
        ends = np.arange(1, n + 1)
        opened = np.nonzero(self._begin[action])[0]
        at = opened + 1
        while len(opened):
            inside = self._scores(tokens[at, 0] + tokens[opened, 1] + tokens[at - 1, 2])
            rows = np.arange(len(opened))
            go, end = self._in[action[opened]], self._last[action[opened]]
            goes_on, closes = inside[rows, go], inside[rows, end]
            more = ~stop[at] & ((goes_on > closes) | ((goes_on == closes) & (go < end)))
            ends[opened[~more]] = at[~more] + 1
            opened, at = opened[more], at[more] + 1
        kept: list[tuple[int, int, str]] = []
        entity = self._begin | self._unit
        nearest = 0
        for start in np.nonzero(entity[action])[0].tolist():
            if start >= nearest:
                nearest = int(ends[start])
                kept.append((start, nearest, self._labels[action[start]]))
        return kept

    def _scores(self, summed: NDArray[np.float32]) -> NDArray[np.float32]:
        hidden = (summed + self._bias).reshape(len(summed), -1, self._pieces).max(-1)
        scores: NDArray[np.float32] = hidden @ self._out + self._out_bias
        return scores
