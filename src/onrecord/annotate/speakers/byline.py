"""Who wrote the article: by its byline, its heading, or whose site it stands on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.drafts import Draft, Drafts
from onrecord.model import Article

# "Prepared Statement of Senator Ann Lee" heads a page: what follows is hers.
_HEADING = re.compile(
    r"\s*(?:[\d./-]+\s+)?(?:(?:opening|prepared|closing|floor|full|written|as)\b[\w ]{0,20} )?"
    r"(?:statement|remarks|testimony|speech|address)\s+(?:of|by|from)\s+(?:[\w.]+ ){0,4}",
    re.I,
)
_MAX_HEADING = 200  # characters before the name
_HOST = re.compile(r"//([\w.-]+)")


def author_of(article: Article, text: str, words: Words, drafts: Drafts, names: Mapping[int, tuple[str, int]]) -> Draft:
    """The author: the person of a byline or heading, the owner of the page, else an unnamed chain of its own."""
    for draft in drafts.by_id.values():
        if draft.notes.get("author"):
            return draft
    people = [(first, drafts[id]) for first, (id, _) in sorted(names.items()) if drafts[id].type == "person"]
    draft = (
        next((d for _, d in people if article.author and d.label.lower() in article.author.lower()), None)
        or _signed(text, words, people)
        or next(
            (
                d
                for first, d in people
                if words.start[first] < _MAX_HEADING and _HEADING.fullmatch(text, 0, words.start[first])
            ),
            None,
        )
        or _owner(article, [d for _, d in people])
        or drafts.new("unnamed", "the author")
    )
    draft.notes["author"] = "yes"
    return draft


def _signed(text: str, words: Words, people: list[tuple[int, Draft]]) -> Draft | None:
    """The person behind a "By" that begins a line."""
    for first, draft in people:
        by = first > 0 and words.lower[first - 1] == "by"
        if by and (first == 1 or "\n" in text[words.end[first - 2] : words.start[first - 1]]):
            return draft
    return None


def _owner(article: Article, people: list[Draft]) -> Draft | None:
    """The one person named in the article whose name its site bears: "lee.house.gov", "annlee.org"."""
    labels = {part for host in _HOST.findall(article.url or "") for part in host.lower().split(".")[:-1]}
    found = {draft.id: draft for draft in people if labels & set(_as_labels(draft))}
    return next(iter(found.values())) if len(found) == 1 else None


def _as_labels(draft: Draft) -> list[str]:
    """How a site may write a person's name."""
    parts = [re.sub(r"[^a-z]", "", part.lower()) for part in draft.label.split()]
    parts = [part for part in parts if part not in ("jr", "sr", "ii", "iii", "iv")]
    if len(parts) < 2:
        return []
    return [label for label in (parts[-1], parts[0] + parts[-1], "".join(parts[-2:])) if len(label) > 2]
