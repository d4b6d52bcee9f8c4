"""The channels of saying: ``channels.tsv``, and the verbs that name one by themselves."""

from __future__ import annotations

from functools import cache

from onrecord.lexicon.cues import rows

# A verb that cannot be used of another channel.
VERB_CHANNELS = {
    "tweet": "tweet",
    "retweet": "tweet",
    "email": "email",
    "e-mail": "email",
    "text": "text-message",
    "post": "social-media-post",
    "blog": "blog-post",
    "testify": "testimony",
}


@cache
def channel_nouns() -> dict[str, tuple[str, frozenset[str]]]:
    """Key of the channel and prepositions by noun (lower case lemma)."""
    nouns: dict[str, tuple[str, frozenset[str]]] = {}
    for key, _label, _definition, groups in rows("channels.tsv"):
        for group in groups.split("; "):
            words, _, prepositions = group.partition(": ")
            nouns.update((noun, (key, frozenset(prepositions.split()))) for noun in words.split("|"))
    return nouns
