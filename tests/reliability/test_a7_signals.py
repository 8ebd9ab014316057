import itertools
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from faults.answers import document, hang, reply
from faults.bodies import page, replica
from reliability.commands import LIST
from reliability.terminal import Terminal
from waiting import wait_until

CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


def stop(process, number):
    """Signal the process; what it said, and how long it took to end."""
    begun = time.monotonic()
    process.send_signal(number)
    out, err = process.communicate(timeout=10)
    return out, err, time.monotonic() - begun


@pytest.mark.parametrize("number", CODES)
@pytest.mark.parametrize("flags", [(), ("--all", "--json")], ids=["plain", "all"])
def test_a47_a48_a_signal_ends_a_read_at_once(tavus, serve, number, flags):
    server = serve(hang)
    process = tavus.spawn(*LIST, *flags, at=server)
    server.wait_for_requests(1)
    time.sleep(0.1)
    out, err, seconds = stop(process, number)
    assert (process.returncode, out) == (CODES[number], "")
    assert seconds < 0.5
    assert "Traceback" not in err
    if number == signal.SIGINT and not flags:
        assert err == "error: interrupted.\n"


@pytest.mark.parametrize("number", CODES)
def test_a47_a48_a_signal_ends_a_pause_between_two_tries(tavus, serve, number):
    server = serve(reply(503, b"", [("Retry-After", "30")]))
    process = tavus.spawn(*LIST, at=server)
    server.wait_for_requests(1)
    time.sleep(0.3)
    out, _, seconds = stop(process, number)
    assert (process.returncode, out) == (CODES[number], "")
    assert seconds < 0.5
    assert len(server.requests) == 1


def test_a47_a_signal_during_the_start_shows_no_traceback(tavus, serve):
    server = serve(hang)
    for pause in [0.02, 0.05, 0.08, 0.12, 0.16]:
        process = tavus.spawn(*LIST, at=server)
        time.sleep(pause)
        out, err, seconds = stop(process, signal.SIGINT)
        # Python itself ends so before the program can note signals.
        assert process.returncode in {130, -signal.SIGINT} or "KeyboardInterrupt" in err
        assert seconds < 0.6
        assert "tavus_cli/cli" not in err
        assert out == ""


def test_a47_a_terminal_is_left_as_it_was(tavus, serve):
    server = serve(hang)
    with Terminal(tavus, *LIST, "--all", at=server, env={"TERM": "xterm-256color"}) as terminal:
        server.wait_for_requests(1)
        time.sleep(0.2)
        begun = time.monotonic()
        terminal.press(b"\x03")
        outcome = terminal.finish(5)
    assert time.monotonic() - begun < 0.6
    assert outcome.code == 130
    assert outcome.out.endswith("\n\x1b[1;31merror:\x1b[0m interrupted.\n")
    assert outcome.out.count("\x1b[?25l") <= outcome.out.count("\x1b[?25h")


def test_a48_a_signal_on_a_terminal_brings_the_cursor_back(tavus, serve):
    server = serve(hang)
    for number in [signal.SIGTERM, signal.SIGHUP]:
        count = len(server.requests)
        with Terminal(tavus, *LIST, "--all", at=server, env={"TERM": "xterm-256color"}) as terminal:
            server.wait_for_requests(count + 1)
            time.sleep(0.2)
            terminal.process.send_signal(number)
            outcome = terminal.finish(5)
        assert outcome.code == CODES[number]
        assert outcome.out.count("\x1b[?25l") <= outcome.out.count("\x1b[?25h")


def waiting_for_stdin(tavus, serve):
    return ["videos", "create", "--replica-id", "r1", "--script-file", "-"], {}


def waiting_for_a_reader(tavus, serve):
    return [*LIST, "--json"], {"TAVUS_BASE_URL": serve(document(page(*map(replica, range(4000))))).url}


def waiting_for_the_key(tavus, serve):
    tavus.configure('[profiles.default]\napi_key_command = "sleep 30"\nbase_url = "http://127.0.0.1:9"\n')
    return list(LIST), {"TAVUS_API_KEY": None, "TAVUS_BASE_URL": None}


def waiting_for_a_pipe_to_open(tavus, serve):
    os.mkfifo(tavus.work / "fifo")
    return ["api", "POST", "/v2/things", "--input", "fifo"], {}


def waiting_for_a_child(tavus, serve):
    return ["sandbox", "run", "--", "sleep", "30"], {}


def serving(tavus, serve):
    return ["sandbox", "serve", "--port", "0", "--quiet"], {}


def pausing_between_two_looks(tavus, serve):
    server = serve(document(replica(1, status="started")))
    return ["replicas", "wait", "r1", "--interval", "30"], {"TAVUS_BASE_URL": server.url}


WAITS = [
    waiting_for_stdin,
    waiting_for_a_reader,
    waiting_for_the_key,
    waiting_for_a_pipe_to_open,
    waiting_for_a_child,
    serving,
    pausing_between_two_looks,
]


def is_at_rest(process):
    """Whether the process sleeps, and uses no processor time for a while."""
    if not Path("/proc/self/stat").exists():
        time.sleep(1.5)
        return True

    def used():
        state, *numbers = Path(f"/proc/{process.pid}/stat").read_text().rpartition(") ")[2].split()
        return state == "S" and numbers[10:12]

    before = used()
    time.sleep(0.3)
    return before and before == used()


@pytest.mark.parametrize(("wait", "number"), [*zip(WAITS, itertools.cycle(CODES), strict=False)])
def test_a47_a48_a89_a_signal_ends_whatever_the_program_waits_for(tavus, serve, wait, number):
    arguments, env = wait(tavus, serve)
    process = tavus.spawn(*arguments, env=env, stdin=subprocess.PIPE)
    wait_until(lambda: is_at_rest(process))
    assert process.poll() is None
    begun = time.monotonic()
    process.send_signal(number)
    # Nobody reads what it writes before it has ended.
    code = process.wait(10)
    assert time.monotonic() - begun < 0.5
    assert code == CODES[number]
    assert "Traceback" not in process.communicate()[1]


@pytest.mark.parametrize("number", CODES)
def test_a89_a90_a_stopped_program_acts_on_a_signal_when_it_goes_on(tavus, serve, number):
    server = serve(hang)
    process = tavus.spawn(*LIST, at=server)
    server.wait_for_requests(1)
    process.send_signal(signal.SIGSTOP)
    time.sleep(0.1)
    process.send_signal(number)
    time.sleep(0.1)
    out, _, seconds = stop(process, signal.SIGCONT)
    assert (process.returncode, out) == (CODES[number], "")
    assert seconds < 0.5
