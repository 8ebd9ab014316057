import sys
import threading
from urllib.parse import quote

import pytest
from faults.answers import document, reply
from faults.bodies import page
from reliability.commands import CREATE, LIST, ONCE
from reliability.program import NOWHERE
from samples import KEY
from waiting import wait_until

from tavus_cli import text

UNFIT = "error: the API key from TAVUS_API_KEY contains a character that cannot be part of a key; it was not sent."


def test_a03_netrc_adds_nothing(tavus, serve):
    server = serve(document(page()))
    (tavus.home / ".netrc").write_text(
        "machine 127.0.0.1 login someone password netrcword\ndefault login anyone password netrcword\n"
    )
    (tavus.home / ".netrc").chmod(0o600)
    assert tavus(*LIST, at=server).code == 0
    tavus(*CREATE, at=server)
    assert [request.headers["x-api-key"] for request in server.requests] == [KEY, KEY]
    assert all("authorization" not in request.headers for request in server.requests)


@pytest.mark.parametrize(
    "content", [b"machine \xff\xfe login", b"default", b"machine 127.0.0.1 login \xe9 password \xe9\n"]
)
def test_a03_a_broken_netrc_has_no_effect(tavus, serve, content):
    server = serve(document(page()))
    other = tavus.home / "netrc"
    for path in [tavus.home / ".netrc", other]:
        path.write_bytes(content)
        path.chmod(0o600)
    for env in [{}, {"NETRC": str(other)}]:
        outcome = tavus(*LIST, at=server, env=env)
        assert (outcome.code, outcome.err) == (0, "")
    assert all("authorization" not in request.headers for request in server.requests)


def test_a04_plain_http_to_another_host_is_refused(tavus):
    for base in ["http://api.example.test", "http://localhost.example.test", "http://127.0.0.1.example.test"]:
        host = base.removeprefix("http://")
        outcome = tavus(*LIST, at=base)
        assert outcome.code == 2
        assert outcome.errors[0] == f"error: refusing to send an API key over http:// to {host}; use https://."
    for base in ["http://0.0.0.0", "http://10.0.0.1", "http://[::]", "http://[fe80::1]", "http://128.0.0.1"]:
        assert tavus(*LIST, "--base-url", base).code == 2


@pytest.mark.parametrize("arguments", [LIST, CREATE, ("replicas", "get", "r1"), ("videos", "list")])
def test_a04_no_command_sends_the_key_over_plain_http(tavus, arguments):
    outcome = tavus(*arguments, "--json", at="http://api.example.test")
    assert outcome.code == 2
    assert outcome.error["outcome"] == "not_sent"


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "127.8.9.1"])
def test_a04_plain_http_to_this_machine_is_fine(tavus, serve, name):
    server = serve(document(page()), host="127.0.0.1" if "ocal" in name.lower() else name)
    assert tavus(*LIST, at=f"http://{name}:{server.port}").code == 0
    assert len(server.requests) == 1


def test_a04_a32_ipv6_loopback_is_fine(tavus, serve):
    try:
        server = serve(document(page()), host="::1")
    except OSError:
        pytest.skip("no IPv6 here")
    assert tavus(*LIST, at=server).code == 0


def test_a06_the_debug_log_hides_the_key(tavus, serve):
    server = serve(document(page()))
    outcome = tavus(*LIST, "--debug", at=server)
    assert outcome.code == 0
    assert "x-api-key: <hidden>" in outcome.err
    assert f"{server.url}/v2/replicas" in outcome.err
    assert "200" in outcome.err


@pytest.mark.parametrize("flags", [(), ("--debug",), ("--json",), ("--json", "--debug")])
def test_a06_a_server_that_repeats_the_key_cannot_get_it_shown(tavus, serve, flags):
    for answer in [
        document({"error": f"bad key {KEY}"}, 400),
        document({"message": f"{KEY} is no key"}, 401),
        reply(500, KEY.encode(), kind="text/plain", reason=f"sorry {KEY}"),
        reply(200, f"<p>{KEY}</p>".encode(), kind=f"text/{KEY}"),
        reply(302, b"", [("Location", f"https://{KEY}.example.test/{KEY}?key={KEY}")]),
        document(page(), headers=[("X-Echo", KEY)]),
    ]:
        # The run itself checks that the key is nowhere.
        tavus(*LIST, *ONCE, *flags, at=serve(answer))


@pytest.mark.parametrize("flags", [(), ("--json",)])
@pytest.mark.parametrize("before", [0, 10, 20, 30, 250, 280, 290])
def test_a06_a_message_that_is_cut_does_not_show_half_a_key(tavus, serve, flags, before):
    for answer in [
        document({"error": "x" * before + KEY + "x" * 300}, 400),
        reply(200, b"<" + b"x" * before + KEY.encode()),
        reply(500, reason="x" * before + KEY),
    ]:
        tavus(*LIST, *ONCE, *flags, at=serve(answer))


@pytest.mark.parametrize("flags", [(), ("--json",), ("--debug",)])
def test_a06_a_key_that_json_writes_differently_is_hidden_too(tavus, serve, flags):
    key = 'key"for"tests\\0123456789\\abcdef'
    outcome = tavus(*LIST, *flags, at=serve(document({"error": f"bad key {key}"}, 400)), env={"TAVUS_API_KEY": key})
    assert outcome.code == 5
    assert "0123456789" not in outcome.err


def test_a06_a_failure_on_the_way_does_not_show_the_key(tavus):
    for key in [f"{KEY}\x1b", f"{KEY}\nX: y", f"{KEY}ж"]:
        outcome = tavus(*LIST, "--debug", env={"TAVUS_API_KEY": key})
        assert outcome.code == 4
        assert KEY not in outcome.err


def test_a06_a_dry_run_names_the_variable_in_the_place_of_the_key(tavus):
    outcome = tavus(*CREATE, "--dry-run")
    assert outcome.code == 0
    assert "$TAVUS_API_KEY" in outcome.out


@pytest.mark.parametrize("option", ["--api-key", "--key", "--token", "-k", "--x-api-key", "--password"])
def test_a07_no_option_takes_a_key(tavus, serve, option):
    server = serve(document(page()))
    for arguments in [(option, KEY, *LIST), (*LIST, option, KEY), (*LIST, f"{option}={KEY}")]:
        assert tavus(*arguments, at=server).code == 2
    assert server.requests == []


@pytest.mark.parametrize(
    "key", [f"{KEY}\n", f"{KEY}\r", f"{KEY}\r\n", f" {KEY}", f"\t{KEY} \t", f"\ufeff{KEY}", f"\ufeff {KEY}\r\n"]
)
def test_a08_blanks_around_the_key_are_dropped(tavus, serve, key):
    server = serve(document(page()))
    outcome = tavus(*LIST, at=server, env={"TAVUS_API_KEY": key})
    assert (outcome.code, outcome.err) == (0, "")
    assert server.requests[0].headers["x-api-key"] == KEY
    assert f"x-api-key: {KEY}\r\n".encode() in server.requests[0].raw.lower()


@pytest.mark.parametrize(
    "key",
    [
        f"{KEY}\nX-Evil: yes",
        f"{KEY[:5]} {KEY[5:]}",
        f"{KEY[:5]}\t{KEY[5:]}",
        f"{KEY}\x7f",
        f"\x1b{KEY}",
        f"{KEY}\u00a0",
        f"{KEY}\u2028",
        f"{KEY[:5]}\ufeff{KEY[5:]}",
        f"ключ-{KEY}",
        f"{KEY}\udcff",
    ],
)
def test_a08_a_key_with_other_characters_is_not_sent(tavus, serve, key):
    server = serve(document(page()))
    outcome = tavus(*LIST, at=server, env={"TAVUS_API_KEY": key})
    assert outcome.code == 4
    assert outcome.errors[0] == UNFIT
    assert server.connections == 0


def test_a08_the_longest_key_is_sent_and_longer_ones_are_not(tavus, serve):
    server = serve(document(page()))
    for length in [513, 70_000]:
        outcome = tavus(*LIST, at=server, env={"TAVUS_API_KEY": "k" * length})
        assert outcome.code == 4
        assert outcome.errors[0].startswith("error: the API key from TAVUS_API_KEY ")
        assert outcome.errors[0].endswith("; it was not sent.")
    assert server.connections == 0
    assert tavus(*LIST, at=server, env={"TAVUS_API_KEY": "k" * 512}).code == 0
    assert server.requests[0].headers["x-api-key"] == "k" * 512


def test_a08_a_bad_key_in_the_config_names_its_source(tavus, serve):
    server = serve(document(page()))
    config = f'[profiles.default]\napi_key = "{KEY}\\u0000"\nbase_url = "{server.url}"\n'
    tavus.configure(config)
    outcome = tavus(*LIST, env={"TAVUS_API_KEY": None, "TAVUS_BASE_URL": None})
    assert outcome.code == 4
    assert outcome.errors[0].startswith("error: the API key from ")
    assert outcome.errors[0].endswith(" contains a character that cannot be part of a key; it was not sent.")
    assert "TAVUS_API_KEY" not in outcome.errors[0]
    assert server.connections == 0


@pytest.mark.parametrize("key", ["", " ", "\r\n"])
def test_a09_an_empty_key_is_an_error_and_not_an_absent_one(tavus, serve, key):
    server = serve(document(page()))
    tavus.configure(f'[profiles.default]\napi_key = "{KEY}"\nbase_url = "{server.url}"\n')
    outcome = tavus(*LIST, at=server, env={"TAVUS_API_KEY": key})
    assert outcome.code == 4
    assert outcome.errors[0] == "error: TAVUS_API_KEY is set but empty."
    assert server.connections == 0


def test_a09_without_any_key_the_ways_to_get_one_are_named(tavus):
    outcome = tavus(*LIST, at=NOWHERE, env={"TAVUS_API_KEY": None})
    assert outcome.code == 4
    hint = outcome.errors[-1]
    assert hint.startswith("hint: ")
    assert all(way in hint for way in ("TAVUS_API_KEY", "tavus auth login", "--sandbox"))


def test_a12_cookies_are_neither_kept_nor_sent(tavus, serve):
    cookie = [("Set-Cookie", "session=abc; Path=/"), ("Set-Cookie", "other=1; Path=/; Domain=127.0.0.1")]
    server = serve(reply(503, b"", cookie), document(page(), headers=cookie))
    assert tavus(*LIST, at=server).code == 0
    assert len(server.requests) == 2
    assert all("cookie" not in request.headers for request in server.requests)


SIGNED = "https://bucket.example.test/clip.mp4?X-Amz-Signature=secretsignature&X-Amz-Expires=90000"
# How a server may repeat it.
ECHOES = [
    f"Invalid train_video_url: {quote(SIGNED, safe='')}",
    "HTTPSConnectionPool(host='bucket.example.test', port=443): Max retries exceeded with url:"
    f" {SIGNED.removeprefix('https://bucket.example.test')} (Caused by a timeout)",
    f"cannot fetch bucket.example.test?{SIGNED.partition('?')[2]}",
]


@pytest.mark.parametrize("flags", [(), ("--debug",), ("--json",)])
@pytest.mark.parametrize("echo", ECHOES)
def test_a06_a_signature_that_the_server_repeats_is_not_shown(tavus, serve, flags, echo):
    server = serve(document({"error": echo}, 400))
    create = ("replicas", "create", "--train-video-url", SIGNED, "--consent-video-url", SIGNED, "--no-check", *flags)
    outcome = tavus(*create, at=server)
    assert (outcome.code, len(server.requests)) == (5, 1)
    assert "***" in outcome.err
    assert "secret" not in outcome.out + outcome.err


@pytest.fixture
def quick_switches(monkeypatch):
    """Threads that take turns as often as possible, and secrets that are forgotten afterwards."""
    monkeypatch.setattr(text, "_secrets", set())
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("quick_switches")
def test_a06_a_secret_that_turns_up_while_a_message_is_written_is_no_crash():
    ended, shown = threading.Event(), []

    def show():
        while not ended.is_set():
            shown[:] = [text.clean("secret-00000000")]

    writer = threading.Thread(target=show)
    writer.start()
    try:
        for number in range(3000):
            text.keep_secret(f"secret-{number:08}")
        # The message that is written now may have been begun before the first of them.
        wait_until(lambda: shown == ["<hidden>"])
        still_writes = writer.is_alive()
    finally:
        ended.set()
        writer.join()
    assert still_writes
