"""Write src/onrecord/lexicon/verbs.tsv from the files of WordNet 3.0: irregular forms and close synonyms of verbs.

usage: python ontology/gazetteer/make_verbs.py FOLDER      (the folder with index.verb, data.verb, verb.exc;
                                                            Debian: package wordnet-base)

Only verbs that occur in WordNet's tagged text count, and of each the SENSES most frequent senses: two verbs
that share one of those are close ("fire", "dismiss"), rare senses would bring everything together.
WordNet 3.0, Copyright 2006 by Princeton University, all rights reserved; its licence allows this use.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from onrecord.resolve.words import regular_stem

SENSES = 3
TARGET = Path(__file__).parents[2] / "src" / "onrecord" / "lexicon" / "verbs.tsv"
LETTERS = re.compile(r"[a-z]{2,}")


def main(folder: Path) -> None:
    """Read WordNet in ``folder`` and write the table."""
    senses: dict[str, list[str]] = {}
    for line in (folder / "index.verb").read_text(encoding="latin-1").splitlines():
        cells = line.split()
        if line.startswith(" ") or not LETTERS.fullmatch(cells[0]):
            continue
        pointers = int(cells[3])
        tagged, offsets = int(cells[5 + pointers]), cells[6 + pointers :]
        if tagged:
            senses[cells[0]] = offsets[: min(SENSES, tagged)]
    shared = Counter(offset for offsets in senses.values() for offset in offsets)
    forms = defaultdict(list)
    for line in (folder / "verb.exc").read_text(encoding="latin-1").splitlines():
        form, *bases = line.split()
        for base in bases:
            if base in senses and LETTERS.fullmatch(form) and regular_stem(form) != regular_stem(base):
                forms[base].append(form)
    lines = ["# WordNet 3.0, Copyright 2006 by Princeton University, all rights reserved.", "verb\tforms\tsenses"]
    for verb, offsets in sorted(senses.items()):
        close = [offset.lstrip("0") for offset in offsets if shared[offset] > 1]
        if close or forms[verb]:
            lines.append("\t".join((verb, " ".join(forms[verb]), " ".join(close))))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
