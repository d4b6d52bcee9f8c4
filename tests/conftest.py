"""What tests of several folders share. Standing here it also puts ``tests/`` on the import path."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fixtures_knowledge import knowledge as made_by_hand
from onrecord.model import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """Three small documents made by hand, resolved; one of them hostile."""
    return made_by_hand()


STORES = Path(__file__).parents[1] / "out" / "stores.json"
"""What each test of the stores gave when it last ran: ``tests/stores/readers.py`` makes a table of the docs of it."""
_outcomes: dict[str, str] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Take note of what a test of the stores gave."""
    path, _, name = report.nodeid.partition("::")
    if path.endswith("test_stores.py") and (report.when == "call" or report.outcome != "passed"):
        _outcomes[name] = report.outcome


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Keep it, in the process that all reports come to."""
    if _outcomes and not hasattr(session.config, "workerinput"):
        before = json.loads(STORES.read_text(encoding="utf-8")) if STORES.is_file() else {}
        STORES.parent.mkdir(exist_ok=True)
        STORES.write_text(json.dumps({**before, **_outcomes}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
