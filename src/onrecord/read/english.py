"""Whether a text is English: common words tell at once of nearly all, py3langid of the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_WORD = re.compile(r"[^\W\d_]+")
# Words of English alone, a sixth of any English prose; in no other language of Europe are they common.
_COMMON = frozenset(
    _WORD.findall(
        "the of and that with were this their from they who which would said been but people its about not are"
    )
)
_SAMPLE = 1500
_PASSAGE = 600
# A text shorter than this is taken as it is: nobody could tell.
_LEAST = 60
_SHARE = 0.08
_CERTAIN = 0.9


def is_english(text: str) -> bool:
    """Whether a passage at the beginning, in the middle or at the end of ``text`` is plainly English.

    So is what is too short to tell.
    """
    return len(text) < _LEAST or any(_share(passage) >= _SHARE for passage in _passages(text))


def other_language(text: str, declared: str = "en") -> str | None:
    """The language of ``text`` (ISO 639-1) if it surely is not English, else None.

    A text of two languages is English if a part of it is. A language that the input ``declared`` is
    believed where the text is too short to tell.
    """
    foreign = not (declared.startswith("en") and declared[2:3] in ("", "-"))
    if len(text) < _LEAST:
        return declared if foreign else None
    if is_english(text):
        return None
    found = [_identifier().classify(sample) for sample in _samples(text)]
    if any(language == "en" for language, _ in found):
        return None
    language, certainty = found[0]
    if certainty >= _CERTAIN and language != "zxx":
        return str(language)
    return declared if foreign else None


def _samples(text: str) -> list[str]:
    if len(text) <= 2 * _SAMPLE:
        return [text]
    middle = (len(text) - _SAMPLE) // 2
    return [text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]]


def _passages(text: str) -> Iterator[str]:
    """Some sentences each: a release may open in English and go on in Spanish."""
    for sample in map(_one_line, _samples(text)):
        for start in range(0, max(1, len(sample) - _PASSAGE // 2), _PASSAGE // 2):
            yield sample[start : start + _PASSAGE]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _share(text: str) -> float:
    words = _WORD.findall(text.lower())
    return sum(word in _COMMON for word in words) / len(words) if words else 0.0


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
