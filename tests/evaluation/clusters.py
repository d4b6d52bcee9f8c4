"""Look at who was joined in a build: the largest people, members of Congress, and what resolving costs.

usage: python tests/evaluation/clusters.py BUILD [--largest 20] [--sizes 250 500 1000 …] [--seed 1]

BUILD is a folder of ``onrecord build``, or a file of its Documents (documents.jsonl.gz). Prints the largest people
with the names, titles and places that their articles give them; every member of Congress of officials.tsv who
speaks in an article of the years 2021 to 2026 during a term, with the number of nodes that bear the name (one is
right); and, for ``--sizes``, CPU seconds and peak memory of resolving a random draw of so many articles, each in a
process of its own. Exit code 1 where a member is more than one node.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import time
from collections import Counter, defaultdict
from pathlib import Path

from onrecord import gazetteer
from onrecord.model import Document, Knowledge
from onrecord.records import read_documents
from onrecord.resolve import resolve
from onrecord.resolve.names import fold, person_name

YEARS = ("2021", "2026")
SHOWN = 6  # distinct names, titles and places printed of each


def read(build: Path) -> list[Document]:
    """The Documents of a build."""
    return list(read_documents(build if build.is_file() else build / "documents.jsonl.gz"))


def most(counted: Counter[str]) -> str:
    """The most frequent values with their counts."""
    return ", ".join(f"{value} {count}" for value, count in counted.most_common(SHOWN))


def print_largest(knowledge: Knowledge, count: int) -> None:
    """The people with the most articles, for a person to read."""
    documents = {document.article.id: document for document in knowledge.documents}
    labels = {entity.key: entity.label for entity in knowledge.entities}
    people = sorted((e for e in knowledge.entities if e.type == "person"), key=lambda e: (-len(e.members), e.key))
    for number, entity in enumerate(people[:count], 1):
        names: Counter[str] = Counter()
        titles: Counter[str] = Counter()
        places: Counter[str] = Counter()
        for article, id in entity.members:
            document = documents[article]
            chain = document.chain(id)
            names.update(chain.names if chain is not None else ())
            for role in document.roles:
                if role.person == id:
                    titles[fold(role.title)] += 1
                    if role.place is not None:
                        places[labels[knowledge.entity_of[article, role.place]]] += 1
        print(f"{number:3} {entity.key} ({len(entity.members)} articles) {' '.join(entity.links)}")
        print(f"      names  {most(names)}\n      titles {most(titles)}\n      places {most(places)}")


def members_speaking(knowledge: Knowledge) -> dict[str, set[str]]:
    """Members of Congress who speak in YEARS during a term, under the keys of the nodes that bear their full name."""
    spoken: dict[str, list[str]] = defaultdict(list)
    for document in knowledge.documents:
        day = document.article.published
        for speaker in sorted({s.speaker for s in document.statements if s.speaker}):
            if day is not None and YEARS[0] <= day[:4] <= YEARS[1]:
                spoken[knowledge.entity_of[document.article.id, speaker]].append(day)
    by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity in knowledge.entities:
        if entity.type == "person" and entity.key in spoken:
            for name in map(person_name, (entity.label, *entity.names)):
                if name.full:
                    by_name[name.given, name.surname].add(entity.key)
    found: dict[str, set[str]] = {}
    for official in gazetteer.officials():
        keys = set()
        for form in (official.label, official.name, *official.aliases):
            name = person_name(form)
            for key in by_name.get((name.given, name.surname), ()):
                if any(term.covers(day) for term in official.terms for day in spoken[key]):
                    keys.add(key)
        if keys:
            found[f"{official.label} ({official.wikidata})"] = keys
    return found


def _cost(documents: list[Document], queue: multiprocessing.Queue[tuple[float, float]]) -> None:
    started = time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    resolve(documents)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    queue.put((time.process_time() - started, (peak - before) / 1024))


def print_cost(documents: list[Document], sizes: list[int], seed: int) -> None:
    """CPU seconds and memory beyond the Documents themselves, by number of articles."""
    context = multiprocessing.get_context("fork")
    for size in sizes:
        queue: multiprocessing.Queue[tuple[float, float]] = context.Queue()
        drawn = random.Random(seed).sample(documents, min(size, len(documents)))
        process = context.Process(target=_cost, args=(drawn, queue))
        process.start()
        seconds, megabytes = queue.get()
        process.join()
        each = 1000 * seconds / len(drawn)
        print(f"resolve {len(drawn):6} articles: {seconds:7.2f} CPU s ({each:.2f} ms each), {megabytes:.0f} MB more")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("--largest", type=int, default=20)
    parser.add_argument("--sizes", type=int, nargs="*", default=[])
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    documents = read(options.build)
    print_cost(documents, options.sizes, options.seed)
    knowledge = resolve(documents)
    print_largest(knowledge, options.largest)
    members = members_speaking(knowledge)
    several = {name: keys for name, keys in members.items() if len(keys) > 1}
    print(f"{len(members)} members of Congress speak; {len(members) - len(several)} are one node")
    for name, keys in sorted(several.items()):
        print(f"  {name}: {', '.join(sorted(keys))}")
    return 1 if several else 0


if __name__ == "__main__":
    raise SystemExit(main())
