"""What tests of several folders share. Standing here it also puts ``tests/`` on the import path."""

from __future__ import annotations

import pytest

from fixtures_knowledge import knowledge as made_by_hand
from onrecord.model import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """Three small documents made by hand, resolved; one of them hostile."""
    return made_by_hand()
