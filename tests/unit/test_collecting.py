"""Python's collector rests inside the block and is as before after it."""

from __future__ import annotations

import gc

import pytest

from onrecord.collecting import no_collecting


def test_it_rests_and_is_put_back_after_an_error_too() -> None:
    assert gc.isenabled()
    with pytest.raises(KeyError), no_collecting():
        with no_collecting():
            assert not gc.isenabled()
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()
    gc.disable()
    try:
        with no_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
