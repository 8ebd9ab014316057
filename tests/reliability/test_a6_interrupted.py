"""A signal while a create is under way."""

import contextlib
import os
import signal
import time

import pytest
from faults.answers import after, hang
from reliability.commands import CREATE
from reliability.doubt import NOTE, check_doubt
from reliability.early import Create
from reliability.terminal import Terminal
from samples import MADE


def doubt_in(err):
    """The lines from the doubt on; what is said of the signal itself may stand before it."""
    lines = err.splitlines()
    return lines[next(n for n, line in enumerate(lines) if line.startswith("error: the create")) :]


def test_a45_the_first_ctrl_c_waits_for_the_answer(patient):
    code, out, err = patient.end()
    assert (code, out) == (130, "")
    assert 4 < patient.seconds < 6.5
    assert "press again to stop waiting" in err
    check_doubt(doubt_in(err), patient.started)
    assert len(patient.server.requests) == 1


def test_a45_the_second_ctrl_c_does_not(tavus, serve):
    run = Create(tavus, serve(hang))
    run.send(signal.SIGINT)
    time.sleep(0.5)
    assert run.process.poll() is None
    run.send(signal.SIGINT)
    code, out, err = run.finish()
    assert (code, out) == (130, "")
    assert run.seconds < 0.5
    check_doubt(doubt_in(err), run.started)


def test_a45_an_answer_that_comes_in_time_is_not_lost(tavus, serve):
    run = Create(tavus, serve(after(1, MADE)), "--format", "ids")
    run.send(signal.SIGINT)
    code, out, err = run.finish()
    assert code == 130
    assert out == "r90bbd427f71\n"
    assert "unknown" not in err
    assert run.seconds < 2.5


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a45_a48_other_signals_end_it_and_tell_the_doubt(tavus, serve, number, code):
    server = serve(hang)
    run = Create(tavus, server)
    run.send(number)
    ended, out, err = run.finish()
    assert (ended, out) == (code, "")
    check_doubt(doubt_in(err), run.started)
    assert len(server.requests) == 1


def test_a45_ctrl_c_on_a_terminal(tavus, serve):
    server = serve(hang)
    with Terminal(tavus, *CREATE, at=server, env={"TERM": "xterm-256color"}) as terminal:
        server.wait_for_requests(1)
        terminal.press(b"\x03")
        terminal.wait_for(b"press again to stop waiting")
        terminal.press(b"\x03")
        outcome = terminal.finish(3)
    assert outcome.code == 130
    assert NOTE in outcome.out
    assert outcome.out.count("\x1b[?25l") <= outcome.out.count("\x1b[?25h")


@pytest.fixture
def full_pipe():
    """A pipe that nobody reads and that takes nothing more."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(writer, b"x" * 4096)
    os.set_blocking(writer, True)
    yield writer
    os.close(reader)
    os.close(writer)


@pytest.mark.parametrize("flags", [("--debug",), ("--wait", "--debug")], ids=" ".join)
def test_a45_a87_a_message_that_nobody_reads_holds_back_no_id(tavus, serve, full_pipe, flags):
    server = serve(MADE)
    with tavus.spawn(*CREATE, *flags, "--no-check", "--format", "ids", at=server, stderr=full_pipe) as process:
        server.wait_for_requests(1)
        # The first signal meets a message between the answer and its report, the second the last message.
        for _ in range(2):
            time.sleep(0.7)
            process.send_signal(signal.SIGTERM)
        try:
            out, _ = process.communicate(timeout=10)
        finally:
            process.kill()
    assert (process.returncode, out) == (143, "r90bbd427f71\n")
    assert len(server.posts) == 1
