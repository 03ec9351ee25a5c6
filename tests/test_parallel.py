"""Tests of asm_gym.parallel."""

import itertools
import threading
import time

import pytest

from asm_gym.parallel import in_order


def test_results_come_in_the_order_of_the_items():
    """A slow first item does not change the order."""
    assert [result for _, result in in_order(lambda n: time.sleep(0.05 if n == 0 else 0) or n * n, range(20), 4)] == [
        n * n for n in range(20)
    ]


def test_items_are_taken_as_they_are_needed():
    """An endless collection is not read ahead of the work by more than twice the workers."""
    taken = []
    items = (taken.append(n) or n for n in itertools.count())
    some = in_order(lambda n: n, items, 2)
    assert [next(some)[1] for _ in range(3)] == [0, 1, 2]
    some.close()
    assert len(taken) <= 3 + 4


def test_an_exception_is_raised_in_its_turn():
    """What the work raises comes after the results of earlier items; the rest is cancelled."""
    started = []

    def work(n):
        started.append(n)
        if n == 2:
            raise ValueError(n)
        return n

    seen, threads = [], threading.active_count()
    with pytest.raises(ValueError, match="2"):
        seen += (result for _, result in in_order(work, range(1000), 2))
    assert len(started) < 20
    assert threading.active_count() == threads


def test_what_is_done_is_not_lost_when_the_items_fail():
    """Results of items before the fault are given, then the fault is raised."""

    def items():
        yield from range(5)
        message = "broken"
        raise OSError(message)

    seen = []
    with pytest.raises(OSError, match="broken"):
        seen.extend(result for _, result in in_order(lambda n: n * n, items(), 4))
    assert seen == [0, 1, 4, 9, 16]
