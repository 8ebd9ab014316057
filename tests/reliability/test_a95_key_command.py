"""The program that prints the key, and keys that are none."""

import sys
import time

import pytest
from reliability.terminal import Terminal
from samples import KEY

HOLDS_THE_PIPE = "import subprocess, sys; print({key!r}); subprocess.Popen(['sleep', '20'])"


def test_a95_an_agent_that_holds_the_pipe_of_the_key_command_holds_up_nothing(run, home):
    config = home / ".config/tavus/config.toml"
    config.parent.mkdir(parents=True)
    script = HOLDS_THE_PIPE.format(key=KEY)
    config.write_text(f"[profiles.default]\napi_key_command = ['{sys.executable}', '-c', \"{script}\"]\n")
    started = time.monotonic()
    result = run("auth", "status", "--timeout", "8", "--retries", "0")
    assert time.monotonic() - started < 5
    assert "...6789" in result.out


def test_a95_what_the_key_command_started_is_ended_with_it(run, home):
    config, mark, begun = home / ".config/tavus/config.toml", home / "ended", home / "begun"
    config.parent.mkdir(parents=True)
    script = f"sh -c ': > {begun}; sleep 3; : > {mark}'; echo {KEY}"
    config.write_text(f"[profiles.default]\napi_key_command = ['sh', '-c', \"{script}\"]\n")
    started = time.monotonic()
    result = run("auth", "status", "--timeout", "1")
    assert (result.code, begun.exists(), time.monotonic() - started < 3) == (9, True, True), result.err
    time.sleep(max(0.0, started + 4.5 - time.monotonic()))
    assert not mark.exists()


@pytest.mark.parametrize("typed", [b"caf\xe9\n", b"\xff\xfe\n"])
def test_a95_a_key_typed_in_another_encoding_is_refused(tavus, typed):
    with Terminal(tavus, "auth", "login", "--no-verify", env={"TAVUS_API_KEY": None}) as terminal:
        terminal.wait_for(b"API key")
        terminal.press(typed)
        outcome = terminal.finish(10)
    assert outcome.code == 4
    assert "contains a character that cannot be part of a key" in " ".join(outcome.out.split())
    assert "Traceback" not in outcome.out
