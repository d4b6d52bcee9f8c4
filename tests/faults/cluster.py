"""A build on a Dask cluster, one worker killed in the middle, beside a build by two local processes.

usage: python tests/faults/cluster.py ARTICLES.jsonl[.gz] [--sample 1000] [--attribution rules] [--no-kill]

A scheduler and two workers are processes of their own, each in a network namespace of its own where the system lets
us make them (root, iproute2), joined by a bridge. One worker is killed when half of the batches are annotated, and as
the graph is written from then on by the one that is left, what it costs is measured with --no-kill. Prints what each
step takes with and without the cluster, wall and CPU seconds of all processes, and whether the two builds are the same
byte for byte. Exit code 1 where they are not.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path

from onrecord.read import Selection, read_articles

BATCH = 40_000  # characters, about
NET = "10.213.0"
BRIDGE = "onrbridge"
NAMES = ("scheduler", "one", "two")


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


def namespaces(stack: ExitStack) -> bool:
    """Make a namespace for the scheduler and each worker; False where the system does not let us."""
    try:
        ip("link", "add", BRIDGE, "type", "bridge")
        stack.callback(subprocess.run, ["ip", "link", "del", BRIDGE])
        ip("addr", "add", f"{NET}.1/24", "dev", BRIDGE)
        ip("link", "set", BRIDGE, "up")
        for number, name in enumerate(NAMES, 2):
            space = f"onr-{name}"
            ip("netns", "add", space)
            stack.callback(subprocess.run, ["ip", "netns", "del", space])
            ip("link", "add", f"onr{number}", "type", "veth", "peer", "name", "eth0", "netns", space)
            ip("link", "set", f"onr{number}", "master", BRIDGE, "up")
            ip("-n", space, "addr", "add", f"{NET}.{number}/24", "dev", "eth0")
            ip("-n", space, "link", "set", "eth0", "up")
            ip("-n", space, "link", "set", "lo", "up")
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def started(stack: ExitStack, name: str, apart: bool, wait_for: str, *command: str) -> tuple[subprocess.Popen, str]:
    """A process in its namespace, once it has written ``wait_for``."""
    space = ["ip", "netns", "exec", f"onr-{name}"] if apart else []
    process = subprocess.Popen([*space, sys.executable, "-m", *command], stderr=subprocess.PIPE, text=True)
    stack.callback(process.wait)
    stack.callback(process.kill)
    line = next(line for line in process.stderr or () if wait_for in line)
    threading.Thread(target=process.stderr.read, daemon=True).start()  # type: ignore[union-attr]
    return process, line


def build(source: Path, output: Path, *options: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "onrecord", "build", source, "-o", output, "--formats", "trig", *options]
    return subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def cpu_of(*pids: int) -> float:
    """CPU seconds of processes that run, children that have ended included."""
    found = 0
    for pid in pids:
        try:
            found += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]))
        except OSError:
            continue  # it was killed
    return found / os.sysconf("SC_CLK_TCK")


def cpu_of_ended() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def stages(folder: Path) -> dict[str, float]:
    return {name: float(spent) for name, spent in json.loads((folder / "run.json").read_text())["stages"].items()}


def contents(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in folder.iterdir() if f.is_file() and f.name != "run.json"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--sample", type=int, default=1000)
    parser.add_argument("--attribution", default="rules")
    parser.add_argument("--no-kill", action="store_true", help="to measure what the cluster costs")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        articles = list(Selection(sample=options.sample).of(read_articles([options.articles], lambda problem: None)))
        source = folder / "articles.jsonl"
        source.write_text("".join(json.dumps({"id": a.id, "text": a.text, "title": a.title}) + "\n" for a in articles))
        method = ("--attribution", options.attribution)
        before = cpu_of_ended()
        build(source, folder / "local", *method, "--processes", "2").wait()
        local_cpu = cpu_of_ended() - before

        cleaning = stack.enter_context(ExitStack())
        apart = namespaces(cleaning)
        host = f"{NET}.2" if apart else "127.0.0.1"
        dask = ("distributed.cli.dask_scheduler", "--host", host, "--port", "8786", "--no-dashboard")
        scheduler, _ = started(cleaning, "scheduler", apart, "Scheduler at:", *dask)
        address = f"tcp://{host}:8786"
        worker = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        place = ("--local-directory", str(folder / "dask"))
        workers = [started(cleaning, name, apart, "Registered to", *worker, *place)[0] for name in NAMES[1:]]
        records = folder / "records"
        before, idle = cpu_of_ended(), cpu_of(scheduler.pid, *(worker.pid for worker in workers))
        going = build(source, folder / "cluster", *method, "--cluster", address, "--records", str(records))
        killed, middle = 0, max(1, sum(len(article.text) for article in articles) // BATCH // 2)
        while going.poll() is None:
            done = sum(1 for _ in records.rglob("*.records"))
            if not options.no_kill and not killed and done >= middle:
                workers[0].kill()
                killed = done
            time.sleep(0.2)
        cluster_cpu = cpu_of_ended() - before + cpu_of(scheduler.pid, *(worker.pid for worker in workers)) - idle
        same = contents(folder / "local") == contents(folder / "cluster")
        local, cluster = stages(folder / "local"), stages(folder / "cluster")
        batches = sum(1 for _ in records.rglob("*.records"))
        print(f"{len(articles)} articles; {'three network namespaces' if apart else 'one network'}")
        for name in local:
            print(f"{name}: two local processes {local[name]:.1f} s, the cluster {cluster[name]:.1f} s")
        for kind, one, two in (
            ("wall", sum(local.values()), sum(cluster.values())),
            ("CPU", local_cpu, cluster_cpu),
        ):
            if kind == "wall" or not killed:  # what a killed worker has spent is not known
                print(f"all, {kind} seconds: {one:.1f} and {two:.1f} ({two / one:.2f})")
        print(
            (f"a worker was killed after {killed} of {batches} batches\n" if killed else "")
            + f"the two builds are {'the same byte for byte' if same else 'NOT the same'}"
        )
    return not same


if __name__ == "__main__":
    sys.exit(main())
