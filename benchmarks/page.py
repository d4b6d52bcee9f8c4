"""The page beside pyvis as it comes, gravis and sigma.js: the same graphs, the same browser, one run.

    python benchmarks/page.py [--nodes 100 1000 5000 20000] [--tools NAME ...] [--give-up SECONDS]
        [--within SECONDS] [--into FILE]

For each it measures the bytes of the file with everything inside, the seconds from opening it until the graph is drawn
(two frames after the last script is done), and, while the mouse drags the drawing, the milliseconds from one frame to
the next. Ours is measured twice: as it opens, on the most quoted part, and with the whole graph drawn (which is what
the others draw). Those that take places are given them by python-igraph, which spares them the layout; pyvis "as it
comes" has none and runs its physics.

A page may keep its browser so busy that nothing inside it can stop it: each is opened by a process of its own, which is
ended with all that it started ``--give-up`` seconds after the browser was asked to open the page.

Every page is measured twice, the second time in the opposite order, so that none has the calm minutes for itself; the
table gives the mean. What gave up is not tried again, and no page is tried a second time more than ``--within`` seconds
after the start: with the rest the whole ends in less than ten minutes.

``--into`` keeps the rows in a file, to which a later run with other sizes or tools adds; what is printed is all of it.

sigma.js and graphology come from npm, gravis from PyPI (``make bench-page`` fetches them); without they are left out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
from graphs import statements_graph
from playwright.sync_api import sync_playwright

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
PANNING = 6.0  # seconds, after which the mouse goes no further
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


def look(path: Path, ending: str, sign: str) -> None:
    """Open a page and print, a line as soon as it is known: that it is opened, seconds to the view, frames.

    The frames are the median and the 95th percentile of the milliseconds from one to the next.
    """
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(0)  # whoever started this process ends it
        page.route("http*://**", lambda route: route.abort())  # nobody is to wait for a network that is not there
        print(json.dumps({"opened": True}), flush=True)
        page.goto(path.as_uri() + ending, wait_until="load")
        # A drawing inside a hidden part of a page counts when it can be seen.
        page.wait_for_selector(sign, state="attached" if sign.startswith("html") else "visible")
        print(json.dumps({"view": page.evaluate(TWO_FRAMES) / 1000}), flush=True)
        page.evaluate(FRAMES)
        page.mouse.move(560, 420)
        page.mouse.down()
        until = time.monotonic() + PANNING
        for step in range(60):
            page.mouse.move(560 + 3 * step, 420 + 2 * (step % 20))
            if time.monotonic() > until:
                break
        page.mouse.up()
        frames = sorted(page.evaluate("() => window.frames_"))
        median, p95 = frames[len(frames) // 2], frames[int(0.95 * (len(frames) - 1))]
        print(json.dumps({"median": median, "p95": p95}), flush=True)
        browser.close()


def started_by(pid: int) -> Iterator[int]:
    """A process and all that it has started, from the ``/proc`` of Linux."""
    yield pid
    with suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from started_by(int(child))


def measure(path: Path, ending: str, sign: str, seconds: float) -> dict[str, Any]:
    """What :func:`look` finds within ``seconds`` of opening the page; what it does not find is not there."""
    told = path.with_suffix(".told")
    with told.open("wb") as file:
        process = subprocess.Popen([sys.executable, __file__, "--look", path, ending, sign], stdout=file)
    until = None
    while process.poll() is None and (until is None or time.monotonic() < until):
        time.sleep(0.1)
        if until is None and told.stat().st_size:
            until = time.monotonic() + seconds
    if process.poll() is None:
        # The browser is in a session of its own: it and its parts are ended one by one.
        for pid in list(started_by(process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()
    elif process.returncode:
        sys.exit(f"{path} could not be measured")
    found: dict[str, Any] = {}
    for line in told.read_text("utf-8").splitlines():
        found |= json.loads(line)
    return found


def table(rows: list[dict[str, Any]]) -> Iterator[str]:
    """The rows as a table of Markdown, by size, then in the order of the tools; of several of one kind the mean."""
    tools = [name for name, *_ in rivals()]
    kinds: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for row in rows:
        if row["page"] in tools:
            kinds.setdefault((row["nodes"], tools.index(row["page"])), []).append(row)
    last = {}
    for key, same in kinds.items():
        means = {}
        for name in ("view", "median", "p95"):
            if found := [row[name] for row in same if name in row]:
                means[name] = sum(found) / len(found)
        last[key] = same[-1] | means
    yield "| nodes, lines | page | MB | first view, s | frame while panning, ms: median, 95 % |"
    yield "|---|---|---|---|---|"
    for _, row in sorted(last.items()):
        gave_up = f"gave up after {row['give_up']:.0f} s"
        view = f"{row['view']:.1f}" if "view" in row else gave_up
        frame = f"{row['median']:.0f}, {row['p95']:.0f}" if "median" in row else gave_up if "view" in row else "–"
        yield f"| {row['nodes']:,}, {row['lines']:,} | {row['page']} | {row['bytes'] / 1e6:.1f} | {view} | {frame} |"


def main() -> None:
    parser = argparse.ArgumentParser(description="The page beside others that draw networks.")
    parser.add_argument("--nodes", type=int, nargs="+", default=[100, 1000, 5000, 20000])
    parser.add_argument("--tools", nargs="+", default=[""], metavar="NAME", help="those whose name starts so")
    parser.add_argument("--give-up", type=float, default=30.0, metavar="SECONDS")
    parser.add_argument("--within", type=float, default=480.0, metavar="SECONDS")
    parser.add_argument("--into", type=Path, metavar="FILE", help="JSON lines: read if it is there, and added to")
    parser.add_argument("--look", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if CHROMIUM is None:
        sys.exit("Chromium is not installed; apt-get install chromium, or set CHROMIUM to its path")
    if given.look:
        look(Path(given.look[0]), *given.look[1:])
        return
    rows: list[dict[str, Any]] = []
    if given.into and given.into.is_file():
        rows = [json.loads(line) for line in given.into.read_text("utf-8").splitlines()]
    tools = [tool for tool in rivals() if tool[0].startswith(tuple(given.tools))]
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        pages = []
        for count in given.nodes:
            graph = statements_graph(count, 3 * count)
            made: dict[Make, Path] = {}
            for name, make, ending, sign in tools:
                if make not in made:
                    made[make] = Path(folder) / f"{count}-{len(made)}.html"
                    make(graph, made[make])
                pages.append((count, name, made[make], ending, sign))
        gave_up = set()
        for again, order in ((False, pages), (True, pages[::-1])):
            for count, name, path, ending, sign in order:
                if again and ((count, name) in gave_up or time.monotonic() - begun > given.within):
                    continue
                found = measure(path, ending, sign, given.give_up)
                if "p95" not in found:
                    gave_up.add((count, name))
                about = {"nodes": count, "lines": 3 * count, "page": name, "give_up": given.give_up}
                rows.append(about | {"bytes": path.stat().st_size} | found)
                print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
                if given.into:
                    given.into.parent.mkdir(parents=True, exist_ok=True)
                    given.into.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    print("\n".join(table(rows)))


if __name__ == "__main__":
    main()
