"""Work in other threads: whose result it is, how many threads there are, and what stays in memory."""

import gc
import math
import threading
import time
import weakref

import pytest
from waiting import wait_until

from tavus_cli.api.deadline import Background
from tavus_cli.api.transport import Answer, Exchange


def test_one_piece_of_work_after_the_other_takes_one_thread():
    threads = {Background(threading.get_ident).wait(math.inf) for _ in range(50)}
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_work_at_the_same_time_takes_as_many_threads():
    together = threading.Barrier(4, timeout=10)

    def meet():
        together.wait()
        return threading.get_ident()

    assert len({each.wait(math.inf) for each in [Background(meet) for _ in range(4)]}) == 4


def test_an_error_reaches_the_waiting_thread_and_leaves_its_own_usable():
    thread = Background(threading.get_ident).wait(math.inf)
    with pytest.raises(ZeroDivisionError):
        Background(lambda: 1 / 0).wait(math.inf)
    assert Background(threading.get_ident).wait(math.inf) == thread


def test_abandoned_work_holds_up_nothing_and_its_result_goes_to_nobody_else():
    released = threading.Event()
    abandoned = Background(lambda: released.wait(10) and "late")
    with pytest.raises(TimeoutError):
        abandoned.wait(time.monotonic() + 0.05)
    assert [Background(lambda: "in time").wait(math.inf) for _ in range(3)] == ["in time"] * 3
    released.set()
    assert abandoned.wait(math.inf) == "late"
    assert Background(lambda: "after it").wait(math.inf) == "after it"


class _Large:
    """A result that can be watched."""


@pytest.fixture
def no_collections():
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collections")
def test_a_result_is_freed_although_its_thread_waits_for_more():
    kept = [weakref.ref(Background(_Large).wait(math.inf))]
    wait_until(lambda: kept[0]() is None)


@pytest.mark.usefixtures("no_collections")
def test_an_exchange_is_freed_without_a_garbage_collection():
    exchange = Exchange(lambda _gate: Answer(200, "OK", {}, b"", 0.0), for_change=False)
    kept = weakref.ref(exchange)
    assert exchange.wait(math.inf).ok
    del exchange
    wait_until(lambda: kept() is None)
