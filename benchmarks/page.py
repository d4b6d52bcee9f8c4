"""The page beside pyvis as it comes, gravis and sigma.js: the same graphs, the same browser, one run.

    python benchmarks/page.py [--nodes 100 1000 5000 20000] [--give-up SECONDS]

For each it measures the bytes of the file with everything inside, the seconds from opening it until the graph is drawn
(two frames after the last script is done), and, while the mouse drags the drawing, the milliseconds from one frame to
the next. A page that has not drawn within ``--give-up`` seconds is given up. Ours is measured twice: as it opens, on
the most quoted part, and with the whole graph drawn (which is what the others draw). Those that take places are given
them by python-igraph, which spares them the layout; pyvis "as it comes" has none and runs its physics.

sigma.js and graphology come from npm, gravis from PyPI (``make bench-page`` fetches them); without they are left out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
from graphs import statements_graph
from playwright.sync_api import Error, sync_playwright

from onrecord.graphview import bundled
from onrecord.page.render import kind_styles, render

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--no-first-run",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MODULES = Path(__file__).parents[1] / "out" / "bench" / "node_modules"
FRAMES = """() => { window.frames_ = []; let last = performance.now();
  const step = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(step); };
  requestAnimationFrame(step); }"""
TWO_FRAMES = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
)


def ours(graph: nx.MultiDiGraph, path: Path) -> None:
    path.write_text(render(graph, bundled(graph), {}, title="Benchmark"), encoding="utf-8")


def places(bundles: nx.MultiDiGraph) -> dict[str, tuple[float, float]]:
    index = {iri: i for i, iri in enumerate(bundles)}
    plain = igraph.Graph(n=len(index), edges=[(index[a], index[b]) for a, b in bundles.edges()])
    layout = plain.layout_fruchterman_reingold(niter=100, grid="auto")
    return {iri: (40 * layout[i][0], 40 * layout[i][1]) for iri, i in index.items()}


def pyvis_as_it_comes(graph: nx.MultiDiGraph, path: Path) -> None:
    from pyvis.network import Network

    bundles = bundled(graph)
    net = Network(cdn_resources="in_line")
    for iri, attributes in bundles.nodes(data=True):
        net.add_node(iri, label=attributes["label"])
    # add_edge compares every edge with all before it: their list is filled at once, as add_edge would.
    net.edges = [{"from": a, "to": b, "value": d["statements"]} for a, b, d in bundles.edges(data=True)]
    path.write_text(net.generate_html(), encoding="utf-8")


def gravis_vis(graph: nx.MultiDiGraph, path: Path) -> None:
    import gravis

    bundles = bundled(graph)
    at = places(bundles)
    plain = nx.Graph()
    for iri, attributes in bundles.nodes(data=True):
        plain.add_node(iri, label=attributes["label"], x=at[iri][0], y=at[iri][1])
    plain.add_edges_from(bundles.edges())
    figure = gravis.vis(plain, layout_algorithm_active=False, node_label_data_source="label", show_details=False)
    path.write_text(figure.to_html_standalone(), encoding="utf-8")


def sigma(graph: nx.MultiDiGraph, path: Path) -> None:
    bundles = bundled(graph)
    at = places(bundles)
    styles = kind_styles()
    nodes = [
        [iri, d["label"], at[iri][0], at[iri][1], styles[d["type"]]["light"]] for iri, d in bundles.nodes(data=True)
    ]
    data = json.dumps({"nodes": nodes, "edges": list(bundles.edges())}).replace("<", "\\u003c")
    libraries = "".join(
        "<script>" + (MODULES / name).read_text("utf-8").replace("</script", "<\\/script") + "</script>"
        for name in ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js")
    )
    path.write_text(
        f"""<!doctype html><meta charset="utf-8"><title>sigma</title>
<style>html, body, #stage {{ margin: 0; height: 100%; }}</style><div id="stage"></div>{libraries}
<script>const data = {data}; const graph = new graphology.MultiGraph();
for (const [id, label, x, y, color] of data.nodes) graph.addNode(id, {{ label, x, y, color, size: 4 }});
for (const [a, b] of data.edges) graph.addEdge(a, b);
new Sigma(graph, document.getElementById("stage"));</script>""",
        encoding="utf-8",
    )


Make = Callable[[nx.MultiDiGraph, Path], None]


def rivals() -> Iterator[tuple[str, Make, str, str]]:
    """Name, how the page is made, what its address ends in, and what shows that it is drawn."""
    yield "onrecord, as it opens", ours, "", "html[data-ready]"
    yield "onrecord, whole graph", ours, "#whole=on", "#whole[data-painted=true]"
    yield "pyvis as it comes", pyvis_as_it_comes, "", "canvas"
    try:
        import gravis  # noqa: F401
    except ImportError:
        print("gravis is not installed: left out (make bench-page)", file=sys.stderr)
    else:
        yield "gravis (vis)", gravis_vis, "", "canvas"
    if (MODULES / "sigma").is_dir():
        yield "sigma.js", sigma, "", "canvas"
    else:
        print("sigma.js is not there: left out (make bench-page)", file=sys.stderr)


def measure(browser: Any, path: Path, ending: str, sign: str, seconds: float) -> dict[str, float | None]:
    """Seconds to the first view and milliseconds a frame while panning; None where it was given up."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(1000 * seconds)
    page.route("http*://**", lambda route: route.abort())  # nobody is to wait for a network that is not there
    result: dict[str, float | None] = {"view": None, "median": None, "p95": None}
    try:
        page.goto(path.as_uri() + ending, wait_until="load")
        # A drawing inside a hidden part of a page counts when it can be seen.
        page.wait_for_selector(sign, state="attached" if sign.startswith("html") else "visible")
        result["view"] = page.evaluate(TWO_FRAMES) / 1000
        page.evaluate(FRAMES)
        page.mouse.move(560, 420)
        page.mouse.down()
        for step in range(60):
            page.mouse.move(560 + 3 * step, 420 + 2 * (step % 20))
        page.mouse.up()
        frames = sorted(page.evaluate("() => window.frames_"))
        result["median"], result["p95"] = frames[len(frames) // 2], frames[int(0.95 * (len(frames) - 1))]
    except Error:
        pass
    finally:
        page.close()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description="The page beside others that draw networks.")
    parser.add_argument("--nodes", type=int, nargs="+", default=[100, 1000, 5000, 20000])
    parser.add_argument("--give-up", type=float, default=120.0, metavar="SECONDS")
    given = parser.parse_args()
    if CHROMIUM is None:
        sys.exit("Chromium is not installed; apt-get install chromium, or set CHROMIUM to its path")
    print("| nodes, lines | page | MB | first view, s | frame while panning, ms: median, 95 % |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        for count in given.nodes:
            graph = statements_graph(count, 3 * count)
            for name, make, ending, sign in rivals():
                if ending and count <= 64:
                    continue
                path = Path(folder) / "page.html"
                make(graph, path)
                browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
                try:
                    found = measure(browser, path, ending, sign, given.give_up)
                finally:
                    browser.close()
                view = f"{found['view']:.1f}" if found["view"] else f"none in {given.give_up:.0f}"
                frame = f"{found['median']:.0f}, {found['p95']:.0f}" if found["median"] else "–"
                print(
                    f"| {count:,}, {3 * count:,} | {name} | {path.stat().st_size / 1e6:.1f} | {view} | {frame} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
