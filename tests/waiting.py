"""Waiting for what another thread or process does."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def wait_until(condition: Callable[[], T], seconds: float = 15) -> T:
    """What the condition returns, once that is true. Fails when the time is up."""
    until = time.monotonic() + seconds
    while not (met := condition()):
        assert time.monotonic() < until, f"what was waited for did not happen within {seconds} s"
        time.sleep(0.01)
    return met
