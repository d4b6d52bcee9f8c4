"""Who wrote the article."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.drafts import Draft, Drafts


def author_of(text: str, words: Words, drafts: Drafts, names: Mapping[int, tuple[str, int]]) -> Draft:
    """The author: the person of a byline, else an unnamed chain of its own."""
    for draft in drafts.by_id.values():
        if draft.notes.get("author"):
            return draft
    byline = next(
        (
            drafts[id]
            for first, (id, _) in sorted(names.items())
            if drafts[id].type == "person"
            and first > 0
            and words.lower[first - 1] == "by"
            and (first == 1 or "\n" in text[words.end[first - 2] : words.start[first - 1]])
        ),
        None,
    )
    draft = byline if byline is not None else drafts.new("unnamed", "the author")
    draft.notes["author"] = "yes"
    return draft
