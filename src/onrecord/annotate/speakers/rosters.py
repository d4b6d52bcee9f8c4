"""Lists of persons read by their words, not by the parser: names, titles, parties, offices, and what parts them.

``Rep. Ann Lee (D-Ohio), a member of the committee, along with Sens. Bob Poe (R-Me.); Cy Roe and 20 colleagues sent``.
Brackets, titles and appositions lead parsers to the last of several, or to the first alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from onrecord.annotate.entities.name import title_at
from onrecord.annotate.entities.words import Words
from onrecord.annotate.speakers.others import AND, Phrase, colleagues, others_behind
from onrecord.annotate.speakers.sources import is_person_noun
from onrecord.lexicon.nominals import roles, word_set

Named = tuple[int, int, str]
"""First token, end and chain id of a name."""

FINITE = frozenset(("VBD", "VBP", "VBZ"))
_OPENS = {"(": ")", "[": "]"}
_MAX_BRACKET = 10  # tokens of "(D-Conn.-01)"
_MAX_BETWEEN = 14  # tokens from one name of a list to the next, with title, party and state
_MAX_OFFICES = 32  # and with the committees that each of them leads
_MAX_JOINED = 24  # tokens behind the last name in which those without a name stand
_MAX_TITLE = 24  # tokens of office before a name
_TITLE_BEFORE = 8  # and those in which a member's title stands
WITH = frozenset((("along", "with"), ("together", "with"), ("joined", "by"), ("well", "as")))
_OFFICE = frozenset(("of", "the", "for", "on", "and", "&", "-", "fellow", "his", "her", "their", "co", "a", "'s"))
_ACTS_ON = frozenset(
    ("ask", "call", "demand", "encourage", "implore", "petition", "press", "push", "request", "tell", "thank", "urge")
) | frozenset(("write", "meet", "invite", "congratulate", "applaud", "praise", "honor"))
_ACTIVE = frozenset(("VB", "VBD", "VBG", "VBP", "VBZ"))
_ASIDE = frozenset(("in", "following", "after", "as", "during", "ahead", "before", "at"))
_ELSEWHERE = frozenset(("in", "at", "from", "to", "after", "before", "while", "since", "during", "against", "about"))
_OBJECT_OF = frozenset(("to", "against", "between", "about", "from", "than"))
_NO_LETTER = frozenset(("according", "thanks", "due", "next"))
_BEFORE_OFFICE = frozenset(("a", "all", "both", "the", "co", "-", "who", "are", "ranking", "vice", "former", "senior"))
HEADING_VERBS = _ACTS_ON | frozenset(("lead", "announce", "introduce", "join", "seek", "host", "reintroduce"))
_ADDS = frozenset(("join", "sign", "cosign", "signer", "cosigner", "signatory", "cosponsor"))  # and "co-lead"
_CO = frozenset(("lead", "sponsor", "sign", "signed"))
_UNNAMED = frozenset(("Bipartisan", "Colleagues", "Senators", "Members", "Lawmakers", "Representatives"))
_ADDED = 12  # tokens before the first or behind the last name in which one of them stands
_SIGNED = frozenset(("sign", "cosign", "lead", "write", "author", "pen", "send", "cosponsor", "spearhead"))


@dataclass(frozen=True, slots=True)
class Roster:
    """Persons named side by side: their names, where what belongs to the list ends, who is told of beside them."""

    run: tuple[Named, ...]
    stop: int
    others: Phrase | None = None

    @property
    def first(self) -> int:
        """The first token of the first name."""
        return self.run[0][0]

    @property
    def ids(self) -> tuple[str, ...]:
        """The chain ids, each once."""
        return tuple(dict.fromkeys(id for _, _, id in self.run))


def behind_bracket(words: Words, k: int) -> int:
    """The token behind a bracket that opens at token ``k``, or ``k``."""
    if k >= len(words) or words.text[k] not in _OPENS:
        return k
    ends = range(k + 1, min(k + _MAX_BRACKET, len(words)))
    return next((m + 1 for m in ends if words.text[m] == _OPENS[words.text[k]]), k)


def in_bracket(words: Words, k: int) -> bool:
    """Whether token ``k`` stands behind another in brackets: "Ann Lee (President, Acme Northeast)"."""
    for m in range(k - 1, max(-1, k - _MAX_BRACKET), -1):
        if words.text[m] in ")]" or "\n" in words.text[m]:
            return False
        if words.text[m] in _OPENS:
            return k - m > 1 and not any(words.lower[j] in AND for j in range(m, k))
    return False


def glue(words: Words, start: int, stop: int) -> list[int] | None:
    """The tokens without brackets between a name's end and the next name's begin; None where no list goes on there."""
    if not 0 < stop - start <= _MAX_OFFICES or stop >= len(words):
        return None
    between: list[int] = []
    k = start
    while k < stop:
        after = behind_bracket(words, k)
        if after > k:
            k = after
            continue
        between.append(k)
        k += 1
    if any(words.text[k] in ('"', "“", "”", ":") or "\n" in words.text[k] for k in between):
        return None
    if words.tag[start] == "POS" or words.lower[stop - 1] in ("of", "for") or is_field(words, start, stop):
        return None
    for k in between:
        if words.tag[k] in ("WDT", "WP") or words.lower[k] in _ELSEWHERE:
            return None
        by = k + 1 < stop and (words.lower[k], words.lower[k + 1]) in WITH
        if words.tag[k].startswith(("VB", "MD")) and words.text[k].islower() and not by:
            return None
    parted = any(words.text[k] in (",", ";") or words.lower[k] in AND | {"alongside"} for k in between)
    with_him = any((words.lower[a], words.lower[a + 1]) in WITH for a in between if a + 1 < stop)
    offices = stop - start <= _MAX_BETWEEN or any(words.lower[k].removesuffix("s") in _offices() for k in between)
    whole = words.sentence[start - 1] == words.sentence[stop] or any(words.text[k] == ";" for k in between)
    # "and DCCC Chair | Ann Lee released": a sentence may be taken to end in a title
    whole = whole or (words.lower[start] in AND and all(words.text[k][:1].isupper() for k in between[1:]))
    return between if (parted or with_him) and offices and whole else None


def _offices() -> frozenset[str]:
    return frozenset(roles()) | word_set("together")


def joins(words: Words, k: int, stop: int) -> bool:
    """Whether an "and" at token ``k`` joins the name behind it: "president and chief officer, the Forum" has none."""
    office = words.lower[k + 1] in roles() and words.text[k + 1].isupper()  # "Founder and CEO, the Forum"
    lower = words.text[k + 1].islower() and words.lower[k + 1] not in ("the", "his", "her", "a", "an", "former")
    return words.lower[k] in AND and not ((lower or office) and "," in words.text[k + 1 : stop])


def is_field(words: Words, start: int, stop: int) -> bool:
    """Whether a lone word behind a whole name tells an office's field: "Lea Lee, Director for Poe, Roe and Hill"."""
    whole = start > 1 and words.capital(start - 2) and words.capital(start - 1) and words.text[start] == ","
    alone = stop + 1 >= len(words) or not words.capital(stop + 1)
    if not whole or not alone or words.text[stop - 1] == "." or title_at(words, stop - 1) is not None:
        return False
    role = next((k for k in range(start + 1, stop) if words.lower[k] in roles()), stop)
    return any(words.lower[k] in ("for", "of") for k in range(role + 1, min(stop, role + 2)))


def begin_of(words: Words, first: int) -> int:
    """The first token of the titles and offices before a name."""
    k = first - 1
    low = max(0, first - _MAX_TITLE)
    home = words.sentence[first]
    while k >= low and _is_title(words, k):
        if words.text[k] == ".":  # a sentence may be taken to end at "Reps."
            home = words.sentence[k]
        if words.sentence[k] != home:
            break
        k -= 1
    k += 1
    while k < first and (words.text[k] in (".", "—", "–") or words.lower[k] in _OFFICE - {"the", "fellow"}):
        k += 1
    return k


def _is_title(words: Words, k: int) -> bool:
    capital = words.text[k][:1].isupper() and words.tag[k] not in FINITE
    before = words.lower[k - 1].removesuffix("s") if k else ""
    if words.text[k] in (".", "—", "–"):  # "Reps." parted from its full stop; "signed by fellow co-chairs — Reps."
        return before in _offices() or (words.text[k] == "." and before in ("rep", "sen", "gov", "dr"))
    return capital or words.lower[k] in _OFFICE or words.lower[k].removesuffix("s") in _offices()


def is_addressed(words: Words, first: int) -> bool:
    """Whether something is done to those who are named from token ``first`` on: a letter is sent, an appeal made."""
    k = _begin_with_abbreviation(words, first) - 1
    if k < 0 or words.sentence[k] != words.sentence[k + 1]:
        return False
    if words.lower[k] in _OBJECT_OF:
        return not (k and words.lower[k - 1] in _NO_LETTER)
    verb = k - 1 if words.lower[k] in ("on", "upon", "with") and k else k
    # "“…,” wrote Senators Lee and Roe" has its subject behind it.
    behind = verb > 0 and (words.text[verb - 1] in ('"', "“", "”", ",") or "\n" in words.text[verb - 1])
    return words.tag[verb] in _ACTIVE and words.lemma[verb].lower() in _ACTS_ON and not (behind and verb == k)


def _begin_with_abbreviation(words: Words, first: int) -> int:
    """The first token of the titles before a name, with what stands before an abbreviation: "Department (DOL) Head"."""
    k = begin_of(words, first)
    short = k > 3 and words.text[k - 3] == "(" and words.text[k - 2].isupper() and words.text[k - 1] == ")"
    return begin_of(words, k - 3) if short and words.sentence[k - 3] == words.sentence[k] else k


def _opens_letter(words: Words, first: int) -> bool:
    """Whether "In a letter to" begins the sentence before a name: who acts stands behind whom it goes to."""
    k = _begin_with_abbreviation(words, first) - 1
    while k > 0 and words.sentence[k - 1] == words.sentence[k] and "\n" not in words.text[k - 1]:
        if words.tag[k] in FINITE or words.text[k] == ",":
            return False
        k -= 1
    return words.lower[k] == "in" and "letter" in words.lower[k : k + _TITLE_BEFORE]


def split_addressed(words: Words, run: list[Named]) -> tuple[list[Named], list[Named]]:
    """Those who are addressed, and those behind the comma who act: "In a letter to Roe and Poe, Lee and Cox asked"."""
    if not is_addressed(words, run[0][0]):
        return [], run
    for j in range(1, len(run)):
        at = behind_bracket(words, run[j - 1][1])
        if words.text[at] != ",":
            continue
        closed = j > 1 and any(words.lower[k] in AND for k in range(run[j - 2][1], run[j - 1][0]))
        title = next((w for w in words.lower[at + 1 : at + 4] if w not in ("u.s.", "u.s", "us")), "").rstrip(".")
        several = title in word_set("in-congress") and title.endswith("s")
        if closed or several:
            return run[:j], run[j:]
    # "In a letter to Chairman Roe (R-Ohio), Lee and 20 colleagues asked": the verb has a subject behind the one
    alone = behind_bracket(words, run[0][1])
    if len(run) > 1 and words.text[alone] == "," and _opens_letter(words, run[0][0]):
        others = others_behind(words, run[-1][1], min(run[-1][1] + _MAX_JOINED, len(words)))
        if acts(words, others[2] if others is not None else behind_bracket(words, run[-1][1])) is not None:
            return run[:1], run[1:]
    return run, []


def close(words: Words, run: list[Named]) -> Roster | None:
    """The list that the names of ``run`` make; None where nothing joins them."""
    last = run[-1][1]
    others = others_behind(words, last, min(last + _MAX_JOINED, len(words))) or _counted(words, last)
    others = others or _behind_office(words, last)
    joined = others is not None
    for (_, a, _), (b, _, _) in pairwise(run):
        tokens = range(a, b)
        joined = joined or any(joins(words, k, b) and _parts(words, a, k, b) for k in tokens)
        joined = joined or any((words.lower[k], words.lower[k + 1]) in WITH for k in tokens)
        joined = joined or any(words.lower[k] == "alongside" for k in tokens)
    if not joined and not is_heading(words, run):
        return None
    comma = last + 2 < len(words) and words.text[last] == "," and words.text[last + 1] == "("  # "Ann Lee, (D-Ohio)"
    stop = others[2] if others is not None else behind_bracket(words, last + int(comma))
    return Roster(tuple(run), _behind_apposition(words, stop), others)


def _parts(words: Words, stop: int, k: int, begin: int) -> bool:
    """Whether an "and" at token ``k`` parts two names: not that of "Lee, head of the Peace & Justice Center, Poe"."""
    if words.lower[k] not in AND:
        return False
    behind = behind_bracket(words, stop)
    return k <= behind + int(words.text[behind] == ",") or "," not in words.text[k:begin]


def _behind_office(words: Words, last: int) -> Phrase | None:
    """``27 other members`` of "Lee (D-Ohio), chair of the Committee on Trade, along with 27 other members, wrote"."""
    k = behind_bracket(words, last)
    if k + 2 >= len(words) or words.text[k] != ",":
        return None
    if not any(words.lower[m].removesuffix("s") in _offices() for m in range(k + 1, min(k + 4, len(words)))):
        return None
    for m in range(k + 1, min(k + 2 * _MAX_OFFICES, len(words) - 2)):
        if words.sentence[m] != words.sentence[last - 1] or (words.tag[m] in FINITE and words.text[m].islower()):
            return None
        if (words.lower[m], words.lower[m + 1]) in WITH:
            return colleagues(words, m + 2, min(m + _MAX_JOINED, len(words)))
    return None


def _counted(words: Words, last: int) -> Phrase | None:
    """``92 Members of Congress`` of the heading "Ann Lee, 92 Members of Congress Call for": a comma for an "and"."""
    k = behind_bracket(words, last)
    if k + 2 >= len(words) or words.text[k] != ",":
        return None
    counted = words.tag[k + 1] == "CD" or words.text[k + 1] in _UNNAMED
    phrase = colleagues(words, k + 1, min(k + _MAX_JOINED, len(words))) if counted else None
    acts = phrase is not None and phrase[2] < len(words) and words.text[phrase[2]][:1].isupper()
    return phrase if acts and phrase is not None and words.tag[phrase[2]].startswith(("VB", "NNP")) else None


def is_heading(words: Words, run: list[Named]) -> bool:
    """Whether commas alone part the names that begin a line: "Lee, Poe, Roe Introduce Bill"."""
    first, last = run[0][0], run[-1][1]
    begins = first == 0 or "\n" in words.text[first - 1]
    commas = all(b - a == 1 and words.text[a] == "," for (_, a, _), (b, _, _) in pairwise(run))
    acting = last < len(words) and (words.tag[last] in ("VBP", "VB", "VBD") or words.lower[last] in HEADING_VERBS)
    return len(run) > 1 and begins and commas and acting


def _behind_apposition(words: Words, stop: int) -> int:
    """Behind ", all co-chairs of the Caucus on Trade," up to the verb."""
    if stop + 2 >= len(words) or words.text[stop] not in (",", "—", "–", "--"):
        return stop
    k = stop + 1
    while k < len(words) - 1 and words.lower[k] in _BEFORE_OFFICE:
        k += 1
    noun = words.lower[k]
    if noun.removesuffix("s") not in _offices() and not is_person_noun(words, k):
        return stop
    for m in range(k, min(k + _MAX_OFFICES, len(words))):
        if words.sentence[m] != words.sentence[stop] or words.tag[m] in ("WDT", "WP"):
            break
        if words.tag[m] in FINITE and words.text[m].islower():
            return m
    return stop


def acts(words: Words, stop: int) -> int | None:
    """The finite verb that follows a list ending at token ``stop``, but for days and adverbs."""
    if stop + 1 < len(words) and words.text[stop] == "," and words.lower[stop + 1] in _ASIDE:
        # "Lee and Poe, in response to a request for comments, wrote"
        near = range(stop + 1, min(stop + _MAX_OFFICES, len(words)))
        stop = next((k for k in near if words.text[k] == ","), stop)
    for k in range(stop, min(stop + _MAX_BETWEEN, len(words))):
        if words.sentence[k] != words.sentence[stop - 1]:
            return None
        if words.tag[k] in FINITE:
            return k
        if words.lower[k] == "and" and k + 1 < len(words) and words.tag[k + 1] in FINITE:
            continue
        aside = words.tag[k][:2] in ("RB", "CD", "HY", ",", "-L", "-R", ":") or words.lower[k] in word_set("calendar")
        if not aside and words.lower[k] not in ("on", "all", "both", "today", "yesterday", "this", "last", "week"):
            return None
    return None


def in_congress_before(words: Words, first: int) -> bool:
    """Whether the title of a member of a parliament stands before a name, nothing but titles between."""
    for k in range(first - 1, max(-1, first - _TITLE_BEFORE), -1):
        if words.lower[k].rstrip(".") in word_set("in-congress"):
            return True
        if not (_is_title(words, k) or words.text[k] in (".", ",", ")", "(") or words.tag[k] == "CD"):
            return False
    return False


def _in_law(words: Words, first: int, stop: int) -> bool:
    k = first - 1
    while k > first - _MAX_OFFICES and k > 0 and words.capital(k):
        k -= 1
    if k < 0 or words.lower[k] != "the":
        return False
    for m in range(stop, min(stop + _MAX_OFFICES, len(words))):
        if words.text[m] == "Act":
            return True
        if not words.capital(m) and words.lower[m] not in ("and", "of", "for", "to"):
            return False
    return False


def is_in_office(words: Words, first: int, stop: int) -> bool:
    """Whether a name is the place of an office, or half a law's: "the Lee Safety Act".

    ``The Village of Pine Hill Mayor and County Legislator Bob Poe``
    """
    if _in_law(words, first, stop):
        return True
    k = first - 1
    while k > first - _TITLE_BEFORE and k > 0 and words.capital(k):
        k -= 1
    if stop + 1 >= len(words) or k < 1 or words.lower[k] != "of" or not words.capital(k - 1):
        return False
    return words.text[stop].istitle() and words.lower[stop] in roles()


def signed_by(words: Words, first: int) -> bool:
    """Whether "signed by", "led by" stands before those who are named from token ``first`` on."""
    k = begin_of(words, first) - 1
    return k > 0 and words.lower[k] == "by" and words.lemma[k - 1].lower() in _SIGNED


def adds(words: Words, first: int, last: int) -> bool:
    """Whether they join those named before: "Also signing are Lee and Roe", "Lee and Roe are co-leading it"."""
    near = [k for k in range(max(0, first - _ADDED), first) if words.sentence[k] == words.sentence[first]]
    behind = [k for k in range(last, min(last + _ADDED, len(words))) if words.sentence[k] == words.sentence[first]]
    co = any(words.lower[k] == "co" and words.lemma[k + 2].lower() in _CO for k in behind[:-2])
    also = any(words.lower[k] == "also" and words.lemma[k + 1].lower() in ("sign", "join") for k in behind[:-1])
    return co or also or any(words.lemma[k].lower() in _ADDS for k in near)
