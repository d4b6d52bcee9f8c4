"""From an answer back to the characters of the article that it rests on.

python examples/follow_the_evidence.py [ARTICLES] [FOLDER]
"""

import sys
from pathlib import Path

import onrecord

HERE = Path(__file__).parent


def main(articles: Path, folder: Path) -> None:
    graph = onrecord.build(articles, folder)
    texts = {document.article.id: document.article.text for document in graph.knowledge.documents}
    for row in list(graph.query("who-said-what"))[:5]:
        text, begin, end = texts[row["articleId"]], int(row["begin"]), int(row["end"])
        print(f"{row['speaker']}: {row['text']}")
        print(f"  rests on {row['articleId']}, characters {begin} to {end}:")
        print(f"  {text[begin:end]!r}\n")


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    main(given[0] if given else HERE / "articles", given[1] if len(given) > 1 else Path("out/evidence"))
