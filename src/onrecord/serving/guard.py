"""What a server does not try: to ask other hosts on behalf of whoever asks it (SERVICE, LOAD)."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_OPAQUE = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""'''
    r"""|'''(?:[^'\\]|\\.|'(?!''))*'''"""
    r'''|"(?:[^"\\\n\r]|\\.)*"'''
    r"""|'(?:[^'\\\n\r]|\\.)*'"""
    r"""|<[^<>"{}|^`\\\x00-\x20]*>"""
    r"""|\#[^\n\r]*""",
    re.DOTALL,
)
_CALL = re.compile(r"(?<![\w?$:.-])(SERVICE|LOAD)(?![\w:-])", re.IGNORECASE)


def calls_elsewhere(text: str) -> str | None:
    """The keyword by which a query or update would reach another host, or None.

    Strings, IRIs and comments are left out of account, and escapes of SPARQL 1.1 section 19.2 undone first.
    """
    plain = _OPAQUE.sub(" ", _ESCAPE.sub(_character, text))
    found = _CALL.search(plain)
    return found[1].upper() if found else None


def _character(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number < 0x110000 else " "
