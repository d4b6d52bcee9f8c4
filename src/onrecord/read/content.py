"""Bytes of a file → text, with a clear word where they are no text."""

from __future__ import annotations

from pathlib import Path

from onrecord.errors import InputError

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF file; extract its text first, for example with pdftotext"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive or office document; unpack it or save it as plain text"),
    (b"\x1f\x8b", "compressed with gzip; unpack it with gunzip"),
    (b"\x7fELF", "a program"),
    (b"\xff\xfe", "UTF-16 text; convert it with: iconv -f UTF-16 -t UTF-8"),
    (b"\xfe\xff", "UTF-16 text; convert it with: iconv -f UTF-16 -t UTF-8"),
)
_SNIFFED_BYTES = 8192


def read_bytes(path: Path) -> bytes:
    """The bytes of ``path``; :class:`InputError` says why it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error}); check that it exists and may be read") from error


def decode(data: bytes) -> str:
    """UTF-8 text exactly as given: line ends and a byte order mark stay, so that offsets and SHA-256 hold.

    :raises InputError: the bytes are binary or not UTF-8.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"is binary, not UTF-8 text: {what}")
    if b"\0" in data[:_SNIFFED_BYTES]:
        raise InputError("is binary, not UTF-8 text: it holds NUL bytes; give a text file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start} (line {line}); "
            "convert it, for example with: iconv -f WINDOWS-1252 -t UTF-8"
        ) from error
