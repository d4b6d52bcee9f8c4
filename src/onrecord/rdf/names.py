"""The IRIs of a graph: stable, each made from what the thing is and from nothing else in the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from onrecord.errors import InputError
from onrecord.model import Document
from onrecord.rdf import terms as t
from onrecord.rdf.namespace import DEFAULT_BASE
from onrecord.rdf.terms import Term

_NUL = "\0"
_THINGS = 1 << 14  # keys whose IRIs are kept


@dataclass(frozen=True, slots=True)
class Run:
    """What made the records: nothing of it changes when the same pipeline runs again.

    ``fingerprint`` identifies pipeline and models; ``components`` are names with versions
    ("spacy" → "3.8.18").
    """

    fingerprint: str
    version: str
    components: Mapping[str, str] = field(default_factory=dict)


class Names:
    """The IRIs under one base."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        """Raise :class:`InputError` where ``base`` is no absolute IRI that ends with ``/`` or ``#``."""
        if not base.endswith(("/", "#")) or t.outside_iri(base) != base:
            raise InputError(f"--base {base!r} is not an absolute IRI ending with '/' or '#'; try {DEFAULT_BASE!r}")
        self.base = base
        self.entities = t.iri(f"{base}graph/entities")
        self.provenance = t.iri(f"{base}graph/provenance")
        self.copies = t.iri(f"{base}graph/copies")
        self.thing = lru_cache(_THINGS)(self._thing)
        """A shared entity or event by its key; the same are met in many articles."""

    def __reduce__(self) -> tuple[Callable[[str], Names], tuple[str]]:
        """Another process has its own, with what it keeps, once for each base."""
        return names_under, (self.base,)

    def article(self, id: str) -> Term:
        """The article, which is also the name of its graph."""
        return t.iri(f"{self.base}article/{t.path_segment(id)}")

    def _thing(self, key: str) -> Term:
        return f"<{self.base}{t.key_path(key)}>"

    def statements(self, document: Document) -> dict[str, Term]:
        """The statements of one article, by their ids."""
        rows = ((s.id, f"{s.content}\0{s.source}\0{s.cue}") for s in document.statements)
        return self.of_article(document.article.id, "statement", rows)

    def of_article(self, article: str, kind: str, rows: Iterable[tuple[str, str]]) -> dict[str, Term]:
        """What one article attests, by its ids; of each the id, and what tells it apart from others of its kind.

        Of several that nothing tells apart all but the first get a number.
        """
        begin, before = f"<{self.base}{kind}/", f"{kind}\0{article}\0"
        found: dict[str, Term] = {}
        taken: set[Term] = set()
        for id, apart in rows:
            term, again = f"{begin}{t.digest_of_text(before + apart)}>", 2
            while term in taken:
                term, again = f"{begin}{t.digest_of_text(f'{before}{apart}{_NUL}{again}')}>", again + 1
            taken.add(term)
            found[id] = term
        return found

    def run(self, run: Run) -> Term:
        """The run."""
        return t.iri(f"{self.base}run/{t.path_segment(run.fingerprint)}")

    def local(self, kind: str, *parts: object) -> Term:
        """Something that one article attests: a hash of the article's id and of the spans it rests on."""
        return self.hashed(kind, "\0".join(map(str, parts)))

    def hashed(self, kind: str, parts: str) -> Term:
        """The same, where the parts are one string already, with a NUL between them."""
        digest = t.digest_of_text(f"{kind}\0{parts}")
        return f"<{self.base}{kind}/{digest}>"


@cache
def names_under(base: str) -> Names:
    """Those of this process."""
    return Names(base)
