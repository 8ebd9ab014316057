"""A signal while a create is under way."""

import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from faults.answers import after, document, hang
from reliability.commands import CREATE
from reliability.doubt import NOTE, check_doubt
from reliability.program import KEY
from reliability.terminal import Terminal

MADE = document({"replica_id": "r90bbd427f71", "status": "started"})


class Run:
    """A create in a process of its own, with its one request under way."""

    def __init__(self, tavus, server, *flags):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tavus_cli", *CREATE, *flags],
            env=tavus.environment(server),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tavus.work,
        )
        server.wait_for_requests(1)
        self.started = datetime.now(UTC)
        time.sleep(0.1)

    def send(self, number):
        self.process.send_signal(number)
        self.sent = time.monotonic()

    def finish(self):
        out, err = self.process.communicate(timeout=15)
        self.seconds = time.monotonic() - self.sent
        assert KEY not in out + err
        assert "Traceback" not in err
        return self.process.returncode, out, err


def doubt_in(err):
    """The lines from the doubt on; what is said of the signal itself may stand before it."""
    lines = err.splitlines()
    return lines[next(n for n, line in enumerate(lines) if line.startswith("error: the create")) :]


def test_a45_the_first_ctrl_c_waits_for_the_answer_and_the_second_does_not(tavus, serve):
    server = serve(hang)
    patient, hasty = Run(tavus, server), Run(tavus, serve(hang))
    patient.send(signal.SIGINT)
    hasty.send(signal.SIGINT)
    time.sleep(0.5)
    assert hasty.process.poll() is None
    hasty.send(signal.SIGINT)
    code, out, err = hasty.finish()
    assert (code, out) == (130, "")
    assert hasty.seconds < 0.5
    assert "press again to stop waiting" in err
    check_doubt(doubt_in(err), hasty.started)
    code, out, err = patient.finish()
    assert (code, out) == (130, "")
    assert 4 < patient.seconds < 6.5
    check_doubt(doubt_in(err), patient.started)
    assert len(server.requests) == 1


def test_a45_an_answer_that_comes_in_time_is_not_lost(tavus, serve):
    run = Run(tavus, serve(after(1, MADE)), "--format", "ids")
    run.send(signal.SIGINT)
    code, out, err = run.finish()
    assert code == 130
    assert out == "r90bbd427f71\n"
    assert "unknown" not in err
    assert run.seconds < 2.5


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a45_a48_other_signals_end_it_and_tell_the_doubt(tavus, serve, number, code):
    server = serve(hang)
    run = Run(tavus, server)
    run.send(number)
    ended, out, err = run.finish()
    assert (ended, out) == (code, "")
    check_doubt(doubt_in(err), run.started)
    assert len(server.requests) == 1


def test_a45_ctrl_c_on_a_terminal(tavus, serve):
    server = serve(hang)
    with Terminal(tavus, *CREATE, at=server, env={"TERM": "xterm-256color"}) as terminal:
        server.wait_for_requests(1)
        terminal.type(b"\x03")
        terminal.wait_for(b"press again to stop waiting")
        terminal.type(b"\x03")
        outcome = terminal.finish(3)
    assert outcome.code == 130
    assert NOTE in outcome.out
    assert outcome.out.count("\x1b[?25l") <= outcome.out.count("\x1b[?25h")
