"""Build a graph from Python, ask it a question of the library and one of your own.

python examples/ask.py [ARTICLES] [FOLDER]
"""

import sys
from pathlib import Path

import onrecord

HERE = Path(__file__).parent

SHARE_OF_DIRECT_SPEECH = """
SELECT ?article (COUNT(?direct) AS ?quoted) (COUNT(?statement) AS ?all) WHERE {
  GRAPH ?g {
    ?statement a onr:Statement ; onr:kind onr:Speech .
    OPTIONAL { ?statement onr:form ?direct FILTER(?direct = onr:Direct) }
    ?g dct:identifier ?article .
  }
} GROUP BY ?article ORDER BY DESC(?all) LIMIT 5
"""


def main(articles: Path, folder: Path) -> None:
    graph = onrecord.build(articles, folder)
    print(f"{len(graph.store)} quads in {graph.folder}\n")

    print("Who speaks for ICE?")
    for row in graph.query("said-for-an-agency", agency="ICE"):
        print("  " + " | ".join(value for value in row.values() if value))

    print("\nHow much of an article is quoted?")
    for row in graph.query(SHARE_OF_DIRECT_SPEECH):
        print(f"  {row['quoted']} of {row['all']} statements in {row['article']}")


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    main(given[0] if given else HERE / "articles", given[1] if len(given) > 1 else Path("out/ask"))
