"""Texts that are meant to break what reads them; at full size by ``python tests/properties/fuzz.py --hostile``."""

from __future__ import annotations

SAID = "ICE raided a plant in Morton, Mississippi, on Wednesday. “We left,” ICE acting Director Ann Smith said. "


def hostile_texts(size: int) -> dict[str, str]:
    """Each of about ``size`` characters; at 10,000,000 what the name says, as 100,000 nested quotations."""
    few = max(1, size // 100)
    return {
        "no space at all": "a" * size,
        "no space, with marks": "“a”," * (size // 4),
        "nested quotations": "“he said ‘" * few + "x" + "’”" * few,
        "only quotation marks": '"' * size,
        "only opening marks": "“" * size,
        "NULs": "He said\0 “yes\0”. " * (size // 17),
        "unpaired surrogates": "He said \ud800“yes\udfff”. " * (size // 17),
        "right to left": "אמר «שלום» قال ‏“نعم”‎ \u202eHe said “no”\u202c. " * (size // 45),
        "emoji": "👩‍👩‍👧‍👦 said “🏳️‍🌈👍🏽”. " * (size // 25),
        "zero width": "\u200b".join("He said “yes”. ") * (size // 30),
        "combining marks": ("e" + "\u0301" * 500 + " said. ") * (size // 510),
        "line ends": "\n" * size,
        "spaces": " " * size,
        "one sentence": "he said that " * (size // 13),
        "brackets": "(" * (size // 2) + ")" * (size // 2),
        "capitals": "Ann Smith Of The " * (size // 17),
        "numbers": "1,000 of 2,000 " * (size // 15),
        "a good text, often": SAID * (size // len(SAID)),
        "a bomb of HTML": "<div>" * (size // 5),
    }
