"""Documents as JSON and back, exactly: what the cache and documents.jsonl.gz hold.

The JSON follows the dataclasses of :mod:`onrecord.model` field by field; fields that have their
default value are left out. Each Document is a line in a gzip member of its own, so that a file of
many is their concatenation: it is made from packed Documents, and changed, without packing the others again.
"""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import json
import sys
import types
import typing
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.model import Article, Document

_CHUNK = 1 << 16
_LEVEL = 6  # nine takes three times as long and saves one part in a hundred


def to_json(document: Document) -> str:
    """``document`` as one line of JSON."""
    return json.dumps(_plain(document), ensure_ascii=False, separators=(",", ":"))


def from_json(line: str) -> Document:
    """The Document that :func:`to_json` wrote.

    :raises InputError: the line is not one.
    """
    try:
        return typing.cast(Document, _reader(Document)(json.loads(line)))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(f"not a Document of onrecord ({type(error).__name__}: {error}); build it again") from error


def pack(document: Document) -> bytes:
    """``document`` as one gzip member, whose bytes depend on nothing else."""
    return gzip.compress(to_json(document).encode("utf-8", "surrogatepass") + b"\n", _LEVEL, mtime=0)


def unpack(packed: bytes) -> Document:
    """The Document that :func:`pack` packed.

    :raises InputError: it is damaged.
    """
    try:
        return from_json(gzip.decompress(packed).decode("utf-8", "surrogatepass"))
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise InputError(f"not a Document of onrecord ({error}); build it again") from error


def article_of(packed: bytes) -> Article:
    """The article of what :func:`pack` packed, for a third of the work of :func:`unpack`.

    :raises InputError: it is damaged.
    """
    try:
        plain = json.loads(gzip.decompress(packed).decode("utf-8", "surrogatepass"))["article"]
        return typing.cast(Article, _reader(Article)(plain))
    except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(f"not a Document of onrecord ({type(error).__name__}: {error}); build it again") from error


def digest_of(document: Document) -> str:
    """The SHA-256 of ``document``, whatever it is that changed in it."""
    return hashlib.sha256(to_json(document).encode("utf-8", "surrogatepass")).hexdigest()


def write_documents(documents: Iterable[Document], path: Path) -> None:
    """Write ``documents`` as gzip-compressed JSON Lines whose bytes depend on nothing else."""
    with path.open("wb") as file:
        file.writelines(map(pack, documents))


def read_packed(path: Path) -> Iterator[bytes]:
    """The packed Documents in a file of :func:`write_documents`, one by one.

    :raises InputError: it cannot be read, or is damaged.
    """
    try:
        with path.open("rb") as file:
            held = file.read(_CHUNK)
            while held:
                start, member = held, zlib.decompressobj(wbits=31)
                member.decompress(held)
                while not member.eof:
                    more = file.read(_CHUNK)
                    if not more:
                        raise EOFError("it ends too early")
                    member.decompress(more)
                    start += more
                yield start[: len(start) - len(member.unused_data)]
                held = member.unused_data or file.read(_CHUNK)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: cannot be read ({error}); build the graph again") from error


def read_documents(path: Path) -> Iterator[Document]:
    """The Documents in a file of :func:`write_documents`.

    :raises InputError: it cannot be read, or is damaged.
    """
    yield from map(from_json, _read_lines(path))


def _read_lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rb") as lines:
            for line in lines:
                yield line.decode("utf-8", "surrogatepass")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); build the graph again") from error


def read_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Id and text of each article in a file of :func:`write_documents`, a third of the work of reading it.

    :raises InputError: it cannot be read, or is damaged.
    """
    for line in _read_lines(path):
        try:
            article = json.loads(line)["article"]
            yield article["id"], article["text"]
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(f"{path}: not a Document of onrecord ({error}); build it again") from error


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(given)
            for field in dataclasses.fields(value)
            if (given := getattr(value, field.name)) != field.default or type(given) is not type(field.default)
        }
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


_SHORT = 32
_NUMBERS = tuple(range(32_768))


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What turns plain JSON back into a value of the annotated type ``kind``."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind)
        readers: Mapping[str, Callable[[Any], Any]] = {name: _reader(hint) for name, hint in hints.items()}
        return lambda plain: kind(**{name: readers[name](value) for name, value in plain.items()})
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        item = _reader(arguments[0])
        return lambda plain: tuple(item(value) for value in plain)
    if origin is tuple:
        items = [_reader(argument) for argument in arguments]
        return lambda plain: tuple(read(value) for read, value in zip(items, plain, strict=True))
    if origin in (types.UnionType, typing.Union):
        some = [_reader(argument) for argument in arguments if argument is not type(None)]
        if len(some) != 1:
            raise TypeError(f"a field of several types cannot be read back from JSON: {kind}")
        return lambda plain: None if plain is None else some[0](plain)
    return _shared


def _shared(plain: Any) -> Any:
    """The same object for the same short word or number: ten thousand articles have the same names for their parts."""
    if type(plain) is int:
        return _NUMBERS[plain] if 0 <= plain < len(_NUMBERS) else plain
    return sys.intern(plain) if type(plain) is str and len(plain) < _SHORT else plain
