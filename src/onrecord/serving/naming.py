"""A process that binds named queries to what words name, which in a large graph takes time and memory.

It is asked over its standard input as :mod:`onrecord.serving.worker` is: ``{"name", "given", "all"}``.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.rdf.queries import named_query
from onrecord.serving.worker import answer_all, said
from onrecord.store import Store


def bound(folder: Path, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The text of the named query."""
    given = asked["given"]
    try:
        query = named_query(asked["name"])
        query.check(given)
        store = Store.open(folder)
        terms = {key: store.resolve(key, value) for key, value in given.items()}
        return {"status": 200, "type": "application/sparql-query"}, query.bind(terms, asked["all"]).encode()
    except OnrecordError as error:
        return said(400, str(error))


def main(folder: str, writable: str, limit: str, megabytes: str) -> None:
    """Bind queries; the parameters are those of the processes that answer them."""
    answer_all(partial(bound, Path(folder)), int(megabytes))


if __name__ == "__main__":
    main(*sys.argv[1:])
