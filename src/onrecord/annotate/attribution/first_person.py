"""The first person in running text, told from what is only spelled like it: "R.I.", "Title I", "(I-Me.)", "the US"."""

from __future__ import annotations

import re

_I = r"(?<![\w.])(?<!Title )(?<!Part )(?<!Phase )(?<!War )(?!(?<=\()I[-–/])I(?:'(?:m|ve|ll|d))?(?![\w.'])"
_WE = r"[Ww]e(?:'(?:re|ve|ll|d))?"
_SELF = rf"(?:{_I}|\b(?:[Mm]y|[Mm]e|{_WE}"

SPEAKS_OF_SELF = re.compile(rf"{_SELF})\b)")  # "our nation" is anybody's
SPEAKS_ALONE = re.compile(rf"(?:{_I}|\b[Mm]y\b)")  # nor is "we" always the speaker's
SPEAKS_OF_SELF_OR_YOU = re.compile(rf"{_SELF}|[Yy]ou)\b)")
FIRST_PERSON = re.compile(rf"{_SELF}|[Oo]ur|[Uu]s)\b)")
