"""Terms in canonical N-Quads: the form in which quads are made, sorted, compared and written.

A term is a ``str`` such as ``<https://example.org/kg/org/ice>`` or ``"said"@en``; a quad is four of them.
Strings sort and stream faster than term objects and can be compared byte for byte. The escapes are those
of canonical N-Quads in RDF Dataset Canonicalization 1.0, section 5.1, which pyoxigraph writes as well.

Characters that XML 1.0 cannot hold (most control characters, lone surrogates, U+FFFE and U+FFFF) become
U+FFFD, one for one, so that every store and every format loads the same text and offsets still hold.
"""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from typing import TypeAlias
from urllib.parse import quote

import pyoxigraph

from onrecord.rdf.namespace import XSD

Term: TypeAlias = str
Quad: TypeAlias = tuple[Term, Term, Term, Term]

_UNLOADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TO_ESCAPE = re.compile('["\\\\\n\r\t\x7f]')
special = re.compile(f"{_UNLOADABLE.pattern[:-1]}{_TO_ESCAPE.pattern[1:]}").search
"""Finds what :func:`escaped` would change: None, nearly always."""
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x7f": "\\u007F"}
_UNESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*\Z")
_NOT_IN_IRI = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")
_SAFE_SEGMENT = re.compile(r"(?!\.*\Z)[A-Za-z0-9._~-]{1,120}\Z").match
_SAFE_KEY = re.compile(r"(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,119}/)*[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,119}\Z").match
_INTEGER, _DECIMAL, _DATE = (f'"^^<{datatype}>' for datatype in (XSD.integer, XSD.decimal, XSD.date))
_DECIMALS = 4


def loadable(text: str) -> str:
    """``text`` with each character that some store or format cannot hold replaced by U+FFFD."""
    return _UNLOADABLE.sub("\ufffd", text)


def iri(value: str) -> Term:
    """An IRI that is known to be valid."""
    return f"<{value}>"


def outside_iri(value: str) -> str | None:
    """A valid ``http`` or ``https`` IRI for a web address that somebody else wrote, or None.

    Characters that an IRI cannot hold are percent-encoded; what is still no IRI gives None.
    """
    candidate = _NOT_IN_IRI.sub(lambda m: quote(m[0], safe="", errors="surrogatepass"), value.strip())
    if not candidate.lower().startswith(("http://", "https://")):
        return None
    try:
        pyoxigraph.NamedNode(candidate)
    except ValueError:
        return None
    return candidate


def path_segment(value: str) -> str:
    """``value`` as one segment of an IRI's path: reversible, or a hash where it is long or only dots."""
    if _SAFE_SEGMENT(value):
        return value
    if len(value) > 120 or not value.strip("."):
        return "sha256-" + digest(value)
    return quote(value, safe="-._~", errors="surrogatepass")


def key_path(key: str) -> str:
    """The key of an entity ("person/matthew-albence") as a path under the base."""
    return key if _SAFE_KEY(key) else "/".join(path_segment(part) for part in key.split("/"))


def digest(*parts: object) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of ``parts``."""
    return digest_of_text("\0".join(map(str, parts)))


def digest_of_text(text: str) -> str:
    """The same of one string, in which a NUL stands between the parts: half the time where it is at hand."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def escaped(text: str) -> str:
    """``text`` as it stands between the quotation marks of a literal."""
    if special(text) is None:  # nearly always
        return text
    return _TO_ESCAPE.sub(lambda m: _ESCAPES[m[0]], _UNLOADABLE.sub(chr(0xFFFD), text))


def plain(text: str) -> Term:
    """A plain string literal."""
    return f'"{escaped(text)}"'


def tagged(text: str, language: str) -> Term:
    """A literal with a language tag, or a plain one where ``language`` is no BCP 47 tag."""
    return f"{plain(text)}@{language.lower()}" if _LANGUAGE.match(language) else plain(text)


def integer(value: int) -> Term:
    """An ``xsd:integer``."""
    return f'"{value:d}{_INTEGER}'


def decimal(value: float) -> Term:
    """An ``xsd:decimal`` in the canonical form of XML Schema 1.1, rounded to four places ("1", "0.85")."""
    digits = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return f'"{"0" if digits == "-0" else digits}{_DECIMAL}'


def coordinate(value: float) -> Term:
    """Degrees as a canonical ``xsd:decimal`` of at most six places (a decimetre)."""
    digits = f"{value:.6f}".rstrip("0").rstrip(".")
    return f'"{"0" if digits == "-0" else digits}{_DECIMAL}'


def day(value: str) -> Term | None:
    """An ``xsd:date`` for an ISO date (what follows a ``T`` is left out), or None where it is none."""
    try:
        return f'"{date.fromisoformat(value[:10]).isoformat()}{_DATE}'
    except ValueError:
        return None


def days(value: str) -> tuple[Term, Term] | None:
    """First and last day of an ISO date or interval ("2019-08-07", "2019-08-05/2019-08-11"), or None."""
    first, _, last = value.partition("/")
    bounds = day(first), day(last or first)
    return (bounds[0], bounds[1]) if bounds[0] and bounds[1] else None


def value_of(term: Term) -> str:
    """The IRI or the characters that ``term`` stands for, without brackets, quotes, escapes, tag or datatype."""
    if term.startswith("<"):
        return term[1:-1]
    body = term[1 : term.rindex('"')]
    return _ESCAPED.sub(_unescape, body) if "\\" in body else body


def _unescape(match: re.Match[str]) -> str:
    short, long, letter = match.groups()
    return _UNESCAPES[letter] if letter else chr(int(short or long, 16))


def line(quad: Quad) -> str:
    """The quad as one line of N-Quads, line feed included."""
    return f"{quad[0]} {quad[1]} {quad[2]} {quad[3]} .\n"
