"""An account that answers, receivers of callbacks, and runs of `tavus listen` in this process."""

import threading
import time

import pytest
from commands.listen.account import Account

from tavus_cli.api.deadline import NEVER, deadline_of_command
from tavus_cli.cli.session import Session
from tavus_cli.output.streams import Streams


@pytest.fixture
def account(serve):
    made = Account()
    made.server = serve(routes=made)
    return made


@pytest.fixture
def hook(serve):
    """An address that takes callbacks, or answers as it is told to."""
    return lambda *answers, **options: serve(*answers, as_api=False, **options)


class Runs:
    """Runs of a listener in this process."""

    def __init__(self, run):
        self.run = run
        self.plan = None
        self.deadline = NEVER

    def __call__(self, seconds, *argv, to=None, meanwhile=(), enough=None, **options):
        """Listen for so long from the first look on, and do things meanwhile: (seconds after that look, function).

        Callbacks go `to` an address. Once there is `enough`, it ends a moment later: what comes too much still has
        time to come.
        """
        timers = [threading.Timer(*each) for each in meanwhile]
        self.plan = seconds, timers, enough
        self.end_in(60)
        try:
            return self.run("listen", *(("--forward-to", to) if to else ()), *argv, **options)
        finally:
            self.plan, self.deadline = None, NEVER
            for timer in timers:
                timer.cancel()

    def begin(self):
        seconds, timers, enough = self.plan
        self.end_in(seconds)
        for timer in timers:
            timer.start()
        if enough:
            threading.Thread(target=self.watch, args=(self.plan, enough), daemon=True).start()

    def watch(self, plan, enough):
        while self.plan is plan and not enough():
            time.sleep(0.02)
        if self.plan is plan:
            self.end_in(0.5)

    def end_in(self, seconds):
        self.deadline = deadline_of_command(seconds, time.monotonic(), "--timeout")


@pytest.fixture
def listen(run, monkeypatch):
    runs = Runs(run)
    note = Streams.note

    def noted(streams, line):
        # It says so once it has looked at the account for the first time.
        if line.startswith("listening to "):
            runs.begin()
        note(streams, line)

    monkeypatch.setattr(Streams, "note", noted)
    monkeypatch.setattr(Session, "deadline", property(lambda _: runs.deadline))
    return runs


@pytest.fixture
def ending(account):
    """Two replicas that end soon after a listener has begun, the first one never after the second."""
    account.put("r1")
    account.put("r2")

    def end():
        account.put("r1", "completed")
        account.put("r2", "completed")

    return [(0.5, end)]
