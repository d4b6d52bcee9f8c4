"""What a built dataset is, in VoID and DCAT: how large, of what classes, under which licence, where its files are.

The counts are those of ``graphs.tsv`` and of the graph itself; no time and no place of this machine is stated, so that
the same articles give the same description.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import OutputError
from onrecord.rdf.namespace import ONR, RDF
from onrecord.rdf.terms import iri, plain, tagged
from onrecord.store import Store

_LICENCE = "http://rightsstatements.org/vocab/UND/1.0/"
"""Undetermined: what may be done with words of articles is for whoever owns them to say."""
_FILES = {
    "graph.nq": "http://www.w3.org/ns/formats/N-Quads",
    "graph.trig": "http://www.w3.org/ns/formats/TriG",
    "graph.ttl": "http://www.w3.org/ns/formats/Turtle",
    "graph.jsonld": "http://www.w3.org/ns/formats/JSON-LD",
    "graph.rdf": "http://www.w3.org/ns/formats/RDF_XML",
}
_TYPE = iri(RDF.type).encode()
_ARTICLE = iri(ONR.Article).encode()
_HEAD = """@prefix void: <http://rdfs.org/ns/void#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix onr: <https://w3id.org/onrecord/ns#> .

"""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the lines of a graph tell: its base, where its other files are, and how much there is of what."""

    base: str
    folder: Path | None
    triples: int
    subjects: int
    classes: Counter[bytes]
    properties: Counter[bytes]


def count(store: Store) -> Counted:
    """Count what is in ``store``, of which only the lines are asked for."""
    classes: Counter[bytes] = Counter()
    properties: Counter[bytes] = Counter()
    # A statement stands in the graph of its article and in that of copies: no sum over the graphs counts it once.
    subjects: set[bytes] = set()
    triples = 0
    for lines in store.lines():
        triples += lines.count(b"\n")
        split = [line.split(b" ", 3) for line in lines.split(b"\n")[:-1]]
        subjects.update([parts[0] for parts in split])
        properties.update([parts[1] for parts in split])
        classes.update([parts[2] for parts in split if parts[1] == _TYPE])
    return Counted(store.base, store.folder, triples, len(subjects), classes, properties)


def write_void(store: Store, path: Path) -> None:
    """Write the description of ``store`` as Turtle.

    :raises OutputError: ``path`` cannot be written.
    """
    write_counted(count(store), path)


def write_counted(counted: Counted, path: Path) -> None:
    """Write the description of what was counted, and of the files that are there now.

    :raises OutputError: ``path`` cannot be written.
    """
    base, folder, classes, properties = counted.base, counted.folder, counted.classes, counted.properties
    files = [name for name in _FILES if folder is not None and (folder / name).is_file()]
    said = [
        "a void:Dataset , dcat:Dataset",
        f"dct:title {tagged('Who said what about which operation', 'en')}",
        f"dct:rights <{_LICENCE}>",
        f"dct:identifier {plain(base)}",
        f"void:uriSpace {plain(base)}",
        f"void:triples {counted.triples}",
        f"void:distinctSubjects {counted.subjects}",
        f"void:classes {len(classes)}",
        f"void:properties {len(properties)}",
        f"void:documents {classes[_ARTICLE]}",
        "void:vocabulary <https://w3id.org/onrecord/ns>",
        *(
            f"void:classPartition [ void:class {name.decode()} ; void:entities {n} ]"
            for name, n in sorted(classes.items())
        ),
        *(
            f"void:propertyPartition [ void:property {name.decode()} ; void:triples {n} ]"
            for name, n in sorted(properties.items())
        ),
        *(
            f"dcat:distribution [ a dcat:Distribution ; dct:title {plain(name)} ; "
            f"dct:format <{_FILES[name]}> ; dcat:byteSize {(folder / name).stat().st_size} ]"
            for name in files
            if folder is not None
        ),
    ]
    try:
        path.write_text(f"{_HEAD}<{base}void>\n    " + " ;\n    ".join(said) + " .\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"cannot write {str(path)!r}: {error.strerror or error}") from error
