"""Who cannot be the "he" who says something: whoever is named in it, and whoever says of another that he said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.annotate.speakers.drafts import Draft
from onrecord.annotate.speakers.owners import INSTITUTIONS, owner_of
from onrecord.annotate.speakers.sources import Source
from onrecord.lexicon.nominals import word_set
from onrecord.model import Statement

if TYPE_CHECKING:
    from onrecord.annotate.speakers.resolver import Resolver

_OPENING = 80  # characters of what somebody says
_FRONTED = 40  # tokens from the subject of a clause before the main one to the pronoun of this
_SENTENCES = 3  # before "it" in which its noun may stand
_OF_NOUN = frozenset(("JJ", "NN", "NNS", "NNP"))
_MAX_OWNED = 6  # tokens of "Chairman Roe's meeting comments"
_GO_ON = frozenset(("continue", "conclude", "go", "add"))
_PARAGRAPHS = 2  # from one quotation to the next of the same body
_NEAR = 120  # tokens in which who is spoken of stands before his "he"


def barred(resolver: Resolver, statement: Statement) -> set[str]:
    """The persons whom the first words of a statement name in full, and in quotation marks who says the whole."""
    start, end = statement.content[0]
    end = min(end, start + _OPENING)
    found = set()
    for id in {resolver.drafts[id].id for id in resolver.heads.values()}:
        draft = resolver.drafts[id]
        full = (m for m in draft.mentions if m.form == "name" and " " in resolver.text[m.start : m.end].strip())
        if draft.type == "person" and any(start <= m.start < end for m in full):
            found.add(id)
    host = resolver.host(statement)
    within = resolver.inside_quotes(statement.source[0][0]) or resolver.spoken(statement) is not None
    if host is not None and within:
        found.add(host)
    return found


def named_inside(
    resolver: Resolver, statement: Statement, source: Source, pronoun: str, barred: set[str]
) -> Draft | None:
    """The person who is the subject last before the pronoun in the quotation or text in full that it stands in."""
    words = resolver.words
    quotation = resolver.quotation(source.span[0])
    spoken = resolver.spoken(statement)
    if quotation is None and spoken is None:
        return None
    begin = quotation.start if quotation is not None else spoken[0] if spoken is not None else 0
    for i in range(source.head - 1, max(-1, source.head - _NEAR), -1):
        if words.start[i] < begin:
            return None
        draft = resolver.drafts[resolver.heads[i]] if i in resolver.heads and words.dep[i] == "nsubj" else None
        if draft is not None and draft.type == "person" and draft.names and draft.id not in barred:
            return draft if resolver.agrees(draft, pronoun) else None
    return None


def named_before(resolver: Resolver, source: Source, pronoun: str, barred: set[str]) -> Draft | None:
    """The person named last in the sentence before, who is none of the ``barred``; in quotation marks in them too."""
    words = resolver.words
    quoted = resolver.inside_quotes(source.span[0])
    for i in range(source.head - 1, -1, -1):
        if words.sentence[source.head] - words.sentence[i] > 1:
            return None
        draft = resolver.drafts[resolver.heads[i]] if i in resolver.heads else None
        if draft is None or draft.type != "person" or not draft.names or draft.id in barred:
            continue
        if resolver.agrees(draft, pronoun) and resolver.inside_quotes(words.start[i]) <= quoted:
            return draft
    return None


def named_in_which(resolver: Resolver, source: Source, pronoun: str) -> Draft | None:
    """Whose the thing is that "in which he" goes on with: ``posts by President Roe in which he threatened …``."""
    words, k = resolver.words, source.head - 1
    if k < 3 or words.lower[k] != "which" or words.lower[k - 1] not in ("in", "on"):
        return None
    noun = k - (3 if words.text[k - 2] == "," else 2)
    owner = next((m - 1 for m in range(noun - 1, max(0, noun - _MAX_OWNED), -1) if words.tag[m] == "POS"), -1)
    if owner >= 0 and all(words.tag[m] in _OF_NOUN for m in range(owner + 2, noun + 1)):
        theirs = resolver.drafts[resolver.heads[owner]] if owner in resolver.heads else None
        fits = theirs is not None and theirs.type == "person" and bool(theirs.names)
        return theirs if theirs is not None and fits and resolver.agrees(theirs, pronoun) else None
    k -= 3 if words.text[k - 2] == "," else 2
    draft = resolver.drafts[resolver.heads[k]] if k in resolver.heads else None
    if draft is None or draft.type != "person" or not resolver.agrees(draft, pronoun):
        return None
    while k > 0 and (words.tag[k].startswith("NNP") or words.lower[k] == "the"):
        k -= 1
    return draft if words.lower[k] in ("by", "from", "of", "with") else None


def fronted_subject(
    resolver: Resolver, statement: Statement, source: Source, pronoun: str, barred: set[str]
) -> Draft | None:
    """The subject of the clause before the main one: "While the agency exempts paths, it singles out roads"."""
    words = resolver.words
    verb = words.head[source.head]
    if words.dep[source.head] != "nsubj" or verb <= source.head:
        return None
    for i in range(source.head - 1, max(-1, source.head - _FRONTED), -1):
        if words.sentence[i] != words.sentence[source.head]:
            return None
        clause = words.head[i]
        if words.dep[i] not in ("nsubj", "nsubjpass") or words.dep[clause] != "advcl" or words.head[clause] != verb:
            continue
        if words.tag[i] in ("PRP", "WP", "WDT") or not any(
            words.head[k] == clause and words.dep[k] in ("mark", "advmod") for k in range(max(0, i - _FRONTED), i)
        ):
            return None
        draft = resolver.drafts[resolver.heads[i]] if i in resolver.heads else None
        if draft is None and pronoun == "it":
            return _thing(resolver, statement, i)
        return draft if draft is not None and draft.id not in barred and resolver.agrees(draft, pronoun) else None
    return None


def _thing(resolver: Resolver, statement: Statement, i: int) -> Draft | None:
    """The unnamed law, plan or report whose noun is token ``i``, or who is known to have made it."""
    words = resolver.words
    if words.tag[i] != "NN" or words.lower[i] not in word_set("tells"):
        return None
    first = words.chunk_start(i)
    source = Source((words.start[first], words.end[i]), first, i + 1, i, "nominal")
    makers = resolver.documents.meant(source)
    if makers is not None:
        resolver.joint[statement.id] = makers.ids[1:]
        return resolver.drafts[makers.ids[0]]
    owner = owner_of(resolver, source, words.lower[i])
    return owner if owner is not None and owner.type in INSTITUTIONS else resolver.unnamed(None, source)


def thing_before(resolver: Resolver, statement: Statement, source: Source) -> Draft | None:
    """The law, plan or report that sentences before an "it" speak of: "The bill ends it. It provides …. It says …"."""
    words = resolver.words
    root = words.head[source.head]
    if words.lower[source.head] != "it" or words.dep[source.head] != "nsubj" or words.head[root] != root:
        return None
    at = source.head
    for _ in range(_SENTENCES):
        number = words.sentence[at] - 1
        at = next((k for k in range(at, max(-1, at - _NEAR), -1) if words.sentence[k] == number), -1)
        subject = -1
        for k in range(at, max(-1, at - _NEAR), -1):
            if words.sentence[k] != number:
                break
            if words.dep[k] in ("nsubj", "nsubjpass") and words.head[words.head[k]] == words.head[k]:
                subject = k
        if subject < 0:
            return None
        if words.lower[subject] != "it":
            id = resolver.heads.get(subject)
            return _thing(resolver, statement, subject) if id is None or not resolver.drafts[id].names else None
    return None


def together_before(resolver: Resolver, source: Source) -> tuple[str, ...]:
    """Those named right before "as they": ``joined Senators Lee and Roe as they urged …``."""
    words = resolver.words
    k = source.head - 1
    if words.lower[source.head] != "they" or k < 1 or words.lower[k] not in ("as", "when", "while"):
        return ()
    id = resolver.heads.get(k - 1)
    id = resolver.drafts[id].id if id is not None else None
    others = resolver.groups.before_who(k, id) if id is not None else ()
    return (id, *others) if id is not None and others else ()


def and_i(resolver: Resolver, statement: Statement, source: Source, speaker: Draft) -> tuple[str, ...]:
    """With whom "we" speak whose last sentences began "Chairman Lee and I": chain ids."""
    words = resolver.words
    if words.lower[source.head] != "we":
        return ()
    if statement.parent in resolver.joint and resolver.speaker.get(statement.parent or "") == speaker.id:
        return resolver.joint[statement.parent or ""]  # "we" in what several say are all of them
    home = resolver.paragraph(source.span[0])
    for i in range(source.head - 1, max(1, source.head - _NEAR), -1):
        if resolver.paragraph(words.start[i]) != home:
            return ()
        if words.lower[i] == "i" and words.lower[i - 1] == "and":
            id = resolver.heads.get(i - 2)
            draft = resolver.drafts[id] if id is not None else None
            named = draft is not None and draft.type == "person" and draft.names and draft is not speaker
            return (draft.id,) if draft is not None and named else ()
    return ()


def subject_before(resolver: Resolver, statement: Statement, source: Source, linked: Draft) -> Draft | None:
    """The subject of the sentence before "She released this statement:", "They said", where another was taken for it.

    ``Congresswoman Lee joined First Lady Roe for the signing. She released …`` is the subject, whoever stands nearer;
    ``The commission was clear on companies in such countries. They said`` is no country.
    """
    words, k = resolver.words, source.head
    said = words.lower[k]
    shown = said in ("he", "she") and statement.found_by.endswith("in-full") and linked.type == "person"
    if not (shown or (said == "they" and linked.type in ("place", "thing"))) or words.dep[k] != "nsubj" or k == 0:
        return None
    number = words.sentence[k] - 1
    if words.sentence[k - 1] != number:
        return None
    near = [i for i in range(k - 1, max(-1, k - _NEAR), -1) if words.sentence[i] == number]
    root = next((i for i in near if words.head[i] == i and words.tag[i].startswith("VB")), -1)
    for i in near:
        if i >= root or i not in resolver.heads:
            continue
        draft = resolver.drafts[resolver.heads[i]]
        subject = words.dep[i] == "nsubj" and words.head[i] == root
        if not subject and not (shown and draft.type == "person" and draft.names):
            continue  # behind a letterhead the parser may take another for the subject
        if draft is linked or not draft.names:
            return None
        fits = resolver.agrees(draft, said) and (draft.type == "person" if shown else draft.type in INSTITUTIONS)
        return draft if fits else None
    return None


def goes_on(resolver: Resolver, statement: Statement, source: Source) -> Draft | None:
    """The body that was quoted last inside of what somebody says: "They concluded: …", "The statement continued: …"."""
    words, parent = resolver.words, statement.parent
    verbs = {words.lemma[words.token_from(a)].lower() for a, _ in statement.cue}
    said = words.lower[source.first : source.last]
    document = len(said) == 2 and said[0] == "the" and said[1] in word_set("document")
    if parent is None or not verbs & _GO_ON or not (said == ["they"] or document):
        return None
    last = None
    for other in resolver.document.statements:
        before = other.source and other.parent == parent and other.source[0][0] < source.span[0]
        if before and other.id in resolver.speaker and (last is None or other.source[0][0] > last.source[0][0]):
            last = other
    if last is None or resolver.paragraph(source.span[0]) - resolver.paragraph(last.source[0][0]) > _PARAGRAPHS:
        return None
    draft = resolver.drafts[resolver.speaker[last.id]]
    return draft if draft.names and draft.type in INSTITUTIONS else None


def only_quoted(resolver: Resolver, source: Source, draft: Draft) -> bool:
    """Whether somebody is spoken of before a pronoun within quotation marks alone, where it stands outside of them."""
    start = source.span[0]
    if draft.names or resolver.inside_quotes(start):
        return False
    before = [m.start for m in draft.mentions if m.start < start]
    return bool(before) and all(resolver.inside_quotes(at) for at in before)
