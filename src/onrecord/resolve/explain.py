"""``explain``: why mentions were joined or kept apart, in words."""

from __future__ import annotations

from onrecord.model import Entity, Knowledge, Occurrence
from onrecord.resolve.names import fold
from onrecord.resolve.verdicts import key_in


def explain(knowledge: Knowledge, name: str) -> str:
    """Everything decided about the entities and occurrences that ``name`` (an IRI, key, name or part of one) means.

    Plain text, a paragraph a thing: its key, names, links, members by article, and the decisions that
    touch it. A name that means nothing here is said to.
    """
    things: list[Entity | Occurrence] = [*knowledge.entities, *knowledge.occurrences]
    key, folded = key_in(name), fold(name)
    chosen = [thing for thing in things if thing.key == key]
    chosen = chosen or [thing for thing in things if folded in {fold(n) for n in _names(thing)}]
    chosen = chosen or [thing for thing in things if folded and any(folded in fold(n) for n in _names(thing))]
    if not chosen:
        return f"Nothing here is called {name!r}."
    return "\n\n".join(_paragraph(knowledge, thing) for thing in chosen)


def _names(thing: Entity | Occurrence) -> tuple[str, ...]:
    return (thing.label, *thing.names) if isinstance(thing, Entity) else (thing.label,)


def _paragraph(knowledge: Knowledge, thing: Entity | Occurrence) -> str:
    lines = [f"{thing.key}  ({thing.type}) {thing.label}"]
    if isinstance(thing, Entity):
        lines += [f"  also written: {', '.join(thing.names)}"] if thing.names else []
        lines += [f"  linked to: {link}" for link in thing.links]
        lines += [f"  belongs to: {thing.parent}"] if thing.parent else []
    else:
        told = (("date", thing.date), ("places", ", ".join(thing.places)), ("agents", ", ".join(thing.agents)))
        lines += [f"  {word}: {value}" for word, value in told if value]
    lines.append(f"  in {len({article for article, _ in thing.members})} articles: ")
    lines[-1] += ", ".join(f"{article}#{id}" for article, id in thing.members[:20])
    lines[-1] += ", …" if len(thing.members) > 20 else ""
    for decision in knowledge.decisions:
        if thing.key in (decision.left, decision.right):
            other = decision.right if decision.left == thing.key else decision.left
            verb = "same as" if decision.same else "kept apart from"
            lines.append(f"  {verb} {other}: {decision.reason} ({decision.confidence:.2f})")
    return "\n".join(lines)
