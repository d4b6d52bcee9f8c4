"""The command that scores coreference of events against gold data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.errors import InputError
from onrecord.language import DEFAULT_MODEL
from onrecord.progress import progress

if TYPE_CHECKING:
    from onrecord.evaluation.events import Scores

KINDS = ("events",)
_COLUMNS = ("P", "R", "MUC", "B3", "CEAFe", "CoNLL", "LEA", "without 1s")


def evaluate(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"What to score: {', '.join(KINDS)}.")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Gold data: JSON Lines, plain or gzip.")],
    gold_mentions: Annotated[
        bool, typer.Option("--gold-mentions", help="The gold mentions in the place of detected ones.")
    ] = False,
    ablation: Annotated[
        bool, typer.Option("--ablation", help="Also the scores without each feature: what it adds.")
    ] = False,
    model: Annotated[
        str, typer.Option("--model", metavar="NAME", help="A spaCy pipeline: a package or a folder.")
    ] = DEFAULT_MODEL,
) -> None:
    """Score the coreference of events over all articles of GOLD together.

    Example: onrecord evaluate events gold.jsonl --gold-mentions --ablation
    """
    from onrecord.evaluation.events import annotate_gold, evaluate_events
    from onrecord.evaluation.gold import read_gold
    from onrecord.resolve.features import FEATURES

    if kind not in KINDS:
        raise InputError(f"{kind!r} cannot be scored; there is {', '.join(KINDS)}")
    articles = read_gold(gold)
    with progress("annotating") as tick:
        documents = annotate_gold(articles, gold_mentions=gold_mentions, model=model, progress=tick)
    typer.echo(f"{'':24}" + "".join(f"{column:>11}" for column in _COLUMNS))
    whole = evaluate_events(articles, documents)
    typer.echo(f"{'everything':24}" + _row(whole))
    for feature, meaning in FEATURES.items() if ablation else ():
        scores = evaluate_events(articles, documents, [feature])
        typer.echo(f"without {feature:16}" + _row(scores) + f"   {meaning}")
    typer.echo(f"{whole.mentions} mentions, {len(articles)} articles; F1 in points of 100")


def _row(scores: Scores) -> str:
    points = [scores.precision, scores.recall, *scores.all.values(), scores.without_singletons["CoNLL"]]
    return "".join(f"{100 * value:11.1f}" for value in points)
