"""Workers forked of a process that has loaded the model: ready at once, replaced, and gone when they should be."""

import os
import signal
import time
from collections.abc import Iterator
from multiprocessing import forkserver
from pathlib import Path

import pytest

from onrecord.annotate.many import language
from onrecord.errors import ModelMissing
from onrecord.language import DEFAULT_MODEL
from onrecord.nursery import MODEL, can_fork, close_nursery, nursery
from onrecord.partitions import Lost, Processes

pytestmark = pytest.mark.skipif(not can_fork(), reason="Linux alone forks workers")


@pytest.fixture(autouse=True)
def _none_is_left() -> Iterator[None]:
    yield
    close_nursery()


def server() -> int:
    """The process that is forked."""
    found: int = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    return found


def loaded(_: int) -> tuple[int, int]:
    """How many models the worker has that was asked, and of which process it was forked."""
    return language.cache_info().currsize, os.getppid()


def doubled(number: int) -> int:
    """Twice the number; 99 ends its process."""
    if number == 99:
        os._exit(9)
    return 2 * number


def test_workers_have_the_model_without_loading_it() -> None:
    with nursery(DEFAULT_MODEL):
        assert MODEL not in os.environ
        parent = server()
        with Processes(2, nursed=True) as workers:
            assert not workers.running
            assert set(workers.map(loaded, range(8))) == {(1, parent)}
    assert not Path(f"/proc/{parent}").exists()


def test_a_model_that_is_missing_is_told_by_who_needs_it() -> None:
    with nursery("no_such_model"), Processes(1, nursed=True) as workers:
        assert list(workers.map(doubled, [4])) == [8]
        with pytest.raises(ModelMissing, match="no_such_model"):
            list(workers.map(language, ["no_such_model"]))


def test_a_worker_that_ends_is_replaced_and_only_its_partition_lost() -> None:
    with nursery("no_such_model"), Processes(2, nursed=True) as workers:
        found = list(workers.map(doubled, [1, 2, 99, *range(3, 20)]))
        assert found == [2, 4, Lost(99), *(2 * number for number in range(3, 20))]
        assert list(workers.map(doubled, [7])) == [14]


def test_a_nursery_that_is_killed_costs_time_alone() -> None:
    with nursery("no_such_model"), Processes(2, nursed=True) as workers:
        assert list(workers.map(doubled, range(8))) == [2 * number for number in range(8)]
        os.kill(server(), signal.SIGKILL)
        time.sleep(0.1)
        assert list(workers.map(doubled, range(30))) == [2 * number for number in range(30)]


def test_who_rests_gives_the_memory_of_the_nursery_back() -> None:
    with nursery("no_such_model"), Processes(2, nursed=True) as workers:
        parent = server()
        assert list(workers.map(doubled, [1])) == [2]
        workers.rest()
        assert not Path(f"/proc/{parent}").exists()
        assert list(workers.map(loaded, range(4))) == [(0, os.getpid())] * 4
