"""run.json of a build: what made it, when and how, and the digests of its files.

That of ``graph.nq`` is not among them: ``graphs.tsv`` has one of each graph in it, so that of a few gigabytes only what
is new has to be read once more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.annotate.method import METHODS, Method
from onrecord.cores import available_cores, limited_memory
from onrecord.errors import InputError
from onrecord.language import DEFAULT_MODEL
from onrecord.rdf.names import Run
from onrecord.rdf.namespace import DEFAULT_BASE
from onrecord.rdf.writing import GRAPH_FILE
from onrecord.replacing import MARK

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Options:
    """What a user chose for a graph, and what holds for it ever after.

    ``formats`` are the files to write beside the store and ``graph.nq``; None: all of a graph that is not large.
    """

    model: str = DEFAULT_MODEL
    attribution: Method | None = None
    base: str = DEFAULT_BASE
    formats: tuple[str, ...] | None = None


def run_of(nlp: Language) -> Run:
    """What made the graph, as the provenance graph states it: the same for every build of one installation."""
    name = f"{nlp.meta.get('lang')}_{nlp.meta.get('name')}"
    components = {name: str(nlp.meta.get("version")), "spacy": version("spacy")}
    stamp = json.dumps([version("onrecord"), components], sort_keys=True)
    return Run(
        fingerprint=hashlib.sha256(stamp.encode()).hexdigest()[:16], version=version("onrecord"), components=components
    )


def is_build(folder: Path) -> bool:
    """Whether ``folder`` holds a build."""
    return (folder / MARK).is_file()


def read_run(folder: Path) -> Mapping[str, Any]:
    """What run.json of a build says.

    :raises InputError: the folder is no build.
    """
    try:
        run = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{folder} is no build of onrecord ({MARK} cannot be read); "
            f"make one: onrecord build ARTICLES --output {folder}"
        ) from error
    if not isinstance(run, dict) or "fingerprint" not in run or "base" not in run:
        raise InputError(f"{folder}/{MARK} is not of onrecord; build the graph again")
    return run


def read_options(folder: Path) -> tuple[Options, Run, str]:
    """With what options the build in ``folder`` was made, by what run, and the fingerprint of its pipeline.

    :raises InputError: the folder is no build, or one of an onrecord that did not say.
    """
    said = read_run(folder)
    try:
        options, run = said["options"], said["run"]
        formats = options["formats"]
        attribution = next((method for method in METHODS if method == options["attribution"]), None)
        return (
            Options(options["model"], attribution, said["base"], None if formats is None else tuple(formats)),
            Run(run["fingerprint"], run["version"], run["components"]),
            said["fingerprint"],
        )
    except (KeyError, TypeError) as error:
        raise InputError(f"{folder}/{MARK} does not say {error}; build the graph again") from error


def write_run(folder: Path, options: Options, run: Run, known: str, told: Mapping[str, Any]) -> None:
    """Write run.json, the last of a build's files: its digests are those of the others."""
    files = sorted(file for file in folder.iterdir() if file.is_file() and file.name[0] != ".")
    files = [file for file in files if file.name != GRAPH_FILE]
    # Hashing leaves Python's lock to others.
    with ThreadPoolExecutor(1 if limited_memory() else available_cores()) as threads:
        digests = dict(zip([file.name for file in files], threads.map(_sha256, files), strict=True))
    said = {
        "onrecord": version("onrecord"),
        "fingerprint": known,
        "base": options.base,
        "run": asdict(run),
        "options": {"model": options.model, "attribution": options.attribution, "formats": options.formats},
        **told,
        "files": digests,
    }
    (folder / MARK).write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
