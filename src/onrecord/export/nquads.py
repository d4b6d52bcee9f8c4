"""N-Quads, canonical, graph by graph and sorted inside each: the format that the others are made from."""

from __future__ import annotations

import shutil
from pathlib import Path

from onrecord.errors import OutputError
from onrecord.rdf.writing import GRAPH_FILE
from onrecord.store import Store


def write_nquads(store: Store, path: Path) -> None:
    """Write all quads of ``store``, a line each.

    :raises OutputError: ``path`` cannot be written.
    """
    try:
        if store.folder is not None:
            shutil.copyfile(store.folder / GRAPH_FILE, path)
            return
        with path.open("wb") as file:
            file.writelines(store.lines())
    except OSError as error:
        raise OutputError(f"cannot write {str(path)!r}: {error.strerror or error}") from error
