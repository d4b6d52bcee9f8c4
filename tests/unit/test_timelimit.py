"""Work is ended when its time is over, in the main thread and in others, and nothing comes after it."""

import threading
import time

import pytest

from onrecord.timelimit import OutOfTime, time_limit


def spin(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def stubborn():
    """As a library that catches everything."""
    for _ in range(3):
        try:
            spin(20)
        except Exception:
            continue


def limited(work, found):
    began = time.monotonic()
    try:
        with time_limit(0.2, "took too long"):
            work()
        found.append("done")
    except OutOfTime as error:
        found.append(str(error))
    found.append(time.monotonic() - began)


@pytest.mark.parametrize("in_thread", [False, True])
@pytest.mark.parametrize("work", [lambda: spin(20), stubborn])
def test_work_is_ended(in_thread, work):
    found: list = []
    if in_thread:
        thread = threading.Thread(target=limited, args=(work, found))
        thread.start()
        thread.join(60)
    else:
        limited(work, found)
    if work is not stubborn:
        assert found[0] == "took too long"
    assert found[1] < 30


@pytest.mark.parametrize("in_thread", [False, True])
def test_work_that_is_done_in_time_is_left_alone(in_thread):
    found: list = []

    def several():
        for _ in range(50):
            limited(lambda: None, found)
        spin(0.5)  # longer than the limit, after it

    if in_thread:
        thread = threading.Thread(target=several)
        thread.start()
        thread.join(60)
    else:
        several()
    assert found[::2] == ["done"] * 50
