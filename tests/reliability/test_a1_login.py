"""A key on its way into the config file, and what is shown of it there."""

import signal
import termios
import time
import tomllib

import pytest
from faults import certificates
from faults.answers import document, hang, redirect, reply
from faults.bodies import page
from reliability.commands import LIST
from reliability.signing_in import STORED, login
from reliability.terminal import Terminal
from samples import KEY

FINE = document(page())


def sign_in(tavus, server, *flags, text=KEY):
    """With the verification that `login` of the other tests leaves out."""
    env = {"TAVUS_API_KEY": None}
    return tavus("auth", "login", *flags, at=server, env=env, stdin=text.encode("utf-8", "surrogateescape"))


def test_a05_a_verified_key_is_stored_with_its_server(tavus, serve):
    server = serve(FINE)
    assert sign_in(tavus, server).code == 0
    assert [(request.method, request.headers["x-api-key"]) for request in server.requests] == [("GET", KEY)]
    stored = tomllib.loads(tavus.config.read_text())["profiles"]["default"]
    assert stored == {"api_key": KEY, "base_url": server.url}
    assert tavus(*LIST, env=STORED).code == 0


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (document({"message": "Invalid access token"}, 401), 4),
        (redirect(302, "/"), 8),
        (reply(200, b"<"), 8),
        (hang, 9),
    ],
)
def test_a05_a_key_that_could_not_be_verified_is_not_stored(tavus, serve, answer, code):
    assert sign_in(tavus, serve(answer), "--timeout", "0.5", "--retries", "0").code == code
    assert not tavus.config.exists()


def test_a04_a10_a_key_is_not_verified_over_an_unsafe_connection(tavus, serve):
    assert sign_in(tavus, "http://api.example.test").code == 2
    server = serve(FINE, tls=certificates.stranger("127.0.0.1"))
    assert sign_in(tavus, server).code == 6
    assert server.requests == []
    assert not tavus.config.exists()


@pytest.mark.parametrize("text", [f"{KEY}\r\n", f"\ufeff{KEY}\n", f"  {KEY}\t", f"{KEY}\n\n"])
def test_a08_blanks_around_a_key_are_not_stored(tavus, text):
    assert login(tavus, key=text).code == 0
    assert tomllib.loads(tavus.config.read_text())["profiles"]["default"]["api_key"] == KEY


@pytest.mark.parametrize("text", [f"{KEY}\n{KEY}\n", f"{KEY}\0", f"{KEY}\udcff", f"{KEY} x", "ж" * 20, "k" * 600])
def test_a08_a_text_that_is_no_key_is_not_stored(tavus, text):
    outcome = tavus("auth", "login", "--no-verify", stdin=text.encode("utf-8", "surrogateescape"), env=STORED)
    assert outcome.code == 4
    assert "cannot be part of a key" in outcome.errors[0]
    assert not tavus.config.exists()


@pytest.mark.parametrize("text", ["", "\n", " \r\n"])
def test_a09_a53_nothing_to_read_is_an_error_and_no_question(tavus, text):
    outcome = tavus("auth", "login", "--no-verify", stdin=text.encode(), env=STORED, limit=5)
    assert outcome.code in {2, 4}
    assert not tavus.config.exists()


def test_a07_login_takes_no_key_as_an_argument(tavus):
    for arguments in [(KEY,), ("--key", KEY), ("--api-key", KEY), (f"--api-key={KEY}",), ("--with-token", KEY)]:
        assert tavus("auth", "login", *arguments, env=STORED).code == 2
    assert not tavus.config.exists()


def test_a06_a_key_typed_on_a_terminal_is_not_echoed(tavus, serve):
    server = serve(FINE)
    with Terminal(tavus, "auth", "login", at=server, env={"TAVUS_API_KEY": None}) as terminal:
        terminal.wait_for(b"API key")
        terminal.press(KEY.encode() + b"\n")
        outcome = terminal.finish(10)
    assert outcome.code == 0
    assert server.requests[0].headers["x-api-key"] == KEY


def test_a47_ctrl_c_at_the_question_leaves_the_terminal_as_it_was(tavus):
    with Terminal(tavus, "auth", "login", "--no-verify", env=STORED) as terminal:
        before = termios.tcgetattr(terminal.end)[3]
        terminal.wait_for(b"API key")
        assert not termios.tcgetattr(terminal.end)[3] & termios.ECHO
        begun = time.monotonic()
        terminal.press(b"\x03")
        terminal.process.wait(5)
        assert time.monotonic() - begun < 0.5
        assert termios.tcgetattr(terminal.end)[3] == before
        outcome = terminal.finish(5)
    assert outcome.code == 128 + signal.SIGINT
    assert not tavus.config.exists()


@pytest.mark.parametrize("flags", [(), ("--json",), ("--format", "csv"), ("--debug",)])
def test_a06_the_status_shows_the_end_of_the_key_only(tavus, serve, flags):
    server = serve(FINE)
    assert sign_in(tavus, server).code == 0
    outcome = tavus("auth", "status", *flags, env=STORED)
    assert outcome.code == 0
    assert KEY[-4:] in outcome.out
    assert KEY[-5:] not in outcome.out


def test_c_the_status_of_a_key_that_does_not_work(tavus, serve):
    server = serve(FINE, document({"message": "Invalid access token"}, 401))
    assert sign_in(tavus, server).code == 0
    assert tavus("auth", "status", env=STORED, partial_output=True).code == 4
    assert tavus("auth", "status", at=server, env={"TAVUS_API_KEY": ""}, partial_output=True).code == 4


def test_a05_logging_out_removes_the_key_and_nothing_else(tavus):
    tavus.configure(f'# mine\n[profiles.default]\napi_key = "{KEY}"\ntimeout = 9\n[profiles.other]\napi_key = "x"\n')
    assert tavus("auth", "logout", env=STORED).code == 0
    text = tavus.config.read_text()
    assert KEY not in text
    assert text.startswith("# mine\n")
    assert tomllib.loads(text) == {"profiles": {"default": {"timeout": 9}, "other": {"api_key": "x"}}}
    assert [path for path in tavus.config.parent.iterdir() if KEY in path.read_text()] == []
