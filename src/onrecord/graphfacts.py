"""A dataset by property: what the networkx views are made from.

A dataset answers property by property when it is first asked. The graph of a build on disk is read in one pass over
the lines of ``graph.nq`` instead, of which only those are parsed that a view asks for: on 12,000 articles a store on
disk takes ten times as long to give the same view.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset
from rdflib.term import URIRef

from onrecord.rdf.mapping import concept_key
from onrecord.rdf.namespace import RDF
from onrecord.rdf.ondisk import EDITED, graph_lines
from onrecord.store import Store

_CHARACTERS = re.compile(r"#char=(\d+),(\d+)\Z")


class Facts(ABC):
    """The values of each property of each subject, sorted."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._read: dict[URIRef, dict[str, list[str]]] = {}

    @abstractmethod
    def instances(self, cls: URIRef) -> set[str]:
        """The things of class ``cls``."""

    @abstractmethod
    def _pairs(self, property: URIRef) -> Iterable[tuple[str, str]]:
        """Subject and value of what has ``property``, in any order; asked for once."""

    def of(self, property: URIRef) -> dict[str, list[str]]:
        """Subject → sorted values of ``property``, in order of subjects."""
        read = self._read.get(property)
        if read is None:
            found: defaultdict[str, list[str]] = defaultdict(list)
            for subject, value in self._pairs(property):
                found[subject].append(value)
            for values in found.values():
                if len(values) > 1:
                    values[:] = sorted(set(values))
            read = self._read[property] = {subject: found[subject] for subject in sorted(found)}
        return read

    def all(self, subject: str, property: URIRef) -> tuple[str, ...]:
        """The values of ``property``, sorted."""
        return tuple(self.of(property).get(subject, ()))

    def one(self, subject: str, property: URIRef) -> str | None:
        """The first value of ``property``, or None."""
        values = self.of(property).get(subject)
        return values[0] if values else None

    def key(self, subject: str, property: URIRef, scheme: URIRef) -> str | None:
        """The key ("workplace-raid") of the concept of ``scheme`` that ``property`` leads to, or None."""
        iri = self.one(subject, property)
        return None if iri is None else _key(scheme, iri)

    def spans(self, subject: str, property: URIRef) -> tuple[tuple[int, int], ...]:
        """The spans of the evidence nodes that ``property`` leads to, in order of the text.

        They are read from the nodes' IRIs (``#char=b,e``, RFC 5147): most nodes are mentions that no view asks for.
        """
        nodes = self.of(property).get(subject, ())
        return tuple(sorted((int(m[1]), int(m[2])) for node in nodes if (m := _CHARACTERS.search(node))))


_key = lru_cache(maxsize=1024)(concept_key)  # a few concepts, asked for with every statement


class DatasetFacts(Facts):
    """Of an rdflib Dataset; a property is read when it is first asked for."""

    def __init__(self, dataset: Dataset) -> None:
        """Nothing is read yet."""
        super().__init__()
        self._dataset = dataset

    def instances(self, cls: URIRef) -> set[str]:
        """The things of class ``cls``."""
        return {subject for subject, _ in self._matching(RDF.type, cls)}

    def _pairs(self, property: URIRef) -> Iterable[tuple[str, str]]:
        return self._matching(property)

    def _matching(self, property: URIRef, value: URIRef | None = None) -> Iterator[tuple[str, str]]:
        """Oxigraph is asked itself where it is underneath: through rdflib's terms the same takes four times as long."""
        inner = getattr(self._dataset.store, "_inner", None)
        if isinstance(inner, ox.Store):
            wanted = None if value is None else ox.NamedNode(value)
            for quad in inner.quads_for_pattern(None, ox.NamedNode(property), wanted, None):
                yield quad.subject.value, quad.object.value  # type: ignore[union-attr]
        else:
            for subject, _, found, _ in self._dataset.quads((None, property, value, None)):
                yield str(subject), str(found)


class BuildFacts(Facts):
    """Of the folder of a build."""

    def __init__(self, folder: Path, asked: Mapping[URIRef, tuple[URIRef, ...]]) -> None:
        """Read all lines once.

        Most are of what an article mentions and of the parts of it that refer to one thing. ``asked`` says which
        properties of such a class are wanted (none, where it is an empty tuple); of what is of another class all are.
        Raises :class:`onrecord.errors.InputError` where they cannot be read.
        """
        super().__init__()
        self._found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._classes: defaultdict[str, set[str]] = defaultdict(set)
        kept = {f"{cls}".encode(): tuple(f"<{p}> ".encode() for p in wanted) for cls, wanted in asked.items()}
        typed = re.compile(b" <%b> <(%b)> " % (str(RDF.type).encode(), b"|".join(map(re.escape, kept))))
        same: dict[str, str] = {}
        for block in graph_lines(folder):
            lines = b"".join(_wanted(block, typed, kept))
            # Our own writer made every IRI: nothing has to be checked again.
            for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS, lenient=True):
                subject, value = quad.subject.value, quad.object.value
                subject = same.setdefault(subject, subject)
                if quad.predicate.value == str(RDF.type):
                    self._classes[value].add(subject)
                else:
                    self._found[quad.predicate.value].append((subject, same.get(value, value)))

    def instances(self, cls: URIRef) -> set[str]:
        """The things of class ``cls``."""
        return self._classes[str(cls)]

    def _pairs(self, property: URIRef) -> Iterable[tuple[str, str]]:
        return self._found.pop(str(property), [])


def _wanted(block: bytes, typed: re.Pattern[bytes], kept: Mapping[bytes, tuple[bytes, ...]]) -> Iterator[bytes]:
    """The lines of ``block`` whose subject has none of the classes of ``kept``, or a property that is kept of it."""
    classes = {}
    for found in typed.finditer(block):
        # A pattern that began with the subject would be tried at every character.
        classes[block[block.rfind(b"\n", 0, found.start()) + 1 : found.start()]] = found[1]
    for line in block.splitlines(keepends=True):
        subject, _, rest = line.partition(b" ")
        cls = classes.get(subject)
        if cls is None or rest.startswith(kept[cls]):
            yield line


def facts_of(source: Dataset | Store, asked: Mapping[URIRef, tuple[URIRef, ...]]) -> Facts:
    """What ``source`` says; ``asked`` as in :class:`BuildFacts`."""
    if isinstance(source, Dataset):
        return DatasetFacts(source)
    if source.folder is None or (source.folder / EDITED).exists():
        return DatasetFacts(source.dataset)
    return BuildFacts(source.folder, asked)
