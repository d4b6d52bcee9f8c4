"""A city that stands for its team: "Philadelphia won again" beside "the Philadelphia Eagles".

It takes both: a team of the article that is called after the city, and a match that the city wins, loses or plays. In
an article that names no team of it the city stays the city, whatever it wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.annotate.entities.name import Name
from onrecord.annotate.entities.words import Words
from onrecord.lexicon.nominals import word_set

REACH = 30  # tokens on either side of a verb in which its object stands

_SUBJECT, _OBJECT = ("nsubj", "nsubjpass"), ("dobj", "obj")
_SCORE = re.compile(r",? \d{1,3}\b(?! (?:people|percent|years?))")


def mend_cities(names: Sequence[Name], words: Words, text: str) -> None:
    """Make a team's name of every name of its city that plays in a match; the names are changed in place."""
    cities = {name.text for name in names if name.type == "place"}
    teams: dict[str, str | None] = {}
    for name in names:
        city, _, called = name.text.rpartition(" ")
        if name.type == "organization" and city in cities and called.istitle() and called.endswith(("s", "x")):
            teams[city] = name.text if teams.get(city, name.text) == name.text else None
    if not any(teams.values()):
        return
    for name in names:
        team = teams.get(name.text)
        if team and name.type == "place" and _plays(name, words, text):
            name.type, name.label, name.known, name.sure = "organization", team, None, True


def _plays(name: Name, words: Words, text: str) -> bool:
    """Whether the name is the subject of a match's verb, whom somebody beats, or one side of a score."""
    i = name.last - 1
    verb = words.head[i]
    lemma = words.lemma[verb].lower()
    if words.dep[i] in _OBJECT:
        return lemma in word_set("beats")
    if words.dep[i] not in _SUBJECT:
        return False
    if lemma in word_set("beats"):
        return True
    if lemma not in word_set("plays"):
        return False
    near = range(max(0, verb - REACH), min(len(words), verb + REACH))
    won = [words.lemma[j].lower() for j in near if words.head[j] == verb and words.dep[j] in _OBJECT]
    return all(what in word_set("match") for what in won) or bool(_SCORE.match(text, words.end[verb]))
