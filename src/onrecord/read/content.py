"""Bytes of a file → text, with a clear word where they are no text.

UTF-8 and what a byte order mark or a page's own declaration names is taken at its word. Of the rest the
encoding is found: charset-normalizer tells text from binary and knows the scripts of the world, but takes
short English in Windows-1252 for Mac OS Roman, cp1250 or Shift-JIS; so the two encodings in which English
news without UTF-8 comes are tried first, and hold where all that is not ASCII is what English has.
"""

from __future__ import annotations

import codecs
import re

from onrecord.errors import InputError

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF file; give it a name that ends in .pdf"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive or office document; give an archive a name that ends in .zip, save others as text"),
    (b"\x1f\x8b", "compressed with gzip; give it a name that ends in .gz"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as plain text, HTML or PDF"),
    (b"{\\rtf", "rich text (RTF); save it as plain text, HTML or PDF"),
)
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SNIFFED_BYTES = 8192
_DETECTED_BYTES = 200_000
_WESTERN = ("cp1252", "mac_roman")
# What is not ASCII in English news: typographic marks, signs, and accented letters inside words.
_SIGNS = "“”‘’„‚«»–—…•·£€¥§©®°™½¼¾×†\u00a0\u00ad"
_ENGLISH = re.compile(f"[{_SIGNS}]|(?<=[A-Za-z])[à-öø-ÿœšž]|[à-öø-ÿœšž](?=[a-z])|(?<![A-Za-z])[ÀÁÉÓÖÜÇÑŠŽ](?=[a-z])")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """The text and, where it was not UTF-8, a word on how it was read.

    Of UTF-8 every character is kept as given, line ends and a byte order mark too, so that offsets and
    SHA-256 hold. ``declared`` is the encoding that a page or a mail names.

    :raises InputError: the bytes are binary, or text in no encoding that can be told.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"is binary, no text: {what}")
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), f"was read as {name.upper()}"
    if b"\0" in data[:_SNIFFED_BYTES]:
        wide = _wide(data)
        if wide is None:
            raise InputError("is binary, no text: it holds NUL bytes; give a text file")
        return data.decode(wide, "replace"), f"was read as {wide.upper()}"
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        bad = error
    if declared is not None and (text := _as_declared(data, declared)) is not None:
        return text, None
    # Damaged UTF-8 (cut off, or one stray byte) is UTF-8 still: another encoding would break all the rest.
    whole = len(_SEQUENCE.findall(data))
    lossy = data.decode("utf-8", "replace")
    if whole > (broken := lossy.count("\ufffd")) * 2:
        return lossy, f"has {broken} bytes that are no UTF-8, read as U+FFFD"
    detected = _detected(data)
    if detected is None:
        line = data.count(b"\n", 0, bad.start) + 1
        raise InputError(
            f"is text in no encoding that can be told: byte 0x{data[bad.start]:02x} at offset {bad.start} "
            f"(line {line}) is no UTF-8; convert it, for example with: iconv -f WINDOWS-1252 -t UTF-8"
        )
    return data.decode(detected, "replace"), f"is not UTF-8: it was read as {detected}"


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: in English every second byte is zero, and only those."""
    sample = data[: _SNIFFED_BYTES - _SNIFFED_BYTES % 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.7 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def _as_declared(data: bytes, declared: str) -> str | None:
    try:
        name = codecs.lookup(declared.strip()).name
        # What calls itself Latin-1 or ASCII on the web is Windows-1252 (WHATWG Encoding Standard).
        return data.decode("cp1252" if name in ("iso8859-1", "ascii") else name)
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None


def _detected(data: bytes) -> str | None:
    """The encoding of text that is not UTF-8, or None."""
    sample = data[:_DETECTED_BYTES]
    for name in _WESTERN:
        text = sample.decode(name, "replace")
        foreign = len(_FOREIGN.findall(text))
        if foreign and len(_ENGLISH.findall(text)) >= 0.9 * foreign and _is_text(text):
            return name
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None and _is_text(str(best)) else None


def _is_text(text: str) -> bool:
    """Whether nearly all of it is what a text consists of; controls are a sign of binary data."""
    controls = sum(1 for c in text[:_SNIFFED_BYTES] if c < " " and c not in "\t\n\r\f\v\x1b")
    return controls <= 0.01 * min(len(text), _SNIFFED_BYTES)
