"""What decides whether events of different articles are one, by name: each can be left out, and its worth measured."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from onrecord.errors import InputError

FEATURES: Mapping[str, str] = {
    "stories": "events of one story alone are compared",
    "families": 'an event noun counts as its verb ("raid", "raided"; "announcement", "announce")',
    "synonyms": "close synonyms meet where they share a participant",
    "one-happening": "a story tells of one attack, accident, death … in whatever words",
    "dates": "two dates forbid a merge",
    "places": "two places of which none holds the other forbid a merge",
    "people": "different people or agencies that act forbid a merge",
    "status": "what was carried out is not what was planned, supposed or denied",
    "descriptions": '"police" fills one role in all reports of a story, though nobody knows who they are',
    "light-verbs": "a word that says little needs a participant in common",
}
"""Each feature of :mod:`onrecord.resolve.occurrences` with what it says."""


def check(without: Collection[str]) -> None:
    """Raise :class:`InputError` for a feature that there is not."""
    for name in without:
        if name not in FEATURES:
            raise InputError(f"there is no feature {name!r} of event resolution; there are {', '.join(FEATURES)}")
