"""Words that a web page has glued together by losing the space between them, parted for the parser.

================================ ==================================================================
``the plan,"Lee said``           a quotation mark without the space on its outer side
``in 2050.The plan``             a sentence without the space before it
``Augusta, D.C.--The plan``      a dateline without the spaces around its dash
``saidCongresswoman Lee``        a capital behind a word that ends before it: "said", a title, a preposition
``Sens. Tom Udalland Ann Lee``   a name that the article has by itself too, with a small word or a verb
================================ ==================================================================

Tokens become shorter; no offset changes.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from onrecord import gazetteer
from onrecord.lexicon.nominals import word_set

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_MARKS = (
    r"""(?<=[A-Za-z0-9])[.,!?:](?=['’]?["“”][A-Za-z])""",
    r"""(?<=[A-Za-z0-9][.,!?:])["“”](?=[A-Za-z])""",
    r"""(?<=[A-Za-z0-9][.,!?]['’])["“”](?=[A-Za-z])""",
    r"(?<=[0-9)])[.?!](?=[A-Z][a-z])",
    r"(?<=[a-z])[?!](?=[A-Z])",
    r"(?<=[A-Z]\.)--(?=[A-Z])",
)
_TITLES = ("Congresswoman", "Congressman", "Representative", "Representatives", "Senator", "Senators", "Chairman")
_TAIL = re.compile(rf"(?<=[A-Za-z][a-z]{{2}})(?:{'|'.join(sorted(word_set('behind-name'), key=len, reverse=True))})$")
_LONG_TAILS = frozenset(("and", "that", "from", "with", "are", "were", "have", "would", "who", "said"))
_SHORT = 4  # letters of a name that must stand by itself so often; a longer one once


def part_glued(nlp: Language) -> None:
    """Let the tokenizer of ``nlp`` part words where their letters tell that a space is lost."""
    from spacy.util import compile_infix_regex

    tokenizer: Any = nlp.tokenizer
    if nlp.Defaults.infixes and hasattr(tokenizer, "infix_finditer"):  # another tokenizer parts as it does
        ends = "|".join(rf"(?<=\b{word})" for word in sorted({*word_set("before-capital"), *_TITLES}))
        behind = rf"(?:{ends})(?=[A-Z][a-z]{{2}})"
        tokenizer.infix_finditer = compile_infix_regex([*nlp.Defaults.infixes, *_MARKS, behind]).finditer


def part_names(doc: Doc) -> None:
    """Part the names of ``doc`` that are glued to the word behind them, in place and before it is parsed."""
    many = Counter(token.text for token in doc)
    glued = [(token, at) for token in doc if (at := _end_of_name(token.text, many))]
    if not glued:
        return
    with doc.retokenize() as retokenizer:
        for token, at in glued:
            retokenizer.split(token, [token.text[:at], token.text[at:]], heads=[(token, 0), (token, 1)])


def _end_of_name(word: str, many: Counter[str]) -> int:
    """Where a name ends in ``word`` that goes on with a word of its own: "Udalland"; 0 where none does.

    The article has the name alone, no less often than the two as one. "Clinton" is no "Clint on". What is a word
    without its capital too ("Borrowersare") is parted from a longer one only: "within" is no "with in".
    """
    found = _TAIL.search(word) if word[:1].isupper() and not _is_name(word) else None
    if found is None or word.lower() in many:
        return 0
    name = word[: found.start()]
    common = many[name.lower()]
    least = 1 if len(name) > _SHORT else _SHORT
    alone = many[name] + common >= max(least, many[word]) and name.istitle()
    return found.start() if alone and (not common or found[0] in _LONG_TAILS) else 0


def _is_name(word: str) -> bool:
    return (
        gazetteer.surname_rank(word) is not None
        or gazetteer.given_name_gender(word) is not None
        or gazetteer.region_named(word) is not None
        or gazetteer.demonym_of(word) is not None
    )
