"""Offices that are named by what they cover: "US Attorney for the Southern District of Mississippi"."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.model import Chain, Document, Mention

_OFFICE = re.compile(
    r"\b(?:Assistant |Acting |Interim |Former )?(?P<label>(?:U\.S\.|US|United States) Attorney (?:for|of) the "
    r"(?:(?:Northern|Southern|Eastern|Western|Central|Middle) )?District of (?:[A-Z][\w.]+(?: [A-Z][\w.]+)?))"
)


def with_offices(document: Document, text: str) -> Document:
    """The document with a chain for each such office; ``text`` is what the parser saw."""
    found: dict[str, list[Mention]] = {}
    people = {m.start: m for c in document.chains if c.type == "person" for m in c.mentions if m.form == "name"}
    for match in _OFFICE.finditer(text):
        start, end = match.span("label")
        # The place takes one word too many where the name of the attorney follows it.
        inside = [at for at in people if start < at < end]
        if inside:
            end = min(inside)
            while end > start and text[end - 1] == " ":
                end -= 1
        found.setdefault(document.article.text[start:end], []).append(Mention(start, end, "name"))
    if not found:
        return document
    number = sum(1 for c in document.chains if c.id.startswith("o"))
    chains = list(document.chains)
    for label, mentions in found.items():
        number += 1
        chains.append(Chain(f"o{number}", "agency", " ".join(label.split()), tuple(mentions), (label,)))
    return replace(document, chains=tuple(chains))
