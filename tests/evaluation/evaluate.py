"""Score what the checkout extracts against gold data, and hold it to floors that only rise.

usage: python tests/evaluation/evaluate.py GOLD [--update] [--attribution METHOD] [--set NAME ...]

GOLD is the folder with the gold sets and their scorers (its README describes the format); nothing
of it is kept here but the SHA-256 of each file, so that a floor is never compared on other data.
``--update`` raises floors to what was measured less a margin, and refuses to lower any.
Exit code 1 where a figure is under its floor.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")
MARGIN = 0.3  # points of F1 that a floor stays under the measured value


@dataclass(frozen=True)
class GoldSet:
    """A gold file, how it is scored and which figures are held to a floor."""

    name: str
    path: str
    scorer: str
    arguments: tuple[str, ...]
    figures: tuple[str, ...]
    speech_only: bool = False
    scale: float = 1.0  # to points of 100
    together: bool = False  # chains must hold across articles: build, then export


STATEMENT_FIGURES = tuple(
    f"{name}.F1"
    for name in ("triple", "triple_speech", "triple_direct", "triple_mixed", "triple_indirect", "content_soft")
)
SETS = (
    GoldSet("seeds", "seeds/seeds.jsonl", "score_statements.py", (), STATEMENT_FIGURES[:1], speech_only=True),
    GoldSet("polnear-dev", "polnear/dev.jsonl.gz", "score_statements.py", (), STATEMENT_FIGURES),
    GoldSet("seeds-operations", "seeds/seeds.jsonl", "score_operations.py", (),
            ("about.P", "about.R", "figures.P", "figures.R"), scale=100.0, together=True),
    *(
        GoldSet(f"{short}-{kind}", f"{short}/dev.jsonl.gz", "score_coreference.py", ("--kind", kind),
                ("detection.F1", "all.CoNLL", "without_singletons.CoNLL"), scale=100.0, together=True)
        for short in ("meantime", "ecbplus")
        for kind in ("entity", "event")
    ),
    GoldSet("ecbplus-event-gold-mentions", "ecbplus/dev.jsonl.gz", "score_gold_mentions.py", (),
            ("all.CoNLL", "without_singletons.CoNLL"), scale=100.0, together=True),
)  # fmt: skip


# A plain baseline by the same scorer, as the README of the gold sets gives it: spaCy's names, noun chunks and pronouns;
# all verbs and forty nouns as events; the same head word is the same thing (events: within the given topic).
BASELINE = {
    "meantime-entity": (75.4, 52.7, 42.4),
    "meantime-event": (79.7, 56.2, 39.1),
    "ecbplus-entity": (70.3, 45.0, 34.2),
    "ecbplus-event": (77.5, 61.3, 49.5),
}


def rows(path: Path) -> list[dict[str, Any]]:
    """The JSON lines of ``path``, plain or gzip."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode().splitlines() if line.strip()]


def write(path: Path, lines: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def onrecord(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "onrecord", *arguments], check=True, stdout=subprocess.DEVNULL)


def predict(gold: Path, work: Path, *, together: bool, attribution: str | None, processes: int) -> Path:
    """Run the checkout over the texts of ``gold``, which it sees without their annotation."""
    method = ["--attribution", attribution] if attribution else []
    kept = ("id", "text", "title", "url", "date", "publisher")
    texts = [{k: v for k, v in line.items() if k in kept and v is not None} for line in rows(gold)]
    source, result = work / "input.jsonl", work / "predicted.jsonl"
    write(source, texts)
    if together:
        onrecord("build", str(source), "--output", str(work / "built"), "--processes", str(processes), *method)
        onrecord("export", str(work / "built"), "--format", "jsonl", "--output", str(result))
    else:
        onrecord("annotate", str(source), "--output", str(result), "--processes", str(processes), *method)
    return result


def figure_of(report: dict[str, Any], path: str, scale: float) -> float:
    """The figure at a dotted path of a scorer's report, times ``scale``."""
    value: Any = report
    for step in path.split("."):
        value = value[step]
    return round(value * scale, 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--attribution", default=None)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--set", action="append", choices=[s.name for s in SETS], dest="sets")
    options = parser.parse_args()
    floors: dict[str, Any] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    key = options.attribution or "default"
    failed: list[str] = []
    cache: dict[tuple[str, bool], Path] = {}
    with tempfile.TemporaryDirectory() as folder:
        for gold_set in SETS:
            if options.sets and gold_set.name not in options.sets:
                continue
            gold = options.gold / gold_set.path
            if not gold.exists():
                print(f"{gold_set.name}: {gold} is not there; give the folder with the gold sets", file=sys.stderr)
                return 2
            made = (gold_set.path, gold_set.together)
            if made not in cache:
                work = Path(folder) / f"{len(cache)}-{gold_set.path.replace('/', '-')}"
                work.mkdir()
                cache[made] = predict(
                    gold, work, together=gold_set.together, attribution=options.attribution, processes=options.processes
                )
            predicted = cache[made]
            if gold_set.speech_only:
                lines = rows(predicted)
                for line in lines:
                    line["statements"] = [s for s in line["statements"] if s["kind"] == "speech"]
                predicted = predicted.with_name("speech.jsonl")
                write(predicted, lines)
            report = predicted.with_name(f"{gold_set.name}.json")
            own = Path(__file__).with_name(gold_set.scorer)  # a scorer of ours, where the gold has none
            scorer = own if own.exists() else options.gold / gold_set.scorer
            command = [sys.executable, str(scorer), str(gold), str(predicted)]
            print(f"\n== {gold_set.name} ({key})", flush=True)
            subprocess.run([*command, *gold_set.arguments, "--json", str(report)], check=True)
            scored = json.loads(report.read_text())
            measured = {figure: figure_of(scored, figure, gold_set.scale) for figure in gold_set.figures}
            for figure, plain in zip(gold_set.figures, BASELINE.get(gold_set.name, ()), strict=False):
                print(f"{figure}: {measured[figure]} (plain baseline {plain})")
            digest = hashlib.sha256(gold.read_bytes()).hexdigest()
            held = floors.setdefault(key, {}).setdefault(gold_set.name, {"sha256": digest, "floors": {}})
            if held["sha256"] != digest:
                print(f"{gold_set.name}: the gold file is not the one that the floors were set on", file=sys.stderr)
                return 2
            for figure in gold_set.figures:
                floor = held["floors"].get(figure)
                if floor is not None and measured[figure] < floor:
                    failed.append(f"{gold_set.name} {figure}: {measured[figure]} is under its floor {floor}")
                if options.update:
                    raised = round(measured[figure] - MARGIN, 1)
                    held["floors"][figure] = raised if floor is None else max(floor, raised)
    for line in failed:
        print("UNDER FLOOR", line)
    if options.update and not failed:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
