"""The graph in networkx: who speaks about which operation, and who is heard in most articles.

python examples/network.py [ARTICLES] [FOLDER]
"""

import sys
from collections import Counter
from pathlib import Path

import onrecord

HERE = Path(__file__).parent


def main(articles: Path, folder: Path) -> None:
    graph = onrecord.build(articles, folder)
    network = graph.to_networkx("speakers-operations")
    label = network.nodes(data="label")

    print("Who speaks about which operation?")
    for speaker, subject, said in sorted(network.edges(data=True), key=lambda edge: -edge[2].get("statements", 0))[:10]:
        if said["relation"] == "said":
            print(f"  {said['statements']} × {label[speaker]} → {label[subject]}")

    print("\nWho is heard in most articles?")
    everything = graph.to_networkx("statements")
    heard_in = {
        (speaker, everything.nodes[statement]["article"])
        for speaker, statement, relation in everything.edges(data="relation")
        if relation == "said"
    }
    heard = Counter(speaker for speaker, _ in heard_in)
    for speaker, count in sorted(heard.items(), key=lambda entry: (-entry[1], entry[0]))[:5]:
        print(f"  {everything.nodes[speaker]['label']}: {count}")


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    main(given[0] if given else HERE / "articles", given[1] if len(given) > 1 else Path("out/network"))
