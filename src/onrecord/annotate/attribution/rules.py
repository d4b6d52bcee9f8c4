"""The rules together: candidates of every module, merged, with what the text says beside them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from onrecord.annotate.attribution.circumstances import circumstances, manner, part
from onrecord.annotate.attribution.frames import frame_statements
from onrecord.annotate.attribution.headlines import headline_statements
from onrecord.annotate.attribution.inserted import inserted_statements
from onrecord.annotate.attribution.lost_marks import named_turns
from onrecord.annotate.attribution.merge import backgrounds, is_salutation, merge, parents, without_echoes
from onrecord.annotate.attribution.nominal import nominal_statements
from onrecord.annotate.attribution.prepositional import prepositional_statements
from onrecord.annotate.attribution.pulled import pulled_statements
from onrecord.annotate.attribution.quotes import quote_statements
from onrecord.annotate.attribution.reading import ANSWER, SHOWN, Found, Reading
from onrecord.annotate.attribution.settling import settle
from onrecord.annotate.attribution.spoken import spoken_statements
from onrecord.annotate.attribution.unclosed import unclosed_statements
from onrecord.lexicon.cues import confidence
from onrecord.model import Document, Span, Statement

# Too rare in the news that rules are measured on to have a figure of its own.
_MEASURED_AS = {"lost-marks": "inserted"}
# Nor are statements shown in full, or answers, any of those articles': 24 of 30 were read as right (docs/reading.md).
_READ = {SHOWN: 0.8, ANSWER: 0.8}


def rule_statements(document: Document | str, doc: Doc) -> list[Statement]:
    """The statements that the rules find, in the order of their content; ids "s1", "s2", …

    ``document`` is the document (or its text alone); ``doc`` the parse of ``parser_text`` of that text.
    """
    if isinstance(document, str):
        reading = Reading(document, doc)
    else:
        reading = Reading(document.article.text, doc, document.article.title)
    return complete(reading, [f for f, _ in settle(reading, rule_candidates(reading))])


def rule_candidates(reading: Reading) -> list[Found]:
    """What the rules find, one candidate an act of saying, before nesting and circumstances are decided."""
    inserted = named_turns(reading, inserted_statements(reading))
    spoken = list(spoken_statements(reading))
    labels = [f.source[0] for f in spoken if f.rule == "turn"]
    found = merge(
        reading,
        [
            *(f for f in quote_statements(reading) if not _holds(f, labels)),
            *inserted,
            *prepositional_statements(reading),
            *frame_statements(reading, frozenset(f.head for f in inserted)),
            *nominal_statements(reading),
            *headline_statements(reading),
            *spoken,
            *pulled_statements(reading),
        ],
    )
    # Their cues stand in quotation marks for want of one, and are no echoes.
    return [*without_echoes(reading, found), *unclosed_statements(reading)]


def _holds(found: Found, labels: Sequence[Span]) -> bool:
    """Whether a quotation holds the label of a turn: then it is a transcript, and each turn has its own speaker."""
    near = ((b, bisect_left(labels, (a, 0))) for a, b in found.content)
    return any(k < len(labels) and labels[k][1] <= b for b, k in near)


def complete(reading: Reading, found: Iterable[Found]) -> list[Statement]:
    """Statements in the order of their content, numbered, with nesting and all that their own words tell."""
    kept = (f for f in found if not is_salutation(reading, f))
    ordered = sorted(kept, key=lambda f: (f.content, f.source, f.cue))
    out = []
    hosts = backgrounds(reading, ordered, parents(ordered))
    for k, (f, host) in enumerate(zip(ordered, hosts, strict=True), 1):
        where = circumstances(reading, f)
        out.append(
            Statement(
                f"s{k}",
                f.content,
                f.source,
                f.cue,
                manner=manner(reading, f.content),
                kind="speech" if f.speech else "attitude",
                part=part(reading, f.content),
                cue_lemma=f.lemma,
                addressee_span=where.addressee,
                channel=where.channel,
                channel_span=where.channel_span,
                time=where.time,
                nested=host is not None,
                parent=None if host is None else f"s{host + 1}",
                found_by=f"rules:{f.rule}",
                confidence=_READ.get(f.rule) or confidence(_MEASURED_AS.get(f.rule, f.rule), f.lemma),
            )
        )
    return out
