"""What a user may say about how to read: names of fields, metadata, languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.errors import InputError

FIELDS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "uid", "guid", "_id", "article_id"),
    "text": ("text", "body", "content", "article", "articlebody", "article_text", "full_text", "fulltext", "maintext"),
    "title": ("title", "headline"),
    "url": ("url", "link", "canonical_url", "source_url", "sourceurl"),
    "date": ("date", "published", "date_published", "datepublished", "publish_date", "date_publish", "pubdate"),
    "publisher": ("publisher", "outlet", "publication", "site_name", "sitename", "source", "source_name"),
    "author": ("author", "authors", "byline", "creator"),
    "language": ("language", "lang"),
}
"""Our fields, and the names under which they are looked for, in this order and in any case."""

EXPECTED = 'expected fields such as {"id": "a1", "text": "…"}; --field text=NAME says what the text is called'


@dataclass(frozen=True, slots=True)
class Reading:
    """``fields`` maps our field to the input's own ("text" → "story.body", a dot for an object inside).

    ``metadata`` holds what a file of metadata says, by article id, file name or URL. Articles that
    are not English are left out unless ``any_language``.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    any_language: bool = False

    def value(self, given: Mapping[str, object], name: str) -> tuple[str, object]:
        """What ``given`` holds for our field ``name``, with the name it stands under; None where nothing."""
        if (path := self.fields.get(name)) is not None:
            return path, _at(given, path)
        for known in FIELDS[name]:
            if known in given and given[known] is not None:
                return known, given[known]
        lower = {key.lower(): key for key in given if isinstance(key, str)}
        for known in FIELDS[name]:
            key = lower.get(known)
            if key is not None and given[key] is not None:
                return key, given[key]
        return name, None


def field_map(written: list[str]) -> dict[str, str]:
    """The map that "text=body" and the like stand for.

    :raises InputError: one is not of this form, or its first half is no field of ours.
    """
    found = {}
    for pair in written:
        ours, sign, theirs = pair.partition("=")
        if not sign or not theirs or ours not in FIELDS:
            raise InputError(
                f"--field {pair!r} is not right: expected OURS=THEIRS, OURS being one of {', '.join(FIELDS)}"
            )
        found[ours] = theirs
    return found


def _at(given: object, path: str) -> object:
    if isinstance(given, dict) and path in given:
        return given[path]
    for step in path.split("."):
        if not isinstance(given, dict):
            return None
        given = given.get(step)
    return given
