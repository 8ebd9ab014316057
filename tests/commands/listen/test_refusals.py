"""tavus listen: options, addresses and states that end it before anything is delivered."""

import fcntl

import pytest
from commands.listen.account import state

from tavus_cli.commands.listen import memory
from tavus_cli.commands.listen.forwarding import parse_address
from tavus_cli.errors import UsageError


@pytest.mark.parametrize(
    "url",
    [
        "", "3000", "localhost:3000", "ftp://127.0.0.1/", "http://", "http://a b/", "http://u:p@127.0.0.1/",
        "http://127.0.0.1:99999/", "http://example.com/hook", "http://8.8.8.8/", "http://169.254.169.254/",
        "http://0.0.0.0:3000/", "http://localhost.example.com/", "http://192.168.0.1.example.com/",
    ],
)  # fmt: skip
def test_an_address_that_may_not_be_is_a_usage_error(account, run, url):
    result = run("listen", "--forward-to", url)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: --forward-to: ")
    assert "\nhint: " in result.err
    assert "u:p" not in result.err
    assert account.server.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:3000/hook", "http://127.9.9.9/", "http://localhost:3000", "http://[::1]:3000/",
        "http://10.1.2.3/", "http://172.31.0.1:80/a?b=c", "http://192.168.1.5:8080/", "http://[fd00::1]/",
        "https://example.com/hook?x=1",
    ],
)  # fmt: skip
def test_this_machine_private_networks_and_https_may_receive(url):
    assert parse_address(url).bare == url.partition("?")[0]


def test_172_32_is_not_private():
    with pytest.raises(UsageError):
        parse_address("http://172.32.0.1/")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("--only", "replica"), 'error: --only: cannot listen to "replica".'),
        (("--only", "voices"), 'error: --only: cannot listen to "voices".'),
        (("--only", ""), "error: --only has an empty value in it."),
        (("--since", "soon"), 'error: --since: "soon" is not a time.'),
        (("--columns", "nothing"), 'error: unknown column "nothing".'),
    ],
)
def test_other_bad_options_are_usage_errors(account, run, argv, message):
    result = run("listen", *argv)
    assert (result.code, result.out, result.err.splitlines()[0]) == (2, "", message)
    assert account.server.requests == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"version": 2, "taken": {}, "newest": {}, "waiting": []}',
        b'{"version": 1, "taken": {"replicas": {"r1": -1}}, "newest": {}, "waiting": []}',
        b'{"version": 1, "taken": [], "newest": {}, "waiting": []}',
        b'{"version": 1, "taken": {}, "newest": {}, "waiting": [{"event_id": "e"}]}',
        b'{"version": 1, "taken": {}, "newest": {"replicas": NaN}, "waiting": []}',
        b'{"version": 1, "taken": {}, "newest": {}, "late": {"replicas": {"r1": "soon"}}, "waiting": []}',
    ],
)
@pytest.mark.parametrize("more", [(), ("--since", "1h")])
def test_a_damaged_state_ends_with_1_and_is_left_as_it_is(account, listen, home, content, more):
    listen(0.3)
    path = state(home)
    path.write_bytes(content)
    before = len(account.server.requests)
    result = listen(0.3, *more)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"error: cannot read {path}: it is damaged.\nhint: it was left as it is")
    assert path.read_bytes() == content
    assert len(account.server.requests) == before


def test_two_listeners_on_one_state_end_with_12(account, listen, home):
    listen(0.3)
    with state(home).with_suffix(".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = listen(0.3)
        assert (result.code, result.out) == (12, "")
        assert result.err.startswith("error: another listener delivers from this account to this address.\nhint: ")
        assert listen(1, to="http://127.0.0.1:9/").code == 9


def test_without_a_home_it_ends_with_1(account, run, monkeypatch):
    monkeypatch.setenv("HOME", "")
    monkeypatch.setattr(memory, "state_path", lambda: None)
    result = run("listen")
    assert result.code == 1
    assert "XDG_STATE_HOME" in result.err


def test_a_state_that_cannot_be_written_ends_with_1(account, listen, home):
    (home / ".local/state").mkdir(parents=True)
    (home / ".local/state/tavus").write_text("in the way")
    result = listen(0.3)
    assert (result.code, result.err[:18]) == (1, "error: cannot use ")
