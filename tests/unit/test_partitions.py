"""Partitions worked on here or by processes: the same results in the same order, and only what kills them is lost."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator

import pytest

from onrecord.errors import InputError, OutputError
from onrecord.partitions import Here, Lost, P, Processes, R, whole
from onrecord.resolve.blocking import over_blocks


def doubled(number: int) -> int:
    """Twice the number; the first takes longest, 313 is refused, and 99 ends its process."""
    if number == 0:
        time.sleep(0.3)
    if number == 313:
        raise InputError("313 is not doubled")
    if number == 99:
        os._exit(9)
    return 2 * number


def who(number: int) -> int:
    """The process that was asked."""
    time.sleep(0.05)
    return os.getpid()


def test_results_come_in_order_and_partitions_are_read_as_work_goes_on() -> None:
    read: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(40):
            read.append(number)
            yield number

    with Processes(2) as workers:
        assert not workers.running
        found = workers.map(doubled, numbers())
        assert workers.running
        assert 0 < len(read) < 40
        assert list(found) == list(Here().map(doubled, range(40))) == [2 * number for number in range(40)]
        assert len(set(workers.map(who, range(40)))) == 2
    assert not multiprocessing.active_children()


def test_two_maps_at_a_time() -> None:
    with Processes(2) as workers:
        one, two = workers.map(doubled, range(20)), workers.map(doubled, range(100, 110))
        assert list(two) == [2 * number for number in range(100, 110)]
        assert list(one) == [2 * number for number in range(20)]


def test_only_what_ends_its_process_is_lost() -> None:
    with Processes(2) as workers:
        beside = workers.map(doubled, range(200, 208))
        found = list(workers.map(doubled, [1, 2, 99, 3, 99, *range(4, 30)]))
        assert found == [2, 4, Lost(99), 6, Lost(99), *(2 * number for number in range(4, 30))]
        assert list(beside) == [2 * number for number in range(200, 208)]
        assert list(workers.map(doubled, [7])) == [14]
        with pytest.raises(OutputError, match="ended again and again"):
            list(whole(workers.map(doubled, [1, 99])))


def test_an_error_of_the_function_is_raised_and_the_processes_end() -> None:
    with pytest.raises(InputError, match="313 is not"), Processes(2) as workers:
        list(workers.map(doubled, range(300, 320)))
    assert not multiprocessing.active_children()


def refuse() -> None:
    """What a worker does that has no model."""
    raise InputError("nothing is there")


def test_workers_that_cannot_get_ready_are_told_of_by_who_needs_it() -> None:
    with Processes(1, refuse) as workers:
        assert list(workers.map(doubled, [4])) == [8]


class Counting(Here):
    """Workers that are elsewhere, and tell of each piece that they are given."""

    apart = running = True

    def __init__(self) -> None:
        """No piece yet."""
        self.pieces: list[list[int]] = []

    def map(self, function: Callable[[P], R], partitions: Iterable[P]) -> Iterator[R | Lost[P]]:
        """One after the other."""
        given = list(partitions)
        self.pieces += given  # type: ignore[arg-type]
        return map(function, given)


def test_blocks_are_shared_in_pieces_of_one_cost_and_only_where_that_is_worth_it() -> None:
    workers = Counting()
    assert list(over_blocks(doubled, [5, 6, 7], lambda _: 30.0, workers)) == [10, 12, 14]
    assert not workers.pieces  # ninety milliseconds: they are done here
    costs = [60, 30, 250, 20, 20, 70]
    assert list(over_blocks(doubled, costs, float, workers)) == [2 * cost for cost in costs]
    assert workers.pieces == [[60, 30], [250], [20, 20], [70]]
    assert list(over_blocks(doubled, costs, float, None)) == [2 * cost for cost in costs]
