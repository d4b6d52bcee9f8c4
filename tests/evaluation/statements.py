"""Draw articles by a fixed seed, print every statement found in them for reading, and count the verdicts.

usage: python tests/evaluation/statements.py draw CORPUS ... [--sample N] [--seed S] --output DRAWN.jsonl
       python tests/evaluation/statements.py show DRAWN.jsonl [--from N] [--to N]
       python tests/evaluation/statements.py tally DRAWN.jsonl VERDICTS.tsv ...
       python tests/evaluation/statements.py causes VERDICTS.tsv ...

``draw`` takes N articles by ``--seed`` from all CORPUS files (all of them without ``--sample``), annotates them as
the package does by default and writes what the JSON contract has, a line an article. ``show`` prints each
paragraph with the speech statements that begin in it (attitudes with ``--attitudes``). The reader writes a line
for each statement that is not right, and one for each that was missed::

    article  offset  verdict          offset: where the content begins; of a missed one where it should
    12       408     wrong-speaker
    12       733     missed-indirect

Verdicts are wrong-speaker, wrong-span, not-a-statement, missed-direct, missed-mixed, missed-indirect. What has
no line was read and found right. ``tally`` prints the table, ``causes`` counts the fourth column, a word for what went
wrong, where there is one (missed ones left out). Only speech is judged, nested statements and
headlines too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from onrecord.annotate.many import Failure, annotate_many
from onrecord.annotate.surface import paragraphs
from onrecord.contract import article_record
from onrecord.model import Article

MANNERS = ("direct", "mixed", "indirect")
WRONG = ("wrong-speaker", "wrong-span", "not-a-statement")
_HEAD, _TAIL = 150, 50  # characters of a long content that are shown


def rows(path: Path) -> list[dict[str, Any]]:
    """The JSON lines of ``path``, plain or gzip."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode().splitlines() if line.strip()]


def articles(corpora: list[Path], sample: int | None, seed: int) -> list[Article]:
    """The articles of the corpora, or ``sample`` of them drawn by ``seed``, in the order of the files."""
    given = [row for path in corpora for row in rows(path)]
    chosen = range(len(given)) if sample is None else sorted(random.Random(seed).sample(range(len(given)), sample))
    out = []
    for k in chosen:
        row = given[k]
        day = str(row.get("date") or "")
        out.append(
            Article(
                str(row.get("id") or row["url"]),
                row["text"],
                title=row.get("title"),
                url=row.get("url"),
                published=day if len(day) == 10 and day[4] == day[7] == "-" else None,
            )
        )
    return out


def draw(options: argparse.Namespace) -> int:
    chosen = articles(options.corpora, options.sample, options.seed)
    failed = 0
    with options.output.open("w", encoding="utf-8") as file:
        for number, result in enumerate(annotate_many(chosen), 1):
            if isinstance(result, Failure):
                print(result.article.id, result.reason, file=sys.stderr)
                failed += 1
                continue
            record = {"number": number, **article_record(result)}
            for told, s in zip(record["statements"], result.statements, strict=True):
                told |= {"part": s.part, "channel": s.channel, "found_by": s.found_by, "confidence": s.confidence}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return 1 if failed else 0


def show(options: argparse.Namespace) -> int:
    for article in rows(options.drawn):
        if not options.first <= article["number"] <= options.last:
            continue
        print(f"\n##### {article['number']} {article['id']}")
        text = article["text"]
        told = [s for s in article["statements"] if options.attitudes or s["kind"] == "speech"]
        for start, end in paragraphs(text):
            print(f"[{start}] {text[start:end]}")
            for s in told:
                if start <= s["content"][0][0] < end:
                    print("    " + line(text, s))
    return 0


def line(text: str, s: dict[str, Any]) -> str:
    """One statement on one line: offset, manner, speaker, cue, content, and what else was read."""

    def words(spans: list[list[int]]) -> str:
        said = " … ".join(" ".join(text[a:b].split()) for a, b in spans)
        return said if len(said) <= _HEAD + _TAIL else f"{said[:_HEAD]} [..] {said[-_TAIL:]}"

    marks = [s["kind"][0] if s["kind"] != "speech" else "", "n" if s["nested"] else "", s["part"][0]]
    who = " & ".join([str(s["speaker"]), *s["joint"]])
    more = "".join(f" {k}={s[k]}" for k in ("addressee", "channel") if s[k])
    return (
        f"@{s['content'][0][0]} {s['manner'][:3]} {''.join(marks)} {who} <{words(s['source'])}> "
        f"[{words(s['cue'])}] {words(s['content'])}{more} ({s['found_by']} {s['confidence']})"
    )


def verdicts(paths: list[Path]) -> dict[tuple[int, int], list[str]]:
    out: dict[tuple[int, int], list[str]] = {}
    for path in paths:
        for row in path.read_text(encoding="utf-8").splitlines():
            if row and not row.startswith(("#", "article")):
                number, offset, verdict = row.split("\t")[:3]
                if verdict not in (*WRONG, *(f"missed-{m}" for m in MANNERS)):
                    raise ValueError(f"{path}: {verdict!r} is no verdict; see the head of this script")
                out.setdefault((int(number), int(offset)), []).append(verdict)
    return out


def tally(options: argparse.Namespace) -> int:
    said = verdicts(options.verdicts)
    count: Counter[tuple[str, str]] = Counter()
    places: set[tuple[int, int]] = set()
    drawn = rows(options.drawn)
    for article in drawn:
        for s in article["statements"]:
            if s["kind"] != "speech":
                continue
            place = (article["number"], s["content"][0][0])
            given = [v for v in said.get(place, []) if v in WRONG]
            places |= {place}
            count[s["manner"], given[0] if given else "right"] += 1
    for place, given in said.items():
        for verdict in given:
            if verdict.startswith("missed-"):
                count[verdict.removeprefix("missed-"), "missed"] += 1
            elif place not in places:
                print(f"no statement begins at {place}: its verdict {verdict} is not counted", file=sys.stderr)
    print(f"{len(drawn)} articles")
    columns = ("right", *WRONG, "missed")
    print("| | " + " | ".join(columns) + " | precision | recall |\n|" + "---|" * (len(columns) + 3))
    for name, of in (*((m, (m,)) for m in MANNERS), ("all", MANNERS)):
        values = [sum(count[m, column] for m in of) for column in columns]
        found = sum(values[:-1])
        wanted = sum(values[:3]) + values[-1]  # with a wrong speaker or span it was there to be found
        shares = [f"{100 * values[0] / n:.1f}" if n else "–" for n in (found, wanted)]
        print(f"| {name} | " + " | ".join(map(str, values)) + f" | {shares[0]} | {shares[1]} |")
    return 0


def causes(options: argparse.Namespace) -> int:
    lines = (row.split("\t") for path in options.verdicts for row in path.read_text(encoding="utf-8").splitlines())
    count = Counter(line[3] for line in lines if len(line) > 3 and line[2] in WRONG)
    print("\n".join(f"{n}\t{cause}" for cause, n in count.most_common()))
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("draw")
    one.add_argument("corpora", nargs="+", type=Path)
    one.add_argument("--sample", type=int)
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--output", type=Path, required=True)
    one.set_defaults(run=draw)
    two = commands.add_parser("show")
    two.add_argument("drawn", type=Path)
    two.add_argument("--from", type=int, default=1, dest="first")
    two.add_argument("--to", type=int, default=10**9, dest="last")
    two.add_argument("--attitudes", action="store_true")
    two.set_defaults(run=show)
    four = commands.add_parser("causes")
    four.add_argument("verdicts", nargs="+", type=Path)
    four.set_defaults(run=causes)
    three = commands.add_parser("tally")
    three.add_argument("drawn", type=Path)
    three.add_argument("verdicts", nargs="+", type=Path)
    three.set_defaults(run=tally)
    options = parser.parse_args()
    result: int = options.run(options)
    return result


if __name__ == "__main__":
    sys.exit(main())
